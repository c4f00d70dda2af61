/* lines.c: see lines.h. */
#include "lines.h"

static uint32_t units_between(const char *source, uint32_t from, uint32_t to) {
  uint32_t n = 0;
  for (uint32_t i = from; i < to; i++) {
    unsigned char c = (unsigned char)source[i];
    n += (c & 0xC0) != 0x80;
    n += c >= 0xF0;
  }
  return n;
}

void lines_init(Lines *l, Arena *arena, const char *source, size_t len) {
  *l = (Lines){.source = source, .len = len};
  uint32_t n = 1, steps = (uint32_t)(len / LINES_STEP);
  for (size_t i = 0; i < len; i++) n += source[i] == '\n';
  l->starts = ARENA_ARRAY(arena, uint32_t, n);
  l->count = 1;
  for (size_t i = 0; i < len; i++)
    if (source[i] == '\n') l->starts[l->count++] = (uint32_t)i + 1;
  l->units = ARENA_ARRAY(arena, uint32_t, steps + 1);
  for (uint32_t i = 0; i < steps; i++)
    l->units[i + 1] = l->units[i] + units_between(source, i * LINES_STEP, (i + 1) * LINES_STEP);
}

uint32_t lines_units(const Lines *l, uint32_t pos) {
  if (pos > l->len) pos = (uint32_t)l->len;
  uint32_t step = pos / LINES_STEP;
  return l->units[step] + units_between(l->source, step * LINES_STEP, pos);
}

void lines_find(const Lines *l, uint32_t pos, uint32_t *line, uint32_t *column) {
  uint32_t lo = 0, hi = l->count;
  while (hi - lo > 1) {
    uint32_t mid = (lo + hi) / 2;
    if (l->starts[mid] <= pos) lo = mid;
    else hi = mid;
  }
  *line = lo + 1;
  *column = lines_units(l, pos) - lines_units(l, l->starts[lo]) + 1;
}
