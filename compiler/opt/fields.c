/*
 * fields.c: a constructor's first assignments to `this` become one operation that makes the object with its properties.
 *
 * Taken are the stores that follow create_this in its block, as long as nothing in between can run code, fail, or see the
 * object. Their values are then all known where the last of them stands, and whether setters or read-only properties of
 * prototypes interfere is asked once (new_fields); if they do, the object is made and written to one by one. What stands
 * between two stores then comes before both: it neither reads what a setter may write nor writes what one may read.
 * needs: ssa. keeps: cfg.
 */
#include "../../runtime/abi.h"
#include "../support/array.h"
#include "passes.h"

enum { FIELDS_MAX = 32 };

static bool uses(const IrInst *i, const IrInst *value) {
  for (uint32_t k = 0; k < i->nargs; k++)
    if (i->args[k] == value) return true;
  return false;
}

static bool has_key(IrInst *const *stores, uint32_t n, const Atom *key) {
  for (uint32_t k = 0; k < n; k++)
    if (stores[k]->imm.atom == key) return true;
  return false;
}

/* Gives the same, and is seen by nobody, whether a store's setter runs before or after it. */
static bool may_pass_stores(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_closure:
    case IR_new_object:
    case IR_new_literal:
    case IR_new_array:
    case IR_box_new:
    case IR_intrinsic:
    case IR_builtin_fn:
    case IR_typeof: return true;
    default: return i->flags & IR_P;
  }
}

static void join_stores(IrInst *create) {
  IrInst *stores[FIELDS_MAX];
  uint32_t n = 0;
  for (IrInst *i = create->next; i && n < FIELDS_MAX; i = i->next) {
    if (i->op == IR_set_prop && i->args[0] == create && i->args[1] != create) {
      if (i->next->op == IR_on_throw || has_key(stores, n, i->imm.atom)) break;
      if (n && (i->imm2 & SET_STRICT) != (stores[0]->imm2 & SET_STRICT)) break;
      stores[n++] = i;
      continue;
    }
    if (ir_is_terminator(i) || i->flags & (IR_T | IR_S) || uses(i, create)) break;
    if (n && !may_pass_stores(i)) break;
  }
  if (!n) return;
  IrInst *args[FIELDS_MAX + 1] = {create->args[0]};
  for (uint32_t k = 0; k < n; k++) args[k + 1] = stores[k]->args[1];
  IrInst *made = ir_insert_before(stores[n - 1], IR_new_fields, stores[0]->pos, n + 1, args);
  made->imm.i = (create->imm.i > n ? create->imm.i : n) * 2 + (stores[0]->imm2 & SET_STRICT);
  made->imm2 = n;
  made->inlined = stores[0]->inlined;
  made->aux.keys = ARENA_ARRAY(create->block->fn->arena, Atom *, n);
  for (uint32_t k = 0; k < n; k++) made->aux.keys[k] = stores[k]->imm.atom;
  for (uint32_t k = 0; k < n; k++) ir_remove(stores[k]);
  ir_replace(create, made);
}

void opt_fields(IrFn *fn, Arena *scratch) {
  ARRAY(IrInst *) made = {0};
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->op == IR_create_this && i->next && i->next->op != IR_on_throw) ARRAY_PUSH(scratch, &made, i);
  for (uint32_t k = 0; k < made.count; k++) join_stores(made.items[k]);
  if (made.count) ir_fn_apply_replacements(fn);
}
