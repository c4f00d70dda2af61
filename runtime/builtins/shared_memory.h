/*
 * shared_memory.h: the memory of SharedArrayBuffers in programs with agents: mapped, at one address for all, counted by the
 * isolates that have a buffer of it. (In other programs it is collected memory like that of any buffer.)
 */
#ifndef RUNTIME_BUILTINS_SHARED_MEMORY_H
#define RUNTIME_BUILTINS_SHARED_MEMORY_H

#include "typed.h"

typedef struct SharedMemory {
  uint64_t count; /* of isolates that hold it, and of messages under way */
  uint64_t size;  /* of the mapping, with this */
  uint64_t length;
  uint64_t max; /* of a growable one; it has them from the start */
  bool is_growable;
  uint8_t pad[31];
  uint8_t data[];
} SharedMemory;
_Static_assert(sizeof(SharedMemory) == 64, "keeps the data aligned");

/* Whether this program's SharedArrayBuffers have such memory. */
static inline bool memory_is_shared(void) { return (RT->program->flags & PROGRAM_HAS_AGENTS) != 0; }
static inline SharedMemory *shared_memory_of(const ArrayBuffer *b) { return (SharedMemory *)(void *)b->data - 1; }

/* A new SharedArrayBuffer, as array_buffer_allocate. */
ArrayBuffer *shared_buffer_allocate(Value new_target, uint64_t length, const uint64_t *max);
/* A SharedArrayBuffer of this isolate with memory that came from another one; takes the message's count over. */
ArrayBuffer *shared_buffer_adopt(SharedMemory *m);
void shared_memory_retain(SharedMemory *m);
void shared_memory_release(SharedMemory *m);
/* Grows it for all; false: it is longer already. */
bool shared_buffer_grow(ArrayBuffer *b, uint64_t length);
/* What others have grown since is seen from now on: Atomics and byteLength begin with this. */
void shared_buffers_refresh(void);
/* The isolate ends. */
void shared_memory_leave(void);

#endif
