/*
 * console-use.h: which console a program needs: one that prints strings (lib/internal/console_text.js), one for all
 * primitives (console_basic.js) or the full one. The rule is in lib/internal/natives.md; here it is decided by the
 * syntax alone.
 */
#ifndef JSC_DRIVER_CONSOLE_USE_H
#define JSC_DRIVER_CONSOLE_USE_H

#include <stdbool.h>
#include <stdint.h>

#include "../parse/ast.h"

typedef struct ConsoleUse {
  uint32_t mentions; /* identifiers `console` */
  uint32_t basic;    /* those of them in a call whose arguments are primitive */
  uint32_t text;     /* of these, where all are strings */
} ConsoleUse;

/* To be called for every node of the program's own modules. */
void console_use_note(ConsoleUse *use, const Node *n);
/* The module of lib/ that serves. */
const char *console_use_module(const ConsoleUse *use);

#endif
