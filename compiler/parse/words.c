/*
 * words.c: binary search among the words of the syntax. Most identifiers are refused by their length or by holding
 * anything but small letters.
 */
#include "words.h"

#include "../support/host.h"

static const struct {
  const char *text;
  uint8_t len, class;
} words[W_COUNT] = {
    {"", 0, WORD_CONTEXT},
#define WORD(id, text, class) {text, sizeof text - 1, WORD_##class},
#include "words.def"
};

enum { WORD_SHORTEST = 2, WORD_LONGEST = 10 };

Word word_find(const char *text, size_t len) {
  if (len < WORD_SHORTEST || len > WORD_LONGEST) return W_NONE;
  for (size_t i = 0; i < len; i++)
    if (text[i] < 'a' || text[i] > 'z') return W_NONE;
  uint32_t low = 1, high = W_COUNT;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    size_t n = words[middle].len;
    int order = memcmp(text, words[middle].text, len < n ? len : n);
    if (order == 0) {
      if (len == n) return (Word)middle;
      order = len < n ? -1 : 1;
    }
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return W_NONE;
}

WordClass word_class(Word word) { return (WordClass)words[word].class; }
