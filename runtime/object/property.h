/*
 * property.h: private to runtime/object: one lookup of an own property, and raw stores.
 */
#ifndef RUNTIME_OBJECT_PROPERTY_H
#define RUNTIME_OBJECT_PROPERTY_H

#include "../heap/heap.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "object.h"

typedef enum LookupKind {
  LOOK_ABSENT,
  LOOK_SLOT,  /* slot points to the value or Accessor */
  LOOK_VALUE, /* a computed value: array and string length, string characters, typed array elements, exports */
  LOOK_STOP,  /* absent, and the prototype chain is not asked (typed arrays) */
  LOOK_PROXY,
  LOOK_THROW, /* namespace: binding in its dead zone */
} LookupKind;
typedef struct Lookup {
  LookupKind kind;
  uint32_t attrs;
  Value *slot;
  Value value;
} Lookup;

/* Own property of any kind of object; runs no JavaScript. */
void property_lookup_exotic(Object *o, PropKey key, Lookup *l);
/* Own property of an object that has shape and elements only. */
static inline void property_lookup_ordinary(Object *o, PropKey key, Lookup *l) {
  if (key_is_index(key) && !(o->cell.flags & OBJ_SPARSE)) {
    uint32_t i = key_index(key);
    if (i < o->elems->used && !value_is_empty(o->elems->v[i])) {
      l->kind = LOOK_SLOT;
      l->attrs = PROP_DEFAULT;
      l->slot = &o->elems->v[i];
    } else {
      l->kind = LOOK_ABSENT;
    }
    return;
  }
  PropEntry *e = shape_lookup(object_shape(o), key);
  if (!e) {
    l->kind = LOOK_ABSENT;
    return;
  }
  l->kind = LOOK_SLOT;
  l->attrs = e->attrs;
  l->slot = object_slot(o, e->slot);
}
static inline void property_lookup(Object *o, PropKey key, Lookup *l) {
  CellKind k = (CellKind)o->cell.kind;
  if (k == CELL_OBJECT) property_lookup_ordinary(o, key, l);
  else property_lookup_exotic(o, key, l);
}
static inline Value lookup_value(const Lookup *l) { return l->kind == LOOK_SLOT ? *l->slot : l->value; }

/* Structural change of an object: prototype caches are void. */
static inline void property_structure_changed(Object *o) {
  if (o->cell.flags & OBJ_IS_PROTO) RT->proto_epoch++;
}
/* A change to a property of a prototype: notes when array iteration is no longer the original. */
void property_note_patched(Object *o, PropKey key);

/* 0, or -1 with an exception: the program was compiled relying on the property. */
int property_refuse_change(Object *o, PropKey key);
static inline int property_check_change(Object *o, PropKey key) {
  return o->cell.flags & OBJ_RELIED_ON ? property_refuse_change(o, key) : 0;
}

Value accessor_new(Value getter, Value setter); /* what a slot of an accessor property has */

/* Adds an absent property to an extensible ordinary object (or the ordinary part of an exotic one): value is the raw
 * slot content. */
void property_add(Object *o, PropKey key, Value value, uint32_t attrs);
/* Removes an own property of the ordinary part. */
void property_remove(Object *o, PropKey key);
/* Changes attributes and raw content of an existing one. */
void property_replace(Object *o, PropKey key, Value value, uint32_t attrs);
/* Installs another shape: makes overflow room, copies nothing. */
void object_install_shape(Object *o, Shape *s);

/* proxy.c: the traps (ES 10.5). */
int proxy_get_own(ProxyObject *p, PropKey key, PropDesc *d);
int proxy_define_own(ProxyObject *p, PropKey key, const PropDesc *d);
int proxy_has(ProxyObject *p, PropKey key);
Value proxy_get(ProxyObject *p, PropKey key, Value receiver);
int proxy_set(ProxyObject *p, PropKey key, Value v, Value receiver);
int proxy_delete(ProxyObject *p, PropKey key);
Value proxy_get_prototype(ProxyObject *p);
int proxy_set_prototype(ProxyObject *p, Value proto);
int proxy_is_extensible(ProxyObject *p);
int proxy_prevent_extensions(ProxyObject *p);
int proxy_own_keys(ProxyObject *p, KeyList *list);
/* Validate of ES 10.1.6.3 without applying: for proxies. */
bool desc_is_compatible(bool extensible, const PropDesc *d, const PropDesc *current, bool has_current);

/* typed.c: elements of typed arrays. */
Value typed_get(TypedArray *t, uint64_t index);
/* Converts, then stores if still in range: 1 or -1. */
int typed_set(TypedArray *t, uint64_t index, Value v);
/* IsTypedArrayFixedLength (ES 10.4.5.14). */
bool typed_has_fixed_length(const TypedArray *t);

#endif
