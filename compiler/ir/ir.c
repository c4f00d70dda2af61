/*
 * ir.c: making and editing JIR. Everything is allocated from the function's arena and never freed; instructions of a
 * block are a doubly linked list, so that passes insert and remove in constant time. See ir.h.
 */
#include "ir.h"

#include "../support/array.h"
#include "../support/host.h"

#define REP_v REP_VAL
#define REP_i REP_I32
#define REP_d REP_F64
#define REP_b REP_BOOL
#define REP_n REP_NONE
const IrOpInfo ir_op_info[IR_OP_COUNT] = {
#define OP(name, result, csig, flags) {#name, REP_##result, IR_##flags, csig},
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

bool ir_is_terminator(const IrInst *i) { return ir_op_info[i->op].flags & IR_X; }

static IrInst *inst_new(IrFn *fn, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  IrInst *i = ARENA_NEW(fn->arena, IrInst);
  i->op = (uint16_t)op;
  i->rep = ir_op_info[op].rep;
  i->flags = ir_op_info[op].flags;
  i->id = fn->ninsts++;
  i->pos = pos;
  i->inlined = fn->origin;
  if (i->flags & IR_T && pos != ~0u) fn->last_pos = pos;
  i->nargs = nargs;
  if (nargs) i->args = arena_copy(fn->arena, args, nargs * sizeof *args);
  return i;
}

/* Links `i` into `b` before `at`; at the end when `at` is NULL. */
static void link_before(IrBlock *b, IrInst *i, IrInst *at) {
  i->block = b;
  i->next = at;
  i->prev = at ? at->prev : b->last;
  if (i->prev) i->prev->next = i;
  else b->first = i;
  if (at) at->prev = i;
  else b->last = i;
}

IrInst *ir_emit(IrBlock *b, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  IrInst *i = inst_new(b->fn, op, pos, nargs, args);
  link_before(b, i, op == IR_phi ? b->first : NULL);
  return i;
}

IrInst *ir_insert_before(IrInst *at, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  IrInst *i = inst_new(at->block->fn, op, pos, nargs, args);
  link_before(at->block, i, at);
  i->inlined = at->inlined;
  return i;
}

IrInst *ir_insert_after(IrInst *at, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  IrInst *i = inst_new(at->block->fn, op, pos, nargs, args);
  link_before(at->block, i, at->next);
  i->inlined = at->inlined;
  return i;
}

IrInst *ir_phi_new(IrBlock *b, IrRep rep) {
  IrInst *i = ir_emit(b, IR_phi, ~0u, 0, NULL);
  i->rep = (uint8_t)rep;
  return i;
}

IrInst *ir_copy(IrBlock *to, const IrInst *i) {
  IrInst *n = ir_emit(to, IR_jump, i->pos, 0, NULL); /* so that a phi, too, goes to the end */
  n->op = i->op;
  n->rep = i->rep;
  n->flags = i->flags;
  n->imm = i->imm;
  n->imm2 = i->imm2;
  n->aux = i->aux;
  n->type = i->type;
  n->inlined = i->inlined;
  return n;
}

void ir_phi_add(IrInst *phi, IrInst *value) {
  uint32_t n = phi->nargs;
  if ((n & (n - 1)) == 0) { /* capacity is the next power of two */
    IrInst **bigger = ARENA_ARRAY(phi->block->fn->arena, IrInst *, n ? n * 2 : 1);
    if (n) memcpy(bigger, phi->args, n * sizeof *bigger);
    phi->args = bigger;
  }
  phi->args[phi->nargs++] = value;
}

void ir_block_add_pred(IrBlock *b, IrBlock *pred) {
  if (b->npreds == b->preds_capacity)
    b->preds = array_grow_in(b->fn->arena, b->preds, b->npreds, &b->preds_capacity, sizeof *b->preds);
  b->preds[b->npreds++] = pred;
}

IrInst *ir_terminate(IrBlock *b, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args, uint32_t nsuccs,
                     IrBlock *const *succs) {
  IrInst *i = ir_emit(b, op, pos, nargs, args);
  b->nsuccs = nsuccs;
  if (nsuccs) b->succs = arena_copy(b->fn->arena, succs, nsuccs * sizeof *succs);
  for (uint32_t k = 0; k < nsuccs; k++) ir_block_add_pred(succs[k], b);
  return i;
}

IrInst *ir_jump(IrBlock *b, IrBlock *to, uint32_t pos) { return ir_terminate(b, IR_jump, pos, 0, NULL, 1, &to); }

IrInst *ir_branch(IrBlock *b, IrInst *cond, IrBlock *yes, IrBlock *no, uint32_t pos) {
  return ir_terminate(b, IR_branch, pos, 1, &cond, 2, (IrBlock *[]){yes, no});
}

void ir_remove(IrInst *i) {
  IrBlock *b = i->block;
  if (i->prev) i->prev->next = i->next;
  else b->first = i->next;
  if (i->next) i->next->prev = i->prev;
  else b->last = i->prev;
  i->prev = i->next = NULL;
  i->block = NULL;
}

void ir_replace(IrInst *old, IrInst *by) {
  ASSERT(old != by);
  old->forward = by;
  ir_remove(old);
}

/* The value that stands for `i` now; shortens the chain on the way. */
static IrInst *resolve(IrInst *i) {
  IrInst *to = i;
  while (to->forward) to = to->forward;
  while (i->forward) {
    IrInst *next = i->forward;
    i->forward = to == i ? NULL : to;
    if (next == to) break;
    i = next;
  }
  return to;
}

void ir_fn_apply_replacements(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++)
        if (i->args[k]->forward) i->args[k] = resolve(i->args[k]);
}

/* Marks what can be reached from the entry in `scratch`, with a stack of its own. */
static void mark_reachable(IrFn *fn) {
  ARRAY(IrBlock *) stack = {0};
  for (IrBlock *b = fn->entry; b; b = b->next) b->scratch = 0;
  fn->entry->scratch = 1;
  VEC_PUSH(&stack, fn->entry);
  while (stack.count) {
    IrBlock *b = stack.items[--stack.count];
    for (uint32_t k = 0; k < b->nsuccs; k++) {
      if (b->succs[k]->scratch) continue;
      b->succs[k]->scratch = 1;
      VEC_PUSH(&stack, b->succs[k]);
    }
  }
  VEC_FREE(&stack);
}

/* Drops the edges that come from unreachable blocks. */
static void drop_dead_preds(IrBlock *b) {
  uint32_t kept = 0;
  for (uint32_t k = 0; k < b->npreds; k++) {
    if (!b->preds[k]->scratch) continue;
    if (kept != k) {
      b->preds[kept] = b->preds[k];
      for (IrInst *i = b->first; i && i->op == IR_phi; i = i->next) i->args[kept] = i->args[k];
    }
    kept++;
  }
  if (kept == b->npreds) return;
  b->npreds = kept;
  for (IrInst *i = b->first; i && i->op == IR_phi; i = i->next) i->nargs = kept;
}

void ir_fn_prune(IrFn *fn) {
  mark_reachable(fn);
  for (IrBlock *b = fn->entry; b; b = b->next)
    if (b->scratch) drop_dead_preds(b);
  IrBlock *last = fn->entry;
  for (IrBlock *b = fn->entry->next; b; b = b->next)
    if (b->scratch) {
      last->next = b;
      last = b;
    }
  last->next = NULL;
  fn->last_block = last;
  fn->nblocks = fn->ninsts = 0;
  for (IrBlock *b = fn->entry; b; b = b->next) {
    b->id = fn->nblocks++;
    b->scratch = 0;
    for (IrInst *i = b->first; i; i = i->next) i->id = fn->ninsts++;
  }
}

bool ir_is_constant(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_const_val:
    case IR_const_str:
    case IR_const_bigint:
    case IR_const_i32:
    case IR_const_f64:
    case IR_const_bool:
    case IR_const_fn:
    case IR_builtin_fn:
    case IR_intrinsic: return true;
    default: return false;
  }
}

bool ir_is_arithmetic(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_add:
    case IR_sub:
    case IR_mul:
    case IR_div:
    case IR_mod:
    case IR_exp:
    case IR_neg:
    case IR_inc:
    case IR_dec: return true;
    default: return false;
  }
}

bool ir_is_bitwise(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_bit_and:
    case IR_bit_or:
    case IR_bit_xor:
    case IR_shl:
    case IR_sar:
    case IR_shr:
    case IR_bit_not: return true;
    default: return false;
  }
}

bool ir_is_relational(const IrInst *i) { return i->op == IR_lt || i->op == IR_le || i->op == IR_gt || i->op == IR_ge; }

bool ir_is_initial(const IrInst *i) {
  return i->op == IR_slot_set && i->imm.i && (i->args[0]->op == IR_const_fn || i->args[0]->op == IR_const_val);
}

const IrInst **ir_initial_values(const IrProgram *p, Arena *arena) {
  const IrInst **values = ARENA_ARRAY(arena, const IrInst *, p->nslots + 1);
  for (uint32_t n = 0; n < p->nfns; n++)
    for (IrBlock *b = p->fns[n] ? p->fns[n]->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next)
        if (ir_is_initial(i)) values[i->imm2] = i->args[0];
  return values;
}

bool ir_names_module(const IrInst *i) {
  switch ((IrOp)i->op) {
    case IR_require:
    case IR_module_namespace:
    case IR_import_dynamic:
    case IR_import_meta: return true;
    default: return false;
  }
}
