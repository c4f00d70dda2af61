/*
 * suspend.c: yield and await. Directly after a suspension the code asks how it was resumed: normally, with an exception,
 * or, after yield, with a return. opt/generator turns the function into a state machine.
 */
#include "internal.h"

/* Goes on if the mode is not THROW; throws the value that was sent otherwise. */
static IrInst *throw_if_asked(Fb *fb, IrInst *value, uint32_t pos) {
  IrInst *mode = fb_op0(fb, IR_resume_mode, pos);
  IrBlock *thrown = fb_block(fb), *go = fb_block(fb);
  thrown->cold = true;
  fb_branch(fb, fb_op2(fb, IR_eq_i32, pos, mode, fb_i32(fb, RESUME_THROW)), thrown, go);
  fb_start_sealed(fb, thrown);
  fb_throw(fb, value, pos);
  fb_start_sealed(fb, go);
  return mode;
}

IrInst *await_value(Fb *fb, IrInst *v, uint32_t pos) {
  IrInst *r = ir_emit(fb->block, IR_await, pos, 1, &v);
  throw_if_asked(fb, r, pos);
  return r;
}

static IrInst *yield_value(Fb *fb, IrInst *v, uint32_t pos) {
  IrInst *r = ir_emit(fb->block, IR_yield, pos, 1, &v);
  IrInst *mode = throw_if_asked(fb, r, pos);
  IrBlock *returned = fb_block(fb), *go = fb_block(fb);
  fb_branch(fb, fb_op2(fb, IR_eq_i32, pos, mode, fb_i32(fb, RESUME_RETURN)), returned, go);
  fb_start_sealed(fb, returned);
  do_return(fb, r, pos);
  fb_start_sealed(fb, go);
  return r;
}

typedef struct Delegate {
  IrInst *record;
  uint32_t mode, received, result; /* variables */
  IrBlock *got;
} Delegate;

static void got_result(Fb *fb, Delegate *d, IrInst *r) {
  ssa_write(fb, d->result, r);
  fb_jump(fb, d->got);
}

/* The inner iterator lacks throw(): it is closed, and that is an error (ES 15.5.5 yield*, 7.b.iii). */
static void delegate_throw(Fb *fb, Delegate *d, uint32_t pos) {
  IrBlock *missing = fb_block(fb), *found = fb_block(fb);
  IrInst *r = fb_op2(fb, IR_iter_call_throw, pos, d->record, ssa_read(fb, d->received));
  fb_branch(fb, fb_op1(fb, IR_is_empty, pos, r), missing, found);
  fb_start_sealed(fb, missing);
  iterator_close(fb, d->record, fb->is_async, pos);
  fb_throw_error(fb, 0, "The iterator does not provide a 'throw' method", pos);
  fb_start_sealed(fb, found);
  got_result(fb, d, r);
}

static void delegate_return(Fb *fb, Delegate *d, uint32_t pos) {
  IrBlock *missing = fb_block(fb), *found = fb_block(fb);
  IrInst *r = fb_op2(fb, IR_iter_call_return, pos, d->record, ssa_read(fb, d->received));
  fb_branch(fb, fb_op1(fb, IR_is_empty, pos, r), missing, found);
  fb_start_sealed(fb, missing);
  IrInst *v = ssa_read(fb, d->received);
  do_return(fb, fb->is_async ? await_value(fb, v, pos) : v, pos);
  fb_start_sealed(fb, found);
  got_result(fb, d, r);
}

static IrInst *yield_delegate(Fb *fb, Node *n) {
  Node *source = n->as.YieldExpression.argument;
  uint32_t pos = n->start;
  bool is_simple =
      source->kind == AST_Identifier || source->kind == AST_Literal || source->kind == AST_ObjectExpression;
  IrInst *v = expr(fb, source);
  Delegate d = {
      .mode = ssa_new_var(fb, REP_I32), .received = ssa_new_var(fb, REP_VAL), .result = ssa_new_var(fb, REP_VAL)};
  d.record = fb_opx(fb, fb->is_async ? IR_iter_open_async : IR_iter_open, source->start, 1, &v,
                    is_simple ? NULL : fb_format(fb, "yield* (intermediate value)"), 0, 0);
  ssa_write(fb, d.mode, fb_i32(fb, RESUME_NEXT));
  ssa_write(fb, d.received, fb_undefined(fb));
  IrBlock *header = fb_block(fb), *end = fb_block(fb), *more = fb_block(fb), *done = fb_block(fb);
  IrBlock *ways[3] = {fb_block(fb), fb_block(fb), fb_block(fb)};
  d.got = fb_block(fb);
  fb_jump(fb, header);
  fb_start(fb, header);
  IrInst *mode = ssa_read(fb, d.mode);
  ir_terminate(fb->block, IR_switch_i32, pos, 1, &mode, 3, ways);
  fb_start_sealed(fb, ways[RESUME_NEXT]);
  got_result(fb, &d, fb_op2(fb, IR_iter_call_next, pos, d.record, ssa_read(fb, d.received)));
  fb_start_sealed(fb, ways[RESUME_THROW]);
  delegate_throw(fb, &d, pos);
  fb_start_sealed(fb, ways[RESUME_RETURN]);
  delegate_return(fb, &d, pos);

  fb_start_sealed(fb, d.got);
  IrInst *r = ssa_read(fb, d.result);
  if (fb->is_async) r = await_value(fb, r, pos);
  fb_op1(fb, IR_iter_check_result, pos, r);
  fb_branch(fb, fb_op1(fb, IR_iter_complete, pos, r), done, more);
  fb_start_sealed(fb, more);
  IrInst *inner = fb->is_async ? fb_op1(fb, IR_iter_value, pos, r) : r; /* ES 15.5.5: GeneratorYield(innerResult) */
  IrInst *sent = ir_emit(fb->block, IR_yield, pos, 1, &inner);
  sent->imm.i = !fb->is_async;
  ssa_write(fb, d.received, sent);
  ssa_write(fb, d.mode, fb_op0(fb, IR_resume_mode, pos));
  fb_jump(fb, header);

  fb_start_sealed(fb, done);
  IrInst *value = fb_op1(fb, IR_iter_value, pos, r);
  IrBlock *returned = fb_block(fb);
  fb_branch(fb, fb_op2(fb, IR_eq_i32, pos, ssa_read(fb, d.mode), fb_i32(fb, RESUME_RETURN)), returned, end);
  fb_start_sealed(fb, returned);
  do_return(fb, value, pos);
  ssa_seal(fb, header);
  fb_start_sealed(fb, end);
  return value;
}

IrInst *yield_expression(Fb *fb, Node *n) {
  if (n->as.YieldExpression.delegate) return yield_delegate(fb, n);
  Node *argument = n->as.YieldExpression.argument;
  IrInst *v = argument ? expr(fb, argument) : fb_undefined(fb);
  if (fb->is_async) v = await_value(fb, v, n->start);
  return yield_value(fb, v, n->start);
}
