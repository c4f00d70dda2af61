/*
 * with.c: names that objects are asked for before variables are (ES 9.1.1.2, object environment records of `with`).
 */
#include "convert.h"
#include "error.h"
#include "property.h"

/* HasBinding: the object has the property and does not hide it by its @@unscopables. */
static int has_binding(Object *o, PropKey key) {
#ifdef JSC_EVAL
  /* What direct evals declare: most such objects are empty, and all names of their function are asked for. */
  if (o->cell.flags & OBJ_EVAL_VARS) return object_shape(o)->count && object_has_own(o, key) > 0;
#endif
  int has = object_has(o, key);
  if (has <= 0) return has;
  Value hidden = object_get(value_from_ptr(o), KEY_SYM(unscopables), value_from_ptr(o));
  if (value_is_exception(hidden)) return -1;
  if (!value_is_object(hidden)) return 1;
  Value v = object_get(hidden, key, hidden);
  if (value_is_exception(v)) return -1;
  return !to_boolean(v);
}

Value jsc_scope_find(String *name, uint64_t n, Value *objects) {
  Value copy[n]; /* the array of operands is used again by what getters call */
  for (uint64_t i = 0; i < n; i++) copy[i] = objects[i];
  for (uint64_t i = 0; i < n; i++) {
    int has = has_binding(value_object(copy[i]), key_from_atom(name));
    if (has < 0) return JS_EXCEPTION;
    if (has) return copy[i];
  }
  return JS_EMPTY;
}

Value jsc_scope_get(Value object, String *name, int64_t strict) {
  PropKey key = key_from_atom(name);
  int has = object_has(value_object(object), key);
  if (has < 0) return JS_EXCEPTION;
  if (has) return object_get(object, key, object);
  return strict ? throw_reference_error("%S is not defined", name) : JS_UNDEFINED;
}

int32_t jsc_scope_set(Value object, Value v, String *name, int64_t strict) {
  PropKey key = key_from_atom(name);
  int has = object_has(value_object(object), key);
  if (has < 0) return 1;
  if (!has && strict) {
    throw_reference_error("%S is not defined", name);
    return 1;
  }
  return value_set(object, key, v, strict) < 0;
}

int32_t jsc_scope_delete(Value object, String *name) {
  return object_delete(value_object(object), key_from_atom(name));
}

/* ---- what direct evals declare ---- */

/* Told from the objects of `with` statements by a flag that no object of the program has. */
Value jsc_scope_new(void) {
  Value v = object_new(JS_NULL);
  value_object(v)->cell.flags |= OBJ_EVAL_VARS;
  return v;
}

void jsc_scope_declare(Value object, String *name) {
  PropKey key = key_from_atom(name);
  if (object_has_own(value_object(object), key) <= 0) object_put_data(object, key, JS_UNDEFINED, PROP_DEFAULT);
}

Value jsc_scope_this(Value object) {
  if (value_is_empty(object) || value_object(object)->cell.flags & OBJ_EVAL_VARS) return JS_UNDEFINED;
  return object;
}
