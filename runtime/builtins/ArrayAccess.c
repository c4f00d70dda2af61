/*
 * ArrayAccess.c: methods of Array.prototype that read or copy without calling back: at, concat, slice, searching, join,
 * flat, and the copying forms of ES2023 (ES 23.1.3).
 */
#include "../number/dtoa.h"
#include "array_util.h"

JS_BUILTIN(js_Array_prototype_at) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  double d;
  if (!to_integer(a0, &d)) return JS_EXCEPTION;
  if (d < 0) d += (double)len;
  return d < 0 || d >= (double)len ? JS_UNDEFINED : array_at(o, (uint64_t)d);
}

/* ArraySpeciesCreate(o, 0). */
static Value species_empty(Value o) { return array_species_is_plain(o) ? array_new(0) : array_species_create(o, 0); }

static int is_concat_spreadable(Value v) {
  if (!value_is_object(v)) return 0;
  Value s = object_get(v, KEY_SYM(isConcatSpreadable), v);
  if (value_is_exception(s)) return -1;
  return value_is_undefined(s) ? value_is_array(v) : to_boolean(s);
}

JS_BUILTIN(js_Array_prototype_concat) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  if (value_is_nullish(this_value)) return throw_type_error("Array.prototype.concat called on null or undefined");
  Value o = to_object(this_value);
  Value a = species_empty(o);
  if (value_is_exception(a)) return a;
  uint64_t n = 0;
  for (uint64_t i = 0; i <= argc; i++) {
    Value item = i ? args[i - 1] : o;
    int spread = is_concat_spreadable(item);
    if (spread < 0) return JS_EXCEPTION;
    if (!spread) {
      if (array_create(a, n++, item) < 0) return JS_EXCEPTION;
      continue;
    }
    int64_t len = length_of_array_like(item);
    if (len < 0) return JS_EXCEPTION;
    if (n + (uint64_t)len > 9007199254740991ull) return throw_type_error("Invalid array length");
    if (array_is_dense(item) && array_is_dense(a) && array_length(a) == n && n + (uint64_t)len < 0xFFFFFFF0u &&
        (int64_t)array_length(item) == len) {
      /* V8 joins plain arrays up to its longest backing store (FixedArray::kMaxLength) and refuses beyond. */
      if (n + (uint64_t)len > 1u << 27) return throw_range_error("Invalid array length");
      Array *to = (Array *)value_ptr(a);
      elements_reserve(&to->o, (uint32_t)(n + (uint64_t)len));
      mem_copy(&to->o.elems->v[n], value_object(item)->elems->v, (size_t)len * sizeof(Value));
      to->o.elems->used = to->length = (uint32_t)(n + (uint64_t)len);
      array_barrier(&to->o.elems->v[n], (uint64_t)len);
      n += (uint64_t)len;
      continue;
    }
    for (int64_t k = 0; k < len; k++, n++) {
      Value v;
      int has = array_has(item, (uint64_t)k, &v);
      if (has < 0 || (has && array_create(a, n, v) < 0)) return JS_EXCEPTION;
    }
    if (value_is_array_kind(a) && n <= 0xFFFFFFFFu && array_length(a) < n)
      array_set_length((Array *)value_ptr(a), (uint32_t)n);
  }
  return array_set_len(a, n) < 0 ? JS_EXCEPTION : a;
}

JS_BUILTIN(js_Array_prototype_slice) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  uint64_t from, to;
  if (!to_relative_index(a0, (uint64_t)len, 0, &from) || !to_relative_index(a1, (uint64_t)len, (uint64_t)len, &to))
    return JS_EXCEPTION;
  uint64_t count = to > from ? to - from : 0;
  if (array_is_dense(o) && array_length(o) >= to && array_species_is_plain(o))
    return array_from_values(count, value_object(o)->elems->v + from);
  Value a = array_species_create(o, (double)count);
  if (value_is_exception(a)) return a;
  uint64_t n = 0;
  for (uint64_t k = from; k < to; k++, n++) {
    Value v;
    int has = array_has(o, k, &v);
    if (has < 0 || (has && array_create(a, n, v) < 0)) return JS_EXCEPTION;
  }
  return array_set_len(a, n) < 0 ? JS_EXCEPTION : a;
}

/* ---- searching ---- */

/* Index of the first of values[from..end) that is strictly equal to v, or -1; v is not a hole. All but zeros, strings and
 * big integers are found by their bits, of which a number has two forms. */
static int64_t find_strict(const Value *values, uint64_t from, uint64_t end, Value v) {
  bool is_string = value_is_string(v);
  if (is_string || value_is_bigint(v) ||
      (value_is_number(v) && (value_number(v) == 0 || value_number(v) != value_number(v)))) {
    for (uint64_t k = from; k < end; k++) {
      if (is_string ? value_is_string(values[k]) && string_equal(value_string(values[k]), value_string(v))
                    : !value_is_empty(values[k]) && op_strict_equals(values[k], v))
        return (int64_t)k;
    }
    return -1;
  }
  Value other = v;
  if (value_is_number(v)) v = value_canonical(v), other = value_from_double_raw(value_number(v));
  for (uint64_t k = from; k < end; k++)
    if (value_same(values[k], v) || value_same(values[k], other)) return (int64_t)k;
  return -1;
}

JS_BUILTIN(js_Array_prototype_includes) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  uint64_t from = 0;
  if (!len) return JS_FALSE;
  if (argc > 1 && !to_relative_index(a1, (uint64_t)len, 0, &from)) return JS_EXCEPTION;
  bool is_nan = value_is_number(a0) && value_number(a0) != value_number(a0);
  if (array_is_dense(o) && !value_is_undefined(a0) && !is_nan) {
    uint64_t end = array_length(o) < (uint64_t)len ? array_length(o) : (uint64_t)len;
    return value_from_bool(find_strict(value_object(o)->elems->v, from, end, a0) >= 0);
  }
  for (uint64_t k = from; k < (uint64_t)len; k++) {
    Value v = array_at(o, k);
    if (value_is_exception(v)) return v;
    if (op_same_value_zero(v, a0)) return JS_TRUE;
  }
  return JS_FALSE;
}

JS_BUILTIN(js_Array_prototype_indexOf) {
  JS_UNUSED_ARGS();
  if (!require_object_coercible(this_value, "Array.prototype.indexOf")) return JS_EXCEPTION;
  ARRAY_THIS(o, len);
  uint64_t from = 0;
  if (!len) return value_from_int(-1);
  if (argc > 1 && !to_relative_index(a1, (uint64_t)len, 0, &from)) return JS_EXCEPTION;
  if (array_is_dense(o)) {
    uint64_t end = array_length(o) < (uint64_t)len ? array_length(o) : (uint64_t)len;
    int64_t k = find_strict(value_object(o)->elems->v, from, end, a0);
    return k < 0 ? value_from_int(-1) : value_from_u64((uint64_t)k);
  }
  for (uint64_t k = from; k < (uint64_t)len; k++) {
    Value v;
    int has = array_has(o, k, &v);
    if (has < 0) return JS_EXCEPTION;
    if (has && op_strict_equals(v, a0)) return value_from_u64(k);
  }
  return value_from_int(-1);
}

JS_BUILTIN(js_Array_prototype_lastIndexOf) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  double d = (double)len - 1;
  if (!len) return value_from_int(-1);
  if (argc > 1) {
    if (!to_integer(a1, &d)) return JS_EXCEPTION;
    d = d<0 ? d + (double)len : d>(double) len - 1 ? (double)len - 1 : d;
  }
  for (int64_t k = d < 0 ? -1 : (int64_t)d; k >= 0; k--) {
    Value v;
    int has = array_has(o, (uint64_t)k, &v);
    if (has < 0) return JS_EXCEPTION;
    if (has && op_strict_equals(v, a0)) return value_from_u64((uint64_t)k);
  }
  return value_from_int(-1);
}

/* ---- text ---- */

/* An array that contains itself joins as "" the second time, as every engine does. */
struct ArrayJoin {
  struct ArrayJoin *outer;
  void *object;
};

static void append_number(StringBuilder *b, Value v) {
  char text[NUM_STRING_MAX];
  size_t n = value_is_int(v) ? num_int32_to_string(value_int(v), text) : num_to_string(value_double(v), text);
  builder_latin1(b, (const uint8_t *)text, (uint32_t)n);
}

/* locale: toLocaleString with these two arguments, or NULL. */
static Value join(Value o, int64_t len, String *separator, const Value *locale) {
  for (struct ArrayJoin *j = RT->array_joins; j; j = j->outer)
    if (j->object == value_ptr(o)) return ATOM_VALUE(empty);
  if (STACK_CHECK()) return JS_EXCEPTION;
  struct ArrayJoin here = {RT->array_joins, value_ptr(o)};
  RT->array_joins = &here;
  StringBuilder b;
  builder_init(&b);
  Value result = JS_UNDEFINED;
  for (int64_t i = 0; i < len; i++) {
    if (i) builder_string(&b, separator);
    if (b.overflow) break;
    Value v = array_at(o, (uint64_t)i);
    if (!value_is_exception(v)) {
      if (value_is_nullish(v)) continue;
      if (!locale && value_is_number(v)) {
        append_number(&b, v);
        continue;
      }
      if (locale)
        v = value_invoke(v, KEY(toLocaleString), !value_is_undefined(locale[1]) ? 2 : !value_is_undefined(locale[0]),
                         locale);
      if (!value_is_exception(v)) v = to_string(v);
    }
    if (value_is_exception(v)) {
      result = v;
      break;
    }
    builder_string(&b, value_string(v));
  }
  RT->array_joins = here.outer;
  return value_is_exception(result) ? result : builder_finish_value(&b);
}

JS_BUILTIN(js_Array_prototype_join) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  Value separator = value_is_undefined(a0) ? ATOM_VALUE(comma) : to_string(a0);
  return value_is_exception(separator) ? separator : join(o, len, value_string(separator), NULL);
}

JS_BUILTIN(js_Array_prototype_toString) {
  JS_UNUSED_ARGS();
  Value o = to_object(this_value);
  if (value_is_exception(o)) return o;
  Value f = value_get(o, KEY(join));
  if (value_is_exception(f)) return f;
  if (value_is_callable(f)) return js_call0(f, o);
  return js_Object_prototype_toString(callee, o, JS_UNDEFINED, 0, JS_UNDEFINED, JS_UNDEFINED);
}

JS_BUILTIN(js_Array_prototype_toLocaleString) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  Value locale[2] = {a0, a1};
  return join(o, len, ATOM(comma), locale);
}

/* ---- flat ---- */

/* FlattenIntoArray (ES 23.1.3.13.1). map: function or undefined. */
static bool flatten(Value to, uint64_t *n, Value from, int64_t len, double depth, Value map, Value map_this) {
  if (STACK_CHECK()) return false;
  for (int64_t i = 0; i < len; i++) {
    Value v;
    int has = array_has(from, (uint64_t)i, &v);
    if (has < 0) return false;
    if (!has) continue;
    if (value_is_callable(map)) {
      v = js_call3(map, map_this, v, value_from_u64((uint64_t)i), from);
      if (value_is_exception(v)) return false;
    }
    int nested = depth > 0 ? value_is_array(v) : 0;
    if (nested < 0) return false;
    if (nested) {
      int64_t inner = length_of_array_like(v);
      if (inner < 0 || !flatten(to, n, v, inner, depth - 1, JS_UNDEFINED, JS_UNDEFINED)) return false;
    } else if (array_create(to, (*n)++, v) < 0) {
      return false;
    }
  }
  return true;
}

JS_BUILTIN(js_Array_prototype_flat) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  double depth = 1;
  if (!value_is_undefined(a0) && !to_integer(a0, &depth)) return JS_EXCEPTION;
  Value a = species_empty(o);
  uint64_t n = 0;
  return value_is_exception(a) || !flatten(a, &n, o, len, depth, JS_UNDEFINED, JS_UNDEFINED) ? JS_EXCEPTION : a;
}

JS_BUILTIN(js_Array_prototype_flatMap) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  CHECK_CALLABLE(a0);
  Value a = species_empty(o);
  uint64_t n = 0;
  return value_is_exception(a) || !flatten(a, &n, o, len, 1, a0, a1) ? JS_EXCEPTION : a;
}

/* ---- copies ---- */

/* Room for a copy: RangeError beyond an array's length. */
static Value copy_array(int64_t len) {
  return len > 0xFFFFFFFFll ? throw_range_error("Invalid array length") : array_new_capacity((uint32_t)len);
}

static bool copy_push(Value a, Value v) { return !value_is_exception(v) && array_push(a, v) > 0; }

JS_BUILTIN(js_Array_prototype_toReversed) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  Value a = copy_array(len);
  if (value_is_exception(a)) return a;
  for (int64_t i = len - 1; i >= 0; i--)
    if (!copy_push(a, array_at(o, (uint64_t)i))) return JS_EXCEPTION;
  return a;
}

JS_BUILTIN(js_Array_prototype_toSpliced) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  ARRAY_THIS(o, len);
  uint64_t start, skip = 0, n = argc > 2 ? argc - 2 : 0;
  if (!to_relative_index(a0, (uint64_t)len, 0, &start)) return JS_EXCEPTION;
  if (argc == 1) {
    skip = (uint64_t)len - start;
  } else if (argc > 1) {
    double d;
    if (!to_integer(a1, &d)) return JS_EXCEPTION;
    skip = d <= 0 ? 0 : d > (double)((uint64_t)len - start) ? (uint64_t)len - start : (uint64_t)d;
  }
  uint64_t total = (uint64_t)len + n - skip;
  if (total > 9007199254740991ull) return throw_type_error("Invalid array length");
  Value a = copy_array((int64_t)total);
  if (value_is_exception(a)) return a;
  for (uint64_t i = 0; i < start; i++)
    if (!copy_push(a, array_at(o, i))) return JS_EXCEPTION;
  for (uint64_t i = 0; i < n; i++)
    if (!copy_push(a, args[2 + i])) return JS_EXCEPTION;
  for (uint64_t i = start + skip; i < (uint64_t)len; i++)
    if (!copy_push(a, array_at(o, i))) return JS_EXCEPTION;
  return a;
}

JS_BUILTIN(js_Array_prototype_with) {
  JS_UNUSED_ARGS();
  ARRAY_THIS(o, len);
  double d;
  if (!to_integer(a0, &d)) return JS_EXCEPTION;
  double index = d < 0 ? d + (double)len : d;
  if (index < 0 || index >= (double)len) return throw_range_error("Invalid index : %V", a0);
  Value a = copy_array(len);
  if (value_is_exception(a)) return a;
  for (int64_t i = 0; i < len; i++)
    if (!copy_push(a, i == (int64_t)index ? a1 : array_at(o, (uint64_t)i))) return JS_EXCEPTION;
  return a;
}
