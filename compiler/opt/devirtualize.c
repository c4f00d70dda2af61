/*
 * devirtualize.c: calls of known functions become direct calls.
 *
 * A callee is known when it is a function object of a function declared once, a closure made in the same function, the
 * function itself by its own name, or the content of a static slot that the whole program sets once, to such a function.
 * Works on the whole program. needs: ssa. keeps: cfg.
 */
#include "../../runtime/abi.h"
#include "../support/host.h"
#include "passes.h"

static IrFn *made_function(const IrInst *v) {
  if (v->op == IR_const_fn || v->op == IR_closure) return v->imm.fn;
  if (v->op == IR_callee && !v->block->fn->is_resume) return v->block->fn;
  return NULL;
}

/* What each slot always holds once it is set: a function without captures, or NULL. */
static IrFn **slot_functions(IrProgram *p, Arena *scratch) {
  IrFn **fns = ARENA_ARRAY(scratch, IrFn *, p->nslots + 1);
  uint8_t *sets = ARENA_ARRAY(scratch, uint8_t, p->nslots + 1);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) {
        if (i->op != IR_slot_set) continue;
        if (i->args[0]->op == IR_const_val && (uint64_t)i->args[0]->imm.i == VALUE_EMPTY_BITS) continue;
        IrFn *f = made_function(i->args[0]);
        bool once = ++sets[i->imm2] == 1;
        if (sets[i->imm2] > 2) sets[i->imm2] = 2;
        fns[i->imm2] = once && f && f->ncaptures == 0 && i->args[0]->op != IR_callee ? f : NULL;
      }
  return fns;
}

static bool is_callable_directly(const IrFn *f) { return f && !(f->flags & FN_CLASS); }

static void devirtualize_call(IrInst *i, IrFn **slots) {
  const IrInst *callee = i->args[0];
  IrFn *f = made_function(callee);
  if (!f && callee->op == IR_slot_get) f = slots[callee->imm2];
  if (!is_callable_directly(f)) return;
  /* An uninitialised slot must still throw: reads that could see one are followed by check_tdz on the same value. */
  i->op = IR_call_direct;
  i->imm.fn = f;
}

void opt_devirtualize(IrProgram *p) {
  Arena scratch = {0};
  IrFn **slots = slot_functions(p, &scratch);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next)
        if (i->op == IR_call) devirtualize_call(i, slots);
  arena_free(&scratch);
}
