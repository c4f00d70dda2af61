/*
 * arena.h: bump allocation for the compiler. One arena per module and one per function being compiled; nothing is
 * freed before the whole arena is. Memory comes zeroed.
 */
#ifndef JSC_ARENA_H
#define JSC_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct ArenaChunk ArenaChunk;
typedef struct Arena {
  uint8_t *at, *end;  /* free space of the newest chunk */
  ArenaChunk *chunks; /* newest first */
  size_t total;       /* bytes obtained from the host */
} Arena;

/* An Arena is ready when all its fields are zero. */
void arena_init(Arena *arena);
void arena_free(Arena *arena);

void *arena_grow(Arena *arena, size_t size); /* slow path of arena_alloc */

/* `size` zeroed bytes, 8-aligned. Never NULL. */
static inline void *arena_alloc(Arena *arena, size_t size) {
  size = (size + 7) & ~(size_t)7;
  if (size > (size_t)(arena->end - arena->at)) return arena_grow(arena, size);
  void *p = arena->at;
  arena->at += size;
  return p;
}
#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, n) ((Type *)arena_alloc((arena), sizeof(Type) * (n)))

void *arena_copy(Arena *arena, const void *bytes, size_t size);
char *arena_strndup(Arena *arena, const char *text, size_t len); /* NUL-terminated */
char *arena_strdup(Arena *arena, const char *text);
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
