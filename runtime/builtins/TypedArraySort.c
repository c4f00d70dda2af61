/*
 * TypedArraySort.c: sort and toSorted of typed arrays (ES 23.2.3.29, 23.2.3.33): a stable merge sort, on raw numbers
 * when there is no comparator and on Values otherwise.
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "../support/mem.h"
#include "builtins.h"
#include "typed.h"

/* Numbers as integers in order: -0 before 0, NaN last. */
static int64_t order_of_double(double d) {
  if (d != d) return INT64_MAX;
  union {
    double d;
    int64_t i;
  } x = {d};
  return x.i < 0 ? INT64_MIN - x.i - 1 : x.i;
}

static double double_of_order(int64_t i) {
  union {
    int64_t i;
    double d;
  } x = {i < 0 ? INT64_MIN - i - 1 : i};
  return x.d;
}

/* Sorts a[0..n) by way of b[0..n). */
static void sort_int64(int64_t *a, int64_t *b, uint64_t n) {
  for (uint64_t start = 0; start < n; start += 16) {
    uint64_t end = start + 16 < n ? start + 16 : n;
    for (uint64_t i = start + 1; i < end; i++) {
      int64_t v = a[i];
      uint64_t j = i;
      for (; j > start && a[j - 1] > v; j--) a[j] = a[j - 1];
      a[j] = v;
    }
  }
  int64_t *from = a, *to = b;
  for (uint64_t width = 16; width < n; width *= 2) {
    for (uint64_t start = 0; start < n; start += 2 * width) {
      uint64_t mid = start + width < n ? start + width : n, end = start + 2 * width < n ? start + 2 * width : n;
      uint64_t i = start, j = mid;
      for (uint64_t k = start; k < end; k++)
        to[k] = i < mid && (j >= end || from[i] <= from[j]) ? from[i++] : from[j++];
    }
    int64_t *t = from;
    from = to;
    to = t;
  }
  if (from != a) mem_copy(a, from, n * sizeof *a);
}

static void sort_numbers(TypedArray *t) {
  uint64_t n = t->length;
  if (n < 2) return;
  int64_t *a = heap_alloc_bytes(n * sizeof *a), *b = heap_alloc_bytes(n * sizeof *b);
  CellKind kind = (CellKind)t->o.cell.kind;
  switch (kind) {
    case CELL_BIGINT64ARRAY: mem_copy(a, t->data, n * 8); break;
    case CELL_BIGUINT64ARRAY:
      for (uint64_t i = 0; i < n; i++) a[i] = ((int64_t *)(void *)t->data)[i] ^ INT64_MIN;
      break;
    case CELL_FLOAT16ARRAY:
    case CELL_FLOAT32ARRAY:
    case CELL_FLOAT64ARRAY:
      for (uint64_t i = 0; i < n; i++) a[i] = order_of_double(value_number(typed_get(t, i)));
      break;
    default:
      for (uint64_t i = 0; i < n; i++) a[i] = (int64_t)value_number(typed_get(t, i));
  }
  sort_int64(a, b, n);
  switch (kind) {
    case CELL_BIGINT64ARRAY: mem_copy(t->data, a, n * 8); break;
    case CELL_BIGUINT64ARRAY:
      for (uint64_t i = 0; i < n; i++) ((int64_t *)(void *)t->data)[i] = a[i] ^ INT64_MIN;
      break;
    case CELL_FLOAT16ARRAY:
    case CELL_FLOAT32ARRAY:
    case CELL_FLOAT64ARRAY:
      for (uint64_t i = 0; i < n; i++) typed_set(t, i, value_from_double(double_of_order(a[i])));
      break;
    default:
      for (uint64_t i = 0; i < n; i++) typed_set(t, i, value_from_double((double)a[i]));
  }
}

/* Whether a may stay before b: 1, 0, -1 thrown. */
static int in_order(Value compare, Value a, Value b) {
  Value v = js_call2(compare, JS_UNDEFINED, a, b);
  double d;
  if (value_is_exception(v) || !to_double(v, &d)) return -1;
  return !(d > 0);
}

/* The sorted elements, or NULL. */
static Elements *sort_values(TypedArray *t, Value compare) {
  uint32_t n = (uint32_t)t->length;
  Elements *from = heap_new_elements(n), *to = heap_new_elements(n);
  for (uint32_t i = 0; i < n; i++) {
    from->v[i] = typed_get(t, i);
    from->used = i + 1;
    heap_barrier_slot(&from->v[i]);
    to->v[i] = JS_UNDEFINED;
  }
  to->used = n;
  for (uint64_t width = 1; width < n; width *= 2) {
    for (uint64_t start = 0; start < n; start += 2 * width) {
      uint64_t mid = start + width < n ? start + width : n, end = start + 2 * width < n ? start + 2 * width : n;
      uint64_t i = start, j = mid;
      for (uint64_t k = start; k < end; k++) {
        int first = i >= mid ? 0 : j >= end ? 1 : in_order(compare, from->v[i], from->v[j]);
        if (first < 0) return NULL;
        to->v[k] = first ? from->v[i++] : from->v[j++];
        heap_barrier_slot(&to->v[k]);
      }
    }
    Elements *e = from;
    from = to;
    to = e;
  }
  return from;
}

static bool check_comparator(Value compare) {
  if (value_is_undefined(compare) || value_is_callable(compare)) return true;
  throw_type_error("The comparison function must be either a function or undefined: %V", compare);
  return false;
}

/* Sorts `t` into `to` (which may be t). */
static Value sort_into(TypedArray *t, TypedArray *to, Value compare) {
  if (value_is_undefined(compare)) {
    if (to != t) typed_copy(to, 0, t, 0, t->length);
    sort_numbers(to);
    return value_from_ptr(to);
  }
  if (t->length > UINT32_MAX / 2) return throw_range_error("Invalid typed array length: %V", value_from_u64(t->length));
  Elements *e = sort_values(t, compare);
  if (!e) return JS_EXCEPTION;
  for (uint32_t i = 0; i < e->used && i < to->length; i++) typed_set(to, i, e->v[i]);
  return value_from_ptr(to);
}

JS_BUILTIN(js_TypedArray_prototype_sort) {
  if (!check_comparator(a0)) return JS_EXCEPTION;
  THIS_TYPED("sort");
  return sort_into(t, t, a0);
}

JS_BUILTIN(js_TypedArray_prototype_toSorted) {
  if (!check_comparator(a0)) return JS_EXCEPTION;
  THIS_TYPED("toSorted");
  TypedArray *r = typed_array_new((CellKind)t->o.cell.kind, t->length);
  return r ? sort_into(t, r, a0) : JS_EXCEPTION;
}
