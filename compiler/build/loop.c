/* loop.c: loops (ES 14.7). The header of a loop is sealed when its body has been built. */
#include "internal.h"

static void loop_ctl(Fb *fb, Ctl *ctl, IrBlock *break_to, IrBlock *continue_to) {
  ctl_push(fb, ctl, CTL_JUMP);
  ctl_take_labels(fb, ctl);
  ctl->is_loop = true;
  ctl->break_to = break_to;
  ctl->continue_to = continue_to;
}

static IrBlock *start_header(Fb *fb) {
  IrBlock *header = fb_block(fb);
  fb_jump(fb, header);
  fb_start(fb, header);
  fb_poll(fb);
  return header;
}

void while_statement(Fb *fb, Node *n) {
  IrBlock *body = fb_block(fb), *end = fb_block(fb), *header = start_header(fb);
  Ctl ctl = {0};
  loop_ctl(fb, &ctl, end, header);
  begin_at(fb, n->as.WhileStatement.test, n->as.WhileStatement.test->start);
  expr_branch(fb, n->as.WhileStatement.test, body, end);
  fb_start_sealed(fb, body);
  statement(fb, n->as.WhileStatement.body);
  fb_jump(fb, header);
  ctl_pop(fb);
  ssa_seal(fb, header);
  fb_start_sealed(fb, end);
}

void do_while_statement(Fb *fb, Node *n) {
  IrBlock *test = fb_block(fb), *end = fb_block(fb), *header = start_header(fb);
  Ctl ctl = {0};
  loop_ctl(fb, &ctl, end, test);
  statement(fb, n->as.DoWhileStatement.body);
  fb_jump(fb, test);
  fb_start_sealed(fb, test);
  begin_at(fb, n->as.DoWhileStatement.test, n->as.DoWhileStatement.test->start);
  expr_branch(fb, n->as.DoWhileStatement.test, header, end);
  ctl_pop(fb);
  ssa_seal(fb, header);
  fb_start_sealed(fb, end);
}

/* Captured and changed variables of the head get a new Box for every iteration (ES 14.7.4.4). */
static void copy_iteration_boxes(Fb *fb, Scope *s) {
  for (uint32_t i = 0; i < s->bindings.count; i++) {
    Binding *b = s->bindings.items[i];
    if (!b->per_iteration || b->storage != STORE_BOX) continue;
    IrInst *value = fb_op1(fb, IR_box_get, ~0u, ssa_read(fb, b->var));
    ssa_write(fb, b->var, fb_op1(fb, IR_box_new, ~0u, value));
  }
}

static void for_loop(Fb *fb, void *ctx) {
  Node *n = ctx;
  Node *init = n->as.ForStatement.init, *test = n->as.ForStatement.test, *step = n->as.ForStatement.update;
  Scope *s = n->info;
  scope_enter(fb, s);
  if (init) {
    if (init->kind == AST_VariableDeclaration) {
      variable_declaration(fb, init);
    } else {
      begin_at(fb, init, init->start);
      expr_any(fb, init);
    }
  }
  copy_iteration_boxes(fb, s);
  IrBlock *body = fb_block(fb), *next = fb_block(fb), *end = fb_block(fb), *header = start_header(fb);
  Ctl ctl = {0};
  loop_ctl(fb, &ctl, end, next);
  if (test) {
    begin_at(fb, test, test->start);
    expr_branch(fb, test, body, end);
  } else {
    fb_jump(fb, body);
  }
  fb_start_sealed(fb, body);
  statement(fb, n->as.ForStatement.body);
  fb_jump(fb, next);
  fb_start_sealed(fb, next);
  copy_iteration_boxes(fb, s);
  if (step) {
    begin_at(fb, step, step->start);
    expr_any(fb, step);
  }
  fb_jump(fb, header);
  ctl_pop(fb);
  ssa_seal(fb, header);
  fb_start_sealed(fb, end);
}

void for_statement(Fb *fb, Node *n) {
  Node *init = n->as.ForStatement.init;
  if (!is_using(init)) for_loop(fb, n);
  else resources_scope(fb, init->as.VariableDeclaration.kind == VAR_AWAIT_USING, for_loop, n, n->end);
}

/* Gives the loop's variable or target its next value. */
static void bind_next(Fb *fb, Node *left, Scope *s, IrInst *v) {
  scope_enter(fb, s);
  if (call_target(fb, left, "Invalid left-hand side in for-loop")) return;
  if (left->kind != AST_VariableDeclaration) {
    pattern_bind(fb, left, v, BIND_MODE_ASSIGN, (PatternSource){.is_nested = true});
    return;
  }
  Node *id = left->as.VariableDeclaration.declarations.items[0]->as.VariableDeclarator.id;
  pattern_bind(fb, id, v, left->as.VariableDeclaration.kind == VAR_VAR ? BIND_MODE_ASSIGN : BIND_MODE_INIT,
               (PatternSource){.name = ".for"});
}

void for_in_statement(Fb *fb, Node *n) {
  Node *left = n->as.ForInStatement.left, *right = n->as.ForInStatement.right;
  scope_enter(fb, n->info);
  if (left->kind == AST_VariableDeclaration &&
      left->as.VariableDeclaration.declarations.items[0]->as.VariableDeclarator.init)
    variable_declaration(fb, left);
  IrInst *object = expr(fb, right);
  IrInst *keys = fb_op1(fb, IR_forin_open, right->start, object);
  IrBlock *body = fb_block(fb), *end = fb_block(fb), *header = start_header(fb);
  Ctl ctl = {0};
  loop_ctl(fb, &ctl, end, header);
  IrInst *key = fb_op1(fb, IR_forin_next, right->start, keys);
  fb_branch(fb, fb_op1(fb, IR_is_empty, right->start, key), end, body);
  fb_start_sealed(fb, body);
  bind_next(fb, left, n->info, key);
  statement(fb, n->as.ForInStatement.body);
  fb_jump(fb, header);
  ctl_pop(fb);
  ssa_seal(fb, header);
  fb_start_sealed(fb, end);
}

/* The next value of an asynchronous iterator; goes to `end` when there is none. */
static IrInst *next_async(Fb *fb, IrInst *record, IrBlock *end, uint32_t pos, uint32_t await_pos) {
  IrInst *r = fb_op2(fb, IR_iter_call_next, pos, record, fb_empty(fb));
  r = await_value(fb, r, await_pos);
  fb_op1(fb, IR_iter_check_result, pos, r);
  IrBlock *more = fb_block(fb);
  fb_branch(fb, fb_op1(fb, IR_iter_complete, pos, r), end, more);
  fb_start_sealed(fb, more);
  return fb_op1(fb, IR_iter_value, pos, r);
}

typedef struct Iteration {
  Node *loop;
  IrInst *value;
} Iteration;
static void iteration_body(Fb *fb, void *ctx) {
  Iteration *i = ctx;
  Node *left = i->loop->as.ForOfStatement.left;
  if (is_using(left)) resource_add(fb, left->as.VariableDeclaration.kind, i->value, left->start);
  bind_next(fb, left, i->loop->info, i->value);
  statement(fb, i->loop->as.ForOfStatement.body);
}

void for_of_statement(Fb *fb, Node *n) {
  Node *left = n->as.ForOfStatement.left, *right = n->as.ForOfStatement.right;
  bool is_async = n->as.ForOfStatement.is_await;
  uint32_t pos = right->start;
  scope_enter(fb, n->info);
  IrInst *iterable = expr(fb, right);
  IrInst *record =
      fb_opx(fb, is_async ? IR_iter_open_async : IR_iter_open, pos, 1, &iterable, iterated_text(fb, right), 0, 0);
  IrBlock *end = fb_block(fb), *header = start_header(fb);
  Ctl ctl = {0}, inner = {0};
  loop_ctl(fb, &ctl, end, header);
  IrInst *v;
  if (is_async) {
    bool declares = left->kind == AST_VariableDeclaration;
    const Node *target = declares ? left->as.VariableDeclaration.declarations.items[0] : left;
    v = next_async(fb, record, end, pos, target->start);
  } else {
    IrBlock *body = fb_block(fb);
    v = fb_op1(fb, IR_iter_next, pos, record);
    fb_branch(fb, fb_op1(fb, IR_is_empty, pos, v), end, body);
    fb_start_sealed(fb, body);
  }
  /* Leaving the body in any way but its end closes the iterator. `continue` of this very loop does not. */
  IrBlock *handler = fb_block(fb), *next = fb_block(fb);
  handler->cold = true;
  ctl_push(fb, &inner, CTL_ITERATOR);
  inner.iterator = ssa_new_var(fb, REP_VAL);
  inner.is_async = is_async;
  ssa_write(fb, inner.iterator, record);
  Ctl again = {0}; /* innermost: takes continue, so that it does not pass the iterator */
  ctl_push(fb, &again, CTL_JUMP);
  again.is_loop = true;
  again.labels.items = ctl.labels.items;
  again.labels.count = ctl.labels.count;
  again.continue_to = next;
  fb->handler = handler;
  Iteration iteration = {n, v};
  if (!is_using(left)) iteration_body(fb, &iteration);
  else resources_scope(fb, left->as.VariableDeclaration.kind == VAR_AWAIT_USING, iteration_body, &iteration, n->end);
  fb_jump(fb, next);
  ctl_pop(fb);
  ctl_pop(fb);
  fb_start_sealed(fb, next);
  fb_jump(fb, header);

  fb_start_sealed(fb, handler);
  IrInst *error = fb_op0(fb, IR_catch, pos);
  iterator_close_quiet(fb, record, is_async, pos);
  fb_throw(fb, error, pos);
  ctl_pop(fb);
  ssa_seal(fb, header);
  fb_start_sealed(fb, end);
}
