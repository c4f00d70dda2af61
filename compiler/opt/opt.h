/* opt.h: the passes over JIR, in the order of passes.def. */
#ifndef JSC_OPT_H
#define JSC_OPT_H

#include "../ir/ir.h"

/* Shows the IR after each run of the pass of that name: of a function, or of the program (fn NULL). */
typedef struct OptWatch {
  const char *pass;
  void (*show)(void *ctx, const IrProgram *p, const IrFn *fn);
  void *ctx;
} OptWatch;

/* Runs every pass that the level asks for on the whole program; debug builds verify after each. watch: may be NULL. */
void opt_run(IrProgram *p, int level, const OptWatch *watch);
bool opt_has_pass(const char *name);

#endif
