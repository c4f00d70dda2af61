/* eval.c: see eval.h. */
#include "eval.h"

#include "../../runtime/abi.h"
#include "../parse/message.h"
#include "outside.h"

/* ---- parsing ---- */

static void shift(void *ctx, Node *n) {
  uint32_t by = *(uint32_t *)ctx;
  n->start += by;
  n->end += by;
  ast_children(n, shift, ctx);
}

static EvalRights rights_of(const Walker *w) {
  const ThisEnv *env = w->env;
  EvalRights r = {.is_strict = w->fn->is_strict};
  if (env->outside) {
    bool is_strict = r.is_strict;
    r = env->outside->rights;
    r.is_strict = is_strict;
    return r;
  }
  r.no_arguments = env->is_field || env->statics;
  r.new_target = env->fn->kind != FNK_MODULE || r.no_arguments || w->m->kind == MODULE_COMMONJS;
  r.super_property = env->home_of != NULL;
  r.super_call = env->fn->kind == FNK_CONSTRUCTOR && env->fn->cls->is_derived && !r.no_arguments;
  return r;
}

Node *eval_parse(ParseOptions *o, const EvalRights *rights, const Source *source, const char **error) {
  o->goal = PARSE_SCRIPT;
  o->strict = rights->is_strict;
  o->allow_new_target = rights->new_target;
  o->allow_super_property = rights->super_property;
  o->allow_super_call = rights->super_call;
  Node *program = parse_program(o, source);
  if (!program || !rights->no_arguments || !program->as.Program.info.uses_arguments) return program;
  *error = "'arguments' is not allowed in class field initializer or static initialization block";
  return NULL;
}

static void add_private_names(const Walker *w, AtomList *names) {
  for (const Scope *s = w->scope; s; s = s->outer)
    for (uint32_t i = 0; i < s->bindings.count; i++)
      if (s->bindings.items[i]->kind == BIND_PRIVATE) ARRAY_PUSH(w->arena, names, s->bindings.items[i]->name);
}

static EvalCode *code_new(Walker *w, Atom *text, uint32_t at) {
  EvalCode *code = ARENA_NEW(w->arena, EvalCode);
  code->text = text;
  const char *bytes = atom_utf8(text, w->arena);
  DiagCtx diags;
  diag_init(&diags, w->arena);
  EvalRights rights = rights_of(w);
  AtomList privates = {0};
  add_private_names(w, &privates);
  ParseOptions o = {.arena = w->arena,
                    .atoms = w->m->atoms,
                    .diags = &diags,
                    .private_names = privates.items,
                    .nprivate_names = privates.count};
  code->program = eval_parse(&o, &rights, source_new(w->arena, w->m->source->name, bytes, strlen(bytes)), &code->error);
  if (!code->program) {
    if (!code->error) code->error = message_of_error(&diags, w->arena);
    return code;
  }
  uint32_t by = source_append(w->m->source, bytes, strlen(bytes), at);
  shift(&by, code->program);
  code->is_strict = rights.is_strict || code->program->as.Program.info.is_strict;
  if (!code->is_strict) scope_eval_vars(w, code);
  return code;
}

static bool is_direct_eval(const Node *n) {
  return n->kind == AST_CallExpression && !n->as.CallExpression.optional &&
         ast_is_name(n->as.CallExpression.callee, "eval") && n->as.CallExpression.arguments.count;
}

static EvalSite *site_of(Walker *w, Node *call) {
  if (call->info) return call->info;
  Node *argument = call->as.CallExpression.arguments.items[0];
  if (!w->m->strings.arena) const_strings_init(&w->m->strings, w->arena, w->m->atoms, w->m->program);
  AtomList texts = {0};
  bool is_known = const_strings_of(&w->m->strings, argument, &texts) && const_strings_are_codes(&texts);
  if (!is_known) texts.count = 0;
  bool is_certain = is_known && argument->kind == AST_Literal;
  bool is_open = w->m->makes_code && !is_certain && const_strings_may_be_text(argument);
  if (!is_known && !is_open) return NULL;
  EvalSite *site = arena_alloc(w->arena, sizeof *site + texts.count * sizeof site->codes[0]);
  site->is_certain = is_certain;
  if (is_open) site->open = ARENA_NEW(w->arena, OpenSite);
  for (uint32_t i = 0; i < texts.count; i++) site->codes[site->count++] = code_new(w, texts.items[i], call->start);
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
  ARRAY(OpenSite *) open;
} Finder;

static void find(void *ctx, Node *n);

static void note_code(Finder *f, EvalCode *code) {
  ARRAY_PUSH(f->w->arena, &f->codes, code);
  for (uint32_t k = 0; k < code->vars.count; k++) {
    Atom *name = code->vars.items[k];
    bool is_known = f->var_scope && variable(f->var_scope, name);
    is_known |= name == f->w->atom_arguments && scope_has_arguments(f->w);
    for (uint32_t j = 0; j < f->names.count; j++) is_known |= f->names.items[j] == name;
    if (!is_known) ARRAY_PUSH(f->w->arena, &f->names, name);
  }
  if (code->program && !code->is_strict) ast_children(code->program, find, f); /* evals in what is evaluated */
}

static void find(void *ctx, Node *n) {
  Finder *f = ctx;
  if (ast_is_function(n) || ast_is_class(n)) return; /* a class's code is strict */
  ast_children(n, find, f);
  if (!is_direct_eval(n)) return;
  EvalSite *site = site_of(f->w, n);
  if (!site) return;
  if (site->open && !f->w->fn->is_strict) ARRAY_PUSH(f->w->arena, &f->open, site->open);
  for (uint32_t i = 0; i < site->count; i++) note_code(f, site->codes[i]);
}

static void set_variables(const Finder *f, DynScope *object, bool is_global) {
  for (uint32_t i = 0; i < f->codes.count; i++) {
    EvalCode *code = f->codes.items[i];
    code->object = object;
    code->var_scope = f->var_scope;
    code->is_global = is_global;
  }
  for (uint32_t i = 0; i < f->open.count; i++) {
    OpenSite *site = f->open.items[i];
    site->object = object;
    site->var_scope = f->var_scope;
    site->is_global = is_global;
  }
}

DynScope *eval_prepare(Walker *w, const AstList *nodes, Scope *var_scope) {
  if (scope_is_global(w->m, var_scope)) return NULL; /* names of the global object are found when they are there */
  Finder f = {.w = w, .var_scope = var_scope};
  for (uint32_t i = 0; i < nodes->count; i++) find(&f, nodes->items[i]);
  DynScope *d = NULL;
  if (f.names.count || f.open.count) {
    d = ARENA_NEW(w->arena, DynScope);
    d->scope = var_scope;
    d->outer = var_scope->dyn;
    d->names = f.open.count ? NULL : f.names.items;
    d->nnames = f.names.count;
    d->object = scope_hidden(w, var_scope, w->fn, w->atom_eval);
    scope_mark_initialised(w, d->object);
    var_scope->dyn = d;
  }
  set_variables(&f, d, false);
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
    case BIND_CATCH: return to_blocks || b->in_pattern;
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

/* In the parameters of a function that has `arguments`. */
static bool hides_arguments(const Walker *w) {
  if (w->m->outside && w->fn == w->m->fn) return w->m->outside->hides_arguments;
  return !w->fn->body && scope_has_arguments(w);
}

/* The errors of EvalDeclarationInstantiation that can be seen now (ES 19.2.1.3). */
static void check_vars(Walker *w, EvalCode *code) {
  for (uint32_t i = 0; i < code->vars.count; i++) {
    Atom *name = code->vars.items[i];
    bool is_block = false, is_var = false;
    for (uint32_t k = 0; k < code->blocks.count; k++)
      is_block |= code->blocks.items[k]->as.Function.id->as.Identifier.name == name;
    is_var = !is_block || has_name(&code->plain_vars, name);
    if (!is_var || (!(name == w->atom_arguments && hides_arguments(w)) && !obstacle(w, code, name, false))) continue;
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

/* ---- calls with any string ---- */

static bool is_assignable(const Walker *w, const Binding *b) {
  switch ((BindKind)b->kind) {
    case BIND_CONST:
    case BIND_FN_NAME:
    case BIND_CLASS_NAME:
    case BIND_IMPORT:
    case BIND_PRIVATE: return false;
    case BIND_PARAM: return b != w->m->params[1]; /* `require` of literals is looked up by the compiler */
    default: return true;
  }
}

/* The variable is captured by code that will come. */
static void expose(Walker *w, Binding *b, bool is_assigned) {
  bool is_late = (!b->init_tick && !b->at_entry) || b->unordered;
  scope_use(w, b);
  b->captured = b->escapes = true;
  if (is_late) b->early = true;
  if (is_assigned) b->assignments += 2;
}

static void expose_names(Walker *w, OpenSite *site, Scope *s) {
  OpenScope open = {.scope = s, .dyn = s->dyn && s->dyn->scope == s ? s->dyn : NULL};
  for (uint32_t i = 0; i < s->bindings.count; i++) {
    Binding *b = s->bindings.items[i];
    if (b->kind == BIND_HIDDEN && b != site->arguments) continue;
    if (b != site->arguments && scope_lookup(w, b->name) != b && s != site->var_scope) continue; /* hidden by another */
    expose(w, b, is_assignable(w, b));
    PrivateMember *p = b->kind == BIND_PRIVATE ? b->method : NULL;
    if (p && p->method) expose(w, p->method, false);
    ARRAY_PUSH(w->arena, &open.names, b);
  }
  if (open.dyn) expose(w, open.dyn->object, false);
  if (open.dyn || open.names.count || s == site->var_scope) ARRAY_PUSH(w->arena, &site->scopes, open);
}

static void walk_open(Walker *w, OpenSite *site) {
  site->rights = rights_of(w);
  site->hides_arguments = hides_arguments(w);
  site->this_binding = scope_this(w);
  if (site->rights.new_target) site->new_target = scope_new_target(w);
  if (site->rights.super_property) site->home = scope_home(w);
  if (site->rights.super_call) site->super_call = scope_super_call(w, true);
  Binding *hidden[] = {site->this_binding, site->new_target, site->home,
                       site->super_call ? site->super_call->callee : NULL,
                       site->super_call ? w->env->fn->fields : NULL};
  for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
    if (hidden[i]) expose(w, hidden[i], false);
  Binding *arguments = site->rights.no_arguments ? NULL : scope_arguments(w);
  if (arguments && arguments->kind == BIND_HIDDEN) site->arguments = arguments;
  if (arguments && arguments->fn->arguments == arguments) arguments->fn->writes_arguments = true;
  for (Scope *s = w->scope; s; s = s->outer) expose_names(w, site, s);
}

void eval_walk(Walker *w, Node *call) {
  if (!is_direct_eval(call)) return;
  EvalSite *site = site_of(w, call);
  if (!site) return;
  for (uint32_t i = 0; i < site->count; i++) {
    EvalCode *code = site->codes[i];
    if (code->error || code->scope) continue;
    if (!code->var_scope && !code->is_strict) code->is_global = true; /* not found by eval_prepare */
    walk_code(w, code);
  }
  if (!site->open) return;
  site->open->is_global = !site->open->var_scope && !w->fn->is_strict;
  walk_open(w, site->open);
}

void eval_walk_module(Walker *w) {
  const Outside *outside = w->m->outside;
  EvalCode *code = w->m->direct = ARENA_NEW(w->arena, EvalCode);
  code->program = w->m->program;
  code->is_strict = w->fn->is_strict;
  if (!code->is_strict) {
    scope_eval_vars(w, code);
    Finder f = {.w = w, .var_scope = outside->var_scope};
    note_code(&f, code);
    set_variables(&f, outside->object, outside->is_global);
  }
  walk_code(w, code);
}
