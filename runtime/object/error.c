/*
 * error.c: error objects, message formatting with V8's renderings, and Error.stack.
 *
 * A stack is captured as raw return addresses (a walk along the frame pointers) and turned into text when `stack` is
 * first read, which is also when the header is made, as V8 does. C frames have no row in the position table and so
 * disappear.
 */
#include "error.h"

#include "../error/stack.h"
#include "call.h"
#include "convert.h"
#include "operator.h"
#include "property.h"

/* ---- rendering of values ---- */

static Value peek_chain(Object *o, PropKey key) {
  for (int depth = 0; depth < 1000; depth++) {
    if (kind_is_proxy((CellKind)o->cell.kind) || o->cell.kind == CELL_NAMESPACE) return JS_EMPTY;
    Lookup l;
    property_lookup(o, key, &l);
    if (l.kind == LOOK_SLOT || l.kind == LOOK_VALUE) return l.attrs & PROP_ACCESSOR ? JS_EMPTY : lookup_value(&l);
    Value proto = object_proto(o);
    if (!value_is_object(proto)) return JS_UNDEFINED;
    o = value_object(proto);
  }
  return JS_EMPTY;
}

static String *constructor_name(Object *o) {
  Value c = peek_chain(o, KEY(constructor));
  if (!value_is_callable(c)) return NULL;
  Value name = peek_chain(value_object(c), KEY(name));
  return value_is_string(name) && value_string(name)->length ? value_string(name) : NULL;
}

static bool is_code(Value f, JsCode code) {
  return value_is_kind(f, CELL_FUNCTION) && ((Function *)value_ptr(f))->code == code;
}

Value js_Object_prototype_toString(Value, Value, Value, uint64_t, Value, Value);
Value js_Error_prototype_toString(Value, Value, Value, uint64_t, Value, Value);
String *function_source_text(Value f); /* builtins/Function.c */

/* "Name: message" without running code. */
static String *error_header(Object *o) {
  Value name = peek_chain(o, KEY(name)), message = peek_chain(o, KEY(message));
  String *n = value_is_string(name)                              ? value_string(name)
              : value_is_undefined(name) || value_is_empty(name) ? ATOM(Error)
                                                                 : value_to_display(name);
  String *m = value_is_string(message)                                 ? value_string(message)
              : value_is_undefined(message) || value_is_empty(message) ? ATOM(empty)
                                                                       : value_to_display(message);
  if (!n->length) return m;
  if (!m->length) return n;
  return format_string("%S: %S", n, m);
}

static const char *class_tag(Object *o) {
  switch (o->cell.kind) {
    case CELL_ARRAY: return "Array";
    case CELL_ERROR: return "Error";
    case CELL_BOOLEAN: return "Boolean";
    case CELL_NUMBER: return "Number";
    case CELL_STRING_OBJECT: return "String";
    case CELL_DATE: return "Date";
    case CELL_REGEXP: return "RegExp";
    case CELL_ARGUMENTS:
    case CELL_MAPPED_ARGUMENTS: return "Arguments";
    case CELL_INT8ARRAY: return "Int8Array";
    case CELL_UINT8ARRAY: return "Uint8Array";
    case CELL_UINT8CLAMPEDARRAY: return "Uint8ClampedArray";
    case CELL_INT16ARRAY: return "Int16Array";
    case CELL_UINT16ARRAY: return "Uint16Array";
    case CELL_INT32ARRAY: return "Int32Array";
    case CELL_UINT32ARRAY: return "Uint32Array";
    case CELL_FLOAT16ARRAY: return "Float16Array";
    case CELL_FLOAT32ARRAY: return "Float32Array";
    case CELL_FLOAT64ARRAY: return "Float64Array";
    case CELL_BIGINT64ARRAY: return "BigInt64Array";
    case CELL_BIGUINT64ARRAY: return "BigUint64Array";
    default: return value_is_callable(value_from_ptr(o)) ? "Function" : "Object";
  }
}

String *value_to_display(Value v) {
  if (value_is_string(v)) return value_string(v);
  if (value_is_symbol(v)) {
    Value d = value_symbol(v)->description;
    if (value_symbol(v)->cell.flags & SYM_PRIVATE) return value_string(d);
    return format_string("Symbol(%S)", value_is_string(d) ? value_string(d) : ATOM(empty));
  }
  if (!value_is_object(v)) {
    if (value_is_empty(v) || value_is_exception(v)) return ATOM(undefined);
    Value s = to_string(v);
    return value_is_exception(s) ? ATOM(empty) : value_string(s);
  }
  Object *o = value_object(v);
  if (kind_is_proxy((CellKind)o->cell.kind)) return string_from_ascii("#<Object>");
  if (value_is_callable(v)) return function_source_text(v);
  Value to_str = peek_chain(o, KEY(toString));
  if (o->cell.kind == CELL_ERROR || is_code(to_str, js_Error_prototype_toString)) return error_header(o);
  if (is_code(to_str, js_Object_prototype_toString)) {
    String *name = constructor_name(o);
    if (name) return format_string("#<%S>", name);
  }
  Value tag = peek_chain(o, KEY_SYM(toStringTag));
  if (value_is_string(tag)) return format_string("[object %S]", value_string(tag));
  return format_string("[object %s]", class_tag(o));
}

/* V8's name of a value that has no source text: its type, and the value of strings, numbers, booleans and null. */
static void builder_call_site(StringBuilder *b, Value v) {
  const char *type = value_is_number(v)      ? "number"
                     : value_is_string(v)    ? "string"
                     : value_is_bool(v)      ? "boolean"
                     : value_is_undefined(v) ? "undefined"
                     : value_is_symbol(v)    ? "symbol"
                     : value_is_bigint(v)    ? "bigint"
                     : value_is_callable(v)  ? "function"
                                             : "object";
  builder_ascii(b, type);
  if (value_is_string(v)) {
    builder_ascii(b, " \"");
    builder_string(b, value_string(v));
    builder_ascii(b, "\"");
  } else if (value_is_number(v) || value_is_bool(v) || value_is_null(v)) {
    builder_ascii(b, " ");
    builder_string(b, value_to_display(v));
  }
}

String *error_format(const char *format, va_list args) {
  StringBuilder b;
  builder_init(&b);
  for (const char *p = format; *p; p++) {
    if (*p != '%') {
      builder_unit(&b, (uint8_t)*p);
      continue;
    }
    switch (*++p) {
      case 's': builder_ascii(&b, va_arg(args, const char *)); break;
      case 'd': builder_int(&b, va_arg(args, int)); break;
      case 'u': builder_int(&b, va_arg(args, uint32_t)); break;
      case 'V': builder_string(&b, value_to_display(va_arg(args, Value))); break;
      case 'C': builder_call_site(&b, va_arg(args, Value)); break;
      case 'S': {
        String *s = va_arg(args, String *);
        if (s) builder_string(&b, s);
        break;
      }
      case 'K': builder_string(&b, key_to_display(va_arg(args, PropKey))); break;
      default: builder_unit(&b, (uint8_t)*p);
    }
  }
  String *s = builder_finish(&b);
  return s ? s : ATOM(empty);
}

String *format_string(const char *format, ...) {
  va_list args;
  va_start(args, format);
  String *s = error_format(format, args);
  va_end(args);
  return s;
}

/* ---- error objects ---- */

Value error_new(Intrinsic proto, String *message) {
  ErrorObject *e = (ErrorObject *)object_new_kind(CELL_ERROR, RT->realm->intrinsics[proto], sizeof *e);
  Value v = value_from_ptr(e);
  e->frames = JS_UNDEFINED;
  e->stack = JS_EMPTY;
  error_capture(v, JS_UNDEFINED);
  if (message) object_put_data(v, KEY(message), value_from_ptr(message), PROP_HIDDEN);
  return v;
}

#define THROW(name, proto)                        \
  Value name(const char *format, ...) {           \
    va_list args;                                 \
    va_start(args, format);                       \
    String *message = error_format(format, args); \
    va_end(args);                                 \
    return rt_throw(error_new(proto, message));   \
  }
THROW(throw_type_error, INTR_TypeErrorPrototype)
THROW(throw_range_error, INTR_RangeErrorPrototype)
THROW(throw_reference_error, INTR_ReferenceErrorPrototype)
THROW(throw_syntax_error, INTR_SyntaxErrorPrototype)
THROW(throw_uri_error, INTR_URIErrorPrototype)
THROW(throw_error, INTR_ErrorPrototype)

Value error_with_code(Intrinsic prototype, const char *code, String *message) {
  Value e = error_new(prototype, message);
  object_put_data(e, KEY(code), value_from_ptr(string_from_ascii(code)), PROP_DEFAULT);
  return e;
}

Value throw_with_code(Intrinsic prototype, const char *code, String *message) {
  return rt_throw(error_with_code(prototype, code, message));
}

Value throw_not_callable(Value f) { return throw_type_error("%C is not a function", f); }
Value throw_not_constructor(Value f) { return throw_type_error("%V is not a constructor", f); }
Value throw_not_iterable(Value v) {
  return throw_type_error("%C is not iterable (cannot read property Symbol(Symbol.iterator))", v);
}
Value throw_incompatible(const char *method, Value receiver) {
  return throw_type_error("Method %s called on incompatible receiver %V", method, receiver);
}
Value throw_nullish_read(Value v, PropKey key) {
  if (key_same(key, KEY_SYM(iterator))) return throw_not_iterable(v);
  return throw_type_error("Cannot read properties of %V (reading '%K')", v, key);
}
Value throw_nullish_write(Value v, PropKey key) {
  return throw_type_error("Cannot set properties of %V (setting '%K')", v, key);
}
Value throw_readonly(Value obj, PropKey key) {
  if (value_is_kind(obj, CELL_NAMESPACE))
    return throw_type_error("Cannot assign to property '%K' of [object Module]", key);
  return throw_type_error("Cannot assign to read only property '%K' of %S '%V'", key, op_typeof(obj), obj);
}

/* ---- capturing ---- */

enum { STACK_LIMIT_MAX = 100000 };

/* False where Error.stackTraceLimit is no number: errors have no stack then. */
static bool stack_trace_limit(uint32_t *limit) {
  Value v = object_peek_own(value_object(RT->realm->intrinsics[INTR_Error]), KEY(stackTraceLimit));
  if (!value_is_number(v)) return false;
  double d = value_number(v);
  *limit = d > 0 ? d > STACK_LIMIT_MAX ? STACK_LIMIT_MAX : (uint32_t)d : 0;
  return true;
}

uint32_t error_stack_limit(void) {
  uint32_t limit;
  return stack_trace_limit(&limit) ? limit : 0;
}

static PropKey frames_key(void) { return key_from_symbol(SYM(stackFrames)); }

int error_capture(Value obj, Value above) {
  Realm *r = RT->realm;
  uint32_t limit;
  bool is_error = value_is_kind(obj, CELL_ERROR);
  Value frames = stack_trace_limit(&limit) ? stack_capture(limit, above, !is_error) : JS_UNDEFINED;
  if (value_is_kind(obj, CELL_ERROR)) {
    ErrorObject *e = (ErrorObject *)value_ptr(obj);
    e->frames = frames;
    e->stack = JS_EMPTY;
    heap_barrier(e);
    if (!(e->o.cell.flags & OBJ_NOT_EXTENSIBLE)) {
      object_put_accessor(obj, KEY(stack), r->intrinsics[INTR_ErrorStackGetter], r->intrinsics[INTR_ErrorStackSetter],
                          PROP_CONFIGURABLE);
      return 1;
    }
  } else {
    if (value_cell(obj)->flags & OBJ_NOT_EXTENSIBLE) {
      throw_type_error("Cannot define property stack, object is not extensible");
      return -1;
    }
    object_put_data(obj, frames_key(), frames, PROP_HIDDEN);
  }
  PropDesc d =
      desc_accessor(r->intrinsics[INTR_ErrorStackGetter], r->intrinsics[INTR_ErrorStackSetter], PROP_CONFIGURABLE);
  return object_define_or_throw(value_object(obj), KEY(stack), &d);
}

/* ---- formatting ---- */

/* Error.prototype.toString for the header: runs user code, errors are rendered. */
static String *header_text(Value error) {
  Value saved = RT->exception;
  Value s = js_Error_prototype_toString(JS_UNDEFINED, error, JS_UNDEFINED, 0, JS_UNDEFINED, JS_UNDEFINED);
  RT->exception = saved;
  return value_is_string(s) ? value_string(s) : string_from_ascii("<error>");
}

/* CallSite objects for Error.prepareStackTrace: a trace and the number of a frame in it (builtins/CallSite.c). */
static Value call_sites(Value frames) {
  Value list = array_new(0);
  for (uint32_t i = 0, n = stack_count(frames); i < n; i++) {
    IteratorObject *site = (IteratorObject *)object_new_kind(
        CELL_WRAP_ITERATOR, RT->realm->intrinsics[INTR_CallSitePrototype], sizeof *site);
    site->a = frames;
    site->b = value_from_u32(i);
    array_push(list, value_from_ptr(site));
  }
  return list;
}

/* The value of the `stack` accessor: formatted once. */
static Value format_stack(Value error, Value frames) {
  Realm *r = RT->realm;
  Value prepare = object_peek_own(value_object(r->intrinsics[INTR_Error]), KEY(prepareStackTrace));
  if (value_is_callable(prepare)) return js_call2(prepare, r->intrinsics[INTR_Error], error, call_sites(frames));
  StringBuilder b;
  builder_init(&b);
  builder_string(&b, header_text(error));
  for (uint32_t i = 0, n = stack_count(frames); i < n; i++) {
    StackFrame f;
    stack_frame(frames, i, &f);
    if (f.quoted && !f.function->length && !f.is_method) continue; /* a place without a frame */
    builder_ascii(&b, "\n    at ");
    stack_frame_text(&b, &f);
  }
  return builder_finish_value(&b);
}

Value js_get_Error_stack(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);
Value js_get_Error_stack(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)callee, (void)new_target, (void)argc, (void)a0, (void)a1;
  for (Value v = this_value; value_is_object(v); v = object_proto(value_object(v))) {
    if (value_is_kind(v, CELL_ERROR)) {
      ErrorObject *e = (ErrorObject *)value_ptr(v);
      if (value_is_empty(e->stack)) {
        Value text = format_stack(v, e->frames);
        if (value_is_exception(text)) return text;
        e->stack = text;
        heap_barrier(e);
      }
      return e->stack;
    }
    Value frames = object_peek_own(value_object(v), frames_key());
    if (value_is_empty(frames)) continue;
    if (value_is_undefined(frames) || value_is_kind(frames, CELL_ELEMENTS)) {
      Value text = format_stack(v, frames);
      if (value_is_exception(text)) return text;
      object_put_data(v, frames_key(), value_from_ptr(heap_new_box(text)), PROP_HIDDEN);
      return text;
    }
    return ((Box *)value_ptr(frames))->value;
  }
  return JS_UNDEFINED;
}

Value js_set_Error_stack(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);
Value js_set_Error_stack(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)callee, (void)new_target, (void)argc, (void)a1;
  if (value_is_kind(this_value, CELL_ERROR)) {
    ErrorObject *e = (ErrorObject *)value_ptr(this_value);
    e->stack = a0;
    heap_barrier(e);
  } else if (value_is_object(this_value)) {
    object_put_data(this_value, frames_key(), value_from_ptr(heap_new_box(a0)), PROP_HIDDEN);
  }
  return JS_UNDEFINED;
}

String *error_position(uint32_t skip) {
  Value frames = stack_capture(skip + 1, JS_UNDEFINED, false);
  if (stack_count(frames) <= skip) return NULL;
  StackFrame f;
  stack_frame(frames, skip, &f);
  return f.file ? format_string("%S:%u:%u", f.file, f.line, f.column) : NULL;
}

String *error_describe(Value error) {
  if (value_is_kind(error, CELL_ERROR)) {
    Value saved = RT->exception;
    Value stack = value_get(error, KEY(stack));
    RT->exception = saved;
    if (value_is_string(stack)) return value_string(stack);
  } else if (value_is_object(error)) {
    Value saved = RT->exception, text = to_string(error);
    RT->exception = saved;
    if (value_is_string(text)) return value_string(text);
  }
  return value_to_display(error);
}
