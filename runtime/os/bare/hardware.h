/*
 * hardware.h: the calls of hardware-calls.h, answered.
 */
#ifndef RUNTIME_OS_HARDWARE_H
#define RUNTIME_OS_HARDWARE_H

#include "bare.h"
#include "hardware-calls.h"

int64_t hardware_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2);

#endif
