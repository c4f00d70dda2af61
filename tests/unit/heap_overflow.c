/*
 * heap_overflow.c: built with a mark stack of few entries (MARK_STACK_ENTRIES), a wide and deep graph is still marked whole.
 */
#include "unit.h"

static Slots *tree(int depth) {
  Slots *s = heap_new_slots(7);
  for (int i = 0; i < 6 && depth; i++) {
    s->v[i] = value_from_ptr(tree(depth - 1));
    heap_barrier(s);
  }
  s->v[6] = value_from_int(depth);
  return s;
}

static int count(Slots *s, int depth) {
  CHECK(s->cell.kind == CELL_SLOTS && value_int(s->v[6]) == depth);
  int n = 1;
  for (int i = 0; i < 6 && depth; i++) n += count(value_ptr(s->v[i]), depth - 1);
  return n;
}

int main(void) {
  unit_boot(__builtin_frame_address(0));
  Elements *wide = heap_new_elements(100000);
  wide->used = 100000;
  for (int i = 0; i < 100000; i++) {
    wide->v[i] = value_from_ptr(heap_new_box(value_from_ptr(heap_new_box(value_from_int(i)))));
    heap_barrier_slot(&wide->v[i]);
  }
  Slots *root = tree(6);
  for (int k = 0; k < 4; k++) {
    heap_collect(k % 2);
    for (int i = 0; i < 300000; i++) heap_new_slots((uint32_t)i % 30);
  }
  CHECK(count(root, 6) == 55987);
  for (int i = 0; i < 100000; i++) {
    Box *b = value_ptr(wide->v[i]);
    CHECK(value_int(((Box *)value_ptr(b->value))->value) == i);
  }
  return 0;
}
