/*
 * Global.c: functions of the global object: URI handling (ES 19.2.6), escape and unescape (B.2.1), eval. parseInt and the
 * like are in Number.c.
 */
#include "../object/call.h"
#include "../object/code.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"

/* Code known only at run time needs a compiler in the program. */
JS_BUILTIN(js_eval) {
  JS_UNUSED_ARGS();
  return value_is_string(a0) ? code_run(value_string(a0), MODULE_CODE_EVAL) : a0;
}

static bool is_one_of(uint32_t c, const char *set) {
  for (; *set; set++)
    if (c == (uint8_t)*set) return true;
  return false;
}

static bool is_alphanumeric(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void builder_hex(StringBuilder *b, uint32_t byte) {
  static const char digits[] = "0123456789ABCDEF";
  builder_unit(b, (uint8_t)digits[byte >> 4 & 15]);
  builder_unit(b, (uint8_t)digits[byte & 15]);
}

static Value encode(Value text, const char *unescaped) {
  text = to_string(text);
  if (value_is_exception(text)) return text;
  String *s = value_string(text);
  StringUnits u = string_units(s);
  StringBuilder b;
  builder_init(&b);
  for (uint32_t i = 0; i < u.length; i++) {
    uint32_t c = units_at(u, i);
    if (is_alphanumeric(c) || is_one_of(c, unescaped)) {
      builder_unit(&b, c);
      continue;
    }
    if (c >= 0xDC00 && c <= 0xDFFF) return throw_uri_error("URI malformed");
    if (c >= 0xD800 && c <= 0xDBFF) {
      uint32_t low = i + 1 < u.length ? units_at(u, i + 1) : 0;
      if (low < 0xDC00 || low > 0xDFFF) return throw_uri_error("URI malformed");
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i++;
    }
    uint8_t bytes[4];
    int n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int k = n - 1; k > 0; k--, c >>= 6) bytes[k] = (uint8_t)(0x80 | (c & 63));
    bytes[0] = (uint8_t)(n == 1 ? c : (0xF00u >> n & 0xFF) | c);
    for (int k = 0; k < n; k++) {
      builder_unit(&b, '%');
      builder_hex(&b, bytes[k]);
    }
  }
  return builder_finish_value(&b);
}

JS_BUILTIN(js_encodeURI) {
  JS_UNUSED_ARGS();
  return encode(a0, "-_.!~*'();/?:@&=+$,#");
}

JS_BUILTIN(js_encodeURIComponent) {
  JS_UNUSED_ARGS();
  return encode(a0, "-_.!~*'()");
}

static int hex_digit(uint32_t c) {
  if (c >= '0' && c <= '9') return (int)c - '0';
  if (c >= 'a' && c <= 'f') return (int)c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return (int)c - 'A' + 10;
  return -1;
}

/* The byte of %XX at i, or -1. */
static int percent_byte(StringUnits u, uint32_t i) {
  if (i + 2 >= u.length || units_at(u, i) != '%') return -1;
  int high = hex_digit(units_at(u, i + 1)), low = hex_digit(units_at(u, i + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static Value decode(Value text, const char *reserved) {
  text = to_string(text);
  if (value_is_exception(text)) return text;
  String *s = value_string(text);
  StringUnits u = string_units(s);
  StringBuilder b;
  builder_init(&b);
  for (uint32_t i = 0; i < u.length; i++) {
    uint32_t c = units_at(u, i);
    if (c != '%') {
      builder_unit(&b, c);
      continue;
    }
    uint32_t start = i;
    int byte = percent_byte(u, i);
    if (byte < 0) return throw_uri_error("URI malformed");
    i += 2;
    if (byte < 0x80) {
      if (is_one_of((uint32_t)byte, reserved)) builder_substring(&b, s, start, i + 1);
      else builder_unit(&b, (uint32_t)byte);
      continue;
    }
    int n = byte >= 0xF0 && byte <= 0xF7 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 0;
    if (!n || byte > 0xF7) return throw_uri_error("URI malformed");
    uint32_t code = (uint32_t)byte & (0x7Fu >> n);
    for (int k = 1; k < n; k++) {
      int next = percent_byte(u, i + 1);
      if (next < 0 || (next & 0xC0) != 0x80) return throw_uri_error("URI malformed");
      code = code << 6 | ((uint32_t)next & 63);
      i += 3;
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[n] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
      return throw_uri_error("URI malformed");
    builder_code_point(&b, code);
  }
  return builder_finish_value(&b);
}

JS_BUILTIN(js_decodeURI) {
  JS_UNUSED_ARGS();
  return decode(a0, ";/?:@&=+$,#");
}

JS_BUILTIN(js_decodeURIComponent) {
  JS_UNUSED_ARGS();
  return decode(a0, "");
}

JS_BUILTIN(js_escape) {
  JS_UNUSED_ARGS();
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  StringUnits u = string_units(value_string(text));
  StringBuilder b;
  builder_init(&b);
  for (uint32_t i = 0; i < u.length; i++) {
    uint32_t c = units_at(u, i);
    if (is_alphanumeric(c) || is_one_of(c, "@*_+-./")) {
      builder_unit(&b, c);
    } else if (c < 256) {
      builder_unit(&b, '%');
      builder_hex(&b, c);
    } else {
      builder_ascii(&b, "%u");
      builder_hex(&b, c >> 8);
      builder_hex(&b, c & 255);
    }
  }
  return builder_finish_value(&b);
}

JS_BUILTIN(js_unescape) {
  JS_UNUSED_ARGS();
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  StringUnits u = string_units(value_string(text));
  StringBuilder b;
  builder_init(&b);
  for (uint32_t i = 0; i < u.length; i++) {
    uint32_t c = units_at(u, i);
    if (c == '%') {
      int byte = percent_byte(u, i);
      if (byte >= 0) {
        c = (uint32_t)byte;
        i += 2;
      } else if (i + 5 < u.length && units_at(u, i + 1) == 'u') {
        int value = 0;
        for (uint32_t k = i + 2; k < i + 6 && value >= 0; k++) {
          int d = hex_digit(units_at(u, k));
          value = d < 0 ? -1 : value * 16 + d;
        }
        if (value >= 0) {
          c = (uint32_t)value;
          i += 5;
        }
      }
    }
    builder_unit(&b, c);
  }
  return builder_finish_value(&b);
}
