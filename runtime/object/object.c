/*
 * object.c: the essential internal methods of ordinary objects and of the exotic kinds that are not proxies (ES 10.1,
 * 10.4; the lookup of the latter is in exotic.c). Every operation starts from one lookup of an own property (property.h) and works on its result.
 */
#include "object.h"

#include "call.h"
#include "convert.h"
#include "error.h"
#include "module.h"
#include "operator.h"
#include "property.h"

/* ---- raw changes ---- */

void property_note_patched(Object *o, PropKey key) {
  for (const Realm *r = RT->realms; r; r = r->next) {
    if ((key_same(key, KEY_SYM(iterator)) && value_same(value_from_ptr(o), r->intrinsics[INTR_ArrayPrototype])) ||
        (key_same(key, KEY(next)) && value_same(value_from_ptr(o), r->intrinsics[INTR_ArrayIteratorPrototype])))
      RT->array_iterator_patched = 1;
    if (value_same(value_from_ptr(o), r->intrinsics[INTR_RegExpPrototype])) RT->regexp_patched = 1;
  }
}

static bool is_global(const Object *o) {
  const Realm *r = RT->realms;
  while (r && value_object(r->global) != o) r = r->next;
  return r != NULL;
}

/* Room for the slots of the shape that the object is about to get. */
static void slots_reserve(Object *o, Shape *s) {
  uint32_t nslots = s->nslots;
  if (nslots <= o->cell.extra) return;
  uint32_t need = nslots - o->cell.extra;
  uint32_t have = o->slots ? o->slots->capacity : 0;
  if (need <= have) return;
  uint32_t capacity = need < 4 ? 4 : need + need / 2;
  Slots *n = (Slots *)heap_alloc(offsetof(Slots, v) + (size_t)capacity * sizeof(Value), CELL_SLOTS);
  n->capacity = capacity;
  if (have) mem_copy(n->v, o->slots->v, (size_t)have * sizeof(Value));
  if (have && is_global(o)) shape_renew_id(s); /* caches know addresses; the caller stores the id */
  for (uint32_t i = have; i < capacity; i++) n->v[i] = JS_UNDEFINED;
  o->slots = n;
  heap_barrier(o);
}

void object_install_shape(Object *o, Shape *s) {
  slots_reserve(o, s);
  o->cell.shape = s->id;
}

void object_make_sparse(Object *o) {
  if (o->cell.flags & OBJ_SPARSE) return;
  Elements *e = o->elems;
  Shape *s = shape_to_dictionary(object_shape(o));
  o->cell.shape = s->id;
  o->elems = &elements_empty;
  o->cell.flags |= OBJ_SPARSE;
  property_structure_changed(o);
  for (uint32_t i = 0; i < e->used; i++) {
    if (value_is_empty(e->v[i])) continue;
    s = shape_add(s, key_from_index(i), PROP_DEFAULT);
    slots_reserve(o, s);
    o->cell.shape = s->id;
    *object_slot(o, s->props[s->count - 1].slot) = e->v[i];
  }
  heap_barrier(o);
  if (o->slots) heap_barrier(o->slots);
}

void property_add(Object *o, PropKey key, Value value, uint32_t attrs) {
  if (o->cell.flags & OBJ_IS_PROTO) {
    RT->proto_epoch++;
    if (key_is_index(key)) RT->indexed_protos = 1;
    else property_note_patched(o, key);
  }
  if (key_is_index(key) && !(o->cell.flags & OBJ_SPARSE)) {
    if (attrs == PROP_DEFAULT && elements_put(o, key_index(key), value)) return;
    object_make_sparse(o);
  }
  if (o->cell.kind == CELL_FUNCTION && o->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(o);
  Shape *s = shape_add(object_shape(o), key, attrs);
  uint32_t slot = s->props[s->count - 1].slot;
  slots_reserve(o, s);
  o->cell.shape = s->id;
  Value *p = object_slot(o, slot);
  *p = value;
  heap_barrier_interior(object_slot(o, slot));
}

void property_replace(Object *o, PropKey key, Value value, uint32_t attrs) {
  if (o->cell.flags & OBJ_IS_PROTO) {
    RT->proto_epoch++;
    property_note_patched(o, key);
  }
  if (key_is_index(key) && !(o->cell.flags & OBJ_SPARSE)) {
    if (attrs == PROP_DEFAULT) {
      o->elems->v[key_index(key)] = value;
      heap_barrier_slot(&o->elems->v[key_index(key)]);
      return;
    }
    object_make_sparse(o);
  }
  Shape *s = object_shape(o);
  PropEntry *e = shape_lookup(s, key);
  uint32_t slot = e->slot;
  if (e->attrs != attrs) o->cell.shape = shape_change_attrs(s, key, attrs)->id;
  *object_slot(o, slot) = value;
  heap_barrier_interior(object_slot(o, slot));
}

void property_remove(Object *o, PropKey key) {
  property_structure_changed(o);
  if (o->cell.flags & OBJ_IS_PROTO) property_note_patched(o, key);
  if (key_is_index(key) && !(o->cell.flags & OBJ_SPARSE)) {
    Elements *e = o->elems;
    uint32_t i = key_index(key);
    e->v[i] = JS_EMPTY;
    while (e->used && value_is_empty(e->v[e->used - 1])) e->used--;
    return;
  }
  Shape *s = object_shape(o);
  PropEntry *last = &s->props[s->count - 1];
  if (!(s->flags & SHAPE_DICTIONARY) && s->parent && key_same(last->key, key) && s->parent->count == s->count - 1 &&
      value_same(s->parent->proto, s->proto)) {
    *object_slot(o, last->slot) = JS_UNDEFINED;
    o->cell.shape = s->parent->id;
    return;
  }
  Shape *d = shape_to_dictionary(s);
  PropEntry *e = shape_lookup(d, key);
  *object_slot(o, e->slot) = JS_UNDEFINED;
  shape_dictionary_delete(d, key);
  o->cell.shape = d->id;
}

/* ---- [[GetOwnProperty]], [[HasProperty]], [[Delete]] ---- */

static void lookup_to_desc(const Lookup *l, PropDesc *d) {
  Value v = lookup_value(l);
  d->attrs = l->attrs;
  d->has = DESC_HAS_ENUMERABLE | DESC_HAS_CONFIGURABLE;
  d->value = d->getter = d->setter = JS_UNDEFINED;
  if (l->attrs & PROP_ACCESSOR) {
    Accessor *a = (Accessor *)value_ptr(v);
    d->getter = a->getter;
    d->setter = a->setter;
    d->has |= DESC_HAS_GET | DESC_HAS_SET;
  } else {
    d->value = v;
    d->has |= DESC_HAS_VALUE | DESC_HAS_WRITABLE;
  }
}

int object_get_own(Object *o, PropKey key, PropDesc *d) {
  Lookup l;
  property_lookup(o, key, &l);
  switch (l.kind) {
    case LOOK_SLOT:
    case LOOK_VALUE: lookup_to_desc(&l, d); return 1;
    case LOOK_PROXY: return proxy_get_own((ProxyObject *)o, key, d);
    case LOOK_THROW: return -1;
    default: return 0;
  }
}

int object_has_own(Object *o, PropKey key) {
  if (kind_is_proxy((CellKind)o->cell.kind)) {
    PropDesc d;
    return object_get_own(o, key, &d);
  }
  Lookup l;
  property_lookup(o, key, &l);
  if (l.kind == LOOK_THROW) return -1;
  return l.kind == LOOK_SLOT || l.kind == LOOK_VALUE;
}

int object_has(Object *o, PropKey key) {
  for (;;) {
    if (o->cell.kind == CELL_NAMESPACE && !key_is_symbol(key))
      return module_find_export(((Namespace *)o)->module, key) != NULL;
    Lookup l;
    property_lookup(o, key, &l);
    if (l.kind == LOOK_PROXY) {
      if (STACK_CHECK()) return -1;
      return proxy_has((ProxyObject *)o, key);
    }
    if (l.kind == LOOK_THROW) return -1;
    if (l.kind == LOOK_STOP) return 0;
    if (l.kind != LOOK_ABSENT) return 1;
    Value proto = object_proto(o);
    if (!value_is_object(proto)) return 0;
    o = value_object(proto);
  }
}

int object_delete(Object *o, PropKey key) {
  if (o->cell.kind == CELL_NAMESPACE && !key_is_symbol(key))
    return module_find_export(((Namespace *)o)->module, key) == NULL;
  if (o->cell.kind == CELL_FUNCTION && o->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(o);
  Lookup l;
  property_lookup(o, key, &l);
  switch (l.kind) {
    case LOOK_PROXY: return proxy_delete((ProxyObject *)o, key);
    case LOOK_THROW: return -1;
    case LOOK_VALUE:
      if (!(l.attrs & PROP_CONFIGURABLE) || kind_is_typed_array((CellKind)o->cell.kind)) return 0;
      return 1;
    case LOOK_SLOT:
      if (!(l.attrs & PROP_CONFIGURABLE)) return 0;
      if (property_check_change(o, key)) return -1;
      if (o->cell.kind == CELL_MAPPED_ARGUMENTS && key_is_index(key)) {
        Elements *map = ((MappedArguments *)o)->map;
        if (key_index(key) < map->used) map->v[key_index(key)] = JS_EMPTY;
      }
      property_remove(o, key);
      return 1;
    default: return 1;
  }
}

/* ---- [[DefineOwnProperty]] ---- */

static bool desc_is_accessor(const PropDesc *d) { return d->has & (DESC_HAS_GET | DESC_HAS_SET); }
static bool desc_is_data(const PropDesc *d) { return d->has & (DESC_HAS_VALUE | DESC_HAS_WRITABLE); }

/* Steps 2-6 of ValidateAndApplyPropertyDescriptor (ES 10.1.6.3). */
bool desc_is_compatible(bool extensible, const PropDesc *d, const PropDesc *current, bool has_current) {
  if (!has_current) return extensible;
  if (!(current->attrs & PROP_CONFIGURABLE)) {
    if (d->has & DESC_HAS_CONFIGURABLE && d->attrs & PROP_CONFIGURABLE) return false;
    if (d->has & DESC_HAS_ENUMERABLE && (d->attrs ^ current->attrs) & PROP_ENUMERABLE) return false;
    bool current_accessor = current->attrs & PROP_ACCESSOR;
    if ((desc_is_accessor(d) && !current_accessor) || (desc_is_data(d) && current_accessor)) return false;
    if (current_accessor) {
      if (d->has & DESC_HAS_GET && !op_same_value(d->getter, current->getter)) return false;
      if (d->has & DESC_HAS_SET && !op_same_value(d->setter, current->setter)) return false;
    } else if (!(current->attrs & PROP_WRITABLE)) {
      if (d->has & DESC_HAS_WRITABLE && d->attrs & PROP_WRITABLE) return false;
      if (d->has & DESC_HAS_VALUE && !op_same_value(d->value, current->value)) return false;
    }
  }
  return true;
}

Value accessor_new(Value getter, Value setter) {
  Accessor *a = (Accessor *)heap_alloc(sizeof(Accessor), CELL_ACCESSOR);
  a->getter = getter;
  a->setter = setter;
  return value_from_ptr(a);
}

static int define_ordinary(Object *o, PropKey key, const PropDesc *d) {
  Lookup l;
  if (o->cell.kind == CELL_FUNCTION && o->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(o);
  property_lookup(o, key, &l);
  if (l.kind == LOOK_THROW) return -1;
  PropDesc current;
  bool has = l.kind == LOOK_SLOT || l.kind == LOOK_VALUE;
  if (has) lookup_to_desc(&l, &current);
  if (!desc_is_compatible(!(o->cell.flags & OBJ_NOT_EXTENSIBLE), d, &current, has)) return 0;
  const uint32_t keep = PROP_ENUMERABLE | PROP_CONFIGURABLE;
  if (!has) {
    uint32_t attrs = d->attrs & keep;
    if (desc_is_accessor(d)) {
      property_add(o, key, accessor_new(d->getter, d->setter), attrs | PROP_ACCESSOR);
    } else {
      property_add(o, key, d->has & DESC_HAS_VALUE ? d->value : JS_UNDEFINED, attrs | (d->attrs & PROP_WRITABLE));
    }
    return 1;
  }
  if (l.kind == LOOK_VALUE) return 1; /* string characters and lengths: compatible means unchanged */
  bool changes = desc_is_accessor(d) || (d->has & DESC_HAS_VALUE && !value_same(d->value, current.value));
  if (changes && property_check_change(o, key)) return -1;
  uint32_t attrs = current.attrs;
  if (d->has & DESC_HAS_ENUMERABLE) attrs = (attrs & ~(uint32_t)PROP_ENUMERABLE) | (d->attrs & PROP_ENUMERABLE);
  if (d->has & DESC_HAS_CONFIGURABLE) attrs = (attrs & ~(uint32_t)PROP_CONFIGURABLE) | (d->attrs & PROP_CONFIGURABLE);
  Value raw = *l.slot;
  if (desc_is_accessor(d)) {
    bool was = attrs & PROP_ACCESSOR;
    attrs = (attrs & keep) | PROP_ACCESSOR;
    raw = accessor_new(d->has & DESC_HAS_GET ? d->getter
                       : was                 ? current.getter
                                             : JS_UNDEFINED,
                       d->has & DESC_HAS_SET ? d->setter
                       : was                 ? current.setter
                                             : JS_UNDEFINED);
  } else if (desc_is_data(d)) {
    if (attrs & PROP_ACCESSOR) {
      attrs &= keep;
      raw = JS_UNDEFINED;
    }
    if (d->has & DESC_HAS_WRITABLE) attrs = (attrs & ~(uint32_t)PROP_WRITABLE) | (d->attrs & PROP_WRITABLE);
    if (d->has & DESC_HAS_VALUE) raw = d->value;
  }
  property_replace(o, key, raw, attrs);
  return 1;
}

/* ES 10.4.2.1 for an index. */
static int define_array_index(Array *a, PropKey key, const PropDesc *d) {
  uint32_t i = key_index(key);
  if (i >= a->length && a->o.cell.flags & OBJ_LENGTH_READONLY) return 0;
  int r = define_ordinary(&a->o, key, d);
  if (r == 1 && i >= a->length) a->length = i + 1;
  return r;
}

/* ArraySetLength (ES 10.4.2.4) from a descriptor. */
static int define_array_length(Array *a, const PropDesc *d) {
  uint32_t len = a->length;
  if (d->has & DESC_HAS_VALUE) {
    double n;
    if (!to_uint32(d->value, &len) || !to_double(d->value, &n)) return -1;
    if (n != (double)len) {
      throw_range_error("Invalid array length");
      return -1;
    }
  }
  if (desc_is_accessor(d) || d->attrs & (PROP_ENUMERABLE | PROP_CONFIGURABLE)) return 0;
  bool readonly = a->o.cell.flags & OBJ_LENGTH_READONLY;
  if (readonly && ((d->has & DESC_HAS_WRITABLE && d->attrs & PROP_WRITABLE) || len != a->length)) return 0;
  int r = 1;
  if (len != a->length) r = array_set_length(a, len);
  if (r >= 0 && d->has & DESC_HAS_WRITABLE && !(d->attrs & PROP_WRITABLE)) {
    a->o.cell.flags |= OBJ_LENGTH_READONLY;
    property_structure_changed(&a->o);
  }
  return r;
}

/* ES 10.4.4.2. */
static int define_mapped(MappedArguments *m, PropKey key, const PropDesc *d) {
  Elements *map = m->map;
  bool mapped = key_is_index(key) && key_index(key) < map->used && !value_is_empty(map->v[key_index(key)]);
  PropDesc copy = *d;
  Box *box = mapped ? (Box *)value_ptr(map->v[key_index(key)]) : NULL;
  if (mapped && desc_is_data(d) && !(d->has & DESC_HAS_VALUE) && d->has & DESC_HAS_WRITABLE &&
      !(d->attrs & PROP_WRITABLE)) {
    copy.value = box->value;
    copy.has |= DESC_HAS_VALUE;
  }
  int r = define_ordinary(&m->o, key, &copy);
  if (r != 1 || !mapped) return r;
  if (desc_is_accessor(d)) {
    map->v[key_index(key)] = JS_EMPTY;
    return 1;
  }
  if (d->has & DESC_HAS_VALUE) {
    box->value = d->value;
    heap_barrier(box);
  }
  if (d->has & DESC_HAS_WRITABLE && !(d->attrs & PROP_WRITABLE)) map->v[key_index(key)] = JS_EMPTY;
  return 1;
}

static int define_typed(TypedArray *t, uint64_t index, bool valid, const PropDesc *d) {
  if (!valid || index >= t->length) return 0;
  if (d->has & DESC_HAS_CONFIGURABLE && !(d->attrs & PROP_CONFIGURABLE)) return 0;
  if (d->has & DESC_HAS_ENUMERABLE && !(d->attrs & PROP_ENUMERABLE)) return 0;
  if (desc_is_accessor(d)) return 0;
  if (d->has & DESC_HAS_WRITABLE && !(d->attrs & PROP_WRITABLE)) return 0;
  return d->has & DESC_HAS_VALUE ? typed_set(t, index, d->value) : 1;
}

/* ES 10.4.6.7: compatible with what is there, and changes nothing. */
static int define_namespace(Object *o, PropKey key, const PropDesc *d) {
  PropDesc current;
  int r = object_get_own(o, key, &current);
  if (r != 1) return r;
  if (desc_is_accessor(d) || (d->has & DESC_HAS_CONFIGURABLE && d->attrs & PROP_CONFIGURABLE) ||
      (d->has & DESC_HAS_ENUMERABLE && !(d->attrs & PROP_ENUMERABLE)) ||
      (d->has & DESC_HAS_WRITABLE && !(d->attrs & PROP_WRITABLE)))
    return 0;
  return d->has & DESC_HAS_VALUE ? op_same_value(d->value, current.value) : 1;
}

int object_define_own(Object *o, PropKey key, const PropDesc *d) {
  CellKind kind = (CellKind)o->cell.kind;
  if (kind_is_proxy(kind)) return proxy_define_own((ProxyObject *)o, key, d);
  if (kind == CELL_ARRAY) {
    if (key_is_index(key)) return define_array_index((Array *)o, key, d);
    if (key_same(key, KEY(length))) return define_array_length((Array *)o, d);
  } else if (kind == CELL_MAPPED_ARGUMENTS) {
    return define_mapped((MappedArguments *)o, key, d);
  } else if (kind == CELL_NAMESPACE) {
    if (!key_is_symbol(key)) return define_namespace(o, key, d);
  } else if (kind_is_typed_array(kind)) {
    double n;
    if (key_is_index(key)) return define_typed((TypedArray *)o, key_index(key), true, d);
    if (key_canonical_numeric(key, &n))
      return define_typed((TypedArray *)o, (uint64_t)n,
                          n >= 0 && n < 9e15 && (double)(uint64_t)n == n && !__builtin_signbit(n), d);
  }
  return define_ordinary(o, key, d);
}

int object_define_or_throw(Object *o, PropKey key, const PropDesc *d) {
  int r = object_define_own(o, key, d);
  if (r != 0) return r;
  if (kind_is_proxy((CellKind)o->cell.kind)) {
    throw_type_error("'defineProperty' on proxy: trap returned falsish for property '%K'", key);
  } else if (kind_is_typed_array((CellKind)o->cell.kind) && key_is_index(key) &&
             key_index(key) >= ((TypedArray *)o)->length) {
    throw_type_error("Invalid typed array index");
  } else {
    int own = object_has_own(o, key);
    if (own < 0) return -1;
    if (own || !(o->cell.flags & OBJ_NOT_EXTENSIBLE)) throw_type_error("Cannot redefine property: %K", key);
    else throw_type_error("Cannot define property %K, object is not extensible", key);
  }
  return -1;
}

/* ---- [[Get]] ---- */

Value object_get(Value obj, PropKey key, Value receiver) {
  for (Object *o = value_object(obj);;) {
    Lookup l;
    property_lookup(o, key, &l);
    switch (l.kind) {
      case LOOK_SLOT: {
        if (!(l.attrs & PROP_ACCESSOR)) return *l.slot;
        Value getter = ((Accessor *)value_ptr(*l.slot))->getter;
        return value_is_undefined(getter) ? JS_UNDEFINED : js_call0(getter, receiver);
      }
      case LOOK_VALUE: return l.value;
      case LOOK_STOP: return JS_UNDEFINED;
      case LOOK_THROW: return JS_EXCEPTION;
      case LOOK_PROXY:
        if (STACK_CHECK()) return JS_EXCEPTION;
        return proxy_get((ProxyObject *)o, key, receiver);
      case LOOK_ABSENT: break;
    }
    Value proto = object_proto(o);
    if (!value_is_object(proto)) return JS_UNDEFINED;
    o = value_object(proto);
  }
}

/* The prototype of a primitive, or EMPTY for undefined and null. */
static Value primitive_proto(Value v) {
  Value *in = RT->realm->intrinsics;
  if (value_is_number(v)) return in[INTR_NumberPrototype];
  if (value_is_string(v)) return in[INTR_StringPrototype];
  if (value_is_bool(v)) return in[INTR_BooleanPrototype];
  if (value_is_symbol(v)) return in[INTR_SymbolPrototype];
  if (value_is_bigint(v)) return in[INTR_BigIntPrototype];
  return JS_EMPTY;
}

Value value_get(Value v, PropKey key) {
  if (value_is_object(v)) return object_get(v, key, v);
  if (value_is_string(v)) {
    String *s = value_string(v);
    if (key_is_index(key)) {
      if (key_index(key) < s->length) return value_from_ptr(string_from_unit(string_at(s, key_index(key))));
    } else if (key_same(key, KEY(length))) {
      return value_from_u32(s->length);
    }
  }
  Value proto = primitive_proto(v);
  if (value_is_empty(proto)) return throw_nullish_read(v, key);
  return object_get(proto, key, v);
}

Value value_get_index(Value v, uint64_t index) {
  if (value_is_object(v) && index <= PROP_INDEX_MAX) {
    Object *o = value_object(v);
    if (!kind_is_typed_array((CellKind)o->cell.kind) && o->cell.kind != CELL_MAPPED_ARGUMENTS &&
        index < o->elems->used && !value_is_empty(o->elems->v[index]))
      return o->elems->v[index];
  }
  return value_get(v, key_from_u64(index));
}

Value value_get_method(Value v, PropKey key) {
  Value f = value_get(v, key);
  if (value_is_exception(f)) return f;
  if (value_is_nullish(f)) return JS_UNDEFINED;
  if (!value_is_callable(f)) return throw_type_error("%V is not a function", f);
  return f;
}

Value value_invoke(Value v, PropKey key, uint64_t argc, const Value *argv) {
  Value f = value_get(v, key);
  if (value_is_exception(f)) return f;
  if (!value_is_callable(f)) {
    if (value_is_object(v)) return throw_type_error("%V.%K is not a function", v, key);
    return throw_type_error("%K is not a function", key);
  }
  return js_call(f, v, argc, argv);
}

Value object_peek_own(Object *o, PropKey key) {
  Lookup l;
  if (kind_is_proxy((CellKind)o->cell.kind) || o->cell.kind == CELL_NAMESPACE) return JS_EMPTY;
  property_lookup(o, key, &l);
  if (l.kind == LOOK_VALUE) return l.value;
  return l.kind == LOOK_SLOT && !(l.attrs & PROP_ACCESSOR) ? *l.slot : JS_EMPTY;
}

/* ---- [[Set]] ---- */

/* Adds a default data property to an extensible ordinary or array object that lacks it: 1 or 0. */
static int add_default(Object *o, PropKey key, Value v) {
  if (o->cell.flags & OBJ_NOT_EXTENSIBLE) return 0;
  if (o->cell.kind == CELL_ARRAY && key_is_index(key)) {
    Array *a = (Array *)o;
    uint32_t i = key_index(key);
    if (i >= a->length) {
      if (o->cell.flags & OBJ_LENGTH_READONLY) return 0;
      property_add(o, key, v, PROP_DEFAULT);
      a->length = i + 1;
      return 1;
    }
  }
  property_add(o, key, v, PROP_DEFAULT);
  return 1;
}

/* Writes to an existing writable data property of its own. */
static int store_own(Object *o, PropKey key, const Lookup *l, Value v) {
  if (l->kind == LOOK_SLOT) {
    if (property_check_change(o, key)) return -1;
    *l->slot = v;
    heap_barrier_interior(l->slot);
    if (o->cell.flags & OBJ_IS_PROTO) property_note_patched(o, key);
    return 1;
  }
  if (o->cell.kind == CELL_ARRAY) {
    PropDesc d = {0, DESC_HAS_VALUE, v, JS_UNDEFINED, JS_UNDEFINED};
    return define_array_length((Array *)o, &d);
  }
  if (kind_is_typed_array((CellKind)o->cell.kind)) {
    double n = key_is_index(key) ? key_index(key) : 0;
    if (!key_is_index(key)) key_canonical_numeric(key, &n);
    return typed_set((TypedArray *)o, (uint64_t)n, v);
  }
  return 0;
}

/* Step 2.b on of OrdinarySetWithOwnDescriptor (ES 10.1.9.2) for a receiver that is not the object looked at. */
static int set_on_receiver(Value receiver, PropKey key, Value v) {
  if (!value_is_object(receiver)) return 0;
  Object *r = value_object(receiver);
  PropDesc d;
  int has = object_get_own(r, key, &d);
  if (has < 0) return -1;
  if (has) {
    if (d.attrs & PROP_ACCESSOR || !(d.attrs & PROP_WRITABLE)) return 0;
    PropDesc only_value = {0, DESC_HAS_VALUE, v, JS_UNDEFINED, JS_UNDEFINED};
    return object_define_own(r, key, &only_value);
  }
  return object_create_data(receiver, key, v);
}

int object_set(Value obj, PropKey key, Value v, Value receiver) {
  Object *start = value_object(obj);
  for (Object *o = start;;) {
    Lookup l;
    if (o->cell.kind == CELL_NAMESPACE) return 0;
    property_lookup(o, key, &l);
    bool is_receiver = value_same(receiver, value_from_ptr(o));
    switch (l.kind) {
      case LOOK_SLOT:
      case LOOK_VALUE:
        if (l.attrs & PROP_ACCESSOR) {
          Value setter = ((Accessor *)value_ptr(*l.slot))->setter;
          if (value_is_undefined(setter)) return 0;
          return value_is_exception(js_call1(setter, receiver, v)) ? -1 : 1;
        }
        if (!(l.attrs & PROP_WRITABLE)) return 0;
        if (is_receiver) return store_own(o, key, &l, v);
        return set_on_receiver(receiver, key, v);
      case LOOK_STOP:
        /* ES 10.4.5.5: conversion happens, nothing is stored. */
        if (is_receiver) return typed_set((TypedArray *)o, UINT64_MAX, v);
        return 1;
      case LOOK_THROW: return -1;
      case LOOK_PROXY:
        if (STACK_CHECK()) return -1;
        return proxy_set((ProxyObject *)o, key, v, receiver);
      case LOOK_ABSENT: break;
    }
    Value proto = object_proto(o);
    if (!value_is_object(proto)) break;
    o = value_object(proto);
  }
  if (value_same(receiver, obj) && !kind_is_typed_array((CellKind)start->cell.kind)) return add_default(start, key, v);
  return set_on_receiver(receiver, key, v);
}

/* A store was refused: the TypeError of strict code. */
static int refuse_store(Value v, PropKey key) {
  if (!value_is_object(v)) {
    throw_type_error("Cannot create property '%K' on %s '%V'", key,
                     value_is_string(v)   ? "string"
                     : value_is_number(v) ? "number"
                     : value_is_bool(v)   ? "boolean"
                     : value_is_bigint(v) ? "bigint"
                                          : "symbol",
                     v);
    return -1;
  }
  Object *o = value_object(v);
  if (kind_is_proxy((CellKind)o->cell.kind)) {
    throw_type_error("'set' on proxy: trap returned falsish for property '%K'", key);
    return -1;
  }
  for (Object *p = o;;) {
    Lookup l;
    property_lookup(p, key, &l);
    if (l.kind == LOOK_THROW) return -1;
    if (l.kind == LOOK_SLOT || l.kind == LOOK_VALUE) {
      if (l.attrs & PROP_ACCESSOR) throw_type_error("Cannot set property %K of %V which has only a getter", key, v);
      else throw_readonly(v, key);
      return -1;
    }
    Value proto = object_proto(p);
    if (l.kind == LOOK_PROXY || !value_is_object(proto)) break;
    p = value_object(proto);
  }
  throw_type_error("Cannot add property %K, object is not extensible", key);
  return -1;
}

int value_set(Value v, PropKey key, Value value, bool strict) {
  int r;
  if (value_is_object(v)) {
    r = object_set(v, key, value, v);
  } else {
    Value proto = primitive_proto(v);
    if (value_is_empty(proto)) {
      throw_nullish_write(v, key);
      return -1;
    }
    if (value_is_string(v) &&
        (key_same(key, KEY(length)) || (key_is_index(key) && key_index(key) < value_string(v)->length))) {
      if (!strict) return 0;
      throw_type_error("Cannot assign to read only property '%K' of string '%V'", key, v);
      return -1;
    }
    r = object_set(proto, key, value, v);
  }
  return r == 0 && strict ? refuse_store(v, key) : r;
}

int value_set_index(Value v, uint64_t index, Value value, bool strict) {
  return value_set(v, key_from_u64(index), value, strict);
}

/* ---- creation of properties ---- */

int object_create_data(Value obj, PropKey key, Value v) {
  Object *o = value_object(obj);
  if (o->cell.kind == CELL_OBJECT || o->cell.kind == CELL_ARRAY) {
    Lookup l;
    property_lookup(o, key, &l);
    if (l.kind == LOOK_ABSENT) return add_default(o, key, v);
    if (l.kind == LOOK_SLOT && l.attrs == PROP_DEFAULT) return store_own(o, key, &l, v);
  }
  PropDesc d = desc_data(v, PROP_DEFAULT);
  return object_define_own(o, key, &d);
}

int object_create_data_or_throw(Value obj, PropKey key, Value v) {
  int r = object_create_data(obj, key, v);
  if (r != 0) return r;
  PropDesc d = desc_data(v, PROP_DEFAULT);
  return object_define_or_throw(value_object(obj), key, &d);
}

void object_put_data(Value obj, PropKey key, Value v, uint32_t attrs) {
  Object *o = value_object(obj);
  Lookup l;
  if (o->cell.kind == CELL_FUNCTION && o->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(o);
  property_lookup(o, key, &l);
  if (l.kind == LOOK_SLOT) property_replace(o, key, v, attrs);
  else property_add(o, key, v, attrs);
  if (o->cell.kind == CELL_ARRAY && key_is_index(key) && key_index(key) >= ((Array *)o)->length)
    ((Array *)o)->length = key_index(key) + 1;
}

void object_put_accessor(Value obj, PropKey key, Value getter, Value setter, uint32_t attrs) {
  object_put_data(obj, key, accessor_new(getter, setter), attrs | PROP_ACCESSOR);
}

/* ---- prototype and extensibility ---- */

Value object_get_prototype(Object *o) {
  if (kind_is_proxy((CellKind)o->cell.kind)) return proxy_get_prototype((ProxyObject *)o);
  return object_proto(o);
}

int object_set_prototype(Object *o, Value proto) {
  if (kind_is_proxy((CellKind)o->cell.kind)) return proxy_set_prototype((ProxyObject *)o, proto);
  if (value_same(object_proto(o), proto)) return 1;
  if (o->cell.flags & OBJ_NOT_EXTENSIBLE || o->cell.kind == CELL_NAMESPACE) return 0;
  if (value_same(value_from_ptr(o), RT->realm->intrinsics[INTR_ObjectPrototype])) return 0; /* ES 10.4.7 */
  for (Value p = proto; value_is_object(p); p = object_proto(value_object(p))) {
    if (value_ptr(p) == o) return 0;
    if (kind_is_proxy((CellKind)value_cell(p)->kind)) break;
  }
  property_structure_changed(o);
  if (value_is_object(proto) && value_object(proto)->cell.kind != CELL_OBJECT && value_object(proto)->elems->used)
    RT->indexed_protos = 1;
  Shape *s = shape_set_proto(object_shape(o), proto);
  o->cell.shape = s->id;
  return 1;
}

int object_is_extensible(Object *o) {
  if (kind_is_proxy((CellKind)o->cell.kind)) return proxy_is_extensible((ProxyObject *)o);
  return !(o->cell.flags & OBJ_NOT_EXTENSIBLE);
}

int object_prevent_extensions(Object *o) {
  if (kind_is_proxy((CellKind)o->cell.kind)) return proxy_prevent_extensions((ProxyObject *)o);
  if (o->cell.flags & OBJ_NOT_EXTENSIBLE) return 1;
  if (kind_is_typed_array((CellKind)o->cell.kind) && !typed_has_fixed_length((TypedArray *)o)) return 0;
  if (o->cell.kind == CELL_FUNCTION && o->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(o);
  /* Another shape, so that caches of stores that add cannot apply; element stores look at the flag. */
  o->cell.flags |= OBJ_NOT_EXTENSIBLE;
  o->cell.shape = shape_no_extensions(object_shape(o))->id;
  property_structure_changed(o);
  return 1;
}

int object_set_integrity(Object *o, bool frozen) {
  int r = object_prevent_extensions(o);
  if (r != 1) return r;
  CellKind kind = (CellKind)o->cell.kind;
  if (kind_is_typed_array(kind) && ((TypedArray *)o)->length) {
    throw_type_error("Cannot %s array buffer views with elements", frozen ? "freeze" : "seal");
    return -1;
  } else if (!kind_is_exotic(kind) || kind == CELL_ARRAY) {
    if (o->elems->used) object_make_sparse(o);
    if (kind == CELL_ARRAY && frozen) o->cell.flags |= OBJ_LENGTH_READONLY;
    o->cell.shape = shape_integrity(object_shape(o), frozen)->id;
    property_structure_changed(o);
    return 1;
  }
  KeyList keys;
  if (object_own_keys(o, KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0) return -1;
  for (uint32_t i = 0; i < keys.count; i++) {
    PropDesc d = {0, DESC_HAS_CONFIGURABLE, JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED};
    if (frozen) {
      PropDesc current;
      int has = object_get_own(o, keys.keys[i], &current);
      if (has < 0) return -1;
      if (!has) continue;
      if (!(current.attrs & PROP_ACCESSOR)) d.has |= DESC_HAS_WRITABLE;
    }
    if (object_define_or_throw(o, keys.keys[i], &d) < 0) return -1;
  }
  return 1;
}

int object_test_integrity(Object *o, bool frozen) {
  int extensible = object_is_extensible(o);
  if (extensible < 0) return -1;
  if (extensible) return 0;
  KeyList keys;
  if (object_own_keys(o, KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0) return -1;
  for (uint32_t i = 0; i < keys.count; i++) {
    PropDesc d;
    int has = object_get_own(o, keys.keys[i], &d);
    if (has < 0) return -1;
    if (!has) continue;
    if (d.attrs & PROP_CONFIGURABLE) return 0;
    if (frozen && !(d.attrs & PROP_ACCESSOR) && d.attrs & PROP_WRITABLE) return 0;
  }
  return 1;
}
