/*
 * unit.h: frame of the unit tests of runtime/heap and runtime/string. They link those folders, the Linux port's system
 * calls and boot.c with the host's C library; object/ is replaced by a few stand-ins in boot.c.
 */
#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <stdio.h>
#include <stdlib.h>

#include "../../runtime/heap/heap.h"
#include "../../runtime/heap/internal.h"
#include "../../runtime/string/string.h"

#define CHECK(condition)                                     \
  do                                                         \
    if (!(condition)) {                                      \
      printf("%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                               \
    }                                                        \
  while (0)

/* Sets up RT with an empty program; stack_end: an address above the frames that hold cells. */
void unit_boot(void *stack_end);
extern int unit_throws; /* how often throw_range_error was called */
/* Overwrites dead stack frames, so that they keep nothing alive. */
void unit_clear_stack(void);
/* Peak resident memory in bytes. */
size_t unit_peak(void);

#endif
