/*
 * function.c: one function: parameters, `this`, `arguments`, what `new` means for it, its body (ES 10.2.1, 10.2.11).
 */
#include "internal.h"

static IrInst *entry_op(Fb *fb, IrOp op) { return ir_emit(fb->block, op, ~0u, 0, NULL); }

/* ---- how many properties a constructor gives to `this` ---- */

enum { MOST_THIS_SLOTS = 64 };

typedef struct ThisNames {
  Atom *names[MOST_THIS_SLOTS];
  uint32_t count;
} ThisNames;

static void note_this_store(void *ctx, Node *n) {
  ThisNames *t = ctx;
  if (n->kind == AST_FunctionDeclaration || n->kind == AST_FunctionExpression || ast_is_class(n)) return;
  if (n->kind == AST_AssignmentExpression) {
    Node *left = n->as.AssignmentExpression.left;
    if (left->kind == AST_MemberExpression && !left->as.MemberExpression.computed &&
        left->as.MemberExpression.object->kind == AST_ThisExpression &&
        left->as.MemberExpression.property->kind == AST_Identifier) {
      Atom *name = left->as.MemberExpression.property->as.Identifier.name;
      for (uint32_t i = 0; i < t->count; i++)
        if (t->names[i] == name) name = NULL;
      if (name && t->count < MOST_THIS_SLOTS) t->names[t->count++] = name;
    }
  }
  ast_children(n, note_this_store, t);
}

static bool stores_to_this(FnScope *f) {
  ThisNames t = {.count = 0};
  if (ast_is_function(f->node) && f->this_binding) ast_children(f->node, note_this_store, &t);
  return t.count > 0;
}

uint32_t count_this_slots(FnScope *f) {
  ThisNames t = {.count = 0};
  uint32_t fields = 0;
  if (f->cls) {
    AstList *body = &f->cls->node->as.Class.body->as.ClassBody.body;
    for (uint32_t i = 0; i < body->count; i++)
      fields += body->items[i]->kind == AST_PropertyDefinition && !body->items[i]->as.PropertyDefinition.is_static;
  }
  if (ast_is_function(f->node) && f->this_binding) ast_children(f->node, note_this_store, &t);
  uint32_t n = t.count + fields;
  return n + 2 > MOST_THIS_SLOTS ? MOST_THIS_SLOTS : n + 2;
}

/* ---- this and new.target ---- */

static void create_this(Fb *fb, IrInst *new_target, IrInst **result) {
  uint32_t slots = fb->fn->this_slots = count_this_slots(fb->f);
  *result = fb_opx(fb, IR_create_this, ~0u, 1, &new_target, NULL, slots, 0);
}

static void check_called_with_new(Fb *fb, IrInst *new_target) {
  IrBlock *plain = fb_block(fb), *construct = fb_block(fb);
  plain->cold = true;
  fb_branch(fb, fb_op1(fb, IR_is_undefined, ~0u, new_target), plain, construct);
  fb_start_sealed(fb, plain);
  Atom *name = fb->fn->name;
  if (!name || !name->len) fb_throw_error(fb, 0, "Class constructors cannot be invoked without 'new'", fb->fn->start);
  else
    fb_throw_error(fb, 0,
                   arena_format(&fb->scratch, "Class constructor %s cannot be invoked without 'new'",
                                atom_utf8(name, &fb->scratch)),
                   fb->fn->start);
  fb_start_sealed(fb, construct);
}

static IrInst *plain_this(Fb *fb, IrInst *raw) {
  if (fb->f->is_strict || !fb->f->this_binding) return raw;
  return fb_op1(fb, IR_this_sloppy, ~0u, raw);
}

/* `this` of a function that can be called and constructed. */
static void bind_this_of_function(Fb *fb, IrInst *raw, IrInst *new_target) {
  IrBlock *plain = fb_block(fb), *construct = fb_block(fb), *join = fb_block(fb);
  construct->cold = !stores_to_this(fb->f);
  fb->this_var = ssa_new_var(fb, REP_VAL);
  fb->construct_var = ssa_new_var(fb, REP_VAL);
  ssa_write(fb, fb->construct_var, new_target);
  fb_branch(fb, fb_op1(fb, IR_is_undefined, ~0u, new_target), plain, construct);
  fb_start_sealed(fb, plain);
  ssa_write(fb, fb->this_var, plain_this(fb, raw));
  fb_jump(fb, join);
  fb_start_sealed(fb, construct);
  IrInst *made;
  create_this(fb, new_target, &made);
  ssa_write(fb, fb->this_var, made);
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  fb->ret_block = fb_block(fb);
  fb->ret_var = ssa_new_var(fb, REP_VAL);
  if (fb->f->this_binding) binding_init(fb, fb->f->this_binding, ssa_read(fb, fb->this_var));
}

static void bind_this_of_class(Fb *fb, IrInst *new_target) {
  ClassScope *c = fb->f->cls;
  fb->ret_block = fb_block(fb);
  fb->ret_var = ssa_new_var(fb, REP_VAL);
  check_called_with_new(fb, new_target);
  if (c->is_derived) {
    fb->fn->this_slots = count_this_slots(fb->f);
    if (fb->f->this_binding) binding_init(fb, fb->f->this_binding, fb_empty(fb));
    return;
  }
  IrInst *made;
  create_this(fb, new_target, &made);
  fb->this_var = ssa_new_var(fb, REP_VAL);
  ssa_write(fb, fb->this_var, made);
  if (fb->f->this_binding) binding_init(fb, fb->f->this_binding, made);
}

/* ES 10.2.2 [[Construct]], steps 10 to 14. */
static void finish_construct(Fb *fb) {
  FnScope *f = fb->f;
  uint32_t last_pos = fb->fn->last_pos;
  fb_start_sealed(fb, fb->ret_block);
  fb->handler = NULL;
  IrInst *v = ssa_read(fb, fb->ret_var);
  if (fb->construct_var != ~0u) {
    IrBlock *plain = fb_block(fb), *construct = fb_block(fb);
    fb_branch(fb, fb_op1(fb, IR_is_undefined, ~0u, ssa_read(fb, fb->construct_var)), plain, construct);
    fb_start_sealed(fb, plain);
    ir_terminate(fb->block, IR_ret, ~0u, 1, &v, 0, NULL);
    fb_start_sealed(fb, construct);
    construct->cold = !stores_to_this(f);
  }
  IrBlock *is_object = fb_block(fb), *other = fb_block(fb);
  fb_branch(fb, fb_op1(fb, IR_is_object, ~0u, v), is_object, other);
  fb_start_sealed(fb, is_object);
  ir_terminate(fb->block, IR_ret, ~0u, 1, &v, 0, NULL);
  fb_start_sealed(fb, other);
  IrInst *this_value;
  if (f->cls && f->cls->is_derived) {
    IrBlock *good = fb_block(fb), *bad = fb_block(fb);
    bad->cold = true;
    fb_branch(fb, fb_op1(fb, IR_is_undefined, ~0u, v), good, bad);
    fb_start_sealed(fb, bad);
    fb_throw_error(fb, 0, "Derived constructors may only return object or undefined", fb->fn->start);
    fb_start_sealed(fb, good);
    if (f->this_binding) this_value = binding_get(fb, f->this_binding, false, ~0u);
    else this_value = fb_empty(fb);
    fb_op1(fb, IR_check_this, last_pos, this_value);
  } else {
    this_value = ssa_read(fb, fb->this_var);
  }
  ir_terminate(fb->block, IR_ret, ~0u, 1, &this_value, 0, NULL);
}

/* class B extends A {}: passes its arguments on, without iterating (ES 15.7.14 step 14). */
static void implicit_derived(Fb *fb, IrInst *callee, IrInst *new_target, IrInst *rest) {
  IrInst *v = fb_op3(fb, IR_super_call_spread, fb->fn->start, callee, new_target, rest);
  if (fb->f->this_binding) binding_init(fb, fb->f->this_binding, v);
  class_initialise_fields(fb, fb->f->cls, v, fb->fn->start);
  ir_terminate(fb->block, IR_ret, ~0u, 1, &v, 0, NULL);
  fb_dead(fb);
}

/* ---- parameters ---- */

static void enter_bindings(Fb *fb, Scope *s) {
  Scope only_bindings = *s;
  only_bindings.functions.count = 0;
  scope_enter(fb, &only_bindings);
}

static void enter_functions(Fb *fb, Scope *s) {
  Scope only_functions = *s;
  only_functions.bindings.count = 0;
  scope_enter(fb, &only_functions);
}

static void bind_arguments(Fb *fb, AstList *params) {
  FnScope *f = fb->f;
  IrInst *v;
  fb->fn->uses_args = true;
  if (f->is_strict || !f->simple_params || f->kind == FNK_MODULE) {
    v = entry_op(fb, IR_arguments_unmapped);
  } else {
    IrInst **boxes = ARENA_ARRAY(&fb->scratch, IrInst *, params->count + 1);
    uint32_t n = f->writes_arguments ? params->count : 0;
    for (uint32_t i = 0; i < n; i++) {
      Binding *b = params->items[i]->info;
      bool is_last = true;
      for (uint32_t k = i + 1; k < n; k++)
        if (params->items[k]->info == b) is_last = false;
      boxes[i] = is_last && b->storage == STORE_BOX ? ssa_read(fb, b->var) : fb_empty(fb);
    }
    v = ir_emit(fb->block, IR_arguments_mapped, ~0u, n, boxes);
  }
  binding_init(fb, f->arguments, v);
}

/* `var arguments` begins as the arguments object. */
static void bind_var_arguments(Fb *fb) {
  FnScope *f = fb->f;
  if (!f->arguments) return;
  for (uint32_t i = 0; i < f->body->bindings.count; i++) {
    Binding *b = f->body->bindings.items[i];
    if (b->kind == BIND_VAR && b->name == fb->b->atoms.arguments)
      binding_init(fb, b, binding_get(fb, f->arguments, false, ~0u));
  }
}

static void bind_params(Fb *fb, AstList *params, IrInst **values, IrInst *rest) {
  for (uint32_t i = 0; i < params->count; i++) {
    Node *p = params->items[i];
    bool is_rest = p->kind == AST_RestElement;
    pattern_bind(fb, is_rest ? p->as.RestElement.argument : p, is_rest ? rest : values[i], BIND_MODE_INIT,
                 (PatternSource){0});
  }
}

/* The object for what direct evals declare. */
static void bind_eval_vars(Fb *fb, DynScope *d) {
  IrInst *object = fb_op0(fb, IR_scope_new, ~0u);
  if (d->object->storage == STORE_BOX) ssa_write(fb, d->object->var, fb_op1(fb, IR_box_new, ~0u, object));
  else binding_init(fb, d->object, object);
}

/* ---- the whole ---- */

static void prologue(Fb *fb, AstList *params) {
  FnScope *f = fb->f;
  IrFn *fn = fb->fn;
  bool is_class = f->kind == FNK_CONSTRUCTOR, constructs = (fn->flags & FN_CONSTRUCTOR) && !is_only_called(f);
  bool is_implicit = is_class && ast_is_class(f->node);
  fb->captures = ARENA_ARRAY(&fb->scratch, IrInst *, f->captures.count + 1);
  for (uint32_t i = 0; i < f->captures.count; i++) {
    fb->captures[i] = entry_op(fb, IR_capture);
    fb->captures[i]->imm2 = i;
  }
  /* operations that belong into the entry block come before any branch */
  IrInst *raw_this = f->this_binding || (constructs && !is_class) ? entry_op(fb, IR_this) : NULL;
  IrInst *new_target = constructs || f->new_target ? entry_op(fb, IR_new_target) : NULL;
  bool needs_callee = f->self || f->callee || f->home || (is_implicit && f->cls->is_derived);
  IrInst *callee = needs_callee ? entry_op(fb, IR_callee) : NULL;
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, params->count + 6), *rest = NULL;
  for (uint32_t i = 0; i < fn->nparams; i++) {
    values[i] = entry_op(fb, IR_param);
    values[i]->imm2 = i;
  }
  if (fn->nparams < params->count || (is_implicit && f->cls->is_derived)) {
    rest = entry_op(fb, IR_rest_array);
    rest->imm2 = fn->nparams;
    fn->uses_args = true;
  }
  if (f->self) {
    if (f->self->storage == STORE_BOX) ssa_write(fb, f->self->var, fb_op1(fb, IR_box_new, ~0u, callee));
    else binding_init(fb, f->self, callee);
  }
  if (f->eval_params) bind_eval_vars(fb, f->eval_params);
  enter_bindings(fb, f->scope);
  if (f->kind == FNK_MODULE)
    for (uint32_t i = 0; i < fn->nparams; i++) binding_init(fb, fb->m->scope->params[i], values[i]);
  if (f->simple_params)
    for (uint32_t i = 0; i < params->count; i++) binding_init(fb, params->items[i]->info, values[i]);
  if (f->arguments) bind_arguments(fb, params);
  if (f->callee) binding_init(fb, f->callee, callee);
  if (f->new_target) binding_init(fb, f->new_target, new_target);
  if (f->home) binding_init(fb, f->home, fb_op1(fb, IR_class_proto, ~0u, callee));

  if (is_class) bind_this_of_class(fb, new_target);
  else if (constructs) bind_this_of_function(fb, raw_this, new_target);
  else if (f->this_binding)
    binding_init(fb, f->this_binding, f->kind == FNK_MODULE ? raw_this : plain_this(fb, raw_this));
  if (is_class && !f->cls->is_derived) {
    uint32_t pos = is_implicit ? fn->start : f->node->start;
    class_initialise_fields(fb, f->cls, ssa_read(fb, fb->this_var), pos);
  }
  if (f->fields_fn && f->cls->has_fields)
    binding_init(fb, f->fields, closure_new(fb, f->fields_fn, fb->b->atoms.empty, ~0u));
  if (is_implicit && f->cls->is_derived) implicit_derived(fb, callee, new_target, rest);
  if (!f->simple_params) {
    bind_params(fb, params, values, rest);
    enter_bindings(fb, f->body);
    for (uint32_t i = 0; i < f->body->bindings.count; i++) {
      Binding *b = f->body->bindings.items[i];
      if (b->kind == BIND_VAR && b->target) binding_init(fb, b, binding_get(fb, b->target, false, ~0u));
    }
  }
  if (f->eval_vars) bind_eval_vars(fb, f->eval_vars);
  bind_var_arguments(fb);
  enter_functions(fb, f->body);
}

/* The completion value goes to lib's printResult. */
static void print_result(Fb *fb) {
  IrProgram *p = fb->b->program;
  IrInst *lib = fb_opx(fb, IR_require, ~0u, 0, NULL, NULL, p->print_result, 0);
  IrInst *print = fb_opx(fb, IR_get_method, ~0u, 1, &lib, intern_cstr(p->atoms, "printResult"), 0, 0);
  fb_opx(fb, IR_call, ~0u, 3, (IrInst *[]){print, lib, ssa_read(fb, fb->completion)}, NULL, 0, 0);
}

/* Where a function begins for V8: at its parameters. */
static uint32_t parameters_pos(Fb *fb) {
  const Node *n = fb->f->node;
  if (!ast_is_function(n) || n->kind == AST_ArrowFunctionExpression) return n->start;
  const Source *s = fb->m->in->source;
  uint32_t i = n->as.Function.id ? n->as.Function.id->end : n->start;
  while (i < s->len && i < n->end && s->text[i] != '(') i++;
  return i;
}

static void body(Fb *fb, bool prints_result) {
  FnScope *f = fb->f;
  if (f->kind == FNK_MODULE && fb->m->scope->direct) {
    ssa_write(fb, fb->completion, eval_code(fb, fb->m->scope->direct, f->node->start));
  } else if (f->kind == FNK_MODULE) {
    statements_of_scope(fb, &f->node->as.Program.body);
    if (prints_result) print_result(fb);
  } else if (f->kind == FNK_FIELDS) {
    Binding *this_binding = f->cls->constructor->this_binding;
    class_initialise_fields(fb, f->cls, binding_get(fb, this_binding, false, f->node->start), ~0u);
  } else if (ast_is_function(f->node)) {
    Node *b = f->node->as.Function.body;
    if (f->cls) fb->fn->last_pos = parameters_pos(fb); /* what makes `this` is no part of the text */
    if (b->kind == AST_BlockStatement) {
      statements_of_scope(fb, &b->as.BlockStatement.body);
    } else {
      begin_at(fb, b, expression_pos(fb, b));
      IrInst *v = expr(fb, b);
      do_return(fb, v, b->start);
    }
  }
  do_return(fb, fb->completion == ~0u ? fb_undefined(fb) : ssa_read(fb, fb->completion), ~0u);
}

void function_build(Builder *b, ModuleBuild *m, FnScope *f) {
  IrFn *fn = f->ir;
  Fb fb = {.b = b, .m = m, .f = f, .fn = fn, .ret_var = ~0u, .this_var = ~0u, .construct_var = ~0u, .completion = ~0u};
  static const AstList no_params;
  AstList params = ast_is_function(f->node) ? f->node->as.Function.params : no_params;
  fb.is_async = f->is_async;
  fb.is_generator = f->is_generator;
  if (f->kind == FNK_MODULE) {
    fn->is_module_body = true;
    fn->nparams = m->scope->params[0] ? 5 : 0;
    fn->length = fn->nparams;
  }
  fn->last_pos = parameters_pos(&fb);
  fn->entry_pos = params.count && params.items[0]->kind == AST_AssignmentPattern ? fn->last_pos : fn->start;
  fb.block = fb_sealed_block(&fb);
  bool prints_result =
      f->kind == FNK_MODULE && b->program->print_result && m->in->ir->index == b->program->entry_module;
  if (f->kind == FNK_MODULE && (m->scope->code || prints_result)) {
    fb.completion = ssa_new_var(&fb, REP_VAL);
    ssa_write(&fb, fb.completion, fb_undefined(&fb));
  }
  prologue(&fb, &params);
  if (f->kind == FNK_MODULE && m->in->ir->kind == MODULE_ESM) module_prologue(&fb);
  if (f->kind == FNK_MODULE && m->in->ir->kind == MODULE_SCRIPT && !m->scope->direct) script_prologue(&fb);
  if (f->kind != FNK_MODULE) fb_poll(&fb);
  else if (b->program->polls && !m->in->ir->is_lib) fb_op0(&fb, IR_poll_enable, ~0u);
  if (f->is_generator) fb_op0(&fb, IR_gen_start, ~0u);
  body(&fb, prints_result);
  ir_terminate(fb.block, IR_unreachable, ~0u, 0, NULL, 0, NULL);
  if (fb.ret_block) finish_construct(&fb);
  /* blocks that ended nowhere are unreachable */
  for (IrBlock *x = fn->entry; x; x = x->next) {
    if (!x->last || !ir_is_terminator(x->last)) ir_terminate(x, IR_unreachable, ~0u, 0, NULL, 0, NULL);
    ssa_seal(&fb, x);
  }
  ssa_finish(&fb);
  arena_free(&fb.scratch);
}
