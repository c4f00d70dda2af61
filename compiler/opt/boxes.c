/*
 * boxes.c: how each double is boxed. Results of arithmetic are boxed as doubles, even when they are integral: two
 * instructions, no branch. Where a result is an integer by its nature (rounding, `>>>`) or often is one (a quotient), it
 * becomes an int32 when it is one, since it may well be an index.
 *
 * The machine's arithmetic makes canonical NaNs and passes on the bits of those it is given. A float typed array may hold
 * a NaN of any bits, some of which would read as other values: what comes from there is looked at when it is boxed.
 * needs: ssa. keeps: cfg.
 */
#include "../support/host.h"
#include "passes.h"

static bool is_f64(const IrInst *i) { return i->rep == REP_F64; }

/* Marks, in scratch, doubles that can be a NaN of foreign bits. */
static void mark_foreign(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) i->scratch = i->op == IR_typed_get_f64;
  for (bool changed = true; changed;) {
    changed = false;
    for (IrBlock *b = fn->entry; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) {
        if (i->scratch || !is_f64(i)) continue;
        for (uint32_t k = 0; k < i->nargs && !i->scratch; k++) i->scratch = is_f64(i->args[k]) && i->args[k]->scratch;
        changed |= i->scratch != 0;
      }
  }
}

static bool is_often_integral(const IrInst *d) {
  switch ((IrOp)d->op) {
    case IR_div_f64:
    case IR_mod_f64:
    case IR_pow_f64:
    case IR_math_f64:
    case IR_floor_f64:
    case IR_ceil_f64:
    case IR_trunc_f64: return true;
    default: return false;
  }
}

/* Boxes that are keys of elements. */
static void mark_keys(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if ((i->op == IR_get_elem || i->op == IR_set_elem) && i->args[1]->op == IR_box_f64) i->args[1]->scratch = 1;
}

void opt_boxes(IrFn *fn, Arena *scratch) {
  (void)scratch;
  mark_foreign(fn);
  mark_keys(fn);
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      if (i->op != IR_box_f64) continue;
      IrInst *d = i->args[0];
      if (d->op == IR_u32_to_f64) opt_rewrite(i, IR_box_u32, 1, d->args);
      else if (d->op == IR_i32_to_f64) opt_rewrite(i, IR_box_i32, 1, d->args);
      else i->imm2 = i->scratch || is_often_integral(d) ? BOX_INT : d->scratch ? BOX_FOREIGN : BOX_ARITHMETIC;
    }
}
