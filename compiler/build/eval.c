/*
 * eval.c: the code of direct evals (scope/eval.h), in the place of the call: where the callee is %eval% and the argument
 * the string that was compiled.
 */
#include "../scope/outside.h"
#include "internal.h"

/* Gives a name that sloppy code declares its value. */
static void variable_set(Fb *fb, const EvalCode *code, Atom *name, IrInst *v, bool is_block) {
  Binding *b = eval_variable(code, name);
  if (b) {
    binding_init(fb, b, v);
  } else if (code->is_global) {
    if (is_block) fb_opx(fb, IR_set_global, ~0u, 1, &v, name, 0, 2);
    else fb_opx(fb, IR_declare_global_fn, ~0u, 1, &v, name, 0, 1);
  } else if (code->object) {
    IrInst *o = binding_get(fb, code->object->object, false, ~0u);
    fb_opx(fb, IR_scope_set, ~0u, 2, (IrInst *[]){o, v}, name, 0, 0);
  } else { /* the arguments object of the function */
    b = code->var_scope ? code->var_scope->fn->arguments : NULL;
    if (b) binding_init(fb, b, v);
  }
}

void eval_set_block_function(Fb *fb, const EvalCode *code, Atom *name, IrInst *v) {
  variable_set(fb, code, name, v, true);
}

static bool is_function(const EvalCode *code, const Atom *name) {
  for (uint32_t i = 0; i < code->functions.count; i++)
    if (code->functions.items[i]->as.Function.id->as.Identifier.name == name) return true;
  return false;
}

static bool is_plain(const EvalCode *code, const Atom *name) {
  for (uint32_t i = 0; i < code->plain_vars.count; i++)
    if (code->plain_vars.items[i] == name) return true;
  return false;
}

/* A block's function that something stands in the way of is not hoisted at all. */
static bool is_hoisted(Fb *fb, const EvalCode *code, const Atom *name) {
  if (is_plain(code, name)) return true;
  for (uint32_t i = 0; i < code->blocks.count; i++) {
    Node *n = code->blocks.items[i];
    if (n->as.Function.id->as.Identifier.name == name && ptrmap_has(&fb->m->scope->eval_functions, n)) return true;
  }
  return false;
}

/* ES 19.2.1.3 EvalDeclarationInstantiation. */
static void declare(Fb *fb, const EvalCode *code) {
  for (uint32_t i = 0; i < code->vars.count; i++) {
    Atom *name = code->vars.items[i];
    if (eval_variable(code, name) || !is_hoisted(fb, code, name)) continue;
    if (code->is_global) {
      int kind = is_function(code, name) ? DECL_FUNCTION : is_plain(code, name) ? DECL_VAR : DECL_BLOCK_FUNCTION;
      fb_opx(fb, IR_eval_declare, ~0u, 0, NULL, name, 0, kind);
    } else if (code->object) {
      IrInst *o = binding_get(fb, code->object->object, false, ~0u);
      fb_opx(fb, IR_scope_declare, ~0u, 1, &o, name, 0, 0);
    }
  }
  for (uint32_t i = 0; i < code->functions.count; i++) {
    Node *n = code->functions.items[i];
    Atom *name = n->as.Function.id->as.Identifier.name;
    variable_set(fb, code, name, closure_new(fb, n->info, name, n->start), false);
  }
}

IrInst *eval_code(Fb *fb, const EvalCode *code, uint32_t pos) {
  if (code->error) {
    fb_throw_error(fb, 2, code->error, pos);
    return fb_undefined(fb);
  }
  uint32_t outer = fb->completion, completion = fb->completion = ssa_new_var(fb, REP_VAL);
  bool was_strict = fb->f->is_strict;
  fb->f->is_strict = code->is_strict;
  ssa_write(fb, completion, fb_undefined(fb));
  if (!code->is_strict) declare(fb, code);
  scope_enter(fb, code->scope);
  statements_of_scope(fb, &code->program->as.Program.body);
  fb->completion = outer;
  fb->f->is_strict = was_strict;
  return ssa_read(fb, completion);
}

/* ---- calls ---- */

static IrInst *outside_value(Fb *fb, Binding *b, uint32_t pos) {
  return b->kind == BIND_IMPORT ? binding_get(fb, b, false, pos) : raw_variable(fb, b);
}

static void open_slots(Fb *fb, const BindingList *slots) {
  IrProgram *p = fb->b->program;
  if (slots->count && !p->open_slots) p->open_slots = ARENA_ARRAY(p->arena, uint8_t, p->nslots + 1);
  for (uint32_t i = 0; i < slots->count; i++) {
    const Binding *b = slots->items[i];
    bool is_imported = b->kind == BIND_IMPORT && b->target;
    p->open_slots[is_imported ? b->target->slot : b->slot] |=
        SLOT_READ | (!is_imported && b->assignments ? SLOT_WRITTEN : 0);
  }
}

/* Of any string: compiled when it is there. */
static IrInst *open_eval(Fb *fb, const OpenSite *site, IrInst *argument, uint32_t pos) {
  BindingList values = {0}, slots = {0};
  Atom *outside = outside_write(fb->m->scope, site, &values, &slots);
  open_slots(fb, &slots);
  IrInst **args = ARENA_ARRAY(&fb->scratch, IrInst *, values.count + 1);
  args[0] = argument;
  for (uint32_t i = 0; i < values.count; i++) args[1 + i] = outside_value(fb, values.items[i], pos);
  return fb_opx(fb, IR_eval_code, pos, values.count + 1, args, outside, 0, 0);
}

/* The argument is evaluated by %eval%; or, without a site, the callee may still be another. */
static IrInst *evaluate(Fb *fb, Node *n, IrInst *callee, IrInst *argument) {
  const EvalSite *site = n->info;
  int64_t code = !(n->index & USE_GLOBAL_EVAL) ? 0 : fb->f->is_strict ? MODULE_CODE_EVAL_STRICT : MODULE_CODE_EVAL;
  if (!site) return fb_opx(fb, IR_direct_eval, n->start, 2, (IrInst *[]){callee, argument}, fb->b->atoms.eval, 0, code);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrBlock *join = fb_block(fb);
  for (uint32_t i = 0; i < site->count; i++) {
    IrBlock *go = fb_block(fb), *next = fb_block(fb);
    if (site->is_certain) fb_jump(fb, go);
    else fb_branch(fb, fb_op2(fb, IR_seq, n->start, argument, fb_string(fb, site->codes[i]->text)), go, next);
    fb_start_sealed(fb, go);
    ssa_write(fb, var, eval_code(fb, site->codes[i], n->start));
    fb_jump(fb, join);
    fb_start_sealed(fb, next);
  }
  IrInst *v;
  if (site->open) v = open_eval(fb, site->open, argument, n->start);
  else v = fb_opx(fb, IR_direct_eval, n->start, 2, (IrInst *[]){callee, argument}, fb->b->atoms.eval, 0, code);
  ssa_write(fb, var, v);
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}

/* eval(…): by %eval% where the call stands, else a call like any other. */
IrInst *direct_eval(Fb *fb, Node *n) {
  Node *callee_node = n->as.CallExpression.callee;
  AstList *args = &n->as.CallExpression.arguments;
  IrInst *receiver = NULL, *callee, *array = NULL, *argument = fb_undefined(fb), *v;
  callee = callee_node->index & USE_DYNAMIC ? dynamic_get(fb, callee_node, &receiver) : expr(fb, callee_node);
  bool may_be_tail_call = fb->b->program->proper_tail_calls && fb->f->is_strict;
  if (!n->info && args->count <= 1 && !has_spread(args) && !receiver && !may_be_tail_call) {
    if (args->count) argument = expr(fb, args->items[0]);
    return evaluate(fb, n, callee, argument);
  }
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, args->count + 2);
  if (has_spread(args)) {
    array = spread_array(fb, args, n->start);
    argument = fb_op2(fb, IR_get_elem, n->start, array, fb_number(fb, 0));
  } else {
    for (uint32_t i = 0; i < args->count; i++) values[2 + i] = expr(fb, args->items[i]);
    if (args->count) argument = values[2];
  }
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrBlock *is_eval = fb_block(fb), *other = fb_block(fb), *join = fb_block(fb);
  IrInst *eval = fb_opx(fb, IR_builtin_fn, n->start, 0, NULL, fb->b->atoms.eval, 0, 0);
  fb_branch(fb, fb_op2(fb, IR_same_bits, n->start, callee, eval), is_eval, other);
  fb_start_sealed(fb, is_eval);
  ssa_write(fb, var, evaluate(fb, n, callee, argument));
  fb_jump(fb, join);
  fb_start_sealed(fb, other);
  values[0] = callee;
  values[1] = receiver ? receiver : fb_undefined(fb);
  if (array) v = call_spread(fb, callee, values[1], array, fb->b->atoms.eval, n->start);
  else v = fb_opx(fb, IR_call, n->start, args->count + 2, values, fb->b->atoms.eval, 0, 0);
  ssa_write(fb, var, v);
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}
