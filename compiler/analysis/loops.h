/*
 * loops.h: which blocks lie in a loop: in the natural loop of an edge to a dominator (Aho, Lam, Sethi, Ullman,
 * "Compilers", 9.6.6). JavaScript makes no irreducible loops; the state machines of generators do, and no block of such a
 * one counts.
 * needs: cfg. changes nothing.
 */
#ifndef JSC_ANALYSIS_LOOPS_H
#define JSC_ANALYSIS_LOOPS_H

#include "dom.h"

/* By block id, from `arena`. */
bool *loops_find(Arena *arena, IrFn *fn, const DomTree *dom);

#endif
