/*
 * console.c: the first serial port (16550), and the end of the machine.
 */
#include "bare.h"

enum { COM1 = 0x3F8, LINE_STATUS = COM1 + 5, CAN_SEND = 0x20, HAS_BYTE = 1 };
enum { DEBUG_EXIT = 0x501, Q35_POWER = 0x604, PIIX4_POWER = 0xB004, SLEEP_ENABLE = 0x2000 };

/* Switching the port's queues on empties them: not when something was typed ahead. */
void console_init(void) {
  static const uint8_t setup[][2] = {{1, 0}, {3, 0x80}, {0, 1}, {1, 0}, {3, 3}, {4, 3}};
  for (size_t i = 0; i < sizeof setup / sizeof setup[0]; i++) port_out8((uint16_t)(COM1 + setup[i][0]), setup[i][1]);
  if (!(port_in8(LINE_STATUS) & HAS_BYTE)) port_out8(COM1 + 2, 0xC1);
}

void console_byte(char c) {
  while (!(port_in8(LINE_STATUS) & CAN_SEND)) {}
  port_out8(COM1, (uint8_t)c);
}

/* A line feed goes to the beginning of the next line, as on a terminal. */
void console_write(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '\n') console_byte('\r');
    console_byte(text[i]);
  }
}

void console_text(const char *text) {
  size_t n = 0;
  while (text[n]) n++;
  console_write(text, n);
}

void console_hex(uint64_t n) {
  char digits[16];
  for (int i = 15; i >= 0; i--, n >>= 4) digits[i] = "0123456789abcdef"[n & 15];
  console_write(digits, sizeof digits);
}

/* qemu's isa-debug-exit ends with status 2 * code + 1; else ACPI power off where qemu's machines have it. */
_Noreturn void machine_stop(int code) {
  trace_print();
  port_out8(DEBUG_EXIT, (uint8_t)code);
  port_out16(Q35_POWER, SLEEP_ENABLE);
  port_out16(PIIX4_POWER, SLEEP_ENABLE);
  for (;;) __asm__ volatile("cli; hlt");
}
