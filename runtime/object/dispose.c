/* dispose.c: see dispose.h. */
#include "dispose.h"

#include "call.h"
#include "convert.h"
#include "error.h"
#include "jobs.h"
#include "property.h"

enum { NEEDS_AWAIT = 1, HAS_AWAITED = 2 };
typedef struct DisposeList {
  Cell cell;   /* CELL_INTERNAL */
  Value items; /* array: value, method, how, in turn */
  Value error; /* EMPTY: none */
  Value flags;
} DisposeList;

static DisposeList *list_of(Value v) { return (DisposeList *)value_ptr(v); }

Value dispose_list_new(void) {
  Value items = array_new(0);
  DisposeList *l = (DisposeList *)heap_alloc(sizeof *l, CELL_INTERNAL);
  l->items = items;
  l->error = JS_EMPTY;
  l->flags = value_from_int(0);
  return value_from_ptr(l);
}

void dispose_push(Value list, Value v, Value method, int how) {
  Value items = list_of(list)->items;
  array_push(items, v);
  array_push(items, method);
  array_push(items, value_from_int(how));
}

/* GetMethod of a well-known symbol: undefined when there is none. */
static Value get_method(Value v, PropKey key) {
  Value f = value_get(v, key);
  if (value_is_exception(f) || value_is_callable(f)) return f;
  if (value_is_nullish(f)) return JS_UNDEFINED;
  return throw_type_error("%V is not a function", key_to_value(key));
}

bool dispose_add(Value list, Value v, bool is_async) {
  if (value_is_nullish(v)) {
    if (is_async) dispose_push(list, JS_UNDEFINED, JS_UNDEFINED, DISPOSE_ASYNC);
    return true;
  }
  if (!value_is_object(v)) {
    throw_type_error("An object is expected with `using` declarations");
    return false;
  }
  int how = is_async ? DISPOSE_ASYNC : 0;
  Value method = is_async ? get_method(v, KEY_SYM(asyncDispose)) : JS_UNDEFINED;
  if (value_is_undefined(method)) {
    method = get_method(v, KEY_SYM(dispose));
    if (is_async) how |= DISPOSE_PLAIN;
  }
  if (value_is_exception(method)) return false;
  if (value_is_undefined(method)) {
    throw_type_error("%V is not a function", key_to_value(KEY_SYM(dispose)));
    return false;
  }
  dispose_push(list, v, method, how);
  return true;
}

void dispose_failed(Value list, Value error) {
  DisposeList *l = list_of(list);
  if (!value_is_empty(l->error)) {
    Value e = error_new(INTR_SuppressedErrorPrototype, string_from_ascii("An error was suppressed during disposal"));
    object_put_data(e, KEY(error), error, PROP_HIDDEN);
    object_put_data(e, KEY(suppressed), l->error, PROP_HIDDEN);
    error = e;
  }
  l->error = error;
  heap_barrier(l);
}

static Value take_exception(void) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  return e;
}

static Value call_method(Value v, Value method, int how) {
  switch (how & DISPOSE_FORM) {
    case DISPOSE_METHOD: return js_call0(method, v);
    case DISPOSE_ADOPT: return js_call1(method, JS_UNDEFINED, v);
    default: return js_call0(method, JS_UNDEFINED);
  }
}

Value dispose_next(Value list) {
  DisposeList *l = list_of(list);
  for (;;) {
    int flags = value_int(l->flags);
    Array *a = (Array *)value_ptr(l->items);
    bool must_wait = (flags & NEEDS_AWAIT) && !(flags & HAS_AWAITED);
    uint32_t n = a->length;
    if (!n) {
      if (!must_wait) return JS_EMPTY;
      l->flags = value_from_int(flags | HAS_AWAITED);
      return JS_UNDEFINED;
    }
    Value v = a->o.elems->v[n - 3], method = a->o.elems->v[n - 2];
    int how = value_int(a->o.elems->v[n - 1]);
    if (must_wait && !(how & DISPOSE_ASYNC)) {
      l->flags = value_from_int(flags & ~NEEDS_AWAIT);
      return JS_UNDEFINED;
    }
    a->o.elems->used = a->length = n - 3;
    if (value_is_undefined(method)) {
      l->flags = value_from_int(flags | NEEDS_AWAIT);
      continue;
    }
    Value r = call_method(v, method, how);
    if (how & DISPOSE_PLAIN) {
      Value promise = promise_new();
      if (value_is_exception(r)) promise_reject(promise, take_exception());
      else promise_resolve(promise, JS_UNDEFINED);
      r = promise;
    }
    if (value_is_exception(r)) {
      dispose_failed(list, take_exception());
    } else if (how & DISPOSE_ASYNC) {
      l->flags = value_from_int(value_int(l->flags) | HAS_AWAITED);
      return r;
    }
  }
}

Value dispose_end(Value list) {
  Value error = list_of(list)->error;
  if (value_is_empty(error)) return JS_UNDEFINED;
  RT->exception = error;
  return JS_EXCEPTION;
}

/* ---- disposing of a whole list ---- */

typedef struct AsyncDisposal {
  Cell cell; /* CELL_INTERNAL */
  Value list, promise;
} AsyncDisposal;

static void continue_disposal(Value ctx, Value v, bool rejected) {
  AsyncDisposal *d = (AsyncDisposal *)value_ptr(ctx);
  if (rejected) dispose_failed(d->list, v);
  for (;;) {
    Value next = dispose_next(d->list);
    if (value_is_empty(next)) break;
    Value promise = promise_resolve_value(next);
    if (!value_is_exception(promise)) {
      promise_then_native(promise, continue_disposal, ctx);
      return;
    }
    dispose_failed(d->list, take_exception());
  }
  if (value_is_exception(dispose_end(d->list))) promise_reject(d->promise, take_exception());
  else promise_resolve(d->promise, JS_UNDEFINED);
}

Value dispose_async(Value list) {
  Value promise = promise_new();
  AsyncDisposal *d = (AsyncDisposal *)heap_alloc(sizeof *d, CELL_INTERNAL);
  d->list = list;
  d->promise = promise;
  continue_disposal(value_from_ptr(d), JS_UNDEFINED, false);
  return promise;
}

/* ---- for compiled code ---- */

Value jsc_dispose_new(void) { return dispose_list_new(); }
int32_t jsc_dispose_add(Value list, Value v, int64_t is_async) { return !dispose_add(list, v, is_async); }
void jsc_dispose_failed(Value list, Value error) { dispose_failed(list, error); }
Value jsc_dispose_next(Value list) { return dispose_next(list); }
int32_t jsc_dispose_end(Value list) { return value_is_exception(dispose_end(list)); }
