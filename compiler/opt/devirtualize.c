/*
 * devirtualize.c: calls of known functions become direct calls, `new` of known constructors direct constructions.
 *
 * A callee is known when it is a function object of a function declared once, a closure or class made in the same
 * function, the function itself by its own name, or the content of a static slot that the whole program sets once, to such a function.
 * Works on the whole program. needs: ssa. keeps: cfg.
 */
#include "../../runtime/abi.h"
#include "../support/host.h"
#include "passes.h"

IrFn *opt_made_function(const IrInst *v) {
  if (v->op == IR_class_new) v = v->args[0];
  if (v->op == IR_callee && !v->block->fn->is_resume) return v->block->fn;
  return v->op == IR_const_fn || v->op == IR_closure ? v->imm.fn : NULL;
}

IrFn **opt_slot_functions(IrProgram *p, Arena *scratch) {
  IrFn **fns = ARENA_ARRAY(scratch, IrFn *, p->nslots + 1);
  uint8_t *sets = ARENA_ARRAY(scratch, uint8_t, p->nslots + 1);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) {
        if (i->op != IR_slot_set) continue;
        if (i->args[0]->op == IR_const_val && (uint64_t)i->args[0]->imm.i == VALUE_EMPTY_BITS) continue;
        IrFn *f = opt_made_function(i->args[0]);
        bool once = ++sets[i->imm2] == 1;
        if (sets[i->imm2] > 2) sets[i->imm2] = 2;
        fns[i->imm2] = once && i->args[0]->op != IR_callee ? f : NULL;
      }
  for (uint32_t n = 0; p->open_slots && n < p->nslots; n++)
    if (p->open_slots[n] & SLOT_WRITTEN) fns[n] = NULL;
  return fns;
}

IrFn *opt_known_function(const IrInst *v, IrFn **slots) {
  return v->op == IR_slot_get ? slots[v->imm2] : opt_made_function(v);
}

/* An uninitialised slot must still throw: reads that could see one are followed by check_tdz on the same value. */
static void devirtualize_call(IrInst *i, IrFn **slots) {
  IrFn *f = opt_known_function(i->args[0], slots);
  if (!f || f->flags & FN_CLASS) return;
  i->op = IR_call_direct;
  i->imm.fn = f;
}

static void devirtualize_new(IrInst *i, IrFn **slots) {
  IrFn *f = opt_known_function(i->args[0], slots);
  if (!f || !(f->flags & FN_CONSTRUCTOR)) return;
  IrInst **args = ARENA_ARRAY(i->block->fn->arena, IrInst *, i->nargs + 1);
  args[0] = args[1] = i->args[0];
  for (uint32_t k = 1; k < i->nargs; k++) args[k + 1] = i->args[k];
  i->op = IR_new_direct;
  i->imm.fn = f;
  i->args = args;
  i->nargs++;
}

void opt_devirtualize(IrProgram *p) {
  Arena scratch = {0};
  IrFn **slots = opt_slot_functions(p, &scratch);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next)
        if (i->op == IR_call) devirtualize_call(i, slots);
        else if (i->op == IR_new) devirtualize_new(i, slots);
  arena_free(&scratch);
}
