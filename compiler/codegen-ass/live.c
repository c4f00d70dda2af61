/*
 * live.c: the interval of indices in which each value lives.
 *
 * From every use the predecessors are walked up to the definition (Boissinot et al., "Fast Liveness Checking for
 * SSA-Form Programs", CGO 2008, as plain path exploration); a block is entered once per value. Since definitions
 * dominate uses and blocks are in reverse postorder, an interval begins at the definition.
 */
#include "internal.h"

bool fc_is_constant(const IrInst *i) {
  return ir_is_constant(i) || (i->op == IR_param && i->imm2 >= (int64_t)i->block->fn->nparams);
}

/* Instructions that are another value under another name. */
static uint32_t alias_of(const Fc *f, const IrInst *i) {
  uint32_t incoming = f->fn->ninsts;
  switch ((IrOp)i->op) {
    case IR_param:
      if (f->fn->uses_args && i->imm2 < 2) return incoming + INCOMING_A0 + (uint32_t)i->imm2;
      return incoming + INCOMING_COUNT + (uint32_t)i->imm2;
    case IR_this: return incoming + INCOMING_THIS;
    case IR_callee: return incoming + INCOMING_CALLEE;
    case IR_new_target: return incoming + INCOMING_NEW_TARGET;
    case IR_argc: return incoming + INCOMING_ARGC;
    case IR_unbox_i32: return fc_is_constant(i->args[0]) ? i->id : f->alias[i->args[0]->id];
    default: return i->id;
  }
}

uint32_t fc_value(const Fc *f, const IrInst *i) { return fc_is_constant(i) ? ~0u : f->alias[i->id]; }

typedef struct Use {
  uint32_t value, index;
  IrBlock *block; /* in which it must be alive, up to index */
} Use;

typedef struct Uses {
  Fc *f;
  uint32_t *begin; /* by value: first of its uses */
  Use *items;
  uint32_t count;
  bool is_counting;
} Uses;

static void add_use(Uses *u, uint32_t value, IrBlock *block, uint32_t index) {
  if (u->is_counting) u->begin[value + 1]++;
  else u->items[u->begin[value]++] = (Use){value, index, block};
}

static void add_operand(Uses *u, const IrInst *operand, IrBlock *block, uint32_t index) {
  uint32_t v = fc_value(u->f, operand);
  if (v != ~0u) add_use(u, v, block, index);
}

static void visit_inst(Uses *u, IrInst *i) {
  Fc *f = u->f;
  IrBlock *b = i->block;
  uint32_t incoming = f->fn->ninsts, at = f->index[i->id];
  if (f->alias[i->id] != i->id && i->op != IR_phi) return; /* no code: its uses are the other's */
  if (i->op == IR_phi) {
    for (uint32_t k = 0; k < i->nargs; k++) {
      IrBlock *p = b->preds[k];
      if (f->number[p->id] != ~0u) add_operand(u, i->args[k], p, f->last[p->id] + 1);
    }
    return;
  }
  if (f->is_fused[i->id]) at = f->last[b->id];
  for (uint32_t k = 0; k < i->nargs; k++) add_operand(u, i->args[k], b, at);
  switch ((IrOp)i->op) {
    case IR_capture: add_use(u, incoming + INCOMING_CALLEE, b, at); break;
    case IR_arguments_unmapped:
    case IR_arguments_mapped: add_use(u, incoming + INCOMING_CALLEE, b, at); /* fall through */
    case IR_rest_array:
      add_use(u, incoming + INCOMING_ARGC, b, at);
      add_use(u, incoming + INCOMING_A0, b, at);
      add_use(u, incoming + INCOMING_A1, b, at);
      break;
    default: break;
  }
}

static void visit_all(Uses *u) {
  Fc *f = u->f;
  for (uint32_t n = 0; n < f->norder; n++)
    for (IrInst *i = f->order[n]->first; i; i = i->next) visit_inst(u, i);
  /* formals of the boxed prototype beyond the second are taken from the argument area at the entry */
  if (f->fn->uses_args && f->fn->nparams > 2) add_use(u, f->fn->ninsts + INCOMING_ARGC, f->fn->entry, 1);
}

static float use_weight(uint32_t depth) {
  static const float weights[] = {1, 8, 64, 512, 4096};
  return weights[depth < 5 ? depth : 4];
}

/* The value is alive in `block` up to `index`: extends its interval there and wherever control comes from. */
static void extend(Fc *f, Val *v, const Use *use, IrBlock *def, uint32_t *stamp, uint32_t mark, IrBlock **stack) {
  if (use->index > v->end) v->end = use->index;
  v->weight += use_weight(f->depth[use->block->id]);
  if (use->block == def || stamp[use->block->id] == mark) return;
  uint32_t depth = 0;
  stack[depth++] = use->block;
  stamp[use->block->id] = mark;
  while (depth) {
    IrBlock *b = stack[--depth];
    for (uint32_t k = 0; k < b->npreds; k++) {
      IrBlock *p = b->preds[k];
      if (f->number[p->id] == ~0u) continue;
      if (f->last[p->id] + 1 > v->end) v->end = f->last[p->id] + 1;
      if (p == def || stamp[p->id] == mark) continue;
      stamp[p->id] = mark;
      stack[depth++] = p;
    }
  }
}

/* A comparison whose only use is the branch right after it is emitted with the branch. */
static void find_fused(Fc *f) {
  for (uint32_t n = 0; n < f->norder; n++)
    for (IrInst *i = f->order[n]->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) f->uses[i->args[k]->id]++;
  for (uint32_t n = 0; n < f->norder; n++) {
    IrInst *branch = f->order[n]->last;
    if (branch->op != IR_branch) continue;
    IrInst *before = branch->prev, *cond = branch->args[0];
    while (cond && !fc_is_constant(cond)) {
      while (before && before != cond && fc_is_constant(before)) before = before->prev;
      if (before != cond || cond->rep != REP_BOOL || cond->op == IR_phi || f->uses[cond->id] != 1) break;
      f->is_fused[cond->id] = true;
      if (cond->op != IR_not) break;
      before = cond->prev;
      cond = cond->args[0];
    }
  }
}

void fc_live(Fc *f) {
  uint32_t ninsts = f->fn->ninsts;
  f->nincoming = INCOMING_COUNT + f->fn->nparams;
  f->nvals = ninsts + f->nincoming;
  f->vals = ARENA_ARRAY(f->scratch, Val, f->nvals + 1);
  f->alias = ARENA_ARRAY(f->scratch, uint32_t, ninsts + 1);
  f->is_fused = ARENA_ARRAY(f->scratch, bool, ninsts + 1);
  f->uses = ARENA_ARRAY(f->scratch, uint32_t, ninsts + 1);
  IrBlock **def = ARENA_ARRAY(f->scratch, IrBlock *, f->nvals + 1);
  for (uint32_t v = ninsts; v < f->nvals; v++) {
    f->vals[v].rep = v == ninsts + INCOMING_ARGC ? REP_I32 : REP_VAL;
    def[v] = f->fn->entry;
  }
  for (uint32_t n = 0; n < f->norder; n++)
    for (IrInst *i = f->order[n]->first; i; i = i->next) {
      f->alias[i->id] = alias_of(f, i);
      f->vals[i->id].start = f->index[i->id];
      f->vals[i->id].rep = i->rep;
      def[i->id] = f->order[n];
    }
  find_fused(f);

  Uses u = {.f = f, .begin = ARENA_ARRAY(f->scratch, uint32_t, f->nvals + 2), .is_counting = true};
  visit_all(&u);
  for (uint32_t v = 0; v < f->nvals; v++) u.begin[v + 1] += u.begin[v];
  u.count = u.begin[f->nvals];
  u.items = ARENA_ARRAY(f->scratch, Use, u.count + 1);
  u.is_counting = false;
  visit_all(&u); /* begin[v] moves to the end of v's uses, which is where those of v + 1 began */

  uint32_t *stamp = ARENA_ARRAY(f->scratch, uint32_t, f->fn->nblocks + 1);
  IrBlock **stack = ARENA_ARRAY(f->scratch, IrBlock *, f->fn->nblocks + 1);
  for (uint32_t k = 0; k < u.count; k++) {
    const Use *use = &u.items[k];
    extend(f, &f->vals[use->value], use, def[use->value], stamp, use->value + 1, stack);
  }
  for (uint32_t n = 0; n < f->norder; n++)
    for (IrInst *i = f->order[n]->first; i && i->op == IR_phi; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) {
        uint32_t v = f->number[i->block->preds[k]->id] == ~0u ? ~0u : fc_value(f, i->args[k]);
        if (v == ~0u) continue;
        if (!f->vals[v].hint) f->vals[v].hint = i->id + 1;
        if (!f->vals[i->id].hint) f->vals[i->id].hint = v + 1;
      }
}
