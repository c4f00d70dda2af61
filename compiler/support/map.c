/*
 * map.c: open addressing with linear probing over an index table, which is at most three quarters full; the entries
 * themselves lie in order of insertion. Old tables stay behind in the arena.
 */
#include "map.h"

#include "host.h"

enum { SLOTS_FIRST = 16 };

/* FNV-1a, mixed at the end: FNV's low bits alone are weak for short keys. */
uint32_t map_hash_bytes(const void *bytes, size_t len) {
  const uint8_t *p = bytes;
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < len; i++) h = (h ^ p[i]) * 16777619u;
  h ^= h >> 15;
  return h * 0x2c1b3c6du ^ h >> 12;
}

static uint32_t hash_pointer(const void *p) {
  uint64_t x = (uint64_t)(uintptr_t)p >> 3;
  x *= 0x9E3779B97F4A7C15ull;
  return (uint32_t)(x >> 32);
}

/* Table of twice the size, without contents. */
static uint32_t *slots_double(Arena *arena, uint32_t *nslots) {
  *nslots = *nslots ? *nslots * 2 : SLOTS_FIRST;
  return ARENA_ARRAY(arena, uint32_t, *nslots);
}

static void *entries_double(Arena *arena, void *old, uint32_t count, uint32_t *capacity, size_t size) {
  *capacity = *capacity ? *capacity * 2 : SLOTS_FIRST / 2;
  void *bigger = arena_alloc(arena, *capacity * size);
  if (count) memcpy(bigger, old, count * size);
  return bigger;
}

void ptrmap_init(PtrMap *map, Arena *arena) { *map = (PtrMap){.arena = arena}; }

static PtrMapEntry *ptrmap_find(const PtrMap *map, const void *key) {
  if (!map->nslots) return NULL;
  uint32_t mask = map->nslots - 1;
  for (uint32_t i = hash_pointer(key) & mask; map->slots[i]; i = (i + 1) & mask) {
    PtrMapEntry *e = &map->entries[map->slots[i] - 1];
    if (e->key == key) return e;
  }
  return NULL;
}

void *ptrmap_get(const PtrMap *map, const void *key) {
  PtrMapEntry *e = ptrmap_find(map, key);
  return e ? e->value : NULL;
}

bool ptrmap_has(const PtrMap *map, const void *key) { return ptrmap_find(map, key) != NULL; }

static void ptrmap_link(PtrMap *map, uint32_t index) {
  uint32_t mask = map->nslots - 1, i = hash_pointer(map->entries[index].key) & mask;
  while (map->slots[i]) i = (i + 1) & mask;
  map->slots[i] = index + 1;
}

void **ptrmap_at(PtrMap *map, const void *key) {
  PtrMapEntry *e = ptrmap_find(map, key);
  if (e) return &e->value;
  if (map->count == map->capacity)
    map->entries = entries_double(map->arena, map->entries, map->count, &map->capacity, sizeof *map->entries);
  e = &map->entries[map->count++];
  e->key = key;
  if (map->count * 4 > map->nslots * 3) {
    map->slots = slots_double(map->arena, &map->nslots);
    for (uint32_t i = 0; i < map->count; i++) ptrmap_link(map, i);
  } else {
    ptrmap_link(map, map->count - 1);
  }
  return &e->value;
}

void ptrmap_put(PtrMap *map, const void *key, void *value) { *ptrmap_at(map, key) = value; }

void strmap_init(StrMap *map, Arena *arena) { *map = (StrMap){.arena = arena}; }

static StrMapEntry *strmap_find(const StrMap *map, const char *key, size_t len, uint32_t hash) {
  if (!map->nslots) return NULL;
  uint32_t mask = map->nslots - 1;
  for (uint32_t i = hash & mask; map->slots[i]; i = (i + 1) & mask) {
    StrMapEntry *e = &map->entries[map->slots[i] - 1];
    if (e->hash == hash && e->len == len && !memcmp(e->key, key, len)) return e;
  }
  return NULL;
}

void *strmap_get(const StrMap *map, const char *key, size_t len) {
  StrMapEntry *e = strmap_find(map, key, len, map_hash_bytes(key, len));
  return e ? e->value : NULL;
}

static void strmap_link(StrMap *map, uint32_t index) {
  uint32_t mask = map->nslots - 1, i = map->entries[index].hash & mask;
  while (map->slots[i]) i = (i + 1) & mask;
  map->slots[i] = index + 1;
}

void **strmap_at(StrMap *map, const char *key, size_t len) {
  uint32_t hash = map_hash_bytes(key, len);
  StrMapEntry *e = strmap_find(map, key, len, hash);
  if (e) return &e->value;
  if (map->count == map->capacity)
    map->entries = entries_double(map->arena, map->entries, map->count, &map->capacity, sizeof *map->entries);
  e = &map->entries[map->count++];
  *e = (StrMapEntry){arena_strndup(map->arena, key, len), (uint32_t)len, hash, NULL};
  if (map->count * 4 > map->nslots * 3) {
    map->slots = slots_double(map->arena, &map->nslots);
    for (uint32_t i = 0; i < map->count; i++) strmap_link(map, i);
  } else {
    strmap_link(map, map->count - 1);
  }
  return &e->value;
}

void strmap_put(StrMap *map, const char *key, size_t len, void *value) { *strmap_at(map, key, len) = value; }
