/*
 * versions.c: two versions of a function that makes guesses: one in which every guess is right, and the complete one.
 *
 * A guess (opt/methods) is a branch into a block marked `slow`. The function's blocks are copied; in the originals, a
 * branch to a slow block leads to its copy instead, from where the copies go on to the end. So nothing that a slow path
 * may do is ever merged into the original version: what it has tested stays known, and what it has made is seen by
 * nobody else. In the copies, values come from either version: phis are made where they meet (after Braun et al.,
 * "Simple and Efficient Construction of Static Single Assignment Form", CC 2013).
 * Works on every function. needs: ssa. changes: cfg.
 */
#include "../analysis/loops.h"
#include "../support/array.h"
#include "passes.h"

/* Larger functions, and those that guess more often, stay as they are: every guess may bring a phi for each value that is
 * live there. With an object that need not be made, the limits are wider. */
enum {
  VERSIONS_MAX_INSTS = 250,
  VERSIONS_MAX_GUESSES = 6,
  VERSIONS_MAX_INSTS_FOR_OBJECTS = 900,
  VERSIONS_MAX_GUESSES_FOR_OBJECTS = 40
};

typedef struct Use {
  IrInst *user;
  uint32_t operand;
  uint32_t value; /* id of the original value */
} Use;

typedef struct Versions {
  IrFn *fn;
  Arena *arena;
  uint32_t nblocks; /* of the original */
  IrInst **copies;  /* by id of the original instruction */
  IrBlock **twins;  /* by id of the original block: its copy */
  IrInst **memo;    /* by id of a copied block: the current value at its beginning */
  IrBlock **touched;
  uint32_t ntouched;
} Versions;

/* ---- objects that nobody else may see (opt/scalars) ---- */

/* Whether an object only has its properties used, as far as right guesses go. */
static bool stays_here(IrInst *object, Arena *scratch) {
  ARRAY(IrInst *) values = {0};
  ARRAY_PUSH(scratch, &values, object);
  for (uint32_t n = 0; n < values.count; n++) {
    IrInst *v = values.items[n];
    for (IrBlock *b = object->block->fn->entry; b; b = b->next)
      for (IrInst *i = b->slow ? NULL : b->first; i; i = i->next)
        for (uint32_t k = 0; k < i->nargs; k++) {
          if (i->args[k] != v || i->op == IR_check_this) continue;
          bool known = false;
          for (uint32_t m = 0; m < values.count; m++) known |= values.items[m] == i;
          if (i->op == IR_phi && !known && values.count < 8) ARRAY_PUSH(scratch, &values, i);
          else if (i->op == IR_phi && known) continue;
          else if (k != 0 || (i->op != IR_set_prop && i->op != IR_define_prop && i->op != IR_get_prop &&
                              i->op != IR_find_method && i->op != IR_is_fn && i->op != IR_trace_this))
            return false;
        }
  }
  return true;
}

/* create_this of an inlined constructor: is what it makes as plain as it seems? */
static void plant_test(IrInst *create) {
  IrBlock *before = create->block, *handler = create->next->op == IR_on_throw ? before->succs[1] : NULL;
  if (handler && (before->succs[0]->npreds != 1 || before->succs[0]->first->op == IR_phi)) return;
  IrInst *proto = ir_insert_before(create, IR_plain_proto, create->pos, 1, create->args);
  IrInst *fails = ir_insert_before(create, IR_is_empty, create->pos, 1, &proto);
  IrBlock *slow = opt_split_after(fails), *hot = ir_block_new(before->fn);
  IrBlock *join = handler ? slow->succs[0] : opt_split_after(create);
  IrInst *again = ir_insert_before(create, IR_create_this, create->pos, 1, create->args);
  again->imm = create->imm;
  IrInst *object = ir_phi_new(join, REP_VAL);
  object->pos = create->pos;
  object->inlined = create->inlined;
  int64_t slots = create->imm.i;
  ir_replace(create, object);
  if (!handler) ir_jump(slow, join, object->pos);
  ir_phi_add(object, again);
  slow->slow = slow->cold = true;
  ir_branch(before, fails, slow, hot, object->pos);
  IrInst *made = ir_emit(hot, IR_new_plain, object->pos, 1, &proto);
  made->imm.i = slots;
  made->inlined = object->inlined;
  ir_jump(hot, join, object->pos);
  ir_phi_add(object, made);
}

static void plant_tests(IrFn *fn) {
  Arena scratch = {0};
  ARRAY(IrInst *) made = {0};
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->cold ? NULL : b->first; i; i = i->next)
      if (i->op == IR_create_this && i->args[0]->op != IR_new_target) ARRAY_PUSH(&scratch, &made, i);
  for (uint32_t k = 0; k < made.count && made.count < 64; k++)
    if (stays_here(made.items[k], &scratch)) {
      plant_test(made.items[k]);
      ir_fn_apply_replacements(fn);
    }
  arena_free(&scratch);
}

static bool is_versionable(const IrFn *fn) {
  uint32_t n = 0, guesses = 0;
  bool has_objects = false;
  if (!fn->entry || fn->is_resume || fn->resume || fn->is_module_body) return false;
  for (const IrBlock *b = fn->entry; b; b = b->next) {
    guesses += b->slow;
    for (const IrInst *i = b->first; i; i = i->next, n++) {
      if (i->op == IR_template_object || i->op == IR_direct_eval || i->op == IR_eval_code)
        return false; /* one object a site */
      has_objects |= i->op == IR_new_plain;
    }
  }
  if (has_objects) return n <= VERSIONS_MAX_INSTS_FOR_OBJECTS && guesses <= VERSIONS_MAX_GUESSES_FOR_OBJECTS;
  return guesses && n <= VERSIONS_MAX_INSTS && guesses <= VERSIONS_MAX_GUESSES;
}

static bool is_copy(const Versions *v, const IrBlock *b) { return b->id >= v->nblocks; }

static void copy_blocks(Versions *v) {
  const bool *in_loop = loops_find(v->arena, v->fn, dom_build(v->arena, v->fn));
  IrFn *fn = v->fn;
  IrBlock *end = fn->last_block;
  for (IrBlock *b = fn->entry;; b = b->next) {
    v->twins[b->id] = ir_block_new(fn);
    v->twins[b->id]->full = true;
    v->twins[b->id]->cold = b->cold || !in_loop[b->id]; /* a loop may stay there for long */
    if (b == end) break;
  }
  for (IrBlock *b = fn->entry;; b = b->next) {
    IrBlock *to = v->twins[b->id];
    for (IrInst *i = b->first; i; i = i->next) v->copies[i->id] = ir_copy(to, i);
    for (uint32_t k = 0; k < b->npreds; k++) ir_block_add_pred(to, v->twins[b->preds[k]->id]);
    to->succs = ARENA_ARRAY(fn->arena, IrBlock *, b->nsuccs + 1);
    to->nsuccs = b->nsuccs;
    for (uint32_t k = 0; k < b->nsuccs; k++) to->succs[k] = v->twins[b->succs[k]->id];
    if (b == end) break;
  }
  for (IrBlock *b = fn->entry;; b = b->next) {
    for (IrInst *i = b->first; i; i = i->next) {
      IrInst *n = v->copies[i->id];
      for (uint32_t k = 0; k < i->nargs; k++) ir_phi_add(n, v->copies[i->args[k]->id]);
    }
    if (b == end) break;
  }
}

/* Failed guesses of the original version go on in the copies. */
static void redirect_slow(Versions *v) {
  for (IrBlock *b = v->fn->entry; !is_copy(v, b); b = b->next)
    for (uint32_t k = 0; k < b->nsuccs; k++) {
      IrBlock *s = b->succs[k], *twin;
      if (is_copy(v, s) || !s->slow || s->first->op == IR_phi) continue;
      twin = v->twins[s->id];
      opt_remove_edge(b, s);
      b->succs[k] = twin;
      ir_block_add_pred(twin, b);
    }
}

static void mark_reachable(Versions *v, bool *reached) {
  ARRAY(IrBlock *) stack = {0};
  reached[v->fn->entry->id] = true;
  ARRAY_PUSH(v->arena, &stack, v->fn->entry);
  while (stack.count) {
    IrBlock *b = stack.items[--stack.count];
    for (uint32_t k = 0; k < b->nsuccs; k++)
      if (!reached[b->succs[k]->id]) {
        reached[b->succs[k]->id] = true;
        ARRAY_PUSH(v->arena, &stack, b->succs[k]);
      }
  }
}

/* Edges from copies that nothing leads to are dropped at once: no values come over them. */
static void drop_dead_edges(Versions *v, const bool *reached) {
  for (IrBlock *b = v->fn->entry; b; b = b->next) {
    if (reached[b->id]) continue;
    for (uint32_t k = 0; k < b->nsuccs; k++)
      if (reached[b->succs[k]->id]) opt_remove_edge(b, b->succs[k]);
    b->nsuccs = 0;
    b->last->op = IR_unreachable;
    b->last->nargs = 0;
  }
}

static IrInst *read_at_start(Versions *v, IrInst *original, IrBlock *b);

/* The value at the end of a block. */
static IrInst *read_at_end(Versions *v, IrInst *original, IrBlock *b) {
  if (!is_copy(v, b)) return original;
  IrInst *copy = v->copies[original->id];
  return copy->block == b ? copy : read_at_start(v, original, b);
}

static void remember(Versions *v, IrBlock *b, IrInst *value) {
  if (!v->memo[b->id]) v->touched[v->ntouched++] = b;
  v->memo[b->id] = value;
}

static IrInst *read_at_start(Versions *v, IrInst *original, IrBlock *b) {
  if (v->memo[b->id]) return v->memo[b->id];
  if (b->npreds == 1) {
    IrInst *value = read_at_end(v, original, b->preds[0]);
    remember(v, b, value);
    return value;
  }
  IrInst *phi = ir_phi_new(b, (IrRep)original->rep);
  phi->pos = original->pos;
  phi->inlined = original->inlined;
  phi->type = original->type;
  remember(v, b, phi);
  for (uint32_t k = 0; k < b->npreds; k++) ir_phi_add(phi, read_at_end(v, original, b->preds[k]));
  return phi;
}

/* Gives every use in the copies the value that arrives there. */
static void repair(Versions *v, const bool *reached, uint32_t ninsts) {
  uint32_t *original_of = ARENA_ARRAY(v->arena, uint32_t, v->fn->ninsts + 1); /* by id of a copy: + 1 */
  IrInst **originals = ARENA_ARRAY(v->arena, IrInst *, ninsts + 1);
  for (IrBlock *b = v->fn->entry; b; b = b->next) {
    if (is_copy(v, b)) continue;
    for (IrInst *i = b->first; i; i = i->next) {
      originals[i->id] = i;
      original_of[v->copies[i->id]->id] = i->id + 1;
    }
  }
  ARRAY(Use) *uses = arena_alloc(v->arena, sizeof *uses * (ninsts + 1));
  for (IrBlock *b = v->fn->entry; b; b = b->next) {
    if (!is_copy(v, b) || !reached[b->id]) continue;
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) {
        uint32_t of = original_of[i->args[k]->id];
        if (!of) continue;
        if (i->op != IR_phi && i->args[k]->block == b) continue;
        ARRAY_PUSH(v->arena, &uses[of - 1], ((Use){i, k, of - 1}));
      }
  }
  for (uint32_t n = 0; n < ninsts; n++) {
    for (uint32_t u = 0; u < uses[n].count; u++) {
      Use *use = &uses[n].items[u];
      IrBlock *at = use->user->block;
      IrInst *value = use->user->op == IR_phi ? read_at_end(v, originals[n], at->preds[use->operand])
                                              : read_at_start(v, originals[n], at);
      use->user->args[use->operand] = value;
    }
    while (v->ntouched) v->memo[v->touched[--v->ntouched]->id] = NULL;
  }
}

static void version_fn(IrFn *fn) {
  Arena scratch = {0};
  ir_fn_prune(fn);
  uint32_t ninsts = fn->ninsts, nblocks = fn->nblocks;
  Versions v = {.fn = fn, .arena = &scratch, .nblocks = nblocks};
  v.copies = ARENA_ARRAY(&scratch, IrInst *, ninsts + 1);
  v.twins = ARENA_ARRAY(&scratch, IrBlock *, nblocks + 1);
  v.memo = ARENA_ARRAY(&scratch, IrInst *, 2 * nblocks + 1);
  v.touched = ARENA_ARRAY(&scratch, IrBlock *, 2 * nblocks + 1);
  bool *reached = ARENA_ARRAY(&scratch, bool, 2 * nblocks + 1);
  copy_blocks(&v);
  redirect_slow(&v);
  mark_reachable(&v, reached);
  drop_dead_edges(&v, reached);
  repair(&v, reached, ninsts);
  ir_fn_prune(fn);
  arena_free(&scratch);
}

void opt_versions(IrProgram *p) {
  for (uint32_t n = 0; n < p->nfns; n++) {
    if (!p->fns[n] || !p->fns[n]->entry) continue;
    plant_tests(p->fns[n]);
    if (is_versionable(p->fns[n])) version_fn(p->fns[n]);
  }
}
