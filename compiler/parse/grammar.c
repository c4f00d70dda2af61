/* grammar.c: the grammar as its package has it. */
#include "grammar.h"

const struct TSLanguage *tree_sitter_javascript(void);

const struct TSLanguage *grammar_language(Arena *arena) {
  (void)arena;
  return tree_sitter_javascript();
}
