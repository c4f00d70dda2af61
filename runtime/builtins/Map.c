/*
 * Map.c: Map and its iterators (ES 24.1).
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../string/string.h"
#include "builtins.h"
#include "collection.h"

static Collection *this_map(Value v, const char *method) {
  if (value_is_kind(v, CELL_MAP)) return value_ptr(v);
  throw_incompatible(method, v);
  return NULL;
}
#define THIS_MAP(name)                                         \
  JS_UNUSED_ARGS();                                            \
  Collection *m = this_map(this_value, "Map.prototype." name); \
  if (!m) return JS_EXCEPTION

/* AddEntriesFromIterable (ES 24.1.1.2). */
static Value add_entries(Collection *m, Value iterable) {
  Value target = value_from_ptr(m);
  Value adder = value_get(target, KEY(set));
  if (value_is_exception(adder)) return adder;
  if (!value_is_callable(adder))
    return throw_type_error("'%V' returned for property 'set' of object '#<Map>' is not a function", adder);
  bool is_plain = value_is_kind(adder, CELL_FUNCTION) && ((Function *)value_ptr(adder))->code == js_Map_prototype_set;
  Iter it;
  if (!iter_open(&it, iterable)) return JS_EXCEPTION;
  Value item;
  int state;
  while ((state = iter_next(&it, &item)) > 0) {
    if (!value_is_object(item)) {
      throw_type_error("Iterator value %V is not an entry object", item);
      return iter_close_throw(&it);
    }
    Value key = value_get_index(item, 0);
    if (value_is_exception(key)) return iter_close_throw(&it);
    Value v = value_get_index(item, 1);
    if (value_is_exception(v)) return iter_close_throw(&it);
    bool added = is_plain ? collection_set(m, key, v) : !value_is_exception(js_call2(adder, target, key, v));
    if (!added) return iter_close_throw(&it);
  }
  return state < 0 ? JS_EXCEPTION : target;
}

JS_BUILTIN(js_Map) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor Map requires 'new'");
  Collection *m = collection_new(new_target, CELL_MAP);
  if (!m) return JS_EXCEPTION;
  return value_is_nullish(a0) ? value_from_ptr(m) : add_entries(m, a0);
}

JS_BUILTIN(js_Map_groupBy) {
  JS_UNUSED_ARGS();
  if (value_is_nullish(a0)) return throw_not_iterable(a0);
  if (!value_is_callable(a1)) return throw_type_error("%V is not a function", a1);
  Collection *m = collection_new(JS_UNDEFINED, CELL_MAP);
  Iter it;
  if (!m || !iter_open(&it, a0)) return JS_EXCEPTION;
  Value item;
  int state;
  for (uint64_t k = 0; (state = iter_next(&it, &item)) > 0; k++) {
    Value key = js_call2(a1, JS_UNDEFINED, item, value_from_u64(k));
    if (value_is_exception(key)) return iter_close_throw(&it);
    Value *group = collection_find(m, key);
    if (group) {
      array_push(*group, item);
      continue;
    }
    if (!collection_set(m, key, array_from_values(1, &item))) return iter_close_throw(&it);
  }
  return state < 0 ? JS_EXCEPTION : value_from_ptr(m);
}

JS_BUILTIN(js_get_Map_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

JS_BUILTIN(js_Map_prototype_get) {
  THIS_MAP("get");
  Value *slot = collection_find(m, a0);
  return slot ? *slot : JS_UNDEFINED;
}

JS_BUILTIN(js_Map_prototype_set) {
  THIS_MAP("set");
  return collection_set(m, a0, a1) ? this_value : JS_EXCEPTION;
}

JS_BUILTIN(js_Map_prototype_has) {
  THIS_MAP("has");
  return value_from_bool(collection_find(m, a0) != NULL);
}

JS_BUILTIN(js_Map_prototype_delete) {
  THIS_MAP("delete");
  return value_from_bool(collection_delete(m, a0));
}

JS_BUILTIN(js_Map_prototype_clear) {
  THIS_MAP("clear");
  collection_clear(m);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_get_Map_prototype_size) {
  JS_UNUSED_ARGS();
  Collection *m = this_map(this_value, "get Map.prototype.size");
  if (!m) return JS_EXCEPTION;
  return value_from_u32(m->live);
}

JS_BUILTIN(js_Map_prototype_forEach) {
  THIS_MAP("forEach");
  if (!value_is_callable(a0)) return throw_not_callable(a0);
  CollectionCursor at = collection_start(m);
  Value key, v;
  while (collection_next(m, &at, &key, &v))
    if (value_is_exception(js_call3(a0, a1, v, key, this_value))) return JS_EXCEPTION;
  return JS_UNDEFINED;
}

JS_BUILTIN(js_Map_prototype_getOrInsert) {
  THIS_MAP("getOrInsert");
  Value *slot = collection_find(m, a0);
  if (slot) return *slot;
  return collection_set(m, a0, a1) ? a1 : JS_EXCEPTION;
}

JS_BUILTIN(js_Map_prototype_getOrInsertComputed) {
  THIS_MAP("getOrInsertComputed");
  if (!value_is_callable(a1)) return throw_type_error("Map.prototype.getOrInsertComputed is not a function");
  Value *slot = collection_find(m, a0);
  if (slot) return *slot;
  if (value_is_number(a0) && value_number(a0) == 0) a0 = value_from_int(0);
  Value v = js_call1(a1, JS_UNDEFINED, a0);
  return value_is_exception(v) || collection_set(m, a0, v) ? v : JS_EXCEPTION;
}

JS_BUILTIN(js_Map_prototype_entries) {
  THIS_MAP("entries");
  return collection_iterator_new(m, CELL_MAP_ITERATOR, ITER_ENTRIES);
}

JS_BUILTIN(js_Map_prototype_keys) {
  THIS_MAP("keys");
  return collection_iterator_new(m, CELL_MAP_ITERATOR, ITER_KEYS);
}

JS_BUILTIN(js_Map_prototype_values) {
  THIS_MAP("values");
  return collection_iterator_new(m, CELL_MAP_ITERATOR, ITER_VALUES);
}

JS_BUILTIN(js_MapIteratorPrototype_next) {
  JS_UNUSED_ARGS();
  return collection_iterator_next(this_value, CELL_MAP_ITERATOR, "Map Iterator.prototype.next");
}
