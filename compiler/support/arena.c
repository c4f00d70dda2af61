/*
 * arena.c: bump allocation. Chunks double in size up to 1 MB; a larger request gets a chunk of its own, put behind
 * the newest one so that the free space in front stays in use.
 */
#include "arena.h"

#include "host.h"

struct ArenaChunk {
  ArenaChunk *next;
  size_t size; /* bytes after this header */
};

enum { CHUNK_FIRST = 4096, CHUNK_LARGEST = 1 << 20 };

void arena_init(Arena *arena) { *arena = (Arena){0}; }

void arena_free(Arena *arena) {
  for (ArenaChunk *c = arena->chunks, *next; c; c = next) {
    next = c->next;
    host_free(c);
  }
  *arena = (Arena){0};
}

void *arena_grow(Arena *arena, size_t size) {
  size_t wanted = arena->chunks ? arena->chunks->size * 2 : CHUNK_FIRST;
  if (wanted > CHUNK_LARGEST) wanted = CHUNK_LARGEST;
  bool is_own = size > wanted / 4;
  if (is_own) wanted = size;
  ArenaChunk *c = host_alloc_zeroed(sizeof *c + wanted); /* fresh pages of the system are zero already */
  c->size = wanted;
  arena->total += sizeof *c + wanted;
  uint8_t *memory = (uint8_t *)(c + 1);
  if (is_own && arena->chunks) {
    c->next = arena->chunks->next;
    arena->chunks->next = c;
    return memory;
  }
  c->next = arena->chunks;
  arena->chunks = c;
  arena->at = memory + size;
  arena->end = memory + wanted;
  return memory;
}

void *arena_copy(Arena *arena, const void *bytes, size_t size) {
  void *p = arena_alloc(arena, size);
  if (size) memcpy(p, bytes, size);
  return p;
}

char *arena_strndup(Arena *arena, const char *text, size_t len) {
  char *copy = arena_alloc(arena, len + 1);
  memcpy(copy, text, len);
  return copy;
}

char *arena_strdup(Arena *arena, const char *text) { return arena_strndup(arena, text, strlen(text)); }

char *arena_format(Arena *arena, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = host_vformat(NULL, 0, format, args);
  va_end(args);
  char *text = arena_alloc(arena, (size_t)len + 1);
  host_vformat(text, (size_t)len + 1, format, again);
  va_end(again);
  return text;
}
