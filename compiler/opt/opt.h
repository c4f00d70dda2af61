/* opt.h: the passes over JIR, in the order of passes.def. */
#ifndef JSC_OPT_H
#define JSC_OPT_H

#include "../ir/ir.h"

/* Runs every pass that the level asks for on the whole program; debug builds verify after each. */
void opt_run(IrProgram *p, int level);

#endif
