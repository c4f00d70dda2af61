/*
 * Array.c: the Array constructor and the methods that change an array (ES 23.1.1, 23.1.2, 23.1.3).
 */
#include "array_util.h"

JS_BUILTIN(js_Array) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  Value proto = RT->realm->intrinsics[INTR_ArrayPrototype];
  if (!value_is_undefined(new_target) && !value_same(new_target, callee)) {
    proto = prototype_from_constructor(new_target, INTR_ArrayPrototype);
    if (value_is_exception(proto)) return proto;
  }
  if (argc == 1 && value_is_number(a0)) {
    double n = value_number(a0);
    if (!(n >= 0 && n <= 4294967295.0) || (double)(uint32_t)n != n) return throw_range_error("Invalid array length");
    return value_same(proto, RT->realm->intrinsics[INTR_ArrayPrototype]) ? array_new((uint32_t)n)
                                                                         : array_new_proto(proto, (uint32_t)n);
  }
  if (value_same(proto, RT->realm->intrinsics[INTR_ArrayPrototype])) return array_from_values(argc, args);
  Value a = array_new_proto(proto, 0);
  for (uint64_t i = 0; i < argc; i++)
    if (array_push(a, args[i]) < 0) return JS_EXCEPTION;
  return a;
}

JS_BUILTIN(js_get_Array_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

JS_BUILTIN(js_Array_isArray) {
  JS_UNUSED_ARGS();
  int r = value_is_array(a0);
  return r < 0 ? JS_EXCEPTION : value_from_bool(r);
}

/* `new ctor(...)` when it is a constructor, else a plain array. */
static Value construct_list(Value ctor, uint64_t argc, const Value *argv, uint32_t length) {
  if (value_is_constructor(ctor) && !value_same(ctor, RT->realm->intrinsics[INTR_Array]))
    return js_construct(ctor, argc, argv, ctor);
  return array_new(length);
}

JS_BUILTIN(js_Array_of) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  Value len = value_from_u64(argc);
  Value a = construct_list(this_value, 1, &len, (uint32_t)argc);
  if (value_is_exception(a)) return a;
  for (uint64_t i = 0; i < argc; i++)
    if (array_create(a, i, args[i]) < 0) return JS_EXCEPTION;
  return array_set_len(a, argc) < 0 ? JS_EXCEPTION : a;
}

static Value from_iterable(Value ctor, Value items, Value method, Value map, Value map_this) {
  Value a = construct_list(ctor, 0, NULL, 0);
  Iter it;
  if (value_is_exception(a) || !iter_open_method(&it, items, method)) return JS_EXCEPTION;
  Value v;
  int r;
  uint64_t k = 0;
  for (; (r = iter_next(&it, &v)) == 1; k++) {
    if (value_is_callable(map)) {
      v = js_call2(map, map_this, v, value_from_u64(k));
      if (value_is_exception(v)) return iter_close_throw(&it);
    }
    if (array_create(a, k, v) < 0) return iter_close_throw(&it);
  }
  if (r < 0 || array_set_len(a, k) < 0) return JS_EXCEPTION;
  return a;
}

JS_BUILTIN(js_Array_from) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  if (!value_is_undefined(a1)) CHECK_CALLABLE(a1);
  if (value_is_nullish(a0)) return throw_not_iterable(a0);
  if (value_is_undefined(a1) && value_same(this_value, RT->realm->intrinsics[INTR_Array]) && iter_is_direct(a0))
    return iterable_to_array(a0);
  Value method = value_get(a0, KEY_SYM(iterator));
  if (value_is_exception(method)) return method;
  if (!value_is_nullish(method)) {
    if (!value_is_callable(method))
      return throw_type_error("%%Array%%.from requires that the property of the first argument, "
                              "items[Symbol.iterator], when exists, be a function");
    return from_iterable(this_value, a0, method, a1, arg[2]);
  }
  Value items = to_object(a0);
  int64_t len = length_of_array_like(items);
  if (len < 0) return JS_EXCEPTION;
  Value n = value_from_u64((uint64_t)len);
  if (len > 0xFFFFFFFFll && !value_is_constructor(this_value)) return throw_range_error("Invalid array length");
  if (len > 0xFFFFFFFFll && value_same(this_value, RT->realm->intrinsics[INTR_Array]))
    return throw_range_error("Invalid array length");
  Value a = construct_list(this_value, 1, &n, (uint32_t)len);
  if (value_is_exception(a)) return a;
  for (int64_t k = 0; k < len; k++) {
    Value v = value_get_index(items, (uint64_t)k);
    if (!value_is_exception(v) && value_is_callable(a1)) v = js_call2(a1, arg[2], v, value_from_u64((uint64_t)k));
    if (value_is_exception(v) || array_create(a, (uint64_t)k, v) < 0) return JS_EXCEPTION;
  }
  return array_set_len(a, (uint64_t)len) < 0 ? JS_EXCEPTION : a;
}

/* ---- ends ---- */

JS_BUILTIN(js_Array_prototype_push) {
  JS_UNUSED_ARGS();
  if (value_is_array_kind(this_value) && value_cell(this_value)->flags & OBJ_LENGTH_READONLY && argc) {
    if (value_cell(this_value)->flags & OBJ_NOT_EXTENSIBLE)
      return throw_type_error("Cannot add property %u, object is not extensible", array_length(this_value));
    return throw_readonly(this_value, KEY(length));
  }
  if (argc == 1 && array_is_dense(this_value)) {
    Array *a = (Array *)value_ptr(this_value);
    uint32_t used = a->length;
    if (used < a->o.elems->capacity) {
      Elements *e = a->o.elems;
      e->v[used] = a0;
      e->used = a->length = used + 1;
      heap_barrier_slot(&e->v[used]);
      return value_from_u32(used + 1);
    }
  }
  if (array_is_dense(this_value) && (uint64_t)array_length(this_value) + argc < 0xFFFFFFF0u) {
    /* Rt.args stays as it is: nothing here calls. */
    Array *a = (Array *)value_ptr(this_value);
    uint32_t used = a->length, total = used + (uint32_t)argc;
    elements_reserve(&a->o, total);
    Elements *e = a->o.elems;
    if (argc) e->v[used] = a0;
    if (argc > 1) e->v[used + 1] = a1;
    if (argc > 2) mem_copy(&e->v[used + 2], &RT->args[2], (argc - 2) * sizeof(Value));
    e->used = a->length = total;
    array_barrier(&e->v[used], argc);
    return value_from_u32(total);
  }
  JS_ALL_ARGS(args);
  ARRAY_THIS(o, len);
  if ((uint64_t)len + argc > 9007199254740991ull)
    return throw_type_error(
        "Pushing %u elements on an array-like of length %V is disallowed, as the total surpasses 2**53-1",
        (uint32_t)argc, value_from_u64((uint64_t)len));
  for (uint64_t i = 0; i < argc; i++)
    if (array_put(o, (uint64_t)len + i, args[i]) < 0) return JS_EXCEPTION;
  if (array_set_len(o, (uint64_t)len + argc) < 0) return JS_EXCEPTION;
  return value_from_u64((uint64_t)len + argc);
}

JS_BUILTIN(js_Array_prototype_pop) {
  JS_UNUSED_ARGS();
  if (array_is_dense(this_value) && array_length(this_value)) {
    Array *a = (Array *)value_ptr(this_value);
    Elements *e = a->o.elems;
    Value v = e->v[e->used - 1];
    if (!value_is_empty(v)) {
      e->v[--e->used] = JS_UNDEFINED;
      a->length--;
      while (e->used && value_is_empty(e->v[e->used - 1])) e->used--;
      return v;
    }
  }
  ARRAY_THIS(o, len);
  if (!len) return array_set_len(o, 0) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
  Value v = array_at(o, (uint64_t)len - 1);
  if (value_is_exception(v) || array_delete(o, (uint64_t)len - 1) < 0 || array_set_len(o, (uint64_t)len - 1) < 0)
    return JS_EXCEPTION;
  return v;
}

/* Moves element from -> to, or deletes `to` where there is none: 1 or -1. */
static int move_element(Value o, uint64_t from, uint64_t to) {
  Value v;
  int has = array_has(o, from, &v);
  if (has < 0) return -1;
  return has ? array_put(o, to, v) : array_delete(o, to);
}

JS_BUILTIN(js_Array_prototype_shift) {
  JS_UNUSED_ARGS();
  if (array_is_dense(this_value) && array_length(this_value)) {
    Array *a = (Array *)value_ptr(this_value);
    Elements *e = a->o.elems;
    Value v = e->v[0];
    e->used--;
    mem_move(&e->v[0], &e->v[1], e->used * sizeof(Value));
    e->v[e->used] = JS_UNDEFINED;
    a->length--;
    array_barrier(e->v, e->used);
    return value_is_empty(v) ? JS_UNDEFINED : v;
  }
  ARRAY_THIS(o, len);
  if (!len) return array_set_len(o, 0) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
  Value first = array_at(o, 0);
  if (value_is_exception(first)) return first;
  for (int64_t k = 1; k < len; k++)
    if (move_element(o, (uint64_t)k, (uint64_t)k - 1) < 0) return JS_EXCEPTION;
  if (array_delete(o, (uint64_t)len - 1) < 0 || array_set_len(o, (uint64_t)len - 1) < 0) return JS_EXCEPTION;
  return first;
}

JS_BUILTIN(js_Array_prototype_unshift) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  ARRAY_THIS(o, len);
  if (argc && array_is_dense(o) && (uint64_t)len + argc < 0xFFFFFFF0u) {
    Array *a = (Array *)value_ptr(o);
    elements_reserve(&a->o, (uint32_t)((uint64_t)len + argc));
    Elements *e = a->o.elems;
    mem_move(&e->v[argc], &e->v[0], e->used * sizeof(Value));
    mem_copy(e->v, args, argc * sizeof(Value));
    e->used += (uint32_t)argc;
    a->length += (uint32_t)argc;
    array_barrier(e->v, e->used);
    return value_from_u32(a->length);
  }
  if (argc) {
    if ((uint64_t)len + argc > 9007199254740991ull) return throw_type_error("Invalid array length");
    for (int64_t k = len; k > 0; k--)
      if (move_element(o, (uint64_t)k - 1, (uint64_t)k - 1 + argc) < 0) return JS_EXCEPTION;
    for (uint64_t i = 0; i < argc; i++)
      if (array_put(o, i, args[i]) < 0) return JS_EXCEPTION;
  }
  return array_set_len(o, (uint64_t)len + argc) < 0 ? JS_EXCEPTION : value_from_u64((uint64_t)len + argc);
}

/* ---- within ---- */

/* splice of a dense array without species: the removed values as an array. */
static Value splice_dense(Array *a, uint32_t start, uint32_t remove, uint32_t n, const Value *items) {
  Value removed = array_from_values(remove, a->o.elems->v + start);
  uint32_t used = a->o.elems->used, tail = used - start - remove;
  if (n > remove) elements_reserve(&a->o, used - remove + n);
  Elements *e = a->o.elems;
  mem_move(&e->v[start + n], &e->v[start + remove], tail * sizeof(Value));
  if (n) mem_copy(&e->v[start], items, n * sizeof(Value));
  uint32_t total = used - remove + n;
  for (uint32_t i = total; i < used; i++) e->v[i] = JS_UNDEFINED;
  e->used = a->length = total;
  array_barrier(&e->v[start], total - start);
  return removed;
}

JS_BUILTIN(js_Array_prototype_splice) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  ARRAY_THIS(o, len);
  uint64_t start, remove = 0, n = argc > 2 ? argc - 2 : 0;
  if (!to_relative_index(a0, (uint64_t)len, 0, &start)) return JS_EXCEPTION;
  if (argc == 1) {
    remove = (uint64_t)len - start;
  } else if (argc > 1) {
    double d;
    if (!to_integer(a1, &d)) return JS_EXCEPTION;
    remove = d <= 0 ? 0 : d > (double)((uint64_t)len - start) ? (uint64_t)len - start : (uint64_t)d;
  }
  if ((uint64_t)len + n - remove > 9007199254740991ull) return throw_type_error("Invalid array length");
  if (array_is_dense(o) && (int64_t)array_length(o) == len && (uint64_t)len + n < 0xFFFFFFF0u &&
      array_species_is_plain(o))
    return splice_dense((Array *)value_ptr(o), (uint32_t)start, (uint32_t)remove, (uint32_t)n, args + 2);
  Value removed = array_species_create(o, (double)remove);
  if (value_is_exception(removed)) return removed;
  for (uint64_t k = 0; k < remove; k++) {
    Value v;
    int has = array_has(o, start + k, &v);
    if (has < 0 || (has && array_create(removed, k, v) < 0)) return JS_EXCEPTION;
  }
  if (array_set_len(removed, remove) < 0) return JS_EXCEPTION;
  if (n < remove) {
    for (uint64_t k = start; k < (uint64_t)len - remove; k++)
      if (move_element(o, k + remove, k + n) < 0) return JS_EXCEPTION;
    for (uint64_t k = (uint64_t)len; k > (uint64_t)len - remove + n; k--)
      if (array_delete(o, k - 1) < 0) return JS_EXCEPTION;
  } else if (n > remove) {
    for (uint64_t k = (uint64_t)len - remove; k > start; k--)
      if (move_element(o, k + remove - 1, k + n - 1) < 0) return JS_EXCEPTION;
  }
  for (uint64_t k = 0; k < n; k++)
    if (array_put(o, start + k, args[2 + k]) < 0) return JS_EXCEPTION;
  return array_set_len(o, (uint64_t)len - remove + n) < 0 ? JS_EXCEPTION : removed;
}

JS_BUILTIN(js_Array_prototype_fill) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  ARRAY_THIS(o, len);
  uint64_t from, to;
  if (!to_relative_index(a1, (uint64_t)len, 0, &from) || !to_relative_index(arg[2], (uint64_t)len, (uint64_t)len, &to))
    return JS_EXCEPTION;
  if (from < to && array_is_simple(o) && array_length(o) == (uint64_t)len && len <= 1 << 25 &&
      !(value_cell(o)->flags & (OBJ_NOT_EXTENSIBLE | OBJ_IS_PROTO))) {
    Object *a = value_object(o);
    elements_reserve(a, (uint32_t)to);
    Elements *e = a->elems;
    for (uint64_t i = e->used; i < from; i++) e->v[i] = JS_EMPTY;
    for (uint64_t i = from; i < to; i++) e->v[i] = a0;
    if (e->used < to) e->used = (uint32_t)to;
    array_barrier(e->v + from, to - from);
    return o;
  }
  for (uint64_t i = from; i < to; i++)
    if (array_put(o, i, a0) < 0) return JS_EXCEPTION;
  return o;
}

JS_BUILTIN(js_Array_prototype_copyWithin) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  ARRAY_THIS(o, len);
  uint64_t to, from, end;
  if (!to_relative_index(a0, (uint64_t)len, 0, &to) || !to_relative_index(a1, (uint64_t)len, 0, &from) ||
      !to_relative_index(arg[2], (uint64_t)len, (uint64_t)len, &end))
    return JS_EXCEPTION;
  uint64_t count = end > from ? end - from : 0;
  if (count > (uint64_t)len - to) count = (uint64_t)len - to;
  bool backwards = from < to && to < from + count;
  for (uint64_t i = 0; i < count; i++) {
    uint64_t k = backwards ? count - 1 - i : i;
    if (move_element(o, from + k, to + k) < 0) return JS_EXCEPTION;
  }
  return o;
}

JS_BUILTIN(js_Array_prototype_reverse) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  if (array_is_dense(o)) {
    Elements *e = value_object(o)->elems;
    if (!e->used || !value_is_empty(e->v[0])) { /* `used` must not end in a hole */
      for (uint32_t i = 0, j = e->used - 1; e->used && i < j; i++, j--) {
        Value t = e->v[i];
        e->v[i] = e->v[j];
        e->v[j] = t;
      }
      array_barrier(e->v, e->used);
      return o;
    }
  }
  for (uint64_t low = 0; low < (uint64_t)len / 2; low++) {
    uint64_t high = (uint64_t)len - 1 - low;
    Value a, b;
    int has_low = array_has(o, low, &a);
    int has_high = has_low < 0 ? -1 : array_has(o, high, &b);
    if (has_high < 0) return JS_EXCEPTION;
    if (!has_low && !has_high) continue;
    if ((has_high ? array_put(o, low, b) : array_delete(o, low)) < 0) return JS_EXCEPTION;
    if ((has_low ? array_put(o, high, a) : array_delete(o, high)) < 0) return JS_EXCEPTION;
  }
  return o;
}
