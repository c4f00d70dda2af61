/*
 * ops_iter.c: iteration by compiled code: iterator records as cells, their asynchronous forms, and for-in.
 */
#include "../fast/slow.h"
#include "call.h"
#include "convert.h"
#include "error.h"
#include "iterate.h"
#include "jobs.h"
#include "property.h"

static Iter *record(Value v) { return &((IterRecord *)value_ptr(v))->it; }

static IterRecord *record_new(void) { return (IterRecord *)heap_alloc(sizeof(IterRecord), CELL_ITER_RECORD); }

/* text: how the source shows the value, or \1 and the source of the object pattern that the array pattern is part of. */
static Value not_iterable(Value v, String *text, const char *what) {
  if (text && text->length && string_at(text, 0) == 1) {
    text = string_substring(text, 1, text->length);
    if (!value_is_nullish(v))
      return throw_type_error("%S is not %s (cannot read property Symbol(Symbol.iterator))", text, what);
    return throw_type_error("Cannot destructure property 'Symbol(Symbol.iterator)' of '%S' as it is %V.", text, v);
  }
  if (text && text->length) return throw_type_error("%S is not %s", text, what);
  if (what[0] == 'a') return throw_type_error("%V is not %s", v, what);
  return throw_not_iterable(v);
}

Value jsc_iter_open(Value v, String *text) {
  IterRecord *r = record_new();
  if (value_is_nullish(v)) return not_iterable(v, text, "iterable");
  if (text && text->length && !value_is_array_kind(v)) {
    Value method = value_get(v, KEY_SYM(iterator));
    if (value_is_exception(method)) return method;
    if (!value_is_callable(method)) return not_iterable(v, text, "iterable");
    if (!iter_open_method(&r->it, v, method)) return JS_EXCEPTION;
  } else if (!iter_open(&r->it, v)) {
    return JS_EXCEPTION;
  }
  return value_from_ptr(r);
}

Value slow_iter_next(Value rec) {
  Value v;
  int r = iter_next(record(rec), &v);
  heap_barrier(value_ptr(rec));
  return r < 0 ? JS_EXCEPTION : r ? v : JS_EMPTY;
}

/* Array patterns close only what has not ended by itself: a record that is done is left alone (ES 8.6.2). */
int32_t jsc_iter_close(Value rec) { return !record(rec)->done && iter_close(record(rec)) < 0; }

void jsc_iter_close_quiet(Value rec) {
  if (!record(rec)->done) iter_close_throw(record(rec));
}

Value jsc_iter_rest(Value rec) {
  Iter *it = record(rec);
  Value v;
  if (value_is_empty(it->next) && !it->done && array_is_simple(it->iterator)) { /* what is left of a plain array */
    const Array *from = (const Array *)value_ptr(it->iterator);
    uint32_t first = it->index < from->length ? (uint32_t)it->index : from->length, n = from->length - first;
    if (from->o.elems->used == from->length) {
      Value rest = array_from_values(n, from->o.elems->v + first);
      Elements *e = value_object(rest)->elems;
      for (uint32_t i = 0; i < n; i++)
        if (value_is_empty(e->v[i])) e->v[i] = JS_UNDEFINED; /* a hole */
      it->done = 1;
      return rest;
    }
  }
  Value a = array_new(0);
  int r;
  while ((r = iter_next(record(rec), &v)) == 1)
    if (array_push(a, v) < 0) return JS_EXCEPTION;
  return r < 0 ? JS_EXCEPTION : a;
}

Value jsc_iter_open_async(Value v, String *text) {
  if (value_is_nullish(v)) return not_iterable(v, text, "async iterable");
  Value method = value_get(v, KEY_SYM(asyncIterator));
  if (value_is_exception(method)) return method;
  IterRecord *r = record_new();
  if (value_is_nullish(method)) {
    method = value_get(v, KEY_SYM(iterator));
    if (value_is_exception(method)) return method;
    if (!value_is_callable(method)) return not_iterable(v, text, "async iterable");
    Iter sync;
    if (!iter_open_method(&sync, v, method)) return JS_EXCEPTION;
    Value wrapped = async_from_sync_iterator_new(sync.iterator, sync.next);
    return iter_open_direct(&r->it, wrapped) ? value_from_ptr(r) : JS_EXCEPTION;
  }
  if (!value_is_callable(method)) return not_iterable(v, text, "async iterable");
  Value iterator = js_call0(method, v);
  if (value_is_exception(iterator)) return iterator;
  if (!value_is_object(iterator)) return throw_type_error("Result of the Symbol.asyncIterator method is not an object");
  return iter_open_direct(&r->it, iterator) ? value_from_ptr(r) : JS_EXCEPTION;
}

/* A record in array mode becomes a real array iterator: its protocol is about to be seen. */
static bool make_real(Value rec) {
  Iter *it = record(rec);
  if (!value_is_empty(it->next)) return true;
  ArrayIterator *a = (ArrayIterator *)object_new_default(CELL_ARRAY_ITERATOR, sizeof *a);
  a->target = it->iterator;
  a->index = value_from_u64(it->index);
  a->mode = value_from_int(ITER_VALUES);
  uint64_t done = it->done;
  bool ok = iter_open_direct(it, value_from_ptr(a));
  it->done = done;
  heap_barrier(value_ptr(rec));
  return ok;
}

/* v EMPTY: without an argument. */
Value jsc_iter_call_next(Value rec, Value v) {
  if (!make_real(rec)) return JS_EXCEPTION;
  const Iter *r = record(rec);
  return value_is_empty(v) ? js_call0(r->next, r->iterator) : js_call1(r->next, r->iterator, v);
}

static Value call_optional(Value rec, PropKey name, Value v) {
  if (!make_real(rec)) return JS_EXCEPTION;
  Value iterator = record(rec)->iterator;
  Value f = value_get_method(iterator, name);
  if (value_is_exception(f)) return f;
  if (value_is_undefined(f)) return JS_EMPTY;
  return value_is_empty(v) ? js_call0(f, iterator) : js_call1(f, iterator, v);
}

Value jsc_iter_call_return(Value rec, Value v) { return call_optional(rec, KEY(return), v); }
Value jsc_iter_call_throw(Value rec, Value v) { return call_optional(rec, KEY(throw), v); }

int32_t jsc_iter_check_result(Value r) {
  if (value_is_object(r)) return 0;
  throw_type_error("Iterator result %V is not an object", r);
  return 1;
}

int32_t jsc_iter_complete(Value r) {
  Value done = value_get(r, KEY(done));
  return value_is_exception(done) ? -1 : to_boolean(done);
}

Value jsc_iter_value(Value r) { return value_get(r, KEY(value)); }

Value jsc_forin_open(Value v) { return for_in_new(v); }
