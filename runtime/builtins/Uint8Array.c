/*
 * Uint8Array.c: bytes as base64 and hexadecimal text (ES 2026, 23.3).
 */
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "../string/string.h"
#include "builtins.h"
#include "typed.h"

typedef enum LastChunk { LAST_LOOSE, LAST_STRICT, LAST_STOP } LastChunk;
typedef struct Options {
  bool is_url;
  LastChunk last;
} Options;

/* What was read; `error`: a SyntaxError's message or NULL. Bytes before an error count. */
typedef struct Decoded {
  uint8_t *bytes; /* CELL_BYTES payload, or NULL */
  uint64_t count, read;
  const char *error;
} Decoded;

static const char bad_character[] = "Found a character that cannot be part of a valid base64 string.";
static const char bad_end[] = "The base64 input terminates with a single character, excluding padding (=).";
static const char bad_bits[] = "The base64 input terminates with non-zero padding bits.";
static const char bad_hex[] = "Input string must contain hex characters in even length";

/* ---- arguments ---- */

static TypedArray *this_bytes(Value v, const char *method) {
  if (value_is_kind(v, CELL_UINT8ARRAY)) return (TypedArray *)value_ptr(v);
  throw_incompatible(method, v);
  return NULL;
}

static bool check_bounds(const TypedArray *t, const char *method) {
  if (!view_out_of_bounds(t)) return true;
  throw_type_error("Cannot perform %s on a detached ArrayBuffer", method);
  return false;
}

/* Get(options, key) as one of the names: its number, 0 when undefined, -1 thrown. */
static int option(Value options, const char *key, const char *const *names, int n) {
  Value v = value_get(options, key_from_string(string_from_ascii(key)));
  if (value_is_exception(v)) return -1;
  if (value_is_undefined(v)) return 0;
  for (int i = 0; i < n; i++)
    if (value_is_string(v) && string_equal_ascii(value_string(v), names[i])) return i;
  throw_type_error("invalid option %V", v);
  return -1;
}

static bool check_options(Value options) {
  if (value_is_undefined(options) || value_is_object(options)) return true;
  throw_type_error("invalid_argument");
  return false;
}

static bool read_alphabet(Value options, Options *o) {
  static const char *const alphabets[] = {"base64", "base64url"};
  int r = value_is_undefined(options) ? 0 : option(options, "alphabet", alphabets, 2);
  o->is_url = r == 1;
  return r >= 0;
}

static bool read_decoding(Value options, Options *o) {
  static const char *const chunks[] = {"loose", "strict", "stop-before-partial"};
  if (!check_options(options) || !read_alphabet(options, o)) return false;
  int r = value_is_undefined(options) ? 0 : option(options, "lastChunkHandling", chunks, 3);
  o->last = (LastChunk)r;
  return r >= 0;
}

static bool check_string(Value v) {
  if (value_is_string(v)) return true;
  throw_type_error("input argument must be a string");
  return false;
}

static String *flat(Value v) {
  string_flatten(value_string(v));
  return value_string(v);
}

/* ---- base64 to bytes ---- */

static int digit_of(uint32_t c, bool is_url) {
  if (c >= 'A' && c <= 'Z') return (int)c - 'A';
  if (c >= 'a' && c <= 'z') return (int)c - 'a' + 26;
  if (c >= '0' && c <= '9') return (int)c - '0' + 52;
  if (c == (is_url ? '-' : '+')) return 62;
  return c == (is_url ? '_' : '/') ? 63 : -1;
}

static uint32_t skip_space(const String *s, uint32_t i) {
  for (; i < s->length; i++) {
    uint32_t c = string_at((String *)s, i);
    if (c != ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') break;
  }
  return i;
}

static void put_chunk(Decoded *d, uint32_t chunk, uint32_t digits) {
  uint32_t bits = chunk << (6 * (4 - digits));
  for (uint32_t i = 0; i + 1 < digits; i++) d->bytes[d->count++] = (uint8_t)(bits >> (16 - 8 * i));
}

/* The last, shorter chunk: false if its unused bits must be zero and are not. */
static bool put_last(Decoded *d, uint32_t chunk, uint32_t digits, bool strict) {
  if (strict && chunk & (digits == 2 ? 15u : 3u)) {
    d->error = bad_bits;
    return false;
  }
  put_chunk(d, chunk, digits);
  return true;
}

/* ES 23.3.3.5 FromBase64; at most `max` bytes. */
static Decoded from_base64(String *s, const Options *o, uint64_t max) {
  uint64_t room = (uint64_t)s->length / 4 * 3 + 3;
  Decoded d = {heap_alloc_bytes(room < max ? room : max), 0, 0, NULL};
  if (!max) return d;
  uint32_t chunk = 0, digits = 0, i = 0;
  for (;;) {
    i = skip_space(s, i);
    if (i == s->length) {
      if (digits) {
        if (o->last == LAST_STOP) return d;
        if (o->last == LAST_STRICT || digits == 1) {
          d.error = bad_end;
          return d;
        }
        put_last(&d, chunk, digits, false);
      }
      d.read = s->length;
      return d;
    }
    uint32_t c = string_at(s, i++);
    if (c == '=') {
      if (digits < 2) {
        d.error = bad_character;
        return d;
      }
      i = skip_space(s, i);
      if (digits == 2) {
        if (i == s->length) {
          if (o->last != LAST_STOP) d.error = bad_character;
          return d;
        }
        if (string_at(s, i) == '=') i = skip_space(s, i + 1);
        else i = 0;
      }
      if (i < s->length) {
        d.error = bad_character;
        return d;
      }
      if (put_last(&d, chunk, digits, o->last == LAST_STRICT)) d.read = s->length;
      return d;
    }
    int digit = digit_of(c, o->is_url);
    if (digit < 0) {
      d.error = bad_character;
      return d;
    }
    uint64_t left = max - d.count;
    if ((left == 1 && digits == 2) || (left == 2 && digits == 3)) return d;
    chunk = chunk << 6 | (uint32_t)digit;
    if (++digits < 4) continue;
    put_chunk(&d, chunk, 4);
    chunk = digits = 0;
    d.read = i;
    if (d.count == max) return d;
  }
}

/* ---- hexadecimal text ---- */

static int hex_digit(uint32_t c) {
  if (c >= '0' && c <= '9') return (int)c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? (int)c - 'a' + 10 : -1;
}

static Decoded from_hex(String *s, uint64_t max) {
  uint64_t n = s->length / 2;
  Decoded d = {heap_alloc_bytes(n < max ? n : max), 0, 0, s->length & 1 ? bad_hex : NULL};
  while (!d.error && d.read < s->length && d.count < max) {
    int high = hex_digit(string_at(s, (uint32_t)d.read)), low = hex_digit(string_at(s, (uint32_t)d.read + 1));
    if (high < 0 || low < 0) {
      d.error = bad_hex;
      break;
    }
    d.bytes[d.count++] = (uint8_t)(high << 4 | low);
    d.read += 2;
  }
  return d;
}

/* ---- the functions ---- */

static Value array_of(const Decoded *d) {
  if (d->error) return throw_syntax_error("%s", d->error);
  TypedArray *t = typed_array_new(CELL_UINT8ARRAY, d->count);
  if (!t) return JS_EXCEPTION;
  if (d->count) mem_copy(t->data, d->bytes, d->count);
  return value_from_ptr(t);
}

/* Writes the bytes, then throws the error that came after them; else { read, written }. */
static Value write_into(TypedArray *t, const Decoded *d) {
  if (d->count) mem_copy(t->data, d->bytes, d->count);
  if (d->error) return throw_syntax_error("%s", d->error);
  Value o = object_new_plain();
  object_put_data(o, key_from_string(string_from_ascii("read")), value_from_u64(d->read), PROP_DEFAULT);
  object_put_data(o, key_from_string(string_from_ascii("written")), value_from_u64(d->count), PROP_DEFAULT);
  return o;
}

JS_BUILTIN(js_Uint8Array_fromBase64) {
  JS_UNUSED_ARGS();
  Options o;
  if (!check_string(a0) || !read_decoding(a1, &o)) return JS_EXCEPTION;
  Decoded d = from_base64(flat(a0), &o, ~0ull);
  return array_of(&d);
}

JS_BUILTIN(js_Uint8Array_fromHex) {
  JS_UNUSED_ARGS();
  if (!check_string(a0)) return JS_EXCEPTION;
  Decoded d = from_hex(flat(a0), ~0ull);
  return array_of(&d);
}

JS_BUILTIN(js_Uint8Array_prototype_setFromBase64) {
  JS_UNUSED_ARGS();
  const char *method = "Uint8Array.prototype.setFromBase64";
  TypedArray *t = this_bytes(this_value, method);
  Options o;
  if (!t || !check_string(a0) || !read_decoding(a1, &o) || !check_bounds(t, method)) return JS_EXCEPTION;
  Decoded d = from_base64(flat(a0), &o, t->length);
  return write_into(t, &d);
}

JS_BUILTIN(js_Uint8Array_prototype_setFromHex) {
  JS_UNUSED_ARGS();
  const char *method = "Uint8Array.prototype.setFromHex";
  TypedArray *t = this_bytes(this_value, method);
  if (!t || !check_string(a0) || !check_bounds(t, method)) return JS_EXCEPTION;
  Decoded d = from_hex(flat(a0), t->length);
  return write_into(t, &d);
}

static const char standard_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

JS_BUILTIN(js_Uint8Array_prototype_toBase64) {
  JS_UNUSED_ARGS();
  const char *method = "Uint8Array.prototype.toBase64";
  TypedArray *t = this_bytes(this_value, method);
  Options o;
  if (!t || !check_options(a0) || !read_alphabet(a0, &o)) return JS_EXCEPTION;
  bool omit = false;
  if (value_is_object(a0)) {
    Value v = value_get(a0, key_from_string(string_from_ascii("omitPadding")));
    if (value_is_exception(v)) return v;
    omit = to_boolean(v);
  }
  if (!check_bounds(t, method)) return JS_EXCEPTION;
  const char *digits = o.is_url ? url_digits : standard_digits;
  uint64_t rest = t->length % 3, n = t->length / 3 * 4 + (!rest ? 0 : omit ? rest + 1 : 4);
  if (n > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  String *s = string_new_latin1((uint32_t)n);
  uint8_t *out = s->u.c8;
  for (uint64_t i = 0; i < t->length; i += 3) {
    uint64_t left = t->length - i;
    uint32_t bits = (uint32_t)t->data[i] << 16;
    if (left > 1) bits |= (uint32_t)t->data[i + 1] << 8;
    if (left > 2) bits |= t->data[i + 2];
    *out++ = (uint8_t)digits[bits >> 18];
    *out++ = (uint8_t)digits[bits >> 12 & 63];
    if (left > 1) *out++ = (uint8_t)digits[bits >> 6 & 63];
    else if (!omit) *out++ = '=';
    if (left > 2) *out++ = (uint8_t)digits[bits & 63];
    else if (!omit) *out++ = '=';
  }
  return value_from_ptr(s);
}

JS_BUILTIN(js_Uint8Array_prototype_toHex) {
  JS_UNUSED_ARGS();
  const char *method = "Uint8Array.prototype.toHex";
  TypedArray *t = this_bytes(this_value, method);
  if (!t || !check_bounds(t, method)) return JS_EXCEPTION;
  if (t->length > STRING_MAX_LENGTH / 2) return throw_range_error("Invalid string length");
  String *s = string_new_latin1((uint32_t)t->length * 2);
  for (uint64_t i = 0; i < t->length; i++) {
    s->u.c8[2 * i] = (uint8_t)"0123456789abcdef"[t->data[i] >> 4];
    s->u.c8[2 * i + 1] = (uint8_t)"0123456789abcdef"[t->data[i] & 15];
  }
  return value_from_ptr(s);
}
