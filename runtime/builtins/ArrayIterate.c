/*
 * ArrayIterate.c: methods of Array.prototype that call back for each element, and array iterators (ES 23.1.3, 23.1.5).
 */
#include "../object/realm.h"
#include "array_util.h"
#include "typed.h"

/* A walk over an array-like with a callback whose entry is called directly: the callee checks the stack itself. */
typedef struct Each {
  Value o;
  uint64_t len;
  Value f, this_arg;
  JsCode code;
} Each;

/* The beginning of each method (ES 23.1.3.15 steps 1 to 3); leaves the function when thrown. */
#define EACH_BEGIN(e, name) \
  JS_UNUSED_ARGS();         \
  Each e;                   \
  if (!each_begin(&e, this_value, a0, a1, "Array.prototype." name)) return JS_EXCEPTION

static bool each_begin(Each *e, Value this_value, Value f, Value this_arg, const char *method) {
  if (!require_object_coercible(this_value, method)) return false;
  e->o = to_object(this_value);
  int64_t len = length_of_array_like(e->o);
  if (len < 0) return false;
  e->len = (uint64_t)len;
  if (!value_is_callable(f)) {
    throw_not_callable(f);
    return false;
  }
  e->f = f;
  e->this_arg = this_arg;
  e->code = function_code(f);
  return !STACK_CHECK();
}

/* callback(v, i, o) */
static inline Value each_call(const Each *e, Value v, uint64_t i) {
  RT->args[2] = e->o;
  return e->code(e->f, e->this_arg, JS_UNDEFINED, 3, v, value_from_u64(i));
}

static inline bool is_true(Value v) { return value_is_bool(v) ? value_same(v, JS_TRUE) : to_boolean(v); }

JS_BUILTIN(js_Array_prototype_forEach) {
  EACH_BEGIN(e, "forEach");
  for (uint64_t i = 0; i < e.len; i++) {
    Value v;
    int has = array_has(e.o, i, &v);
    if (has < 0 || (has && value_is_exception(each_call(&e, v, i)))) return JS_EXCEPTION;
  }
  return JS_UNDEFINED;
}

/* map into a plain array: results go straight into its elements, as many as the source has now; what a callback adds
 * behind them is defined one by one. */
static Value map_plain(const Each *e) {
  uint32_t room = value_object(e->o)->elems->used;
  if (room > e->len) room = (uint32_t)e->len;
  Value a = array_new_capacity(room);
  Array *to = (Array *)value_ptr(a);
  to->length = (uint32_t)e->len;
  for (uint64_t i = 0; i < e->len; i++) {
    Value v;
    int has = array_has(e->o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (has) {
      v = each_call(e, v, i);
      if (value_is_exception(v)) return v;
    } else {
      v = JS_EMPTY;
    }
    if (i < room) {
      Elements *elems = to->o.elems;
      elems->v[i] = v;
      elems->used = (uint32_t)i + 1;
      heap_barrier_slot(&elems->v[i]);
    } else if (has && array_create(a, i, v) < 0) {
      return JS_EXCEPTION;
    }
  }
  return a;
}

JS_BUILTIN(js_Array_prototype_map) {
  EACH_BEGIN(e, "map");
  if (value_is_array_kind(e.o) && array_species_is_plain(e.o)) return map_plain(&e);
  Value a = array_species_create(e.o, (double)e.len);
  if (value_is_exception(a)) return a;
  for (uint64_t i = 0; i < e.len; i++) {
    Value v;
    int has = array_has(e.o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    v = each_call(&e, v, i);
    if (value_is_exception(v) || array_create(a, i, v) < 0) return JS_EXCEPTION;
  }
  return a;
}

JS_BUILTIN(js_Array_prototype_filter) {
  EACH_BEGIN(e, "filter");
  bool is_plain = array_species_is_plain(e.o);
  Value a = is_plain ? array_new(0) : array_species_create(e.o, 0);
  if (value_is_exception(a)) return a;
  uint64_t n = 0;
  for (uint64_t i = 0; i < e.len; i++) {
    Value v;
    int has = array_has(e.o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    Value keep = each_call(&e, v, i);
    if (value_is_exception(keep)) return keep;
    if (!is_true(keep)) continue;
    if ((is_plain ? array_push(a, v) : array_create(a, n++, v)) < 0) return JS_EXCEPTION;
  }
  return a;
}

/* every and some: stops at the first result equal to `stop`. */
static inline Value test_all(const Each *e, bool stop) {
  for (uint64_t i = 0; i < e->len; i++) {
    Value v;
    int has = array_has(e->o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    Value r = each_call(e, v, i);
    if (value_is_exception(r)) return r;
    if (is_true(r) == stop) return value_from_bool(stop);
  }
  return value_from_bool(!stop);
}

JS_BUILTIN(js_Array_prototype_every) {
  EACH_BEGIN(e, "every");
  return test_all(&e, false);
}

JS_BUILTIN(js_Array_prototype_some) {
  EACH_BEGIN(e, "some");
  return test_all(&e, true);
}

/* FindViaPredicate (ES 23.1.3.12.1): the value or index of the first element that the callback accepts. */
static inline Value find(const Each *e, bool from_end, bool want_index) {
  for (uint64_t n = 0; n < e->len; n++) {
    uint64_t i = from_end ? e->len - 1 - n : n;
    Value v = array_at(e->o, i);
    if (value_is_exception(v)) return v;
    Value r = each_call(e, v, i);
    if (value_is_exception(r)) return r;
    if (is_true(r)) return want_index ? value_from_u64(i) : v;
  }
  return want_index ? value_from_int(-1) : JS_UNDEFINED;
}

JS_BUILTIN(js_Array_prototype_find) {
  EACH_BEGIN(e, "find");
  return find(&e, false, false);
}
JS_BUILTIN(js_Array_prototype_findIndex) {
  EACH_BEGIN(e, "findIndex");
  return find(&e, false, true);
}
JS_BUILTIN(js_Array_prototype_findLast) {
  EACH_BEGIN(e, "findLast");
  return find(&e, true, false);
}
JS_BUILTIN(js_Array_prototype_findLastIndex) {
  EACH_BEGIN(e, "findLastIndex");
  return find(&e, true, true);
}

/* The initial value is the second argument, not a receiver. */
static inline Value reduce(const Each *e, bool has_initial, bool right) {
  Value acc = e->this_arg;
  for (uint64_t n = 0; n < e->len; n++) {
    uint64_t i = right ? e->len - 1 - n : n;
    Value v;
    int has = array_has(e->o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    if (!has_initial) {
      acc = v;
      has_initial = true;
      continue;
    }
    RT->args[2] = value_from_u64(i);
    RT->args[3] = e->o;
    acc = e->code(e->f, JS_UNDEFINED, JS_UNDEFINED, 4, acc, v);
    if (value_is_exception(acc)) return acc;
  }
  return has_initial ? acc : throw_type_error("Reduce of empty array with no initial value");
}

JS_BUILTIN(js_Array_prototype_reduce) {
  EACH_BEGIN(e, "reduce");
  return reduce(&e, argc > 1, false);
}
JS_BUILTIN(js_Array_prototype_reduceRight) {
  EACH_BEGIN(e, "reduceRight");
  return reduce(&e, argc > 1, true);
}

/* ---- iterators ---- */

static Value array_iterator_new(Value target, int mode) {
  Value o = to_object(target);
  if (value_is_exception(o)) return o;
  ArrayIterator *it = (ArrayIterator *)object_new_default(CELL_ARRAY_ITERATOR, sizeof *it);
  it->target = o;
  it->index = value_from_int(0);
  it->mode = value_from_int(mode);
  return value_from_ptr(it);
}

JS_BUILTIN(js_Array_prototype_values) {
  JS_UNUSED_ARGS();
  return array_iterator_new(this_value, ITER_VALUES);
}
JS_BUILTIN(js_Array_prototype_keys) {
  JS_UNUSED_ARGS();
  return array_iterator_new(this_value, ITER_KEYS);
}
JS_BUILTIN(js_Array_prototype_entries) {
  JS_UNUSED_ARGS();
  return array_iterator_new(this_value, ITER_ENTRIES);
}

/* The kinds of typed arrays say their length and whether they are detached themselves. */
JS_BUILTIN(js_ArrayIterator_prototype_next) {
  JS_UNUSED_ARGS();
  if (!value_is_kind(this_value, CELL_ARRAY_ITERATOR))
    return throw_incompatible("Array Iterator.prototype.next", this_value);
  ArrayIterator *it = (ArrayIterator *)value_ptr(this_value);
  if (value_is_undefined(it->target)) return iter_result_new(JS_UNDEFINED, true);
  Value o = it->target;
  uint64_t i = (uint64_t)value_number(it->index), len;
  if (kind_is_typed_array((CellKind)value_cell(o)->kind)) {
    TypedArray *t = (TypedArray *)value_ptr(o);
    if (t->buffer && view_out_of_bounds(t))
      return throw_type_error("Cannot perform %%ArrayIteratorPrototype%%.next on a detached ArrayBuffer");
    len = t->length;
  } else {
    int64_t n = length_of_array_like(o);
    if (n < 0) return JS_EXCEPTION;
    len = (uint64_t)n;
  }
  if (i >= len) {
    it->target = JS_UNDEFINED;
    return iter_result_new(JS_UNDEFINED, true);
  }
  it->index = value_from_u64(i + 1);
  if (value_int(it->mode) == ITER_KEYS) return iter_result_new(value_from_u64(i), false);
  Value v = array_at(o, i);
  if (value_is_exception(v)) return v;
  if (value_int(it->mode) == ITER_VALUES) return iter_result_new(v, false);
  Value pair[2] = {value_from_u64(i), v};
  return iter_result_new(array_from_values(2, pair), false);
}
