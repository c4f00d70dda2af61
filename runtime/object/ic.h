/*
 * ic.h: inline caches (PropIC of abi.h): what their fields mean beyond the inlined hit, and the out-of-line stubs.
 *
 * Reads. shape/offset: own inline slot. method_shape/epoch/method_slot: data property of a prototype, absent on the
 * receiver. poly: further shapes, with to.location of own properties; or, with IC_POLY_METHODS, to.slot, prototype
 * hits of the same epoch. Entries of poly now and then change places with the first. What is not there is looked up in the isolate's megamorphic cache by (shape, key), which also
 * knows absent properties and accessors.
 * Writes. shape/offset: own writable data property in an inline slot. method_shape/new_shape/epoch, with the byte offset
 * in `state`: adds a property in an inline slot. poly with to.location: further own properties; to.stub[2], to.stub[3]:
 * one more add.
 * create_this: see stub_create_this.
 *
 * A location is a byte offset * 2 of an inline slot, or an overflow slot's index * 2 + 1.
 */
#ifndef RUNTIME_OBJECT_IC_H
#define RUNTIME_OBJECT_IC_H

#include "object.h"

#define IC_ENTRY(shape_id, location) ((uint64_t)(shape_id) | (uint64_t)(location) << 32)

static inline uint32_t ic_location(const Object *o, uint32_t slot) {
  if (slot < o->cell.extra) return (object_fixed_size((CellKind)o->cell.kind) + slot * (uint32_t)sizeof(Value)) * 2;
  return (slot - o->cell.extra) * 2 + 1;
}
static inline Value *ic_slot(Object *o, uint32_t location) {
  if (location & 1) return &o->slots->v[location >> 1];
  return (Value *)(void *)((uint8_t *)o + (location >> 1));
}

/* Which entry of ic->poly the shape is, 4 for none. Branches, since they are predicted and loads can start early. */
static inline __attribute__((always_inline)) int ic_poly_find(const PropIC *ic, uint32_t shape) {
  if (ic->poly[0] == shape) return 0;
  if (ic->poly[1] == shape) return 1;
  if (ic->poly[2] == shape) return 2;
  return ic->poly[3] == shape ? 3 : 4;
}

/* ---- the megamorphic cache ---- */

enum { MEGA_SIZE = 1024 };
enum { MEGA_OWN = 0, MEGA_PROTO = 1, MEGA_OWN_ACCESSOR = 2, MEGA_PROTO_ACCESSOR = 3, MEGA_ABSENT = 4, MEGA_KIND = 7 };
typedef struct MegaEntry {
  uint64_t key;
  uint32_t shape;
  uint32_t epoch; /* unused for own properties */
  uint64_t data;  /* location * 8 | kind, or address of the slot | kind */
} MegaEntry;
struct MegamorphicCache {
  MegaEntry e[MEGA_SIZE];
};

/* The table exists: mega_record made it. */
static inline MegaEntry *mega_entry(uint32_t shape, PropKey key) {
  uint64_t h = (key.bits >> 4) * 0x9E3779B97F4A7C15ull ^ shape * 0x85EBCA6Bull << 20;
  return &RT->megamorphic->e[h >> 40 & (MEGA_SIZE - 1)];
}

/* Full forms behind the inlined ones; same results. */
Value stub_get_prop(Value obj, String *key, PropIC *ic);
/* The value of a data property found without running code, else EMPTY; fills the cache for the next time. */
Value stub_find_method(Value obj, String *key, PropIC *ic);
/* The getter of an accessor property that a read finds, else EMPTY. The cache is one for getters of prototypes;
 * objects of its `shape` have a data property of their own. */
Value stub_find_getter(Value obj, String *key, PropIC *ic);
Value stub_get_elem(Value obj, Value key);
int32_t stub_set_prop(Value obj, Value v, String *key, PropIC *ic, int64_t strict);
int32_t stub_set_elem(Value obj, Value key, Value v, int64_t strict);
int32_t stub_define_prop(Value obj, Value v, String *key, PropIC *ic, int64_t attrs);
/* Records that objects of shape `before` got the property by moving to the shape o has now. */
void ic_fill_add(PropIC *ic, uint32_t before, Object *o, PropKey key, uint32_t epoch);
/* Remembers a data property that `super.key` has found: method_slot, for the epoch; stub[0], the key; stub[1], the prototype of
 * the home object, from which it was looked for. */
void ic_fill_super(PropIC *ic, Object *proto, Value key, PropKey k);
/* Remembers, for the epoch, that instanceof asks functions of this shape for nothing but their `prototype`: method_shape;
 * offset, its overflow slot. */
void ic_fill_instance_of(PropIC *ic, Object *f);
Value stub_get_super(Value home, Value key, Value receiver, PropIC *ic);
/* Private names: private.c. */
Value stub_private_get(Value obj, Value symbol, PropIC *ic);
int32_t stub_private_set(Value obj, Value symbol, Value v, PropIC *ic);
int32_t stub_private_add(Value obj, Value symbol, Value v, PropIC *ic);
int32_t stub_private_has(Value obj, Value symbol, PropIC *ic);
/* A test for the site's shape has failed: takes obj's, if that has the n keys as own data properties in inline slots,
 * writable where `stored` has a bit, and the site has not changed too often. */
void stub_learn_shape(Value obj, ShapeSite *site, int64_t n, String *const *keys, int64_t stored);
Value stub_new_literal(LiteralSite *site, int64_t n, Value *values);
/* create_this and stores of n properties; slots * 2 + 1 if strict. */
Value stub_new_fields(Value new_target, PropIC *ic, int64_t n, String *const *keys, int64_t slots_strict,
                      Value *values);
Value stub_plain_proto(Value constructor, PropIC *ic, uint64_t n, String *const *keys);
Value stub_new_plain(Value proto, int64_t slots);
Value stub_create_this(Value new_target, PropIC *ic, int64_t slots);
/* Reads through the megamorphic cache: obj is an object, receiver any value. */
Value mega_get(Object *o, PropKey key, Value receiver);

#endif
