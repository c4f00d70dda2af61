/*
 * Iterator.c: Iterator, its helpers (ES 27.1.3, 27.1.4) and the objects behind them, and async-from-sync iterators
 * (ES 27.1.6).
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/jobs.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "builtins.h"
#include "iterator_helper.h"

JS_BUILTIN(js_Iterator) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor Iterator requires 'new'");
  if (value_same(new_target, callee)) return throw_type_error("Abstract class Iterator not directly constructable");
  Object *o = object_new_from_constructor(new_target, INTR_IteratorPrototype, CELL_OBJECT, sizeof(Object));
  return o ? value_from_ptr(o) : JS_EXCEPTION;
}

JS_BUILTIN(js_Iterator_prototype_Symbol_iterator) {
  JS_UNUSED_ARGS();
  return this_value;
}
JS_BUILTIN(js_AsyncIterator_prototype_Symbol_asyncIterator) {
  JS_UNUSED_ARGS();
  return this_value;
}

JS_BUILTIN(js_get_Iterator_prototype_Symbol_toStringTag) {
  JS_UNUSED_ARGS();
  return value_from_ptr(string_from_ascii("Iterator"));
}

/* SetterThatIgnoresPrototypeProperties (ES 7.3.34). */
static Value set_ignoring_prototype(Value this_value, PropKey key, Value v, const char *not_object) {
  if (!value_is_object(this_value)) return throw_type_error(not_object);
  if (value_same(this_value, RT->realm->intrinsics[INTR_IteratorPrototype])) return throw_readonly(this_value, key);
  int has = object_has_own(value_object(this_value), key);
  if (has < 0) return JS_EXCEPTION;
  int r = has ? value_set(this_value, key, v, true) : object_create_data_or_throw(this_value, key, v);
  return r < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

JS_BUILTIN(js_set_Iterator_prototype_Symbol_toStringTag) {
  JS_UNUSED_ARGS();
  return set_ignoring_prototype(this_value, KEY_SYM(toStringTag), a0,
                                "set Iterator.prototype[Symbol.toStringTag] called on non-object");
}

JS_BUILTIN(js_get_Iterator_prototype_constructor) {
  JS_UNUSED_ARGS();
  return RT->realm->intrinsics[INTR_Iterator];
}

JS_BUILTIN(js_set_Iterator_prototype_constructor) {
  JS_UNUSED_ARGS();
  return set_ignoring_prototype(this_value, KEY(constructor), a0,
                                "set Iterator.prototype.constructor called on non-object");
}

/* ---- helpers ---- */

Value helper_new(HelperKind kind, Intrinsic proto, const Iter *it, Value fn, Value counter) {
  Helper *h = (Helper *)heap_alloc(sizeof *h, CELL_INTERNAL);
  h->kind = value_from_int(kind);
  h->state = value_from_int(HELPER_FRESH);
  h->iterator = it->iterator;
  h->next = it->next;
  h->fn = fn;
  h->counter = counter;
  h->inner = h->inner_next = JS_UNDEFINED;
  IteratorObject *o = (IteratorObject *)object_new_kind(CELL_WRAP_ITERATOR, RT->realm->intrinsics[proto], sizeof *o);
  o->a = value_from_ptr(h);
  o->b = o->c = o->d = JS_UNDEFINED;
  return value_from_ptr(o);
}

static Helper *helper_of(Value v, bool wrap) {
  if (!value_is_kind(v, CELL_WRAP_ITERATOR)) return NULL;
  Value a = ((IteratorObject *)value_ptr(v))->a;
  if (!value_is_kind(a, CELL_INTERNAL)) return NULL;
  Helper *h = (Helper *)value_ptr(a);
  return (value_int(h->kind) == HELPER_WRAP) == wrap ? h : NULL;
}

Value helper_refuse(Value iterator) {
  Iter it = {iterator, JS_UNDEFINED, 0, 0};
  return iter_close_throw(&it);
}

#define HELPER_THIS(name) \
  if (!value_is_object(this_value)) return throw_type_error("Iterator.prototype." name " called on non-object")
#define HELPER_FUNCTION()             \
  if (!value_is_callable(a0)) {       \
    throw_not_callable(a0);           \
    return helper_refuse(this_value); \
  }

#define HELPER_METHOD(name, kind)                                                      \
  JS_BUILTIN(js_Iterator_prototype_##name) {                                           \
    JS_UNUSED_ARGS();                                                                  \
    HELPER_THIS(#name);                                                                \
    HELPER_FUNCTION();                                                                 \
    Iter it;                                                                           \
    if (!iter_open_direct(&it, this_value)) return JS_EXCEPTION;                       \
    return helper_new(kind, INTR_IteratorHelperPrototype, &it, a0, value_from_int(0)); \
  }
HELPER_METHOD(map, HELPER_MAP)
HELPER_METHOD(filter, HELPER_FILTER)
HELPER_METHOD(flatMap, HELPER_FLAT_MAP)

static Value take_or_drop(Value this_value, Value limit, HelperKind kind) {
  double d, n;
  if (!to_double(limit, &d)) return helper_refuse(this_value);
  to_integer(value_from_double(d), &n);
  if (d != d || n < 0 || (n > 0x1FFFFFFFFFFFFFp0 && n < __builtin_inf())) {
    throw_range_error("%V must be positive", value_is_object(limit) ? value_from_double(d) : limit);
    return helper_refuse(this_value);
  }
  Iter it;
  if (!iter_open_direct(&it, this_value)) return JS_EXCEPTION;
  return helper_new(kind, INTR_IteratorHelperPrototype, &it, JS_UNDEFINED, value_from_double(n));
}

JS_BUILTIN(js_Iterator_prototype_take) {
  JS_UNUSED_ARGS();
  HELPER_THIS("take");
  return take_or_drop(this_value, a0, HELPER_TAKE);
}
JS_BUILTIN(js_Iterator_prototype_drop) {
  JS_UNUSED_ARGS();
  HELPER_THIS("drop");
  return take_or_drop(this_value, a0, HELPER_DROP);
}

static Value count(Helper *h) {
  Value n = h->counter;
  h->counter = value_from_double(value_number(n) + 1);
  heap_barrier(h);
  return n;
}

bool helper_open_flattenable(Iter *it, Value v, bool strings, const char *what) {
  if (!value_is_object(v) && !(strings && value_is_string(v))) {
    throw_type_error("%s called on non-object", what);
    return false;
  }
  Value method = value_get_method(v, KEY_SYM(iterator));
  if (value_is_exception(method)) return false;
  Value iterator = value_is_undefined(method) ? v : js_call0(method, v);
  if (value_is_exception(iterator)) return false;
  if (!value_is_object(iterator)) {
    throw_type_error("%V is not an object", iterator);
    return false;
  }
  return iter_open_direct(it, iterator);
}

/* concat: iterables one after the other. */
static int concat_step(Helper *h, Value *out) {
  for (;;) {
    if (!value_is_undefined(h->inner)) {
      Iter inner = {h->inner, h->inner_next, 0, 0};
      int r = iter_next(&inner, out);
      if (r) return r;
      h->inner = JS_UNDEFINED;
    }
    uint64_t i = (uint64_t)value_number(h->counter);
    if (i >= array_length(h->fn)) return 0;
    h->counter = value_from_u64(i + 2);
    Iter it;
    if (!iter_open_method(&it, value_get_index(h->fn, i), value_get_index(h->fn, i + 1))) return -1;
    h->inner = it.iterator;
    h->inner_next = it.next;
    heap_barrier(h);
  }
}

/* The next value of a helper: 1, 0 at the end, -1 thrown (underlying iterator closed if need be). */
static int helper_step(Helper *h, Value *out) {
  Iter it = {h->iterator, h->next, 0, 0};
  HelperKind kind = (HelperKind)value_int(h->kind);
  switch (kind) {
    case HELPER_CONCAT: return concat_step(h, out);
    case HELPER_CHUNKS: return helper_chunks_step(h, out);
    case HELPER_WINDOWS: return helper_windows_step(h, out);
    case HELPER_ZIP: return helper_zip_step(h, out);
    default: break;
  }
  for (;;) {
    if (kind == HELPER_FLAT_MAP && !value_is_undefined(h->inner)) {
      Iter inner = {h->inner, h->inner_next, 0, 0};
      int r = iter_next(&inner, out);
      if (r == 1) return 1;
      if (r < 0) {
        iter_close_throw(&it);
        return -1;
      }
      h->inner = JS_UNDEFINED;
    }
    if (kind == HELPER_TAKE) {
      double left = value_number(h->counter);
      if (left <= 0) return iter_close(&it) < 0 ? -1 : 0;
      h->counter = value_from_double(left - 1);
    }
    while (kind == HELPER_DROP && value_number(h->counter) > 0) {
      h->counter = value_from_double(value_number(h->counter) - 1);
      int r = iter_next(&it, out);
      if (r != 1) return r;
    }
    int r = iter_next(&it, out);
    if (r != 1) return r;
    if (kind == HELPER_TAKE || kind == HELPER_DROP) return 1;
    Value v = js_call2(h->fn, JS_UNDEFINED, *out, count(h));
    if (value_is_exception(v)) {
      iter_close_throw(&it);
      return -1;
    }
    if (kind == HELPER_MAP) {
      *out = v;
      return 1;
    }
    if (kind == HELPER_FILTER) {
      if (to_boolean(v)) return 1;
      continue;
    }
    Iter inner;
    if (!helper_open_flattenable(&inner, v, false, "Iterator.prototype.flatMap")) {
      iter_close_throw(&it);
      return -1;
    }
    h->inner = inner.iterator;
    h->inner_next = inner.next;
    heap_barrier(h);
  }
}

JS_BUILTIN(js_IteratorHelper_prototype_next) {
  JS_UNUSED_ARGS();
  Helper *h = helper_of(this_value, false);
  if (!h) return throw_incompatible("Iterator Helper.prototype.next", this_value);
  if (value_int(h->state) == HELPER_RUNNING) return throw_type_error("Generator is already running");
  if (value_int(h->state) == HELPER_DONE) return iter_result_new(JS_UNDEFINED, true);
  h->state = value_from_int(HELPER_RUNNING);
  Value v = JS_UNDEFINED;
  int r = helper_step(h, &v);
  h->state = value_from_int(r == 1 ? HELPER_READY : HELPER_DONE);
  return r < 0 ? JS_EXCEPTION : iter_result_new(r ? v : JS_UNDEFINED, !r);
}

/* Closes what a helper iterates over, the inner iterator first. */
static Value helper_close(Helper *h) {
  if (value_int(h->kind) == HELPER_ZIP) return helper_zip_close(h, false);
  Iter it = {h->iterator, h->next, 0, 0}, inner = {h->inner, h->inner_next, 0, 0};
  bool has_outer = !value_is_undefined(h->iterator), has_inner = value_int(h->kind) != HELPER_WINDOWS;
  if (has_inner && !value_is_undefined(h->inner) && iter_close(&inner) < 0)
    return has_outer ? iter_close_throw(&it) : JS_EXCEPTION;
  return has_outer && iter_close(&it) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

JS_BUILTIN(js_IteratorHelper_prototype_return) {
  JS_UNUSED_ARGS();
  Helper *h = helper_of(this_value, false);
  if (!h) return throw_incompatible("Iterator Helper.prototype.return", this_value);
  if (value_int(h->state) == HELPER_RUNNING) return throw_type_error("Generator is already running");
  bool is_fresh = value_int(h->state) == HELPER_FRESH;
  if (value_int(h->state) != HELPER_DONE) {
    h->state = value_from_int(is_fresh ? HELPER_DONE : HELPER_RUNNING);
    Value r = helper_close(h);
    h->state = value_from_int(HELPER_DONE);
    if (value_is_exception(r)) return r;
  }
  return iter_result_new(JS_UNDEFINED, true);
}

/* ---- Iterator.from ---- */

JS_BUILTIN(js_Iterator_from) {
  JS_UNUSED_ARGS();
  Iter it;
  if (!helper_open_flattenable(&it, a0, true, "Iterator.from")) return JS_EXCEPTION;
  int is_iterator = ordinary_has_instance(RT->realm->intrinsics[INTR_Iterator], it.iterator);
  if (is_iterator) return is_iterator < 0 ? JS_EXCEPTION : it.iterator;
  return helper_new(HELPER_WRAP, INTR_WrapForValidIteratorPrototype, &it, JS_UNDEFINED, JS_UNDEFINED);
}

JS_BUILTIN(js_Iterator_concat) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  Value list = array_new(0);
  for (uint64_t i = 0; i < argc; i++) {
    if (!value_is_object(args[i])) return throw_type_error("%V is not an object", args[i]);
    Value method = value_get_method(args[i], KEY_SYM(iterator));
    if (value_is_exception(method)) return method;
    if (value_is_undefined(method)) return throw_type_error("%C is not iterable", args[i]);
    array_push(list, args[i]);
    array_push(list, method);
  }
  Iter none = {JS_UNDEFINED, JS_UNDEFINED, 0, 0};
  return helper_new(HELPER_CONCAT, INTR_IteratorHelperPrototype, &none, list, value_from_int(0));
}

/* Calls return(), if there is one. */
JS_BUILTIN(js_Iterator_prototype_Symbol_dispose) {
  JS_UNUSED_ARGS();
  Value f = value_get_method(this_value, KEY(return));
  if (value_is_exception(f) || value_is_undefined(f)) return f;
  return value_is_exception(js_call0(f, this_value)) ? JS_EXCEPTION : JS_UNDEFINED;
}

JS_BUILTIN(js_WrapForValidIterator_prototype_next) {
  JS_UNUSED_ARGS();
  Helper *h = helper_of(this_value, true);
  if (!h) return throw_incompatible("%WrapForValidIteratorPrototype%.next", this_value);
  return js_call0(h->next, h->iterator);
}

JS_BUILTIN(js_WrapForValidIterator_prototype_return) {
  JS_UNUSED_ARGS();
  Helper *h = helper_of(this_value, true);
  if (!h) return throw_incompatible("%WrapForValidIteratorPrototype%.return", this_value);
  Value f = value_get_method(h->iterator, KEY(return));
  if (value_is_exception(f)) return f;
  return value_is_undefined(f) ? iter_result_new(JS_UNDEFINED, true) : js_call0(f, h->iterator);
}

/* ---- consuming methods ---- */

JS_BUILTIN(js_Iterator_prototype_toArray) {
  JS_UNUSED_ARGS();
  HELPER_THIS("toArray");
  Iter it;
  Value v, a = array_new(0);
  if (!iter_open_direct(&it, this_value)) return JS_EXCEPTION;
  int r;
  while ((r = iter_next(&it, &v)) == 1) array_push(a, v);
  return r < 0 ? JS_EXCEPTION : a;
}

typedef enum ConsumeKind { CONSUME_EACH, CONSUME_SOME, CONSUME_EVERY, CONSUME_FIND } ConsumeKind;

static Value consume(Value iterator, Value f, ConsumeKind kind) {
  Iter it;
  if (!iter_open_direct(&it, iterator)) return JS_EXCEPTION;
  Value v;
  int r;
  for (uint64_t i = 0; (r = iter_next(&it, &v)) == 1; i++) {
    Value result = js_call2(f, JS_UNDEFINED, v, value_from_u64(i));
    if (value_is_exception(result)) return iter_close_throw(&it);
    if (kind == CONSUME_EACH || to_boolean(result) == (kind == CONSUME_EVERY)) continue;
    if (iter_close(&it) < 0) return JS_EXCEPTION;
    return kind == CONSUME_FIND ? v : value_from_bool(kind == CONSUME_SOME);
  }
  if (r < 0) return JS_EXCEPTION;
  return kind == CONSUME_SOME ? JS_FALSE : kind == CONSUME_EVERY ? JS_TRUE : JS_UNDEFINED;
}

#define CONSUME_METHOD(name, kind)           \
  JS_BUILTIN(js_Iterator_prototype_##name) { \
    JS_UNUSED_ARGS();                        \
    HELPER_THIS(#name);                      \
    HELPER_FUNCTION();                       \
    return consume(this_value, a0, kind);    \
  }
CONSUME_METHOD(forEach, CONSUME_EACH)
CONSUME_METHOD(some, CONSUME_SOME)
CONSUME_METHOD(every, CONSUME_EVERY)
CONSUME_METHOD(find, CONSUME_FIND)

JS_BUILTIN(js_Iterator_prototype_reduce) {
  JS_UNUSED_ARGS();
  HELPER_THIS("reduce");
  HELPER_FUNCTION();
  Iter it;
  if (!iter_open_direct(&it, this_value)) return JS_EXCEPTION;
  Value acc = a1, v;
  uint64_t i = 0;
  int r;
  if (argc < 2) {
    r = iter_next(&it, &acc);
    if (r < 0) return JS_EXCEPTION;
    if (!r) return throw_type_error("Reduce of a done iterator with no initial value");
    i = 1;
  }
  for (; (r = iter_next(&it, &v)) == 1; i++) {
    acc = js_call3(a0, JS_UNDEFINED, acc, v, value_from_u64(i));
    if (value_is_exception(acc)) return iter_close_throw(&it);
  }
  return r < 0 ? JS_EXCEPTION : acc;
}

/* ---- async-from-sync iterators ---- */

static Value take_exception(void) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  return e;
}

/* ES 27.1.5.2: calls return(), if there is one; a promise of undefined. */
static void disposed(Value promise, Value v, bool rejected) {
  if (rejected) promise_reject(promise, v);
  else promise_resolve(promise, JS_UNDEFINED);
}

JS_BUILTIN(js_AsyncIterator_prototype_Symbol_asyncDispose) {
  JS_UNUSED_ARGS();
  Value promise = promise_new();
  Value f = value_get_method(this_value, KEY(return));
  Value r = value_is_exception(f) || value_is_undefined(f) ? f : js_call(f, this_value, 0, NULL);
  if (value_is_undefined(f)) {
    promise_resolve(promise, JS_UNDEFINED);
    return promise;
  }
  if (!value_is_exception(r)) r = promise_resolve_value(r);
  if (value_is_exception(r)) promise_reject(promise, take_exception());
  else promise_then_native(r, disposed, promise);
  return promise;
}

/* Context of an unwrapping reaction. */
typedef struct Unwrap {
  Cell cell;                     /* CELL_INTERNAL */
  Value promise, done, iterator; /* iterator: to be closed on rejection, or undefined */
} Unwrap;

static void unwrapped(Value ctx, Value v, bool rejected) {
  Unwrap *u = (Unwrap *)value_ptr(ctx);
  if (!rejected) {
    promise_resolve(u->promise, iter_result_new(v, value_same(u->done, JS_TRUE)));
    return;
  }
  if (!value_is_undefined(u->iterator)) {
    Iter it = {u->iterator, JS_UNDEFINED, 0, 0};
    RT->exception = v;
    iter_close_throw(&it);
    RT->exception = JS_EMPTY;
  }
  promise_reject(u->promise, v);
}

/* AsyncFromSyncIteratorContinuation (ES 27.1.6.4). */
static Value continue_with(Value result, Value promise, Value sync_iterator, bool close_on_rejection) {
  Value done = JS_EXCEPTION, v = JS_EXCEPTION;
  if (!value_is_exception(result)) {
    done = value_get(result, KEY(done));
    if (!value_is_exception(done)) v = value_get(result, KEY(value));
  }
  if (value_is_exception(v)) {
    promise_reject(promise, take_exception());
    return promise;
  }
  bool is_done = to_boolean(done);
  Value wrapper = promise_resolve_value(v);
  if (value_is_exception(wrapper)) {
    if (!is_done && close_on_rejection) {
      Iter it = {sync_iterator, JS_UNDEFINED, 0, 0};
      iter_close_throw(&it);
    }
    promise_reject(promise, take_exception());
    return promise;
  }
  Unwrap *u = (Unwrap *)heap_alloc(sizeof *u, CELL_INTERNAL);
  u->promise = promise;
  u->done = value_from_bool(is_done);
  u->iterator = is_done || !close_on_rejection ? JS_UNDEFINED : sync_iterator;
  promise_then_native(wrapper, unwrapped, value_from_ptr(u));
  return promise;
}

static Value check_result(Value r) {
  if (value_is_exception(r) || value_is_object(r)) return r;
  return throw_type_error("Iterator result %V is not an object", r);
}

JS_BUILTIN(js_AsyncFromSyncIterator_prototype_next) {
  JS_UNUSED_ARGS();
  IteratorObject *o = (IteratorObject *)value_ptr(this_value);
  Value promise = promise_new();
  Value r = argc ? js_call1(o->b, o->a, a0) : js_call0(o->b, o->a);
  return continue_with(check_result(r), promise, o->a, true);
}

JS_BUILTIN(js_AsyncFromSyncIterator_prototype_return) {
  JS_UNUSED_ARGS();
  IteratorObject *o = (IteratorObject *)value_ptr(this_value);
  Value promise = promise_new();
  Value f = value_get_method(o->a, KEY(return));
  if (value_is_undefined(f)) {
    promise_resolve(promise, iter_result_new(a0, true));
    return promise;
  }
  Value r = value_is_exception(f) ? f : argc ? js_call1(f, o->a, a0) : js_call0(f, o->a);
  return continue_with(check_result(r), promise, o->a, false);
}

JS_BUILTIN(js_AsyncFromSyncIterator_prototype_throw) {
  JS_UNUSED_ARGS();
  IteratorObject *o = (IteratorObject *)value_ptr(this_value);
  Value promise = promise_new();
  Value f = value_get_method(o->a, KEY(throw));
  if (value_is_undefined(f)) {
    Iter it = {o->a, JS_UNDEFINED, 0, 0};
    if (iter_close(&it) > 0) throw_type_error("The iterator does not provide a 'throw' method");
    promise_reject(promise, take_exception());
    return promise;
  }
  Value r = value_is_exception(f) ? f : js_call1(f, o->a, a0);
  return continue_with(check_result(r), promise, o->a, true);
}
