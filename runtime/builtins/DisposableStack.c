/*
 * DisposableStack.c: DisposableStack and AsyncDisposableStack (ES 2026, 27.3 and 27.4) over object/dispose.c.
 *
 * A stack's first field is its list of resources, undefined once disposed of; the second whether it is asynchronous.
 */
#include "../object/call.h"
#include "../object/dispose.h"
#include "../object/error.h"
#include "../object/jobs.h"
#include "../object/property.h"
#include "builtins.h"

static Value stack_new(Value new_target, bool is_async) {
  Intrinsic proto = is_async ? INTR_AsyncDisposableStackPrototype : INTR_DisposableStackPrototype;
  if (value_is_undefined(new_target))
    return throw_type_error("Constructor %s requires 'new'", is_async ? "AsyncDisposableStack" : "DisposableStack");
  IteratorObject *s =
      (IteratorObject *)object_new_from_constructor(new_target, proto, CELL_DISPOSABLE_STACK, sizeof *s);
  if (!s) return JS_EXCEPTION;
  s->a = s->c = s->d = JS_UNDEFINED;
  s->b = value_from_bool(is_async);
  s->a = dispose_list_new();
  heap_barrier(s);
  return value_from_ptr(s);
}

static IteratorObject *stack_of(Value v, bool is_async) {
  if (!value_is_kind(v, CELL_DISPOSABLE_STACK)) return NULL;
  IteratorObject *s = (IteratorObject *)value_ptr(v);
  return value_same(s->b, value_from_bool(is_async)) ? s : NULL;
}

/* The list of a stack that has not been disposed of; JS_EXCEPTION: thrown. */
static Value live_list(Value v, bool is_async, const char *method) {
  IteratorObject *s = stack_of(v, is_async);
  const char *name = is_async ? "AsyncDisposableStack" : "DisposableStack";
  if (!s) return throw_type_error("Method %s.prototype.%s called on incompatible receiver %V", name, method, v);
  if (!value_is_undefined(s->a)) return s->a;
  return throw_reference_error("Cannot call %s.prototype.%s on an already-disposed DisposableStack", name, method);
}

static Value use(Value this_value, Value v, bool is_async) {
  Value list = live_list(this_value, is_async, "use");
  if (value_is_exception(list)) return list;
  return dispose_add(list, v, is_async) ? v : JS_EXCEPTION;
}

static Value adopt(Value this_value, Value v, Value f, bool is_async) {
  Value list = live_list(this_value, is_async, "adopt");
  if (value_is_exception(list)) return list;
  if (!value_is_callable(f)) return throw_type_error("%V is not a function", f);
  dispose_push(list, v, f, DISPOSE_ADOPT | (is_async ? DISPOSE_ASYNC : 0));
  return v;
}

static Value defer(Value this_value, Value f, bool is_async) {
  Value list = live_list(this_value, is_async, "defer");
  if (value_is_exception(list)) return list;
  if (!value_is_callable(f)) return throw_type_error("%V is not a function", f);
  dispose_push(list, JS_UNDEFINED, f, DISPOSE_DEFER | (is_async ? DISPOSE_ASYNC : 0));
  return JS_UNDEFINED;
}

static Value move(Value this_value, bool is_async) {
  Value list = live_list(this_value, is_async, "move");
  if (value_is_exception(list)) return list;
  Intrinsic ctor = is_async ? INTR_AsyncDisposableStack : INTR_DisposableStack;
  Value v = stack_new(RT->realm->intrinsics[ctor], is_async);
  if (value_is_exception(v)) return v;
  IteratorObject *s = (IteratorObject *)value_ptr(v);
  s->a = list;
  heap_barrier(s);
  ((IteratorObject *)value_ptr(this_value))->a = JS_UNDEFINED;
  return v;
}

static Value disposed(Value this_value, bool is_async) {
  IteratorObject *s = stack_of(this_value, is_async);
  if (s) return value_from_bool(value_is_undefined(s->a));
  return throw_incompatible(
      is_async ? "get AsyncDisposableStack.prototype.disposed" : "get DisposableStack.prototype.disposed", this_value);
}

#define STACK_METHODS(name, is_async)              \
  JS_BUILTIN(js_##name) {                          \
    JS_UNUSED_ARGS();                              \
    return stack_new(new_target, is_async);        \
  }                                                \
  JS_BUILTIN(js_##name##_prototype_use) {          \
    JS_UNUSED_ARGS();                              \
    return use(this_value, a0, is_async);          \
  }                                                \
  JS_BUILTIN(js_##name##_prototype_adopt) {        \
    JS_UNUSED_ARGS();                              \
    return adopt(this_value, a0, a1, is_async);    \
  }                                                \
  JS_BUILTIN(js_##name##_prototype_defer) {        \
    JS_UNUSED_ARGS();                              \
    return defer(this_value, a0, is_async);        \
  }                                                \
  JS_BUILTIN(js_##name##_prototype_move) {         \
    JS_UNUSED_ARGS();                              \
    return move(this_value, is_async);             \
  }                                                \
  JS_BUILTIN(js_get_##name##_prototype_disposed) { \
    JS_UNUSED_ARGS();                              \
    return disposed(this_value, is_async);         \
  }
STACK_METHODS(DisposableStack, false)
STACK_METHODS(AsyncDisposableStack, true)

JS_BUILTIN(js_DisposableStack_prototype_dispose) {
  JS_UNUSED_ARGS();
  IteratorObject *s = stack_of(this_value, false);
  if (!s) return throw_incompatible("DisposableStack.prototype.dispose", this_value);
  Value list = s->a;
  if (value_is_undefined(list)) return JS_UNDEFINED;
  s->a = JS_UNDEFINED;
  dispose_next(list);
  return dispose_end(list);
}

JS_BUILTIN(js_AsyncDisposableStack_prototype_disposeAsync) {
  JS_UNUSED_ARGS();
  IteratorObject *s = stack_of(this_value, true);
  Value promise;
  if (!s) {
    promise = promise_new();
    throw_type_error("Receiver is not an AsyncDisposableStack");
    Value e = RT->exception;
    RT->exception = JS_EMPTY;
    promise_reject(promise, e);
    return promise;
  }
  if (value_is_undefined(s->a)) {
    promise = promise_new();
    promise_resolve(promise, JS_UNDEFINED);
    return promise;
  }
  Value list = s->a;
  s->a = JS_UNDEFINED;
  return dispose_async(list);
}
