/* outside.c: see outside.h. Numbers in the text are in base 128, least digits first; all but the last have 128 added. */
#include "outside.h"

#include "../../runtime/abi.h"

enum {
  FLAG_STRICT = 1,
  FLAG_NEW_TARGET = 2,
  FLAG_SUPER_PROPERTY = 4,
  FLAG_SUPER_CALL = 8,
  FLAG_NO_ARGUMENTS = 16,
  FLAG_GLOBAL = 32,
  FLAG_HIDES_ARGUMENTS = 64,
  FLAG_FIELDS = 128
};
enum { NAME_AT_ENTRY = 1, NAME_IN_PATTERN = 2, NAME_STATIC = 4, NAME_FIELD = 8 };

/* ---- writing ---- */

typedef struct Writer {
  const ModuleScope *m;
  BindingList *values, *slots;
  PtrMap numbers; /* Binding -> number in values + 1 */
  ARRAY(uint16_t) text;
} Writer;

static void put_number(Writer *o, uint32_t n) {
  for (; n >= 128; n >>= 7) ARRAY_PUSH(o->m->arena, &o->text, (uint16_t)(128 | (n & 127)));
  ARRAY_PUSH(o->m->arena, &o->text, (uint16_t)n);
}

/* NULL is told from the empty name. */
static void put_name(Writer *o, const Atom *name) {
  put_number(o, name ? name->len + 1 : 0);
  for (uint32_t i = 0; name && i < name->len; i++) ARRAY_PUSH(o->m->arena, &o->text, atom_unit(name, i));
}

static uint32_t number_of(Writer *o, Binding *b) {
  uintptr_t n = (uintptr_t)ptrmap_get(&o->numbers, b);
  if (!n) {
    ARRAY_PUSH(o->m->arena, o->values, b);
    ptrmap_put(&o->numbers, b, (void *)(n = o->values->count));
  }
  return (uint32_t)n - 1;
}

/* A namespace, and a function that is a constant, are values. */
static bool is_imported_value(const Binding *b) {
  return b->kind == BIND_IMPORT && (b->ns_module >= 0 || (b->target && b->target->storage == STORE_CONST_FN));
}

static void put_place(Writer *o, Binding *b) {
  uint32_t at = AT_NOWHERE, index = 0;
  if (b && is_imported_value(b)) {
    at = AT_VALUE, index = number_of(o, b);
  } else if (b) {
    const Binding *holder = b->kind == BIND_IMPORT && b->target ? b->target : b;
    switch ((Storage)holder->storage) {
      case STORE_SSA:
      case STORE_CONST_FN: at = AT_VALUE, index = number_of(o, b); break;
      case STORE_BOX: at = AT_BOX, index = number_of(o, b); break;
      case STORE_SLOT:
        ARRAY_PUSH(o->m->arena, o->slots, b);
        at = AT_SLOT, index = o->m->first_slot + (uint32_t)holder->slot;
        break;
      case STORE_OUTER: at = AT_SLOT, index = (uint32_t)holder->slot; break;
    }
  }
  put_number(o, at | (b && b->tdz && at != AT_VALUE ? 4u : 0u));
  if (at) put_number(o, index);
}

static void put_binding(Writer *o, const OpenSite *site, Binding *b) {
  const PrivateMember *p = b->kind == BIND_PRIVATE ? b->method : NULL;
  /* the arguments object is a variable that the function begins with */
  bool is_arguments = b == site->arguments;
  put_number(o, is_arguments ? BIND_VAR : b->kind == BIND_IMPORT ? BIND_CONST : b->kind);
  put_name(o, b->name);
  put_place(o, b);
  uint32_t flags = (b->at_entry ? NAME_AT_ENTRY : 0) | (b->in_pattern ? NAME_IN_PATTERN : 0);
  if (p) flags |= (p->is_static ? NAME_STATIC : 0) | (p->is_field ? NAME_FIELD : 0);
  put_number(o, flags);
  if (!p) return;
  put_place(o, p->method);
  const Node *id = p->cls->node->as.Class.id;
  put_name(o, id ? id->as.Identifier.name : NULL);
}

static void put_scope(Writer *o, const OpenSite *site, const OpenScope *s) {
  put_number(o, s->scope == site->var_scope ? 2 : 1);
  put_place(o, s->dyn ? s->dyn->object : NULL);
  put_number(o, s->names.count);
  for (uint32_t i = 0; i < s->names.count; i++) put_binding(o, site, s->names.items[i]);
}

static uint32_t flags_of(const OpenSite *site) {
  const EvalRights *r = &site->rights;
  const SuperCall *s = site->super_call;
  return (r->is_strict ? FLAG_STRICT : 0) | (r->new_target ? FLAG_NEW_TARGET : 0) |
         (r->super_property ? FLAG_SUPER_PROPERTY : 0) | (r->super_call ? FLAG_SUPER_CALL : 0) |
         (r->no_arguments ? FLAG_NO_ARGUMENTS : 0) | (site->is_global ? FLAG_GLOBAL : 0) |
         (site->hides_arguments ? FLAG_HIDES_ARGUMENTS : 0) | (s && s->constructor->cls->has_fields ? FLAG_FIELDS : 0);
}

Atom *outside_write(const ModuleScope *m, const OpenSite *site, BindingList *values, BindingList *slots) {
  Writer o = {.m = m, .values = values, .slots = slots};
  ptrmap_init(&o.numbers, m->arena);
  put_number(&o, flags_of(site));
  put_place(&o, site->this_binding);
  put_place(&o, site->new_target);
  put_place(&o, site->home);
  put_place(&o, site->super_call ? site->super_call->callee : NULL);
  put_place(&o, site->super_call && site->super_call->constructor->cls->has_fields
                    ? site->super_call->constructor->fields
                    : NULL);
  for (uint32_t i = site->scopes.count; i-- > 0;) put_scope(&o, site, &site->scopes.items[i]);
  put_number(&o, 0);
  return intern_utf16(m->atoms, o.text.items, o.text.count);
}

/* ---- reading ---- */

typedef struct Reader {
  Arena *arena;
  Interner *atoms;
  const Atom *text;
  uint32_t at;
} Reader;

static uint32_t get_number(Reader *r) {
  uint32_t n = 0, shift = 0, unit;
  do {
    unit = atom_unit(r->text, r->at++);
    n |= (unit & 127) << shift;
    shift += 7;
  } while (unit >= 128);
  return n;
}

static Atom *get_name(Reader *r) {
  uint32_t length = get_number(r);
  if (!length--) return NULL;
  uint16_t *units = ARENA_ARRAY(r->arena, uint16_t, length + 1);
  for (uint32_t i = 0; i < length; i++) units[i] = atom_unit(r->text, r->at++);
  return intern_utf16(r->atoms, units, length);
}

static OutsidePlace get_place(Reader *r) {
  uint32_t n = get_number(r);
  OutsidePlace p = {.at = (Whereabouts)(n & 3), .may_be_empty = (n & 4) != 0};
  if (p.at) p.index = get_number(r);
  return p;
}

static OutsideName get_binding(Reader *r) {
  OutsideName b = {.kind = (BindKind)get_number(r)};
  b.name = get_name(r);
  b.place = get_place(r);
  uint32_t flags = get_number(r);
  b.at_entry = flags & NAME_AT_ENTRY;
  b.in_pattern = flags & NAME_IN_PATTERN;
  b.is_static = flags & NAME_STATIC;
  b.is_field = flags & NAME_FIELD;
  if (b.kind != BIND_PRIVATE) return b;
  b.method = get_place(r);
  b.class_name = get_name(r);
  return b;
}

Outside *outside_read(Arena *arena, Interner *atoms, const Atom *text) {
  Reader r = {arena, atoms, text, 0};
  Outside *out = ARENA_NEW(arena, Outside);
  uint32_t flags = get_number(&r);
  out->rights = (EvalRights){.is_strict = flags & FLAG_STRICT,
                             .new_target = flags & FLAG_NEW_TARGET,
                             .super_property = flags & FLAG_SUPER_PROPERTY,
                             .super_call = flags & FLAG_SUPER_CALL,
                             .no_arguments = flags & FLAG_NO_ARGUMENTS};
  out->is_global = flags & FLAG_GLOBAL;
  out->hides_arguments = flags & FLAG_HIDES_ARGUMENTS;
  out->has_fields = flags & FLAG_FIELDS;
  out->this_value = get_place(&r);
  out->new_target = get_place(&r);
  out->home = get_place(&r);
  out->callee = get_place(&r);
  out->fields = get_place(&r);
  for (uint32_t kind; (kind = get_number(&r)) != 0;) {
    OutsideScope s = {.is_var_scope = kind == 2, .object = get_place(&r)};
    for (uint32_t n = get_number(&r); n-- > 0;) {
      OutsideName b = get_binding(&r);
      ARRAY_PUSH(arena, &s.names, b);
      if (b.kind == BIND_PRIVATE) ARRAY_PUSH(arena, &out->private_names, b.name);
    }
    ARRAY_PUSH(arena, &out->scopes, s);
  }
  return out;
}

/* ---- scopes again ---- */

static void set_place(Binding *b, OutsidePlace p) {
  b->storage = p.at == AT_BOX ? STORE_BOX : p.at == AT_SLOT ? STORE_OUTER : STORE_SSA;
  b->slot = p.index;
  b->tdz = p.may_be_empty;
  b->init_tick = p.may_be_empty ? 0 : 1;
}

static Binding *hidden(Walker *w, Atom *name, OutsidePlace p) {
  if (!p.at) return NULL;
  Binding *b = scope_hidden(w, w->scope, w->fn, name);
  set_place(b, p);
  return b;
}

static void enter_private(Walker *w, const OutsideName *n, Binding *b) {
  PrivateMember *p = ARENA_NEW(w->arena, PrivateMember);
  ClassScope *c = ARENA_NEW(w->arena, ClassScope);
  Node *node = c->node = ARENA_NEW(w->arena, Node);
  node->kind = AST_ClassExpression;
  if (n->class_name) {
    Node *id = node->as.Class.id = ARENA_NEW(w->arena, Node);
    id->kind = AST_Identifier;
    id->as.Identifier.name = n->class_name;
  }
  *p = (PrivateMember){.name = b, .cls = c, .is_static = n->is_static, .is_field = n->is_field};
  p->method = hidden(w, n->name, n->method);
  b->method = p;
}

static void enter_scope(Walker *w, Outside *out, const OutsideScope *s) {
  Scope *scope = scope_push(w, NULL, true);
  if (s->object.at) {
    DynScope *d = ARENA_NEW(w->arena, DynScope);
    d->scope = scope;
    d->outer = scope->dyn;
    d->object = hidden(w, w->atom_with, s->object);
    scope->dyn = d;
  }
  if (s->is_var_scope) out->var_scope = scope, out->object = scope->dyn;
  for (uint32_t i = 0; i < s->names.count; i++) {
    const OutsideName *n = &s->names.items[i];
    Binding *b = scope_declare(w, scope, n->name, n->kind);
    set_place(b, n->place);
    b->at_entry = n->at_entry;
    b->in_pattern = n->in_pattern;
    if (n->kind == BIND_PRIVATE) enter_private(w, n, b);
  }
}

void outside_enter(Walker *w, ThisEnv *env) {
  Outside *out = (Outside *)w->m->outside;
  FnScope *f = ARENA_NEW(w->arena, FnScope); /* stands for all functions around */
  f->module = w->m;
  f->kind = FNK_MODULE;
  f->node = w->m->program;
  f->is_strict = out->rights.is_strict;
  ptrmap_init(&f->captured, w->arena);
  w->fn = f;
  w->tick = 1;
  f->scope = f->body = scope_push(w, NULL, true);
  f->this_binding = hidden(w, w->atom_this, out->this_value);
  f->new_target = hidden(w, w->atom_new_target, out->new_target);
  f->callee = hidden(w, w->atom_callee, out->callee);
  f->fields = hidden(w, w->atom_home, out->fields);
  ClassScope *c = ARENA_NEW(w->arena, ClassScope); /* of a derived constructor */
  c->node = ARENA_NEW(w->arena, Node);
  c->is_derived = out->rights.super_call;
  c->has_fields = out->has_fields;
  c->proto = hidden(w, w->atom_home, out->home);
  f->cls = c;
  f->fields_fn = f;
  for (uint32_t i = 0; i < out->scopes.count; i++) enter_scope(w, out, &out->scopes.items[i]);
  *env = (ThisEnv){.fn = f,
                   .scope = f->scope,
                   .is_field = !out->new_target.at,
                   .home_of = out->rights.super_property ? c : NULL,
                   .outside = out};
  w->env = env;
  w->m->all.count = 0; /* all have their places */
}
