/*
 * isolate.h: an isolate as the ports have it.
 */
#ifndef RUNTIME_OS_ISOLATE_H
#define RUNTIME_OS_ISOLATE_H

#include "../rt.h"

struct ElfPhdr;
/* Lives at the start of its control area. */
typedef struct Isolate {
  uint8_t *memory;
  size_t size;               /* of its small area */
  const struct ElfPhdr *tls; /* Linux: where threads of a program find it; NULL in objects */
  void *tls_start, *tls_end; /* its inline caches, module variables and so on */
  uint64_t start_ns;
  const Program *program; /* of isolates started by another one */
  void (*fn)(void *);
  void *arg;
  uint32_t running; /* futex: the kernel clears it when the thread ends */
} Isolate;

/* Maps an isolate's memory; the Isolate is in its control area. NULL: there is no room. The port's. */
uint8_t *isolate_reserve(Isolate **isolate);
/* With what is the isolate's own in place: fills Rt and makes the heap. */
void isolate_enter(Isolate *isolate, const Program *program);

/* Objects in other programs (JSC_EMBED, embed/embed.c): what is mapped is given back when the isolate is closed. */
void embed_note_map(void *start, size_t size);
void embed_note_unmap(const void *start);

#endif
