/*
 * ArraySort.c: sort and toSorted (ES 23.1.3.30, 23.1.3.34): a stable merge sort over a copy of the values, with binary
 * insertion for short runs. Without a comparator the strings are made once and compared by code units.
 */
#include "array_util.h"

typedef struct Sorter {
  Value comparator; /* undefined: by strings */
  Value *v;         /* values */
  Value *key;       /* their strings, when there is no comparator; else v */
  Value *tmp, *tmp_key;
  bool threw;
} Sorter;

enum { RUN = 12 };

/* a <= b, that is: a stays in front. */
static bool in_order(Sorter *s, Value a, Value b) {
  if (value_is_undefined(s->comparator)) return string_compare(value_string(a), value_string(b)) <= 0;
  Value r = js_call2(s->comparator, JS_UNDEFINED, a, b);
  if (value_is_int(r)) return value_int(r) <= 0;
  double d;
  if (value_is_exception(r) || !to_double(r, &d)) {
    s->threw = true;
    return true;
  }
  return !(d > 0);
}

static void insertion_sort(Sorter *s, uint64_t from, uint64_t to) {
  for (uint64_t i = from + 1; i < to && !s->threw; i++) {
    Value v = s->v[i], k = s->key[i];
    uint64_t low = from, high = i;
    while (low < high && !s->threw) {
      uint64_t mid = (low + high) / 2;
      if (in_order(s, s->key[mid], k)) low = mid + 1;
      else high = mid;
    }
    for (uint64_t j = i; j > low; j--) {
      s->v[j] = s->v[j - 1];
      s->key[j] = s->key[j - 1];
    }
    s->v[low] = v;
    s->key[low] = k;
  }
}

static void merge(Sorter *s, uint64_t from, uint64_t mid, uint64_t to) {
  if (in_order(s, s->key[mid - 1], s->key[mid]) || s->threw) return;
  uint64_t n = mid - from;
  mem_copy(s->tmp, s->v + from, n * sizeof(Value));
  mem_copy(s->tmp_key, s->key + from, n * sizeof(Value));
  uint64_t i = 0, j = mid, k = from;
  while (i < n && j < to) {
    bool left = s->threw || in_order(s, s->tmp_key[i], s->key[j]);
    Value v = left ? s->tmp[i] : s->v[j], key = left ? s->tmp_key[i] : s->key[j];
    if (left) i++;
    else j++;
    s->v[k] = v;
    s->key[k++] = key;
  }
  for (; i < n; i++, k++) {
    s->v[k] = s->tmp[i];
    s->key[k] = s->tmp_key[i];
  }
}

static void merge_sort(Sorter *s, uint64_t from, uint64_t to) {
  if (s->threw) return;
  if (to - from <= RUN) {
    insertion_sort(s, from, to);
    return;
  }
  uint64_t mid = from + (to - from) / 2;
  merge_sort(s, from, mid);
  merge_sort(s, mid, to);
  merge(s, from, mid, to);
}

/* A list of n undefined values: the payload of an Elements cell. */
static Value *value_list(uint64_t n) {
  Elements *e = heap_new_elements((uint32_t)n + 1);
  for (uint64_t i = 0; i < n; i++) e->v[i] = JS_UNDEFINED;
  e->used = (uint32_t)n;
  return e->v;
}

/* Sorts n values in place, undefined ones to the end: false if thrown. */
static bool sort_values(Value *v, uint64_t n, Value comparator) {
  uint64_t m = 0;
  for (uint64_t i = 0; i < n; i++)
    if (!value_is_undefined(v[i])) v[m++] = v[i];
  for (uint64_t i = m; i < n; i++) v[i] = JS_UNDEFINED;
  if (m < 2) return true;
  Sorter s = {.comparator = comparator, .v = v, .key = v};
  s.tmp = value_list(m);
  s.tmp_key = s.tmp;
  if (value_is_undefined(comparator)) {
    bool strings = true;
    for (uint64_t i = 0; i < m && strings; i++) strings = value_is_string(v[i]);
    if (!strings) {
      s.key = value_list(m);
      s.tmp_key = value_list(m);
      for (uint64_t i = 0; i < m; i++) {
        s.key[i] = to_string(v[i]);
        if (value_is_exception(s.key[i])) return false;
        heap_barrier_slot(&s.key[i]);
      }
    }
  }
  /* Values move among lists that a collection may have made old. */
  merge_sort(&s, 0, m);
  array_barrier(v, n);
  return !s.threw;
}

static bool check_comparator(Value f) {
  if (value_is_undefined(f) || value_is_callable(f)) return true;
  throw_type_error("The comparison function must be either a function or undefined: %V", f);
  return false;
}

JS_BUILTIN(js_Array_prototype_sort) {
  JS_UNUSED_ARGS();
  if (!check_comparator(a0)) return JS_EXCEPTION;
  ARRAY_THIS(o, len);
  if (len > 0xFFFFFFF0ll) return throw_range_error("Invalid array length");
  Value *v = value_list((uint64_t)len);
  uint64_t n = 0;
  for (int64_t i = 0; i < len; i++) {
    Value item;
    int has = array_has(o, (uint64_t)i, &item);
    if (has < 0) return JS_EXCEPTION;
    if (has) {
      v[n++] = item;
      heap_barrier_slot(&v[n - 1]);
    }
  }
  if (!sort_values(v, n, a0)) return JS_EXCEPTION;
  if (n == (uint64_t)len && array_is_dense(o) && array_length(o) == n) {
    Elements *e = value_object(o)->elems;
    mem_copy(e->v, v, n * sizeof(Value));
    array_barrier(e->v, n);
    return o;
  }
  for (uint64_t i = 0; i < n; i++)
    if (array_put(o, i, v[i]) < 0) return JS_EXCEPTION;
  for (uint64_t i = n; i < (uint64_t)len; i++) {
    int has = object_has(value_object(o), key_from_u64(i));
    if (has < 0 || (has && array_delete(o, i) < 0)) return JS_EXCEPTION;
  }
  return o;
}

JS_BUILTIN(js_Array_prototype_toSorted) {
  JS_UNUSED_ARGS();
  if (!check_comparator(a0)) return JS_EXCEPTION;
  ARRAY_THIS(o, len);
  if (len > 0xFFFFFFFFll) return throw_range_error("Invalid array length");
  Value *v = value_list((uint64_t)len);
  for (int64_t i = 0; i < len; i++) {
    v[i] = array_at(o, (uint64_t)i);
    if (value_is_exception(v[i])) return JS_EXCEPTION;
    heap_barrier_slot(&v[i]);
  }
  return sort_values(v, (uint64_t)len, a0) ? array_from_values((uint64_t)len, v) : JS_EXCEPTION;
}
