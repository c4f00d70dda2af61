/*
 * trace.c: JSC_TRACE_BOOT=1 on the command line: how long after the entry (time stamp counter, its rate by the 8254) the
 * program had written its first text, and first waited or asked for input; how much memory it took.
 */
#include "bare.h"

extern uint64_t bare_entry_time;

static uint64_t reached[TRACE_POINTS]; /* counts; 0: not yet */

void trace_reach(TracePoint p) {
  if (!reached[p]) reached[p] = tsc_read();
}

static void print_decimal(uint64_t n) {
  char digits[20];
  int i = sizeof digits;
  do digits[--i] = (char)('0' + n % 10);
  while (n /= 10);
  console_write(digits + i, sizeof digits - (size_t)i);
}

void trace_print(void) {
  static const char *const names[] = {[TRACE_OUTPUT] = "first output ", [TRACE_WAIT] = " us, first wait "};
  if (!loader_has_variable("JSC_TRACE_BOOT=1")) return;
  console_text("jsc: boot: ");
  for (int p = 0; p < TRACE_POINTS; p++) {
    console_text(names[p]);
    print_decimal(reached[p] ? clock_ns_of(reached[p] - bare_entry_time) / 1000 : 0);
  }
  console_text(" us, memory ");
  print_decimal((memory_peak() + image_end() - image_start()) >> 10);
  console_text(" KB\n");
}
