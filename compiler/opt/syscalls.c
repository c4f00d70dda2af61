/*
 * syscalls.c: calls of libsys.syscall and libsys.syscall64 become a test of the function, followed by the system call in
 * line (IR_syscall); what is another function is called as before.
 *
 * Candidates are calls of what was read from a property of that name, on the spot or into a variable of a module that is
 * set once, with at most the six arguments that the kernel takes. opt/unbox drops the checks of arguments whose types
 * are known. Works on the whole program. needs: ssa. changes: cfg.
 */
#include "../support/array.h"
#include "../support/host.h"
#include "passes.h"

enum { MOST_ARGUMENTS = 6 };

typedef enum Wanted { NONE, SYSCALL, SYSCALL64 } Wanted;

static Wanted wanted_name(const Atom *a) {
  return atom_is(a, "syscall") ? SYSCALL : atom_is(a, "syscall64") ? SYSCALL64 : NONE;
}

static Wanted read_from_property(const IrInst *v) {
  return v->op == IR_get_method || v->op == IR_get_prop ? wanted_name(v->imm.atom) : NONE;
}

/* By slot: which of them it holds once it is set, if all that is ever stored is read from such a property. */
static uint8_t *slots_with_syscalls(const IrProgram *p, Arena *scratch) {
  enum { OTHER = 255 };
  uint8_t *held = ARENA_ARRAY(scratch, uint8_t, p->nslots + 1);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (const IrInst *i = b->first; i; i = i->next) {
        if (i->op != IR_slot_set || i->args[0]->op == IR_const_val) continue;
        Wanted w = read_from_property(i->args[0]);
        if (w == NONE || (held[i->imm2] && held[i->imm2] != w)) held[i->imm2] = OTHER;
        else if (held[i->imm2] != OTHER) held[i->imm2] = (uint8_t)w;
      }
  for (uint32_t n = 0; n < p->nslots; n++)
    if (held[n] == OTHER) held[n] = NONE;
  return held;
}

static IrInst *emit_for(IrBlock *b, const IrInst *call, IrOp op, uint32_t nargs, IrInst *const *args) {
  IrInst *i = ir_emit(b, op, call->pos, nargs, args);
  i->inlined = call->inlined;
  return i;
}

/* The call itself, its arguments checked in their order; the boxed result. */
static IrInst *emit_system_call(IrBlock *b, const IrInst *call, Wanted which) {
  IrInst *words[1 + MOST_ARGUMENTS];
  uint32_t n = call->nargs - 2;
  words[0] = emit_for(b, call, IR_to_number, 1, &call->args[2]);
  for (uint32_t k = 1; k < n; k++) words[k] = emit_for(b, call, IR_syscall_argument, 1, &call->args[2 + k]);
  IrInst *result = emit_for(b, call, which == SYSCALL ? IR_syscall : IR_syscall64, n, words);
  return which == SYSCALL ? emit_for(b, call, IR_box_i32, 1, &result) : result;
}

static void expand(IrInst *call, Wanted which) {
  IrBlock *before = call->block, *handler = call->next->op == IR_on_throw ? before->succs[1] : NULL;
  IrFn *fn = before->fn;
  IrBlock *rest = opt_split_after(call), *yes = ir_block_new(fn), *no = ir_block_new(fn);
  IrInst *result = ir_phi_new(rest, REP_VAL);
  result->pos = call->pos;
  result->inlined = call->inlined;
  IrInst *same[2] = {call->args[0], emit_for(before, call, IR_builtin_fn, 0, NULL)};
  same[1]->imm.atom = intern_cstr(fn->program->atoms, which == SYSCALL ? "LibsysSyscall" : "LibsysSyscall64");
  IrInst *test = emit_for(before, call, IR_same_bits, 2, same);
  yes->cold = before->cold;
  no->cold = no->slow = true;
  ir_branch(before, test, yes, no, call->pos);
  IrInst *made = emit_system_call(yes, call, which);
  ir_jump(yes, rest, call->pos);
  ir_phi_add(result, made);
  IrInst *other = emit_for(no, call, IR_call, call->nargs, call->args);
  other->imm = call->imm;
  other->imm2 = call->imm2;
  other->aux = call->aux;
  ir_jump(no, rest, call->pos);
  ir_phi_add(result, other);
  ir_replace(call, result);
  if (!handler) return;
  uint32_t like = opt_pred_index(handler, rest);
  opt_protect_block(yes, handler, like);
  opt_protect_block(no, handler, like);
  opt_remove_edge(rest, handler);
  rest->last->op = IR_jump;
  rest->last->flags = ir_op_info[IR_jump].flags;
  rest->nsuccs = 1;
}

static void expand_calls(IrFn *fn, const uint8_t *slots) {
  Arena scratch = {0};
  ARRAY(IrInst *) calls = {0};
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->op == IR_call && i->nargs >= 3 && i->nargs <= 3 + MOST_ARGUMENTS) ARRAY_PUSH(&scratch, &calls, i);
  for (uint32_t k = 0; k < calls.count; k++) {
    const IrInst *callee = calls.items[k]->args[0];
    if (callee->op == IR_check_tdz) callee = callee->args[0];
    Wanted which = callee->op == IR_slot_get ? (Wanted)slots[callee->imm2] : read_from_property(callee);
    if (which == NONE) continue;
    expand(calls.items[k], which);
    ir_fn_apply_replacements(fn); /* later calls may use this one's result */
  }
  arena_free(&scratch);
}

void opt_syscalls(IrProgram *p) {
  if (!p->inlines_syscalls) return;
  Arena scratch = {0};
  const uint8_t *slots = slots_with_syscalls(p, &scratch);
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n] && !(p->fns[n]->module && p->fns[n]->module->is_lib)) expand_calls(p->fns[n], slots);
  arena_free(&scratch);
}
