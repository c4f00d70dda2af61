/* JavaScript where there is no libc, as in a kernel: the functions jsc_host_… are all that the object asks for.
 * This host is a process of Linux, of which it uses four system calls.
 *
 *   jsc -c --freestanding=none filter.js -o filter.o --emit-header=filter.h
 *   cc -ffreestanding -nostdlib -static host.c filter.o -o host
 */
#include "filter.h"

enum { WRITE = 1, POLL = 7, EXIT = 231, CLOCK_GETTIME = 228, NO_SUCH_CALL = -38 };

static long call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

static size_t length_of(const char *text) {
  size_t n = 0;
  while (text[n]) n++;
  return n;
}

static void print(const char *text) { call(WRITE, 1, (long)text, (long)length_of(text)); }

/* ---- what the object asks for ---- */

/* Memory is never used twice, so it is zero. */
static _Alignas(4096) unsigned char memory[32 << 20];
static size_t used, mapped;

void *jsc_host_map(size_t size) {
  if (size > sizeof memory - used) return NULL;
  void *pages = memory + used;
  used += size;
  mapped += size;
  return pages;
}

void jsc_host_unmap(void *start, size_t size) {
  (void)start;
  mapped -= size;
}

int64_t jsc_host_syscall(int64_t number, const uint64_t arguments[6]) {
  if (number != POLL) return NO_SUCH_CALL;
  return call(POLL, (long)arguments[0], (long)arguments[1], (long)arguments[2]);
}

int64_t jsc_host_write(int stream, const void *data, size_t length) {
  return call(WRITE, stream, (long)data, (long)length);
}

uint64_t jsc_host_clock(int which) {
  uint64_t time[2];
  call(CLOCK_GETTIME, which, (long)time, 0);
  return time[0] * 1000000000 + time[1];
}

void jsc_host_panic(const char *message) {
  print(message);
  call(EXIT, 1, 0, 0);
}

/* Nothing interrupts this program. A kernel masks the interrupts whose handlers call the object. */
uint64_t jsc_host_mask(void) { return 0; }
void jsc_host_unmask(uint64_t state) { (void)state; }

/* Called soon after filter_interrupt(), which nobody calls here. */
void jsc_host_yield(void) {}

/* ---- the program ---- */

static void run(void) {
  static const uint8_t packet[] = {10, 0, 2, 15, 'h', 'i'};
  if (filter_open(0, NULL, NULL) != JSC_OK) print(filter_error());
  for (int i = 0; i < 5; i++) print(admit(packet, sizeof packet) ? "yes\n" : "no\n");
  report();
  print(parse("{\"a\": 1, \"b\": 2}"));
  if (!parse("{") && filter_status() == JSC_THROWN) {
    print("\n");
    print(filter_error());
  }
  remind(2);
  filter_run();
  filter_close();
  if (!mapped) print("closed\n");
}

__attribute__((force_align_arg_pointer)) void _start(void) {
  run();
  call(EXIT, 0, 0, 0);
}
