/*
 * iterate.c: iterator records, and the enumeration of for-in.
 *
 * for-in takes a snapshot of the enumerable string keys of each object along the chain when it gets there and skips
 * keys that were deleted meanwhile or are shadowed. The common case (no enumerable property on any prototype) keeps one
 * list and checks a key only if the object's shape changed.
 */
#include "iterate.h"

#include "call.h"
#include "convert.h"
#include "error.h"
#include "property.h"

/* ---- iterator records ---- */

/* Walking elems directly cannot be told from calling %ArrayIteratorPrototype%.next. */
static bool array_mode_possible(Value v) {
  if (!value_is_array_kind(v) || RT->array_iterator_patched) return false;
  Object *o = value_object(v);
  Shape *s = object_shape(o);
  if (!value_same(s->proto, RT->realm->intrinsics[INTR_ArrayPrototype])) return false;
  return !s->count || !shape_lookup(s, KEY_SYM(iterator));
}

bool iter_open_direct(Iter *it, Value iterator) {
  it->iterator = iterator;
  it->index = it->done = 0;
  it->next = value_get(iterator, KEY(next));
  return !value_is_exception(it->next);
}

bool iter_open_method(Iter *it, Value v, Value method) {
  Value iterator = js_call0(method, v);
  if (value_is_exception(iterator)) return false;
  if (!value_is_object(iterator)) {
    throw_type_error("Result of the Symbol.iterator method is not an object");
    return false;
  }
  return iter_open_direct(it, iterator);
}

bool iter_open(Iter *it, Value v) {
  if (array_mode_possible(v)) {
    *it = (Iter){v, JS_EMPTY, 0, 0};
    return true;
  }
  if (value_is_nullish(v)) {
    throw_not_iterable(v);
    return false;
  }
  Value method = value_get(v, KEY_SYM(iterator));
  if (value_is_exception(method)) return false;
  if (!value_is_callable(method)) {
    throw_not_iterable(v);
    return false;
  }
  return iter_open_method(it, v, method);
}

int iter_next(Iter *it, Value *value) {
  if (it->done) return 0;
  if (value_is_empty(it->next)) {
    Array *a = (Array *)value_ptr(it->iterator);
    if (it->index >= a->length) {
      it->done = 1;
      return 0;
    }
    uint64_t i = it->index++;
    if (i < a->o.elems->used && !value_is_empty(a->o.elems->v[i])) {
      *value = a->o.elems->v[i];
      return 1;
    }
    *value = value_get_index(it->iterator, i);
    if (!value_is_exception(*value)) return 1;
    it->done = 1;
    return -1;
  }
  Value r = js_call0(it->next, it->iterator);
  if (value_is_exception(r)) {
    it->done = 1;
    return -1;
  }
  if (!value_is_object(r)) {
    it->done = 1;
    throw_type_error("Iterator result %V is not an object", r);
    return -1;
  }
  Value done = value_get(r, KEY(done));
  if (value_is_exception(done)) {
    it->done = 1;
    return -1;
  }
  if (to_boolean(done)) {
    it->done = 1;
    return 0;
  }
  *value = value_get(r, KEY(value));
  if (value_is_exception(*value)) {
    it->done = 1;
    return -1;
  }
  return 1;
}

int iter_close(Iter *it) {
  if (value_is_empty(it->next)) return 1;
  Value f = value_get_method(it->iterator, KEY(return));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return 1;
  Value r = js_call0(f, it->iterator);
  if (value_is_exception(r)) return -1;
  if (!value_is_object(r)) {
    throw_type_error("Iterator result %V is not an object", r);
    return -1;
  }
  return 1;
}

Value iter_close_throw(Iter *it) {
  if (value_is_empty(it->next)) return JS_EXCEPTION;
  Value saved = RT->exception;
  RT->exception = JS_EMPTY;
  Value f = value_get_method(it->iterator, KEY(return));
  if (!value_is_exception(f) && !value_is_undefined(f)) js_call0(f, it->iterator);
  RT->exception = saved;
  return JS_EXCEPTION;
}

int array_append_iterable(Value array, Value iterable) {
  Iter it;
  if (!iter_open(&it, iterable)) return -1;
  if (value_is_empty(it.next) && array_is_simple(iterable)) {
    Array *from = (Array *)value_ptr(iterable), *to = (Array *)value_ptr(array);
    const uint8_t special = OBJ_SPARSE | OBJ_NOT_EXTENSIBLE | OBJ_LENGTH_READONLY | OBJ_IS_PROTO;
    uint64_t at = to->length, total = at + from->length;
    if (total < 0xFFFFFFF0u && from->length <= from->o.elems->used + 64u && from != to) {
      elements_reserve(&to->o, (uint32_t)total);
      if (!(to->o.cell.flags & special) && to->o.elems->used == at) {
        const Elements *source = from->o.elems;
        Elements *e = to->o.elems;
        for (uint32_t i = 0; i < from->length; i++) {
          bool hole = i >= source->used || value_is_empty(source->v[i]);
          e->v[at + i] = hole ? JS_UNDEFINED : source->v[i];
          heap_barrier_slot(&e->v[at + i]);
        }
        e->used = to->length = (uint32_t)total;
        return 1;
      }
    }
  }
  Value v;
  int r;
  while ((r = iter_next(&it, &v)) == 1)
    if (array_push(array, v) < 0) {
      iter_close_throw(&it);
      return -1;
    }
  return r < 0 ? -1 : 1;
}

Value iterable_to_array(Value v) {
  Value a = array_new(0);
  return array_append_iterable(a, v) < 0 ? JS_EXCEPTION : a;
}

/* ---- for-in ---- */

typedef struct ForIn {
  Cell cell;      /* CELL_FOR_IN */
  Value object;   /* whose keys are being given */
  Value start;    /* the object of the statement */
  Elements *keys; /* as PropKeys */
  uint64_t index, count;
  uint64_t shape; /* of object when keys were taken; 0: always check */
  Value visited;  /* undefined, or a null-prototype object with every key seen on the objects before */
} ForIn;

static bool has_enumerable_keys(Object *o) {
  CellKind kind = (CellKind)o->cell.kind;
  if (kind_is_exotic(kind) && kind != CELL_ARRAY) return true;
  if (o->elems->used) return true;
  Shape *s = object_shape(o);
  for (uint32_t i = 0; i < s->count; i++) {
    PropEntry *e = &s->props[i];
    if (e->key.bits && e->attrs & PROP_ENUMERABLE && (key_is_index(e->key) || !key_is_symbol(e->key))) return true;
  }
  return false;
}

/* Takes the keys of f->object. */
static int for_in_load(ForIn *f) {
  KeyList keys;
  Object *o = value_object(f->object);
  if (object_own_keys(o, KEYS_STRINGS | (kind_is_proxy((CellKind)o->cell.kind) ? 0 : KEYS_ENUMERABLE), &keys) < 0)
    return -1;
  f->keys = keys.count ? (Elements *)((uint8_t *)keys.keys - offsetof(Elements, v)) : &elements_empty;
  f->count = keys.count;
  f->index = 0;
  f->shape = kind_is_exotic((CellKind)o->cell.kind) || o->elems->used ? 0 : o->cell.shape;
  heap_barrier(f);
  return 1;
}

Value for_in_new(Value v) {
  ForIn *f = (ForIn *)heap_alloc(sizeof(ForIn), CELL_FOR_IN);
  f->object = f->start = f->visited = JS_UNDEFINED;
  f->keys = &elements_empty;
  if (!value_is_nullish(v)) {
    Value o = to_object(v);
    if (value_is_exception(o)) return o;
    f->object = f->start = o;
    if (for_in_load(f) < 0) return JS_EXCEPTION;
  }
  return value_from_ptr(f);
}

/* Goes on to the next object of the chain that can have keys: 1, 0 at the end, -1. */
static int for_in_advance(ForIn *f) {
  Object *o = value_object(f->object);
  Value proto = object_get_prototype(o);
  while (value_is_object(proto) && !has_enumerable_keys(value_object(proto))) proto = object_proto(value_object(proto));
  if (value_is_exception(proto)) return -1;
  if (!value_is_object(proto)) return 0;
  if (value_is_undefined(f->visited)) {
    f->visited = object_new(JS_NULL);
    heap_barrier(f);
  }
  /* All keys of the objects passed shadow, enumerable or not. */
  for (Value p = f->object; !value_same(p, proto);) {
    KeyList keys;
    if (object_own_keys(value_object(p), KEYS_STRINGS, &keys) < 0) return -1;
    for (uint32_t i = 0; i < keys.count; i++) object_put_data(f->visited, keys.keys[i], JS_TRUE, PROP_DEFAULT);
    if (value_same(p, f->object))
      for (uint64_t i = 0; i < f->count; i++)
        object_put_data(f->visited, (PropKey){f->keys->v[i].bits}, JS_TRUE, PROP_DEFAULT);
    p = object_get_prototype(value_object(p));
    if (value_is_exception(p)) return -1;
    if (!value_is_object(p)) break;
  }
  f->object = proto;
  heap_barrier(f);
  return for_in_load(f);
}

Value for_in_next(Value it) {
  ForIn *f = (ForIn *)value_ptr(it);
  if (value_is_undefined(f->object)) return JS_EMPTY;
  for (;;) {
    while (f->index < f->count) {
      PropKey key = {f->keys->v[f->index++].bits};
      Object *o = value_object(f->object);
      if (!f->shape || o->cell.shape != f->shape) {
        PropDesc d;
        int has = object_get_own(o, key, &d);
        if (has < 0) return JS_EXCEPTION;
        if (!has || !(d.attrs & PROP_ENUMERABLE)) continue;
      }
      if (!value_is_undefined(f->visited) && object_has_own(value_object(f->visited), key)) continue;
      return key_to_value(key);
    }
    int more = for_in_advance(f);
    if (more < 0) return JS_EXCEPTION;
    if (!more) {
      f->object = JS_UNDEFINED;
      return JS_EMPTY;
    }
  }
}
