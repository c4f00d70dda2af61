/*
 * Reflect.c: Reflect (ES 28.1).
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "builtins.h"

#define REQUIRE_OBJECT(name) \
  if (!value_is_object(a0)) return throw_type_error("Reflect." name " called on non-object")

static Value result(int r) { return r < 0 ? JS_EXCEPTION : value_from_bool(r); }

JS_BUILTIN(js_Reflect_apply) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  if (!value_is_callable(a0)) {
    String *t = op_typeof(a0);
    const char *article = value_is_undefined(a0) ? "" : string_equal_ascii(t, "object") ? "an " : "a ";
    return throw_type_error("Function.prototype.apply was called on %V, which is %s%S and not a function", a0, article,
                            t);
  }
  Value *argv;
  int64_t n = list_from_array_like(arg[2], &argv);
  return n < 0 ? JS_EXCEPTION : js_call(a0, a1, (uint64_t)n, argv);
}

JS_BUILTIN(js_Reflect_construct) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  if (!value_is_constructor(a0)) return throw_not_constructor(a0);
  Value target = argc > 2 ? arg[2] : a0;
  if (!value_is_constructor(target)) return throw_not_constructor(target);
  Value *argv;
  int64_t n = list_from_array_like(a1, &argv);
  return n < 0 ? JS_EXCEPTION : js_construct(a0, (uint64_t)n, argv, target);
}

JS_BUILTIN(js_Reflect_defineProperty) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  PropKey key;
  PropDesc d;
  REQUIRE_OBJECT("defineProperty");
  if (!to_property_key(a1, &key) || desc_from_object(arg[2], &d) < 0) return JS_EXCEPTION;
  return result(object_define_own(value_object(a0), key, &d));
}

JS_BUILTIN(js_Reflect_deleteProperty) {
  JS_UNUSED_ARGS();
  PropKey key;
  REQUIRE_OBJECT("deleteProperty");
  return to_property_key(a1, &key) ? result(object_delete(value_object(a0), key)) : JS_EXCEPTION;
}

JS_BUILTIN(js_Reflect_get) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  PropKey key;
  REQUIRE_OBJECT("get");
  return to_property_key(a1, &key) ? object_get(a0, key, argc > 2 ? arg[2] : a0) : JS_EXCEPTION;
}

JS_BUILTIN(js_Reflect_getOwnPropertyDescriptor) {
  JS_UNUSED_ARGS();
  PropKey key;
  PropDesc d;
  REQUIRE_OBJECT("getOwnPropertyDescriptor");
  if (!to_property_key(a1, &key)) return JS_EXCEPTION;
  int has = object_get_own(value_object(a0), key, &d);
  return has < 0 ? JS_EXCEPTION : has ? desc_to_object(&d) : JS_UNDEFINED;
}

JS_BUILTIN(js_Reflect_getPrototypeOf) {
  JS_UNUSED_ARGS();
  REQUIRE_OBJECT("getPrototypeOf");
  return object_get_prototype(value_object(a0));
}

JS_BUILTIN(js_Reflect_has) {
  JS_UNUSED_ARGS();
  PropKey key;
  REQUIRE_OBJECT("has");
  return to_property_key(a1, &key) ? result(object_has(value_object(a0), key)) : JS_EXCEPTION;
}

JS_BUILTIN(js_Reflect_isExtensible) {
  JS_UNUSED_ARGS();
  REQUIRE_OBJECT("isExtensible");
  return result(object_is_extensible(value_object(a0)));
}

JS_BUILTIN(js_Reflect_ownKeys) {
  JS_UNUSED_ARGS();
  KeyList keys;
  REQUIRE_OBJECT("ownKeys");
  if (object_own_keys(value_object(a0), KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0) return JS_EXCEPTION;
  return keys_to_array(&keys);
}

JS_BUILTIN(js_Reflect_preventExtensions) {
  JS_UNUSED_ARGS();
  REQUIRE_OBJECT("preventExtensions");
  return result(object_prevent_extensions(value_object(a0)));
}

JS_BUILTIN(js_Reflect_set) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  PropKey key;
  REQUIRE_OBJECT("set");
  return to_property_key(a1, &key) ? result(object_set(a0, key, arg[2], argc > 3 ? arg[3] : a0)) : JS_EXCEPTION;
}

JS_BUILTIN(js_Reflect_setPrototypeOf) {
  JS_UNUSED_ARGS();
  REQUIRE_OBJECT("setPrototypeOf");
  if (!value_is_object(a1) && !value_is_null(a1))
    return throw_type_error("Object prototype may only be an Object or null: %V", a1);
  return result(object_set_prototype(value_object(a0), a1));
}
