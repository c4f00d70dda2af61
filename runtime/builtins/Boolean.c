/*
 * Boolean.c: Boolean (ES 20.3).
 */
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"

JS_BUILTIN(js_Boolean) {
  JS_UNUSED_ARGS();
  Value b = value_from_bool(to_boolean(a0));
  if (value_is_undefined(new_target)) return b;
  PrimitiveObject *o =
      (PrimitiveObject *)object_new_from_constructor(new_target, INTR_BooleanPrototype, CELL_BOOLEAN, sizeof *o);
  if (!o) return JS_EXCEPTION;
  o->value = b;
  return value_from_ptr(o);
}

static Value this_boolean(Value v, const char *method) {
  if (value_is_bool(v)) return v;
  if (value_is_kind(v, CELL_BOOLEAN)) return ((PrimitiveObject *)value_ptr(v))->value;
  return throw_type_error("%s requires that 'this' be a Boolean", method);
}

JS_BUILTIN(js_Boolean_prototype_toString) {
  JS_UNUSED_ARGS();
  return to_string(this_boolean(this_value, "Boolean.prototype.toString"));
}

JS_BUILTIN(js_Boolean_prototype_valueOf) {
  JS_UNUSED_ARGS();
  return this_boolean(this_value, "Boolean.prototype.valueOf");
}
