/* verify.c: the rules of doc/ir.md. A violation is a defect of the compiler and ends it with the function printed. */
#include "../support/host.h"
#include "ir.h"

static void write_error(void *ctx, const char *text, size_t n) {
  (void)ctx;
  host_write_error(text, n);
}

static _Noreturn void fail(const IrFn *fn, const IrBlock *b, const IrInst *i, const char *what) {
  char text[300];
  ir_print_fn(fn, write_error, NULL);
  host_format(text, sizeof text, "fn %u, block b%u, v%u (%s): %s", fn->index, b->id, i ? i->id : 0, i ? ir_op_info[i->op].name : "-", what);
  host_panic("ir_verify", text);
}

static uint32_t count_edges(const IrBlock *from, const IrBlock *to) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < from->nsuccs; k++) n += from->succs[k] == to;
  return n;
}

static uint32_t count_preds(const IrBlock *b, const IrBlock *pred) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < b->npreds; k++) n += b->preds[k] == pred;
  return n;
}

void ir_verify(const IrFn *fn) {
  if (fn->entry->npreds) fail(fn, fn->entry, NULL, "the entry block has predecessors");
  for (const IrBlock *b = fn->entry; b; b = b->next) {
    if (!b->last || !ir_is_terminator(b->last)) fail(fn, b, b->last, "no terminator at the end");
    bool phis = true;
    for (const IrInst *i = b->first; i; i = i->next) {
      if (i->block != b) fail(fn, b, i, "instruction of another block");
      if (i != b->last && ir_is_terminator(i)) fail(fn, b, i, "terminator in the middle");
      if (i->op == IR_phi && !phis) fail(fn, b, i, "phi after other instructions");
      phis &= i->op == IR_phi;
      if (i->op == IR_phi && i->nargs != b->npreds) fail(fn, b, i, "phi and predecessors differ in number");
      for (uint32_t k = 0; k < i->nargs; k++)
        if (!i->args[k] || i->args[k]->forward || i->args[k]->rep == REP_NONE) fail(fn, b, i, "operand is no value");
      if (i->op == IR_on_throw && !i->prev) fail(fn, b, i, "on_throw without an instruction before it");
    }
    for (uint32_t k = 0; k < b->nsuccs; k++)
      if (count_edges(b, b->succs[k]) != count_preds(b->succs[k], b)) fail(fn, b, b->last, "preds and succs disagree");
    for (uint32_t k = 0; k < b->npreds; k++)
      if (!count_edges(b->preds[k], b)) fail(fn, b, b->last, "a predecessor does not lead here");
  }
}
