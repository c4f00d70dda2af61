/* core.c: blocks and instructions of the function being built. */
#include "internal.h"

#include <stdarg.h>

static void end_if_caught(Fb *fb, IrInst *i) {
  if (!fb->handler || !ir_throws(i)) return;
  IrBlock *normal = fb_sealed_block(fb);
  ir_terminate(fb->block, IR_on_throw, i->pos, 0, NULL, 2, (IrBlock *[]){normal, fb->handler});
  fb->block = normal;
}

IrInst *fb_opx(Fb *fb, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args, Atom *atom, int64_t imm,
               int64_t imm2) {
  IrInst *i = ir_emit(fb->block, op, pos, nargs, args);
  if (atom) i->imm.atom = atom;
  else i->imm.i = imm;
  i->imm2 = imm2;
  end_if_caught(fb, i);
  return i;
}

IrInst *fb_opn(Fb *fb, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args) {
  return fb_opx(fb, op, pos, nargs, args, NULL, 0, 0);
}
IrInst *fb_op0(Fb *fb, IrOp op, uint32_t pos) { return fb_opn(fb, op, pos, 0, NULL); }
IrInst *fb_op1(Fb *fb, IrOp op, uint32_t pos, IrInst *a) { return fb_opn(fb, op, pos, 1, &a); }
IrInst *fb_op2(Fb *fb, IrOp op, uint32_t pos, IrInst *a, IrInst *b) {
  return fb_opn(fb, op, pos, 2, (IrInst *[]){a, b});
}
IrInst *fb_op3(Fb *fb, IrOp op, uint32_t pos, IrInst *a, IrInst *b, IrInst *c) {
  return fb_opn(fb, op, pos, 3, (IrInst *[]){a, b, c});
}
IrInst *fb_op4(Fb *fb, IrOp op, uint32_t pos, IrInst *a, IrInst *b, IrInst *c, IrInst *d) {
  return fb_opn(fb, op, pos, 4, (IrInst *[]){a, b, c, d});
}

IrInst *fb_const(Fb *fb, uint64_t bits) {
  IrInst *i = ir_emit(fb->block, IR_const_val, ~0u, 0, NULL);
  i->imm.i = (int64_t)bits;
  return i;
}
IrInst *fb_undefined(Fb *fb) { return fb_const(fb, VALUE_UNDEFINED_BITS); }
IrInst *fb_empty(Fb *fb) { return fb_const(fb, VALUE_EMPTY_BITS); }

IrInst *fb_string(Fb *fb, Atom *atom) {
  IrInst *i = ir_emit(fb->block, IR_const_str, ~0u, 0, NULL);
  i->imm.atom = atom;
  return i;
}

IrInst *fb_i32(Fb *fb, int32_t v) {
  IrInst *i = ir_emit(fb->block, IR_const_i32, ~0u, 0, NULL);
  i->imm.i = v;
  return i;
}

IrInst *fb_number(Fb *fb, double v) {
  uint64_t bits;
  memcpy(&bits, &v, sizeof bits);
  if (v >= -2147483648.0 && v <= 2147483647.0 && v == (double)(int32_t)v && bits != 1ull << 63)
    return fb_const(fb, VALUE_INT_TAG | (uint32_t)(int32_t)v);
  return fb_const(fb, bits + VALUE_DOUBLE_OFFSET);
}

IrInst *fb_boxed(Fb *fb, IrInst *v) {
  switch ((IrRep)v->rep) {
    case REP_BOOL: return fb_op1(fb, IR_box_bool, v->pos, v);
    case REP_I32: return fb_op1(fb, IR_box_i32, v->pos, v);
    case REP_F64: return fb_op1(fb, IR_box_f64, v->pos, v);
    default: return v;
  }
}

IrBlock *fb_block(Fb *fb) { return ir_block_new(fb->fn); }

IrBlock *fb_sealed_block(Fb *fb) {
  IrBlock *b = ir_block_new(fb->fn);
  b->sealed = true;
  return b;
}

void fb_start(Fb *fb, IrBlock *b) { fb->block = b; }

void fb_start_sealed(Fb *fb, IrBlock *b) {
  ssa_seal(fb, b);
  fb->block = b;
}

void fb_jump(Fb *fb, IrBlock *to) { ir_jump(fb->block, to, ~0u); }

void fb_branch(Fb *fb, IrInst *cond, IrBlock *yes, IrBlock *no) { ir_branch(fb->block, cond, yes, no, cond->pos); }

void fb_poll(Fb *fb) {
  if (fb->b->program->polls && !fb->m->in->ir->is_lib) fb_op0(fb, IR_poll, fb->fn->start);
}

void fb_dead(Fb *fb) { fb->block = fb_sealed_block(fb); }

void fb_throw(Fb *fb, IrInst *v, uint32_t pos) {
  ir_terminate(fb->block, IR_throw, pos, 1, &v, fb->handler ? 1 : 0, &fb->handler);
  fb_dead(fb);
}

void fb_throw_statement(Fb *fb, IrInst *v, uint32_t pos) {
  ir_terminate(fb->block, IR_throw, pos, 1, &v, fb->handler ? 1 : 0, &fb->handler)->imm2 = 1;
  fb_dead(fb);
}

void fb_throw_error(Fb *fb, int kind, const char *message, uint32_t pos) {
  fb_opx(fb, IR_throw_error, pos, 0, NULL, fb_atom(fb, message), 0, kind);
  ir_terminate(fb->block, IR_unreachable, pos, 0, NULL, 0, NULL);
  fb_dead(fb);
}

Atom *fb_atom(Fb *fb, const char *text) { return intern_cstr(fb->b->program->atoms, text); }

Atom *fb_format(Fb *fb, const char *format, ...) {
  char text[1024];
  va_list args;
  va_start(args, format);
  host_vformat(text, sizeof text, format, args);
  va_end(args);
  return fb_atom(fb, text);
}
