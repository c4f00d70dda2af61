/*
 * StringPattern.c: String.prototype methods that take a pattern: match, matchAll, replace, replaceAll, search, split
 * (ES 22.1.3.13, .14, .19 to .23), and GetSubstitution.
 *
 * A pattern that is an object decides by its Symbol method; RegExp.c has those of regular expressions.
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../unicode/unicode.h"
#include "builtins.h"
#include "regexp_object.h"
#include "string_util.h"

int value_is_regexp(Value v) {
  if (!value_is_object(v)) return 0;
  Value matcher = value_get(v, KEY_SYM(match));
  if (value_is_exception(matcher)) return -1;
  if (!value_is_undefined(matcher)) return to_boolean(matcher);
  return value_is_kind(v, CELL_REGEXP);
}

uint64_t string_advance(String *s, uint64_t index, bool is_unicode) {
  uint32_t next;
  if (!is_unicode || index + 1 >= s->length) return index + 1;
  string_code_point(s, (uint32_t)index, &next);
  return next;
}

/* ---- substitution ---- */

static void append_range(StringBuilder *b, String *s, uint64_t start, uint64_t end) {
  if (start < end) builder_substring(b, s, (uint32_t)start, (uint32_t)end);
}

static int append_capture(StringBuilder *b, Value capture) {
  if (value_is_undefined(capture)) return 1;
  Value text = to_string(capture);
  if (value_is_exception(text)) return -1;
  builder_string(b, value_string(text));
  return 1;
}

/* Reads the one or two digits at u[i]; the group's number and *digits, or 0 if there is no such group. */
static uint32_t group_number(StringUnits u, uint32_t i, uint32_t ncaptures, uint32_t *digits) {
  uint32_t first = i < u.length ? units_at(u, i) - '0' : 10;
  if (first > 9) return 0;
  uint32_t second = i + 1 < u.length ? units_at(u, i + 1) - '0' : 10;
  *digits = 2;
  if (second <= 9 && first * 10 + second >= 1 && first * 10 + second <= ncaptures) return first * 10 + second;
  *digits = 1;
  return first <= ncaptures ? first : 0;
}

bool string_next_piece(StringUnits u, uint32_t *at, uint32_t ncaptures, bool has_names, TemplatePiece *piece) {
  uint32_t i = *at;
  if (i == u.length) return false;
  *piece = (TemplatePiece){PIECE_TEXT, i, u.length};
  *at = u.length;
  for (; i + 1 < u.length; i++) {
    if (units_at(u, i) != '$') continue;
    uint32_t c = units_at(u, i + 1), digits = 0, group;
    TemplatePiece found = {PIECE_TEXT, i, i + 2};
    if (c == '$') found.start = i + 1;
    else if (c == '&') found.kind = PIECE_MATCH;
    else if (c == '`') found.kind = PIECE_BEFORE;
    else if (c == '\'') found.kind = PIECE_BEHIND;
    else if ((group = group_number(u, i + 1, ncaptures, &digits))) {
      found = (TemplatePiece){PIECE_GROUP, group, i + 1 + digits};
    } else if (c == '<' && has_names) {
      uint32_t close = i + 2;
      while (close < u.length && units_at(u, close) != '>') close++;
      if (close == u.length) {
        i++;
        continue;
      }
      found = (TemplatePiece){PIECE_NAME, i + 2, close};
    } else {
      continue;
    }
    if (i > piece->start) { /* what stands in front of it first; then from here again */
      piece->end = *at = i;
    } else {
      *piece = found;
      *at = found.end + (found.kind == PIECE_NAME);
    }
    return true;
  }
  return true;
}

int string_append_substitution(StringBuilder *b, String *s, uint32_t position, uint32_t matched_length, String *matched,
                               const Value *captures, uint32_t ncaptures, Value named, String *replacement) {
  StringUnits u = string_units(replacement);
  TemplatePiece p;
  for (uint32_t at = 0; string_next_piece(u, &at, ncaptures, !value_is_undefined(named), &p);) {
    switch (p.kind) {
      case PIECE_TEXT: append_range(b, replacement, p.start, p.end); break;
      case PIECE_MATCH:
        if (matched) append_range(b, matched, 0, matched->length);
        else append_range(b, s, position, (uint64_t)position + matched_length);
        break;
      case PIECE_BEFORE: append_range(b, s, 0, position); break;
      case PIECE_BEHIND: append_range(b, s, (uint64_t)position + matched_length, s->length); break;
      case PIECE_GROUP:
        if (append_capture(b, captures[p.start - 1]) < 0) return -1;
        break;
      case PIECE_NAME: {
        Value capture = value_get(named, key_from_string(string_substring(replacement, p.start, p.end)));
        if (value_is_exception(capture) || append_capture(b, capture) < 0) return -1;
      }
    }
  }
  return 1;
}

/* ---- dispatch on the pattern ---- */

/* If the pattern is an object with the Symbol method: calls it, *result set, true. Also true when that threw. */
static bool call_symbol_method(Value pattern, PropKey symbol, Value this_value, uint64_t nrest, Value rest,
                               Value *result) {
  if (!value_is_object(pattern)) return false;
  Value method = value_get_method(pattern, symbol);
  if (value_is_undefined(method)) return false;
  *result = value_is_exception(method) ? method
            : nrest                    ? js_call2(method, pattern, this_value, rest)
                                       : js_call1(method, pattern, this_value);
  return true;
}

/* Whether a regular expression lacks the g flag: matchAll and replaceAll throw then. -1: thrown. */
static int lacks_global_flag(Value pattern, const char *method) {
  int is_regexp = value_is_regexp(pattern);
  if (is_regexp <= 0) return is_regexp;
  Value flags = value_get(pattern, KEY(flags));
  if (value_is_exception(flags) || !require_object_coercible(flags, method)) return -1;
  flags = to_string(flags);
  if (value_is_exception(flags)) return -1;
  if (string_index_of_unit(value_string(flags), 'g', 0) >= 0) return 0;
  throw_type_error("%s called with a non-global RegExp argument", method);
  return -1;
}

/* RegExpCreate(pattern, flags) and Invoke of the Symbol method on it. */
static Value match_with_new(Value pattern, const char *flags, PropKey symbol, String *s) {
  String *source = ATOM(empty);
  if (!value_is_undefined(pattern)) {
    Value v = to_string(pattern);
    if (value_is_exception(v)) return v;
    source = value_string(v);
  }
  Value rx = regexp_create(source, string_from_ascii(flags));
  if (value_is_exception(rx)) return rx;
  Value arg = value_from_ptr(s);
  return value_invoke(rx, symbol, 1, &arg);
}

JS_BUILTIN(js_String_prototype_match) {
  JS_UNUSED_ARGS();
  Value result;
  if (!require_object_coercible(this_value, "String.prototype.match")) return JS_EXCEPTION;
  if (call_symbol_method(a0, KEY_SYM(match), this_value, 0, JS_UNDEFINED, &result)) return result;
  String *s = string_this(this_value, "String.prototype.match");
  return s ? match_with_new(a0, "", KEY_SYM(match), s) : JS_EXCEPTION;
}

JS_BUILTIN(js_String_prototype_matchAll) {
  JS_UNUSED_ARGS();
  Value result;
  if (!require_object_coercible(this_value, "String.prototype.matchAll")) return JS_EXCEPTION;
  if (lacks_global_flag(a0, "String.prototype.matchAll") < 0) return JS_EXCEPTION;
  if (call_symbol_method(a0, KEY_SYM(matchAll), this_value, 0, JS_UNDEFINED, &result)) return result;
  String *s = string_this(this_value, "String.prototype.matchAll");
  return s ? match_with_new(a0, "g", KEY_SYM(matchAll), s) : JS_EXCEPTION;
}

JS_BUILTIN(js_String_prototype_search) {
  JS_UNUSED_ARGS();
  Value result;
  if (!require_object_coercible(this_value, "String.prototype.search")) return JS_EXCEPTION;
  if (call_symbol_method(a0, KEY_SYM(search), this_value, 0, JS_UNDEFINED, &result)) return result;
  String *s = string_this(this_value, "String.prototype.search");
  return s ? match_with_new(a0, "", KEY_SYM(search), s) : JS_EXCEPTION;
}

/* ---- replace ---- */

/* Appends what replaces the match of `pattern` at `position`: by function, or by text with $-sequences. 1, -1. */
static int append_replacement(StringBuilder *b, String *s, String *pattern, uint32_t position, Value replacement) {
  if (!value_is_callable(replacement))
    return string_append_substitution(b, s, position, pattern->length, NULL, NULL, 0, JS_UNDEFINED,
                                      value_string(replacement));
  Value text =
      js_call3(replacement, JS_UNDEFINED, value_from_ptr(pattern), value_from_u32(position), value_from_ptr(s));
  if (value_is_exception(text)) return -1;
  text = to_string(text);
  if (value_is_exception(text)) return -1;
  builder_string(b, value_string(text));
  return 1;
}

static Value replace_strings(Value this_value, Value search, Value replacement, bool is_all, const char *method) {
  String *s = string_this(this_value, method);
  if (!s) return JS_EXCEPTION;
  Value v = to_string(search);
  if (value_is_exception(v)) return v;
  String *pattern = value_string(v);
  if (!value_is_callable(replacement)) {
    replacement = to_string(replacement);
    if (value_is_exception(replacement)) return replacement;
  }
  int64_t position = string_index_of(s, pattern, 0);
  if (position < 0) return value_from_ptr(s);
  StringBuilder b;
  builder_init(&b);
  uint32_t done = 0, advance = pattern->length ? pattern->length : 1;
  do {
    append_range(&b, s, done, (uint64_t)position);
    if (append_replacement(&b, s, pattern, (uint32_t)position, replacement) < 0) return JS_EXCEPTION;
    done = (uint32_t)position + pattern->length;
    if (!is_all || (uint64_t)position + advance > s->length) break;
    position = string_index_of(s, pattern, (uint32_t)position + advance);
  } while (position >= 0);
  append_range(&b, s, done, s->length);
  return builder_finish_value(&b);
}

JS_BUILTIN(js_String_prototype_replace) {
  JS_UNUSED_ARGS();
  Value result;
  if (!require_object_coercible(this_value, "String.prototype.replace")) return JS_EXCEPTION;
  if (call_symbol_method(a0, KEY_SYM(replace), this_value, 1, a1, &result)) return result;
  return replace_strings(this_value, a0, a1, false, "String.prototype.replace");
}

JS_BUILTIN(js_String_prototype_replaceAll) {
  JS_UNUSED_ARGS();
  Value result;
  if (!require_object_coercible(this_value, "String.prototype.replaceAll")) return JS_EXCEPTION;
  if (lacks_global_flag(a0, "String.prototype.replaceAll") < 0) return JS_EXCEPTION;
  if (call_symbol_method(a0, KEY_SYM(replace), this_value, 1, a1, &result)) return result;
  return replace_strings(this_value, a0, a1, true, "String.prototype.replaceAll");
}

/* ---- split ---- */

static Value split_units(String *s, uint32_t limit) {
  uint32_t count = s->length < limit ? s->length : limit;
  Value result = array_new_capacity(count);
  for (uint32_t i = 0; i < count; i++)
    if (array_push(result, value_from_ptr(string_from_unit(string_at(s, i)))) < 0) return JS_EXCEPTION;
  return result;
}

JS_BUILTIN(js_String_prototype_split) {
  JS_UNUSED_ARGS();
  Value result;
  if (!require_object_coercible(this_value, "String.prototype.split")) return JS_EXCEPTION;
  if (call_symbol_method(a0, KEY_SYM(split), this_value, 1, a1, &result)) return result;
  String *s = string_this(this_value, "String.prototype.split");
  if (!s) return JS_EXCEPTION;
  uint32_t limit = UINT32_MAX;
  if (!value_is_undefined(a1) && !to_uint32(a1, &limit)) return JS_EXCEPTION;
  Value v = to_string(a0);
  if (value_is_exception(v)) return v;
  String *separator = value_string(v);
  if (limit == 0) return array_new(0);
  Value whole = value_from_ptr(s);
  if (value_is_undefined(a0)) return array_from_values(1, &whole);
  if (s->length == 0) return separator->length == 0 ? array_new(0) : array_from_values(1, &whole);
  if (separator->length == 0) return split_units(s, limit);
  result = array_new_capacity(4);
  uint32_t start = 0;
  for (;;) {
    int64_t at = string_index_of(s, separator, start);
    uint32_t end = at < 0 ? s->length : (uint32_t)at;
    if (array_push(result, value_from_ptr(string_substring(s, start, end))) < 0) return JS_EXCEPTION;
    if (at < 0 || array_length(result) == limit) return result;
    start = end + separator->length;
  }
}
