/*
 * ssa.c: variables to SSA values while the code is built (Braun et al., CC 2013). A block is sealed when all its
 * predecessors are known; reading a variable in an unsealed block makes a phi that gets its operands at sealing.
 */
#include "internal.h"

typedef struct Incomplete {
  struct Incomplete *next;
  uint32_t var;
  IrInst *phi;
} Incomplete;

static IrInst *live(IrInst *i) {
  while (i->forward) i = i->forward;
  return i;
}

static uint32_t slot_of(const DefTable *t, uint64_t key) {
  uint64_t h = key * 0x9E3779B97F4A7C15ull;
  uint32_t i = (uint32_t)(h >> 32) & (t->capacity - 1);
  while (t->keys[i] && t->keys[i] != key) i = (i + 1) & (t->capacity - 1);
  return i;
}

static void table_put(DefTable *t, uint64_t key, IrInst *value);

static void table_grow(DefTable *t) {
  DefTable old = *t;
  t->capacity = old.capacity ? old.capacity * 2 : 64;
  t->keys = host_alloc(t->capacity * sizeof *t->keys);
  t->values = host_alloc(t->capacity * sizeof *t->values);
  memset(t->keys, 0, t->capacity * sizeof *t->keys);
  t->count = 0;
  for (uint32_t i = 0; i < old.capacity; i++)
    if (old.keys[i]) table_put(t, old.keys[i], old.values[i]);
  host_free(old.keys);
  host_free(old.values);
}

static void table_put(DefTable *t, uint64_t key, IrInst *value) {
  if (t->count * 4 >= t->capacity * 3) table_grow(t);
  uint32_t i = slot_of(t, key);
  if (!t->keys[i]) {
    t->keys[i] = key;
    t->count++;
  }
  t->values[i] = value;
}

static IrInst *table_get(const DefTable *t, uint64_t key) {
  if (!t->capacity) return NULL;
  uint32_t i = slot_of(t, key);
  return t->keys[i] ? t->values[i] : NULL;
}

static uint64_t key_of(uint32_t var, const IrBlock *b) { return (uint64_t)var << 32 | (b->id + 1); }

uint32_t ssa_new_var(Fb *fb, IrRep rep) {
  while (fb->reps.count < fb->f->nvars) ARRAY_PUSH(&fb->scratch, &fb->reps, REP_VAL);
  ARRAY_PUSH(&fb->scratch, &fb->reps, (uint8_t)rep);
  return fb->reps.count - 1;
}

static IrRep rep_of(const Fb *fb, uint32_t var) { return var < fb->reps.count ? (IrRep)fb->reps.items[var] : REP_VAL; }

void ssa_write(Fb *fb, uint32_t var, IrInst *value) { table_put(&fb->defs, key_of(var, fb->block), value); }

/* What an uninitialised variable holds: only unreachable code reads it. */
static IrInst *nothing(Fb *fb, IrRep rep) {
  IrBlock *entry = fb->fn->entry;
  IrOp op = rep == REP_VAL ? IR_const_val : rep == REP_I32 ? IR_const_i32 : IR_const_bool;
  if (rep == REP_VAL && fb->undefined) return fb->undefined;
  IrInst *i = entry->first ? ir_insert_before(entry->first, op, ~0u, 0, NULL) : ir_emit(entry, op, ~0u, 0, NULL);
  if (rep == REP_VAL) {
    i->imm.i = VALUE_UNDEFINED_BITS;
    fb->undefined = i;
  }
  return i;
}

static IrInst *read_in(Fb *fb, uint32_t var, IrBlock *b);

/* A phi all of whose operands are one value (or itself) is that value. */
static IrInst *simplify_phi(IrInst *phi) {
  IrInst *same = NULL;
  for (uint32_t k = 0; k < phi->nargs; k++) {
    IrInst *a = phi->args[k] = live(phi->args[k]);
    if (a == phi || a == same) continue;
    if (same) return phi;
    same = a;
  }
  if (!same) return phi;
  ir_replace(phi, same);
  return same;
}

static IrInst *fill_phi(Fb *fb, uint32_t var, IrInst *phi) {
  IrBlock *b = phi->block;
  for (uint32_t k = 0; k < b->npreds; k++) ir_phi_add(phi, read_in(fb, var, b->preds[k]));
  return simplify_phi(phi);
}

static IrInst *read_in(Fb *fb, uint32_t var, IrBlock *start) {
  IrBlock *b = start;
  IrInst *v;
  for (;; b = b->preds[0]) {
    v = table_get(&fb->defs, key_of(var, b));
    if (v) {
      v = live(v);
      break;
    }
    if (!b->sealed) {
      v = ir_phi_new(b, rep_of(fb, var));
      Incomplete *i = ARENA_NEW(&fb->scratch, Incomplete);
      *i = (Incomplete){b->data, var, v};
      b->data = i;
      break;
    }
    if (b->npreds == 0) {
      v = nothing(fb, rep_of(fb, var));
      break;
    }
    if (b->npreds > 1) {
      v = ir_phi_new(b, rep_of(fb, var));
      table_put(&fb->defs, key_of(var, b), v);
      v = fill_phi(fb, var, v);
      break;
    }
  }
  if (b != start) table_put(&fb->defs, key_of(var, b), v);
  table_put(&fb->defs, key_of(var, start), v);
  return v;
}

IrInst *ssa_read(Fb *fb, uint32_t var) { return read_in(fb, var, fb->block); }

void ssa_seal(Fb *fb, IrBlock *b) {
  if (b->sealed) return;
  b->sealed = true;
  for (Incomplete *i = b->data; i; i = i->next)
    if (i->phi->block) fill_phi(fb, i->var, i->phi);
  b->data = NULL;
}

/* The function is complete: unreachable code goes, then phis that turned out to be needless. */
void ssa_finish(Fb *fb) {
  for (IrBlock *b = fb->fn->entry; b; b = b->next) ASSERT(b->sealed);
  ir_fn_prune(fb->fn);
  for (bool changed = true; changed;) {
    changed = false;
    for (IrBlock *b = fb->fn->entry; b; b = b->next)
      for (IrInst *i = b->first, *next; i && i->op == IR_phi; i = next) {
        next = i->next;
        if (simplify_phi(i) != i) changed = true;
      }
  }
  ir_fn_apply_replacements(fb->fn);
  host_free(fb->defs.keys);
  host_free(fb->defs.values);
}
