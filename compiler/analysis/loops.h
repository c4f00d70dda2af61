/*
 * loops.h: which blocks lie in a loop: in the natural loop of the edges to a dominator (Aho, Lam, Sethi, Ullman,
 * "Compilers", 9.6.6). JavaScript makes no irreducible loops; the state machines of generators do, and no block of such a
 * one counts.
 * needs: cfg. changes nothing.
 */
#ifndef JSC_ANALYSIS_LOOPS_H
#define JSC_ANALYSIS_LOOPS_H

#include "dom.h"

typedef struct Loop {
  IrBlock *header;
  IrBlock **blocks; /* the header first, in reverse postorder */
  uint32_t nblocks;
} Loop;

typedef struct LoopList {
  Loop *items;
  uint32_t count, capacity;
} LoopList;

/* By block id, from `arena`. */
bool *loops_find(Arena *arena, IrFn *fn, const DomTree *dom);
/* The loops that contain no other. */
LoopList loops_innermost(Arena *arena, IrFn *fn, const DomTree *dom);

#endif
