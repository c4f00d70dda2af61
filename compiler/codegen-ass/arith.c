/*
 * arith.c: arithmetic on Values. Integers are computed in line; when one operand is a double a thunk does it, and the
 * runtime does all the rest (strings, BigInts, objects).
 */
#include "internal.h"

static void load_i32(Fc *f, const IrInst *i, AssReg to) {
  if (fc_is_int_constant(i)) ass_mov_ri(f->a, ASS_D, to, (int32_t)i->imm.i);
  else fc_load(f, i, to);
}

/* Known not to be an integer: there is no use in a fast path. */
static bool is_other_constant(const IrInst *i) { return fc_is_constant(i) && !fc_is_int_constant(i); }
static bool is_number_constant(const IrInst *i) {
  return i->op == IR_const_val && (uint64_t)i->imm.i >= VALUE_DOUBLE_OFFSET;
}

static Thunk thunk_of(IrOp op) {
  switch (op) {
    case IR_add: return THUNK_ADD;
    case IR_sub: return THUNK_SUB;
    case IR_mul: return THUNK_MUL;
    case IR_div: return THUNK_DIV;
    default: return THUNK_NONE;
  }
}

/* Both operands to the thunk at once. */
static void call_thunk(Fc *f, IrInst *i, Thunk t) {
  SlowPath *p = fc_slow_path(f, i);
  AssLabel slow = p->entry;
  fc_load(f, i->args[0], ASS_RAX);
  fc_load(f, i->args[1], ASS_RCX);
  ass_call(f->a, ca_thunk(f->g, t));
  ass_jcc(f->a, ASS_CC_B, slow);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

static void additive(Fc *f, IrInst *i, AssLabel slow) {
  Ass *a = f->a;
  IrInst *x = i->args[0], *y = i->args[1];
  if (i->op != IR_sub && fc_is_int_constant(x)) x = i->args[1], y = i->args[0];
  load_i32(f, x, ASS_RAX);
  int32_t v = (int32_t)y->imm.i;
  bool is_constant = fc_is_int_constant(y);
  AssReg r = is_constant ? ASS_RCX : fc_use(f, y, ASS_RCX);
  switch ((IrOp)i->op) {
    case IR_add: is_constant ? ass_add_ri(a, ASS_D, ASS_RAX, v) : ass_add_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_sub: is_constant ? ass_sub_ri(a, ASS_D, ASS_RAX, v) : ass_sub_rr(a, ASS_D, ASS_RAX, r); break;
    default:
      is_constant ? ass_imul_rri32(a, ASS_D, ASS_RAX, ASS_RAX, v) : ass_imul_rr(a, ASS_D, ASS_RAX, r);
      ass_jcc(a, ASS_CC_O, slow);
      ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
      ass_jcc(a, ASS_CC_E, slow); /* 0 or -0 */
      return;
  }
  ass_jcc(a, ASS_CC_O, slow);
}

/* Both are not negative and the divisor is not 0. */
static void modulo(Fc *f, IrInst *i, AssLabel slow) {
  Ass *a = f->a;
  load_i32(f, i->args[0], ASS_RAX);
  load_i32(f, i->args[1], ASS_RCX);
  ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
  ass_jcc(a, ASS_CC_S, slow);
  ass_test_rr(a, ASS_D, ASS_RCX, ASS_RCX);
  ass_jcc(a, ASS_CC_LE, slow);
  ass_xor_rr(a, ASS_D, ASS_RDX, ASS_RDX);
  ass_div_r(a, ASS_D, ASS_RCX);
  ass_mov_rr(a, ASS_D, ASS_RAX, ASS_RDX);
}

static void logic(Fc *f, IrInst *i) {
  Ass *a = f->a;
  IrInst *x = i->args[0], *y = i->args[1];
  if (fc_is_int_constant(x)) x = i->args[1], y = i->args[0];
  load_i32(f, x, ASS_RAX);
  int32_t v = (int32_t)y->imm.i;
  bool is_constant = fc_is_int_constant(y);
  AssReg r = is_constant ? ASS_RCX : fc_use(f, y, ASS_RCX);
  switch ((IrOp)i->op) {
    case IR_bit_and: is_constant ? ass_and_ri(a, ASS_D, ASS_RAX, v) : ass_and_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_bit_or: is_constant ? ass_or_ri(a, ASS_D, ASS_RAX, v) : ass_or_rr(a, ASS_D, ASS_RAX, r); break;
    default: is_constant ? ass_xor_ri(a, ASS_D, ASS_RAX, v) : ass_xor_rr(a, ASS_D, ASS_RAX, r); break;
  }
}

static void shift(Fc *f, IrInst *i, AssLabel slow) {
  Ass *a = f->a;
  IrInst *y = i->args[1];
  bool is_constant = fc_is_int_constant(y);
  uint8_t n = (uint8_t)(y->imm.i & 31);
  load_i32(f, i->args[0], ASS_RAX);
  if (!is_constant) fc_load(f, y, ASS_RCX);
  switch ((IrOp)i->op) {
    case IR_shl: is_constant ? ass_shl_ri(a, ASS_D, ASS_RAX, n) : ass_shl_rc(a, ASS_D, ASS_RAX); break;
    case IR_sar: is_constant ? ass_sar_ri(a, ASS_D, ASS_RAX, n) : ass_sar_rc(a, ASS_D, ASS_RAX); break;
    default:
      is_constant ? ass_shr_ri(a, ASS_D, ASS_RAX, n) : ass_shr_rc(a, ASS_D, ASS_RAX);
      if (is_constant && n) break;
      ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
      ass_jcc(a, ASS_CC_S, slow); /* 2^31 and more is a double */
      return;
  }
}

void fc_lower_arith(Fc *f, IrInst *i) {
  IrInst *x = i->args[0], *y = i->args[1];
  Thunk thunk = thunk_of((IrOp)i->op);
  if (i->op == IR_div ||
      (thunk && (is_number_constant(x) || is_number_constant(y)) && (is_other_constant(x) || is_other_constant(y)))) {
    call_thunk(f, i, thunk);
    return;
  }
  SlowPath *p = fc_slow_path(f, i);
  AssLabel slow = p->entry;
  if (is_other_constant(x) || is_other_constant(y)) { /* a string, most likely */
    ass_jmp(f->a, slow);
    fc_resume(f);
    return;
  }
  p->thunk = (uint8_t)thunk;
  fc_jump_unless_ints(f, x, y, slow);
  switch ((IrOp)i->op) {
    case IR_add:
    case IR_sub:
    case IR_mul: additive(f, i, slow); break;
    case IR_mod: modulo(f, i, slow); break;
    case IR_shl:
    case IR_sar:
    case IR_shr: shift(f, i, slow); break;
    default: logic(f, i); break;
  }
  ass_or_rr(f->a, ASS_Q, ASS_RAX, ASS_R15);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

void fc_lower_unary(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_cmp_rr(a, ASS_Q, r, ASS_R15);
  ass_jcc(a, ASS_CC_B, slow);
  ass_mov_rr(a, ASS_D, ASS_RAX, r);
  switch ((IrOp)i->op) {
    case IR_inc:
      ass_add_ri(a, ASS_D, ASS_RAX, 1);
      ass_jcc(a, ASS_CC_O, slow);
      break;
    case IR_dec:
      ass_sub_ri(a, ASS_D, ASS_RAX, 1);
      ass_jcc(a, ASS_CC_O, slow);
      break;
    case IR_neg: /* 0 gives -0 */
      ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
      ass_jcc(a, ASS_CC_E, slow);
      ass_neg_r(a, ASS_D, ASS_RAX);
      ass_jcc(a, ASS_CC_O, slow);
      break;
    default: ass_not_r(a, ASS_D, ASS_RAX); break;
  }
  ass_or_rr(a, ASS_Q, ASS_RAX, ASS_R15);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}
