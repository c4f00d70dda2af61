/*
 * loopcopy.c: see loopcopy.h. Where values of both versions meet, phis are made (after Braun et al., "Simple and Efficient
 * Construction of Static Single Assignment Form", CC 2013).
 * needs: ssa. changes: cfg.
 */
#include "loopcopy.h"

enum { OUTSIDE, FAST, COPY }; /* IrBlock.scratch */

typedef struct Use {
  IrInst *user;
  uint32_t operand;
} Use;

typedef struct Repair {
  LoopCopy *l;
  IrInst *fast, *copy; /* of the value in question */
  IrInst **memo;       /* by block id: the value at its beginning */
  ARRAY(IrBlock *) touched;
} Repair;

static bool is_backedge(const Loop *loop, const IrBlock *pred) { return pred->scratch == FAST || pred == loop->header; }

/* The block before the header, to which everything from outside leads; it has the header's phis. */
static void make_entry(LoopCopy *l) {
  IrBlock *header = l->loop->header, *entry = ir_block_new(l->fn);
  l->entry = l->entry_top = entry;
  entry->cold = false;
  ARRAY(IrBlock *) latches = {0};
  for (IrInst *phi = header->first; phi->op == IR_phi; phi = phi->next) {
    IrInst *p = l->copies[phi->id] = ir_copy(entry, phi);
    IrInst **args = phi->args;
    uint32_t n = phi->nargs;
    phi->args = NULL;
    phi->nargs = 0;
    ir_phi_add(phi, p);
    for (uint32_t k = 0; k < n; k++) ir_phi_add(is_backedge(l->loop, header->preds[k]) ? phi : p, args[k]);
  }
  for (uint32_t k = 0; k < header->npreds; k++) {
    IrBlock *pred = header->preds[k];
    if (is_backedge(l->loop, pred)) {
      ARRAY_PUSH(l->arena, &latches, pred);
      continue;
    }
    for (uint32_t n = 0; n < pred->nsuccs; n++)
      if (pred->succs[n] == header) {
        pred->succs[n] = entry;
        break; /* the other edges are other predecessors */
      }
    ir_block_add_pred(entry, pred);
  }
  header->npreds = 0;
  ir_jump(entry, header, header->first->pos);
  for (uint32_t k = 0; k < latches.count; k++) ir_block_add_pred(header, latches.items[k]);
}

static IrInst *copy_of(const LoopCopy *l, IrInst *i) {
  return i->id < l->ninsts && l->copies[i->id] ? l->copies[i->id] : i;
}

/* The edge b -> s of the copy, number k of b. */
static void copy_edge(LoopCopy *l, IrBlock *b, uint32_t k) {
  IrBlock *to = l->twins[b->id], *s = b->succs[k], *target = s;
  if (s == l->loop->header) target = l->entry_top;
  else if (s->scratch == FAST) target = l->twins[s->id];
  to->succs[k] = target;
  if (target->scratch == COPY) return; /* its predecessors are copied with it, in their order */
  ir_block_add_pred(target, to);
  uint32_t which = 0; /* edges of one block to another come in the order of its successors */
  for (uint32_t n = 0; n < k; n++) which += b->succs[n] == s;
  uint32_t edge = 0;
  for (; s->preds[edge] != b || which--; edge++) {}
  if (s == l->loop->header) {
    for (IrInst *phi = s->first; phi->op == IR_phi; phi = phi->next)
      ir_phi_add(l->copies[phi->id], copy_of(l, phi->args[edge]));
  } else {
    for (IrInst *phi = s->first; phi->op == IR_phi; phi = phi->next) ir_phi_add(phi, copy_of(l, phi->args[edge]));
  }
}

static void copy_body(LoopCopy *l, bool is_cold) {
  Loop *loop = l->loop;
  for (uint32_t n = 0; n < loop->nblocks; n++) {
    IrBlock *b = loop->blocks[n], *to = l->twins[b->id] = ir_block_new(l->fn);
    to->cold = is_cold;
    to->full = true;
    to->scratch = COPY;
    for (IrInst *i = b->first; i; i = i->next)
      if (b != loop->header || i->op != IR_phi) l->copies[i->id] = ir_copy(to, i);
  }
  for (uint32_t n = 0; n < loop->nblocks; n++) {
    IrBlock *b = loop->blocks[n], *to = l->twins[b->id];
    for (IrInst *i = b->first; i; i = i->next) {
      if (b == loop->header && i->op == IR_phi) continue;
      for (uint32_t k = 0; k < i->nargs; k++) ir_phi_add(l->copies[i->id], copy_of(l, i->args[k]));
    }
    for (uint32_t k = 0; k < b->npreds && b != loop->header; k++) ir_block_add_pred(to, l->twins[b->preds[k]->id]);
    to->succs = ARENA_ARRAY(l->fn->arena, IrBlock *, b->nsuccs + 1);
    to->nsuccs = b->nsuccs;
    for (uint32_t k = 0; k < b->nsuccs; k++) copy_edge(l, b, k);
  }
}

LoopCopy *loop_copy(Arena *arena, IrFn *fn, Loop *loop, bool is_cold) {
  LoopCopy *l = ARENA_NEW(arena, LoopCopy);
  *l = (LoopCopy){.fn = fn, .arena = arena, .loop = loop, .ninsts = fn->ninsts, .nblocks = fn->nblocks};
  l->copies = ARENA_ARRAY(arena, IrInst *, l->ninsts + 1);
  l->fast = ARENA_ARRAY(arena, IrInst *, l->ninsts + 1);
  l->exits = ARENA_ARRAY(arena, IrBlock *, l->ninsts + 1);
  l->twins = ARENA_ARRAY(arena, IrBlock *, l->nblocks + 1);
  for (uint32_t n = 0; n < loop->nblocks; n++) {
    loop->blocks[n]->scratch = FAST;
    for (IrInst *i = loop->blocks[n]->first; i; i = i->next) l->fast[i->id] = i;
  }
  make_entry(l);
  copy_body(l, is_cold);
  return l;
}

/* ---- guards ---- */

static IrBlock *new_exit(LoopCopy *l, IrBlock *to, uint32_t pos) {
  IrBlock *b = ir_block_new(l->fn);
  b->cold = b->full = true;
  b->scratch = COPY;
  ir_jump(b, to, pos);
  return b;
}

void loop_entry_may_fail(LoopCopy *l) { l->entry_exit->cold = l->entry_exit->full = false; }

static IrBlock *guard(LoopCopy *l, IrInst *condition, IrBlock *exit, bool own, IrBlock **rest) {
  IrBlock *before = condition->block, *fails = own ? new_exit(l, exit, condition->pos) : exit;
  *rest = opt_split_after(condition);
  (*rest)->scratch = before->scratch;
  (*rest)->cold = before->cold;
  ir_branch(before, condition, *rest, fails, condition->pos);
  return fails;
}

IrBlock *loop_guard_entry(LoopCopy *l, IrInst *condition, bool own) {
  if (!l->entry_exit) l->entry_exit = new_exit(l, l->twins[l->loop->header->id], condition->pos);
  return guard(l, condition, l->entry_exit, own, &l->entry);
}

IrBlock *loop_guard(LoopCopy *l, IrInst *condition, const IrInst *at, bool own) {
  IrBlock *rest;
  if (!l->exits[at->id]) {
    IrInst *copy = l->copies[at->id];
    IrBlock *b = copy->block;
    if (copy->prev) {
      IrBlock *second = opt_split_after(copy->prev);
      second->cold = b->cold;
      second->full = true;
      second->scratch = COPY;
      ir_jump(b, second, copy->pos);
      b = second;
    }
    l->exits[at->id] = new_exit(l, b, copy->pos);
  }
  return guard(l, condition, l->exits[at->id], own, &rest);
}

void loop_replace(LoopCopy *l, IrInst *old, IrInst *by) {
  l->fast[old->id] = by;
  ir_replace(old, by);
}

/* ---- repair ---- */

static IrInst *read_at_start(Repair *r, IrBlock *b);

static IrInst *read_at_end(Repair *r, IrBlock *b) {
  if (b->scratch == FAST) return r->fast;
  return r->copy->block == b ? r->copy : read_at_start(r, b);
}

static IrInst *read_at_start(Repair *r, IrBlock *b) {
  if (r->memo[b->id]) return r->memo[b->id];
  ARRAY_PUSH(r->l->arena, &r->touched, b);
  if (b->npreds == 1) return r->memo[b->id] = read_at_end(r, b->preds[0]);
  IrInst *phi = ir_phi_new(b, (IrRep)r->fast->rep);
  phi->pos = r->copy->pos;
  phi->inlined = r->copy->inlined;
  r->memo[b->id] = phi;
  for (uint32_t k = 0; k < b->npreds; k++) ir_phi_add(phi, read_at_end(r, b->preds[k]));
  return phi;
}

static void drop_dead_edges(IrFn *fn, Arena *arena) {
  bool *reached = ARENA_ARRAY(arena, bool, fn->nblocks + 1);
  ARRAY(IrBlock *) stack = {0};
  reached[fn->entry->id] = true;
  ARRAY_PUSH(arena, &stack, fn->entry);
  while (stack.count) {
    IrBlock *b = stack.items[--stack.count];
    for (uint32_t k = 0; k < b->nsuccs; k++)
      if (!reached[b->succs[k]->id]) {
        reached[b->succs[k]->id] = true;
        ARRAY_PUSH(arena, &stack, b->succs[k]);
      }
  }
  IrBlock *last = NULL;
  for (IrBlock *b = fn->entry; b; b = b->next) {
    if (!reached[b->id]) {
      for (uint32_t k = 0; k < b->nsuccs; k++)
        if (reached[b->succs[k]->id]) opt_remove_edge(b, b->succs[k]);
      continue;
    }
    if (last) last->next = b;
    last = b;
  }
  last->next = NULL;
  fn->last_block = last;
}

void loop_finish(LoopCopy *l) {
  IrFn *fn = l->fn;
  drop_dead_edges(fn, l->arena);
  uint32_t *original_of = ARENA_ARRAY(l->arena, uint32_t, fn->ninsts + 1); /* by id of a version: + 1 */
  for (uint32_t id = 0; id < l->ninsts; id++) {
    if (!l->copies[id]) continue;
    while (l->fast[id]->forward) l->fast[id] = l->fast[id]->forward;
    original_of[l->fast[id]->id] = original_of[l->copies[id]->id] = id + 1;
  }
  ARRAY(Use) *uses = arena_alloc(l->arena, sizeof *uses * (l->ninsts + 1));
  for (IrBlock *b = fn->entry; b; b = b->next) {
    if (b->scratch == FAST) continue;
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) {
        const IrInst *a = i->args[k];
        uint32_t of = original_of[a->id];
        if (!of || (i->op != IR_phi && a->block == b)) continue;
        ARRAY_PUSH(l->arena, &uses[of - 1], ((Use){i, k}));
      }
  }
  Repair r = {.l = l, .memo = ARENA_ARRAY(l->arena, IrInst *, fn->nblocks + 1)};
  for (uint32_t id = 0; id < l->ninsts; id++) {
    r.fast = l->fast[id];
    r.copy = l->copies[id];
    for (uint32_t u = 0; u < uses[id].count; u++) {
      Use *use = &uses[id].items[u];
      IrBlock *at = use->user->block;
      bool is_phi = use->user->op == IR_phi;
      use->user->args[use->operand] = is_phi ? read_at_end(&r, at->preds[use->operand]) : read_at_start(&r, at);
    }
    while (r.touched.count) r.memo[r.touched.items[--r.touched.count]->id] = NULL;
  }
  ir_fn_prune(fn);
}
