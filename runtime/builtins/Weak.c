/*
 * Weak.c: WeakMap, WeakSet (ES 24.3, 24.4), WeakRef (26.1), FinalizationRegistry (26.2). The weak tables are the
 * collector's (heap/weak.c).
 */

#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/jobs.h"
#include "../string/string.h"
#include "builtins.h"

/* CanBeHeldWeakly (ES 9.14). */
static bool can_be_held_weakly(Value v) {
  return value_is_object(v) || (value_is_symbol(v) && !(value_symbol(v)->cell.flags & SYM_REGISTERED));
}

static void *this_kind(Value v, CellKind kind, const char *method) {
  if (value_is_kind(v, kind)) return value_ptr(v);
  throw_incompatible(method, v);
  return NULL;
}
#define THIS_WEAK(type, kind, name)            \
  JS_UNUSED_ARGS();                            \
  type *w = this_kind(this_value, kind, name); \
  if (!w) return JS_EXCEPTION

static bool calls(Value f, JsCode code) {
  return value_is_kind(f, CELL_FUNCTION) && ((Function *)value_ptr(f))->code == code;
}

static WeakObject *weak_new(Value new_target, Intrinsic proto, CellKind kind) {
  WeakObject *w = (WeakObject *)object_new_from_constructor(new_target, proto, kind, sizeof(WeakObject));
  if (w) w->table = JS_UNDEFINED;
  return w;
}

/* ---- WeakMap ---- */

static Value weakmap_set(WeakObject *w, Value key, Value v) {
  if (!can_be_held_weakly(key)) return throw_type_error("Invalid value used as weak map key");
  weak_table_set(w, key, v);
  return value_from_ptr(w);
}

static Value weakmap_add_entry(WeakObject *w, Value adder, Value item) {
  if (!value_is_object(item)) return throw_type_error("Iterator value %V is not an entry object", item);
  Value key = value_get_index(item, 0);
  if (value_is_exception(key)) return key;
  Value v = value_get_index(item, 1);
  if (value_is_exception(v)) return v;
  if (calls(adder, js_WeakMap_prototype_set)) return weakmap_set(w, key, v);
  return js_call2(adder, value_from_ptr(w), key, v);
}

JS_BUILTIN(js_WeakMap) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor WeakMap requires 'new'");
  WeakObject *w = weak_new(new_target, INTR_WeakMapPrototype, CELL_WEAKMAP);
  if (!w) return JS_EXCEPTION;
  if (value_is_nullish(a0)) return value_from_ptr(w);
  Value adder = value_get(value_from_ptr(w), KEY(set));
  if (value_is_exception(adder)) return adder;
  if (!value_is_callable(adder))
    return throw_type_error("'%V' returned for property 'set' of object '#<WeakMap>' is not a function", adder);
  Iter it;
  if (!iter_open(&it, a0)) return JS_EXCEPTION;
  Value item;
  int state;
  while ((state = iter_next(&it, &item)) > 0)
    if (value_is_exception(weakmap_add_entry(w, adder, item))) return iter_close_throw(&it);
  return state < 0 ? JS_EXCEPTION : value_from_ptr(w);
}

JS_BUILTIN(js_WeakMap_prototype_delete) {
  THIS_WEAK(WeakObject, CELL_WEAKMAP, "WeakMap.prototype.delete");
  return value_from_bool(weak_table_delete(w, a0));
}

JS_BUILTIN(js_WeakMap_prototype_get) {
  THIS_WEAK(WeakObject, CELL_WEAKMAP, "WeakMap.prototype.get");
  Value *slot = weak_table_find(w, a0);
  return slot ? *slot : JS_UNDEFINED;
}

JS_BUILTIN(js_WeakMap_prototype_set) {
  THIS_WEAK(WeakObject, CELL_WEAKMAP, "WeakMap.prototype.set");
  return weakmap_set(w, a0, a1);
}

JS_BUILTIN(js_WeakMap_prototype_has) {
  THIS_WEAK(WeakObject, CELL_WEAKMAP, "WeakMap.prototype.has");
  return value_from_bool(weak_table_find(w, a0) != NULL);
}

JS_BUILTIN(js_WeakMap_prototype_getOrInsert) {
  THIS_WEAK(WeakObject, CELL_WEAKMAP, "WeakMap.prototype.getOrInsert");
  Value *slot = weak_table_find(w, a0);
  if (slot) return *slot;
  Value r = weakmap_set(w, a0, a1);
  return value_is_exception(r) ? r : a1;
}

JS_BUILTIN(js_WeakMap_prototype_getOrInsertComputed) {
  THIS_WEAK(WeakObject, CELL_WEAKMAP, "WeakMap.prototype.getOrInsertComputed");
  if (!can_be_held_weakly(a0)) return throw_type_error("Invalid value used as weak map key");
  if (!value_is_callable(a1)) return throw_type_error("WeakMap.prototype.getOrInsertComputed is not a function");
  Value *slot = weak_table_find(w, a0);
  if (slot) return *slot;
  Value v = js_call1(a1, JS_UNDEFINED, a0);
  if (!value_is_exception(v)) weak_table_set(w, a0, v);
  return v;
}

/* ---- WeakSet ---- */

static Value weakset_add(WeakObject *w, Value key) {
  if (!can_be_held_weakly(key)) return throw_type_error("Invalid value used in weak set");
  weak_table_set(w, key, JS_TRUE);
  return value_from_ptr(w);
}

JS_BUILTIN(js_WeakSet) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor WeakSet requires 'new'");
  WeakObject *w = weak_new(new_target, INTR_WeakSetPrototype, CELL_WEAKSET);
  if (!w) return JS_EXCEPTION;
  if (value_is_nullish(a0)) return value_from_ptr(w);
  Value adder = value_get(value_from_ptr(w), KEY(add));
  if (value_is_exception(adder)) return adder;
  if (!value_is_callable(adder))
    return throw_type_error("'%V' returned for property 'add' of object '#<WeakSet>' is not a function", adder);
  Iter it;
  if (!iter_open(&it, a0)) return JS_EXCEPTION;
  Value item;
  int state;
  while ((state = iter_next(&it, &item)) > 0) {
    Value r = calls(adder, js_WeakSet_prototype_add) ? weakset_add(w, item) : js_call1(adder, value_from_ptr(w), item);
    if (value_is_exception(r)) return iter_close_throw(&it);
  }
  return state < 0 ? JS_EXCEPTION : value_from_ptr(w);
}

JS_BUILTIN(js_WeakSet_prototype_delete) {
  THIS_WEAK(WeakObject, CELL_WEAKSET, "WeakSet.prototype.delete");
  return value_from_bool(weak_table_delete(w, a0));
}

JS_BUILTIN(js_WeakSet_prototype_has) {
  THIS_WEAK(WeakObject, CELL_WEAKSET, "WeakSet.prototype.has");
  return value_from_bool(weak_table_find(w, a0) != NULL);
}

JS_BUILTIN(js_WeakSet_prototype_add) {
  THIS_WEAK(WeakObject, CELL_WEAKSET, "WeakSet.prototype.add");
  return weakset_add(w, a0);
}

/* ---- WeakRef ---- */

JS_BUILTIN(js_WeakRef) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor WeakRef requires 'new'");
  if (!can_be_held_weakly(a0)) return throw_type_error("WeakRef: invalid target");
  WeakRefObject *w = (WeakRefObject *)object_new_from_constructor(new_target, INTR_WeakRefPrototype, CELL_WEAKREF,
                                                                  sizeof(WeakRefObject));
  if (!w) return JS_EXCEPTION;
  w->target = a0;
  heap_keep_during_job(a0);
  return value_from_ptr(w);
}

JS_BUILTIN(js_WeakRef_prototype_deref) {
  THIS_WEAK(WeakRefObject, CELL_WEAKREF, "WeakRef.prototype.deref");
  if (!value_is_undefined(w->target)) heap_keep_during_job(w->target);
  return w->target;
}

/* ---- FinalizationRegistry ---- */

static Elements *registry_cells(const FinalizationRegistryObject *r) {
  return value_is_cell(r->cells) ? value_ptr(r->cells) : NULL;
}

static Value *registry_record(const FinalizationRegistryObject *r, Value name) {
  return &registry_cells(r)->v[value_int(name) - 1];
}

static const Value NO_RECORD = {VALUE_INT_TAG};

/* Where a list of records begins: the entry of a token, or NULL. */
static Value *registry_first(const FinalizationRegistryObject *r, Value token) {
  return value_is_cell(r->tokens) && value_is_cell(token) ? weak_table_find(value_ptr(r->tokens), token) : NULL;
}

/* Takes a record out of its token's list and puts it on that of the free ones. */
static void registry_free(FinalizationRegistryObject *r, Value name) {
  Value *v = registry_record(r, name), next = v[FINAL_NEXT], previous = v[FINAL_PREVIOUS];
  if (value_int(next)) registry_record(r, next)[FINAL_PREVIOUS] = previous;
  if (value_int(previous)) {
    registry_record(r, previous)[FINAL_NEXT] = next;
  } else {
    Value *first = registry_first(r, v[FINAL_TOKEN]);
    if (first && value_int(next)) *first = next;
    else if (first) weak_table_delete(value_ptr(r->tokens), v[FINAL_TOKEN]);
  }
  v[FINAL_TARGET] = JS_EMPTY;
  v[FINAL_HELD] = v[FINAL_TOKEN] = JS_UNDEFINED;
  v[FINAL_NEXT] = r->free;
  r->free = name;
}

/* A record that is free, to be filled in. */
static Value registry_take(FinalizationRegistryObject *r) {
  Value name = r->free;
  if (value_int(name)) {
    r->free = registry_record(r, name)[FINAL_NEXT];
    return name;
  }
  Elements *e = registry_cells(r);
  uint32_t used = e ? e->used : 0;
  if (!e || used + FINAL_WORDS > e->capacity) {
    Elements *n = heap_new_elements(used ? used * 2 : 2 * FINAL_WORDS);
    for (uint32_t i = 0; i < used; i++) n->v[i] = e->v[i];
    n->used = used;
    r->cells = value_from_ptr(n);
    heap_barrier(r);
    e = n;
  }
  e->v[used + FINAL_TARGET] = JS_EMPTY;
  e->used = used + FINAL_WORDS;
  return value_from_int((int32_t)used + 1);
}

/* A job: CleanupFinalizationRegistry (ES 26.2.1.1) of every registry with dead targets, each callback a job of its own. */
static void finalize(const Value data[4]) {
  (void)data;
  Value registry;
  while (!value_is_undefined(registry = heap_take_finalized())) {
    FinalizationRegistryObject *r = value_ptr(registry);
    Elements *e = registry_cells(r);
    for (uint32_t i = 0; i < e->used; i += FINAL_WORDS) {
      if (!value_is_undefined(e->v[i + FINAL_TARGET])) continue;
      Value held = e->v[i + FINAL_HELD];
      registry_free(r, value_from_int((int32_t)i + 1));
      job_enqueue_call1(r->cleanup, held);
    }
  }
}

JS_BUILTIN(js_FinalizationRegistry) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor FinalizationRegistry requires 'new'");
  if (!value_is_callable(a0)) return throw_type_error("FinalizationRegistry: cleanup must be callable");
  FinalizationRegistryObject *r = (FinalizationRegistryObject *)object_new_from_constructor(
      new_target, INTR_FinalizationRegistryPrototype, CELL_FINALIZATION_REGISTRY, sizeof(FinalizationRegistryObject));
  if (!r) return JS_EXCEPTION;
  RT->finalize = finalize;
  r->cleanup = a0;
  r->cells = r->queued = r->tokens = JS_UNDEFINED;
  r->free = NO_RECORD;
  return value_from_ptr(r);
}

JS_BUILTIN(js_FinalizationRegistry_prototype_register) {
  THIS_WEAK(FinalizationRegistryObject, CELL_FINALIZATION_REGISTRY, "FinalizationRegistry.prototype.register");
  JS_ARGS(arg, 3);
  if (!can_be_held_weakly(a0)) return throw_type_error("FinalizationRegistry.prototype.register: invalid target");
  if (value_same(a0, a1))
    return throw_type_error("FinalizationRegistry.prototype.register: target and holdings must not be same");
  if (!value_is_undefined(arg[2]) && !can_be_held_weakly(arg[2]))
    return throw_type_error("Invalid unregisterToken ('%V')", arg[2]);
  Value token = arg[2];
  if (!value_is_undefined(token) && value_is_undefined(w->tokens)) {
    WeakObject *tokens = (WeakObject *)object_new_kind(CELL_WEAKMAP, JS_NULL, sizeof(WeakObject));
    tokens->table = JS_UNDEFINED;
    w->tokens = value_from_ptr(tokens);
    heap_barrier(w);
  }
  Value name = registry_take(w), *v = registry_record(w, name), *first = registry_first(w, token);
  v[FINAL_NEXT] = first ? *first : NO_RECORD;
  v[FINAL_PREVIOUS] = NO_RECORD;
  for (int i = 0; i <= FINAL_TOKEN; i++) v[i] = arg[i];
  heap_barrier_slot(v);
  heap_barrier_slot(v + FINAL_TOKEN);
  if (first) registry_record(w, *first)[FINAL_PREVIOUS] = name;
  if (!value_is_undefined(token)) weak_table_set(value_ptr(w->tokens), token, name);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_FinalizationRegistry_prototype_unregister) {
  THIS_WEAK(FinalizationRegistryObject, CELL_FINALIZATION_REGISTRY, "FinalizationRegistry.prototype.unregister");
  if (!can_be_held_weakly(a0)) return throw_type_error("Invalid unregisterToken ('%V')", a0);
  bool removed = false;
  for (Value *first; (first = registry_first(w, a0)); removed = true) registry_free(w, *first);
  return value_from_bool(removed);
}
