/*
 * linux.h: what the files of the Linux port share.
 */
#ifndef RUNTIME_OS_LINUX_H
#define RUNTIME_OS_LINUX_H

#include "../../rt.h"
#include "../../support/mem.h"
#include "../os.h"
#include "abi.h"

enum {
  CLONE_VM = 0x100,
  CLONE_FS = 0x200,
  CLONE_FILES = 0x400,
  CLONE_SIGHAND = 0x800,
  CLONE_THREAD = 0x10000,
  CLONE_SYSVSEM = 0x40000,
  CLONE_SETTLS = 0x80000,
  CLONE_CHILD_CLEARTID = 0x200000,
};

/* An isolate: lives at the start of its control area. */
typedef struct Isolate {
  uint8_t *memory;
  size_t size; /* of its small area */
  const ElfPhdr *tls;
  void *tls_start, *tls_end;
  uint64_t start_ns;
  const Program *program; /* of isolates started by another one */
  void (*fn)(void *);
  void *arg;
  uint32_t running; /* futex: the kernel clears it when the thread ends */
} Isolate;

/* Maps an isolate's memory at the first free slot; the Isolate is in its control area. NULL: there is no room. */
uint8_t *isolate_reserve(Isolate **isolate);
/* Objects in other programs (JSC_EMBED, embed/embed.c): what is mapped is given back when the isolate is closed. */
void embed_note_map(void *start, size_t size);
void embed_note_unmap(const void *start);
/* Maps an isolate's memory at the first free slot and lays out its TLS block; returns the thread pointer, or 0. */
uintptr_t isolate_map(const ElfPhdr *tls, Isolate **isolate);
/* With the thread pointer set: fills Rt and makes the heap. */
void isolate_enter(Isolate *isolate, const Program *program);

#endif
