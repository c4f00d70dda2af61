/*
 * order.c: the order in which blocks are emitted: reverse postorder, so that a definition comes before its uses, with
 * loops in one piece and handlers late; then an index for every instruction.
 */
#include "internal.h"

typedef struct Walk {
  IrBlock *block;
  uint32_t next;
} Walk;

/* Successors are visited in this order; what is visited first comes last. */
static uint32_t visit_rank(const Fc *f, const IrBlock *from, uint32_t k) {
  const IrBlock *to = from->succs[k];
  if (to->cold || (from->last->op == IR_on_throw && k == 1)) return 0;
  uint32_t depth = f->depth[to->id] < 1000 ? f->depth[to->id] : 1000;
  return 1 + depth;
}

static IrBlock *next_successor(const Fc *f, const IrBlock *b, uint32_t n) {
  if (b->nsuccs == 1) return b->succs[0];
  if (b->nsuccs == 2) {
    bool first_is_last = visit_rank(f, b, 0) >= visit_rank(f, b, 1);
    return b->succs[first_is_last ? 1 - n : n];
  }
  return b->succs[b->nsuccs - 1 - n];
}

static void walk(Fc *f, bool *seen, Walk *stack) {
  uint32_t depth = 1, at = f->fn->nblocks;
  stack[0] = (Walk){f->fn->entry, 0};
  seen[f->fn->entry->id] = true;
  while (depth) {
    Walk *w = &stack[depth - 1];
    if (w->next < w->block->nsuccs) {
      IrBlock *s = next_successor(f, w->block, w->next++);
      if (!seen[s->id]) {
        seen[s->id] = true;
        stack[depth++] = (Walk){s, 0};
      }
    } else {
      f->order[--at] = w->block;
      depth--;
    }
  }
  f->norder = f->fn->nblocks - at;
  memmove(f->order, f->order + at, f->norder * sizeof *f->order);
  for (uint32_t i = 0; i < f->fn->nblocks; i++) f->number[i] = ~0u;
  for (uint32_t i = 0; i < f->norder; i++) f->number[f->order[i]->id] = i;
}

/* Adds 1 to the depth of all blocks of the loop that the edge from `tail` back to `head` closes. */
static void mark_loop(Fc *f, IrBlock *head, IrBlock *tail, uint32_t *stamp, uint32_t mark, IrBlock **stack) {
  uint32_t depth = 0, low = f->number[head->id];
  stamp[head->id] = mark;
  f->depth[head->id]++;
  if (stamp[tail->id] != mark) stack[depth++] = tail, stamp[tail->id] = mark;
  while (depth) {
    IrBlock *b = stack[--depth];
    f->depth[b->id]++;
    for (uint32_t k = 0; k < b->npreds; k++) {
      IrBlock *p = b->preds[k];
      if (stamp[p->id] == mark || f->number[p->id] == ~0u || f->number[p->id] < low) continue;
      stamp[p->id] = mark;
      stack[depth++] = p;
    }
  }
}

void fc_order(Fc *f) {
  uint32_t n = f->fn->nblocks;
  f->order = ARENA_ARRAY(f->scratch, IrBlock *, n + 1);
  f->number = ARENA_ARRAY(f->scratch, uint32_t, n + 1);
  f->depth = ARENA_ARRAY(f->scratch, uint32_t, n + 1);
  f->first = ARENA_ARRAY(f->scratch, uint32_t, n + 1);
  f->last = ARENA_ARRAY(f->scratch, uint32_t, n + 1);
  f->index = ARENA_ARRAY(f->scratch, uint32_t, f->fn->ninsts + 1);
  bool *seen = ARENA_ARRAY(f->scratch, bool, n);
  Walk *stack = ARENA_ARRAY(f->scratch, Walk, n + 1);
  walk(f, seen, stack);

  uint32_t *stamp = ARENA_ARRAY(f->scratch, uint32_t, n + 1);
  bool has_loops = false;
  uint32_t mark = 0;
  for (uint32_t i = 0; i < f->norder; i++)
    for (uint32_t k = 0; k < f->order[i]->nsuccs; k++) {
      IrBlock *head = f->order[i]->succs[k];
      if (f->number[head->id] > i || mark > 2000) continue; /* depths only weigh: thousands of loops need none */
      has_loops = true;
      mark_loop(f, head, f->order[i], stamp, ++mark, (IrBlock **)stack);
    }
  if (has_loops) {
    memset(seen, 0, n);
    walk(f, seen, stack);
  }
  uint32_t index = 1;
  for (uint32_t i = 0; i < f->norder; i++) {
    IrBlock *b = f->order[i];
    f->first[b->id] = index++;
    for (IrInst *x = b->first; x; x = x->next) f->index[x->id] = x->op == IR_phi ? f->first[b->id] : index++;
    f->last[b->id] = index - 1;
  }
}
