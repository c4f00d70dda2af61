/*
 * parts.c: see parts.h. Parts are runs of functions in the program's order, which is the source's: what calls each other
 * mostly stands together. The division depends on the program alone, never on the machine.
 */
#include <string.h>

#include "internal.h"

enum { PART_INSTS = 12000 }; /* JIR instructions */

static uint32_t count_insts(const IrFn *fn) {
  uint32_t n = 0;
  for (const IrBlock *b = fn->entry; b; b = b->next)
    for (const IrInst *i = b->first; i; i = i->next) n++;
  return n;
}

static void assign(Parts *p, const IrProgram *program, bool may_split) {
  uint32_t part = 0, insts = 0;
  for (uint32_t n = 0; n < program->nfns; n++) {
    if (!program->fns[n]) continue;
    uint32_t more = count_insts(program->fns[n]);
    if (may_split && insts && insts + more > PART_INSTS) {
      part++;
      insts = 0;
    }
    insts += more;
    p->fns[n].part = part;
    p->fns[n].insts = more;
  }
  p->count = part + 1;
}

static void note_uses(Parts *p, IrFn *fn) {
  uint32_t here = p->fns[fn->index].part;
  if (fn->resume && p->fns[fn->resume->index].part != here) p->fns[fn->resume->index].is_entry_shared = true;
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) {
      if (i->op == IR_call_direct || i->op == IR_new_direct) {
        FnUse *u = &p->fns[i->imm.fn->index];
        u->ncalls++;
        if (u->part == here) continue;
        if (i->imm.fn->uses_args) u->is_entry_shared = true;
        else u->is_body_shared = true;
      } else if (i->op == IR_is_fn && !i->imm2) {
        if (p->fns[i->imm.fn->index].part != here) p->fns[i->imm.fn->index].is_entry_shared = true;
      } else if (i->op == IR_const_fn || i->op == IR_is_fn) {
        p->fns[i->imm.fn->index].has_object = true;
      }
    }
}

Parts *parts_new(Arena *arena, const IrProgram *program, bool may_split) {
  Parts *p = ARENA_NEW(arena, Parts);
  p->fns = ARENA_ARRAY(arena, FnUse, program->nfns + 1);
  assign(p, program, may_split);
  for (uint32_t n = 0; n < program->nfns; n++)
    if (program->fns[n]) note_uses(p, program->fns[n]);
  p->lines = ARENA_ARRAY(arena, Lines, program->nmodules + 1);
  p->sites = ARENA_ARRAY(arena, Sites, program->nmodules + 1);
  for (uint32_t n = 0; n < program->nmodules; n++) {
    const IrModule *m = program->modules[n];
    lines_init(&p->lines[n], arena, m->source, m->source_len);
    if (m->is_lib) sites_init(&p->sites[n], arena, m->source, m->source_len);
  }
  return p;
}
