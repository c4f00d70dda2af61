/*
 * using.c: `using` and `await using` declarations (ES 2026, 14.3.1). A scope that has some is a try statement whose
 * finally block disposes of the resources, the latest first; what that throws suppresses what was thrown before.
 */
#include "internal.h"

void resource_add(Fb *fb, AstVarKind kind, IrInst *v, uint32_t pos) {
  IrInst *list = ssa_read(fb, fb->resources);
  fb_opx(fb, IR_dispose_add, pos, 2, (IrInst *[]){list, v}, NULL, 0, kind == VAR_AWAIT_USING);
}

/* Disposes of everything, awaiting what asks for it. */
static void dispose(Fb *fb, uint32_t list_var, bool is_async, uint32_t pos) {
  IrBlock *header = fb_block(fb), *end = fb_block(fb), *again = fb_block(fb);
  if (!is_async) {
    fb_op1(fb, IR_dispose_next, pos, ssa_read(fb, list_var));
    fb_op1(fb, IR_dispose_end, pos, ssa_read(fb, list_var));
    return;
  }
  fb_jump(fb, header);
  fb_start(fb, header);
  IrInst *next = fb_op1(fb, IR_dispose_next, pos, ssa_read(fb, list_var));
  fb_branch(fb, fb_op1(fb, IR_is_empty, pos, next), end, again);
  fb_start_sealed(fb, again);
  IrBlock *outer = fb->handler, *failed = fb_block(fb);
  failed->cold = true;
  fb->handler = failed;
  await_value(fb, next, pos);
  fb_jump(fb, header);
  fb->handler = outer;
  fb_start_sealed(fb, failed);
  IrInst *error = fb_op0(fb, IR_catch, pos);
  fb_op2(fb, IR_dispose_failed, pos, ssa_read(fb, list_var), error);
  fb_jump(fb, header);
  ssa_seal(fb, header);
  fb_start_sealed(fb, end);
  fb_op1(fb, IR_dispose_end, pos, ssa_read(fb, list_var));
}

void resources_scope(Fb *fb, bool is_async, ScopeBody body, void *ctx, uint32_t pos) {
  uint32_t outer = fb->resources, list = ssa_new_var(fb, REP_VAL);
  ssa_write(fb, list, fb_op0(fb, IR_dispose_new, pos));
  Finally f;
  Ctl ctl = {0};
  finally_open(fb, &f, &ctl);
  fb->resources = list;
  body(fb, ctx);
  fb->resources = outer;
  finally_enter(fb, &f, pos);
  /* an error of the body is the first of the list's; the end of the list throws it */
  IrBlock *thrown = fb_block(fb), *go = fb_block(fb);
  IrInst *is_thrown = fb_op2(fb, IR_eq_i32, pos, ssa_read(fb, f.kind_var), fb_i32(fb, FINALLY_THROW));
  fb_branch(fb, is_thrown, thrown, go);
  fb_start_sealed(fb, thrown);
  fb_op2(fb, IR_dispose_failed, pos, ssa_read(fb, list), ssa_read(fb, f.value_var));
  fb_jump(fb, go);
  fb_start_sealed(fb, go);
  dispose(fb, list, is_async, pos);
  finally_close(fb, &f, pos);
}

static void list_body(Fb *fb, void *ctx) { statements(fb, ctx); }

void statements_of_scope(Fb *fb, const AstList *list) {
  bool has_using = false, is_async = false;
  uint32_t end = ~0u;
  for (uint32_t i = 0; i < list->count; i++) {
    Node *n = list->items[i];
    if (!is_using(n)) continue;
    has_using = true;
    is_async |= n->as.VariableDeclaration.kind == VAR_AWAIT_USING;
    end = list->items[list->count - 1]->end;
  }
  AstList copy = *list;
  if (has_using) resources_scope(fb, is_async, list_body, &copy, end);
  else statements(fb, list);
}
