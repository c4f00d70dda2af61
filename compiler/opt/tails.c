/*
 * tails.c: proper tail calls (ES 15.10.3), --proper-tail-calls. A call in tail position of strict code ends up just before a
 * `ret` of its value; there the code generators leave the frame before they jump (ir_is_tail_call).
 *
 * Such a function is compiled with the boxed prototype only, and jumps to boxed entries: argument registers and the argument
 * area are the same for all, whatever the callee takes. A function that `new` may call has to look at what it returns: then
 * the call stands twice, and new.target decides.
 *
 * needs: cfg. keeps: nothing.
 */
#include "passes.h"

#include "../../runtime/abi.h"

enum { MOST_STEPS = 16 };

static bool may_have(const IrFn *fn) {
  const uint32_t not = FN_GENERATOR | FN_ASYNC | FN_CLASS;
  return fn->flags & FN_STRICT && !(fn->flags & not) && !fn->is_module_body && !fn->is_resume && !fn->resume &&
         !fn->module->is_lib;
}

/* What `v` is in a block that is entered from `from`. */
static IrInst *value_in(const IrBlock *to, const IrBlock *from, IrInst *v) {
  uint32_t k = opt_pred_index(to, from);
  for (IrInst *i = to->first; i && i->op == IR_phi; i = i->next)
    if (i->args[k] == v) return i;
  return v;
}

static bool is_plain_call_test(const IrInst *i) { return i->op == IR_is_undefined && i->args[0]->op == IR_new_target; }

/* The call's value is returned, and nothing else happens. *test: the test of new.target that this takes; NULL: none. */
static bool is_in_tail_position(IrInst *call, IrInst **test) {
  *test = NULL;
  if (call->op != IR_call && call->op != IR_call_direct) return false;
  IrInst *v = call, *i = call->next;
  for (uint32_t step = 0; step < MOST_STEPS; step++) {
    while (ir_is_constant(i) || is_plain_call_test(i)) i = i->next;
    const IrBlock *b = i->block;
    if (i->op == IR_ret) return i->args[0] == v;
    if (i->op == IR_branch && is_plain_call_test(i->args[0])) *test = i->args[0];
    else if (i->op != IR_jump) return false;
    v = value_in(b->succs[0], b, v);
    for (i = b->succs[0]->first; i->op == IR_phi;) i = i->next;
  }
  return false;
}

void opt_tail_callers(IrProgram *p) {
  if (!p->proper_tail_calls) return;
  for (uint32_t n = 0; n < p->nfns; n++) {
    IrFn *fn = p->fns[n];
    IrInst *test;
    if (!fn || !may_have(fn)) continue;
    for (IrBlock *b = fn->entry; b && !fn->makes_tail_calls; b = b->next)
      for (IrInst *i = b->first; i && !fn->makes_tail_calls; i = i->next)
        fn->makes_tail_calls = is_in_tail_position(i, &test);
    fn->uses_args |= fn->makes_tail_calls;
  }
}

/* What followed the call comes no more. */
static void return_at_once(IrInst *call) {
  IrBlock *b = call->block, *rest = opt_split_after(call);
  (void)rest; /* pruned */
  ir_terminate(b, IR_ret, call->pos, 1, &call, 0, NULL);
}

/* Before the call: with new.target undefined there is a copy of it whose value is returned. */
static void return_if_plain(IrInst *call, const IrInst *test) {
  IrInst *plain = ir_insert_before(call, IR_is_undefined, call->pos, 1, test->args);
  IrBlock *b = call->block, *rest = opt_split_after(plain), *tail = ir_block_new(b->fn);
  IrInst *copy = ir_copy(tail, call);
  for (uint32_t k = 0; k < call->nargs; k++) ir_phi_add(copy, call->args[k]);
  tail->cold = rest->cold;
  ir_terminate(tail, IR_ret, call->pos, 1, &copy, 0, NULL);
  ir_branch(b, plain, tail, rest, call->pos);
}

static void run(IrFn *fn) {
  IrBlock *last = fn->last_block;
  for (IrBlock *b = fn->entry; b; b = b->next) {
    for (IrInst *i = b->first; i; i = i->next) {
      IrInst *test;
      if (!is_in_tail_position(i, &test) || ir_is_tail_call(i)) continue;
      if (test) return_if_plain(i, test);
      else return_at_once(i);
      break;
    }
    if (b == last) break;
  }
  ir_fn_prune(fn);
}

void opt_tails(IrProgram *p) {
  for (uint32_t n = 0; p->proper_tail_calls && n < p->nfns; n++)
    if (p->fns[n] && p->fns[n]->makes_tail_calls) run(p->fns[n]);
}
