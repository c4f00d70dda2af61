/*
 * verify.c: checks the rules of doc/ir.md. A violation is a defect of the compiler: the function is printed and the
 * process ends. Dominance is checked with a forward pass over a dominator tree built here (Cooper, Harvey, Kennedy),
 * since ir/ must not depend on analysis/.
 */
#include "ir.h"

#include "../support/array.h"
#include "../support/host.h"

typedef struct Verify {
  const IrFn *fn;
  Arena arena;
  uint32_t *number; /* by block id: reverse postorder + 1; 0: unreachable */
  IrBlock **order;
  uint32_t count;
  IrBlock **idom;
  uint32_t *depth;
} Verify;

static void print_error(void *ctx, const char *text, size_t n) {
  (void)ctx;
  host_write_error(text, n);
}

_Noreturn static void fail(const Verify *v, const IrBlock *b, const IrInst *i, const char *what) {
  static char message[256];
  ir_print_fn(v->fn, print_error, NULL);
  host_format(message, sizeof message, "fn%u, b%u, %s v%u: %s", v->fn->index, b ? b->id : ~0u,
              i ? ir_op_info[i->op].name : "-", i ? i->id : 0, what);
  host_panic("ir_verify", message);
}

static void number_blocks(Verify *v) {
  typedef struct Walk {
    IrBlock *block;
    uint32_t next;
  } Walk;
  uint32_t n = v->fn->nblocks;
  Walk *stack = ARENA_ARRAY(&v->arena, Walk, n + 1);
  bool *seen = ARENA_ARRAY(&v->arena, bool, n);
  IrBlock **post = ARENA_ARRAY(&v->arena, IrBlock *, n);
  uint32_t depth = 0, count = 0;
  stack[depth++] = (Walk){v->fn->entry, 0};
  seen[v->fn->entry->id] = true;
  while (depth) {
    Walk *w = &stack[depth - 1];
    if (w->next == w->block->nsuccs) {
      post[count++] = w->block;
      depth--;
      continue;
    }
    IrBlock *s = w->block->succs[w->next++];
    if (seen[s->id]) continue;
    seen[s->id] = true;
    stack[depth++] = (Walk){s, 0};
  }
  v->number = ARENA_ARRAY(&v->arena, uint32_t, n);
  v->order = ARENA_ARRAY(&v->arena, IrBlock *, n);
  v->count = count;
  for (uint32_t k = 0; k < count; k++) {
    v->order[k] = post[count - 1 - k];
    v->number[v->order[k]->id] = k + 1;
  }
}

static void find_dominators(Verify *v) {
  v->idom = ARENA_ARRAY(&v->arena, IrBlock *, v->fn->nblocks);
  v->depth = ARENA_ARRAY(&v->arena, uint32_t, v->fn->nblocks);
  v->idom[v->fn->entry->id] = v->fn->entry;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t k = 1; k < v->count; k++) {
      IrBlock *b = v->order[k], *dom = NULL;
      for (uint32_t p = 0; p < b->npreds; p++) {
        IrBlock *x = b->preds[p];
        if (!v->number[x->id] || !v->idom[x->id]) continue;
        IrBlock *y = dom;
        if (!y) {
          dom = x;
          continue;
        }
        while (x != y) {
          while (v->number[x->id] > v->number[y->id]) x = v->idom[x->id];
          while (v->number[y->id] > v->number[x->id]) y = v->idom[y->id];
        }
        dom = x;
      }
      if (v->idom[b->id] != dom) {
        v->idom[b->id] = dom;
        changed = true;
      }
    }
  }
  for (uint32_t k = 1; k < v->count; k++) v->depth[v->order[k]->id] = v->depth[v->idom[v->order[k]->id]->id] + 1;
}

static bool dominates(const Verify *v, const IrBlock *a, const IrBlock *b) {
  while (v->depth[b->id] > v->depth[a->id]) b = v->idom[b->id];
  return a == b;
}

static uint32_t count_edges(IrBlock *const *list, uint32_t n, const IrBlock *b) {
  uint32_t found = 0;
  for (uint32_t k = 0; k < n; k++) found += list[k] == b;
  return found;
}

/* The representation that operand n must have; REP_NONE: any. */
static IrRep operand_rep(const IrInst *i, uint32_t n) {
  const char *sig = ir_op_info[i->op].csig;
  if (*sig != '-') {
    for (; *sig; sig++) {
      if (*sig == 'A') return REP_VAL;
      if (*sig != 'v' && *sig != 'i' && *sig != 'd' && *sig != 'b') continue;
      if (n-- == 0) return *sig == 'v' ? REP_VAL : *sig == 'i' ? REP_I32 : *sig == 'd' ? REP_F64 : REP_BOOL;
    }
    return REP_NONE;
  }
  switch ((IrOp)i->op) {
    case IR_phi: return (IrRep)i->rep;
    case IR_branch:
    case IR_box_bool:
    case IR_not: return REP_BOOL;
    case IR_switch_i32:
    case IR_box_i32:
    case IR_i32_to_f64:
    case IR_u32_to_f64: return REP_I32;
    case IR_box_f64:
    case IR_f64_to_i32: return REP_F64;
    case IR_learn_shape:
    case IR_slot_load:
    case IR_slot_store: return n == 1 ? REP_BOOL : REP_VAL;
    case IR_select: return n == 0 ? REP_BOOL : (IrRep)i->rep;
    case IR_ret:
    case IR_throw:
    case IR_unbox_i32:
    case IR_unbox_f64:
    case IR_unbox_bool:
    case IR_box_get:
    case IR_box_set:
    case IR_slot_set:
    case IR_call:
    case IR_call_direct:
    case IR_new_direct:
    case IR_is_fn:
    case IR_capture_of:
    case IR_call_builtin:
    case IR_new:
    case IR_new_literal:
    case IR_yield:
    case IR_await:
    case IR_arguments_mapped:
    case IR_frame_set:
    case IR_frame_get:
    case IR_is_undefined:
    case IR_is_null:
    case IR_is_nullish:
    case IR_is_empty:
    case IR_is_object:
    case IR_same_bits:
    case IR_is_i32:
    case IR_is_number:
    case IR_is_string:
    case IR_is_callable: return REP_VAL;
    default: return REP_NONE;
  }
}

static bool entry_only(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_rest_array:
    case IR_arguments_mapped:
    case IR_arguments_unmapped: return true;
    default: return false;
  }
}

static void check_inst(const Verify *v, const IrBlock *b, const IrInst *i) {
  if (i->block != b) fail(v, b, i, "wrong block pointer");
  if (i->next && i->next->prev != i) fail(v, b, i, "broken list");
  if (i->op == IR_phi) {
    if (i->prev && i->prev->op != IR_phi) fail(v, b, i, "phi after another instruction");
    if (i->nargs != b->npreds) fail(v, b, i, "phi operands do not match predecessors");
  }
  if (ir_is_terminator(i) != (i == b->last)) fail(v, b, i, "terminator not at the end, or block without one");
  if (i->op == IR_on_throw) {
    if (!i->prev || b->nsuccs != 2) fail(v, b, i, "on_throw without an instruction before it");
    if (i->prev->op == IR_phi) fail(v, b, i, "on_throw after a phi");
  }
  if (entry_only(i) && b != v->fn->entry) fail(v, b, i, "belongs into the entry block");
  for (uint32_t k = 0; k < i->nargs; k++) {
    const IrInst *a = i->args[k];
    if (!a) fail(v, b, i, "missing operand");
    if (a->forward) fail(v, b, i, "operand was replaced");
    if (!a->block) fail(v, b, i, "operand is in no block");
    IrRep rep = operand_rep(i, k);
    if (rep != REP_NONE && a->rep != rep) fail(v, b, i, "operand of the wrong representation");
    if (a->rep == REP_NONE) fail(v, b, i, "operand has no value");
    const IrBlock *use = i->op == IR_phi ? b->preds[k] : b;
    if (!v->number[use->id]) continue;
    if (!v->number[a->block->id]) fail(v, b, i, "operand is in an unreachable block");
    if (a->block == use) {
      if (i->op != IR_phi && a->scratch >= i->scratch) fail(v, b, i, "used before its definition");
    } else if (!dominates(v, a->block, use)) {
      fail(v, b, i, "definition does not dominate use");
    }
  }
}

void ir_verify(const IrFn *fn) {
  if (!fn->entry) return;
  Verify v = {.fn = fn};
  number_blocks(&v);
  find_dominators(&v);
  if (fn->entry->npreds) fail(&v, fn->entry, NULL, "entry has predecessors");
  uint32_t at = 0;
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) i->scratch = at++;
  for (const IrBlock *b = fn->entry; b; b = b->next) {
    if (!v.number[b->id]) continue;
    if (!b->last) fail(&v, b, NULL, "empty block");
    for (uint32_t k = 0; k < b->nsuccs; k++)
      if (count_edges(b->succs[k]->preds, b->succs[k]->npreds, b) != count_edges(b->succs, b->nsuccs, b->succs[k]))
        if (b->succs[k]->npreds < 64) fail(&v, b, b->last, "preds and succs disagree");
    for (const IrInst *i = b->first; i; i = i->next) check_inst(&v, b, i);
    const IrInst *last = b->last;
    if (last->op == IR_on_throw || (last->op == IR_throw && b->nsuccs)) {
      const IrInst *h = b->succs[b->nsuccs - 1]->first;
      while (h && h->op == IR_phi) h = h->next;
      if (!h || h->op != IR_catch) fail(&v, b, last, "handler does not begin with catch");
    }
  }
  arena_free(&v.arena);
}
