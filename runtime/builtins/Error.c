/*
 * Error.c: Error, the NativeErrors, AggregateError (ES 20.5), V8's captureStackTrace and CallSite objects.
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/property.h"
#include "builtins.h"

/* InstallErrorCause (ES 20.5.8.1): 1 or -1. */
static int install_cause(Value error, Value options) {
  if (!value_is_object(options)) return 1;
  int has = object_has(value_object(options), KEY(cause));
  if (has != 1) return has < 0 ? -1 : 1;
  Value cause = object_get(options, KEY(cause), options);
  if (value_is_exception(cause)) return -1;
  object_put_data(error, KEY(cause), cause, PROP_HIDDEN);
  return 1;
}

static Value make_error(Value callee, Value new_target, Intrinsic proto, Value message, Value options) {
  Value target = value_is_undefined(new_target) ? callee : new_target;
  ErrorObject *e = (ErrorObject *)object_new_from_constructor(target, proto, CELL_ERROR, sizeof *e);
  if (!e) return JS_EXCEPTION;
  Value v = value_from_ptr(e);
  e->frames = JS_UNDEFINED;
  e->stack = JS_EMPTY;
  error_capture(v, value_same(target, callee) ? JS_UNDEFINED : target);
  if (!value_is_undefined(message)) {
    Value text = to_string(message);
    if (value_is_exception(text)) return text;
    object_put_data(v, KEY(message), text, PROP_HIDDEN);
  }
  return install_cause(v, options) < 0 ? JS_EXCEPTION : v;
}

#define ERROR_CTOR(name)                                                   \
  JS_BUILTIN(js_##name) {                                                  \
    JS_UNUSED_ARGS();                                                      \
    return make_error(callee, new_target, INTR_##name##Prototype, a0, a1); \
  }
ERROR_CTOR(Error)
ERROR_CTOR(TypeError)
ERROR_CTOR(RangeError)
ERROR_CTOR(SyntaxError)
ERROR_CTOR(ReferenceError)
ERROR_CTOR(EvalError)
ERROR_CTOR(URIError)

JS_BUILTIN(js_AggregateError) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Value e = make_error(callee, new_target, INTR_AggregateErrorPrototype, a1, arg[2]);
  if (value_is_exception(e)) return e;
  Value list = iterable_to_array(a0);
  if (value_is_exception(list)) return list;
  object_put_data(e, KEY(errors), list, PROP_HIDDEN);
  return e;
}

JS_BUILTIN(js_SuppressedError) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Value e = make_error(callee, new_target, INTR_SuppressedErrorPrototype, arg[2], JS_UNDEFINED);
  if (value_is_exception(e)) return e;
  object_put_data(e, KEY(error), a0, PROP_HIDDEN);
  object_put_data(e, KEY(suppressed), a1, PROP_HIDDEN);
  return e;
}

JS_BUILTIN(js_Error_captureStackTrace) {
  JS_UNUSED_ARGS();
  if (!value_is_object(a0)) return throw_type_error("invalid_argument");
  return error_capture(a0, a1) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

JS_BUILTIN(js_Error_isError) {
  JS_UNUSED_ARGS();
  return value_from_bool(value_is_kind(a0, CELL_ERROR));
}

JS_BUILTIN(js_Error_prototype_toString) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_incompatible("Error.prototype.toString", this_value);
  Value name = object_get(this_value, KEY(name), this_value);
  if (value_is_exception(name)) return name;
  name = value_is_undefined(name) ? ATOM_VALUE(Error) : to_string(name);
  if (value_is_exception(name)) return name;
  Value message = object_get(this_value, KEY(message), this_value);
  if (value_is_exception(message)) return message;
  message = value_is_undefined(message) ? ATOM_VALUE(empty) : to_string(message);
  if (value_is_exception(message)) return message;
  if (!value_string(name)->length) return message;
  if (!value_string(message)->length) return name;
  return string_concat3(value_string(name), string_from_ascii(": "), value_string(message));
}
