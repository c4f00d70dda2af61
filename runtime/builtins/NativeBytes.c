/*
 * NativeBytes.c: natives between strings and bytes (lib/internal/natives.md). Offsets and lengths are in bytes of the
 * array. Programs reach these with any receiver and with a `length` of their own making (Buffer.prototype.toString.call),
 * so what is no view is refused and what lies outside it is cut off.
 */
#include "../heap/heap.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "../unicode/unicode.h"
#include "builtins.h"
#include "typed.h"

typedef struct Part {
  uint8_t *data;
  size_t size;
} Part;

static size_t offset_in(Value v, size_t max) {
  double d = value_is_number(v) ? value_number(v) : 0;
  return !(d > 0) ? 0 : d < (double)max ? (size_t)d : max;
}

/* All bytes of a view; false: thrown. */
static bool view_bytes(Value v, Part *p) {
  CellKind kind = value_is_cell(v) ? (CellKind)value_cell(v)->kind : CELL_FREE;
  if (!kind_is_typed_array(kind) && kind != CELL_DATAVIEW) {
    throw_with_code(INTR_TypeErrorPrototype, "ERR_INVALID_ARG_TYPE", string_from_ascii("argument must be a buffer"));
    return false;
  }
  const TypedArray *t = value_ptr(v);
  *p = (Part){t->data, t->length * (kind == CELL_DATAVIEW ? 1 : typed_element_size(kind))};
  return true;
}

/* Bytes [start, end) of a view; end undefined: all from start. */
static bool part_of(Value v, Value start, Value end, Part *p) {
  if (!view_bytes(v, p)) return false;
  size_t from = offset_in(start, p->size), to = value_is_undefined(end) ? p->size : offset_in(end, p->size);
  *p = (Part){p->data + from, to > from ? to - from : 0};
  return true;
}

/* At most `length` bytes from `offset` on, to be written. */
static bool room_in(Value v, Value offset, Value length, Part *p) {
  if (!view_bytes(v, p)) return false;
  size_t from = offset_in(offset, p->size);
  *p = (Part){p->data + from, offset_in(length, p->size - from)};
  return true;
}

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
  Part p;
  return part_of(a0, a1, arg[2], &p) ? string_or_thrown(string_from_utf8(p.data, p.size)) : JS_EXCEPTION;
}

JS_BUILTIN(js_native_Utf8Valid) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Part p;
  return part_of(a0, a1, arg[2], &p) ? value_from_bool(unicode_utf8_scan(p.data, p.size).is_valid) : JS_EXCEPTION;
}

/* ---- any bytes ---- */

JS_BUILTIN(js_native_BytesIndexOf) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Part bytes, pattern;
  if (!view_bytes(a0, &bytes) || !view_bytes(a1, &pattern)) return JS_EXCEPTION;
  if (bytes.size > UINT32_MAX || pattern.size > bytes.size) return value_from_int(-1);
  StringUnits u = {bytes.data, (uint32_t)bytes.size, false}, p = {pattern.data, (uint32_t)pattern.size, false};
  return value_from_double((double)units_index_of(u, p, (uint32_t)offset_in(arg[2], bytes.size)));
}

/* ---- Latin-1 ---- */

JS_BUILTIN(js_native_Latin1Slice) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Part p;
  if (!part_of(a0, a1, arg[2], &p)) return JS_EXCEPTION;
  if (p.size > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  return value_from_ptr(string_from_latin1(p.data, (uint32_t)p.size));
}

JS_BUILTIN(js_native_HexText) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Part p;
  if (!part_of(a0, a1, arg[2], &p)) return JS_EXCEPTION;
  if (2 * p.size > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  String *s = string_new_latin1((uint32_t)(2 * p.size));
  uint8_t *to = s->u.c8;
  for (size_t i = 0; i < p.size; i++) {
    to[2 * i] = (uint8_t)"0123456789abcdef"[p.data[i] >> 4];
    to[2 * i + 1] = (uint8_t)"0123456789abcdef"[p.data[i] & 15];
  }
  return value_from_ptr(s);
}

JS_BUILTIN(js_native_Base64Text) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  bool url = arg[3].bits == VALUE_TRUE_BITS;
  const char *alphabet = url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                             : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  Part p;
  if (!part_of(a0, a1, arg[2], &p)) return JS_EXCEPTION;
  size_t n = p.size, rest = n % 3;
  size_t length = n / 3 * 4 + (!rest ? 0 : url ? rest + 1 : 4);
  if (length > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  String *s = string_new_latin1((uint32_t)length);
  const uint8_t *from = p.data;
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
  Part p;
  if (!room_in(a1, arg[2], arg[3], &p)) return JS_EXCEPTION;
  size_t n = p.size < u.length ? p.size : u.length;
  if (!n) return value_from_int(0);
  if (u.is_wide) mem_narrow(p.data, u.units, n);
  else mem_copy(p.data, u.units, n);
  return value_from_u64(n);
}

/* ---- UTF-16, little-endian; the bytes need not be aligned ---- */

JS_BUILTIN(js_native_Utf16Slice) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Part p;
  if (!part_of(a0, a1, arg[2], &p)) return JS_EXCEPTION;
  size_t n = p.size / 2;
  if (n > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  if (!n) return ATOM_VALUE(empty);
  uint16_t *units = heap_alloc_bytes(n * 2);
  mem_copy(units, p.data, n * 2);
  return value_from_ptr(string_from_utf16(units, (uint32_t)n));
}

JS_BUILTIN(js_native_Utf16Write) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  StringUnits u = string_units(value_string(a0));
  Part p;
  if (!room_in(a1, arg[2], arg[3], &p)) return JS_EXCEPTION;
  size_t n = p.size / 2 < u.length ? p.size / 2 : u.length;
  for (size_t i = 0; i < n; i++) {
    uint32_t unit = units_at(u, (uint32_t)i);
    p.data[2 * i] = (uint8_t)unit;
    p.data[2 * i + 1] = (uint8_t)(unit >> 8);
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
