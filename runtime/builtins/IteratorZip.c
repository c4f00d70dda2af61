/*
 * IteratorZip.c: Iterator.zip and Iterator.zipKeyed (the proposal joint-iteration, stage 4).
 */
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"
#include "iterator_helper.h"

typedef enum ZipMode { ZIP_SHORTEST, ZIP_LONGEST, ZIP_STRICT } ZipMode;

/* The options: false if thrown. *padding is undefined or an object. */
static bool read_options(Value options, ZipMode *mode, Value *padding) {
  *mode = ZIP_SHORTEST;
  *padding = JS_UNDEFINED;
  if (value_is_undefined(options)) return true;
  if (!value_is_object(options)) {
    throw_type_error("%V is not an object", options);
    return false;
  }
  Value v = value_get(options, key_from_string(string_from_ascii("mode")));
  if (value_is_exception(v)) return false;
  if (!value_is_undefined(v)) {
    static const char *const names[] = {"shortest", "longest", "strict"};
    int found = -1;
    for (int i = 0; i < 3; i++)
      if (value_is_string(v) && string_equal_ascii(value_string(v), names[i])) found = i;
    if (found < 0) {
      throw_type_error("mode must be 'shortest', 'longest' or 'strict'");
      return false;
    }
    *mode = (ZipMode)found;
  }
  if (*mode != ZIP_LONGEST) return true;
  *padding = value_get(options, key_from_string(string_from_ascii("padding")));
  if (value_is_exception(*padding)) return false;
  if (value_is_undefined(*padding) || value_is_object(*padding)) return true;
  throw_type_error("padding must be an object");
  return false;
}

/* Closes iterators, the last first, after something threw. */
static Value close_thrown(Value iterators) {
  for (uint32_t i = array_length(iterators); i; i -= 2) {
    Value iterator = value_get_index(iterators, i - 2);
    if (!value_is_undefined(iterator)) helper_refuse(iterator);
  }
  return JS_EXCEPTION;
}

Value helper_zip_close(Helper *h, bool thrown) {
  for (uint32_t i = array_length(h->fn); i; i -= 2) {
    Iter it = {value_get_index(h->fn, i - 2), JS_UNDEFINED, 0, 0};
    if (value_is_undefined(it.iterator)) continue;
    if (thrown) iter_close_throw(&it);
    else if (iter_close(&it) < 0) thrown = true;
  }
  return thrown ? JS_EXCEPTION : JS_UNDEFINED;
}

static void push_iterator(Value iterators, const Iter *it) {
  array_push(iterators, it->iterator);
  array_push(iterators, it->next);
}

static Value zip_new(Value iterators, ZipMode mode, Value padding, Value keys) {
  Iter none = {JS_UNDEFINED, JS_UNDEFINED, 0, 0};
  Value v = helper_new(HELPER_ZIP, INTR_IteratorHelperPrototype, &none, iterators, value_from_int(mode));
  Helper *h = (Helper *)value_ptr(((IteratorObject *)value_ptr(v))->a);
  h->inner = padding;
  h->inner_next = keys;
  heap_barrier(h);
  return v;
}

/* Iterator.zip's padding: as many values as there are iterators. JS_EXCEPTION: thrown, iterators closed. */
static Value padding_of_iterable(Value padding, Value iterators) {
  Value list = array_new(0), v;
  uint32_t n = array_length(iterators) / 2;
  Iter it;
  int r = 0;
  if (!value_is_undefined(padding)) {
    if (!iter_open(&it, padding)) return close_thrown(iterators);
    r = 1;
  }
  for (uint32_t i = 0; i < n; i++) {
    if (r) r = iter_next(&it, &v);
    if (r < 0) return close_thrown(iterators);
    array_push(list, r ? v : JS_UNDEFINED);
  }
  if (r && iter_close(&it) < 0) return close_thrown(iterators);
  return list;
}

JS_BUILTIN(js_Iterator_zip) {
  JS_UNUSED_ARGS();
  if (!value_is_object(a0)) return throw_type_error("%V is not an object", a0);
  ZipMode mode;
  Value padding, iterators = array_new(0), v;
  Iter input, it;
  if (!read_options(a1, &mode, &padding) || !iter_open(&input, a0)) return JS_EXCEPTION;
  for (;;) {
    int r = iter_next(&input, &v);
    if (r < 0) return close_thrown(iterators);
    if (!r) break;
    if (!helper_open_flattenable(&it, v, false, "Iterator.zip")) {
      close_thrown(iterators);
      return iter_close_throw(&input);
    }
    push_iterator(iterators, &it);
  }
  if (mode == ZIP_LONGEST) {
    padding = padding_of_iterable(padding, iterators);
    if (value_is_exception(padding)) return padding;
  }
  return zip_new(iterators, mode, padding, JS_UNDEFINED);
}

JS_BUILTIN(js_Iterator_zipKeyed) {
  JS_UNUSED_ARGS();
  if (!value_is_object(a0)) return throw_type_error("%V is not an object", a0);
  ZipMode mode;
  Value padding, iterators = array_new(0), keys = array_new(0);
  KeyList all = {0};
  if (!read_options(a1, &mode, &padding)) return JS_EXCEPTION;
  if (object_own_keys(value_object(a0), KEYS_STRINGS | KEYS_SYMBOLS, &all) < 0) return JS_EXCEPTION;
  Value names = keys_to_array(&all);
  for (uint32_t i = 0; i < array_length(names); i++) {
    Value name = value_get_index(names, i);
    PropKey key;
    PropDesc d;
    if (!to_property_key(name, &key)) return JS_EXCEPTION;
    int has = object_get_own(value_object(a0), key, &d);
    if (has < 0) return close_thrown(iterators);
    if (!has || !(d.attrs & PROP_ENUMERABLE)) continue;
    Value v = value_get(a0, key);
    if (value_is_exception(v)) return close_thrown(iterators);
    if (value_is_undefined(v)) continue;
    array_push(keys, name);
    Iter it;
    if (!helper_open_flattenable(&it, v, false, "Iterator.zipKeyed")) return close_thrown(iterators);
    push_iterator(iterators, &it);
  }
  if (mode == ZIP_LONGEST) {
    Value list = array_new(0);
    for (uint32_t i = 0; i < array_length(keys); i++) {
      PropKey key;
      Value v = JS_UNDEFINED;
      if (!value_is_undefined(padding) && to_property_key(value_get_index(keys, i), &key)) v = value_get(padding, key);
      if (value_is_exception(v)) return close_thrown(iterators);
      array_push(list, v);
    }
    padding = list;
  }
  return zip_new(iterators, mode, padding, keys);
}

/* ---- the next results ---- */

static Value result_of(Helper *h, Value values) {
  if (value_is_undefined(h->inner_next)) return values;
  Value o = object_new(JS_NULL);
  for (uint32_t i = 0; i < array_length(values); i++) {
    PropKey key;
    if (!to_property_key(value_get_index(h->inner_next, i), &key)) return JS_EXCEPTION;
    if (object_create_data_or_throw(o, key, value_get_index(values, i)) < 0) return JS_EXCEPTION;
  }
  return o;
}

static void set_done(Helper *h, uint32_t i) {
  Elements *e = ((Array *)value_ptr(h->fn))->o.elems;
  e->v[2 * i] = JS_UNDEFINED;
}

static int step_of(Helper *h, uint32_t i, Value *out) {
  Iter it = {value_get_index(h->fn, 2 * i), value_get_index(h->fn, 2 * i + 1), 0, 0};
  int r = iter_next(&it, out);
  if (r != 1) set_done(h, i);
  return r;
}

static int thrown(Helper *h) {
  helper_zip_close(h, true);
  return -1;
}

/* IteratorStep of the strict mode, which looks at `done` alone. */
static int is_done_too(Helper *h, uint32_t i) {
  Value result = js_call0(value_get_index(h->fn, 2 * i + 1), value_get_index(h->fn, 2 * i)), done;
  if (!value_is_exception(result) && !value_is_object(result))
    result = throw_type_error("Iterator result %V is not an object", result);
  done = value_is_exception(result) ? result : value_get(result, KEY(done));
  if (value_is_exception(done)) {
    set_done(h, i);
    return -1;
  }
  if (!to_boolean(done)) return 0;
  set_done(h, i);
  return 1;
}

/* The first of all is done in the strict mode: all others must be too. */
static int check_all_done(Helper *h, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    int r = is_done_too(h, i);
    if (!r) throw_type_error("Iterators passed to Iterator.zip with { mode: 'strict' } have different lengths");
    if (r != 1) return thrown(h);
  }
  return 0;
}

int helper_zip_step(Helper *h, Value *out) {
  uint32_t n = array_length(h->fn) / 2;
  ZipMode mode = (ZipMode)value_int(h->counter);
  if (!n) return 0;
  Value values = array_new(0);
  for (uint32_t i = 0; i < n; i++) {
    Value v;
    if (value_is_undefined(value_get_index(h->fn, 2 * i))) {
      array_push(values, value_get_index(h->inner, i));
      continue;
    }
    int r = step_of(h, i, &v);
    if (r < 0) return thrown(h);
    if (!r) {
      if (mode == ZIP_SHORTEST) return value_is_exception(helper_zip_close(h, false)) ? -1 : 0;
      if (mode == ZIP_STRICT) {
        if (!i) return check_all_done(h, n);
        throw_type_error("Iterators passed to Iterator.zip with { mode: 'strict' } have different lengths");
        return thrown(h);
      }
      bool is_open = false;
      for (uint32_t k = 0; k < n; k++) is_open |= !value_is_undefined(value_get_index(h->fn, 2 * k));
      if (!is_open) return 0;
      v = value_get_index(h->inner, i);
    }
    array_push(values, v);
  }
  *out = result_of(h, values);
  return value_is_exception(*out) ? -1 : 1;
}
