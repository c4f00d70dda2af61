/*
 * early_scope.c: declarations: duplicate names (ES 14.2.1, 14.12.1, 15.2.1, 16.1.1 and annex B.3), binding patterns,
 * and assignment targets.
 *
 * A var declaration is entered into every scope from its own up to its function's, so that a let found later in one
 * of them sees the clash.
 */
#include "early_check.h"

void early_scope_push(Check *k, Scope *scope, bool is_function, bool is_top) {
  *scope = (Scope){.outer = k->scope, .is_function = is_function, .is_top = is_top};
  ptrmap_init(&scope->names, &k->arena);
  k->scope = scope;
}

void early_scope_pop(Check *k) { k->scope = k->scope->outer; }

static uintptr_t flags_of(const Scope *s, const Atom *name) { return (uintptr_t)ptrmap_get(&s->names, name); }

static void add_flags(Scope *s, const Atom *name, uintptr_t flags) {
  ptrmap_put(&s->names, name, (void *)(flags_of(s, name) | flags));
}

bool scope_has(const Scope *scope, const Atom *name) { return flags_of(scope, name) != 0; }

static void duplicate(Check *k, const Node *id) {
  check_error(k, ast_span(id), "identifier '%s' has already been declared",
              atom_utf8(id->as.Identifier.name, &k->arena));
}

static void declare_var(Check *k, Node *id) {
  const Atom *name = id->as.Identifier.name;
  for (Scope *s = k->scope; s; s = s->outer) {
    uintptr_t flags = flags_of(s, name);
    uintptr_t clash = NAME_LEXICAL | NAME_FUNCTION | NAME_CATCH_PATTERN;
    if (flags & clash) {
      duplicate(k, id);
      return;
    }
    if (!(flags & NAME_VAR)) add_flags(s, name, NAME_VAR);
    if (s->is_function) return;
  }
}

static void declare_lexical(Check *k, Node *id, uintptr_t flags) {
  const Atom *name = id->as.Identifier.name;
  uintptr_t before = flags_of(k->scope, name);
  if (before && !(flags == NAME_FUNCTION && before == NAME_FUNCTION)) duplicate(k, id);
  add_flags(k->scope, name, flags);
}

static void declare_param(Check *k, Node *id) {
  const Atom *name = id->as.Identifier.name;
  const AstFunctionInfo *info = k->fn->info;
  bool must_differ = k->fn->is_strict || k->fn->is_arrow || info->is_method || !info->has_simple_params;
  if (scope_has(k->scope, name) && must_differ)
    check_error(k, ast_span(id), "duplicate parameter name '%s'", atom_utf8(name, &k->arena));
  add_flags(k->scope, name, NAME_PARAM);
}

static void declare(Check *k, Node *id, Declare how) {
  check_binding_name(k, id);
  if (id->kind != AST_Identifier) return;
  switch (how) {
    case DECLARE_VAR: declare_var(k, id); break;
    case DECLARE_LEXICAL:
      if (atom_is(id->as.Identifier.name, "let"))
        check_error(k, ast_span(id), "'let' cannot be declared by let or const");
      declare_lexical(k, id, NAME_LEXICAL);
      break;
    case DECLARE_PARAM: declare_param(k, id); break;
    case DECLARE_CATCH: declare_lexical(k, id, NAME_CATCH); break;
    case DECLARE_CATCH_PATTERN: declare_lexical(k, id, NAME_CATCH_PATTERN); break;
  }
}

void scope_declare_pattern(Check *k, Node *n, Declare how) {
  AstList list = {0};
  if (!n) return;
  switch (n->kind) {
    case AST_ObjectPattern: list = n->as.ObjectPattern.properties; break;
    case AST_ArrayPattern: list = n->as.ArrayPattern.elements; break;
    case AST_Property:
      if (n->as.Property.computed) check_node(k, n->as.Property.key);
      else if (n->as.Property.key->kind == AST_Literal) check_literal(k, n->as.Property.key);
      scope_declare_pattern(k, n->as.Property.value, how);
      return;
    case AST_AssignmentPattern:
      scope_declare_pattern(k, n->as.AssignmentPattern.left, how);
      check_node(k, n->as.AssignmentPattern.right);
      return;
    case AST_RestElement: scope_declare_pattern(k, n->as.RestElement.argument, how); return;
    default:
      if (n->flags & NODE_PARENTHESIZED)
        check_error(k, ast_span(n), "parentheses are not allowed around a name that is declared");
      declare(k, n, how);
      return;
  }
  bool is_object = n->kind == AST_ObjectPattern;
  for (uint32_t i = 0; i < list.count; i++) {
    Node *e = list.items[i];
    if (e && is_object && e->kind == AST_RestElement && e->as.RestElement.argument->kind != AST_Identifier)
      check_error(k, ast_span(e), "the rest element of an object pattern must be a name");
    scope_declare_pattern(k, e, how);
  }
}

void scope_declare_function(Check *k, Node *f) {
  Node *id = f->as.Function.id;
  if (!id) return;
  check_binding_name(k, id);
  if (id->kind != AST_Identifier) return;
  bool is_plain = !f->as.Function.is_async && !f->as.Function.is_generator;
  if (k->scope->is_top) declare_var(k, id);
  else declare_lexical(k, id, is_plain && !k->fn->is_strict ? NAME_FUNCTION : NAME_LEXICAL);
}

void scope_declare_class(Check *k, Node *id) {
  check_binding_name(k, id);
  if (id->kind == AST_Identifier) declare_lexical(k, id, NAME_LEXICAL);
}

/* ES 13.15.1, 13.4.1: what may be assigned to. */
void check_target(Check *k, Node *n) {
  if (!n) return;
  switch (n->kind) {
    case AST_Identifier:
      check_reference(k, n);
      if (k->fn->is_strict && (atom_is(n->as.Identifier.name, "eval") || atom_is(n->as.Identifier.name, "arguments")))
        check_error(k, ast_span(n), "unexpected eval or arguments in strict mode");
      break;
    case AST_ObjectPattern:
      for (uint32_t i = 0; i < n->as.ObjectPattern.properties.count; i++)
        check_target(k, n->as.ObjectPattern.properties.items[i]);
      break;
    case AST_ArrayPattern:
      for (uint32_t i = 0; i < n->as.ArrayPattern.elements.count; i++)
        check_target(k, n->as.ArrayPattern.elements.items[i]);
      break;
    case AST_Property:
      if (n->as.Property.computed) check_node(k, n->as.Property.key);
      else if (n->as.Property.key->kind == AST_Literal) check_literal(k, n->as.Property.key);
      check_target(k, n->as.Property.value);
      break;
    case AST_AssignmentPattern:
      check_target(k, n->as.AssignmentPattern.left);
      check_node(k, n->as.AssignmentPattern.right);
      break;
    case AST_RestElement: check_target(k, n->as.RestElement.argument); break;
    case AST_CallExpression:
      if (k->fn->is_strict) check_error(k, ast_span(n), "invalid assignment target");
      check_node(k, n);
      break;
    default: check_node(k, n);
  }
}
