/* eval.c: see eval.h. */
#include "eval.h"

#include "../../runtime/abi.h"
#include "../parse/message.h"
#include "../parse/parse.h"

enum { MOST_CODES = 8 };

/* ---- parsing ---- */

static void shift(void *ctx, Node *n) {
  uint32_t by = *(uint32_t *)ctx;
  n->start += by;
  n->end += by;
  ast_children(n, shift, ctx);
}

/* Whether a class's code around is inside of a field's initialiser or static block. */
static bool forbids_arguments(const Walker *w) { return w->env->is_field || w->env->statics; }

static EvalCode *code_new(Walker *w, Atom *text, uint32_t at) {
  EvalCode *code = ARENA_NEW(w->arena, EvalCode);
  code->text = text;
  const char *bytes = atom_utf8(text, w->arena);
  DiagCtx diags;
  diag_init(&diags, w->arena);
  const ThisEnv *env = w->env;
  bool in_function = env->fn->kind != FNK_MODULE || env->statics || env->is_field || w->m->kind == MODULE_COMMONJS;
  ParseOptions o = {.arena = w->arena,
                    .atoms = w->m->atoms,
                    .diags = &diags,
                    .goal = PARSE_SCRIPT,
                    .strict = w->fn->is_strict,
                    .allow_new_target = in_function,
                    .allow_super_property = env->home_of != NULL,
                    .allow_super_call = env->fn->kind == FNK_CONSTRUCTOR && env->fn->cls->is_derived && !env->statics &&
                                        !env->is_field};
  code->program = parse_program(&o, source_new(w->arena, w->m->source->name, bytes, strlen(bytes)));
  if (code->program && code->program->as.Program.info.uses_arguments && forbids_arguments(w)) {
    code->program = NULL;
    code->error = "'arguments' is not allowed in class field initializer or static initialization block";
    return code;
  }
  if (!code->program) {
    code->error = message_of_error(&diags, w->arena);
    return code;
  }
  uint32_t by = source_append(w->m->source, bytes, strlen(bytes), at);
  shift(&by, code->program);
  code->is_strict = w->fn->is_strict || code->program->as.Program.info.is_strict;
  if (!code->is_strict) scope_eval_vars(w, code);
  return code;
}

static bool is_direct_eval(const Walker *w, const Node *n) {
  return n->kind == AST_CallExpression && !n->as.CallExpression.optional &&
         n->as.CallExpression.callee->kind == AST_Identifier &&
         n->as.CallExpression.callee->as.Identifier.name == w->atom_eval && n->as.CallExpression.arguments.count &&
         n->as.CallExpression.arguments.items[0]->kind != AST_SpreadElement;
}

static bool has_text(const Atom *a) {
  for (uint32_t i = 0; i < a->len; i++) {
    uint32_t u = atom_unit(a, i);
    if ((u & 0xFC00) == 0xD800 && i + 1 < a->len && (atom_unit(a, i + 1) & 0xFC00) == 0xDC00) i++;
    else if ((u & 0xF800) == 0xD800 || !u) return false; /* has no place in UTF-8, or ends it */
  }
  return true;
}

static EvalSite *site_of(Walker *w, Node *call) {
  if (call->info) return call->info;
  Node *argument = call->as.CallExpression.arguments.items[0];
  if (!w->m->strings.arena) const_strings_init(&w->m->strings, w->arena, w->m->atoms, w->m->program);
  AtomList texts = {0};
  if (!const_strings_of(&w->m->strings, argument, &texts) || texts.count > MOST_CODES) return NULL;
  EvalSite *site = arena_alloc(w->arena, sizeof *site + texts.count * sizeof site->codes[0]);
  site->is_certain = argument->kind == AST_Literal;
  for (uint32_t i = 0; i < texts.count; i++)
    if (has_text(texts.items[i])) site->codes[site->count++] = code_new(w, texts.items[i], call->start);
  call->info = site;
  return site;
}

/* ---- names that come into being ---- */

static Binding *variable(const Scope *var_scope, const Atom *name) {
  Binding *b = scope_declared(var_scope, name);
  return b && (b->kind == BIND_VAR || b->kind == BIND_FUNCTION || b->kind == BIND_PARAM) ? b : NULL;
}

Binding *eval_variable(const EvalCode *code, const Atom *name) {
  return code->var_scope ? variable(code->var_scope, name) : NULL;
}

typedef struct Finder {
  Walker *w;
  Scope *var_scope;
  AtomList names;
  ARRAY(EvalCode *) codes;
} Finder;

static void find(void *ctx, Node *n) {
  Finder *f = ctx;
  if (ast_is_function(n) || ast_is_class(n)) return; /* a class's code is strict */
  ast_children(n, find, f);
  if (!is_direct_eval(f->w, n)) return;
  EvalSite *site = site_of(f->w, n);
  for (uint32_t i = 0; site && i < site->count; i++) {
    EvalCode *code = site->codes[i];
    ARRAY_PUSH(f->w->arena, &f->codes, code);
    for (uint32_t k = 0; k < code->vars.count; k++) {
      Atom *name = code->vars.items[k];
      bool is_known = variable(f->var_scope, name) || (name == f->w->atom_arguments && scope_has_arguments(f->w));
      for (uint32_t j = 0; j < f->names.count; j++) is_known |= f->names.items[j] == name;
      if (!is_known) ARRAY_PUSH(f->w->arena, &f->names, name);
    }
  }
}

DynScope *eval_prepare(Walker *w, const AstList *nodes, Scope *var_scope) {
  if (scope_is_global(w->m, var_scope)) return NULL; /* names of the global object are found when they are there */
  Finder f = {.w = w, .var_scope = var_scope};
  for (uint32_t i = 0; i < nodes->count; i++) find(&f, nodes->items[i]);
  DynScope *d = NULL;
  if (f.names.count) {
    d = ARENA_NEW(w->arena, DynScope);
    d->scope = var_scope;
    d->outer = var_scope->dyn;
    d->names = f.names.items;
    d->nnames = f.names.count;
    d->object = scope_hidden(w, var_scope, w->fn, w->atom_eval);
    scope_mark_initialised(w, d->object);
    var_scope->dyn = d;
  }
  for (uint32_t i = 0; i < f.codes.count; i++) {
    f.codes.items[i]->object = d;
    f.codes.items[i]->var_scope = var_scope;
  }
  return d;
}

/* ---- walking ---- */

static bool has_name(const AtomList *list, const Atom *name) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] == name) return true;
  return false;
}

/* A lexical declaration between the code and its variables; those of catch parameters do not matter to var (B.3.4). */
static bool is_in_the_way(const Binding *b, bool to_blocks) {
  switch ((BindKind)b->kind) {
    case BIND_LET:
    case BIND_CONST:
    case BIND_CLASS: return true;
    case BIND_CATCH: return to_blocks || b->scope->bindings.count > 1;
    default: return false;
  }
}

static const Binding *obstacle(const Walker *w, const EvalCode *code, const Atom *name, bool to_blocks) {
  for (const Scope *s = w->scope; s; s = s->outer) {
    bool is_last = s == code->var_scope;
    for (uint32_t i = 0; i < s->bindings.count; i++) {
      const Binding *b = s->bindings.items[i];
      if (b->name != name || b->kind == BIND_HIDDEN) continue;
      if (is_in_the_way(b, to_blocks) || (!is_last && (b->kind == BIND_FUNCTION || b->kind == BIND_PARAM))) return b;
    }
    if (is_last) break;
  }
  return NULL;
}

/* The errors of EvalDeclarationInstantiation that can be seen now (ES 19.2.1.3). */
static void check_vars(Walker *w, EvalCode *code) {
  for (uint32_t i = 0; i < code->vars.count; i++) {
    Atom *name = code->vars.items[i];
    bool is_block = false, is_var = false;
    for (uint32_t k = 0; k < code->blocks.count; k++)
      is_block |= code->blocks.items[k]->as.Function.id->as.Identifier.name == name;
    is_var = !is_block || has_name(&code->plain_vars, name);
    bool hides_arguments = name == w->atom_arguments && !w->fn->body && scope_has_arguments(w);
    if (!is_var || (!hides_arguments && !obstacle(w, code, name, false))) continue;
    code->error = arena_format(w->arena, "Identifier '%s' has already been declared", atom_utf8(name, w->arena));
    return;
  }
}

/* What the code assigns is no constant any more. */
static void assign_variable(Walker *w, const EvalCode *code, const Atom *name) {
  Binding *b = eval_variable(code, name);
  if (!b) return;
  b->assignments += 2;
  b->escapes = true;
  scope_use(w, b);
}

static void walk_sloppy(Walker *w, EvalCode *code) {
  AstList *body = &code->program->as.Program.body, rest = {ARENA_ARRAY(w->arena, Node *, body->count + 1), 0};
  for (uint32_t i = 0; i < body->count; i++)
    if (body->items[i]->kind != AST_FunctionDeclaration) rest.items[rest.count++] = body->items[i];
  scope_declare_lexical(w, code->scope, &rest);
  for (uint32_t i = 0; i < code->functions.count; i++) {
    Node *n = code->functions.items[i];
    n->info = scope_fn_new(w, n, FNK_NORMAL);
    assign_variable(w, code, n->as.Function.id->as.Identifier.name);
  }
  for (uint32_t i = 0; i < code->blocks.count; i++) {
    Node *n = code->blocks.items[i];
    Atom *name = n->as.Function.id->as.Identifier.name;
    if (obstacle(w, code, name, true)) continue;
    ptrmap_put(&w->m->eval_functions, n, code);
    assign_variable(w, code, name);
  }
  scope_walk_list(w, body);
}

static void walk_code(Walker *w, EvalCode *code) {
  bool was_strict = w->fn->is_strict;
  if (!code->is_strict) check_vars(w, code);
  if (code->error) return;
  if (code->object) scope_use(w, code->object->object);
  w->fn->is_strict = code->is_strict;
  code->scope = scope_push(w, NULL, false);
  if (code->is_strict) {
    scope_declare_vars(w, code->scope, &code->program->as.Program.body);
    for (uint32_t i = 0; i < code->scope->bindings.count; i++) code->scope->bindings.items[i]->at_entry = true;
    scope_walk_block(w, &code->program->as.Program.body);
  } else {
    walk_sloppy(w, code);
  }
  scope_pop(w);
  w->fn->is_strict = was_strict;
}

void eval_walk(Walker *w, Node *call) {
  if (!is_direct_eval(w, call) || scope_lookup(w, w->atom_eval)) return;
  EvalSite *site = site_of(w, call);
  for (uint32_t i = 0; site && i < site->count; i++) {
    EvalCode *code = site->codes[i];
    if (code->error || code->scope) continue;
    if (!code->var_scope && !code->is_strict) { /* not found by eval_prepare: the top level of a script */
      code->var_scope = w->fn->body;
      code->is_global = scope_is_global(w->m, w->fn->body);
    }
    walk_code(w, code);
  }
}
