/*
 * trace.c: the references of each kind of cell.
 *
 * Internal kinds are traced by their layouts in abi.h; objects word by word: a word that is no reference is either out
 * of the heap's range or, should it alias an address, keeps some cell alive a little longer.
 */
#include "../object/kinds.h"
#include "code.h"

/* Values at [v, v + n) of a cell, TRACE_CHUNK at a time: pushes what is left. */
static void trace_values(Heap *h, Cell *c, const Value *v, size_t n, size_t from) {
  size_t end = n;
  if (n - from > TRACE_CHUNK && h->mark_top + 2 < h->mark_capacity) {
    end = from + TRACE_CHUNK;
    h->mark_stack[h->mark_top++] = end;
    h->mark_stack[h->mark_top++] = (uint64_t)(uintptr_t)c | 1;
  }
  for (size_t i = from; i < end; i++) mark_value(h, v[i]);
}

static void trace_words(Heap *h, Cell *c, size_t size) {
  const uint64_t *w = (const uint64_t *)c;
  const uint8_t *starts = RT->start_bits;
  for (size_t i = 1; i < size / 8; i++) {
    uintptr_t a = (uintptr_t)w[i] | VALUE_PTR_HIGH;
    if (heap_in_small(h, a) && !(a & 15) && heap_bit(starts, a) && !HEAP_CHECKED) mark_small(h, a);
    else if (heap_in_small(h, a) || heap_in_large(h, a)) mark_word(h, a);
    else code_meet(h, w[i]);
  }
}

static void trace_shape(Heap *h, const Shape *s) {
  mark_value(h, s->proto);
  mark_word(h, (uint64_t)(uintptr_t)s->props);
  mark_word(h, (uint64_t)(uintptr_t)s->hash);
  mark_word(h, (uint64_t)(uintptr_t)s->owner);
  mark_cell(h, s->parent);
  mark_cell(h, s->transitions);
}

static void trace_object(Heap *h, Cell *c) {
  mark_cell(h, RT->shapes[c->shape]);
  switch (c->kind) {
    case CELL_WEAKREF:
    case CELL_WEAKMAP:
    case CELL_WEAKSET:
    case CELL_FINALIZATION_REGISTRY:
      if (h->is_full) {
        weak_trace_holder(h, (Object *)c);
        return;
      }
      break;
    default: break;
  }
  trace_words(h, c, heap_cell_size(c));
}

/* from: where to go on in a big cell; 0 at first. */
void trace_cell(Heap *h, Cell *c, size_t from) {
  switch (c->kind) {
    case CELL_FREE:
    case CELL_BYTES:
    case CELL_BIGINT: return;
    case CELL_BOX: mark_value(h, ((Box *)c)->value); return;
    case CELL_SLOTS: trace_values(h, c, ((Slots *)c)->v, ((Slots *)c)->capacity, from); return;
    case CELL_ELEMENTS: trace_values(h, c, ((Elements *)c)->v, ((Elements *)c)->used, from); return;
    case CELL_ACCESSOR:
      mark_value(h, ((Accessor *)c)->getter);
      mark_value(h, ((Accessor *)c)->setter);
      return;
    case CELL_SHAPE: trace_shape(h, (Shape *)c); return;
    case CELL_STRING: {
      String *s = (String *)c;
      if (s->cell.flags & STR_ROPE) {
        mark_cell(h, s->u.rope.left);
        mark_cell(h, s->u.rope.right);
      } else if (s->cell.flags & STR_SLICE) {
        mark_cell(h, s->u.slice.base);
      }
      return;
    }
    case CELL_SYMBOL: mark_value(h, ((Symbol *)c)->description); return;
    case CELL_TABLE:
    case CELL_FOR_IN:
    case CELL_ITER_RECORD:
    case CELL_INTERNAL: trace_words(h, c, heap_cell_size(c)); return;
    default: trace_object(h, c); return;
  }
}
