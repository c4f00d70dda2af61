/* run.h: starting a compiled program without a file. */
#ifndef JSC_DRIVER_RUN_H
#define JSC_DRIVER_RUN_H

#include <stddef.h>

#include "options.h"

/* Runs the executable with o->run_args in the place of this process. Returns only after an error, which it has printed. */
void run_program(const Options *o, Arena *arena, const void *bytes, size_t size);

#endif
