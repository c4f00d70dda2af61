/*
 * budget.c: a program gets a limited amount of code whose fast paths stand in line; in the rest, outside loops, they are
 * calls (IrBlock.warm), which takes LLVM a third of the time. Loops have what they want.
 *
 * Functions get their share in the order of how often they may be called: by the places that call them, those in loops
 * counting several times. Calls that only a lookup at run time resolves are not seen.
 * Works on the whole program. needs: cfg. changes nothing but IrBlock.warm.
 */
#include "../analysis/loops.h"
#include "passes.h"

enum { BUDGET_LOOP = 8 /* what a call in a loop counts */, BUDGET_RANKS = 64 };

/* JIR instructions outside loops. */
static uint64_t budget_insts(int opt_level) { return opt_level < 2 ? 0 : opt_level > 2 ? UINT64_MAX : 60000; }

typedef struct Budget {
  uint32_t *calls; /* by function index, up to BUDGET_RANKS - 1 */
  uint32_t *sizes; /* instructions that are neither cold nor in a loop */
  bool **in_loop;
} Budget;

static void count_calls(Budget *s, const IrFn *fn) {
  const bool *in_loop = s->in_loop[fn->index];
  for (const IrBlock *b = fn->entry; b; b = b->next)
    for (const IrInst *i = b->cold ? NULL : b->first; i; i = i->next) {
      s->sizes[fn->index] += !in_loop[b->id];
      if (i->op != IR_call_direct && i->op != IR_new_direct) continue;
      uint32_t *calls = &s->calls[i->imm.fn->index];
      *calls += in_loop[b->id] ? BUDGET_LOOP : 1;
      if (*calls >= BUDGET_RANKS) *calls = BUDGET_RANKS - 1;
    }
}

/* The rank up to which functions stay behind, so that those above fit the budget. -1: all fit. */
static int lowest_rank(const Budget *s, const IrProgram *p) {
  uint64_t sizes[BUDGET_RANKS] = {0}, sum = 0;
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) sizes[s->calls[n]] += s->sizes[n];
  int rank = BUDGET_RANKS - 1;
  while (rank >= 0 && (sum += sizes[rank]) <= budget_insts(p->opt_level)) rank--;
  return rank;
}

void opt_budget(IrProgram *p) {
  Arena arena = {0};
  Budget s = {.calls = ARENA_ARRAY(&arena, uint32_t, p->nfns + 1), .sizes = ARENA_ARRAY(&arena, uint32_t, p->nfns + 1)};
  s.in_loop = ARENA_ARRAY(&arena, bool *, p->nfns + 1);
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) s.in_loop[n] = loops_find(&arena, p->fns[n], dom_build(&arena, p->fns[n]));
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) count_calls(&s, p->fns[n]);
  int rank = lowest_rank(&s, p);
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n] && (int)s.calls[n] <= rank)
      for (IrBlock *b = p->fns[n]->entry; b; b = b->next) b->warm = !b->cold && !s.in_loop[n][b->id];
  arena_free(&arena);
}
