/*
 * names.c: reading and writing variables wherever scope/place.c put them, and making closures over them.
 */
#include <string.h>

#include "../../runtime/error/pctab-format.h"
#include "internal.h"

/* Can never be EMPTY: needs no check for the temporal dead zone. */
static bool is_surely_initialised(const IrInst *v) {
  while (v->forward) v = v->forward;
  switch ((IrOp)v->op) {
    case IR_phi:
    case IR_box_get:
    case IR_slot_get:
    case IR_outer_slot_get:
    case IR_capture:
    case IR_this:
    case IR_select: return false;
    case IR_const_val: return (uint64_t)v->imm.i != VALUE_EMPTY_BITS;
    default: return true;
  }
}

static IrInst *capture_of(Fb *fb, Binding *b) {
  uintptr_t index = (uintptr_t)ptrmap_get(&fb->f->captured, b);
  if (!index) host_panic("capture_of", atom_utf8(b->name, fb->b->arena));
  return fb->captures[index - 1];
}

static bool is_local(const Fb *fb, const Binding *b) { return b->fn == fb->f; }

IrInst *raw_variable(Fb *fb, Binding *b) { return is_local(fb, b) ? ssa_read(fb, b->var) : capture_of(fb, b); }

/* A function of which every use is known to be a plain call: it is never constructed. */
bool is_only_called(const FnScope *f) {
  if (f->kind != FNK_NORMAL || f->arguments || (f->self && f->self->escapes)) return false;
  if (f->is_iife) return true;
  const Binding *b = f->known_as;
  return b && !b->escapes && !b->is_exported && !b->assignments && b->nfunctions <= 1 && !f->annex_b;
}

/* A generator's frame lives on without its receiver: the class or "Object" is written before a method's name. */
static Atom *qualified_name(Builder *b, const FnScope *g, Atom *name) {
  for (uint32_t i = 0; i < name->len; i++) {
    uint32_t c = atom_unit(name, i);
    if (c < 128 && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_' &&
        c != '$')
      return name;
  }
  const Atom *owner = g->node->as.Function.info.owner;
  if (!owner) return name;
  const char *text = arena_format(b->arena, "%s.%s", atom_utf8(owner, b->arena), atom_utf8(name, b->arena));
  return intern_utf8(b->program->atoms, text, strlen(text));
}

static void describe_for_traces(Builder *b, ModuleBuild *m, IrFn *fn, const FnScope *g, Atom *name) {
  fn->trace_name = name;
  if (g->kind == FNK_MODULE) {
    fn->trace_kind = m->in->ir->kind == MODULE_COMMONJS || m->in->ir->is_lib ? PCTAB_FN_COMMONJS : PCTAB_FN_BODY;
    return;
  }
  if (g->kind == FNK_CONSTRUCTOR) {
    fn->trace_kind = PCTAB_FN_CLASS;
    return;
  }
  if (g->kind == FNK_FIELDS)
    fn->trace_name = intern_utf8(b->program->atoms, INSTANCE_INITIALISER, strlen(INSTANCE_INITIALISER));
  bool is_function = ast_is_function(g->node), is_suspended = g->is_async || g->is_generator;
  if ((!name || !name->len) && is_function) fn->trace_name = g->node->as.Function.info.inferred;
  if (is_function && is_suspended && fn->flags & FN_METHOD && name && name->len)
    fn->trace_name = qualified_name(b, g, name);
  fn->traces_this = is_function && !is_suspended && !is_only_called(g);
}

IrFn *fn_declare(Fb *fb, Builder *b, ModuleBuild *m, FnScope *g, Atom *name) {
  (void)fb;
  if (g->ir) return g->ir;
  IrFn *fn = ir_fn_new(b->program, m->in->ir, name);
  g->ir = fn;
  fn->ncaptures = g->captures.count;
  fn->start = g->node->start;
  fn->end = g->node->end;
  if (ast_is_function(g->node) && g->node->as.Function.info.text_start)
    fn->start = g->node->as.Function.info.text_start;
  if (g->is_strict) fn->flags |= FN_STRICT;
  bool is_plain = !g->is_async && !g->is_generator;
  switch (g->kind) {
    case FNK_NORMAL: fn->flags |= is_plain ? FN_CONSTRUCTOR | FN_HAS_PROTOTYPE : 0; break;
    case FNK_ARROW: fn->flags |= FN_ARROW; break;
    case FNK_METHOD: fn->flags |= FN_METHOD; break;
    case FNK_GETTER: fn->flags |= FN_GETTER | FN_METHOD; break;
    case FNK_SETTER: fn->flags |= FN_SETTER | FN_METHOD; break;
    case FNK_CONSTRUCTOR:
      fn->flags |= FN_CONSTRUCTOR | FN_CLASS | FN_STRICT | (g->cls->is_derived ? FN_DERIVED : 0);
      fn->start = g->cls->node->start;
      fn->end = g->cls->node->end;
      break;
    case FNK_MODULE:
    case FNK_FIELDS: break;
  }
  describe_for_traces(b, m, fn, g, name);
  if (g->is_async) fn->flags |= FN_ASYNC;
  if (g->is_generator) fn->flags |= FN_GENERATOR | FN_HAS_PROTOTYPE;
  if (g->kind != FNK_MODULE && ast_is_function(g->node)) {
    AstList *params = &g->node->as.Function.params;
    while (fn->length < params->count && params->items[fn->length]->kind != AST_AssignmentPattern &&
           params->items[fn->length]->kind != AST_RestElement)
      fn->length++;
    fn->nparams = params->count;
    if (params->count && params->items[params->count - 1]->kind == AST_RestElement) fn->nparams--;
  }
  PendingFn pending = {g, m};
  ARRAY_PUSH(b->arena, &b->queue, pending);
  return fn;
}

IrInst *closure_new(Fb *fb, FnScope *g, Atom *name, uint32_t pos) {
  IrFn *fn = fn_declare(fb, fb->b, fb->m, g, name);
  if (g->made_once && !g->captures.count && !fb->b->program->no_constants) {
    IrInst *i = fb_op0(fb, IR_const_fn, pos);
    i->imm.fn = fn;
    return i;
  }
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, g->captures.count + 1);
  for (uint32_t k = 0; k < g->captures.count; k++) values[k] = raw_variable(fb, g->captures.items[k]);
  IrInst *i = fb_opn(fb, IR_closure, pos, g->captures.count, values);
  i->imm.fn = fn;
  return i;
}

static Atom *declared_name(Fb *fb, Node *fn) {
  Atom *name = fn->as.Function.id->as.Identifier.name;
  return name == fb->b->atoms.default_binding ? fb->b->atoms.default_ : name;
}

static IrInst *const_fn(Fb *fb, Binding *b) {
  IrInst *i = fb_op0(fb, IR_const_fn, ~0u);
  i->imm.fn = fn_declare(fb, fb->b, fb->m, b->function, declared_name(fb, b->function->node));
  return i;
}

static void slot_set(Fb *fb, Binding *b, IrInst *v) { fb_opx(fb, IR_slot_set, ~0u, 1, &v, NULL, 0, b->slot); }

/* When it is entered: functions and var of an ES module's top level are there before any module runs, since modules that
 * import it in a circle may use them first (ES 16.2.1.7.3.1). */
static void slot_enter(Fb *fb, Binding *b, IrInst *v) {
  bool is_initial = fb->m->in->ir->kind == MODULE_ESM && b->fn->kind == FNK_MODULE && b->scope == b->fn->body;
  fb_opx(fb, IR_slot_set, ~0u, 1, &v, NULL, is_initial, b->slot);
}

void binding_init(Fb *fb, Binding *b, IrInst *v) {
  switch ((Storage)b->storage) {
    case STORE_SSA: ssa_write(fb, b->var, v); break;
    case STORE_BOX: fb_op2(fb, IR_box_set, ~0u, raw_variable(fb, b), v); break;
    case STORE_SLOT: slot_set(fb, b, v); break;
    case STORE_CONST_FN: break;
    case STORE_OUTER: fb_opx(fb, IR_outer_slot_set, ~0u, 1, &v, NULL, 0, b->slot); break;
  }
}

static bool starts_empty(const Binding *b) {
  switch ((BindKind)b->kind) {
    case BIND_LET:
    case BIND_CONST:
    case BIND_CLASS:
    case BIND_CLASS_NAME: return b->tdz;
    case BIND_PARAM: return !b->at_entry && b->tdz;
    default: return b->tdz;
  }
}

static void enter_binding(Fb *fb, Binding *b) {
  if (b->kind == BIND_IMPORT) return;
  bool empty = starts_empty(b);
  switch ((Storage)b->storage) {
    case STORE_SSA: ssa_write(fb, b->var, empty ? fb_empty(fb) : fb_undefined(fb)); break;
    case STORE_BOX: ssa_write(fb, b->var, fb_op1(fb, IR_box_new, ~0u, empty ? fb_empty(fb) : fb_undefined(fb))); break;
    case STORE_SLOT:
      if (b->kind == BIND_VAR) slot_enter(fb, b, fb_undefined(fb));
      break;
    case STORE_CONST_FN:
      if (b->slot >= 0) slot_enter(fb, b, const_fn(fb, b));
      break;
    case STORE_OUTER: break; /* lives outside of the code */
  }
}

void scope_enter(Fb *fb, Scope *s) {
  for (uint32_t i = 0; i < s->bindings.count; i++) enter_binding(fb, s->bindings.items[i]);
  for (uint32_t i = 0; i < s->functions.count; i++) {
    Node *n = s->functions.items[i];
    Binding *b = n->as.Function.id->info;
    if (!b || b->function != n->info || b->storage == STORE_CONST_FN) continue; /* none: see script.c */
    IrInst *v = closure_new(fb, b->function, declared_name(fb, n), n->start);
    if (b->storage == STORE_SLOT) slot_enter(fb, b, v);
    else binding_init(fb, b, v);
  }
}

static IrInst *checked(Fb *fb, IrInst *v, Atom *name, bool check, uint32_t pos) {
  if (check && !is_surely_initialised(v)) fb_opx(fb, IR_check_tdz, pos, 1, &v, name, 0, 0);
  return v;
}

/* A variable of another module (or of this one, imported under another name). */
static IrInst *import_get(Fb *fb, Binding *b, uint32_t pos) {
  Binding *t = b->target;
  if (b->ns_module >= 0) {
    IrInst *ns = fb_opx(fb, IR_module_namespace, pos, 0, NULL, NULL, b->ns_module, 0);
    return b->ns_name ? get_property(fb, ns, b->ns_name, pos, false) : ns;
  }
  if (!t) { /* of a module without live bindings: a slot of our own */
    IrInst *v = fb_opx(fb, IR_slot_get, pos, 0, NULL, NULL, 0, b->slot);
    return checked(fb, v, b->name, true, pos);
  }
  if (t->storage == STORE_CONST_FN) {
    IrInst *i = fb_op0(fb, IR_const_fn, pos);
    ModuleBuild *owner = t->fn->module->owner;
    i->imm.fn = fn_declare(fb, fb->b, owner, t->function, declared_name(fb, t->function->node));
    return i;
  }
  IrInst *v = fb_opx(fb, IR_slot_get, pos, 0, NULL, NULL, 0, t->slot);
  bool is_ready = t->kind == BIND_VAR || (t->kind == BIND_FUNCTION && !fb->b->program->has_isolates);
  return checked(fb, v, b->name, !is_ready, pos);
}

IrInst *binding_get(Fb *fb, Binding *b, bool check, uint32_t pos) {
  if (b->kind == BIND_IMPORT) return import_get(fb, b, pos);
  switch ((Storage)b->storage) {
    case STORE_CONST_FN: return const_fn(fb, b);
    case STORE_SLOT: return checked(fb, fb_opx(fb, IR_slot_get, pos, 0, NULL, NULL, 0, b->slot), b->name, check, pos);
    case STORE_OUTER:
      return checked(fb, fb_opx(fb, IR_outer_slot_get, pos, 0, NULL, NULL, 0, b->slot), b->name, check, pos);
    case STORE_BOX: return checked(fb, fb_op1(fb, IR_box_get, pos, raw_variable(fb, b)), b->name, check, pos);
    default: return checked(fb, raw_variable(fb, b), b->name, check, pos);
  }
}

void binding_set(Fb *fb, Binding *b, IrInst *v, bool check, uint32_t pos) {
  switch ((BindKind)b->kind) {
    case BIND_CONST:
    case BIND_CLASS_NAME:
    case BIND_IMPORT:
      binding_get(fb, b, check, pos);
      fb_opx(fb, IR_throw_const_assign, pos, 0, NULL, b->name, 0, 0);
      return;
    case BIND_FN_NAME:
      if (fb->f->is_strict) fb_opx(fb, IR_throw_const_assign, pos, 0, NULL, b->name, 0, 0);
      return;
    default: break;
  }
  if (check) binding_get(fb, b, true, pos);
  binding_init(fb, b, v);
}

IrInst *this_get(Fb *fb, Binding *b, uint32_t pos) {
  IrInst *v = binding_get(fb, b, false, pos);
  if (b->tdz && !is_surely_initialised(v)) fb_op1(fb, IR_check_this, pos, v);
  return v;
}

/* %Name of lib code: the builtin itself. */
static IrInst *primordial(Fb *fb, Atom *name, uint32_t pos) {
  Atom *bare = name->is_wide ? intern_utf16(fb->b->program->atoms, name->c16 + 1, name->len - 1)
                             : intern_latin1(fb->b->program->atoms, name->c8 + 1, name->len - 1);
  return fb_opx(fb, IR_builtin_fn, pos, 0, NULL, bare, 0, 0);
}

IrInst *name_get(Fb *fb, Node *n) {
  Atom *name = n->as.Identifier.name;
  if (n->index & USE_DYNAMIC) return dynamic_get(fb, n, NULL);
  return static_get(fb, name, n->info, n->index & USE_TDZ, name_pos(fb, n));
}

IrInst *static_get(Fb *fb, Atom *name, Binding *b, bool check, uint32_t pos) {
  if (b) return binding_get(fb, b, check, pos);
  if (name == fb->b->atoms.undefined) return fb_undefined(fb);
  if (name == fb->b->atoms.nan) return fb_number(fb, __builtin_nan(""));
  if (name == fb->b->atoms.infinity) return fb_number(fb, __builtin_inf());
  if (atom_unit(name, 0) == '%') return primordial(fb, name, pos);
  return fb_opx(fb, IR_get_global, pos, 0, NULL, name, 0, 0);
}

void name_set(Fb *fb, Node *n, IrInst *v, uint32_t pos) {
  if (n->index & USE_DYNAMIC) dynamic_set(fb, n, dynamic_find(fb, n), v);
  else static_set(fb, n, v, pos);
}

void static_set(Fb *fb, Node *n, IrInst *v, uint32_t pos) {
  Binding *b = scope_binding(n);
  if (b) binding_set(fb, b, v, n->index & USE_TDZ, pos);
  else fb_opx(fb, IR_set_global, pos, 1, &v, n->as.Identifier.name, 0, fb->f->is_strict);
}
