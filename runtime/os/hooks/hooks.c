/*
 * hooks.c: the port of objects that stand on functions of their host alone (hooks.h).
 *
 * There is one isolate, in no thread-local storage, in memory that is all there from the beginning: its areas are small,
 * and as large as the program was compiled for (--heap). No threads, no signals.
 */
#include "hooks.h"

#include "../../heap/heap.h"
#include "../../heap/internal.h"
#include "../isolate.h"
#include "../linux/abi.h"
#include "../os.h"
#include "stack.h"

ISOLATE_LOCAL_DEFINED Rt jsc_rt;
extern const Program jsc_program;

static uint64_t call_host(void *hook, uint64_t a, uint64_t b, uint64_t c) {
  return hooks_call(hook, a, b, c, hooks_home());
}

static _Noreturn void panic(const char *message) {
  call_host((void *)jsc_host_panic, (uint64_t)(uintptr_t)message, 0, 0);
  hooks_abandon(message);
  for (;;) call_host((void *)jsc_host_panic, (uint64_t)(uintptr_t)message, 0, 0);
}

void hooks_yield(void) { call_host((void *)jsc_host_yield, 0, 0, 0); }

/* ---- system calls, output ---- */

int64_t os_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5) {
  if (nr == SYS_write && (a0 == 1 || a0 == 2)) return (int64_t)call_host((void *)jsc_host_write, a0, a1, a2);
  const uint64_t arguments[6] = {a0, a1, a2, a3, a4, a5};
  return (int64_t)call_host((void *)jsc_host_syscall, (uint64_t)nr, (uint64_t)(uintptr_t)arguments, 0);
}

int64_t os_write(int fd, const void *data, size_t length) {
  size_t done = 0;
  while (done < length) {
    int64_t n = os_syscall(SYS_write, (uint64_t)fd, (uint64_t)(uintptr_t)data + done, length - done, 0, 0, 0);
    if (n == -EINTR || n == -EAGAIN) continue;
    if (n <= 0) return n;
    done += (size_t)n;
  }
  return (int64_t)done;
}

int64_t os_read(int fd, void *data, size_t length) {
  return os_syscall(SYS_read, (uint64_t)fd, (uint64_t)(uintptr_t)data, length, 0, 0, 0);
}

void *os_read_file(const char *path, size_t *length, size_t *capacity, int *error) {
  (void)path, (void)length, (void)capacity;
  *error = -ENOENT;
  return NULL;
}

/* ---- memory ---- */

void *os_map(uintptr_t where, size_t size) {
  size = (size + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1);
  void *p = where ? NULL : (void *)(uintptr_t)call_host((void *)jsc_host_map, size, 0, 0);
  if (p) embed_note_map(p, size);
  return p;
}

void os_unmap(void *p, size_t size) {
  size = (size + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1);
  embed_note_unmap(p);
  call_host((void *)jsc_host_unmap, (uint64_t)(uintptr_t)p, size, 0);
}

void os_discard(void *p, size_t size) { mem_zero(p, size); }

int os_protect(void *p, size_t size, int access) {
  (void)p, (void)size, (void)access;
  return -ENOSYS;
}

void os_huge_pages(void *p, size_t size, bool wanted) { (void)p, (void)size, (void)wanted; }
uint64_t os_memory_size(void) { return 0; }

uint8_t *isolate_reserve(Isolate **isolate) {
  size_t area = jsc_program.heap_size;
  uint8_t *p = os_map(0, heap_reservation(0, area));
  if (!p) return NULL;
  *isolate = (Isolate *)(void *)(p + HEAP_STACK_SIZE);
  (*isolate)->memory = p;
  (*isolate)->size = area;
  return p;
}

/* ---- the end, time, chance ---- */

void os_exit(int code) {
  os_syscall(SYS_exit_group, (uint64_t)code, 0, 0, 0, 0, 0);
  panic("process.exit");
}

void os_abort(void) { panic("abort"); }
int os_pid(void) { return 1; }
uint64_t os_clock_ns(void) { return call_host((void *)jsc_host_clock, CLOCK_MONOTONIC, 0, 0); }
uint64_t os_realtime_ns(void) { return call_host((void *)jsc_host_clock, CLOCK_REALTIME, 0, 0); }

void os_random(void *out, size_t length) {
  uint8_t *p = out;
  int64_t n = os_syscall(SYS_getrandom, (uint64_t)(uintptr_t)p, length, 0, 0, 0, 0);
  for (size_t i = n > 0 ? (size_t)n : 0; i < length; i++) p[i] = (uint8_t)(os_clock_ns() * 0x9E3779B97F4A7C15ull >> 56);
}

const char *os_getenv(const char *name) {
  size_t n = cstring_length(name);
  for (char **e = RT->envp; e && *e; e++)
    if (cstring_length(*e) > n && (*e)[n] == '=' && mem_equal(*e, name, n)) return *e + n + 1;
  return NULL;
}

/* ---- what there is not ---- */

void os_catch_interrupt(void) {}

int os_thread_start(void (*fn)(void *), void *arg, void *stack_top, void *tls, uint32_t *running) {
  (void)fn, (void)arg, (void)stack_top, (void)tls;
  *running = 0;
  return -ENOSYS;
}

/* Nobody else could wake the caller. */
int os_wait(const uint32_t *address, uint32_t expected, uint64_t timeout_ns) {
  (void)address, (void)expected;
  if (timeout_ns == ~0ull) panic("Atomics.wait: there is nobody to wait for");
  uint64_t end = os_clock_ns() + timeout_ns;
  while (os_clock_ns() < end) os_syscall(SYS_poll, 0, 0, (end - os_clock_ns()) / 1000000, 0, 0, 0);
  return -ETIMEDOUT;
}

int os_wake(const uint32_t *address, uint32_t count) {
  (void)address, (void)count;
  return 0;
}

int os_alarm_new(void) { return -ENOSYS; }
void os_alarm_set(int fd, uint64_t at_ns) { (void)fd, (void)at_ns; }
void os_alarm_wait(int fd) { (void)fd; }
void os_alarm_free(int fd) { (void)fd; }

struct Isolate *os_isolate_start(void (*fn)(void *), void *arg) {
  (void)fn, (void)arg;
  return NULL;
}

void os_isolate_join(struct Isolate *isolate) { (void)isolate; }
