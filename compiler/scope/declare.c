/*
 * declare.c: the declarations of a function or block, collected before its code is walked, since they are visible from
 * its beginning (ES 8.2: VarDeclaredNames, LexicallyDeclaredNames; B.3.2 for functions in blocks of sloppy code).
 */
#include "eval.h"

#include "../../runtime/abi.h"

void scope_pattern_names(Node *p, void (*each)(void *ctx, Node *identifier), void *ctx) {
  if (!p) return;
  switch (p->kind) {
    case AST_Identifier: each(ctx, p); break;
    case AST_AssignmentPattern: scope_pattern_names(p->as.AssignmentPattern.left, each, ctx); break;
    case AST_RestElement: scope_pattern_names(p->as.RestElement.argument, each, ctx); break;
    case AST_ArrayPattern:
      for (uint32_t i = 0; i < p->as.ArrayPattern.elements.count; i++)
        scope_pattern_names(p->as.ArrayPattern.elements.items[i], each, ctx);
      break;
    case AST_ObjectPattern:
      for (uint32_t i = 0; i < p->as.ObjectPattern.properties.count; i++) {
        Node *q = p->as.ObjectPattern.properties.items[i];
        scope_pattern_names(q->kind == AST_Property ? q->as.Property.value : q, each, ctx);
      }
      break;
    default: break;
  }
}

typedef struct Declare {
  Walker *w;
  Scope *scope;
  BindKind kind;
  EvalCode *code; /* vars of a direct eval */
} Declare;

/* A name without a Binding, once in its list. */
#define ADD_GLOBAL(w_, list_, name_)                                                           \
  do {                                                                                         \
    bool is_new_ = true;                                                                       \
    for (uint32_t i_ = 0; i_ < (list_)->count; i_++) is_new_ &= (list_)->items[i_] != (name_); \
    if (is_new_) ARRAY_PUSH((w_)->arena, (list_), (name_));                                    \
  } while (0)

bool scope_is_global(const ModuleScope *m, const Scope *s) {
  if (m->kind != MODULE_SCRIPT || s != m->fn->body || m->outside) return false;
  return m->code <= MODULE_CODE_SCRIPT || !m->fn->is_strict; /* strict eval keeps its variables */
}

static void declare_name(void *ctx, Node *id) {
  Declare *d = ctx;
  ModuleScope *m = d->w->m;
  Atom *name = id->as.Identifier.name;
  if (d->code) {
    ADD_GLOBAL(d->w, &d->code->vars, name);
    ADD_GLOBAL(d->w, &d->code->plain_vars, name);
    return;
  }
  if (scope_is_global(m, d->scope) && (d->kind == BIND_VAR || m->is_open)) {
    if (d->kind == BIND_VAR) ADD_GLOBAL(d->w, &m->vars, name);
    else if (d->kind == BIND_CONST) ADD_GLOBAL(d->w, &m->consts, name);
    else ADD_GLOBAL(d->w, &m->lets, name);
    return;
  }
  Binding *b = scope_declare(d->w, d->scope, id->as.Identifier.name, d->kind);
  id->info = b;
}

static BindKind kind_of_variable(AstVarKind kind) {
  return kind == VAR_VAR ? BIND_VAR : kind == VAR_LET ? BIND_LET : BIND_CONST;
}

static void declare_function(Walker *w, Scope *s, Node *n) {
  if (scope_is_global(w->m, s)) {
    ARRAY_PUSH(w->arena, &s->functions, n);
    return;
  }
  Binding *b = scope_declare(w, s, n->as.Function.id->as.Identifier.name, BIND_FUNCTION);
  n->as.Function.id->info = b;
  b->at_entry = false;
  ARRAY_PUSH(w->arena, &s->functions, n);
}

typedef struct FindName {
  const Atom *name;
  bool found;
} FindName;
static void find_name(void *ctx, Node *id) {
  FindName *f = ctx;
  if (id->as.Identifier.name == f->name) f->found = true;
}

/* Is the name lexically declared by one of the statements? */
static bool declares_lexically(const AstList *body, const Atom *name, bool functions_too) {
  FindName f = {name, false};
  for (uint32_t i = 0; i < body->count && !f.found; i++) {
    Node *n = body->items[i];
    if (n->kind == AST_VariableDeclaration && n->as.VariableDeclaration.kind != VAR_VAR)
      for (uint32_t k = 0; k < n->as.VariableDeclaration.declarations.count; k++)
        scope_pattern_names(n->as.VariableDeclaration.declarations.items[k]->as.VariableDeclarator.id, find_name, &f);
    else if (n->kind == AST_ClassDeclaration) scope_pattern_names(n->as.Class.id, find_name, &f);
    else if (functions_too && n->kind == AST_FunctionDeclaration) scope_pattern_names(n->as.Function.id, find_name, &f);
  }
  return f.found;
}

/* An anonymous function or class that is exported as default is bound to the name *default* (ES 16.2.3.7). */
static void declare_default(Walker *w, Scope *s, Node *n);

static void declare_in_declaration(Walker *w, Scope *s, Node *n) {
  switch (n->kind) {
    case AST_VariableDeclaration:
      if (n->as.VariableDeclaration.kind != VAR_VAR) {
        Declare d = {w, s, kind_of_variable(n->as.VariableDeclaration.kind), NULL};
        for (uint32_t k = 0; k < n->as.VariableDeclaration.declarations.count; k++)
          scope_pattern_names(n->as.VariableDeclaration.declarations.items[k]->as.VariableDeclarator.id, declare_name,
                              &d);
      }
      break;
    case AST_ClassDeclaration:
      if (n->as.Class.id) {
        Declare d = {w, s, BIND_CLASS, NULL};
        declare_name(&d, n->as.Class.id);
      }
      break;
    case AST_FunctionDeclaration: declare_function(w, s, n); break;
    case AST_LabeledStatement: declare_in_declaration(w, s, n->as.LabeledStatement.body); break;
    case AST_ExportNamedDeclaration:
      if (n->as.ExportNamedDeclaration.declaration)
        declare_in_declaration(w, s, n->as.ExportNamedDeclaration.declaration);
      break;
    case AST_ExportDefaultDeclaration: declare_default(w, s, n); break;
    case AST_ImportDeclaration:
      for (uint32_t k = 0; k < n->as.ImportDeclaration.specifiers.count; k++) {
        Node *x = n->as.ImportDeclaration.specifiers.items[k];
        Node *local = x->kind == AST_ImportSpecifier          ? x->as.ImportSpecifier.local
                      : x->kind == AST_ImportDefaultSpecifier ? x->as.ImportDefaultSpecifier.local
                                                              : x->as.ImportNamespaceSpecifier.local;
        local->info = scope_declare(w, s, local->as.Identifier.name, BIND_IMPORT);
      }
      break;
    default: break;
  }
}

static void declare_default(Walker *w, Scope *s, Node *n) {
  Node *d = n->as.ExportDefaultDeclaration.declaration;
  Atom *name = intern_cstr(w->m->atoms, "*default*");
  if (d->kind == AST_FunctionDeclaration || d->kind == AST_ClassDeclaration) {
    Node **id = d->kind == AST_FunctionDeclaration ? &d->as.Function.id : &d->as.Class.id;
    if (!*id) {
      *id = ast_new(w->arena, AST_Identifier, d->start, d->start);
      (*id)->as.Identifier.name = name;
    }
    declare_in_declaration(w, s, d);
    n->info = (*id)->info;
  } else {
    n->info = scope_declare(w, s, name, BIND_CONST);
  }
}

void scope_declare_lexical(Walker *w, Scope *s, const AstList *body) {
  for (uint32_t i = 0; i < body->count; i++) declare_in_declaration(w, s, body->items[i]);
}

/* Blocks around a statement while var names are collected, heads of loops and patterns of catch clauses among them. */
typedef struct Around {
  const AstList *body;
  const struct Around *outer;
  Node *pattern;
} Around;

static void vars_of(Declare *d, Node *n, const Around *around);

static void vars_of_list(Declare *d, const AstList *list, const Around *outer) {
  Around here = {.body = list, .outer = outer};
  for (uint32_t i = 0; i < list->count; i++) vars_of(d, list->items[i], &here);
}

static void annex_b_function(Declare *d, Node *n, const Around *around) {
  if (d->w->fn->is_strict || n->as.Function.is_async || n->as.Function.is_generator || !n->as.Function.id) return;
  if (!around->outer) return; /* at the top: not in a block */
  Atom *name = n->as.Function.id->as.Identifier.name;
  const Around *a = around->outer;
  for (; a; a = a->outer) {
    FindName f = {name, false};
    scope_pattern_names(a->pattern, find_name, &f);
    if (f.found || declares_lexically(a->body, name, a->outer != NULL)) return;
  }
  if (d->code) {
    ADD_GLOBAL(d->w, &d->code->vars, name);
    ARRAY_PUSH(d->w->arena, &d->code->blocks, n);
    return;
  }
  Binding *param = d->w->fn->scope ? scope_declared(d->w->fn->scope, name) : NULL;
  if (param && param->kind == BIND_PARAM) return;
  if (scope_is_global(d->w->m, d->scope)) {
    ADD_GLOBAL(d->w, &d->w->m->block_functions, name);
    n->info = d->w->m->global;
    return;
  }
  Binding *b = scope_declare(d->w, d->scope, name, BIND_VAR);
  b->assignments += 2; /* where the declaration stands */
  n->info = b;         /* taken over by the function's FnScope */
}

/* The body of a loop with a head that may declare something. */
static void vars_of_loop(Declare *d, Node *head, Node *body, const Around *around) {
  AstList list = {&head, head != NULL};
  Around here = {.body = &list, .outer = around};
  vars_of(d, head, around);
  vars_of(d, body, &here);
}

/* The simple parameter of a catch clause does not stand in a var's way (B.3.4). */
static void vars_of_catch(Declare *d, Node *clause, const Around *around) {
  static const AstList nothing;
  Node *param = clause->as.CatchClause.param;
  Around here = {.body = &nothing, .outer = around, .pattern = param};
  if (param && param->kind == AST_Identifier) here.pattern = NULL;
  vars_of(d, clause->as.CatchClause.body, &here);
}

static void vars_of(Declare *d, Node *n, const Around *around) {
  if (!n) return;
  switch (n->kind) {
    case AST_VariableDeclaration:
      if (n->as.VariableDeclaration.kind == VAR_VAR)
        for (uint32_t k = 0; k < n->as.VariableDeclaration.declarations.count; k++)
          scope_pattern_names(n->as.VariableDeclaration.declarations.items[k]->as.VariableDeclarator.id, declare_name,
                              d);
      break;
    case AST_FunctionDeclaration: annex_b_function(d, n, around); break;
    case AST_BlockStatement: vars_of_list(d, &n->as.BlockStatement.body, around); break;
    case AST_IfStatement: {
      Node *arms[2] = {n->as.IfStatement.consequent, n->as.IfStatement.alternate};
      for (int k = 0; k < 2; k++) {
        if (!arms[k]) continue;
        if (arms[k]->kind == AST_FunctionDeclaration) { /* B.3.3: as if in a block */
          AstList one = {&arms[k], 1};
          vars_of_list(d, &one, around);
        } else {
          vars_of(d, arms[k], around);
        }
      }
      break;
    }
    case AST_LabeledStatement: vars_of(d, n->as.LabeledStatement.body, around); break;
    case AST_WithStatement: vars_of(d, n->as.WithStatement.body, around); break;
    case AST_SwitchStatement:
      for (uint32_t k = 0; k < n->as.SwitchStatement.cases.count; k++)
        vars_of_list(d, &n->as.SwitchStatement.cases.items[k]->as.SwitchCase.consequent, around);
      break;
    case AST_TryStatement:
      vars_of(d, n->as.TryStatement.block, around);
      if (n->as.TryStatement.handler) vars_of_catch(d, n->as.TryStatement.handler, around);
      vars_of(d, n->as.TryStatement.finalizer, around);
      break;
    case AST_WhileStatement: vars_of(d, n->as.WhileStatement.body, around); break;
    case AST_DoWhileStatement: vars_of(d, n->as.DoWhileStatement.body, around); break;
    case AST_ForStatement: vars_of_loop(d, n->as.ForStatement.init, n->as.ForStatement.body, around); break;
    case AST_ForInStatement: vars_of_loop(d, n->as.ForInStatement.left, n->as.ForInStatement.body, around); break;
    case AST_ForOfStatement: vars_of_loop(d, n->as.ForOfStatement.left, n->as.ForOfStatement.body, around); break;
    case AST_ExportNamedDeclaration: vars_of(d, n->as.ExportNamedDeclaration.declaration, around); break;
    default: break;
  }
}

void scope_declare_vars(Walker *w, Scope *s, const AstList *body) {
  Declare d = {w, s, BIND_VAR, NULL};
  vars_of_list(&d, body, NULL);
}

void scope_eval_vars(Walker *w, EvalCode *code) {
  AstList *body = &code->program->as.Program.body;
  Declare d = {w, NULL, BIND_VAR, code};
  for (uint32_t i = 0; i < body->count; i++) {
    Node *n = body->items[i];
    while (n->kind == AST_LabeledStatement) n = n->as.LabeledStatement.body;
    if (n->kind != AST_FunctionDeclaration) continue;
    declare_name(&d, n->as.Function.id);
    ARRAY_PUSH(w->arena, &code->functions, n);
  }
  vars_of_list(&d, body, NULL);
}
