/*
 * mark.c: marking, with an explicit stack; resolving ambiguous words to cells.
 *
 * An entry of the mark stack is a cell, or a big cell with bit 0 set and, below it, the offset to go on from: big
 * cells are traced piece by piece, so the stack's depth follows the depth of the graph and not its width. Should it
 * overflow all the same, marked cells go untraced and a scan of the heap makes good for it.
 */
#include "code.h"

static bool is_leaf(const Cell *c) {
  return c->kind == CELL_BYTES || c->kind == CELL_BIGINT ||
         (c->kind == CELL_STRING && !(c->flags & (STR_ROPE | STR_SLICE)));
}

static void mark_lines(Heap *h, const Cell *c) {
  uintptr_t a = (uintptr_t)c;
  uint8_t *line = &h->line_marks[a >> LINE_SHIFT];
  uint8_t *last = &h->line_marks[(a + heap_size_of_code(c->gc) - 1) >> LINE_SHIFT];
  do *line = LINE_LIVE;
  while (++line <= last);
}

/* What is left to do for a cell whose mark was just set. */
static void visit(Heap *h, Cell *c) {
  if (c->gc) {
    mark_lines(h, c);
    h->marked_bytes += heap_size_of_code(c->gc);
  }
  if (h->ephemerons) weak_key_marked(h, c);
  if (!is_leaf(c)) trace_cell(h, c, 0);
}

static void mark_large_cell(Heap *h, Large *l) {
  if (l->is_marked) return;
  l->is_marked = true;
  mark_push(h, (uint64_t)(uintptr_t)l->cell);
}

void mark_cell(Heap *h, const void *p) {
  uintptr_t a = (uintptr_t)p;
  if (HEAP_CHECKED && h->is_verifying) {
    verify_reference(h, a);
    return;
  }
  if (heap_in_small(h, a)) mark_small(h, a);
  else if (heap_in_large(h, a)) mark_large_cell(h, large_of_cell(p));
}

void mark_value(Heap *h, Value v) { mark_cell(h, (void *)(uintptr_t)(v.bits | VALUE_PTR_HIGH)); }

void mark_only(Heap *h, Cell *c) {
  uintptr_t a = (uintptr_t)c;
  if (heap_in_small(h, a)) {
    h->mark_bits[a >> 7] |= (uint8_t)(1u << (a >> 4 & 7));
    mark_lines(h, c);
  } else if (heap_in_large(h, (uintptr_t)c)) large_of_cell(c)->is_marked = true;
}

bool heap_is_marked(const Heap *h, const void *cell) {
  uintptr_t a = (uintptr_t)cell;
  if (heap_in_small(h, a)) return heap_bit(h->mark_bits, a);
  if (heap_in_large(h, a)) return large_of_cell(cell)->is_marked;
  return true;
}

/* The start bit at or before a, within its block. */
static Cell *small_find(const Heap *h, uintptr_t a) {
  uintptr_t block = a & ~(uintptr_t)(BLOCK_SIZE - 1);
  if ((block - h->small_lo) >> BLOCK_SHIFT >= h->nblocks) return NULL;
  const uint64_t *bits = (const uint64_t *)(RT->start_bits + (block >> 7));
  uint32_t granule = (uint32_t)(a - block) >> 4;
  uint32_t w = granule >> 6;
  uint64_t word = bits[w] & (~0ull >> (63 - (granule & 63)));
  while (!word) {
    if (w == 0) return NULL;
    word = bits[--w];
  }
  uintptr_t start = block + ((uintptr_t)(w * 64 + 63 - (uint32_t)__builtin_clzll(word)) << 4);
  Cell *c = (Cell *)start;
  return a - start < heap_size_of_code(c->gc) ? c : NULL;
}

Cell *heap_resolve(const Heap *h, uint64_t word) {
  uintptr_t a = (uintptr_t)(word | VALUE_PTR_HIGH);
  if (heap_in_small(h, a)) return small_find(h, a);
  if (heap_in_large(h, a)) {
    Large *l = large_find(h, a);
    return l ? l->cell : NULL;
  }
  return NULL;
}

void mark_word(Heap *h, uint64_t word) {
  uintptr_t a = (uintptr_t)(word | VALUE_PTR_HIGH);
  if (HEAP_CHECKED && h->is_verifying) return;
  if (heap_in_small(h, a)) {
    Cell *c = !(a & 15) && heap_bit(RT->start_bits, a) ? (Cell *)a : small_find(h, a);
    if (c) mark_small(h, (uintptr_t)c);
  } else if (heap_in_large(h, a)) {
    Large *l = large_find(h, a);
    if (l) mark_large_cell(h, l);
  } else {
    code_meet(h, word);
  }
}

void mark_range(Heap *h, const void *start, const void *end) {
  for (const uint64_t *p = start; p < (const uint64_t *)end; p++) mark_word(h, *p);
}

bool mark_weak_holder(Heap *h, Object *o) {
  if (h->nweak == h->weak_capacity) return false;
  h->weak[h->nweak++] = o;
  return true;
}

/* Traces every marked cell again: what could not be pushed is found this way. */
static void mark_recover(Heap *h) {
  for (uint32_t b = 1; b < h->nblocks; b++) {
    uintptr_t block = block_address(h, b);
    const uint64_t *bits = (const uint64_t *)(h->mark_bits + (block >> 7));
    for (uint32_t w = 0; w < BLOCK_SIZE / HEAP_GRANULE / 64; w++)
      for (uint64_t word = bits[w]; word; word &= word - 1) {
        Cell *c = (Cell *)(block + ((uintptr_t)(w * 64 + (uint32_t)__builtin_ctzll(word)) << 4));
        visit(h, c);
        if (h->mark_top > h->mark_capacity / 2) mark_drain(h);
      }
  }
  for (int i = 0; i < 2; i++)
    for (Large *l = i ? h->large_young : h->large_old; l; l = l->next)
      if (l->is_marked) {
        visit(h, l->cell);
        mark_drain(h);
      }
}

/* Cells popped go through a short queue, so that their headers are in the cache when their turn comes. */
void mark_drain(Heap *h) {
  enum { QUEUE = 8 };
  Cell *queue[QUEUE] = {0};
  for (;;) {
    uint32_t at = 0, idle = 0;
    while (idle < QUEUE) {
      Cell *next = NULL;
      if (h->mark_top) {
        uint64_t entry = h->mark_stack[--h->mark_top];
        if (entry & 1) {
          trace_cell(h, (Cell *)(uintptr_t)(entry & ~1ull), h->mark_stack[--h->mark_top]);
          continue;
        }
        next = (Cell *)(uintptr_t)entry;
        __builtin_prefetch(next);
      }
      Cell *now = queue[at];
      queue[at] = next;
      at = (at + 1) % QUEUE;
      if (now) visit(h, now);
      idle = now || next ? 0 : idle + 1;
    }
    if (!h->mark_overflow) return;
    h->mark_overflow = false;
    mark_recover(h);
  }
}
