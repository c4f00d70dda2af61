/*
 * source.h: the program's own text, for Function.prototype.toString and the report of an uncaught error. A program that
 * was compiled with --strip-source has none of it: these are weak names then, NULL.
 */
#ifndef RUNTIME_ERROR_SOURCE_H
#define RUNTIME_ERROR_SOURCE_H

#include "../rt.h"

#ifdef JSC_EVAL /* code made at run time always has its text */
#define SOURCE_WEAK
#else
#define SOURCE_WEAK __attribute__((weak))
#endif

/* The text of a file of the program's file table; NULL if it has none (modules of lib/, JSON). */
SOURCE_WEAK String *source_text(uint32_t file);
/* Its units [start, end). */
SOURCE_WEAK String *source_slice(uint32_t file, uint32_t start, uint32_t end);

#endif
