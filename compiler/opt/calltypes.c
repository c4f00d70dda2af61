/*
 * calltypes.c: types across direct calls and static slots. A function that is only ever called directly gets as parameter
 * types what all its callers pass, every directly called function a result type, and a slot what the program stores in it.
 *
 * Optimistic: all of them start impossible and grow until nothing changes; a function is looked at again when its
 * parameters grew, a callee's result or a slot that it reads did.
 * A function that is only called directly is never constructed either: its new.target is undefined.
 * Works on the whole program. needs: ssa. changes nothing but new_target, IrFn.param_types, ret_type,
 * IrProgram.slot_types and IrInst.type.
 */
#include "../../runtime/abi.h"
#include "../analysis/types.h"
#include "../support/array.h"
#include "passes.h"

typedef ARRAY(IrFn *) FnList;

typedef struct Calls {
  IrProgram *p;
  Arena *arena;
  DomTree **doms;
  bool *escapes, *queued;
  FnList *callers;
  FnList *readers; /* by slot */
  FnList work;
} Calls;

/* Functions whose function object goes anywhere but into the callee's place of a direct call. A static slot that holds
 * one function and is only read for calls does not count. */
static void find_escapes(Calls *c) {
  IrProgram *p = c->p;
  bool *slot_leaks = ARENA_ARRAY(c->arena, bool, p->nslots + 1);
  for (int round = 0; round < 2; round++)
    for (uint32_t n = 0; n < p->nfns; n++) {
      IrFn *fn = p->fns[n];
      for (IrBlock *b = fn ? fn->entry : NULL; b; b = b->next)
        for (IrInst *i = b->first; i; i = i->next)
          for (uint32_t k = 0; k < i->nargs; k++) {
            const IrInst *a = i->args[k];
            bool is_callee = k == 0 && i->op == IR_call_direct;
            if (round == 0) {
              if (a->op == IR_slot_get && !is_callee && i->op != IR_check_tdz) slot_leaks[a->imm2] = true;
            } else if (a->op == IR_callee) {
              if (!is_callee) c->escapes[n] = true;
            } else if (a->op == IR_const_fn || a->op == IR_closure) {
              bool is_kept = i->op == IR_slot_set && !slot_leaks[i->imm2];
              if (!is_callee && !is_kept) c->escapes[a->imm.fn->index] = true;
            }
          }
    }
  for (uint32_t n = 0; p->open_slots && n < p->nslots; n++) slot_leaks[n] |= p->open_slots[n] != 0;
  for (uint32_t n = 0; n < p->nmodules; n++)
    for (uint32_t k = 0; k < p->modules[n]->nexports; k++)
      if (p->modules[n]->exports[k].slot >= 0) slot_leaks[p->modules[n]->exports[k].slot] = true;
  for (uint32_t n = 0; n < p->nfns; n++) /* exported slots can be read through a namespace */
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next)
        if (i->op == IR_slot_set && slot_leaks[i->imm2] &&
            (i->args[0]->op == IR_const_fn || i->args[0]->op == IR_closure))
          c->escapes[i->args[0]->imm.fn->index] = true;
}

static bool has_known_callers(const Calls *c, const IrFn *fn) {
  return !c->escapes[fn->index] && !fn->is_module_body && !fn->is_resume && !fn->resume && !fn->uses_args &&
         !(fn->flags & (FN_CLASS | FN_GETTER | FN_SETTER)) && c->callers[fn->index].count > 0;
}

/* Never constructed: `new.target` is undefined. */
static void forget_new_target(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->op == IR_new_target) {
        opt_rewrite(i, IR_const_val, 0, NULL);
        i->imm.i = (int64_t)VALUE_UNDEFINED_BITS;
      }
}

static void enqueue(Calls *c, IrFn *fn) {
  if (c->queued[fn->index]) return;
  c->queued[fn->index] = true;
  VEC_PUSH(&c->work, fn);
}

static uint32_t returned_type(const IrFn *fn) {
  if (fn->resume || fn->is_resume) return TYPE_ANY;
  uint32_t t = 0;
  for (IrBlock *b = fn->entry; b; b = b->next)
    if (b->last->op == IR_ret) t |= b->last->args[0]->type;
  return t;
}

static void note_stored(Calls *c, const IrInst *set, const IrRange *ranges) {
  uint32_t *type = &c->p->slot_types[set->imm2], stored = set->args[0]->type & ~(uint32_t)TYPE_EMPTY;
  bool grew = (stored & ~*type) != 0;
  *type |= stored;
  if (stored == TYPE_INT)
    grew |= range_widen(&c->p->slot_ranges[set->imm2], range_of_value(ranges, set->args[0]), true);
  if (!grew) return;
  const FnList *readers = &c->readers[set->imm2];
  for (uint32_t k = 0; k < readers->count; k++) enqueue(c, readers->items[k]);
}

static void look_at(Calls *c, IrFn *fn) {
  if (!c->doms[fn->index]) c->doms[fn->index] = dom_build(c->arena, fn);
  Arena scratch = {0};
  const IrRange *ranges = types_infer(fn, c->doms[fn->index], true, &scratch);
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      if (i->op == IR_slot_set) note_stored(c, i, ranges);
      if (i->op != IR_call_direct) continue;
      IrFn *callee = i->imm.fn;
      if (!callee->param_types) continue;
      bool grew = false;
      for (uint32_t k = 0; k < callee->nparams; k++) {
        uint32_t passed = k + 2 < i->nargs ? i->args[k + 2]->type : TYPE_UNDEFINED;
        grew |= (passed & ~callee->param_types[k]) != 0;
        callee->param_types[k] |= passed;
        if (passed == TYPE_INT)
          grew |= range_widen(&callee->param_ranges[k], range_of_value(ranges, i->args[k + 2]), true);
      }
      if (grew) enqueue(c, callee);
    }
  uint32_t ret = returned_type(fn);
  bool grew = (ret & ~fn->ret_type) != 0;
  fn->ret_type |= ret;
  if (ret == TYPE_INT)
    for (IrBlock *b = fn->entry; b; b = b->next)
      if (b->last->op == IR_ret && b->last->args[0]->type == TYPE_INT)
        grew |= range_widen(&fn->ret_range, range_of_value(ranges, b->last->args[0]), true);
  arena_free(&scratch);
  if (grew) {
    for (uint32_t k = 0; k < c->callers[fn->index].count; k++) enqueue(c, c->callers[fn->index].items[k]);
  }
}

static void note_reader(Calls *c, const IrInst *get) {
  FnList *readers = &c->readers[get->imm2];
  IrFn *fn = get->block->fn;
  if (!readers->count || readers->items[readers->count - 1] != fn) ARRAY_PUSH(c->arena, readers, fn);
}

static IrRange *ranges_new(Arena *arena, uint32_t n) {
  IrRange *r = arena_alloc(arena, sizeof *r * (n + 1));
  for (uint32_t k = 0; k < n; k++) r[k] = RANGE_NONE;
  return r;
}

void opt_calltypes(IrProgram *p) {
  Arena arena = {0};
  Calls c = {.p = p, .arena = &arena};
  c.doms = ARENA_ARRAY(&arena, DomTree *, p->nfns + 1);
  c.escapes = ARENA_ARRAY(&arena, bool, p->nfns + 1);
  c.queued = ARENA_ARRAY(&arena, bool, p->nfns + 1);
  c.callers = arena_alloc(&arena, sizeof *c.callers * (p->nfns + 1));
  c.readers = arena_alloc(&arena, sizeof *c.readers * (p->nslots + 1));
  p->slot_types = ARENA_ARRAY(p->arena, uint32_t, p->nslots + 1);
  p->slot_ranges = ranges_new(p->arena, p->nslots);
  for (uint32_t n = 0; p->open_slots && n < p->nslots; n++)
    if (p->open_slots[n] & SLOT_WRITTEN) p->slot_types[n] = TYPE_ALL;
  find_escapes(&c);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next)
        if (i->op == IR_call_direct) ARRAY_PUSH(&arena, &c.callers[i->imm.fn->index], p->fns[n]);
        else if (i->op == IR_slot_get) note_reader(&c, i);
  for (uint32_t n = p->nfns; n-- > 0;) {
    IrFn *fn = p->fns[n];
    if (!fn) continue;
    fn->ret_range = RANGE_NONE;
    if (has_known_callers(&c, fn)) {
      fn->param_types = ARENA_ARRAY(p->arena, uint32_t, fn->nparams + 1);
      fn->param_ranges = ranges_new(p->arena, fn->nparams);
      forget_new_target(fn);
    }
    enqueue(&c, fn);
  }
  while (c.work.count) {
    IrFn *fn = c.work.items[--c.work.count];
    c.queued[fn->index] = false;
    look_at(&c, fn);
  }
  VEC_FREE(&c.work);
  arena_free(&arena);
}
