/* dom.c: see dom.h. */
#include "dom.h"

#include "../support/host.h"

typedef struct Walk {
  IrBlock *block;
  uint32_t next;
} Walk;

/* Postorder by an explicit stack: functions with tens of thousands of blocks exist. */
static void number_blocks(DomTree *t, Arena *arena, IrFn *fn) {
  Walk *stack = ARENA_ARRAY(arena, Walk, t->nblocks + 1);
  bool *seen = ARENA_ARRAY(arena, bool, t->nblocks);
  uint32_t depth = 1, at = t->nblocks;
  stack[0] = (Walk){fn->entry, 0};
  seen[fn->entry->id] = true;
  while (depth) {
    Walk *w = &stack[depth - 1];
    if (w->next < w->block->nsuccs) {
      IrBlock *s = w->block->succs[w->next++];
      if (!seen[s->id]) {
        seen[s->id] = true;
        stack[depth++] = (Walk){s, 0};
      }
    } else {
      t->order[--at] = w->block;
      depth--;
    }
  }
  t->count = t->nblocks - at;
  t->order += at;
  for (uint32_t i = 0; i < t->nblocks; i++) t->number[i] = ~0u;
  for (uint32_t i = 0; i < t->count; i++) t->number[t->order[i]->id] = i;
}

static IrBlock *intersect(const DomTree *t, IrBlock *a, IrBlock *b) {
  while (a != b) {
    while (t->number[a->id] > t->number[b->id]) a = t->idom[a->id];
    while (t->number[b->id] > t->number[a->id]) b = t->idom[b->id];
  }
  return a;
}

DomTree *dom_build(Arena *arena, IrFn *fn) {
  DomTree *t = ARENA_NEW(arena, DomTree);
  t->nblocks = fn->nblocks;
  t->order = ARENA_ARRAY(arena, IrBlock *, t->nblocks + 1);
  t->number = ARENA_ARRAY(arena, uint32_t, t->nblocks + 1);
  t->idom = ARENA_ARRAY(arena, IrBlock *, t->nblocks + 1);
  t->depth = ARENA_ARRAY(arena, uint32_t, t->nblocks + 1);
  number_blocks(t, arena, fn);
  t->idom[fn->entry->id] = fn->entry;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = 1; i < t->count; i++) {
      IrBlock *b = t->order[i], *dom = NULL;
      for (uint32_t k = 0; k < b->npreds; k++) {
        IrBlock *p = b->preds[k];
        if (t->number[p->id] == ~0u || !t->idom[p->id]) continue;
        dom = dom ? intersect(t, p, dom) : p;
      }
      if (t->idom[b->id] != dom) {
        t->idom[b->id] = dom;
        changed = true;
      }
    }
  }
  for (uint32_t i = 1; i < t->count; i++) t->depth[t->order[i]->id] = t->depth[t->idom[t->order[i]->id]->id] + 1;
  return t;
}

bool dom_dominates(const DomTree *t, const IrBlock *a, const IrBlock *b) {
  if (t->number[a->id] == ~0u || t->number[b->id] == ~0u) return false;
  while (t->depth[b->id] > t->depth[a->id]) b = t->idom[b->id];
  return a == b;
}
