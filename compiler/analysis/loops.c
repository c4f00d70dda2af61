/* loops.c: see loops.h. */
#include "loops.h"

#include "../support/array.h"

typedef ARRAY(IrBlock *) BlockList;

/* Collects the natural loop of order[n], its header, by marking with n + 1. Empty when it is none. */
static void collect(Arena *arena, const DomTree *dom, uint32_t n, uint32_t *seen, BlockList *blocks) {
  IrBlock *header = dom->order[n];
  blocks->count = 0;
  for (uint32_t k = 0; k < header->npreds; k++) {
    if (!dom_dominates(dom, header, header->preds[k])) continue;
    if (seen[header->id] != n + 1) ARRAY_PUSH(arena, blocks, header);
    seen[header->id] = n + 1;
    if (seen[header->preds[k]->id] == n + 1) continue;
    seen[header->preds[k]->id] = n + 1;
    ARRAY_PUSH(arena, blocks, header->preds[k]);
  }
  for (uint32_t at = 1; at < blocks->count; at++) {
    IrBlock *b = blocks->items[at];
    for (uint32_t k = 0; k < b->npreds; k++) {
      if (seen[b->preds[k]->id] == n + 1 || dom->number[b->preds[k]->id] == ~0u) continue;
      seen[b->preds[k]->id] = n + 1;
      ARRAY_PUSH(arena, blocks, b->preds[k]);
    }
  }
}

bool *loops_find(Arena *arena, IrFn *fn, const DomTree *dom) {
  bool *in_loop = ARENA_ARRAY(arena, bool, fn->nblocks + 1);
  uint32_t *seen = ARENA_ARRAY(arena, uint32_t, fn->nblocks + 1); /* the header whose loop was entered last, plus 1 */
  BlockList blocks = {0};
  for (uint32_t n = 0; n < dom->count; n++) {
    collect(arena, dom, n, seen, &blocks);
    for (uint32_t k = 0; k < blocks.count; k++) in_loop[blocks.items[k]->id] = true;
  }
  return in_loop;
}

LoopList loops_innermost(Arena *arena, IrFn *fn, const DomTree *dom) {
  uint32_t *seen = ARENA_ARRAY(arena, uint32_t, fn->nblocks + 1);
  bool *is_header = ARENA_ARRAY(arena, bool, fn->nblocks + 1);
  LoopList list = {0};
  BlockList blocks = {0};
  for (uint32_t n = dom->count; n-- > 0;) { /* a loop's header comes before those of the loops in it */
    collect(arena, dom, n, seen, &blocks);
    if (!blocks.count) continue;
    bool has_inner = false;
    for (uint32_t k = 0; k < blocks.count; k++) has_inner |= is_header[blocks.items[k]->id];
    is_header[blocks.items[0]->id] = true;
    if (has_inner) continue;
    Loop loop = {.header = blocks.items[0], .nblocks = blocks.count};
    loop.blocks = ARENA_ARRAY(arena, IrBlock *, blocks.count);
    uint32_t at = 0;
    for (uint32_t m = n; m < dom->count && at < loop.nblocks; m++)
      if (seen[dom->order[m]->id] == n + 1) loop.blocks[at++] = dom->order[m];
    ARRAY_PUSH(arena, &list, loop);
  }
  return list;
}
