/*
 * names.h: addresses of what compiled code names in the runtime.
 */
#ifndef RUNTIME_EVAL_NAMES_H
#define RUNTIME_EVAL_NAMES_H

#include "state.h"

/* A C function or variable; NULL: no such name. */
void *eval_function_address(EvalState *s, const char *name);

#endif
