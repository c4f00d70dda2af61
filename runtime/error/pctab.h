/*
 * pctab.h: from a program counter to file, line, column and function, with the chain of inlined calls.
 *
 * The table is made by the compiler (compiler/driver/pctab.c) from the program's line information and is read here
 * for Error.stack. Freestanding, no allocation, no writes: usable in a signal handler and on an exhausted stack.
 * doc/pctab.md has the format.
 */
#ifndef RUNTIME_ERROR_PCTAB_H
#define RUNTIME_ERROR_PCTAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One frame. The strings are UTF-8, not NUL-terminated, and lie in the table. */
typedef struct PcEntry {
  const char *file, *function; /* function: "" if it has no name */
  uint32_t file_len, function_len;
  uint32_t line, column; /* from 1; columns count UTF-16 units; 0 if unknown */
  uint32_t scope;        /* for pctab_caller */
  uint32_t description;  /* where the function's text begins << PCTAB_FN_KIND_BITS | PCTAB_FN_* */
  uint32_t receiver;     /* words below the frame pointer where its receiver lies; 0: nowhere */
} PcEntry;

/*
 * The frame that the instruction at `pc` belongs to: the innermost one where calls were inlined. For a return address
 * pass address - 1, so that a call at the end of a function is not taken for its neighbour. False if `pc` does not
 * lie in code the table knows; *out is then unchanged.
 */
bool pctab_lookup(const uint8_t *table, uint64_t pc, PcEntry *out);

/*
 * Replaces an inlined frame by the one that called it, positioned at the call. False, and *entry unchanged, if the
 * frame was not inlined:
 *
 *   if (pctab_lookup(table, pc, &e))
 *     do print(&e); while (pctab_caller(table, &e));
 */
bool pctab_caller(const uint8_t *table, PcEntry *entry);

/* The table is what this version of the reader understands, within `size` bytes. Tables come from our own compiler and
 * are otherwise trusted. */
bool pctab_valid(const uint8_t *table, uint64_t size);

#endif
