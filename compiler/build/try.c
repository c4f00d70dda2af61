/*
 * try.c: try statements, and the ways out of statements: break, continue and return run what stands between them and
 * their target, finally blocks and the closing of iterators.
 *
 * A finally block is built once. Whoever enters it leaves a number and a value in two variables: 0 goes on behind the
 * statement, 1 throws the value, n + 2 is the n-th other way out. Its end switches on the number.
 */
#include "internal.h"

Ctl *ctl_push(Fb *fb, Ctl *c, CtlKind kind) {
  c->kind = kind;
  c->outer = fb->ctl;
  c->handler = fb->handler;
  fb->ctl = c;
  return c;
}

void ctl_pop(Fb *fb) {
  fb->handler = fb->ctl->handler;
  fb->ctl = fb->ctl->outer;
}

void ctl_take_labels(Fb *fb, Ctl *c) {
  for (uint32_t i = 0; i < fb->labels.count; i++) ARRAY_PUSH(&fb->scratch, &c->labels, fb->labels.items[i]);
  fb->labels.count = 0;
}

static void enter_finally(Fb *fb, Finally *f, uint32_t kind, IrInst *value) {
  ssa_write(fb, f->kind_var, fb_i32(fb, (int32_t)kind));
  ssa_write(fb, f->value_var, value ? value : fb_undefined(fb));
  fb_jump(fb, f->block);
}

static uint32_t exit_number(Fb *fb, Finally *f, Exit e) {
  for (uint32_t i = 0; i < f->exits.count; i++) {
    Exit *x = &f->exits.items[i];
    if (x->is_return == e.is_return && x->is_continue == e.is_continue && x->target == e.target)
      return i + FINALLY_EXITS;
  }
  ARRAY_PUSH(&fb->scratch, &f->exits, e);
  return f->exits.count - 1 + FINALLY_EXITS;
}

/* Leaves the statements up to `target` (NULL: all of them), in order. False if a finally block has taken over. */
static bool leave(Fb *fb, Ctl *target, Exit e, IrInst *value, uint32_t pos) {
  for (Ctl *c = fb->ctl; c != target; c = c->outer) {
    if (c->kind == CTL_FINALLY) {
      enter_finally(fb, c->finally, exit_number(fb, c->finally, e), value);
      return false;
    }
    if (c->kind == CTL_ITERATOR) {
      IrInst *record = ssa_read(fb, c->iterator);
      fb->ctl = c->outer;
      fb->handler = c->handler;
      iterator_close(fb, record, c->is_async, pos);
    }
  }
  return true;
}

static void do_exit(Fb *fb, Exit e, IrInst *value, uint32_t pos) {
  Ctl *ctl = fb->ctl;
  IrBlock *handler = fb->handler;
  if (leave(fb, e.target, e, value, pos)) {
    if (!e.is_return) {
      fb_jump(fb, e.is_continue ? e.target->continue_to : e.target->break_to);
    } else if (fb->ret_block) {
      ssa_write(fb, fb->ret_var, value);
      fb_jump(fb, fb->ret_block);
    } else {
      ir_terminate(fb->block, IR_ret, pos, 1, &value, 0, NULL);
    }
  }
  fb->ctl = ctl;
  fb->handler = handler;
  fb_dead(fb);
}

static bool has_label(const Ctl *c, const Atom *label) {
  for (uint32_t i = 0; i < c->labels.count; i++)
    if (c->labels.items[i] == label) return true;
  return false;
}

void do_break(Fb *fb, Atom *label) {
  for (Ctl *c = fb->ctl; c; c = c->outer) {
    if (c->kind != CTL_JUMP || !c->break_to) continue;
    if (label ? !has_label(c, label) : !(c->is_loop || c->is_switch)) continue;
    do_exit(fb, (Exit){.target = c}, NULL, ~0u);
    return;
  }
  UNREACHABLE();
}

void do_continue(Fb *fb, Atom *label) {
  for (Ctl *c = fb->ctl; c; c = c->outer) {
    if (c->kind != CTL_JUMP || !c->is_loop || (label && !has_label(c, label))) continue;
    do_exit(fb, (Exit){.target = c, .is_continue = true}, NULL, ~0u);
    return;
  }
  UNREACHABLE();
}

void do_return(Fb *fb, IrInst *v, uint32_t pos) { do_exit(fb, (Exit){.is_return = true}, v, pos); }

/* ---- iterators ---- */

void iterator_close(Fb *fb, IrInst *record, bool is_async, uint32_t pos) {
  if (!is_async) {
    fb_op1(fb, IR_iter_close, pos, record);
    return;
  }
  IrBlock *has_return = fb_block(fb), *end = fb_block(fb);
  IrInst *r = fb_op2(fb, IR_iter_call_return, pos, record, fb_empty(fb));
  fb_branch(fb, fb_op1(fb, IR_is_empty, pos, r), end, has_return);
  fb_start_sealed(fb, has_return);
  r = await_value(fb, r, pos);
  fb_op1(fb, IR_iter_check_result, pos, r);
  fb_jump(fb, end);
  fb_start_sealed(fb, end);
}

void iterator_close_quiet(Fb *fb, IrInst *record, bool is_async, uint32_t pos) {
  if (!is_async) {
    fb_op1(fb, IR_iter_close_quiet, pos, record);
    return;
  }
  IrBlock *outer = fb->handler, *ignore = fb_block(fb), *has_return = fb_block(fb), *end = fb_block(fb);
  fb->handler = ignore;
  IrInst *r = fb_op2(fb, IR_iter_call_return, pos, record, fb_empty(fb));
  fb_branch(fb, fb_op1(fb, IR_is_empty, pos, r), end, has_return);
  fb_start_sealed(fb, has_return);
  await_value(fb, r, pos);
  fb_jump(fb, end);
  fb->handler = outer;
  fb_start_sealed(fb, ignore);
  fb_op0(fb, IR_catch, pos);
  fb_jump(fb, end);
  fb_start_sealed(fb, end);
}

/* ---- try ---- */

/* try and catch, without finally. */
static void try_catch(Fb *fb, Node *block, Node *clause) {
  IrBlock *outer = fb->handler, *handler = fb_block(fb), *end = fb_block(fb);
  handler->cold = true;
  fb->handler = handler;
  statement(fb, block);
  fb_jump(fb, end);
  fb->handler = outer;
  fb_start_sealed(fb, handler);
  IrInst *error = fb_op0(fb, IR_catch, clause->start);
  scope_enter(fb, clause->info);
  if (clause->as.CatchClause.param)
    pattern_bind(fb, clause->as.CatchClause.param, error, BIND_MODE_INIT, (PatternSource){.name = ".catch"});
  statement(fb, clause->as.CatchClause.body);
  fb_jump(fb, end);
  fb_start_sealed(fb, end);
}

/* The end of a finally block: on to where its visitors wanted to go. */
static void dispatch(Fb *fb, Finally *f, uint32_t pos) {
  uint32_t n = f->exits.count + FINALLY_EXITS;
  IrBlock **succs = ARENA_ARRAY(&fb->scratch, IrBlock *, n);
  for (uint32_t i = 0; i < n; i++) succs[i] = fb_block(fb);
  IrInst *kind = ssa_read(fb, f->kind_var);
  ir_terminate(fb->block, IR_switch_i32, pos, 1, &kind, n, succs);
  fb_start_sealed(fb, succs[FINALLY_THROW]);
  fb_throw(fb, ssa_read(fb, f->value_var), pos);
  for (uint32_t i = 0; i < f->exits.count; i++) {
    fb_start_sealed(fb, succs[i + FINALLY_EXITS]);
    do_exit(fb, f->exits.items[i], ssa_read(fb, f->value_var), pos);
  }
  fb_start_sealed(fb, succs[FINALLY_NORMAL]);
}

void finally_open(Fb *fb, Finally *f, Ctl *ctl) {
  *f = (Finally){.block = fb_block(fb), .kind_var = ssa_new_var(fb, REP_I32), .value_var = ssa_new_var(fb, REP_VAL)};
  ctl_push(fb, ctl, CTL_FINALLY);
  ctl->finally = f;
  fb->handler = f->handler = fb_block(fb);
  f->handler->cold = true;
}

void finally_enter(Fb *fb, Finally *f, uint32_t pos) {
  enter_finally(fb, f, FINALLY_NORMAL, NULL);
  ctl_pop(fb);
  fb_start_sealed(fb, f->handler);
  IrInst *error = fb_op0(fb, IR_catch, pos);
  enter_finally(fb, f, FINALLY_THROW, error);
  fb_start_sealed(fb, f->block);
}

void finally_close(Fb *fb, Finally *f, uint32_t pos) { dispatch(fb, f, pos); }

void try_statement(Fb *fb, Node *n) {
  Node *block = n->as.TryStatement.block, *clause = n->as.TryStatement.handler,
       *finalizer = n->as.TryStatement.finalizer;
  if (!finalizer) {
    try_catch(fb, block, clause);
    return;
  }
  Finally f;
  Ctl ctl = {0};
  finally_open(fb, &f, &ctl);
  if (clause) try_catch(fb, block, clause);
  else statement(fb, block);
  finally_enter(fb, &f, finalizer->start);
  /* a finally block that ends normally has no value of its own */
  IrInst *completion = fb->completion == ~0u ? NULL : ssa_read(fb, fb->completion);
  if (completion) complete_with(fb, fb_undefined(fb));
  statement(fb, finalizer);
  if (completion) complete_with(fb, completion);
  finally_close(fb, &f, finalizer->end);
}
