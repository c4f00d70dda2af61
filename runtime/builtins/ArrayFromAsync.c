/*
 * ArrayFromAsync.c: Array.fromAsync (ES 23.1.2.2): an async function written as a state machine. Each wait is a reaction
 * that enters from_async_step again with what was awaited.
 */
#include "../object/jobs.h"
#include "array_util.h"

typedef enum Phase { PHASE_NEXT, PHASE_RESULT, PHASE_ITEM, PHASE_MAPPED } Phase;
typedef struct FromAsync {
  Cell cell; /* CELL_INTERNAL */
  Value promise, array;
  Value iterator, next; /* iterator undefined: items is array-like */
  Value items;
  Value map, map_this;
  Value index, length, phase;
} FromAsync;

static void from_async_step(FromAsync *s, Value v, bool rejected);

static void from_async_continue(Value ctx, Value v, bool rejected) {
  from_async_step((FromAsync *)value_ptr(ctx), v, rejected);
}

static void finish_pending(FromAsync *s) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  promise_reject(s->promise, e);
}

/* AsyncIteratorClose after an error: return() is called and awaited, then the error rejects the promise. */
static void closed(Value ctx, Value v, bool rejected) {
  (void)v, (void)rejected;
  Value pair = ((Box *)value_ptr(ctx))->value;
  promise_reject(value_get_index(pair, 0), value_get_index(pair, 1));
}

static void close_and_reject(FromAsync *s) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  if (!value_is_undefined(s->iterator)) {
    Value f = value_get_method(s->iterator, KEY(return));
    Value r = value_is_exception(f) || value_is_undefined(f) ? JS_EXCEPTION : js_call0(f, s->iterator);
    Value p = value_is_exception(r) ? r : promise_resolve_value(r);
    RT->exception = JS_EMPTY;
    if (!value_is_exception(p)) {
      Value pair[2] = {s->promise, e};
      promise_then_native(p, closed, value_from_ptr(heap_new_box(array_from_values(2, pair))));
      return;
    }
  }
  promise_reject(s->promise, e);
}

/* Waits for v, then goes on in `phase`: false if that threw. */
static bool await(FromAsync *s, Phase phase, Value v) {
  Value p = promise_resolve_value(v);
  if (value_is_exception(p)) return false;
  s->phase = value_from_int(phase);
  promise_then_native(p, from_async_continue, value_from_ptr(s));
  return true;
}

/* An item arrived: maps it or stores it. True when waiting. */
static bool take_item(FromAsync *s, Value v, bool *failed) {
  if (value_is_callable(s->map)) {
    Value mapped = js_call2(s->map, s->map_this, v, s->index);
    *failed = value_is_exception(mapped) || !await(s, PHASE_MAPPED, mapped);
    return !*failed;
  }
  *failed = array_create(s->array, (uint64_t)value_number(s->index), v) < 0;
  s->index = value_from_double(value_number(s->index) + 1);
  return false;
}

static void from_async_step(FromAsync *s, Value v, bool rejected) {
  Phase phase = (Phase)value_int(s->phase);
  bool failed = false;
  if (rejected) {
    RT->exception = v;
    if (phase == PHASE_MAPPED) close_and_reject(s);
    else finish_pending(s);
    return;
  }
  switch (phase) {
    case PHASE_RESULT: {
      if (!value_is_object(v)) {
        throw_type_error("Iterator result %V is not an object", v);
        finish_pending(s);
        return;
      }
      Value done = value_get(v, KEY(done));
      if (value_is_exception(done)) {
        finish_pending(s);
        return;
      }
      if (to_boolean(done)) {
        if (array_set_len(s->array, (uint64_t)value_number(s->index)) < 0) finish_pending(s);
        else promise_resolve(s->promise, s->array);
        return;
      }
      v = value_get(v, KEY(value));
      if (value_is_exception(v)) {
        finish_pending(s);
        return;
      }
      if (take_item(s, v, &failed)) return;
      break;
    }
    case PHASE_ITEM:
      if (take_item(s, v, &failed)) return;
      break;
    case PHASE_MAPPED:
      failed = array_create(s->array, (uint64_t)value_number(s->index), v) < 0;
      s->index = value_from_double(value_number(s->index) + 1);
      break;
    case PHASE_NEXT: break;
  }
  if (failed) {
    close_and_reject(s);
    return;
  }
  if (value_is_undefined(s->iterator)) {
    if (value_number(s->index) >= value_number(s->length)) {
      if (array_set_len(s->array, (uint64_t)value_number(s->length)) < 0) finish_pending(s);
      else promise_resolve(s->promise, s->array);
      return;
    }
    v = value_get_index(s->items, (uint64_t)value_number(s->index));
    if (value_is_exception(v) || !await(s, PHASE_ITEM, v)) finish_pending(s);
    return;
  }
  v = js_call0(s->next, s->iterator);
  if (value_is_exception(v) || !await(s, PHASE_RESULT, v)) finish_pending(s);
  return;
}

/* Finds the way to iterate and makes the result array: false if thrown. */
static bool from_async_open(FromAsync *s, Value ctor, Value items) {
  if (!value_is_undefined(s->map) && !value_is_callable(s->map)) {
    throw_type_error("%V is not a function", s->map);
    return false;
  }
  Value method = value_get_method(items, KEY_SYM(asyncIterator));
  if (value_is_exception(method)) return false;
  bool is_async = !value_is_undefined(method);
  if (!is_async) {
    method = value_get_method(items, KEY_SYM(iterator));
    if (value_is_exception(method)) return false;
  }
  Value length = JS_UNDEFINED;
  if (!value_is_undefined(method)) {
    s->array = value_is_constructor(ctor) ? js_construct(ctor, 0, NULL, ctor) : array_new(0);
    if (value_is_exception(s->array)) return false;
    Iter it;
    if (!iter_open_method(&it, items, method)) return false;
    if (!is_async && !iter_open_direct(&it, async_from_sync_iterator_new(it.iterator, it.next))) return false;
    s->iterator = it.iterator;
    s->next = it.next;
    return true;
  }
  s->items = to_object(items);
  int64_t n = length_of_array_like(s->items);
  if (n < 0) return false;
  length = value_from_u64((uint64_t)n);
  s->length = length;
  if (!value_is_constructor(ctor) && n > 0xFFFFFFFFll) {
    throw_range_error("Invalid array length");
    return false;
  }
  s->array = value_is_constructor(ctor) ? js_construct(ctor, 1, &length, ctor) : array_new((uint32_t)n);
  return !value_is_exception(s->array);
}

JS_BUILTIN(js_Array_fromAsync) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  FromAsync *s = (FromAsync *)heap_alloc(sizeof *s, CELL_INTERNAL);
  s->iterator = s->next = s->items = s->array = s->length = JS_UNDEFINED;
  s->map = a1;
  s->map_this = arg[2];
  s->index = value_from_int(0);
  s->phase = value_from_int(PHASE_NEXT);
  Value promise = promise_new();
  s->promise = promise;
  if (from_async_open(s, this_value, a0)) from_async_step(s, JS_UNDEFINED, false);
  else finish_pending(s);
  return promise;
}
