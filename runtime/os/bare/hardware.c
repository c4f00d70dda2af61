/*
 * hardware.c: see hardware.h. The program runs in ring 0 anyway: nothing is protected from it here.
 */
#include "hardware.h"

#include "descriptors.h"

static int64_t port_in(uint16_t port, uint64_t bytes) {
  uint16_t half;
  uint32_t word;
  switch (bytes) {
    case 1: return port_in8(port);
    case 2: __asm__ volatile("inw %1, %0" : "=a"(half) : "Nd"(port)); return half;
    case 4: __asm__ volatile("inl %1, %0" : "=a"(word) : "Nd"(port)); return word;
    default: return -EINVAL;
  }
}

static int64_t port_out(uint16_t port, uint64_t bytes, uint32_t value) {
  switch (bytes) {
    case 1: port_out8(port, (uint8_t)value); return 0;
    case 2: port_out16(port, (uint16_t)value); return 0;
    case 4: __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port)); return 0;
    default: return -EINVAL;
  }
}

static int64_t open_interrupt(uint64_t line) {
  Open *o = machine_alloc(sizeof *o);
  if (!o) return -ENOMEM;
  int64_t error = interrupt_open((int)line);
  *o = (Open){.flags = O_RDONLY | O_NONBLOCK, .references = 1, .interrupt = (int32_t)line};
  int64_t fd = error ? error : descriptor_new(o, 0);
  if (fd >= 0) return fd;
  if (!error) interrupt_close((int)line);
  machine_free(o, sizeof *o);
  return fd;
}

int64_t hardware_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2) {
  switch (nr) {
    case HW_PORT_IN: return port_in((uint16_t)a0, a1);
    case HW_PORT_OUT: return port_out((uint16_t)a0, a1, (uint32_t)a2);
    case HW_MAP: return memory_map_physical(a0, a1);
    case HW_ALLOCATE: return memory_allocate_piece(a0);
    case HW_FREE: memory_free_piece(a0, a1); return 0;
    case HW_INTERRUPT: return open_interrupt(a0);
    case HW_STOP: machine_stop((int)a0);
    case HW_ROOT_TABLE: return (int64_t)loader_root_table();
    default: return -ENOSYS;
  }
}
