/*
 * dce.c: removes values that nothing with an effect uses. Marks from the roots, then sweeps.
 * needs: ssa. keeps: cfg.
 */
#include "../support/array.h"
#include "passes.h"

static bool is_root(const IrInst *i) {
  if (ir_is_terminator(i) || i->flags & (IR_T | IR_W | IR_X | IR_S)) return true;
  return !(i->flags & (IR_P | IR_R)) && i->op != IR_phi;
}

void opt_dce(IrFn *fn, Arena *scratch) {
  ARRAY(IrInst *) work = {0};
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      i->scratch = is_root(i);
      if (i->scratch) ARRAY_PUSH(scratch, &work, i);
    }
  while (work.count) {
    IrInst *i = work.items[--work.count];
    for (uint32_t k = 0; k < i->nargs; k++)
      if (!i->args[k]->scratch) {
        i->args[k]->scratch = 1;
        ARRAY_PUSH(scratch, &work, i->args[k]);
      }
  }
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first, *next; i; i = next) {
      next = i->next;
      if (!i->scratch) ir_remove(i);
    }
}
