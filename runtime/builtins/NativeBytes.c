/*
 * NativeBytes.c: natives between strings and bytes (lib/internal/natives.md). Offsets and lengths are in bytes of the
 * array and in bounds; lib has checked them.
 */
#include "../heap/heap.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "../unicode/unicode.h"
#include "builtins.h"
#include "typed.h"

static uint8_t *bytes_of(Value u8) { return ((TypedArray *)value_ptr(u8))->data; }
static size_t size_of(Value v) { return (size_t)value_number(v); }
static Value string_or_thrown(String *s) { return s ? value_from_ptr(s) : JS_EXCEPTION; }

/* ---- UTF-8 ---- */

JS_BUILTIN(js_native_Utf8Length) {
  JS_UNUSED_ARGS();
  return value_from_u64(string_utf8_length(value_string(a0)));
}

JS_BUILTIN(js_native_Utf8Encode) {
  JS_UNUSED_ARGS();
  String *s = value_string(a0);
  size_t n = string_utf8_length(s);
  TypedArray *t = typed_array_new(CELL_UINT8ARRAY, n);
  if (!t) return JS_EXCEPTION;
  if (n) string_to_utf8(s, t->data);
  return value_from_ptr(t);
}

/* Units of `u` that fit whole in `room` bytes; *bytes: what they take. */
static uint32_t units_that_fit(StringUnits u, size_t room, size_t *bytes) {
  uint32_t i = 0;
  size_t used = 0;
  while (i < u.length) {
    uint32_t c = units_at(u, i), units = 1;
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    if ((c & 0xFC00) == 0xD800 && i + 1 < u.length && (units_at(u, i + 1) & 0xFC00) == 0xDC00) {
      n = 4;
      units = 2;
    }
    if (n > room - used) break;
    used += n;
    i += units;
  }
  *bytes = used;
  return i;
}

JS_BUILTIN(js_native_Utf8EncodeInto) {
  JS_UNUSED_ARGS();
  StringUnits u = string_units(value_string(a0));
  TypedArray *t = value_ptr(a1);
  size_t bytes;
  uint32_t n = units_that_fit(u, t->length, &bytes);
  if (n && u.is_wide) unicode_utf16_to_utf8(u.units, n, t->data);
  else if (n) unicode_latin1_to_utf8(u.units, n, t->data);
  Value r[2] = {value_from_u32(n), value_from_u64(bytes)};
  return array_from_values(2, r);
}

JS_BUILTIN(js_native_Utf8Decode) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  size_t start = size_of(a1);
  return string_or_thrown(string_from_utf8(bytes_of(a0) + start, size_of(arg[2]) - start));
}

JS_BUILTIN(js_native_Utf8Valid) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  size_t start = size_of(a1);
  return value_from_bool(unicode_utf8_scan(bytes_of(a0) + start, size_of(arg[2]) - start).is_valid);
}

/* ---- Latin-1 ---- */

JS_BUILTIN(js_native_Latin1Slice) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  size_t start = size_of(a1), n = size_of(arg[2]) - start;
  if (n > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  return value_from_ptr(string_from_latin1(bytes_of(a0) + start, (uint32_t)n));
}

JS_BUILTIN(js_native_HexText) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  size_t start = size_of(a1), n = size_of(arg[2]) - start;
  if (2 * n > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  String *s = string_new_latin1((uint32_t)(2 * n));
  if (!s) return JS_EXCEPTION;
  const uint8_t *from = bytes_of(a0) + start;
  uint8_t *to = s->u.c8;
  for (size_t i = 0; i < n; i++) {
    to[2 * i] = (uint8_t)"0123456789abcdef"[from[i] >> 4];
    to[2 * i + 1] = (uint8_t)"0123456789abcdef"[from[i] & 15];
  }
  return value_from_ptr(s);
}

JS_BUILTIN(js_native_Base64Text) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  bool url = arg[3].bits == VALUE_TRUE_BITS;
  const char *alphabet = url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                             : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  size_t start = size_of(a1), n = size_of(arg[2]) - start, rest = n % 3;
  size_t length = n / 3 * 4 + (!rest ? 0 : url ? rest + 1 : 4);
  if (length > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  String *s = string_new_latin1((uint32_t)length);
  if (!s) return JS_EXCEPTION;
  const uint8_t *from = bytes_of(a0) + start;
  uint8_t *to = s->u.c8, *end = to + length;
  for (; n >= 3; n -= 3, from += 3) {
    uint32_t v = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
    for (int shift = 18; shift >= 0; shift -= 6) *to++ = (uint8_t)alphabet[v >> shift & 63];
  }
  if (rest) {
    uint32_t v = (uint32_t)from[0] << 8 | (rest == 2 ? from[1] : 0);
    *to++ = (uint8_t)alphabet[v >> 10];
    *to++ = (uint8_t)alphabet[v >> 4 & 63];
    if (rest == 2) *to++ = (uint8_t)alphabet[v << 2 & 63];
    while (to < end) *to++ = '=';
  }
  return value_from_ptr(s);
}

JS_BUILTIN(js_native_Latin1Write) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  StringUnits u = string_units(value_string(a0));
  size_t n = size_of(arg[3]);
  if (n > u.length) n = u.length;
  if (!n) return value_from_int(0);
  uint8_t *to = bytes_of(a1) + size_of(arg[2]);
  if (u.is_wide) mem_narrow(to, u.units, n);
  else mem_copy(to, u.units, n);
  return value_from_u64(n);
}

/* ---- UTF-16, little-endian; the bytes need not be aligned ---- */

JS_BUILTIN(js_native_Utf16Slice) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  size_t start = size_of(a1), n = (size_of(arg[2]) - start) / 2;
  if (n > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  if (!n) return ATOM_VALUE(empty);
  uint16_t *units = heap_alloc_bytes(n * 2);
  mem_copy(units, bytes_of(a0) + start, n * 2);
  return value_from_ptr(string_from_utf16(units, (uint32_t)n));
}

JS_BUILTIN(js_native_Utf16Write) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  StringUnits u = string_units(value_string(a0));
  size_t n = size_of(arg[3]) / 2;
  if (n > u.length) n = u.length;
  uint8_t *to = bytes_of(a1) + size_of(arg[2]);
  for (size_t i = 0; i < n; i++) {
    uint32_t unit = units_at(u, (uint32_t)i);
    to[2 * i] = (uint8_t)unit;
    to[2 * i + 1] = (uint8_t)(unit >> 8);
  }
  return value_from_u64(n * 2);
}

JS_BUILTIN(js_native_DetachArrayBuffer) {
  JS_UNUSED_ARGS();
  if (!value_is_kind(a0, CELL_ARRAY_BUFFER) || ((ArrayBuffer *)value_ptr(a0))->shared)
    return throw_type_error("Only an ArrayBuffer can be detached");
  array_buffer_detach(value_ptr(a0));
  return JS_UNDEFINED;
}
