/*
 * clock.c: time by the processor's time stamp counter, whose rate is measured with the 8254 timer when somebody first
 * asks; the date from the CMOS clock; waiting with that timer's interrupt (8259 controllers, the timer alone let through).
 */
#include "bare.h"

enum { PIT_HZ = 1193182, MEASURE_TICKS = PIT_HZ / 100, WAIT_TICKS = PIT_HZ / 2000 };
enum { PIT_CHANNEL0 = 0x40, PIT_CHANNEL2 = 0x42, PIT_COMMAND = 0x43, PIT_GATE = 0x61, GATE_OUT = 0x20 };
enum { PIC1 = 0x20, PIC2 = 0xA0, PIC_EOI = 0x20, CMOS_INDEX = 0x70, CMOS_DATA = 0x71 };

static struct {
  uint64_t start;       /* of the counter */
  uint64_t ns_per_2_32; /* nanoseconds a count, times 2^32; 0: not measured */
  uint64_t epoch_ns;    /* realtime at `start` */
  bool has_interrupts;
} state;

static void measure(void) {
  port_out8(PIT_GATE, (uint8_t)((port_in8(PIT_GATE) & ~2) | 1));
  port_out8(PIT_COMMAND, 0xB0); /* channel 2, mode 0 */
  port_out8(PIT_CHANNEL2, MEASURE_TICKS & 0xFF);
  uint64_t from = tsc_read();
  port_out8(PIT_CHANNEL2, MEASURE_TICKS >> 8);
  while (!(port_in8(PIT_GATE) & GATE_OUT)) {}
  uint64_t counts = tsc_read() - from;
  uint64_t ns = (uint64_t)MEASURE_TICKS * 1000000000u / PIT_HZ;
  state.ns_per_2_32 = (ns << 32) / (counts ? counts : 1);
}

uint64_t clock_ns(void) {
  if (!state.ns_per_2_32) {
    state.start = tsc_read();
    measure();
  }
  return (uint64_t)((unsigned __int128)(tsc_read() - state.start) * state.ns_per_2_32 >> 32);
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

static void start_interrupts(void) {
  static const uint8_t setup[][2] = {{PIC1, 0x11},
                                     {PIC2, 0x11},
                                     {PIC1 + 1, 32},
                                     {PIC2 + 1, 40},
                                     {PIC1 + 1, 4},
                                     {PIC2 + 1, 2},
                                     {PIC1 + 1, 1},
                                     {PIC2 + 1, 1},
                                     {PIC1 + 1, 0xFE},
                                     {PIC2 + 1, 0xFF},
                                     {PIT_COMMAND, 0x34},
                                     {PIT_CHANNEL0, WAIT_TICKS & 0xFF},
                                     {PIT_CHANNEL0, WAIT_TICKS >> 8}};
  for (size_t i = 0; i < sizeof setup / sizeof setup[0]; i++) port_out8(setup[i][0], setup[i][1]);
  state.has_interrupts = true;
}

void clock_interrupt(void) { port_out8(PIC1, PIC_EOI); }

void clock_sleep_until(uint64_t ns) {
  if (!state.has_interrupts) start_interrupts();
  while (clock_ns() < ns) __asm__ volatile("sti; hlt; cli" : : : "memory");
}
