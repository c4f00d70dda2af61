/*
 * linux.h: what the Linux port needs of the kernel's ABI (x86-64).
 */
#ifndef RUNTIME_OS_LINUX_H
#define RUNTIME_OS_LINUX_H

#include "../../rt.h"
#include "../../support/mem.h"
#include "../os.h"

enum {
  SYS_read = 0,
  SYS_write = 1,
  SYS_open = 2,
  SYS_close = 3,
  SYS_poll = 7,
  SYS_mmap = 9,
  SYS_mprotect = 10,
  SYS_munmap = 11,
  SYS_rt_sigaction = 13,
  SYS_madvise = 28,
  SYS_getpid = 39,
  SYS_clone = 56,
  SYS_exit = 60,
  SYS_fcntl = 72,
  SYS_sysinfo = 99,
  SYS_arch_prctl = 158,
  SYS_gettid = 186,
  SYS_futex = 202,
  SYS_clock_gettime = 228,
  SYS_exit_group = 231,
  SYS_tgkill = 234,
  SYS_getrandom = 318,
};
enum { EINTR = 4, EAGAIN = 11, ENOMEM = 12 };
enum { O_RDONLY = 0, O_RDWR = 2, O_CLOEXEC = 02000000 };
enum { PROT_READ = 1, PROT_WRITE = 2 };
enum { MAP_PRIVATE = 2, MAP_ANONYMOUS = 0x20, MAP_NORESERVE = 0x4000, MAP_FIXED_NOREPLACE = 0x100000 };
enum { MADV_DONTNEED = 4, MADV_HUGEPAGE = 14, MADV_NOHUGEPAGE = 15 };
enum { POLLOUT = 4, SIGABRT = 6, CLOCK_REALTIME = 0, CLOCK_MONOTONIC = 1, FUTEX_WAIT = 0, FUTEX_WAKE = 1 };
enum { ARCH_SET_FS = 0x1002, AT_PHDR = 3, AT_PHNUM = 5, PT_TLS = 7 };
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

typedef struct ElfPhdr {
  uint32_t type, flags;
  uint64_t offset, vaddr, paddr, filesz, memsz, align;
} ElfPhdr;

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

/* Maps an isolate's memory at the first free slot and lays out its TLS block; returns the thread pointer, or 0. */
uintptr_t isolate_map(const ElfPhdr *tls, Isolate **isolate);
/* With the thread pointer set: fills Rt and makes the heap. */
void isolate_enter(Isolate *isolate, const Program *program);

#endif
