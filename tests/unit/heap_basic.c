/*
 * heap_basic.c: cells survive when referred to from the stack, from old cells and by interior pointers, and die
 * otherwise; large cells; weak tables, WeakRef, FinalizationRegistry; a random graph checked against a copy.
 */
#include "unit.h"

static Object *plain(CellKind kind, size_t size) {
  Object *o = (Object *)heap_alloc(size, kind);
  o->cell.shape = SHAPE_ID_FIRST_FREE;
  return o;
}

static void test_list(void) {
  Box *head = NULL;
  for (int i = 0; i < 1000000; i++) {
    Box *b = heap_new_box(head ? value_from_ptr(head) : JS_NULL);
    head = b;
  }
  heap_collect(true);
  heap_collect(false);
  int n = 0;
  for (Value v = value_from_ptr(head); value_is_cell(v); v = ((Box *)value_ptr(v))->value) n++;
  CHECK(n == 1000000);
}

static void test_old_to_young(void) {
  Elements *e = heap_new_elements(100000);
  e->used = 100000;
  for (int i = 0; i < 100000; i++) e->v[i] = JS_UNDEFINED;
  Slots *s = heap_new_slots(100);
  heap_collect(false);
  heap_collect(false);
  for (int i = 0; i < 100000; i++) {
    e->v[i] = value_from_ptr(heap_new_box(value_from_int(i)));
    heap_barrier_slot(&e->v[i]);
    s->v[i % 100] = e->v[i];
    heap_barrier(s);
    if (i % 20000 == 0) heap_collect(false);
  }
  heap_collect(false);
  for (int i = 0; i < 100000; i++) CHECK(value_int(((Box *)value_ptr(e->v[i]))->value) == i);
  for (int i = 0; i < 100; i++) CHECK(value_int(((Box *)value_ptr(s->v[i]))->value) == 99900 + i);
}

static void test_interior(void) {
  uint8_t *small = (uint8_t *)heap_alloc_bytes(500) + 137;
  uint8_t *large = (uint8_t *)heap_alloc_bytes(5000000) + 4000000;
  *small = 7;
  *large = 9;
  for (int i = 0; i < 3; i++) {
    heap_collect(true);
    for (int j = 0; j < 100000; j++) heap_alloc_bytes(j % 700);
    heap_try_alloc_bytes(5000000);
  }
  CHECK(*small == 7 && *large == 9);
}

static __attribute__((noinline)) void fill_weak(WeakObject *m, Elements *keys) {
  for (int i = 0; i < 1000; i++) {
    Object *k = plain(CELL_OBJECT, 64);
    if (i % 2) {
      keys->v[keys->used++] = value_from_ptr(k);
      heap_barrier(keys);
    }
    /* the value of each odd key is the key's own box, of each even one the next key */
    weak_table_set(m, value_from_ptr(k), value_from_ptr(heap_new_box(value_from_ptr(k))));
  }
}

static __attribute__((noinline)) void fill_ref(WeakRefObject *r, FinalizationRegistryObject *f, Elements *keys) {
  Elements *cells = heap_new_elements(2 * FINAL_WORDS);
  cells->used = 2 * FINAL_WORDS;
  f->cells = value_from_ptr(cells);
  r->target = value_from_ptr(plain(CELL_OBJECT, 48));
  for (int i = 0; i < 2; i++) {
    Value *v = &cells->v[i * FINAL_WORDS];
    v[FINAL_TARGET] = i ? r->target : value_from_ptr(keys);
    v[FINAL_HELD] = value_from_int(i + 1);
    v[FINAL_TOKEN] = JS_UNDEFINED;
    v[FINAL_NEXT] = v[FINAL_PREVIOUS] = value_from_int(0);
  }
}

static void test_weak(void) {
  WeakObject *m = (WeakObject *)plain(CELL_WEAKMAP, sizeof(WeakObject) + 64);
  m->table = JS_UNDEFINED;
  Elements *keys = heap_new_elements(600);
  WeakRefObject *r = (WeakRefObject *)plain(CELL_WEAKREF, sizeof(WeakRefObject) + 64);
  FinalizationRegistryObject *f = (FinalizationRegistryObject *)plain(CELL_FINALIZATION_REGISTRY, 96);
  f->cleanup = f->queued = f->tokens = f->free = JS_UNDEFINED;
  fill_ref(r, f, keys);
  fill_weak(m, keys);
  unit_clear_stack();
  heap_collect(true);
  uint32_t index = 0, n = 0;
  Value k, v;
  while (weak_table_next(m, &index, &k, &v)) n++;
  CHECK(n >= 500 && n <= 505); /* a few may be kept by stale stack words */
  for (uint32_t i = 0; i < keys->used; i++) {
    Value *slot = weak_table_find(m, keys->v[i]);
    CHECK(slot && value_same(((Box *)value_ptr(*slot))->value, keys->v[i]));
  }
  CHECK(value_is_undefined(r->target));
  CHECK(heap_has_finalized());
  CHECK(value_ptr(heap_take_finalized()) == (void *)f && !heap_has_finalized());
  Elements *cells = value_ptr(f->cells);
  CHECK(value_is_undefined(cells->v[FINAL_WORDS]) && value_ptr(cells->v[FINAL_TARGET]) == (void *)keys);
  CHECK(weak_table_delete(m, keys->v[0]) && !weak_table_find(m, keys->v[0]));
}

/* A random graph of 2000 nodes with 4 edges each, mirrored in host memory. */
enum { NODES = 2000 };
static int mirror[NODES][4];
static void test_graph(void) {
  static uint64_t x = 88172645463325252ull;
  Elements *roots = heap_new_elements(NODES);
  roots->used = NODES;
  for (int i = 0; i < NODES; i++) roots->v[i] = JS_UNDEFINED;
  for (int i = 0; i < NODES; i++) {
    Slots *s = heap_new_slots(5 + (uint32_t)i % 60);
    s->v[4] = value_from_int(i);
    roots->v[i] = value_from_ptr(s);
    heap_barrier_slot(&roots->v[i]);
    for (int j = 0; j < 4; j++) mirror[i][j] = -1;
  }
  for (int step = 0; step < 3000000; step++) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    int a = (int)(x % NODES), b = (int)(x >> 20) % NODES, j = (int)(x >> 50) & 3;
    if (b < 0) b += NODES;
    if (step % 7 == 0) {
      /* replaces a node by a fresh one with the same edges */
      Slots *old = value_ptr(roots->v[a]);
      Slots *s = heap_new_slots(5 + (uint32_t)step % (step % 1000 == 0 ? 3000 : 60));
      for (int i = 0; i < 5; i++) s->v[i] = old->v[i];
      roots->v[a] = value_from_ptr(s);
      heap_barrier_slot(&roots->v[a]);
    }
    Slots *s = value_ptr(roots->v[a]);
    s->v[j] = value_from_ptr(heap_new_box(value_from_int(b)));
    heap_barrier(s);
    mirror[a][j] = b;
  }
  for (int i = 0; i < NODES; i++) {
    Slots *s = value_ptr(roots->v[i]);
    CHECK(s->cell.kind == CELL_SLOTS && value_int(s->v[4]) == i);
    for (int j = 0; j < 4; j++)
      CHECK(mirror[i][j] < 0 ? !s->v[j].bits : value_int(((Box *)value_ptr(s->v[j]))->value) == mirror[i][j]);
  }
}

int main(void) {
  unit_boot(__builtin_frame_address(0));
  test_list();
  test_old_to_young();
  test_interior();
  test_weak();
  test_graph();
  HeapStats s = heap_stats();
  CHECK(s.minor > 0 && s.full > 0);
  if (getenv("STATS"))
    printf("minor %u full %u total %llu used %llu pause max %.3f ms, all %.3f ms\n", s.minor, s.full,
           (unsigned long long)s.total, (unsigned long long)s.used, (double)s.pause_max_ns / 1e6,
           (double)s.pause_total_ns / 1e6);
  return 0;
}
