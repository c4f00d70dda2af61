/*
 * verify.c: checks the heap right after a collection: marked cells are well formed, their lines are marked, and every
 * exact reference in them leads to a marked cell. Ambiguous words are not checked.
 */
#include "internal.h"

static _Noreturn void bad(const char *what) { heap_fatal(what); }

void verify_reference(Heap *h, uintptr_t a) {
  if (heap_in_small(h, a)) {
    if (a & 15) bad("heap_verify: misaligned reference\n");
    if (!heap_bit(RT->start_bits, a)) bad("heap_verify: reference to no cell\n");
    if (!heap_bit(h->mark_bits, a)) bad("heap_verify: reference to a dead cell\n");
  } else if (heap_in_large(h, a)) {
    Large *l = large_find(h, a);
    if (!l || (uintptr_t)l->cell != a) bad("heap_verify: reference to no large cell\n");
    if (!l->is_marked) bad("heap_verify: reference to a dead large cell\n");
  }
}

static void verify_cell(Heap *h, Cell *c) {
  if (c->kind == CELL_FREE || c->kind >= CELL_KIND_COUNT) bad("heap_verify: cell of no kind\n");
  h->verified = c;
  trace_cell(h, c, 0);
  mark_drain(h);
}

void heap_verify(void) {
  Heap *h = heap_here();
  if (!HEAP_CHECKED || h->since_gc) return;
  h->is_verifying = true;
  h->is_full = false;
  for (uint32_t b = 1; b < h->nblocks; b++) {
    uintptr_t block = block_address(h, b);
    for (uintptr_t a = block; a < block + BLOCK_SIZE; a += HEAP_GRANULE) {
      if (heap_bit(RT->start_bits, a) != heap_bit(h->mark_bits, a)) bad("heap_verify: start bits are not mark bits\n");
      if (!heap_bit(h->mark_bits, a)) continue;
      Cell *c = (Cell *)a;
      size_t size = heap_size_of_code(c->gc);
      if (!size || a + size > block + BLOCK_SIZE) bad("heap_verify: bad size\n");
      for (uintptr_t l = a >> LINE_SHIFT; l <= (a + size - 1) >> LINE_SHIFT; l++)
        if (!h->line_marks[l]) bad("heap_verify: line is not marked\n");
      verify_cell(h, c);
    }
  }
  for (Large *l = h->large_old; l; l = l->next) verify_cell(h, l->cell);
  h->is_verifying = false;
}
