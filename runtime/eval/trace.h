/*
 * trace.h: positions in code made at run time, for error/pctab.c and error/source.c.
 */
#ifndef RUNTIME_EVAL_TRACE_H
#define RUNTIME_EVAL_TRACE_H

#include "../error/pctab.h"
#include "state.h"

/* As pctab_lookup. `file` is NULL then, and file_len the number of the file. */
bool eval_position(uintptr_t pc, PcEntry *out);
/* The text of such a file; NULL: there is none. */
String *eval_text(uint32_t file);
/* What a trace calls it: "eval at f (app.js:1:2), <anonymous>". */
String *eval_file_name(uint32_t file);
/* It is the text of an ES module, which traces call by its URL. */
bool eval_is_esm(uint32_t file);
/* The program's file, or the file of its own, that the code at this address stands in, through however many evals; NULL: it is
 * not known. */
String *eval_file_around(uintptr_t pc);
/* Whether it was given one; then also where its text begins, counted from 0. */
bool eval_has_name(uint32_t file, int32_t *line, int32_t *column);

#endif
