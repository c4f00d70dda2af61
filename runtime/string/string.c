/*
 * string.c: making, joining, slicing and flattening strings.
 *
 * A concatenation shorter than ROPE_MIN is copied; otherwise it is a rope, flattened when its units are asked for: the
 * rope cell then becomes a slice of a fresh flat string (one allocation, pointers to the rope stay good). Flattening
 * walks the rope from its right end with an explicit stack for the rare bushy ones, since ropes are mostly built by
 * appending.
 */
#include "string.h"

#include "../heap/heap.h"
#include "../object/error.h"
#include "../support/mem.h"
#include "internal.h"

enum { ROPE_MIN = 24, SLICE_MIN = 13 };

static Value throw_length(void) { return throw_range_error("Invalid string length"); }

/* ---- flat strings ---- */

static String *flat_new(uint32_t length, size_t bytes, uint8_t flags) {
  size_t size = HEAP_ROUND(offsetof(String, u) + bytes);
  if (size < sizeof(String)) size = sizeof(String);
  String *s;
  if (size <= HEAP_FAST_MAX) {
    s = heap_alloc_inline(size, HEAP_HEADER(SHAPE_ID_STRING, CELL_STRING, flags, 0, size));
  } else {
    s = (String *)heap_alloc(size, CELL_STRING);
    s->cell.flags = flags;
  }
  s->length = length;
  return s;
}

String *string_new_latin1(uint32_t length) { return flat_new(length, length, 0); }
String *string_new_wide(uint32_t length) { return flat_new(length, (size_t)length * 2, STR_WIDE); }

String *string_from_latin1(const uint8_t *units, uint32_t length) {
  if (length <= 1) return length ? string_from_unit(*units) : ATOM(empty);
  String *s = string_new_latin1(length);
  mem_copy(s->u.c8, units, length);
  return s;
}

String *string_from_ascii(const char *text) {
  return string_from_latin1((const uint8_t *)text, (uint32_t)cstring_length(text));
}

String *string_from_utf16(const uint16_t *units, uint32_t length) {
  if (length <= 1) return length ? string_from_unit(*units) : ATOM(empty);
  if (mem_is_latin1(units, length)) {
    String *s = string_new_latin1(length);
    mem_narrow(s->u.c8, units, length);
    return s;
  }
  String *s = string_new_wide(length);
  mem_copy(s->u.c16, units, (size_t)length * 2);
  return s;
}

String *string_from_code_point(uint32_t c) {
  if (c < 0x10000) return string_from_unit(c);
  String *s = string_new_wide(2);
  s->u.c16[0] = (uint16_t)(0xD7C0 + (c >> 10));
  s->u.c16[1] = (uint16_t)(0xDC00 | (c & 0x3FF));
  return s;
}

/* ---- units ---- */

static const void *slice_units(const String *s) {
  const String *base = s->u.slice.base;
  return base->cell.flags & STR_WIDE ? (const void *)(base->u.c16 + s->u.slice.start)
                                     : (const void *)(base->u.c8 + s->u.slice.start);
}

StringUnits string_units(String *s) {
  if (s->cell.flags & STR_ROPE) string_flatten(s);
  bool wide = string_is_wide(s);
  if (s->cell.flags & STR_SLICE) return (StringUnits){slice_units(s), s->length, wide};
  return (StringUnits){&s->u, s->length, wide};
}

uint32_t string_at_slow(String *s, uint32_t i) { return units_at(string_units(s), i); }

uint32_t string_code_point(String *s, uint32_t i, uint32_t *next) {
  uint32_t c = string_at(s, i);
  *next = i + 1;
  if ((c & 0xFC00) != 0xD800 || i + 1 >= s->length) return c;
  uint32_t d = string_at(s, i + 1);
  if ((d & 0xFC00) != 0xDC00) return c;
  *next = i + 2;
  return (c << 10) + d - ((0xD800u << 10) + 0xDC00 - 0x10000);
}

/* Copies the units of a string that is no rope to units [at, ...) of a flat one. */
static void put_units(String *to, uint32_t at, String *s) {
  StringUnits u = string_units(s);
  if (!string_is_wide(to)) mem_copy(to->u.c8 + at, u.units, u.length);
  else if (u.is_wide) mem_copy(to->u.c16 + at, u.units, (size_t)u.length * 2);
  else mem_widen(to->u.c16 + at, u.units, u.length);
}

/* Fills `flat` with the rope's leaves from the right. The left spine is followed in a loop; a left part that waits while
 * a right rope is written goes on the stack, whose memory is collected. */
static void rope_copy(String *flat, String *rope) {
  String *fixed[64];
  String **stack = fixed;
  uint32_t depth = 0, capacity = 64, at = rope->length;
  String *s = rope;
  for (;;) {
    if (s->cell.flags & STR_ROPE) {
      if (depth == capacity) {
        /* Kept alive by the rope itself: every entry is a part of it. */
        String **bigger = heap_alloc_bytes(capacity * 2 * sizeof(String *));
        mem_copy(bigger, stack, capacity * sizeof(String *));
        stack = bigger;
        capacity *= 2;
      }
      stack[depth++] = s->u.rope.left;
      s = s->u.rope.right;
      continue;
    }
    at -= s->length;
    put_units(flat, at, s);
    if (!depth) return;
    s = stack[--depth];
  }
}

void string_flatten(String *s) {
  if (!(s->cell.flags & STR_ROPE)) return;
  String *flat = string_is_wide(s) ? string_new_wide(s->length) : string_new_latin1(s->length);
  rope_copy(flat, s);
  flat->hash = s->hash;
  s->u.slice.base = flat;
  s->u.slice.start = 0;
  s->cell.flags = (uint8_t)((s->cell.flags & ~STR_ROPE) | STR_SLICE);
  heap_barrier(s);
}

/* ---- joining ---- */

static String *concat_short(String *a, String *b) {
  bool wide = string_is_wide(a) || string_is_wide(b);
  String *s = wide ? string_new_wide(a->length + b->length) : string_new_latin1(a->length + b->length);
  put_units(s, 0, a);
  put_units(s, a->length, b);
  return s;
}

static String *concat_rope(String *a, String *b) {
  uint8_t flags = (uint8_t)(STR_ROPE | ((a->cell.flags | b->cell.flags) & STR_WIDE));
  String *s = heap_alloc_inline(sizeof(String), HEAP_HEADER(SHAPE_ID_STRING, CELL_STRING, flags, 0, sizeof(String)));
  s->length = a->length + b->length;
  s->u.rope.left = a;
  s->u.rope.right = b;
  return s;
}

Value string_concat(String *a, String *b) {
  if (!a->length) return value_from_ptr(b);
  if (!b->length) return value_from_ptr(a);
  uint64_t length = (uint64_t)a->length + b->length;
  if (length < ROPE_MIN) return value_from_ptr(concat_short(a, b));
  if (length > STRING_MAX_LENGTH) return throw_length();
  return value_from_ptr(concat_rope(a, b));
}

Value string_concat3(String *a, String *b, String *c) {
  uint64_t length = (uint64_t)a->length + b->length + c->length;
  if (length >= 2 * ROPE_MIN || !a->length || !b->length || !c->length) {
    Value ab = string_concat(a, b);
    return value_is_exception(ab) ? ab : string_concat(value_string(ab), c);
  }
  bool wide = ((a->cell.flags | b->cell.flags | c->cell.flags) & STR_WIDE) != 0;
  String *s = wide ? string_new_wide((uint32_t)length) : string_new_latin1((uint32_t)length);
  put_units(s, 0, a);
  put_units(s, a->length, b);
  put_units(s, a->length + b->length, c);
  return value_from_ptr(s);
}

String *string_join2(String *a, String *b) {
  Value v = string_concat(a, b);
  return value_is_exception(v) ? NULL : value_string(v);
}

/* ---- parts ---- */

String *string_substring(String *s, uint32_t start, uint32_t end) {
  uint32_t length = end - start;
  if (length == s->length) return s;
  if (length == 0) return ATOM(empty);
  StringUnits u = string_units(s);
  if (length == 1) return string_from_unit(units_at(u, start));
  if (length < SLICE_MIN) {
    if (!u.is_wide) return string_from_latin1((const uint8_t *)u.units + start, length);
    String *r = string_from_utf16((const uint16_t *)u.units + start, length);
    return r;
  }
  String *base = s;
  uint64_t offset = start;
  if (s->cell.flags & STR_SLICE) {
    base = s->u.slice.base;
    offset += s->u.slice.start;
  }
  uint8_t flags = (uint8_t)(STR_SLICE | (u.is_wide ? STR_WIDE : 0));
  String *r = heap_alloc_inline(sizeof(String), HEAP_HEADER(SHAPE_ID_STRING, CELL_STRING, flags, 0, sizeof(String)));
  r->length = length;
  r->u.slice.base = base;
  r->u.slice.start = offset;
  return r;
}

Value string_repeat(String *s, uint64_t count) {
  if (!count || !s->length) return ATOM_VALUE(empty);
  if (count > STRING_MAX_LENGTH || count * s->length > STRING_MAX_LENGTH) return throw_length();
  uint32_t length = (uint32_t)count * s->length;
  StringUnits u = string_units(s);
  size_t unit = u.is_wide ? 2 : 1;
  String *r = u.is_wide ? string_new_wide(length) : string_new_latin1(length);
  uint8_t *to = r->u.c8;
  size_t total = length * unit, have = s->length * unit;
  mem_copy(to, u.units, have);
  while (have < total) {
    size_t n = have < total - have ? have : total - have;
    mem_copy(to + have, to, n);
    have += n;
  }
  return value_from_ptr(r);
}

/* ---- caches ---- */

static Elements *cache(Value *where, uint32_t size) {
  if (value_is_cell(*where) && where->bits) return value_ptr(*where);
  Elements *e = heap_new_elements(size);
  for (uint32_t i = 0; i < size; i++) e->v[i] = JS_EMPTY;
  e->used = size;
  *where = value_from_ptr(e);
  return e;
}

String *string_from_unit(uint32_t unit) {
  if (unit > 0xFF) {
    String *s = string_new_wide(1);
    s->u.c16[0] = (uint16_t)unit;
    return s;
  }
  Elements *e = cache(&RT->unit_strings, 256);
  if (!value_is_empty(e->v[unit])) return value_string(e->v[unit]);
  String *s = string_new_latin1(1);
  s->u.c8[0] = (uint8_t)unit;
  s = atom_from_string(s);
  e->v[unit] = value_from_ptr(s);
  heap_barrier_slot(&e->v[unit]);
  return s;
}

/* Decimal digits before `end`; returns where they begin. */
static uint8_t *put_digits(uint8_t *end, uint64_t n) {
  do *--end = (uint8_t)('0' + n % 10);
  while (n /= 10);
  return end;
}

String *string_from_u64(uint64_t n) {
  if (n <= INT32_MAX) return string_from_int((int32_t)n);
  uint8_t text[20];
  uint8_t *start = put_digits(text + 20, n);
  return string_from_latin1(start, (uint32_t)(text + 20 - start));
}

enum { INT_STRINGS = 256 };

String *string_from_int(int32_t i) {
  if (i >= 0 && i < 10) return string_from_unit('0' + (uint32_t)i);
  Elements *e = cache(&RT->int_strings, INT_STRINGS * 2);
  uint32_t slot = ((uint32_t)i & (INT_STRINGS - 1)) * 2;
  if (e->v[slot].bits == value_from_int(i).bits) return value_string(e->v[slot + 1]);
  uint8_t text[12];
  uint8_t *start = put_digits(text + 12, i < 0 ? (uint64_t)-(int64_t)i : (uint64_t)i);
  if (i < 0) *--start = '-';
  String *s = string_from_latin1(start, (uint32_t)(text + 12 - start));
  e->v[slot] = value_from_int(i);
  e->v[slot + 1] = value_from_ptr(s);
  heap_barrier_slot(&e->v[slot + 1]);
  return s;
}
