/*
 * collection.h: the hash table of Map and Set: insertion order, deterministic, iteration survives any mutation.
 *
 * Entries lie in insertion order in an Elements cell (so the collector scans them by card); buckets chain them by hash
 * (Tyler Close's deterministic hash table). A deleted entry keeps its place with an EMPTY key. When the table is rebuilt
 * the old entries stay as they were and link to the new ones: a cursor that is still on them moves over, its index
 * lowered by the deleted entries before it.
 */
#ifndef RUNTIME_BUILTINS_COLLECTION_H
#define RUNTIME_BUILTINS_COLLECTION_H

#include "../object/object.h"

enum { COLLECTION_MAX = 1 << 24 }; /* V8's */

/* MAP and SET objects. */
typedef struct Collection {
  Object o;
  Elements *table;   /* NULL until the first insertion; v[0]: next table or undefined, v[1]: true if cleared since,
                        then entries of `stride` Values: key, index + 1 of the next entry of the bucket, value (Map) */
  uint32_t *buckets; /* index + 1 of the first entry; payload of a CELL_BYTES */
  uint32_t mask, live;
  uint32_t stride, first; /* entries before `first` are deleted */
} Collection;

/* A place in the entries; lives on the C stack or spread over the fields of an iterator object. */
typedef struct CollectionCursor {
  Elements *table;
  uint32_t index;
} CollectionCursor;

Collection *collection_new(Value new_target, CellKind kind); /* NULL: thrown */
/* Normalised key: -0 becomes 0. */
Value *collection_find(Collection *c, Value key); /* slot of the value (Set: of the key), NULL if absent */
/* v is ignored for a Set. False: a RangeError, there are COLLECTION_MAX entries. */
bool collection_set(Collection *c, Value key, Value v);
bool collection_delete(Collection *c, Value key);
void collection_clear(Collection *c);
static inline CollectionCursor collection_start(const Collection *c) { return (CollectionCursor){c->table, 0}; }
/* The next entry, also one added since; false at the end. */
bool collection_next(Collection *c, CollectionCursor *cursor, Value *key, Value *value);
/* Hash consistent with SameValueZero. */
uint32_t value_hash(Value key);

/* Iterator objects: fields a: collection or undefined when exhausted, b: table, c: index, d: ITER_*. */
Value collection_iterator_new(Collection *c, CellKind kind, int mode);
Value collection_iterator_next(Value iterator, CellKind kind, const char *method);
/* What is left of an iterator, without moving it: an array, flat k, v, k, v for entries of a Map. */
Value collection_iterator_rest(Value iterator);

#endif
