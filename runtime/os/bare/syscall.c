/*
 * syscall.c: the system calls of Linux that programs make (linux/abi.h), answered by
 * the machine itself; those on files are in files.c and paths.c. What is in none of them is -ENOSYS.
 */
#include "descriptors.h"

enum { MSR_FS_BASE = 0xC0000100, CODE_OF_ABORT = 134, FUTEX_COMMAND = 127 };

typedef struct PollFd {
  int fd;
  int16_t events, revents;
} PollFd;

static int64_t poll(PollFd *fds, uint64_t n, int64_t timeout_ms) {
  uint64_t until = timeout_ms < 0 ? ~0ull : clock_ns() + (uint64_t)timeout_ms * 1000000u;
  for (;;) {
    int64_t ready = 0;
    for (uint64_t i = 0; i < n; i++) {
      Open *o = descriptor_open(fds[i].fd);
      fds[i].revents = fds[i].fd < 0 ? 0 : o ? open_ready(o, fds[i].events) : POLLNVAL;
      ready += fds[i].revents != 0;
    }
    if (ready || clock_ns() >= until) return ready;
    clock_wait(until);
  }
}

/* There is one thread: nobody else can wake it. */
static int64_t futex(const uint32_t *word, uint64_t op, uint32_t expected, const TimeSpec *timeout) {
  if ((op & FUTEX_COMMAND) != FUTEX_WAIT) return 0;
  if (*(const volatile uint32_t *)word != expected) return -EAGAIN;
  clock_sleep_until(timeout ? clock_ns() + ns_of(timeout) : ~0ull);
  return -ETIMEDOUT;
}

static int64_t sysinfo(uint64_t *out) {
  for (int i = 0; i < 14; i++) out[i] = 0;
  out[0] = clock_seconds();
  out[4] = memory_total();
  out[5] = memory_free();
  *(uint32_t *)&out[13] = 1; /* the unit */
  return 0;
}

/* splitmix64 (Steele, Lea, Flood 2014) over the time stamp counter: no better source is used yet. */
int64_t fill_random(uint8_t *out, uint64_t n) {
  static uint64_t seed;
  uint64_t z = 0;
  for (uint64_t i = 0; i < n; i++, z >>= 8) {
    if (i % 8 == 0) {
      z = seed += 0x9E3779B97F4A7C15ull ^ tsc_read();
      z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
      z = (z ^ z >> 27) * 0x94D049BB133111EBull;
      z ^= z >> 31;
    }
    out[i] = (uint8_t)z;
  }
  return (int64_t)n;
}

static int64_t clock_gettime(uint64_t which, TimeSpec *out) {
  uint64_t ns = which == CLOCK_REALTIME ? clock_realtime_ns() : clock_ns();
  *out = (TimeSpec){(int64_t)(ns / 1000000000u), (int64_t)(ns % 1000000000u)};
  return 0;
}

static int64_t nanosleep(const TimeSpec *t) {
  clock_sleep_until(clock_ns() + ns_of(t));
  return 0;
}

/* struct utsname: six texts of 65 bytes. */
static int64_t uname(char *out) {
  static const char *const texts[] = {"Linux", "localhost", "0.0.0-jsc", "image", "x86_64", "(none)"};
  enum { ROOM = 65 };
  bytes_fill(out, 0, sizeof texts / sizeof texts[0] * ROOM);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    bytes_copy(out + i * ROOM, texts[i], text_length(texts[i]));
  return 0;
}

int64_t bare_syscall(uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5, int64_t nr) {
  (void)a5;
  switch (nr) {
    case SYS_poll: return poll((PollFd *)a0, a1, (int32_t)a2);
    case SYS_mmap:
      if (!(a3 & MAP_ANONYMOUS)) return -ENOSYS;
      return memory_map(a0, a1, (int)a2, a3 & (MAP_FIXED | MAP_FIXED_NOREPLACE), a3 & MAP_FIXED);
    case SYS_mprotect: return memory_protect(a0, a1, (int)a2);
    case SYS_munmap: return memory_unmap(a0, a1);
    case SYS_madvise: return a2 == MADV_DONTNEED ? memory_discard(a0, a1) : 0;
    case SYS_rt_sigaction:
    case SYS_rt_sigprocmask:
    case SYS_sched_yield:
    case SYS_getuid:
    case SYS_getgid:
    case SYS_geteuid:
    case SYS_getegid:
    case SYS_getppid: return 0;
    case SYS_getpid:
    case SYS_gettid: return 1;
    case SYS_nanosleep: return nanosleep((const TimeSpec *)a0);
    case SYS_sysinfo: return sysinfo((uint64_t *)a0);
    case SYS_arch_prctl:
      if (a0 != ARCH_SET_FS) return -EINVAL;
      msr_write(MSR_FS_BASE, a1);
      return 0;
    case SYS_futex: return futex((const uint32_t *)a0, a1, (uint32_t)a2, (const TimeSpec *)a3);
    case SYS_clock_gettime: return clock_gettime(a0, (TimeSpec *)a1);
    case SYS_getrandom: return fill_random((uint8_t *)a0, a1);
    case SYS_tgkill: machine_stop(CODE_OF_ABORT);
    case SYS_exit:
    case SYS_exit_group: machine_stop((int)a0);
    case SYS_uname: return uname((char *)a0);
    default: return files_syscall(nr, a0, a1, a2, a3, a4);
  }
}
