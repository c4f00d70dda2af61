/*
 * fast.c: the common cases of operations that are calls otherwise, in line; what they leave goes to a slow path. The
 * cases are those of runtime/fast/fast.c. One table at the end; arithmetic is in arith.c, comparisons in branch.c.
 */
#include "../../runtime/heap/heap_fast.h"
#include "../../runtime/rt.h"
#include "internal.h"

/* The card of `address` (an address in rax) is dirtied; spoils rax and rcx. */
static void dirty_card(Fc *f) {
  Ass *a = f->a;
  ass_mov_rm(a, ASS_Q, ASS_RCX, fc_rt(f, offsetof(Rt, card_table)));
  ass_shr_ri(a, ASS_Q, ASS_RAX, HEAP_CARD_SHIFT);
  ass_mov_mi32(a, ASS_B, ass_mem_index(ASS_RCX, ASS_RAX, 0, 0), 1);
}

/* ---- properties ---- */

/* The cell in `r` has the cache's shape, or else. */
static void check_shape(Fc *f, IrInst *i, AssReg r, size_t field, AssLabel otherwise) {
  ass_mov_rm(f->a, ASS_D, ASS_RAX, ca_ic(f->g, i, field));
  ass_cmp_rm(f->a, ASS_D, ASS_RAX, ass_mem(r, offsetof(Cell, shape)));
  ass_jcc(f->a, ASS_CC_NE, otherwise);
}

static void read_own_slot(Fc *f, IrInst *i, AssReg r) {
  ass_mov_rm(f->a, ASS_D, ASS_RAX, ca_ic(f->g, i, offsetof(PropIC, offset)));
  ass_mov_rm(f->a, ASS_Q, ASS_RAX, ass_mem_index(r, ASS_RAX, 0, 0));
}

static void get_length(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel slow = fc_slow(f, i), not_array = ass_label(a), not_string = ass_label(a), done = ass_label(a);
  AssReg r = fc_use(f, i->args[0], ASS_RCX);
  fc_jump_unless_cell(f, r, slow);
  ass_movzx_rm1(a, ASS_D, ASS_RAX, ass_mem(r, offsetof(Cell, kind)));
  ass_cmp_ri(a, ASS_D, ASS_RAX, CELL_ARRAY);
  ass_jcc(a, ASS_CC_NE, not_array);
  ass_mov_rm(a, ASS_D, ASS_RAX, ass_mem(r, offsetof(Array, length)));
  ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
  ass_jcc(a, ASS_CC_S, slow); /* 2^31 and more is a double */
  ass_or_rr(a, ASS_Q, ASS_RAX, ASS_R15);
  ass_jmp(a, done);
  ass_bind(a, not_array);
  ass_cmp_ri(a, ASS_D, ASS_RAX, CELL_STRING);
  ass_jcc(a, ASS_CC_NE, not_string);
  ass_mov_rm(a, ASS_D, ASS_RAX, ass_mem(r, offsetof(String, length)));
  ass_or_rr(a, ASS_Q, ASS_RAX, ASS_R15);
  ass_jmp(a, done);
  ass_bind(a, not_string);
  check_shape(f, i, r, offsetof(PropIC, shape), slow);
  read_own_slot(f, i, r);
  ass_bind(a, done);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

static void lower_get_prop(Fc *f, IrInst *i) {
  if (atom_is(i->imm.atom, "length")) {
    get_length(f, i);
    return;
  }
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RCX);
  fc_jump_unless_cell(f, r, slow);
  check_shape(f, i, r, offsetof(PropIC, shape), slow);
  read_own_slot(f, i, r);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

static void check_epoch(Fc *f, IrInst *i, AssLabel otherwise) {
  ass_mov_rm(f->a, ASS_D, ASS_RAX, ca_ic(f->g, i, offsetof(PropIC, epoch)));
  ass_cmp_rm(f->a, ASS_D, ASS_RAX, fc_rt(f, offsetof(Rt, proto_epoch)));
  ass_jcc(f->a, ASS_CC_NE, otherwise);
}

static void lower_get_method(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RCX);
  fc_jump_unless_cell(f, r, slow);
  check_shape(f, i, r, offsetof(PropIC, method_shape), slow);
  check_epoch(f, i, slow);
  ass_mov_rm(a, ASS_Q, ASS_RAX, ca_ic(f->g, i, offsetof(PropIC, method_slot)));
  ass_mov_rm(a, ASS_Q, ASS_RAX, ass_mem(ASS_RAX, 0));
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

/* Writes the value to the slot at byte offset eax of the cell in r. */
static void write_slot(Fc *f, const IrInst *value, AssReg r) {
  Ass *a = f->a;
  AssReg v = fc_use(f, value, ASS_RDX);
  ass_mov_mr(a, ASS_Q, ass_mem_index(r, ASS_RAX, 0, 0), v);
  ass_mov_rr(a, ASS_Q, ASS_RAX, r);
  dirty_card(f);
}

/* A store that adds a property: the cell gets the shape after. */
static void add_slot(Fc *f, IrInst *i, const IrInst *value, AssReg r, AssLabel slow) {
  Ass *a = f->a;
  check_shape(f, i, r, offsetof(PropIC, method_shape), slow);
  ass_test_mi32(a, ASS_B, ass_mem(r, offsetof(Cell, flags)), OBJ_IS_PROTO);
  ass_jcc(a, ASS_CC_NE, slow);
  if (i->op == IR_set_prop) check_epoch(f, i, slow);
  ass_mov_rm(a, ASS_D, ASS_RAX, ca_ic(f->g, i, offsetof(PropIC, new_shape)));
  ass_mov_mr(a, ASS_D, ass_mem(r, offsetof(Cell, shape)), ASS_RAX);
  ass_mov_rm(a, ASS_D, ASS_RAX, ca_ic(f->g, i, offsetof(PropIC, state)));
  write_slot(f, value, r);
}

static void lower_set_prop(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel slow = fc_slow(f, i), add = ass_label(a), done = ass_label(a);
  AssReg r = fc_use(f, i->args[0], ASS_RCX);
  fc_jump_unless_cell(f, r, slow);
  check_shape(f, i, r, offsetof(PropIC, shape), add);
  ass_mov_rm(a, ASS_D, ASS_RAX, ca_ic(f->g, i, offsetof(PropIC, offset)));
  write_slot(f, i->args[1], r);
  ass_jmp(a, done);
  ass_bind(a, add);
  add_slot(f, i, i->args[1], r, slow);
  ass_bind(a, done);
  fc_resume(f);
}

static void lower_define_prop(Fc *f, IrInst *i) {
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RCX);
  add_slot(f, i, i->args[1], r, slow);
  fc_resume(f);
}

/* rcx: the elements of the array obj, eax: the index, which is in them; or else. */
static void find_element(Fc *f, IrInst *i, AssLabel slow) {
  Ass *a = f->a;
  AssReg r = fc_use(f, i->args[0], ASS_RCX);
  fc_jump_unless_cell(f, r, slow);
  ass_cmp_mi(a, ASS_B, ass_mem(r, offsetof(Cell, kind)), CELL_ARRAY);
  ass_jcc(a, ASS_CC_NE, slow);
  if (fc_is_int_constant(i->args[1])) {
    ass_mov_const(a, ASS_RAX, (uint32_t)i->args[1]->imm.i);
  } else {
    AssReg k = fc_use(f, i->args[1], ASS_RAX);
    ass_cmp_rr(a, ASS_Q, k, ASS_R15);
    ass_jcc(a, ASS_CC_B, slow);
    ass_mov_rr(a, ASS_D, ASS_RAX, k);
  }
  ass_mov_rm(a, ASS_Q, ASS_RCX, ass_mem(r, offsetof(Object, elems)));
  ass_cmp_rm(a, ASS_D, ASS_RAX, ass_mem(ASS_RCX, offsetof(Elements, used)));
  ass_jcc(a, ASS_CC_AE, slow);
}

static AssMem element(void) { return ass_mem_index(ASS_RCX, ASS_RAX, 3, offsetof(Elements, v)); }

/* Typed arrays are the thunk's. */
static AssLabel slow_element(Fc *f, IrInst *i, Thunk thunk) {
  SlowPath *p = fc_slow_path(f, i);
  p->thunk = (uint8_t)thunk;
  return p->entry;
}

static void lower_get_elem(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel slow = slow_element(f, i, THUNK_GET_ELEM);
  find_element(f, i, slow);
  ass_mov_rm(a, ASS_Q, ASS_RAX, element());
  ass_cmp_ri(a, ASS_Q, ASS_RAX, VALUE_EMPTY_BITS);
  ass_jcc(a, ASS_CC_E, slow);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

static void lower_set_elem(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel slow = slow_element(f, i, THUNK_SET_ELEM);
  find_element(f, i, slow);
  ass_cmp_mi(a, ASS_Q, element(), VALUE_EMPTY_BITS);
  ass_jcc(a, ASS_CC_E, slow);
  AssReg v = fc_use(f, i->args[2], ASS_RDX);
  ass_mov_mr(a, ASS_Q, element(), v);
  ass_lea_rm(a, ASS_Q, ASS_RAX, element());
  dirty_card(f);
  fc_resume(f);
}

static void lower_get_global(Fc *f, IrInst *i) {
  Ass *a = f->a;
  AssLabel slow = fc_slow(f, i);
  ass_mov_rm(a, ASS_Q, ASS_RCX, fc_rt(f, offsetof(Rt, realm)));
  ass_mov_rm(a, ASS_Q, ASS_RCX, ass_mem(ASS_RCX, offsetof(Realm, global)));
  check_shape(f, i, ASS_RCX, offsetof(PropIC, method_shape), slow);
  ass_mov_rm(a, ASS_Q, ASS_RAX, ca_ic(f->g, i, offsetof(PropIC, method_slot)));
  ass_mov_rm(a, ASS_Q, ASS_RAX, ass_mem(ASS_RAX, 0));
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

/* ---- checks and conversions that mostly do nothing ---- */

static void lower_check_empty(Fc *f, IrInst *i) {
  AssLabel slow = fc_slow(f, i);
  Loc l = fc_loc(f, i->args[0]);
  if (l.kind == LOC_SLOT) ass_cmp_mi(f->a, ASS_Q, mem_slot(l.slot), VALUE_EMPTY_BITS);
  else ass_cmp_ri(f->a, ASS_Q, fc_use(f, i->args[0], ASS_RAX), VALUE_EMPTY_BITS);
  ass_jcc(f->a, ASS_CC_E, slow);
  fc_resume(f);
}

static void lower_check_coercible(Fc *f, IrInst *i) {
  AssLabel slow = fc_slow(f, i);
  fc_load(f, i->args[0], ASS_RAX);
  ass_and_ri8(f->a, ASS_Q, ASS_RAX, ~8);
  ass_cmp_ri(f->a, ASS_Q, ASS_RAX, VALUE_NULL_BITS);
  ass_jcc(f->a, ASS_CC_E, slow);
  fc_resume(f);
}

static void lower_to_number(Fc *f, IrInst *i) {
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_test_rr(f->a, ASS_Q, r, ASS_R15);
  ass_jcc(f->a, ASS_CC_E, slow);
  fc_store(f, i, r);
  fc_resume(f);
}

static void check_kind(Fc *f, IrInst *i, CellKind kind, AssCc bad) {
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  fc_jump_unless_cell(f, r, slow);
  ass_cmp_mi(f->a, ASS_B, ass_mem(r, offsetof(Cell, kind)), (int32_t)kind);
  ass_jcc(f->a, bad, slow);
  fc_store(f, i, r);
  fc_resume(f);
}

static void lower_to_string(Fc *f, IrInst *i) { check_kind(f, i, CELL_STRING, ASS_CC_NE); }
static void lower_want_object(Fc *f, IrInst *i) { check_kind(f, i, CELL_OBJECT, ASS_CC_B); }

static void lower_box_u32(Fc *f, IrInst *i) {
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_mov_rr(f->a, ASS_D, ASS_RAX, r);
  ass_test_rr(f->a, ASS_D, ASS_RAX, ASS_RAX);
  ass_jcc(f->a, ASS_CC_S, slow);
  ass_or_rr(f->a, ASS_Q, ASS_RAX, ASS_R15);
  fc_store(f, i, ASS_RAX);
  fc_resume(f);
}

static void lower_num_to_i32(Fc *f, IrInst *i) {
  AssLabel slow = fc_slow(f, i);
  AssReg r = fc_use(f, i->args[0], ASS_RAX);
  ass_cmp_rr(f->a, ASS_Q, r, ASS_R15);
  ass_jcc(f->a, ASS_CC_B, slow);
  fc_store(f, i, r);
  fc_resume(f);
}

static void lower_global_this(Fc *f, IrInst *i) {
  ass_mov_rm(f->a, ASS_Q, ASS_RAX, fc_rt(f, offsetof(Rt, realm)));
  ass_mov_rm(f->a, ASS_Q, ASS_RAX, ass_mem(ASS_RAX, offsetof(Realm, global)));
  fc_store(f, i, ASS_RAX);
}

/* No fast path: stub_new_fields(new.target, site, n, keys, slots and strictness, values). */
static void lower_new_fields(Fc *f, IrInst *i) {
  Ass *a = f->a;
  fc_store_operands(f, i, 1);
  Move target = fc_argument(i->args[0], ASS_RDI);
  fc_moves(f, &target, 1);
  ass_lea_rm(a, ASS_Q, ASS_RSI, ca_ic(f->g, i, 0));
  ass_mov_const(a, ASS_RDX, (uint64_t)i->imm2);
  ass_lea_rm(a, ASS_Q, ASS_RCX, ass_mem_rip(ca_string_array(f->g, (uint32_t)i->imm2, i->aux.keys), 0));
  ass_mov_const(a, ASS_R8, (uint64_t)i->imm.i);
  ass_lea_rm(a, ASS_Q, ASS_R9, mem_slot(f->argv));
  fc_call_label(f, i, ca_external(f->g, "stub_new_fields"));
  fc_finish_call(f, i);
}

// clang-format off
const Lowering fc_fast[IR_OP_COUNT] = {
  [IR_truthy] = {fc_materialise, CALLS_SLOWLY}, [IR_lt] = {fc_materialise, CALLS_SLOWLY},
  [IR_le] = {fc_materialise, CALLS_SLOWLY}, [IR_gt] = {fc_materialise, CALLS_SLOWLY},
  [IR_ge] = {fc_materialise, CALLS_SLOWLY}, [IR_eq] = {fc_materialise, CALLS_SLOWLY},
  [IR_seq] = {fc_materialise, CALLS_SLOWLY},
  [IR_add] = {fc_lower_arith, CALLS_SLOWLY}, [IR_sub] = {fc_lower_arith, CALLS_SLOWLY},
  [IR_mul] = {fc_lower_arith, CALLS_SLOWLY}, [IR_div] = {fc_lower_arith, CALLS_SLOWLY},
  [IR_mod] = {fc_lower_arith, CALLS_SLOWLY}, [IR_bit_and] = {fc_lower_arith, CALLS_SLOWLY},
  [IR_bit_or] = {fc_lower_arith, CALLS_SLOWLY}, [IR_bit_xor] = {fc_lower_arith, CALLS_SLOWLY},
  [IR_shl] = {fc_lower_arith, CALLS_SLOWLY}, [IR_sar] = {fc_lower_arith, CALLS_SLOWLY},
  [IR_shr] = {fc_lower_arith, CALLS_SLOWLY}, [IR_neg] = {fc_lower_unary, CALLS_SLOWLY},
  [IR_bit_not] = {fc_lower_unary, CALLS_SLOWLY}, [IR_inc] = {fc_lower_unary, CALLS_SLOWLY},
  [IR_dec] = {fc_lower_unary, CALLS_SLOWLY},
  [IR_get_prop] = {lower_get_prop, CALLS_SLOWLY}, [IR_get_method] = {lower_get_method, CALLS_SLOWLY},
  [IR_set_prop] = {lower_set_prop, CALLS_SLOWLY}, [IR_define_prop] = {lower_define_prop, CALLS_SLOWLY},
  [IR_get_elem] = {lower_get_elem, CALLS_SLOWLY}, [IR_set_elem] = {lower_set_elem, CALLS_SLOWLY},
  [IR_get_global] = {lower_get_global, CALLS_SLOWLY}, [IR_get_global_typeof] = {lower_get_global, CALLS_SLOWLY},
  [IR_check_tdz] = {lower_check_empty, CALLS_SLOWLY}, [IR_check_this] = {lower_check_empty, CALLS_SLOWLY},
  [IR_check_object_coercible] = {lower_check_coercible, CALLS_SLOWLY},
  [IR_to_number] = {lower_to_number, CALLS_SLOWLY}, [IR_to_numeric] = {lower_to_number, CALLS_SLOWLY},
  [IR_to_string] = {lower_to_string, CALLS_SLOWLY}, [IR_to_object] = {lower_want_object, CALLS_SLOWLY},
  [IR_this_sloppy] = {lower_want_object, CALLS_SLOWLY}, [IR_box_u32] = {lower_box_u32, CALLS_SLOWLY},
  [IR_new_fields] = {lower_new_fields, CALLS_ALWAYS},
  [IR_num_to_i32] = {lower_num_to_i32, CALLS_SLOWLY}, [IR_global_this] = {lower_global_this, CALLS_NEVER},
};
