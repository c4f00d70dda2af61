/*
 * RegExpStatic.c: RegExp.escape (ES 22.2.5.1) and the properties of the constructor that tell of the last match
 * (RegExp.$1, RegExp.lastMatch, ...; proposal "legacy RegExp features").
 */
#include "../object/convert.h"
#include "../object/error.h"
#include "../heap/heap.h"
#include "../unicode/unicode.h"
#include "builtins.h"
#include "regexp_object.h"
#include "string_util.h"

/* ---- RegExp.escape ---- */

static void append_hex(StringBuilder *b, uint32_t c, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) builder_unit(b, "0123456789abcdef"[c >> shift & 15]);
}

static bool is_in(uint32_t c, const char *set) {
  while (*set && (uint8_t)*set != c) set++;
  return *set && c < 0x80;
}

/* EncodeForRegExpEscape (ES 22.2.5.1.1). */
static void append_escaped(StringBuilder *b, uint32_t c) {
  static const char controls[] = "\t\n\v\f\r", letters[] = "tnvfr";
  if (is_in(c, "^$\\.*+?()[]{}|/")) {
    builder_unit(b, '\\');
    builder_unit(b, c);
    return;
  }
  for (uint32_t i = 0; i < 5; i++) {
    if (c == (uint8_t)controls[i]) {
      builder_unit(b, '\\');
      builder_unit(b, (uint8_t)letters[i]);
      return;
    }
  }
  if (is_in(c, ",-=<>#&!%:;@~'`\"") || unicode_is_space(c) || unicode_is_surrogate(c)) {
    builder_ascii(b, c < 0x100 ? "\\x" : "\\u");
    append_hex(b, c, c < 0x100 ? 2 : 4);
    return;
  }
  builder_code_point(b, c);
}

JS_BUILTIN(js_RegExp_escape) {
  JS_UNUSED_ARGS();
  if (!value_is_string(a0)) return throw_type_error("input argument must be a string");
  String *s = value_string(a0);
  StringBuilder b;
  builder_init(&b);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t start = i, c = string_code_point(s, i, &i);
    bool is_alphanumeric = c - '0' < 10 || ((c | 0x20) - 'a' < 26 && c < 0x80);
    if (start == 0 && is_alphanumeric) {
      builder_ascii(&b, "\\x");
      append_hex(&b, c, 2);
    } else {
      append_escaped(&b, c);
    }
  }
  return builder_finish_value(&b);
}

/* ---- the last match ---- */

static Value part_of_input(int64_t start, int64_t end) {
  RegexpState *state = regexp_state();
  if (value_is_undefined(state->input) || start < 0) return ATOM_VALUE(empty);
  return value_from_ptr(string_substring(value_string(state->input), (uint32_t)start, (uint32_t)end));
}

static Value last_group(uint32_t i) {
  RegexpState *state = regexp_state();
  return i < state->capture_count ? part_of_input(state->captures[2 * i], state->captures[2 * i + 1])
                                  : ATOM_VALUE(empty);
}

JS_BUILTIN(js_get_RegExp_input) {
  JS_UNUSED_ARGS();
  RegexpState *state = regexp_state();
  if (!value_is_empty(state->assigned_input)) return state->assigned_input;
  return value_is_undefined(state->input) ? ATOM_VALUE(empty) : state->input;
}

JS_BUILTIN(js_set_RegExp_input) {
  JS_UNUSED_ARGS();
  Value s = to_string(a0);
  if (value_is_exception(s)) return s;
  RegexpState *state = regexp_state();
  state->assigned_input = s;
  heap_barrier(state);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_set_RegExp_ignored) {
  JS_UNUSED_ARGS();
  return JS_UNDEFINED;
}

JS_BUILTIN(js_get_RegExp_lastMatch) {
  JS_UNUSED_ARGS();
  return last_group(0);
}

JS_BUILTIN(js_get_RegExp_lastParen) {
  JS_UNUSED_ARGS();
  uint64_t count = regexp_state()->capture_count;
  return count > 1 ? last_group((uint32_t)count - 1) : ATOM_VALUE(empty);
}

JS_BUILTIN(js_get_RegExp_leftContext) {
  JS_UNUSED_ARGS();
  return part_of_input(0, regexp_state()->captures[0]);
}

JS_BUILTIN(js_get_RegExp_rightContext) {
  JS_UNUSED_ARGS();
  RegexpState *state = regexp_state();
  if (value_is_undefined(state->input)) return ATOM_VALUE(empty);
  return part_of_input(state->captures[1], value_string(state->input)->length);
}

#define GROUP_GETTER(n)           \
  JS_BUILTIN(js_get_RegExp_##n) { \
    JS_UNUSED_ARGS();             \
    return last_group(n);         \
  }
GROUP_GETTER(1)
GROUP_GETTER(2)
GROUP_GETTER(3)
GROUP_GETTER(4)
GROUP_GETTER(5)
GROUP_GETTER(6)
GROUP_GETTER(7)
GROUP_GETTER(8)
GROUP_GETTER(9)
