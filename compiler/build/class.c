/*
 * class.c: class definitions and super() (ES 15.7). Instance fields and private methods are initialised by code of the
 * constructor itself, static ones by code where the class stands.
 */
#include "internal.h"

static IrInst *method_closure(Fb *fb, Node *fn, Atom *name, IrInst *key, AstMethodKind kind) {
  int64_t prefix = kind == METHOD_GET ? 1 : kind == METHOD_SET ? 2 : 0;
  Atom *full = name;
  if (name && prefix) full = fb_format(fb, "%s %s", prefix == 1 ? "get" : "set", atom_utf8(name, &fb->scratch));
  IrInst *f = closure_new(fb, fn->info, full ? full : fb->b->atoms.empty, fn->start);
  if (!name && key) fb_opx(fb, IR_set_fn_name, fn->start, 2, (IrInst *[]){f, key}, NULL, 0, prefix);
  return f;
}

static void define_method(Fb *fb, IrInst *target, Node *e) {
  Node *key = e->as.MethodDefinition.key, *fn = e->as.MethodDefinition.value;
  AstMethodKind kind = e->as.MethodDefinition.kind;
  Atom *name = e->as.MethodDefinition.computed ? constant_key(fb, key) : property_name(fb, key);
  uint32_t index;
  if (kind == METHOD_METHOD && name && !atom_array_index(name, &index)) {
    IrInst *f = method_closure(fb, fn, name, NULL, kind);
    fb_opx(fb, IR_define_prop, e->start, 2, (IrInst *[]){target, f}, name, 0, PROP_HIDDEN);
    return;
  }
  IrInst *k = property_key(fb, key, e->as.MethodDefinition.computed);
  IrInst *f = method_closure(fb, fn, name, k, kind);
  if (kind == METHOD_METHOD) fb_opx(fb, IR_define_elem, e->start, 3, (IrInst *[]){target, k, f}, NULL, 0, PROP_HIDDEN);
  else
    fb_opx(fb, kind == METHOD_GET ? IR_define_getter : IR_define_setter, e->start, 3, (IrInst *[]){target, k, f}, NULL,
           0, PROP_CONFIGURABLE);
}

static void make_private_method(Fb *fb, Node *e) {
  Binding *name = e->as.MethodDefinition.key->info;
  PrivateMember *p = name->method;
  AstMethodKind kind = e->as.MethodDefinition.kind;
  IrInst *f = method_closure(fb, e->as.MethodDefinition.value, name->name, NULL, kind);
  binding_init(fb, kind == METHOD_GET ? p->getter : kind == METHOD_SET ? p->setter : p->method, f);
}

static void add_private_methods(Fb *fb, ClassScope *c, IrInst *target, bool is_static, uint32_t pos) {
  for (uint32_t i = 0; i < c->privates.count; i++) {
    PrivateMember *p = c->privates.items[i];
    if (p->is_field || p->is_static != is_static) continue;
    IrInst *symbol = binding_get(fb, p->name, false, pos);
    if (p->method) {
      fb_op3(fb, IR_private_add_method, pos, target, symbol, binding_get(fb, p->method, false, pos));
    } else {
      IrInst *getter = p->getter ? binding_get(fb, p->getter, false, pos) : fb_undefined(fb);
      IrInst *setter = p->setter ? binding_get(fb, p->setter, false, pos) : fb_undefined(fb);
      fb_op4(fb, IR_private_add_accessor, pos, target, symbol, getter, setter);
    }
  }
}

static void define_field(Fb *fb, IrInst *target, Node *e) {
  Node *key = e->as.PropertyDefinition.key, *value = e->as.PropertyDefinition.value;
  ElementScope *x = e->info;
  if (key->kind == AST_PrivateIdentifier) {
    Binding *b = key->info;
    IrInst *symbol = binding_get(fb, b, false, key->start);
    IrInst *v = value ? expr_named(fb, value, b->name) : fb_undefined(fb);
    fb_op3(fb, IR_private_add, e->start, target, symbol, v);
    return;
  }
  uint32_t index;
  Atom *name = e->as.PropertyDefinition.computed ? NULL : property_name(fb, key);
  if (name && !atom_array_index(name, &index)) {
    IrInst *v = value ? expr_named(fb, value, name) : fb_undefined(fb);
    fb_opx(fb, IR_define_prop, e->start, 2, (IrInst *[]){target, v}, name, 0, PROP_DEFAULT);
    return;
  }
  IrInst *k = x && x->key ? binding_get(fb, x->key, false, key->start) : property_key(fb, key, false);
  IrInst *v = value ? expr_named(fb, value, name ? name : fb->b->atoms.empty) : fb_undefined(fb);
  if (value && !name && is_anonymous_function(value))
    fb_opx(fb, IR_set_fn_name, e->start, 2, (IrInst *[]){v, k}, NULL, 0, 0);
  fb_opx(fb, IR_define_elem, e->start, 3, (IrInst *[]){target, k, v}, NULL, 0, PROP_DEFAULT);
}

/* From here on until fn->origin is what it was, code is that of an initialiser called at `pos`. lib/ has no traces. */
static void enter_initialiser(Fb *fb, const char *name, uint32_t pos) {
  if (fb->m->in->ir->is_lib) return;
  IrInlined *origin = ARENA_NEW(fb->b->arena, IrInlined);
  *origin = (IrInlined){fb->fn, pos, fb->fn->origin, name};
  fb->fn->origin = origin;
}

void class_initialise_fields(Fb *fb, ClassScope *c, IrInst *this_value, uint32_t pos) {
  if (!c->has_fields) return;
  bool strict = fb->f->is_strict;
  fb->f->is_strict = true;
  IrInlined *origin = fb->fn->origin;
  if (fb->f->kind != FNK_FIELDS) enter_initialiser(fb, INSTANCE_INITIALISER, pos);
  AstList *body = &c->node->as.Class.body->as.ClassBody.body;
  add_private_methods(fb, c, this_value, false, c->node->start);
  for (uint32_t i = 0; i < body->count; i++)
    if (body->items[i]->kind == AST_PropertyDefinition && !body->items[i]->as.PropertyDefinition.is_static)
      define_field(fb, this_value, body->items[i]);
  fb->fn->origin = origin;
  fb->f->is_strict = strict;
}

static void static_element(Fb *fb, IrInst *ctor, Node *e) {
  ElementScope *x = e->info;
  scope_enter(fb, x->scope);
  if (x->this_binding) binding_init(fb, x->this_binding, ctor);
  if (e->kind == AST_StaticBlock) {
    Ctl *ctl = fb->ctl; /* nothing outside can be left from in here */
    statements_of_scope(fb, &e->as.StaticBlock.body);
    fb->ctl = ctl;
  } else {
    Node *value = e->as.PropertyDefinition.value;
    if (value) begin_at(fb, value, value->start);
    define_field(fb, ctor, e);
  }
}

/* The constructor's closure; never shared, since class_new gives it a prototype. */
static IrInst *constructor_closure(Fb *fb, ClassScope *c, Atom *name) {
  bool made_once = c->constructor->made_once;
  c->constructor->made_once = false;
  IrInst *f = closure_new(fb, c->constructor, name, c->node->start);
  c->constructor->made_once = made_once;
  return f;
}

IrInst *class_definition(Fb *fb, Node *n, Atom *name) {
  ClassScope *c = n->info;
  uint32_t before = fb->fn->last_pos;
  bool strict = fb->f->is_strict;
  fb->f->is_strict = true;
  scope_enter(fb, &c->scope);
  for (uint32_t i = 0; i < c->privates.count; i++) {
    Binding *b = c->privates.items[i]->name;
    binding_init(fb, b, fb_opx(fb, IR_private_name, n->start, 0, NULL, b->name, 0, 0));
  }
  Node *super = n->as.Class.super_class;
  IrInst *heritage = super ? expr(fb, super) : fb_empty(fb);
  uint32_t heritage_pos = super ? before : n->start;
  if (super && super->kind != AST_Literal && !ast_is_function(super)) heritage_pos = expression_pos(fb, super);
  if (super) before = super->start;
  IrInst *closure = constructor_closure(fb, c, name);
  IrInst *ctor = fb_op2(fb, IR_class_new, heritage_pos, closure, heritage);
  IrInst *proto = fb_op1(fb, IR_class_proto, n->start, ctor);
  if (c->proto) binding_init(fb, c->proto, proto);
  if (c->constructor_home) binding_init(fb, c->constructor_home, ctor);

  AstList *body = &n->as.Class.body->as.ClassBody.body;
  for (uint32_t i = 0; i < body->count; i++) {
    Node *e = body->items[i];
    if (e->kind == AST_MethodDefinition && e->as.MethodDefinition.kind != METHOD_CONSTRUCTOR) {
      if (e->as.MethodDefinition.key->kind == AST_PrivateIdentifier) make_private_method(fb, e);
      else define_method(fb, e->as.MethodDefinition.is_static ? ctor : proto, e);
    } else if (e->kind == AST_PropertyDefinition && e->as.PropertyDefinition.computed) {
      ElementScope *x = e->info;
      binding_init(fb, x->key, property_key(fb, e->as.PropertyDefinition.key, true));
      before = e->as.PropertyDefinition.key->start;
    }
  }
  if (c->name) binding_init(fb, c->name, ctor);
  IrInlined *origin = fb->fn->origin;
  enter_initialiser(fb, "<static_initializer>", before); /* V8's call of it has no place of its own */
  add_private_methods(fb, c, ctor, true, n->start);
  for (uint32_t i = 0; i < body->count; i++) {
    Node *e = body->items[i];
    if (e->kind == AST_StaticBlock || (e->kind == AST_PropertyDefinition && e->as.PropertyDefinition.is_static))
      static_element(fb, ctor, e);
  }
  fb->fn->origin = origin;
  fb->f->is_strict = strict;
  return ctor;
}

/* ---- super() ---- */

static bool is_surely_empty(const IrInst *v) {
  while (v->forward) v = v->forward;
  return v->op == IR_const_val && (uint64_t)v->imm.i == VALUE_EMPTY_BITS;
}

IrInst *super_call(Fb *fb, Node *n) {
  SuperCall *s = n->as.CallExpression.callee->info;
  AstList *args = &n->as.CallExpression.arguments;
  ClassScope *c = s->constructor->cls;
  IrInst *callee = binding_get(fb, s->callee, false, n->start);
  IrInst *target = binding_get(fb, s->new_target, false, n->start);
  IrInst *v;
  if (has_spread(args)) {
    IrInst *array = spread_array(fb, args, n->start);
    v = fb_op3(fb, IR_super_call_spread, n->start, callee, target, array);
  } else {
    IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, args->count + 2);
    values[0] = callee;
    values[1] = target;
    for (uint32_t i = 0; i < args->count; i++) values[2 + i] = expr(fb, args->items[i]);
    v = fb_opn(fb, IR_super_call, n->start, args->count + 2, values);
  }
  IrInst *old = binding_get(fb, s->this_binding, false, n->start);
  if (!is_surely_empty(old)) {
    IrBlock *go = fb_block(fb), *twice = fb_block(fb);
    fb_branch(fb, fb_op1(fb, IR_is_empty, n->start, old), go, twice);
    fb_start_sealed(fb, twice);
    fb_throw_error(fb, 3, "Super constructor may only be called once", n->start);
    fb_start_sealed(fb, go);
  }
  binding_init(fb, s->this_binding, v);
  if (s->constructor->fields_fn && c->has_fields) {
    IrInst *initialise = binding_get(fb, s->constructor->fields, false, n->start);
    fb_opx(fb, IR_call, n->start, 2, (IrInst *[]){initialise, fb_undefined(fb)}, fb->b->atoms.empty, 0, 0);
  } else {
    class_initialise_fields(fb, c, v, n->start);
  }
  return v;
}
