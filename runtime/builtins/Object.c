/*
 * Object.c: the Object constructor and Object.prototype (ES 20.1, B.2.2).
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "builtins.h"

JS_BUILTIN(js_Object) {
  JS_UNUSED_ARGS();
  if (!value_is_undefined(new_target) && !value_same(new_target, callee)) {
    Object *o = object_new_from_constructor(new_target, INTR_ObjectPrototype, CELL_OBJECT, sizeof(Object));
    return o ? value_from_ptr(o) : JS_EXCEPTION;
  }
  return value_is_nullish(a0) ? object_new_plain() : to_object(a0);
}

JS_BUILTIN(js_Object_assign) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  Value to = to_object(a0);
  if (value_is_exception(to)) return to;
  for (uint64_t i = 1; i < argc; i++) {
    if (value_is_nullish(args[i])) continue;
    Value from = to_object(args[i]);
    KeyList keys;
    Object *o = value_object(from);
    if (object_own_keys(o, KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0) return JS_EXCEPTION;
    for (uint32_t k = 0; k < keys.count; k++) {
      PropDesc d;
      int has = object_get_own(o, keys.keys[k], &d);
      if (has < 0) return JS_EXCEPTION;
      if (!has || !(d.attrs & PROP_ENUMERABLE)) continue;
      Value v = d.attrs & PROP_ACCESSOR || kind_is_proxy((CellKind)o->cell.kind) ? object_get(from, keys.keys[k], from)
                                                                                 : d.value;
      if (value_is_exception(v) || value_set(to, keys.keys[k], v, true) < 0) return JS_EXCEPTION;
    }
  }
  return to;
}

JS_BUILTIN(js_Object_getOwnPropertyDescriptor) {
  JS_UNUSED_ARGS();
  Value o = to_object(a0);
  PropKey key;
  PropDesc d;
  if (value_is_exception(o) || !to_property_key(a1, &key)) return JS_EXCEPTION;
  int has = object_get_own(value_object(o), key, &d);
  return has < 0 ? JS_EXCEPTION : has ? desc_to_object(&d) : JS_UNDEFINED;
}

JS_BUILTIN(js_Object_getOwnPropertyDescriptors) {
  JS_UNUSED_ARGS();
  Value o = to_object(a0);
  KeyList keys;
  if (value_is_exception(o) || object_own_keys(value_object(o), KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0)
    return JS_EXCEPTION;
  Value result = object_new_plain();
  for (uint32_t i = 0; i < keys.count; i++) {
    PropDesc d;
    int has = object_get_own(value_object(o), keys.keys[i], &d);
    if (has < 0) return JS_EXCEPTION;
    if (has) object_create_data(result, keys.keys[i], desc_to_object(&d));
  }
  return result;
}

static Value own_keys(Value v, uint32_t flags) {
  Value o = to_object(v);
  KeyList keys;
  EnumKeys *known;
  if (value_is_object(o) && flags == (KEYS_STRINGS | KEYS_ENUMERABLE) && (known = object_enum_keys(value_object(o))))
    return array_from_values(known->keys->used, known->keys->v);
  if (value_is_exception(o) || object_own_keys(value_object(o), flags, &keys) < 0) return JS_EXCEPTION;
  return keys_to_array(&keys);
}

JS_BUILTIN(js_Object_getOwnPropertyNames) {
  JS_UNUSED_ARGS();
  return own_keys(a0, KEYS_STRINGS);
}

JS_BUILTIN(js_Object_getOwnPropertySymbols) {
  JS_UNUSED_ARGS();
  return own_keys(a0, KEYS_SYMBOLS);
}

JS_BUILTIN(js_Object_keys) {
  JS_UNUSED_ARGS();
  return own_keys(a0, KEYS_STRINGS | KEYS_ENUMERABLE);
}

static Value key_and_value(Value key, Value v) {
  Value pair[2] = {key, v};
  return array_from_values(2, pair);
}

/* The same, of an object that has data properties only, and a shape that says all about them. */
static Value plain_values(Object *o, const Elements *keys, bool entries) {
  Value list = array_new_capacity(keys->used);
  for (uint32_t i = 0; i < keys->used; i++) {
    Value v = *object_slot(o, shape_lookup(object_shape(o), (PropKey){keys->v[i].bits})->slot);
    array_push(list, entries ? key_and_value(keys->v[i], v) : v);
  }
  return list;
}

/* EnumerableOwnProperties (ES 7.3.23) for values and entries. */
static Value own_values(Value v, bool entries) {
  Value o = to_object(v);
  KeyList keys;
  EnumKeys *known = value_is_object(o) ? object_enum_keys(value_object(o)) : NULL;
  if (known && !(object_shape(value_object(o))->flags & SHAPE_HAS_READONLY))
    return plain_values(value_object(o), known->keys, entries);
  if (value_is_exception(o) || object_own_keys(value_object(o), KEYS_STRINGS, &keys) < 0) return JS_EXCEPTION;
  Value list = array_new_capacity(keys.count);
  bool proxy = kind_is_proxy((CellKind)value_cell(o)->kind);
  for (uint32_t i = 0; i < keys.count; i++) {
    PropDesc d;
    int has = object_get_own(value_object(o), keys.keys[i], &d);
    if (has < 0) return JS_EXCEPTION;
    if (!has || !(d.attrs & PROP_ENUMERABLE)) continue;
    Value item = d.attrs & PROP_ACCESSOR || proxy ? object_get(o, keys.keys[i], o) : d.value;
    if (value_is_exception(item)) return item;
    array_push(list, entries ? key_and_value(key_to_value(keys.keys[i]), item) : item);
  }
  return list;
}

JS_BUILTIN(js_Object_values) {
  JS_UNUSED_ARGS();
  return own_values(a0, false);
}

JS_BUILTIN(js_Object_entries) {
  JS_UNUSED_ARGS();
  return own_values(a0, true);
}

JS_BUILTIN(js_Object_hasOwn) {
  JS_UNUSED_ARGS();
  Value o = to_object(a0);
  PropKey key;
  if (value_is_exception(o) || !to_property_key(a1, &key)) return JS_EXCEPTION;
  int has = object_has_own(value_object(o), key);
  return has < 0 ? JS_EXCEPTION : value_from_bool(has);
}

JS_BUILTIN(js_Object_is) {
  JS_UNUSED_ARGS();
  return value_from_bool(op_same_value(a0, a1));
}

/* Object.freeze, seal and preventExtensions: TypeError when the object refuses, a proxy or a typed array. */
static Value change_integrity(Value v, int result, const char *what) {
  if (result < 0) return JS_EXCEPTION;
  if (result) return v;
  if (kind_is_typed_array((CellKind)value_cell(v)->kind)) return throw_type_error("Cannot %s", what);
  return throw_type_error("'preventExtensions' on proxy: trap returned falsish");
}

JS_BUILTIN(js_Object_preventExtensions) {
  JS_UNUSED_ARGS();
  return value_is_object(a0) ? change_integrity(a0, object_prevent_extensions(value_object(a0)), "prevent extensions")
                             : a0;
}

JS_BUILTIN(js_Object_seal) {
  JS_UNUSED_ARGS();
  return value_is_object(a0) ? change_integrity(a0, object_set_integrity(value_object(a0), false), "seal") : a0;
}

JS_BUILTIN(js_Object_freeze) {
  JS_UNUSED_ARGS();
  return value_is_object(a0) ? change_integrity(a0, object_set_integrity(value_object(a0), true), "freeze") : a0;
}

static Value test_result(int r) { return r < 0 ? JS_EXCEPTION : value_from_bool(r); }

JS_BUILTIN(js_Object_isExtensible) {
  JS_UNUSED_ARGS();
  return value_is_object(a0) ? test_result(object_is_extensible(value_object(a0))) : JS_FALSE;
}

JS_BUILTIN(js_Object_isFrozen) {
  JS_UNUSED_ARGS();
  return value_is_object(a0) ? test_result(object_test_integrity(value_object(a0), true)) : JS_TRUE;
}

JS_BUILTIN(js_Object_isSealed) {
  JS_UNUSED_ARGS();
  return value_is_object(a0) ? test_result(object_test_integrity(value_object(a0), false)) : JS_TRUE;
}

/* ObjectDefineProperties (ES 20.1.2.3.1): all descriptors are read before any is applied. */
static Value define_properties(Value o, Value properties) {
  Value props = to_object(properties);
  KeyList keys;
  if (value_is_exception(props) || object_own_keys(value_object(props), KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0)
    return JS_EXCEPTION;
  Value descriptors = array_new_capacity(keys.count);
  uint32_t n = 0;
  for (uint32_t i = 0; i < keys.count; i++) {
    PropDesc d;
    int has = object_get_own(value_object(props), keys.keys[i], &d);
    if (has < 0) return JS_EXCEPTION;
    if (!has || !(d.attrs & PROP_ENUMERABLE)) continue;
    Value v = object_get(props, keys.keys[i], props);
    if (value_is_exception(v) || desc_from_object(v, &d) < 0) return JS_EXCEPTION;
    keys.keys[n++] = keys.keys[i];
    array_push(descriptors, desc_to_object(&d));
  }
  for (uint32_t i = 0; i < n; i++) {
    PropDesc d;
    if (desc_from_object(value_object(descriptors)->elems->v[i], &d) < 0) return JS_EXCEPTION;
    if (object_define_or_throw(value_object(o), keys.keys[i], &d) < 0) return JS_EXCEPTION;
  }
  return o;
}

JS_BUILTIN(js_Object_create) {
  JS_UNUSED_ARGS();
  if (!value_is_object(a0) && !value_is_null(a0))
    return throw_type_error("Object prototype may only be an Object or null: %V", a0);
  Value o = object_new(a0);
  return value_is_undefined(a1) ? o : define_properties(o, a1);
}

JS_BUILTIN(js_Object_defineProperties) {
  JS_UNUSED_ARGS();
  if (!value_is_object(a0)) return throw_type_error("Object.defineProperties called on non-object");
  return define_properties(a0, a1);
}

JS_BUILTIN(js_Object_defineProperty) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  PropKey key;
  PropDesc d;
  if (!value_is_object(a0)) return throw_type_error("Object.defineProperty called on non-object");
  if (!to_property_key(a1, &key) || desc_from_object(arg[2], &d) < 0) return JS_EXCEPTION;
  return object_define_or_throw(value_object(a0), key, &d) < 0 ? JS_EXCEPTION : a0;
}

JS_BUILTIN(js_Object_getPrototypeOf) {
  JS_UNUSED_ARGS();
  Value o = to_object(a0);
  return value_is_exception(o) ? o : object_get_prototype(value_object(o));
}

/* [[SetPrototypeOf]] with V8's reasons when it is refused. */
static Value set_prototype_or_throw(Value v, Value proto) {
  Object *o = value_object(v);
  int r = object_set_prototype(o, proto);
  if (r < 0) return JS_EXCEPTION;
  if (r) return v;
  if (kind_is_proxy((CellKind)o->cell.kind))
    return throw_type_error("'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'");
  if (value_same(v, RT->realm->intrinsics[INTR_ObjectPrototype]))
    return throw_type_error("Immutable prototype object 'Object.prototype' cannot have their prototype set");
  if (o->cell.flags & OBJ_NOT_EXTENSIBLE || o->cell.kind == CELL_NAMESPACE)
    return throw_type_error("%V is not extensible", v);
  return throw_type_error("Cyclic __proto__ value");
}

JS_BUILTIN(js_Object_setPrototypeOf) {
  JS_UNUSED_ARGS();
  if (value_is_nullish(a0)) return throw_type_error("Object.setPrototypeOf called on null or undefined");
  if (!value_is_object(a1) && !value_is_null(a1))
    return throw_type_error("Object prototype may only be an Object or null: %V", a1);
  return value_is_object(a0) ? set_prototype_or_throw(a0, a1) : a0;
}

JS_BUILTIN(js_Object_fromEntries) {
  JS_UNUSED_ARGS();
  if (value_is_nullish(a0)) return throw_type_error("undefined is not iterable"); /* as V8 says also of null */
  Iter it;
  Value entry, result = object_new_plain();
  if (!iter_open(&it, a0)) return JS_EXCEPTION;
  int r;
  while ((r = iter_next(&it, &entry)) == 1) {
    if (!value_is_object(entry)) {
      throw_type_error("Iterator value %V is not an entry object", entry);
      return iter_close_throw(&it);
    }
    Value k = value_get_index(entry, 0);
    Value v = value_is_exception(k) ? k : value_get_index(entry, 1);
    PropKey key;
    if (value_is_exception(v) || !to_property_key(k, &key)) return iter_close_throw(&it);
    object_create_data(result, key, v);
  }
  return r < 0 ? JS_EXCEPTION : result;
}

JS_BUILTIN(js_Object_groupBy) {
  JS_UNUSED_ARGS();
  if (value_is_nullish(a0)) return throw_type_error("Object.groupBy called on null or undefined");
  if (!value_is_callable(a1)) return throw_type_error("%V is not a function", a1);
  Iter it;
  Value v, result = object_new(JS_NULL);
  if (!iter_open(&it, a0)) return JS_EXCEPTION;
  int r;
  for (uint64_t i = 0; (r = iter_next(&it, &v)) == 1; i++) {
    Value k = js_call2(a1, JS_UNDEFINED, v, value_from_u64(i));
    PropKey key;
    if (value_is_exception(k) || !to_property_key(k, &key)) return iter_close_throw(&it);
    Value group = object_peek_own(value_object(result), key);
    if (value_is_empty(group)) {
      group = array_new(0);
      object_create_data(result, key, group);
    }
    array_push(group, v);
  }
  return r < 0 ? JS_EXCEPTION : result;
}

/* ---- Object.prototype ---- */

JS_BUILTIN(js_Object_prototype_hasOwnProperty) {
  JS_UNUSED_ARGS();
  PropKey key;
  if (!to_property_key(a0, &key)) return JS_EXCEPTION;
  Value o = to_object(this_value);
  return value_is_exception(o) ? o : test_result(object_has_own(value_object(o), key));
}

JS_BUILTIN(js_Object_prototype_isPrototypeOf) {
  JS_UNUSED_ARGS();
  if (!value_is_object(a0)) return JS_FALSE;
  Value o = to_object(this_value);
  if (value_is_exception(o)) return o;
  for (Value p = a0;;) {
    p = object_get_prototype(value_object(p));
    if (value_is_exception(p)) return p;
    if (value_is_null(p)) return JS_FALSE;
    if (value_same(p, o)) return JS_TRUE;
  }
}

JS_BUILTIN(js_Object_prototype_propertyIsEnumerable) {
  JS_UNUSED_ARGS();
  PropKey key;
  if (!to_property_key(a0, &key)) return JS_EXCEPTION;
  Value o = to_object(this_value);
  if (value_is_exception(o)) return o;
  PropDesc d;
  int has = object_get_own(value_object(o), key, &d);
  return has < 0 ? JS_EXCEPTION : value_from_bool(has && d.attrs & PROP_ENUMERABLE);
}

JS_BUILTIN(js_Object_prototype_toString) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(this_value)) return ATOM_VALUE(object_Undefined);
  if (value_is_null(this_value)) return ATOM_VALUE(object_Null);
  Value o = to_object(this_value);
  const char *tag = "Object";
  int is_array = value_is_array(o);
  if (is_array < 0) return JS_EXCEPTION;
  if (is_array) {
    tag = "Array";
  } else {
    switch (value_cell(o)->kind) {
      case CELL_ARGUMENTS:
      case CELL_MAPPED_ARGUMENTS: tag = "Arguments"; break;
      case CELL_ERROR: tag = "Error"; break;
      case CELL_BOOLEAN: tag = "Boolean"; break;
      case CELL_NUMBER: tag = "Number"; break;
      case CELL_STRING_OBJECT: tag = "String"; break;
      case CELL_DATE: tag = "Date"; break;
      case CELL_REGEXP: tag = "RegExp"; break;
      default:
        if (value_is_callable(o)) tag = "Function";
    }
  }
  Value own = object_get(o, KEY_SYM(toStringTag), o);
  if (value_is_exception(own)) return own;
  if (value_is_string(own)) return value_from_ptr(format_string("[object %S]", value_string(own)));
  return value_from_ptr(format_string("[object %s]", tag));
}

JS_BUILTIN(js_Object_prototype_valueOf) {
  JS_UNUSED_ARGS();
  return to_object(this_value);
}

JS_BUILTIN(js_Object_prototype_toLocaleString) {
  JS_UNUSED_ARGS();
  return value_invoke(this_value, KEY(toString), 0, NULL);
}

JS_BUILTIN(js_get_Object_prototype___proto__) {
  JS_UNUSED_ARGS();
  Value o = to_object(this_value);
  return value_is_exception(o) ? o : object_get_prototype(value_object(o));
}

JS_BUILTIN(js_set_Object_prototype___proto__) {
  JS_UNUSED_ARGS();
  if (value_is_nullish(this_value)) return throw_type_error("Object.prototype.__proto__ called on null or undefined");
  if ((!value_is_object(a0) && !value_is_null(a0)) || !value_is_object(this_value)) return JS_UNDEFINED;
  return value_is_exception(set_prototype_or_throw(this_value, a0)) ? JS_EXCEPTION : JS_UNDEFINED;
}

static Value define_accessor(Value this_value, Value name, Value f, bool getter) {
  Value o = to_object(this_value);
  PropKey key;
  if (value_is_exception(o)) return o;
  if (!value_is_callable(f))
    return throw_type_error("Object.prototype.__define%setter__: Expecting function", getter ? "G" : "S");
  if (!to_property_key(name, &key)) return JS_EXCEPTION;
  PropDesc d = {PROP_ENUMERABLE | PROP_CONFIGURABLE | PROP_ACCESSOR,
                (getter ? DESC_HAS_GET : DESC_HAS_SET) | DESC_HAS_ENUMERABLE | DESC_HAS_CONFIGURABLE, JS_UNDEFINED,
                getter ? f : JS_UNDEFINED, getter ? JS_UNDEFINED : f};
  return object_define_or_throw(value_object(o), key, &d) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

JS_BUILTIN(js_Object_prototype___defineGetter__) {
  JS_UNUSED_ARGS();
  return define_accessor(this_value, a0, a1, true);
}

JS_BUILTIN(js_Object_prototype___defineSetter__) {
  JS_UNUSED_ARGS();
  return define_accessor(this_value, a0, a1, false);
}

static Value lookup_accessor(Value this_value, Value name, bool getter) {
  Value o = to_object(this_value);
  PropKey key;
  if (value_is_exception(o) || !to_property_key(name, &key)) return JS_EXCEPTION;
  while (value_is_object(o)) {
    PropDesc d;
    int has = object_get_own(value_object(o), key, &d);
    if (has < 0) return JS_EXCEPTION;
    if (has) return !(d.attrs & PROP_ACCESSOR) ? JS_UNDEFINED : getter ? d.getter : d.setter;
    o = object_get_prototype(value_object(o));
  }
  return value_is_exception(o) ? o : JS_UNDEFINED;
}

JS_BUILTIN(js_Object_prototype___lookupGetter__) {
  JS_UNUSED_ARGS();
  return lookup_accessor(this_value, a0, true);
}

JS_BUILTIN(js_Object_prototype___lookupSetter__) {
  JS_UNUSED_ARGS();
  return lookup_accessor(this_value, a0, false);
}
