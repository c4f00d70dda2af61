/*
 * JSONStringify.c: JSON.stringify (ES 25.5.2) with V8's description of cycles.
 */
#include "../object/bigint.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"

/* The objects being written, innermost first; on the C stack. */
typedef struct Frame {
  struct Frame *outer;
  Value object;
  PropKey key; /* of this object in the outer one */
} Frame;

typedef struct Writer {
  StringBuilder b;
  Value replacer;   /* function or undefined */
  KeyList *list;    /* property list, or NULL */
  String *gap;      /* NULL: none */
  Frame *top;
  uint32_t depth;
} Writer;

static void write_hex4(StringBuilder *b, uint32_t c) {
  static const char digits[] = "0123456789abcdef";
  builder_ascii(b, "\\u");
  for (int shift = 12; shift >= 0; shift -= 4) builder_unit(b, (uint8_t)digits[c >> shift & 15]);
}

/* QuoteJSONString (ES 25.5.2.3). */
static void write_string(StringBuilder *b, String *s) {
  StringUnits u = string_units(s);
  builder_unit(b, '"');
  uint32_t start = 0;
  for (uint32_t i = 0; i < u.length; i++) {
    uint32_t c = units_at(u, i);
    if (c >= 0x20 && c != '"' && c != '\\' && (c < 0xD800 || c > 0xDFFF)) continue;
    if (c >= 0xD800 && c <= 0xDBFF && i + 1 < u.length && (units_at(u, i + 1) & 0xFC00) == 0xDC00) {
      i++;
      continue;
    }
    builder_substring(b, s, start, i);
    start = i + 1;
    switch (c) {
      case '"': builder_ascii(b, "\\\""); break;
      case '\\': builder_ascii(b, "\\\\"); break;
      case 8: builder_ascii(b, "\\b"); break;
      case 9: builder_ascii(b, "\\t"); break;
      case 10: builder_ascii(b, "\\n"); break;
      case 12: builder_ascii(b, "\\f"); break;
      case 13: builder_ascii(b, "\\r"); break;
      default: write_hex4(b, c);
    }
  }
  builder_substring(b, s, start, u.length);
  builder_unit(b, '"');
}

/* ---- cycles ---- */

static String *constructor_text(Value o) {
  for (Value p = o; value_is_object(p) && !kind_is_proxy((CellKind)value_cell(p)->kind); p = object_proto(value_object(p))) {
    Value c = object_peek_own(value_object(p), KEY(constructor));
    if (!value_is_callable(c)) continue;
    Value name = object_peek_own(value_object(c), KEY(name));
    if (value_is_string(name)) return value_string(name);
  }
  return ATOM(Object);
}

static String *key_text(PropKey key) {
  return key_is_index(key) ? format_string("index %K", key) : format_string("property '%K'", key);
}

static int fail_circular(Writer *w, Value o, PropKey key) {
  /* Frames from the start of the cycle to the innermost: at most the first one after the start, and the last. */
  uint32_t n = 0;
  Frame *start = w->top;
  for (; !value_same(start->object, o); start = start->outer) n++;
  String *text = format_string("Converting circular structure to JSON\n    --> starting at object with constructor '%S'", constructor_text(o));
  for (uint32_t i = 1; i <= n; i++) {
    Frame *f = w->top;
    for (uint32_t k = 0; k < n - i; k++) f = f->outer;
    if (n > 2 && i > 1 && i < n) {
      if (i == 2) text = format_string("%S\n    |     ...", text);
      continue;
    }
    text = format_string("%S\n    |     %S -> object with constructor '%S'", text, key_text(f->key), constructor_text(f->object));
  }
  throw_type_error("%S\n    --- %S closes the circle", text, key_text(key));
  return -1;
}

/* ---- values ---- */

static void new_line(Writer *w) {
  if (!w->gap) return;
  builder_unit(&w->b, '\n');
  for (uint32_t i = 0; i < w->depth; i++) builder_string(&w->b, w->gap);
}

static int write_value(Writer *w, Value holder, PropKey key, Value v);

/* Members: a key is written once its value is known to be there. `start` is where to go back to. */
static int write_object(Writer *w, Value o) {
  KeyList own, *keys = w->list;
  if (!keys) {
    if (object_own_keys(value_object(o), KEYS_STRINGS | KEYS_ENUMERABLE, &own) < 0) return -1;
    keys = &own;
  }
  builder_unit(&w->b, '{');
  w->depth++;
  bool any = false;
  for (uint32_t i = 0; i < keys->count; i++) {
    PropKey key = keys->keys[i];
    Value v = value_get(o, key);
    if (value_is_exception(v)) return -1;
    uint32_t start = w->b.length;
    if (any) builder_unit(&w->b, ',');
    new_line(w);
    write_string(&w->b, value_string(key_to_value(key)));
    builder_ascii(&w->b, w->gap ? ": " : ":");
    int r = write_value(w, o, key, v);
    if (r < 0) return -1;
    if (r) any = true;
    else w->b.length = start;
  }
  w->depth--;
  if (any) new_line(w);
  builder_unit(&w->b, '}');
  return 1;
}

static int write_array(Writer *w, Value a) {
  int64_t n = length_of_array_like(a);
  if (n < 0) return -1;
  builder_unit(&w->b, '[');
  w->depth++;
  for (int64_t i = 0; i < n; i++) {
    if (i) builder_unit(&w->b, ',');
    new_line(w);
    Value v = value_get_index(a, (uint64_t)i);
    if (value_is_exception(v)) return -1;
    int r = write_value(w, a, key_from_u64((uint64_t)i), v);
    if (r < 0) return -1;
    if (!r) builder_ascii(&w->b, "null");
  }
  w->depth--;
  if (n) new_line(w);
  builder_unit(&w->b, ']');
  return 1;
}

/* SerializeJSONProperty (ES 25.5.2.2) of a value already got: 1 written, 0 undefined, -1 thrown. */
static int write_value(Writer *w, Value holder, PropKey key, Value v) {
  if (value_is_object(v) || value_is_bigint(v)) {
    Value f = value_get(v, KEY(toJSON));
    if (value_is_exception(f)) return -1;
    if (value_is_callable(f)) {
      v = js_call1(f, v, key_to_value(key));
      if (value_is_exception(v)) return -1;
    }
  }
  if (value_is_callable(w->replacer)) {
    v = js_call2(w->replacer, holder, key_to_value(key), v);
    if (value_is_exception(v)) return -1;
  }
  if (value_is_object(v)) {
    switch (value_cell(v)->kind) {
      case CELL_NUMBER: v = to_number(v); break;
      case CELL_STRING_OBJECT: v = to_string(v); break;
      case CELL_BOOLEAN:
      case CELL_BIGINT_OBJECT: v = ((PrimitiveObject *)value_ptr(v))->value; break;
      case CELL_HOST:
        if (value_same(((HostObject *)value_ptr(v))->b, SYM_VALUE(stackFrames))) {
          builder_string(&w->b, value_string(((HostObject *)value_ptr(v))->a));
          return 1;
        }
        break;
      default: break;
    }
    if (value_is_exception(v)) return -1;
  }
  if (value_is_string(v)) {
    write_string(&w->b, value_string(v));
    return 1;
  }
  if (value_is_int(v)) {
    builder_int(&w->b, value_int(v));
    return 1;
  }
  if (value_is_number(v)) {
    double d = value_double(v);
    if (d - d == 0) builder_string(&w->b, number_to_string(d));
    else builder_ascii(&w->b, "null");
    return 1;
  }
  switch (v.bits) {
    case VALUE_NULL_BITS: builder_ascii(&w->b, "null"); return 1;
    case VALUE_TRUE_BITS: builder_ascii(&w->b, "true"); return 1;
    case VALUE_FALSE_BITS: builder_ascii(&w->b, "false"); return 1;
  }
  if (value_is_bigint(v)) {
    throw_type_error("Do not know how to serialize a BigInt");
    return -1;
  }
  if (!value_is_object(v) || value_is_callable(v)) return 0;
  if (STACK_CHECK()) return -1;
  for (Frame *f = w->top; f; f = f->outer)
    if (value_same(f->object, v)) return fail_circular(w, v, key);
  Frame here = {w->top, v, key};
  w->top = &here;
  int is_array = value_is_array(v);
  int r = is_array < 0 ? -1 : is_array ? write_array(w, v) : write_object(w, v);
  w->top = here.outer;
  return r;
}

/* ---- arguments ---- */

static bool list_has(const KeyList *l, PropKey key) {
  for (uint32_t i = 0; i < l->count; i++)
    if (key_same(l->keys[i], key)) return true;
  return false;
}

/* The replacer as a property list: false if thrown. */
static bool read_list(Value array, KeyList *list) {
  int64_t n = length_of_array_like(array);
  if (n < 0) return false;
  list->keys = (PropKey *)(void *)heap_new_elements((uint32_t)n + 1)->v;
  list->count = 0;
  for (int64_t i = 0; i < n; i++) {
    Value v = value_get_index(array, (uint64_t)i);
    if (value_is_exception(v)) return false;
    if (!value_is_string(v) && !value_is_number(v) && !value_is_kind(v, CELL_STRING_OBJECT) && !value_is_kind(v, CELL_NUMBER)) continue;
    v = to_string(v);
    if (value_is_exception(v)) return false;
    PropKey key = key_from_string(value_string(v));
    if (list_has(list, key)) continue;
    list->keys[list->count++] = key;
    ((Elements *)((uint8_t *)list->keys - offsetof(Elements, v)))->used = list->count;
    heap_barrier_interior(&list->keys[list->count - 1]);
  }
  return true;
}

/* The space argument as text; NULL for none. False if thrown. */
static bool read_gap(Value space, String **gap) {
  *gap = NULL;
  if (value_is_kind(space, CELL_NUMBER)) space = to_number(space);
  else if (value_is_kind(space, CELL_STRING_OBJECT)) space = to_string(space);
  if (value_is_exception(space)) return false;
  if (value_is_number(space)) {
    double d;
    to_integer(space, &d);
    int n = d < 1 ? 0 : d > 10 ? 10 : (int)d;
    if (n) *gap = string_substring(string_from_ascii("          "), 0, (uint32_t)n);
  } else if (value_is_string(space) && value_string(space)->length) {
    String *s = value_string(space);
    *gap = s->length > 10 ? string_substring(s, 0, 10) : s;
  }
  return true;
}

JS_BUILTIN(js_JSON_stringify) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Writer w = {.replacer = JS_UNDEFINED};
  KeyList list;
  builder_init(&w.b);
  if (value_is_callable(a1)) {
    w.replacer = a1;
  } else if (value_is_object(a1)) {
    int is_array = value_is_array(a1);
    if (is_array < 0 || (is_array && !read_list(a1, &list))) return JS_EXCEPTION;
    if (is_array) w.list = &list;
  }
  if (!read_gap(arg[2], &w.gap)) return JS_EXCEPTION;
  Value wrapper = JS_UNDEFINED;
  if (value_is_callable(w.replacer)) {
    wrapper = object_new_plain();
    object_put_data(wrapper, KEY(empty), a0, PROP_DEFAULT);
  }
  int r = write_value(&w, wrapper, KEY(empty), a0);
  return r < 0 ? JS_EXCEPTION : r ? builder_finish_value(&w.b) : JS_UNDEFINED;
}
