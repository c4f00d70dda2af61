/*
 * linux.h: what the files of the Linux port share.
 */
#ifndef RUNTIME_OS_LINUX_H
#define RUNTIME_OS_LINUX_H

#include "../../rt.h"
#include "../../support/mem.h"
#include "../isolate.h"
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

/* Maps an isolate's memory at the first free slot and lays out its TLS block; returns the thread pointer, or 0. */
uintptr_t isolate_map(const ElfPhdr *tls, Isolate **isolate);
#endif
