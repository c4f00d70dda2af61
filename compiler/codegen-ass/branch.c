/*
 * branch.c: conditions, as branches or as values 0 and 1. Every operation with a boolean result that is more than a call
 * is here, so that a comparison and the branch on it become one.
 */
#include "internal.h"

void fc_jump(Fc *f, AssLabel to) {
  if (to.n != f->next.n) ass_jmp(f->a, to);
}

void fc_jump_cc(Fc *f, AssCc cc, AssLabel yes, AssLabel no) {
  if (yes.n == f->next.n) {
    ass_jcc(f->a, ass_cc_not(cc), no);
    return;
  }
  ass_jcc(f->a, cc, yes);
  fc_jump(f, no);
}

void fc_jump_unless_cell(Fc *f, AssReg r, AssLabel to) {
  ass_lea_rm(f->a, ASS_Q, ASS_RDX, ass_mem(ASS_R15, VALUE_OTHER_TAG));
  ass_test_rr(f->a, ASS_Q, r, ASS_RDX);
  ass_jcc(f->a, ASS_CC_NE, to);
}

bool fc_is_int_constant(const IrInst *i) { return i->op == IR_const_val && (uint64_t)i->imm.i >= VALUE_INT_TAG; }

void fc_jump_unless_ints(Fc *f, const IrInst *x, const IrInst *y, AssLabel to) {
  Ass *a = f->a;
  if (fc_is_int_constant(x)) x = y;
  if (fc_is_int_constant(y) || x == y) {
    if (fc_is_int_constant(x)) return;
    ass_cmp_rr(a, ASS_Q, fc_use(f, x, ASS_RDX), ASS_R15);
  } else {
    fc_load(f, x, ASS_RDX);
    Loc l = fc_loc(f, y);
    if (l.kind == LOC_SLOT) ass_and_rm(a, ASS_Q, ASS_RDX, mem_slot(l.slot));
    else ass_and_rr(a, ASS_Q, ASS_RDX, fc_use(f, y, ASS_RCX));
    ass_cmp_rr(a, ASS_Q, ASS_RDX, ASS_R15);
  }
  ass_jcc(a, ASS_CC_B, to);
}

/* Compares the low halves of two values. */
static void compare_i32(Fc *f, const IrInst *x, const IrInst *y) {
  AssReg r = fc_use(f, x, ASS_RAX);
  uint64_t bits;
  AssLabel label;
  if (fc_constant(f, y, &bits, &label) && !label.n) ass_cmp_ri(f->a, ASS_D, r, (int32_t)bits);
  else ass_cmp_rr(f->a, ASS_D, r, fc_use(f, y, ASS_RCX));
}

static void compare_bits(Fc *f, const IrInst *x, uint64_t bits) {
  Loc l = fc_loc(f, x);
  if (l.kind == LOC_SLOT) ass_cmp_mi(f->a, ASS_Q, mem_slot(l.slot), (int32_t)bits);
  else ass_cmp_ri(f->a, ASS_Q, fc_use(f, x, ASS_RAX), (int32_t)bits);
}

/* x < y of doubles is y above x: then an unordered pair gives false. */
static void compare_f64(Fc *f, const IrInst *above, const IrInst *below) {
  AssXmm r = fc_use_xmm(f, above, ASS_XMM0);
  ass_ucomisd_xx(f->a, r, fc_use_xmm(f, below, ASS_XMM1));
}

/* Operations whose outcome is one condition. */
static bool condition(Fc *f, const IrInst *i, AssCc *cc) {
  IrInst **args = i->args;
  switch ((IrOp)i->op) {
    case IR_lt_i32:
      compare_i32(f, args[0], args[1]);
      *cc = ASS_CC_L;
      return true;
    case IR_le_i32:
      compare_i32(f, args[0], args[1]);
      *cc = ASS_CC_LE;
      return true;
    case IR_gt_i32:
      compare_i32(f, args[0], args[1]);
      *cc = ASS_CC_G;
      return true;
    case IR_ge_i32:
      compare_i32(f, args[0], args[1]);
      *cc = ASS_CC_GE;
      return true;
    case IR_eq_i32:
      compare_i32(f, args[0], args[1]);
      *cc = ASS_CC_E;
      return true;
    case IR_ult_i32:
      compare_i32(f, args[0], args[1]);
      *cc = ASS_CC_B;
      return true;
    case IR_lt_f64:
      compare_f64(f, args[1], args[0]);
      *cc = ASS_CC_A;
      return true;
    case IR_le_f64:
      compare_f64(f, args[1], args[0]);
      *cc = ASS_CC_AE;
      return true;
    case IR_gt_f64:
      compare_f64(f, args[0], args[1]);
      *cc = ASS_CC_A;
      return true;
    case IR_ge_f64:
      compare_f64(f, args[0], args[1]);
      *cc = ASS_CC_AE;
      return true;
    case IR_is_i32:
      ass_cmp_rr(f->a, ASS_Q, fc_use(f, args[0], ASS_RAX), ASS_R15);
      *cc = ASS_CC_AE;
      return true;
    case IR_is_number:
      ass_test_rr(f->a, ASS_Q, fc_use(f, args[0], ASS_RAX), ASS_R15);
      *cc = ASS_CC_NE;
      return true;
    case IR_is_undefined:
      compare_bits(f, args[0], VALUE_UNDEFINED_BITS);
      *cc = ASS_CC_E;
      return true;
    case IR_is_null:
      compare_bits(f, args[0], VALUE_NULL_BITS);
      *cc = ASS_CC_E;
      return true;
    case IR_is_empty:
      compare_bits(f, args[0], VALUE_EMPTY_BITS);
      *cc = ASS_CC_E;
      return true;
    case IR_is_nullish:
      if (i->imm2) return false;
      fc_load(f, args[0], ASS_RAX);
      ass_and_ri8(f->a, ASS_Q, ASS_RAX, ~8);
      ass_cmp_ri8(f->a, ASS_Q, ASS_RAX, VALUE_NULL_BITS);
      *cc = ASS_CC_E;
      return true;
    case IR_same_bits: {
      AssReg r = fc_use(f, args[0], ASS_RAX);
      ass_cmp_rr(f->a, ASS_Q, r, fc_use(f, args[1], ASS_RCX));
      *cc = ASS_CC_E;
      return true;
    }
    case IR_unbox_bool:
      ass_test_ri32(f->a, ASS_B, fc_use(f, args[0], ASS_RAX), 1);
      *cc = ASS_CC_NE;
      return true;
    default: return false;
  }
}

/* A cell of this kind or, with cc AE, of one that comes after it. */
static void branch_kind(Fc *f, const IrInst *v, CellKind kind, AssCc cc, AssLabel yes, AssLabel no) {
  AssReg r = fc_use(f, v, ASS_RAX);
  fc_jump_unless_cell(f, r, no);
  ass_cmp_mi(f->a, ASS_B, ass_mem(r, offsetof(Cell, kind)), (int8_t)kind);
  fc_jump_cc(f, cc, yes, no);
}

/* The object is the function's only one, or a function object with its code. */
static void branch_function(Fc *f, const IrInst *i, AssLabel yes, AssLabel no) {
  Ass *a = f->a;
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  if (i->imm2) {
    ass_lea_rm(a, ASS_Q, ASS_RCX, ass_mem_rip(ca_const_fn(f->g, i->imm.fn), 0));
    ass_cmp_rr(a, ASS_Q, r, ASS_RCX);
  } else {
    fc_jump_unless_cell(f, r, no);
    ass_cmp_mi(a, ASS_B, ass_mem(r, offsetof(Cell, kind)), CELL_FUNCTION);
    ass_jcc(a, ASS_CC_NE, no);
    ass_lea_rm(a, ASS_Q, ASS_RCX, ass_mem_rip(f->g->fns[i->imm.fn->index].entry, 0));
    ass_cmp_rm(a, ASS_Q, ASS_RCX, ass_mem(r, offsetof(Function, code)));
  }
  fc_jump_cc(f, ASS_CC_E, yes, no);
}

static AssLabel slow_branch(Fc *f, IrInst *i, AssLabel yes, AssLabel no, Thunk thunk) {
  SlowPath *p = fc_slow_path(f, i);
  p->yes = yes;
  p->no = no;
  p->thunk = (uint8_t)thunk;
  return p->entry;
}

static void branch_compare(Fc *f, IrInst *i, AssCc cc, Thunk thunk, AssLabel yes, AssLabel no) {
  AssLabel slow = slow_branch(f, i, yes, no, thunk);
  fc_jump_unless_ints(f, i->args[0], i->args[1], slow);
  compare_i32(f, i->args[0], i->args[1]);
  fc_jump_cc(f, cc, yes, no);
}

static void branch_truthy(Fc *f, IrInst *i, AssLabel yes, AssLabel no) {
  Ass *a = f->a;
  AssLabel slow = slow_branch(f, i, yes, no, THUNK_NONE);
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_cmp_ri8(a, ASS_Q, r, VALUE_TRUE_BITS);
  ass_jcc(a, ASS_CC_E, yes);
  ass_cmp_rr(a, ASS_Q, r, ASS_R15);
  ass_jcc(a, ASS_CC_E, no); /* the integer 0 */
  ass_jcc(a, ASS_CC_A, yes);
  ass_test_rr(a, ASS_Q, r, ASS_R15);
  ass_jcc(a, ASS_CC_NE, slow); /* a double */
  ass_test_ri32(a, ASS_B, r, VALUE_OTHER_TAG);
  ass_jcc(a, ASS_CC_NE, no); /* undefined, null, false */
  ass_cmp_mi(a, ASS_B, ass_mem(r, offsetof(Cell, kind)), CELL_OBJECT);
  ass_jcc(a, ASS_CC_B, slow);
  ass_test_mi32(a, ASS_B, ass_mem(r, offsetof(Cell, flags)), OBJ_HTMLDDA);
  ass_jcc(a, ASS_CC_NE, slow);
  fc_jump(f, yes);
}

static bool is_simple_constant(const IrInst *i) {
  return i->op == IR_const_val && (uint64_t)i->imm.i < VALUE_DOUBLE_OFFSET; /* undefined, null, a boolean */
}

/* === */
static void branch_strict(Fc *f, IrInst *i, AssLabel yes, AssLabel no) {
  Ass *a = f->a;
  IrInst *x = i->args[0], *y = i->args[1];
  if (is_simple_constant(x)) {
    IrInst *t = x;
    x = y;
    y = t;
  }
  if (is_simple_constant(y)) {
    compare_bits(f, x, (uint64_t)y->imm.i);
    fc_jump_cc(f, ASS_CC_E, yes, no);
    return;
  }
  AssLabel slow = slow_branch(f, i, yes, no, THUNK_EQ);
  if (fc_is_int_constant(x) || fc_is_int_constant(y)) {
    IrInst *other = fc_is_int_constant(x) ? y : x;
    AssReg r = fc_use(f, other, ASS_RAX);
    fc_load(f, fc_is_int_constant(x) ? x : y, ASS_RCX);
    ass_cmp_rr(a, ASS_Q, r, ASS_RCX);
    ass_jcc(a, ASS_CC_E, yes);
    ass_cmp_rr(a, ASS_Q, r, ASS_R15);
    ass_jcc(a, ASS_CC_AE, no);
    ass_test_rr(a, ASS_Q, r, ASS_R15);
    ass_jcc(a, ASS_CC_NE, slow); /* a double may be that integer */
    fc_jump(f, no);
    return;
  }
  AssLabel differ = ass_label(a);
  AssReg r = fc_use(f, x, ASS_RAX), q = fc_use(f, y, ASS_RCX);
  ass_cmp_rr(a, ASS_Q, r, q);
  ass_jcc(a, ASS_CC_NE, differ);
  ass_cmp_rr(a, ASS_Q, r, ASS_R15);
  ass_jcc(a, ASS_CC_AE, yes);
  ass_test_rr(a, ASS_Q, r, ASS_R15);
  ass_jcc(a, ASS_CC_NE, slow); /* a double: NaN? */
  ass_jmp(a, yes);
  ass_bind(a, differ);
  ass_mov_rr(a, ASS_Q, ASS_RDX, r);
  ass_and_rr(a, ASS_Q, ASS_RDX, q);
  ass_cmp_rr(a, ASS_Q, ASS_RDX, ASS_R15);
  ass_jcc(a, ASS_CC_AE, no); /* two integers */
  ass_mov_rr(a, ASS_Q, ASS_RDX, r);
  ass_or_rr(a, ASS_Q, ASS_RDX, q);
  ass_test_rr(a, ASS_Q, ASS_RDX, ASS_R15);
  ass_jcc(a, ASS_CC_NE, slow); /* a double or an integer, and something else */
  ass_test_ri32(a, ASS_B, ASS_RDX, VALUE_OTHER_TAG);
  ass_jcc(a, ASS_CC_NE, no); /* undefined, null or a boolean, and something else */
  ass_cmp_mi(a, ASS_B, ass_mem(r, offsetof(Cell, kind)), CELL_OBJECT);
  ass_jcc(a, ASS_CC_AE, no); /* an object is equal to itself only */
  ass_jmp(a, slow);
}

/* == : integers in line */
static void branch_equal(Fc *f, IrInst *i, AssLabel yes, AssLabel no) {
  AssLabel slow = slow_branch(f, i, yes, no, THUNK_EQ);
  fc_jump_unless_ints(f, i->args[0], i->args[1], slow);
  compare_i32(f, i->args[0], i->args[1]);
  fc_jump_cc(f, ASS_CC_E, yes, no);
}

void fc_branch(Fc *f, IrInst *i, AssLabel yes, AssLabel no) {
  Ass *a = f->a;
  while (i->op == IR_not && f->is_fused[i->id]) {
    AssLabel t = yes;
    yes = no;
    no = t;
    i = i->args[0];
  }
  if (i->op == IR_const_bool) {
    fc_jump(f, i->imm.i ? yes : no);
    return;
  }
  AssCc cc;
  bool is_here = f->is_fused[i->id] || f->index[i->id] == f->at;
  if (!is_here) {
    Loc l = fc_loc(f, i);
    if (l.kind == LOC_SLOT) ass_cmp_mi8(a, ASS_D, mem_slot(l.slot), 0);
    else ass_test_rr(a, ASS_D, (AssReg)l.reg, (AssReg)l.reg);
    fc_jump_cc(f, ASS_CC_NE, yes, no);
    return;
  }
  if (condition(f, i, &cc)) {
    fc_jump_cc(f, cc, yes, no);
    return;
  }
  switch ((IrOp)i->op) {
    case IR_not: fc_branch(f, i->args[0], no, yes); return;
    case IR_lt: branch_compare(f, i, ASS_CC_L, THUNK_LT, yes, no); return;
    case IR_le: branch_compare(f, i, ASS_CC_LE, THUNK_LE, yes, no); return;
    case IR_gt: branch_compare(f, i, ASS_CC_G, THUNK_GT, yes, no); return;
    case IR_ge: branch_compare(f, i, ASS_CC_GE, THUNK_GE, yes, no); return;
    case IR_eq: branch_equal(f, i, yes, no); return;
    case IR_seq: branch_strict(f, i, yes, no); return;
    case IR_truthy: branch_truthy(f, i, yes, no); return;
    case IR_is_object: branch_kind(f, i->args[0], CELL_OBJECT, ASS_CC_AE, yes, no); return;
    case IR_is_string: branch_kind(f, i->args[0], CELL_STRING, ASS_CC_E, yes, no); return;
    case IR_is_callable: branch_kind(f, i->args[0], CELL_FUNCTION, ASS_CC_AE, yes, no); return;
    case IR_is_fn: branch_function(f, i, yes, no); return;
    case IR_typed_has:
      fc_typed_bounds(f, i, no);
      fc_jump_cc(f, ASS_CC_B, yes, no);
      return;
    case IR_eq_f64: {
      compare_f64(f, i->args[0], i->args[1]);
      ass_jcc(a, ASS_CC_P, no);
      fc_jump_cc(f, ASS_CC_E, yes, no);
      return;
    }
    case IR_is_nullish: { /* loose, and [[IsHTMLDDA]] objects count */
      Move m = fc_argument(i->args[0], ASS_RDI);
      fc_call_runtime(f, i, ca_external(f->g, "jsc_is_nullish_loose"), &m, 1);
      ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
      fc_jump_cc(f, ASS_CC_NE, yes, no);
      return;
    }
    default: { /* a call that gives 0 or 1 */
      if (strchr(ir_op_info[i->op].csig, 'C')) i->scratch = f->g->nics++;
      fc_call_by_signature(f, i);
      ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
      if (ir_throws(i)) ass_jcc(a, ASS_CC_S, fc_throw_target(f, i));
      fc_jump_cc(f, ASS_CC_NE, yes, no);
      return;
    }
  }
}

void fc_materialise(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssCc cc;
  if (condition(f, i, &cc)) {
    fc_store_bool(f, i, cc);
    return;
  }
  if (i->op == IR_not) {
    fc_load(f, i->args[0], ASS_RAX);
    ass_xor_ri8(a, ASS_D, ASS_RAX, 1);
    fc_store(f, i, ASS_RAX);
    return;
  }
  AssLabel yes = ass_label(a), no = ass_label(a), done = ass_label(a), next = f->next;
  f->next = yes;
  fc_branch(f, i, yes, no);
  f->next = next;
  ass_bind(a, yes);
  ass_mov_const(a, ASS_RAX, 1);
  ass_jmp(a, done);
  ass_bind(a, no);
  ass_xor_rr(a, ASS_D, ASS_RAX, ASS_RAX);
  ass_bind(a, done);
  fc_store(f, i, ASS_RAX);
}
