/*
 * script.c: the top level of a script (ES 16.1.7 GlobalDeclarationInstantiation). Its var and function declarations are
 * properties of the global object. Its let, const and class declarations are variables like any other while the script is
 * the whole program; else (ModuleScope.is_open) they belong to the realm, which finds them by name.
 */
#include "internal.h"

typedef ARRAY(IrDecl) Decls;

static void add(Fb *fb, Decls *d, Atom *name, uint32_t kind) { ARRAY_PUSH(fb->b->arena, d, ((IrDecl){name, kind})); }

static Atom *name_of(const Node *function) { return function->as.Function.id->as.Identifier.name; }

/* The last one of its name is the function. */
static bool is_last(const Scope *s, uint32_t at) {
  for (uint32_t i = at + 1; i < s->functions.count; i++)
    if (name_of(s->functions.items[i]) == name_of(s->functions.items[at])) return false;
  return true;
}

static bool has_function(const Scope *s, const Atom *name) {
  for (uint32_t i = 0; i < s->functions.count; i++)
    if (name_of(s->functions.items[i]) == name) return true;
  return false;
}

static bool has_var(const ModuleScope *m, const Atom *name) {
  for (uint32_t i = 0; i < m->vars.count; i++)
    if (m->vars.items[i] == name) return true;
  return false;
}

static bool is_lexical(const Binding *b) {
  return b->kind == BIND_LET || b->kind == BIND_CONST || b->kind == BIND_CLASS;
}

void script_prologue(Fb *fb) {
  ModuleScope *m = fb->m->scope;
  Scope *s = m->fn->body;
  Decls decls = {0};
  for (uint32_t i = 0; i < m->block_functions.count; i++)
    if (!has_function(s, m->block_functions.items[i]) && !has_var(m, m->block_functions.items[i]))
      add(fb, &decls, m->block_functions.items[i], DECL_BLOCK_FUNCTION);
  bool is_eval = m->code > MODULE_CODE_SCRIPT;
  if (is_eval && m->fn->is_strict) return;
  for (uint32_t i = 0; i < s->bindings.count && !is_eval; i++)
    if (is_lexical(s->bindings.items[i])) add(fb, &decls, s->bindings.items[i]->name, DECL_LOCAL);
  for (uint32_t i = 0; i < m->lets.count; i++) add(fb, &decls, m->lets.items[i], DECL_LET);
  for (uint32_t i = 0; i < m->consts.count; i++) add(fb, &decls, m->consts.items[i], DECL_CONST);
  for (uint32_t i = 0; i < s->functions.count; i++)
    if (is_last(s, i)) add(fb, &decls, name_of(s->functions.items[i]), DECL_FUNCTION);
  for (uint32_t i = 0; i < m->vars.count; i++)
    if (!has_function(s, m->vars.items[i])) add(fb, &decls, m->vars.items[i], DECL_VAR);
  if (!decls.count) return;
  for (uint32_t i = 0; i < decls.count && is_eval; i++) decls.items[i].kind |= DECL_DELETABLE;
  IrModule *ir = fb->m->in->ir;
  ir->decls = decls.items;
  ir->ndecls = decls.count;
  fb_opx(fb, IR_script_declare, ~0u, 0, NULL, NULL, 0, ir->index);
  for (uint32_t i = 0; i < s->functions.count; i++) {
    Node *n = s->functions.items[i];
    if (!is_last(s, i)) continue;
    IrInst *f = closure_new(fb, n->info, name_of(n), n->start);
    fb_opx(fb, IR_declare_global_fn, ~0u, 1, &f, name_of(n), 0, is_eval);
  }
}

void global_init(Fb *fb, Node *id, IrInst *v) {
  fb_opx(fb, IR_init_global, id->start, 1, &v, id->as.Identifier.name, 0, 0);
}
