/* helpers.c: edits of the IR that several passes make. */
#include "../../runtime/abi.h"
#include "../support/host.h"
#include "passes.h"

void opt_rewrite(IrInst *i, IrOp op, uint32_t nargs, IrInst *const *args) {
  i->op = (uint16_t)op;
  i->rep = ir_op_info[op].rep;
  i->flags = ir_op_info[op].flags;
  IrInst **copy = arena_alloc(i->block->fn->arena, sizeof *copy * (nargs + 1));
  if (nargs) memcpy(copy, args, sizeof *copy * nargs);
  i->args = copy;
  i->nargs = nargs;
}

void opt_remove_edge(IrBlock *pred, IrBlock *b) {
  for (uint32_t k = 0; k < b->npreds; k++) {
    if (b->preds[k] != pred) continue;
    for (uint32_t n = k + 1; n < b->npreds; n++) b->preds[n - 1] = b->preds[n];
    b->npreds--;
    for (IrInst *i = b->first; i && i->op == IR_phi; i = i->next) {
      for (uint32_t n = k + 1; n < i->nargs; n++) i->args[n - 1] = i->args[n];
      i->nargs--;
    }
    return;
  }
}

IrBlock *opt_split_after(IrInst *at) {
  IrBlock *b = at->block, *rest = ir_block_new(b->fn);
  rest->first = at->next;
  rest->last = b->last;
  rest->first->prev = NULL;
  at->next = NULL;
  b->last = at;
  for (IrInst *i = rest->first; i; i = i->next) i->block = rest;
  rest->succs = b->succs;
  rest->nsuccs = b->nsuccs;
  for (uint32_t k = 0; k < rest->nsuccs; k++)
    for (uint32_t n = 0; n < rest->succs[k]->npreds; n++)
      if (rest->succs[k]->preds[n] == b) rest->succs[k]->preds[n] = rest;
  b->succs = NULL;
  b->nsuccs = 0;
  return rest;
}

IrBlock *opt_split_edge(IrBlock *pred, IrBlock *b, uint32_t pred_index) {
  IrBlock *middle = ir_block_new(b->fn);
  ir_jump(middle, b, pred->last->pos); /* appends to b->preds: take it back, the edge keeps its place */
  b->npreds--;
  b->preds[pred_index] = middle;
  pred->succs[0] = middle;
  ir_block_add_pred(middle, pred);
  return middle;
}

void opt_set_nothrow(IrInst *i) {
  i->flags &= (uint8_t)~IR_T;
  IrInst *t = i->next;
  if (!t || t->op != IR_on_throw) return;
  IrBlock *b = i->block;
  opt_remove_edge(b, b->succs[1]);
  b->nsuccs = 1;
  t->op = IR_jump;
  t->flags = ir_op_info[IR_jump].flags;
}

IrInst *opt_const_i32(IrInst *at, int32_t v) {
  IrInst *c = ir_insert_before(at, IR_const_i32, at->pos, 0, NULL);
  c->imm.i = v;
  return c;
}

IrInst *opt_const_f64(IrInst *at, double v) {
  IrInst *c = ir_insert_before(at, IR_const_f64, at->pos, 0, NULL);
  c->imm.f = v;
  return c;
}

bool opt_number_constant(const IrInst *i, double *v) {
  if (i->op == IR_const_f64) return *v = i->imm.f, true;
  if (i->op == IR_const_i32) return *v = (double)i->imm.i, true;
  if (i->op != IR_const_val) return false;
  uint64_t bits = (uint64_t)i->imm.i;
  if ((bits & VALUE_INT_TAG) == VALUE_INT_TAG) return *v = (int32_t)bits, true;
  if (!(bits & VALUE_INT_TAG)) return false;
  bits -= VALUE_DOUBLE_OFFSET;
  memcpy(v, &bits, sizeof bits);
  return true;
}

void opt_protect_block(IrBlock *b, IrBlock *handler, uint32_t like) {
  for (IrInst *i = b->first; i; i = i->next) {
    if (!ir_throws(i) || ir_is_terminator(i) || (i->next && i->next->op == IR_on_throw)) continue;
    IrBlock *rest = opt_split_after(i);
    ir_terminate(b, IR_on_throw, i->pos, 0, NULL, 2, (IrBlock *[]){rest, handler});
    for (IrInst *phi = handler->first; phi && phi->op == IR_phi; phi = phi->next) ir_phi_add(phi, phi->args[like]);
    opt_protect_block(rest, handler, like);
    return;
  }
  IrInst *t = b->last;
  if (t->op == IR_throw && b->nsuccs == 0) {
    IrBlock **succ = ARENA_ARRAY(b->fn->arena, IrBlock *, 1);
    succ[0] = handler;
    b->succs = succ;
    b->nsuccs = 1;
    ir_block_add_pred(handler, b);
    for (IrInst *phi = handler->first; phi && phi->op == IR_phi; phi = phi->next) ir_phi_add(phi, phi->args[like]);
  }
}

uint32_t opt_pred_index(const IrBlock *b, const IrBlock *pred) {
  uint32_t k = 0;
  while (b->preds[k] != pred) k++;
  return k;
}

IrInst *opt_insert_throwing(IrInst *at, IrOp op, IrInst *operand) {
  IrBlock *b = at->block;
  IrInst *i = ir_insert_before(at, op, at->pos, 1, &operand);
  if (at->next && at->next->op == IR_on_throw) {
    IrBlock *handler = b->succs[1];
    IrBlock *rest = opt_split_after(i);
    ir_terminate(b, IR_on_throw, i->pos, 0, NULL, 2, (IrBlock *[]){rest, handler});
    uint32_t like = opt_pred_index(handler, rest);
    for (IrInst *phi = handler->first; phi && phi->op == IR_phi; phi = phi->next) ir_phi_add(phi, phi->args[like]);
  }
  return i;
}
