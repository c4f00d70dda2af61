/*
 * encode.c: strings from and to UTF-8 (WHATWG Encoding: ill-formed input gives U+FFFD, and so do lone surrogates on
 * the way out).
 */
#include "../heap/heap.h"
#include "../object/error.h"
#include "../support/mem.h"
#include "../unicode/unicode.h"
#include "string.h"

String *string_from_utf8(const void *bytes, size_t length) {
  if (length <= STRING_MAX_LENGTH && mem_is_ascii(bytes, length)) return string_from_latin1(bytes, (uint32_t)length);
  UnicodeUtf8Scan scan = unicode_utf8_scan(bytes, length);
  if (scan.utf16_length > STRING_MAX_LENGTH) {
    throw_range_error("Invalid string length");
    return NULL;
  }
  uint32_t n = (uint32_t)scan.utf16_length;
  if (scan.is_latin1) {
    String *s = string_new_latin1(n);
    unicode_utf8_to_latin1(bytes, length, s->u.c8);
    return s;
  }
  String *s = string_new_wide(n);
  unicode_utf8_to_utf16(bytes, length, s->u.c16);
  return s;
}

size_t string_utf8_length(String *s) {
  StringUnits u = string_units(s);
  return u.is_wide ? unicode_utf8_length_utf16(u.units, u.length) : unicode_utf8_length_latin1(u.units, u.length);
}

size_t string_to_utf8(String *s, uint8_t *out) {
  StringUnits u = string_units(s);
  return u.is_wide ? unicode_utf16_to_utf8(u.units, u.length, out) : unicode_latin1_to_utf8(u.units, u.length, out);
}

char *string_utf8(String *s, size_t *length) {
  size_t n = string_utf8_length(s);
  char *text = heap_alloc_bytes(n + 1);
  string_to_utf8(s, (uint8_t *)text);
  if (length) *length = n;
  return text;
}
