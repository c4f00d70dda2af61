/* opt.c: runs passes.def over every function. Memory of a pass is an arena that dies with the function's turn. */
#include "opt.h"

#include <string.h>

#include "passes.h"

typedef struct Pass {
  const char *name;
  int level;
  void (*run)(IrFn *fn, Arena *scratch);
} Pass;

static const Pass passes[] = {
#define PROGRAM_PASS(name, level, sentence)
#define PASS(name, level, sentence) {#name, level, opt_##name},
#include "passes.def"
};

/* fold and dce over every function, between passes over the whole program. */
static void opt_clean(IrProgram *p) {
  for (uint32_t n = 0; n < p->nfns; n++) {
    if (!p->fns[n]) continue;
    Arena scratch = {0};
    opt_fold(p->fns[n], &scratch);
    opt_dce(p->fns[n], &scratch);
    arena_free(&scratch);
  }
}

static void verify_all(IrProgram *p) {
#ifdef JSC_DEBUG
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) ir_verify(p->fns[n]);
#else
  (void)p;
#endif
}

bool opt_has_pass(const char *name) {
  static const char *const names[] = {
#define PROGRAM_PASS(name, level, sentence) #name,
#define PASS(name, level, sentence) #name,
#include "passes.def"
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (!strcmp(names[i], name)) return true;
  return false;
}

static void show(const OptWatch *watch, const char *pass, const IrProgram *p, const IrFn *fn) {
  if (watch && !strcmp(watch->pass, pass)) watch->show(watch->ctx, p, fn);
}

void opt_run(IrProgram *p, int level, const OptWatch *watch) {
  p->opt_level = level;
#define PASS(name, pass_level, sentence)
#define PROGRAM_PASS(name, pass_level, sentence) \
  if (level >= pass_level) opt_##name(p), verify_all(p), show(watch, #name, p, NULL);
#include "passes.def"
  for (uint32_t n = 0; n < p->nfns; n++) {
    IrFn *fn = p->fns[n];
    if (!fn) continue;
    for (size_t k = 0; k < sizeof passes / sizeof passes[0]; k++) {
      if (level < passes[k].level) continue;
      Arena scratch = {0};
      passes[k].run(fn, &scratch);
      arena_free(&scratch);
      show(watch, passes[k].name, p, fn);
#ifdef JSC_DEBUG
      ir_verify(fn);
#endif
    }
  }
}
