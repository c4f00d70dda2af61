/*
 * slots.c: static slots that are written once. Such a slot is EMPTY until its variable is initialised and never changes
 * afterwards, so a checked read makes every read that it dominates redundant, with its check. A slot whose only value is
 * a constant is that constant wherever it has been checked, or needs no check.
 * needs: ssa, dom. keeps: cfg, but for checks that cannot throw any more.
 */
#include "../analysis/dom.h"
#include "../support/array.h"
#include "../support/host.h"
#include "passes.h"

typedef struct Slots {
  IrProgram *program;
  uint32_t *writes; /* by slot */
  IrInst **writer;  /* the only slot_set */
  IrInst **known;   /* while walking: the value, where it is known */
  ARRAY(uint32_t) undo;
  ARRAY(IrInst *) undo_values;
} Slots;

static bool is_once(const Slots *s, int64_t slot) { return s->writes[slot] == 1; }

static IrInst *constant_of(const Slots *s, int64_t slot) {
  IrInst *v = s->writer[slot]->args[0];
  switch ((IrOp)v->op) {
    case IR_const_val:
    case IR_const_str:
    case IR_const_bigint:
    case IR_const_fn: return v;
    default: return NULL;
  }
}

static void know(Slots *s, int64_t slot, IrInst *v) {
  VEC_PUSH(&s->undo, (uint32_t)slot);
  VEC_PUSH(&s->undo_values, s->known[slot]);
  s->known[slot] = v;
}

static bool is_check(const IrInst *i, const IrInst *of) { return i && i->op == IR_check_tdz && i->args[0] == of; }

/* The constant again, at the beginning of what runs when the check went well. */
static IrInst *copy_constant(IrInst *constant, IrInst *check) {
  IrInst *c;
  if (check->next && check->next->op == IR_on_throw) {
    IrInst *at = check->block->succs[0]->first;
    while (at->op == IR_phi) at = at->next;
    c = ir_insert_before(at, (IrOp)constant->op, ~0u, 0, NULL);
  } else {
    c = ir_insert_after(check, (IrOp)constant->op, ~0u, 0, NULL);
  }
  c->imm = constant->imm;
  return c;
}

static void remove_check(IrInst *check) {
  opt_set_nothrow(check);
  ir_remove(check);
}

/* A read of a slot that is written once; returns the instruction to go on with. */
static IrInst *read_slot(Slots *s, IrInst *i) {
  int64_t slot = i->imm2;
  IrInst *check = is_check(i->next, i) ? i->next : NULL, *next = i->next;
  if (s->known[slot]) {
    if (check) {
      next = check->next;
      remove_check(check);
    }
    ir_replace(i, s->known[slot]);
    return next;
  }
  IrInst *constant = constant_of(s, slot), *value = i;
  bool ends_block = check && check->next && check->next->op == IR_on_throw;
  if (ends_block && check->block->succs[0]->npreds != 1) return next;
  if (check && constant) {
    IrInst *again = ir_insert_before(i, IR_slot_get, i->pos, 0, NULL);
    again->imm2 = slot;
    check->args[0] = again;
    value = copy_constant(constant, check);
    ir_replace(i, value);
    next = check;
  }
  if (!check && constant) { /* the builder knew that it is initialised */
    value = ir_insert_before(i, (IrOp)constant->op, i->pos, 0, NULL);
    value->imm = constant->imm;
    ir_replace(i, value);
  }
  if (!ends_block) know(s, slot, value);
  return check && next == check ? check->next : next;
}

/* What the predecessor's last check has shown on the edge into b. */
static void enter_block(Slots *s, IrBlock *b) {
  if (b->npreds != 1) return;
  IrBlock *p = b->preds[0];
  if (p->last->op != IR_on_throw || p->succs[0] != b || p->succs[1] == b) return;
  IrInst *check = p->last->prev;
  if (!check || check->op != IR_check_tdz) return;
  IrInst *read = check->args[0];
  if (read->op != IR_slot_get || !is_once(s, read->imm2) || s->known[read->imm2]) return;
  IrInst *constant = constant_of(s, read->imm2);
  if (!constant) {
    know(s, read->imm2, read);
    return;
  }
  for (IrInst *i = b->first; i; i = i->next) /* the copy that read_slot has put here */
    if (i->op == constant->op && i->imm.i == constant->imm.i) {
      know(s, read->imm2, i);
      return;
    }
}

static void walk_block(Slots *s, IrBlock *b) {
  enter_block(s, b);
  for (IrInst *i = b->first; i;) {
    if (i->op == IR_slot_get && is_once(s, i->imm2)) {
      i = read_slot(s, i);
      continue;
    }
    if (i->op == IR_slot_set && is_once(s, i->imm2)) know(s, i->imm2, i->args[0]);
    i = i->next;
  }
}

/* Children of every block in the dominator tree, as lists. */
typedef struct Tree {
  IrBlock **child, **sibling; /* by block id */
} Tree;

static Tree dominator_lists(Arena *arena, const DomTree *t) {
  Tree r = {ARENA_ARRAY(arena, IrBlock *, t->nblocks), ARENA_ARRAY(arena, IrBlock *, t->nblocks)};
  for (uint32_t k = t->count; k-- > 1;) {
    IrBlock *b = t->order[k], *up = t->idom[b->id];
    r.sibling[b->id] = r.child[up->id];
    r.child[up->id] = b;
  }
  return r;
}

typedef struct Open {
  IrBlock *next;
  uint32_t undo;
} Open;

static void leave_to(Slots *s, uint32_t mark) {
  while (s->undo.count > mark) {
    s->undo.count--;
    s->known[s->undo.items[s->undo.count]] = s->undo_values.items[--s->undo_values.count];
  }
}

static void walk_fn(Slots *s, IrFn *fn) {
  Arena arena = {0};
  DomTree *dom = dom_build(&arena, fn);
  Tree tree = dominator_lists(&arena, dom);
  ARRAY(Open) stack = {0};
  walk_block(s, fn->entry);
  VEC_PUSH(&stack, ((Open){tree.child[fn->entry->id], 0}));
  while (stack.count) {
    Open *top = &stack.items[stack.count - 1];
    leave_to(s, top->undo);
    IrBlock *b = top->next;
    if (!b) {
      stack.count--;
      continue;
    }
    top->next = tree.sibling[b->id];
    walk_block(s, b);
    VEC_PUSH(&stack, ((Open){tree.child[b->id], s->undo.count}));
  }
  leave_to(s, 0);
  VEC_FREE(&stack);
  ir_fn_apply_replacements(fn);
  arena_free(&arena);
}

static bool has_slots(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->op == IR_slot_get) return true;
  return false;
}

void opt_slots(IrProgram *p) {
  Arena arena = {0};
  Slots s = {.program = p};
  s.writes = ARENA_ARRAY(&arena, uint32_t, p->nslots + 1);
  s.writer = ARENA_ARRAY(&arena, IrInst *, p->nslots + 1);
  s.known = ARENA_ARRAY(&arena, IrInst *, p->nslots + 1);
  for (uint32_t n = 0; p->open_slots && n < p->nslots; n++)
    if (p->open_slots[n] & SLOT_WRITTEN) s.writes[n] = 2; /* or more */
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next)
        if (i->op == IR_slot_set) {
          s.writes[i->imm2]++;
          s.writer[i->imm2] = i;
        }
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n] && p->fns[n]->entry && has_slots(p->fns[n])) walk_fn(&s, p->fns[n]);
  VEC_FREE(&s.undo);
  VEC_FREE(&s.undo_values);
  arena_free(&arena);
}
