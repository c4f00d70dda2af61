/*
 * loops.c: innermost loops get a fast version (opt/loopcopy) in which what is likely is tested once and then known: that
 * a value which is calculated with is a number, that one which is indexed by numbers is an array. Elements are loaded and
 * stored without calls then; as long as nothing else in the loop may run code, the array's storage is fetched before the
 * loop. Where a test fails, the complete version goes on.
 *
 * What is wanted of values flows from operators to operands (want_of_operands), through phis; guards stand where an
 * element is loaded, and in the loop's entry for what comes from outside.
 * Works on every function. needs: ssa. changes: cfg.
 */
#include "../../runtime/abi.h"
#include "../analysis/math.h"
#include "../analysis/types.h"
#include "loopcopy.h"

enum {
  LOOP_MAX_INSTS = 250,   /* of a loop */
  LOOP_MAX_MIXED = 100,   /* of a loop in which something runs code, so that little is gained */
  LOOP_MAX_GROWTH = 1500, /* of a function */
  WANT_NUMBER = 1,        /* the value is calculated with */
  WANT_INDEX = 2          /* it is used as an index */
};

/* An array whose storage is known in a block and those that it dominates. */
typedef struct Storage {
  IrInst *array;
  const IrBlock *block; /* of the original loop */
  IrInst *elems, *used; /* NULL: it is known to be an array, no more */
} Storage;

/* A value whose shape is tested in a block, and known there and in those that it dominates. */
typedef struct Known {
  const IrInst *object;
  const IrBlock *block; /* of the original loop; NULL: before it */
  IrInst *test;
} Known;

typedef struct Plan {
  IrFn *fn;
  Arena *arena;
  const DomTree *dom;
  Loop *loop;
  uint32_t ninsts; /* of the function before the copy: what is known by id is known of these */
  bool *in_loop;   /* by block id */
  bool *inside;    /* by id: in a block of the loop, which may since have been split */
  bool *always;    /* by block id: runs in every iteration */
  uint8_t *want;   /* by id */
  uint32_t *types; /* by id: what is known or guessed */
  bool *candidate; /* by id: an access that becomes a load or store */
  bool *runs;      /* by id: it may run code, and change arrays */
  bool *loose;     /* by id: a phi of the header whose guess need not hold for what the loop makes of it */
  bool runs_code;  /* something in the loop does */
  bool shapes;     /* accesses to properties are candidates */
  LoopCopy *copy;
  ARRAY(Storage) storage;
  ARRAY(Known) shapes_known;
} Plan;

static bool is_inside(const Plan *p, const IrInst *v) { return p->inside[v->id]; }
static bool is_header_phi(const Plan *p, const IrInst *v) { return v->op == IR_phi && v->block == p->loop->header; }
static bool maybe(uint32_t type, uint32_t set) { return (type & set) != 0; }
/* A number for sure, or by a guess. */
static bool is_number(const Plan *p, const IrInst *v) {
  return type_is(p->types[v->id], TYPE_NUMBER) || (p->want[v->id] && maybe(v->type, TYPE_NUMBER));
}

/* ---- what is wanted ---- */

static bool want(Plan *p, const IrInst *v, uint8_t what) {
  if (!maybe(v->type, TYPE_NUMBER) || (p->want[v->id] & what) == what) return false;
  p->want[v->id] |= what;
  return true;
}

static bool may_be_array(const IrInst *v) {
  switch ((IrOp)v->op) {
    case IR_new_object:
    case IR_new_literal:
    case IR_create_this:
    case IR_new_plain:
    case IR_new_fields:
    case IR_closure:
    case IR_const_fn:
    case IR_class_new:
    case IR_arguments_unmapped:
    case IR_arguments_mapped:
    case IR_regexp:
    case IR_const_str: return false;
    default: return maybe(v->type, TYPE_OTHER_OBJECT);
  }
}

static bool is_element_access(const IrInst *i) { return i->op == IR_get_elem || i->op == IR_set_elem; }

/* Steps by constants: counters. */
static bool is_counter(const IrInst *phi) {
  for (uint32_t k = 0; k < phi->nargs; k++) {
    const IrInst *a = phi->args[k];
    if ((a->op == IR_inc || a->op == IR_dec) &&
        (a->args[0] == phi || (a->args[0]->op == IR_to_numeric && a->args[0]->args[0] == phi)))
      return true;
  }
  return false;
}

/* Operand k of a comparison is what a counter runs up or down to. */
static bool is_bound(const Plan *p, const IrInst *compare, uint32_t k) {
  const IrInst *counter = compare->args[1 - k];
  if (counter->op == IR_to_numeric) counter = counter->args[0];
  return !is_inside(p, compare->args[k]) && is_header_phi(p, counter) && is_counter(counter);
}

static bool want_of_operands(Plan *p, const IrInst *i) {
  bool changed = false;
  if (i->op != IR_add && (ir_is_arithmetic(i) || ir_is_bitwise(i) || i->op == IR_to_number)) {
    for (uint32_t k = 0; k < i->nargs; k++) changed |= want(p, i->args[k], WANT_NUMBER);
    return changed;
  }
  switch ((IrOp)i->op) {
    case IR_to_numeric: return want(p, i->args[0], WANT_NUMBER | p->want[i->id]);
    case IR_to_property_key: return p->want[i->id] && want(p, i->args[0], p->want[i->id]);
    case IR_add:
    case IR_lt:
    case IR_le:
    case IR_gt:
    case IR_ge:
      for (uint32_t k = 0; k < 2; k++)
        if (is_number(p, i->args[1 - k]))
          changed |=
              want(p, i->args[k], i->op == IR_add || !is_bound(p, i, k) ? WANT_NUMBER : WANT_NUMBER | WANT_INDEX);
      return changed;
    case IR_get_elem:
    case IR_set_elem:
      if (is_number(p, i->args[1]) && may_be_array(i->args[0])) return want(p, i->args[1], WANT_INDEX);
      return false;
    case IR_phi:
      for (uint32_t k = 0; k < i->nargs && p->want[i->id]; k++) changed |= want(p, i->args[k], p->want[i->id]);
      return changed;
    case IR_call:
      if (!math_called(i)) return false;
      for (uint32_t k = 2; k < i->nargs; k++) changed |= want(p, i->args[k], WANT_NUMBER);
      return changed;
    default: return false;
  }
}

/* Where BigInts exist, arithmetic on what is guessed to be numbers is no BigInt's. */
static bool number_by_operands(Plan *p, const IrInst *i) {
  if (type_is(p->types[i->id], TYPE_NUMBER) || !maybe(i->type, TYPE_BIGINT) ||
      !(ir_is_arithmetic(i) || ir_is_bitwise(i)))
    return false;
  for (uint32_t k = 0; k < i->nargs; k++)
    if (!is_number(p, i->args[k])) return false;
  p->types[i->id] = TYPE_NUMBER;
  return true;
}

static void find_wants(Plan *p) {
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t n = p->loop->nblocks; n-- > 0;)
      for (IrInst *i = p->loop->blocks[n]->last; i; i = i->prev)
        changed |= number_by_operands(p, i), changed |= want_of_operands(p, i);
  }
}

/* ---- what to do ---- */

static bool is_candidate(const Plan *p, const IrInst *i);

static bool is_length(const IrInst *i) { return i->op == IR_get_prop && atom_is(i->imm.atom, "length"); }

/* The array of elements that the loop accesses as well. */
static bool is_length_of_array(const Plan *p, const IrInst *i) {
  if (!is_length(i)) return false;
  for (uint32_t n = 0; n < p->loop->nblocks; n++)
    for (const IrInst *u = p->loop->blocks[n]->first; u; u = u->next)
      if (is_element_access(u) && u->args[0] == i->args[0] && is_candidate(p, u)) return true;
  return false;
}

static bool is_candidate(const Plan *p, const IrInst *i) {
  if (is_length_of_array(p, i)) return true;
  if (p->shapes && (i->op == IR_get_prop || i->op == IR_set_prop))
    return maybe(i->args[0]->type, TYPE_OTHER_OBJECT) && !atom_is(i->imm.atom, "length");
  if (!is_element_access(i) || !may_be_array(i->args[0]) || !is_number(p, i->args[1])) return false;
  return maybe(p->types[i->args[1]->id], TYPE_INT);
}

/* The type to test a value for that is not known well enough; 0: none. */
static uint32_t guess_of(const Plan *p, const IrInst *v) {
  ASSERT(v->id < p->ninsts);
  uint8_t w = p->want[v->id];
  if (ir_is_constant(v) || v->rep != REP_VAL || p->loose[v->id]) return 0;
  if (is_header_phi(p, v)) { /* what the other version makes of it is not seen */
    if (v->type == TYPE_INT) return TYPE_INT;
    if (maybe(v->type, TYPE_INT) && (w & WANT_INDEX || (w && is_counter(v)))) return TYPE_INT;
  }
  if (!w || type_is(v->type, TYPE_NUMBER)) return 0;
  if (!is_inside(p, v) || is_header_phi(p, v) || p->candidate[v->id])
    return w & WANT_INDEX && maybe(v->type, TYPE_INT) ? TYPE_INT : TYPE_NUMBER;
  return 0;
}

/* Results of operators on what is guessed. */
static uint32_t type_by_operands(const Plan *p, const IrInst *i) {
  bool numbers = i->nargs > 0;
  for (uint32_t k = 0; k < i->nargs; k++) numbers &= type_is(p->types[i->args[k]->id], TYPE_NUMBER);
  if (ir_is_arithmetic(i) || i->op == IR_to_numeric)
    return numbers && !type_is(i->type, TYPE_INT) ? TYPE_NUMBER : i->type;
  if (ir_is_bitwise(i)) return numbers ? i->type & TYPE_NUMBER : i->type;
  switch ((IrOp)i->op) {
    case IR_to_property_key: return numbers ? p->types[i->args[0]->id] : i->type;
    case IR_phi: {
      uint32_t t = 0;
      if (is_header_phi(p, i)) return p->types[i->id];
      for (uint32_t k = 0; k < i->nargs; k++) t |= p->types[i->args[k]->id];
      return t & i->type ? t & i->type : i->type;
    }
    default: return p->types[i->id];
  }
}

static bool is_harmless(const Plan *p, const IrInst *i) {
  const uint32_t harmless = TYPE_NUMBER | TYPE_UNDEFINED | TYPE_NULL | TYPE_BOOL | TYPE_STRING;
  for (uint32_t k = 0; k < i->nargs; k++)
    if (i->args[k]->rep == REP_VAL && !type_is(p->types[i->args[k]->id], harmless)) return false;
  return true;
}

/* `Math` and a method of it, for a call that is calculated in line. */
static bool is_part_of_math(const Plan *p, const IrInst *i) {
  if (i->op != IR_get_global && i->op != IR_get_method) return false;
  for (uint32_t n = 0; n < p->loop->nblocks; n++)
    for (IrInst *u = p->loop->blocks[n]->first; u; u = u->next)
      for (uint32_t k = 0; k < u->nargs; k++) {
        if (u->args[k] != i) continue;
        if (u->op == IR_get_method ? !is_part_of_math(p, u) : k > 1 || !math_called(u)) return false;
      }
  return true;
}

/* Whether an instruction that stays as it is may change arrays. */
static bool may_run_code(const Plan *p, const IrInst *i) {
  if (ir_is_arithmetic(i) || ir_is_bitwise(i) || ir_is_relational(i)) return !is_harmless(p, i);
  switch ((IrOp)i->op) {
    case IR_check_tdz:
    case IR_check_this:
    case IR_throw_const_assign:
    case IR_throw_error:
    case IR_check_object_coercible:
    case IR_throw: return false;
    case IR_to_number:
    case IR_to_numeric:
    case IR_to_property_key:
    case IR_eq: return !is_harmless(p, i);
    case IR_call: {
      if (!math_called(i)) return true;
      for (uint32_t k = 2; k < i->nargs; k++)
        if (!type_is(p->types[i->args[k]->id], TYPE_NUMBER)) return true;
      return false;
    }
    case IR_get_global:
    case IR_get_method: return !is_part_of_math(p, i);
    case IR_get_elem:
    case IR_set_elem:
      return !(type_typed_array(i->args[0]->type) && type_is(p->types[i->args[1]->id], TYPE_NUMBER) &&
               (i->op == IR_get_elem || type_is(p->types[i->args[2]->id], TYPE_NUMBER)));
    case IR_array_push:
    case IR_catch: return true;
    default: return (i->flags & IR_T) != 0;
  }
}

static void forget_guesses(Plan *p) {
  for (IrBlock *b = p->fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) p->types[i->id] = i->type;
}

/* What is guessed of the header's phis is tested where the loop is entered, not where it goes on: there the guess must
 * follow from the others, as far as running code is concerned. Drops one that does not; false if there is none. */
static bool drop_loose_guess(Plan *p) {
  const IrBlock *header = p->loop->header;
  for (const IrInst *phi = header->first; phi->op == IR_phi; phi = phi->next) {
    if (!guess_of(p, phi)) continue;
    for (uint32_t k = 0; k < phi->nargs; k++) {
      if (!p->in_loop[header->preds[k]->id] || type_is(p->types[phi->args[k]->id], TYPE_NUMBER)) continue;
      return p->loose[phi->id] = true;
    }
  }
  return false;
}

/* Guesses, and what follows from them. */
static void spread_guesses(Plan *p) {
  forget_guesses(p);
  for (uint32_t n = 0; n < p->loop->nblocks; n++)
    for (IrInst *i = p->loop->blocks[n]->first; i; i = i->next) {
      uint32_t t = guess_of(p, i);
      if (t) p->types[i->id] = t;
      for (uint32_t k = 0; k < i->nargs; k++)
        if (!is_inside(p, i->args[k]) && (t = guess_of(p, i->args[k]))) p->types[i->args[k]->id] = t;
    }
  for (int round = 0; round < 3; round++)
    for (uint32_t n = 0; n < p->loop->nblocks; n++)
      for (IrInst *i = p->loop->blocks[n]->first; i; i = i->next)
        p->types[i->id] = p->candidate[i->id] ? p->types[i->id] : type_by_operands(p, i);
}

/* Guesses for these candidates. False if there is none. */
static bool guess(Plan *p) {
  uint32_t ncandidates = 0;
  p->runs_code = false;
  forget_guesses(p);
  for (uint32_t n = 0; n < p->loop->nblocks; n++)
    for (IrInst *i = p->loop->blocks[n]->first; i; i = i->next) {
      p->runs[i->id] = p->loose[i->id] = false;
      ncandidates += p->candidate[i->id] = is_candidate(p, i);
    }
  if (!ncandidates) return false;
  do spread_guesses(p);
  while (drop_loose_guess(p));
  for (uint32_t n = 0; n < p->loop->nblocks; n++)
    for (IrInst *i = p->loop->blocks[n]->first; i; i = i->next)
      if (!p->candidate[i->id] && may_run_code(p, i)) p->runs_code = p->runs[i->id] = true;
  return true;
}

/* Decides on guesses and accesses. False if there is nothing to gain. Shapes only pay where nothing runs code: else they
 * may change all the time, and inline caches do as well. */
static bool decide(Plan *p, uint32_t size) {
  forget_guesses(p);
  find_wants(p);
  p->shapes = true;
  if (guess(p) && !p->runs_code) return true;
  p->shapes = false;
  return guess(p) && (!p->runs_code || size <= LOOP_MAX_MIXED);
}

/* ---- guards ---- */

static IrInst *emit(IrInst *at, IrOp op, IrInst *a, IrInst *b) {
  return ir_insert_before(at, op, at->pos, b ? 2 : a ? 1 : 0, (IrInst *[]){a, b});
}

static IrInst *known(IrInst *at, IrInst *v, uint32_t type) {
  IrInst *k = emit(at, IR_known, v, NULL);
  k->imm2 = type;
  return k;
}

static IrOp test_of(uint32_t type) { return type == TYPE_INT ? IR_is_i32 : IR_is_number; }

/* In the entry: v has the type. */
static IrInst *guard_before_loop(Plan *p, IrInst *v, uint32_t type) {
  LoopCopy *l = p->copy;
  if (type == TYPE_INT) v = emit(l->entry->last, IR_canonical, v, NULL);
  loop_guard_entry(l, emit(l->entry->last, test_of(type), v, NULL), false);
  return known(l->entry->last, v, type);
}

static void guard_outside_values(Plan *p) {
  LoopCopy *l = p->copy;
  IrInst **now = ARENA_ARRAY(p->arena, IrInst *, l->ninsts + 1);
  for (IrInst *phi = p->loop->header->first; phi->op == IR_phi; phi = phi->next) {
    uint32_t guess = guess_of(p, phi);
    if (guess) phi->args[0] = guard_before_loop(p, phi->args[0], guess);
  }
  for (uint32_t n = 0; n < p->loop->nblocks; n++)
    for (IrInst *i = p->loop->blocks[n]->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) {
        IrInst *v = i->args[k];
        if (v->id >= l->ninsts || l->fast[v->id]) continue; /* the entry's, or the loop's */
        uint32_t guess = guess_of(p, v);
        if (!guess) continue;
        if (!now[v->id]) now[v->id] = guard_before_loop(p, v, guess);
        i->args[k] = now[v->id];
      }
}

static bool is_storage_for(const Plan *p, const Storage *s, const IrInst *array, const IrBlock *b) {
  if (s->array != array) return false;
  return !s->block || s->block == b || dom_dominates(p->dom, s->block, b);
}

/* The storage of the array that an access in block b of the original loop is of, its guards before `at`. */
static Storage storage_of(Plan *p, IrInst *at, IrInst *array, const IrBlock *b) {
  LoopCopy *l = p->copy;
  Storage found = {.array = array, .block = b};
  bool is_array = array->op == IR_new_array;
  for (uint32_t n = 0; n < p->storage.count; n++) {
    const Storage *s = &p->storage.items[n];
    if (!is_storage_for(p, s, array, b)) continue;
    is_array = true;
    if (s->elems && (!p->runs_code || s->block == b)) return *s;
  }
  bool is_outside = array->id < l->ninsts && !l->fast[array->id];
  if (is_outside && p->always[b->id]) { /* tested before the loop, and fetched there when nothing can change it */
    found.block = NULL;
    if (!is_array) {
      loop_guard_entry(l, emit(l->entry->last, IR_is_array, array, NULL), false);
      if (p->fn->program->typed_kinds) loop_entry_may_fail(l); /* it is a typed array as likely */
    }
    if (!p->runs_code) {
      found.elems = emit(l->entry->last, IR_array_elems, array, NULL);
      found.used = emit(l->entry->last, IR_elems_used, found.elems, NULL);
    }
    ARRAY_PUSH(p->arena, &p->storage, found);
    if (!p->runs_code) return found;
    found.block = b;
  } else if (!is_array) {
    loop_guard(l, emit(at, IR_is_array, array, NULL), at, false);
  }
  found.elems = emit(at, IR_array_elems, array, NULL);
  found.used = emit(at, IR_elems_used, found.elems, NULL);
  ARRAY_PUSH(p->arena, &p->storage, found);
  return found;
}

/* After something that may change arrays: what is stored where is not known any more. */
static void forget_storage(Plan *p) {
  for (uint32_t n = 0; n < p->storage.count; n++)
    if (p->storage.items[n].block) p->storage.items[n].elems = NULL;
}

/* A value in the fast loop that is of the type in front of `at`, by a test that goes when opt/unbox finds it so. */
static IrInst *make_sure(Plan *p, IrInst *at, IrInst *v, uint32_t type) {
  if (v->op == IR_known && type_is((uint32_t)v->imm2, type)) return v;
  loop_guard(p->copy, emit(at, test_of(type), v, NULL), at, false);
  return known(at, v, type);
}

/* Guards for an access, and the element's index as an int32. */
static IrInst *guard_access(Plan *p, IrInst *i, const Storage *s) {
  IrInst *index = emit(i, IR_unbox_i32, make_sure(p, i, i->args[1], TYPE_INT), NULL);
  loop_guard(p->copy, emit(i, IR_ult_i32, index, s->used), i, false);
  return index;
}

static void plant_get(Plan *p, IrInst *i, const IrBlock *original) {
  LoopCopy *l = p->copy;
  uint32_t type = guess_of(p, i);
  Storage s = storage_of(p, i, i->args[0], original);
  IrInst *index = guard_access(p, i, &s), *v = emit(i, IR_elem_get, s.elems, index);
  if (type) loop_guard(l, emit(i, test_of(type), v, NULL), i, false);
  else loop_guard(l, emit(i, IR_not, emit(i, IR_is_empty, v, NULL), NULL), i, false);
  IrInst *result = known(i, v, type ? type : TYPE_ANY);
  opt_set_nothrow(i);
  loop_replace(l, i, result);
}

static void plant_set(Plan *p, IrInst *i, const IrBlock *original) {
  LoopCopy *l = p->copy;
  Storage s = storage_of(p, i, i->args[0], original);
  IrInst *index = guard_access(p, i, &s), *old = emit(i, IR_elem_get, s.elems, index);
  loop_guard(l, emit(i, IR_not, emit(i, IR_is_empty, old, NULL), NULL), i, false);
  IrInst *args[3] = {s.elems, index, i->args[2]};
  opt_set_nothrow(i);
  opt_rewrite(i, IR_elem_set, 3, args);
}

/* The length of an array, an int32. */
static void plant_length(Plan *p, IrInst *i, const IrBlock *original) {
  LoopCopy *l = p->copy;
  Storage s = storage_of(p, i, i->args[0], original);
  IrInst *zero = NULL, *length;
  if (!s.block) {
    IrInst *at = l->entry->last;
    length = emit(at, IR_array_length, s.array, NULL);
    zero = opt_const_i32(at, 0);
    loop_guard_entry(l, emit(at, IR_ge_i32, length, zero), false);
  } else {
    length = emit(i, IR_array_length, s.array, NULL);
    zero = opt_const_i32(i, 0);
    loop_guard(l, emit(i, IR_ge_i32, length, zero), i, false);
  }
  IrInst *result = known(i, emit(i, IR_box_i32, length, NULL), TYPE_INT);
  opt_set_nothrow(i);
  loop_replace(l, i, result);
}

static IrInst *new_shape_test(IrInst *at, IrInst *object) {
  IrInst *test = emit(at, IR_has_shape, object, NULL);
  test->imm.i = 0;
  test->aux.keys = ARENA_ARRAY(at->block->fn->arena, Atom *, SHAPE_SITE_KEYS);
  return test;
}

static void learn(IrBlock *fails, IrInst *object, IrInst *test) {
  ir_insert_before(fails->last, IR_learn_shape, fails->last->pos, 2, (IrInst *[]){object, test});
}

/* The test that the object has a shape with this property, in front of `at` if there is none yet. */
static IrInst *shape_test(Plan *p, IrInst *at, const IrBlock *b) {
  LoopCopy *l = p->copy;
  IrInst *object = at->args[0];
  for (uint32_t n = 0; n < p->shapes_known.count; n++) {
    const Known *k = &p->shapes_known.items[n];
    if (k->object != object || (k->block && k->block != b && !dom_dominates(p->dom, k->block, b))) continue;
    if (k->test->imm2 < SHAPE_SITE_KEYS) return k->test;
  }
  bool is_outside = object->id < l->ninsts && !l->fast[object->id] && p->always[b->id];
  IrInst *test = new_shape_test(is_outside ? l->entry->last : at, object);
  learn(is_outside ? loop_guard_entry(l, test, true) : loop_guard(l, test, at, true), object, test);
  ARRAY_PUSH(p->arena, &p->shapes_known, ((Known){object, is_outside ? NULL : b, test}));
  return test;
}

/* The number of the key in the test. */
static int64_t key_of_test(IrInst *test, Atom *key) {
  for (int64_t k = 0; k < test->imm2; k++)
    if (test->aux.keys[k] == key) return k;
  test->aux.keys[test->imm2] = key;
  return test->imm2++;
}

static void plant_property(Plan *p, IrInst *i, const IrBlock *original) {
  LoopCopy *l = p->copy;
  uint32_t type = i->op == IR_get_prop ? guess_of(p, i) : 0;
  IrInst *test = shape_test(p, i, original), *object = i->args[0];
  int64_t key = key_of_test(test, i->imm.atom);
  if (i->op == IR_set_prop) {
    test->imm.i |= (int64_t)1 << key;
    IrInst *args[3] = {object, test, i->args[1]};
    opt_set_nothrow(i);
    opt_rewrite(i, IR_slot_store, 3, args);
    i->imm.i = 0;
    i->imm2 = key;
    return;
  }
  IrInst *v = emit(i, IR_slot_load, object, test);
  v->imm2 = key;
  if (type) loop_guard(l, emit(i, test_of(type), v, NULL), i, false);
  IrInst *result = known(i, v, type ? type : TYPE_ANY);
  opt_set_nothrow(i);
  loop_replace(l, i, result);
}

/* A number is its own key. */
static void plant_key(Plan *p, IrInst *i) {
  if (!type_is(p->types[i->id], TYPE_NUMBER)) return;
  IrInst *key = make_sure(p, i, i->args[0], p->types[i->id] == TYPE_INT ? TYPE_INT : TYPE_NUMBER);
  opt_set_nothrow(i);
  loop_replace(p->copy, i, key);
}

/* Steps of integers stay int32s. */
static void plant_step(Plan *p, IrInst *i) {
  const IrInst *v = i->args[0];
  if (i->type == TYPE_INT || (v->op == IR_known ? v->imm2 : p->types[v->id]) != TYPE_INT) return;
  IrInst *limit = emit(i, IR_const_val, NULL, NULL);
  limit->imm.i = (int64_t)(VALUE_INT_TAG | (uint32_t)(i->op == IR_inc ? INT32_MAX : INT32_MIN));
  loop_guard(p->copy, emit(i, i->op == IR_inc ? IR_lt : IR_gt, i->args[0], limit), i, false);
}

static void plant(Plan *p) {
  typedef struct Place {
    IrInst *inst;
    const IrBlock *block;
  } Place;
  ARRAY(Place) places = {0};
  guard_outside_values(p);
  for (uint32_t n = 0; n < p->loop->nblocks; n++)
    for (IrInst *i = p->loop->blocks[n]->first; i; i = i->next)
      if (i->op != IR_phi) ARRAY_PUSH(p->arena, &places, ((Place){i, i->block}));
  for (uint32_t n = 0; n < places.count; n++) {
    IrInst *i = places.items[n].inst;
    for (uint32_t k = 0; k < i->nargs; k++)
      while (i->args[k]->forward) i->args[k] = i->args[k]->forward;
    if (p->candidate[i->id]) {
      const IrBlock *b = places.items[n].block;
      if (i->op == IR_get_elem) plant_get(p, i, b);
      else if (i->op == IR_set_elem) plant_set(p, i, b);
      else if (is_length(i)) plant_length(p, i, b);
      else plant_property(p, i, b);
    } else if (i->op == IR_to_property_key) {
      plant_key(p, i);
    } else if (i->op == IR_inc || i->op == IR_dec) {
      plant_step(p, i);
    } else if (p->runs[i->id]) {
      forget_storage(p);
    }
  }
  ir_fn_apply_replacements(p->fn);
}

/* ---- driver ---- */

static bool is_small(const Loop *loop, uint32_t *size) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < loop->nblocks; k++) {
    if (loop->blocks[k]->cold && k == 0) return false;
    for (const IrInst *i = loop->blocks[k]->first; i; i = i->next, n++)
      if (i->op == IR_template_object || i->op == IR_direct_eval || i->op == IR_eval_code || i->op == IR_has_shape)
        return false; /* one a site */
  }
  *size = n;
  return n <= LOOP_MAX_INSTS;
}

/* Makes a fast version of one loop. */
static bool version_loop(IrFn *fn, Arena *arena, const DomTree *dom, Loop *loop, uint32_t size) {
  Plan p = {.fn = fn, .arena = arena, .dom = dom, .loop = loop, .ninsts = fn->ninsts};
  p.in_loop = ARENA_ARRAY(arena, bool, fn->nblocks + 1);
  p.always = ARENA_ARRAY(arena, bool, fn->nblocks + 1);
  p.want = ARENA_ARRAY(arena, uint8_t, fn->ninsts + 1);
  p.types = ARENA_ARRAY(arena, uint32_t, fn->ninsts + 1);
  p.runs = ARENA_ARRAY(arena, bool, fn->ninsts + 1);
  p.loose = ARENA_ARRAY(arena, bool, fn->ninsts + 1);
  p.candidate = ARENA_ARRAY(arena, bool, fn->ninsts + 1);
  p.inside = ARENA_ARRAY(arena, bool, fn->ninsts + 1);
  for (uint32_t n = 0; n < loop->nblocks; n++) {
    p.in_loop[loop->blocks[n]->id] = true;
    for (const IrInst *i = loop->blocks[n]->first; i; i = i->next) p.inside[i->id] = true;
  }
  for (uint32_t n = 0; n < loop->nblocks; n++) {
    IrBlock *b = loop->blocks[n];
    p.always[b->id] = true;
    for (uint32_t k = 0; k < loop->header->npreds; k++)
      if (p.in_loop[loop->header->preds[k]->id]) p.always[b->id] &= dom_dominates(dom, b, loop->header->preds[k]);
  }
  if (!decide(&p, size)) return false;
  p.copy = loop_copy(arena, fn, loop, !p.shapes);
  plant(&p);
  loop_finish(p.copy);
  return true;
}

/* The next loop to look at: `done` holds the headers of those that were. */
static bool next_loop(const LoopList *list, IrBlock *const *done, uint32_t ndone, Loop *loop) {
  for (uint32_t n = 0; n < list->count; n++) {
    bool is_done = false;
    for (uint32_t k = 0; k < ndone; k++) is_done |= done[k] == list->items[n].header;
    if (is_done) continue;
    *loop = list->items[n];
    return true;
  }
  return false;
}

static void version_loops(IrFn *fn) {
  Arena keep = {0};
  ARRAY(IrBlock *) done = {0};
  uint32_t growth = 0;
  for (bool more = true; more && growth < LOOP_MAX_GROWTH;) {
    Arena scratch = {0};
    ir_fn_prune(fn);
    DomTree *dom = dom_build(&scratch, fn);
    LoopList list = loops_innermost(&scratch, fn, dom);
    Loop loop;
    bool has_types = false;
    more = false;
    while (!more && next_loop(&list, done.items, done.count, &loop)) {
      uint32_t size;
      ARRAY_PUSH(&keep, &done, loop.header);
      if (!is_small(&loop, &size)) continue;
      if (!has_types) types_infer(fn, dom, false, &scratch);
      has_types = true;
      more = version_loop(fn, &scratch, dom, &loop, size);
      if (more) growth += size;
    }
    arena_free(&scratch);
  }
  arena_free(&keep);
}

void opt_loops(IrProgram *p) {
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n] && p->fns[n]->entry) version_loops(p->fns[n]);
}
