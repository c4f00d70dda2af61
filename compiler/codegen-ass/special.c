/*
 * special.c: operations that ops.def leaves to code generators (csig "-"), in one table at the end.
 */
#include "../../runtime/rt.h"
#include "../../runtime/heap/heap_fast.h"
#include "internal.h"

/* ---- control ---- */

static void lower_branch(Fc *f, IrInst *i) {
  AssLabel yes = fc_edge(f, i->block, 0), no = fc_edge(f, i->block, 1);
  fc_branch(f, i->args[0], yes, no);
}

static void lower_switch(Fc *f, IrInst *i) {
  Ass *a = f->a;
  uint32_t n = i->block->nsuccs - 1;
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  AssLabel other = fc_edge(f, i->block, n);
  if (n < 8) {
    for (uint32_t k = 0; k < n; k++) {
      ass_cmp_ri(a, ASS_D, r, (int32_t)k);
      ass_jcc(a, ASS_CC_E, fc_edge(f, i->block, k));
    }
    fc_jump(f, other);
    return;
  }
  /* a table of distances from its begin, in the code itself */
  AssLabel table = ass_label(a);
  ass_cmp_ri(a, ASS_D, r, (int32_t)n);
  ass_jcc(a, ASS_CC_AE, other);
  ass_mov_rr(a, ASS_D, ASS_RAX, r);
  ass_lea_rm(a, ASS_Q, ASS_RCX, ass_mem_rip(table, 0));
  ass_movsxd_rm4(a, ASS_Q, ASS_RAX, ass_mem_index(ASS_RCX, ASS_RAX, 2, 0));
  ass_add_rr(a, ASS_Q, ASS_RAX, ASS_RCX);
  ass_jmp_r(a, ASS_Q, ASS_RAX);
  ass_align(a, 4);
  ass_bind(a, table);
  for (uint32_t k = 0; k < n; k++) ass_data_ref(a, ASS_REF_REL32, fc_edge(f, i->block, k), 4 * (int32_t)k);
}

static void lower_ret(Fc *f, IrInst *i) {
  fc_load(f, i->args[0], ASS_RAX);
  fc_jump(f, f->epilogue);
}

static void lower_throw(Fc *f, IrInst *i) {
  if (i->imm2) {
    Move thrown = fc_argument(i->args[0], ASS_RDI);
    fc_call_runtime(f, i, ca_external(f->g, "jsc_throw_at"), &thrown, 1);
  } else {
    AssReg r = fc_use(f, i->args[0], ASS_RAX);
    ass_mov_mr(f->a, ASS_Q, fc_rt(f, offsetof(Rt, exception)), r);
  }
  fc_jump(f, fc_throw_target(f, i));
}

/* Inlined calls are not this back end's: their receivers are not kept. */
static void lower_trace_this(Fc *f, IrInst *i) { (void)f, (void)i; }

static void lower_unreachable(Fc *f, IrInst *i) {
  (void)i;
  ass_ud2(f->a);
}

static void lower_catch(Fc *f, IrInst *i) {
  AssReg r = fc_result(f, i, ASS_RAX);
  ass_mov_rm(f->a, ASS_Q, r, fc_rt(f, offsetof(Rt, exception)));
  ass_mov_mi32(f->a, ASS_Q, fc_rt(f, offsetof(Rt, exception)), VALUE_EMPTY_BITS);
  fc_store(f, i, r);
}

/* ---- what comes with the call ---- */

static Move incoming(Fc *f, unsigned which, AssReg to) {
  return (Move){.from = f->vals[f->fn->ninsts + which].loc, .to = loc_reg(to), .rep = REP_VAL};
}

static void lower_rest_array(Fc *f, IrInst *i) {
  Move m[3] = {incoming(f, INCOMING_ARGC, ASS_RDI), incoming(f, INCOMING_A0, ASS_RSI),
               incoming(f, INCOMING_A1, ASS_RDX)};
  fc_moves(f, m, 3);
  ass_mov_const(f->a, ASS_RCX, (uint64_t)i->imm2);
  fc_call_label(f, i, ca_external(f->g, "jsc_rest_array"));
  fc_store(f, i, ASS_RAX);
}

static void lower_arguments(Fc *f, IrInst *i) {
  bool is_mapped = i->op == IR_arguments_mapped;
  Move m[4] = {incoming(f, INCOMING_CALLEE, ASS_RDI), incoming(f, INCOMING_ARGC, ASS_RSI),
               incoming(f, INCOMING_A0, ASS_RDX), incoming(f, INCOMING_A1, ASS_RCX)};
  if (is_mapped) fc_store_operands(f, i, 0);
  fc_moves(f, m, 4);
  if (is_mapped) {
    ass_mov_const(f->a, ASS_R8, i->nargs);
    if (i->nargs) ass_lea_rm(f->a, ASS_Q, ASS_R9, mem_slot(f->argv));
    else ass_xor_rr(f->a, ASS_D, ASS_R9, ASS_R9);
  }
  fc_call_label(f, i, ca_external(f->g, is_mapped ? "jsc_arguments_mapped" : "jsc_arguments_unmapped"));
  fc_store(f, i, ASS_RAX);
}

/* ---- representations ---- */

static void lower_box_i32(Fc *f, IrInst *i) {
  fc_load(f, i->args[0], ASS_RAX);
  ass_mov_rr(f->a, ASS_D, ASS_RAX, ASS_RAX); /* the upper half of an i32 is anything */
  ass_or_rr(f->a, ASS_Q, ASS_RAX, ASS_R15);
  fc_store(f, i, ASS_RAX);
}

static void lower_box_f64(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssXmm x = fc_use_xmm(f, i->args[0], ASS_XMM0);
  if (i->imm2 == BOX_INT) {
    if (x != ASS_XMM0) ass_movaps_xx(a, ASS_XMM0, x);
    ass_call(a, ca_thunk(f->g, THUNK_BOX));
  } else {
    ass_movq_rx(a, ASS_Q, ASS_RAX, x);
    if (i->imm2 == BOX_FOREIGN) { /* a NaN of any bits becomes the one */
      AssLabel ordered = ass_label(a);
      ass_ucomisd_xx(a, x, x);
      ass_jcc(a, ASS_CC_NP, ordered);
      ass_mov_const(a, ASS_RAX, 0x7FF8000000000000ull);
      ass_bind(a, ordered);
    }
    ass_sub_rr(a, ASS_Q, ASS_RAX, ASS_R15); /* plus VALUE_DOUBLE_OFFSET */
  }
  fc_store(f, i, ASS_RAX);
}

static void lower_box_bool(Fc *f, IrInst *i) {
  fc_load(f, i->args[0], ASS_RAX);
  ass_add_ri8(f->a, ASS_D, ASS_RAX, VALUE_FALSE_BITS);
  fc_store(f, i, ASS_RAX);
}

static void lower_unbox_i32(Fc *f, IrInst *i) { /* of a constant */
  fc_load(f, i->args[0], ASS_RAX);
  fc_store(f, i, ASS_RAX);
}

/* A number in rax, as a double; spoils rax. */
static void unbox_number(Fc *f, AssXmm to) {
  Ass *a = f->a;
  AssLabel is_double = ass_label(a), done = ass_label(a);
  ass_cmp_rr(a, ASS_Q, ASS_RAX, ASS_R15);
  ass_jcc(a, ASS_CC_B, is_double);
  ass_xorps_xx(a, to, to);
  ass_cvtsi2sd_xr(a, ASS_D, to, ASS_RAX);
  ass_jmp(a, done);
  ass_bind(a, is_double);
  ass_add_rr(a, ASS_Q, ASS_RAX, ASS_R15);
  ass_movq_xr(a, ASS_Q, to, ASS_RAX);
  ass_bind(a, done);
}

static void lower_unbox_f64(Fc *f, IrInst *i) {
  fc_load(f, i->args[0], ASS_RAX);
  unbox_number(f, ASS_XMM0);
  fc_store_xmm(f, i, ASS_XMM0);
}

static void lower_i32_to_f64(Fc *f, IrInst *i) {
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_xorps_xx(f->a, ASS_XMM0, ASS_XMM0);
  ass_cvtsi2sd_xr(f->a, ASS_D, ASS_XMM0, r);
  fc_store_xmm(f, i, ASS_XMM0);
}

static void lower_u32_to_f64(Fc *f, IrInst *i) {
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_mov_rr(f->a, ASS_D, ASS_RAX, r);
  ass_xorps_xx(f->a, ASS_XMM0, ASS_XMM0);
  ass_cvtsi2sd_xr(f->a, ASS_Q, ASS_XMM0, ASS_RAX);
  fc_store_xmm(f, i, ASS_XMM0);
}

static void emit_far_double(Fc *f, SlowPath *p) {
  fc_move_saved(f, p, false);
  AssXmm x = fc_use_xmm(f, p->inst->args[0], ASS_XMM0);
  if (x != ASS_XMM0) ass_movaps_xx(f->a, ASS_XMM0, x);
  fc_call_label(f, p->inst, ca_external(f->g, "jsc_f64_to_i32"));
  fc_move_saved(f, p, true);
  fc_store(f, p->inst, ASS_RAX);
  ass_jmp(f->a, p->resume);
}

/* ToInt32 and ToNumber by the runtime: an encoded number, or EXCEPTION. */
static void emit_slow_conversion(Fc *f, SlowPath *p) {
  Ass *a = f->a;
  IrInst *i = p->inst;
  bool is_i32 = i->op == IR_to_int32;
  fc_move_saved(f, p, false);
  Move m = fc_argument(i->args[0], ASS_RDI);
  fc_call_runtime(f, i,
                  ca_external(f->g, i->imm2  ? is_i32 ? "jsc_mixed_i32" : "jsc_mixed_f64"
                                    : is_i32 ? "jsc_slow_i32"
                                             : "jsc_slow_f64"),
                  &m, 1);
  fc_move_saved(f, p, true);
  if (ir_throws(i)) fc_check_exception(f, i);
  if (is_i32) fc_store(f, i, ASS_RAX);
  else {
    ass_add_rr(a, ASS_Q, ASS_RAX, ASS_R15);
    ass_movq_xr(a, ASS_Q, ASS_XMM0, ASS_RAX);
    fc_store_xmm(f, i, ASS_XMM0);
  }
  ass_jmp(a, p->resume);
}

static void lower_to_int32(Fc *f, IrInst *i) {
  SlowPath *p = fc_slow_path(f, i);
  p->emit = emit_slow_conversion;
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_cmp_rr(f->a, ASS_Q, r, ASS_R15);
  ass_jcc(f->a, ASS_CC_B, p->entry);
  fc_store(f, i, r);
  fc_resume(f);
}

static void lower_number_f64(Fc *f, IrInst *i) {
  SlowPath *p = fc_slow_path(f, i);
  p->emit = emit_slow_conversion;
  fc_load(f, i->args[0], ASS_RAX);
  ass_test_rr(f->a, ASS_Q, ASS_RAX, ASS_R15);
  ass_jcc(f->a, ASS_CC_E, p->entry);
  unbox_number(f, ASS_XMM0);
  fc_store_xmm(f, i, ASS_XMM0);
  fc_resume(f);
}

static void lower_f64_to_i32(Fc *f, IrInst *i) {
  AssXmm x = fc_use_xmm(f, i->args[0], ASS_XMM0);
  SlowPath *p = fc_slow_path(f, i);
  p->emit = emit_far_double;
  ass_cvttsd2si_rx(f->a, ASS_Q, ASS_RAX, x);
  ass_cmp_ri8(f->a, ASS_Q, ASS_RAX, 1); /* overflows for the least integer only, which stands for "out of range" */
  ass_jcc(f->a, ASS_CC_O, p->entry);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

static void lower_select(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel yes = ass_label(a), no = ass_label(a), done = ass_label(a), next = f->next;
  bool is_f64 = i->rep == REP_F64;
  f->next = yes;
  fc_branch(f, i->args[0], yes, no);
  f->next = next;
  for (unsigned k = 0; k < 2; k++) {
    ass_bind(a, k ? no : yes);
    if (is_f64) {
      AssXmm x = fc_use_xmm(f, i->args[1 + k], ASS_XMM0);
      if (x != ASS_XMM0) ass_movaps_xx(a, ASS_XMM0, x);
    } else fc_load(f, i->args[1 + k], ASS_RAX);
    if (!k) ass_jmp(a, done);
  }
  ass_bind(a, done);
  if (is_f64) fc_store_xmm(f, i, ASS_XMM0);
  else fc_store(f, i, ASS_RAX);
}

/* ---- typed arithmetic ---- */

static void lower_int(Fc *f, IrInst *i) {
  Ass *a = f->a;
  fc_load(f, i->args[0], ASS_RAX);
  bool is_shift = i->op == IR_shl_i32 || i->op == IR_sar_i32 || i->op == IR_shr_i32;
  uint64_t bits;
  AssLabel label;
  if (fc_constant(f, i->args[1], &bits, &label)) {
    int32_t v = (int32_t)bits;
    switch ((IrOp)i->op) {
      case IR_add_i32: ass_add_ri(a, ASS_D, ASS_RAX, v); break;
      case IR_sub_i32: ass_sub_ri(a, ASS_D, ASS_RAX, v); break;
      case IR_mul_i32: ass_imul_rri32(a, ASS_D, ASS_RAX, ASS_RAX, v); break;
      case IR_and_i32: ass_and_ri(a, ASS_D, ASS_RAX, v); break;
      case IR_or_i32: ass_or_ri(a, ASS_D, ASS_RAX, v); break;
      case IR_xor_i32: ass_xor_ri(a, ASS_D, ASS_RAX, v); break;
      case IR_shl_i32: ass_shl_ri(a, ASS_D, ASS_RAX, v & 31); break;
      case IR_sar_i32: ass_sar_ri(a, ASS_D, ASS_RAX, v & 31); break;
      default: ass_shr_ri(a, ASS_D, ASS_RAX, v & 31); break;
    }
    fc_store(f, i, ASS_RAX);
    return;
  }
  AssReg r = ASS_RCX;
  if (is_shift) fc_load(f, i->args[1], ASS_RCX);
  else r = fc_use(f, i->args[1], ASS_RCX);
  switch ((IrOp)i->op) {
    case IR_add_i32: ass_add_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_sub_i32: ass_sub_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_mul_i32: ass_imul_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_and_i32: ass_and_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_or_i32: ass_or_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_xor_i32: ass_xor_rr(a, ASS_D, ASS_RAX, r); break;
    case IR_shl_i32: ass_shl_rc(a, ASS_D, ASS_RAX); break;
    case IR_sar_i32: ass_sar_rc(a, ASS_D, ASS_RAX); break;
    default: ass_shr_rc(a, ASS_D, ASS_RAX); break;
  }
  fc_store(f, i, ASS_RAX);
}

static void load_xmm0(Fc *f, const IrInst *v) {
  AssXmm x = fc_use_xmm(f, v, ASS_XMM0);
  if (x != ASS_XMM0) ass_movaps_xx(f->a, ASS_XMM0, x);
}

static void lower_double(Fc *f, IrInst *i) {
  Ass *a = f->a;
  load_xmm0(f, i->args[0]);
  AssXmm y = fc_use_xmm(f, i->args[1], ASS_XMM1);
  switch ((IrOp)i->op) {
    case IR_add_f64: ass_addsd_xx(a, ASS_XMM0, y); break;
    case IR_sub_f64: ass_subsd_xx(a, ASS_XMM0, y); break;
    case IR_mul_f64: ass_mulsd_xx(a, ASS_XMM0, y); break;
    default: ass_divsd_xx(a, ASS_XMM0, y); break;
  }
  fc_store_xmm(f, i, ASS_XMM0);
}

static void lower_sign(Fc *f, IrInst *i) {
  load_xmm0(f, i->args[0]);
  bool is_neg = i->op == IR_neg_f64;
  ass_movsd_xm(f->a, ASS_XMM1, ass_mem_rip(ca_double(f->g, is_neg ? 1ull << 63 : ~(1ull << 63)), 0));
  if (is_neg) ass_xorps_xx(f->a, ASS_XMM0, ASS_XMM1);
  else ass_andps_xx(f->a, ASS_XMM0, ASS_XMM1);
  fc_store_xmm(f, i, ASS_XMM0);
}

static void lower_round(Fc *f, IrInst *i) {
  AssXmm x = fc_use_xmm(f, i->args[0], ASS_XMM0);
  unsigned mode = i->op == IR_floor_f64 ? 9 : i->op == IR_ceil_f64 ? 10 : 11; /* without the inexact exception */
  if (i->op == IR_sqrt_f64) ass_sqrtsd_xx(f->a, ASS_XMM0, x);
  else ass_roundsd_xxi(f->a, ASS_XMM0, x, (uint8_t)mode);
  fc_store_xmm(f, i, ASS_XMM0);
}

static void lower_math(Fc *f, IrInst *i) {
  Move m[3];
  for (uint32_t k = 0; k < i->nargs; k++) m[k] = (Move){.value = i->args[k], .to = loc_xmm((AssXmm)k), .rep = REP_F64};
  fc_call_runtime(f, i, ca_external(f->g, atom_utf8(i->imm.atom, f->scratch)), m, i->nargs);
  fc_store_xmm(f, i, ASS_XMM0);
}

/* ---- literals ---- */

static void lower_new_literal(Fc *f, IrInst *i) {
  Ass *a = f->a;
  fc_store_operands(f, i, 0);
  ass_lea_rm(a, ASS_Q, ASS_RDI, ass_mem_rip(ca_literal_site(f->g, i->nargs, i->aux.keys), 0));
  ass_mov_const(a, ASS_RSI, i->nargs);
  if (i->nargs) ass_lea_rm(a, ASS_Q, ASS_RDX, mem_slot(f->argv));
  else ass_xor_rr(a, ASS_D, ASS_RDX, ASS_RDX);
  fc_call_label(f, i, ca_external(f->g, f->g->has_realms ? "jsc_new_literal_in_realm" : "jsc_new_literal"));
  fc_store(f, i, ASS_RAX);
}

static void lower_template_object(Fc *f, IrInst *i) {
  Ass *a = f->a;
  IrTemplate *t = i->aux.tmpl;
  ass_lea_rm(a, ASS_Q, ASS_RDI, ass_mem_rip(ca_static_value(f->g, VALUE_EMPTY_BITS), 0));
  ass_mov_const(a, ASS_RSI, t->count);
  ass_lea_rm(a, ASS_Q, ASS_RDX, ass_mem_rip(ca_string_array(f->g, t->count, t->cooked), 0));
  ass_lea_rm(a, ASS_Q, ASS_RCX, ass_mem_rip(ca_string_array(f->g, t->count, t->raw), 0));
  fc_call_label(f, i, ca_external(f->g, "jsc_template_object"));
  fc_store(f, i, ASS_RAX);
}

static void lower_script_declare(Fc *f, IrInst *i) {
  const IrModule *m = f->g->program->modules[i->imm2];
  ass_lea_rm(f->a, ASS_Q, ASS_RDI, ass_mem_rip(ca_global_decls(f->g, m), 0));
  ass_mov_const(f->a, ASS_RSI, m->ndecls);
  fc_call_label(f, i, ca_external(f->g, "jsc_script_declare"));
  fc_finish_call(f, i);
}

/* ---- properties of objects whose shape has been tested ---- */

static void lower_learn_shape(Fc *f, IrInst *i) {
  Ass *a = f->a;
  const IrInst *test = i->args[1];
  Move object = fc_argument(i->args[0], ASS_RDI);
  fc_moves(f, &object, 1);
  ass_lea_rm(a, ASS_Q, ASS_RSI, ca_ic(f->g, test, 0));
  ass_mov_const(a, ASS_RDX, (uint64_t)test->imm2);
  ass_lea_rm(a, ASS_Q, ASS_RCX, ass_mem_rip(ca_string_array(f->g, (uint32_t)test->imm2, test->aux.keys), 0));
  ass_mov_const(a, ASS_R8, (uint64_t)test->imm.i);
  fc_call_label(f, i, ca_external(f->g, "stub_learn_shape"));
}

static void lower_slot_load(Fc *f, IrInst *i) {
  AssReg object = fc_use(f, i->args[0], ASS_RCX), r = fc_result(f, i, ASS_RAX);
  int32_t at = (int32_t)(offsetof(ShapeSite, offset) + sizeof(uint32_t) * (size_t)i->imm2);
  ass_mov_rm(f->a, ASS_D, ASS_RAX, ca_ic(f->g, i->args[1], at));
  ass_mov_rm(f->a, ASS_Q, r, ass_mem_index(object, ASS_RAX, 0, 0));
  fc_store(f, i, r);
}

static void lower_slot_store(Fc *f, IrInst *i) {
  Move moves[2] = {fc_argument(i->args[0], ASS_RDI), fc_argument(i->args[2], ASS_RSI)};
  fc_moves(f, moves, 2);
  ass_lea_rm(f->a, ASS_Q, ASS_RDX, ca_ic(f->g, i->args[1], 0));
  ass_mov_const(f->a, ASS_RCX, (uint64_t)i->imm2);
  ass_mov_const(f->a, ASS_R8, (uint64_t)i->imm.i);
  fc_call_label(f, i, ca_external(f->g, "jsc_slot_store"));
}

/* ---- variables ---- */

static void load_field(Fc *f, IrInst *i, AssReg base, size_t offset) {
  AssReg r = fc_result(f, i, ASS_RAX);
  ass_mov_rm(f->a, i->rep == REP_VAL ? ASS_Q : ASS_D, r, ass_mem(base, (int32_t)offset));
  fc_store(f, i, r);
}

static void lower_capture(Fc *f, IrInst *i) {
  Loc l = f->vals[f->fn->ninsts + INCOMING_CALLEE].loc;
  AssReg callee = l.kind == LOC_REG ? (AssReg)l.reg : ASS_RAX;
  fc_load_loc(f, l, callee);
  load_field(f, i, callee, offsetof(Function, captures) + 8 * (size_t)i->imm2);
}

static void lower_capture_of(Fc *f, IrInst *i) {
  load_field(f, i, fc_use(f, i->args[0], ASS_RAX), offsetof(Function, captures) + 8 * (size_t)i->imm2);
}

static void lower_box_get(Fc *f, IrInst *i) { load_field(f, i, fc_use(f, i->args[0], ASS_RAX), offsetof(Box, value)); }

/* The card of the cell's header is dirtied; spoils rax and rcx. */
static void barrier(Fc *f, AssReg holder) {
  ass_mov_rr(f->a, ASS_Q, ASS_RAX, holder);
  ass_mov_rm(f->a, ASS_Q, ASS_RCX, fc_rt(f, offsetof(Rt, card_table)));
  ass_shr_ri(f->a, ASS_Q, ASS_RAX, HEAP_CARD_SHIFT);
  ass_mov_mi32(f->a, ASS_B, ass_mem_index(ASS_RCX, ASS_RAX, 0, 0), 1);
}

static void store_field(Fc *f, const IrInst *holder, const IrInst *value, size_t offset) {
  AssReg h = fc_use(f, holder, ASS_RDX), v = fc_use(f, value, ASS_RAX);
  ass_mov_mr(f->a, ASS_Q, ass_mem(h, (int32_t)offset), v);
  barrier(f, h);
}

static void lower_box_set(Fc *f, IrInst *i) { store_field(f, i->args[0], i->args[1], offsetof(Box, value)); }

static void lower_slot_get(Fc *f, IrInst *i) {
  AssReg r = fc_result(f, i, ASS_RAX);
  ass_mov_rm(f->a, ASS_Q, r, ass_mem_rip(f->g->slots, 8 * (int32_t)i->imm2));
  fc_store(f, i, r);
}

static void lower_slot_set(Fc *f, IrInst *i) {
  if (ir_is_initial(i)) return;
  AssReg v = fc_use(f, i->args[0], ASS_RAX);
  ass_mov_mr(f->a, ASS_Q, ass_mem_rip(f->g->slots, 8 * (int32_t)i->imm2), v);
}

static void lower_frame_get(Fc *f, IrInst *i) {
  load_field(f, i, fc_use(f, i->args[0], ASS_RAX), offsetof(Generator, frame) + 8 * (size_t)i->imm2);
}

static void lower_frame_set(Fc *f, IrInst *i) {
  store_field(f, i->args[0], i->args[1], offsetof(Generator, frame) + 8 * (size_t)i->imm2);
}

static void lower_gen_state(Fc *f, IrInst *i) {
  load_field(f, i, fc_use(f, i->args[0], ASS_RAX), offsetof(Generator, state));
}

static void lower_gen_suspend(Fc *f, IrInst *i) {
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_mov_mi32(f->a, ASS_D, ass_mem(r, offsetof(Generator, state)), (int32_t)i->imm2);
  ass_mov_mi32(f->a, ASS_D, ass_mem(r, offsetof(Generator, suspend_kind)), (int32_t)i->imm.i);
}

static void lower_gen_finish(Fc *f, IrInst *i) {
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_mov_mi32(f->a, ASS_D, ass_mem(r, offsetof(Generator, state)), GEN_DONE);
}

/* ---- typed arrays of a known kind ---- */

static unsigned element_scale(int64_t kind) {
  switch (kind) {
    case CELL_FLOAT64ARRAY: return 3;
    case CELL_FLOAT32ARRAY:
    case CELL_INT32ARRAY:
    case CELL_UINT32ARRAY: return 2;
    case CELL_INT16ARRAY:
    case CELL_UINT16ARRAY: return 1;
    default: return 0;
  }
}

/* rcx: the index as 64 bits. A number that is none goes to `outside`. */
static void typed_index(Fc *f, const IrInst *index, AssLabel outside) {
  Ass *a = f->a;
  if (index->rep == REP_I32) {
    AssReg r = fc_use(f, index, ASS_RCX);
    ass_movsxd_rr4(a, ASS_Q, ASS_RCX, r);
    return;
  }
  AssLabel is_int = ass_label(a), done = ass_label(a);
  fc_load(f, index, ASS_RCX);
  ass_cmp_rr(a, ASS_Q, ASS_RCX, ASS_R15);
  ass_jcc(a, ASS_CC_AE, is_int);
  ass_add_rr(a, ASS_Q, ASS_RCX, ASS_R15);
  ass_movq_xr(a, ASS_Q, ASS_XMM0, ASS_RCX);
  ass_cvttsd2si_rx(a, ASS_Q, ASS_RCX, ASS_XMM0);
  ass_xorps_xx(a, ASS_XMM1, ASS_XMM1);
  ass_cvtsi2sd_xr(a, ASS_Q, ASS_XMM1, ASS_RCX);
  ass_ucomisd_xx(a, ASS_XMM0, ASS_XMM1);
  ass_jcc(a, ASS_CC_P, outside);
  ass_jcc(a, ASS_CC_NE, outside);
  ass_jmp(a, done);
  ass_bind(a, is_int);
  ass_movsxd_rr4(a, ASS_Q, ASS_RCX, ASS_RCX);
  ass_bind(a, done);
}

void fc_typed_bounds(Fc *f, const IrInst *i, AssLabel outside) {
  typed_index(f, i->args[1], outside);
  fc_load(f, i->args[0], ASS_RDX);
  ass_cmp_rm(f->a, ASS_Q, ASS_RCX, ass_mem(ASS_RDX, offsetof(TypedArray, length)));
}

/* rcx: the index, rdx: address of element 0; out of bounds goes to `outside`. */
static void typed_address(Fc *f, IrInst *i, AssLabel outside) {
  fc_typed_bounds(f, i, outside);
  ass_jcc(f->a, ASS_CC_AE, outside);
  ass_mov_rm(f->a, ASS_Q, ASS_RDX, ass_mem(ASS_RDX, offsetof(TypedArray, data)));
}

static void lower_typed_get(Fc *f, IrInst *i) {
  Ass *a = f->a;
  bool as_f64 = i->op == IR_typed_get_f64;
  AssLabel outside = ass_label(a), done = ass_label(a);
  typed_address(f, i, outside);
  AssMem m = ass_mem_index(ASS_RDX, ASS_RCX, element_scale(i->imm2), 0);
  bool is_int = false, is_u32 = false;
  switch (i->imm2) {
    case CELL_FLOAT64ARRAY: ass_movsd_xm(a, ASS_XMM0, m); break;
    case CELL_FLOAT32ARRAY:
      ass_xorps_xx(a, ASS_XMM0, ASS_XMM0);
      ass_cvtss2sd_xm(a, ASS_XMM0, m);
      break;
    case CELL_INT8ARRAY: ass_movsx_rm1(a, ASS_D, ASS_RAX, m), is_int = true; break;
    case CELL_INT16ARRAY: ass_movsx_rm2(a, ASS_D, ASS_RAX, m), is_int = true; break;
    case CELL_UINT16ARRAY: ass_movzx_rm2(a, ASS_D, ASS_RAX, m), is_int = true; break;
    case CELL_UINT32ARRAY: is_u32 = true; /* fall through */
    case CELL_INT32ARRAY: ass_mov_rm(a, ASS_D, ASS_RAX, m), is_int = true; break;
    default: ass_movzx_rm1(a, ASS_D, ASS_RAX, m), is_int = true; break;
  }
  if (is_int && as_f64) {
    ass_xorps_xx(a, ASS_XMM0, ASS_XMM0);
    ass_cvtsi2sd_xr(a, is_u32 ? ASS_Q : ASS_D, ASS_XMM0, ASS_RAX);
  }
  ass_jmp(a, done);
  ass_bind(a, outside);
  if (as_f64) ass_movsd_xm(a, ASS_XMM0, ass_mem_rip(ca_double(f->g, 0x7FF8000000000000ull), 0));
  else ass_xor_rr(a, ASS_D, ASS_RAX, ASS_RAX);
  ass_bind(a, done);
  if (as_f64) fc_store_xmm(f, i, ASS_XMM0);
  else fc_store(f, i, ASS_RAX);
}

static void lower_typed_set(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel done = ass_label(a);
  typed_address(f, i, done);
  AssMem m = ass_mem_index(ASS_RDX, ASS_RCX, element_scale(i->imm2), 0);
  if (i->op == IR_typed_set_f64) {
    AssXmm x = fc_use_xmm(f, i->args[2], ASS_XMM0);
    if (i->imm2 == CELL_FLOAT64ARRAY) ass_movsd_mx(a, m, x);
    else {
      ass_cvtsd2ss_xx(a, ASS_XMM1, x);
      ass_movss_mx(a, m, ASS_XMM1);
    }
  } else {
    AssReg r = fc_use(f, i->args[2], ASS_RAX);
    unsigned scale = element_scale(i->imm2);
    ass_mov_mr(a, scale == 0 ? ASS_B : scale == 1 ? ASS_W : ASS_D, m, r);
  }
  ass_bind(a, done);
}

// clang-format off
const Lowering fc_special[IR_OP_COUNT] = {
  [IR_branch] = {lower_branch, CALLS_NEVER}, [IR_switch_i32] = {lower_switch, CALLS_NEVER},
  [IR_ret] = {lower_ret, CALLS_NEVER}, [IR_throw] = {lower_throw, CALLS_ALWAYS},
  [IR_trace_this] = {lower_trace_this, CALLS_NEVER}, [IR_unreachable] = {lower_unreachable, CALLS_NEVER}, [IR_catch] = {lower_catch, CALLS_NEVER},
  [IR_rest_array] = {lower_rest_array, CALLS_ALWAYS}, [IR_arguments_unmapped] = {lower_arguments, CALLS_ALWAYS},
  [IR_arguments_mapped] = {lower_arguments, CALLS_ALWAYS},
  [IR_box_i32] = {lower_box_i32, CALLS_NEVER}, [IR_box_f64] = {lower_box_f64, CALLS_NEVER},
  [IR_box_bool] = {lower_box_bool, CALLS_NEVER}, [IR_unbox_i32] = {lower_unbox_i32, CALLS_NEVER},
  [IR_unbox_f64] = {lower_unbox_f64, CALLS_NEVER}, [IR_unbox_bool] = {fc_materialise, CALLS_NEVER},
  [IR_i32_to_f64] = {lower_i32_to_f64, CALLS_NEVER}, [IR_u32_to_f64] = {lower_u32_to_f64, CALLS_NEVER},
  [IR_f64_to_i32] = {lower_f64_to_i32, CALLS_SLOWLY}, [IR_to_int32] = {lower_to_int32, CALLS_SLOWLY},
  [IR_number_f64] = {lower_number_f64, CALLS_SLOWLY},
  [IR_is_i32] = {fc_materialise, CALLS_NEVER}, [IR_is_number] = {fc_materialise, CALLS_NEVER},
  [IR_is_undefined] = {fc_materialise, CALLS_NEVER}, [IR_is_null] = {fc_materialise, CALLS_NEVER},
  [IR_is_nullish] = {fc_materialise, CALLS_ALWAYS}, [IR_is_empty] = {fc_materialise, CALLS_NEVER},
  [IR_is_object] = {fc_materialise, CALLS_NEVER}, [IR_is_string] = {fc_materialise, CALLS_NEVER},
  [IR_is_callable] = {fc_materialise, CALLS_NEVER}, [IR_same_bits] = {fc_materialise, CALLS_NEVER},
  [IR_is_fn] = {fc_materialise, CALLS_NEVER},
  [IR_not] = {fc_materialise, CALLS_NEVER}, [IR_select] = {lower_select, CALLS_NEVER},
  [IR_add_i32] = {lower_int, CALLS_NEVER}, [IR_sub_i32] = {lower_int, CALLS_NEVER}, [IR_mul_i32] = {lower_int, CALLS_NEVER},
  [IR_and_i32] = {lower_int, CALLS_NEVER}, [IR_or_i32] = {lower_int, CALLS_NEVER}, [IR_xor_i32] = {lower_int, CALLS_NEVER},
  [IR_shl_i32] = {lower_int, CALLS_NEVER}, [IR_sar_i32] = {lower_int, CALLS_NEVER}, [IR_shr_i32] = {lower_int, CALLS_NEVER},
  [IR_lt_i32] = {fc_materialise, CALLS_NEVER}, [IR_le_i32] = {fc_materialise, CALLS_NEVER},
  [IR_gt_i32] = {fc_materialise, CALLS_NEVER}, [IR_ge_i32] = {fc_materialise, CALLS_NEVER},
  [IR_eq_i32] = {fc_materialise, CALLS_NEVER}, [IR_ult_i32] = {fc_materialise, CALLS_NEVER},
  [IR_add_f64] = {lower_double, CALLS_NEVER}, [IR_sub_f64] = {lower_double, CALLS_NEVER},
  [IR_mul_f64] = {lower_double, CALLS_NEVER}, [IR_div_f64] = {lower_double, CALLS_NEVER},
  [IR_neg_f64] = {lower_sign, CALLS_NEVER}, [IR_abs_f64] = {lower_sign, CALLS_NEVER},
  [IR_math_f64] = {lower_math, CALLS_ALWAYS},
  [IR_lt_f64] = {fc_materialise, CALLS_NEVER}, [IR_le_f64] = {fc_materialise, CALLS_NEVER},
  [IR_gt_f64] = {fc_materialise, CALLS_NEVER}, [IR_ge_f64] = {fc_materialise, CALLS_NEVER},
  [IR_eq_f64] = {fc_materialise, CALLS_NEVER},
  [IR_sqrt_f64] = {lower_round, CALLS_NEVER}, [IR_floor_f64] = {lower_round, CALLS_NEVER},
  [IR_ceil_f64] = {lower_round, CALLS_NEVER}, [IR_trunc_f64] = {lower_round, CALLS_NEVER},
  [IR_new_literal] = {lower_new_literal, CALLS_ALWAYS}, [IR_template_object] = {lower_template_object, CALLS_ALWAYS},
  [IR_script_declare] = {lower_script_declare, CALLS_ALWAYS},
  [IR_learn_shape] = {lower_learn_shape, CALLS_ALWAYS}, [IR_slot_load] = {lower_slot_load, CALLS_NEVER},
  [IR_slot_store] = {lower_slot_store, CALLS_ALWAYS},
  [IR_capture] = {lower_capture, CALLS_NEVER}, [IR_capture_of] = {lower_capture_of, CALLS_NEVER},
  [IR_box_get] = {lower_box_get, CALLS_NEVER}, [IR_box_set] = {lower_box_set, CALLS_NEVER},
  [IR_slot_get] = {lower_slot_get, CALLS_NEVER}, [IR_slot_set] = {lower_slot_set, CALLS_NEVER},
  [IR_typed_has] = {fc_materialise, CALLS_NEVER},
  [IR_typed_get_f64] = {lower_typed_get, CALLS_NEVER}, [IR_typed_get_i32] = {lower_typed_get, CALLS_NEVER},
  [IR_typed_set_f64] = {lower_typed_set, CALLS_NEVER}, [IR_typed_set_i32] = {lower_typed_set, CALLS_NEVER},
  [IR_frame_get] = {lower_frame_get, CALLS_NEVER}, [IR_frame_set] = {lower_frame_set, CALLS_NEVER},
  [IR_gen_state] = {lower_gen_state, CALLS_NEVER}, [IR_gen_suspend] = {lower_gen_suspend, CALLS_NEVER},
  [IR_gen_finish] = {lower_gen_finish, CALLS_NEVER},
  [IR_call] = {fc_lower_call, CALLS_ALWAYS}, [IR_new] = {fc_lower_call, CALLS_ALWAYS},
  [IR_call_direct] = {fc_lower_call, CALLS_ALWAYS}, [IR_new_direct] = {fc_lower_call, CALLS_ALWAYS}, [IR_call_builtin] = {fc_lower_call, CALLS_ALWAYS},
};
