/*
 * thunk.c: pieces of code that a whole program shares: arithmetic on numbers of which one is a double. They take and
 * give in scratch registers and touch nothing else, so that whoever calls them need not save a thing.
 *
 *   add sub mul div   rax, rcx: Values; rax: the Value; carry: an operand is no number
 *   lt le gt ge eq    rax, rcx: Values; eax: 0 or 1; carry: an operand is no number
 *   get_elem          rax: object, rcx: key; rax: the Value; carry: no element of a typed array
 *   set_elem          rax: object, rcx: key, rdx: Value; carry: not done
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

/* The object in rax is a typed array of which ecx, from the int32 in rcx, is an element. */
static void check_typed(Ass *a, AssLabel fail) {
  ass_test_rr(a, ASS_Q, ASS_RAX, ASS_R15);
  ass_jcc(a, ASS_CC_NE, fail);
  ass_test_ri32(a, ASS_B, ASS_RAX, VALUE_OTHER_TAG);
  ass_jcc(a, ASS_CC_NE, fail);
  ass_cmp_rr(a, ASS_Q, ASS_RCX, ASS_R15);
  ass_jcc(a, ASS_CC_B, fail);
  ass_cmp_mi(a, ASS_B, ass_mem(ASS_RAX, offsetof(Cell, kind)), CELL_INT8ARRAY);
  ass_jcc(a, ASS_CC_B, fail);
  ass_cmp_mi(a, ASS_B, ass_mem(ASS_RAX, offsetof(Cell, kind)), CELL_FLOAT64ARRAY);
  ass_jcc(a, ASS_CC_A, fail);
  ass_mov_rr(a, ASS_D, ASS_RCX, ASS_RCX);
  ass_cmp_rm(a, ASS_Q, ASS_RCX, ass_mem(ASS_RAX, offsetof(TypedArray, length)));
  ass_jcc(a, ASS_CC_AE, fail);
}

typedef struct TypedKind {
  uint8_t kind, scale;
  bool is_signed;
} TypedKind;
/* In the order in which they are tried. UINT32ARRAY's may be doubles, UINT8CLAMPEDARRAY's are not just stored. */
static const TypedKind typed_kinds[] = {{CELL_FLOAT64ARRAY, 3, false}, {CELL_INT32ARRAY, 2, true},
                                        {CELL_UINT8ARRAY, 0, false},   {CELL_FLOAT32ARRAY, 2, false},
                                        {CELL_UINT16ARRAY, 1, false},  {CELL_INT16ARRAY, 1, true},
                                        {CELL_UINT32ARRAY, 2, false},  {CELL_INT8ARRAY, 0, true}};

static void get_elem(Ass *a, AssLabel fail) {
  check_typed(a, fail);
  ass_movzx_rm1(a, ASS_D, ASS_RDX, ass_mem(ASS_RAX, offsetof(Cell, kind)));
  ass_mov_rm(a, ASS_Q, ASS_RAX, ass_mem(ASS_RAX, offsetof(TypedArray, data)));
  for (size_t k = 0; k < sizeof typed_kinds / sizeof *typed_kinds; k++) {
    const TypedKind *t = &typed_kinds[k];
    AssLabel other = ass_label(a);
    AssMem m = ass_mem_index(ASS_RAX, ASS_RCX, t->scale, 0);
    ass_cmp_ri(a, ASS_D, ASS_RDX, t->kind);
    ass_jcc(a, ASS_CC_NE, other);
    if (t->kind == CELL_FLOAT64ARRAY || t->kind == CELL_FLOAT32ARRAY) {
      if (t->kind == CELL_FLOAT64ARRAY) ass_movsd_xm(a, ASS_XMM0, m);
      else {
        ass_xorps_xx(a, ASS_XMM0, ASS_XMM0);
        ass_cvtss2sd_xm(a, ASS_XMM0, m);
      }
      box(a);
    } else {
      if (t->scale == 2) ass_mov_rm(a, ASS_D, ASS_RAX, m);
      else if (t->scale == 1 && t->is_signed) ass_movsx_rm2(a, ASS_D, ASS_RAX, m);
      else if (t->scale == 1) ass_movzx_rm2(a, ASS_D, ASS_RAX, m);
      else if (t->is_signed) ass_movsx_rm1(a, ASS_D, ASS_RAX, m);
      else ass_movzx_rm1(a, ASS_D, ASS_RAX, m);
      if (t->kind == CELL_UINT32ARRAY) {
        ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
        ass_jcc(a, ASS_CC_S, fail);
      }
      ass_or_rr(a, ASS_Q, ASS_RAX, ASS_R15); /* clears carry */
      ass_ret(a);
    }
    ass_bind(a, other);
  }
}

static void set_elem(Ass *a, AssLabel fail) {
  check_typed(a, fail);
  for (size_t k = 0; k < sizeof typed_kinds / sizeof *typed_kinds; k++) {
    const TypedKind *t = &typed_kinds[k];
    AssLabel other = ass_label(a);
    AssMem m = ass_mem_index(ASS_RAX, ASS_RCX, t->scale, 0);
    ass_cmp_mi(a, ASS_B, ass_mem(ASS_RAX, offsetof(Cell, kind)), t->kind);
    ass_jcc(a, ASS_CC_NE, other);
    if (t->kind == CELL_FLOAT64ARRAY || t->kind == CELL_FLOAT32ARRAY) {
      unbox(a, ASS_RDX, ASS_XMM0, fail);
      ass_mov_rm(a, ASS_Q, ASS_RAX, ass_mem(ASS_RAX, offsetof(TypedArray, data)));
      if (t->kind == CELL_FLOAT64ARRAY) ass_movsd_mx(a, m, ASS_XMM0);
      else {
        ass_cvtsd2ss_xx(a, ASS_XMM0, ASS_XMM0);
        ass_movss_mx(a, m, ASS_XMM0);
      }
    } else { /* integers modulo the element's size */
      ass_cmp_rr(a, ASS_Q, ASS_RDX, ASS_R15);
      ass_jcc(a, ASS_CC_B, fail);
      ass_mov_rm(a, ASS_Q, ASS_RAX, ass_mem(ASS_RAX, offsetof(TypedArray, data)));
      ass_mov_mr(a, t->scale == 0 ? ASS_B : t->scale == 1 ? ASS_W : ASS_D, m, ASS_RDX);
    }
    ass_clc(a);
    ass_ret(a);
    ass_bind(a, other);
  }
}

static void emit(Ass *a, Thunk t) {
  if (t == THUNK_BOX) {
    box(a);
    return;
  }
  AssLabel fail = ass_label(a);
  if (t == THUNK_GET_ELEM || t == THUNK_SET_ELEM) {
    if (t == THUNK_GET_ELEM) get_elem(a, fail);
    else set_elem(a, fail);
    ass_bind(a, fail);
    ass_stc(a);
    ass_ret(a);
    return;
  }
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
