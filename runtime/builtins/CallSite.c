/*
 * CallSite.c: what Error.prepareStackTrace gets: V8's CallSite objects. Each is a trace and the number of a frame in it.
 */
#include "../error/stack.h"
#include "../object/error.h"
#include "../object/kinds.h"
#include "../object/object.h"
#include "builtins.h"

static bool frame_of(Value v, StackFrame *out) {
  if (value_is_kind(v, CELL_WRAP_ITERATOR) &&
      value_same(object_proto(value_object(v)), RT->realm->intrinsics[INTR_CallSitePrototype])) {
    IteratorObject *site = (IteratorObject *)value_ptr(v);
    stack_frame(site->a, (uint32_t)value_int(site->b), out);
    return true;
  }
  throw_type_error("CallSite method %s expects CallSite as receiver", "getFileName");
  return false;
}

static Value or_null(String *s) { return s && s->length ? value_from_ptr(s) : JS_NULL; }

/* A file: URL without the scheme is what a CommonJS frame has; V8 gives both as they are. */
static String *text_of(const StackFrame *f) {
  StringBuilder b;
  builder_init(&b);
  stack_frame_text(&b, f);
  return builder_finish(&b);
}

/* The reference's loader: functions without a name, assigned to a property. */
static bool is_unnamed_method(const StackFrame *f) {
  if (!f->type || f->method || f->file_index != ~0u) return false;
  return string_equal_ascii(f->file, "node:internal/modules/cjs/loader");
}

/* "async Promise.all (index 1)" */
static bool is_element(const StackFrame *f, const char *function) {
  return f->is_waiting && !f->line && string_equal_ascii(f->function, function);
}

static bool is_any_element(const StackFrame *f) {
  return is_element(f, "Promise.all") || is_element(f, "Promise.any") || is_element(f, "Promise.allSettled");
}

static Value file_name(const StackFrame *f) { return is_any_element(f) ? JS_NULL : or_null(f->file); }

/* "Array.map" of a builtin: the type, and the function, which is the method too. */
static uint32_t builtin_dot(const StackFrame *f) {
  bool is_none = (f->file || f->is_waiting || f->is_constructor) && !is_any_element(f);
  uint32_t at = is_none ? 0 : f->function->length;
  while (at && string_at(f->function, at - 1) != '.') at--;
  return at;
}

static Value builtin_method(const StackFrame *f) {
  return value_from_ptr(string_substring(f->function, builtin_dot(f), f->function->length));
}

static Value function_name(const StackFrame *f) {
  if (builtin_dot(f)) return builtin_method(f);
  bool has_none = is_unnamed_method(f) || (f->type && f->file_index != ~0u);
  return has_none ? JS_NULL : or_null(f->function);
}

/* "get x" and "set x" are methods x. */
static bool is_accessor(const StackFrame *f) {
  if (!f->is_method || !f->function || f->function->length < 5 || string_at(f->function, 3) != ' ') return false;
  uint32_t first = string_at(f->function, 0);
  return (first == 'g' || first == 's') && string_at(f->function, 1) == 'e' && string_at(f->function, 2) == 't';
}

static Value method_name(const StackFrame *f) {
  if (builtin_dot(f)) return builtin_method(f);
  if (is_accessor(f)) return value_from_ptr(string_substring(f->function, 4, f->function->length));
  return or_null(is_unnamed_method(f) ? f->function : stack_method_name(f));
}

static Value type_of(const StackFrame *f) {
  uint32_t dot = builtin_dot(f);
  return dot ? value_from_ptr(string_substring(f->function, 0, dot - 1)) : or_null(stack_type_name(f));
}

static Value element_index(const StackFrame *f) { return is_any_element(f) ? value_from_u32(f->index) : JS_NULL; }

#define CALL_SITE(name, expression)                                \
  JS_BUILTIN(js_CallSite_##name) {                                 \
    JS_UNUSED_ARGS();                                              \
    StackFrame f;                                                  \
    return frame_of(this_value, &f) ? (expression) : JS_EXCEPTION; \
  }
CALL_SITE(getFileName, file_name(&f))
CALL_SITE(getScriptNameOrSourceURL, file_name(&f))
CALL_SITE(getFunctionName, function_name(&f))
CALL_SITE(getLineNumber, f.line ? value_from_u32(f.line) : JS_NULL)
CALL_SITE(getColumnNumber, f.line ? value_from_u32(f.column) : JS_NULL)
CALL_SITE(getMethodName, method_name(&f))
CALL_SITE(getTypeName, type_of(&f))
CALL_SITE(getEvalOrigin, JS_UNDEFINED)
CALL_SITE(getThis, JS_UNDEFINED)
CALL_SITE(getFunction, JS_UNDEFINED)
CALL_SITE(isNative, JS_FALSE)
CALL_SITE(isToplevel, value_from_bool(!f.is_method && !f.is_constructor && !builtin_dot(&f)))
CALL_SITE(isEval, JS_FALSE)
CALL_SITE(isAsync, value_from_bool(f.is_async))
CALL_SITE(isPromiseAll, value_from_bool(is_element(&f, "Promise.all")))
CALL_SITE(getPromiseIndex, element_index(&f))
CALL_SITE(isConstructor, value_from_bool(f.is_constructor))
CALL_SITE(toString, value_from_ptr(text_of(&f)))
