/*
 * abi.h: numbers and structures of Linux's kernel ABI (x86-64): what runtime/os/linux asks for, and what runtime/os/bare
 * answers.
 */
#ifndef RUNTIME_OS_LINUX_ABI_H
#define RUNTIME_OS_LINUX_ABI_H

#include <stdint.h>

enum {
  SYS_read = 0,
  SYS_write = 1,
  SYS_open = 2,
  SYS_close = 3,
  SYS_stat = 4,
  SYS_fstat = 5,
  SYS_lstat = 6,
  SYS_poll = 7,
  SYS_mmap = 9,
  SYS_mprotect = 10,
  SYS_munmap = 11,
  SYS_rt_sigaction = 13,
  SYS_rt_sigprocmask = 14,
  SYS_ioctl = 16,
  SYS_access = 21,
  SYS_sched_yield = 24,
  SYS_madvise = 28,
  SYS_nanosleep = 35,
  SYS_getpid = 39,
  SYS_clone = 56,
  SYS_exit = 60,
  SYS_fcntl = 72,
  SYS_getcwd = 79,
  SYS_readlink = 89,
  SYS_sysinfo = 99,
  SYS_getuid = 102,
  SYS_getgid = 104,
  SYS_geteuid = 107,
  SYS_getegid = 108,
  SYS_getppid = 110,
  SYS_arch_prctl = 158,
  SYS_gettid = 186,
  SYS_futex = 202,
  SYS_clock_gettime = 228,
  SYS_exit_group = 231,
  SYS_tgkill = 234,
  SYS_openat = 257,
  SYS_getrandom = 318,
};
enum { ENOENT = 2, EINTR = 4, EBADF = 9, EAGAIN = 11, ENOMEM = 12, EEXIST = 17, EINVAL = 22, ENOTTY = 25, ENOSYS = 38 };
enum { ETIMEDOUT = 110 };
enum { O_RDONLY = 0, O_RDWR = 2, O_CLOEXEC = 02000000 };
enum { PROT_READ = 1, PROT_WRITE = 2, PROT_EXEC = 4 };
enum {
  MAP_PRIVATE = 2,
  MAP_FIXED = 0x10,
  MAP_ANONYMOUS = 0x20,
  MAP_NORESERVE = 0x4000,
  MAP_FIXED_NOREPLACE = 0x100000
};
enum { MADV_DONTNEED = 4, MADV_HUGEPAGE = 14, MADV_NOHUGEPAGE = 15 };
enum { POLLIN = 1, POLLOUT = 4, POLLNVAL = 32, SIGABRT = 6 };
enum { CLOCK_REALTIME = 0, CLOCK_MONOTONIC = 1, FUTEX_WAIT = 0, FUTEX_WAKE = 1 };
enum { ARCH_SET_FS = 0x1002, AT_PHDR = 3, AT_PHNUM = 5, PT_LOAD = 1, PT_TLS = 7 };

typedef struct ElfPhdr {
  uint32_t type, flags;
  uint64_t offset, vaddr, paddr, filesz, memsz, align;
} ElfPhdr;

#endif
