/*
 * map.h: hash maps with open addressing. PtrMap goes from a pointer (an Atom, a Node: anything with identity) to a
 * pointer; StrMap from bytes to a pointer. Both remember insertion order: iterate `entries[0..count)`, so that
 * nothing the compiler writes depends on addresses. There is no removal: put NULL.
 */
#ifndef JSC_MAP_H
#define JSC_MAP_H

#include <stdbool.h>

#include "arena.h"

typedef struct PtrMapEntry {
  const void *key;
  void *value;
} PtrMapEntry;
typedef struct PtrMap {
  Arena *arena;
  PtrMapEntry *entries;
  uint32_t count, capacity;
  uint32_t *slots; /* index + 1 into entries, 0: empty; a power of two of them */
  uint32_t nslots;
} PtrMap;

void ptrmap_init(PtrMap *map, Arena *arena);
void *ptrmap_get(const PtrMap *map, const void *key); /* NULL: absent */
bool ptrmap_has(const PtrMap *map, const void *key);
void ptrmap_put(PtrMap *map, const void *key, void *value);
void **ptrmap_at(PtrMap *map, const void *key); /* adds the key with NULL when absent */

typedef struct StrMapEntry {
  const char *key;
  uint32_t len, hash;
  void *value;
} StrMapEntry;
typedef struct StrMap {
  Arena *arena;
  StrMapEntry *entries;
  uint32_t count, capacity;
  uint32_t *slots;
  uint32_t nslots;
} StrMap;

void strmap_init(StrMap *map, Arena *arena);
void *strmap_get(const StrMap *map, const char *key, size_t len);
void strmap_put(StrMap *map, const char *key, size_t len, void *value); /* copies the key into the arena */
void **strmap_at(StrMap *map, const char *key, size_t len);

uint32_t map_hash_bytes(const void *bytes, size_t len); /* the hash that StrMap and the intern table use */

#endif
