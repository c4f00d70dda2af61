/*
 * scope.c: bindings and uses. The innermost binding of every name is kept in one map; entering a scope shadows, leaving
 * it restores, so a lookup costs one probe however deep the nesting is.
 */
#include "walk.h"

#include "../../runtime/abi.h"

Scope *scope_push(Walker *w, Scope *s, bool in_loop) {
  if (!s) s = ARENA_NEW(w->arena, Scope);
  s->outer = w->scope;
  s->fn = w->fn;
  if (w->scope) s->depth = w->scope->depth + 1, s->dyn = w->scope->dyn;
  s->in_loop = in_loop || (w->scope && w->scope->fn == w->fn && w->scope->in_loop);
  w->scope = s;
  return s;
}

void scope_pop(Walker *w) {
  Scope *s = w->scope;
  for (uint32_t i = s->bindings.count; i-- > 0;) {
    Binding *b = s->bindings.items[i];
    if (b->kind != BIND_HIDDEN && ptrmap_get(&w->current, b->name) == b) ptrmap_put(&w->current, b->name, b->shadowed);
  }
  w->scope = s->outer;
}

static Binding *binding_new(Walker *w, Scope *s, FnScope *fn, Atom *name, BindKind kind) {
  Binding *b = ARENA_NEW(w->arena, Binding);
  b->name = name;
  b->scope = s;
  b->fn = fn;
  b->kind = (uint8_t)kind;
  b->unordered = s->is_switch;
  b->var = fn->nvars++;
  b->slot = -1;
  b->ns_module = -1;
  ARRAY_PUSH(w->arena, &s->bindings, b);
  ARRAY_PUSH(w->arena, &w->m->all, b);
  return b;
}

Binding *scope_declared(const Scope *s, const Atom *name) {
  for (uint32_t i = 0; i < s->bindings.count; i++)
    if (s->bindings.items[i]->name == name && s->bindings.items[i]->kind != BIND_HIDDEN) return s->bindings.items[i];
  return NULL;
}

Binding *scope_declare(Walker *w, Scope *s, Atom *name, BindKind kind) {
  void **top = ptrmap_at(&w->current, name);
  Binding *b = *top;
  if (b && b->scope == s) { /* again: var x; var x; function x … */
    if (kind == BIND_FUNCTION) b->kind = BIND_FUNCTION;
    return b;
  }
  b = binding_new(w, s, w->fn, name, kind);
  b->shadowed = *top;
  *top = b;
  return b;
}

Binding *scope_hidden(Walker *w, Scope *s, FnScope *fn, Atom *name) {
  Binding *b = binding_new(w, s, fn, name, BIND_HIDDEN);
  b->at_entry = true;
  return b;
}

void scope_mark_initialised(Walker *w, Binding *b) {
  if (!b->init_tick) b->init_tick = ++w->tick;
}

static bool has_dead_zone(const Binding *b) {
  switch ((BindKind)b->kind) {
    case BIND_LET:
    case BIND_CONST:
    case BIND_CLASS:
    case BIND_CLASS_NAME:
    case BIND_IMPORT: return true;
    case BIND_PARAM: return !b->at_entry;
    default: return false;
  }
}

bool scope_use(Walker *w, Binding *b) {
  bool too_early;
  if (b->fn == w->fn) {
    too_early = !b->init_tick || b->unordered;
  } else {
    FnScope *outermost = NULL;
    for (FnScope *f = w->fn; f != b->fn; f = f->outer) {
      outermost = f;
      if (!ptrmap_has(&f->captured, b)) {
        ARRAY_PUSH(w->arena, &f->captures, b);
        ptrmap_put(&f->captured, b, (void *)(uintptr_t)f->captures.count);
      }
    }
    b->captured = true;
    too_early = !b->init_tick || outermost->tick <= b->init_tick || b->unordered;
    if (too_early) b->early = true;
    if (b->kind == BIND_CLASS_NAME && outermost->is_class_member) too_early = false;
  }
  if (!too_early || !has_dead_zone(b)) return false;
  b->tdz = true;
  return true;
}

static bool may_have(const DynScope *d, const Atom *name, const Binding *b) {
  if (b && d->scope->depth <= b->scope->depth) return false;
  for (uint32_t i = 0; d->names && i < d->nnames; i++)
    if (d->names[i] == name) return true;
  return !d->names;
}

DynUse *scope_dynamic_use(Walker *w, const Atom *name, Binding *b) {
  uint32_t n = 0;
  for (DynScope *d = w->scope->dyn; d; d = d->outer) n += may_have(d, name, b);
  if (!n) return NULL;
  DynUse *use = arena_alloc(w->arena, sizeof *use + n * sizeof use->objects[0]);
  use->binding = b;
  for (DynScope *d = w->scope->dyn; d; d = d->outer) {
    if (!may_have(d, name, b)) continue;
    scope_use(w, d->object);
    use->objects[use->count++] = d->object;
  }
  return use;
}

/* The innermost function with an `arguments` of its own around the current code. */
static FnScope *arguments_owner(const Walker *w) {
  FnScope *f = w->fn;
  while (f && f->is_arrow) f = f->outer;
  return f;
}

bool scope_has_arguments(const Walker *w) {
  const FnScope *f = w->fn;
  if (f->scope && scope_declared(f->scope, w->atom_arguments)) return true;
  return !f->is_arrow && (f->kind != FNK_MODULE || w->m->kind == MODULE_COMMONJS || w->m->kind == MODULE_LIB);
}

Binding *scope_lookup(Walker *w, Atom *name) { return ptrmap_get(&w->current, name); }

Binding *scope_arguments(Walker *w) {
  FnScope *owner = arguments_owner(w);
  Binding *b = scope_lookup(w, w->atom_arguments);
  for (FnScope *f = w->fn; b && f; f = f->outer) {
    if (b->fn == f) {
      if (b->kind != BIND_VAR || f->is_arrow || b->scope != f->body) return b;
      break; /* var arguments: begins as the arguments object */
    }
    if (f == owner) break;
  }
  if (!owner || (owner->kind == FNK_MODULE && (w->m->kind == MODULE_ESM || w->m->kind == MODULE_SCRIPT))) return b;
  if (!owner->arguments) owner->arguments = scope_hidden(w, owner->scope, owner, w->atom_arguments);
  if (b && b->fn == owner && b->kind == BIND_VAR) {
    owner->writes_arguments = true;
    return b;
  }
  return owner->arguments;
}

Binding *scope_this(Walker *w) {
  ThisEnv *env = w->env;
  Binding **at = env->statics ? &env->statics->this_binding : &env->fn->this_binding;
  if (!*at) {
    *at = scope_hidden(w, env->scope, env->fn, w->atom_this);
    if (!env->statics && env->fn->cls && env->fn->cls->is_derived) {
      (*at)->assignments = 1; /* by super() */
      (*at)->tdz = true;
    }
  }
  scope_use(w, *at);
  return *at;
}

Binding *scope_new_target(Walker *w) {
  ThisEnv *env = w->env;
  if (env->statics || env->is_field) return NULL;
  if (!env->fn->new_target) env->fn->new_target = scope_hidden(w, env->scope, env->fn, w->atom_new_target);
  scope_use(w, env->fn->new_target);
  return env->fn->new_target;
}

Binding *scope_home(Walker *w) {
  ThisEnv *env = w->env;
  Binding **at;
  if (!env->statics && env->fn->kind == FNK_CONSTRUCTOR) { /* class_proto of the active function */
    at = &env->fn->home;
    if (!*at) *at = scope_hidden(w, env->scope, env->fn, w->atom_home);
  } else {
    ClassScope *c = env->home_of;
    if (!c) return NULL;
    at = env->home_is_static ? &c->constructor_home : &c->proto;
    if (!*at) *at = scope_hidden(w, &c->scope, c->scope.fn, w->atom_home);
  }
  scope_use(w, *at);
  return *at;
}

FnScope *scope_fn_new(Walker *w, Node *node, FnKind kind) {
  FnScope *f = ARENA_NEW(w->arena, FnScope);
  f->module = w->m;
  f->outer = w->fn;
  f->node = node;
  f->kind = kind;
  f->is_arrow = kind == FNK_ARROW;
  f->is_strict = w->fn && w->fn->is_strict;
  f->made_once = !(w->scope && w->scope->in_loop);
  f->tick = ++w->tick;
  ptrmap_init(&f->captured, w->arena);
  ARRAY_PUSH(w->arena, &w->m->fns, f);
  return f;
}

Binding *scope_top_level(ModuleScope *m, const Atom *name) { return scope_declared(m->fn->body, name); }
