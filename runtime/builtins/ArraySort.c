/*
 * ArraySort.c: sort and toSorted (ES 23.1.3.30, 23.1.3.34).
 *
 * The values are copied to a list, sorted there and written back, so that comparators may do what they like. The
 * algorithm is Tim Peters' stable merge sort (listsort.txt of CPython: natural runs, a stack of runs, galloping merges);
 * the calls of a comparator come in the order in which V8 makes them, which programs with inconsistent comparators
 * depend on. Without a comparator strings are made once and compared by code units.
 */
#include "../object/realm.h"
#include "array_util.h"

enum { MAX_RUNS = 85, MIN_GALLOP = 7, SMALL_SORT = 8 };

typedef struct Run {
  uint32_t base, length;
} Run;

typedef struct Sorter Sorter;
/* Negative, 0 or positive; sets threw. */
typedef int (*Compare)(Sorter *s, Value a, Value b);
struct Sorter {
  Compare compare;
  Value *v;   /* what is being sorted */
  Value *tmp; /* half as much */
  Value comparator;
  JsCode code;      /* the comparator's */
  const Value *key; /* strings by index, for compare_indexed */
  uint32_t min_gallop, nruns;
  bool threw;
  Run runs[MAX_RUNS];
};

/* ---- comparing ---- */

static int compare_by_call(Sorter *s, Value a, Value b) {
  Value r = s->code(s->comparator, JS_UNDEFINED, JS_UNDEFINED, 2, a, b);
  if (value_is_int(r)) return value_int(r);
  double d;
  if (value_is_exception(r) || !to_double(r, &d)) {
    s->threw = true;
    return 0;
  }
  return d < 0 ? -1 : d > 0;
}

static int compare_strings(Sorter *s, Value a, Value b) {
  (void)s;
  return string_compare(value_string(a), value_string(b));
}

static int compare_indexed(Sorter *s, Value a, Value b) {
  return string_compare(value_string(s->key[value_int(a)]), value_string(s->key[value_int(b)]));
}

static inline bool less(Sorter *s, Value a, Value b) { return s->compare(s, a, b) < 0; }

/* ---- runs ---- */

static void binary_insertion(Sorter *s, uint32_t low, uint32_t start, uint32_t high) {
  Value *v = s->v;
  for (uint32_t i = start; i < high; i++) {
    Value pivot = v[i];
    uint32_t left = low, right = i;
    while (left < right) {
      uint32_t mid = left + (right - left) / 2;
      bool is_less = less(s, pivot, v[mid]);
      if (s->threw) return;
      if (is_less) right = mid;
      else left = mid + 1;
    }
    mem_move(&v[left + 1], &v[left], (i - left) * sizeof(Value));
    v[left] = pivot;
  }
}

/* Length of the ascending run at low; a strictly descending one is turned round. */
static uint32_t make_run(Sorter *s, uint32_t low, uint32_t high) {
  Value *v = s->v;
  uint32_t end = low + 1;
  if (end == high) return 1;
  bool is_descending = less(s, v[end], v[low]);
  for (end++; !s->threw && end < high; end++)
    if (less(s, v[end], v[end - 1]) != is_descending || s->threw) break;
  if (is_descending)
    for (uint32_t i = low, j = end - 1; i < j; i++, j--) {
      Value t = v[i];
      v[i] = v[j];
      v[j] = t;
    }
  return end - low;
}

/* ---- galloping: where key belongs in a[0..n), looking first near hint ---- */

/* In front of equal ones. */
static uint32_t gallop_left(Sorter *s, Value key, const Value *a, uint32_t n, uint32_t hint) {
  uint32_t last = 0, offset = 1, low, high;
  if (less(s, a[hint], key)) {
    uint32_t max = n - hint;
    while (offset < max && !s->threw && less(s, a[hint + offset], key)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    low = hint + last + 1;
    high = hint + offset;
  } else {
    uint32_t max = hint + 1;
    while (offset < max && !s->threw && !less(s, a[hint - offset], key)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    low = hint + 1 - offset;
    high = hint - last;
  }
  while (low < high && !s->threw) {
    uint32_t mid = low + (high - low) / 2;
    if (less(s, a[mid], key)) low = mid + 1;
    else high = mid;
  }
  return high;
}

/* Behind equal ones. */
static uint32_t gallop_right(Sorter *s, Value key, const Value *a, uint32_t n, uint32_t hint) {
  uint32_t last = 0, offset = 1, low, high;
  if (less(s, key, a[hint])) {
    uint32_t max = hint + 1;
    while (offset < max && !s->threw && less(s, key, a[hint - offset])) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    low = hint + 1 - offset;
    high = hint - last;
  } else {
    uint32_t max = n - hint;
    while (offset < max && !s->threw && !less(s, key, a[hint + offset])) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    low = hint + last + 1;
    high = hint + offset;
  }
  while (low < high && !s->threw) {
    uint32_t mid = low + (high - low) / 2;
    if (less(s, key, a[mid])) high = mid;
    else low = mid + 1;
  }
  return high;
}

/* ---- merging neighbours ---- */

static void lower_gallop(Sorter *s) {
  if (s->min_gallop > 1) s->min_gallop--;
}

/* Merges a (the shorter one, put aside to tmp) and b behind it, from the front. */
static void merge_low(Sorter *s, Value *a, uint32_t na, Value *b, uint32_t nb) {
  Value *t = s->tmp, *to = a;
  mem_copy(t, a, na * sizeof(Value));
  *to++ = *b++;
  nb--;
  while (na > 1 && nb) {
    uint32_t wins_a = 0, wins_b = 0;
    while (na > 1 && nb && wins_a < s->min_gallop && wins_b < s->min_gallop) {
      bool take_b = less(s, *b, *t);
      if (s->threw) return;
      *to++ = take_b ? *b++ : *t++;
      if (take_b) wins_b++, wins_a = 0, nb--;
      else wins_a++, wins_b = 0, na--;
    }
    if (na <= 1 || !nb) break;
    s->min_gallop++;
    do {
      lower_gallop(s);
      wins_a = gallop_right(s, *b, t, na, 0);
      if (s->threw) return;
      mem_copy(to, t, wins_a * sizeof(Value));
      to += wins_a;
      t += wins_a;
      na -= wins_a;
      if (na <= 1) break;
      *to++ = *b++;
      if (!--nb) break;
      wins_b = gallop_left(s, *t, b, nb, 0);
      if (s->threw) return;
      mem_move(to, b, wins_b * sizeof(Value));
      to += wins_b;
      b += wins_b;
      nb -= wins_b;
      if (!nb) break;
      *to++ = *t++;
      if (--na == 1) break;
    } while (wins_a >= MIN_GALLOP || wins_b >= MIN_GALLOP);
    if (na <= 1 || !nb) break;
    s->min_gallop++;
  }
  /* One value left of a is the greatest of all. */
  mem_move(to, b, nb * sizeof(Value));
  mem_copy(to + nb, t, na * sizeof(Value));
}

/* The same with b as the shorter one, from the back. */
static void merge_high(Sorter *s, Value *a, uint32_t na, Value *b, uint32_t nb) {
  Value *t = s->tmp, *to = b + nb;
  mem_copy(t, b, nb * sizeof(Value));
  *--to = a[--na];
  while (nb > 1 && na) {
    uint32_t wins_a = 0, wins_b = 0;
    while (nb > 1 && na && wins_a < s->min_gallop && wins_b < s->min_gallop) {
      bool take_a = less(s, t[nb - 1], a[na - 1]);
      if (s->threw) return;
      *--to = take_a ? a[--na] : t[--nb];
      if (take_a) wins_a++, wins_b = 0;
      else wins_b++, wins_a = 0;
    }
    if (nb <= 1 || !na) break;
    s->min_gallop++;
    do {
      lower_gallop(s);
      wins_a = na - gallop_right(s, t[nb - 1], a, na, na - 1);
      if (s->threw) return;
      to -= wins_a;
      na -= wins_a;
      mem_move(to, a + na, wins_a * sizeof(Value));
      if (!na) break;
      *--to = t[--nb];
      if (nb == 1) break;
      wins_b = nb - gallop_left(s, a[na - 1], t, nb, nb - 1);
      if (s->threw) return;
      to -= wins_b;
      nb -= wins_b;
      mem_copy(to, t + nb, wins_b * sizeof(Value));
      if (nb <= 1) break;
      *--to = a[--na];
      if (!na) break;
    } while (wins_a >= MIN_GALLOP || wins_b >= MIN_GALLOP);
    if (nb <= 1 || !na) break;
    s->min_gallop++;
  }
  /* One value left of b is the least of all. */
  mem_move(to - na, a, na * sizeof(Value));
  mem_copy(to - na - nb, t, nb * sizeof(Value));
}

/* Merges runs i and i + 1. */
static void merge_at(Sorter *s, uint32_t i) {
  Value *a = s->v + s->runs[i].base, *b = s->v + s->runs[i + 1].base;
  uint32_t na = s->runs[i].length, nb = s->runs[i + 1].length;
  s->runs[i].length = na + nb;
  if (i + 3 == s->nruns) s->runs[i + 1] = s->runs[i + 2];
  s->nruns--;
  uint32_t k = gallop_right(s, *b, a, na, 0); /* these are in place already */
  a += k;
  na -= k;
  if (!na || s->threw) return;
  nb = gallop_left(s, a[na - 1], b, nb, nb - 1);
  if (!nb || s->threw) return;
  if (na <= nb) merge_low(s, a, na, b, nb);
  else merge_high(s, a, na, b, nb);
}

/* length(n-2) > length(n-1) + length(n) */
static bool is_balanced(const Sorter *s, uint32_t n) {
  return n < 2 || s->runs[n - 2].length > s->runs[n - 1].length + s->runs[n].length;
}

static void collapse(Sorter *s, bool all) {
  while (s->nruns > 1 && !s->threw) {
    uint32_t n = s->nruns - 2;
    const Run *r = s->runs;
    if (all || !is_balanced(s, n + 1) || !is_balanced(s, n)) {
      if (n > 0 && r[n - 1].length < r[n + 1].length) n--;
    } else if (r[n].length > r[n + 1].length) {
      return;
    }
    merge_at(s, n);
  }
}

static void tim_sort(Sorter *s, uint32_t n) {
  uint32_t min_run = n, odd = 0;
  for (; min_run >= 64; min_run >>= 1) odd |= min_run & 1;
  min_run += odd;
  for (uint32_t low = 0; low < n && !s->threw;) {
    uint32_t length = make_run(s, low, n);
    if (length < min_run && !s->threw) {
      uint32_t forced = min_run < n - low ? min_run : n - low;
      binary_insertion(s, low, low + length, low + forced);
      length = forced;
    }
    s->runs[s->nruns++] = (Run){low, length};
    collapse(s, false);
    low += length;
  }
  collapse(s, true);
}

/* ---- the methods ---- */

/* A list of n undefined values: the payload of an Elements cell. */
static Value *value_list(uint64_t n) {
  Elements *e = heap_new_elements((uint32_t)n + 1);
  for (uint64_t i = 0; i < n; i++) e->v[i] = JS_UNDEFINED;
  e->used = (uint32_t)n;
  return e->v;
}

/* By strings that are made once: sorts indices, then puts the values in their order. */
static bool sort_by_string(Sorter *s, uint32_t n) {
  Value *values = s->v, *keys = value_list(n), *order = value_list(n);
  for (uint32_t i = 0; i < n; i++) {
    Value key = to_string(values[i]);
    if (value_is_exception(key)) return false;
    keys[i] = key;
    heap_barrier_slot(&keys[i]);
    order[i] = value_from_int((int32_t)i);
  }
  s->key = keys;
  s->v = order;
  s->compare = compare_indexed;
  tim_sort(s, n);
  for (uint32_t i = 0; i < n; i++) s->tmp[i] = values[value_int(order[i])];
  mem_copy(values, s->tmp, n * sizeof(Value));
  return true;
}

/* Sorts v[0..n) (a fresh list held by the caller), undefined values to the end: false if thrown. is_method: sort itself,
 * which V8 does by insertion when there are few values. */
static bool sort_values(Value *v, uint32_t n, Value comparator, bool is_method) {
  uint32_t m = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!value_is_undefined(v[i])) v[m++] = v[i];
  for (uint32_t i = m; i < n; i++) v[i] = JS_UNDEFINED;
  if (m < 2) return true;
  Sorter s = {.compare = compare_by_call, .v = v, .comparator = comparator, .min_gallop = MIN_GALLOP};
  s.tmp = value_list(m);
  if (value_is_undefined(comparator)) {
    bool strings = true;
    for (uint32_t i = 0; i < m && strings; i++) strings = value_is_string(v[i]);
    if (!strings) return sort_by_string(&s, m);
    s.compare = compare_strings;
  } else {
    s.code = function_code(comparator);
    if (STACK_CHECK()) return false;
    if (is_method && m < SMALL_SORT) {
      binary_insertion(&s, 0, 1, m);
      return !s.threw;
    }
  }
  tim_sort(&s, m);
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
  /* An array in a dictionary may be much longer than what is in it; the rest stays absent unless a prototype has it. */
  uint64_t end = (uint64_t)len;
  if (array_is_simple(o) && value_object(o)->elems->used < end) end = value_object(o)->elems->used;
  if (end > 0xFFFFFFF0ull) return throw_range_error("Invalid array length");
  Value *v = value_list(end);
  uint32_t n = 0;
  for (uint64_t i = 0; i < end; i++) {
    Value item;
    int has = array_has(o, i, &item);
    if (has < 0) return JS_EXCEPTION;
    if (!has) continue;
    v[n] = item;
    heap_barrier_slot(&v[n++]);
  }
  if (!sort_values(v, n, a0, true)) return JS_EXCEPTION;
  if (n == (uint64_t)len && array_is_dense(o) && array_length(o) == n) {
    Elements *e = value_object(o)->elems;
    mem_copy(e->v, v, n * sizeof(Value));
    array_barrier(e->v, n);
    return o;
  }
  for (uint64_t i = 0; i < n; i++)
    if (array_put(o, i, v[i]) < 0) return JS_EXCEPTION;
  for (uint64_t i = n; i < end; i++)
    if (array_delete(o, i) < 0) return JS_EXCEPTION;
  return o;
}

JS_BUILTIN(js_Array_prototype_toSorted) {
  JS_UNUSED_ARGS();
  if (!check_comparator(a0)) return JS_EXCEPTION;
  ARRAY_THIS(o, len);
  if (len > 0xFFFFFFFFll) return throw_range_error("Invalid array length");
  Value *v = value_list((uint64_t)len);
  for (int64_t i = 0; i < len; i++) {
    Value item = array_at(o, (uint64_t)i);
    if (value_is_exception(item)) return JS_EXCEPTION;
    v[i] = item;
    heap_barrier_slot(&v[i]);
  }
  return sort_values(v, (uint32_t)len, a0, false) ? array_from_values((uint64_t)len, v) : JS_EXCEPTION;
}
