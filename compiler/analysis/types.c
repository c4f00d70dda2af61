/* types.c: transfer functions and the fixpoint. */
#include "types.h"

#include "../../runtime/abi.h"
#include "../support/host.h"
#include "math.h"

typedef struct Infer {
  IrFn *fn;
  const DomTree *dom;
  bool optimistic;
  bool no_bigint; /* here no value can be a BigInt */
} Infer;

static uint32_t type_of_bits(uint64_t bits) {
  switch (bits) {
    case VALUE_UNDEFINED_BITS: return TYPE_UNDEFINED;
    case VALUE_NULL_BITS: return TYPE_NULL;
    case VALUE_TRUE_BITS:
    case VALUE_FALSE_BITS: return TYPE_BOOL;
    case VALUE_EMPTY_BITS: return TYPE_EMPTY;
    default: return (bits & VALUE_INT_TAG) == VALUE_INT_TAG ? TYPE_INT : TYPE_DOUBLE;
  }
}

static bool int_constant(const IrInst *i, int64_t *v) {
  if (i->op == IR_const_i32) return *v = i->imm.i, true;
  if (i->op == IR_const_val && ((uint64_t)i->imm.i & VALUE_INT_TAG) == VALUE_INT_TAG)
    return *v = (int32_t)i->imm.i, true;
  if (i->op == IR_box_i32) return int_constant(i->args[0], v);
  return false;
}

/* A number is its own ToNumber. */
static const IrInst *strip_conversions(const IrInst *i) {
  while ((i->op == IR_to_numeric || i->op == IR_to_number) && type_is(i->args[0]->type, TYPE_NUMBER)) i = i->args[0];
  return i;
}

/* Whether x < (or >) something int32 is known wherever `at` runs: a comparison whose taken edge dominates `at`. */
static bool is_bounded(const Infer *in, const IrInst *x, const IrBlock *at, bool above) {
  x = strip_conversions(x);
  for (const IrBlock *b = at; in->dom->number[b->id] != ~0u && b != in->fn->entry; b = in->dom->idom[b->id]) {
    if (b->npreds != 1) continue;
    const IrBlock *p = b->preds[0];
    if (p->last->op != IR_branch || p->succs[0] == p->succs[1]) continue;
    bool taken = p->succs[0] == b;
    const IrInst *c = p->last->args[0];
    while (c->op == IR_not) c = c->args[0], taken = !taken;
    bool is_less = c->op == IR_lt || c->op == IR_lt_i32, is_greater = c->op == IR_gt || c->op == IR_gt_i32;
    bool is_le = c->op == IR_le || c->op == IR_le_i32, is_ge = c->op == IR_ge || c->op == IR_ge_i32;
    if (!is_less && !is_greater && !is_le && !is_ge) continue;
    const IrInst *a = strip_conversions(c->args[0]), *d = strip_conversions(c->args[1]);
    const IrInst *other = a == x ? d : d == x ? a : NULL;
    if (!other || (other->type & ~(uint32_t)TYPE_INT)) continue;
    /* x on the left: x < other taken, or !(x >= other) taken (both are ints, so no NaN) */
    bool left = a == x;
    bool x_less = left ? (taken ? is_less : is_ge) : (taken ? is_greater : is_le);
    bool x_greater = left ? (taken ? is_greater : is_le) : (taken ? is_less : is_ge);
    /* x <= n and x >= n bound too when n is a constant away from the end */
    int64_t k;
    if (!x_less && !x_greater && int_constant(other, &k) && k < INT32_MAX && k > INT32_MIN) {
      x_less = left ? (taken && is_le) || (!taken && is_greater) : (taken && is_ge) || (!taken && is_less);
      x_greater = left ? (taken && is_ge) || (!taken && is_less) : (taken && is_le) || (!taken && is_greater);
    }
    if (above ? x_less : x_greater) return true;
  }
  return false;
}

/* int + 1 or int - 1 (delta) of x, computed in block `at`. */
static uint32_t step_type(const Infer *in, const IrInst *x, int64_t delta, const IrBlock *at) {
  if (delta == 0) return TYPE_INT;
  if ((delta == 1 && is_bounded(in, x, at, true)) || (delta == -1 && is_bounded(in, x, at, false))) return TYPE_INT;
  return TYPE_NUMBER;
}

/* Result of + - * / % ** on operands of these types. */
static uint32_t arithmetic(const Infer *in, uint32_t a, uint32_t b) {
  if (in->no_bigint) return TYPE_NUMBER;
  uint32_t both = a | b, result = 0;
  if ((a & ~(uint32_t)TYPE_BIGINT) && (b & ~(uint32_t)TYPE_BIGINT)) result |= TYPE_NUMBER;
  if (both & TYPE_OBJECT) result |= TYPE_NUMBER | TYPE_BIGINT;
  if ((a & TYPE_BIGINT) && (b & (TYPE_BIGINT | TYPE_OBJECT))) result |= TYPE_BIGINT;
  if ((b & TYPE_BIGINT) && (a & (TYPE_BIGINT | TYPE_OBJECT))) result |= TYPE_BIGINT;
  return result ? result : TYPE_NUMBER | TYPE_BIGINT;
}

static uint32_t add_type(const Infer *in, const IrInst *i) {
  uint32_t a = i->args[0]->type, b = i->args[1]->type;
  if (!a || !b) return 0;
  int64_t k;
  if (a == TYPE_INT && b == TYPE_INT) {
    if (int_constant(i->args[1], &k)) return step_type(in, i->args[0], k, i->block);
    if (int_constant(i->args[0], &k)) return step_type(in, i->args[1], k, i->block);
    return TYPE_NUMBER;
  }
  uint32_t result = 0;
  if ((a | b) & (TYPE_STRING | TYPE_OBJECT)) result |= TYPE_STRING;
  if (type_is(a, TYPE_STRING) || type_is(b, TYPE_STRING)) return TYPE_STRING;
  return result | arithmetic(in, a, b);
}

/* & | ^ << >>: int32 unless BigInts can come. */
static uint32_t bitwise(const Infer *in, uint32_t a, uint32_t b, uint32_t number) {
  if (!a || !b) return 0;
  if (in->no_bigint) return number;
  bool big = (a & (TYPE_BIGINT | TYPE_OBJECT)) && (b & (TYPE_BIGINT | TYPE_OBJECT));
  return number | (big ? TYPE_BIGINT : 0);
}

/* new Float64Array(...) and the like. */
static uint32_t constructed_type(const IrInst *i) {
  static const struct {
    const char *name;
    uint32_t type;
  } arrays[] = {{"Float64Array", TYPE_F64_ARRAY}, {"Float32Array", TYPE_F32_ARRAY}, {"Int32Array", TYPE_I32_ARRAY},
                {"Uint32Array", TYPE_U32_ARRAY},  {"Uint8Array", TYPE_U8_ARRAY},    {"Int8Array", TYPE_I8_ARRAY},
                {"Uint16Array", TYPE_U16_ARRAY},  {"Int16Array", TYPE_I16_ARRAY}};
  const IrInst *ctor = i->args[0];
  if (ctor->op != IR_get_global || !i->block->fn->program->pristine_arrays) return TYPE_OBJECT;
  for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
    if (atom_is(ctor->imm.atom, arrays[k].name)) return arrays[k].type;
  return TYPE_OBJECT;
}

static uint32_t transfer(const Infer *in, const IrInst *i) {
  uint32_t a = i->nargs > 0 ? i->args[0]->type : 0, b = i->nargs > 1 ? i->args[1]->type : 0;
  int64_t k;
  switch ((IrOp)i->op) {
    case IR_phi: {
      uint32_t t = 0;
      for (uint32_t n = 0; n < i->nargs; n++) t |= i->args[n]->type;
      return t;
    }
    case IR_param: return in->fn->param_types && i->imm2 < in->fn->nparams ? in->fn->param_types[i->imm2] : TYPE_ANY;
    case IR_call_direct: {
      uint32_t t = i->imm.fn->ret_type;
      return t || in->optimistic ? t : TYPE_ANY;
    }
    case IR_new: return constructed_type(i);
    case IR_const_val: return type_of_bits((uint64_t)i->imm.i);
    case IR_const_str: return TYPE_STRING;
    case IR_const_bigint: return TYPE_BIGINT;
    case IR_const_fn:
    case IR_closure:
    case IR_new_object:
    case IR_new_literal:
    case IR_new_array:
    case IR_rest_array:
    case IR_arguments_mapped:
    case IR_arguments_unmapped:
    case IR_regexp:
    case IR_template_object:
    case IR_class_new:
    case IR_class_proto:
    case IR_to_object:
    case IR_new_spread:
    case IR_super_call:
    case IR_super_call_spread:
    case IR_create_this:
    case IR_global_this:
    case IR_this_sloppy:
    case IR_object_rest:
    case IR_iter_rest:
    case IR_module_namespace:
    case IR_import_dynamic:
    case IR_import_meta: return TYPE_OBJECT;
    case IR_this:
    case IR_box_get:
    case IR_slot_get:
    case IR_capture:
    case IR_frame_get:
    case IR_iter_next:
    case IR_iter_call_return:
    case IR_iter_call_throw:
    case IR_callee:
    case IR_box_new: return TYPE_ALL; /* EMPTY included */
    case IR_box_i32: return TYPE_INT;
    case IR_box_f64: return TYPE_NUMBER;
    case IR_box_bool: return TYPE_BOOL;
    case IR_select: return b | i->args[2]->type;
    case IR_add: return add_type(in, i);
    case IR_sub:
      if (!a || !b) return 0;
      if (a == TYPE_INT && b == TYPE_INT && int_constant(i->args[1], &k))
        return step_type(in, i->args[0], -k, i->block);
      return arithmetic(in, a, b);
    case IR_mul:
    case IR_div:
    case IR_mod:
    case IR_exp: return !a || !b ? 0 : arithmetic(in, a, b);
    case IR_inc: return !a ? 0 : a == TYPE_INT ? step_type(in, i->args[0], 1, i->block) : arithmetic(in, a, a);
    case IR_dec: return !a ? 0 : a == TYPE_INT ? step_type(in, i->args[0], -1, i->block) : arithmetic(in, a, a);
    case IR_neg: return !a ? 0 : arithmetic(in, a, a);
    case IR_bit_and:
    case IR_bit_or:
    case IR_bit_xor:
    case IR_shl:
    case IR_sar: return bitwise(in, a, b, TYPE_INT);
    case IR_shr: return bitwise(in, a, b, TYPE_NUMBER); /* of BigInts it throws: let it */
    case IR_bit_not: return bitwise(in, a, a, TYPE_INT);
    case IR_call: {
      const MathFunction *f = math_called(i);
      return !f ? TYPE_ANY : f->op == IR_mul_i32 ? TYPE_INT : TYPE_NUMBER;
    }
    case IR_to_number: return TYPE_NUMBER;
    case IR_to_numeric: return !a ? 0 : type_is(a, TYPE_NUMBER) ? a : arithmetic(in, a, a);
    case IR_get_elem: /* a typed array by an index: a number, or undefined beyond the end */
      if (a && b == TYPE_INT && type_is(a, TYPE_TYPED_ARRAY))
        return TYPE_UNDEFINED | ((a & (TYPE_F64_ARRAY | TYPE_F32_ARRAY | TYPE_U32_ARRAY)) ? TYPE_NUMBER : TYPE_INT);
      return a && b ? TYPE_ANY : 0;
    case IR_to_string:
    case IR_string_concat:
    case IR_typeof: return TYPE_STRING;
    case IR_to_property_key:
      return !a ? 0 : type_is(a, TYPE_INT | TYPE_STRING | TYPE_SYMBOL) ? a : TYPE_ALL & ~TYPE_OBJECT;
    case IR_private_name: return TYPE_SYMBOL;
    case IR_forin_next: return TYPE_STRING | TYPE_EMPTY;
    default: break;
  }
  switch (i->rep) {
    case REP_I32: return TYPE_INT;
    case REP_F64: return TYPE_NUMBER;
    case REP_BOOL: return TYPE_BOOL;
    case REP_NONE: return 0;
    default: return TYPE_ANY;
  }
}

void types_infer(IrFn *fn, const DomTree *dom, bool optimistic) {
  bool is_lib = fn->module && fn->module->is_lib;
  Infer in = {fn, dom, optimistic, fn->program->no_bigint && !is_lib};
  for (uint32_t n = 0; n < dom->count; n++)
    for (IrInst *i = dom->order[n]->first; i; i = i->next) i->type = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t n = 0; n < dom->count; n++)
      for (IrInst *i = dom->order[n]->first; i; i = i->next) {
        uint32_t t = transfer(&in, i) | i->type;
        changed |= t != i->type;
        i->type = t;
      }
  }
}
