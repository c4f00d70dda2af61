/*
 * loopcopy.h: a loop in two versions. The fast one is the loop itself, in which a pass puts guards; the complete one is a
 * copy of its body, which runs the rest of an iteration when a guard fails, and then goes back to where the fast loop is
 * entered:
 *
 *        entry <-------------+        entry: phis of the loop's variables, guards on what does not change in the loop
 *          |      \ fails    |
 *   +--> header    v         |
 *   |      |     copy of the body
 *   +--- body ---> ^
 *          | guard fails
 *          v
 *
 * So nothing that the copy does is merged into the fast loop but through the entry, where it is tested again; and there
 * is one entry to either, as LLVM likes it.
 */
#ifndef JSC_OPT_LOOPCOPY_H
#define JSC_OPT_LOOPCOPY_H

#include "../analysis/loops.h"
#include "../support/array.h"
#include "passes.h"

typedef struct LoopCopy {
  IrFn *fn;
  Arena *arena;
  Loop *loop;
  IrBlock *entry;           /* the last block of the entry: guards are added at its end */
  IrBlock *entry_top;       /* the first, with the phis */
  IrBlock *entry_exit;      /* leads to the copy of the header; NULL until a guard needs it */
  uint32_t ninsts, nblocks; /* before */
  IrInst **copies;          /* by id of an instruction of the loop: of a phi of the header, the entry's */
  IrInst **fast;            /* by the same id: what stands for it in the fast loop */
  IrBlock **twins;          /* by id of a block of the loop */
  IrBlock **exits;          /* by id of an instruction: the block that goes on at its copy, made on demand */
} LoopCopy;

/* Copies the loop; whether the copy is cold. The function must be pruned: ids are dense. */
LoopCopy *loop_copy(Arena *arena, IrFn *fn, Loop *loop, bool is_cold);
/* The fast loop is only entered while `condition`, computed at the end of l->entry, holds. The result is the block that
 * is on the way to the copy when it does not, for this guard alone if `own`. */
IrBlock *loop_guard_entry(LoopCopy *l, IrInst *condition, bool own);
/* The guards of the entry are as likely to fail as to hold: the way to the copy is not cold. */
void loop_entry_may_fail(LoopCopy *l);
/* Splits the fast block after `condition`: unless it holds, the copy goes on with its version of `at`, an instruction
 * of the loop before which nothing with an effect stands between it and the guard. Result as above. */
IrBlock *loop_guard(LoopCopy *l, IrInst *condition, const IrInst *at, bool own);
/* `by` stands for the loop's instruction `old` from now on. Call ir_fn_apply_replacements before loop_finish. */
void loop_replace(LoopCopy *l, IrInst *old, IrInst *by);
/* Gives every use in the copy and behind the loop the value that arrives there, and prunes the function. */
void loop_finish(LoopCopy *l);

#endif
