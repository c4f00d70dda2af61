/*
 * walk.c: the walk over a module's tree, in order of evaluation where that matters for what is initialised when.
 */
#include "../../runtime/abi.h"
#include "eval.h"
#include "outside.h"

void scope_walk_list(Walker *w, const AstList *list) {
  for (uint32_t i = 0; i < list->count; i++) scope_walk(w, list->items[i]);
}

static void walk_child(void *w, Node *n) { scope_walk(w, n); }

/* ---- uses ---- */

static void use_name(Walker *w, Node *n) {
  Atom *name = n->as.Identifier.name;
  Binding *b;
  if (name == w->atom_arguments) {
    b = scope_arguments(w);
    if (b && !w->safe_arguments && b->kind != BIND_PARAM && b->fn->arguments == b) b->fn->writes_arguments = true;
  } else {
    b = scope_lookup(w, name);
  }
  w->safe_arguments = false;
  n->info = b;
  if (b && !w->is_callee) b->escapes = true;
  w->is_callee = false;
  if (b && scope_use(w, b)) n->index |= USE_TDZ;
  DynUse *dynamic = scope_dynamic_use(w, name, b);
  if (!dynamic) return;
  n->info = dynamic;
  n->index |= USE_DYNAMIC;
}

/* An assignment to a pattern or member: names in it are assigned. */
static void walk_target(Walker *w, Node *n) {
  switch (n->kind) {
    case AST_Identifier:
      use_name(w, n);
      if (scope_binding(n)) scope_binding(n)->assignments++;
      break;
    case AST_AssignmentPattern:
      walk_target(w, n->as.AssignmentPattern.left);
      scope_walk(w, n->as.AssignmentPattern.right);
      break;
    case AST_RestElement: walk_target(w, n->as.RestElement.argument); break;
    case AST_ArrayPattern:
      for (uint32_t i = 0; i < n->as.ArrayPattern.elements.count; i++)
        if (n->as.ArrayPattern.elements.items[i]) walk_target(w, n->as.ArrayPattern.elements.items[i]);
      break;
    case AST_ObjectPattern:
      for (uint32_t i = 0; i < n->as.ObjectPattern.properties.count; i++) {
        Node *p = n->as.ObjectPattern.properties.items[i];
        if (p->kind != AST_Property) {
          walk_target(w, p);
          continue;
        }
        if (p->as.Property.computed) scope_walk(w, p->as.Property.key);
        walk_target(w, p->as.Property.value);
      }
      break;
    default: scope_walk(w, n); break;
  }
}

/* A declaration's pattern: names are linked, defaults and computed keys walked. */
static void walk_declared(Walker *w, Node *n) {
  switch (n->kind) {
    case AST_Identifier: n->info = scope_lookup(w, n->as.Identifier.name); break;
    case AST_AssignmentPattern:
      scope_walk(w, n->as.AssignmentPattern.right);
      walk_declared(w, n->as.AssignmentPattern.left);
      break;
    case AST_RestElement: walk_declared(w, n->as.RestElement.argument); break;
    case AST_ArrayPattern:
      for (uint32_t i = 0; i < n->as.ArrayPattern.elements.count; i++)
        if (n->as.ArrayPattern.elements.items[i]) walk_declared(w, n->as.ArrayPattern.elements.items[i]);
      break;
    case AST_ObjectPattern:
      for (uint32_t i = 0; i < n->as.ObjectPattern.properties.count; i++) {
        Node *p = n->as.ObjectPattern.properties.items[i];
        if (p->kind != AST_Property) {
          walk_declared(w, p);
          continue;
        }
        if (p->as.Property.computed) scope_walk(w, p->as.Property.key);
        walk_declared(w, p->as.Property.value);
      }
      break;
    default: scope_walk(w, n); break;
  }
}

static void mark_name(void *ctx, Node *id) {
  if (id->info) scope_mark_initialised(ctx, id->info);
}
static void mark_pattern(Walker *w, Node *p) { scope_pattern_names(p, mark_name, w); }

/* ---- functions ---- */

static void mark_entry(void *ctx, Node *id) {
  (void)ctx;
  if (id->info) ((Binding *)id->info)->at_entry = true;
}

static bool is_use_strict(const AstList *body) {
  for (uint32_t i = 0; i < body->count; i++) {
    Node *n = body->items[i];
    if (n->kind != AST_ExpressionStatement || !n->as.ExpressionStatement.directive) return false;
    if (atom_is(n->as.ExpressionStatement.directive, "use strict")) return true;
  }
  return false;
}

/* Makes the functions of a scope's declarations come into being, at its beginning. */
static void hoist_functions(Walker *w, Scope *s) {
  for (uint32_t i = 0; i < s->functions.count; i++) {
    Node *n = s->functions.items[i];
    Binding *annex_b = n->info;
    FnScope *f = scope_fn_new(w, n, FNK_NORMAL);
    n->info = f;
    f->annex_b = annex_b;
    f->eval_code = ptrmap_get(&w->m->eval_functions, n);
    f->sets_global = annex_b && annex_b == w->m->global;
    if (annex_b && w->fn != annex_b->fn) f->annex_b = NULL;
    if (!n->as.Function.id || !n->as.Function.id->info) continue;
    Binding *b = n->as.Function.id->info;
    b->function = f;
    f->known_as = b;
    b->nfunctions++;
    b->init_tick = ++w->tick;
  }
}

/* Declares and walks a block's statements in the current (new) scope. */
void scope_walk_block(Walker *w, const AstList *list) {
  scope_declare_lexical(w, w->scope, list);
  hoist_functions(w, w->scope);
  scope_walk_list(w, list);
}

/* The body of a function or module, whose direct evals may declare variables of it. */
static void walk_body(Walker *w, const AstList *list, bool has_eval) {
  scope_declare_lexical(w, w->scope, list);
  hoist_functions(w, w->scope);
  if (has_eval) w->fn->eval_vars = eval_prepare(w, list, w->scope);
  scope_walk_list(w, list);
}

static bool params_are_simple(const AstList *params) {
  for (uint32_t i = 0; i < params->count; i++)
    if (params->items[i]->kind != AST_Identifier) return false;
  return true;
}

typedef struct DeclareParams {
  Walker *w;
  Scope *scope;
} DeclareParams;
static void declare_param(void *ctx, Node *id) {
  DeclareParams *d = ctx;
  id->info = scope_declare(d->w, d->scope, id->as.Identifier.name, BIND_PARAM);
}

static void walk_params(Walker *w, FnScope *f, const AstList *params) {
  DeclareParams d = {w, f->scope};
  for (uint32_t i = 0; i < params->count; i++) scope_pattern_names(params->items[i], declare_param, &d);
  if (f->simple_params)
    for (uint32_t i = 0; i < params->count; i++) mark_entry(NULL, params->items[i]);
  for (uint32_t i = 0; i < params->count; i++) {
    walk_declared(w, params->items[i]);
    mark_pattern(w, params->items[i]);
  }
}

/* A body's `var` begins with the value of the parameter of the same name (ES 10.2.11 step 28). */
static void link_vars_to_params(FnScope *f) {
  for (uint32_t i = 0; i < f->body->bindings.count; i++) {
    Binding *b = f->body->bindings.items[i];
    Binding *p = scope_declared(f->scope, b->name);
    if (b->kind == BIND_VAR && p && p->kind == BIND_PARAM) {
      b->target = p;
      b->assignments++;
    }
  }
}

void scope_walk_function_body(Walker *w, FnScope *f, Node *n) {
  FnScope *outer_fn = w->fn;
  Scope *outer_scope = w->scope;
  ThisEnv *outer_env = w->env;
  Node *body = n->as.Function.body;
  f->simple_params = params_are_simple(&n->as.Function.params);
  f->is_async = n->as.Function.is_async;
  f->is_generator = n->as.Function.is_generator;
  if (body->kind == AST_BlockStatement && is_use_strict(&body->as.BlockStatement.body)) f->is_strict = true;
  w->fn = f;
  Scope *name_scope = NULL;
  if (n->kind == AST_FunctionExpression && n->as.Function.id) {
    name_scope = scope_push(w, NULL, false);
    f->self = scope_declare(w, name_scope, n->as.Function.id->as.Identifier.name, BIND_FN_NAME);
    f->self->at_entry = true;
    n->as.Function.id->info = f->self;
  }
  bool has_eval = n->as.Function.info.has_direct_eval;
  Scope *eval_scope = has_eval && !f->simple_params && !f->is_strict ? scope_push(w, NULL, false) : NULL;
  f->scope = scope_push(w, NULL, false);
  f->scope->in_loop = false;
  ThisEnv env = {.fn = f,
                 .scope = f->scope,
                 .home_of = outer_env ? outer_env->home_of : NULL,
                 .home_is_static = outer_env && outer_env->home_is_static};
  if (!f->is_arrow) {
    if (f->kind == FNK_NORMAL) env.home_of = NULL;
    w->env = &env;
  }
  if (eval_scope) {
    eval_scope->in_loop = false;
    f->eval_params = eval_prepare(w, &n->as.Function.params, eval_scope);
    f->scope->dyn = eval_scope->dyn;
  }
  walk_params(w, f, &n->as.Function.params);
  f->body = f->simple_params ? f->scope : scope_push(w, NULL, false);
  if (body->kind == AST_BlockStatement) {
    scope_declare_vars(w, f->body, &body->as.BlockStatement.body);
    if (!f->simple_params) link_vars_to_params(f);
    for (uint32_t i = 0; i < f->body->bindings.count; i++)
      if (f->body->bindings.items[i]->kind == BIND_VAR) f->body->bindings.items[i]->at_entry = true;
    body->info = f->body;
    walk_body(w, &body->as.BlockStatement.body, has_eval);
  } else {
    AstList one = {&body, 1};
    if (has_eval) f->eval_vars = eval_prepare(w, &one, f->body);
    scope_walk(w, body);
  }
  while (w->scope != outer_scope) scope_pop(w);
  w->fn = outer_fn;
  w->env = outer_env;
}

static FnScope *walk_function(Walker *w, Node *n, FnKind kind) {
  FnScope *f = n->info;
  bool is_iife = w->iife == n;
  w->iife = NULL;
  if (n->kind != AST_FunctionDeclaration) {
    f = scope_fn_new(w, n, kind);
    n->info = f;
  }
  f->is_iife = is_iife && !n->as.Function.is_async && !n->as.Function.is_generator;
  scope_walk_function_body(w, f, n);
  return f;
}

/* A method of a class or object literal whose `super` refers to `home`. */
FnScope *scope_walk_method(Walker *w, Node *n, FnKind kind, ClassScope *home, bool is_static) {
  ThisEnv *saved = w->env;
  ThisEnv env = {.fn = w->fn, .home_of = home, .home_is_static = is_static};
  if (saved) env.fn = saved->fn, env.scope = saved->scope, env.statics = saved->statics;
  w->env = &env;
  FnScope *f = walk_function(w, n, kind);
  w->env = saved;
  f->is_class_member = home && home->node->kind != AST_ObjectExpression;
  return f;
}

/* ---- expressions ---- */

static bool is_method_property(const Node *p) {
  return p->kind == AST_Property && (p->as.Property.method || p->as.Property.kind != PROPERTY_INIT);
}

static void walk_object(Walker *w, Node *n) {
  ClassScope *home = NULL;
  AstList *list = &n->as.ObjectExpression.properties;
  for (uint32_t i = 0; i < list->count && !home; i++)
    if (is_method_property(list->items[i])) {
      home = ARENA_NEW(w->arena, ClassScope);
      home->node = n;
      scope_push(w, &home->scope, false);
    }
  n->info = home;
  for (uint32_t i = 0; i < list->count; i++) {
    Node *p = list->items[i];
    if (p->kind != AST_Property) {
      scope_walk(w, p);
      continue;
    }
    if (p->as.Property.computed) scope_walk(w, p->as.Property.key);
    if (is_method_property(p)) {
      AstPropertyKind kind = p->as.Property.kind;
      scope_walk_method(w, p->as.Property.value,
                        kind == PROPERTY_GET   ? FNK_GETTER
                        : kind == PROPERTY_SET ? FNK_SETTER
                                               : FNK_METHOD,
                        home, false);
    } else {
      scope_walk(w, p->as.Property.value);
    }
  }
  if (home) scope_pop(w);
}

SuperCall *scope_super_call(Walker *w, bool is_inside) {
  FnScope *f = w->env->fn;
  SuperCall *s = ARENA_NEW(w->arena, SuperCall);
  s->constructor = f;
  s->this_binding = scope_this(w);
  s->new_target = scope_new_target(w);
  if (!f->callee) f->callee = scope_hidden(w, f->scope, f, w->atom_callee);
  scope_use(w, f->callee);
  s->callee = f->callee;
  if (!is_inside || (w->env->outside && !f->fields)) return s;
  if (!f->fields) f->fields = scope_hidden(w, f->scope, f, w->atom_home);
  scope_use(w, f->fields);
  return s;
}

static bool is_arguments(const Walker *w, const Node *n) {
  return n->kind == AST_Identifier && n->as.Identifier.name == w->atom_arguments;
}

/* Code given to eval here sees no variable but global ones. */
static bool sees_globals_only(const Walker *w) {
  if (w->m->kind != MODULE_SCRIPT || w->fn->kind != FNK_MODULE || w->env->statics || w->env->is_field) return false;
  if (w->m->outside) return false;
  if (!scope_is_global(w->m, w->fn->body) || (w->m->code > MODULE_CODE_SCRIPT && w->fn->body->bindings.count))
    return false;
  for (const Scope *s = w->scope; s != w->fn->body; s = s->outer)
    if (s->bindings.count || s->dyn) return false;
  return true;
}

static void walk_call(Walker *w, Node *n) {
  Node *callee = n->as.CallExpression.callee;
  AstList *args = &n->as.CallExpression.arguments;
  bool is_apply = false;
  if (callee->kind == AST_Super) {
    scope_walk_list(w, args);
    callee->info = scope_super_call(w, w->fn != w->env->fn);
    return;
  }
  if (callee->kind == AST_Identifier && callee->as.Identifier.name == w->atom_eval && sees_globals_only(w))
    n->index |= USE_GLOBAL_EVAL;
  if (callee->kind == AST_FunctionExpression || callee->kind == AST_ArrowFunctionExpression) w->iife = callee;
  if (callee->kind == AST_MemberExpression && !callee->as.MemberExpression.computed) {
    Node *o = callee->as.MemberExpression.object;
    Atom *name = callee->as.MemberExpression.property->kind == AST_Identifier
                     ? callee->as.MemberExpression.property->as.Identifier.name
                     : NULL;
    if ((name == w->atom_call || name == w->atom_apply) && o->kind == AST_FunctionExpression) w->iife = o;
    is_apply = name == w->atom_apply && args->count == 2;
  }
  if (callee->kind == AST_MemberExpression && is_arguments(w, callee->as.MemberExpression.object)) {
    scope_walk(w, callee->as.MemberExpression.object); /* a method of the arguments object may write it */
    if (callee->as.MemberExpression.computed) scope_walk(w, callee->as.MemberExpression.property);
  } else {
    w->is_callee = callee->kind == AST_Identifier;
    scope_walk(w, callee);
  }
  w->is_callee = false;
  w->iife = NULL;
  for (uint32_t i = 0; i < args->count; i++) {
    w->safe_arguments = is_apply && i == 1 && is_arguments(w, args->items[i]);
    scope_walk(w, args->items[i]);
  }
  w->safe_arguments = false;
  if (!(n->index & USE_GLOBAL_EVAL)) eval_walk(w, n);
}

static void walk_member(Walker *w, Node *n) {
  Node *o = n->as.MemberExpression.object, *p = n->as.MemberExpression.property;
  if (o->kind == AST_Super) {
    o->info = scope_home(w);
    n->info = scope_this(w);
  } else {
    w->safe_arguments = is_arguments(w, o) && (n->as.MemberExpression.computed ||
                                               (p->kind == AST_Identifier && p->as.Identifier.name == w->atom_length));
    scope_walk(w, o);
    w->safe_arguments = false;
  }
  if (n->as.MemberExpression.computed || p->kind == AST_PrivateIdentifier) scope_walk(w, p);
}

static void walk_assignment_target(Walker *w, Node *left) {
  if (left->kind == AST_MemberExpression && is_arguments(w, left->as.MemberExpression.object)) {
    scope_walk(w, left->as.MemberExpression.object);
    if (left->as.MemberExpression.computed) scope_walk(w, left->as.MemberExpression.property);
    return;
  }
  walk_target(w, left);
}

/* ---- statements ---- */

/* A `var x = …` right in its function's own statement list, the only assignment: as good as a const from there on. */
static void note_var_init(Walker *w, Node *id, bool is_straight) {
  use_name(w, id);
  Binding *b = scope_binding(id);
  if (!b) return;
  if (is_straight && b->kind == BIND_VAR && b->fn == w->fn && !b->init_tick && !b->assignments &&
      b->scope == w->scope) {
    b->at_entry = false;
    scope_mark_initialised(w, b);
    return;
  }
  b->assignments += 1;
}

typedef struct VarInit {
  Walker *w;
  bool is_straight;
} VarInit;
static void init_var_name(void *ctx, Node *id) {
  VarInit *v = ctx;
  note_var_init(v->w, id, v->is_straight);
}

static void walk_variables(Walker *w, Node *n) {
  bool is_var = n->as.VariableDeclaration.kind == VAR_VAR;
  for (uint32_t i = 0; i < n->as.VariableDeclaration.declarations.count; i++) {
    Node *d = n->as.VariableDeclaration.declarations.items[i];
    Node *id = d->as.VariableDeclarator.id, *init = d->as.VariableDeclarator.init;
    if (init) scope_walk(w, init);
    walk_declared(w, id);
    if (init && init->kind == AST_FunctionExpression && id->kind == AST_Identifier &&
        n->as.VariableDeclaration.kind == VAR_CONST)
      ((FnScope *)init->info)->known_as = id->info;
    if (!is_var) {
      mark_pattern(w, id);
      continue;
    }
    VarInit v = {w, w->scope == w->fn->body && !w->scope->in_loop};
    if (init || id->kind != AST_Identifier) scope_pattern_names(id, init_var_name, &v);
  }
}

/* Head of for-in and for-of. */
static void walk_for_each(Walker *w, Node *n, Node *left, Node *right, Node *body) {
  bool declares = left->kind == AST_VariableDeclaration;
  bool lexical = declares && left->as.VariableDeclaration.kind != VAR_VAR;
  Scope *s = scope_push(w, NULL, true);
  n->info = s;
  if (lexical) {
    AstList one = {&left, 1};
    scope_declare_lexical(w, s, &one);
  }
  if (declares &&
      left->as.VariableDeclaration.declarations.items[0]->as.VariableDeclarator.init) /* for (var x = 1 in o), B.3.5 */
    scope_walk(w, left->as.VariableDeclaration.declarations.items[0]->as.VariableDeclarator.init);
  scope_walk(w, right);
  if (declares) {
    Node *id = left->as.VariableDeclaration.declarations.items[0]->as.VariableDeclarator.id;
    walk_declared(w, id);
    VarInit v = {w, false};
    if (lexical) mark_pattern(w, id);
    else scope_pattern_names(id, init_var_name, &v), scope_pattern_names(id, init_var_name, &v);
  } else {
    walk_assignment_target(w, left);
  }
  scope_walk(w, body);
  scope_pop(w);
}

static void walk_for(Walker *w, Node *n) {
  Node *init = n->as.ForStatement.init;
  Scope *s = scope_push(w, NULL, true);
  n->info = s;
  if (init && init->kind == AST_VariableDeclaration && init->as.VariableDeclaration.kind != VAR_VAR) {
    AstList one = {&init, 1};
    scope_declare_lexical(w, s, &one);
    for (uint32_t i = 0; i < s->bindings.count; i++) s->bindings.items[i]->per_iteration = true;
  }
  if (init) scope_walk(w, init);
  if (n->as.ForStatement.test) scope_walk(w, n->as.ForStatement.test);
  scope_walk(w, n->as.ForStatement.body);
  if (n->as.ForStatement.update) scope_walk(w, n->as.ForStatement.update);
  scope_pop(w);
}

static void walk_with(Walker *w, Node *n) {
  scope_walk(w, n->as.WithStatement.object);
  DynScope *d = ARENA_NEW(w->arena, DynScope);
  d->scope = scope_push(w, NULL, false);
  d->outer = d->scope->dyn;
  d->object = scope_hidden(w, d->scope, w->fn, w->atom_with);
  scope_mark_initialised(w, d->object);
  d->scope->dyn = d;
  n->info = d;
  scope_walk(w, n->as.WithStatement.body);
  scope_pop(w);
}

static void walk_switch(Walker *w, Node *n) {
  scope_walk(w, n->as.SwitchStatement.discriminant);
  Scope *s = ARENA_NEW(w->arena, Scope);
  s->is_switch = true;
  scope_push(w, s, false);
  n->info = s;
  for (uint32_t i = 0; i < n->as.SwitchStatement.cases.count; i++)
    scope_declare_lexical(w, s, &n->as.SwitchStatement.cases.items[i]->as.SwitchCase.consequent);
  hoist_functions(w, s);
  for (uint32_t i = 0; i < n->as.SwitchStatement.cases.count; i++) {
    Node *c = n->as.SwitchStatement.cases.items[i];
    if (c->as.SwitchCase.test) scope_walk(w, c->as.SwitchCase.test);
    scope_walk_list(w, &c->as.SwitchCase.consequent);
  }
  scope_pop(w);
}

static void declare_catch_name(void *ctx, Node *id) {
  Walker *w = ctx;
  id->info = scope_declare(w, w->scope, id->as.Identifier.name, BIND_CATCH);
}

static void mark_in_pattern(void *ctx, Node *id) {
  (void)ctx;
  ((Binding *)id->info)->in_pattern = true;
}

static void walk_catch(Walker *w, Node *n) {
  Scope *s = scope_push(w, NULL, false);
  n->info = s;
  Node *param = n->as.CatchClause.param;
  if (param) {
    scope_pattern_names(param, declare_catch_name, w);
    if (param->kind != AST_Identifier) scope_pattern_names(param, mark_in_pattern, w);
    walk_declared(w, param);
    mark_pattern(w, param);
  }
  scope_walk(w, n->as.CatchClause.body);
  scope_pop(w);
}

/* `if (x) function f() {}`: as if in a block of its own (B.3.3). */
static void walk_arm(Walker *w, Node *arm) {
  if (!arm) return;
  if (arm->kind != AST_FunctionDeclaration) {
    scope_walk(w, arm);
    return;
  }
  AstList one = {&arm, 1};
  Scope *s = scope_push(w, NULL, false);
  scope_walk_block(w, &one);
  ((FnScope *)arm->info)->own_block = s;
  scope_pop(w);
}

static void walk_in_loop(Walker *w, Node *a, Node *b) {
  bool was = w->scope->in_loop;
  w->scope->in_loop = true;
  scope_walk(w, a);
  scope_walk(w, b);
  w->scope->in_loop = was;
}

void scope_walk(Walker *w, Node *n) {
  switch (n->kind) {
    case AST_Identifier: use_name(w, n); return;
    case AST_ThisExpression: n->info = scope_this(w); return;
    case AST_MetaProperty:
      n->info = atom_is(n->as.MetaProperty.meta->as.Identifier.name, "new") ? scope_new_target(w) : NULL;
      return;
    case AST_PrivateIdentifier: {
      Binding *b = scope_lookup(w, scope_private_name(w, n->as.PrivateIdentifier.name));
      n->info = b;
      if (!b) return;
      scope_use(w, b);
      PrivateMember *p = b->method;
      if (p->method) scope_use(w, p->method);
      return;
    }
    case AST_FunctionDeclaration: walk_function(w, n, FNK_NORMAL); return;
    case AST_FunctionExpression: walk_function(w, n, FNK_NORMAL); return;
    case AST_ArrowFunctionExpression: walk_function(w, n, FNK_ARROW); return;
    case AST_ClassDeclaration:
      scope_walk_class(w, n);
      if (n->as.Class.id && n->as.Class.id->info) scope_mark_initialised(w, n->as.Class.id->info);
      return;
    case AST_ClassExpression: scope_walk_class(w, n); return;
    case AST_ObjectExpression: walk_object(w, n); return;
    case AST_CallExpression: walk_call(w, n); return;
    case AST_MemberExpression: walk_member(w, n); return;
    case AST_AssignmentExpression:
      walk_assignment_target(w, n->as.AssignmentExpression.left);
      scope_walk(w, n->as.AssignmentExpression.right);
      return;
    case AST_UpdateExpression: walk_assignment_target(w, n->as.UpdateExpression.argument); return;
    case AST_UnaryExpression:
      if (n->as.UnaryExpression.op == OP_DELETE) walk_assignment_target(w, n->as.UnaryExpression.argument);
      else scope_walk(w, n->as.UnaryExpression.argument);
      return;

    case AST_VariableDeclaration: walk_variables(w, n); return;
    case AST_BlockStatement:
      n->info = scope_push(w, NULL, false);
      scope_walk_block(w, &n->as.BlockStatement.body);
      scope_pop(w);
      return;
    case AST_IfStatement:
      scope_walk(w, n->as.IfStatement.test);
      walk_arm(w, n->as.IfStatement.consequent);
      walk_arm(w, n->as.IfStatement.alternate);
      return;
    case AST_WhileStatement: walk_in_loop(w, n->as.WhileStatement.test, n->as.WhileStatement.body); return;
    case AST_DoWhileStatement: walk_in_loop(w, n->as.DoWhileStatement.body, n->as.DoWhileStatement.test); return;
    case AST_ForStatement: walk_for(w, n); return;
    case AST_ForInStatement:
      walk_for_each(w, n, n->as.ForInStatement.left, n->as.ForInStatement.right, n->as.ForInStatement.body);
      return;
    case AST_ForOfStatement:
      walk_for_each(w, n, n->as.ForOfStatement.left, n->as.ForOfStatement.right, n->as.ForOfStatement.body);
      return;
    case AST_SwitchStatement: walk_switch(w, n); return;
    case AST_CatchClause: walk_catch(w, n); return;
    case AST_LabeledStatement: scope_walk(w, n->as.LabeledStatement.body); return;
    case AST_BreakStatement:
    case AST_ContinueStatement: return;
    case AST_WithStatement: walk_with(w, n); return;

    case AST_ImportDeclaration:
    case AST_ExportAllDeclaration: return;
    case AST_ExportNamedDeclaration:
      if (n->as.ExportNamedDeclaration.declaration) scope_walk(w, n->as.ExportNamedDeclaration.declaration);
      return;
    case AST_ExportDefaultDeclaration: {
      Node *d = n->as.ExportDefaultDeclaration.declaration;
      scope_walk(w, d);
      if (n->info && d->kind != AST_FunctionDeclaration) scope_mark_initialised(w, n->info);
      return;
    }
    default: ast_children(n, walk_child, w); return;
  }
}

/* ---- the module ---- */

static Atom *atom(Walker *w, const char *text) { return intern_cstr(w->m->atoms, text); }

static void name_atoms(Walker *w) {
  w->atom_arguments = atom(w, "arguments");
  w->atom_this = atom(w, "this");
  w->atom_home = atom(w, "home");
  w->atom_new_target = atom(w, "new.target");
  w->atom_callee = atom(w, "callee");
  w->atom_key = atom(w, "key");
  w->atom_call = atom(w, "call");
  w->atom_apply = atom(w, "apply");
  w->atom_length = atom(w, "length");
  w->atom_with = atom(w, "with");
  w->atom_eval = atom(w, "eval");
}

static void declare_module_params(Walker *w) {
  static const char *const names[5] = {"exports", "require", "module", "__filename", "__dirname"};
  for (int i = 0; i < 5; i++) {
    Binding *b = w->m->params[i] = scope_declare(w, w->scope, atom(w, names[i]), BIND_PARAM);
    b->at_entry = true;
    b->init_tick = 1;
  }
}

static void walk_module(Walker *w, Node *program) {
  FnScope *f = w->fn;
  if (w->m->kind == MODULE_COMMONJS || w->m->kind == MODULE_LIB) declare_module_params(w);
  scope_declare_vars(w, f->body, &program->as.Program.body);
  for (uint32_t i = 0; i < f->body->bindings.count; i++)
    if (f->body->bindings.items[i]->kind == BIND_VAR) f->body->bindings.items[i]->at_entry = true;
  walk_body(w, &program->as.Program.body, program->as.Program.info.has_direct_eval);
}

ModuleScope *scope_analyse(const ScopeInput *in) {
  ModuleScope *m = ARENA_NEW(in->arena, ModuleScope);
  m->arena = in->arena;
  m->atoms = in->atoms;
  m->program = in->program;
  m->kind = in->kind;
  m->code = in->code;
  m->is_open = in->is_open && in->code <= MODULE_CODE_SCRIPT;
  m->makes_code = in->makes_code;
  m->outside = in->outside;
  m->global = ARENA_NEW(in->arena, Binding);
  m->source = in->source;
  m->first_slot = in->first_slot;
  ptrmap_init(&m->eval_functions, in->arena);
  Walker w = {.m = m, .arena = in->arena};
  ptrmap_init(&w.current, in->arena);
  name_atoms(&w);
  ThisEnv outer_env;
  if (in->outside) outside_enter(&w, &outer_env);
  FnScope *f = scope_fn_new(&w, in->program, FNK_MODULE);
  m->fn = f;
  in->program->info = f;
  f->run_once = f->made_once = f->is_iife = !in->code && !in->may_rerun; /* code of strings may run again */
  f->simple_params = true;
  f->is_strict |=
      in->kind == MODULE_ESM || in->code == MODULE_CODE_EVAL_STRICT || is_use_strict(&in->program->as.Program.body);
  w.fn = f;
  f->scope = f->body = scope_push(&w, NULL, false);
  ThisEnv env = {.fn = f, .scope = f->scope};
  if (in->outside) {
    eval_walk_module(&w);
  } else {
    w.env = &env;
    walk_module(&w, in->program);
  }
  scope_pop(&w);
  return m;
}
