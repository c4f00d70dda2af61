/*
 * words.h: the words of the syntax (words.def) and their look-up.
 */
#ifndef JSC_PARSE_WORDS_H
#define JSC_PARSE_WORDS_H

#include <stddef.h>
#include <stdint.h>

typedef enum Word {
  W_NONE, /* an ordinary name */
#define WORD(id, text, class) W_##id,
#include "words.def"
  W_COUNT
} Word;

typedef enum WordClass { WORD_CONTEXT, WORD_STRICT, WORD_RESERVED } WordClass;

/* The word that text[0..len) spells; W_NONE. */
Word word_find(const char *text, size_t len);
WordClass word_class(Word word);

#endif
