/*
 * scan.c: see scan.h. A specifier that is no literal is worked out as far as its text tells: constants, and patterns
 * such as './locale/' + name, which stand for every file that fits. Where a module computes specifiers in other ways,
 * its string literals that look like paths count as possible ones.
 */
#include "scan.h"

#include <dirent.h>
#include <stdlib.h>

#include "../../runtime/abi.h"
#include "../image/image.h"
#include "../resolve/kind.h"
#include "../scope/const-strings.h"

/* ---- finding requests and free names in a tree ---- */

/* A specifier that is no literal. */
typedef struct Computed {
  Node *node;
  RequestKind kind;
  bool is_optional;
} Computed;

typedef struct Scan {
  Graph *graph;
  GraphModule *module;
  ARRAY(Request) requests;
  ARRAY(Node *) arguments; /* string literals that may reach `require` under another name */
  ARRAY(Node *) paths;     /* string literals that look like paths */
  ARRAY(Computed) computed;
  ARRAY(Node *) patterns; /* sums that may reach `require` under another name */
  bool is_lib, has_require;
  bool require_escapes; /* `require` is used as a value, or made by createRequire */
  uint32_t shadows;     /* functions around the node with a parameter of that name */
  uint32_t branches;    /* nodes around it that may not be reached, or in a try block */
} Scan;

static void add_specifier(Scan *s, Request r) {
  for (uint32_t i = 0; i < s->requests.count; i++) {
    Request *old = &s->requests.items[i];
    if (old->specifier != r.specifier || old->kind != r.kind) continue;
    old->is_static |= r.is_static;
    old->is_dynamic |= r.is_dynamic;
    old->is_optional &= r.is_optional;
    return;
  }
  r.module = -1;
  ARRAY_PUSH(s->graph->arena, &s->requests, r);
}

static void add_request(Scan *s, Node *node, RequestKind kind, bool is_static) {
  if (!node) return;
  bool is_import_call = kind == REQUEST_IMPORT && !is_static;
  bool is_optional = s->branches > 0 || is_import_call; /* a promise that is rejected may be expected */
  if (ast_literal_type(node) == LIT_STRING)
    add_specifier(s, (Request){.specifier = node->as.Literal.string,
                               .kind = kind,
                               .node = node,
                               .is_static = is_static,
                               .is_dynamic = !is_static,
                               .is_optional = is_optional});
  else if (!s->is_lib) ARRAY_PUSH(s->graph->arena, &s->computed, ((Computed){node, kind, is_optional}));
}

/* Globals that lib/ provides are wanted; add_lib_globals numbers them. */
static void note_global(Scan *s, const Atom *name) {
  int i = s->is_lib ? -1 : graph_global_of(s->graph, name);
  if (i < 0) return;
  s->graph->lib_globals[i].module = 0;
  s->graph->uses_lib |= !atom_is(name, "console") && !atom_is(name, "process");
}

/* Whoever makes realms or agents, or waits, names the way to them. */
static void note_name(Graph *g, const Atom *name) {
  if (atom_is(name, "waitAsync")) g->waits = true;
  g->names_stdin |= atom_is(name, "stdin");
  int member = graph_member(name);
  if (member >= 0) g->named[member] = true;
  g->names_contexts |=
      atom_is(name, "createContext") || atom_is(name, "runInContext") || atom_is(name, "runInNewContext");
  if (!g->options->test262) return;
  if (atom_is(name, "createRealm")) g->has_realms = true;
  if (atom_is(name, "agent") && !g->options->no_eval) g->has_agents = g->makes_code = true;
}

/* The program itself makes errors that nobody may catch: their report needs util.inspect. */
static bool can_fail(const Node *n) {
  if (ast_is_function(n) && n->as.Function.is_async) return true;
  if (n->kind == AST_ImportExpression) return true;
  return n->kind == AST_ThrowStatement || n->kind == AST_AwaitExpression || ast_is_name(n, "Promise");
}

/* ---- require, also where it is a value: bundles, createRequire ---- */

/* `require.NAME`; NAME NULL: any. */
static bool is_require_member(const Node *n, const char *name) {
  if (n->kind != AST_MemberExpression || n->as.MemberExpression.computed) return false;
  return ast_is_name(n->as.MemberExpression.object, "require") &&
         (!name || ast_is_name(n->as.MemberExpression.property, name));
}

static bool is_meta_resolve(const Node *callee) {
  return callee->kind == AST_MemberExpression && callee->as.MemberExpression.object->kind == AST_MetaProperty &&
         ast_is_name(callee->as.MemberExpression.property, "resolve");
}

static bool has_require_parameter(const Node *n) {
  if (!ast_is_function(n)) return false;
  const AstList *params = &n->as.Function.params;
  for (uint32_t i = 0; i < params->count; i++)
    if (ast_is_name(params->items[i], "require")) return true;
  return false;
}

/* './locale/' + name, `./locale/${name}`, __dirname + …: what begins with the path of a folder. */
static bool is_pattern(const Node *n) {
  return (n->kind == AST_BinaryExpression && n->as.BinaryExpression.op == OP_ADD) ||
         (n->kind == AST_TemplateLiteral && n->as.TemplateLiteral.expressions.count);
}

static void scan_node(void *ctx, Node *n);

/* A call that may load a module. True if its callee needs no further look. */
static bool scan_require_call(Scan *s, Node *n) {
  Node *callee = n->as.CallExpression.callee;
  Node *first = n->as.CallExpression.arguments.count ? n->as.CallExpression.arguments.items[0] : NULL;
  if (!s->has_require || !first || s->is_lib) {
    if (s->is_lib && first && ast_is_name(callee, "require")) add_request(s, first, REQUEST_REQUIRE, true);
    return false;
  }
  if (ast_is_name(callee, "require")) {
    if (!s->shadows) add_request(s, first, REQUEST_REQUIRE, false);
    return true;
  }
  switch (callee->kind) {
    case AST_MemberExpression:
      if (!is_require_member(callee, "resolve")) return false;
      s->require_escapes |= !s->shadows;
      break;
    case AST_Identifier:
    case AST_ConditionalExpression:
    case AST_LogicalExpression:
    case AST_SequenceExpression:
    case AST_CallExpression: break;
    default: return false;
  }
  if (ast_literal_type(first) == LIT_STRING) ARRAY_PUSH(s->graph->arena, &s->arguments, first);
  else if (is_pattern(first)) ARRAY_PUSH(s->graph->arena, &s->patterns, first);
  return false;
}

static bool is_branch(const Node *n) {
  switch (n->kind) {
    case AST_IfStatement:
    case AST_ConditionalExpression:
    case AST_LogicalExpression:
    case AST_SwitchStatement:
    case AST_TryStatement: return true;
    default: return ast_is_function(n);
  }
}

static void scan_children(Scan *s, Node *n) {
  bool shadows = s->has_require && has_require_parameter(n), branch = is_branch(n);
  s->shadows += shadows;
  s->branches += branch;
  ast_children(n, scan_node, s);
  s->shadows -= shadows;
  s->branches -= branch;
}

/* A string that names a file or a module of Node's beyond doubt. */
static bool looks_like_path(const Atom *a) {
  static const char *const starts[] = {"./", "../", "/", "node:"};
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
    uint32_t n = (uint32_t)strlen(starts[i]), k = 0;
    while (k < n && k < a->len && atom_unit(a, k) == (uint8_t)starts[i][k]) k++;
    if (k == n && a->len > n) return true;
  }
  return false;
}

static void note_string(Scan *s, Node *n) {
  note_name(s->graph, n->as.Literal.string);
  if (looks_like_path(n->as.Literal.string)) ARRAY_PUSH(s->graph->arena, &s->paths, n);
}

/* `process.send` and what else there is only in a program that was forked. */
static bool is_channel(const Node *n) {
  static const char *const names[] = {"send", "connected", "disconnect", "channel"};
  if (n->as.MemberExpression.computed || !ast_is_name(n->as.MemberExpression.object, "process")) return false;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (ast_is_name(n->as.MemberExpression.property, names[i])) return true;
  return false;
}

/* process.on("message", …) and the like. */
static bool listens_to_parent(const Node *call) {
  const Node *callee = call->as.CallExpression.callee;
  const AstList *args = &call->as.CallExpression.arguments;
  if (callee->kind != AST_MemberExpression || !args->count || ast_literal_type(args->items[0]) != LIT_STRING)
    return false;
  const Atom *event = args->items[0]->as.Literal.string;
  return ast_is_name(callee->as.MemberExpression.object, "process") &&
         (atom_is(event, "message") || atom_is(event, "disconnect"));
}

static bool is_global_object(const Node *n) { return ast_is_name(n, "globalThis") || ast_is_name(n, "global"); }

/* Object.keys(globalThis), for (x in global), {...globalThis}: every global is wanted. */
static bool lists_globals(const Node *n) {
  if (n->kind == AST_ForInStatement) return is_global_object(n->as.ForInStatement.right);
  if (n->kind == AST_SpreadElement) return is_global_object(n->as.SpreadElement.argument);
  if (n->kind != AST_CallExpression || n->as.CallExpression.callee->kind != AST_MemberExpression) return false;
  const Node *object = n->as.CallExpression.callee->as.MemberExpression.object;
  if (!ast_is_name(object, "Object") && !ast_is_name(object, "Reflect")) return false;
  const AstList *args = &n->as.CallExpression.arguments;
  for (uint32_t i = 0; i < args->count; i++)
    if (is_global_object(args->items[i])) return true;
  return false;
}

/* What modules of Node's export may be a global as well, which they then leave to it. */
static void note_imported(Scan *s, const AstList *specifiers) {
  for (uint32_t i = 0; i < specifiers->count; i++) {
    const Node *n = specifiers->items[i];
    if (n->kind != AST_ImportSpecifier || n->as.ImportSpecifier.imported->kind != AST_Identifier) continue;
    note_global(s, n->as.ImportSpecifier.imported->as.Identifier.name);
    s->require_escapes |= !s->is_lib && ast_is_name(n->as.ImportSpecifier.imported, "createRequire");
  }
}

/* import.meta.resolve finds what is in the program. */
static void add_resolved(Scan *s, Node *specifier) {
  if (ast_literal_type(specifier) != LIT_STRING) return;
  const char *name = resolve_specifier_of(s->graph->arena, specifier->as.Literal.string);
  Resolution found = graph_resolve(s->graph, name, s->module->origin, REQUEST_IMPORT);
  if (!found.lib && found.path) add_request(s, specifier, REQUEST_IMPORT, false);
}

static void scan_node(void *ctx, Node *n) {
  Scan *s = ctx;
  s->graph->lists_globals |= !s->is_lib && lists_globals(n);
  if (!s->is_lib) console_use_note(&s->graph->console_use, n);
  s->graph->may_fail |= !s->is_lib && can_fail(n);
  switch (n->kind) {
    case AST_ImportDeclaration:
      add_request(s, n->as.ImportDeclaration.source, REQUEST_IMPORT, true);
      note_imported(s, &n->as.ImportDeclaration.specifiers);
      return;
    case AST_ExportAllDeclaration: add_request(s, n->as.ExportAllDeclaration.source, REQUEST_IMPORT, true); return;
    case AST_ExportNamedDeclaration: add_request(s, n->as.ExportNamedDeclaration.source, REQUEST_IMPORT, true); break;
    case AST_ImportExpression: add_request(s, n->as.ImportExpression.source, REQUEST_IMPORT, false); break;
    case AST_CallExpression:
      if (!s->is_lib && listens_to_parent(n)) s->graph->has_parent = true;
      if (is_meta_resolve(n->as.CallExpression.callee) && n->as.CallExpression.arguments.count)
        add_resolved(s, n->as.CallExpression.arguments.items[0]);
      if (!scan_require_call(s, n)) break;
      for (uint32_t i = 0; i < n->as.CallExpression.arguments.count; i++)
        scan_node(s, n->as.CallExpression.arguments.items[i]);
      return;
    case AST_UnaryExpression:
      if (ast_is_name(n->as.UnaryExpression.argument, "require")) return; /* typeof */
      break;
    case AST_MemberExpression:
      s->graph->reruns_modules |= !s->is_lib && is_require_member(n, "cache");
      if (is_require_member(n, NULL)) return;
      if (!s->is_lib && is_channel(n)) s->graph->has_parent = true;
      break;
    case AST_Identifier:
      s->require_escapes |=
          !s->is_lib && ((ast_is_name(n, "require") && !s->shadows) || ast_is_name(n, "createRequire"));
      note_global(s, n->as.Identifier.name);
      if (!s->is_lib) note_name(s->graph, n->as.Identifier.name);
      return;
    case AST_Literal:
      if (!s->is_lib && ast_literal_type(n) == LIT_STRING) note_string(s, n);
      return;
    default: break;
  }
  scan_children(s, n);
}

/* ---- specifiers that are computed ---- */

enum { WILD = 1, MOST_FILES = 1000 }; /* WILD: a character that stands for any text */

/* What may be asked for if it is there; nothing is said if it is not. */
static void add_possible(Scan *s, const char *specifier, Node *node, RequestKind kind, bool is_file) {
  Graph *g = s->graph;
  if (!is_file) {
    Resolution found = graph_resolve(g, specifier, s->module->origin, kind);
    if (!found.lib && !found.url && (!found.path || path_has_suffix(found.path, ".node"))) return;
  }
  add_specifier(s, (Request){.specifier = intern_cstr(g->program->atoms, specifier),
                             .kind = kind,
                             .node = node,
                             .is_dynamic = true,
                             .is_file = is_file,
                             .is_optional = true});
}

/* The text of an expression with WILD where it is not known. */
static const char *pattern_of(Scan *s, ConstStrings *strings, Node *n, int depth) {
  static const char wild[] = {WILD, 0};
  Arena *a = s->graph->arena;
  AtomList known = {0};
  if (depth > 8) return wild;
  if (ast_is_name(n, "__dirname")) return resolve_folder(a, s->module->origin);
  if (const_strings_of(strings, n, &known) && known.count == 1) return atom_utf8(known.items[0], a);
  if (n->kind == AST_BinaryExpression && n->as.BinaryExpression.op == OP_ADD)
    return arena_format(a, "%s%s", pattern_of(s, strings, n->as.BinaryExpression.left, depth + 1),
                        pattern_of(s, strings, n->as.BinaryExpression.right, depth + 1));
  if (n->kind == AST_TemplateLiteral) {
    const AstList *quasis = &n->as.TemplateLiteral.quasis, *parts = &n->as.TemplateLiteral.expressions;
    const char *text = "";
    for (uint32_t i = 0; i < quasis->count; i++) {
      Atom *cooked = quasis->items[i]->as.TemplateElement.cooked;
      text = arena_format(a, "%s%s%s", text, cooked ? atom_utf8(cooked, a) : wild,
                          i < parts->count ? pattern_of(s, strings, parts->items[i], depth + 1) : "");
    }
    return text;
  }
  if (n->kind == AST_CallExpression && n->as.CallExpression.callee->kind == AST_MemberExpression) { /* path.join */
    const Node *method = n->as.CallExpression.callee->as.MemberExpression.property;
    const AstList *args = &n->as.CallExpression.arguments;
    if ((ast_is_name(method, "join") || ast_is_name(method, "resolve")) && args->count) {
      const char *text = pattern_of(s, strings, args->items[0], depth + 1);
      for (uint32_t i = 1; i < args->count; i++)
        text = arena_format(a, "%s/%s", text, pattern_of(s, strings, args->items[i], depth + 1));
      return text;
    }
  }
  return wild;
}

static bool is_module_file(const char *name) {
  static const char *const endings[] = {".js", ".json", ".cjs", ".mjs"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
    if (path_has_suffix(name, endings[i])) return true;
  return false;
}

/* Whether name is PREFIX … SUFFIX, with or without an ending that require adds. */
static bool fits(const char *name, const char *prefix, const char *suffix) {
  size_t n = strlen(name), p = strlen(prefix), q = strlen(suffix);
  if (n < p + q || memcmp(name, prefix, p)) return false;
  if (path_has_suffix(name, suffix)) return true;
  const char *dot = strrchr(name, '.');
  size_t stem = dot ? (size_t)(dot - name) : 0;
  return stem >= p + q && !memcmp(name + stem - q, suffix, q);
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Asks for the files of FOLDER that fit; `shown` is the folder as the specifier names it. */
static void add_files(Scan *s, const char *folder, const char *shown, const char *prefix, const char *suffix,
                      Node *node, RequestKind kind) {
  Arena *a = s->graph->arena;
  DIR *dir = opendir(folder);
  if (!dir) return;
  ARRAY(const char *) names = {0};
  for (struct dirent *e; (e = readdir(dir));)
    if (is_module_file(e->d_name) && fits(e->d_name, prefix, suffix)) ARRAY_PUSH(a, &names, arena_strdup(a, e->d_name));
  closedir(dir);
  if (names.count > MOST_FILES) {
    diag_warning(&s->module->diags, s->module->source, ast_span(node),
                 "more than %d files fit this: none of them is compiled into the program", MOST_FILES);
    return;
  }
  if (names.count) qsort(names.items, names.count, sizeof *names.items, by_name);
  for (uint32_t i = 0; i < names.count; i++)
    add_possible(s, arena_format(a, "%s%s", shown, names.items[i]), node, kind, true);
}

/* True if the pattern says enough to find what it may mean. */
static bool add_pattern(Scan *s, ConstStrings *strings, Node *node, RequestKind kind) {
  Arena *a = s->graph->arena;
  const char *text = pattern_of(s, strings, node, 0), *first = strchr(text, WILD);
  if (!first) {
    add_possible(s, text, node, kind, false);
    return true;
  }
  const char *slash = first;
  while (slash > text && slash[-1] != '/') slash--;
  bool is_path = text[0] == '/' || !strncmp(text, "./", 2) || !strncmp(text, "../", 3);
  const char *suffix = strrchr(text, WILD) + 1;
  if (slash == text || !is_path || strchr(suffix, '/')) return false;
  if (kind == REQUEST_IMPORT && strpbrk(text, "?#")) return false; /* each query makes a module of its own */
  const char *shown = arena_format(a, "%.*s", (int)(slash - text), text);
  const char *folder = text[0] == '/' ? shown : arena_format(a, "%s/%s", resolve_folder(a, s->module->origin), shown);
  add_files(s, folder, shown, arena_format(a, "%.*s", (int)(first - slash), slash), suffix, node, kind);
  return true;
}

/* All that is known of a computed specifier; false: nothing. */
static bool add_computed(Scan *s, ConstStrings *strings, Node *node, RequestKind kind) {
  AtomList known = {0};
  if (!const_strings_of(strings, node, &known)) return add_pattern(s, strings, node, kind);
  for (uint32_t i = 0; i < known.count; i++)
    add_possible(s, atom_utf8(known.items[i], s->graph->arena), node, kind, false);
  return true;
}

static void add_literals(Scan *s, Node *const *literals, uint32_t count, RequestKind kind) {
  for (uint32_t i = 0; i < count; i++)
    add_possible(s, atom_utf8(literals[i]->as.Literal.string, s->graph->arena), literals[i], kind, false);
}

static void add_run_time_requests(Scan *s) {
  ConstStrings strings;
  bool unknown[2] = {false, false}; /* by RequestKind */
  const_strings_init(&strings, s->graph->arena, s->graph->program->atoms, s->module->ast);
  for (uint32_t i = 0; i < s->computed.count; i++) {
    Computed c = s->computed.items[i];
    s->require_escapes |= c.kind == REQUEST_REQUIRE;
    if (!add_computed(s, &strings, c.node, c.kind)) unknown[c.kind] = true;
  }
  if (s->require_escapes) {
    for (uint32_t i = 0; i < s->patterns.count; i++) add_pattern(s, &strings, s->patterns.items[i], REQUEST_REQUIRE);
    add_literals(s, s->arguments.items, s->arguments.count, REQUEST_REQUIRE);
  }
  s->graph->loads_files |= (unknown[REQUEST_REQUIRE] || unknown[REQUEST_IMPORT]) && !s->is_lib;
  if (unknown[REQUEST_REQUIRE]) add_literals(s, s->paths.items, s->paths.count, REQUEST_REQUIRE);
  if (unknown[REQUEST_IMPORT]) add_literals(s, s->paths.items, s->paths.count, REQUEST_IMPORT);
}

void scan_module(Graph *g, GraphModule *m) {
  Scan s = {.graph = g, .module = m, .is_lib = m->ir->is_lib, .has_require = m->ir->kind != MODULE_SCRIPT};
  ast_children(m->ast, scan_node, &s);
  if (s.computed.count || s.require_escapes) add_run_time_requests(&s);
  m->require_escapes = s.require_escapes;
  s.graph->may_fail |= s.require_escapes;
  m->requests = s.requests.items;
  m->nrequests = s.requests.count;
}
