/*
 * keys.c: own property keys in the order of ES 10.1.11 (integers ascending, strings, then symbols by age), and property
 * descriptors as objects (ES 6.2.6).
 */
#include "convert.h"
#include "error.h"
#include "module.h"
#include "property.h"

void key_list_push(KeyList *l, PropKey key) {
  if (l->count == l->capacity) {
    uint32_t capacity = l->capacity ? l->capacity * 2 : 16;
    Elements *e = (Elements *)heap_alloc(offsetof(Elements, v) + (size_t)capacity * sizeof(Value), CELL_ELEMENTS);
    e->capacity = e->used = capacity;
    if (l->count) mem_copy(e->v, l->keys, l->count * sizeof(PropKey));
    l->keys = (PropKey *)(void *)e->v;
    l->capacity = capacity;
  }
  l->keys[l->count++] = key;
  heap_barrier_interior(&l->keys[l->count - 1]);
}

/* Heap sort of integer keys. */
static void sort_keys(PropKey *k, uint32_t n) {
  for (uint32_t start = n / 2, end = n; end > 1;) {
    if (start) {
      start--;
    } else {
      end--;
      PropKey t = k[0];
      k[0] = k[end];
      k[end] = t;
    }
    for (uint32_t root = start;;) {
      uint32_t child = root * 2 + 1;
      if (child >= end) break;
      if (child + 1 < end && k[child].bits < k[child + 1].bits) child++;
      if (k[root].bits >= k[child].bits) break;
      PropKey t = k[root];
      k[root] = k[child];
      k[child] = t;
      root = child;
    }
  }
}

static void push_integers(Object *o, uint32_t flags, KeyList *l) {
  if (o->cell.flags & OBJ_SPARSE) {
    Shape *s = object_shape(o);
    uint32_t first = l->count;
    for (uint32_t i = 0; i < s->count; i++) {
      PropEntry *e = &s->props[i];
      if (e->key.bits && key_is_index(e->key) && (!(flags & KEYS_ENUMERABLE) || e->attrs & PROP_ENUMERABLE))
        key_list_push(l, e->key);
    }
    sort_keys(l->keys + first, l->count - first);
    return;
  }
  for (uint32_t i = 0; i < o->elems->used; i++)
    if (!value_is_empty(o->elems->v[i])) key_list_push(l, key_from_index(i));
}

static void push_named(Object *o, uint32_t flags, bool symbols, KeyList *l) {
  Shape *s = object_shape(o);
  for (uint32_t i = 0; i < s->count; i++) {
    PropEntry *e = &s->props[i];
    if (!e->key.bits || key_is_index(e->key)) continue;
    if (flags & KEYS_ENUMERABLE && !(e->attrs & PROP_ENUMERABLE)) continue;
    Cell *c = value_cell((Value){e->key.bits});
    if ((c->kind == CELL_SYMBOL) != symbols) continue;
    if (symbols && (c->flags & SYM_PRIVATE || c == &SYM(stackFrames)->cell)) continue;
    key_list_push(l, e->key);
  }
}

int object_own_keys(Object *o, uint32_t flags, KeyList *list) {
  *list = (KeyList){NULL, 0, 0};
  CellKind kind = (CellKind)o->cell.kind;
  if (kind_is_proxy(kind)) {
    KeyList all = {NULL, 0, 0};
    if (proxy_own_keys((ProxyObject *)o, &all) < 0) return -1;
    for (uint32_t i = 0; i < all.count; i++) {
      bool symbol = key_is_symbol(all.keys[i]);
      if (!(flags & (symbol ? KEYS_SYMBOLS : KEYS_STRINGS))) continue;
      if (flags & KEYS_ENUMERABLE) {
        PropDesc d;
        int has = object_get_own(o, all.keys[i], &d);
        if (has < 0) return -1;
        if (!has || !(d.attrs & PROP_ENUMERABLE)) continue;
      }
      key_list_push(list, all.keys[i]);
    }
    return 1;
  }
  if (kind == CELL_FUNCTION && o->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(o);
  if (flags & KEYS_STRINGS) {
    if (kind == CELL_NAMESPACE) {
      const ModuleInfo *m = ((Namespace *)o)->module;
      for (uint32_t i = 0; i < m->nexports; i++) {
        PropKey key = key_from_string(m->exports[i].name);
        if (flags & KEYS_ENUMERABLE) {
          PropDesc d;
          if (object_get_own(o, key, &d) < 0) return -1;
        }
        key_list_push(list, key);
      }
    }
    if (kind == CELL_STRING_OBJECT) {
      uint32_t n = value_string(((PrimitiveObject *)o)->value)->length;
      for (uint32_t i = 0; i < n; i++) key_list_push(list, key_from_index(i));
    } else if (kind_is_typed_array(kind)) {
      for (uint64_t i = 0; i < ((TypedArray *)o)->length; i++) key_list_push(list, key_from_u64(i));
    }
    push_integers(o, flags, list);
    if ((kind == CELL_ARRAY || kind == CELL_STRING_OBJECT) && !(flags & KEYS_ENUMERABLE))
      key_list_push(list, KEY(length));
    push_named(o, flags, false, list);
  }
  if (flags & KEYS_SYMBOLS) push_named(o, flags, true, list);
  return 1;
}

/* ---- lists kept by shape ---- */

enum { ENUM_CACHE_SIZE = 64 };
struct EnumCache {
  Cell cell; /* CELL_INTERNAL */
  EnumKeys e[ENUM_CACHE_SIZE];
};

EnumKeys *object_enum_keys(Object *o) {
  if (o->cell.kind != CELL_OBJECT || o->elems->used || o->cell.flags & OBJ_SPARSE) return NULL;
  uint32_t id = o->cell.shape;
  if (object_shape(o)->flags & SHAPE_DICTIONARY) return NULL;
  if (!RT->enum_cache) RT->enum_cache = (struct EnumCache *)heap_alloc(sizeof(struct EnumCache), CELL_INTERNAL);
  EnumKeys *e = &RT->enum_cache->e[id % ENUM_CACHE_SIZE];
  if (e->shape == id) return e;
  KeyList list = {NULL, 0, 0};
  push_named(o, KEYS_ENUMERABLE, false, &list);
  Elements *keys = &elements_empty;
  if (list.count) {
    keys = heap_new_elements(list.count);
    mem_copy(keys->v, list.keys, list.count * sizeof(Value));
    keys->used = list.count;
  }
  *e = (EnumKeys){.shape = id, .keys = keys};
  heap_barrier_interior(e);
  return e;
}

Value keys_to_array(const KeyList *list) {
  Value a = array_new_capacity(list->count);
  Elements *e = value_object(a)->elems;
  for (uint32_t i = 0; i < list->count; i++) {
    Value v = key_to_value(list->keys[i]);
    e->v[i] = v;
    e->used = i + 1;
    heap_barrier_slot(&e->v[i]); /* making it may have made the list an old one */
  }
  ((Array *)value_ptr(a))->length = list->count;
  return a;
}

/* ---- descriptors ---- */

Value desc_to_object(const PropDesc *d) {
  Value r = object_new_plain();
  Object *o = value_object(r);
  if (d->has & DESC_HAS_VALUE) property_add(o, KEY(value), d->value, PROP_DEFAULT);
  if (d->has & DESC_HAS_WRITABLE)
    property_add(o, KEY(writable), value_from_bool(d->attrs & PROP_WRITABLE), PROP_DEFAULT);
  if (d->has & DESC_HAS_GET) property_add(o, KEY(get), d->getter, PROP_DEFAULT);
  if (d->has & DESC_HAS_SET) property_add(o, KEY(set), d->setter, PROP_DEFAULT);
  if (d->has & DESC_HAS_ENUMERABLE)
    property_add(o, KEY(enumerable), value_from_bool((d->attrs & PROP_ENUMERABLE) != 0), PROP_DEFAULT);
  if (d->has & DESC_HAS_CONFIGURABLE)
    property_add(o, KEY(configurable), value_from_bool((d->attrs & PROP_CONFIGURABLE) != 0), PROP_DEFAULT);
  return r;
}

/* HasProperty then Get: 1 and *v, 0, -1. */
static int read_field(Value object, PropKey key, Value *v) {
  int has = object_has(value_object(object), key);
  if (has != 1) return has;
  *v = object_get(object, key, object);
  return value_is_exception(*v) ? -1 : 1;
}

static int read_flag(Value object, PropKey key, uint32_t has_bit, uint32_t attr, PropDesc *d) {
  Value v;
  int has = read_field(object, key, &v);
  if (has == 1) {
    d->has |= has_bit;
    if (to_boolean(v)) d->attrs |= attr;
  }
  return has;
}

int desc_from_object(Value object, PropDesc *d) {
  if (!value_is_object(object)) {
    throw_type_error("Property description must be an object: %V", object);
    return -1;
  }
  *d = (PropDesc){0, 0, JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED};
  if (read_flag(object, KEY(enumerable), DESC_HAS_ENUMERABLE, PROP_ENUMERABLE, d) < 0) return -1;
  if (read_flag(object, KEY(configurable), DESC_HAS_CONFIGURABLE, PROP_CONFIGURABLE, d) < 0) return -1;
  int has = read_field(object, KEY(value), &d->value);
  if (has < 0) return -1;
  if (has) d->has |= DESC_HAS_VALUE;
  if (read_flag(object, KEY(writable), DESC_HAS_WRITABLE, PROP_WRITABLE, d) < 0) return -1;
  has = read_field(object, KEY(get), &d->getter);
  if (has < 0) return -1;
  if (has) {
    d->has |= DESC_HAS_GET;
    if (!value_is_undefined(d->getter) && !value_is_callable(d->getter)) {
      throw_type_error("Getter must be a function: %V", d->getter);
      return -1;
    }
  }
  has = read_field(object, KEY(set), &d->setter);
  if (has < 0) return -1;
  if (has) {
    d->has |= DESC_HAS_SET;
    if (!value_is_undefined(d->setter) && !value_is_callable(d->setter)) {
      throw_type_error("Setter must be a function: %V", d->setter);
      return -1;
    }
  }
  if (d->has & (DESC_HAS_GET | DESC_HAS_SET)) {
    d->attrs |= PROP_ACCESSOR;
    if (d->has & (DESC_HAS_VALUE | DESC_HAS_WRITABLE)) {
      throw_type_error(
          "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, %V", object);
      return -1;
    }
  }
  return 1;
}
