/* passes.h: the entry points of the passes (passes.def) and small helpers they share. */
#ifndef JSC_OPT_PASSES_H
#define JSC_OPT_PASSES_H

#include "../ir/ir.h"

void opt_tail_callers(IrProgram *p);
void opt_tails(IrProgram *p);
void opt_generator(IrProgram *p);
void opt_facts(IrProgram *p);
void opt_slots(IrProgram *p);
void opt_devirtualize(IrProgram *p);
void opt_syscalls(IrProgram *p);
void opt_methods(IrProgram *p);
void opt_inline(IrProgram *p);
void opt_versions(IrProgram *p);
void opt_scalars(IrProgram *p);
void opt_calltypes(IrProgram *p);
void opt_loops(IrProgram *p);
void opt_heat(IrProgram *p);
void opt_budget(IrProgram *p);
void opt_fold(IrFn *fn, Arena *scratch);
void opt_fields(IrFn *fn, Arena *scratch);
void opt_unbox(IrFn *fn, Arena *scratch);
void opt_boxes(IrFn *fn, Arena *scratch);
void opt_dce(IrFn *fn, Arena *scratch);

/* The function that a const_fn, closure or class_new makes an object of, else NULL. */
IrFn *opt_made_function(const IrInst *v);
/* By slot: what it always holds once it is set, if that is an object of one function; else NULL. */
IrFn **opt_slot_functions(IrProgram *p, Arena *scratch);
/* Either of these for a callee. */
IrFn *opt_known_function(const IrInst *v, IrFn **slots);
/* Turns an instruction into another operation in place; operands are copied to the function's arena. */
void opt_rewrite(IrInst *i, IrOp op, uint32_t nargs, IrInst *const *args);
/* A throwing instruction that cannot throw any more: clears the flag and turns a following on_throw into a jump. */
void opt_set_nothrow(IrInst *i);
/* Removes the edge from `pred` to `b` from b's predecessors and phis. */
void opt_remove_edge(IrBlock *pred, IrBlock *b);
/* Moves what follows `at` to a new block, with the block's successors; the old one is left without a terminator. */
IrBlock *opt_split_after(IrInst *at);
/* A new block on the normal edge pred -> b (edge number pred_index of b, successor 0 of pred). */
IrBlock *opt_split_edge(IrBlock *pred, IrBlock *b, uint32_t pred_index);
/* Which edge into b comes from pred. */
uint32_t opt_pred_index(const IrBlock *b, const IrBlock *pred);
/* Inserts an operation that may throw before `at`; under a handler the block is split, so that it has its own on_throw.
 * `at` may then stand in a new block. The operation's value is returned. */
IrInst *opt_insert_throwing(IrInst *at, IrOp op, IrInst *operand);
/* Gives every throwing instruction of the block without a handler an edge to `handler`, whose phis take for it what they
 * take for edge number `like`. */
void opt_protect_block(IrBlock *b, IrBlock *handler, uint32_t like);
/* New constant just before `at`. */
IrInst *opt_const_i32(IrInst *at, int32_t v);
IrInst *opt_const_f64(IrInst *at, double v);
/* The number that an instruction is, if it is a constant. */
bool opt_number_constant(const IrInst *i, double *v);

#endif
