/*
 * dynamic.c: names that objects are asked for before variables are: in the body of a `with` statement (ES 9.1.1.2,
 * 14.11). Nothing here costs anything elsewhere.
 *
 * A reference remembers the object that had the name when it was evaluated; what it gets and sets then is that
 * object's, even if the property has gone since.
 */
#include "internal.h"

IrInst *dynamic_find(Fb *fb, Node *n) {
  const DynUse *use = n->info;
  IrInst **objects = ARENA_ARRAY(&fb->scratch, IrInst *, use->count);
  for (uint32_t i = 0; i < use->count; i++) objects[i] = binding_get(fb, use->objects[i], false, n->start);
  return fb_opx(fb, IR_scope_find, n->start, use->count, objects, n->as.Identifier.name, 0, 0);
}

/* Two ways, by whether an object has the name; both end in *join. */
typedef struct Fork {
  IrBlock *missing, *join;
} Fork;

static Fork fork_on(Fb *fb, IrInst *object, uint32_t pos) {
  Fork f = {fb_block(fb), fb_block(fb)};
  IrBlock *found = fb_block(fb);
  fb_branch(fb, fb_op1(fb, IR_is_empty, pos, object), f.missing, found);
  fb_start_sealed(fb, found);
  return f;
}

static void fork_missing(Fb *fb, Fork *f) {
  fb_jump(fb, f->join);
  fb_start_sealed(fb, f->missing);
}

static void fork_join(Fb *fb, Fork *f) {
  fb_jump(fb, f->join);
  fb_start_sealed(fb, f->join);
}

static IrInst *object_get(Fb *fb, Node *n, IrInst *object) {
  return fb_opx(fb, IR_scope_get, n->start, 1, &object, n->as.Identifier.name, 0, fb->f->is_strict);
}

IrInst *dynamic_get_from(Fb *fb, Node *n, IrInst *object) {
  uint32_t var = ssa_new_var(fb, REP_VAL);
  Fork f = fork_on(fb, object, n->start);
  ssa_write(fb, var, object_get(fb, n, object));
  fork_missing(fb, &f);
  IrInst *v = static_get(fb, n->as.Identifier.name, scope_binding(n), n->index & USE_TDZ, n->start);
  ssa_write(fb, var, v);
  fork_join(fb, &f);
  return ssa_read(fb, var);
}

IrInst *dynamic_get(Fb *fb, Node *n, IrInst **receiver) {
  IrInst *object = dynamic_find(fb, n);
  IrInst *v = dynamic_get_from(fb, n, object);
  if (receiver) *receiver = fb_op1(fb, IR_scope_this, n->start, object);
  return v;
}

void dynamic_set(Fb *fb, Node *n, IrInst *object, IrInst *v) {
  Fork f = fork_on(fb, object, n->start);
  fb_opx(fb, IR_scope_set, n->start, 2, (IrInst *[]){object, v}, n->as.Identifier.name, 0, fb->f->is_strict);
  fork_missing(fb, &f);
  static_set(fb, n, v, n->start);
  fork_join(fb, &f);
}

IrInst *dynamic_typeof(Fb *fb, Node *n) {
  if (scope_binding(n)) return dynamic_get(fb, n, NULL);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrInst *object = dynamic_find(fb, n);
  Fork f = fork_on(fb, object, n->start);
  ssa_write(fb, var, object_get(fb, n, object));
  fork_missing(fb, &f);
  ssa_write(fb, var, fb_opx(fb, IR_get_global_typeof, n->start, 0, NULL, n->as.Identifier.name, 0, 0));
  fork_join(fb, &f);
  return ssa_read(fb, var);
}

IrInst *dynamic_delete(Fb *fb, Node *n) {
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrInst *object = dynamic_find(fb, n);
  Fork f = fork_on(fb, object, n->start);
  ssa_write(fb, var, fb_boxed(fb, fb_opx(fb, IR_scope_delete, n->start, 1, &object, n->as.Identifier.name, 0, 0)));
  fork_missing(fb, &f);
  IrInst *gone = scope_binding(n)
                     ? fb_const(fb, VALUE_FALSE_BITS)
                     : fb_boxed(fb, fb_opx(fb, IR_delete_global, n->start, 0, NULL, n->as.Identifier.name, 0, 0));
  ssa_write(fb, var, gone);
  fork_join(fb, &f);
  return ssa_read(fb, var);
}

void with_statement(Fb *fb, Node *n) {
  DynScope *d = n->info;
  Node *object = n->as.WithStatement.object;
  IrInst *o = expr(fb, object);
  scope_enter(fb, d->scope);
  binding_init(fb, d->object, fb_op1(fb, IR_to_object, object->start, o));
  statement(fb, n->as.WithStatement.body);
}
