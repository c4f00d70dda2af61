/*
 * shape.h: hidden classes. A shape says which prototype, which named properties with which attributes in which slots an
 * object has. Shapes form trees by transitions; objects made the same way share a shape. Integer keys are normally not
 * in shapes but in elements; an object flagged OBJ_SPARSE keeps them in its dictionary shape.
 *
 * A dictionary shape (SHAPE_DICTIONARY) belongs to one object and is changed in place. When an inline cache may have
 * recorded its id (SHAPE_CACHED), a change that could falsify the record gives it a new id.
 *
 * Functions that allocate return NULL with RangeError/out of memory only by not returning (heap policy); none throws.
 */
#ifndef RUNTIME_OBJECT_SHAPE_H
#define RUNTIME_OBJECT_SHAPE_H

#include "../rt.h"

enum {
  SHAPE_CACHED = 8,         /* flags: an inline cache may know the id */
  SHAPE_CACHED_ABSENT = 16, /* and that a property is absent */
};
enum { SHAPE_DICTIONARY_LIMIT = 512 }; /* more named properties than this by plain adding: dictionary */

static inline Shape *shape_by_id(uint32_t id) { return RT->shapes[id]; }
static inline Shape *object_shape(const Object *o) { return RT->shapes[o->cell.shape]; }
static inline Value object_proto(const Object *o) { return object_shape(o)->proto; }

/* The empty shape for objects of this kind and prototype (object or null) with ninline inline slots. Marks proto as a
 * prototype (OBJ_IS_PROTO). */
Shape *shape_root(Value proto, CellKind kind, uint32_t ninline);

/* Finds a named (or, in sparse dictionaries, integer) key. Returns its entry or NULL. */
PropEntry *shape_lookup(Shape *s, PropKey key);

/* The shape after adding `key`, which must be absent, at slot s->nslots. For a dictionary shape: changes it and returns
 * it. May answer with a new dictionary shape when there are too many properties. */
Shape *shape_add(Shape *s, PropKey key, uint32_t attrs);

/* The shape after giving the existing entry other attributes; the slot stays. */
Shape *shape_change_attrs(Shape *s, PropKey key, uint32_t attrs);

/* The shape with another prototype; same properties and slots. */
Shape *shape_set_proto(Shape *s, Value proto);

/* An unshared dictionary copy of s (s itself when it is a dictionary). */
Shape *shape_to_dictionary(Shape *s);

/* Removes an entry. s must be a dictionary. The slot is not reused until the dictionary is compacted by its owner. */
void shape_dictionary_delete(Shape *s, PropKey key);

/* The shape of the same object made non-extensible. */
Shape *shape_no_extensions(Shape *s);

/* The transition for freezing/sealing: all properties at once. */
Shape *shape_integrity(Shape *s, bool frozen);

/* Gives a dictionary shape a new id if a cache may know the old one; the caller stores the id in the object. */
void shape_renew_id(Shape *s);

/* Gives the shape of a copied realm the next id. */
void shape_adopt(Shape *s);

/* The collector tells that a shape died: its id may be reused when no cache can know it. */
void shape_died(Shape *s);

#endif
