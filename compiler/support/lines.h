/*
 * lines.h: places in a source text: line, column and offset in UTF-16 units of a byte offset. Built once per module;
 * a look-up takes a binary search and at most LINES_STEP bytes, however long the lines are.
 */
#ifndef JSC_LINES_H
#define JSC_LINES_H

#include "arena.h"

enum { LINES_STEP = 256 };

typedef struct Lines {
  const char *source;
  size_t len;
  uint32_t *starts; /* byte offsets of lines */
  uint32_t count;
  uint32_t *units; /* UTF-16 units before every LINES_STEP-th byte */
} Lines;

void lines_init(Lines *l, Arena *arena, const char *source, size_t len);
uint32_t lines_units(const Lines *l, uint32_t pos); /* UTF-16 units before this byte */
/* Both count from 1, columns in UTF-16 units. */
void lines_find(const Lines *l, uint32_t pos, uint32_t *line, uint32_t *column);

#endif
