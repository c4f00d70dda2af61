/*
 * grammar.h: tree-sitter's tables for JavaScript. The compiler has them as they are (grammar.c); programs that compile
 * code at run time, where they would be a tenth of the executable, have the large ones compressed (grammar-packed.c).
 */
#ifndef JSC_PARSE_GRAMMAR_H
#define JSC_PARSE_GRAMMAR_H

#include "../support/arena.h"

/* The language; what has to be unpacked lives in `arena`. */
const struct TSLanguage *grammar_language(Arena *arena);

#endif
