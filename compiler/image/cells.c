/* cells.c: the image's bytes and its simple cells: strings, symbols, bigints, shapes. */
#include "cells.h"

#include "../../runtime/number/bigint.h"

Ref image_alloc(Image *im, size_t size) {
  uint32_t at = (im->size + 15) & ~15u;
  if (at == 0) at = 16;
  size_t end = at + size;
  if (end > im->capacity) {
    uint32_t capacity = im->capacity ? im->capacity : 1 << 16;
    while (capacity < end) capacity *= 2;
    im->bytes = host_realloc(im->bytes, capacity);
    memset(im->bytes + im->capacity, 0, capacity - im->capacity);
    im->capacity = capacity;
  }
  im->size = (uint32_t)end;
  return (Ref){at};
}

Ref image_alloc_realm(Image *im, size_t size) {
  Ref r = image_alloc(im, size);
  ARRAY_PUSH(im->arena, &im->realm_cells, ((ImageRange){r.offset, im->size}));
  return r;
}

void image_put64(Image *im, uint32_t at, uint64_t bits) { memcpy(im->bytes + at, &bits, 8); }

void image_put_ref(Image *im, uint32_t at, Ref target) {
  if (target.offset) ARRAY_PUSH(im->arena, &im->relocs, ((ImageReloc){.at = at, .target = target}));
}

void image_put_value(Image *im, uint32_t at, Ref target) {
  if (target.offset) ARRAY_PUSH(im->arena, &im->relocs, ((ImageReloc){.at = at, .target = target, .is_value = true}));
}

void image_put_symbol(Image *im, uint32_t at, const char *symbol, int64_t addend) {
  ARRAY_PUSH(im->arena, &im->relocs, ((ImageReloc){.at = at, .symbol = symbol, .addend = addend}));
}

void image_define(Image *im, const char *symbol, Ref at, uint32_t size) {
  ARRAY_PUSH(im->arena, &im->symbols, ((ImageSymbol){symbol, at, size}));
}

static void init_cell(Cell *c, uint32_t shape, CellKind kind, uint8_t flags) {
  c->shape = shape;
  c->kind = (uint8_t)kind;
  c->flags = flags;
  c->gc = GC_IMMORTAL;
}

Ref image_string(Image *im, Atom *atom) {
  void **known = ptrmap_at(&im->atoms, atom);
  if (*known) return (Ref){(uint32_t)(uintptr_t)*known};
  size_t bytes = (size_t)atom->len * (atom->is_wide ? 2 : 1);
  size_t size = offsetof(String, u) + bytes;
  Ref r = image_alloc(im, size < sizeof(String) ? sizeof(String) : size);
  *ptrmap_at(&im->atoms, atom) = (void *)(uintptr_t)r.offset;
  String *s = image_at(im, r);
  uint32_t index;
  uint8_t flags = STR_ATOM | (atom->is_wide ? STR_WIDE : 0) | (atom_array_index(atom, &index) ? STR_INDEX : 0);
  init_cell(&s->cell, SHAPE_ID_STRING, CELL_STRING, flags);
  s->length = atom->len;
  uint32_t h = STRING_HASH_SEED;
  for (uint32_t i = 0; i < atom->len; i++) h = string_hash_step(h, atom_unit(atom, i));
  s->hash = string_hash_end(h);
  memcpy(&s->u, atom->c8, bytes);
  return r;
}

Ref image_ascii(Image *im, const char *text) { return image_string(im, intern_cstr(im->program->atoms, text)); }

Ref image_bigint(Image *im, Atom *digits) {
  char *text = atom_utf8(digits, im->arena);
  NumChars chars = num_chars_latin1(text, strlen(text));
  size_t n = big_from_digits_size(chars.length, 10);
  uint64_t *out = arena_alloc(im->arena, 8 * (n + 1));
  BigInt big = big_from_digits(out, chars, 10);
  Ref r = image_alloc(im, offsetof(BigIntCell, digits) + 8 * (big.length + 1));
  BigIntCell *cell = image_at(im, r);
  init_cell(&cell->cell, SHAPE_ID_BIGINT, CELL_BIGINT, 0);
  cell->ndigits = (uint32_t)big.length;
  memcpy(cell->digits, big.digits, 8 * big.length);
  return r;
}

Ref image_symbol(Image *im, const char *well_known) {
  void **known = strmap_at(&im->well_known, well_known, strlen(well_known));
  if (*known) return (Ref){(uint32_t)(uintptr_t)*known};
  Ref r = image_alloc(im, sizeof(Symbol));
  *strmap_at(&im->well_known, well_known, strlen(well_known)) = (void *)(uintptr_t)r.offset;
  Symbol *s = image_at(im, r);
  init_cell(&s->cell, SHAPE_ID_SYMBOL, CELL_SYMBOL, SYM_WELL_KNOWN);
  s->hash = map_hash_bytes(well_known, strlen(well_known)) | 1;
  image_put_value(im, r.offset + offsetof(Symbol, description),
                  image_ascii(im, arena_format(im->arena, "Symbol.%s", well_known)));
  image_define(im, arena_format(im->arena, "jsc_sym_%s", well_known), r, sizeof(Symbol));
  return r;
}

void image_put_key(Image *im, uint32_t at, const char *key) {
  image_put_value(im, at, key[0] == '@' && key[1] == '@' ? image_symbol(im, key + 2) : image_ascii(im, key));
}

uint32_t image_shape(Image *im, Ref proto, CellKind kind, uint32_t ninline) {
  Ref r = image_alloc_realm(im, sizeof(Shape));
  Shape *s = image_at(im, r);
  init_cell(&s->cell, SHAPE_ID_NONE, CELL_SHAPE, 0);
  uint32_t id = im->shapes.count;
  s->id = id;
  s->kind = kind;
  s->ninline = ninline;
  s->proto = JS_NULL;
  if (proto.offset) {
    image_put_value(im, r.offset + offsetof(Shape, proto), proto);
    ((Cell *)image_at(im, proto))->flags |= OBJ_IS_PROTO;
  }
  ARRAY_PUSH(im->arena, &im->shapes, r);
  return id;
}

Ref image_shape_ref(Image *im, uint32_t id) { return im->shapes.items[id]; }
