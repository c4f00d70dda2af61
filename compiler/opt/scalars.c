/*
 * scalars.c: objects that nobody else sees are never made; their properties become values.
 *
 * An object qualifies when all its uses are reads and writes of its own properties by name, and lookups of methods in
 * its prototype. Which properties it has must be the same on all ways to a place. Where a failed guess leaves for the
 * full version of the function (opt/versions), the object is made from the values, on the way.
 * An object of `new` was planted with a test (plain_proto) that writes to it neither call setters nor fail; until it has
 * its properties, no code may run that could change that.
 * Works on every function. needs: ssa, dom. changes: cfg.
 */
#include "../../runtime/abi.h"
#include "../analysis/dom.h"
#include "../support/array.h"
#include "passes.h"

enum { SCALARS_MAX_FIELDS = 16, SCALARS_ROUNDS = 4 };

/* What is known at the end of a block. */
typedef struct State {
  bool is_live;   /* the object exists here */
  bool is_clean;  /* no code of others has run since it was made */
  uint32_t count; /* properties it has: keys[0..count) */
} State;

typedef struct Scalar {
  IrFn *fn;
  Arena *arena;
  DomTree *dom;
  IrInst *object;
  bool is_literal;
  bool has_own_method; /* one of its properties is looked up as a method */
  Atom *keys[SCALARS_MAX_FIELDS];
  uint32_t nkeys;
  State *in, *out;  /* by block id */
  IrInst ***values; /* by block id: of the properties at its end */
  IrInst **memo;    /* by block id, in the full version: the object at its beginning */
  uint32_t nblocks; /* that these arrays are for */
} Scalar;

static int key_index(const Scalar *s, const Atom *key, uint32_t count) {
  for (uint32_t k = 0; k < count; k++)
    if (s->keys[k] == key) return (int)k;
  return -1;
}

static bool is_store(const IrInst *i, const IrInst *object) {
  bool stores = i->op == IR_set_prop || (i->op == IR_define_prop && i->imm2 == PROP_DEFAULT);
  return stores && i->args[0] == object && i->args[1] != object;
}

/* Takes one instruction into account; false: the object must be made. */
static bool follow(Scalar *s, const IrInst *i, State *at) {
  bool uses = false;
  for (uint32_t k = 0; k < i->nargs; k++) uses |= i->args[k] == s->object;
  if (!uses) {
    if (i->flags & (IR_T | IR_S)) at->is_clean = false;
    return true;
  }
  int known;
  switch ((IrOp)i->op) {
    case IR_set_prop:
    case IR_define_prop:
      if (!is_store(i, s->object)) return false;
      if (key_index(s, i->imm.atom, at->count) >= 0) return true;
      if (s->is_literal || !at->is_clean || at->count == SCALARS_MAX_FIELDS) return false;
      if (at->count < s->nkeys && s->keys[at->count] != i->imm.atom) return false;
      s->keys[at->count++] = i->imm.atom;
      if (at->count > s->nkeys) s->nkeys = at->count;
      return true;
    case IR_get_prop: return key_index(s, i->imm.atom, at->count) >= 0;
    case IR_find_method:
      known = key_index(s, i->imm.atom, at->count);
      s->has_own_method |= known >= 0;
      return known >= 0 || (!s->is_literal && !i->imm2);
    case IR_trace_this: return !s->is_literal && !s->has_own_method; /* its prototype will do */
    default: return false;
  }
}

static bool looked_at(const Scalar *s, const IrBlock *b) { return s->out[b->id].is_live; }

/* What holds where b begins, from the predecessors that come before it. */
static bool enter(Scalar *s, const IrBlock *b, uint32_t number, State *at) {
  bool first = true;
  for (uint32_t k = 0; k < b->npreds; k++) {
    const State *from = &s->out[b->preds[k]->id];
    if (s->dom->number[b->preds[k]->id] >= number) {
      at->is_clean = false; /* a loop */
      continue;
    }
    if (!from->is_live || (!first && from->count != at->count)) return false;
    at->count = from->count;
    if (!from->is_clean) at->is_clean = false;
    first = false;
  }
  return !first;
}

/* Follows the object through the blocks that it dominates. */
static bool analyse(Scalar *s) {
  const IrBlock *home = s->object->block;
  for (uint32_t n = 0; n < s->dom->count; n++) {
    IrBlock *b = s->dom->order[n];
    if (b->full || !dom_dominates(s->dom, home, b)) continue;
    State at = {true, true, s->is_literal ? s->nkeys : 0};
    if (b != home && !enter(s, b, n, &at)) return false;
    s->in[b->id] = at;
    for (IrInst *i = b == home ? s->object->next : b->first; i; i = i->next) {
      if (i->op != IR_phi && !follow(s, i, &at)) return false;
      if (i->op == IR_phi)
        for (uint32_t k = 0; k < i->nargs; k++)
          if (i->args[k] == s->object) return false;
    }
    s->out[b->id] = at;
  }
  for (IrBlock *b = s->fn->entry; b; b = b->next) {
    if (b->full || s->dom->number[b->id] == ~0u) continue;
    for (IrInst *i = b->first; i && i->op == IR_phi; i = i->next) /* where it is one of several values */
      for (uint32_t k = 0; k < i->nargs; k++)
        if (i->args[k] == s->object) return false;
    if (!looked_at(s, b) || b == home) continue;
    for (uint32_t k = 0; k < b->npreds; k++)
      if (!looked_at(s, b->preds[k]) || s->out[b->preds[k]->id].count != s->in[b->id].count) return false;
  }
  return true;
}

/* ---- the object where the full version needs it ---- */

/* Makes the object on the edge from p to b, out of what its properties are at the end of p. */
static IrInst *make_on_edge(Scalar *s, IrBlock *p, IrBlock *b) {
  IrBlock *middle = ir_block_new(s->fn);
  middle->cold = true;
  for (uint32_t k = 0; k < p->nsuccs; k++)
    if (p->succs[k] == b) p->succs[k] = middle;
  b->preds[opt_pred_index(b, p)] = middle;
  ir_block_add_pred(middle, p);
  IrInst *o = s->object, *made, **values = s->values[p->id];
  uint32_t count = s->out[p->id].count;
  if (s->is_literal) {
    made = ir_emit(middle, IR_new_literal, o->pos, count, values);
    made->aux = o->aux;
  } else {
    made = ir_emit(middle, IR_new_plain, o->pos, 1, o->args);
    made->imm.i = o->imm.i;
    for (uint32_t k = 0; k < count; k++) {
      IrInst *store = ir_emit(middle, IR_define_prop, o->pos, 2, (IrInst *[]){made, values[k]});
      store->imm.atom = s->keys[k];
      store->imm2 = PROP_DEFAULT;
      store->flags &= (uint8_t)~IR_T;
      store->inlined = o->inlined;
    }
  }
  made->inlined = o->inlined;
  IrInst *jump = ir_emit(middle, IR_jump, o->pos, 0, NULL);
  jump->inlined = o->inlined;
  middle->succs = ARENA_ARRAY(s->fn->arena, IrBlock *, 1);
  middle->succs[0] = b;
  middle->nsuccs = 1;
  return made;
}

static IrInst *object_at_start(Scalar *s, IrBlock *b);

static IrInst *object_at_end(Scalar *s, IrBlock *p, IrBlock *b) {
  if (p->full) return object_at_start(s, p);
  if (p->id < s->nblocks) return make_on_edge(s, p, b);
  return p->first; /* made on this edge before */
}

/* The object at the beginning of a block of the full version (Braun et al., CC 2013). */
static IrInst *object_at_start(Scalar *s, IrBlock *b) {
  if (s->memo[b->id]) return s->memo[b->id];
  if (b->npreds == 1) return s->memo[b->id] = object_at_end(s, b->preds[0], b);
  IrInst *phi = ir_phi_new(b, REP_VAL);
  phi->pos = s->object->pos;
  s->memo[b->id] = phi;
  for (uint32_t k = 0; k < b->npreds; k++) ir_phi_add(phi, object_at_end(s, b->preds[k], b));
  return phi;
}

static void make_for_full_version(Scalar *s) {
  for (IrBlock *b = s->fn->entry; b; b = b->next) {
    if (!b->full || b->id >= s->nblocks || s->dom->number[b->id] == ~0u) continue;
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) {
        if (i->args[k] != s->object) continue;
        i->args[k] = i->op == IR_phi ? object_at_end(s, b->preds[k], b) : object_at_start(s, b);
      }
  }
}

/* ---- the values ---- */

static IrInst *use_value(Scalar *s, IrInst *i, IrInst **now, uint32_t count) {
  int k = key_index(s, i->imm.atom, count);
  IrInst *next = i->next;
  opt_set_nothrow(i);
  next = i->next;
  switch ((IrOp)i->op) {
    case IR_set_prop:
    case IR_define_prop: now[k] = i->args[1]; break;
    case IR_trace_this:
      i->args[0] = s->object->args[0];
      i->imm2 = 1;
      return next;
    case IR_find_method:
      if (k < 0) { /* in the prototype that was found when the object would have been made */
        i->args[0] = s->object->args[0];
        i->imm2 = 1;
        return next;
      }
      /* fall through */
    default: ir_replace(i, now[k]); return next;
  }
  ir_remove(i);
  return next;
}

static void replace(Scalar *s) {
  IrBlock *home = s->object->block;
  for (uint32_t n = 0; n < s->dom->count; n++) {
    IrBlock *b = s->dom->order[n];
    if (!looked_at(s, b)) continue;
    uint32_t count = s->in[b->id].count;
    IrInst **now = s->values[b->id] = ARENA_ARRAY(s->arena, IrInst *, SCALARS_MAX_FIELDS);
    if (b == home) {
      for (uint32_t k = 0; s->is_literal && k < count; k++) now[k] = s->object->args[k];
    } else if (b->npreds == 1) {
      memcpy(now, s->values[b->preds[0]->id], sizeof *now * SCALARS_MAX_FIELDS);
    } else {
      for (uint32_t k = 0; k < count; k++) now[k] = ir_phi_new(b, REP_VAL), now[k]->pos = s->object->pos;
    }
    IrInst *phis[SCALARS_MAX_FIELDS];
    memcpy(phis, now, sizeof phis);
    for (IrInst *i = b == home ? s->object->next : b->first; i;) {
      bool uses = i->op != IR_phi && i->nargs && i->args[0] == s->object;
      if (!uses) {
        i = i->next;
        continue;
      }
      if ((i->op == IR_set_prop || i->op == IR_define_prop) && key_index(s, i->imm.atom, count) < 0) count++;
      i = use_value(s, i, now, count);
    }
  }
  for (uint32_t n = 0; n < s->dom->count; n++) {
    IrBlock *b = s->dom->order[n];
    if (!looked_at(s, b) || b == home || b->npreds == 1) continue;
    IrInst *phi = b->first; /* the last one made comes first */
    for (uint32_t k = s->in [b->id].count; k-- > 0; phi = phi->next)
      for (uint32_t p = 0; p < b->npreds; p++) ir_phi_add(phi, s->values[b->preds[p]->id][k]);
  }
}

static bool is_candidate(const IrInst *i) {
  if (i->block->full || i->block->cold) return false;
  if (i->op == IR_new_literal) return i->nargs <= SCALARS_MAX_FIELDS;
  return i->op == IR_new_plain;
}

/* The properties whose writes plain_proto must have looked for. */
static void tell_test(const Scalar *s) {
  IrInst *test = s->object->args[0];
  test->aux.keys = ARENA_ARRAY(s->fn->arena, Atom *, s->nkeys + 1);
  for (uint32_t k = 0; k < s->nkeys; k++) test->aux.keys[k] = s->keys[k];
  test->imm2 = s->nkeys;
}

static bool scalarise(IrFn *fn, DomTree *dom, IrInst *object, Arena *arena) {
  Scalar s = {.fn = fn, .arena = arena, .dom = dom, .object = object, .is_literal = object->op == IR_new_literal};
  s.nblocks = dom->nblocks;
  s.in = ARENA_ARRAY(arena, State, s.nblocks + 1);
  s.out = ARENA_ARRAY(arena, State, s.nblocks + 1);
  s.values = ARENA_ARRAY(arena, IrInst **, s.nblocks + 1);
  s.memo = ARENA_ARRAY(arena, IrInst *, s.nblocks + 1);
  for (uint32_t k = 0; s.is_literal && k < object->nargs; k++) s.keys[s.nkeys++] = object->aux.keys[k];
  if (!analyse(&s)) return false;
  if (!s.is_literal) tell_test(&s);
  replace(&s);
  make_for_full_version(&s);
  ir_remove(object);
  ir_fn_apply_replacements(fn);
  return true;
}

/* An object of `new` that is made after all, in the usual way, needs no test. */
static void drop_tests(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      if (i->op != IR_new_plain || i->block->cold) continue;
      IrInst *test = i->args[0];
      if (test->next->op == IR_is_empty) opt_rewrite(test->next, IR_const_bool, 0, NULL), test->next->imm.i = 0;
      opt_rewrite(i, IR_create_this, 1, test->args);
      i->flags &= (uint8_t)~IR_T;
    }
}

static void scalars_fn(IrFn *fn) {
  bool changed = true;
  for (int round = 0; round < SCALARS_ROUNDS && changed; round++) {
    Arena arena = {0};
    changed = false;
    ir_fn_prune(fn);
    DomTree *dom = dom_build(&arena, fn);
    ARRAY(IrInst *) candidates = {0};
    for (uint32_t n = 0; n < dom->count; n++)
      for (IrInst *i = dom->order[n]->first; i; i = i->next)
        if (is_candidate(i)) ARRAY_PUSH(&arena, &candidates, i);
    for (uint32_t k = 0; k < candidates.count; k++)
      if (scalarise(fn, dom, candidates.items[k], &arena)) {
        changed = true;
        ir_fn_prune(fn);
        dom = dom_build(&arena, fn);
      }
    arena_free(&arena);
    if (changed) opt_fold(fn, NULL);
  }
  drop_tests(fn);
}

void opt_scalars(IrProgram *p) {
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n] && p->fns[n]->entry) scalars_fn(p->fns[n]);
}
