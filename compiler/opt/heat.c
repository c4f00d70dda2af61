/*
 * heat.c: blocks that are not worth code that is quick but long become cold: those outside loops in code that runs once
 * (bodies of modules, and functions that are made and called in one place there), and those outside loops in functions
 * that have very many of them, which cannot all be the hot spot and would take LLVM very long.
 *
 * A function made in one place of code that runs once and only called there, outside loops, runs once.
 * Works on the whole program. needs: cfg. changes nothing but IrBlock.cold.
 */
#include "../analysis/loops.h"
#include "passes.h"

enum { HEAT_LONG = 1500 }; /* instructions outside loops */

typedef struct Heat {
  IrProgram *p;
  uint32_t *made, *called,
      *used; /* by function: function objects made, calls and uses of them, in code that runs once */
  bool *once;
  bool **in_loop;
} Heat;

static IrFn *made_function(const IrInst *i) { return i->op == IR_const_fn || i->op == IR_closure ? i->imm.fn : NULL; }

/* Which functions are made anywhere, how often. */
static void count_made(Heat *h, IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      IrFn *f = made_function(i);
      if (f) h->made[f->index]++;
    }
}

/* Finds the functions that run once because `fn` does. */
static void spread(Heat *h, IrFn *fn) {
  h->once[fn->index] = true;
  const bool *in_loop = h->in_loop[fn->index];
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++) {
        IrFn *f = made_function(i->args[k]);
        if (!f) continue;
        h->used[f->index]++;
        bool is_call = k == 0 && (i->op == IR_call || i->op == IR_call_direct);
        if (is_call && !in_loop[b->id]) h->called[f->index]++;
      }
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      IrFn *f = made_function(i);
      if (f && !h->once[f->index] && h->made[f->index] == 1 && h->used[f->index] == 1 && h->called[f->index] == 1 &&
          !f->resume)
        spread(h, f);
    }
}

static void cool(Heat *h, IrFn *fn) {
  const bool *in_loop = h->in_loop[fn->index];
  uint32_t outside = 0;
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i && !in_loop[b->id]; i = i->next) outside++;
  if (!h->once[fn->index] && outside < HEAT_LONG) return;
  for (IrBlock *b = fn->entry; b; b = b->next)
    if (!in_loop[b->id]) b->cold = true;
}

void opt_heat(IrProgram *p) {
  Arena arena = {0};
  Heat h = {.p = p};
  h.made = ARENA_ARRAY(&arena, uint32_t, p->nfns + 1);
  h.called = ARENA_ARRAY(&arena, uint32_t, p->nfns + 1);
  h.used = ARENA_ARRAY(&arena, uint32_t, p->nfns + 1);
  h.once = ARENA_ARRAY(&arena, bool, p->nfns + 1);
  h.in_loop = ARENA_ARRAY(&arena, bool *, p->nfns + 1);
  for (uint32_t n = 0; n < p->nfns; n++) {
    IrFn *fn = p->fns[n];
    if (!fn) continue;
    count_made(&h, fn);
    h.in_loop[n] = loops_find(&arena, fn, dom_build(&arena, fn));
  }
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n] && p->fns[n]->is_module_body && !p->fns[n]->resume) spread(&h, p->fns[n]);
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) cool(&h, p->fns[n]);
  arena_free(&arena);
}
