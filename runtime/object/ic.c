/*
 * ic.c: the out-of-line parts of property access from compiled code: filling inline caches and the megamorphic cache.
 *
 * A cached own property is valid while the shape id is: shapes never change, and a dictionary shape that a cache may
 * know (SHAPE_CACHED) takes a new id when a property is deleted or changes attributes; when absence was recorded
 * (SHAPE_CACHED_ABSENT), also when one is added. Anything that depends on prototypes is valid for one Rt.proto_epoch.
 */
#include "ic.h"

#include "call.h"
#include "convert.h"
#include "error.h"
#include "property.h"

/* ---- the megamorphic cache ---- */

/* May an inline cache record this shape? Dictionaries that keep changing are not worth it. */
static bool shape_cacheable(Shape *s) { return !(s->flags & SHAPE_DICTIONARY) || s->renewals < 64; }

/* Whether a shape says all about this key on this object. */
static bool lookup_cacheable(Object *o, PropKey key) {
  CellKind kind = (CellKind)o->cell.kind;
  if (kind == CELL_NAMESPACE || kind_is_proxy(kind)) return false;
  if ((kind == CELL_ARRAY || kind == CELL_STRING_OBJECT) && key_same(key, KEY(length))) return false;
  double d;
  return !kind_is_typed_array(kind) || !key_canonical_numeric(key, &d);
}

typedef enum FoundKind { FOUND_UNCACHED, FOUND_OWN, FOUND_PROTO, FOUND_ABSENT } FoundKind;
typedef struct Found {
  FoundKind kind;
  Value *slot;
  uint32_t attrs;
} Found;

/* Walks the chain for a cacheable answer. Not inlined, nor the next one: caches mean that they are not called often. */
static __attribute__((noinline)) Found find(Object *start, PropKey key) {
  Object *o = start;
  for (;;) {
    if (!lookup_cacheable(o, key)) return (Found){FOUND_UNCACHED, NULL, 0};
    Lookup l;
    property_lookup(o, key, &l);
    if (l.kind == LOOK_SLOT) return (Found){o == start ? FOUND_OWN : FOUND_PROTO, l.slot, l.attrs};
    if (l.kind != LOOK_ABSENT) return (Found){FOUND_UNCACHED, NULL, 0};
    Value proto = object_proto(o);
    if (!value_is_object(proto)) return (Found){FOUND_ABSENT, NULL, 0};
    o = value_object(proto);
  }
}

static uint32_t location_of(Object *o, const Value *slot) {
  const uint8_t *p = (const uint8_t *)slot, *base = (const uint8_t *)o;
  const uint8_t *inline_start = (const uint8_t *)object_inline_slots(o);
  if (p >= inline_start && p < inline_start + o->cell.extra * sizeof(Value)) return (uint32_t)(p - base) * 2;
  return (uint32_t)(slot - o->slots->v) * 2 + 1;
}

static __attribute__((noinline)) void mega_record(Object *o, PropKey key, const Found *f) {
  Shape *s = object_shape(o);
  if (!shape_cacheable(s)) return;
  s->flags |= f->kind == FOUND_OWN ? SHAPE_CACHED : SHAPE_CACHED | SHAPE_CACHED_ABSENT;
  if (!RT->megamorphic) RT->megamorphic = heap_alloc_bytes(sizeof(struct MegamorphicCache));
  MegaEntry *e = mega_entry(s->id, key);
  *e = (MegaEntry){key.bits, s->id, RT->proto_epoch, MEGA_ABSENT};
  bool accessor = f->attrs & PROP_ACCESSOR;
  if (f->kind == FOUND_OWN) e->data = (uint64_t)location_of(o, f->slot) * 8 | (accessor ? MEGA_OWN_ACCESSOR : MEGA_OWN);
  else if (f->kind == FOUND_PROTO)
    e->data = (uint64_t)(uintptr_t)f->slot | (accessor ? MEGA_PROTO_ACCESSOR : MEGA_PROTO);
}

static __attribute__((noinline)) Value call_getter(Value accessor, Value receiver) {
  Value getter = ((Accessor *)value_ptr(accessor))->getter;
  return value_is_undefined(getter) ? JS_UNDEFINED : js_call0(getter, receiver);
}

/* Where the accessor is that the table knows for the key; NULL: it knows none, or (*is_known) that there is none. */
static Value *mega_accessor(Object *o, PropKey key, bool *is_known, bool *is_inherited) {
  const MegaEntry *e = RT->megamorphic ? mega_entry(o->cell.shape, key) : NULL;
  uint64_t kind = e ? e->data & MEGA_KIND : 0;
  *is_known = e && e->key == key.bits && e->shape == o->cell.shape;
  *is_inherited = kind == MEGA_PROTO_ACCESSOR;
  if (*is_known && kind == MEGA_OWN_ACCESSOR) return ic_slot(o, (uint32_t)(e->data >> 3));
  if (!*is_known || kind == MEGA_OWN) return NULL;
  *is_known = e->epoch == RT->proto_epoch;
  return *is_known && *is_inherited ? (Value *)(uintptr_t)(e->data & ~(uint64_t)MEGA_KIND) : NULL;
}

static inline __attribute__((always_inline)) bool mega_hit(Object *o, PropKey key, Value receiver, Value *out) {
  uint32_t id = o->cell.shape;
  if (!RT->megamorphic) return false;
  MegaEntry *e = mega_entry(id, key);
  if (e->key != key.bits || e->shape != id) return false;
  uint64_t kind = e->data & MEGA_KIND;
  if (kind == MEGA_OWN) {
    *out = *ic_slot(o, (uint32_t)(e->data >> 3));
    return true;
  }
  if (kind == MEGA_OWN_ACCESSOR) {
    *out = call_getter(*ic_slot(o, (uint32_t)(e->data >> 3)), receiver);
    return true;
  }
  if (e->epoch != RT->proto_epoch) return false;
  Value *slot = (Value *)(uintptr_t)(e->data & ~(uint64_t)MEGA_KIND);
  *out = kind == MEGA_PROTO ? *slot : kind == MEGA_ABSENT ? JS_UNDEFINED : call_getter(*slot, receiver);
  return true;
}

/* A data property; only what the table knows. */
static bool mega_find(Object *o, PropKey key, Value *out) {
  uint32_t id = o->cell.shape;
  if (!RT->megamorphic) return false;
  MegaEntry *e = mega_entry(id, key);
  if (e->key != key.bits || e->shape != id) {
    Found f = find(o, key);
    if (f.kind == FOUND_UNCACHED || f.kind == FOUND_ABSENT || f.attrs & PROP_ACCESSOR) return false;
    mega_record(o, key, &f);
    *out = *f.slot;
    return true;
  }
  uint64_t kind = e->data & MEGA_KIND;
  if (kind == MEGA_OWN) *out = *ic_slot(o, (uint32_t)(e->data >> 3));
  else if (kind == MEGA_PROTO && e->epoch == RT->proto_epoch)
    *out = *(Value *)(uintptr_t)(e->data & ~(uint64_t)MEGA_KIND);
  else return false;
  return true;
}

Value mega_get(Object *o, PropKey key, Value receiver) {
  Value v;
  if (mega_hit(o, key, receiver, &v)) return v;
  if (key_is_index(key)) return object_get(value_from_ptr(o), key, receiver);
  Found f = find(o, key);
  if (f.kind == FOUND_UNCACHED) return object_get(value_from_ptr(o), key, receiver);
  mega_record(o, key, &f);
  if (f.kind == FOUND_ABSENT) return JS_UNDEFINED;
  return f.attrs & PROP_ACCESSOR ? call_getter(*f.slot, receiver) : *f.slot;
}

/* ---- reads ---- */

/* PropIC.state of a read. Its lowest four bits count fills; from IC_MANY on the site asks the megamorphic cache first. Then
 * two bits, the entry of poly that was met last; six, how often in a row; the rest, how often any was met. Of a store: the
 * same, unless method_shape says otherwise. */
enum { IC_MANY = 12, IC_FILLS = 15, IC_LAST = 4, IC_ROW = 6, IC_MET = 12 };

static bool has_many(const PropIC *ic) { return (ic->state & IC_FILLS) >= IC_MANY; }
static void set_many(PropIC *ic) { ic->state |= IC_FILLS; }
static void count_fill(PropIC *ic) { ic->state += !has_many(ic); }

/* One more shape, in the place of the oldest when all are taken. */
static int poly_claim(PropIC *ic, uint32_t shape) {
  int k = 0;
  while (k < 4 && ic->poly[k]) k++;
  if (k == 4) k = (int)(ic->state & 3);
  ic->poly[k] = shape;
  return k;
}

static void poly_clear(PropIC *ic) { ic->poly[0] = ic->poly[1] = ic->poly[2] = ic->poly[3] = 0; }

static void fill_method(PropIC *ic, uint32_t shape, Value *slot) {
  if (ic->epoch != RT->proto_epoch) { /* nothing that is recorded holds any more */
    ic->method_shape = 0;
    if (ic->new_shape & IC_POLY_METHODS) poly_clear(ic);
    ic->new_shape &= ~(uint32_t)IC_POLY_METHODS;
  }
  ic->epoch = RT->proto_epoch;
  if (!ic->method_shape) {
    ic->method_shape = shape;
    ic->method_slot = slot;
  } else if (ic->new_shape & IC_POLY_METHODS || !ic->poly[0]) {
    ic->new_shape |= IC_POLY_METHODS;
    ic->to.slot[poly_claim(ic, shape)] = slot;
  }
}

static void fill_read(PropIC *ic, Object *o, const Found *f) {
  Shape *s = object_shape(o);
  if (!shape_cacheable(s) || f->attrs & PROP_ACCESSOR || f->kind == FOUND_ABSENT) return;
  if (f->kind == FOUND_PROTO) {
    s->flags |= SHAPE_CACHED | SHAPE_CACHED_ABSENT;
    fill_method(ic, s->id, f->slot);
    return;
  }
  s->flags |= SHAPE_CACHED;
  uint32_t location = location_of(o, f->slot);
  if (!ic->shape && !(location & 1)) {
    ic->shape = s->id;
    ic->offset = location >> 1;
    return;
  }
  if (!(ic->new_shape & IC_POLY_METHODS)) ic->to.location[poly_claim(ic, s->id)] = location;
}

static Value primitive_prototype(Value v) {
  Value *in = RT->realm->intrinsics;
  if (value_is_number(v)) return in[INTR_NumberPrototype];
  if (value_is_bool(v)) return in[INTR_BooleanPrototype];
  if (value_is_string(v)) return in[INTR_StringPrototype];
  if (value_is_symbol(v)) return in[INTR_SymbolPrototype];
  return value_is_bigint(v) ? in[INTR_BigIntPrototype] : JS_EMPTY;
}

static __attribute__((noinline)) Value slow_get_prop(Value obj, String *name, PropIC *ic) {
  PropKey key = key_from_atom(name);
  if (!value_is_object(obj)) {
    if (value_is_string(obj) && name == ATOM(length)) return value_from_u32(value_string(obj)->length);
    Value proto = primitive_prototype(obj);
    if (value_is_empty(proto)) return throw_nullish_read(obj, key);
    Object *p = value_object(proto);
    if (value_is_cell(obj) && !RT->realms->next) { /* reserved shape ids work like a receiver's shape, in one realm */
      Found f = find(p, key);
      if (f.slot && !(f.attrs & PROP_ACCESSOR)) fill_method(ic, value_cell(obj)->shape, f.slot);
    }
    return mega_get(p, key, obj);
  }
  Object *o = value_object(obj);
  if (name == ATOM(length) && o->cell.kind == CELL_ARRAY) return value_from_u32(((Array *)o)->length);
  Value v;
  if (has_many(ic) && mega_hit(o, key, obj, &v)) return v;
  Found f = find(o, key);
  if (f.kind == FOUND_UNCACHED) return object_get(obj, key, obj);
  mega_record(o, key, &f);
  fill_read(ic, o, &f);
  if (f.kind == FOUND_ABSENT) {
    set_many(ic);
    return JS_UNDEFINED;
  }
  if (f.attrs & PROP_ACCESSOR) {
    set_many(ic);
    return call_getter(*f.slot, obj);
  }
  count_fill(ic);
  return *f.slot;
}

/* The first entry is the one that inlined code tests, but the shape that came first may have been one of a few moments,
 * like that of an object under construction. So a shape that a site meets many times in a row among the others changes
 * places with it. Sites that meet several in turn keep their order, which branch prediction learns: after a while nobody
 * counts any more. */
enum { PROMOTE_ROW = 16, PROMOTE_UNTIL = 4096 };

static bool is_time_to_promote(PropIC *ic, int k) {
  bool same = (ic->state >> IC_LAST & 3) == (uint32_t)k;
  uint32_t row = same ? (ic->state >> IC_ROW & 63) + 1 : 1, met = (ic->state >> IC_MET) + 1;
  bool is_time = row == PROMOTE_ROW;
  ic->state = met << IC_MET | (is_time ? 0 : row) << IC_ROW | (uint32_t)k << IC_LAST | (ic->state & IC_FILLS);
  return is_time;
}

static bool is_settled(const PropIC *ic) { return ic->state >> IC_MET >= PROMOTE_UNTIL; }

static void promote_own(PropIC *ic, int k) {
  uint32_t location = ic->to.location[k], shape = ic->poly[k];
  if (location & 1) return;
  ic->poly[k] = ic->shape; /* 0: the place is free */
  ic->to.location[k] = ic->offset * 2;
  ic->shape = shape;
  ic->offset = location >> 1;
}

static void promote_method(PropIC *ic, int k) {
  Value *slot = ic->to.slot[k];
  uint32_t shape = ic->poly[k];
  ic->poly[k] = ic->method_shape;
  ic->to.slot[k] = ic->method_slot;
  ic->method_shape = shape;
  ic->method_slot = slot;
}

/* A read that met entry k of a site which is not settled. Of its own, and a tail call, so that the stubs need no frame. */
static __attribute__((noinline)) Value count_and_read(PropIC *ic, int k, Object *o) {
  bool methods = ic->new_shape & IC_POLY_METHODS, is_time = is_time_to_promote(ic, k);
  Value v = methods ? *ic->to.slot[k] : *ic_slot(o, ic->to.location[k]);
  if (is_time && methods) promote_method(ic, k);
  else if (is_time) promote_own(ic, k);
  if (is_settled(ic)) ic->new_shape |= IC_POLY_SETTLED;
  return v;
}

/* Returns the value if entry k of a read still holds. */
#define RETURN_POLY_READ(ic, k, o)                                                   \
  do {                                                                               \
    uint32_t mode_ = (ic)->new_shape;                                                \
    if (mode_ == IC_POLY_SETTLED) return *ic_slot(o, (ic)->to.location[k]);          \
    if (mode_ == 0 || (ic)->epoch == RT->proto_epoch)                                \
      return mode_ & IC_POLY_SETTLED ? *(ic)->to.slot[k] : count_and_read(ic, k, o); \
  } while (0)

/* What the inlined test missed. No frame is set up before the slow part, which is a tail call. */
Value stub_get_prop(Value obj, String *name, PropIC *ic) {
  if (!value_is_cell(obj)) return slow_get_prop(obj, name, ic);
  Object *o = value_object(obj); /* or a string, which only prototypes are known for */
  uint32_t id = o->cell.shape, epoch = RT->proto_epoch;
  int k = ic_poly_find(ic, id);
  if (k < 4) RETURN_POLY_READ(ic, k, o);
  if (id == ic->shape) return *(Value *)(void *)((uint8_t *)o + ic->offset);
  if (id == ic->method_shape && epoch == ic->epoch) return *ic->method_slot;
  if (has_many(ic) && RT->megamorphic) {
    MegaEntry *e = mega_entry(id, key_from_atom(name));
    if (e->key == key_from_atom(name).bits && e->shape == id) {
      uint64_t kind = e->data & MEGA_KIND;
      if (kind == MEGA_OWN) return *ic_slot(o, (uint32_t)(e->data >> 3));
      if (kind == MEGA_PROTO && e->epoch == epoch) return *(Value *)(uintptr_t)(e->data & ~(uint64_t)MEGA_KIND);
      if (kind == MEGA_ABSENT && e->epoch == epoch) return JS_UNDEFINED;
      if (kind == MEGA_OWN_ACCESSOR) return call_getter(*ic_slot(o, (uint32_t)(e->data >> 3)), obj);
      if (kind == MEGA_PROTO_ACCESSOR && e->epoch == epoch)
        return call_getter(*(Value *)(uintptr_t)(e->data & ~(uint64_t)MEGA_KIND), obj);
    }
  }
  return slow_get_prop(obj, name, ic);
}

static __attribute__((noinline)) Value slow_find_method(Value obj, String *name, PropIC *ic) {
  Object *o = value_object(obj);
  PropKey key = key_from_atom(name);
  Value v;
  if (has_many(ic)) return mega_find(o, key, &v) ? v : JS_EMPTY;
  Found f = find(o, key);
  if (f.kind == FOUND_UNCACHED || f.kind == FOUND_ABSENT || f.attrs & PROP_ACCESSOR) return JS_EMPTY;
  mega_record(o, key, &f);
  fill_read(ic, o, &f);
  count_fill(ic);
  return *f.slot;
}

Value stub_find_method(Value obj, String *name, PropIC *ic) {
  if (!value_is_cell(obj)) return JS_EMPTY;
  Object *o = value_object(obj);
  int k = ic_poly_find(ic, o->cell.shape);
  if (k < 4) RETURN_POLY_READ(ic, k, o);
  if (o->cell.shape == ic->shape) return *(Value *)(void *)((uint8_t *)o + ic->offset);
  if (o->cell.kind < CELL_OBJECT) return JS_EMPTY;
  return slow_find_method(obj, name, ic);
}

Value stub_find_getter(Value obj, String *name, PropIC *ic) {
  if (!value_is_object(obj)) return JS_EMPTY;
  Object *o = value_object(obj);
  PropKey key = key_from_atom(name);
  bool is_known, is_inherited;
  Value *slot = mega_accessor(o, key, &is_known, &is_inherited);
  if (!is_known) {
    Found f = find(o, key);
    if (f.kind == FOUND_UNCACHED) return JS_EMPTY;
    mega_record(o, key, &f);
    slot = mega_accessor(o, key, &is_known, &is_inherited);
  }
  if (!slot) {
    const PropEntry *own = shape_lookup(object_shape(o), key);
    if (own && !(own->attrs & PROP_ACCESSOR) && object_shape(o)->flags & SHAPE_CACHED) ic->shape = o->cell.shape;
    return JS_EMPTY;
  }
  if (is_inherited) {
    ic->method_shape = o->cell.shape;
    ic->epoch = RT->proto_epoch;
    ic->method_slot = slot;
  }
  return ((const Accessor *)value_ptr(*slot))->getter;
}

Value stub_get_elem(Value obj, Value key) {
  if (value_is_object(obj)) {
    Object *o = value_object(obj);
    if (value_is_int(key) && value_int(key) >= 0) {
      uint32_t i = (uint32_t)value_int(key);
      if (kind_is_typed_array((CellKind)o->cell.kind)) {
        TypedArray *t = (TypedArray *)o;
        return i < t->length ? typed_get(t, i) : JS_UNDEFINED;
      }
      if (o->cell.kind != CELL_MAPPED_ARGUMENTS && o->cell.kind != CELL_STRING_OBJECT && i < o->elems->used &&
          !value_is_empty(o->elems->v[i]))
        return o->elems->v[i];
      return object_get(obj, key_from_index(i), obj);
    }
    PropKey k;
    if (!to_property_key(key, &k)) return JS_EXCEPTION;
    if (key_is_index(k)) return object_get(obj, k, obj);
    if (o->cell.kind == CELL_ARRAY && key_same(k, KEY(length))) return value_from_u32(((Array *)o)->length);
    return mega_get(o, k, obj);
  }
  if (value_is_string(obj) && value_is_int(key)) {
    String *s = value_string(obj);
    uint32_t i = (uint32_t)value_int(key);
    if (i < s->length) return value_from_ptr(string_from_unit(string_at(s, i)));
  }
  if (value_is_nullish(obj)) {
    /* V8 does not convert an object key for the message. */
    if (value_is_object(key)) return throw_type_error("Cannot read properties of %V", obj);
    PropKey k;
    if (!to_property_key(key, &k)) return JS_EXCEPTION;
    return throw_nullish_read(obj, k);
  }
  PropKey k;
  if (!to_property_key(key, &k)) return JS_EXCEPTION;
  return value_get(obj, k);
}

void ic_fill_super(PropIC *ic, Object *proto, Value key, PropKey k) {
  if (key_is_index(k) || value_is_object(key)) return; /* objects may become another key each time */
  Found f = find(proto, k);
  if (!f.slot || f.attrs & PROP_ACCESSOR) return;
  ic->method_slot = f.slot;
  ic->epoch = RT->proto_epoch;
  ic->to.stub[0] = key.bits;
  ic->to.stub[1] = value_from_ptr(proto).bits;
}

void ic_fill_instance_of(PropIC *ic, Object *f) {
  Lookup l;
  property_lookup(f, KEY(prototype), &l); /* a lazy function has its own from now on */
  if (l.kind != LOOK_SLOT || l.attrs & PROP_ACCESSOR || !shape_cacheable(object_shape(f))) return;
  uint32_t location = location_of(f, l.slot);
  Found has = find(f, KEY_SYM(hasInstance));
  if (!(location & 1) || has.kind != FOUND_PROTO || has.attrs & (PROP_ACCESSOR | PROP_WRITABLE) ||
      !value_same(*has.slot, RT->realm->intrinsics[INTR_FunctionProto_hasInstance]))
    return;
  object_shape(f)->flags |= SHAPE_CACHED | SHAPE_CACHED_ABSENT;
  ic->method_shape = f->cell.shape;
  ic->offset = location >> 1;
  ic->epoch = RT->proto_epoch;
}

/* ---- writes ---- */

static bool is_writable_data(uint32_t attrs) { return (attrs & (PROP_WRITABLE | PROP_ACCESSOR)) == PROP_WRITABLE; }

/* Every store into it must be seen (property_note_patched). */
static bool is_array_iterator_prototype(const Object *o) {
  for (const Realm *r = RT->realms; r; r = r->next)
    if (value_same(value_from_ptr(o), r->intrinsics[INTR_ArrayIteratorPrototype])) return true;
  return false;
}

static void fill_store(PropIC *ic, Object *o, const Value *slot) {
  Shape *s = object_shape(o);
  if (!shape_cacheable(s) || is_array_iterator_prototype(o)) return;
  s->flags |= SHAPE_CACHED;
  uint32_t location = location_of(o, slot);
  if (!ic->shape && !(location & 1)) {
    ic->shape = s->id;
    ic->offset = location >> 1;
  } else {
    for (int k = 3; k > 0; k--) { /* the newest comes first */
      ic->poly[k] = ic->poly[k - 1];
      ic->to.location[k] = ic->to.location[k - 1];
    }
    ic->poly[0] = s->id;
    ic->to.location[0] = location;
  }
}

void stub_learn_shape(Value obj, ShapeSite *site, int64_t n, String *const *keys, int64_t stored) {
  enum { MAX_TRIES = 8 };
  if (!value_is_object(obj) || site->tries >= MAX_TRIES) return;
  site->tries++;
  Object *o = value_object(obj);
  Shape *s = object_shape(o);
  uint32_t offset[SHAPE_SITE_KEYS];
  if (s->id == site->shape || !shape_cacheable(s) || (stored && is_array_iterator_prototype(o))) return;
  for (int64_t k = 0; k < n; k++) {
    Found f = find(o, key_from_atom(keys[k]));
    if (f.kind != FOUND_OWN || f.attrs & PROP_ACCESSOR) return;
    if (stored >> k & 1 && !(f.attrs & PROP_WRITABLE)) return;
    uint32_t location = location_of(o, f.slot);
    if (location & 1) return;
    offset[k] = location >> 1;
  }
  s->flags |= SHAPE_CACHED;
  site->shape = s->id;
  for (int64_t k = 0; k < n; k++) site->offset[k] = offset[k];
}

void ic_fill_add(PropIC *ic, uint32_t before, Object *o, PropKey key, uint32_t epoch) {
  Shape *s = object_shape(o);
  if (s->flags & SHAPE_DICTIONARY || s->parent != RT->shapes[before] || epoch != RT->proto_epoch) return;
  uint32_t location = ic_location(o, shape_lookup(s, key)->slot);
  if (!(location & 1) && (!ic->method_shape || ic->epoch != epoch)) {
    ic->method_shape = before;
    ic->new_shape = s->id;
    ic->epoch = epoch;
    ic->state = location >> 1;
  } else {
    ic->to.stub[2] = IC_ENTRY(before, location);
    ic->to.stub[3] = IC_ENTRY(s->id, epoch);
  }
}

/* A recorded add into an overflow slot that the object may have no room for yet. */
static bool add_cached(PropIC *ic, Object *o, Value v, bool check_epoch) {
  if ((uint32_t)ic->to.stub[2] != o->cell.shape || (check_epoch && ic->to.stub[3] >> 32 != RT->proto_epoch))
    return false;
  if (o->cell.flags & (OBJ_IS_PROTO | OBJ_LAZY_FUNCTION)) return false;
  uint32_t location = (uint32_t)(ic->to.stub[2] >> 32);
  Shape *s = RT->shapes[(uint32_t)ic->to.stub[3]];
  object_install_shape(o, s);
  Value *slot = ic_slot(o, location);
  *slot = v;
  heap_barrier_interior(slot);
  return true;
}

static __attribute__((noinline)) int32_t slow_set_prop(Value obj, Value v, String *name, PropIC *ic, int64_t strict) {
  PropKey key = key_from_atom(name);
  if (!value_is_object(obj)) return value_set(obj, key, v, strict) < 0;
  Object *o = value_object(obj);
  uint32_t id = o->cell.shape;
  if (add_cached(ic, o, v, true)) return 0;
  bool ordinary = !(o->cell.flags & OBJ_LAZY_FUNCTION && o->cell.kind == CELL_FUNCTION);
  Found f = ordinary ? find(o, key) : (Found){FOUND_UNCACHED, NULL, 0};
  if (f.kind == FOUND_OWN && is_writable_data(f.attrs)) {
    if (property_check_change(o, key)) return 1;
    *f.slot = v;
    heap_barrier_interior(f.slot);
    if (o->cell.flags & OBJ_IS_PROTO) property_note_patched(o, key);
    fill_store(ic, o, f.slot);
    return 0;
  }
  if (f.slot && f.attrs & PROP_ACCESSOR) mega_record(o, key, &f);
  bool adds = (f.kind == FOUND_ABSENT || (f.kind == FOUND_PROTO && is_writable_data(f.attrs))) &&
              !(o->cell.flags & (OBJ_NOT_EXTENSIBLE | OBJ_IS_PROTO));
  if (adds) {
    property_add(o, key, v, PROP_DEFAULT);
    ic_fill_add(ic, id, o, key, RT->proto_epoch);
    return 0;
  }
  return value_set(obj, key, v, strict) < 0;
}

static __attribute__((noinline)) int32_t count_and_write(PropIC *ic, int k, Object *o, Value v) {
  Value *slot = ic_slot(o, ic->to.location[k]);
  if (is_time_to_promote(ic, k)) promote_own(ic, k);
  *slot = v;
  heap_barrier_interior(slot);
  return 0;
}

/* The setter of an accessor that the table knows, else undefined. */
static Value known_setter(Object *o, PropKey key) {
  bool is_known, is_inherited;
  const Value *accessor = mega_accessor(o, key, &is_known, &is_inherited);
  return accessor ? ((const Accessor *)value_ptr(*accessor))->setter : JS_UNDEFINED;
}

int32_t stub_set_prop(Value obj, Value v, String *name, PropIC *ic, int64_t strict) {
  if (value_is_object(obj)) {
    Object *o = value_object(obj);
    uint32_t id = o->cell.shape;
    int k = ic_poly_find(ic, id);
    if (k < 4) {
      if (!ic->method_shape && !is_settled(ic)) return count_and_write(ic, k, o, v);
      Value *slot = ic_slot(o, ic->to.location[k]);
      *slot = v;
      heap_barrier_interior(slot);
      return 0;
    }
    Value setter = known_setter(o, key_from_atom(name));
    if (!value_is_undefined(setter)) return value_is_exception(js_call1(setter, obj, v));
  }
  return slow_set_prop(obj, v, name, ic, strict);
}

int32_t stub_set_elem(Value obj, Value key, Value v, int64_t strict) {
  if (value_is_object(obj) && value_is_int(key) && value_int(key) >= 0) {
    Object *o = value_object(obj);
    uint32_t i = (uint32_t)value_int(key);
    if (o->cell.kind == CELL_ARRAY) {
      Array *a = (Array *)o;
      Elements *e = o->elems;
      const uint8_t special = OBJ_SPARSE | OBJ_NOT_EXTENSIBLE | OBJ_LENGTH_READONLY | OBJ_IS_PROTO;
      if (!(o->cell.flags & special) && !RT->indexed_protos) {
        if (i == e->used && i == a->length) {
          if (i == e->capacity) {
            elements_reserve(o, i + 1);
            e = o->elems;
          }
          e->v[i] = v;
          e->used = a->length = i + 1;
          heap_barrier_slot(&e->v[i]);
          return 0;
        }
        if (i < e->used) { /* a hole */
          e->v[i] = v;
          heap_barrier_slot(&e->v[i]);
          return 0;
        }
      }
    } else if (kind_is_typed_array((CellKind)o->cell.kind)) {
      return typed_set((TypedArray *)o, i, v) < 0;
    } else if (o->cell.kind == CELL_OBJECT && i < o->elems->used && !value_is_empty(o->elems->v[i])) {
      o->elems->v[i] = v;
      heap_barrier_slot(&o->elems->v[i]);
      return 0;
    }
    return value_set(obj, key_from_index(i), v, strict) < 0;
  }
  if (value_is_nullish(obj)) {
    if (value_is_object(key)) {
      throw_type_error("Cannot set properties of %V", obj);
      return 1;
    }
  }
  PropKey k;
  if (!to_property_key(key, &k)) return 1;
  return value_set(obj, k, v, strict) < 0;
}

int32_t stub_define_prop(Value obj, Value v, String *name, PropIC *ic, int64_t attrs) {
  PropKey key = key_from_atom(name);
  Object *o = value_object(obj);
  uint32_t id = o->cell.shape;
  if (add_cached(ic, o, v, false)) return 0;
  if ((o->cell.kind == CELL_OBJECT || (o->cell.kind == CELL_FUNCTION && !(o->cell.flags & OBJ_LAZY_FUNCTION))) &&
      !(o->cell.flags & (OBJ_NOT_EXTENSIBLE | OBJ_IS_PROTO)) && !shape_lookup(object_shape(o), key)) {
    property_add(o, key, v, (uint32_t)attrs);
    ic_fill_add(ic, id, o, key, RT->proto_epoch);
    return 0;
  }
  PropEntry *e = o->cell.kind == CELL_OBJECT ? shape_lookup(object_shape(o), key) : NULL;
  if (e && e->attrs == PROP_DEFAULT && attrs == PROP_DEFAULT && !(o->cell.flags & (OBJ_IS_PROTO | OBJ_RELIED_ON))) {
    Value *slot = object_slot(o, e->slot); /* as in { ...o, key: v } */
    *slot = v;
    heap_barrier_interior(slot);
    return 0;
  }
  PropDesc d = desc_data(v, (uint32_t)attrs);
  return object_define_or_throw(o, key, &d) < 0;
}

/* ---- literals and `this` ---- */

Value stub_new_literal(LiteralSite *site, int64_t n, Value *values) {
  Realm *r = RT->realm;
  uint32_t count = (uint32_t)n;
  if (count > 255) {
    Value obj = object_new_sized(r->intrinsics[INTR_ObjectPrototype], 255);
    for (uint32_t i = 0; i < count; i++) property_add(value_object(obj), site->keys[i], values[i], PROP_DEFAULT);
    return obj;
  }
  if (!site->shape) {
    Shape *s = shape_root(r->intrinsics[INTR_ObjectPrototype], CELL_OBJECT, count);
    for (uint32_t i = 0; i < count; i++) s = shape_add(s, site->keys[i], PROP_DEFAULT);
    site->shape = s->id;
    site->count = count;
  }
  size_t size = HEAP_ROUND(sizeof(Object) + count * sizeof(Value));
  Object *o = (Object *)heap_alloc(size, CELL_OBJECT);
  o->cell.shape = site->shape;
  o->cell.extra = (uint8_t)count;
  o->elems = &elements_empty;
  Value *slots = (Value *)(void *)(o + 1);
  for (uint32_t i = 0; i < count; i++) slots[i] = values[i];
  return value_from_ptr(o);
}

/* `this` of a base constructor, with room for what the class itself and, as far as known, the constructors between it and
 * this one add. The site remembers: method_shape, the shape of new.target; offset, the overflow slot of its `prototype`;
 * stub[1], that prototype; new_shape, the root shape for it; stub[2], the header word of the object; stub[3], its size. */
Value stub_create_this(Value new_target, PropIC *ic, int64_t slots) {
  Value proto = prototype_from_constructor(new_target, INTR_ObjectPrototype);
  if (value_is_exception(proto)) return proto;
  bool is_function = value_is_kind(new_target, CELL_FUNCTION);
  if (is_function) {
    int64_t own = ((Function *)value_ptr(new_target))->info->this_slots;
    if (own > slots) slots = own;
  }
  uint32_t ninline = slots < 0 ? 0 : slots > 64 ? 64 : (uint32_t)slots;
  if (is_function) {
    Object *f = value_object(new_target);
    Lookup l;
    property_lookup(f, KEY(prototype), &l);
    if (l.kind == LOOK_SLOT && !(l.attrs & PROP_ACCESSOR) && value_same(*l.slot, proto) &&
        shape_cacheable(object_shape(f))) {
      object_shape(f)->flags |= SHAPE_CACHED;
      ic->method_shape = f->cell.shape;
      ic->offset = (uint32_t)(l.slot - f->slots->v);
      ic->to.stub[1] = proto.bits;
      ic->new_shape = shape_root(proto, CELL_OBJECT, ninline)->id;
      size_t size = HEAP_ROUND(sizeof(Object) + ninline * sizeof(Value));
      ic->to.stub[2] = HEAP_HEADER(ic->new_shape, CELL_OBJECT, 0, ninline, size);
      ic->to.stub[3] = size;
    }
  }
  return object_new_sized(proto, ninline);
}

/* Nothing up the chain intercepts a write of the key to a fresh object. */
static bool is_plain_write(Object *proto, PropKey key) {
  Found f = find(proto, key);
  if (f.kind == FOUND_UNCACHED) return false;
  return f.kind == FOUND_ABSENT || is_writable_data(f.attrs);
}

/* Remembers, for the epoch: method_shape, the constructor's shape; offset, the overflow slot of its `prototype`; stub[1],
 * that prototype. */
Value stub_plain_proto(Value constructor, PropIC *ic, uint64_t n, String *const *keys) {
  if (!value_is_kind(constructor, CELL_FUNCTION)) return JS_EMPTY;
  Object *f = value_object(constructor);
  Lookup l;
  property_lookup(f, KEY(prototype), &l);
  if (l.kind != LOOK_SLOT || l.attrs & PROP_ACCESSOR || !value_is_object(*l.slot)) return JS_EMPTY;
  Value proto = *l.slot;
  for (uint64_t i = 0; i < n; i++)
    if (!is_plain_write(value_object(proto), key_from_atom(keys[i]))) return JS_EMPTY;
  shape_root(proto, CELL_OBJECT, 0); /* from now on its changes advance the epoch */
  if (shape_cacheable(object_shape(f))) {
    object_shape(f)->flags |= SHAPE_CACHED;
    ic->method_shape = f->cell.shape;
    ic->offset = (uint32_t)(l.slot - f->slots->v);
    ic->to.stub[1] = proto.bits;
    ic->epoch = RT->proto_epoch;
  }
  return proto;
}

Value stub_new_plain(Value proto, int64_t slots) { return object_new_sized(proto, slots > 64 ? 64 : (uint32_t)slots); }

/* Room as create_this would give; the site remembers as stub_create_this does, for the epoch and for the shape that the
 * object has with all properties. */
Value stub_new_fields(Value new_target, PropIC *ic, int64_t n, String *const *keys, int64_t slots_strict,
                      Value *values) {
  PropIC made = {0};
  Value o = stub_create_this(new_target, &made, slots_strict >> 1);
  if (value_is_exception(o)) return o;
  for (int64_t i = 0; i < n; i++)
    if (value_set(o, key_from_atom(keys[i]), values[i], slots_strict & 1) < 0) return JS_EXCEPTION;
  Object *object = value_object(o);
  Shape *s = object_shape(object);
  if (!made.method_shape || s->flags & SHAPE_DICTIONARY || s->count != n || object->cell.extra < n) return o;
  Value proto = (Value){made.to.stub[1]};
  if (!value_same(s->proto, proto)) return o;
  for (int64_t i = 0; i < n; i++) /* in this order, in these slots, and nobody in between */
    if (!key_same(s->props[i].key, key_from_atom(keys[i])) || s->props[i].slot != i ||
        s->props[i].attrs != PROP_DEFAULT || !is_plain_write(value_object(proto), key_from_atom(keys[i])))
      return o;
  *ic = made;
  ic->new_shape = s->id;
  ic->to.stub[2] = (made.to.stub[2] & ~(uint64_t)UINT32_MAX) | s->id;
  ic->epoch = RT->proto_epoch;
  return o;
}
