/*
 * global.c: the global environment (ES 9.1.1.4): the let, const and class declarations of scripts in front, the global
 * object behind. The former live in boxes of a table of the realm; there is none before a script declares something.
 *
 * Caches of global names (PropIC): method_shape and method_slot, an own data property of the global object, whose shape
 * gets a new id when its slots move and when a declaration may hide a cached property; stub[0] and stub[1], the realm's
 * and the variable's addresses, for a variable of the table, which never moves or goes away.
 *
 * The global object of a vm context is a proxy (lib/internal/vm_context.js): nothing of it is cached.
 */
#include "global.h"

#include "convert.h"
#include "error.h"
#include "ic.h"
#include "property.h"

typedef struct GlobalEntry {
  String *name; /* NULL: free */
  Box *box;     /* EMPTY until initialised */
  uint64_t is_const;
} GlobalEntry;
struct GlobalTable {
  Cell cell; /* CELL_INTERNAL */
  uint32_t mask, count;
  GlobalEntry e[1];
};

/* ---- the table ---- */

static GlobalEntry *table_entry(struct GlobalTable *t, const String *name) {
  uint32_t i = name->hash & t->mask;
  while (t->e[i].name && t->e[i].name != name) i = (i + 1) & t->mask;
  return &t->e[i];
}

static GlobalEntry *lexical(const Realm *realm, const String *name) {
  if (!realm->lexicals) return NULL;
  GlobalEntry *e = table_entry(realm->lexicals, name);
  return e->name ? e : NULL;
}

static void table_grow(Realm *realm) {
  struct GlobalTable *old = realm->lexicals;
  uint32_t size = old ? (old->mask + 1) * 2 : 16;
  struct GlobalTable *t =
      (struct GlobalTable *)heap_alloc(offsetof(struct GlobalTable, e) + size * sizeof(GlobalEntry), CELL_INTERNAL);
  t->mask = size - 1;
  t->count = old ? old->count : 0;
  for (uint32_t i = 0; old && i <= old->mask; i++)
    if (old->e[i].name) *table_entry(t, old->e[i].name) = old->e[i];
  realm->lexicals = t;
  heap_barrier(realm);
}

static void lexical_declare(Realm *realm, String *name, bool is_const) {
  if (!realm->lexicals || realm->lexicals->count * 2 > realm->lexicals->mask) table_grow(realm);
  Box *box = heap_new_box(JS_EMPTY);
  GlobalEntry *e = table_entry(realm->lexicals, name);
  *e = (GlobalEntry){name, box, is_const};
  realm->lexicals->count++;
  heap_barrier_interior(e);
  heap_barrier(realm->lexicals);
}

static void set_box(Box *box, Value v) {
  box->value = v;
  heap_barrier(box);
}

/* The global object of a context of vm: its names can be deleted, whoever made them. */
static bool is_context(const Object *g) { return kind_is_proxy(g->cell.kind); }

/* ---- reading and writing ---- */

/* The box of a name, by the cache; NULL if the table has none. *is_const as declared. */
static Box *find_lexical(String *name, PropIC *ic, bool *is_const) {
  Realm *realm = RT->realm;
  *is_const = false;
  if (ic->to.stub[0] == (uint64_t)(uintptr_t)realm) return (Box *)(uintptr_t)ic->to.stub[1];
  GlobalEntry *e = lexical(realm, name);
  if (!e) return NULL;
  *is_const = e->is_const;
  if (e->is_const) return e->box;
  ic->to.stub[0] = (uint64_t)(uintptr_t)realm;
  ic->to.stub[1] = (uint64_t)(uintptr_t)e->box;
  return e->box;
}

static Value throw_too_early(String *name) {
  return throw_reference_error("Cannot access '%S' before initialization", name);
}

/* An own data property of the global object, remembered; NULL if that is not it. */
static Value *find_property(Object *g, PropKey key, PropIC *ic, uint32_t wanted) {
  Lookup l;
  property_lookup(g, key, &l);
  if (l.kind != LOOK_SLOT || (l.attrs & (wanted | PROP_ACCESSOR)) != wanted) return NULL;
  Shape *s = object_shape(g);
  s->flags |= SHAPE_CACHED;
  ic->method_shape = s->id;
  return ic->method_slot = l.slot;
}

Value stub_get_global(String *name, PropIC *ic, bool is_typeof) {
  Value global = RT->realm->global;
  bool is_const;
  Box *box = RT->realm->lexicals ? find_lexical(name, ic, &is_const) : NULL;
  if (box) return value_is_empty(box->value) ? throw_too_early(name) : box->value;
  PropKey key = key_from_atom(name);
  Object *g = value_object(global);
  Value *slot = find_property(g, key, ic, 0);
  if (slot) return *slot;
  int has = object_has(g, key);
  if (has < 0) return JS_EXCEPTION;
  if (!has) return is_typeof ? JS_UNDEFINED : throw_reference_error("%S is not defined", name);
  return object_get(global, key, global);
}

static int32_t set_lexical(Box *box, Value v, String *name, bool is_const) {
  if (value_is_empty(box->value)) return value_is_exception(throw_too_early(name));
  if (is_const) return value_is_exception(throw_type_error("Assignment to constant variable."));
  set_box(box, v);
  return 0;
}

int32_t stub_set_global(Value v, String *name, PropIC *ic, int64_t mode) {
  Value global = RT->realm->global;
  Object *g = value_object(global);
  bool is_const, strict = mode == 1;
  Box *box = RT->realm->lexicals ? find_lexical(name, ic, &is_const) : NULL;
  if (box) return mode == 2 ? 0 : set_lexical(box, v, name, is_const); /* 2: the block's function is not hoisted */
  PropKey key = key_from_atom(name);
  Value *slot = find_property(g, key, ic, PROP_WRITABLE);
  if (slot) {
    *slot = v;
    heap_barrier_interior(slot);
    return 0;
  }
  if (strict) {
    int has = object_has(g, key);
    if (has < 0) return 1;
    if (!has) return value_is_exception(throw_reference_error("%S is not defined", name));
  }
  if (!is_context(g)) return value_set(global, key, v, strict) < 0;
  int done = object_set(global, key, v, global);
  if (done || !strict) return done < 0;
  return value_is_exception(
      throw_type_error("Cannot assign to read only property '%S' of object '[object Object]'", name));
}

int32_t jsc_delete_global(String *name) {
  if (lexical(RT->realm, name)) return 0;
  return object_delete(value_object(RT->realm->global), key_from_atom(name));
}

/* ---- declarations ---- */

static int32_t redeclared(String *name, Value (*throw)(const char *, ...)) {
  throw("Identifier '%S' has already been declared", name);
  return 1;
}

/* ES 9.1.1.4.15 CanDeclareGlobalVar. */
static int32_t check_var(Object *g, String *name) {
  int has = object_has_own(g, key_from_atom(name));
  if (has) return has < 0;
  int extensible = object_is_extensible(g);
  if (extensible > 0) return 0;
  if (!extensible) throw_type_error("Cannot define property %S, object is not extensible", name);
  return 1;
}

/* ES 9.1.1.4.16 CanDeclareGlobalFunction. */
static int32_t check_function(Object *g, String *name) {
  PropDesc own;
  int has = object_get_own(g, key_from_atom(name), &own);
  if (has <= 0) return has < 0 ? 1 : check_var(g, name);
  const uint32_t plain = PROP_WRITABLE | PROP_ENUMERABLE;
  if (own.attrs & PROP_CONFIGURABLE || (own.attrs & (plain | PROP_ACCESSOR)) == plain) return 0;
  return redeclared(name, throw_type_error);
}

/* The errors of ES 16.1.7, steps 3 to 10. */
static int32_t check(Realm *realm, const GlobalDecl *d) {
  Object *g = value_object(realm->global);
  uint64_t kind = d->kind & ~(uint64_t)DECL_DELETABLE;
  if (kind == DECL_BLOCK_FUNCTION) return 0; /* what cannot be declared is left alone */
  if (lexical(realm, d->name)) return redeclared(d->name, throw_syntax_error);
  if (kind == DECL_VAR) return check_var(g, d->name);
  if (kind == DECL_FUNCTION) return check_function(g, d->name);
  PropDesc own;
  int has = object_get_own(g, key_from_atom(d->name), &own);
  if (has < 0) return 1;
  return has && !(own.attrs & PROP_CONFIGURABLE) ? redeclared(d->name, throw_syntax_error) : 0;
}

/* An absent property comes into being. */
static int32_t define_var(Object *g, String *name, bool deletable) {
  PropKey key = key_from_atom(name);
  int has = object_has_own(g, key);
  if (has) return has < 0;
  deletable |= is_context(g);
  PropDesc d = desc_data(JS_UNDEFINED, PROP_WRITABLE | PROP_ENUMERABLE | (deletable ? PROP_CONFIGURABLE : 0));
  return object_define_or_throw(g, key, &d) < 0;
}

static int32_t define(Realm *realm, const GlobalDecl *d) {
  Object *g = value_object(realm->global);
  bool deletable = (d->kind & DECL_DELETABLE) != 0;
  switch (d->kind & ~(uint64_t)DECL_DELETABLE) {
    case DECL_LOCAL: return 0;
    case DECL_LET:
    case DECL_CONST: lexical_declare(realm, d->name, d->kind == DECL_CONST); return 0;
    case DECL_BLOCK_FUNCTION:
      if (lexical(realm, d->name) || (!object_has_own(g, key_from_atom(d->name)) && !object_is_extensible(g))) return 0;
      return define_var(g, d->name, deletable);
    default: return define_var(g, d->name, deletable); /* functions get their values from jsc_declare_global_fn */
  }
}

int32_t jsc_script_declare(const GlobalDecl *decls, int64_t n) {
  Realm *realm = RT->realm;
  Object *g = value_object(realm->global);
  bool hides = false;
  for (int64_t i = 0; i < n; i++) {
    if (check(realm, &decls[i])) return 1;
    hides |= decls[i].kind == DECL_LET || decls[i].kind == DECL_CONST;
  }
  for (int64_t i = 0; i < n; i++)
    if (define(realm, &decls[i])) return 1;
  if (hides && !is_context(g)) {
    Shape *s = object_shape(g);
    shape_renew_id(s);
    g->cell.shape = s->id;
  }
  return 0;
}

int32_t jsc_declare_global_fn(Value f, String *name, int64_t deletable) {
  Object *g = value_object(RT->realm->global);
  PropKey key = key_from_atom(name);
  PropDesc own;
  int has = object_get_own(g, key, &own);
  if (has < 0) return 1;
  deletable |= is_context(g);
  /* a property that the script made stays as it is: { writable, enumerable } */
  PropDesc d = desc_data(f, PROP_WRITABLE | PROP_ENUMERABLE | (deletable ? PROP_CONFIGURABLE : 0));
  if (has && !(own.attrs & PROP_CONFIGURABLE)) d = (PropDesc){0, DESC_HAS_VALUE, f, JS_UNDEFINED, JS_UNDEFINED};
  return object_define_or_throw(g, key, &d) < 0;
}

int32_t jsc_eval_declare(String *name, int64_t kind) {
  GlobalDecl d = {name, (uint64_t)kind | DECL_DELETABLE};
  return check(RT->realm, &d) || define(RT->realm, &d);
}

void jsc_init_global(Value v, String *name) { set_box(lexical(RT->realm, name)->box, v); }
