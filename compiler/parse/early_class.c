/*
 * early_class.c: early errors of classes (ES 15.7.1) and private names (AllPrivateIdentifiersValid).
 */
#include "early_check.h"

enum { PRIVATE_OTHER = 1, PRIVATE_GET = 2, PRIVATE_SET = 4, PRIVATE_STATIC = 8 };

/* Name of a key that is not computed, as a property is found by it; NULL for numbers. */
static const Atom *key_name(const Node *key) {
  if (key->kind == AST_Identifier) return key->as.Identifier.name;
  if (ast_literal_type(key) == LIT_STRING) return key->as.Literal.string;
  return NULL;
}

static bool key_is(const Node *key, bool computed, const char *text) {
  const Atom *name = computed ? NULL : key_name(key);
  return name && atom_is(name, text);
}

static void declare_private(Check *k, PrivateNames *names, const Node *key, uintptr_t kind) {
  const Atom *name = key->as.PrivateIdentifier.name;
  if (atom_is(name, "constructor")) check_error(k, ast_span(key), "classes may not have a private name '#constructor'");
  uintptr_t before = (uintptr_t)ptrmap_get(&names->names, name), pair = PRIVATE_GET | PRIVATE_SET;
  bool is_pair = ((before | kind) & pair) == pair && (before & kind & pair) == 0 &&
                 !((before | kind) & PRIVATE_OTHER) && (before & PRIVATE_STATIC) == (kind & PRIVATE_STATIC);
  if (before && !is_pair)
    check_error(k, ast_span(key), "private name '#%s' has already been declared", atom_utf8(name, &k->arena));
  ptrmap_put(&names->names, name, (void *)(before | kind));
}

static void declare_privates(Check *k, PrivateNames *names, AstList elements) {
  for (uint32_t i = 0; i < elements.count; i++) {
    const Node *e = elements.items[i];
    if (e->kind == AST_MethodDefinition && e->as.MethodDefinition.key->kind == AST_PrivateIdentifier) {
      AstMethodKind kind = e->as.MethodDefinition.kind;
      uintptr_t flags = kind == METHOD_GET ? PRIVATE_GET : kind == METHOD_SET ? PRIVATE_SET : PRIVATE_OTHER;
      if (e->as.MethodDefinition.is_static) flags |= PRIVATE_STATIC;
      declare_private(k, names, e->as.MethodDefinition.key, flags);
    } else if (e->kind == AST_PropertyDefinition && e->as.PropertyDefinition.key->kind == AST_PrivateIdentifier) {
      declare_private(k, names, e->as.PropertyDefinition.key, PRIVATE_OTHER);
    }
  }
}

static bool is_around(const ParseOptions *o, const Atom *name) {
  for (uint32_t i = 0; i < o->nprivate_names; i++) {
    const Atom *with_hash = o->private_names[i];
    uint32_t k = 0;
    while (k < name->len && with_hash->len == name->len + 1 && atom_unit(with_hash, k + 1) == atom_unit(name, k)) k++;
    if (k == name->len && with_hash->len == k + 1) return true;
  }
  return false;
}

void check_private_name(Check *k, const Node *n) {
  for (const PrivateNames *p = k->privates; p; p = p->outer)
    if (ptrmap_has(&p->names, n->as.PrivateIdentifier.name)) return;
  if (k->options->is_partial || is_around(k->options, n->as.PrivateIdentifier.name)) return;
  check_error(k, ast_span(n), "private field '#%s' must be declared in an enclosing class",
              atom_utf8(n->as.PrivateIdentifier.name, &k->arena));
}

static void check_key(Check *k, Node *key, bool computed) {
  if (computed) check_node(k, key);
  else if (key->kind == AST_Literal) check_literal(k, key);
}

static void check_method(Check *k, Node *n, bool is_derived, bool *has_constructor) {
  Node *key = n->as.MethodDefinition.key;
  bool is_constructor = n->as.MethodDefinition.kind == METHOD_CONSTRUCTOR;
  if (is_constructor && *has_constructor) check_error(k, ast_span(key), "a class may only have one constructor");
  *has_constructor |= is_constructor;
  if (n->as.MethodDefinition.is_static && key_is(key, n->as.MethodDefinition.computed, "prototype"))
    check_error(k, ast_span(key), "classes may not have a static property named 'prototype'");
  check_key(k, key, n->as.MethodDefinition.computed);
  check_function(k, n->as.MethodDefinition.value, true, is_constructor && is_derived);
}

static void check_field(Check *k, Node *n) {
  Node *key = n->as.PropertyDefinition.key;
  bool computed = n->as.PropertyDefinition.computed;
  if (key_is(key, computed, "constructor"))
    check_error(k, ast_span(key), "classes may not have a field named 'constructor'");
  if (n->as.PropertyDefinition.is_static && key_is(key, computed, "prototype"))
    check_error(k, ast_span(key), "classes may not have a static property named 'prototype'");
  check_key(k, key, computed);
  if (!n->as.PropertyDefinition.value) return;
  Scope scope;
  AstFunctionInfo info = {0};
  Fn fn = {.is_initializer = true, .allow_new_target = true, .allow_super_property = true};
  check_enter_fn(k, &fn, &scope, &info);
  check_node(k, n->as.PropertyDefinition.value);
  check_leave_fn(k);
}

static void check_static_block(Check *k, Node *n) {
  Scope scope;
  AstFunctionInfo info = {0};
  Fn fn = {.is_static_block = true, .allow_new_target = true, .allow_super_property = true};
  check_enter_fn(k, &fn, &scope, &info);
  check_list(k, n->as.StaticBlock.body);
  check_leave_fn(k);
}

void check_class(Check *k, Node *n) {
  bool was_strict = k->fn->is_strict, has_constructor = false;
  k->fn->is_strict = true;
  if (n->as.Class.id) {
    if (n->kind == AST_ClassDeclaration) scope_declare_class(k, n->as.Class.id);
    else check_binding_name(k, n->as.Class.id);
  }
  check_node(k, n->as.Class.super_class);
  PrivateNames names = {.outer = k->privates};
  ptrmap_init(&names.names, &k->arena);
  AstList elements = n->as.Class.body->as.ClassBody.body;
  declare_privates(k, &names, elements);
  k->privates = &names;
  for (uint32_t i = 0; i < elements.count; i++) {
    Node *e = elements.items[i];
    if (e->kind == AST_MethodDefinition) check_method(k, e, n->as.Class.super_class != NULL, &has_constructor);
    else if (e->kind == AST_PropertyDefinition) check_field(k, e);
    else check_static_block(k, e);
  }
  k->privates = names.outer;
  k->fn->is_strict = was_strict;
}
