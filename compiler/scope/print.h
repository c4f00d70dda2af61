/* print.h: the scopes of a module as text (--dump=scope). */
#ifndef JSC_SCOPE_PRINT_H
#define JSC_SCOPE_PRINT_H

#include "scope.h"

typedef void (*ScopeOut)(void *ctx, const char *text, size_t n);

/* After scope_place: storage and captures are known. */
void scope_print(const ModuleScope *m, ScopeOut write, void *ctx);

#endif
