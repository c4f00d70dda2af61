/* statement.c: statements other than loops and try (ES 14). */
#include "internal.h"

void statements(Fb *fb, const AstList *list) {
  for (uint32_t i = 0; i < list->count; i++) statement(fb, list->items[i]);
}

void variable_declaration(Fb *fb, Node *n) {
  AstVarKind kind = n->as.VariableDeclaration.kind;
  for (uint32_t i = 0; i < n->as.VariableDeclaration.declarations.count; i++) {
    Node *d = n->as.VariableDeclaration.declarations.items[i];
    Node *id = d->as.VariableDeclarator.id, *init = d->as.VariableDeclarator.init;
    if (!init) {
      if (kind != VAR_VAR) pattern_bind(fb, id, fb_undefined(fb), BIND_MODE_INIT, (PatternSource){0});
      continue;
    }
    begin_at(fb, init, init->start);
    Atom *name = id->kind == AST_Identifier ? id->as.Identifier.name : fb->b->atoms.empty;
    if (kind == VAR_VAR && id->kind == AST_Identifier && id->index & USE_DYNAMIC) { /* who has it is asked first */
      Ref r = ref_evaluate(fb, id);
      ref_set(fb, &r, expr_named(fb, init, name), id->start);
      continue;
    }
    IrInst *v = expr_named(fb, init, name);
    if (is_using(n)) resource_add(fb, kind, v, init->start);
    pattern_bind(fb, id, v, kind == VAR_VAR ? BIND_MODE_ASSIGN : BIND_MODE_INIT,
                 (PatternSource){.node = init, .is_declared = true});
  }
}

/* One arm of an if; a function declaration stands in a block of its own. */
static void arm(Fb *fb, Node *n) {
  if (n->kind == AST_FunctionDeclaration && ((FnScope *)n->info)->own_block)
    scope_enter(fb, ((FnScope *)n->info)->own_block);
  statement(fb, n);
}

static void if_statement(Fb *fb, Node *n) {
  Node *no = n->as.IfStatement.alternate;
  IrBlock *yes_block = fb_block(fb), *join = fb_block(fb), *no_block = no ? fb_block(fb) : join;
  begin_at(fb, n->as.IfStatement.test, n->start);
  expr_branch(fb, n->as.IfStatement.test, yes_block, no_block);
  fb_start_sealed(fb, yes_block);
  arm(fb, n->as.IfStatement.consequent);
  fb_jump(fb, join);
  if (no) {
    fb_start_sealed(fb, no_block);
    arm(fb, no);
    fb_jump(fb, join);
  }
  fb_start_sealed(fb, join);
}

/* All cases are distinct small integers close together: the range of a jump table. */
enum { TABLE_MIN_CASES = 4, TABLE_MAX_RANGE = 1024 };
static bool is_table(const AstList *cases, int32_t *low, uint32_t *range) {
  uint32_t n = 0;
  int32_t lo = 0, hi = 0;
  for (uint32_t i = 0; i < cases->count; i++) {
    Node *t = cases->items[i]->as.SwitchCase.test;
    if (!t) continue;
    if (ast_literal_type(t) != LIT_NUMBER) return false;
    double v = t->as.Literal.number;
    if (v != (double)(int32_t)v || v < -100000 || v > 100000000) return false;
    if (!n || (int32_t)v < lo) lo = (int32_t)v;
    if (!n || (int32_t)v > hi) hi = (int32_t)v;
    n++;
  }
  *low = lo;
  *range = (uint32_t)(hi - lo) + 1;
  return n >= TABLE_MIN_CASES && *range <= TABLE_MAX_RANGE && *range <= n * 8;
}

/* Integers go through a table, also those that arithmetic has left as doubles; -0 to case 0, all else to the default. */
static void dispatch_table(Fb *fb, IrInst *v, const AstList *cases, IrBlock **blocks, IrBlock *otherwise, int32_t low,
                           uint32_t range) {
  IrBlock *is_int = fb_block(fb), *not_int = fb_block(fb), *no_case = fb_block(fb);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  ssa_write(fb, var, v);
  fb_branch(fb, fb_op1(fb, IR_is_i32, v->pos, v), is_int, not_int);
  fb_start_sealed(fb, not_int);
  IrInst *same = fb_op1(fb, IR_canonical, v->pos, v);
  ssa_write(fb, var, same);
  fb_branch(fb, fb_op1(fb, IR_is_i32, v->pos, same), is_int, no_case);
  fb_start_sealed(fb, no_case);
  IrBlock *zero = NULL;
  for (uint32_t k = cases->count; k-- > 0;) {
    Node *t = cases->items[k]->as.SwitchCase.test;
    if (t && t->as.Literal.number == 0) zero = blocks[k];
  }
  if (zero) fb_branch(fb, fb_op2(fb, IR_seq, v->pos, v, fb_number(fb, 0)), zero, otherwise);
  else fb_jump(fb, otherwise);
  fb_start_sealed(fb, is_int);
  IrInst *i = fb_op1(fb, IR_unbox_i32, v->pos, ssa_read(fb, var));
  if (low) i = fb_op2(fb, IR_sub_i32, v->pos, i, fb_i32(fb, low));
  IrBlock **succs = ARENA_ARRAY(&fb->scratch, IrBlock *, range + 1);
  for (uint32_t k = 0; k <= range; k++) succs[k] = otherwise;
  for (uint32_t k = cases->count; k-- > 0;) {
    Node *t = cases->items[k]->as.SwitchCase.test;
    if (t) succs[(int32_t)t->as.Literal.number - low] = blocks[k];
  }
  ir_terminate(fb->block, IR_switch_i32, v->pos, 1, &i, range + 1, succs);
}

static void switch_statement(Fb *fb, Node *n) {
  AstList *cases = &n->as.SwitchStatement.cases;
  begin_at(fb, n->as.SwitchStatement.discriminant, n->start);
  IrInst *v = expr(fb, n->as.SwitchStatement.discriminant);
  scope_enter(fb, n->info);
  IrBlock **blocks = ARENA_ARRAY(&fb->scratch, IrBlock *, cases->count + 1);
  Ctl ctl = {0};
  ctl_push(fb, &ctl, CTL_JUMP);
  ctl_take_labels(fb, &ctl);
  ctl.is_switch = true;
  IrBlock *end = ctl.break_to = fb_block(fb), *otherwise = end;
  for (uint32_t i = 0; i < cases->count; i++) {
    blocks[i] = fb_block(fb);
    if (!cases->items[i]->as.SwitchCase.test) otherwise = blocks[i];
  }
  int32_t low;
  uint32_t range;
  if (is_table(cases, &low, &range)) {
    dispatch_table(fb, v, cases, blocks, otherwise, low, range);
  } else {
    for (uint32_t i = 0; i < cases->count; i++) {
      Node *test = cases->items[i]->as.SwitchCase.test;
      if (!test) continue;
      IrBlock *next = fb_block(fb);
      IrInst *t = expr(fb, test);
      fb_branch(fb, fb_op2(fb, IR_seq, test->start, v, t), blocks[i], next);
      fb_start_sealed(fb, next);
    }
    fb_jump(fb, otherwise);
  }
  fb_dead(fb);
  for (uint32_t i = 0; i < cases->count; i++) {
    fb_jump(fb, blocks[i]); /* from the case above */
    fb_start_sealed(fb, blocks[i]);
    statements(fb, &cases->items[i]->as.SwitchCase.consequent);
  }
  fb_jump(fb, end);
  ctl_pop(fb);
  fb_start_sealed(fb, end);
}

static bool is_loop(const Node *n) {
  switch (n->kind) {
    case AST_ForStatement:
    case AST_ForInStatement:
    case AST_ForOfStatement:
    case AST_WhileStatement:
    case AST_DoWhileStatement:
    case AST_SwitchStatement: return true;
    default: return false;
  }
}

static void labeled_statement(Fb *fb, Node *n) {
  ARRAY_PUSH(&fb->scratch, &fb->labels, n->as.LabeledStatement.label->as.Identifier.name);
  Node *body = n->as.LabeledStatement.body;
  if (is_loop(body) || body->kind == AST_LabeledStatement) {
    statement(fb, body);
    return;
  }
  Ctl ctl = {0};
  ctl_push(fb, &ctl, CTL_JUMP);
  ctl_take_labels(fb, &ctl);
  ctl.break_to = fb_block(fb);
  statement(fb, body);
  fb_jump(fb, ctl.break_to);
  ctl_pop(fb);
  fb_start_sealed(fb, ctl.break_to);
}

static void return_statement(Fb *fb, Node *n) {
  Node *argument = n->as.ReturnStatement.argument;
  IrInst *v = argument ? expr(fb, argument) : fb_undefined(fb);
  if (fb->is_async && fb->is_generator && argument) v = await_value(fb, v, n->start);
  do_return(fb, v, n->start);
}

/* A function in a block of sloppy code is assigned to the function's variable too, where it stands (B.3.2.1). */
static void function_declaration(Fb *fb, Node *n) {
  FnScope *f = n->info;
  if (!f->annex_b && !f->sets_global && !f->eval_code) return;
  IrInst *v = binding_get(fb, n->as.Function.id->info, false, n->start);
  if (f->eval_code) eval_set_block_function(fb, f->eval_code, n->as.Function.id->as.Identifier.name, v);
  else if (f->sets_global) fb_opx(fb, IR_set_global, n->start, 1, &v, n->as.Function.id->as.Identifier.name, 0, 2);
  else binding_init(fb, f->annex_b, v);
}

static void class_declaration(Fb *fb, Node *n) {
  Node *id = n->as.Class.id;
  Atom *name = id->as.Identifier.name;
  if (name == fb->b->atoms.default_binding) name = fb->b->atoms.default_;
  IrInst *v = class_definition(fb, n, name);
  if (id->info) binding_init(fb, id->info, v);
  else global_init(fb, id, v);
}

/* The value of code given to eval is that of its last statement that has one (ES 8.4.x UpdateEmpty). */
void complete_with(Fb *fb, IrInst *v) {
  if (fb->completion != ~0u) ssa_write(fb, fb->completion, fb_boxed(fb, v));
}

static bool completes_always(const Node *n) {
  return n->kind == AST_IfStatement || n->kind == AST_WithStatement || n->kind == AST_TryStatement || is_loop(n);
}

void statement(Fb *fb, Node *n) {
  if (fb->completion != ~0u && completes_always(n)) complete_with(fb, fb_undefined(fb));
  if (fb->labels.count && !is_loop(n) && n->kind != AST_LabeledStatement) fb->labels.count = 0;
  switch (n->kind) {
    case AST_ExpressionStatement: {
      begin_at(fb, n->as.ExpressionStatement.expression, n->start);
      IrInst *v = expr_any(fb, n->as.ExpressionStatement.expression);
      complete_with(fb, v);
      break;
    }
    case AST_BlockStatement:
      scope_enter(fb, n->info);
      statements_of_scope(fb, &n->as.BlockStatement.body);
      break;
    case AST_EmptyStatement: break;
    case AST_DebuggerStatement: break;
    case AST_VariableDeclaration: variable_declaration(fb, n); break;
    case AST_FunctionDeclaration: function_declaration(fb, n); break;
    case AST_ClassDeclaration: class_declaration(fb, n); break;
    case AST_ReturnStatement:
      begin_at(fb, n->as.ReturnStatement.argument, n->start);
      return_statement(fb, n);
      break;
    case AST_LabeledStatement: labeled_statement(fb, n); break;
    case AST_BreakStatement:
      do_break(fb, n->as.BreakStatement.label ? n->as.BreakStatement.label->as.Identifier.name : NULL);
      break;
    case AST_ContinueStatement:
      do_continue(fb, n->as.ContinueStatement.label ? n->as.ContinueStatement.label->as.Identifier.name : NULL);
      break;
    case AST_IfStatement: if_statement(fb, n); break;
    case AST_SwitchStatement: switch_statement(fb, n); break;
    case AST_ThrowStatement: {
      begin_at(fb, n->as.ThrowStatement.argument, n->start);
      IrInst *v = expr(fb, n->as.ThrowStatement.argument);
      fb_throw_statement(fb, v, n->start);
      break;
    }
    case AST_TryStatement: try_statement(fb, n); break;
    case AST_WhileStatement: while_statement(fb, n); break;
    case AST_DoWhileStatement: do_while_statement(fb, n); break;
    case AST_ForStatement: for_statement(fb, n); break;
    case AST_ForInStatement: for_in_statement(fb, n); break;
    case AST_ForOfStatement: for_of_statement(fb, n); break;
    case AST_WithStatement: with_statement(fb, n); break;
    case AST_ImportDeclaration:
    case AST_ExportAllDeclaration: break;
    case AST_ExportNamedDeclaration:
      if (n->as.ExportNamedDeclaration.declaration) statement(fb, n->as.ExportNamedDeclaration.declaration);
      break;
    case AST_ExportDefaultDeclaration: {
      Node *d = n->as.ExportDefaultDeclaration.declaration;
      if (d->kind == AST_FunctionDeclaration || d->kind == AST_ClassDeclaration) {
        statement(fb, d);
      } else {
        IrInst *v = expr_named(fb, d, fb->b->atoms.default_);
        binding_init(fb, n->info, v);
      }
      break;
    }
    default: host_panic("statement", ast_kind_names[n->kind]);
  }
}
