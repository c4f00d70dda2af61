/*
 * generator.c: generators and async functions become state machines.
 *
 * A function F with suspensions is split in two. The resume function R gets F's body; F itself only makes the Generator
 * cell, saves in its frame what the body wants of the call (parameters, this, captures, arguments), and starts it. R's
 * entry dispatches on the state to the code after the suspension that it left at. A suspension saves its state and
 * returns the value. A value that is live across a suspension lives in the frame: written after its definition, read
 * before each use; all others stay SSA values, and constants are made again.
 *
 * R is entered as resume(generator, -, -, mode, sent, -), so in R `callee` is the generator, `argc` the mode and
 * `param 0` the value sent.
 * Works on the whole program. needs: ssa; values boxed but for bool and i32. changes: cfg.
 */
#include "../../runtime/abi.h"
#include "../support/array.h"
#include "../support/host.h"
#include "../support/map.h"
#include "passes.h"

typedef struct Machine {
  IrFn *outer, *body;
  Arena *scratch;
  IrBlock *dispatch;        /* R's new entry */
  IrInst *gen;              /* the generator: first value of the dispatch */
  ARRAY(IrBlock *) resumes; /* by state: the block to go on with; 0 is the original entry */
  ARRAY(IrInst *) initial;  /* values that F makes and saves, in the original order */
  uint32_t nframe;
  uint32_t nvalues; /* instruction ids below are the original body's and the suspensions' results */
  uint32_t *slot;   /* by id: frame index + 1, 0 = not in the frame */
  bool *is_initial; /* by id */
  bool has_busy_parameters;
} Machine;

static bool is_suspension(const IrInst *i) { return i->op == IR_yield || i->op == IR_await || i->op == IR_gen_start; }

static bool reads_call(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_param:
    case IR_this:
    case IR_callee:
    case IR_new_target:
    case IR_capture:
    case IR_rest_array:
    case IR_arguments_mapped:
    case IR_arguments_unmapped: return true;
    default: return false;
  }
}

/* Gives a value a place in the frame. */
static void assign_slot(Machine *m, const IrInst *v) {
  if (!m->slot[v->id]) m->slot[v->id] = ++m->nframe;
}

/* ---- taking F's body over ---- */

static void take_body(Machine *m) {
  IrFn *f = m->outer, *r = ir_fn_new(f->program, f->module, f->name);
  m->body = r;
  r->flags = f->flags;
  r->length = f->length;
  r->start = f->start;
  r->entry_pos = f->entry_pos;
  r->end = f->end;
  r->trace_kind = f->trace_kind;
  r->trace_name = f->trace_name;
  r->nparams = 1;
  r->uses_args = r->is_resume = true;
  r->entry = f->entry;
  r->last_block = f->last_block;
  r->nblocks = f->nblocks;
  r->ninsts = f->ninsts;
  for (IrBlock *b = r->entry; b; b = b->next) b->fn = r;
  f->entry = f->last_block = NULL;
  f->nblocks = f->ninsts = 0;
  f->resume = r;
}

/* What F has to compute itself: everything that reads the call, and the boxes that a mapped arguments object shares. */
static void find_initial(Machine *m) {
  m->is_initial = ARENA_ARRAY(m->scratch, bool, m->body->ninsts + 1);
  for (IrBlock *b = m->body->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      if (!reads_call(i)) continue;
      m->is_initial[i->id] = true;
      for (uint32_t k = 0; k < i->nargs; k++) m->is_initial[i->args[k]->id] = true;
    }
  for (IrBlock *b = m->body->entry; b; b = b->next)
    for (IrInst *i = b->first, *next; i; i = next) {
      next = i->next;
      if (!m->is_initial[i->id] || ir_is_constant(i)) continue;
      ARRAY_PUSH(m->scratch, &m->initial, i);
    }
}

/* Splits every block behind its suspensions and gives each result a definition of its own behind it: what the
 * resumption sends, parameter 0 of R. */
static void split_suspensions(Machine *m) {
  ARRAY_PUSH(m->scratch, &m->resumes, m->body->entry);
  for (IrBlock *b = m->body->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      if (i->op == IR_resume_mode) opt_rewrite(i, IR_argc, 0, NULL);
      if (!is_suspension(i)) continue;
      IrBlock *rest = opt_split_after(i);
      ir_jump(b, rest, i->pos); /* keeps the graph whole until the suspension is lowered */
      ARRAY_PUSH(m->scratch, &m->resumes, rest);
      if (i->rep != REP_NONE) i->forward = ir_insert_before(rest->first, IR_param, i->pos, 0, NULL);
      break; /* what follows is visited as `rest` */
    }
  ir_fn_apply_replacements(m->body);
}

/* ---- which values live in the frame ---- */

/* Walks from a use back to the definition; a resume point on the way means that the value must live in the frame. */
static void search_use(Machine *m, IrInst *v, IrBlock *from, uint32_t *visited, const bool *is_resume) {
  ARRAY(IrBlock *) work = {0};
  VEC_PUSH(&work, from);
  while (work.count && !m->slot[v->id]) {
    IrBlock *b = work.items[--work.count];
    if (b == v->block || visited[b->id] == v->id + 1) continue;
    visited[b->id] = v->id + 1;
    if (is_resume[b->id]) assign_slot(m, v);
    for (uint32_t k = 0; k < b->npreds; k++) VEC_PUSH(&work, b->preds[k]);
  }
  VEC_FREE(&work);
}

static void find_live_across(Machine *m) {
  IrFn *fn = m->body;
  uint32_t *visited = ARENA_ARRAY(m->scratch, uint32_t, fn->nblocks + 1);
  bool *is_resume = ARENA_ARRAY(m->scratch, bool, fn->nblocks + 1);
  m->nvalues = fn->ninsts;
  m->slot = ARENA_ARRAY(m->scratch, uint32_t, fn->ninsts + 1);
  for (uint32_t k = 1; k < m->resumes.count; k++) is_resume[m->resumes.items[k]->id] = true;
  for (uint32_t k = 0; k < m->initial.count; k++) assign_slot(m, m->initial.items[k]);
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) {
        IrInst *v = i->args[k];
        IrBlock *at = i->op == IR_phi ? b->preds[k] : b;
        if (!ir_is_constant(v) && !m->slot[v->id] && at != v->block) search_use(m, v, at, visited, is_resume);
      }
}

/* ---- moving them there ---- */

static bool is_moved(const Machine *m, const IrInst *v) { return v->id < m->nvalues && m->slot[v->id]; }

static IrInst *to_boxed(IrInst *v, IrInst *at) {
  if (v->rep == REP_BOOL) return ir_insert_before(at, IR_box_bool, at->pos, 1, &v);
  if (v->rep == REP_I32) return ir_insert_before(at, IR_box_i32, at->pos, 1, &v);
  return v;
}

/* The value again, just before `at`: a load from the frame, or the constant. */
static IrInst *reload(Machine *m, IrInst *v, IrInst *at) {
  if (ir_is_constant(v)) {
    IrInst *c = ir_insert_before(at, (IrOp)v->op, v->pos, 0, NULL);
    c->imm = v->imm;
    c->imm2 = v->imm2;
    c->rep = v->rep;
    return c;
  }
  IrInst *got = ir_insert_before(at, IR_frame_get, at->pos, 1, &m->gen);
  got->imm2 = m->slot[v->id] - 1;
  if (v->rep == REP_BOOL) return ir_insert_before(at, IR_unbox_bool, at->pos, 1, &got);
  if (v->rep == REP_I32) return ir_insert_before(at, IR_unbox_i32, at->pos, 1, &got);
  return got;
}

static void reload_uses(Machine *m) {
  for (IrBlock *b = m->body->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      if (i->id < m->nvalues && m->is_initial[i->id]) continue; /* goes to F as it is */
      for (uint32_t k = 0; k < i->nargs; k++) {
        IrInst *v = i->args[k];
        IrBlock *use = i->op == IR_phi ? b->preds[k] : b;
        bool is_initial = v->id < m->nvalues && m->is_initial[v->id] && !ir_is_constant(v);
        if (v->id >= m->nvalues || (v->block == use && !is_initial)) continue;
        if (!m->slot[v->id] && !ir_is_constant(v)) continue;
        IrInst *at = i->op == IR_phi ? use->last : i;
        if (at->op == IR_on_throw) at = at->prev;
        i->args[k] = reload(m, v, at);
      }
    }
}

/* First instruction of a block behind the phis and catch. */
static IrInst *behind_phis(IrBlock *b) {
  IrInst *i = b->first;
  while (i->op == IR_phi || i->op == IR_catch) i = i->next;
  return i;
}

static void save_definitions(Machine *m) {
  for (IrBlock *b = m->body->entry; b; b = b->next)
    for (IrInst *i = b->first, *next; i; i = next) {
      next = i->next;
      if (!is_moved(m, i) || m->is_initial[i->id]) continue;
      IrInst *at = i->op == IR_phi || i->op == IR_catch ? behind_phis(b) : next;
      if (at->op == IR_on_throw) { /* the value exists only on the normal edge */
        IrBlock *normal = b->succs[0];
        uint32_t k = 0;
        while (normal->preds[k] != b) k++;
        at = normal->npreds == 1 ? behind_phis(normal) : opt_split_edge(b, normal, k)->last;
      }
      IrInst *args[2] = {m->gen, to_boxed(i, at)};
      ir_insert_before(at, IR_frame_set, at->pos, 2, args)->imm2 = m->slot[i->id] - 1;
    }
  for (uint32_t k = 0; k < m->initial.count; k++) ir_remove(m->initial.items[k]);
}

/* ---- control ---- */

static void lower_returns(Machine *m) {
  for (IrBlock *b = m->body->entry; b; b = b->next)
    if (b->last->op == IR_ret) ir_insert_before(b->last, IR_gen_finish, b->last->pos, 1, &m->gen);
}

static int64_t suspend_kind(const IrInst *s) {
  if (s->op == IR_yield) return s->imm.i ? SUSPEND_DELEGATE : SUSPEND_YIELD;
  return s->op == IR_await ? SUSPEND_AWAIT : SUSPEND_START;
}

/* Suspension number `state`: save where to go on, return the value. */
static void lower_suspension(Machine *m, uint32_t state) {
  IrBlock *rest = m->resumes.items[state], *b = rest->preds[0];
  ir_remove(b->last); /* the jump */
  IrInst *s = b->last, *value = s->nargs ? s->args[0] : NULL;
  if (!value) {
    value = ir_insert_before(s, IR_const_val, s->pos, 0, NULL);
    value->imm.i = (int64_t)VALUE_UNDEFINED_BITS;
  }
  if (s->op == IR_await) ir_insert_before(s, IR_await_site, s->pos, 1, &m->gen);
  IrInst *suspend = ir_insert_before(s, IR_gen_suspend, s->pos, 1, &m->gen);
  suspend->imm2 = state;
  suspend->imm.i = suspend_kind(s);
  ir_remove(s);
  ir_terminate(b, IR_ret, s->pos, 1, &value, 0, NULL);
  rest->npreds = 0;
}

/* R's entry: a new first block that switches on the state. */
static void make_dispatch(Machine *m) {
  IrFn *r = m->body;
  IrBlock *last = r->last_block, *d = ir_block_new(r);
  last->next = NULL;
  r->last_block = last;
  d->next = r->entry;
  r->entry = d;
  m->dispatch = d;
  m->gen = ir_emit(d, IR_callee, ~0u, 0, NULL);
}

static void finish_dispatch(Machine *m) {
  IrInst *state = ir_emit(m->dispatch, IR_gen_state, ~0u, 1, &m->gen);
  IrBlock *bad = ir_block_new(m->body);
  ir_terminate(bad, IR_unreachable, ~0u, 0, NULL, 0, NULL);
  ARRAY_PUSH(m->scratch, &m->resumes, bad);
  ir_terminate(m->dispatch, IR_switch_i32, ~0u, 1, &state, m->resumes.count, m->resumes.items);
}

/* Parameters run code, which may change the function's `prototype` before the generator is made (ES 27.5.3.1). */
static bool has_busy_parameters(const IrFn *f) {
  if (!(f->flags & FN_GENERATOR)) return false;
  for (const IrInst *i = f->entry->first; i->op != IR_gen_start; i = i->next)
    if (ir_throws(i) || ir_is_terminator(i)) return true;
  return false;
}

/* F's new body. */
static void make_outer(Machine *m) {
  IrFn *f = m->outer;
  IrBlock *b = ir_block_new(f);
  IrInst **made = ARENA_ARRAY(m->scratch, IrInst *, m->nvalues + 1);
  for (uint32_t k = 0; k < m->initial.count; k++) {
    IrInst *i = m->initial.items[k];
    IrInst **args = ARENA_ARRAY(m->scratch, IrInst *, i->nargs + 1);
    for (uint32_t n = 0; n < i->nargs; n++) {
      IrInst *a = i->args[n];
      if (ir_is_constant(a)) {
        args[n] = ir_emit(b, (IrOp)a->op, a->pos, 0, NULL);
        args[n]->imm = a->imm;
      } else {
        args[n] = made[a->id];
      }
    }
    IrInst *copy = ir_emit(b, (IrOp)i->op, i->pos, i->nargs, args);
    copy->imm = i->imm;
    copy->imm2 = i->imm2;
    made[i->id] = copy;
  }
  IrInst *callee = ir_emit(b, IR_callee, f->start, 0, NULL);
  IrInst *gen = ir_emit(b, IR_gen_create, f->start, 1, &callee);
  gen->imm.fn = m->body;
  gen->imm2 = m->nframe;
  for (uint32_t k = 0; k < m->initial.count; k++) {
    IrInst *i = m->initial.items[k], *args[2] = {gen, made[i->id]};
    ir_emit(b, IR_frame_set, f->start, 2, args)->imm2 = m->slot[i->id] - 1;
  }
  IrInst *result = ir_emit(b, IR_gen_begin, f->start, 1, &gen);
  if (m->has_busy_parameters) ir_emit(b, IR_gen_prototype, f->start, 2, (IrInst *[]){result, callee});
  ir_terminate(b, IR_ret, f->start, 1, &result, 0, NULL);
  f->frame_slots = m->body->frame_slots = m->nframe;
}

static void transform(IrFn *f) {
  Arena scratch = {0};
  Machine m = {.outer = f, .scratch = &scratch, .has_busy_parameters = has_busy_parameters(f)};
  take_body(&m);
  find_initial(&m);
  uint32_t original = m.body->ninsts;
  split_suspensions(&m);
  bool *is_initial = ARENA_ARRAY(&scratch, bool, m.body->ninsts + 1);
  memcpy(is_initial, m.is_initial, original);
  m.is_initial = is_initial;
  find_live_across(&m);
  make_dispatch(&m);
  reload_uses(&m);
  save_definitions(&m);
  lower_returns(&m);
  uint32_t states = m.resumes.count;
  for (uint32_t k = 1; k < states; k++) lower_suspension(&m, k);
  finish_dispatch(&m);
  make_outer(&m);
  ir_fn_prune(m.body);
  arena_free(&scratch);
}

void opt_generator(IrProgram *p) {
  uint32_t n = p->nfns;
  for (uint32_t k = 0; k < n; k++)
    if (p->fns[k] && p->fns[k]->flags & (FN_GENERATOR | FN_ASYNC) && !p->fns[k]->is_resume) transform(p->fns[k]);
}
