/*
 * methods.c: calls o.name(…) whose method is likely one of a few functions become tests of the function that was found,
 * each followed by a direct call; what is none of them is called as before.
 *
 * Likely are the functions that the program stores under that name somewhere: in a class, a literal, by an assignment.
 * Nothing is assumed of objects or prototypes, since the method is still looked up. super(…) is treated alike: the test
 * is whether the class's [[Prototype]] still is the one that `extends` named. Reads o.name of what the program defines as
 * getters only are calls, too.
 * Works on the whole program. needs: ssa. changes: cfg.
 */
#include "../../runtime/abi.h"
#include "../support/array.h"
#include "../support/map.h"
#include "passes.h"

/* A name with more functions than METHODS_KNOWN says nothing; at most METHODS_TESTED of them are tried. */
enum { METHODS_KNOWN = 8, METHODS_TESTED = 4 };

typedef struct Method {
  IrFn *fn;
  bool is_const; /* it has one function object, a constant */
} Method;

typedef struct MethodSet {
  Method items[METHODS_KNOWN];
  uint32_t count; /* METHODS_KNOWN + 1: too many */
} MethodSet;

typedef struct Methods {
  IrProgram *program;
  Arena arena;
  PtrMap by_name;                    /* Atom to MethodSet */
  PtrMap getters;                    /* likewise */
  PtrMap setters, defined, assigned; /* names: that setters have, of data properties, and that are assigned to */
  IrFn **slots;                      /* functions that slots hold */
  IrFn **parents;                    /* by function index: the class that a class extends */
} Methods;

static void add_function(Methods *m, PtrMap *map, const Atom *name, const IrInst *value) {
  if (value->op != IR_const_fn && value->op != IR_closure) return;
  MethodSet **at = (MethodSet **)ptrmap_at(map, name);
  if (!*at) *at = ARENA_NEW(&m->arena, MethodSet);
  MethodSet *s = *at;
  for (uint32_t k = 0; k < s->count && k < METHODS_KNOWN; k++)
    if (s->items[k].fn == value->imm.fn) return;
  if (s->count < METHODS_KNOWN) s->items[s->count] = (Method){value->imm.fn, value->op == IR_const_fn};
  if (s->count <= METHODS_KNOWN) s->count++;
}

static void note_stores(Methods *m, const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_define_prop:
    case IR_set_prop:
      *ptrmap_at(i->op == IR_set_prop ? &m->assigned : &m->defined, i->imm.atom) = m;
      add_function(m, &m->by_name, i->imm.atom, i->args[1]);
      break;
    case IR_new_literal:
      for (uint32_t k = 0; k < i->nargs; k++) {
        *ptrmap_at(&m->defined, i->aux.keys[k]) = m;
        add_function(m, &m->by_name, i->aux.keys[k], i->args[k]);
      }
      break;
    case IR_define_getter:
      if (i->args[1]->op == IR_const_str) add_function(m, &m->getters, i->args[1]->imm.atom, i->args[2]);
      break;
    case IR_define_setter:
      if (i->args[1]->op == IR_const_str) *ptrmap_at(&m->setters, i->args[1]->imm.atom) = m;
      break;
    case IR_class_new: {
      const IrFn *f = opt_made_function(i);
      if (f) m->parents[f->index] = opt_known_function(i->args[1], m->slots);
      break;
    }
    default: break;
  }
}

/* A derived class's objects have room for what its parents' constructors add, as far as they are known. */
static void add_parents_slots(Methods *m) {
  enum { MOST_SLOTS = 64, LONGEST_CHAIN = 32 };
  uint32_t *own = ARENA_ARRAY(&m->arena, uint32_t, m->program->nfns + 1);
  for (uint32_t n = 0; n < m->program->nfns; n++) own[n] = m->program->fns[n] ? m->program->fns[n]->this_slots : 0;
  for (uint32_t n = 0; n < m->program->nfns; n++) {
    IrFn *fn = m->program->fns[n], *up = fn ? m->parents[n] : NULL;
    for (uint32_t k = 0; up && k < LONGEST_CHAIN && fn->this_slots < MOST_SLOTS; k++, up = m->parents[up->index])
      fn->this_slots += own[up->index];
  }
}

/* The likely ones in the order of the tests: first those with as many formals as the call has arguments. */
static uint32_t choose(const Methods *m, const IrInst *call, Method *chosen) {
  const IrInst *get = call->args[0];
  if ((get->op != IR_get_method && get->op != IR_get_prop) || get->args[0] != call->args[1]) return 0;
  const MethodSet *s = ptrmap_get(&m->by_name, get->imm.atom);
  if (!s || s->count > METHODS_KNOWN) return 0;
  uint32_t n = 0, argc = call->nargs - 2;
  for (int fits = 1; fits >= 0; fits--)
    for (uint32_t k = 0; k < s->count && n < METHODS_TESTED; k++)
      if ((s->items[k].fn->nparams == argc) == (fits == 1) && !(s->items[k].fn->flags & FN_CLASS))
        chosen[n++] = s->items[k];
  return n;
}

/* The getters that a read is likely to call: those of a name that nothing else in the program has. */
static uint32_t choose_getters(const Methods *m, const IrInst *get, Method *chosen) {
  const Atom *name = get->imm.atom;
  const MethodSet *s = ptrmap_get(&m->getters, name);
  if (!s || s->count > METHODS_TESTED || ptrmap_has(&m->defined, name) || atom_is(name, "length")) return 0;
  if (ptrmap_has(&m->assigned, name) && !ptrmap_has(&m->setters, name)) return 0;
  for (uint32_t k = 0; k < s->count; k++) chosen[k] = s->items[k];
  return s->count;
}

/* A copy of the call's position and origin for an instruction that takes part in replacing it. */
static IrInst *emit_for(IrBlock *b, const IrInst *call, IrOp op, uint32_t nargs, IrInst *const *args) {
  IrInst *i = ir_emit(b, op, call->pos, nargs, args);
  i->inlined = call->inlined;
  return i;
}

static IrInst *copy_get(IrInst *copy, const IrInst *get) {
  copy->imm = get->imm;
  copy->imm2 = get->imm2;
  copy->inlined = get->inlined;
  return copy;
}

/* `tested` is one of the functions ? a direct call of it : the call as it was, after the lookup `get` if there is one. A read
 * of a property is a call of its getter. */
static void expand(IrInst *call, IrInst *tested, const IrInst *get, const Method *chosen, uint32_t n, Arena *scratch) {
  IrBlock *before = call->block, *handler = NULL;
  IrFn *into = before->fn;
  if (call->next->op == IR_on_throw) handler = before->succs[1];
  bool constructs = call->op == IR_super_call;
  IrBlock *rest = opt_split_after(call);
  IrInst *result = ir_phi_new(rest, REP_VAL);
  result->pos = call->pos;
  result->inlined = call->inlined;
  ARRAY(IrBlock *) made = {0};
  IrBlock *at = before;
  for (uint32_t k = 0; k < n; k++) {
    IrInst *test = emit_for(at, call, IR_is_fn, 1, &tested);
    test->imm.fn = chosen[k].fn;
    test->imm2 = chosen[k].is_const;
    IrBlock *yes = ir_block_new(into), *no = ir_block_new(into);
    yes->cold = before->cold;
    no->cold = before->cold || k + 1 == n;
    no->slow = k + 1 == n;
    ir_branch(at, test, yes, no, call->pos);
    IrInst *receiver[2] = {tested, call->args[0]};
    bool reads = call->op == IR_get_prop;
    IrInst *direct = emit_for(yes, call, constructs ? IR_new_direct : IR_call_direct, reads ? 2 : call->nargs,
                              reads ? receiver : call->args);
    direct->args[0] = tested;
    direct->imm.fn = chosen[k].fn;
    direct->imm2 = 1;
    ir_jump(yes, rest, call->pos);
    ir_phi_add(result, direct);
    ARRAY_PUSH(scratch, &made, yes);
    at = no;
  }
  IrInst *looked_up = get ? copy_get(emit_for(at, call, (IrOp)get->op, 1, get->args), get) : NULL;
  if (get) looked_up->pos = get->pos;
  IrInst *other = emit_for(at, call, (IrOp)call->op, call->nargs, call->args);
  if (get) other->args[0] = looked_up;
  other->imm = call->imm;
  other->imm2 = call->imm2;
  other->aux = call->aux;
  ir_jump(at, rest, call->pos);
  ir_phi_add(result, other);
  ARRAY_PUSH(scratch, &made, at);
  ir_replace(call, result);
  if (!handler) return;
  uint32_t like = opt_pred_index(handler, rest);
  for (uint32_t k = 0; k < made.count; k++) opt_protect_block(made.items[k], handler, like);
  opt_remove_edge(rest, handler);
  rest->last->op = IR_jump;
  rest->last->flags = ir_op_info[IR_jump].flags;
  rest->nsuccs = 1;
}

/* Before the lookup: one that runs no code; the real one only if that did not find a likely function. The call's test
 * follows where the call stands, since its arguments may run anything. */
static void expand_get(IrInst *get, const Method *chosen, uint32_t n) {
  IrBlock *before = get->block, *handler = get->next->op == IR_on_throw ? before->succs[1] : NULL;
  if (handler && (before->succs[0]->npreds != 1 || before->succs[0]->first->op == IR_phi)) return;
  IrInst *found = copy_get(ir_insert_before(get, IR_find_method, get->pos, 1, get->args), get);
  IrBlock *slow = opt_split_after(found);
  IrBlock *join = handler ? slow->succs[0] : opt_split_after(get);
  IrInst *again = copy_get(ir_insert_before(get, (IrOp)get->op, get->pos, 1, get->args), get);
  IrInst *m = ir_phi_new(join, REP_VAL);
  m->pos = get->pos;
  m->inlined = get->inlined;
  ir_replace(get, m);
  if (!handler) ir_jump(slow, join, get->pos);
  ir_phi_add(m, again);
  slow->slow = slow->cold = true;
  for (uint32_t k = 0; k < n; k++) {
    IrInst *test = ir_emit(before, IR_is_fn, m->pos, 1, &found);
    test->inlined = m->inlined;
    test->imm.fn = chosen[k].fn;
    test->imm2 = chosen[k].is_const;
    IrBlock *no = k + 1 < n ? ir_block_new(join->fn) : slow;
    ir_branch(before, test, join, no, m->pos);
    ir_phi_add(m, found);
    before = no;
  }
}

/* Nothing between the lookup and the call can notice which comes first. */
static bool is_adjacent(const IrInst *get, const IrInst *call) {
  if (get->block != call->block) return false;
  for (const IrInst *i = get->next; i != call; i = i->next)
    if (i->flags & (IR_T | IR_W | IR_S)) return false;
  return true;
}

/* super(…) in a function that is a class's constructor itself (not an arrow in it). */
static void expand_super(const Methods *m, IrInst *i, Arena *scratch) {
  IrFn *fn = i->block->fn, *parent = m->parents[fn->index];
  if (!parent || i->args[0]->op != IR_callee) return;
  IrInst *ctor = ir_insert_before(i, IR_super_ctor, i->pos, 1, i->args);
  expand(i, ctor, NULL, &(Method){parent, false}, 1, scratch);
}

/* How often a value is used: `scratch`. */
static void count_uses(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) i->scratch = 0;
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) i->args[k]->scratch++;
}

static void expand_method_call(IrFn *fn, IrInst *call, const Method *chosen, uint32_t n, Arena *scratch) {
  IrInst *get = call->args[0];
  if (get->scratch != 1) {
    expand(call, get, NULL, chosen, n, scratch);
  } else if (is_adjacent(get, call)) {
    IrInst *found = copy_get(ir_insert_before(call, IR_find_method, get->pos, 1, get->args), get);
    expand(call, found, get, chosen, n, scratch);
    ir_remove(get);
  } else {
    expand_get(get, chosen, n);
    ir_fn_apply_replacements(fn);
    expand(call, call->args[0], NULL, chosen, n, scratch);
  }
}

static void expand_read(IrInst *get, const Method *chosen, uint32_t n, Arena *scratch) {
  IrInst *found = copy_get(ir_insert_before(get, IR_find_getter, get->pos, 1, get->args), get);
  expand(get, found, NULL, chosen, n, scratch);
}

static void expand_calls(const Methods *m, IrFn *fn) {
  Arena scratch = {0};
  ARRAY(IrInst *) calls = {0};
  count_uses(fn);
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (((i->op == IR_call || i->op == IR_get_prop) && !b->cold) || i->op == IR_super_call)
        ARRAY_PUSH(&scratch, &calls, i);
  for (uint32_t k = 0; k < calls.count; k++) {
    IrInst *i = calls.items[k];
    Method chosen[METHODS_TESTED];
    uint32_t n;
    if (i->op == IR_super_call) expand_super(m, i, &scratch);
    else if (i->op == IR_get_prop) {
      if ((n = choose_getters(m, i, chosen))) expand_read(i, chosen, n, &scratch);
    } else if ((n = choose(m, i, chosen))) expand_method_call(fn, i, chosen, n, &scratch);
    ir_fn_apply_replacements(fn); /* later calls may use this one's result */
  }
  if (calls.count) ir_fn_prune(fn);
  arena_free(&scratch);
}

void opt_methods(IrProgram *p) {
  Methods m = {.program = p};
  PtrMap *maps[] = {&m.by_name, &m.getters, &m.setters, &m.defined, &m.assigned};
  for (uint32_t k = 0; k < sizeof maps / sizeof maps[0]; k++) ptrmap_init(maps[k], &m.arena);
  m.slots = opt_slot_functions(p, &m.arena);
  m.parents = ARENA_ARRAY(&m.arena, IrFn *, p->nfns + 1);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) note_stores(&m, i);
  add_parents_slots(&m);
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) expand_calls(&m, p->fns[n]);
  arena_free(&m.arena);
}
