/*
 * TypedArrayMethods.c: %TypedArray%.prototype (ES 23.2.3), all but sorting. A callback may detach the buffer: elements
 * are then undefined, and stores do nothing.
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "builtins.h"
#include "typed.h"

#define THIS_AND_CALLBACK(name)                              \
  THIS_TYPED(name);                                          \
  if (!value_is_callable(a0)) return throw_not_callable(a0); \
  uint64_t n = t->length

static CellKind kind_of(const TypedArray *t) { return (CellKind)t->o.cell.kind; }

/* callback(element, index, array) */
static Value call_back(Value f, Value this_arg, Value element, uint64_t i, TypedArray *t) {
  return js_call3(f, this_arg, element, value_from_u64(i), value_from_ptr(t));
}

/* ---- iteration ---- */

static Value iterator_new(TypedArray *t, int mode) {
  ArrayIterator *it = (ArrayIterator *)object_new_default(CELL_ARRAY_ITERATOR, sizeof(ArrayIterator));
  it->target = value_from_ptr(t);
  it->index = value_from_int(0);
  it->mode = value_from_int(mode);
  return value_from_ptr(it);
}

JS_BUILTIN(js_TypedArray_prototype_entries) {
  THIS_TYPED("entries");
  return iterator_new(t, ITER_ENTRIES);
}

JS_BUILTIN(js_TypedArray_prototype_keys) {
  THIS_TYPED("keys");
  return iterator_new(t, ITER_KEYS);
}

JS_BUILTIN(js_TypedArray_prototype_values) {
  THIS_TYPED("values");
  return iterator_new(t, ITER_VALUES);
}

JS_BUILTIN(js_TypedArray_prototype_forEach) {
  THIS_AND_CALLBACK("forEach");
  for (uint64_t i = 0; i < n; i++)
    if (value_is_exception(call_back(a0, a1, typed_element(t, i), i, t))) return JS_EXCEPTION;
  return JS_UNDEFINED;
}

/* Looks for an element whose callback answers `wanted`: its index, n if none, -1 thrown. */
static int64_t search(TypedArray *t, Value f, Value this_arg, bool wanted, bool backwards, Value *element) {
  uint64_t n = t->length;
  for (uint64_t k = 0; k < n; k++) {
    uint64_t i = backwards ? n - 1 - k : k;
    *element = typed_element(t, i);
    Value r = call_back(f, this_arg, *element, i, t);
    if (value_is_exception(r)) return -1;
    if (to_boolean(r) == wanted) return (int64_t)i;
  }
  *element = JS_UNDEFINED;
  return (int64_t)n;
}

JS_BUILTIN(js_TypedArray_prototype_every) {
  THIS_AND_CALLBACK("every");
  Value v;
  int64_t at = search(t, a0, a1, false, false, &v);
  return at < 0 ? JS_EXCEPTION : value_from_bool((uint64_t)at == n);
}

JS_BUILTIN(js_TypedArray_prototype_some) {
  THIS_AND_CALLBACK("some");
  Value v;
  int64_t at = search(t, a0, a1, true, false, &v);
  return at < 0 ? JS_EXCEPTION : value_from_bool((uint64_t)at < n);
}

#define FIND(name, backwards, result)                                                   \
  JS_BUILTIN(js_TypedArray_prototype_##name) {                                          \
    THIS_AND_CALLBACK(#name);                                                           \
    Value v;                                                                            \
    int64_t at = search(t, a0, a1, true, backwards, &v);                                \
    Value index = (uint64_t)at < n ? value_from_u64((uint64_t)at) : value_from_int(-1); \
    (void)index;                                                                        \
    return at < 0 ? JS_EXCEPTION : result;                                              \
  }
FIND(find, false, v)
FIND(findIndex, false, index)
FIND(findLast, true, v)
FIND(findLastIndex, true, index)

JS_BUILTIN(js_TypedArray_prototype_map) {
  THIS_TYPED("map");
  if (!value_is_callable(a0)) return throw_type_error("%V is not a function", a0); /* V8 words this one differently */
  uint64_t n = t->length;
  Value length = value_from_u64(n);
  TypedArray *r = typed_species_create(t, 1, &length, (double)n, "%TypedArray%.prototype.map");
  if (!r) return JS_EXCEPTION;
  for (uint64_t i = 0; i < n; i++) {
    Value v = call_back(a0, a1, typed_element(t, i), i, t);
    if (value_is_exception(v) || typed_set(r, i, v) < 0) return JS_EXCEPTION;
  }
  return value_from_ptr(r);
}

JS_BUILTIN(js_TypedArray_prototype_filter) {
  THIS_AND_CALLBACK("filter");
  Value kept = array_new_capacity(0);
  for (uint64_t i = 0; i < n; i++) {
    Value v = typed_element(t, i);
    Value r = call_back(a0, a1, v, i, t);
    if (value_is_exception(r)) return r;
    if (to_boolean(r) && array_push(kept, v) < 0) return JS_EXCEPTION;
  }
  uint32_t count = array_length(kept);
  Value length = value_from_u32(count);
  TypedArray *r = typed_species_create(t, 1, &length, (double)count, "%TypedArray%.prototype.filter");
  if (!r) return JS_EXCEPTION;
  for (uint32_t i = 0; i < count; i++)
    if (typed_set(r, i, value_object(kept)->elems->v[i]) < 0) return JS_EXCEPTION;
  return value_from_ptr(r);
}

static Value reduce(TypedArray *t, uint64_t argc, Value f, Value accumulator, bool backwards) {
  uint64_t n = t->length, k = 0;
  if (argc < 2) {
    if (!n) return throw_type_error("Reduce of empty array with no initial value");
    accumulator = typed_element(t, backwards ? n - 1 : 0);
    k = 1;
  }
  for (; k < n; k++) {
    uint64_t i = backwards ? n - 1 - k : k;
    Value args[4] = {accumulator, typed_element(t, i), value_from_u64(i), value_from_ptr(t)};
    accumulator = js_call(f, JS_UNDEFINED, 4, args);
    if (value_is_exception(accumulator)) return accumulator;
  }
  return accumulator;
}

JS_BUILTIN(js_TypedArray_prototype_reduce) {
  THIS_AND_CALLBACK("reduce");
  (void)n;
  return reduce(t, argc, a0, a1, false);
}

JS_BUILTIN(js_TypedArray_prototype_reduceRight) {
  THIS_AND_CALLBACK("reduceRight");
  (void)n;
  return reduce(t, argc, a0, a1, true);
}

/* ---- reading ---- */

JS_BUILTIN(js_TypedArray_prototype_at) {
  THIS_TYPED("at");
  double n = (double)t->length, d;
  if (!to_integer(a0, &d)) return JS_EXCEPTION;
  if (d < 0) d += n;
  return d < 0 || d >= n ? JS_UNDEFINED : typed_element(t, (uint64_t)d);
}

JS_BUILTIN(js_TypedArray_prototype_includes) {
  THIS_TYPED("includes");
  uint64_t n = t->length, from;
  if (!n) return JS_FALSE;
  if (!to_relative_index(a1, n, 0, &from)) return JS_EXCEPTION;
  for (uint64_t i = from; i < n; i++)
    if (op_same_value_zero(typed_element(t, i), a0)) return JS_TRUE;
  return JS_FALSE;
}

JS_BUILTIN(js_TypedArray_prototype_indexOf) {
  THIS_TYPED("indexOf");
  uint64_t n = t->length, from;
  if (!n) return value_from_int(-1);
  if (!to_relative_index(a1, n, 0, &from)) return JS_EXCEPTION;
  if (n > t->length) n = t->length; /* it may have shrunk; what has grown is not looked at */
  if (t->o.cell.kind == CELL_UINT8ARRAY && value_is_int(a0)) {
    int32_t byte = value_int(a0);
    if (byte < 0 || byte > 255 || from >= n) return value_from_int(-1);
    const uint8_t *p = mem_find8(t->data + from, (uint8_t)byte, n - from);
    return p ? value_from_u64((uint64_t)(p - t->data)) : value_from_int(-1);
  }
  for (uint64_t i = from; i < n; i++)
    if (op_strict_equals(typed_get(t, i), a0)) return value_from_u64(i);
  return value_from_int(-1);
}

JS_BUILTIN(js_TypedArray_prototype_lastIndexOf) {
  THIS_TYPED("lastIndexOf");
  double n = (double)t->length, from = n - 1;
  if (n == 0) return value_from_int(-1);
  if (argc > 1) {
    if (!to_integer(a1, &from)) return JS_EXCEPTION;
    from = from >= 0 ? (from < n - 1 ? from : n - 1) : n + from;
  }
  for (double i = from; i >= 0; i--)
    if ((uint64_t)i < t->length && op_strict_equals(typed_get(t, (uint64_t)i), a0)) return value_from_double(i);
  return value_from_int(-1);
}

JS_BUILTIN(js_TypedArray_prototype_join) {
  THIS_TYPED("join");
  uint64_t n = t->length;
  Value separator = value_is_undefined(a0) ? ATOM_VALUE(comma) : to_string(a0);
  if (value_is_exception(separator)) return separator;
  StringBuilder b;
  builder_init(&b);
  for (uint64_t i = 0; i < n; i++) {
    if (i) builder_string(&b, value_string(separator));
    Value v = typed_element(t, i);
    if (value_is_undefined(v)) continue;
    v = to_string(v);
    if (value_is_exception(v)) return v;
    builder_string(&b, value_string(v));
  }
  return builder_finish_value(&b);
}

JS_BUILTIN(js_TypedArray_prototype_toLocaleString) {
  THIS_TYPED("toLocaleString");
  uint64_t n = t->length;
  StringBuilder b;
  builder_init(&b);
  for (uint64_t i = 0; i < n; i++) {
    if (i) builder_unit(&b, ',');
    Value v = typed_element(t, i);
    if (value_is_undefined(v)) continue;
    v = value_invoke(v, KEY(toLocaleString), 0, NULL);
    if (!value_is_exception(v)) v = to_string(v);
    if (value_is_exception(v)) return v;
    builder_string(&b, value_string(v));
  }
  return builder_finish_value(&b);
}

/* ---- writing ---- */

/* ToBigInt or ToNumber by the content type, as a Value. */
static Value to_content(TypedArray *t, Value v) { return typed_is_bigint(kind_of(t)) ? to_bigint(v) : to_number(v); }

JS_BUILTIN(js_TypedArray_prototype_fill) {
  THIS_TYPED("fill");
  JS_ARGS(arg, 3);
  uint64_t n = t->length, start, end;
  Value v = to_content(t, a0);
  if (value_is_exception(v)) return v;
  if (!to_relative_index(a1, n, 0, &start) || !to_relative_index(arg[2], n, n, &end)) return JS_EXCEPTION;
  t = typed_validate(this_value, "%TypedArray%.prototype.fill");
  if (!t) return JS_EXCEPTION;
  if (end > t->length) end = t->length;
  if (start >= end) return this_value;
  uint32_t size = typed_element_size(kind_of(t));
  typed_set(t, start, v);
  uint8_t *first = t->data + start * size;
  if (size == 1) {
    mem_set(first, *first, end - start);
    return this_value;
  }
  size_t have = size, total = (end - start) * size;
  while (have < total) {
    size_t more = have < total - have ? have : total - have;
    mem_copy(first + have, first, more);
    have += more;
  }
  return this_value;
}

JS_BUILTIN(js_TypedArray_prototype_copyWithin) {
  THIS_TYPED("copyWithin");
  JS_ARGS(arg, 3);
  uint64_t n = t->length, to, from, end;
  if (!to_relative_index(a0, n, 0, &to) || !to_relative_index(a1, n, 0, &from) ||
      !to_relative_index(arg[2], n, n, &end))
    return JS_EXCEPTION;
  uint64_t count = end > from ? end - from : 0;
  if (count > n - to) count = n - to;
  if (!count) return this_value;
  t = typed_validate(this_value, "%TypedArray%.prototype.copyWithin");
  if (!t) return JS_EXCEPTION;
  if (t->length < n) { /* shrunk meanwhile */
    uint64_t last = from > to ? from : to;
    if (last >= t->length) return this_value;
    if (count > t->length - last) count = t->length - last;
  }
  uint32_t size = typed_element_size(kind_of(t));
  mem_move(t->data + to * size, t->data + from * size, count * size);
  return this_value;
}

static void reverse_elements(TypedArray *t) {
  uint32_t size = typed_element_size(kind_of(t));
  uint8_t *a = t->data, *b = t->data + t->length * size;
  for (; a + size < b;) {
    b -= size;
    uint8_t x[8];
    mem_copy(x, a, size);
    mem_copy(a, b, size);
    mem_copy(b, x, size);
    a += size;
  }
}

JS_BUILTIN(js_TypedArray_prototype_reverse) {
  THIS_TYPED("reverse");
  reverse_elements(t);
  return this_value;
}

static TypedArray *typed_clone(TypedArray *t) {
  TypedArray *r = typed_array_new(kind_of(t), t->length);
  if (r) typed_copy(r, 0, t, 0, t->length);
  return r;
}

JS_BUILTIN(js_TypedArray_prototype_toReversed) {
  THIS_TYPED("toReversed");
  TypedArray *r = typed_clone(t);
  if (!r) return JS_EXCEPTION;
  reverse_elements(r);
  return value_from_ptr(r);
}

JS_BUILTIN(js_TypedArray_prototype_with) {
  THIS_TYPED("with");
  uint64_t length = t->length;
  double d;
  if (!to_integer(a0, &d)) return JS_EXCEPTION;
  if (d < 0) d += (double)length;
  Value v = to_content(t, a1);
  if (value_is_exception(v)) return v;
  if (d < 0 || d >= (double)t->length) return throw_range_error("Invalid typed array index");
  TypedArray *r = typed_array_new(kind_of(t), length); /* of the length that it had before the conversions */
  if (!r) return JS_EXCEPTION;
  typed_copy(r, 0, t, 0, length < t->length ? length : t->length);
  if (d < (double)length) typed_set(r, (uint64_t)d, v);
  return value_from_ptr(r);
}

JS_BUILTIN(js_TypedArray_prototype_set) {
  JS_UNUSED_ARGS();
  if (!value_is_cell(this_value) || !kind_is_typed_array((CellKind)value_cell(this_value)->kind))
    return throw_type_error("this is not a typed array.");
  TypedArray *t = value_ptr(this_value);
  double offset;
  if (!to_integer(a1, &offset)) return JS_EXCEPTION;
  if (offset < 0) return throw_range_error("offset is out of bounds");
  if (!(t = typed_validate(this_value, "%TypedArray%.prototype.set"))) return JS_EXCEPTION;
  if (value_is_cell(a0) && kind_is_typed_array((CellKind)value_cell(a0)->kind)) {
    TypedArray *source = typed_validate(a0, "%TypedArray%.prototype.set");
    if (!source) return JS_EXCEPTION;
    if (typed_is_bigint(kind_of(t)) != typed_is_bigint(kind_of(source)))
      return throw_type_error("Cannot mix BigInt and other types, use explicit conversions");
    if ((double)source->length + offset > (double)t->length) return throw_range_error("offset is out of bounds");
    typed_copy(t, (uint64_t)offset, source, 0, source->length);
    return JS_UNDEFINED;
  }
  uint64_t length = t->length;
  Value source = to_object(a0);
  if (value_is_exception(source)) return source;
  int64_t n = length_of_array_like(source);
  if (n < 0) return JS_EXCEPTION;
  if ((double)n + offset > (double)length) return throw_range_error("offset is out of bounds");
  for (uint64_t i = 0; i < (uint64_t)n; i++) {
    Value v = value_get_index(source, i);
    if (value_is_exception(v) || typed_set(t, (uint64_t)offset + i, v) < 0) return JS_EXCEPTION;
  }
  return JS_UNDEFINED;
}

/* ---- parts ---- */

JS_BUILTIN(js_TypedArray_prototype_slice) {
  THIS_TYPED("slice");
  uint64_t n = t->length, start, end;
  if (!to_relative_index(a0, n, 0, &start) || !to_relative_index(a1, n, n, &end)) return JS_EXCEPTION;
  uint64_t count = end > start ? end - start : 0;
  Value length = value_from_u64(count);
  TypedArray *r = typed_species_create(t, 1, &length, (double)count, "%TypedArray%.prototype.slice");
  if (!r) return JS_EXCEPTION;
  if (!count) return value_from_ptr(r);
  if (!(t = typed_validate(this_value, "%TypedArray%.prototype.slice"))) return JS_EXCEPTION;
  if (view_out_of_bounds(r)) return value_from_ptr(r);
  if (start < end && end - start > r->length) end = start + r->length;
  if (end > t->length) end = t->length;
  if (start < end) {
    /* As if byte by byte for equal kinds, even on overlapping views (ES 23.2.3.27 step 14.g). */
    if (kind_of(r) == kind_of(t) && r->buffer == t->buffer) {
      uint32_t size = typed_element_size(kind_of(t));
      uint8_t *to = r->data, *from = t->data + start * size;
      for (uint64_t i = 0; i < (end - start) * size; i++) to[i] = from[i];
    } else {
      typed_copy(r, 0, t, start, end - start);
    }
  }
  return value_from_ptr(r);
}

JS_BUILTIN(js_TypedArray_prototype_subarray) {
  JS_UNUSED_ARGS();
  if (!value_is_cell(this_value) || !kind_is_typed_array((CellKind)value_cell(this_value)->kind))
    return throw_incompatible("%TypedArray%.prototype.subarray", this_value);
  TypedArray *t = value_ptr(this_value);
  uint64_t n = t->length, start, end, offset = view_is_resizable(t) ? ((ResizableView *)t)->offset : t->byte_offset;
  bool to_end = view_tracks_length(t) && value_is_undefined(a1);
  ArrayBuffer *buffer = t->buffer;
  if (!to_relative_index(a0, n, 0, &start) || !to_relative_index(a1, n, n, &end)) return JS_EXCEPTION;
  uint64_t count = end > start ? end - start : 0;
  Value args[3] = {value_from_ptr(buffer), value_from_u64(offset + start * typed_element_size(kind_of(t))),
                   value_from_u64(count)};
  TypedArray *r = typed_species_create(t, to_end ? 2 : 3, args, -1, "%TypedArray%.prototype.subarray");
  return r ? value_from_ptr(r) : JS_EXCEPTION;
}
