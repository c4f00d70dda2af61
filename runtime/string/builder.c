/*
 * builder.c: StringBuilder, a growing buffer of units that widens when a unit above U+00FF comes.
 */
#include "../heap/heap.h"
#include "../object/error.h"
#include "../support/mem.h"
#include "string.h"

void builder_init(StringBuilder *b) { *b = (StringBuilder){0}; }

/* Room for n more units, wide if asked; false after an overflow. */
static bool reserve(StringBuilder *b, uint64_t n, bool wide) {
  uint64_t need = b->length + n;
  if (b->overflow || need > STRING_MAX_LENGTH) {
    b->overflow = true;
    return false;
  }
  if (need <= b->capacity && (b->is_wide || !wide)) return true;
  uint64_t capacity = b->capacity;
  if (need > capacity) {
    capacity = capacity * 2 > need ? capacity * 2 : need;
    if (capacity < 48) capacity = 48;
    if (capacity > STRING_MAX_LENGTH) capacity = STRING_MAX_LENGTH;
  }
  bool to_wide = b->is_wide || wide;
  uint8_t *data = heap_alloc_bytes(capacity << to_wide);
  if (b->is_wide || !to_wide) mem_copy(data, b->data, (size_t)b->length << b->is_wide);
  else mem_widen((uint16_t *)data, b->data, b->length);
  b->data = data;
  b->capacity = (uint32_t)capacity;
  b->is_wide = to_wide;
  return true;
}

void builder_unit(StringBuilder *b, uint32_t unit) {
  if (!reserve(b, 1, unit > 0xFF)) return;
  if (b->is_wide) ((uint16_t *)b->data)[b->length++] = (uint16_t)unit;
  else b->data[b->length++] = (uint8_t)unit;
}

void builder_code_point(StringBuilder *b, uint32_t c) {
  if (c < 0x10000) {
    builder_unit(b, c);
    return;
  }
  builder_unit(b, 0xD7C0 + (c >> 10));
  builder_unit(b, 0xDC00 | (c & 0x3FF));
}

void builder_latin1(StringBuilder *b, const uint8_t *units, uint32_t length) {
  if (!length || !reserve(b, length, false)) return;
  if (b->is_wide) mem_widen((uint16_t *)b->data + b->length, units, length);
  else mem_copy(b->data + b->length, units, length);
  b->length += length;
}

void builder_utf16(StringBuilder *b, const uint16_t *units, uint32_t length) {
  if (!length || !reserve(b, length, b->is_wide || !mem_is_latin1(units, length))) return;
  if (b->is_wide) mem_copy((uint16_t *)b->data + b->length, units, (size_t)length * 2);
  else mem_narrow(b->data + b->length, units, length);
  b->length += length;
}

void builder_ascii(StringBuilder *b, const char *text) {
  builder_latin1(b, (const uint8_t *)text, (uint32_t)cstring_length(text));
}

void builder_substring(StringBuilder *b, String *s, uint32_t start, uint32_t end) {
  StringUnits u = string_units(s);
  if (u.is_wide) builder_utf16(b, (const uint16_t *)u.units + start, end - start);
  else builder_latin1(b, (const uint8_t *)u.units + start, end - start);
}

void builder_string(StringBuilder *b, String *s) { builder_substring(b, s, 0, s->length); }

void builder_int(StringBuilder *b, int64_t n) {
  uint8_t text[20];
  uint8_t *end = text + 20, *p = end;
  uint64_t m = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
  do *--p = (uint8_t)('0' + m % 10);
  while (m /= 10);
  if (n < 0) *--p = '-';
  builder_latin1(b, p, (uint32_t)(end - p));
}

String *builder_finish(StringBuilder *b) {
  if (b->overflow) {
    throw_range_error("Invalid string length");
    return NULL;
  }
  return b->is_wide ? string_from_utf16((const uint16_t *)b->data, b->length) : string_from_latin1(b->data, b->length);
}

Value builder_finish_value(StringBuilder *b) {
  String *s = builder_finish(b);
  return s ? value_from_ptr(s) : JS_EXCEPTION;
}
