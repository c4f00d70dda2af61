/*
 * syscalls.c: calls of libsys.syscall and libsys.syscall64, and in images of hw.inb and its kin, become a test of the
 * function, followed by the system call or the port access in line (IR_syscall, IR_port_in); what is another function is
 * called as before.
 *
 * Candidates are calls of what was read from a property of that name, on the spot or into a variable of a module that is
 * set once, with at most the six arguments that the kernel takes. opt/unbox drops the checks of arguments whose types
 * are known. Works on the whole program. needs: ssa. changes: cfg.
 */
#include "../../runtime/abi.h"
#include "../support/array.h"
#include "../support/host.h"
#include "passes.h"

enum { MOST_ARGUMENTS = 6 };

/* What can be in line: by the property that it is read from. */
typedef struct Target {
  const char *property, *builtin;
  IrOp op;
  uint8_t bytes; /* of a port */
} Target;
enum { NONE, FIRST_PORT = 3 };
static const Target targets[] = {[1] = {"syscall", "LibsysSyscall", IR_syscall, 0},
                                 {"syscall64", "LibsysSyscall64", IR_syscall64, 0},
                                 {"inb", "HwInb", IR_port_in, 1},
                                 {"inw", "HwInw", IR_port_in, 2},
                                 {"inl", "HwInl", IR_port_in, 4},
                                 {"outb", "HwOutb", IR_port_out, 1},
                                 {"outw", "HwOutw", IR_port_out, 2},
                                 {"outl", "HwOutl", IR_port_out, 4}};
enum { TARGETS = sizeof targets / sizeof targets[0] };

static uint8_t wanted_name(const IrProgram *p, const Atom *a) {
  uint8_t first = p->inlines_syscalls ? 1 : FIRST_PORT, end = p->inlines_ports ? TARGETS : FIRST_PORT;
  for (uint8_t i = first; i < end; i++)
    if (atom_is(a, targets[i].property)) return i;
  return NONE;
}

static uint8_t read_from_property(const IrProgram *p, const IrInst *v) {
  return v->op == IR_get_method || v->op == IR_get_prop ? wanted_name(p, v->imm.atom) : NONE;
}

/* By slot: which of them it holds once it is set, if all that is ever stored is read from such a property. */
static uint8_t *slots_with_targets(const IrProgram *p, Arena *scratch) {
  enum { OTHER = 255 };
  uint8_t *held = ARENA_ARRAY(scratch, uint8_t, p->nslots + 1);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (const IrInst *i = b->first; i; i = i->next) {
        if (i->op != IR_slot_set || i->args[0]->op == IR_const_val) continue;
        uint8_t w = read_from_property(p, i->args[0]);
        if (w == NONE || (held[i->imm2] && held[i->imm2] != w)) held[i->imm2] = OTHER;
        else if (held[i->imm2] != OTHER) held[i->imm2] = w;
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
static IrInst *emit_system_call(IrBlock *b, const IrInst *call, IrOp op) {
  IrInst *words[1 + MOST_ARGUMENTS];
  uint32_t n = call->nargs - 2;
  words[0] = emit_for(b, call, IR_to_number, 1, &call->args[2]);
  for (uint32_t k = 1; k < n; k++) words[k] = emit_for(b, call, IR_syscall_argument, 1, &call->args[2 + k]);
  IrInst *result = emit_for(b, call, op, n, words);
  return op == IR_syscall ? emit_for(b, call, IR_box_i32, 1, &result) : result;
}

static IrInst *emit_port_access(IrBlock *b, const IrInst *call, const Target *t) {
  IrInst *words[2];
  uint32_t n = t->op == IR_port_in ? 1 : 2;
  for (uint32_t k = 0; k < n; k++) words[k] = emit_for(b, call, IR_to_int32, 1, &call->args[2 + k]);
  IrInst *result = emit_for(b, call, t->op, n, words);
  result->imm2 = t->bytes;
  if (t->op == IR_port_out) {
    result = emit_for(b, call, IR_const_val, 0, NULL);
    result->imm.i = (int64_t)VALUE_UNDEFINED_BITS;
    return result;
  }
  return emit_for(b, call, t->bytes == 4 ? IR_box_u32 : IR_box_i32, 1, &result);
}

static void expand(IrInst *call, const Target *t) {
  IrBlock *before = call->block, *handler = call->next->op == IR_on_throw ? before->succs[1] : NULL;
  IrFn *fn = before->fn;
  IrBlock *rest = opt_split_after(call), *yes = ir_block_new(fn), *no = ir_block_new(fn);
  IrInst *result = ir_phi_new(rest, REP_VAL);
  result->pos = call->pos;
  result->inlined = call->inlined;
  IrInst *same[2] = {call->args[0], emit_for(before, call, IR_builtin_fn, 0, NULL)};
  same[1]->imm.atom = intern_cstr(fn->program->atoms, t->builtin);
  IrInst *test = emit_for(before, call, IR_same_bits, 2, same);
  yes->cold = before->cold;
  no->cold = no->slow = true;
  ir_branch(before, test, yes, no, call->pos);
  IrInst *made = t->bytes ? emit_port_access(yes, call, t) : emit_system_call(yes, call, t->op);
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
    uint8_t which = callee->op == IR_slot_get ? slots[callee->imm2] : read_from_property(fn->program, callee);
    if (which == NONE || (targets[which].op == IR_port_out && calls.items[k]->nargs < 4)) continue;
    expand(calls.items[k], &targets[which]);
    ir_fn_apply_replacements(fn); /* later calls may use this one's result */
  }
  arena_free(&scratch);
}

void opt_syscalls(IrProgram *p) {
  if (!p->inlines_syscalls && !p->inlines_ports) return;
  Arena scratch = {0};
  const uint8_t *slots = slots_with_targets(p, &scratch);
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n] && !(p->fns[n]->module && p->fns[n]->module->is_lib)) expand_calls(p->fns[n], slots);
  arena_free(&scratch);
}
