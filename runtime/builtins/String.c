/*
 * String.c: the String constructor and the methods of String.prototype that look at or cut units (ES 22.1). Case,
 * normalisation and comparison are in StringCase.c, search by pattern in StringPattern.c.
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../support/mem.h"
#include "../unicode/unicode.h"
#include "builtins.h"
#include "string_util.h"

String *string_this(Value this_value, const char *method) {
  if (value_is_string(this_value)) return value_string(this_value);
  if (!require_object_coercible(this_value, method)) return NULL;
  Value s = to_string(this_value);
  return value_is_exception(s) ? NULL : value_string(s);
}

/* ---- the constructor ---- */

JS_BUILTIN(js_String) {
  JS_UNUSED_ARGS();
  Value s = ATOM_VALUE(empty);
  if (argc > 0) {
    if (value_is_undefined(new_target) && value_is_symbol(a0))
      return value_from_ptr(key_to_display(key_from_symbol(value_symbol(a0))));
    s = to_string(a0);
    if (value_is_exception(s)) return s;
  }
  if (value_is_undefined(new_target)) return s;
  Object *o =
      object_new_from_constructor(new_target, INTR_StringPrototype, CELL_STRING_OBJECT, sizeof(PrimitiveObject));
  if (!o) return JS_EXCEPTION;
  ((PrimitiveObject *)o)->value = s;
  return value_from_ptr(o);
}

JS_BUILTIN(js_String_fromCharCode) {
  JS_UNUSED_ARGS();
  uint32_t unit;
  if (argc == 1) {
    if (!to_uint32(a0, &unit)) return JS_EXCEPTION;
    return value_from_ptr(string_from_unit(unit & 0xFFFF));
  }
  JS_ALL_ARGS(args);
  StringBuilder b;
  builder_init(&b);
  for (uint64_t i = 0; i < argc; i++) {
    if (!to_uint32(args[i], &unit)) return JS_EXCEPTION;
    builder_unit(&b, unit & 0xFFFF);
  }
  return builder_finish_value(&b);
}

JS_BUILTIN(js_String_fromCodePoint) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  StringBuilder b;
  builder_init(&b);
  for (uint64_t i = 0; i < argc; i++) {
    double n;
    if (!to_double(args[i], &n)) return JS_EXCEPTION;
    if (!(n >= 0 && n <= UNICODE_LAST) || n != (double)(uint32_t)n)
      return throw_range_error("Invalid code point %V", value_is_string(args[i]) ? value_from_double(n) : args[i]);
    builder_code_point(&b, (uint32_t)n);
  }
  return builder_finish_value(&b);
}

JS_BUILTIN(js_String_raw) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  Value cooked = to_object(a0);
  if (value_is_exception(cooked)) return cooked;
  Value raw = value_get(cooked, KEY(raw));
  if (value_is_exception(raw)) return raw;
  raw = to_object(raw);
  if (value_is_exception(raw)) return raw;
  int64_t length = length_of_array_like(raw);
  if (length < 0) return JS_EXCEPTION;
  StringBuilder b;
  builder_init(&b);
  for (int64_t i = 0; i < length; i++) {
    Value part = value_get_index(raw, (uint64_t)i);
    if (value_is_exception(part)) return part;
    part = to_string(part);
    if (value_is_exception(part)) return part;
    builder_string(&b, value_string(part));
    if (i + 1 < length && (uint64_t)i + 1 < argc) {
      Value substitution = to_string(args[i + 1]);
      if (value_is_exception(substitution)) return substitution;
      builder_string(&b, value_string(substitution));
    }
    if (b.overflow) break;
  }
  return builder_finish_value(&b);
}

/* ---- this ---- */

static Value this_string_value(Value v, const char *method) {
  if (value_is_string(v)) return v;
  if (value_is_kind(v, CELL_STRING_OBJECT)) return ((PrimitiveObject *)value_ptr(v))->value;
  return throw_type_error("%s requires that 'this' be a String", method);
}

JS_BUILTIN(js_String_prototype_toString) {
  JS_UNUSED_ARGS();
  return this_string_value(this_value, "String.prototype.toString");
}

JS_BUILTIN(js_String_prototype_valueOf) {
  JS_UNUSED_ARGS();
  return this_string_value(this_value, "String.prototype.valueOf");
}

/* ---- single units ---- */

/* ToIntegerOrInfinity of a position argument; the common case without a call. */
static bool position_argument(Value v, double *out) {
  if (value_is_int(v)) {
    *out = value_int(v);
    return true;
  }
  return to_integer(v, out);
}

JS_BUILTIN(js_String_prototype_at) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.at");
  double n;
  if (!s || !position_argument(a0, &n)) return JS_EXCEPTION;
  if (n < 0) n += s->length;
  if (!(n >= 0 && n < s->length)) return JS_UNDEFINED;
  return value_from_ptr(string_from_unit(string_at(s, (uint32_t)n)));
}

JS_BUILTIN(js_String_prototype_charAt) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.charAt");
  double n;
  if (!s || !position_argument(a0, &n)) return JS_EXCEPTION;
  if (!(n >= 0 && n < s->length)) return ATOM_VALUE(empty);
  return value_from_ptr(string_from_unit(string_at(s, (uint32_t)n)));
}

JS_BUILTIN(js_String_prototype_charCodeAt) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.charCodeAt");
  double n;
  if (!s || !position_argument(a0, &n)) return JS_EXCEPTION;
  if (!(n >= 0 && n < s->length)) return value_from_double(__builtin_nan(""));
  return value_from_int((int32_t)string_at(s, (uint32_t)n));
}

JS_BUILTIN(js_String_prototype_codePointAt) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.codePointAt");
  double n;
  if (!s || !position_argument(a0, &n)) return JS_EXCEPTION;
  if (!(n >= 0 && n < s->length)) return JS_UNDEFINED;
  uint32_t next;
  return value_from_int((int32_t)string_code_point(s, (uint32_t)n, &next));
}

/* ---- joining ---- */

JS_BUILTIN(js_String_prototype_concat) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  String *s = string_this(this_value, "String.prototype.concat");
  if (!s) return JS_EXCEPTION;
  Value result = value_from_ptr(s);
  for (uint64_t i = 0; i < argc; i++) {
    Value next = to_string(args[i]);
    if (value_is_exception(next)) return next;
    result = string_concat(value_string(result), value_string(next));
    if (value_is_exception(result)) return result;
  }
  return result;
}

static Value pad(Value this_value, Value length_value, Value filler_value, bool at_start, const char *method) {
  String *s = string_this(this_value, method);
  uint64_t length;
  if (!s || !to_length(length_value, &length)) return JS_EXCEPTION;
  if (length <= s->length) return value_from_ptr(s);
  String *filler = NULL;
  if (!value_is_undefined(filler_value)) {
    Value v = to_string(filler_value);
    if (value_is_exception(v)) return v;
    filler = value_string(v);
    if (filler->length == 0) return value_from_ptr(s);
  }
  if (length > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  uint32_t missing = (uint32_t)length - s->length;
  StringBuilder b;
  builder_init(&b);
  if (!at_start) builder_string(&b, s);
  while (missing > 0) {
    if (!filler) {
      builder_unit(&b, ' ');
      missing--;
    } else {
      uint32_t part = filler->length < missing ? filler->length : missing;
      builder_substring(&b, filler, 0, part);
      missing -= part;
    }
  }
  if (at_start) builder_string(&b, s);
  return builder_finish_value(&b);
}

JS_BUILTIN(js_String_prototype_padStart) {
  JS_UNUSED_ARGS();
  return pad(this_value, a0, a1, true, "String.prototype.padStart");
}

JS_BUILTIN(js_String_prototype_padEnd) {
  JS_UNUSED_ARGS();
  return pad(this_value, a0, a1, false, "String.prototype.padEnd");
}

JS_BUILTIN(js_String_prototype_repeat) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.repeat");
  double n;
  if (!s || !to_integer(a0, &n)) return JS_EXCEPTION;
  if (n < 0 || n == __builtin_inf()) return throw_range_error("Invalid count value: %V", a0);
  if (s->length == 0 || n == 0) return ATOM_VALUE(empty);
  if (n > STRING_MAX_LENGTH) return throw_range_error("Invalid string length");
  return string_repeat(s, (uint64_t)n);
}

/* ---- cutting ---- */

static Value cut(String *s, uint64_t start, uint64_t end) {
  if (start >= end) return ATOM_VALUE(empty);
  return value_from_ptr(string_substring(s, (uint32_t)start, (uint32_t)end));
}

JS_BUILTIN(js_String_prototype_slice) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.slice");
  uint64_t start, end;
  if (!s || !to_relative_index(a0, s->length, 0, &start) || !to_relative_index(a1, s->length, s->length, &end))
    return JS_EXCEPTION;
  return cut(s, start, end);
}

static bool clamped_argument(Value v, uint32_t length, uint32_t missing, uint32_t *out) {
  double n;
  if (value_is_undefined(v)) {
    *out = missing;
    return true;
  }
  if (!position_argument(v, &n)) return false;
  *out = n <= 0 ? 0 : n >= length ? length : (uint32_t)n;
  return true;
}

JS_BUILTIN(js_String_prototype_substring) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.substring");
  uint32_t start, end;
  if (!s || !clamped_argument(a0, s->length, 0, &start) || !clamped_argument(a1, s->length, s->length, &end))
    return JS_EXCEPTION;
  return start < end ? cut(s, start, end) : cut(s, end, start);
}

JS_BUILTIN(js_String_prototype_substr) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.substr");
  uint64_t start;
  uint32_t count;
  if (!s || !to_relative_index(a0, s->length, 0, &start) || !clamped_argument(a1, s->length, s->length, &count))
    return JS_EXCEPTION;
  uint64_t end = start + count;
  return cut(s, start, end < s->length ? end : s->length);
}

enum { TRIM_START = 1, TRIM_END = 2 };

static Value trim(Value this_value, int sides, const char *method) {
  String *s = string_this(this_value, method);
  if (!s) return JS_EXCEPTION;
  StringUnits u = string_units(s);
  uint32_t start = 0, end = u.length;
  if (sides & TRIM_START)
    while (start < end && unicode_is_space(units_at(u, start))) start++;
  if (sides & TRIM_END)
    while (end > start && unicode_is_space(units_at(u, end - 1))) end--;
  if (start == 0 && end == u.length) return value_from_ptr(s);
  return cut(s, start, end);
}

JS_BUILTIN(js_String_prototype_trim) {
  JS_UNUSED_ARGS();
  return trim(this_value, TRIM_START | TRIM_END, "String.prototype.trim");
}

JS_BUILTIN(js_String_prototype_trimStart) {
  JS_UNUSED_ARGS();
  return trim(this_value, TRIM_START, "String.prototype.trimLeft");
}

JS_BUILTIN(js_String_prototype_trimEnd) {
  JS_UNUSED_ARGS();
  return trim(this_value, TRIM_END, "String.prototype.trimRight");
}

/* ---- searching for a string ---- */

static String *search_argument(Value v) {
  Value s = to_string(v);
  return value_is_exception(s) ? NULL : value_string(s);
}

JS_BUILTIN(js_String_prototype_indexOf) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.indexOf");
  if (!s) return JS_EXCEPTION;
  String *pattern = search_argument(a0);
  uint32_t from;
  if (!pattern || !clamped_argument(a1, s->length, 0, &from)) return JS_EXCEPTION;
  return value_from_int((int32_t)string_index_of(s, pattern, from));
}

JS_BUILTIN(js_String_prototype_lastIndexOf) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.lastIndexOf");
  if (!s) return JS_EXCEPTION;
  String *pattern = search_argument(a0);
  double n;
  if (!pattern || !to_double(a1, &n)) return JS_EXCEPTION;
  uint32_t from = n != n || n >= s->length ? s->length : n <= 0 ? 0 : (uint32_t)n;
  return value_from_int((int32_t)string_last_index_of(s, pattern, from));
}

/* includes, startsWith and endsWith: `this`, the search string and the position; false if thrown. */
static bool string_and_pattern(Value this_value, Value search, const char *method, String **s, String **pattern) {
  *s = string_this(this_value, method);
  if (!*s) return false;
  int is_regexp = value_is_regexp(search);
  if (is_regexp < 0) return false;
  if (is_regexp) {
    throw_type_error("First argument to %s must not be a regular expression", method);
    return false;
  }
  *pattern = search_argument(search);
  return *pattern != NULL;
}

JS_BUILTIN(js_String_prototype_includes) {
  JS_UNUSED_ARGS();
  String *s, *pattern;
  uint32_t from;
  if (!string_and_pattern(this_value, a0, "String.prototype.includes", &s, &pattern) ||
      !clamped_argument(a1, s->length, 0, &from))
    return JS_EXCEPTION;
  return value_from_bool(string_index_of(s, pattern, from) >= 0);
}

JS_BUILTIN(js_String_prototype_startsWith) {
  JS_UNUSED_ARGS();
  String *s, *pattern;
  uint32_t from;
  if (!string_and_pattern(this_value, a0, "String.prototype.startsWith", &s, &pattern) ||
      !clamped_argument(a1, s->length, 0, &from))
    return JS_EXCEPTION;
  return value_from_bool(string_starts_with(s, pattern, from));
}

JS_BUILTIN(js_String_prototype_endsWith) {
  JS_UNUSED_ARGS();
  String *s, *pattern;
  uint32_t end;
  if (!string_and_pattern(this_value, a0, "String.prototype.endsWith", &s, &pattern) ||
      !clamped_argument(a1, s->length, s->length, &end))
    return JS_EXCEPTION;
  return value_from_bool(pattern->length <= end && string_starts_with(s, pattern, end - pattern->length));
}

/* ---- well-formedness ---- */

/* Index of the first lone surrogate, or the length. */
static uint32_t find_lone_surrogate(StringUnits u, uint32_t from) {
  if (!u.is_wide) return u.length;
  const uint16_t *units = u.units;
  for (uint32_t i = from; i < u.length; i++) {
    if (!unicode_is_surrogate(units[i])) continue;
    if (!unicode_is_lead(units[i]) || i + 1 == u.length || !unicode_is_trail(units[i + 1])) return i;
    i++;
  }
  return u.length;
}

JS_BUILTIN(js_String_prototype_isWellFormed) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.isWellFormed");
  if (!s) return JS_EXCEPTION;
  return value_from_bool(find_lone_surrogate(string_units(s), 0) == s->length);
}

JS_BUILTIN(js_String_prototype_toWellFormed) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype.toWellFormed");
  if (!s) return JS_EXCEPTION;
  StringUnits u = string_units(s);
  uint32_t i = find_lone_surrogate(u, 0);
  if (i == u.length) return value_from_ptr(s);
  String *fixed = string_new_wide(u.length);
  mem_copy(fixed->u.c16, u.units, (size_t)u.length * 2);
  for (; i < u.length; i = find_lone_surrogate(u, i + 1)) fixed->u.c16[i] = UNICODE_REPLACEMENT;
  return value_from_ptr(fixed);
}

/* ---- iteration ---- */

JS_BUILTIN(js_String_prototype_Symbol_iterator) {
  JS_UNUSED_ARGS();
  String *s = string_this(this_value, "String.prototype[Symbol.iterator]");
  if (!s) return JS_EXCEPTION;
  IteratorObject *it = (IteratorObject *)object_new_default(CELL_STRING_ITERATOR, sizeof(IteratorObject));
  it->a = value_from_ptr(s);
  it->b = value_from_int(0); /* next index */
  it->c = JS_UNDEFINED;
  it->d = JS_UNDEFINED;
  return value_from_ptr(it);
}

JS_BUILTIN(js_StringIteratorPrototype_next) {
  JS_UNUSED_ARGS();
  if (!value_is_kind(this_value, CELL_STRING_ITERATOR))
    return throw_incompatible("String Iterator.prototype.next", this_value);
  IteratorObject *it = value_ptr(this_value);
  if (value_is_undefined(it->a)) return iter_result_new(JS_UNDEFINED, true);
  String *s = value_string(it->a);
  uint32_t index = (uint32_t)value_int(it->b), next;
  if (index >= s->length) {
    it->a = JS_UNDEFINED;
    return iter_result_new(JS_UNDEFINED, true);
  }
  uint32_t code_point = string_code_point(s, index, &next);
  it->b = value_from_int((int32_t)next);
  return iter_result_new(value_from_ptr(string_from_code_point(code_point)), false);
}

/* ---- annex B.2.2: HTML ---- */

/* CreateHTML (ES B.2.2.2.1); attribute NULL: none. */
static Value create_html(Value this_value, const char *method, const char *tag, const char *attribute, Value v) {
  String *s = string_this(this_value, method);
  if (!s) return JS_EXCEPTION;
  StringBuilder b;
  builder_init(&b);
  builder_ascii(&b, "<");
  builder_ascii(&b, tag);
  if (attribute) {
    Value text = to_string(v);
    if (value_is_exception(text)) return text;
    StringUnits u = string_units(value_string(text));
    builder_ascii(&b, " ");
    builder_ascii(&b, attribute);
    builder_ascii(&b, "=\"");
    for (uint32_t i = 0; i < u.length; i++) {
      if (units_at(u, i) == '"') builder_ascii(&b, "&quot;");
      else builder_unit(&b, units_at(u, i));
    }
    builder_ascii(&b, "\"");
  }
  builder_ascii(&b, ">");
  builder_string(&b, s);
  builder_ascii(&b, "</");
  builder_ascii(&b, tag);
  builder_ascii(&b, ">");
  return builder_finish_value(&b);
}

#define HTML_METHOD(name, tag, attribute)                                          \
  JS_BUILTIN(js_String_prototype_##name) {                                         \
    JS_UNUSED_ARGS();                                                              \
    return create_html(this_value, "String.prototype." #name, tag, attribute, a0); \
  }
HTML_METHOD(anchor, "a", "name")
HTML_METHOD(big, "big", NULL)
HTML_METHOD(blink, "blink", NULL)
HTML_METHOD(bold, "b", NULL)
HTML_METHOD(fixed, "tt", NULL)
HTML_METHOD(fontcolor, "font", "color")
HTML_METHOD(fontsize, "font", "size")
HTML_METHOD(italics, "i", NULL)
HTML_METHOD(link, "a", "href")
HTML_METHOD(small, "small", NULL)
HTML_METHOD(strike, "strike", NULL)
HTML_METHOD(sub, "sub", NULL)
HTML_METHOD(sup, "sup", NULL)
