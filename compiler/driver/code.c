/* code.c: see code.h. */
#include "code.h"

#include "../../runtime/abi.h"
#include "../parse/message.h"
#include "../scope/const-strings.h"

/* What a function makes of strings: bits, the first four in the order of function_heads. */
enum {
  MAKES_FUNCTION = 1,
  MAKES_GENERATOR = 2,
  MAKES_ASYNC = 4,
  MAKES_ASYNC_GENERATOR = 8,
  MAKES_FUNCTIONS = 15,
  MAKES_EVAL = 16,
  MAKES_SCRIPT = 32
};
typedef uint32_t Maker;
enum { MOST_FUNCTIONS = 16, MOST_NESTED = 4 };

typedef struct Collector {
  Graph *graph;
  GraphModule *module;
  ConstStrings strings;
  bool is_strict;
  uint32_t nesting;      /* functions around: what a direct eval there may see is not global */
  uint32_t depth;        /* texts that texts give to eval around */
  bool extends_function; /* the class around has `Function` in its heritage: super(…) may make one */
} Collector;

/* ---- what a callee makes of its arguments ---- */

static Maker maker_of_name(const Atom *name) {
  static const struct {
    const char *name;
    Maker maker;
  } rows[] = {{"eval", MAKES_EVAL},
              {"evalScript", MAKES_SCRIPT},
              {"Function", MAKES_FUNCTION},
              {"GeneratorFunction", MAKES_GENERATOR},
              {"AsyncFunction", MAKES_ASYNC},
              {"AsyncGeneratorFunction", MAKES_ASYNC_GENERATOR},
              {"constructor", MAKES_FUNCTIONS}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (atom_is(name, rows[i].name)) return rows[i].maker;
  return 0;
}

static Maker maker_of(Collector *c, Node *n, int depth) {
  if (depth > 4) return 0;
  switch (n->kind) {
    case AST_Identifier: {
      Maker m = maker_of_name(n->as.Identifier.name);
      Node *value = m ? NULL : const_strings_value(&c->strings, n->as.Identifier.name);
      return value ? maker_of(c, value, depth + 1) : m;
    }
    case AST_MemberExpression: {
      Node *p = n->as.MemberExpression.property;
      if (n->as.MemberExpression.computed || p->kind != AST_Identifier) return 0;
      Atom *name = p->as.Identifier.name;
      if (atom_is(name, "call") || atom_is(name, "bind")) return maker_of(c, n->as.MemberExpression.object, depth + 1);
      return maker_of_name(name);
    }
    case AST_Super: return c->extends_function ? MAKES_FUNCTION : 0;
    case AST_SequenceExpression: {
      AstList *list = &n->as.SequenceExpression.expressions;
      return maker_of(c, list->items[list->count - 1], depth + 1);
    }
    case AST_ClassDeclaration:
    case AST_ClassExpression: return n->as.Class.super_class ? maker_of(c, n->as.Class.super_class, depth + 1) : 0;
    case AST_AssignmentExpression: return maker_of(c, n->as.AssignmentExpression.right, depth + 1);
    default: return 0;
  }
}

static bool is_called_through(const Node *callee, const char *name) {
  return callee->kind == AST_MemberExpression && !callee->as.MemberExpression.computed &&
         callee->as.MemberExpression.property->kind == AST_Identifier &&
         atom_is(callee->as.MemberExpression.property->as.Identifier.name, name);
}

/* ---- code that is known only at run time ---- */

/* The program needs the compiler with it. */
static void note_unknown(Collector *c, const Node *at) {
  Graph *g = c->graph;
  if (!g->options->no_eval) g->makes_code = true;
  else
    diag_warning(&c->module->diags, c->module->source, ast_span(at),
                 "code made at run time is left out by --no-eval: this throws an EvalError when it is reached");
}

/* `this` is the object of a class, not a function. */
static bool is_own_constructor(const Node *callee) {
  return callee->kind == AST_MemberExpression && callee->as.MemberExpression.object->kind == AST_ThisExpression;
}

static const char *name_in(const Node *n) {
  static const char *const names[] = {"eval", "Function"};
  const Atom *a = NULL;
  if (n->kind == AST_Identifier) a = n->as.Identifier.name;
  if (n->kind == AST_MemberExpression) {
    const Node *p = n->as.MemberExpression.property;
    if (!n->as.MemberExpression.computed && p->kind == AST_Identifier) a = p->as.Identifier.name;
    if (n->as.MemberExpression.computed && p->kind == AST_Literal && ast_literal_type(p) == LIT_STRING)
      a = p->as.Literal.string;
  }
  for (int i = 0; a && i < 2; i++)
    if (atom_is(a, names[i])) return names[i];
  return NULL;
}

/* ---- texts ---- */

static bool is_known(const IrProgram *p, const Atom *text, uint32_t code) {
  for (uint32_t i = 0; i < p->nmodules; i++)
    if (p->modules[i]->text == text && p->modules[i]->code == code) return true;
  return false;
}

static void add_text(Collector *c, Atom *text, uint32_t code, const char *error) {
  if (!is_known(c->graph->program, text, code)) graph_add_code(c->graph, c->module, text, code, error);
}

static const char *const function_heads[] = {"function", "function*", "async function", "async function*"};

/* The text that the constructor makes of its arguments (ES 20.2.1.1.1). */
static Atom *function_text(Graph *g, int kind, const char *params, const char *body) {
  const char *text = arena_format(g->arena, "(%s anonymous(%s\n) {\n%s\n})", function_heads[kind], params, body);
  return intern_utf8(g->program->atoms, text, strlen(text));
}

/* What is wrong with a text that should be one function and nothing else; NULL: nothing. */
static const char *function_error(Collector *c, Atom *text) {
  Graph *g = c->graph;
  DiagCtx scratch;
  diag_init(&scratch, g->arena);
  const char *bytes = atom_utf8(text, g->arena);
  ParseOptions o = {.arena = g->arena, .atoms = g->program->atoms, .diags = &scratch, .goal = PARSE_SCRIPT};
  Node *program = parse_program(&o, source_new(g->arena, "", bytes, strlen(bytes)));
  if (!program) return message_of_error(&scratch, g->arena);
  AstList *body = &program->as.Program.body;
  bool is_one = body->count == 1 && body->items[0]->kind == AST_ExpressionStatement &&
                body->items[0]->as.ExpressionStatement.expression->kind == AST_FunctionExpression;
  return is_one ? NULL : "Unexpected token ')'";
}

/* Parameters and body must each be right on their own. */
static void add_function(Collector *c, int kind, const AtomList *params, Atom *body) {
  Arena *a = c->graph->arena;
  const char *list = "";
  if (!params->count && (!body || !body->len)) {
    c->graph->empty_function[kind] = c->module;
    return;
  }
  for (uint32_t i = 0; i < params->count; i++)
    list = arena_format(a, "%s%s%s", list, i ? "," : "", atom_utf8(params->items[i], a));
  const char *text = body ? atom_utf8(body, a) : "";
  Atom *whole = function_text(c->graph, kind, list, text);
  if (is_known(c->graph->program, whole, MODULE_CODE_FUNCTION)) return;
  const char *error = function_error(c, function_text(c->graph, kind, list, ""));
  if (!error) error = function_error(c, function_text(c->graph, kind, "", text));
  add_text(c, whole, MODULE_CODE_FUNCTION, error);
}

typedef struct Choice {
  const AstList *args;
  uint32_t first, left; /* arguments before `first` are others'; how many functions may still be made */
  Maker maker;
  bool is_certain; /* that it makes functions, and is not some other constructor */
  AtomList chosen;
} Choice;

/* Every combination of what the arguments can be, up to a limit. */
static void add_functions(Collector *c, Choice *x) {
  if (!x->left) {
    note_unknown(c, x->args->items[0]);
    return;
  }
  uint32_t at = x->first + x->chosen.count;
  if (at >= x->args->count) {
    AtomList params = x->chosen;
    Atom *body = params.count ? params.items[--params.count] : NULL;
    for (int kind = 0; kind < 4; kind++)
      if (x->maker & 1u << kind) add_function(c, kind, &params, body);
    x->left--;
    return;
  }
  AtomList options = {0};
  if (!const_strings_of(&c->strings, x->args->items[at], &options)) {
    if (x->maker == MAKES_FUNCTION) c->graph->has_unknown_function = true;
    if (x->is_certain || const_strings_may_be_text(x->args->items[at])) note_unknown(c, x->args->items[at]);
    return;
  }
  for (uint32_t i = 0; i < options.count; i++) {
    if (!const_strings_is_text(options.items[i])) {
      note_unknown(c, x->args->items[at]);
      continue;
    }
    ARRAY_PUSH(c->graph->arena, &x->chosen, options.items[i]);
    add_functions(c, x);
    x->chosen.count--;
  }
}

static void add_texts(Collector *c, Node *argument, uint32_t code) {
  AtomList options = {0};
  if (!const_strings_of(&c->strings, argument, &options)) {
    if (const_strings_may_be_text(argument)) note_unknown(c, argument);
    return;
  }
  for (uint32_t i = 0; i < options.count; i++)
    if (const_strings_is_text(options.items[i])) add_text(c, options.items[i], code, NULL);
    else note_unknown(c, argument);
}

static void visit(void *ctx, Node *n);

/* What direct evals of known texts make in their turn. */
static void visit_texts(Collector *c, const AtomList *texts) {
  Graph *g = c->graph;
  for (uint32_t i = 0; i < texts->count && c->depth < MOST_NESTED; i++) {
    DiagCtx scratch;
    diag_init(&scratch, g->arena);
    const char *bytes = atom_utf8(texts->items[i], g->arena);
    Node *early = NULL;
    ParseOptions o = {
        .arena = g->arena, .atoms = g->program->atoms, .diags = &scratch, .goal = PARSE_SCRIPT, .if_early = &early};
    Node *program = parse_program(&o, source_new(g->arena, "", bytes, strlen(bytes)));
    if (!program) program = early; /* what its surroundings may allow */
    if (!program) continue;
    c->depth++;
    ast_children(program, visit, c);
    c->depth--;
  }
}

/* is_direct: the callee is the name `eval`. */
static void note_call(Collector *c, Node *callee, const AstList *args, bool is_new, bool is_direct) {
  Maker maker = maker_of(c, callee, 0);
  if (!maker) return;
  bool is_call = is_called_through(callee, "call");
  if (maker & MAKES_FUNCTIONS) {
    Choice x = {.args = args, .first = is_call && !is_new, .left = MOST_FUNCTIONS, .maker = maker & MAKES_FUNCTIONS};
    x.is_certain = x.maker != MAKES_FUNCTIONS;
    if (!x.is_certain && is_own_constructor(callee)) return;
    if (!args->count || args->count > x.first) add_functions(c, &x);
    return;
  }
  if (args->count <= is_call) return;
  Node *argument = args->items[is_call];
  if (maker & MAKES_SCRIPT) add_texts(c, argument, MODULE_CODE_SCRIPT);
  if (!(maker & MAKES_EVAL)) return;
  AtomList known = {0};
  if (!is_direct) add_texts(c, argument, MODULE_CODE_EVAL);
  else if (!c->nesting && c->module->ir->kind == MODULE_SCRIPT)
    add_texts(c, argument, c->is_strict ? MODULE_CODE_EVAL_STRICT : MODULE_CODE_EVAL);
  else if (const_strings_may_be_text(argument) &&
           (!const_strings_of(&c->strings, argument, &known) || !const_strings_are_codes(&known)))
    note_unknown(c, argument);
  else visit_texts(c, &known);
}

/* ---- the walk ---- */

static void find_function(void *ctx, Node *n) {
  if (ast_is_name(n, "Function")) *(bool *)ctx = true;
  ast_children(n, find_function, ctx);
}

/* An operand of which nothing but its identity matters. */
static void visit_compared(Collector *c, Node *n) {
  if (!name_in(n)) visit(c, n);
  else if (n->kind == AST_MemberExpression) visit(c, n->as.MemberExpression.object);
}

/* note_call has seen to a callee that makes code. */
static void visit_callee(Collector *c, Node *n) {
  if (n->kind == AST_SequenceExpression) {
    AstList *list = &n->as.SequenceExpression.expressions;
    for (uint32_t i = 0; i + 1 < list->count; i++) visit(c, list->items[i]);
    n = list->items[list->count - 1];
  }
  if (n->kind == AST_MemberExpression && is_called_through(n, "call")) n = n->as.MemberExpression.object;
  visit_compared(c, n);
}

static void visit_member(Collector *c, Node *n) {
  Node *object = n->as.MemberExpression.object, *property = n->as.MemberExpression.property;
  bool is_kept = name_in(object) && !is_called_through(n, "apply") && !is_called_through(n, "bind") &&
                 !n->as.MemberExpression.computed;
  if (is_kept) visit_compared(c, object); /* Function.prototype */
  else visit(c, object);
  if (n->as.MemberExpression.computed) visit(c, property);
  if (name_in(n)) note_unknown(c, property);
  if (n->as.MemberExpression.computed) return;
  bool is_own = ast_is_name(object, "module") && c->module->ir->kind == MODULE_COMMONJS;
  if (ast_is_name(property, "_compile")) c->graph->compiles_modules = true;
  if (is_own && (ast_is_name(property, "constructor") || ast_is_name(property, "require")))
    c->graph->needs_module = true;
}

static void visit_arguments(Collector *c, const AstList *args) {
  for (uint32_t i = 0; i < args->count; i++) visit(c, args->items[i]);
}

static void visit(void *ctx, Node *n) {
  Collector *c = ctx;
  switch (n->kind) {
    case AST_CallExpression: {
      Node *callee = n->as.CallExpression.callee;
      AstList *args = &n->as.CallExpression.arguments;
      note_call(c, callee, args, false, ast_is_name(callee, "eval") && !n->as.CallExpression.optional);
      visit_callee(c, callee);
      /* Reflect.construct(Function, [ … ]) */
      if (is_called_through(callee, "construct") && args->count >= 2 && args->items[1]->kind == AST_ArrayExpression) {
        note_call(c, args->items[0], &args->items[1]->as.ArrayExpression.elements, true, false);
        visit_compared(c, args->items[0]);
        for (uint32_t i = 1; i < args->count; i++) visit(c, args->items[i]);
        return;
      }
      visit_arguments(c, args);
      return;
    }
    case AST_NewExpression:
      note_call(c, n->as.NewExpression.callee, &n->as.NewExpression.arguments, true, false);
      visit_callee(c, n->as.NewExpression.callee);
      visit_arguments(c, &n->as.NewExpression.arguments);
      return;
    case AST_Identifier:
      if (name_in(n)) note_unknown(c, n);
      return;
    case AST_MemberExpression: visit_member(c, n); return;
    case AST_UnaryExpression: visit_compared(c, n->as.UnaryExpression.argument); return;
    case AST_BinaryExpression:
      visit_compared(c, n->as.BinaryExpression.left);
      visit_compared(c, n->as.BinaryExpression.right);
      return;
    case AST_Property:
      if (n->as.Property.computed) visit(c, n->as.Property.key);
      visit(c, n->as.Property.value);
      return;
    case AST_PropertyDefinition:
      if (n->as.PropertyDefinition.computed) visit(c, n->as.PropertyDefinition.key);
      if (n->as.PropertyDefinition.value) visit(c, n->as.PropertyDefinition.value);
      return;
    case AST_MethodDefinition:
      if (n->as.MethodDefinition.computed) visit(c, n->as.MethodDefinition.key);
      visit(c, n->as.MethodDefinition.value);
      return;
    case AST_ClassDeclaration:
    case AST_ClassExpression: {
      bool around = c->extends_function;
      c->extends_function = false;
      if (n->as.Class.super_class) find_function(&c->extends_function, n->as.Class.super_class);
      ast_children(n, visit, c);
      c->extends_function = around;
      return;
    }
    case AST_FunctionDeclaration:
    case AST_FunctionExpression:
    case AST_ArrowFunctionExpression:
    case AST_ClassBody:
      c->nesting++;
      ast_children(n, visit, c);
      c->nesting--;
      return;
    default: break;
  }
  ast_children(n, visit, c);
}

bool code_add_empty_functions(Graph *g) {
  bool is_new = false;
  for (int kind = 0; kind < 4 && !g->has_unknown_function; kind++) {
    const GraphModule *from = g->empty_function[kind];
    if (!from) continue;
    g->empty_function[kind] = NULL;
    Atom *text = function_text(g, kind, "", "");
    if (is_known(g->program, text, MODULE_CODE_FUNCTION)) continue;
    graph_add_code(g, from, text, MODULE_CODE_FUNCTION, NULL);
    is_new = true;
  }
  return is_new;
}

void code_collect(Graph *g, GraphModule *m) {
  Collector c = {.graph = g, .module = m, .is_strict = m->ast->as.Program.info.is_strict};
  const_strings_init(&c.strings, g->arena, g->program->atoms, m->ast);
  ast_children(m->ast, visit, &c);
}
