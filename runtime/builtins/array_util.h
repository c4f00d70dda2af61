/*
 * array_util.h: shared by the files of Array: reading elements of anything array-like, quickly when it is a plain array.
 */
#ifndef RUNTIME_BUILTINS_ARRAY_UTIL_H
#define RUNTIME_BUILTINS_ARRAY_UTIL_H

#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "builtins.h"

/* ToObject(this) and LengthOfArrayLike, as every method begins; leaves the function when thrown. */
#define ARRAY_THIS(o, len)               \
  Value o = to_object(this_value);       \
  if (value_is_exception(o)) return o;   \
  int64_t len = length_of_array_like(o); \
  if (len < 0) return JS_EXCEPTION

/* The element if it is an own one of a plain array's elements, else EMPTY. */
static inline Value array_quick(Value o, uint64_t i) {
  if (!value_is_array_kind(o)) return JS_EMPTY;
  Elements *e = value_object(o)->elems;
  return i < e->used ? e->v[i] : JS_EMPTY;
}

static inline Value array_at(Value o, uint64_t i) {
  Value v = array_quick(o, i);
  return value_is_empty(v) ? value_get_index(o, i) : v;
}

/* HasProperty and Get: 1 and *v, 0, -1. */
static inline int array_has(Value o, uint64_t i, Value *v) {
  *v = array_quick(o, i);
  if (!value_is_empty(*v)) return 1;
  if (array_is_simple(o)) return 0;
  PropKey key = key_from_u64(i);
  int has = object_has(value_object(o), key);
  if (has != 1) return has;
  *v = object_get(o, key, o);
  return value_is_exception(*v) ? -1 : 1;
}

/* Set(o, i, v, true): 1 or -1. */
static inline int array_put(Value o, uint64_t i, Value v) { return value_set_index(o, i, v, true); }
static inline int array_set_len(Value o, uint64_t len) { return value_set(o, KEY(length), value_from_u64(len), true); }

/* DeletePropertyOrThrow: 1 or -1. */
static inline int array_delete(Value o, uint64_t i) { return op_delete(o, key_from_u64(i), true); }

/* A plain, extensible array with no readonly length or odd prototypes, whose elems reach to its end: may be worked on
 * directly. There may be holes, which are nothing but absent. */
static inline bool array_is_dense(Value o) {
  if (!value_is_array_kind(o) || RT->indexed_protos) return false;
  Array *a = (Array *)value_ptr(o);
  return !(a->o.cell.flags & (OBJ_SPARSE | OBJ_NOT_EXTENSIBLE | OBJ_LENGTH_READONLY | OBJ_IS_PROTO)) &&
         a->o.elems->used == a->length;
}

/* After moving values inside one Elements cell. */
static inline void array_barrier(const Value *v, uint64_t n) {
  for (uint64_t i = 0; i < n; i += 512 / sizeof(Value)) heap_barrier_slot(&v[i]);
  if (n) heap_barrier_slot(&v[n - 1]);
}

/* Whether ArraySpeciesCreate(o, n) gives a plain array without running anything (ES 10.4.2.3): nobody has given o, its
 * prototype or Array another `constructor` or @@species. */
static inline bool array_species_is_plain(Value o) {
  if (!value_is_array_kind(o)) return value_is_object(o) && !kind_is_proxy((CellKind)value_cell(o)->kind);
  const Value *in = RT->realm->intrinsics;
  Shape *s = object_shape(value_object(o));
  if (!value_same(s->proto, in[INTR_ArrayPrototype]) || (s->count && shape_lookup(s, KEY(constructor)))) return false;
  if (!value_same(object_peek_own(value_object(in[INTR_ArrayPrototype]), KEY(constructor)), in[INTR_Array]))
    return false;
  Object *array = value_object(in[INTR_Array]);
  PropEntry *e = shape_lookup(object_shape(array), KEY_SYM(species));
  if (!e || !(e->attrs & PROP_ACCESSOR)) return false;
  Value getter = ((Accessor *)value_ptr(*object_slot(array, e->slot)))->getter;
  return value_is_kind(getter, CELL_FUNCTION) && ((Function *)value_ptr(getter))->code == js_get_Array_Symbol_species;
}

/* Appends at index `at` of a result array made by species: 1 or -1. */
static inline int array_create(Value a, uint64_t at, Value v) {
  return object_create_data_or_throw(a, key_from_u64(at), v);
}

#define CHECK_CALLABLE(f) \
  if (!value_is_callable(f)) return throw_not_callable(f)

#endif
