/*
 * Function.c: Function and Function.prototype (ES 20.2). Function(…) finds the code of strings that were seen at compile
 * time (object/code.h), and refuses others with an EvalError.
 */
#include "../error/source.h"
#include "../object/call.h"
#include "../object/code.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "../support/weak.h"
#include "builtins.h"
#include "dynamic.h"

JS_BUILTIN(js_Function_prototype);
JS_BUILTIN(js_Function_prototype) {
  JS_UNUSED_ARGS();
  return JS_UNDEFINED;
}

static Value construct_plain(Value new_target) {
  Value proto = prototype_from_constructor(new_target, INTR_ObjectPrototype);
  return value_is_exception(proto) ? proto : object_new(proto);
}

/* The global object: what Function('return this') makes. */
static Value return_this_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return value_is_undefined(new_target) ? sloppy_this(this_value) : construct_plain(new_target);
}

static Value empty_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return value_is_undefined(new_target) ? JS_UNDEFINED : construct_plain(new_target);
}

static bool text_is(String *s, const char *text) {
  uint32_t start = 0, end = s->length;
  while (start < end && string_at(s, start) <= ' ') start++;
  while (end > start && (string_at(s, end - 1) <= ' ' || string_at(s, end - 1) == ';')) end--;
  return string_equal_ascii(string_substring(s, start, end), text);
}

/* Text that programs use to get at the global object or to ask whether code may be made. */
static Value well_known_function(Value body, uint64_t argc) {
  static const FnInfo return_this = {.entry = return_this_entry, .flags = FN_CONSTRUCTOR | FN_HAS_PROTOTYPE};
  static const FnInfo empty = {.entry = empty_entry, .flags = FN_CONSTRUCTOR | FN_HAS_PROTOTYPE};
  const FnInfo *info = argc == 1 && text_is(value_string(body), "return this") ? &return_this
                       : argc == 0                                             ? &empty
                                                                               : NULL;
  if (!info) return JS_EMPTY;
  Value f = function_new_builtin(info, 0, NULL);
  function_set_name(f, KEY(anonymous), NULL);
  return f;
}

/* ES 20.2.1.1.1 CreateDynamicFunction, of text that was compiled ahead of time. */
__attribute__((minsize)) Value dynamic_function(Value new_target, const char *head, Intrinsic proto, uint64_t argc,
                                                const Value *args) {
  String *list = ATOM(empty);
  for (uint64_t i = 0; i + 1 < argc; i++) {
    Value v = to_string(args[i]);
    if (value_is_exception(v)) return v;
    list = i ? format_string("%S,%S", list, value_string(v)) : value_string(v);
  }
  Value body = argc ? to_string(args[argc - 1]) : ATOM_VALUE(empty);
  if (value_is_exception(body)) return body;
  String *text = format_string("(%s anonymous(%S\n) {\n%S\n})", head, list, value_string(body));
  bool may_be_made = !code_is_known(text, MODULE_CODE_FUNCTION) && head[0] == 'f' && !head[8];
  Value f = may_be_made ? well_known_function(body, argc) : JS_EMPTY;
  if (value_is_empty(f)) f = code_run_function(text, text->length - value_string(body)->length - 5); /* "{\n…\n})" */
  if (value_is_exception(f) || value_is_undefined(new_target)) return f;
  Value wanted = prototype_from_constructor(new_target, proto);
  if (value_is_exception(wanted)) return wanted;
  if (!value_same(wanted, object_get_prototype(value_object(f))) && object_set_prototype(value_object(f), wanted) < 0)
    return JS_EXCEPTION;
  return f;
}

JS_BUILTIN(js_Function) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  return dynamic_function(new_target, "function", INTR_FunctionPrototype, argc, args);
}

JS_BUILTIN(js_Function_prototype_call) {
  JS_UNUSED_ARGS();
  if (!value_is_callable(this_value)) {
    String *t = op_typeof(this_value);
    const char *article = value_is_undefined(this_value) ? "" : string_equal_ascii(t, "object") ? "an " : "a ";
    return throw_type_error("Function.prototype.call was called on %V, which is %s%S and not a function", this_value,
                            article, t);
  }
  JS_ALL_ARGS(args);
  return js_call(this_value, a0, argc ? argc - 1 : 0, args + 1);
}

JS_BUILTIN(js_Function_prototype_apply) {
  JS_UNUSED_ARGS();
  if (!value_is_callable(this_value)) {
    String *t = op_typeof(this_value);
    const char *article = value_is_undefined(this_value) ? "" : string_equal_ascii(t, "object") ? "an " : "a ";
    return throw_type_error("Function.prototype.apply was called on %V, which is %s%S and not a function", this_value,
                            article, t);
  }
  if (value_is_nullish(a1)) return js_call0(this_value, a0);
  Value *argv;
  int64_t n = list_from_array_like(a1, &argv);
  return n < 0 ? JS_EXCEPTION : js_call(this_value, a0, (uint64_t)n, argv);
}

JS_BUILTIN(js_Function_prototype_bind) {
  JS_UNUSED_ARGS();
  if (!value_is_callable(this_value)) return throw_type_error("Bind must be called on a function");
  JS_ALL_ARGS(args);
  uint64_t nbound = argc ? argc - 1 : 0;
  Value f = bound_function_new(this_value, a0, nbound, args + 1);
  if (value_is_exception(f)) return f;
  double length = 0;
  int has = object_has_own(value_object(this_value), KEY(length));
  if (has < 0) return JS_EXCEPTION;
  if (has) {
    Value l = value_get(this_value, KEY(length));
    if (value_is_exception(l)) return l;
    if (value_is_number(l) && to_integer(l, &length)) length = length > (double)nbound ? length - (double)nbound : 0;
  }
  object_put_data(f, KEY(length), value_from_double(length), PROP_CONFIGURABLE);
  Value name = value_get(this_value, KEY(name));
  if (value_is_exception(name)) return name;
  Value text = string_concat(string_from_ascii("bound "), value_is_string(name) ? value_string(name) : ATOM(empty));
  if (value_is_exception(text)) return text;
  object_put_data(f, KEY(name), text, PROP_CONFIGURABLE);
  return f;
}

String *function_source_text(Value f);
static String *native_text(Value f) {
  Value name = value_is_kind(f, CELL_FUNCTION) ? object_peek_own(value_object(f), KEY(name)) : JS_EMPTY;
  if (value_is_string(name)) return format_string("function %V() { [native code] }", name);
  return string_from_ascii("function () { [native code] }");
}

String *function_source_text(Value f) {
  if (!value_is_kind(f, CELL_FUNCTION)) return native_text(f);
  const FnInfo *info = ((Function *)value_ptr(f))->info;
  if (info->flags & FN_BUILTIN) return native_text(f);
#ifdef JSC_EVAL
  bool has_texts = true;
#else
  bool has_texts = WEAK(source_slice);
#endif
  if (has_texts && info->end > info->start) {
    String *s = WEAK(source_slice)(info->file, info->start, info->end);
    if (s) return s;
  }
  Value name = object_peek_own(value_object(f), KEY(name));
  if (!value_is_string(name)) name = ATOM_VALUE(empty);
  if (info->flags & FN_CLASS) return format_string("class %V { }", name);
  return native_text(f);
}

JS_BUILTIN(js_Function_prototype_toString) {
  JS_UNUSED_ARGS();
  if (!value_is_callable(this_value))
    return throw_type_error("Function.prototype.toString requires that 'this' be a Function");
  return value_from_ptr(function_source_text(this_value));
}

JS_BUILTIN(js_Function_prototype_Symbol_hasInstance) {
  JS_UNUSED_ARGS();
  int r = ordinary_has_instance(this_value, a0);
  return r < 0 ? JS_EXCEPTION : value_from_bool(r);
}

static Value restricted(void) {
  return throw_type_error("'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions "
                          "or the arguments objects for calls to them");
}

JS_BUILTIN(js_ThrowTypeError) {
  JS_UNUSED_ARGS();
  return restricted();
}

/* Sloppy functions answer null, as V8 does outside of a call. */
static Value restricted_property(Value this_value) {
  if (value_is_kind(this_value, CELL_FUNCTION)) {
    uint32_t flags = ((Function *)value_ptr(this_value))->info->flags;
    if (!(flags & (FN_STRICT | FN_ARROW | FN_METHOD | FN_GENERATOR | FN_ASYNC | FN_CLASS | FN_BUILTIN))) return JS_NULL;
  }
  return restricted();
}

JS_BUILTIN(js_get_Function_prototype_arguments) {
  JS_UNUSED_ARGS();
  return restricted_property(this_value);
}
JS_BUILTIN(js_set_Function_prototype_arguments) {
  JS_UNUSED_ARGS();
  return value_is_exception(restricted_property(this_value)) ? JS_EXCEPTION : JS_UNDEFINED;
}
JS_BUILTIN(js_get_Function_prototype_caller) {
  JS_UNUSED_ARGS();
  return restricted_property(this_value);
}
JS_BUILTIN(js_set_Function_prototype_caller) {
  JS_UNUSED_ARGS();
  return value_is_exception(restricted_property(this_value)) ? JS_EXCEPTION : JS_UNDEFINED;
}
