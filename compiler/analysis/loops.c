/* loops.c: see loops.h. */
#include "loops.h"

#include "../support/array.h"

bool *loops_find(Arena *arena, IrFn *fn, const DomTree *dom) {
  bool *in_loop = ARENA_ARRAY(arena, bool, fn->nblocks + 1);
  uint32_t *seen = ARENA_ARRAY(arena, uint32_t, fn->nblocks + 1); /* the header whose loop was entered last, plus 1 */
  ARRAY(IrBlock *) work = {0};
  for (uint32_t n = 0; n < dom->count; n++) {
    IrBlock *header = dom->order[n];
    for (uint32_t k = 0; k < header->npreds; k++) {
      if (!dom_dominates(dom, header, header->preds[k])) continue;
      in_loop[header->id] = true;
      seen[header->id] = n + 1;
      ARRAY_PUSH(arena, &work, header->preds[k]);
    }
    while (work.count) {
      IrBlock *b = work.items[--work.count];
      if (seen[b->id] == n + 1) continue;
      seen[b->id] = n + 1;
      in_loop[b->id] = true;
      for (uint32_t k = 0; k < b->npreds; k++) ARRAY_PUSH(arena, &work, b->preds[k]);
    }
  }
  return in_loop;
}
