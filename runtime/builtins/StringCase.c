/*
 * StringCase.c: String.prototype methods that know Unicode: case, normalisation, order (ES 22.1.3.12, .15, .26 to .31).
 */
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../heap/heap.h"
#include "../support/mem.h"
#include "../unicode/unicode.h"
#include "builtins.h"
#include "string_util.h"

/* The units as 16-bit ones: themselves, or widened in collected memory. */
static const uint16_t *wide_units(StringUnits u) {
  if (u.is_wide) return u.units;
  uint16_t *wide = heap_alloc_bytes((size_t)u.length * 2 + 2);
  mem_widen(wide, u.units, u.length);
  return wide;
}

/* ---- case ---- */

static inline bool is_ascii_upper(uint32_t c) { return c - 'A' < 26; }
static inline bool is_ascii_lower(uint32_t c) { return c - 'a' < 26; }

/* Lower case of a Latin-1 unit; it stays in Latin-1. */
static inline uint32_t lower_latin1(uint32_t c) {
  return is_ascii_upper(c) || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ? c + 0x20 : c;
}

/* Upper case of a Latin-1 unit but for U+00B5, U+00DF and U+00FF, which leave Latin-1 or grow: 0 for those. */
static inline uint32_t upper_latin1(uint32_t c) {
  if (c == 0xB5 || c == 0xDF || c == 0xFF) return 0;
  return is_ascii_lower(c) || (c >= 0xE0 && c != 0xF7) ? c - 0x20 : c;
}

static Value lower_narrow(String *s, StringUnits u) {
  const uint8_t *from = u.units;
  uint32_t i = 0;
  while (i < u.length && lower_latin1(from[i]) == from[i]) i++;
  if (i == u.length) return value_from_ptr(s);
  String *result = string_new_latin1(u.length);
  for (i = 0; i < u.length; i++) result->u.c8[i] = (uint8_t)lower_latin1(from[i]);
  return value_from_ptr(result);
}

/* Undefined if it takes the general way. */
static Value upper_narrow(String *s, StringUnits u) {
  const uint8_t *from = u.units;
  uint32_t i = 0;
  while (i < u.length && upper_latin1(from[i]) == from[i] && from[i]) i++;
  if (i == u.length) return value_from_ptr(s);
  for (uint32_t k = i; k < u.length; k++)
    if (from[k] && !upper_latin1(from[k])) return JS_UNDEFINED;
  String *result = string_new_latin1(u.length);
  for (i = 0; i < u.length; i++) result->u.c8[i] = (uint8_t)upper_latin1(from[i]);
  return value_from_ptr(result);
}

typedef size_t CaseMapper(const uint16_t *units, size_t length, uint16_t *out, size_t capacity);

static Value map_wide(String *s, StringUnits u, CaseMapper *map) {
  const uint16_t *units = wide_units(u);
  size_t capacity = (size_t)u.length + 16;
  uint16_t *out = heap_alloc_bytes(capacity * 2);
  size_t length = map(units, u.length, out, capacity);
  if (length > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  if (length > capacity) {
    out = heap_alloc_bytes(length * 2);
    map(units, u.length, out, length);
  }
  if (length == u.length && mem_equal(out, units, length * 2)) return value_from_ptr(s);
  return value_from_ptr(string_from_utf16(out, (uint32_t)length));
}

static Value to_lower(String *s) {
  StringUnits u = string_units(s);
  return u.is_wide ? map_wide(s, u, unicode_lower_units) : lower_narrow(s, u);
}

static Value to_upper(String *s) {
  StringUnits u = string_units(s);
  Value v = u.is_wide ? JS_UNDEFINED : upper_narrow(s, u);
  return value_is_undefined(v) ? map_wide(s, u, unicode_upper_units) : v;
}

JS_BUILTIN(js_String_prototype_toLowerCase) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.toLowerCase");
  return s ? to_lower(s) : JS_EXCEPTION;
}

JS_BUILTIN(js_String_prototype_toUpperCase) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.toUpperCase");
  return s ? to_upper(s) : JS_EXCEPTION;
}

/* A locale argument is allowed if its rules are those of the default locale: false and a RangeError for the languages
 * whose case or order differs, or for what is no language tag. */
static bool check_locale(Value locales) {
  if (value_is_undefined(locales)) return true;
  if (value_is_object(locales)) {
    int64_t length = length_of_array_like(locales);
    if (length < 0) return false;
    if (length == 0) return true;
    locales = value_get_index(locales, 0);
    if (value_is_exception(locales)) return false;
  }
  if (!value_is_string(locales)) {
    throw_type_error("Incorrect locale information provided");
    return false;
  }
  StringUnits u = string_units(value_string(locales));
  uint32_t letters = 0;
  while (letters < u.length && is_ascii_lower(units_at(u, letters) | 0x20)) letters++;
  bool is_tag = letters >= 2 && letters <= 8 && letters != 4 && (letters == u.length || units_at(u, letters) == '-');
  if (!is_tag) {
    throw_range_error("Invalid language tag: %V", locales);
    return false;
  }
  if (letters == 2) {
    uint32_t language = (units_at(u, 0) | 0x20) << 8 | (units_at(u, 1) | 0x20);
    if (language == ('t' << 8 | 'r') || language == ('a' << 8 | 'z') || language == ('l' << 8 | 't')) {
      throw_range_error("Locale %V is not supported", locales);
      return false;
    }
  }
  return true;
}

JS_BUILTIN(js_String_prototype_toLocaleLowerCase) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.toLocaleLowerCase");
  return s && check_locale(a0) ? to_lower(s) : JS_EXCEPTION;
}

JS_BUILTIN(js_String_prototype_toLocaleUpperCase) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.toLocaleUpperCase");
  return s && check_locale(a0) ? to_upper(s) : JS_EXCEPTION;
}

/* ---- normalisation ---- */

static bool normal_form(Value v, UnicodeForm *form) {
  static const struct {
    const char *name;
    UnicodeForm form;
  } forms[] = {{"NFC", UNICODE_NFC}, {"NFD", UNICODE_NFD}, {"NFKC", UNICODE_NFKC}, {"NFKD", UNICODE_NFKD}};
  *form = UNICODE_NFC;
  if (value_is_undefined(v)) return true;
  Value name = to_string(v);
  if (value_is_exception(name)) return false;
  for (uint32_t i = 0; i < 4; i++) {
    if (string_equal_ascii(value_string(name), forms[i].name)) {
      *form = forms[i].form;
      return true;
    }
  }
  throw_range_error("The normalization form should be one of NFC, NFD, NFKC, NFKD.");
  return false;
}

static Value normalized(String *s, UnicodeForm form) {
  StringUnits u = string_units(s);
  if (!u.is_wide && form == UNICODE_NFC) return value_from_ptr(s);
  const uint16_t *units = wide_units(u);
  if (unicode_is_trivially_normal(form, units, u.length)) return value_from_ptr(s);
  uint32_t *points = heap_alloc_bytes((unicode_decomposed_length(form, units, u.length) + 1) * sizeof *points);
  size_t count = unicode_normalize(form, units, u.length, points);
  size_t length = unicode_utf16_length(points, count);
  if (length > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  uint16_t *out = heap_alloc_bytes(length * 2 + 2);
  unicode_encode_utf16(points, count, out);
  return value_from_ptr(string_from_utf16(out, (uint32_t)length));
}

JS_BUILTIN(js_String_prototype_normalize) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.normalize");
  UnicodeForm form;
  return s && normal_form(a0, &form) ? normalized(s, form) : JS_EXCEPTION;
}

/* ---- order ---- */

JS_BUILTIN(js_String_prototype_localeCompare) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  String *s = string_this(this_value, "String.prototype.localeCompare");
  if (!s) return JS_EXCEPTION;
  Value v = to_string(a0);
  if (value_is_exception(v) || !check_locale(a1)) return JS_EXCEPTION;
  String *other = value_string(v);
  UnicodeCollation options = {false, UNICODE_VARIANT};
  if (!value_is_undefined(arg[2])) {
    Value numeric = value_get(arg[2], key_from_ascii("numeric"));
    if (value_is_exception(numeric)) return numeric;
    options.is_numeric = to_boolean(numeric);
    Value sensitivity = value_get(arg[2], key_from_ascii("sensitivity"));
    if (value_is_exception(sensitivity)) return sensitivity;
    if (!value_is_undefined(sensitivity)) {
      static const char *const names[] = {"base", "accent", "case", "variant"};
      sensitivity = to_string(sensitivity);
      if (value_is_exception(sensitivity)) return sensitivity;
      uint32_t i = 0;
      while (i < 4 && !string_equal_ascii(value_string(sensitivity), names[i])) i++;
      if (i == 4)
        return throw_range_error("Value %V out of range for Intl.Collator options property sensitivity", sensitivity);
      options.sensitivity = (UnicodeSensitivity)i;
    }
  }
  if (string_equal(s, other)) return value_from_int(0);
  StringUnits a = string_units(s), b = string_units(other);
  if (a.is_wide || b.is_wide) { /* marks in canonical order: the collation takes a character at a time apart */
    Value x = normalized(s, UNICODE_NFD), y = value_is_exception(x) ? x : normalized(other, UNICODE_NFD);
    if (value_is_exception(y)) return y;
    a = string_units(value_string(x));
    b = string_units(value_string(y));
  }
  return value_from_int(unicode_collate(wide_units(a), a.length, wide_units(b), b.length, options));
}
