/*
 * walk-class.c: the walk over a class: private names, the constructor and the fields that are its code, methods, static
 * elements, in order of evaluation.
 */
#include "walk.h"

Atom *scope_private_name(Walker *w, const Atom *name) {
  if (name->is_wide) {
    uint16_t *units = ARENA_ARRAY(w->arena, uint16_t, name->len + 1);
    units[0] = '#';
    memcpy(units + 1, name->c16, name->len * 2);
    return intern_utf16(w->m->atoms, units, name->len + 1);
  }
  uint8_t *units = ARENA_ARRAY(w->arena, uint8_t, name->len + 1);
  units[0] = '#';
  memcpy(units + 1, name->c8, name->len);
  return intern_latin1(w->m->atoms, units, name->len + 1);
}

static void declare_private(Walker *w, ClassScope *c, Node *element) {
  bool is_field = element->kind == AST_PropertyDefinition;
  Node *key = is_field ? element->as.PropertyDefinition.key : element->as.MethodDefinition.key;
  if (key->kind != AST_PrivateIdentifier) return;
  Binding *b = scope_declare(w, &c->scope, scope_private_name(w, key->as.PrivateIdentifier.name), BIND_PRIVATE);
  b->at_entry = true;
  b->init_tick = 1;
  if (!b->method) {
    PrivateMember *p = ARENA_NEW(w->arena, PrivateMember);
    p->name = b;
    p->cls = c;
    b->method = p;
    ARRAY_PUSH(w->arena, &c->privates, p);
  }
  PrivateMember *p = b->method;
  p->is_field = is_field;
  p->is_static = is_field ? element->as.PropertyDefinition.is_static : element->as.MethodDefinition.is_static;
  key->info = b;
  if (is_field) return;
  AstMethodKind kind = element->as.MethodDefinition.kind;
  Binding **at = kind == METHOD_GET ? &p->getter : kind == METHOD_SET ? &p->setter : &p->method;
  *at = scope_hidden(w, &c->scope, w->fn, b->name);
  (*at)->at_entry = false;
}

static Node *find_constructor(Node *body) {
  for (uint32_t i = 0; i < body->as.ClassBody.body.count; i++) {
    Node *e = body->as.ClassBody.body.items[i];
    if (e->kind == AST_MethodDefinition && e->as.MethodDefinition.kind == METHOD_CONSTRUCTOR) return e;
  }
  return NULL;
}

/* Private methods and accessors are given to each instance by the constructor. */
static void use_private_methods(Walker *w, ClassScope *c, bool is_static) {
  for (uint32_t i = 0; i < c->privates.count; i++) {
    PrivateMember *p = c->privates.items[i];
    if (p->is_field || p->is_static != is_static) continue;
    scope_use(w, p->name);
    if (p->method) scope_use(w, p->method);
    if (p->getter) scope_use(w, p->getter);
    if (p->setter) scope_use(w, p->setter);
  }
}

/* Instance fields are code of the constructor. */
static void walk_instance_fields(Walker *w, ClassScope *c, const AstList *body) {
  FnScope *f = c->constructor, *outer_fn = w->fn;
  ThisEnv env = {.fn = f, .scope = f->scope, .is_field = true, .home_of = c}, *outer_env = w->env;
  w->fn = f;
  if (f->fields) {
    FnScope *g = scope_fn_new(w, c->node, FNK_FIELDS);
    g->is_arrow = g->simple_params = g->is_strict = true;
    g->made_once = false;
    g->cls = c;
    f->fields_fn = w->fn = g;
  }
  w->env = &env;
  Scope *s = scope_push(w, NULL, true);
  if (f->fields_fn) f->fields_fn->scope = f->fields_fn->body = s;
  for (uint32_t i = 0; i < c->privates.count; i++)
    if (!c->privates.items[i]->is_static) c->has_fields = true;
  for (uint32_t i = 0; i < body->count; i++)
    if (body->items[i]->kind == AST_PropertyDefinition && !body->items[i]->as.PropertyDefinition.is_static)
      c->has_fields = true;
  if (c->has_fields) {
    scope_this(w);
    use_private_methods(w, c, false);
  }
  for (uint32_t i = 0; i < body->count; i++) {
    Node *e = body->items[i];
    if (e->kind != AST_PropertyDefinition || e->as.PropertyDefinition.is_static) continue;
    ElementScope *x = e->info;
    if (x && x->key) scope_use(w, x->key);
    if (e->as.PropertyDefinition.key->kind == AST_PrivateIdentifier) scope_use(w, e->as.PropertyDefinition.key->info);
    if (e->as.PropertyDefinition.value) scope_walk(w, e->as.PropertyDefinition.value);
  }
  ASSERT(w->scope == s);
  scope_pop(w);
  w->fn = outer_fn;
  w->env = outer_env;
}

static void walk_static(Walker *w, ClassScope *c, Node *e) {
  ElementScope *x = e->info;
  if (!x) e->info = x = ARENA_NEW(w->arena, ElementScope);
  x->scope = scope_push(w, NULL, false);
  ThisEnv env = {.fn = w->fn, .scope = x->scope, .statics = x, .home_of = c, .home_is_static = true}, *outer = w->env;
  w->env = &env;
  if (e->kind == AST_StaticBlock) {
    scope_declare_vars(w, x->scope, &e->as.StaticBlock.body);
    for (uint32_t i = 0; i < x->scope->bindings.count; i++) x->scope->bindings.items[i]->at_entry = true;
    scope_walk_block(w, &e->as.StaticBlock.body);
  } else if (e->as.PropertyDefinition.value) {
    scope_walk(w, e->as.PropertyDefinition.value);
  }
  w->env = outer;
  scope_pop(w);
}

static void walk_constructor(Walker *w, ClassScope *c, Node *n, Node *definition) {
  FnScope *f;
  ThisEnv env = {.fn = w->fn, .home_of = c}, *outer = w->env;
  w->env = &env;
  if (definition) {
    Node *fn = definition->as.MethodDefinition.value;
    f = scope_fn_new(w, fn, FNK_CONSTRUCTOR);
    f->cls = c;
    fn->info = f;
    c->constructor = f;
    f->is_class_member = true;
    scope_walk_function_body(w, f, fn);
  } else {
    f = scope_fn_new(w, n, FNK_CONSTRUCTOR);
    f->cls = c;
    c->constructor = f;
    f->is_class_member = f->simple_params = true;
    FnScope *outer_fn = w->fn;
    w->fn = f;
    f->scope = f->body = scope_push(w, NULL, false);
    scope_pop(w);
    w->fn = outer_fn;
  }
  w->env = outer;
}

void scope_walk_class(Walker *w, Node *n) {
  bool outer_strict = w->fn->is_strict;
  ClassScope *c = ARENA_NEW(w->arena, ClassScope);
  c->node = n;
  c->is_derived = n->as.Class.super_class != NULL;
  n->info = c;
  w->fn->is_strict = true;
  scope_push(w, &c->scope, false);
  if (n->as.Class.id) c->name = scope_declare(w, &c->scope, n->as.Class.id->as.Identifier.name, BIND_CLASS_NAME);
  AstList *body = &n->as.Class.body->as.ClassBody.body;
  for (uint32_t i = 0; i < body->count; i++)
    if (body->items[i]->kind != AST_StaticBlock) declare_private(w, c, body->items[i]);
  if (c->is_derived) scope_walk(w, n->as.Class.super_class);
  Node *definition = find_constructor(n->as.Class.body);
  walk_constructor(w, c, n, definition);
  for (uint32_t i = 0; i < body->count; i++) {
    Node *e = body->items[i];
    if (e == definition) continue;
    if (e->kind == AST_MethodDefinition) {
      if (e->as.MethodDefinition.computed) scope_walk(w, e->as.MethodDefinition.key);
      AstMethodKind kind = e->as.MethodDefinition.kind;
      scope_walk_method(w, e->as.MethodDefinition.value,
                        kind == METHOD_GET   ? FNK_GETTER
                        : kind == METHOD_SET ? FNK_SETTER
                                             : FNK_METHOD,
                        c, e->as.MethodDefinition.is_static);
      if (e->as.MethodDefinition.key->kind == AST_PrivateIdentifier) scope_use(w, e->as.MethodDefinition.key->info);
    } else if (e->kind == AST_PropertyDefinition && e->as.PropertyDefinition.computed) {
      scope_walk(w, e->as.PropertyDefinition.key);
      ElementScope *x = ARENA_NEW(w->arena, ElementScope);
      e->info = x;
      x->key = scope_hidden(w, &c->scope, w->fn, w->atom_key);
      x->key->at_entry = false;
      scope_mark_initialised(w, x->key);
    }
  }
  for (uint32_t i = 0; i < c->privates.count; i++) {
    PrivateMember *p = c->privates.items[i];
    Binding *members[3] = {p->method, p->getter, p->setter};
    for (int k = 0; k < 3; k++)
      if (members[k]) scope_mark_initialised(w, members[k]);
  }
  walk_instance_fields(w, c, body);
  /* homes are made after the constructor, before every method: methods may copy them */
  if (c->name) scope_mark_initialised(w, c->name);
  use_private_methods(w, c, true);
  for (uint32_t i = 0; i < body->count; i++) {
    Node *e = body->items[i];
    if (e->kind == AST_StaticBlock || (e->kind == AST_PropertyDefinition && e->as.PropertyDefinition.is_static))
      walk_static(w, c, e);
  }
  scope_pop(w);
  w->fn->is_strict = outer_strict;
}
