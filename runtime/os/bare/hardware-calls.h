/*
 * hardware-calls.h: numbers of the system calls by which lib/hw and builtins/Hw.c reach the machine. Linux has none of them.
 */
#ifndef RUNTIME_OS_HARDWARE_CALLS_H
#define RUNTIME_OS_HARDWARE_CALLS_H

enum {
  HW_PORT_IN = 0x4A5300, /* port, bytes (1, 2, 4) → value */
  HW_PORT_OUT,           /* port, bytes, value */
  HW_MAP,                /* physical address, size → 0: it is mapped at DIRECT_BASE + address */
  HW_ALLOCATE,           /* size → physical address of zeroed memory in one piece, from a page's beginning */
  HW_FREE,               /* physical address, size */
  HW_INTERRUPT,  /* line → descriptor: readable when it came; reading gives how often and lets it through again */
  HW_STOP,       /* status: ends the machine */
  HW_ROOT_TABLE, /* → physical address of ACPI's root pointer, 0: the loader did not tell */
};

#endif
