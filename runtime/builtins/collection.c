/*
 * collection.c: the hash table of Map and Set (collection.h).
 */
#include "collection.h"

#include "../heap/heap.h"
#include "../object/error.h"
#include "../object/operator.h"
#include "../string/string.h"

enum { HEAD = 2, MIN_CAPACITY = 4 };

static Value *entry(const Collection *c, Elements *t, uint32_t i) { return &t->v[HEAD + i * c->stride]; }
static uint32_t entry_count(const Collection *c, const Elements *t) { return (t->used - HEAD) / c->stride; }

static uint32_t mix(uint64_t x) {
  x *= 0x9E3779B97F4A7C15ull;
  return (uint32_t)(x >> 32) ^ (uint32_t)(x >> 51);
}

uint32_t value_hash(Value key) {
  if (value_is_string(key)) return string_hash(value_string(key));
  if (value_is_bigint(key)) {
    const BigIntCell *b = value_ptr(key);
    uint64_t h = b->cell.flags;
    for (uint32_t i = 0; i < b->ndigits; i++) h = (h ^ b->digits[i]) * 0x9E3779B97F4A7C15ull;
    return mix(h);
  }
  return mix(key.bits);
}

/* Keys are equal when their encodings are: numbers get the canonical one, and -0 is 0. */
static Value normalise(Value key) {
  if (!value_is_double(key)) return key;
  key = value_canonical(key);
  return key.bits == value_from_double_raw(-0.0).bits ? value_from_int(0) : key;
}

static bool same_key(Value a, Value b) {
  if (a.bits == b.bits) return true;
  if (!value_is_cell(a) || !value_is_cell(b)) return false;
  uint8_t kind = value_cell(a)->kind;
  if (kind != value_cell(b)->kind) return false;
  if (kind == CELL_STRING) return string_equal(value_string(a), value_string(b));
  return kind == CELL_BIGINT && op_same_value_zero(a, b);
}

static Value *find_entry(Collection *c, Value key, uint32_t hash) {
  if (!c->table) return NULL;
  for (uint32_t i = c->buckets[hash & c->mask]; i;) {
    Value *e = entry(c, c->table, i - 1);
    if (same_key(e[0], key)) return e;
    i = (uint32_t)value_int(e[1]);
  }
  return NULL;
}

Value *collection_find(Collection *c, Value key) {
  key = normalise(key);
  Value *e = find_entry(c, key, value_hash(key));
  return e ? &e[c->stride - 1 - (c->stride == 2)] : NULL;
}

static Elements *table_new(uint32_t stride, uint32_t capacity) {
  Elements *t = heap_new_elements(HEAD + capacity * stride);
  t->v[0] = JS_UNDEFINED;
  t->v[1] = JS_FALSE;
  t->used = HEAD;
  return t;
}

/* Appends; the entry's bucket is updated. */
static void append(Collection *c, Elements *t, Value key, Value v, uint32_t hash) {
  uint32_t i = entry_count(c, t);
  Value *e = entry(c, t, i);
  uint32_t *bucket = &c->buckets[hash & c->mask];
  t->used += c->stride;
  e[0] = key;
  e[1] = value_from_int((int32_t)*bucket);
  if (c->stride == 3) e[2] = v;
  *bucket = i + 1;
  heap_barrier_slot(e);
  heap_barrier_slot(e + c->stride - 1);
}

/* A table with room for one more: doubled, or as large as before if a quarter of it was deleted entries. */
static void rebuild(Collection *c) {
  Elements *old = c->table;
  uint32_t count = old ? entry_count(c, old) : 0;
  uint32_t capacity = !old ? MIN_CAPACITY : c->live * 4 > count * 3 ? count * 2 : count;
  while (capacity > MIN_CAPACITY && c->live * 4 < capacity) capacity /= 2;
  if (capacity < MIN_CAPACITY) capacity = MIN_CAPACITY;
  uint32_t size = MIN_CAPACITY;
  while (size < capacity) size *= 2;
  Elements *t = table_new(c->stride, size);
  c->buckets = heap_alloc_bytes(size * sizeof(uint32_t));
  c->mask = size - 1;
  for (uint32_t i = c->first; i < count; i++) {
    Value *e = entry(c, old, i);
    if (!value_is_empty(e[0])) append(c, t, e[0], e[c->stride - 1], value_hash(e[0]));
  }
  if (old) {
    old->v[0] = value_from_ptr(t);
    heap_barrier_slot(&old->v[0]);
  }
  c->table = t;
  c->first = 0;
  heap_barrier(c);
}

bool collection_set(Collection *c, Value key, Value v) {
  key = normalise(key);
  uint32_t hash = value_hash(key);
  Value *e = find_entry(c, key, hash);
  if (e) {
    if (c->stride == 3) {
      e[2] = v;
      heap_barrier_slot(&e[2]);
    }
    return true;
  }
  if (c->live == COLLECTION_MAX) {
    throw_range_error("%s maximum size exceeded", c->stride == 3 ? "Map" : "Set");
    return false;
  }
  if (!c->table || entry_count(c, c->table) > c->mask) rebuild(c);
  append(c, c->table, key, v, hash);
  c->live++;
  return true;
}

bool collection_delete(Collection *c, Value key) {
  key = normalise(key);
  Value *e = find_entry(c, key, value_hash(key));
  if (!e) return false;
  /* The chain goes through the deleted entry: EMPTY equals no key. */
  e[0] = JS_EMPTY;
  if (c->stride == 3) e[2] = JS_UNDEFINED;
  c->live--;
  uint32_t count = entry_count(c, c->table);
  while (c->first < count && value_is_empty(entry(c, c->table, c->first)[0])) c->first++;
  return true;
}

void collection_clear(Collection *c) {
  Elements *old = c->table;
  if (!old) return;
  Elements *t = table_new(c->stride, MIN_CAPACITY);
  c->buckets = heap_alloc_bytes(MIN_CAPACITY * sizeof(uint32_t));
  c->mask = MIN_CAPACITY - 1;
  c->live = c->first = 0;
  c->table = t;
  heap_barrier(c);
  old->v[0] = value_from_ptr(t);
  old->v[1] = JS_TRUE;
  heap_barrier_slot(&old->v[0]);
}

/* Moves a cursor from tables that were replaced to the current one. */
static void follow(Collection *c, CollectionCursor *at) {
  if (!at->table) at->table = c->table;
  while (at->table && value_is_cell(at->table->v[0])) {
    Elements *t = at->table;
    if (value_same(t->v[1], JS_TRUE)) {
      at->index = 0;
    } else {
      uint32_t deleted = 0;
      for (uint32_t i = 0; i < at->index; i++) deleted += value_is_empty(entry(c, t, i)[0]);
      at->index -= deleted;
    }
    at->table = value_ptr(t->v[0]);
  }
}

bool collection_next(Collection *c, CollectionCursor *at, Value *key, Value *value) {
  follow(c, at);
  if (!at->table) return false;
  if (at->index < c->first) at->index = c->first;
  for (uint32_t count = entry_count(c, at->table); at->index < count;) {
    Value *e = entry(c, at->table, at->index++);
    if (value_is_empty(e[0])) continue;
    *key = e[0];
    *value = c->stride == 3 ? e[2] : e[0];
    return true;
  }
  return false;
}

/* ---- objects ---- */

Collection *collection_new(Value new_target, CellKind kind) {
  Intrinsic proto = kind == CELL_MAP ? INTR_MapPrototype : INTR_SetPrototype;
  Collection *c = (Collection *)object_new_from_constructor(new_target, proto, kind, sizeof(Collection));
  if (c) c->stride = kind == CELL_MAP ? 3 : 2;
  return c;
}

Value collection_iterator_new(Collection *c, CellKind kind, int mode) {
  IteratorObject *it = (IteratorObject *)object_new_default(kind, sizeof(IteratorObject));
  it->a = value_from_ptr(c);
  it->b = c->table ? value_from_ptr(c->table) : JS_UNDEFINED;
  it->c = value_from_int(0);
  it->d = value_from_int(mode);
  return value_from_ptr(it);
}

static CollectionCursor iterator_cursor(const IteratorObject *it) {
  return (CollectionCursor){value_is_cell(it->b) ? value_ptr(it->b) : NULL, (uint32_t)value_number(it->c)};
}

static Value entry_array(Value key, Value value) {
  Value pair[2] = {key, value};
  return array_from_values(2, pair);
}

Value collection_iterator_next(Value iterator, CellKind kind, const char *method) {
  if (!value_is_kind(iterator, kind)) return throw_incompatible(method, iterator);
  IteratorObject *it = value_ptr(iterator);
  if (value_is_undefined(it->a)) return iter_result_new(JS_UNDEFINED, true);
  CollectionCursor at = iterator_cursor(it);
  Value key, value;
  if (!collection_next(value_ptr(it->a), &at, &key, &value)) {
    it->a = it->b = JS_UNDEFINED;
    return iter_result_new(JS_UNDEFINED, true);
  }
  it->b = value_from_ptr(at.table);
  it->c = value_from_u32(at.index);
  heap_barrier(it);
  int mode = value_int(it->d);
  if (mode == ITER_ENTRIES) key = entry_array(key, value);
  return iter_result_new(mode == ITER_VALUES ? value : key, false);
}

Value collection_iterator_rest(Value iterator) {
  IteratorObject *it = value_ptr(iterator);
  Value list = array_new_capacity(0);
  if (value_is_undefined(it->a)) return list;
  CollectionCursor at = iterator_cursor(it);
  int mode = value_int(it->d);
  Value key, value;
  while (collection_next(value_ptr(it->a), &at, &key, &value)) {
    if (mode != ITER_VALUES) array_push(list, key);
    if (mode != ITER_KEYS) array_push(list, value);
  }
  return list;
}
