/* types.c: transfer functions and the fixpoint. */
#include "types.h"

#include "../../runtime/abi.h"
#include "../support/host.h"
#include "math.h"

typedef IrRange Range;

typedef struct Infer {
  IrFn *fn;
  const DomTree *dom;
  bool optimistic;
  bool no_bigint; /* here no value can be a BigInt */
  Range *ranges;  /* by id: of values of type INT; lo > hi: none yet */
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

/* ---- ranges of integers ---- */

static const Range ALL_INTS = {INT32_MIN, INT32_MAX, 0}, NO_INT = {INT32_MAX, INT32_MIN, 0};

static bool fits(Range r) { return r.lo >= INT32_MIN && r.hi <= INT32_MAX; }

IrRange range_of_value(const IrRange *ranges, const IrInst *i) {
  int64_t k;
  if (int_constant(i, &k)) return (Range){k, k, 0};
  if (i->rep != REP_VAL || i->type != TYPE_INT) return ALL_INTS;
  return (Range){ranges[i->id].lo, ranges[i->id].hi, 0};
}
static Range range_of(const Infer *in, const IrInst *i) { return range_of_value(in->ranges, i); }

/* What a comparison with `other` says of x: x < other, or the reverse; or_equal: x <= other. */
static void bound(Range *r, Range other, bool less, bool or_equal) {
  int64_t above = other.hi - !or_equal, below = other.lo + !or_equal;
  if (less && above < r->hi) r->hi = above;
  if (!less && below > r->lo) r->lo = below;
}

/* Values of the int32 x in block `at`: those that comparisons leave whose taken edge dominates it. */
static Range range_at(const Infer *in, const IrInst *x, const IrBlock *at) {
  enum { MAX_DOMINATORS = 64 };
  x = strip_conversions(x);
  Range r = range_of(in, x);
  uint32_t steps = 0;
  for (const IrBlock *b = at; in->dom->number[b->id] != ~0u && b != in->fn->entry && steps++ < MAX_DOMINATORS;
       b = in->dom->idom[b->id]) {
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
    /* Both are integers, so that a comparison that fails holds the other way round. */
    bool less = (is_less || is_le) == (a == x), or_equal = is_le || is_ge;
    if (!taken) less = !less, or_equal = !or_equal;
    bound(&r, range_of(in, other), less, or_equal);
  }
  return r;
}

static Range range_product(Range a, Range b) {
  int64_t p[4] = {a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi};
  Range r = {p[0], p[0], 0};
  for (int k = 1; k < 4; k++) {
    if (p[k] < r.lo) r.lo = p[k];
    if (p[k] > r.hi) r.hi = p[k];
  }
  return r;
}

static bool may_be_zero(Range r) { return r.lo <= 0 && r.hi >= 0; }

/* All ones up to the highest bit that x has. */
static int64_t low_ones(int64_t x) {
  int64_t ones = 0;
  while (ones < x) ones = ones << 1 | 1;
  return ones;
}

static Range bitwise_range(const Infer *in, const IrInst *i) {
  Range a = range_of(in, i->args[0]), b = i->nargs > 1 ? range_of(in, i->args[1]) : a;
  if (a.lo > a.hi || b.lo > b.hi) return NO_INT;
  switch ((IrOp)i->op) {
    case IR_bit_and:
      if (a.lo >= 0 && b.lo >= 0) return (Range){0, a.hi < b.hi ? a.hi : b.hi, 0};
      if (a.lo >= 0) return (Range){0, a.hi, 0};
      if (b.lo >= 0) return (Range){0, b.hi, 0};
      return ALL_INTS;
    case IR_bit_or:
    case IR_bit_xor:
      if (a.lo >= 0 && b.lo >= 0) return (Range){0, low_ones(a.hi > b.hi ? a.hi : b.hi), 0};
      return ALL_INTS;
    case IR_shl: {
      if (b.lo != b.hi || b.lo < 0 || b.lo > 31) return ALL_INTS;
      Range r = {a.lo * ((int64_t)1 << b.lo), a.hi * ((int64_t)1 << b.lo), 0};
      return fits(r) ? r : ALL_INTS;
    }
    case IR_sar:
      if (b.lo != b.hi || b.lo < 0 || b.lo > 31) return a.lo >= 0 ? (Range){0, a.hi, 0} : ALL_INTS;
      return (Range){a.lo >> b.lo, a.hi >> b.lo, 0};
    case IR_shr:
      if (b.lo == b.hi && b.lo > 0 && b.lo < 32) return (Range){0, ((int64_t)1 << (32 - b.lo)) - 1, 0};
      if (a.lo >= 0) return (Range){0, a.hi, 0};
      return (Range){0, UINT32_MAX, 0};
    default: return ALL_INTS;
  }
}

/* The range of a sum, difference, product or remainder of int32s; beyond int32 when it may leave that, or may be -0. */
static Range arithmetic_range(const Infer *in, const IrInst *i) {
  static const Range any = {INT64_MIN, INT64_MAX, 0};
  Range a = range_at(in, i->args[0], i->block), b = {1, 1, 0};
  if (i->nargs > 1) b = range_at(in, i->args[1], i->block);
  if (a.lo > a.hi || b.lo > b.hi) return NO_INT; /* never runs, or not yet */
  switch ((IrOp)i->op) {
    case IR_add:
    case IR_inc: return (Range){a.lo + b.lo, a.hi + b.hi, 0};
    case IR_sub:
    case IR_dec: return (Range){a.lo - b.hi, a.hi - b.lo, 0};
    case IR_mul:
      if ((may_be_zero(a) && b.lo < 0) || (may_be_zero(b) && a.lo < 0)) return any;
      return range_product(a, b);
    case IR_mod:
      if (a.lo < 0 || b.lo <= 0) return any;
      return (Range){0, a.hi < b.hi ? a.hi : b.hi - 1, 0};
    case IR_neg:
      if (may_be_zero(a)) return any;
      return (Range){-a.hi, -a.lo, 0};
    default: return any;
  }
}

/* Result of arithmetic on int32s. */
static uint32_t integer_type(const Infer *in, const IrInst *i) {
  return fits(arithmetic_range(in, i)) ? TYPE_INT : TYPE_NUMBER;
}

static Range known_range(IrRange r) { return (Range){r.lo, r.hi, 0}; }

static Range transfer_range(const Infer *in, const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_phi: {
      Range r = NO_INT;
      for (uint32_t n = 0; n < i->nargs; n++) {
        if (!i->args[n]->type) continue;
        Range a = range_of(in, i->args[n]);
        if (a.lo < r.lo) r.lo = a.lo;
        if (a.hi > r.hi) r.hi = a.hi;
      }
      return r;
    }
    case IR_to_numeric:
    case IR_known:
    case IR_to_number: return range_of(in, i->args[0]);
    case IR_add:
    case IR_sub:
    case IR_mul:
    case IR_mod:
    case IR_neg:
    case IR_inc:
    case IR_dec: return arithmetic_range(in, i);
    case IR_bit_and:
    case IR_bit_or:
    case IR_bit_xor:
    case IR_shl:
    case IR_sar:
    case IR_shr: return bitwise_range(in, i);
    case IR_param:
      return in->fn->param_ranges && i->imm2 < in->fn->nparams ? known_range(in->fn->param_ranges[i->imm2]) : ALL_INTS;
    case IR_slot_get: {
      const IrRange *slots = in->fn->program->slot_ranges;
      return slots ? known_range(slots[i->imm2]) : ALL_INTS;
    }
    case IR_call_direct: return i->imm.fn->ret_type == TYPE_INT ? known_range(i->imm.fn->ret_range) : ALL_INTS;
    default: return ALL_INTS;
  }
}

bool range_widen(IrRange *r, IrRange now, bool jumps) {
  enum { MAX_MOVES = 3 };
  if (!fits(now)) now = ALL_INTS;
  if (now.lo >= r->lo && now.hi <= r->hi) return false;
  bool jump = jumps && r->moves == MAX_MOVES;
  r->moves += !jump && jumps;
  if (now.lo < r->lo) r->lo = jump ? INT32_MIN : now.lo;
  if (now.hi > r->hi) r->hi = jump ? INT32_MAX : now.hi;
  return true;
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
  if (a == TYPE_INT && b == TYPE_INT) return integer_type(in, i);
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

/* new Float64Array(...) and the like, or new %Float64Array(...). */
static uint32_t constructed_type(const IrInst *i) {
  static const struct {
    const char *name;
    uint32_t type;
  } arrays[] = {{"Float64Array", TYPE_F64_ARRAY}, {"Float32Array", TYPE_F32_ARRAY}, {"Int32Array", TYPE_I32_ARRAY},
                {"Uint32Array", TYPE_U32_ARRAY},  {"Uint8Array", TYPE_U8_ARRAY},    {"Int8Array", TYPE_I8_ARRAY},
                {"Uint16Array", TYPE_U16_ARRAY},  {"Int16Array", TYPE_I16_ARRAY}};
  const IrInst *ctor = i->args[0];
  bool is_known = ctor->op == IR_builtin_fn || (ctor->op == IR_get_global && i->block->fn->program->pristine_arrays);
  if (!is_known) return TYPE_OBJECT;
  for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
    if (atom_is(ctor->imm.atom, arrays[k].name)) return arrays[k].type;
  return TYPE_OBJECT;
}

/* Of a C function's result, by its letter (support/prototype.h). */
static uint32_t type_of_c_result(const IrInst *i) {
  const Atom *prototype = i->imm.atom;
  uint32_t at = 0;
  while (atom_unit(prototype, at++) != ':') {}
  switch (atom_unit(prototype, at)) {
    case 'v': return TYPE_UNDEFINED;
    case 'b': return TYPE_BOOL;
    case 's': return TYPE_STRING | TYPE_NULL;
    case 'I':
    case 'f':
    case 'd': return TYPE_NUMBER;
    case 'l':
    case 'L':
    case 'p': return TYPE_NUMBER | TYPE_BIGINT;
    default: return TYPE_INT;
  }
}

static uint32_t transfer(const Infer *in, const IrInst *i) {
  uint32_t a = i->nargs > 0 ? i->args[0]->type : 0, b = i->nargs > 1 ? i->args[1]->type : 0;
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
    case IR_slot_get: {
      const uint32_t *types = in->fn->program->slot_types;
      uint32_t t = types ? types[i->imm2] : TYPE_ALL;
      return t || in->optimistic ? t : TYPE_ALL;
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
    case IR_new_direct:
    case IR_super_call_spread:
    case IR_create_this:
    case IR_new_plain:
    case IR_new_fields:
    case IR_global_this:
    case IR_this_sloppy:
    case IR_object_rest:
    case IR_iter_rest:
    case IR_module_namespace:
    case IR_import_dynamic:
    case IR_import_from:
    case IR_import_meta: return TYPE_OBJECT;
    case IR_this:
    case IR_box_get:
    case IR_capture:
    case IR_capture_of:
    case IR_find_method:
    case IR_plain_proto:
    case IR_frame_get:
    case IR_iter_next:
    case IR_iter_call_return:
    case IR_iter_call_throw:
    case IR_callee:
    case IR_array_elems:
    case IR_elem_get:
    case IR_slot_load:
    case IR_box_new: return TYPE_ALL; /* EMPTY included */
    case IR_box_i32: return TYPE_INT;
    case IR_box_f64: return TYPE_NUMBER;
    case IR_box_bool: return TYPE_BOOL;
    case IR_known: return !a ? 0 : a & (uint32_t)i->imm2 ? a & (uint32_t)i->imm2 : (uint32_t)i->imm2;
    case IR_select: return b | i->args[2]->type;
    case IR_add: return add_type(in, i);
    case IR_sub:
    case IR_mul:
    case IR_mod:
      if (a == TYPE_INT && b == TYPE_INT) return integer_type(in, i);
      return !a || !b ? 0 : arithmetic(in, a, b);
    case IR_div:
    case IR_exp: return !a || !b ? 0 : arithmetic(in, a, b);
    case IR_inc:
    case IR_dec:
    case IR_neg: return !a ? 0 : a == TYPE_INT ? integer_type(in, i) : arithmetic(in, a, a);
    case IR_bit_and:
    case IR_bit_or:
    case IR_bit_xor:
    case IR_shl:
    case IR_sar: return bitwise(in, a, b, TYPE_INT);
    case IR_shr: /* of BigInts it throws: let it */
      return bitwise(in, a, b, bitwise_range(in, i).hi <= INT32_MAX ? TYPE_INT : TYPE_NUMBER);
    case IR_bit_not: return bitwise(in, a, a, TYPE_INT);
    case IR_call: {
      const MathFunction *f = math_called(i);
      if (!f) return TYPE_ANY;
      bool ints = math_keeps_ints(f);
      for (uint32_t n = 0; ints && n < f->nargs; n++) {
        if (!i->args[2 + n]->type) return 0;
        ints = i->args[2 + n]->type == TYPE_INT;
      }
      return f->op == IR_mul_i32 || ints ? TYPE_INT : TYPE_NUMBER;
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
    case IR_key_of: return !a ? 0 : type_is(a, TYPE_INT | TYPE_STRING | TYPE_SYMBOL) ? a : TYPE_ALL & ~TYPE_OBJECT;
    case IR_syscall64: return TYPE_OTHER_OBJECT;
    case IR_syscall_argument: /* arrays become BigInts */
      if (!a) return 0;
      return (a & (TYPE_UNDEFINED | TYPE_NUMBER | TYPE_STRING | TYPE_BIGINT | TYPE_OBJECT)) | TYPE_BIGINT;
    case IR_c_argument:
      if (i->imm2 == 'b') return TYPE_BOOL;
      return i->imm2 == 's' || i->imm2 == 'l' || i->imm2 == 'L' || i->imm2 == 'p' ? TYPE_ANY : TYPE_NUMBER;
    case IR_c_call: return type_of_c_result(i);
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

IrRange *types_infer(IrFn *fn, const DomTree *dom, bool optimistic, Arena *arena) {
  bool is_lib = fn->module && fn->module->is_lib;
  Infer in = {fn, dom, optimistic, fn->program->no_bigint && !is_lib, NULL};
  in.ranges = arena_alloc(arena, sizeof *in.ranges * (fn->ninsts + 1));
  for (uint32_t n = 0; n < dom->count; n++)
    for (IrInst *i = dom->order[n]->first; i; i = i->next) {
      i->type = 0;
      in.ranges[i->id] = NO_INT;
    }
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t n = 0; n < dom->count; n++)
      for (IrInst *i = dom->order[n]->first; i; i = i->next) {
        uint32_t t = transfer(&in, i) | i->type;
        changed |= t != i->type;
        i->type = t;
        if (t == TYPE_INT && i->rep == REP_VAL)
          changed |= range_widen(&in.ranges[i->id], transfer_range(&in, i), i->op == IR_phi);
      }
  }
  return in.ranges;
}
