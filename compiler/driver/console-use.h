/*
 * console-use.h: whether a program gets by with the small console (lib/internal/console_basic.js), which prints
 * primitives only. The rule is in lib/internal/natives.md; here it is decided by the syntax alone.
 */
#ifndef JSC_DRIVER_CONSOLE_USE_H
#define JSC_DRIVER_CONSOLE_USE_H

#include <stdbool.h>
#include <stdint.h>

#include "../parse/ast.h"

typedef struct ConsoleUse {
  uint32_t mentions; /* identifiers `console` */
  uint32_t basic;    /* those of them in a call that the small console can serve */
} ConsoleUse;

/* To be called for every node of the program's own modules. */
void console_use_note(ConsoleUse *use, const Node *n);
bool console_use_is_basic(const ConsoleUse *use);

#endif
