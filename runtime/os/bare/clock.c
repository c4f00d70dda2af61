/*
 * clock.c: time by the processor's time stamp counter, whose rate is measured with the 8254 timer, which counts from the
 * entry on, when somebody first asks; the date from the CMOS clock; waiting with that timer's interrupt.
 */
#include "bare.h"

enum { PIT_HZ = 1193182, FEWEST_TICKS = PIT_HZ / 1000, LONGEST_WAIT = 60000, TIMER_LINE = 0, LONGEST_COUNT = 65535 };
enum { PIT_CHANNEL0 = 0x40, PIT_CHANNEL2 = 0x42, PIT_COMMAND = 0x43, PIT_GATE = 0x61, GATE_OUT = 0x20 };
enum { CMOS_INDEX = 0x70, CMOS_DATA = 0x71 };

static struct {
  uint64_t start;       /* of the counter */
  uint64_t counting;    /* what it was when the timer began to count */
  uint64_t ns_per_2_32; /* nanoseconds a count, times 2^32; 0: not measured */
  uint64_t epoch_ns;    /* realtime at `start` */
  bool has_interrupts;
} state;

/* The timer's second channel counts down once, from its greatest number. */
static void start_counting(void) {
  port_out8(PIT_GATE, (uint8_t)((port_in8(PIT_GATE) & ~2) | 1));
  port_out8(PIT_COMMAND, 0xB0); /* channel 2, mode 0 */
  port_out8(PIT_CHANNEL2, LONGEST_COUNT & 0xFF);
  port_out8(PIT_CHANNEL2, LONGEST_COUNT >> 8);
  state.counting = tsc_read();
}

static uint64_t ticks_counted(void) {
  port_out8(PIT_COMMAND, 0x80); /* hold channel 2 */
  uint32_t low = port_in8(PIT_CHANNEL2), left = low | (uint32_t)port_in8(PIT_CHANNEL2) << 8;
  return LONGEST_COUNT - left;
}

void clock_init(void) {
  state.start = tsc_read();
  start_counting();
}

/* The longer the counts ran, the better; what was counted from the entry on serves if it lasted and is not yet over. */
static void measure(void) {
  uint64_t ticks = ticks_counted(), now = tsc_read();
  if (port_in8(PIT_GATE) & GATE_OUT) {
    start_counting();
    ticks = 0;
  }
  while (ticks < FEWEST_TICKS) {
    ticks = ticks_counted();
    now = tsc_read();
  }
  uint64_t counts = now - state.counting, ns = ticks * 1000000000u / PIT_HZ;
  state.ns_per_2_32 = (ns << 32) / (counts ? counts : 1);
}

uint64_t clock_ns_of(uint64_t counts) {
  if (!state.ns_per_2_32) measure();
  return (uint64_t)((unsigned __int128)counts * state.ns_per_2_32 >> 32);
}

uint64_t clock_ns(void) {
  if (!state.ns_per_2_32) measure();
  return clock_ns_of(tsc_read() - state.start);
}

/* Every program asks at its start: no need to measure for an answer of 0. */
uint64_t clock_seconds(void) {
  enum { CERTAINLY_BELOW_1 = 1 << 28 };
  bool is_start = !state.ns_per_2_32 && tsc_read() - state.start < CERTAINLY_BELOW_1;
  return is_start ? 0 : clock_ns() / 1000000000u;
}

/* ---- the date ---- */

static uint8_t cmos(uint8_t index) {
  port_out8(CMOS_INDEX, index);
  return port_in8(CMOS_DATA);
}

static uint64_t cmos_value(uint8_t index, bool is_binary) {
  uint8_t v = cmos(index);
  return is_binary ? v : (uint64_t)(v >> 4) * 10 + (v & 15);
}

/* Days from 1970-01-01 (Hinnant, days_from_civil). */
static uint64_t days_of(uint64_t y, uint64_t m, uint64_t d) {
  y -= m <= 2;
  uint64_t era = y / 400, of_era = y - era * 400, of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static uint64_t read_date(void) {
  uint64_t before, now = ~0ull;
  do { /* the same twice: no update came in between */
    before = now;
    while (cmos(0x0A) & 0x80) {}
    bool b = cmos(0x0B) & 4;
    uint64_t hours = cmos_value(4, b);
    now = days_of(2000 + cmos_value(9, b), cmos_value(8, b), cmos_value(7, b)) * 86400 + hours * 3600 +
          cmos_value(2, b) * 60 + cmos_value(0, b);
  } while (now != before);
  return now;
}

uint64_t clock_realtime_ns(void) {
  uint64_t now = clock_ns();
  if (!state.epoch_ns) state.epoch_ns = read_date() * 1000000000u - now;
  return state.epoch_ns + now;
}

/* ---- waiting ---- */

/* The timer interrupts once, at the time wanted or before it. */
void clock_wait(uint64_t ns) {
  uint64_t now = clock_ns(), ticks = LONGEST_WAIT;
  if (now >= ns) return;
  if (ns - now < (uint64_t)LONGEST_WAIT * 1000000000u / PIT_HZ) ticks = (ns - now) * PIT_HZ / 1000000000u + 1;
  if (!state.has_interrupts) {
    state.has_interrupts = true;
    interrupt_enable(TIMER_LINE);
  }
  trace_reach(TRACE_WAIT);
  port_out8(PIT_COMMAND, 0x30); /* channel 0, mode 0 */
  port_out8(PIT_CHANNEL0, (uint8_t)ticks);
  port_out8(PIT_CHANNEL0, (uint8_t)(ticks >> 8));
  __asm__ volatile("sti; hlt; cli" : : : "memory");
}

void clock_sleep_until(uint64_t ns) {
  while (clock_ns() < ns) clock_wait(ns);
}
