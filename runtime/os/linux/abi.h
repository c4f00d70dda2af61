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
  SYS_lseek = 8,
  SYS_mmap = 9,
  SYS_mprotect = 10,
  SYS_munmap = 11,
  SYS_rt_sigaction = 13,
  SYS_rt_sigprocmask = 14,
  SYS_ioctl = 16,
  SYS_pread64 = 17,
  SYS_pwrite64 = 18,
  SYS_access = 21,
  SYS_sched_yield = 24,
  SYS_madvise = 28,
  SYS_dup = 32,
  SYS_dup2 = 33,
  SYS_nanosleep = 35,
  SYS_getpid = 39,
  SYS_clone = 56,
  SYS_exit = 60,
  SYS_uname = 63,
  SYS_fcntl = 72,
  SYS_fsync = 74,
  SYS_fdatasync = 75,
  SYS_truncate = 76,
  SYS_ftruncate = 77,
  SYS_getcwd = 79,
  SYS_chdir = 80,
  SYS_fchdir = 81,
  SYS_rename = 82,
  SYS_mkdir = 83,
  SYS_rmdir = 84,
  SYS_creat = 85,
  SYS_link = 86,
  SYS_unlink = 87,
  SYS_symlink = 88,
  SYS_readlink = 89,
  SYS_chmod = 90,
  SYS_fchmod = 91,
  SYS_chown = 92,
  SYS_fchown = 93,
  SYS_lchown = 94,
  SYS_umask = 95,
  SYS_sysinfo = 99,
  SYS_getuid = 102,
  SYS_getgid = 104,
  SYS_geteuid = 107,
  SYS_getegid = 108,
  SYS_getppid = 110,
  SYS_statfs = 137,
  SYS_fstatfs = 138,
  SYS_arch_prctl = 158,
  SYS_gettid = 186,
  SYS_futex = 202,
  SYS_sched_getaffinity = 204,
  SYS_getdents64 = 217,
  SYS_clock_gettime = 228,
  SYS_exit_group = 231,
  SYS_tgkill = 234,
  SYS_openat = 257,
  SYS_mkdirat = 258,
  SYS_newfstatat = 262,
  SYS_unlinkat = 263,
  SYS_renameat = 264,
  SYS_linkat = 265,
  SYS_symlinkat = 266,
  SYS_readlinkat = 267,
  SYS_fchmodat = 268,
  SYS_faccessat = 269,
  SYS_utimensat = 280,
  SYS_dup3 = 292,
  SYS_renameat2 = 316,
  SYS_getrandom = 318,
  SYS_statx = 332,
};
enum { EPERM = 1, ENOENT = 2, EINTR = 4, EBADF = 9, EAGAIN = 11, ENOMEM = 12, EACCES = 13, EBUSY = 16, EEXIST = 17 };
enum { ENOTDIR = 20, EISDIR = 21, EINVAL = 22, EMFILE = 24, ENOTTY = 25, EFBIG = 27, ENOSPC = 28, ESPIPE = 29 };
enum { ERANGE = 34, ENAMETOOLONG = 36, ENOSYS = 38, ENOTEMPTY = 39, ELOOP = 40, ETIMEDOUT = 110 };
enum { O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_ACCMODE = 3, O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000 };
enum { O_APPEND = 02000, O_NONBLOCK = 04000, O_DIRECTORY = 0200000, O_NOFOLLOW = 0400000, O_CLOEXEC = 02000000 };
enum { O_PATH = 010000000 };
enum { S_IFMT = 0170000, S_IFCHR = 0020000, S_IFDIR = 0040000, S_IFREG = 0100000, S_IFLNK = 0120000 };
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
