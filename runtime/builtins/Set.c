/*
 * Set.c: Set, its set operations and iterators (ES 24.2).
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../string/string.h"
#include "builtins.h"
#include "collection.h"

static Collection *this_set(Value v, const char *method) {
  if (value_is_kind(v, CELL_SET)) return value_ptr(v);
  throw_incompatible(method, v);
  return NULL;
}
#define THIS_SET(name)                                         \
  JS_UNUSED_ARGS();                                            \
  Collection *s = this_set(this_value, "Set.prototype." name); \
  if (!s) return JS_EXCEPTION

JS_BUILTIN(js_Set) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor Set requires 'new'");
  Collection *s = collection_new(new_target, CELL_SET);
  if (!s) return JS_EXCEPTION;
  Value target = value_from_ptr(s);
  if (value_is_nullish(a0)) return target;
  Value adder = value_get(target, KEY(add));
  if (value_is_exception(adder)) return adder;
  if (!value_is_callable(adder))
    return throw_type_error("'%V' returned for property 'add' of object '#<Set>' is not a function", adder);
  bool is_plain = value_is_kind(adder, CELL_FUNCTION) && ((Function *)value_ptr(adder))->code == js_Set_prototype_add;
  Iter it;
  if (!iter_open(&it, a0)) return JS_EXCEPTION;
  Value item;
  int state;
  while ((state = iter_next(&it, &item)) > 0) {
    bool added = is_plain ? collection_set(s, item, item) : !value_is_exception(js_call1(adder, target, item));
    if (!added) return iter_close_throw(&it);
  }
  return state < 0 ? JS_EXCEPTION : target;
}

JS_BUILTIN(js_get_Set_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

JS_BUILTIN(js_Set_prototype_has) {
  THIS_SET("has");
  return value_from_bool(collection_find(s, a0) != NULL);
}

JS_BUILTIN(js_Set_prototype_add) {
  THIS_SET("add");
  return collection_set(s, a0, a0) ? this_value : JS_EXCEPTION;
}

JS_BUILTIN(js_Set_prototype_delete) {
  THIS_SET("delete");
  return value_from_bool(collection_delete(s, a0));
}

JS_BUILTIN(js_Set_prototype_clear) {
  THIS_SET("clear");
  collection_clear(s);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_get_Set_prototype_size) {
  JS_UNUSED_ARGS();
  Collection *s = this_set(this_value, "get Set.prototype.size");
  if (!s) return JS_EXCEPTION;
  return value_from_u32(s->live);
}

JS_BUILTIN(js_Set_prototype_forEach) {
  THIS_SET("forEach");
  if (!value_is_callable(a0)) return throw_not_callable(a0);
  CollectionCursor at = collection_start(s);
  Value key, v;
  while (collection_next(s, &at, &key, &v))
    if (value_is_exception(js_call3(a0, a1, key, key, this_value))) return JS_EXCEPTION;
  return JS_UNDEFINED;
}

JS_BUILTIN(js_Set_prototype_entries) {
  THIS_SET("entries");
  return collection_iterator_new(s, CELL_SET_ITERATOR, ITER_ENTRIES);
}

JS_BUILTIN(js_Set_prototype_values) {
  THIS_SET("values");
  return collection_iterator_new(s, CELL_SET_ITERATOR, ITER_VALUES);
}

JS_BUILTIN(js_SetIteratorPrototype_next) {
  JS_UNUSED_ARGS();
  return collection_iterator_next(this_value, CELL_SET_ITERATOR, "Set Iterator.prototype.next");
}

/* ---- set operations (ES 24.2.1, 24.2.4) ---- */

typedef struct SetRecord {
  Value set, has, keys;
  double size;
} SetRecord;

/* GetSetRecord. */
static bool set_record(Value v, SetRecord *r, const char *method) {
  if (!value_is_object(v)) {
    throw_type_error("%s argument must be an object", method);
    return false;
  }
  r->set = v;
  Value size = value_get(v, KEY(size));
  if (value_is_exception(size)) return false;
  double number;
  if (!to_double(size, &number)) return false;
  if (number != number) {
    throw_type_error("The .size property is NaN");
    return false;
  }
  if (!to_integer(value_from_double(number), &r->size)) return false;
  if (r->size < 0) {
    throw_range_error("'%V' is an invalid size", value_from_double(r->size));
    return false;
  }
  r->has = value_get(v, KEY(has));
  if (value_is_exception(r->has)) return false;
  if (!value_is_callable(r->has)) {
    throw_type_error("string \"has\" is not a function");
    return false;
  }
  r->keys = value_get(v, KEY(keys));
  if (value_is_exception(r->keys)) return false;
  if (!value_is_callable(r->keys)) {
    throw_type_error("string \"keys\" is not a function");
    return false;
  }
  return true;
}

static bool record_keys(const SetRecord *r, Iter *it) {
  Value iterator = js_call0(r->keys, r->set);
  if (value_is_exception(iterator)) return false;
  if (!value_is_object(iterator)) {
    throw_type_error("Result of the keys method is not an object");
    return false;
  }
  return iter_open_direct(it, iterator);
}

/* 1, 0, -1. */
static int record_has(const SetRecord *r, Value key) {
  Value v = js_call1(r->has, r->set, key);
  return value_is_exception(v) ? -1 : to_boolean(v);
}

static Collection *set_copy(Collection *s) {
  Collection *n = collection_new(JS_UNDEFINED, CELL_SET);
  CollectionCursor at = collection_start(s);
  Value key, v;
  while (n && collection_next(s, &at, &key, &v)) collection_set(n, key, key);
  return n;
}

#define THIS_AND_OTHER(name)                                               \
  THIS_SET(name);                                                          \
  SetRecord other;                                                         \
  if (!set_record(a0, &other, "Set.prototype." name)) return JS_EXCEPTION; \
  Value key

JS_BUILTIN(js_Set_prototype_union) {
  THIS_AND_OTHER("union");
  Iter it;
  if (!record_keys(&other, &it)) return JS_EXCEPTION;
  Collection *n = set_copy(s);
  int state;
  while ((state = iter_next(&it, &key)) > 0)
    if (!collection_set(n, key, key)) return iter_close_throw(&it);
  return state < 0 ? JS_EXCEPTION : value_from_ptr(n);
}

JS_BUILTIN(js_Set_prototype_intersection) {
  THIS_AND_OTHER("intersection");
  Collection *n = collection_new(JS_UNDEFINED, CELL_SET);
  if (s->live <= other.size) {
    CollectionCursor at = collection_start(s);
    Value v;
    while (collection_next(s, &at, &key, &v)) {
      int has = record_has(&other, key);
      if (has < 0) return JS_EXCEPTION;
      if (has) collection_set(n, key, key);
    }
    return value_from_ptr(n);
  }
  Iter it;
  if (!record_keys(&other, &it)) return JS_EXCEPTION;
  int state;
  while ((state = iter_next(&it, &key)) > 0)
    if (collection_find(s, key)) collection_set(n, key, key);
  return state < 0 ? JS_EXCEPTION : value_from_ptr(n);
}

JS_BUILTIN(js_Set_prototype_difference) {
  THIS_AND_OTHER("difference");
  Collection *n = set_copy(s); /* what the calls do to the set does not matter (ES 24.2.4.5 step 4) */
  if (s->live <= other.size) {
    CollectionCursor at = collection_start(n);
    Value v;
    while (collection_next(n, &at, &key, &v)) {
      int has = record_has(&other, key);
      if (has < 0) return JS_EXCEPTION;
      if (has) collection_delete(n, key);
    }
    return value_from_ptr(n);
  }
  Iter it;
  if (!record_keys(&other, &it)) return JS_EXCEPTION;
  int state;
  while ((state = iter_next(&it, &key)) > 0) collection_delete(n, key);
  return state < 0 ? JS_EXCEPTION : value_from_ptr(n);
}

JS_BUILTIN(js_Set_prototype_symmetricDifference) {
  THIS_AND_OTHER("symmetricDifference");
  Iter it;
  if (!record_keys(&other, &it)) return JS_EXCEPTION;
  Collection *n = set_copy(s);
  int state;
  while ((state = iter_next(&it, &key)) > 0) {
    if (collection_find(s, key)) collection_delete(n, key);
    else if (!collection_set(n, key, key)) return iter_close_throw(&it);
  }
  return state < 0 ? JS_EXCEPTION : value_from_ptr(n);
}

JS_BUILTIN(js_Set_prototype_isSubsetOf) {
  THIS_AND_OTHER("isSubsetOf");
  if (s->live > other.size) return JS_FALSE;
  CollectionCursor at = collection_start(s);
  Value v;
  while (collection_next(s, &at, &key, &v)) {
    int has = record_has(&other, key);
    if (has < 0) return JS_EXCEPTION;
    if (!has) return JS_FALSE;
  }
  return JS_TRUE;
}

JS_BUILTIN(js_Set_prototype_isSupersetOf) {
  THIS_AND_OTHER("isSupersetOf");
  if (s->live < other.size) return JS_FALSE;
  Iter it;
  if (!record_keys(&other, &it)) return JS_EXCEPTION;
  int state;
  while ((state = iter_next(&it, &key)) > 0)
    if (!collection_find(s, key)) return iter_close(&it) < 0 ? JS_EXCEPTION : JS_FALSE;
  return state < 0 ? JS_EXCEPTION : JS_TRUE;
}

JS_BUILTIN(js_Set_prototype_isDisjointFrom) {
  THIS_AND_OTHER("isDisjointFrom");
  if (s->live <= other.size) {
    CollectionCursor at = collection_start(s);
    Value v;
    while (collection_next(s, &at, &key, &v)) {
      int has = record_has(&other, key);
      if (has < 0) return JS_EXCEPTION;
      if (has) return JS_FALSE;
    }
    return JS_TRUE;
  }
  Iter it;
  if (!record_keys(&other, &it)) return JS_EXCEPTION;
  int state;
  while ((state = iter_next(&it, &key)) > 0)
    if (collection_find(s, key)) return iter_close(&it) < 0 ? JS_EXCEPTION : JS_FALSE;
  return state < 0 ? JS_EXCEPTION : JS_TRUE;
}
