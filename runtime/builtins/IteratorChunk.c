/*
 * IteratorChunk.c: Iterator.prototype.chunks, windows and includes (the proposals iterator-chunking and
 * iterator-includes, stage 4). Sizes are numbers in range, never converted.
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "builtins.h"
#include "iterator_helper.h"

/* The size argument; 0: refused. */
static double size_argument(Value this_value, Value v) {
  double d = value_is_number(v) ? value_number(v) : 0;
  if (!value_is_number(v) || d != __builtin_trunc(d) || d - d != 0) {
    throw_type_error("%V must be an integer", v);
    helper_refuse(this_value);
    return 0;
  }
  if (d >= 1 && d <= 4294967295.0) return d;
  throw_range_error("%V must be between 1 and 4294967295", v);
  helper_refuse(this_value);
  return 0;
}

JS_BUILTIN(js_Iterator_prototype_chunks) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_type_error("Iterator.prototype.chunks called on non-object");
  double size = size_argument(this_value, a0);
  Iter it;
  if (!size || !iter_open_direct(&it, this_value)) return JS_EXCEPTION;
  return helper_new(HELPER_CHUNKS, INTR_IteratorHelperPrototype, &it, JS_UNDEFINED, value_from_double(size));
}

JS_BUILTIN(js_Iterator_prototype_windows) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_type_error("Iterator.prototype.windows called on non-object");
  double size = size_argument(this_value, a0);
  if (!size) return JS_EXCEPTION;
  bool partial = value_is_string(a1) && string_equal_ascii(value_string(a1), "allow-partial");
  if (!partial && !value_is_undefined(a1) &&
      !(value_is_string(a1) && string_equal_ascii(value_string(a1), "only-full"))) {
    throw_type_error("undersized must be 'only-full' or 'allow-partial'");
    return helper_refuse(this_value);
  }
  Iter it;
  if (!iter_open_direct(&it, this_value)) return JS_EXCEPTION;
  Value v =
      helper_new(HELPER_WINDOWS, INTR_IteratorHelperPrototype, &it, value_from_bool(partial), value_from_double(size));
  Value latest = array_new(0);
  Helper *h = (Helper *)value_ptr(((IteratorObject *)value_ptr(v))->a);
  h->inner = latest;
  heap_barrier(h);
  return v;
}

int helper_chunks_step(Helper *h, Value *out) {
  if (value_is_undefined(h->iterator)) return 0;
  Iter it = {h->iterator, h->next, 0, 0};
  Value chunk = array_new(0), v;
  double size = value_number(h->counter);
  int r = 1;
  while (array_length(chunk) < size && (r = iter_next(&it, &v)) == 1) array_push(chunk, v);
  if (r < 0) return -1;
  if (!r) h->iterator = JS_UNDEFINED; /* done: nothing is left to be closed */
  *out = chunk;
  return r || array_length(chunk) ? 1 : 0;
}

int helper_windows_step(Helper *h, Value *out) {
  if (value_is_undefined(h->iterator)) return 0;
  Iter it = {h->iterator, h->next, 0, 0};
  Array *latest = (Array *)value_ptr(h->inner);
  double size = value_number(h->counter);
  Value v;
  for (;;) {
    int r = iter_next(&it, &v);
    if (r < 0) return -1;
    if (!r) {
      h->iterator = JS_UNDEFINED;
      if (value_same(h->fn, JS_FALSE) || !latest->length || latest->length >= size) return 0;
      break;
    }
    if (latest->length >= size) {
      Value *e = latest->o.elems->v;
      for (uint32_t i = 1; i < latest->length; i++) e[i - 1] = e[i];
      latest->o.elems->used = --latest->length;
      heap_barrier(latest->o.elems);
    }
    array_push(h->inner, v);
    if (latest->length >= size) break;
  }
  *out = array_from_values(latest->length, latest->o.elems->v);
  return 1;
}

JS_BUILTIN(js_Iterator_prototype_includes) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_type_error("Iterator.prototype.includes called on non-object");
  double skip = 0;
  if (!value_is_undefined(a1)) {
    skip = value_is_number(a1) ? value_number(a1) : 0;
    if (!value_is_number(a1) || skip != skip || (skip - skip == 0 && skip != __builtin_trunc(skip))) {
      throw_type_error("%V must be an integer", a1);
      return helper_refuse(this_value);
    }
    if (skip < 0 || (skip - skip == 0 && skip > 9007199254740991.0)) {
      throw_range_error("%V must be positive", a1);
      return helper_refuse(this_value);
    }
  }
  Iter it;
  if (!iter_open_direct(&it, this_value)) return JS_EXCEPTION;
  Value v;
  int r;
  while ((r = iter_next(&it, &v)) == 1) {
    if (skip > 0) {
      skip--;
      continue;
    }
    if (op_same_value_zero(v, a0)) return iter_close(&it) < 0 ? JS_EXCEPTION : JS_TRUE;
  }
  return r < 0 ? JS_EXCEPTION : JS_FALSE;
}
