/*
 * RegExpSymbol.c: RegExp.prototype[Symbol.match], matchAll, replace, search and split (ES 22.2.6.8 to .14), and the
 * iterator of matchAll (22.2.9).
 *
 * Each has a way for pristine objects (regexp_is_pristine), where the flags are known, exec is ours and no property of
 * the object can be looked at on the way, and the general way of the specification.
 */
#include "../object/operator.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "builtins.h"
#include "regexp_object.h"
#include "string_util.h"

static String *subject(Value v) {
  Value s = to_string(v);
  return value_is_exception(s) ? NULL : value_string(s);
}

static inline RegExpObject *as_regexp(Value v) { return value_ptr(v); }
static inline bool reads_points(const RegexpProgram *program) {
  return program->flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS);
}
static Value substring(String *s, uint64_t start, uint64_t end) {
  return value_from_ptr(string_substring(s, (uint32_t)start, (uint32_t)end));
}

/* ToString(Get(rx, "flags")); NULL: thrown. */
static String *get_flags(Value rx) {
  Value flags = value_get(rx, KEY(flags));
  return value_is_exception(flags) ? NULL : subject(flags);
}

static bool has_letter(String *flags, uint32_t letter) { return string_index_of_unit(flags, letter, 0) >= 0; }
static bool has_unicode_letter(String *flags) { return has_letter(flags, 'u') || has_letter(flags, 'v'); }

/* ToString(Get(result, "0")). */
static String *matched_text(Value result) {
  Value v = value_get_index(result, 0);
  return value_is_exception(v) ? NULL : subject(v);
}

/* lastIndex := AdvanceStringIndex(lastIndex) after an empty match. */
static bool advance_last_index(Value rx, String *s, bool is_unicode) {
  uint64_t index;
  return regexp_get_last_index(rx, &index) && regexp_set_last_index(rx, string_advance(s, index, is_unicode));
}

/* The next match in a loop over all matches: from *next on, which it moves. 1, 0, -1. */
static int next_match(const RegexpProgram *program, String *s, uint64_t *next) {
  if (*next > s->length) return 0;
  int r = regexp_run(program, s, (uint32_t)*next, false);
  if (r != 1) return r;
  const int32_t *c = regexp_state()->captures;
  *next = (uint64_t)c[1];
  if (c[0] == c[1]) *next = string_advance(s, *next, reads_points(program));
  return 1;
}

/* ---- match ---- */

static Value match_all_pristine(Value rx, String *s) {
  Value result = JS_NULL;
  uint64_t next = 0;
  int r;
  as_regexp(rx)->last_index = value_from_int(0);
  while ((r = next_match(as_regexp(rx)->program, s, &next)) == 1) {
    if (value_is_null(result)) result = array_new_capacity(4);
    if (array_push(result, regexp_capture(s, 0)) < 0) return JS_EXCEPTION;
  }
  return r < 0 ? JS_EXCEPTION : result;
}

JS_BUILTIN(js_RegExp_prototype_Symbol_match) {
  JS_UNUSED_ARGS();
  Value rx = this_value;
  if (!value_is_object(rx)) return throw_incompatible("RegExp.prototype.@@match", rx);
  String *s = subject(a0);
  if (!s) return JS_EXCEPTION;
  if (regexp_is_pristine(rx)) {
    bool is_global = as_regexp(rx)->program->flags & REGEXP_GLOBAL;
    return is_global ? match_all_pristine(rx, s) : regexp_exec_value(rx, s);
  }
  String *flags = get_flags(rx);
  if (!flags) return JS_EXCEPTION;
  if (!has_letter(flags, 'g')) return regexp_exec_value(rx, s);
  bool is_unicode = has_unicode_letter(flags);
  if (!regexp_set_last_index(rx, 0)) return JS_EXCEPTION;
  Value all = JS_NULL;
  for (;;) {
    Value result = regexp_exec_value(rx, s);
    if (value_is_exception(result)) return result;
    if (value_is_null(result)) return all;
    String *text = matched_text(result);
    if (!text) return JS_EXCEPTION;
    if (value_is_null(all)) all = array_new_capacity(4);
    if (array_push(all, value_from_ptr(text)) < 0) return JS_EXCEPTION;
    if (text->length == 0 && !advance_last_index(rx, s, is_unicode)) return JS_EXCEPTION;
  }
}

/* ---- matchAll ---- */

/* REGEXP_STRING_ITERATOR: a: the matcher, b: string, c: global, d: unicode; a undefined: done. */
JS_BUILTIN(js_RegExp_prototype_Symbol_matchAll) {
  JS_UNUSED_ARGS();
  Value rx = this_value;
  if (!value_is_object(rx)) return throw_incompatible("RegExp.prototype.@@matchAll", rx);
  String *s = subject(a0);
  if (!s) return JS_EXCEPTION;
  Value constructor = species_constructor(rx, RT->realm->intrinsics[INTR_RegExp]);
  if (value_is_exception(constructor)) return constructor;
  String *flags = get_flags(rx);
  if (!flags) return JS_EXCEPTION;
  Value args[2] = {rx, value_from_ptr(flags)};
  Value matcher = js_construct(constructor, 2, args, constructor);
  uint64_t last_index;
  if (value_is_exception(matcher) || !regexp_get_last_index(rx, &last_index) ||
      !regexp_set_last_index(matcher, last_index))
    return JS_EXCEPTION;
  IteratorObject *it = (IteratorObject *)object_new_default(CELL_REGEXP_STRING_ITERATOR, sizeof(IteratorObject));
  it->a = matcher;
  it->b = value_from_ptr(s);
  it->c = value_from_bool(has_letter(flags, 'g'));
  it->d = value_from_bool(has_unicode_letter(flags));
  return value_from_ptr(it);
}

JS_BUILTIN(js_RegExpStringIteratorPrototype_next) {
  JS_UNUSED_ARGS();
  if (!value_is_kind(this_value, CELL_REGEXP_STRING_ITERATOR))
    return throw_incompatible("%RegExpStringIterator%.prototype.next", this_value);
  IteratorObject *it = value_ptr(this_value);
  if (value_is_undefined(it->a)) return iter_result_new(JS_UNDEFINED, true);
  Value rx = it->a;
  String *s = value_string(it->b);
  Value result = regexp_exec_value(rx, s);
  if (value_is_exception(result) || value_is_null(result)) {
    it->a = JS_UNDEFINED;
    return value_is_null(result) ? iter_result_new(JS_UNDEFINED, true) : result;
  }
  if (!to_boolean(it->c)) {
    it->a = JS_UNDEFINED;
    return iter_result_new(result, false);
  }
  String *text = matched_text(result);
  if (!text || (text->length == 0 && !advance_last_index(rx, s, to_boolean(it->d)))) {
    it->a = JS_UNDEFINED;
    return JS_EXCEPTION;
  }
  return iter_result_new(result, false);
}

/* ---- replace ---- */

/* Calls the replacer with the captures of the last match, and appends what it gives. 1, -1. */
static int append_call_result(StringBuilder *b, const RegexpProgram *program, String *s, Value replacer) {
  enum { ON_STACK = 16 };
  Value small[ON_STACK];
  uint32_t count = program->capture_count, n = 0;
  Value list = JS_UNDEFINED, *args = small;
  if (count + 3 > ON_STACK) {
    list = array_new(0);
    elements_reserve(value_object(list), count + 3);
  }
  Value groups = program->group_name_count ? regexp_groups(program, s) : JS_UNDEFINED;
  int32_t position = regexp_state()->captures[0];
  for (uint32_t i = 0; i < count + 2 + (program->group_name_count > 0); i++) {
    Value v = i < count        ? regexp_capture(s, i)
              : i == count     ? value_from_int(position)
              : i == count + 1 ? value_from_ptr(s)
                               : groups;
    if (!value_is_undefined(list)) array_push(list, v);
    else small[n] = v;
    n++;
  }
  if (!value_is_undefined(list)) args = value_object(list)->elems->v;
  Value text = js_call(replacer, JS_UNDEFINED, n, args);
  if (value_is_exception(text)) return -1;
  String *appended = subject(text);
  if (!appended) return -1;
  builder_string(b, appended);
  return 1;
}

/* A replacement text: in pieces if they are few and name no group. */
typedef struct Template {
  String *text;
  uint32_t count; /* 0: not in pieces */
  TemplatePiece pieces[12];
} Template;

static void template_init(Template *t, const RegexpProgram *program, String *text) {
  StringUnits u = string_units(text);
  *t = (Template){.text = text};
  TemplatePiece piece;
  uint32_t count = 0;
  for (uint32_t at = 0; string_next_piece(u, &at, program->capture_count - 1, program->group_name_count > 0, &piece);) {
    if (count == sizeof t->pieces / sizeof *t->pieces || piece.kind == PIECE_NAME) return;
    t->pieces[count++] = piece;
  }
  t->count = count;
}

/* Appends the replacement text for the last match. */
static int append_template(StringBuilder *b, const RegexpProgram *program, String *s, const Template *t) {
  const int32_t *c = regexp_state()->captures;
  if (t->count == 0) {
    if (t->text->length == 0) return 1;
    uint32_t count = program->capture_count - 1;
    Value groups = program->group_name_count ? regexp_groups(program, s) : JS_UNDEFINED;
    Value captures = array_new_capacity(count);
    for (uint32_t i = 1; i <= count; i++) array_push(captures, regexp_capture(s, i));
    return string_append_substitution(b, s, (uint32_t)c[0], (uint32_t)(c[1] - c[0]), NULL,
                                      value_object(captures)->elems->v, count, groups, t->text);
  }
  for (const TemplatePiece *p = t->pieces; p < t->pieces + t->count; p++) {
    uint32_t start = p->start, end = p->end;
    if (p->kind == PIECE_TEXT) {
      builder_substring(b, t->text, start, end);
      continue;
    }
    uint32_t group = p->kind == PIECE_GROUP ? start : 0;
    if (c[2 * group] < 0) continue;
    start = p->kind == PIECE_BEFORE ? 0 : (uint32_t)c[2 * group + (p->kind == PIECE_BEHIND)];
    end = p->kind == PIECE_BEFORE ? (uint32_t)c[0] : p->kind == PIECE_BEHIND ? s->length : (uint32_t)c[2 * group + 1];
    builder_substring(b, s, start, end);
  }
  return 1;
}

static Value replace_pristine(Value v, String *s, Value replacement) {
  RegExpObject *rx = as_regexp(v);
  const RegexpProgram *program = rx->program;
  bool is_global = program->flags & REGEXP_GLOBAL, is_sticky = program->flags & REGEXP_STICKY;
  bool is_call = value_is_callable(replacement);
  Template template;
  if (!is_call) template_init(&template, program, value_string(replacement));
  uint64_t next = 0, done = 0;
  if (is_global) rx->last_index = value_from_int(0);
  else if (is_sticky && !regexp_get_last_index(v, &next)) return JS_EXCEPTION;
  StringBuilder b;
  builder_init(&b);
  bool has_matched = false;
  int r;
  while ((r = next_match(program, s, &next)) == 1) {
    const int32_t *c = regexp_state()->captures;
    uint64_t start = (uint64_t)c[0], end = (uint64_t)c[1];
    has_matched = true;
    if (done < start) builder_substring(&b, s, (uint32_t)done, (uint32_t)start);
    done = end;
    if (!is_global && is_sticky) rx->last_index = value_from_u64(end);
    if ((is_call ? append_call_result(&b, program, s, replacement) : append_template(&b, program, s, &template)) < 0)
      return JS_EXCEPTION;
    if (!is_global) break;
  }
  if (r < 0) return JS_EXCEPTION;
  if (!has_matched) {
    if (is_sticky) rx->last_index = value_from_int(0);
    return value_from_ptr(s);
  }
  if (done < s->length) builder_substring(&b, s, (uint32_t)done, s->length);
  return builder_finish_value(&b);
}

/* Appends the replacement for a result object of exec (ES 22.2.6.11, step 14). *position: where the match is. 1, -1. */
static int append_for_result(StringBuilder *b, String *s, Value result, Value replacement, uint64_t *next_source) {
  int64_t count = length_of_array_like(result);
  if (count < 0) return -1;
  String *text = matched_text(result);
  double position;
  Value v = text ? value_get(result, KEY(index)) : JS_EXCEPTION;
  if (value_is_exception(v) || !to_integer(v, &position)) return -1;
  uint64_t at = position <= 0 ? 0 : position >= s->length ? s->length : (uint64_t)position;
  Value args = array_new_capacity(4);
  array_push(args, value_from_ptr(text));
  for (int64_t i = 1; i < count; i++) {
    Value capture = value_get_index(result, (uint64_t)i);
    if (!value_is_exception(capture) && !value_is_undefined(capture)) capture = to_string(capture);
    if (value_is_exception(capture) || array_push(args, capture) < 0) return -1;
  }
  uint32_t ncaptures = array_length(args) - 1;
  Value groups = value_get(result, KEY(groups));
  if (value_is_exception(groups)) return -1;
  StringBuilder piece;
  builder_init(&piece);
  if (value_is_callable(replacement)) {
    array_push(args, value_from_u64(at));
    array_push(args, value_from_ptr(s));
    if (!value_is_undefined(groups)) array_push(args, groups);
    Value called = js_call(replacement, JS_UNDEFINED, array_length(args), value_object(args)->elems->v);
    String *appended = value_is_exception(called) ? NULL : subject(called);
    if (!appended) return -1;
    builder_string(&piece, appended);
  } else {
    if (!value_is_undefined(groups)) groups = to_object(groups);
    if (value_is_exception(groups) ||
        string_append_substitution(&piece, s, (uint32_t)at, text->length, text, value_object(args)->elems->v + 1,
                                   ncaptures, groups, value_string(replacement)) < 0)
      return -1;
  }
  if (at < *next_source) return 1;
  String *replaced = builder_finish(&piece);
  if (!replaced) return -1;
  if (*next_source < at) builder_substring(b, s, (uint32_t)*next_source, (uint32_t)at);
  builder_string(b, replaced);
  *next_source = at + text->length;
  return 1;
}

/* The results of exec to replace at: one, or all. */
static Value collect_results(Value rx, String *s, bool is_global, bool is_unicode) {
  Value results = array_new_capacity(2);
  for (;;) {
    Value result = regexp_exec_value(rx, s);
    if (value_is_exception(result)) return result;
    if (value_is_null(result)) return results;
    if (array_push(results, result) < 0) return JS_EXCEPTION;
    if (!is_global) return results;
    String *text = matched_text(result);
    if (!text || (text->length == 0 && !advance_last_index(rx, s, is_unicode))) return JS_EXCEPTION;
  }
}

JS_BUILTIN(js_RegExp_prototype_Symbol_replace) {
  JS_UNUSED_ARGS();
  Value rx = this_value, replacement = a1;
  if (!value_is_object(rx)) return throw_incompatible("RegExp.prototype.@@replace", rx);
  String *s = subject(a0);
  if (!s) return JS_EXCEPTION;
  if (!value_is_callable(replacement)) {
    replacement = to_string(replacement);
    if (value_is_exception(replacement)) return replacement;
  }
  if (regexp_is_pristine(rx)) return replace_pristine(rx, s, replacement);
  String *flags = get_flags(rx);
  if (!flags) return JS_EXCEPTION;
  bool is_global = has_letter(flags, 'g');
  if (is_global && !regexp_set_last_index(rx, 0)) return JS_EXCEPTION;
  Value results = collect_results(rx, s, is_global, has_unicode_letter(flags));
  if (value_is_exception(results)) return results;
  StringBuilder b;
  builder_init(&b);
  uint64_t next_source = 0;
  for (uint32_t i = 0; i < array_length(results); i++)
    if (append_for_result(&b, s, value_object(results)->elems->v[i], replacement, &next_source) < 0)
      return JS_EXCEPTION;
  if (next_source < s->length) builder_substring(&b, s, (uint32_t)next_source, s->length);
  return builder_finish_value(&b);
}

/* ---- search ---- */

JS_BUILTIN(js_RegExp_prototype_Symbol_search) {
  JS_UNUSED_ARGS();
  Value rx = this_value;
  if (!value_is_object(rx)) return throw_incompatible("RegExp.prototype.@@search", rx);
  String *s = subject(a0);
  if (!s) return JS_EXCEPTION;
  if (regexp_is_pristine(rx)) {
    int r = regexp_run(as_regexp(rx)->program, s, 0, false);
    return r < 0 ? JS_EXCEPTION : value_from_int(r ? regexp_state()->captures[0] : -1);
  }
  Value previous = value_get(rx, KEY(lastIndex));
  if (value_is_exception(previous)) return previous;
  if (!op_same_value(previous, value_from_int(0)) && !regexp_set_last_index(rx, 0)) return JS_EXCEPTION;
  Value result = regexp_exec_value(rx, s);
  if (value_is_exception(result)) return result;
  Value current = value_get(rx, KEY(lastIndex));
  if (value_is_exception(current)) return current;
  if (!op_same_value(current, previous) && value_set(rx, KEY(lastIndex), previous, true) < 0) return JS_EXCEPTION;
  return value_is_null(result) ? value_from_int(-1) : value_get(result, KEY(index));
}

/* ---- split ---- */

static Value split_pristine(const RegexpProgram *program, String *s, uint32_t limit) {
  Value parts = array_new_capacity(4);
  bool is_sticky = program->flags & REGEXP_STICKY;
  if (s->length == 0) {
    int r = regexp_run(program, s, 0, true);
    if (r == 0) array_push(parts, value_from_ptr(s));
    return r < 0 ? JS_EXCEPTION : parts;
  }
  uint32_t start = 0;
  uint64_t from = 0;
  while (from < s->length) {
    int r = regexp_run(program, s, (uint32_t)from, is_sticky);
    if (r < 0) return JS_EXCEPTION;
    const int32_t *c = regexp_state()->captures;
    uint32_t at = (uint32_t)c[0], end = (uint32_t)c[1];
    if (r == 0 && !is_sticky) break;
    if (r == 0 || end == start) { /* nothing here, or an empty match right behind the last split */
      from = string_advance(s, from, reads_points(program));
      continue;
    }
    if (at >= s->length) break;
    if (array_push(parts, substring(s, start, at)) < 0) return JS_EXCEPTION;
    if (array_length(parts) == limit) return parts;
    for (uint32_t i = 1; i < program->capture_count; i++) {
      if (array_push(parts, regexp_capture(s, i)) < 0) return JS_EXCEPTION;
      if (array_length(parts) == limit) return parts;
    }
    from = start = end;
  }
  return array_push(parts, substring(s, start, s->length)) < 0 ? JS_EXCEPTION : parts;
}

static Value split_generic(Value splitter, String *s, uint32_t limit, bool is_unicode) {
  Value parts = array_new_capacity(4);
  if (s->length == 0) {
    Value result = regexp_exec_value(splitter, s);
    if (value_is_exception(result)) return result;
    if (value_is_null(result)) array_push(parts, value_from_ptr(s));
    return parts;
  }
  uint64_t start = 0, at = 0;
  while (at < s->length) {
    if (!regexp_set_last_index(splitter, at)) return JS_EXCEPTION;
    Value result = regexp_exec_value(splitter, s);
    if (value_is_exception(result)) return result;
    uint64_t end;
    if (!value_is_null(result) && !regexp_get_last_index(splitter, &end)) return JS_EXCEPTION;
    if (value_is_null(result) || (end < s->length ? end : s->length) == start) {
      at = string_advance(s, at, is_unicode);
      continue;
    }
    end = end < s->length ? end : s->length;
    if (array_push(parts, substring(s, start, at)) < 0) return JS_EXCEPTION;
    if (array_length(parts) == limit) return parts;
    start = end;
    int64_t count = length_of_array_like(result);
    if (count < 0) return JS_EXCEPTION;
    for (int64_t i = 1; i < count; i++) {
      Value capture = value_get_index(result, (uint64_t)i);
      if (value_is_exception(capture) || array_push(parts, capture) < 0) return JS_EXCEPTION;
      if (array_length(parts) == limit) return parts;
    }
    at = start;
  }
  return array_push(parts, substring(s, start, s->length)) < 0 ? JS_EXCEPTION : parts;
}

JS_BUILTIN(js_RegExp_prototype_Symbol_split) {
  JS_UNUSED_ARGS();
  Value rx = this_value;
  if (!value_is_object(rx)) return throw_incompatible("RegExp.prototype.@@split", rx);
  String *s = subject(a0);
  if (!s) return JS_EXCEPTION;
  const RegexpProgram *program = regexp_is_pristine(rx) ? as_regexp(rx)->program : NULL;
  Value splitter = JS_UNDEFINED;
  bool is_unicode = false;
  if (!program) {
    Value constructor = species_constructor(rx, RT->realm->intrinsics[INTR_RegExp]);
    if (value_is_exception(constructor)) return constructor;
    String *flags = get_flags(rx);
    if (!flags) return JS_EXCEPTION;
    is_unicode = has_unicode_letter(flags);
    if (!has_letter(flags, 'y')) flags = string_join2(flags, string_from_ascii("y"));
    Value args[2] = {rx, value_from_ptr(flags)};
    splitter = js_construct(constructor, 2, args, constructor);
    if (value_is_exception(splitter)) return splitter;
  }
  uint32_t limit = UINT32_MAX;
  if (!value_is_undefined(a1) && !to_uint32(a1, &limit)) return JS_EXCEPTION;
  if (limit == 0) return array_new(0);
  return program ? split_pristine(program, s, limit) : split_generic(splitter, s, limit, is_unicode);
}
