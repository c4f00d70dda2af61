/*
 * ArrayIterate.c: methods of Array.prototype that call back for each element, and array iterators (ES 23.1.3, 23.1.5).
 */
#include "array_util.h"

/* callback(v, i, o) */
static Value call_back(Value f, Value this_arg, Value v, uint64_t i, Value o) {
  return js_call3(f, this_arg, v, value_from_u64(i), o);
}

JS_BUILTIN(js_Array_prototype_forEach) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  CHECK_CALLABLE(a0);
  for (uint64_t i = 0; i < (uint64_t)len; i++) {
    Value v;
    int has = array_has(o, i, &v);
    if (has < 0 || (has && value_is_exception(call_back(a0, a1, v, i, o)))) return JS_EXCEPTION;
  }
  return JS_UNDEFINED;
}

JS_BUILTIN(js_Array_prototype_map) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  CHECK_CALLABLE(a0);
  Value a = array_species_create(o, (double)len);
  if (value_is_exception(a)) return a;
  for (uint64_t i = 0; i < (uint64_t)len; i++) {
    Value v;
    int has = array_has(o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    v = call_back(a0, a1, v, i, o);
    if (value_is_exception(v) || array_create(a, i, v) < 0) return JS_EXCEPTION;
  }
  return a;
}

JS_BUILTIN(js_Array_prototype_filter) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  CHECK_CALLABLE(a0);
  Value a = array_species_create(o, 0);
  if (value_is_exception(a)) return a;
  uint64_t n = 0;
  for (uint64_t i = 0; i < (uint64_t)len; i++) {
    Value v;
    int has = array_has(o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    Value keep = call_back(a0, a1, v, i, o);
    if (value_is_exception(keep) || (to_boolean(keep) && array_create(a, n++, v) < 0)) return JS_EXCEPTION;
  }
  return a;
}

/* every and some: stops at the first result equal to `stop`. */
static Value test_all(Value o, int64_t len, Value f, Value this_arg, bool stop) {
  for (uint64_t i = 0; i < (uint64_t)len; i++) {
    Value v;
    int has = array_has(o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    Value r = call_back(f, this_arg, v, i, o);
    if (value_is_exception(r)) return r;
    if (to_boolean(r) == stop) return value_from_bool(stop);
  }
  return value_from_bool(!stop);
}

JS_BUILTIN(js_Array_prototype_every) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  CHECK_CALLABLE(a0);
  return test_all(o, len, a0, a1, false);
}

JS_BUILTIN(js_Array_prototype_some) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  CHECK_CALLABLE(a0);
  return test_all(o, len, a0, a1, true);
}

/* FindViaPredicate (ES 23.1.3.12.1): the value or index of the first element that f accepts. */
static Value find(Value o, int64_t len, Value f, Value this_arg, bool from_end, bool want_index) {
  CHECK_CALLABLE(f);
  for (int64_t n = 0; n < len; n++) {
    uint64_t i = (uint64_t)(from_end ? len - 1 - n : n);
    Value v = array_at(o, i);
    if (value_is_exception(v)) return v;
    Value r = call_back(f, this_arg, v, i, o);
    if (value_is_exception(r)) return r;
    if (to_boolean(r)) return want_index ? value_from_u64(i) : v;
  }
  return want_index ? value_from_int(-1) : JS_UNDEFINED;
}

JS_BUILTIN(js_Array_prototype_find) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  return find(o, len, a0, a1, false, false);
}
JS_BUILTIN(js_Array_prototype_findIndex) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  return find(o, len, a0, a1, false, true);
}
JS_BUILTIN(js_Array_prototype_findLast) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  return find(o, len, a0, a1, true, false);
}
JS_BUILTIN(js_Array_prototype_findLastIndex) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  return find(o, len, a0, a1, true, true);
}

static Value reduce(Value o, int64_t len, Value f, bool has_initial, Value initial, bool right) {
  CHECK_CALLABLE(f);
  Value acc = initial;
  for (int64_t n = 0; n < len; n++) {
    uint64_t i = (uint64_t)(right ? len - 1 - n : n);
    Value v;
    int has = array_has(o, i, &v);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    if (!has_initial) {
      acc = v;
      has_initial = true;
      continue;
    }
    Value args[4] = {acc, v, value_from_u64(i), o};
    acc = js_call(f, JS_UNDEFINED, 4, args);
    if (value_is_exception(acc)) return acc;
  }
  return has_initial ? acc : throw_type_error("Reduce of empty array with no initial value");
}

JS_BUILTIN(js_Array_prototype_reduce) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  return reduce(o, len, a0, argc > 1, a1, false);
}
JS_BUILTIN(js_Array_prototype_reduceRight) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  return reduce(o, len, a0, argc > 1, a1, true);
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
  if (!value_is_kind(this_value, CELL_ARRAY_ITERATOR)) return throw_incompatible("Array Iterator.prototype.next", this_value);
  ArrayIterator *it = (ArrayIterator *)value_ptr(this_value);
  if (value_is_undefined(it->target)) return iter_result_new(JS_UNDEFINED, true);
  Value o = it->target;
  uint64_t i = (uint64_t)value_number(it->index), len;
  if (kind_is_typed_array((CellKind)value_cell(o)->kind)) {
    TypedArray *t = (TypedArray *)value_ptr(o);
    if (t->buffer && t->buffer->detached) return throw_type_error("Cannot perform %%ArrayIteratorPrototype%%.next on a detached ArrayBuffer");
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
