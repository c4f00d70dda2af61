/*
 * array.h: growable arrays of any type. Declare `ARRAY(Node *) list = {0};`, then push and index `list.items[i]`.
 * ARRAY_PUSH takes memory from an arena (the old block is simply left behind); VEC_PUSH from the host, for arrays
 * that live long and grow large, which VEC_FREE gives back.
 */
#ifndef JSC_ARRAY_H
#define JSC_ARRAY_H

#include "arena.h"
#include "host.h"

#define ARRAY(Type)           \
  struct {                    \
    Type *items;              \
    uint32_t count, capacity; \
  }

/* New storage for one more item. */
static inline void *array_grow_in(Arena *arena, void *items, uint32_t count, uint32_t *capacity, size_t item_size) {
  uint32_t wanted = *capacity ? *capacity * 2 : 8;
  void *bigger = arena_alloc(arena, wanted * item_size);
  if (count) memcpy(bigger, items, count * item_size);
  *capacity = wanted;
  return bigger;
}
static inline void *array_grow_host(void *items, uint32_t *capacity, size_t item_size) {
  *capacity = *capacity ? *capacity * 2 : 16;
  return host_realloc(items, *capacity * item_size);
}

#define ARRAY_PUSH(arena, a, value)                                                                    \
  do {                                                                                                 \
    if ((a)->count == (a)->capacity)                                                                   \
      (a)->items = array_grow_in((arena), (a)->items, (a)->count, &(a)->capacity, sizeof *(a)->items); \
    (a)->items[(a)->count++] = (value);                                                                \
  } while (0)
#define VEC_PUSH(a, value)                                                                                         \
  do {                                                                                                             \
    if ((a)->count == (a)->capacity) (a)->items = array_grow_host((a)->items, &(a)->capacity, sizeof *(a)->items); \
    (a)->items[(a)->count++] = (value);                                                                            \
  } while (0)
#define VEC_FREE(a) (host_free((a)->items), (a)->items = NULL, (a)->count = (a)->capacity = 0)

#endif
