/*
 * NativeInspect.c: natives that look into values without running JavaScript (lib/internal/natives.md).
 */
#include "../heap/heap.h"
#include "../object/object.h"
#include "../string/string.h"
#include "builtins.h"
#include "collection.h"
#include "typed.h"

/* The numbers of natives.md; lib/internal/util/types.js has their names. */
enum {
  CLASS_NONE,
  CLASS_ARRAY,
  CLASS_FUNCTION,
  CLASS_ERROR,
  CLASS_DATE,
  CLASS_REGEXP,
  CLASS_MAP,
  CLASS_SET,
  CLASS_MAP_ITERATOR,
  CLASS_SET_ITERATOR,
  CLASS_WEAKMAP,
  CLASS_WEAKSET,
  CLASS_WEAKREF,
  CLASS_PROMISE,
  CLASS_PROXY,
  CLASS_ARRAY_BUFFER,
  CLASS_SHARED_ARRAY_BUFFER,
  CLASS_DATAVIEW,
  CLASS_TYPED_ARRAY,
  CLASS_BOOLEAN,
  CLASS_NUMBER,
  CLASS_STRING,
  CLASS_SYMBOL,
  CLASS_BIGINT,
  CLASS_GENERATOR,
  CLASS_ARGUMENTS,
  CLASS_NAMESPACE,
  CLASS_EXTERNAL,
};

/* The global object of a context of vm is a proxy that shows as an object. */
static int class_of_proxy(const Cell *c) {
  for (const Realm *r = RT->realms; r; r = r->next)
    if (value_ptr(r->global) == c) return CLASS_NONE;
  return CLASS_PROXY;
}

static int class_of(const Cell *c) {
  switch (c->kind) {
    case CELL_ARRAY: return CLASS_ARRAY;
    case CELL_FUNCTION:
    case CELL_BOUND_FUNCTION: return CLASS_FUNCTION;
    case CELL_ERROR: return CLASS_ERROR;
    case CELL_DATE: return CLASS_DATE;
    case CELL_REGEXP: return CLASS_REGEXP;
    case CELL_MAP: return CLASS_MAP;
    case CELL_SET: return CLASS_SET;
    case CELL_MAP_ITERATOR: return CLASS_MAP_ITERATOR;
    case CELL_SET_ITERATOR: return CLASS_SET_ITERATOR;
    case CELL_WEAKMAP: return CLASS_WEAKMAP;
    case CELL_WEAKSET: return CLASS_WEAKSET;
    case CELL_WEAKREF: return CLASS_WEAKREF;
    case CELL_PROMISE: return CLASS_PROMISE;
    case CELL_PROXY:
    case CELL_CALLABLE_PROXY: return class_of_proxy(c);
    case CELL_ARRAY_BUFFER:
      return ((const ArrayBuffer *)(const void *)c)->shared ? CLASS_SHARED_ARRAY_BUFFER : CLASS_ARRAY_BUFFER;
    case CELL_DATAVIEW: return CLASS_DATAVIEW;
    case CELL_BOOLEAN: return CLASS_BOOLEAN;
    case CELL_NUMBER: return CLASS_NUMBER;
    case CELL_STRING_OBJECT: return CLASS_STRING;
    case CELL_SYMBOL_OBJECT: return CLASS_SYMBOL;
    case CELL_BIGINT_OBJECT: return CLASS_BIGINT;
    case CELL_GENERATOR:
    case CELL_ASYNC_GENERATOR: return CLASS_GENERATOR;
    case CELL_ARGUMENTS:
    case CELL_MAPPED_ARGUMENTS: return CLASS_ARGUMENTS;
    case CELL_NAMESPACE: return CLASS_NAMESPACE;
    default: return kind_is_typed_array((CellKind)c->kind) ? CLASS_TYPED_ARRAY : CLASS_NONE;
  }
}

JS_BUILTIN(js_native_ClassOf) {
  JS_UNUSED_ARGS();
  return value_from_int(value_is_object(a0) ? class_of(value_cell(a0)) : CLASS_NONE);
}

JS_BUILTIN(js_native_FunctionKind) {
  JS_UNUSED_ARGS();
  if (!value_is_kind(a0, CELL_FUNCTION)) return value_from_int(0);
  uint32_t flags = ((Function *)value_ptr(a0))->info->flags;
  int kind = 0;
  if (flags & FN_CLASS && !(flags & FN_BUILTIN)) kind |= 1;
  if (flags & FN_ASYNC) kind |= 2;
  if (flags & FN_GENERATOR) kind |= 4;
  return value_from_int(kind);
}

JS_BUILTIN(js_native_GetProxyDetails) {
  JS_UNUSED_ARGS();
  if (!value_is_object(a0) || !kind_is_proxy((CellKind)value_cell(a0)->kind)) return JS_UNDEFINED;
  ProxyObject *p = value_ptr(a0);
  Value v[2] = {p->target, p->handler};
  return array_from_values(2, v);
}

JS_BUILTIN(js_native_GetPromiseDetails) {
  JS_UNUSED_ARGS();
  PromiseObject *p = value_ptr(a0);
  Value v[2] = {p->state, p->result};
  return array_from_values(2, v);
}

/* ---- entries ---- */

static Value weak_entries(WeakObject *w, bool is_map) {
  Value list = array_new(0), key, v;
  for (uint32_t i = 0; weak_table_next(w, &i, &key, &v);) {
    array_push(list, key);
    if (is_map) array_push(list, v);
  }
  return list;
}

JS_BUILTIN(js_native_PreviewEntries) {
  JS_UNUSED_ARGS();
  Value r[2];
  if (value_is_kind(a0, CELL_MAP_ITERATOR) || value_is_kind(a0, CELL_SET_ITERATOR)) {
    r[0] = collection_iterator_rest(a0);
    r[1] = value_from_bool(value_int(((IteratorObject *)value_ptr(a0))->d) == ITER_ENTRIES);
  } else if (value_is_kind(a0, CELL_WEAKMAP) || value_is_kind(a0, CELL_WEAKSET)) {
    bool is_map = value_is_kind(a0, CELL_WEAKMAP);
    r[0] = weak_entries(value_ptr(a0), is_map);
    r[1] = value_from_bool(is_map);
  } else {
    return JS_UNDEFINED;
  }
  return array_from_values(2, r);
}

/* ---- keys ---- */

JS_BUILTIN(js_native_GetOwnNonIndexKeys) {
  JS_UNUSED_ARGS();
  KeyList list;
  uint32_t flags = KEYS_STRINGS | KEYS_SYMBOLS | (value_same(a1, JS_TRUE) ? KEYS_ENUMERABLE : 0);
  if (object_own_keys(value_object(a0), flags, &list) < 0) return JS_EXCEPTION;
  uint32_t n = 0;
  for (uint32_t i = 0; i < list.count; i++)
    if (!key_is_index(list.keys[i])) list.keys[n++] = list.keys[i];
  list.count = n;
  return keys_to_array(&list);
}

/* ---- constructor names ---- */

/* What is left to say of an object whose prototypes tell nothing. */
static const char *kind_name(CellKind kind) {
  switch (kind) {
    case CELL_ARRAY: return "Array";
    case CELL_ERROR: return "Error";
    case CELL_BOOLEAN: return "Boolean";
    case CELL_NUMBER: return "Number";
    case CELL_STRING_OBJECT: return "String";
    case CELL_SYMBOL_OBJECT: return "Symbol";
    case CELL_BIGINT_OBJECT: return "BigInt";
    case CELL_DATE: return "Date";
    case CELL_REGEXP: return "RegExp";
    case CELL_MAP: return "Map";
    case CELL_SET: return "Set";
    case CELL_WEAKMAP: return "WeakMap";
    case CELL_WEAKSET: return "WeakSet";
    case CELL_WEAKREF: return "WeakRef";
    case CELL_FINALIZATION_REGISTRY: return "FinalizationRegistry";
    case CELL_ARRAY_BUFFER: return "ArrayBuffer";
    case CELL_DATAVIEW: return "DataView";
    case CELL_PROMISE: return "Promise";
    case CELL_NAMESPACE: return "Module";
    case CELL_FUNCTION:
    case CELL_BOUND_FUNCTION:
    case CELL_CALLABLE_PROXY: return "Function";
    default: return kind_is_typed_array(kind) ? typed_name(kind) : "Object";
  }
}

static String *function_name(Value f) {
  if (!value_is_callable(f) || value_is_kind(f, CELL_CALLABLE_PROXY)) return NULL;
  Value name = object_peek_own(value_object(f), KEY(name));
  return value_is_string(name) && value_string(name)->length ? value_string(name) : NULL;
}

/* From the object up: a string under @@toStringTag, or (of a prototype) the name of its `constructor`, when plain data. */
static String *inherited_name(Object *o) {
  for (Object *at = o;;) {
    CellKind kind = (CellKind)at->cell.kind;
    if (!kind_is_proxy(kind) && kind != CELL_NAMESPACE) {
      Value tag = object_peek_own(at, KEY_SYM(toStringTag));
      if (value_is_string(tag)) return value_string(tag);
      String *name = at == o ? NULL : function_name(object_peek_own(at, KEY(constructor)));
      if (name) return name;
    }
    if (kind_is_proxy(kind)) return NULL;
    Value proto = object_proto(at);
    if (!value_is_object(proto)) return NULL;
    at = value_object(proto);
  }
}

JS_BUILTIN(js_native_GetConstructorName) {
  JS_UNUSED_ARGS();
  Object *o = value_object(a0);
  String *name = inherited_name(o);
  return value_from_ptr(name ? name : string_from_ascii(kind_name((CellKind)o->cell.kind)));
}
