/*
 * fold.c: local simplification: boxes that are opened at once, constants in another representation, branches on
 * constants, phis of one value. Repeats until nothing changes.
 * needs: ssa. changes: cfg (removes edges).
 */
#include "../../runtime/abi.h"
#include "../support/host.h"
#include "passes.h"

static IrInst *as_const(IrInst *i, IrOp op, int64_t v) {
  opt_rewrite(i, op, 0, NULL);
  i->imm.i = v;
  return NULL;
}

/* What ToBoolean gives for a constant, -1 if unknown. */
static int const_truth(const IrInst *i) {
  double v;
  if (opt_number_constant(i, &v)) return v != 0 && v == v;
  if (i->op == IR_const_str) return i->imm.atom->len != 0;
  if (i->op == IR_closure || i->op == IR_const_fn || i->op == IR_new_object || i->op == IR_new_literal ||
      i->op == IR_new_array)
    return 1;
  if (i->op != IR_const_val) return -1;
  return (uint64_t)i->imm.i == VALUE_TRUE_BITS;
}

/* Objects that an instruction makes for sure. */
static bool makes_object(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_closure:
    case IR_const_fn:
    case IR_new_object:
    case IR_new_literal:
    case IR_new_array:
    case IR_create_this:
    case IR_new_plain:
    case IR_new_fields:
    case IR_new:
    case IR_new_direct:
    case IR_class_new:
    case IR_rest_array:
    case IR_regexp: return true;
    default: return false;
  }
}

/* Answer of a test of a value's kind, -1 if unknown. */
static int const_test(const IrInst *i) {
  const IrInst *a = i->args[0];
  bool is_const = a->op == IR_const_val, is_object = makes_object(a);
  if (!is_const && !is_object && a->op != IR_const_str) return -1;
  uint64_t bits = is_const ? (uint64_t)a->imm.i : 0;
  switch ((IrOp)i->op) {
    case IR_is_undefined: return bits == VALUE_UNDEFINED_BITS;
    case IR_is_null: return bits == VALUE_NULL_BITS;
    case IR_is_nullish: return bits == VALUE_UNDEFINED_BITS || bits == VALUE_NULL_BITS;
    case IR_is_empty: return bits == VALUE_EMPTY_BITS;
    case IR_is_object: return is_object;
    case IR_is_string: return a->op == IR_const_str;
    default: return -1;
  }
}

static int const_bool(const IrInst *i) { return i->op == IR_const_bool ? i->imm.i != 0 : -1; }

/* typeof x compared with a text becomes a test of x, or of identity: what typeof gives is always the same string. */
static bool simplify_typeof(IrInst *i) {
  int k = i->args[0]->op == IR_typeof ? 0 : 1;
  IrInst *type = i->args[k], *text = i->args[1 - k];
  if (type->op != IR_typeof || text->op != IR_const_str) return false;
  IrOp test = atom_is(text->imm.atom, "string")                                             ? IR_is_string
              : atom_is(text->imm.atom, "number")                                           ? IR_is_number
              : atom_is(text->imm.atom, "function") && !i->block->fn->program->has_htmldda  ? IR_is_callable
              : atom_is(text->imm.atom, "undefined") && !i->block->fn->program->has_htmldda ? IR_is_undefined
                                                                                            : IR_same_bits;
  if (test == IR_same_bits) opt_rewrite(i, test, 2, (IrInst *[]){type, text});
  else opt_rewrite(i, test, 1, type->args);
  return true;
}

/* Simplifies in place or returns the value that replaces i. */
static IrInst *simplify(IrInst *i, bool *changed) {
  IrInst *a = i->nargs ? i->args[0] : NULL;
  double v;
  switch ((IrOp)i->op) {
    case IR_phi: {
      IrInst *same = NULL;
      for (uint32_t k = 0; k < i->nargs; k++) {
        if (i->args[k] == i || i->args[k] == same) continue;
        if (same) return NULL;
        same = i->args[k];
      }
      return same && same->rep == i->rep ? same : NULL;
    }
    case IR_unbox_i32:
      if (a->op == IR_box_i32) return a->args[0];
      if (a->op == IR_const_val) return *changed = true, as_const(i, IR_const_i32, (int32_t)a->imm.i);
      return NULL;
    case IR_unbox_f64:
      if (a->op == IR_box_f64) return a->args[0];
      if (a->op == IR_box_i32) return *changed = true, opt_rewrite(i, IR_i32_to_f64, 1, a->args), NULL;
      if (opt_number_constant(a, &v)) {
        *changed = true;
        opt_rewrite(i, IR_const_f64, 0, NULL);
        i->imm.f = v;
      }
      return NULL;
    case IR_unbox_bool: return a->op == IR_box_bool ? a->args[0] : NULL;
    case IR_i32_to_f64:
      if (a->op == IR_const_i32) {
        *changed = true;
        opt_rewrite(i, IR_const_f64, 0, NULL);
        i->imm.f = (double)a->imm.i;
      }
      return NULL;
    case IR_f64_to_i32:
      if (a->op == IR_i32_to_f64 || a->op == IR_u32_to_f64) return a->args[0]; /* modulo 2^32 they are the same */
      if (opt_number_constant(a, &v) && v >= -2147483648.0 && v <= 2147483647.0)
        return *changed = true, as_const(i, IR_const_i32, (int32_t)v);
      return NULL;
    case IR_truthy: {
      int known = const_truth(a);
      if (a->op == IR_box_bool) return a->args[0];
      if (known >= 0) return *changed = true, as_const(i, IR_const_bool, known);
      return NULL;
    }
    case IR_canonical: return a->op == IR_box_i32 ? a : NULL;
    case IR_is_i32:
      if (a->op == IR_box_i32) return *changed = true, as_const(i, IR_const_bool, 1);
      return NULL;
    case IR_is_number:
      if (a->op == IR_box_i32 || a->op == IR_box_f64) return *changed = true, as_const(i, IR_const_bool, 1);
      return NULL;
    case IR_is_undefined:
    case IR_is_null:
    case IR_is_nullish:
    case IR_is_empty:
    case IR_is_object:
    case IR_is_string: {
      int known = const_test(i);
      if (known >= 0) return *changed = true, as_const(i, IR_const_bool, known);
      return NULL;
    }
    case IR_seq:
    case IR_eq:
      if (i->next->op != IR_on_throw && simplify_typeof(i)) *changed = true;
      return NULL;
    case IR_this_sloppy: return makes_object(a) ? a : NULL;
    case IR_not:
      if (a->op == IR_not) return a->args[0];
      if (const_bool(a) >= 0) return *changed = true, as_const(i, IR_const_bool, !const_bool(a));
      return NULL;
    case IR_branch: {
      if (a->op == IR_not) {
        IrBlock *b = i->block, *t = b->succs[0];
        b->succs[0] = b->succs[1];
        b->succs[1] = t;
        i->args[0] = a->args[0];
        *changed = true;
        return NULL;
      }
      int known = const_bool(a);
      if (known < 0 || i->block->succs[0] == i->block->succs[1]) return NULL;
      IrBlock *b = i->block;
      opt_remove_edge(b, b->succs[known]);
      b->succs[0] = b->succs[!known];
      b->nsuccs = 1;
      opt_rewrite(i, IR_jump, 0, NULL);
      *changed = true;
      return NULL;
    }
    default: return NULL;
  }
}

void opt_fold(IrFn *fn, Arena *scratch) {
  (void)scratch;
  bool changed;
  do {
    changed = false;
    bool replaced = false;
    for (IrBlock *b = fn->entry; b; b = b->next)
      for (IrInst *i = b->first, *next; i; i = next) {
        next = i->next;
        IrInst *by = simplify(i, &changed);
        if (by) {
          while (by->forward) by = by->forward;
          if (by != i) ir_replace(i, by), replaced = true;
        }
      }
    if (replaced) ir_fn_apply_replacements(fn), changed = true;
  } while (changed);
  ir_fn_prune(fn);
}
