/*
 * unbox.c: representation selection. Operators whose operands are known to be numbers become machine arithmetic, phis
 * of numbers that feed arithmetic are carried unboxed, and conversions are put where representations meet.
 *
 * Sums of two int32 whose result may overflow stay generic: their inlined fast path (tag test, add, overflow test) is
 * cheaper than a round trip through double when the result is used as an index. With `| 0` around it they wrap.
 *
 * needs: ssa. keeps: cfg (but for edges to handlers that cannot be reached any more).
 */
#include "../../runtime/abi.h"
#include "../analysis/math.h"
#include "../analysis/types.h"
#include "../support/host.h"
#include "passes.h"

enum { MARK_FLOAT = 1, MARK_INT = 2 }; /* mark_values, in scratch */

static bool is_number(const IrInst *i) {
  return i->rep == REP_I32 || i->rep == REP_F64 || type_is(i->type, TYPE_NUMBER);
}
static bool is_int(const IrInst *i) { return i->rep == REP_I32 || (i->rep == REP_VAL && i->type == TYPE_INT); }

/* `x` as a double or int32, converted just before `at`. */
static IrInst *as_f64(IrInst *x, IrInst *at) {
  if (x->rep == REP_F64) return x;
  if (x->rep == REP_I32) return ir_insert_before(at, IR_i32_to_f64, at->pos, 1, &x);
  if (x->type == TYPE_INT) {
    IrInst *i = ir_insert_before(at, IR_unbox_i32, at->pos, 1, &x);
    return ir_insert_before(at, IR_i32_to_f64, at->pos, 1, &i);
  }
  return ir_insert_before(at, IR_unbox_f64, at->pos, 1, &x);
}

static IrInst *as_i32(IrInst *x, IrInst *at) { /* ToInt32 */
  if (x->rep == REP_I32) return x;
  if (x->rep == REP_VAL && x->type == TYPE_INT) return ir_insert_before(at, IR_unbox_i32, at->pos, 1, &x);
  if (x->rep == REP_VAL) return ir_insert_before(at, IR_num_to_i32, at->pos, 1, &x);
  IrInst *d = as_f64(x, at);
  return ir_insert_before(at, IR_f64_to_i32, at->pos, 1, &d);
}

static IrInst *as_boxed(IrInst *x, IrInst *at) {
  switch (x->rep) {
    case REP_I32: return ir_insert_before(at, IR_box_i32, at->pos, 1, &x);
    case REP_F64: return ir_insert_before(at, IR_box_f64, at->pos, 1, &x);
    case REP_BOOL: return ir_insert_before(at, IR_box_bool, at->pos, 1, &x);
    default: return x;
  }
}

/* A generic operator on numbers: pure. */
static void keep_generic(IrInst *i) {
  opt_set_nothrow(i);
  i->flags = IR_P;
}

static void make_f64(IrInst *i, IrOp op) {
  IrInst *args[2] = {as_f64(i->args[0], i), i->nargs > 1 ? as_f64(i->args[1], i) : NULL};
  opt_set_nothrow(i);
  opt_rewrite(i, op, i->nargs, args);
}

static void make_i32(IrInst *i, IrOp op) {
  IrInst *args[2] = {as_i32(i->args[0], i), as_i32(i->args[1], i)};
  opt_set_nothrow(i);
  opt_rewrite(i, op, 2, args);
}

/* + - *: on int32 when the result fits, on doubles when it is floating-point arithmetic, else generic on numbers. */
static void lower_sum(IrInst *i, IrOp f64, IrOp i32) {
  bool ints = is_int(i->args[0]) && is_int(i->args[1]);
  if (ints && i->type == TYPE_INT) make_i32(i, i32);
  else if (i->scratch & MARK_FLOAT && !ints) make_f64(i, f64);
  else keep_generic(i);
}

/* inc and dec: x + 1, x - 1. */
static void lower_step(IrInst *i, IrOp f64, IrOp i32) {
  if (i->type != TYPE_INT && (is_int(i->args[0]) || !(i->scratch & MARK_FLOAT))) {
    keep_generic(i);
    return;
  }
  bool is_i32 = i->type == TYPE_INT;
  IrInst *args[2] = {is_i32 ? as_i32(i->args[0], i) : as_f64(i->args[0], i),
                     is_i32 ? opt_const_i32(i, 1) : opt_const_f64(i, 1)};
  opt_set_nothrow(i);
  opt_rewrite(i, is_i32 ? i32 : f64, 2, args);
}

/* All operands are integers in all likelihood: the generic operator's integer path is the better one. */
static bool are_probably_ints(const IrInst *i) {
  for (uint32_t k = 0; k < i->nargs; k++)
    if (!is_int(i->args[k]) && !(i->args[k]->rep == REP_VAL && i->args[k]->scratch & MARK_INT)) return false;
  return true;
}

static void lower_compare(IrInst *i, IrOp f64, IrOp i32) {
  if (is_int(i->args[0]) && is_int(i->args[1])) make_i32(i, i32);
  else if (are_probably_ints(i)) keep_generic(i);
  else make_f64(i, f64);
}

static bool operands_are_numbers(const IrInst *i) {
  for (uint32_t k = 0; k < i->nargs; k++)
    if (!is_number(i->args[k])) return false;
  return i->nargs > 0;
}

/* ---- typed arrays ---- */

static int64_t typed_kind(uint32_t type) {
  switch (type_typed_array(type)) {
    case TYPE_F64_ARRAY: return CELL_FLOAT64ARRAY;
    case TYPE_F32_ARRAY: return CELL_FLOAT32ARRAY;
    case TYPE_I32_ARRAY: return CELL_INT32ARRAY;
    case TYPE_U32_ARRAY: return CELL_UINT32ARRAY;
    case TYPE_U8_ARRAY: return CELL_UINT8ARRAY;
    case TYPE_I8_ARRAY: return CELL_INT8ARRAY;
    case TYPE_U16_ARRAY: return CELL_UINT16ARRAY;
    case TYPE_I16_ARRAY: return CELL_INT16ARRAY;
    default: return -1;
  }
}

static bool is_float_kind(int64_t kind) { return kind == CELL_FLOAT64ARRAY || kind == CELL_FLOAT32ARRAY; }
static bool is_typed_read(const IrInst *i) {
  return i->op == IR_get_elem && typed_kind(i->args[0]->type) >= 0 && is_number(i->args[1]);
}
/* An index as typed accesses take it: an int32, or any number, boxed. */
static IrInst *typed_index(IrInst *index, IrInst *at) {
  return is_int(index) ? as_i32(index, at) : as_boxed(index, at);
}

/* The element that a typed read gives, as ToNumber (f64) or ToInt32 would have it: read once more, unboxed, where it is
 * read already. The boxed read goes when nobody else wants it. */
static IrInst *typed_element(IrInst *read, bool as_int) {
  int64_t kind = typed_kind(read->args[0]->type);
  IrInst *args[2] = {read->args[0], typed_index(read->args[1], read)};
  bool is_i32 = as_int && !is_float_kind(kind);
  IrInst *v = ir_insert_before(read, is_i32 ? IR_typed_get_i32 : IR_typed_get_f64, read->pos, 2, args);
  v->imm2 = kind;
  v->type = is_i32 ? TYPE_INT : TYPE_NUMBER;
  v->scratch = is_i32 ? MARK_INT : 0;
  return v;
}

/* ---- sums taken modulo 2^32 ---- */

/* Greatest magnitude of x as a tree of sums, differences and products with constants over integers of 32 bits; too much
 * for a double's 53 bits when it is no such tree. */
static double wrap_magnitude(const IrInst *x, int depth) {
  const double no = 1e300, word = 4294967296.0;
  double k;
  if (is_int(x) || x->op == IR_u32_to_f64) return word;
  if (x->op == IR_shr && is_number(x)) return word;
  if (is_typed_read(x)) return is_float_kind(typed_kind(x->args[0]->type)) ? no : word;
  if (depth == 0 || x->nargs != 2) return no;
  switch ((IrOp)x->op) {
    case IR_add:
    case IR_sub:
    case IR_add_f64:
    case IR_sub_f64: return wrap_magnitude(x->args[0], depth - 1) + wrap_magnitude(x->args[1], depth - 1);
    case IR_mul:
    case IR_mul_f64:
      for (uint32_t n = 0; n < 2; n++)
        if (opt_number_constant(x->args[n], &k) && k == (double)(int32_t)k) {
          double of = wrap_magnitude(x->args[1 - n], depth - 1);
          return of >= no ? no : (k < 0 ? -k : k) * of; /* times 0 makes no tree of what is none */
        }
      return no;
    default: return no;
  }
}

static IrInst *select_zero(IrInst *condition, IrInst *x, IrInst *at) {
  IrInst *args[3] = {condition, x, opt_const_i32(at, 0)};
  IrInst *i = ir_insert_before(at, IR_select, at->pos, 3, args);
  i->rep = REP_I32;
  i->type = TYPE_INT;
  return i;
}

/* The tree with wrapping operations. *ok: that all elements read exist, NULL when none is read: NaN, and so 0, else. */
static IrInst *wrap_build(IrInst *x, IrInst *at, IrInst **ok) {
  double k;
  if (opt_number_constant(x, &k) && k == (double)(int32_t)k) return opt_const_i32(at, (int32_t)k);
  if (is_int(x)) return as_i32(x, at);
  if (x->op == IR_u32_to_f64) return x->args[0];
  if (is_typed_read(x)) {
    IrInst *index[2] = {x->args[0], typed_index(x->args[1], x)}, *v = typed_element(x, true);
    IrInst *has = ir_insert_before(x, IR_typed_has, x->pos, 2, index);
    if (*ok) has = ir_insert_before(at, IR_select, at->pos, 3, (IrInst *[]){has, *ok, has}), has->rep = REP_BOOL;
    *ok = has;
    return v;
  }
  if (x->op == IR_shr) return as_i32(x, at);
  IrInst *args[2] = {wrap_build(x->args[0], at, ok), wrap_build(x->args[1], at, ok)};
  bool is_mul = x->op == IR_mul || x->op == IR_mul_f64, is_add = x->op == IR_add || x->op == IR_add_f64;
  IrInst *i = ir_insert_before(at, is_mul ? IR_mul_i32 : is_add ? IR_add_i32 : IR_sub_i32, at->pos, 2, args);
  i->type = TYPE_INT;
  return i;
}

/* ToInt32 of x. */
static IrInst *as_wrapped(IrInst *x, IrInst *at) {
  enum { MAX_DEPTH = 8 };
  if (is_int(x) || wrap_magnitude(x, MAX_DEPTH) > 4503599627370496.0) return as_i32(x, at);
  IrInst *ok = NULL, *v = wrap_build(x, at, &ok);
  return ok ? select_zero(ok, v, at) : v;
}

/* Reads cannot throw; stores of numbers become machine stores. */
static void lower_typed(IrInst *i) {
  if (is_typed_read(i)) {
    opt_set_nothrow(i);
    i->flags = IR_R;
    return;
  }
  int64_t kind = i->op == IR_set_elem ? typed_kind(i->args[0]->type) : -1;
  if (kind < 0 || !is_number(i->args[1]) || !is_number(i->args[2])) return;
  bool is_float = is_float_kind(kind);
  IrInst *args[3] = {i->args[0], typed_index(i->args[1], i),
                     is_float ? as_f64(i->args[2], i) : as_wrapped(i->args[2], i)};
  opt_set_nothrow(i);
  opt_rewrite(i, is_float ? IR_typed_set_f64 : IR_typed_set_i32, 3, args);
  i->imm2 = kind;
}

/* Operands that are not known to be numbers are converted first, where the operator itself would: only called when the
 * result is a number for sure, so no BigInt can come. */
static void convert_operands(IrInst *i, bool as_int) {
  for (uint32_t k = 0; k < i->nargs; k++)
    if (as_int && is_number(i->args[k])) {
      continue;
    } else if (is_typed_read(i->args[k])) {
      i->args[k] = typed_element(i->args[k], as_int);
    } else if (!is_number(i->args[k])) {
      i->args[k] = opt_insert_throwing(i, as_int ? IR_to_int32 : IR_number_f64, i->args[k]);
      i->args[k]->type = as_int ? TYPE_INT : TYPE_NUMBER;
      i->args[k]->imm2 = i->nargs == 2;
    }
}

/* A sum whose operands can only be numbers, or what a typed array gives. */
static bool adds_numbers(const IrInst *i) {
  for (uint32_t k = 0; k < 2; k++)
    if (!is_number(i->args[k]) && !is_typed_read(i->args[k])) return false;
  return true;
}

static void make_bitwise(IrInst *i, IrOp op) {
  IrInst *args[2] = {as_wrapped(i->args[0], i), as_wrapped(i->args[1], i)};
  opt_set_nothrow(i);
  opt_rewrite(i, op, 2, args);
}

/* The method's lookup is nothing but a load, and now perhaps unused. */
static void drop_method(IrInst *method) {
  IrInst *math = method->args[0];
  opt_set_nothrow(method);
  opt_set_nothrow(math);
  method->flags = math->flags = IR_R;
}

/* max and min of int32s; rounding leaves them as they are. */
static void lower_int_math(IrInst *i, const MathFunction *f, IrInst **args) {
  IrInst *method = i->args[0], *a = as_i32(args[0], i), *r = a;
  if (f->nargs == 2) {
    IrInst *b = as_i32(args[1], i), *pair[2] = {a, b};
    IrInst *less = ir_insert_before(i, IR_lt_i32, i->pos, 2, pair);
    bool is_max = !strcmp(f->name, "max");
    r = ir_insert_before(i, IR_select, i->pos, 3, (IrInst *[]){less, is_max ? b : a, is_max ? a : b});
    r->rep = REP_I32;
    r->type = TYPE_INT;
  }
  opt_set_nothrow(i);
  ir_replace(i, r);
  drop_method(method);
}

/* A call of a function of Math: its arguments as numbers, then the operation. */
static void lower_math(IrInst *i, const MathFunction *f) {
  IrInst *method = i->args[0], *args[2];
  for (uint32_t k = 0; k < f->nargs; k++) {
    IrInst *a = i->args[2 + k];
    if (!is_number(a)) {
      a = opt_insert_throwing(i, f->op == IR_mul_i32 ? IR_to_int32 : IR_number_f64, a);
      a->type = f->op == IR_mul_i32 ? TYPE_INT : TYPE_NUMBER;
    }
    args[k] = a;
  }
  if (i->type == TYPE_INT && f->op != IR_mul_i32) {
    lower_int_math(i, f, args);
    return;
  }
  for (uint32_t k = 0; k < f->nargs; k++) args[k] = f->op == IR_mul_i32 ? as_wrapped(args[k], i) : as_f64(args[k], i);
  opt_set_nothrow(i);
  opt_rewrite(i, f->op, f->nargs, args);
  if (f->cfunc) i->imm.atom = intern_cstr(i->block->fn->program->atoms, f->cfunc);
  drop_method(method);
}

/* Arithmetic on these cannot run anybody's code. */
static bool operands_are_harmless(const IrInst *i) {
  for (uint32_t k = 0; k < i->nargs; k++)
    if (!is_number(i->args[k]) && !type_is(i->args[k]->type, TYPE_NUMBER | TYPE_UNDEFINED | TYPE_NULL | TYPE_BOOL))
      return false;
  return true;
}

/* Values that it gives back as they are. */
static bool is_word(const IrInst *i) {
  return type_is(i->type, TYPE_UNDEFINED | TYPE_NUMBER | TYPE_STRING | TYPE_BIGINT | TYPE_TYPED_ARRAY);
}

/* Numbers that are known to be some go to C functions as they are. */
static void lower_c_argument(IrInst *i) {
  IrInst *v = i->args[0];
  if (i->imm2 == 'b' || i->imm2 == 's' || !type_is(v->type, TYPE_NUMBER)) return;
  opt_set_nothrow(i);
  ir_replace(i, v);
}

static void lower_syscall_argument(IrInst *i) {
  IrInst *v = i->args[0];
  if (!is_word(v)) return;
  opt_set_nothrow(i);
  ir_replace(i, v); /* in any representation: insert_conversions sees to other uses than the instruction's */
}

/* Numbers as operands of the instruction; what an argument was replaced by counts. */
static void lower_syscall(IrInst *i) {
  for (uint32_t k = 0; k < i->nargs; k++) {
    IrInst *v = i->args[k];
    while (v->forward) v = v->forward;
    if (v->rep == REP_VAL && v->op == IR_const_val && v->type == TYPE_UNDEFINED) v = opt_const_i32(i, 0);
    i->args[k] = is_int(v) ? as_i32(v, i) : is_number(v) ? as_f64(v, i) : v;
  }
}

static void lower(IrInst *i) {
  if (i->op == IR_syscall_argument) {
    lower_syscall_argument(i);
    return;
  }
  if (i->op == IR_c_argument) {
    lower_c_argument(i);
    return;
  }
  if (i->op == IR_syscall || i->op == IR_syscall64 || i->op == IR_c_call) {
    lower_syscall(i);
    return;
  }
  if (i->op == IR_get_elem || i->op == IR_set_elem) {
    lower_typed(i);
    return;
  }
  if ((i->op == IR_to_property_key || i->op == IR_key_of) &&
      type_is(i->args[0]->type, TYPE_PRIMITIVE)) { /* the access does it, unobserved */
    IrInst *key = as_boxed(i->args[0], i);
    opt_set_nothrow(i);
    ir_replace(i, key);
    return;
  }
  const MathFunction *f = i->op == IR_call ? math_called(i) : NULL;
  if (f) {
    lower_math(i, f);
    return;
  }
  bool is_float = ir_is_arithmetic(i) && i->scratch & MARK_FLOAT && (i->op != IR_add || adds_numbers(i));
  if (type_is(i->type, TYPE_NUMBER) && (ir_is_bitwise(i) || is_float)) convert_operands(i, ir_is_bitwise(i));
  if (!operands_are_numbers(i)) {
    if (ir_is_arithmetic(i) && operands_are_harmless(i)) keep_generic(i);
    return;
  }
  switch ((IrOp)i->op) {
    case IR_add: lower_sum(i, IR_add_f64, IR_add_i32); break;
    case IR_sub: lower_sum(i, IR_sub_f64, IR_sub_i32); break;
    case IR_mul: lower_sum(i, IR_mul_f64, IR_mul_i32); break;
    case IR_div: make_f64(i, IR_div_f64); break;
    case IR_mod:
      if (are_probably_ints(i)) keep_generic(i);
      else make_f64(i, IR_mod_f64);
      break;
    case IR_exp: make_f64(i, IR_pow_f64); break;
    case IR_neg:
      if (are_probably_ints(i)) keep_generic(i);
      else make_f64(i, IR_neg_f64);
      break;
    case IR_inc: lower_step(i, IR_add_f64, IR_add_i32); break;
    case IR_dec: lower_step(i, IR_sub_f64, IR_sub_i32); break;
    case IR_bit_and: make_bitwise(i, IR_and_i32); break;
    case IR_bit_or: make_bitwise(i, IR_or_i32); break;
    case IR_bit_xor: make_bitwise(i, IR_xor_i32); break;
    case IR_shl: make_bitwise(i, IR_shl_i32); break;
    case IR_sar: make_bitwise(i, IR_sar_i32); break;
    case IR_shr: {
      IrInst *args[2] = {as_wrapped(i->args[0], i), as_wrapped(i->args[1], i)};
      IrInst *shifted = ir_insert_before(i, IR_shr_i32, i->pos, 2, args);
      opt_set_nothrow(i);
      opt_rewrite(i, IR_u32_to_f64, 1, &shifted);
      break;
    }
    case IR_bit_not: {
      IrInst *args[2] = {as_wrapped(i->args[0], i), opt_const_i32(i, -1)};
      opt_set_nothrow(i);
      opt_rewrite(i, IR_xor_i32, 2, args);
      break;
    }
    case IR_lt: lower_compare(i, IR_lt_f64, IR_lt_i32); break;
    case IR_le: lower_compare(i, IR_le_f64, IR_le_i32); break;
    case IR_gt: lower_compare(i, IR_gt_f64, IR_gt_i32); break;
    case IR_ge: lower_compare(i, IR_ge_f64, IR_ge_i32); break;
    case IR_eq:
    case IR_seq: lower_compare(i, IR_eq_f64, IR_eq_i32); break;
    case IR_to_number:
    case IR_to_numeric: {
      IrInst *boxed = as_boxed(i->args[0], i);
      opt_set_nothrow(i);
      ir_replace(i, boxed);
      break;
    }
    case IR_to_int32: {
      IrInst *v = as_i32(i->args[0], i);
      opt_set_nothrow(i);
      ir_replace(i, v);
      break;
    }
    default: break;
  }
}

/* ---- phis ---- */

/* REP_I32 or REP_F64 for phis of numbers: int32 always, doubles where floating-point arithmetic is about. */
static void choose_phis(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i && i->op == IR_phi; i = i->next) {
      if (i->rep != REP_VAL) continue;
      if (i->type == TYPE_INT) i->rep = REP_I32;
      else if (type_is(i->type, TYPE_NUMBER) && i->scratch & MARK_FLOAT) i->rep = REP_F64;
    }
}

static IrInst *convert(IrInst *x, IrRep rep, IrInst *at) {
  switch (rep) {
    case REP_I32: return as_i32(x, at);
    case REP_F64: return as_f64(x, at);
    case REP_VAL: return as_boxed(x, at);
    default: return x;
  }
}

/* The place for a conversion of `value` on edge number k into b: before the terminator, and before what an on_throw
 * belongs to, unless that is the value itself. */
static IrInst *edge_place(IrBlock *b, uint32_t k, const IrInst *value) {
  IrBlock *pred = b->preds[k];
  IrInst *t = pred->last;
  if (t->op != IR_on_throw) return t;
  if (t->prev != value) return t->prev;
  return opt_split_edge(pred, b, k)->last;
}

/* Representation an operand must have; REP_NONE: whatever it has. */
static IrRep operand_rep(const IrInst *i, uint32_t k) {
  const char *s = ir_op_info[i->op].csig;
  if (s[0] != '-') {
    uint32_t n = 0;
    for (; *s; s++) {
      if (*s == 'A') return REP_VAL;
      if (!strchr("vidb", *s)) continue;
      if (n++ == k) return *s == 'v' ? REP_VAL : *s == 'i' ? REP_I32 : *s == 'd' ? REP_F64 : REP_BOOL;
    }
    return REP_NONE;
  }
  switch ((IrOp)i->op) {
    case IR_phi: return i->rep;
    case IR_learn_shape:
    case IR_slot_load:
    case IR_slot_store: return k == 1 ? REP_BOOL : REP_VAL;
    case IR_typed_has:
    case IR_typed_get_f64:
    case IR_typed_get_i32:
    case IR_typed_set_f64:
    case IR_typed_set_i32:
      if (k == 1) return i->args[1]->rep == REP_I32 ? REP_I32 : REP_VAL;
      return k == 0 ? REP_VAL : i->op == IR_typed_set_f64 ? REP_F64 : REP_I32;
    case IR_ret:
    case IR_throw:
    case IR_box_set:
    case IR_slot_set:
    case IR_frame_set:
    case IR_call:
    case IR_call_direct:
    case IR_new_direct:
    case IR_is_fn:
    case IR_capture_of:
    case IR_call_builtin:
    case IR_new:
    case IR_new_literal:
    case IR_arguments_mapped:
    case IR_same_bits:
    case IR_is_i32:
    case IR_is_number:
    case IR_is_undefined:
    case IR_is_null:
    case IR_is_nullish:
    case IR_is_empty:
    case IR_is_object:
    case IR_is_string:
    case IR_is_callable:
    case IR_known:
    case IR_yield:
    case IR_await:
    case IR_unbox_i32:
    case IR_unbox_bool: return REP_VAL;
    case IR_unbox_f64:
    case IR_to_int32:
    case IR_number_f64: return REP_VAL;
    case IR_select: return k == 0 ? REP_BOOL : i->rep;
    case IR_i32_to_f64:
    case IR_u32_to_f64:
    case IR_box_i32:
    case IR_switch_i32: return REP_I32;
    case IR_box_f64:
    case IR_f64_to_i32: return REP_F64;
    case IR_branch:
    case IR_not:
    case IR_box_bool: return REP_BOOL;
    default:
      if (i->op >= IR_add_i32 && i->op <= IR_ult_i32) return REP_I32;
      if (i->op >= IR_add_f64 && i->op <= IR_abs_f64) return REP_F64;
      return REP_NONE;
  }
}

/* Conversions of this pass whose operand changed its representation. */
static bool fix_conversion(IrInst *i) {
  if (!i->nargs) return false;
  IrRep have = (IrRep)i->args[0]->rep;
  if ((i->op == IR_unbox_i32 && have == REP_I32) || (i->op == IR_unbox_f64 && have == REP_F64)) {
    ir_replace(i, i->args[0]);
    return true;
  }
  if (i->op == IR_unbox_f64 && have == REP_I32) {
    opt_rewrite(i, IR_i32_to_f64, 1, i->args);
    return true;
  }
  if (i->op == IR_i32_to_f64 && have == REP_F64) {
    ir_replace(i, i->args[0]);
    return true;
  }
  return false;
}

static void insert_conversions(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first, *next; i; i = next) {
      next = i->next;
      if (fix_conversion(i)) continue;
      for (uint32_t k = 0; k < i->nargs; k++) {
        IrRep want = operand_rep(i, k);
        if (want == REP_NONE || i->args[k]->rep == want) continue;
        IrInst *at = i->op == IR_phi ? edge_place(b, k, i->args[k]) : i;
        i->args[k] = convert(i->args[k], want, at);
      }
    }
}

/* A product with a number that comes from an object, where a loop has tested it (opt/loops), and of no integers that are
 * known as such: rarely meant to be an integer. */
static bool is_product_of_loaded(const IrInst *i) {
  if (i->op != IR_mul) return false;
  for (uint32_t k = 0; k < 2; k++)
    if (!is_number(i->args[k]) || is_int(i->args[k])) return false;
  return i->args[0]->op == IR_known || i->args[1]->op == IR_known;
}

/* Arithmetic on what a floating-point array gives. */
static bool takes_float_element(const IrInst *i) {
  for (uint32_t k = 0; k < i->nargs; k++)
    if (is_typed_read(i->args[k]) && is_float_kind(typed_kind(i->args[k]->args[0]->type))) return true;
  return false;
}

static bool starts_float(const IrInst *i) {
  if (i->op == IR_const_val && type_is(i->type, TYPE_DOUBLE)) return true;
  if (is_product_of_loaded(i)) return true;
  if (i->op == IR_div || (ir_is_arithmetic(i) && takes_float_element(i))) return true;
  const MathFunction *f = i->op == IR_call ? math_called(i) : NULL;
  return f && f->op != IR_mul_i32;
}

/* Sums, remainders, steps and phis that come from integers alone: loop counters, indices, hashes. They may leave int32, but hardly ever do. */
static bool may_be_index(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_phi:
    case IR_add:
    case IR_sub:
    case IR_mul:
    case IR_mod:
    case IR_inc:
    case IR_dec:
    case IR_to_numeric:
    case IR_to_number: return i->rep == REP_VAL && type_is(i->type, TYPE_NUMBER);
    default: return i->type == TYPE_INT;
  }
}

/* Marks, in scratch: MARK_INT for values that are integers in all likelihood; MARK_FLOAT for arithmetic and phis that
 * are connected through operands to division, functions of Math or fractional constants. */
static void mark_values(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      i->scratch = (starts_float(i) ? MARK_FLOAT : 0) | (may_be_index(i) ? MARK_INT : 0);
  for (bool changed = true; changed;) {
    changed = false;
    for (IrBlock *b = fn->entry; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) {
        if (!(i->scratch & MARK_INT) || i->type == TYPE_INT) continue;
        for (uint32_t k = 0; k < i->nargs; k++)
          if (!(i->args[k]->scratch & MARK_INT)) {
            i->scratch &= ~(uint32_t)MARK_INT;
            changed = true;
            break;
          }
      }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (IrBlock *b = fn->entry; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) {
        const MathFunction *f = i->op == IR_call ? math_called(i) : NULL;
        if ((!ir_is_arithmetic(i) && i->op != IR_phi && !f) || i->scratch & MARK_INT || !type_is(i->type, TYPE_NUMBER))
          continue;
        uint32_t from = f ? 2 : 0;
        bool mark = i->scratch & MARK_FLOAT;
        for (uint32_t k = from; k < i->nargs && !mark; k++) mark = i->args[k]->scratch & MARK_FLOAT;
        if (!mark) continue;
        changed |= !(i->scratch & MARK_FLOAT);
        i->scratch |= MARK_FLOAT;
        for (uint32_t k = from; k < i->nargs; k++) {
          IrInst *a = i->args[k];
          if (a->scratch || (!ir_is_arithmetic(a) && a->op != IR_phi) || !type_is(a->type, TYPE_NUMBER)) continue;
          a->scratch |= MARK_FLOAT;
          changed = true;
        }
      }
  }
}

static bool is_operator(const IrInst *i) { return ir_is_arithmetic(i) || ir_is_bitwise(i) || i->op == IR_to_numeric; }

/* Stores of what is no heap cell go without the write barrier. */
static void note_stored_type(IrInst *i) {
  if (i->op != IR_set_prop && i->op != IR_set_elem && i->op != IR_elem_set && i->op != IR_slot_store) return;
  const uint32_t cells = TYPE_STRING | TYPE_SYMBOL | TYPE_BIGINT | TYPE_OBJECT;
  uint32_t type = i->args[i->op == IR_set_prop ? 1 : 2]->type;
  if (type && !(type & cells)) *(i->op == IR_slot_store ? &i->imm.i : &i->imm2) |= SET_NO_CELL;
  if (i->op == IR_set_elem && i->block->fn->program->typed_kinds & ELEM_F64) i->imm2 |= SET_F64;
}

void opt_unbox(IrFn *fn, Arena *scratch) {
  DomTree *dom = dom_build(scratch, fn);
  types_infer(fn, dom, false, scratch);
  mark_values(fn);
  bool without_bigint = fn->program->no_bigint && !(fn->module && fn->module->is_lib);
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first, *next; i; i = next) {
      next = i->next;
      note_stored_type(i);
      if (without_bigint && is_operator(i)) i->imm2 = 1;
      if (i->op == IR_get_elem) i->imm2 = fn->program->typed_kinds;
      if ((i->rep != REP_NONE && i->op != IR_phi) || i->op == IR_set_elem) lower(i);
    }
  ir_fn_apply_replacements(fn);
  choose_phis(fn);
  insert_conversions(fn);
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first, *next; i; i = next) {
      next = i->next;
      if (i->op == IR_known) ir_replace(i, i->args[0]);
    }
  ir_fn_apply_replacements(fn);
}
