/* lines.c: see lines.h. */
#include "lines.h"

enum { LINES_STEP = 256 };

static uint32_t units_between(const char *source, uint32_t from, uint32_t to) {
  uint32_t n = 0;
  for (uint32_t i = from; i < to; i++) {
    unsigned char c = (unsigned char)source[i];
    n += (c & 0xC0) != 0x80;
    n += c >= 0xF0;
  }
  return n;
}

void lines_init(ModuleLines *l, Arena *arena, const IrModule *m) {
  l->module = m;
  uint32_t steps = (uint32_t)m->source_len / LINES_STEP;
  l->units = ARENA_ARRAY(arena, uint32_t, steps + 1);
  for (uint32_t i = 0; i < steps; i++)
    l->units[i + 1] = l->units[i] + units_between(m->source, i * LINES_STEP, (i + 1) * LINES_STEP);
  uint32_t n = 1;
  for (size_t i = 0; i < m->source_len; i++) n += m->source[i] == '\n';
  l->starts = ARENA_ARRAY(arena, uint32_t, n);
  l->count = 1;
  for (size_t i = 0; i < m->source_len; i++)
    if (m->source[i] == '\n') l->starts[l->count++] = (uint32_t)i + 1;
}

uint32_t lines_find(const ModuleLines *l, uint32_t pos) {
  uint32_t lo = 0, hi = l->count;
  while (hi - lo > 1) {
    uint32_t mid = (lo + hi) / 2;
    if (l->starts[mid] <= pos) lo = mid;
    else hi = mid;
  }
  return lo;
}

uint32_t lines_units(const ModuleLines *l, uint32_t pos) {
  uint32_t step = pos / LINES_STEP;
  return l->units[step] + units_between(l->module->source, step * LINES_STEP, pos);
}

uint32_t lines_column(const ModuleLines *l, uint32_t line, uint32_t pos) {
  return lines_units(l, pos) - lines_units(l, l->starts[line]) + 1;
}
