/*
 * early.c: the walk over the tree that finds early errors: statements, expressions and functions. Chains that may be
 * long (a + b + …, a.b().c(), else-if) are followed by the loop in check_node, not by recursion.
 */
#include "early_check.h"

void check_error(Check *k, Span span, const char *format, ...) {
  va_list args;
  va_start(args, format);
  diag_add(k->options->diags, DIAG_ERROR, k->source, span, format, args);
  va_end(args);
}

void check_list(Check *k, AstList list) {
  for (uint32_t i = 0; i < list.count; i++) check_node(k, list.items[i]);
}

/* ---- functions ---- */

void check_enter_fn(Check *k, Fn *fn, Scope *scope, AstFunctionInfo *info) {
  fn->outer = k->fn;
  fn->info = info;
  fn->is_strict |= k->fn->is_strict;
  k->fn = fn;
  early_scope_push(k, scope, true, true);
}

void check_leave_fn(Check *k) {
  Fn *fn = k->fn;
  AstFunctionInfo *info = fn->info, *outer = fn->outer->info;
  info->is_strict = fn->is_strict;
  if (info->has_direct_eval) info->has_inner_eval = true;
  if (fn->is_arrow) {
    if (info->has_direct_eval) {
      info->uses_this = info->uses_arguments = info->uses_new_target = true;
      info->uses_super_property |= fn->allow_super_property;
      info->uses_super_call |= fn->allow_super_call;
    }
    outer->uses_this |= info->uses_this;
    outer->uses_arguments |= info->uses_arguments;
    outer->uses_new_target |= info->uses_new_target;
    outer->uses_super_property |= info->uses_super_property;
    outer->uses_super_call |= info->uses_super_call;
    outer->has_direct_eval |= info->has_direct_eval;
  }
  outer->has_inner_eval |= info->has_inner_eval;
  outer->has_with |= info->has_with;
  early_scope_pop(k);
  k->fn = fn->outer;
}

/* The "use strict" of a directive prologue; NULL if there is none. */
static const Node *use_strict(AstList body) {
  for (uint32_t i = 0; i < body.count; i++) {
    const Node *n = body.items[i];
    if (n->kind != AST_ExpressionStatement || !n->as.ExpressionStatement.directive) return NULL;
    if (atom_is(n->as.ExpressionStatement.directive, "use strict")) return n;
  }
  return NULL;
}

static bool are_simple(AstList params) {
  for (uint32_t i = 0; i < params.count; i++)
    if (params.items[i]->kind != AST_Identifier) return false;
  return true;
}

void check_function(Check *k, Node *n, bool allow_super_property, bool allow_super_call) {
  AstFunctionInfo *info = &n->as.Function.info;
  Node *body = n->as.Function.body;
  Scope scope;
  Fn fn = {.is_arrow = n->kind == AST_ArrowFunctionExpression,
           .is_async = n->as.Function.is_async,
           .is_generator = n->as.Function.is_generator,
           .allow_return = true,
           .allow_await = n->as.Function.is_async,
           .allow_new_target = true,
           .allow_super_property = allow_super_property,
           .allow_super_call = allow_super_call};
  if (fn.is_arrow) {
    fn.allow_new_target = k->fn->allow_new_target;
    fn.allow_super_property = k->fn->allow_super_property;
    fn.allow_super_call = k->fn->allow_super_call;
  }
  info->has_simple_params = are_simple(n->as.Function.params);
  const Node *directive = n->as.Function.is_expression ? NULL : use_strict(body->as.BlockStatement.body);
  if (directive && !info->has_simple_params)
    check_error(k, ast_span(directive), "'use strict' is not allowed in a function with non-simple parameters");
  fn.is_strict = directive != NULL;
  check_enter_fn(k, &fn, &scope, info);
  if (n->as.Function.id && (n->kind == AST_FunctionExpression || fn.is_strict)) {
    bool was_generator = fn.is_generator, was_async = fn.is_async;
    if (n->kind == AST_FunctionDeclaration) fn.is_generator = fn.is_async = false; /* named by the code around it */
    check_binding_name(k, n->as.Function.id);
    fn.is_generator = was_generator;
    fn.is_async = was_async;
  }
  fn.in_params = true;
  for (uint32_t i = 0; i < n->as.Function.params.count; i++)
    scope_declare_pattern(k, n->as.Function.params.items[i], DECLARE_PARAM);
  fn.in_params = false;
  if (n->as.Function.is_expression) check_node(k, body);
  else check_list(k, body->as.BlockStatement.body);
  check_leave_fn(k);
}

/* ---- statements ---- */

static void check_block(Check *k, AstList body) {
  Scope scope;
  early_scope_push(k, &scope, false, false);
  check_list(k, body);
  early_scope_pop(k);
}

/* A statement that stands alone where only a statement may, not a declaration (ES 14.6.1, 14.7, 14.11). */
static void check_substatement(Check *k, Node *n, bool allow_function) {
  if (!n) return;
  const Node *inner = n;
  while (inner->kind == AST_LabeledStatement) inner = inner->as.LabeledStatement.body;
  bool is_plain =
      inner->kind == AST_FunctionDeclaration && !inner->as.Function.is_async && !inner->as.Function.is_generator;
  if (inner->kind >= AST_ImportDeclaration && inner->kind <= AST_ExportAllDeclaration)
    check_error(k, (Span){inner->start, inner->start + 6},
                "'import' and 'export' are only allowed at the top level of a module");
  else if (inner->kind == AST_ClassDeclaration ||
           (inner->kind == AST_VariableDeclaration && inner->as.VariableDeclaration.kind != VAR_VAR))
    check_error(k, (Span){inner->start, inner->start + 1}, "a declaration needs a block around it here");
  else if (inner->kind == AST_FunctionDeclaration && !(is_plain && allow_function && inner == n && !k->fn->is_strict))
    check_error(k, (Span){inner->start, inner->start + 1}, "a function declaration needs a block around it here");
  if (inner->kind == AST_FunctionDeclaration) {
    Scope scope;
    early_scope_push(k, &scope, false, false);
    check_node(k, n);
    early_scope_pop(k);
  } else {
    check_node(k, n);
  }
}

static void check_loop_body(Check *k, Node *body) {
  k->fn->loops++;
  k->fn->breakables++;
  check_substatement(k, body, false);
  k->fn->loops--;
  k->fn->breakables--;
}

static void check_labeled(Check *k, Node *n) {
  Node *label = n->as.LabeledStatement.label, *body = n->as.LabeledStatement.body;
  check_label_name(k, label);
  if (label->kind != AST_Identifier) return;
  const Atom *name = label->as.Identifier.name;
  for (const Label *l = k->fn->labels; l; l = l->outer)
    if (l->name == name)
      check_error(k, ast_span(label), "label '%s' has already been declared", atom_utf8(name, &k->arena));
  const Node *inner = body;
  while (inner->kind == AST_LabeledStatement) inner = inner->as.LabeledStatement.body;
  bool is_loop = inner->kind == AST_WhileStatement || inner->kind == AST_DoWhileStatement ||
                 inner->kind == AST_ForStatement || inner->kind == AST_ForInStatement ||
                 inner->kind == AST_ForOfStatement;
  Label here = {k->fn->labels, name, is_loop};
  k->fn->labels = &here;
  if (body->kind == AST_FunctionDeclaration) {
    if (k->fn->is_strict || body->as.Function.is_async || body->as.Function.is_generator)
      check_error(k, (Span){body->start, body->start + 1}, "a function declaration cannot be labelled here");
    check_node(k, body);
  } else if (body->kind == AST_LabeledStatement) {
    check_node(k, body);
  } else {
    check_substatement(k, body, false);
  }
  k->fn->labels = here.outer;
}

static void check_jump(Check *k, Node *n) {
  bool is_continue = n->kind == AST_ContinueStatement;
  Node *label = is_continue ? n->as.ContinueStatement.label : n->as.BreakStatement.label;
  if (!label) {
    if (is_continue ? !k->fn->loops : !k->fn->breakables)
      check_error(k, ast_span(n), is_continue ? "'continue' outside of a loop" : "'break' outside of a loop or switch");
    return;
  }
  check_label_name(k, label);
  if (label->kind != AST_Identifier) return;
  for (const Label *l = k->fn->labels; l; l = l->outer) {
    if (l->name != label->as.Identifier.name) continue;
    if (is_continue && !l->is_loop)
      check_error(k, ast_span(label), "'continue' needs a loop's label: '%s' is none", atom_utf8(l->name, &k->arena));
    return;
  }
  if (k->options->is_partial) return;
  check_error(k, ast_span(label), "undefined label '%s'", atom_utf8(label->as.Identifier.name, &k->arena));
}

static void check_using(Check *k, const Node *n, bool in_head) {
  const Fn *f = k->fn;
  if (f->is_top && k->options->goal == PARSE_SCRIPT && !k->scope->outer && !in_head)
    check_error(k, ast_span(n), "a 'using' declaration is not allowed at the top level of a script");
  if (n->as.VariableDeclaration.kind == VAR_AWAIT_USING) {
    if (!f->allow_await) check_error(k, ast_span(n), "'await using' is only allowed in async functions and modules");
    f->info->has_await = true;
  }
}

/* `in_head`: in the head of for-in or for-of; `is_of`: of the latter. */
static void check_variables(Check *k, Node *n, bool in_head, bool is_of) {
  AstVarKind kind = n->as.VariableDeclaration.kind;
  AstList list = n->as.VariableDeclaration.declarations;
  if (kind >= VAR_USING) check_using(k, n, in_head);
  for (uint32_t i = 0; i < list.count; i++) {
    Node *d = list.items[i], *id = d->as.VariableDeclarator.id, *init = d->as.VariableDeclarator.init;
    scope_declare_pattern(k, id, kind == VAR_VAR ? DECLARE_VAR : DECLARE_LEXICAL);
    if (in_head && init) {
      bool is_legacy = !is_of && kind == VAR_VAR && id->kind == AST_Identifier && !k->fn->is_strict; /* ES B.3.5 */
      if (!is_legacy) check_error(k, ast_span(init), "a loop variable of for-in or for-of may not have an initializer");
    } else if (!in_head && !init) {
      if (kind == VAR_CONST || kind >= VAR_USING)
        check_error(k, ast_span(id), "missing initializer in '%s' declaration", kind == VAR_CONST ? "const" : "using");
      else if (id->kind != AST_Identifier)
        check_error(k, ast_span(id), "missing initializer in destructuring declaration");
    }
    if (kind >= VAR_USING && id->kind != AST_Identifier)
      check_error(k, ast_span(id), "a 'using' declaration may only declare names");
    check_node(k, init);
  }
}

static void check_for(Check *k, Node *n) {
  Scope scope;
  early_scope_push(k, &scope, false, false);
  check_node(k, n->as.ForStatement.init);
  check_node(k, n->as.ForStatement.test);
  check_node(k, n->as.ForStatement.update);
  check_loop_body(k, n->as.ForStatement.body);
  early_scope_pop(k);
}

/* Bytes of the small letters, digits and so on that a name has at `text`. */
static size_t word_length(const char *text) {
  size_t n = 0;
  while ((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z') ||
         (text[n] >= '0' && text[n] <= '9') || text[n] == '_' || text[n] == '$' || text[n] == '\\' ||
         (uint8_t)text[n] >= 0x80)
    n++;
  return n;
}

static void check_for_each(Check *k, Node *n) {
  bool is_of = n->kind == AST_ForOfStatement;
  Node *left = is_of ? n->as.ForOfStatement.left : n->as.ForInStatement.left;
  Node *right = is_of ? n->as.ForOfStatement.right : n->as.ForInStatement.right;
  Scope scope;
  early_scope_push(k, &scope, false, false);
  if (is_of && n->as.ForOfStatement.is_await) {
    if (!k->fn->allow_await)
      check_error(k, (Span){n->start, n->start + 3}, "'for await' is only allowed in async functions and modules");
    k->fn->info->has_await = true;
  }
  if (left->kind == AST_VariableDeclaration) {
    if (!is_of && left->as.VariableDeclaration.kind >= VAR_USING)
      check_error(k, ast_span(left), "a 'using' declaration is not allowed in for-in");
    check_variables(k, left, true, is_of);
  } else {
    const char *text = k->source->text + left->start;
    if (is_of && !strncmp(text, "let", 3) && word_find(text, word_length(text)) == W_LET)
      check_error(k, ast_span(left), "a for-of statement may not assign to what begins with 'let'");
    check_target(k, left);
  }
  check_node(k, right);
  check_loop_body(k, is_of ? n->as.ForOfStatement.body : n->as.ForInStatement.body);
  early_scope_pop(k);
}

static void check_switch(Check *k, Node *n) {
  Scope scope;
  check_node(k, n->as.SwitchStatement.discriminant);
  early_scope_push(k, &scope, false, false);
  k->fn->breakables++;
  for (uint32_t i = 0; i < n->as.SwitchStatement.cases.count; i++) {
    Node *c = n->as.SwitchStatement.cases.items[i];
    check_node(k, c->as.SwitchCase.test);
    for (uint32_t j = 0; j < c->as.SwitchCase.consequent.count; j++) {
      Node *s = c->as.SwitchCase.consequent.items[j];
      if (s->kind == AST_VariableDeclaration && s->as.VariableDeclaration.kind >= VAR_USING)
        check_error(k, ast_span(s), "a 'using' declaration in a switch needs a block around it");
      check_node(k, s);
    }
  }
  k->fn->breakables--;
  early_scope_pop(k);
}

static void check_try(Check *k, Node *n) {
  check_node(k, n->as.TryStatement.block);
  Node *handler = n->as.TryStatement.handler;
  if (handler) {
    Scope scope;
    Node *param = handler->as.CatchClause.param;
    early_scope_push(k, &scope, false, false);
    scope_declare_pattern(k, param, param && param->kind == AST_Identifier ? DECLARE_CATCH : DECLARE_CATCH_PATTERN);
    check_list(k, handler->as.CatchClause.body->as.BlockStatement.body);
    early_scope_pop(k);
  }
  check_node(k, n->as.TryStatement.finalizer);
}

/* ---- expressions ---- */

static bool is_private_member(const Node *n) {
  if (n->kind == AST_ChainExpression) n = n->as.ChainExpression.expression;
  return n->kind == AST_MemberExpression && n->as.MemberExpression.property->kind == AST_PrivateIdentifier;
}

static void check_unary(Check *k, Node *n) {
  const Node *argument = n->as.UnaryExpression.argument;
  if (n->as.UnaryExpression.op != OP_DELETE) return;
  if (k->fn->is_strict && argument->kind == AST_Identifier)
    check_error(k, ast_span(argument), "a name cannot be deleted in strict mode");
  else if (is_private_member(argument)) check_error(k, ast_span(argument), "private fields cannot be deleted");
}

/* ES B.3.1: at most one `__proto__: value`. */
static void check_proto(Check *k, Node *n) {
  bool seen = false;
  for (uint32_t i = 0; i < n->as.ObjectExpression.properties.count; i++) {
    const Node *p = n->as.ObjectExpression.properties.items[i];
    if (p->kind != AST_Property || p->as.Property.computed || p->as.Property.shorthand || p->as.Property.method ||
        p->as.Property.kind != PROPERTY_INIT)
      continue;
    const Node *key = p->as.Property.key;
    const Atom *name = key->kind == AST_Identifier           ? key->as.Identifier.name
                       : ast_literal_type(key) == LIT_STRING ? key->as.Literal.string
                                                             : NULL;
    if (!name || !atom_is(name, "__proto__")) continue;
    if (seen) check_error(k, ast_span(key), "duplicate __proto__ fields are not allowed in object literals");
    seen = true;
  }
}

static void check_property(Check *k, Node *n) {
  Node *key = n->as.Property.key, *value = n->as.Property.value;
  if (n->as.Property.computed) check_node(k, key);
  else if (key->kind == AST_Literal) check_literal(k, key);
  if (n->as.Property.method || n->as.Property.kind != PROPERTY_INIT) check_function(k, value, true, false);
  else check_node(k, value);
}

static void check_super(Check *k, Node *n, bool is_call) {
  Fn *f = k->fn;
  if (n->flags & NODE_PARENTHESIZED) check_error(k, ast_span(n), "unexpected 'super' in parentheses");
  if (is_call ? !f->allow_super_call : !f->allow_super_property)
    check_error(k, ast_span(n),
                is_call ? "'super' call outside of a derived class's constructor"
                        : "'super' property outside of a method");
  if (is_call) f->info->uses_super_call = true;
  else f->info->uses_super_property = true;
  f->info->uses_this = true;
}

static void check_meta(Check *k, Node *n) {
  if (atom_is(n->as.MetaProperty.meta->as.Identifier.name, "import")) {
    if (k->options->goal != PARSE_MODULE) check_error(k, ast_span(n), "'import.meta' is only allowed in ES modules");
    return;
  }
  if (!k->fn->allow_new_target) check_error(k, ast_span(n), "'new.target' is only allowed in functions");
  k->fn->info->uses_new_target = true;
}

static void check_yield_or_await(Check *k, Node *n) {
  bool is_yield = n->kind == AST_YieldExpression;
  if (k->fn->in_params)
    check_error(k, ast_span(n), "%s expression in the parameters of a function", is_yield ? "yield" : "await");
  else if (is_yield ? !k->fn->is_generator : !k->fn->allow_await)
    check_error(k, ast_span(n),
                is_yield ? "'yield' is only allowed in generators"
                         : "'await' is only allowed in async functions and at the top level of modules");
  if (!is_yield) k->fn->info->has_await = true;
}

static void check_call(Check *k, Node *n) {
  const Node *callee = n->as.CallExpression.callee;
  if (callee->kind == AST_Identifier && !n->as.CallExpression.optional && atom_is(callee->as.Identifier.name, "eval"))
    k->fn->info->has_direct_eval = true;
  check_list(k, n->as.CallExpression.arguments);
}

static void visit_child(void *ctx, Node *child) { check_node(ctx, child); }

/* Checks a node; returns the child with which the loop of check_node goes on, NULL at the end. */
static Node *check_one(Check *k, Node *n) {
  switch ((AstKind)n->kind) {
    case AST_Identifier: check_reference(k, n); return NULL;
    case AST_PrivateIdentifier: check_private_name(k, n); return NULL;
    case AST_Literal: check_literal(k, n); return NULL;
    case AST_ThisExpression: k->fn->info->uses_this = true; return NULL;
    case AST_Super: check_error(k, ast_span(n), "unexpected 'super'"); return NULL;
    case AST_BinaryExpression:
    case AST_LogicalExpression: check_node(k, n->as.BinaryExpression.right); return n->as.BinaryExpression.left;
    case AST_CallExpression:
      check_call(k, n);
      if (n->as.CallExpression.callee->kind != AST_Super) return n->as.CallExpression.callee;
      check_super(k, n->as.CallExpression.callee, true);
      return NULL;
    case AST_MemberExpression: {
      Node *property = n->as.MemberExpression.property, *object = n->as.MemberExpression.object;
      if (n->as.MemberExpression.computed || property->kind == AST_PrivateIdentifier) check_node(k, property);
      if (object->kind != AST_Super) return object;
      check_super(k, object, false);
      if (property->kind == AST_PrivateIdentifier) check_error(k, ast_span(property), "unexpected private field");
      return NULL;
    }
    case AST_ChainExpression: return n->as.ChainExpression.expression;
    case AST_ConditionalExpression:
      check_node(k, n->as.ConditionalExpression.test);
      check_node(k, n->as.ConditionalExpression.consequent);
      return n->as.ConditionalExpression.alternate;
    case AST_AssignmentExpression:
      check_target(k, n->as.AssignmentExpression.left);
      return n->as.AssignmentExpression.right;
    case AST_UpdateExpression: check_target(k, n->as.UpdateExpression.argument); return NULL;
    case AST_UnaryExpression: check_unary(k, n); return n->as.UnaryExpression.argument;
    case AST_YieldExpression: check_yield_or_await(k, n); return n->as.YieldExpression.argument;
    case AST_AwaitExpression: check_yield_or_await(k, n); return n->as.AwaitExpression.argument;
    case AST_MetaProperty: check_meta(k, n); return NULL;
    case AST_ObjectExpression:
      check_proto(k, n);
      check_list(k, n->as.ObjectExpression.properties);
      return NULL;
    case AST_Property: check_property(k, n); return NULL;
    case AST_ArrowFunctionExpression:
    case AST_FunctionExpression: check_function(k, n, false, false); return NULL;
    case AST_FunctionDeclaration:
      scope_declare_function(k, n);
      check_function(k, n, false, false);
      return NULL;
    case AST_ClassDeclaration:
    case AST_ClassExpression: check_class(k, n); return NULL;
    case AST_VariableDeclaration: check_variables(k, n, false, false); return NULL;
    case AST_BlockStatement: check_block(k, n->as.BlockStatement.body); return NULL;
    case AST_IfStatement:
      check_node(k, n->as.IfStatement.test);
      check_substatement(k, n->as.IfStatement.consequent, true);
      if (n->as.IfStatement.alternate && n->as.IfStatement.alternate->kind == AST_IfStatement)
        return n->as.IfStatement.alternate;
      check_substatement(k, n->as.IfStatement.alternate, true);
      return NULL;
    case AST_ForStatement: check_for(k, n); return NULL;
    case AST_ForInStatement:
    case AST_ForOfStatement: check_for_each(k, n); return NULL;
    case AST_WhileStatement:
      check_node(k, n->as.WhileStatement.test);
      check_loop_body(k, n->as.WhileStatement.body);
      return NULL;
    case AST_DoWhileStatement: check_loop_body(k, n->as.DoWhileStatement.body); return n->as.DoWhileStatement.test;
    case AST_WithStatement:
      if (k->fn->is_strict) check_error(k, (Span){n->start, n->start + 4}, "'with' is not allowed in strict mode");
      k->fn->info->has_with = true;
      check_node(k, n->as.WithStatement.object);
      check_substatement(k, n->as.WithStatement.body, false);
      return NULL;
    case AST_SwitchStatement: check_switch(k, n); return NULL;
    case AST_TryStatement: check_try(k, n); return NULL;
    case AST_LabeledStatement: check_labeled(k, n); return NULL;
    case AST_BreakStatement:
    case AST_ContinueStatement: check_jump(k, n); return NULL;
    case AST_ReturnStatement:
      if (!k->fn->allow_return) check_error(k, (Span){n->start, n->start + 6}, "'return' outside of a function");
      return n->as.ReturnStatement.argument;
    case AST_ImportDeclaration: check_import(k, n); return NULL;
    case AST_ExportNamedDeclaration:
    case AST_ExportDefaultDeclaration:
    case AST_ExportAllDeclaration: check_export(k, n); return NULL;
    default: ast_children(n, visit_child, k); return NULL;
  }
}

void check_node(Check *k, Node *n) {
  while (n) n = check_one(k, n);
}

void early_check(const ParseOptions *options, const Source *source, Node *program) {
  Check k = {.options = options, .source = source};
  AstFunctionInfo *info = &program->as.Program.info;
  AstList body = program->as.Program.body;
  bool is_module = options->goal == PARSE_MODULE, is_commonjs = options->goal == PARSE_COMMONJS;
  Fn fn = {.info = info,
           .is_strict = options->strict || is_module || use_strict(body),
           .is_top = true,
           .allow_return = is_commonjs,
           .allow_await = is_module || options->top_level_await,
           .allow_new_target = is_commonjs || options->allow_new_target,
           .allow_super_property = options->allow_super_property,
           .allow_super_call = options->allow_super_call};
  Scope scope;
  k.fn = &fn;
  ptrmap_init(&k.exported, &k.arena);
  early_scope_push(&k, &scope, true, !is_module);
  info->has_simple_params = true;
  check_list(&k, body);
  check_exports_declared(&k);
  info->is_strict = fn.is_strict;
  if (info->has_direct_eval) info->has_inner_eval = true;
  arena_free(&k.arena);
}
