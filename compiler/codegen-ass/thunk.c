/*
 * thunk.c: pieces of code that a whole program shares: arithmetic on numbers of which one is a double. They take and
 * give in scratch registers and touch nothing else, so that whoever calls them need not save a thing.
 *
 *   add sub mul div   rax, rcx: Values; rax: the Value; carry: an operand is no number
 *   lt le gt ge eq    rax, rcx: Values; eax: 0 or 1; carry: an operand is no number
 *   box               xmm0: a double; rax: the Value
 */
#include "internal.h"

AssLabel ca_thunk(Cg *g, Thunk t) {
  if (!g->thunks[t].n) g->thunks[t] = ass_label(g->ass);
  return g->thunks[t];
}

static void unbox(Ass *a, AssReg r, AssXmm to, AssLabel fail) {
  AssLabel is_int = ass_label(a), done = ass_label(a);
  ass_cmp_rr(a, ASS_Q, r, ASS_R15);
  ass_jcc(a, ASS_CC_AE, is_int);
  ass_test_rr(a, ASS_Q, r, ASS_R15);
  ass_jcc(a, ASS_CC_E, fail);
  ass_add_rr(a, ASS_Q, r, ASS_R15); /* minus VALUE_DOUBLE_OFFSET */
  ass_movq_xr(a, ASS_Q, to, r);
  ass_jmp(a, done);
  ass_bind(a, is_int);
  ass_xorps_xx(a, to, to);
  ass_cvtsi2sd_xr(a, ASS_D, to, r);
  ass_bind(a, done);
}

/* xmm0 to a Value in rax that is a double; returns with carry clear. */
static void box_arithmetic(Ass *a) {
  ass_movq_rx(a, ASS_Q, ASS_RAX, ASS_XMM0);
  ass_sub_rr(a, ASS_Q, ASS_RAX, ASS_R15); /* plus VALUE_DOUBLE_OFFSET */
  ass_clc(a);
  ass_ret(a);
}

/* The same, an int32 when it is one, as value_from_double does it. */
static void box(Ass *a) {
  AssLabel is_double = ass_label(a), is_int = ass_label(a), ordered = ass_label(a);
  ass_cvttsd2si_rx(a, ASS_D, ASS_RAX, ASS_XMM0);
  ass_xorps_xx(a, ASS_XMM1, ASS_XMM1);
  ass_cvtsi2sd_xr(a, ASS_D, ASS_XMM1, ASS_RAX);
  ass_ucomisd_xx(a, ASS_XMM1, ASS_XMM0);
  ass_jcc(a, ASS_CC_P, is_double);
  ass_jcc(a, ASS_CC_NE, is_double);
  ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
  ass_jcc(a, ASS_CC_NE, is_int);
  ass_movmskpd_rx(a, ASS_D, ASS_RDX, ASS_XMM0);
  ass_test_ri32(a, ASS_B, ASS_RDX, 1);
  ass_jcc(a, ASS_CC_NE, is_double); /* -0 */
  ass_bind(a, is_int);
  ass_or_rr(a, ASS_Q, ASS_RAX, ASS_R15); /* clears carry */
  ass_ret(a);
  ass_bind(a, is_double);
  ass_movq_rx(a, ASS_Q, ASS_RAX, ASS_XMM0);
  ass_ucomisd_xx(a, ASS_XMM0, ASS_XMM0);
  ass_jcc(a, ASS_CC_NP, ordered);
  ass_mov_const(a, ASS_RAX, 0x7FF8000000000000ull);
  ass_bind(a, ordered);
  ass_sub_rr(a, ASS_Q, ASS_RAX, ASS_R15); /* plus VALUE_DOUBLE_OFFSET */
  ass_clc(a);
  ass_ret(a);
}

static void emit(Ass *a, Thunk t) {
  if (t == THUNK_BOX) {
    box(a);
    return;
  }
  AssLabel fail = ass_label(a);
  unbox(a, ASS_RAX, ASS_XMM0, fail);
  unbox(a, ASS_RCX, ASS_XMM1, fail);
  switch (t) {
    case THUNK_ADD: ass_addsd_xx(a, ASS_XMM0, ASS_XMM1), box_arithmetic(a); break;
    case THUNK_SUB: ass_subsd_xx(a, ASS_XMM0, ASS_XMM1), box_arithmetic(a); break;
    case THUNK_MUL: ass_mulsd_xx(a, ASS_XMM0, ASS_XMM1), box_arithmetic(a); break;
    case THUNK_DIV: ass_divsd_xx(a, ASS_XMM0, ASS_XMM1), box_arithmetic(a); break;
    case THUNK_EQ: {
      AssLabel unordered = ass_label(a);
      ass_mov_const(a, ASS_RAX, 0);
      ass_ucomisd_xx(a, ASS_XMM0, ASS_XMM1);
      ass_jcc(a, ASS_CC_P, unordered);
      ass_setcc_r(a, ASS_CC_E, ASS_RAX);
      ass_bind(a, unordered);
      ass_clc(a);
      ass_ret(a);
      break;
    }
    default: {
      bool swap = t == THUNK_LT || t == THUNK_LE;
      ass_ucomisd_xx(a, swap ? ASS_XMM1 : ASS_XMM0, swap ? ASS_XMM0 : ASS_XMM1);
      ass_setcc_r(a, t == THUNK_LT || t == THUNK_GT ? ASS_CC_A : ASS_CC_AE, ASS_RAX);
      ass_movzx_rr1(a, ASS_D, ASS_RAX, ASS_RAX);
      ass_clc(a);
      ass_ret(a);
    }
  }
  ass_bind(a, fail);
  ass_stc(a);
  ass_ret(a);
}

void ca_emit_thunks(Cg *g) {
  for (int t = 0; t < THUNK_COUNT; t++) {
    if (!g->thunks[t].n) continue;
    ass_align(g->ass, 16);
    ass_bind(g->ass, g->thunks[t]);
    emit(g->ass, (Thunk)t);
  }
}
