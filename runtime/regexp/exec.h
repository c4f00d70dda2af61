/*
 * The two instances of the machine, and what they share with native code.
 */
#ifndef JSC_RUNTIME_REGEXP_EXEC_H
#define JSC_RUNTIME_REGEXP_EXEC_H

#include "../unicode/unicode.h"
#include "native.h"

#define REGEXP_STEP_SLICE 65536u /* steps between looks at the limit and at interrupts */

/* The machine. Like a native matcher it leaves the registers at scratch->stack. */
RegexpResult regexp_exec8(const RegexpProgram *program, RegexpText subject, uint32_t at, bool is_sticky,
                          RegexpScratch *scratch);
RegexpResult regexp_exec16(const RegexpProgram *program, RegexpText subject, uint32_t at, bool is_sticky,
                           RegexpScratch *scratch);

/* Makes the stack larger, at least to `size` bytes; false if it may not or cannot grow. */
bool regexp_grow_stack(RegexpScratch *scratch, size_t size);

#endif
