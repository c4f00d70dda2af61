/*
 * syscall.c: the Linux port. os_syscall holds the one `syscall` instruction that everything else goes through.
 *
 * Numbers and structures are those of the x86-64 kernel ABI (asm/unistd_64.h, bits of fcntl.h and mman.h).
 */
#include "linux.h"

__attribute__((noinline)) int64_t os_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3,
                                             uint64_t a4, uint64_t a5) {
  register uint64_t r10 __asm__("r10") = a3;
  register uint64_t r8 __asm__("r8") = a4;
  register uint64_t r9 __asm__("r9") = a5;
  int64_t result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(nr), "D"(a0), "S"(a1), "d"(a2), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

/* ---- files ---- */

static void wait_writable(int fd) {
  struct {
    int fd;
    short events, revents;
  } p = {fd, POLLOUT, 0};
  os_syscall(SYS_poll, (uint64_t)&p, 1, (uint64_t)-1, 0, 0, 0);
}

int64_t os_write(int fd, const void *data, size_t length) {
  size_t done = 0;
  while (done < length) {
    int64_t n = os_syscall(SYS_write, (uint64_t)fd, (uint64_t)data + done, length - done, 0, 0, 0);
    if (n == -EINTR) continue;
    if (n == -EAGAIN) {
      wait_writable(fd);
      continue;
    }
    if (n < 0) return n;
    done += (size_t)n;
  }
  return (int64_t)done;
}

int64_t os_read(int fd, void *data, size_t length) {
  int64_t n;
  do n = os_syscall(SYS_read, (uint64_t)fd, (uint64_t)data, length, 0, 0, 0);
  while (n == -EINTR);
  return n;
}

void *os_read_file(const char *path, size_t *length, size_t *capacity, int *error) {
  int64_t fd = os_syscall(SYS_open, (uint64_t)path, O_RDONLY | O_CLOEXEC, 0, 0, 0, 0);
  if (fd < 0) {
    *error = (int)fd;
    return NULL;
  }
  size_t room = 64 << 10, have = 0;
  uint8_t *data = os_map(0, room);
  int64_t n = -ENOMEM;
  while (data && (n = os_read((int)fd, data + have, room - have)) > 0) {
    have += (size_t)n;
    if (have < room) continue;
    uint8_t *bigger = os_map(0, room * 2);
    if (bigger) mem_copy(bigger, data, have);
    os_unmap(data, room);
    data = bigger;
    room *= 2;
    n = -ENOMEM;
  }
  os_syscall(SYS_close, (uint64_t)fd, 0, 0, 0, 0, 0);
  if (n < 0) {
    if (data) os_unmap(data, room);
    *error = (int)n;
    return NULL;
  }
  *length = have;
  *capacity = room;
  return data;
}

/* ---- memory ---- */

void *os_map(uintptr_t where, size_t size) {
  uint64_t flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (where ? MAP_FIXED_NOREPLACE : 0);
  int64_t p = os_syscall(SYS_mmap, where, size, PROT_READ | PROT_WRITE, flags, (uint64_t)-1, 0);
  if (p < 0 && p > -4096) return NULL;
  if (where && (uintptr_t)p != where) {
    /* kernels before 4.17 take the address as a hint */
    os_unmap((void *)p, size);
    return NULL;
  }
#ifdef JSC_EMBED
  embed_note_map((void *)p, size);
#endif
  return (void *)p;
}

void os_unmap(void *p, size_t size) {
#ifdef JSC_EMBED
  embed_note_unmap(p);
#endif
  os_syscall(SYS_munmap, (uint64_t)p, size, 0, 0, 0, 0);
}
void os_discard(void *p, size_t size) { os_syscall(SYS_madvise, (uint64_t)p, size, MADV_DONTNEED, 0, 0, 0); }
int os_protect(void *p, size_t size, int access) {
  _Static_assert((int)OS_READ == PROT_READ && (int)OS_WRITE == PROT_WRITE, "access as the kernel has it");
  return (int)os_syscall(SYS_mprotect, (uint64_t)p, size, (uint64_t)access, 0, 0, 0);
}
void os_huge_pages(void *p, size_t size, bool wanted) {
  os_syscall(SYS_madvise, (uint64_t)p, size, wanted ? MADV_HUGEPAGE : MADV_NOHUGEPAGE, 0, 0, 0);
}

uint64_t os_memory_size(void) {
  struct {
    int64_t uptime;
    uint64_t loads[3], total, rest[9];
    uint32_t unit;
    uint8_t pad[64];
  } info;
  mem_zero(&info, sizeof info);
  if (os_syscall(SYS_sysinfo, (uint64_t)&info, 0, 0, 0, 0, 0) < 0) return 0;
  return info.total * (info.unit ? info.unit : 1);
}

/* ---- process, time, chance ---- */

void os_exit(int code) {
  for (;;) os_syscall(SYS_exit_group, (uint64_t)code, 0, 0, 0, 0, 0);
}

int os_pid(void) { return (int)os_syscall(SYS_getpid, 0, 0, 0, 0, 0, 0); }

void os_abort(void) {
  os_syscall(SYS_tgkill, (uint64_t)os_pid(), (uint64_t)os_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0), SIGABRT, 0, 0, 0);
  os_exit(134);
}

static uint64_t clock_ns(int clock) {
  int64_t t[2] = {0, 0};
  os_syscall(SYS_clock_gettime, (uint64_t)clock, (uint64_t)t, 0, 0, 0, 0);
  return (uint64_t)t[0] * 1000000000u + (uint64_t)t[1];
}

uint64_t os_clock_ns(void) { return clock_ns(CLOCK_MONOTONIC); }
uint64_t os_realtime_ns(void) { return clock_ns(CLOCK_REALTIME); }

void os_random(void *out, size_t length) {
  uint8_t *p = out;
  while (length) {
    int64_t n = os_syscall(SYS_getrandom, (uint64_t)p, length, 0, 0, 0, 0);
    if (n == -EINTR) continue;
    if (n <= 0) {
      /* no such call: the clock is all there is */
      for (; length; length--) *p++ = (uint8_t)(os_clock_ns() * 0x9E3779B97F4A7C15ull >> 56);
      return;
    }
    p += n;
    length -= (size_t)n;
  }
}

const char *os_getenv(const char *name) {
  size_t n = cstring_length(name);
  for (char **e = RT->envp; e && *e; e++)
    if (cstring_length(*e) > n && (*e)[n] == '=' && mem_equal(*e, name, n)) return *e + n + 1;
  return NULL;
}

/* ---- futexes ---- */

int os_wait(const uint32_t *address, uint32_t expected, uint64_t timeout_ns) {
  int64_t t[2] = {(int64_t)(timeout_ns / 1000000000u), (int64_t)(timeout_ns % 1000000000u)};
  return (int)os_syscall(SYS_futex, (uint64_t)address, FUTEX_WAIT, expected, timeout_ns == ~0ull ? 0 : (uint64_t)t, 0,
                         0);
}

int os_wake(const uint32_t *address, uint32_t count) {
  return (int)os_syscall(SYS_futex, (uint64_t)address, FUTEX_WAKE, count, 0, 0, 0);
}
