/*
 * alloc.c: making objects, arrays and wrappers; growing elements (object.h).
 */
#include "call.h"
#include "convert.h"
#include "error.h"
#include "object.h"
#include "property.h"

enum { PLAIN_INLINE_SLOTS = 4 };
/* An out-of-order store this far behind the end, or at so high an index, makes the object sparse if few elements are
 * present, unless its array length promises more. */
enum { ELEMENTS_MAX_GAP = 1024, ELEMENTS_UNCHECKED = 1 << 16, ELEMENTS_MAX_PREALLOCATED = 1 << 25 };

Elements elements_empty = {{0, CELL_ELEMENTS, 0, GC_IMMORTAL, 0}, 0, 0, {{VALUE_EMPTY_BITS}}};

static Object *alloc_with_shape(Shape *s, CellKind kind, size_t size) {
  Object *o = (Object *)heap_alloc(size, kind);
  o->cell.shape = s->id;
  o->cell.extra = (uint8_t)s->ninline;
  o->elems = &elements_empty;
  return o;
}

Value object_new_sized(Value proto, uint32_t ninline) {
  if (ninline > 255) ninline = 255;
  Shape *s = shape_root(proto, CELL_OBJECT, ninline);
  Object *o = alloc_with_shape(s, CELL_OBJECT, sizeof(Object) + ninline * sizeof(Value));
  Value *v = object_inline_slots(o);
  for (uint32_t i = 0; i < ninline; i++) v[i] = JS_UNDEFINED;
  return value_from_ptr(o);
}

Value object_new(Value proto) { return object_new_sized(proto, PLAIN_INLINE_SLOTS); }
Value object_new_plain(void) { return object_new(RT->realm->intrinsics[INTR_ObjectPrototype]); }

Object *object_new_kind(CellKind kind, Value proto, size_t size) {
  if (kind == CELL_OBJECT) return value_object(object_new(proto));
  return alloc_with_shape(shape_root(proto, kind, 0), kind, size);
}

Object *object_new_default(CellKind kind, size_t size) {
  if (kind == CELL_OBJECT) return value_object(object_new_plain());
  Shape *s = shape_by_id(RT->realm->shape_of_kind[kind]);
  return alloc_with_shape(s, kind, size);
}

Value prototype_from_constructor(Value new_target, Intrinsic default_proto) {
  if (value_is_object(new_target)) {
    Value proto = value_get(new_target, KEY(prototype));
    if (value_is_exception(proto) || value_is_object(proto)) return proto;
    Realm *realm = function_realm(new_target);
    return realm ? realm->intrinsics[default_proto] : JS_EXCEPTION;
  }
  return RT->realm->intrinsics[default_proto];
}

Object *object_new_from_constructor(Value new_target, Intrinsic default_proto, CellKind kind, size_t size) {
  Value proto = prototype_from_constructor(new_target, default_proto);
  return value_is_exception(proto) ? NULL : object_new_kind(kind, proto, size);
}

Value primitive_object_new(CellKind kind, Value primitive) {
  Intrinsic proto = kind == CELL_BOOLEAN         ? INTR_BooleanPrototype
                    : kind == CELL_NUMBER        ? INTR_NumberPrototype
                    : kind == CELL_STRING_OBJECT ? INTR_StringPrototype
                    : kind == CELL_SYMBOL_OBJECT ? INTR_SymbolPrototype
                                                 : INTR_BigIntPrototype;
  PrimitiveObject *p = (PrimitiveObject *)object_new_kind(kind, RT->realm->intrinsics[proto], sizeof *p);
  p->value = primitive;
  return value_from_ptr(p);
}

/* ---- elements ---- */

static Elements *elements_new(uint32_t capacity) {
  Elements *e = (Elements *)heap_alloc(offsetof(Elements, v) + (size_t)capacity * sizeof(Value), CELL_ELEMENTS);
  e->capacity = capacity;
  return e;
}

static void elements_set_capacity(Object *o, uint32_t capacity) {
  Elements *old = o->elems;
  Elements *n = elements_new(capacity);
  n->used = old->used;
  mem_copy(n->v, old->v, (size_t)old->used * sizeof(Value));
  o->elems = n;
  heap_barrier(o);
}

void elements_reserve(Object *o, uint32_t capacity) {
  if (capacity <= o->elems->capacity) return;
  uint64_t grown = (uint64_t)o->elems->capacity + o->elems->capacity / 2 + 16;
  if (grown < capacity) grown = capacity;
  if (grown > 0xFFFFFFF0u) grown = 0xFFFFFFF0u;
  elements_set_capacity(o, (uint32_t)grown);
}

/* Would so few elements lie below i + 1 that a dictionary takes less room? A dictionary's entry is taken for nine words,
 * as V8 does (ShouldConvertToSlowElements). Asked when an array grows, so the count is paid for by the growth. */
static bool elements_too_thin(const Elements *e, uint32_t i) {
  uint32_t present = 0;
  for (uint32_t k = 0; k < e->used; k++) present += !value_is_empty(e->v[k]);
  return i / 9 > present;
}

bool elements_put(Object *o, uint32_t i, Value v) {
  Elements *e = o->elems;
  if (i >= e->capacity) {
    if (i - e->used > (i < ELEMENTS_UNCHECKED ? ELEMENTS_MAX_GAP : 0)) {
      uint32_t length = o->cell.kind == CELL_ARRAY ? ((Array *)o)->length : 0;
      if (i < length && length <= ELEMENTS_MAX_PREALLOCATED) elements_set_capacity(o, length);
      else if (elements_too_thin(e, i)) return false;
    }
    elements_reserve(o, i + 1);
    e = o->elems;
  }
  for (uint32_t k = e->used; k < i; k++) e->v[k] = JS_EMPTY;
  if (i >= e->used) e->used = i + 1;
  e->v[i] = v;
  heap_barrier_slot(&e->v[i]);
  return true;
}

/* ---- arrays ---- */

Value array_new_proto(Value proto, uint32_t len) {
  Array *a = (Array *)object_new_kind(CELL_ARRAY, proto, sizeof *a);
  a->length = len;
  return value_from_ptr(a);
}

Value array_new(uint32_t len) {
  Array *a = (Array *)object_new_default(CELL_ARRAY, sizeof *a);
  a->length = len;
  if (len && len <= 4096) a->o.elems = elements_new(len);
  return value_from_ptr(a);
}

Value array_new_capacity(uint32_t capacity) {
  Array *a = (Array *)object_new_default(CELL_ARRAY, sizeof *a);
  if (capacity) a->o.elems = elements_new(capacity);
  return value_from_ptr(a);
}

Value array_from_values(uint64_t n, const Value *v) {
  Array *a = (Array *)object_new_default(CELL_ARRAY, sizeof *a);
  if (n) {
    Elements *e = elements_new((uint32_t)n);
    mem_copy(e->v, v, n * sizeof(Value));
    e->used = (uint32_t)n;
    a->o.elems = e;
  }
  a->length = (uint32_t)n;
  return value_from_ptr(a);
}

int array_push(Value array, Value v) {
  Array *a = (Array *)value_ptr(array);
  if (a->length == 0xFFFFFFFFu) {
    throw_range_error("Invalid array length");
    return -1;
  }
  Elements *e = a->o.elems;
  if (a->length == e->used &&
      !(a->o.cell.flags & (OBJ_SPARSE | OBJ_NOT_EXTENSIBLE | OBJ_LENGTH_READONLY | OBJ_IS_PROTO))) {
    elements_reserve(&a->o, a->length + 1);
    e = a->o.elems;
    e->v[e->used++] = v;
    heap_barrier_slot(&e->v[e->used - 1]);
    a->length++;
    return 1;
  }
  return value_set(array, key_from_index(a->length), v, true);
}

int array_set_length(Array *a, uint32_t len) {
  if (len == a->length) return 1;
  if (a->o.cell.flags & OBJ_LENGTH_READONLY) return 0;
  if (len > a->length) {
    a->length = len;
    return 1;
  }
  if (!(a->o.cell.flags & OBJ_SPARSE)) {
    Elements *e = a->o.elems;
    if (e->used > len) {
      for (uint32_t i = len; i < e->used; i++) e->v[i] = JS_UNDEFINED;
      e->used = len;
      while (e->used && value_is_empty(e->v[e->used - 1])) e->used--;
      if (len == 0) a->o.elems = &elements_empty;
    }
    a->length = len;
    return 1;
  }
  /* Sparse: delete from the end until something refuses. */
  KeyList keys;
  object_own_keys(&a->o, KEYS_STRINGS, &keys);
  uint32_t n = 0;
  while (n < keys.count && key_is_index(keys.keys[n])) n++;
  while (n && key_index(keys.keys[n - 1]) >= len) {
    if (object_delete(&a->o, keys.keys[n - 1]) == 0) {
      a->length = key_index(keys.keys[n - 1]) + 1;
      return 0;
    }
    n--;
  }
  a->length = len;
  return 1;
}

bool array_is_simple(Value v) {
  return value_is_array_kind(v) && !(value_cell(v)->flags & OBJ_SPARSE) && !RT->indexed_protos &&
         !value_is_null(object_proto(value_object(v))) &&
         !kind_is_proxy((CellKind)value_cell(object_proto(value_object(v)))->kind);
}

Value array_species_create(Value original, double length) {
  int is_array = value_is_array(original);
  if (is_array < 0) return JS_EXCEPTION;
  Realm *realm = RT->realm;
  Value c = JS_UNDEFINED;
  if (is_array) {
    c = value_get(original, KEY(constructor));
    if (value_is_exception(c)) return c;
    if (value_is_constructor(c)) {
      Realm *other = function_realm(c);
      if (!other) return JS_EXCEPTION;
      if (other != realm && value_same(c, other->intrinsics[INTR_Array])) c = JS_UNDEFINED;
    }
    if (value_is_object(c)) {
      c = value_get(c, KEY_SYM(species));
      if (value_is_exception(c)) return c;
      if (value_is_null(c)) c = JS_UNDEFINED;
    }
  }
  if (value_is_undefined(c) || value_same(c, realm->intrinsics[INTR_Array])) {
    if (length > 4294967295.0) return throw_range_error("Invalid array length");
    return array_new((uint32_t)length);
  }
  if (!value_is_constructor(c)) return throw_type_error("object.constructor[Symbol.species] is not a constructor");
  Value len = value_from_double(length);
  return js_construct(c, 1, &len, c);
}

/* ---- small helpers over objects ---- */

Value iter_result_new(Value value, bool done) {
  /* as the literal {value, done} */
  Realm *r = RT->realm;
  if (!r->shape_iter_result) {
    Shape *s = shape_root(r->intrinsics[INTR_ObjectPrototype], CELL_OBJECT, 2);
    r->shape_iter_result = shape_add(shape_add(s, KEY(value), PROP_DEFAULT), KEY(done), PROP_DEFAULT)->id;
  }
  enum { SIZE = HEAP_ROUND(sizeof(Object) + 2 * sizeof(Value)) };
  PlainObject *o = heap_alloc_inline(SIZE, HEAP_HEADER(r->shape_iter_result, CELL_OBJECT, 0, 2, SIZE));
  o->o.elems = &elements_empty;
  o->inline_slots[0] = value;
  o->inline_slots[1] = value_from_bool(done);
  return value_from_ptr(o);
}

int64_t length_of_array_like(Value obj) {
  if (value_is_array_kind(obj)) return array_length(obj);
  Value v = value_get(obj, KEY(length));
  uint64_t len;
  if (value_is_exception(v) || !to_length(v, &len)) return -1;
  return (int64_t)len;
}

int value_is_array(Value v) {
  while (value_is_object(v)) {
    CellKind kind = (CellKind)value_cell(v)->kind;
    if (kind == CELL_ARRAY) return 1;
    if (!kind_is_proxy(kind)) return 0;
    v = ((ProxyObject *)value_ptr(v))->target;
    if (value_is_null(v)) {
      throw_type_error("Cannot perform 'IsArray' on a proxy that has been revoked");
      return -1;
    }
  }
  return 0;
}

bool value_is_constructor(Value v) {
  while (value_is_kind(v, CELL_BOUND_FUNCTION)) v = ((BoundFunction *)value_ptr(v))->target;
  if (!value_is_callable(v)) return false;
  switch (value_cell(v)->kind) {
    case CELL_CALLABLE_PROXY: return value_same(((ProxyObject *)value_ptr(v))->is_constructor, JS_TRUE);
    default: return ((Function *)value_ptr(v))->info->flags & FN_CONSTRUCTOR;
  }
}

Value species_constructor(Value obj, Value default_ctor) {
  Value c = value_get(obj, KEY(constructor));
  if (value_is_exception(c) || value_is_undefined(c)) return value_is_undefined(c) ? default_ctor : c;
  if (!value_is_object(c)) return throw_type_error("The .constructor property is not an object");
  Value s = value_get(c, KEY_SYM(species));
  if (value_is_exception(s)) return s;
  if (value_is_nullish(s)) return default_ctor;
  if (!value_is_constructor(s)) return throw_type_error("object.constructor[Symbol.species] is not a constructor");
  return s;
}

Realm *function_realm(Value f) {
  while (value_is_callable(f)) {
    CellKind kind = (CellKind)value_cell(f)->kind;
    if (kind == CELL_FUNCTION) return ((Function *)value_ptr(f))->realm ? ((Function *)value_ptr(f))->realm : RT->realm;
    if (kind == CELL_BOUND_FUNCTION) {
      f = ((BoundFunction *)value_ptr(f))->target;
    } else {
      f = ((ProxyObject *)value_ptr(f))->target;
      if (value_is_null(f)) {
        throw_type_error("Cannot perform 'get' on a proxy that has been revoked");
        return NULL;
      }
    }
  }
  return RT->realm;
}

int64_t list_from_array_like(Value obj, Value **argv) {
  if (!value_is_object(obj)) {
    throw_type_error("CreateListFromArrayLike called on non-object");
    return -1;
  }
  int64_t n = length_of_array_like(obj);
  if (n < 0) return -1;
  if (n > RT_ARGS_CAPACITY - 8) {
    throw_range_error("Maximum call stack size exceeded");
    return -1;
  }
  Elements *e = elements_new((uint32_t)n + 1);
  if (array_is_simple(obj)) {
    Elements *from = value_object(obj)->elems;
    for (int64_t i = 0; i < n; i++) e->v[i] = i < from->used && !value_is_empty(from->v[i]) ? from->v[i] : JS_UNDEFINED;
    e->used = (uint32_t)n;
  } else {
    for (int64_t i = 0; i < n; i++) {
      Value v = value_get_index(obj, (uint64_t)i);
      if (value_is_exception(v)) return -1;
      e->v[i] = v;
      e->used = (uint32_t)i + 1;
    }
  }
  *argv = e->v;
  return n;
}

Value arguments_new(uint64_t argc, const Value *argv) {
  Object *o = object_new_default(CELL_ARGUMENTS, sizeof(Object));
  if (argc) {
    Elements *e = elements_new((uint32_t)argc);
    mem_copy(e->v, argv, argc * sizeof(Value));
    e->used = (uint32_t)argc;
    o->elems = e;
  }
  Realm *r = RT->realm;
  property_add(o, KEY(length), value_from_u64(argc), PROP_HIDDEN);
  property_add(o, KEY_SYM(iterator), r->intrinsics[INTR_ArrayProto_values], PROP_HIDDEN);
  return value_from_ptr(o);
}

/* The source has data properties in its shape only, all of them writable, and the target is as plain: nobody's code runs. */
static bool is_plain_copy(const Object *to, const Object *from) {
  const uint8_t special = OBJ_SPARSE | OBJ_NOT_EXTENSIBLE | OBJ_IS_PROTO;
  return from->cell.kind == CELL_OBJECT && to->cell.kind == CELL_OBJECT && to != from && !from->elems->used &&
         !(from->cell.flags & OBJ_SPARSE) && !(to->cell.flags & special) && !(to->cell.flags & OBJ_RELIED_ON) &&
         !(object_shape(from)->flags & SHAPE_HAS_READONLY) && !(object_shape(to)->flags & SHAPE_HAS_READONLY);
}

static bool is_copied(const PropEntry *e, uint64_t nexcluded, const PropKey *excluded) {
  if (!e->key.bits || !(e->attrs & PROP_ENUMERABLE)) return false;
  if (key_is_symbol(e->key) && value_cell((Value){e->key.bits})->flags & SYM_PRIVATE) return false;
  for (uint64_t k = 0; k < nexcluded; k++)
    if (key_same(e->key, excluded[k])) return false;
  return true;
}

/* The shape of an object that is empty yet when it has the properties; from's own where that fits. */
static Shape *shape_of_copy(const Object *to, const Object *from, uint64_t nexcluded, const PropKey *excluded) {
  const Shape *s = object_shape(from);
  Shape *shape = object_shape(to);
  bool is_same = !nexcluded && !(s->flags & SHAPE_DICTIONARY) && !(from->cell.flags & OBJ_NOT_EXTENSIBLE) &&
                 value_same(s->proto, shape->proto) && from->cell.extra == to->cell.extra;
  for (uint32_t i = 0; is_same && i < s->count; i++)
    is_same = s->props[i].attrs == PROP_DEFAULT && is_copied(&s->props[i], 0, NULL);
  if (is_same) return object_shape(from);
  for (uint32_t i = 0; i < s->count; i++)
    if (is_copied(&s->props[i], nexcluded, excluded)) shape = shape_add(shape, s->props[i].key, PROP_DEFAULT);
  return shape;
}

/* copy_data_properties for is_plain_copy. */
static void copy_plain(Object *to, Object *from, uint64_t nexcluded, const PropKey *excluded) {
  const Shape *s = object_shape(from), *shape = NULL;
  if (!object_shape(to)->count) {
    Shape *whole = shape_of_copy(to, from, nexcluded, excluded);
    object_install_shape(to, whole);
    shape = whole;
  }
  for (uint32_t i = 0, n = 0; i < s->count; i++) {
    PropKey key = s->props[i].key;
    if (!is_copied(&s->props[i], nexcluded, excluded)) continue;
    Value v = *object_slot(from, s->props[i].slot);
    if (!shape) {
      object_put_data(value_from_ptr(to), key, v, PROP_DEFAULT);
      continue;
    }
    Value *slot = object_slot(to, shape->props[n++].slot);
    *slot = v;
    heap_barrier_interior(slot);
  }
}

int copy_data_properties(Value target, Value source, uint64_t nexcluded, const PropKey *excluded) {
  if (value_is_nullish(source)) return 1;
  Value from = to_object(source);
  if (value_is_exception(from)) return -1;
  Object *o = value_object(from);
  if (is_plain_copy(value_object(target), o)) {
    copy_plain(value_object(target), o, nexcluded, excluded);
    return 1;
  }
  KeyList keys;
  if (object_own_keys(o, KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0) return -1;
  for (uint32_t i = 0; i < keys.count; i++) {
    PropKey key = keys.keys[i];
    bool skip = false;
    for (uint64_t k = 0; k < nexcluded && !skip; k++) skip = key_same(key, excluded[k]);
    if (skip) continue;
    Value v;
    if (kind_is_proxy((CellKind)o->cell.kind)) {
      PropDesc d;
      int has = object_get_own(o, key, &d);
      if (has < 0) return -1;
      if (!has || !(d.attrs & PROP_ENUMERABLE)) continue;
      v = object_get(from, key, from);
    } else {
      Lookup l;
      property_lookup(o, key, &l);
      if (l.kind == LOOK_THROW) return -1;
      if ((l.kind != LOOK_SLOT && l.kind != LOOK_VALUE) || !(l.attrs & PROP_ENUMERABLE)) continue;
      v = l.attrs & PROP_ACCESSOR ? object_get(from, key, from) : lookup_value(&l);
    }
    if (value_is_exception(v)) return -1;
    if (object_create_data_or_throw(target, key, v) < 0) return -1;
  }
  return 1;
}
