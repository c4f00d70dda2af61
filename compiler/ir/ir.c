/* ir.c: creation and editing of JIR. See ir.h for the rules that callers keep. */
#include "ir.h"

#include "../support/array.h"
#include "../support/host.h"


enum { T = IR_T, P = IR_P, R = IR_R, W = IR_W, X = IR_X, S = IR_S };
enum { rep_v = REP_VAL, rep_i = REP_I32, rep_d = REP_F64, rep_b = REP_BOOL, rep_n = REP_NONE };
const IrOpInfo ir_op_info[IR_OP_COUNT] = {
#define OP(name, result, csig, flags) {#name, rep_##result, flags, csig},
#include "ops.def"
};

IrProgram *ir_program_new(Arena *arena, Interner *atoms) {
  IrProgram *p = ARENA_NEW(arena, IrProgram);
  p->arena = arena;
  p->atoms = atoms;
  return p;
}

IrFn *ir_fn_new(IrProgram *p, IrModule *m, Atom *name) {
  IrFn *fn = ARENA_NEW(p->arena, IrFn);
  fn->program = p;
  fn->module = m;
  fn->name = name;
  fn->arena = p->arena;
  fn->index = p->nfns;
  if (p->nfns == p->fns_capacity) p->fns = array_grow_in(p->arena, p->fns, p->nfns, &p->fns_capacity, sizeof *p->fns);
  p->fns[p->nfns++] = fn;
  return fn;
}

IrBlock *ir_block_new(IrFn *fn) {
  IrBlock *b = ARENA_NEW(fn->arena, IrBlock);
  b->id = fn->nblocks++;
  b->fn = fn;
  if (fn->last_block) fn->last_block->next = b;
  else fn->entry = b;
  fn->last_block = b;
  return b;
}

static IrInst *inst_new(IrBlock *b, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  IrInst *i = ARENA_NEW(b->fn->arena, IrInst);
  i->op = (uint16_t)op;
  i->rep = ir_op_info[op].rep;
  i->flags = ir_op_info[op].flags;
  i->id = b->fn->ninsts++;
  i->pos = pos;
  i->nargs = nargs;
  i->block = b;
  if (nargs) i->args = arena_copy(b->fn->arena, args, sizeof *args * nargs);
  return i;
}

static void link_before(IrInst *at, IrInst *i) {
  i->next = at;
  i->prev = at->prev;
  if (at->prev) at->prev->next = i;
  else at->block->first = i;
  at->prev = i;
}

static void link_last(IrBlock *b, IrInst *i) {
  i->prev = b->last;
  if (b->last) b->last->next = i;
  else b->first = i;
  b->last = i;
}

IrInst *ir_emit(IrBlock *b, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  IrInst *i = inst_new(b, op, pos, nargs, args);
  link_last(b, i);
  return i;
}

IrInst *ir_insert_before(IrInst *at, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  IrInst *i = inst_new(at->block, op, pos, nargs, args);
  i->inlined = at->inlined;
  link_before(at, i);
  return i;
}

IrInst *ir_insert_after(IrInst *at, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  if (at->next) return ir_insert_before(at->next, op, pos, nargs, args);
  return ir_emit(at->block, op, pos, nargs, args);
}

IrInst *ir_phi_new(IrBlock *b, IrRep rep) {
  IrInst *i = inst_new(b, IR_phi, ~0u, 0, NULL), *at = b->first;
  i->rep = (uint8_t)rep;
  while (at && at->op == IR_phi) at = at->next;
  if (at) link_before(at, i);
  else link_last(b, i);
  return i;
}

void ir_phi_add(IrInst *phi, IrInst *value) {
  uint32_t n = phi->nargs;
  if (n == 0 || (n >= 4 && (n & (n - 1)) == 0)) { /* capacities 4, 8, 16, ... */
    IrInst **args = ARENA_ARRAY(phi->block->fn->arena, IrInst *, n < 4 ? 4 : n * 2);
    if (n) memcpy(args, phi->args, sizeof *args * n);
    phi->args = args;
  }
  phi->args[phi->nargs++] = value;
}

void ir_block_add_pred(IrBlock *b, IrBlock *pred) {
  if (b->npreds == b->preds_capacity)
    b->preds = array_grow_in(b->fn->arena, b->preds, b->npreds, &b->preds_capacity, sizeof *b->preds);
  b->preds[b->npreds++] = pred;
}

IrInst *ir_terminate(IrBlock *b, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args, uint32_t nsuccs, IrBlock *const *succs) {
  IrInst *i = ir_emit(b, op, pos, nargs, args);
  b->succs = nsuccs ? arena_copy(b->fn->arena, succs, sizeof *succs * nsuccs) : NULL;
  b->nsuccs = nsuccs;
  for (uint32_t k = 0; k < nsuccs; k++) ir_block_add_pred(succs[k], b);
  return i;
}

IrInst *ir_jump(IrBlock *b, IrBlock *to, uint32_t pos) { return ir_terminate(b, IR_jump, pos, 0, NULL, 1, &to); }

IrInst *ir_branch(IrBlock *b, IrInst *cond, IrBlock *yes, IrBlock *no, uint32_t pos) {
  return ir_terminate(b, IR_branch, pos, 1, &cond, 2, (IrBlock *[]){yes, no});
}

void ir_remove(IrInst *i) {
  if (i->prev) i->prev->next = i->next;
  else i->block->first = i->next;
  if (i->next) i->next->prev = i->prev;
  else i->block->last = i->prev;
  i->prev = i->next = NULL;
}

void ir_replace(IrInst *old, IrInst *by) {
  old->forward = by;
  ir_remove(old);
}

static IrInst *final_value(IrInst *i) {
  while (i->forward) {
    if (i->forward->forward) i->forward = i->forward->forward; /* path halving */
    i = i->forward;
  }
  return i;
}

void ir_fn_apply_replacements(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++)
        if (i->args[k] && i->args[k]->forward) i->args[k] = final_value(i->args[k]);
}

bool ir_is_terminator(const IrInst *i) { return ir_op_info[i->op].flags & IR_X; }

/* Removes from b the edges of unreachable predecessors, with the phi operands. */
static void drop_dead_preds(IrBlock *b) {
  uint32_t kept = 0;
  for (uint32_t k = 0; k < b->npreds; k++) {
    if (!b->preds[k]->scratch) continue;
    if (kept != k) {
      b->preds[kept] = b->preds[k];
      for (IrInst *i = b->first; i && i->op == IR_phi; i = i->next)
        if (k < i->nargs) i->args[kept] = i->args[k];
    }
    kept++;
  }
  b->npreds = kept;
  for (IrInst *i = b->first; i && i->op == IR_phi; i = i->next)
    if (i->nargs > kept) i->nargs = kept;
}

void ir_fn_prune(IrFn *fn) {
  ARRAY(IrBlock *) work = {0};
  for (IrBlock *b = fn->entry; b; b = b->next) b->scratch = 0;
  fn->entry->scratch = 1;
  VEC_PUSH(&work, fn->entry);
  while (work.count) {
    IrBlock *b = work.items[--work.count];
    for (uint32_t k = 0; k < b->nsuccs; k++)
      if (!b->succs[k]->scratch) {
        b->succs[k]->scratch = 1;
        VEC_PUSH(&work, b->succs[k]);
      }
  }
  VEC_FREE(&work);
  uint32_t nblocks = 0, ninsts = 0;
  for (IrBlock **at = &fn->entry; *at;) {
    IrBlock *b = *at;
    if (!b->scratch) {
      *at = b->next;
      continue;
    }
    drop_dead_preds(b);
    b->id = nblocks++;
    for (IrInst *i = b->first; i; i = i->next) i->id = ninsts++;
    fn->last_block = b;
    at = &b->next;
  }
  fn->nblocks = nblocks;
  fn->ninsts = ninsts;
}
