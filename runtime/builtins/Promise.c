/*
 * Promise.c: the Promise constructor, its combinators and prototype (ES 27.2.3 to 27.2.5).
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/jobs.h"
#include "../object/property.h"
#include "builtins.h"

static Value take_exception(void) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  return e;
}

JS_BUILTIN(js_Promise) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Promise constructor cannot be invoked without 'new'");
  if (!value_is_callable(a0)) return throw_type_error("Promise resolver %V is not a function", a0);
  PromiseObject *p =
      (PromiseObject *)object_new_from_constructor(new_target, INTR_PromisePrototype, CELL_PROMISE, sizeof *p);
  if (!p) return JS_EXCEPTION;
  p->state = p->flags = value_from_int(0);
  p->result = p->reactions = JS_UNDEFINED;
  Value promise = value_from_ptr(p), args[2];
  promise_resolving_functions(promise, &args[0], &args[1]);
  if (value_is_exception(js_call(a0, JS_UNDEFINED, 2, args)) &&
      value_is_exception(js_call1(args[1], JS_UNDEFINED, take_exception())))
    return JS_EXCEPTION;
  return promise;
}

JS_BUILTIN(js_get_Promise_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

/* PromiseResolve (ES 27.2.4.7.1). */
static Value promise_resolve_with(Value ctor, Value v) {
  if (value_is_kind(v, CELL_PROMISE)) {
    Value c = value_get(v, KEY(constructor));
    if (value_is_exception(c) || value_same(c, ctor)) return value_is_exception(c) ? c : v;
  }
  Capability cap;
  if (!capability_new(ctor, &cap) || !capability_resolve(&cap, v)) return JS_EXCEPTION;
  return cap.promise;
}

JS_BUILTIN(js_Promise_resolve) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_type_error("PromiseResolve called on non-object");
  return promise_resolve_with(this_value, a0);
}

JS_BUILTIN(js_Promise_reject) {
  JS_UNUSED_ARGS();
  Capability cap;
  if (!value_is_object(this_value)) return throw_type_error("PromiseResolve called on non-object");
  if (!capability_new(this_value, &cap) || !capability_reject(&cap, a0)) return JS_EXCEPTION;
  return cap.promise;
}

JS_BUILTIN(js_Promise_withResolvers) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_type_error("Promise.withResolvers called on non-object");
  Capability cap;
  if (!capability_new(this_value, &cap)) return JS_EXCEPTION;
  capability_functions(&cap);
  Value o = object_new_plain();
  object_put_data(o, KEY(promise), cap.promise, PROP_DEFAULT);
  object_put_data(o, KEY(resolve), cap.resolve, PROP_DEFAULT);
  object_put_data(o, KEY(reject), cap.reject, PROP_DEFAULT);
  return o;
}

JS_BUILTIN(js_Promise_try) {
  JS_UNUSED_ARGS();
  Capability cap;
  JS_ALL_ARGS(args);
  if (!value_is_object(this_value)) return throw_type_error("Promise.try called on non-object");
  if (!capability_new(this_value, &cap)) return JS_EXCEPTION;
  Value r = js_call(a0, JS_UNDEFINED, argc ? argc - 1 : 0, args + 1);
  bool ok = value_is_exception(r) ? capability_reject(&cap, take_exception()) : capability_resolve(&cap, r);
  return ok ? cap.promise : JS_EXCEPTION;
}

/* ---- then, catch, finally ---- */

JS_BUILTIN(js_Promise_prototype_then) {
  JS_UNUSED_ARGS();
  if (!value_is_kind(this_value, CELL_PROMISE)) return throw_incompatible("Promise.prototype.then", this_value);
  Value ctor = species_constructor(this_value, RT->realm->intrinsics[INTR_Promise]);
  Capability cap;
  if (value_is_exception(ctor) || !capability_new(ctor, &cap)) return JS_EXCEPTION;
  promise_then_capability(this_value, value_is_callable(a0) ? a0 : JS_UNDEFINED,
                          value_is_callable(a1) ? a1 : JS_UNDEFINED, &cap);
  return cap.promise;
}

JS_BUILTIN(js_Promise_prototype_catch) {
  JS_UNUSED_ARGS();
  Value args[2] = {JS_UNDEFINED, a0};
  return value_invoke(this_value, KEY(then), 2, args);
}

static Value capture(Value callee, int i) { return ((Function *)value_ptr(callee))->captures[i]; }

static Value return_value_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return capture(callee, 0);
}

static Value throw_value_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return rt_throw(capture(callee, 0));
}

/* thenFinally and catchFinally (ES 27.2.5.3): captures onFinally, constructor. */
static Value run_finally(Value callee, Value v, bool rejected) {
  static const FnInfo return_info = {.entry = return_value_entry, .flags = FN_BUILTIN};
  static const FnInfo throw_info = {.entry = throw_value_entry, .flags = FN_BUILTIN};
  Value r = js_call0(capture(callee, 0), JS_UNDEFINED);
  if (value_is_exception(r)) return r;
  Value p = promise_resolve_with(capture(callee, 1), r);
  if (value_is_exception(p)) return p;
  Value f = function_new_builtin(rejected ? &throw_info : &return_info, 1, &v);
  return value_invoke(p, KEY(then), 1, &f);
}

static Value then_finally_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return run_finally(callee, a0, false);
}

static Value catch_finally_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return run_finally(callee, a0, true);
}

JS_BUILTIN(js_Promise_prototype_finally) {
  JS_UNUSED_ARGS();
  static const FnInfo then_info = {.entry = then_finally_entry, .length = 1, .flags = FN_BUILTIN};
  static const FnInfo catch_info = {.entry = catch_finally_entry, .length = 1, .flags = FN_BUILTIN};
  if (!value_is_object(this_value)) return throw_incompatible("Promise.prototype.finally", this_value);
  Value ctor = species_constructor(this_value, RT->realm->intrinsics[INTR_Promise]);
  if (value_is_exception(ctor)) return ctor;
  Value args[2] = {a0, a0}, captures[2] = {a0, ctor};
  if (value_is_callable(a0)) {
    args[0] = function_new_builtin(&then_info, 2, captures);
    args[1] = function_new_builtin(&catch_info, 2, captures);
  }
  return value_invoke(this_value, KEY(then), 2, args);
}

/* ---- combinators ---- */

/* What the element functions of one call share. */
typedef struct Combinator {
  Cell cell;                      /* CELL_INTERNAL */
  Value promise, resolve, reject; /* capability */
  Value values;                   /* array */
  Value remaining;                /* int */
} Combinator;
typedef enum CombinatorKind { COMBINE_ALL, COMBINE_SETTLED, COMBINE_ANY, COMBINE_RACE } CombinatorKind;

static Capability combinator_capability(const Combinator *c) { return (Capability){c->promise, c->resolve, c->reject}; }

/* One fewer to wait for; at none, settles. False if that threw. */
static bool combinator_count_down(Combinator *c, bool any) {
  int32_t left = value_int(c->remaining) - 1;
  c->remaining = value_from_int(left);
  if (left) return true;
  Capability cap = combinator_capability(c);
  if (!any) return capability_resolve(&cap, c->values);
  Value e = error_new(INTR_AggregateErrorPrototype, string_from_ascii("All promises were rejected"));
  object_put_data(e, KEY(errors), c->values, PROP_HIDDEN);
  return capability_reject(&cap, e);
}

/* Element functions: captures combinator, index, box "already called", kind (int). */
static Value element_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  Combinator *c = (Combinator *)value_ptr(capture(callee, 0));
  Box *called = (Box *)value_ptr(capture(callee, 2));
  int32_t kind = value_int(capture(callee, 3)); /* PROMISE_ELEMENT_* */
  if (value_same(called->value, JS_TRUE)) return JS_UNDEFINED;
  called->value = JS_TRUE;
  Value v = a0;
  bool fulfilled = kind == PROMISE_ELEMENT_FULFILLED;
  if (fulfilled || kind == PROMISE_ELEMENT_REJECTED) {
    v = object_new_plain();
    object_put_data(v, KEY(status), fulfilled ? ATOM_VALUE(fulfilled) : ATOM_VALUE(rejected), PROP_DEFAULT);
    object_put_data(v, fulfilled ? KEY(value) : KEY(reason), a0, PROP_DEFAULT);
  }
  object_put_data(c->values, key_from_index((uint32_t)value_int(capture(callee, 1))), v, PROP_DEFAULT);
  return combinator_count_down(c, kind == PROMISE_ELEMENT_ANY) ? JS_UNDEFINED : JS_EXCEPTION;
}

static Value element_function(Combinator *c, uint32_t index, Value called, int32_t kind) {
  static const FnInfo info = {.entry = element_entry, .length = 1, .flags = FN_BUILTIN, .start = PROMISE_ELEMENT_MARK};
  Value captures[4] = {value_from_ptr(c), value_from_int((int32_t)index), called, value_from_int(kind)};
  return function_new_builtin(&info, 4, captures);
}

/* The loop of PerformPromiseAll and its like: false if thrown (the iterator is then closed or done). */
static bool combine(Iter *it, Value ctor, Value resolve_fn, Combinator *c, CombinatorKind kind) {
  for (uint32_t index = 0;; index++) {
    Value item;
    int r = iter_next(it, &item);
    if (r < 0) return false;
    if (!r) return kind == COMBINE_RACE || combinator_count_down(c, kind == COMBINE_ANY);
    Value next = js_call1(resolve_fn, ctor, item);
    if (value_is_exception(next)) goto close;
    Value args[2] = {c->resolve, c->reject};
    if (kind != COMBINE_RACE) {
      array_push(c->values, JS_UNDEFINED);
      Value called = value_from_ptr(heap_new_box(JS_FALSE));
      if (kind == COMBINE_ALL) args[0] = element_function(c, index, called, PROMISE_ELEMENT_ALL);
      if (kind == COMBINE_SETTLED) {
        args[0] = element_function(c, index, called, PROMISE_ELEMENT_FULFILLED);
        args[1] = element_function(c, index, called, PROMISE_ELEMENT_REJECTED);
      }
      if (kind == COMBINE_ANY) args[1] = element_function(c, index, called, PROMISE_ELEMENT_ANY);
      c->remaining = value_from_int(value_int(c->remaining) + 1);
    }
    if (value_is_exception(value_invoke(next, KEY(then), 2, args))) goto close;
  }
close:
  iter_close_throw(it);
  return false;
}

static Value combinator(Value ctor, Value iterable, CombinatorKind kind, const char *name) {
  if (!value_is_object(ctor)) return throw_type_error("Promise.%s called on non-object", name);
  Capability cap;
  if (!capability_new(ctor, &cap)) return JS_EXCEPTION;
  capability_functions(&cap);
  Combinator *c = (Combinator *)heap_alloc(sizeof *c, CELL_INTERNAL);
  c->promise = cap.promise;
  c->resolve = cap.resolve;
  c->reject = cap.reject;
  c->values = array_new(0);
  c->remaining = value_from_int(1);
  Value resolve_fn = value_get(ctor, KEY(resolve));
  if (!value_is_exception(resolve_fn) && !value_is_callable(resolve_fn))
    resolve_fn = throw_type_error("Promise resolve or reject function is not callable");
  Iter it;
  if (value_is_exception(resolve_fn) || !iter_open(&it, iterable) || !combine(&it, ctor, resolve_fn, c, kind))
    return capability_reject_pending(&cap);
  return cap.promise;
}

JS_BUILTIN(js_Promise_all) {
  JS_UNUSED_ARGS();
  return combinator(this_value, a0, COMBINE_ALL, "all");
}
JS_BUILTIN(js_Promise_allSettled) {
  JS_UNUSED_ARGS();
  return combinator(this_value, a0, COMBINE_SETTLED, "allSettled");
}
JS_BUILTIN(js_Promise_any) {
  JS_UNUSED_ARGS();
  return combinator(this_value, a0, COMBINE_ANY, "any");
}
JS_BUILTIN(js_Promise_race) {
  JS_UNUSED_ARGS();
  return combinator(this_value, a0, COMBINE_RACE, "race");
}
