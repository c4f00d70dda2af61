/*
 * call.c: calls of JavaScript functions.
 *
 * An unknown callee is tested (is it callable, may it be constructed), then called through its boxed entry: callee,
 * this, new.target, count and two arguments in registers, the rest stored into the isolate's argument area just before.
 * A known function is called by its own prototype, missing formals undefined. Tail calls (opt/tails) jump to boxed entries.
 */
#include "../../runtime/rt.h"
#include "../image/table.h"
#include "internal.h"

/* Arguments 2.. to the argument area; spoils rax, rcx. */
static void store_arguments(Fc *f, IrInst **args, uint32_t n) {
  if (n <= 2) return;
  Ass *a = f->a;
  ass_mov_rm(a, ASS_Q, ASS_RAX, fc_rt(f, offsetof(Rt, args)));
  for (uint32_t k = 2; k < n; k++) {
    AssReg r = fc_use(f, args[k], ASS_RCX);
    ass_mov_mr(a, ASS_Q, ass_mem(ASS_RAX, 8 * (int32_t)k), r);
  }
}

typedef struct BoxedCall {
  const IrInst *callee, *this_value, *new_target; /* NULL: undefined, or set by the caller */
  IrInst **args;
  uint32_t nargs;
} BoxedCall;

/* Everything but the registers of operands that are NULL. */
static void pass_boxed(Fc *f, const BoxedCall *c) {
  Ass *a = f->a;
  Move moves[5];
  uint32_t n = 0;
  store_arguments(f, c->args, c->nargs);
  if (c->callee) moves[n++] = fc_argument(c->callee, ASS_RDI);
  if (c->this_value) moves[n++] = fc_argument(c->this_value, ASS_RSI);
  if (c->new_target) moves[n++] = fc_argument(c->new_target, ASS_RDX);
  if (c->nargs > 0) moves[n++] = fc_argument(c->args[0], ASS_R8);
  if (c->nargs > 1) moves[n++] = fc_argument(c->args[1], ASS_R9);
  fc_moves(f, moves, n);
  ass_mov_const(a, ASS_RCX, c->nargs);
  if (!c->callee) ass_mov_const(a, ASS_RDI, VALUE_UNDEFINED_BITS);
  if (!c->this_value) ass_mov_const(a, ASS_RSI, VALUE_UNDEFINED_BITS);
  if (!c->new_target) ass_mov_const(a, ASS_RDX, VALUE_UNDEFINED_BITS);
  if (c->nargs < 1) ass_mov_const(a, ASS_R8, VALUE_UNDEFINED_BITS);
  if (c->nargs < 2) ass_mov_const(a, ASS_R9, VALUE_UNDEFINED_BITS);
}

static void call_thrower(Fc *f, IrInst *i, const char *thrower) {
  AssLabel text = ca_string(f->g, i->imm.atom);
  if (text.n) ass_lea_rm(f->a, ASS_Q, ASS_RSI, ass_mem_rip(text, 0));
  else ass_xor_rr(f->a, ASS_D, ASS_RSI, ASS_RSI);
  fc_call_label(f, i, ca_external(f->g, thrower));
}

/* The test failed: throws, and joins the call that went on. */
static void emit_not_callable(Fc *f, SlowPath *p) {
  Move m = fc_argument(p->inst->args[0], ASS_RDI);
  fc_moves(f, &m, 1);
  call_thrower(f, p->inst, "jsc_throw_not_callable");
  ass_jmp(f->a, p->resume);
}

static void call_code(Fc *f, IrInst *i) {
  if (ir_is_tail_call(i)) {
    ass_mov_rm(f->a, ASS_Q, ASS_RAX, ass_mem(ASS_RDI, offsetof(Function, code)));
    fc_leave(f);
    ass_jmp_r(f->a, ASS_Q, ASS_RAX);
    return;
  }
  fc_mark(f, i);
  ass_call_m(f->a, ASS_Q, ass_mem(ASS_RDI, offsetof(Function, code)));
}

/* Calls by the boxed prototype with operands that wait in the operand array, from `first` on; rdi is the callee. */
static void call_from_array(Fc *f, IrInst *i, uint32_t first) {
  Ass *a = f->a;
  uint32_t n = i->nargs - first;
  if (f->g->has_realms) { /* the function's realm becomes the current one; its code is given back */
    fc_call_label(f, i, ca_external(f->g, "jsc_function_code"));
    ass_mov_rr(a, ASS_Q, ASS_R10, ASS_RAX);
    ass_mov_rm(a, ASS_Q, ASS_RDI, mem_slot(f->argv));
  }
  if (n > 2) ass_mov_rm(a, ASS_Q, ASS_RAX, fc_rt(f, offsetof(Rt, args)));
  for (uint32_t k = 2; k < n; k++) {
    ass_mov_rm(a, ASS_Q, ASS_RCX, mem_slot(f->argv + 8 * (int32_t)(first + k)));
    ass_mov_mr(a, ASS_Q, ass_mem(ASS_RAX, 8 * (int32_t)k), ASS_RCX);
  }
  if (i->op == IR_new) {
    ass_mov_const(a, ASS_RSI, VALUE_EMPTY_BITS);
    ass_mov_rr(a, ASS_Q, ASS_RDX, ASS_RDI);
  } else {
    ass_mov_rm(a, ASS_Q, ASS_RSI, mem_slot(f->argv + 8));
    ass_mov_const(a, ASS_RDX, VALUE_UNDEFINED_BITS);
  }
  ass_mov_const(a, ASS_RCX, n);
  for (uint32_t k = 0; k < 2; k++) {
    AssReg r = k ? ASS_R9 : ASS_R8;
    if (k < n) ass_mov_rm(a, ASS_Q, r, mem_slot(f->argv + 8 * (int32_t)(first + k)));
    else ass_mov_const(a, r, VALUE_UNDEFINED_BITS);
  }
  if (ir_is_tail_call(i)) {
    fc_leave(f);
    ass_jmp_r(a, ASS_Q, ASS_R10);
    return;
  }
  fc_mark(f, i);
  if (f->g->has_realms) ass_call_r(a, ASS_Q, ASS_R10);
  else ass_call_m(a, ASS_Q, ass_mem(ASS_RDI, offsetof(Function, code)));
}

static void load_waiting_callee(Fc *f) { ass_mov_rm(f->a, ASS_Q, ASS_RDI, mem_slot(f->argv)); }

/* Not an ordinary constructor: bound functions and proxies may be one. */
static void emit_rare_new(Fc *f, SlowPath *p) {
  Ass *a = f->a;
  IrInst *i = p->inst;
  AssLabel bad = ass_label(a);
  fc_store_operands(f, i, 0);
  load_waiting_callee(f);
  fc_call_label(f, i, ca_external(f->g, "jsc_is_constructor"));
  load_waiting_callee(f);
  ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
  ass_jcc(a, ASS_CC_E, bad);
  call_from_array(f, i, 1);
  ass_jmp(a, p->resume);
  ass_bind(a, bad);
  call_thrower(f, i, "jsc_throw_not_constructor");
  ass_jmp(a, p->resume);
}

static void lower_unknown(Fc *f, IrInst *i) {
  SlowPath *p = fc_slow_path(f, i);
  AssLabel resume = p->resume;
  p->emit = emit_not_callable;
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  fc_jump_unless_cell(f, r, p->entry);
  ass_cmp_mi(f->a, ASS_B, ass_mem(r, offsetof(Cell, kind)), CELL_FUNCTION);
  ass_jcc(f->a, ASS_CC_B, p->entry);
  if (f->g->has_realms) {
    fc_store_operands(f, i, 0);
    load_waiting_callee(f);
    call_from_array(f, i, 2);
  } else {
    BoxedCall c = {.callee = i->args[0], .this_value = i->args[1], .args = i->args + 2, .nargs = i->nargs - 2};
    pass_boxed(f, &c);
    call_code(f, i);
  }
  ass_bind(f->a, resume);
}

static void lower_new(Fc *f, IrInst *i) {
  SlowPath *p = fc_slow_path(f, i);
  AssLabel resume = p->resume;
  p->emit = emit_rare_new;
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  fc_jump_unless_cell(f, r, p->entry);
  ass_cmp_mi(f->a, ASS_B, ass_mem(r, offsetof(Cell, kind)), CELL_FUNCTION);
  ass_jcc(f->a, ASS_CC_NE, p->entry);
  ass_mov_rm(f->a, ASS_Q, ASS_RCX, ass_mem(r, offsetof(Function, info)));
  ass_test_mi32(f->a, ASS_D, ass_mem(ASS_RCX, offsetof(FnInfo, flags)), FN_CONSTRUCTOR);
  ass_jcc(f->a, ASS_CC_E, p->entry);
  if (f->g->has_realms) {
    fc_store_operands(f, i, 0);
    load_waiting_callee(f);
    call_from_array(f, i, 1);
  } else {
    BoxedCall c = {.callee = i->args[0], .new_target = i->args[0], .args = i->args + 1, .nargs = i->nargs - 1};
    pass_boxed(f, &c);
    ass_mov_const(f->a, ASS_RSI, VALUE_EMPTY_BITS);
    call_code(f, i);
  }
  ass_bind(f->a, resume);
}

/* Calls and constructions; the second operand is the receiver or new.target. */
static void lower_direct(Fc *f, IrInst *i) {
  static const AssReg formals[3] = {ASS_RCX, ASS_R8, ASS_R9};
  Ass *a = f->a;
  bool is_new = i->op == IR_new_direct;
  IrFn *target = i->imm.fn;
  FnLabels *labels = &f->g->fns[target->index];
  bool is_tail = ir_is_tail_call(i);
  if (target->uses_args || is_tail) {
    BoxedCall c = {.callee = i->args[0], .args = i->args + 2, .nargs = i->nargs - 2};
    if (is_new) c.new_target = i->args[1];
    else c.this_value = i->args[1];
    pass_boxed(f, &c);
    if (is_new) ass_mov_const(a, ASS_RSI, VALUE_EMPTY_BITS);
    if (is_tail) {
      fc_leave(f);
      ass_jmp(a, labels->entry);
      return;
    }
    fc_call_label(f, i, labels->entry);
    return;
  }
  uint32_t passed = i->nargs - 2, n = 0;
  for (uint32_t k = 3; k < target->nparams; k++) {
    AssMem to = ass_mem(ASS_RSP, 8 * (int32_t)(k - 3));
    if (k < passed) ass_mov_mr(a, ASS_Q, to, fc_use(f, i->args[2 + k], ASS_RAX));
    else ass_mov_mi32(a, ASS_Q, to, VALUE_UNDEFINED_BITS);
  }
  if (target->nparams > 3 && target->nparams - 3 > f->outgoing) f->outgoing = target->nparams - 3;
  Move moves[5];
  moves[n++] = fc_argument(i->args[0], ASS_RDI);
  moves[n++] = fc_argument(i->args[1], is_new ? ASS_RDX : ASS_RSI);
  for (uint32_t k = 0; k < 3 && k < target->nparams && k < passed; k++)
    moves[n++] = fc_argument(i->args[2 + k], formals[k]);
  fc_moves(f, moves, n);
  for (uint32_t k = passed; k < 3 && k < target->nparams; k++) ass_mov_const(a, formals[k], VALUE_UNDEFINED_BITS);
  if (is_new) ass_mov_const(a, ASS_RSI, VALUE_EMPTY_BITS);
  else ass_mov_const(a, ASS_RDX, VALUE_UNDEFINED_BITS);
  fc_call_label(f, i, labels->body);
}

/* lib's %Name(this, args...): straight to the C function. Constructors and natives have no receiver. */
static void lower_builtin(Fc *f, IrInst *i) {
  char *name = atom_utf8(i->imm.atom, f->scratch);
  const BuiltinRow *row = builtin_by_primordial(name, i->imm.atom->len);
  const BuiltinRow *made = row && row->kind == ROW_REF ? builtin_by_id(row->ref) : row;
  if (!made || !made->cfunc) host_panic(name, "no such primordial function in builtins.def");
  const char *symbol = row->kind == ROW_NATIVE ? NULL : refs_builtin(f->g->refs, i->imm.atom);
  uint32_t skip = builtin_has_receiver(row) && i->nargs ? 1 : 0;
  BoxedCall c = {
      .this_value = skip ? i->args[0] : NULL, .args = skip ? i->args + 1 : i->args, .nargs = i->nargs - skip};
  pass_boxed(f, &c);
  if (symbol) ass_lea_rm(f->a, ASS_Q, ASS_RDI, ass_mem_rip(ca_symbol(f->g, symbol), 0));
  fc_call_label(f, i, ca_external(f->g, made->cfunc));
}

void fc_lower_call(Fc *f, IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_call: lower_unknown(f, i); break;
    case IR_new: lower_new(f, i); break;
    case IR_call_direct:
    case IR_new_direct: lower_direct(f, i); break;
    default: lower_builtin(f, i); break;
  }
  /* after a tail call only the exception of one that cannot be called comes here */
  if (ir_throws(i)) fc_check_exception(f, i);
  fc_store(f, i, ASS_RAX);
}
