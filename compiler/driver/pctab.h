/*
 * pctab.h: makes the position table (pc to file, line, column, function and inline chain) that Error.stack reads.
 *
 * Between elf_layout and elf_late_fill:
 *
 *   Pctab *t = pctab_new(arena);
 *   pctab_add_dwarf(t, link, user_object);           or scopes, ranges and rows by hand (codegen-ass)
 *   pctab_finish(t, &bytes, &size);
 *   elf_late_fill(link, section, bytes, size);
 *
 * All memory is the arena's. doc/pctab.md has the format; runtime/error/pctab.h the reader.
 */
#ifndef JSC_DRIVER_PCTAB_H
#define JSC_DRIVER_PCTAB_H

#include <stdbool.h>
#include <stdint.h>

#include "../../elf/elf.h"
#include "../support/arena.h"

typedef struct Pctab Pctab;

Pctab *pctab_new(Arena *arena);

/*
 * Adds what the DWARF (version 4 or 5) of one input of a laid-out link says about code that is in the output. An
 * input without line information adds nothing. False on damaged DWARF: pctab_error says what and where.
 */
bool pctab_add_dwarf(Pctab *t, ElfLink *l, ElfInput *in);

/*
 * A function, or one inlined call of it: then `parent` is the scope that contains the call, at call_line:call_column.
 * parent 0: a real function. Returns a handle, never 0. Names are UTF-8 and need not be terminated.
 */
uint32_t pctab_add_scope(Pctab *t, const char *function, size_t function_len, const char *file, size_t file_len,
                         uint32_t parent, uint32_t call_line, uint32_t call_column);

/* What the scope's function is: where its text begins in the file << PCTAB_FN_KIND_BITS | PCTAB_FN_*. */
void pctab_describe_scope(Pctab *t, uint32_t scope, uint32_t description);

/* Its receiver is in the frame, this many words below the frame pointer. */
void pctab_set_receiver(Pctab *t, uint32_t scope, uint32_t words_below);

/* The addresses [low, high) belong to the scope; ranges of scopes nest as the scopes do. */
void pctab_add_range(Pctab *t, uint64_t low, uint64_t high, uint32_t scope);

/* From this address on, the position is line:column, up to the next row. Line 0: no position; the one before is kept
 * within a function. Rows come in ascending order between ends. */
void pctab_add_row(Pctab *t, uint64_t address, uint32_t line, uint32_t column);

/* No position from this address on. */
void pctab_add_end(Pctab *t, uint64_t address);

/*
 * Keeps positions for calls only in this code (`bytes` are its instructions, relocated or not): a stack trace asks for
 * return addresses and nothing else, and the table shrinks to a fraction. pctab_add_dwarf does it for all code of the
 * input, unless pctab_keep_all was called before.
 */
void pctab_add_code(Pctab *t, uint64_t address, const uint8_t *bytes, uint64_t size);
void pctab_keep_all(Pctab *t);

/* The finished table; a table without rows is valid. False if it would exceed 4 GB. */
bool pctab_finish(Pctab *t, const uint8_t **bytes, size_t *size);

/* Text of the last error. */
const char *pctab_error(const Pctab *t);

#endif
