/*
 * table.c: the rows of inst.def as data, and finding them by name. Code generators that use emit.h need none of it: a
 * program links this file only if it calls ass_emit or reads the rows.
 */
#include "emit.h"
#include "internal.h"

enum {
#define FORM(name, pattern) FORM_##name,
#include "forms.def"
};
static const char *const patterns[] = {
#define FORM(name, pattern) [FORM_##name] = pattern,
#include "forms.def"
};

// clang-format off
const AssRow ass_rows[] = {
#define INST(name, form, sizes, prefix, map, opcode, ext, other, flag)                                              \
  {#name, FORM_##form, ASS_SIZES_##sizes, ASS_P_##prefix, ASS_MAP_##map, 0x##opcode, ASS_EXT_##ext, other, ASS_FLAG_##flag},
#define ROW INST
#include "inst.def"
};
// clang-format on
const uint32_t ass_row_count = sizeof ass_rows / sizeof ass_rows[0];
_Static_assert(sizeof ass_rows / sizeof ass_rows[0] < ASS_INDEX_ROWS, "more rows than the index holds");

const char *ass_row_pattern(const AssRow *row) { return patterns[row->form]; }
bool ass_row_is_byte(const AssRow *row) { return row->form == FORM_ZB; }

const char *ass_letter_wants(char letter) {
  switch (letter) {
#define LETTER(letter, place, wants) \
  case letter: return wants;
#include "forms.def"
    default: return NULL;
  }
}

static uint32_t hash(const char *name) {
  uint32_t h = 2166136261u;
  for (; *name; name++) h = (h ^ (uint8_t)*name) * 16777619u;
  return h ^ h >> 15;
}

/* Where the name is, or would be. */
static uint16_t *slot(AssIndex *index, const char *name) {
  uint32_t i = hash(name) % ASS_INDEX_SLOTS;
  while (index->first[i] && strcmp(ass_rows[index->first[i] - 1].name, name)) i = (i + 1) % ASS_INDEX_SLOTS;
  return &index->first[i];
}

const AssRow *ass_row_find(Ass *a, const char *name) {
  if (!a->index) {
    a->index = ass_resize(a, NULL, 0, sizeof *a->index);
    if (!a->index) return NULL;
    memset(a->index, 0, sizeof *a->index);
    for (uint32_t i = ass_row_count; i; i--) { /* backwards: the first row ends up in front */
      uint16_t *first = slot(a->index, ass_rows[i - 1].name);
      a->index->next[i - 1] = *first;
      *first = (uint16_t)i;
    }
  }
  uint16_t n = *slot(a->index, name);
  return n ? &ass_rows[n - 1] : NULL;
}

const AssRow *ass_row_next(const Ass *a, const AssRow *row) {
  uint16_t n = a->index->next[row - ass_rows];
  return n ? &ass_rows[n - 1] : NULL;
}
