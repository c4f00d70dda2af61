/*
 * JSON.c: JSON.parse, rawJSON and isRawJSON (ES 25.5.1 and the proposal json-parse-with-source), with V8's messages.
 * The grammar is in json_parse.inc, JSON.stringify in JSONStringify.c.
 *
 * Objects are made at their closing brace, when all keys are known: with inline slots for all of them and, nearly
 * always, the shape of an object read before, found by its keys. Objects of the same keys share it with literals.
 */
#include "../number/strtod.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "builtins.h"

enum { END = 0xFFFFFFFFu, KEY_MAX = 64, KEY_CACHE = 128, SHAPE_CACHE = 64, STACK_START = 64, INLINE_MAX = 255 };

typedef struct Parser {
  const void *units;
  uint32_t pos, length;
  Elements *stack;
  Elements *records; /* for a reviver: parallel to stack; or NULL */
  Value record;      /* that of the value just read */
  String *text;
  String *keys[KEY_CACHE];    /* narrow atoms seen lately, by a hash of a few units */
  Shape *shapes[SHAPE_CACHE]; /* shapes of objects read lately, by their first and last keys */
} Parser;

/* ---- errors ---- */

static uint32_t unit_at(const Parser *p, uint32_t i) { return i < p->length ? string_at(p->text, i) : END; }

/* Keeps where the error is, for the report of an uncaught one. */
static Value note_failure(const Parser *p) {
  RT->json_error = RT->exception;
  RT->json_text = value_from_ptr(p->text);
  RT->json_at = p->pos;
  return JS_EXCEPTION;
}

/* "... in JSON at position 5 (line 1 column 6)" */
static Value fail_at(Parser *p, const char *message) {
  uint32_t line = 1, start = 0;
  for (uint32_t i = 0; i < p->pos; i++) {
    uint32_t c = unit_at(p, i);
    if (c == '\r' && i + 1 < p->pos && unit_at(p, i + 1) == '\n') c = unit_at(p, ++i);
    if (c != '\n' && c != '\r') continue;
    line++;
    start = i + 1;
  }
  throw_syntax_error("%s at position %u (line %u column %u)", message, p->pos, line, p->pos - start + 1);
  return note_failure(p);
}

static bool is_special_text(String *s) {
  return string_equal_ascii(s, "NaN") || string_equal_ascii(s, "Infinity") || string_equal_ascii(s, "undefined") ||
         string_equal_ascii(s, "[object Object]");
}

/* The token at pos is not what JSON has there. */
static Value unexpected(Parser *p) {
  enum { CONTEXT = 10 };
  uint32_t c = unit_at(p, p->pos), from = 0, to = p->length;
  if (to > 2 * CONTEXT) {
    if (p->pos >= CONTEXT) from = p->pos - CONTEXT;
    if (p->pos + CONTEXT < to) to = p->pos + CONTEXT;
  }
  if (c == END) throw_syntax_error("Unexpected end of JSON input");
  else if (is_special_text(p->text)) throw_syntax_error("\"%S\" is not valid JSON", p->text);
  else
    throw_syntax_error("Unexpected token '%S', %s\"%S\"%s is not valid JSON", string_from_unit(c), from ? "..." : "",
                       string_substring(p->text, from, to), to < p->length ? "..." : "");
  return note_failure(p);
}

static inline bool is_digit(uint32_t c) { return c - '0' < 10; }

static int32_t hex_digit(uint32_t c) {
  if (is_digit(c)) return (int32_t)(c - '0');
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? (int32_t)(c - 'a' + 10) : -1;
}

/* ---- the stack ---- */

static void stack_grow(Elements **stack, uint32_t used) {
  Elements *n = heap_new_elements(used ? used * 2 : STACK_START);
  if (used) mem_copy(n->v, (*stack)->v, used * sizeof(Value));
  n->used = used;
  *stack = n;
}

static inline uint32_t stack_top(const Parser *p) { return p->stack->used; }
static inline void stack_drop(Parser *p, uint32_t top) { p->stack->used = top; }

static inline void push(Parser *p, Value v) {
  Elements *s = p->stack;
  uint32_t top = s->used;
  if (top == s->capacity) {
    stack_grow(&p->stack, top);
    s = p->stack;
  }
  s->v[top] = v;
  s->used = top + 1;
  heap_barrier_slot(&s->v[top]);
  if (!p->records) return;
  p->records->used = top;
  if (top == p->records->capacity) stack_grow(&p->records, top);
  p->records->v[top] = p->record;
  p->records->used = top + 1;
  heap_barrier_slot(&p->records->v[top]);
}

/* What a reviver's context is made from: a value as it was read and, by its kind, its text, the array of its elements'
 * records, or an object with those of its properties. */
static Value record_new(Value v, Value source) {
  Value pair[2] = {v, source};
  return array_from_values(2, pair);
}

/* ---- arrays and objects ---- */

static Value make_array(Parser *p, uint32_t base) {
  uint32_t n = stack_top(p) - base;
  Value a = array_from_values(n, p->stack->v + base);
  if (p->records) p->record = record_new(a, array_from_values(n, p->records->v + base));
  return a;
}

/* The shape of an object with exactly these keys in this order; NULL where only adding one by one will do. */
static Shape *find_shape(Parser *p, const Value *pairs, uint32_t n) {
  Shape **cached = &p->shapes[((pairs[0].bits >> 4) + (pairs[2 * n - 2].bits >> 5) + n) % SHAPE_CACHE];
  Shape *s = *cached;
  if (s && s->count == n) {
    uint32_t i = 0;
    while (i < n && s->props[i].key.bits == pairs[2 * i].bits) i++;
    if (i == n) return s;
  }
  if (n > INLINE_MAX) return NULL;
  s = shape_root(RT->realm->intrinsics[INTR_ObjectPrototype], CELL_OBJECT, n);
  for (uint32_t i = 0; i < n; i++) {
    PropKey key = {pairs[2 * i].bits};
    if (key_is_index(key) || shape_lookup(s, key)) return NULL;
    s = shape_add(s, key, PROP_DEFAULT);
    if (s->flags & SHAPE_DICTIONARY) return NULL;
  }
  *cached = s;
  return s;
}

static Value make_object(Parser *p, uint32_t base) {
  uint32_t n = (stack_top(p) - base) / 2;
  if (p->records) {
    Value sources = object_new(JS_NULL);
    for (uint32_t i = 0; i < n; i++)
      object_put_data(sources, (PropKey){p->stack->v[base + 2 * i].bits}, p->records->v[base + 2 * i + 1],
                      PROP_DEFAULT);
    p->record = record_new(JS_UNDEFINED, sources);
  }
  Value result;
  if (!n) {
    result = object_new_plain();
  } else {
    Shape *s = find_shape(p, p->stack->v + base, n);
    if (s) {
      Object *o = (Object *)heap_alloc(HEAP_ROUND(sizeof(Object) + n * sizeof(Value)), CELL_OBJECT);
      o->cell.shape = s->id;
      o->cell.extra = (uint8_t)n;
      o->elems = &elements_empty;
      Value *slots = (Value *)(void *)(o + 1);
      const Value *pairs = p->stack->v + base;
      for (uint32_t i = 0; i < n; i++) slots[i] = pairs[2 * i + 1];
      result = value_from_ptr(o);
    } else {
      result = object_new_sized(RT->realm->intrinsics[INTR_ObjectPrototype], n < INLINE_MAX ? n : INLINE_MAX);
      for (uint32_t i = 0; i < n; i++)
        object_put_data(result, (PropKey){p->stack->v[base + 2 * i].bits}, p->stack->v[base + 2 * i + 1], PROP_DEFAULT);
    }
  }
  if (p->records) {
    value_object(p->record)->elems->v[0] = result;
    heap_barrier_slot(value_object(p->record)->elems->v);
  }
  return result;
}

#define UNIT uint8_t
#define NAME(f) f##_8
#define NARROW 1
#include "json_parse.inc"
#define UNIT uint16_t
#define NAME(f) f##_16
#define NARROW 0
#include "json_parse.inc"

static bool parser_init(Parser *p, Value text, bool has_records) {
  if (value_is_exception(text)) return false;
  mem_zero(p, sizeof *p);
  p->text = value_string(text);
  StringUnits u = string_units(p->text);
  p->units = u.units;
  p->length = u.length;
  p->record = JS_UNDEFINED;
  stack_grow(&p->stack, 0);
  if (has_records) stack_grow(&p->records, 0);
  return true;
}

/* ---- revivers ---- */

static Value record_part(Value record, int i) { return value_object(record)->elems->v[i]; }

/* InternalizeJSONProperty (ES 25.5.1.1). record: undefined when the value is not what was read. */
static Value internalize(Value holder, PropKey key, Value reviver, Value record) {
  if (STACK_CHECK()) return JS_EXCEPTION;
  Value v = value_get(holder, key);
  if (value_is_exception(v)) return v;
  if (!value_is_undefined(record) && !op_same_value(v, record_part(record, 0))) record = JS_UNDEFINED;
  Value parts = value_is_undefined(record) ? record : record_part(record, 1);
  Value context = object_new_plain();
  if (value_is_object(v)) {
    int is_array = value_is_array(v);
    if (is_array < 0) return JS_EXCEPTION;
    KeyList keys = {NULL, 0, 0};
    int64_t n = 0;
    if (is_array) {
      n = length_of_array_like(v);
      if (n < 0) return JS_EXCEPTION;
    } else {
      if (object_own_keys(value_object(v), KEYS_STRINGS | KEYS_ENUMERABLE, &keys) < 0) return JS_EXCEPTION;
      n = keys.count;
    }
    for (int64_t i = 0; i < n; i++) {
      PropKey k = is_array ? key_from_u64((uint64_t)i) : keys.keys[i];
      Value part = value_is_object(parts) ? object_peek_own(value_object(parts), k) : JS_UNDEFINED;
      Value item = internalize(v, k, reviver, value_is_object(part) ? part : JS_UNDEFINED);
      if (value_is_exception(item)) return item;
      int r = value_is_undefined(item) ? object_delete(value_object(v), k) : object_create_data(v, k, item);
      if (r < 0) return JS_EXCEPTION;
    }
  } else if (value_is_string(parts)) {
    object_put_data(context, KEY(source), parts, PROP_DEFAULT);
  }
  return js_call3(reviver, holder, key_to_value(key), v, context);
}

JS_BUILTIN(js_JSON_parse) {
  JS_UNUSED_ARGS();
  Parser p;
  bool has_reviver = value_is_callable(a1);
  if (!parser_init(&p, to_string(a0), has_reviver)) return JS_EXCEPTION;
  bool is_wide = string_units(p.text).is_wide;
  Value v = is_wide ? parse_value_16(&p, false) : parse_value_8(&p, false);
  if (value_is_exception(v)) return v;
  if ((is_wide ? skip_space_16(&p) : skip_space_8(&p)) != END)
    return fail_at(&p, "Unexpected non-whitespace character after JSON");
  if (!has_reviver) return v;
  Value root = object_new_plain();
  object_put_data(root, KEY(empty), v, PROP_DEFAULT);
  return internalize(root, KEY(empty), a1, p.record);
}

/* ---- raw JSON: a frozen object without prototype that stringify copies as it is, told by its kind and `b` ---- */

JS_BUILTIN(js_JSON_rawJSON) {
  JS_UNUSED_ARGS();
  Parser p;
  if (!parser_init(&p, to_string(a0), false)) return JS_EXCEPTION;
  if (!p.length) return throw_syntax_error("Invalid value for JSON.rawJSON");
  Value v = string_units(p.text).is_wide ? parse_value_16(&p, true) : parse_value_8(&p, true);
  if (value_is_exception(v)) return v;
  if (p.pos != p.length) return throw_syntax_error("Invalid value for JSON.rawJSON");
  HostObject *o = (HostObject *)object_new_kind(CELL_HOST, JS_NULL, sizeof *o);
  o->a = value_from_ptr(p.text);
  o->b = SYM_VALUE(stackFrames);
  object_put_data(value_from_ptr(o), KEY(rawJSON), o->a, PROP_DEFAULT);
  object_set_integrity(&o->o, true);
  return value_from_ptr(o);
}

JS_BUILTIN(js_JSON_isRawJSON) {
  JS_UNUSED_ARGS();
  return value_from_bool(value_is_kind(a0, CELL_HOST) &&
                         value_same(((HostObject *)value_ptr(a0))->b, SYM_VALUE(stackFrames)));
}
