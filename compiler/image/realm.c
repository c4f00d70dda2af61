/*
 * realm.c: the template of further realms (RealmTemplate of abi.h): a copy of the first realm's cells, packed. Words that
 * refer to one of them hold an offset in the copy, other references are left to the linker.
 */
#include <stdlib.h>

#include "cells.h"

/* By the order of cells in the image. */
typedef struct Packing {
  const ImageRange *cells;
  uint32_t *to; /* where each cell lies in the copy */
  uint32_t count;
} Packing;

/* The cell that contains an offset of the image, -1 if it is not of the realm. */
static int64_t find_cell(const Packing *p, uint32_t offset) {
  uint32_t low = 0, high = p->count;
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    if (offset < p->cells[mid].start) high = mid;
    else if (offset >= p->cells[mid].end) low = mid + 1;
    else return mid;
  }
  return -1;
}

bool image_is_realm(const Image *im, uint32_t offset) {
  Packing p = {.cells = im->realm_cells.items, .count = im->realm_cells.count};
  return find_cell(&p, offset) >= 0;
}

static uint32_t packed(const Packing *p, uint32_t offset) {
  int64_t cell = find_cell(p, offset);
  if (cell < 0) host_panic(__func__, "the place is outside of the realm");
  return p->to[cell] + (offset - p->cells[cell].start);
}

/* Function.code: functions of further realms are entered through realm_enter, which calls FnInfo.entry. */
static bool is_code(const Image *im, uint32_t at) {
  uint32_t low = 0, high = im->code_words.count;
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    if (im->code_words.items[mid] < at) low = mid + 1;
    else high = mid;
  }
  return low < im->code_words.count && im->code_words.items[low] == at;
}

typedef ARRAY(uint32_t) Words;

static Ref put_words(Image *im, const Words *w) {
  Ref r = image_alloc(im, 4ull * (w->count + 1));
  if (w->count) memcpy(image_at(im, r), w->items, 4ull * w->count);
  return r;
}

static int compare_words(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void put_cells(Image *im, const Packing *p, Ref template) {
  Ref cells = image_alloc(im, 4ull * p->count), places = image_alloc(im, 4ull * p->count);
  for (uint32_t i = 0; i < p->count; i++) ((uint32_t *)image_at(im, cells))[i] = p->cells[i].start - p->cells[0].start;
  image_put_ref(im, template.offset + offsetof(RealmTemplate, image), (Ref){p->cells[0].start});
  memcpy(image_at(im, places), p->to, 4ull * p->count);
  image_put_ref(im, template.offset + offsetof(RealmTemplate, cells), cells);
  image_put_ref(im, template.offset + offsetof(RealmTemplate, places), places);
  ((RealmTemplate *)image_at(im, template))->ncells = p->count;
}

Ref image_realm_template(Image *im) {
  Packing p = {.cells = im->realm_cells.items, .count = im->realm_cells.count};
  p.to = ARENA_ARRAY(im->arena, uint32_t, p.count + 1);
  uint32_t size = 0;
  for (uint32_t i = 0; i < p.count; i++) {
    p.to[i] = size;
    size += (p.cells[i].end - p.cells[i].start + 15) & ~15u;
  }
  qsort(im->code_words.items, im->code_words.count, sizeof(uint32_t), compare_words);
  Ref copy = image_alloc(im, size), r = image_alloc(im, sizeof(RealmTemplate));
  for (uint32_t i = 0; i < p.count; i++)
    memcpy(im->bytes + copy.offset + p.to[i], im->bytes + p.cells[i].start, p.cells[i].end - p.cells[i].start);

  Words relocs = {0}, shaped = {0}, shapes = {0};
  for (uint32_t i = 0, n = im->relocs.count; i < n; i++) {
    ImageReloc reloc = im->relocs.items[i];
    if (find_cell(&p, reloc.at) < 0) continue;
    uint32_t at = packed(&p, reloc.at);
    if (reloc.symbol) {
      image_put_symbol(im, copy.offset + at, is_code(im, reloc.at) ? "realm_enter" : reloc.symbol, reloc.addend);
    } else if (find_cell(&p, reloc.target.offset) < 0) {
      if (reloc.is_value) image_put_value(im, copy.offset + at, reloc.target);
      else image_put_ref(im, copy.offset + at, reloc.target);
    } else {
      image_put64(im, copy.offset + at, packed(&p, reloc.target.offset));
      ARRAY_PUSH(im->arena, &relocs, at | (reloc.is_value ? REALM_RELOC_VALUE : 0));
    }
  }
  for (uint32_t i = 0; i < im->shaped.count; i++)
    if (((Cell *)image_at(im, im->shaped.items[i]))->shape >= SHAPE_ID_FIRST_FREE)
      ARRAY_PUSH(im->arena, &shaped, packed(&p, im->shaped.items[i].offset));
  for (uint32_t i = 0; i < im->shapes.count; i++) {
    Ref shape = im->shapes.items[i]; /* none: SHAPE_ID_NONE */
    ARRAY_PUSH(im->arena, &shapes, shape.offset ? packed(&p, shape.offset) : 0);
  }

  uint32_t at = r.offset;
  if (im->options->nisolates > 1 || im->options->has_agents) put_cells(im, &p, r);
  image_put_ref(im, at + offsetof(RealmTemplate, bytes), copy);
  image_put_ref(im, at + offsetof(RealmTemplate, relocs), put_words(im, &relocs));
  image_put_ref(im, at + offsetof(RealmTemplate, shaped), put_words(im, &shaped));
  image_put_ref(im, at + offsetof(RealmTemplate, shapes), put_words(im, &shapes));
  RealmTemplate *t = image_at(im, r);
  t->size = size;
  t->nrelocs = relocs.count;
  t->nshaped = shaped.count;
  t->nshapes = shapes.count;
  t->realm = packed(&p, im->realm.offset);
  return r;
}
