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

/* One dead cell of a registry: its held value, EMPTY if there is none. */
static Value registry_take_dead(FinalizationRegistryObject *r) {
  Elements *e = value_is_cell(r->cells) ? value_ptr(r->cells) : NULL;
  for (uint32_t i = 0; e && i < e->used; i += 3) {
    if (!value_is_undefined(e->v[i])) continue;
    Value held = e->v[i + 1];
    e->v[i] = e->v[i + 1] = e->v[i + 2] = JS_EMPTY;
    return held;
  }
  return JS_EMPTY;
}

/* A job: CleanupFinalizationRegistry (ES 26.2.1.1) of every registry with dead targets, each callback a job of its own. */
static void finalize(const Value data[4]) {
  (void)data;
  Value v;
  while (!value_is_undefined(v = heap_take_finalized())) {
    FinalizationRegistryObject *r = value_ptr(v);
    Value held;
    while (!value_is_empty(held = registry_take_dead(r))) job_enqueue_call1(r->cleanup, held);
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
  r->cells = r->queued = JS_UNDEFINED;
  return value_from_ptr(r);
}

/* A free triple of the registry's cells. */
static Value *registry_slot(FinalizationRegistryObject *r) {
  Elements *e = value_is_cell(r->cells) ? value_ptr(r->cells) : NULL;
  for (uint32_t i = 0; e && i < e->used; i += 3)
    if (value_is_empty(e->v[i])) return &e->v[i];
  if (!e || e->used + 3 > e->capacity) {
    uint32_t used = e ? e->used : 0;
    Elements *n = heap_new_elements(used ? used * 2 : 6);
    for (uint32_t i = 0; i < used; i++) n->v[i] = e->v[i];
    n->used = used;
    r->cells = value_from_ptr(n);
    heap_barrier(r);
    e = n;
  }
  e->used += 3;
  return &e->v[e->used - 3];
}

JS_BUILTIN(js_FinalizationRegistry_prototype_register) {
  THIS_WEAK(FinalizationRegistryObject, CELL_FINALIZATION_REGISTRY, "FinalizationRegistry.prototype.register");
  JS_ARGS(arg, 3);
  if (!can_be_held_weakly(a0)) return throw_type_error("FinalizationRegistry.prototype.register: invalid target");
  if (value_same(a0, a1))
    return throw_type_error("FinalizationRegistry.prototype.register: target and holdings must not be same");
  if (!value_is_undefined(arg[2]) && !can_be_held_weakly(arg[2]))
    return throw_type_error("Invalid unregisterToken ('%V')", arg[2]);
  Value *slot = registry_slot(w);
  for (int i = 0; i < 3; i++) slot[i] = arg[i];
  heap_barrier(value_ptr(w->cells));
  heap_barrier_slot(slot);
  heap_barrier_slot(slot + 2);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_FinalizationRegistry_prototype_unregister) {
  THIS_WEAK(FinalizationRegistryObject, CELL_FINALIZATION_REGISTRY, "FinalizationRegistry.prototype.unregister");
  if (!can_be_held_weakly(a0)) return throw_type_error("Invalid unregisterToken ('%V')", a0);
  Elements *e = value_is_cell(w->cells) ? value_ptr(w->cells) : NULL;
  bool removed = false;
  for (uint32_t i = 0; e && i < e->used; i += 3) {
    if (value_is_empty(e->v[i]) || !value_same(e->v[i + 2], a0)) continue;
    e->v[i] = e->v[i + 1] = e->v[i + 2] = JS_EMPTY;
    removed = true;
  }
  return value_from_bool(removed);
}
