/*
 * dom.h: dominator tree. Algorithm: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
 * needs: cfg. changes nothing.
 */
#ifndef JSC_ANALYSIS_DOM_H
#define JSC_ANALYSIS_DOM_H

#include "../ir/ir.h"

typedef struct DomTree {
  uint32_t nblocks;
  IrBlock **order;  /* reverse postorder, entry first */
  uint32_t count;   /* reachable blocks */
  uint32_t *number; /* by block id: position in order, ~0 when unreachable */
  IrBlock **idom;   /* by block id; entry: itself */
  uint32_t *depth;  /* by block id, entry 0 */
} DomTree;

/* All arrays are from `arena`. */
DomTree *dom_build(Arena *arena, IrFn *fn);
bool dom_dominates(const DomTree *t, const IrBlock *a, const IrBlock *b);

#endif
