/*
 * iterate.c: iterator records, and the enumeration of for-in.
 *
 * for-in takes the enumerable string keys of the whole chain when the loop begins, as V8 does, and passes over those that
 * were deleted meanwhile, unless an object of the chain still has them. A key of the object itself is looked for only if
 * the object's shape changed.
 */
#include "iterate.h"

#include "call.h"
#include "convert.h"
#include "error.h"
#include "../support/weak.h"
#include "property.h"

/* ---- iterator records ---- */

bool iter_is_direct(Value v) {
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
  if (iter_is_direct(v)) {
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

/* In programs that have it. */
extern uint8_t string_iterator_next[] __asm__("js_StringIteratorPrototype_next") __attribute__((weak));

static bool steps_string(const Iter *it) {
  return value_is_kind(it->iterator, CELL_STRING_ITERATOR) && value_is_kind(it->next, CELL_FUNCTION) &&
         (uint8_t *)((Function *)value_ptr(it->next))->code == WEAK(string_iterator_next);
}

/* What %StringIteratorPrototype%.next does, without the result object. */
static int next_of_string(Iter *it, Value *value) {
  IteratorObject *i = value_ptr(it->iterator);
  uint32_t at = (uint32_t)value_int(i->b), next;
  if (value_is_undefined(i->a) || at >= value_string(i->a)->length) {
    i->a = JS_UNDEFINED;
    it->done = 1;
    return 0;
  }
  uint32_t c = string_code_point(value_string(i->a), at, &next);
  i->b = value_from_int((int32_t)next);
  *value = value_from_ptr(string_from_code_point(c));
  return 1;
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
  if (steps_string(it)) return next_of_string(it, value);
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
  if (value_object(r)->cell.shape == RT->realm->shape_iter_result) { /* as iter_result_new made it */
    const PlainObject *o = value_ptr(r);
    it->done = to_boolean(o->inline_slots[1]);
    *value = o->inline_slots[0];
    return !it->done;
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

static uint32_t for_in_flags(const Object *o) {
  return KEYS_STRINGS | (kind_is_proxy((CellKind)o->cell.kind) ? 0 : KEYS_ENUMERABLE);
}

static int note_keys(Value seen, const KeyList *keys) {
  for (uint32_t i = 0; i < keys->count; i++) object_put_data(seen, keys->keys[i], JS_TRUE, PROP_DEFAULT);
  return 1;
}

/* Takes the keys of one object of the chain: those that no object before it has, enumerable or not, go to `all`. */
static int take_keys(Object *o, Value seen, KeyList *all) {
  KeyList keys;
  if (has_enumerable_keys(o)) {
    if (object_own_keys(o, for_in_flags(o), &keys) < 0) return -1;
    for (uint32_t i = 0; i < keys.count; i++)
      if (!object_has_own(value_object(seen), keys.keys[i])) key_list_push(all, keys.keys[i]);
    if (kind_is_proxy((CellKind)o->cell.kind)) return note_keys(seen, &keys); /* that was all of them */
  }
  return object_own_keys(o, KEYS_STRINGS, &keys) < 0 ? -1 : note_keys(seen, &keys);
}

/* The keys of the object, and of those behind it up to `end`, none of them a proxy. */
static Value all_keys_until(Value object, Value end) {
  Value seen = object_new(JS_NULL);
  KeyList keys;
  for (Value o = object; !value_same(o, end); o = object_proto(value_object(o))) {
    if (object_own_keys(value_object(o), KEYS_STRINGS, &keys) < 0) return JS_EXCEPTION;
    note_keys(seen, &keys);
  }
  return seen;
}

/* Adds the keys of the object's prototypes to its own. Hardly ever has one of them enumerable keys. */
static int add_inherited(Value object, KeyList *all) {
  Value seen = JS_EMPTY, p = object;
  if (kind_is_proxy((CellKind)value_object(object)->cell.kind)) note_keys(seen = object_new(JS_NULL), all);
  for (;;) {
    p = object_get_prototype(value_object(p));
    if (value_is_exception(p)) return -1;
    if (!value_is_object(p)) return 1;
    Object *o = value_object(p);
    if (value_is_empty(seen)) {
      if (!has_enumerable_keys(o)) continue;
      seen = all_keys_until(object, p);
      if (value_is_exception(seen)) return -1;
    }
    if (take_keys(o, seen, all) < 0) return -1;
  }
}

/* No prototype has anything to enumerate. */
static bool has_bare_chain(const Object *object, EnumKeys *e) {
  bool is_known = e->bare_epoch == (uint64_t)RT->proto_epoch + 1;
  for (Value p = object_proto(object); value_is_object(p); p = object_proto(value_object(p)))
    if (is_known ? value_object(p)->elems->used != 0 : has_enumerable_keys(value_object(p))) return false;
  e->bare_epoch = (uint64_t)RT->proto_epoch + 1;
  return true;
}

Value for_in_new(Value v) {
  ForIn *f = (ForIn *)heap_alloc(sizeof(ForIn), CELL_FOR_IN);
  f->object = JS_UNDEFINED;
  f->keys = &elements_empty;
  if (value_is_nullish(v)) return value_from_ptr(f);
  Value object = to_object(v);
  if (value_is_exception(object)) return object;
  Object *o = value_object(object);
  EnumKeys *known = object_enum_keys(o);
  if (known && has_bare_chain(o, known)) {
    f->object = object;
    f->keys = known->keys;
    f->count = f->own = known->keys->used;
    f->shape = o->cell.shape;
    heap_barrier(f);
    return value_from_ptr(f);
  }
  KeyList keys;
  if (object_own_keys(o, for_in_flags(o), &keys) < 0) return JS_EXCEPTION;
  f->object = object;
  f->own = keys.count;
  f->shape = kind_is_exotic((CellKind)o->cell.kind) || o->elems->used ? 0 : o->cell.shape;
  if (add_inherited(object, &keys) < 0) return JS_EXCEPTION;
  f->count = keys.count;
  if (keys.count) f->keys = (Elements *)((uint8_t *)keys.keys - offsetof(Elements, v));
  heap_barrier(f);
  return value_from_ptr(f);
}

/* Whether the object or one of its prototypes still has a key that was enumerable: 1, 0, -1. */
static int still_has(Object *o, PropKey key) {
  for (;;) {
    Lookup l;
    Value proto;
    property_lookup(o, key, &l);
    switch (l.kind) {
      case LOOK_PROXY: {
        PropDesc d;
        int has = object_get_own(o, key, &d);
        if (has) return has < 0 ? -1 : (d.attrs & PROP_ENUMERABLE) != 0;
        proto = object_get_prototype(o);
        if (value_is_exception(proto)) return -1;
        break;
      }
      case LOOK_THROW: return -1;
      case LOOK_STOP: return 0;
      case LOOK_ABSENT: proto = object_proto(o); break;
      default: return 1;
    }
    if (!value_is_object(proto)) return 0;
    o = value_object(proto);
  }
}

Value for_in_next(Value it) {
  ForIn *f = (ForIn *)value_ptr(it);
  while (f->index < f->count) {
    Object *o = value_object(f->object);
    bool is_unchanged = f->index < f->own && f->shape && o->cell.shape == f->shape;
    PropKey key = {f->keys->v[f->index++].bits};
    int has = is_unchanged ? 1 : still_has(o, key);
    if (has < 0) return JS_EXCEPTION;
    if (has) return key_to_value(key);
  }
  return JS_EMPTY;
}
