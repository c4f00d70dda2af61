/*
 * interrupt.c: the two 8259 controllers. Interrupts are let in only while the program waits (clock_wait). A line that
 * somebody has open is counted and then masked until its count is taken, so that a device may hold it for as long as the
 * program needs to serve it.
 */
#include "bare.h"

enum { PIC1 = 0x20, PIC2 = 0xA0, END = 0x20, SPECIFIC_END = 0x60, CASCADE = 2, READ_IN_SERVICE = 0x0B };
enum { MSR_APIC_BASE = 0x1B, APIC_SPURIOUS = 0xF0, APIC_LINT0 = 0x350, APIC_ENABLED = 0x100, APIC_FROM_8259 = 0x700 };

static struct {
  bool is_open[INTERRUPTS];
  uint64_t count[INTERRUPTS];
  uint16_t masked;
  bool is_started;
} state = {.masked = 0xFFFF};

static void write_masks(void) {
  port_out8(PIC1 + 1, (uint8_t)state.masked);
  port_out8(PIC2 + 1, (uint8_t)(state.masked >> 8));
}

/* The processor's own controller lets the 8259's request through (virtual wire mode; Intel SDM 3A, 11.5.1): not all
 * firmware has seen to that. */
static void connect_processor(void) {
  uint64_t base = msr_read(MSR_APIC_BASE) & ~0xFFFull;
  if (memory_map_physical(base, FRAME_SIZE)) return;
  volatile uint32_t *apic = (volatile uint32_t *)(DIRECT_BASE + base);
  apic[APIC_SPURIOUS / 4] = APIC_ENABLED | 0xFF;
  apic[APIC_LINT0 / 4] = APIC_FROM_8259;
}

void interrupt_start(void) {
  static const uint8_t setup[][2] = {{PIC1, 0x11},  {PIC2, 0x11},  {PIC1 + 1, 32}, {PIC2 + 1, 40},
                                     {PIC1 + 1, 4}, {PIC2 + 1, 2}, {PIC1 + 1, 1},  {PIC2 + 1, 1}};
  if (state.is_started) return;
  for (size_t i = 0; i < sizeof setup / sizeof setup[0]; i++) port_out8(setup[i][0], setup[i][1]);
  connect_processor();
  state.masked &= ~(1u << CASCADE);
  state.is_started = true;
  write_masks();
}

static void set_masked(int line, bool is_masked) {
  interrupt_start();
  uint16_t bit = (uint16_t)(1u << line);
  state.masked = is_masked ? state.masked | bit : state.masked & ~bit;
  write_masks();
}

void interrupt_enable(int line) { set_masked(line, false); }

/* Lines 7 and 15 come without cause when a device takes its request back. */
static bool is_spurious(int line) {
  uint16_t port = line < 8 ? PIC1 : PIC2;
  if (line != 7 && line != 15) return false;
  port_out8(port, READ_IN_SERVICE);
  if (port_in8(port) & 0x80) return false;
  if (line == 15) port_out8(PIC1, SPECIFIC_END | CASCADE);
  return true;
}

void interrupt_handle(int line) {
  if (is_spurious(line)) return;
  if (state.is_open[line]) {
    state.count[line]++;
    set_masked(line, true);
  }
  if (line >= 8) port_out8(PIC2, END);
  port_out8(PIC1, END);
}

bool interrupt_pending(int line) { return state.count[line] != 0; }

uint64_t interrupt_take(int line) {
  uint64_t n = state.count[line];
  state.count[line] = 0;
  set_masked(line, false);
  return n;
}

int64_t interrupt_open(int line) {
  if (line < 0 || line >= INTERRUPTS || line == CASCADE) return -EINVAL;
  if (state.is_open[line]) return -EBUSY;
  state.is_open[line] = true;
  state.count[line] = 0;
  set_masked(line, false);
  return 0;
}

void interrupt_close(int line) {
  state.is_open[line] = false;
  state.count[line] = 0;
  set_masked(line, true);
}
