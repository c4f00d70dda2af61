/*
 * ffi.c: see ffi.h. A declaration stands at the top level of a module, as what a variable is set to, and its argument is an
 * object literal of prototypes in strings; others throw when they are run (lib/ffi.js). Each property becomes
 *
 *     name: (a, b) => %CCall("add:iii", a, b)
 *
 * and `const { name } = ffi.declare(…)` a variable for each, so that calls of it are known.
 */
#include "ffi.h"

#include <string.h>

#include "../../runtime/abi.h"
#include "../scope/const-strings.h"
#include "../support/array.h"
#include "../support/prototype.h"

typedef struct Expander {
  Graph *graph;
  GraphModule *module;
  Arena *arena;
  AtomList objects, functions; /* names of what require('ffi') gives, and of its declare */
} Expander;

static bool has_name(const AtomList *list, const Atom *name) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] == name) return true;
  return false;
}

static bool is_text(const Node *n, const char *text) {
  return ast_literal_type(n) == LIT_STRING && atom_is(n->as.Literal.string, text);
}

/* require('ffi') */
static bool is_require(const Node *n) {
  return n && n->kind == AST_CallExpression && ast_is_name(n->as.CallExpression.callee, "require") &&
         n->as.CallExpression.arguments.count == 1 && is_text(n->as.CallExpression.arguments.items[0], "ffi");
}

static bool is_module(const Expander *e, const Node *n) {
  return is_require(n) || (n->kind == AST_Identifier && has_name(&e->objects, n->as.Identifier.name));
}

static bool is_declare(const Expander *e, const Node *n) {
  if (!n || n->kind != AST_CallExpression) return false;
  const Node *callee = n->as.CallExpression.callee;
  if (callee->kind == AST_Identifier) return has_name(&e->functions, callee->as.Identifier.name);
  return callee->kind == AST_MemberExpression && !callee->as.MemberExpression.computed &&
         ast_is_name(callee->as.MemberExpression.property, "declare") &&
         is_module(e, callee->as.MemberExpression.object);
}

/* ---- which names mean it ---- */

static void note_import(Expander *e, const Node *s) {
  if (!is_text(s->as.ImportDeclaration.source, "ffi")) return;
  for (uint32_t i = 0; i < s->as.ImportDeclaration.specifiers.count; i++) {
    const Node *spec = s->as.ImportDeclaration.specifiers.items[i];
    const Node *local = spec->kind == AST_ImportSpecifier          ? spec->as.ImportSpecifier.local
                        : spec->kind == AST_ImportDefaultSpecifier ? spec->as.ImportDefaultSpecifier.local
                                                                   : spec->as.ImportNamespaceSpecifier.local;
    bool is_object = spec->kind != AST_ImportSpecifier;
    if (!is_object && !ast_is_name(spec->as.ImportSpecifier.imported, "declare")) continue;
    ARRAY_PUSH(e->arena, is_object ? &e->objects : &e->functions, local->as.Identifier.name);
  }
}

static void note_require(Expander *e, const Node *declarator) {
  const Node *id = declarator->as.VariableDeclarator.id;
  if (!is_require(declarator->as.VariableDeclarator.init)) return;
  if (id->kind == AST_Identifier) ARRAY_PUSH(e->arena, &e->objects, id->as.Identifier.name);
  for (uint32_t i = 0; id->kind == AST_ObjectPattern && i < id->as.ObjectPattern.properties.count; i++) {
    const Node *p = id->as.ObjectPattern.properties.items[i];
    if (p->kind == AST_Property && !p->as.Property.computed && ast_is_name(p->as.Property.key, "declare") &&
        p->as.Property.value->kind == AST_Identifier)
      ARRAY_PUSH(e->arena, &e->functions, p->as.Property.value->as.Identifier.name);
  }
}

/* ---- functions ---- */

static Node *identifier(Expander *e, const Node *at, const char *name) {
  Node *n = ast_new(e->arena, AST_Identifier, at->start, at->end);
  n->as.Identifier.name = intern_cstr(e->graph->program->atoms, name);
  return n;
}

static Node *call_of(Expander *e, const Node *at, const CPrototype *p, const char *letters) {
  Node *call = ast_new(e->arena, AST_CallExpression, at->start, at->end);
  Node *text = ast_new(e->arena, AST_Literal, at->start, at->end);
  text->as.Literal.type = LIT_STRING;
  text->as.Literal.string = intern_cstr(e->graph->program->atoms, arena_format(e->arena, "%s:%s", p->name, letters));
  call->as.CallExpression.callee = identifier(e, at, "%CCall");
  AstList *args = &call->as.CallExpression.arguments;
  args->items = ARENA_ARRAY(e->arena, Node *, p->nparams + 1);
  args->items[args->count++] = text;
  for (uint32_t i = 0; i < p->nparams; i++)
    args->items[args->count++] = identifier(e, at, arena_format(e->arena, "a%u", i));
  return call;
}

static Node *function_of(Expander *e, const Node *at, const CPrototype *p, const char *letters) {
  Node *f = ast_new(e->arena, AST_ArrowFunctionExpression, at->start, at->end);
  f->as.Function.is_expression = true;
  f->as.Function.info.is_strict = f->as.Function.info.has_simple_params = true;
  f->as.Function.params.items = ARENA_ARRAY(e->arena, Node *, p->nparams + 1);
  for (uint32_t i = 0; i < p->nparams; i++)
    f->as.Function.params.items[f->as.Function.params.count++] = identifier(e, at, arena_format(e->arena, "a%u", i));
  f->as.Function.body = call_of(e, at, p, letters);
  return f;
}

/* The function of a property, or NULL with an error. */
static Node *expand_property(Expander *e, const Node *property) {
  const Node *value = property->kind == AST_Property ? property->as.Property.value : property;
  if (property->kind != AST_Property || property->as.Property.computed || ast_literal_type(value) != LIT_STRING) {
    diag_error(&e->module->diags, e->module->source, ast_span(property), "a prototype of C in a string is expected");
    return NULL;
  }
  const char *text = atom_utf8(value->as.Literal.string, e->arena), *error = NULL;
  CPrototype *p = prototype_parse(e->arena, text, strlen(text), &error);
  char *letters = p ? arena_format(e->arena, "%c", p->result.kind) : NULL;
  for (uint32_t i = 0; p && i < p->nparams; i++) {
    if (p->params[i].kind == C_FUNCTION) error = "functions cannot be given to C";
    letters = arena_format(e->arena, "%s%c", letters, p->params[i].kind);
  }
  if (error) {
    diag_error(&e->module->diags, e->module->source, ast_span(value), "the C prototype: %s", error);
    return NULL;
  }
  ARRAY_PUSH(e->arena, &e->graph->c_functions, p->name);
  return function_of(e, value, p, letters);
}

static Node *expand_call(Expander *e, const Node *call) {
  const AstList *args = &call->as.CallExpression.arguments;
  if (args->count != 1 || args->items[0]->kind != AST_ObjectExpression) {
    diag_error(&e->module->diags, e->module->source, ast_span(call),
               "declare takes an object literal of prototypes of C");
    return NULL;
  }
  Node *object = args->items[0];
  for (uint32_t i = 0; i < object->as.ObjectExpression.properties.count; i++) {
    Node *p = object->as.ObjectExpression.properties.items[i];
    Node *f = expand_property(e, p);
    if (f) p->as.Property.value = f;
  }
  return object;
}

/* The function that an object literal has for a key. */
static Node *property_value(const Node *object, const Node *key) {
  for (uint32_t i = 0; i < object->as.ObjectExpression.properties.count; i++) {
    const Node *p = object->as.ObjectExpression.properties.items[i];
    const Node *k = p->kind == AST_Property ? p->as.Property.key : NULL;
    if (k && k->kind == AST_Identifier && key->kind == AST_Identifier &&
        k->as.Identifier.name == key->as.Identifier.name)
      return p->as.Property.value;
  }
  return NULL;
}

/* `{ a, b: c } = { a: f, b: g }` as `a = f, c = g`; false if it is more than that. */
static bool split(Expander *e, const Node *declarator, AstList *out) {
  const Node *id = declarator->as.VariableDeclarator.id, *init = declarator->as.VariableDeclarator.init;
  if (id->kind != AST_ObjectPattern) return false;
  const AstList *properties = &id->as.ObjectPattern.properties;
  for (uint32_t i = 0; i < properties->count; i++) {
    const Node *p = properties->items[i];
    if (p->kind != AST_Property || p->as.Property.computed || p->as.Property.value->kind != AST_Identifier ||
        !property_value(init, p->as.Property.key))
      return false;
  }
  for (uint32_t i = 0; i < properties->count; i++) {
    const Node *p = properties->items[i];
    Node *d = ast_new(e->arena, AST_VariableDeclarator, p->start, p->end);
    d->as.VariableDeclarator.id = p->as.Property.value;
    d->as.VariableDeclarator.init = property_value(init, p->as.Property.key);
    out->items[out->count++] = d;
  }
  return true;
}

static void expand_declaration(Expander *e, Node *declaration) {
  AstList *list = &declaration->as.VariableDeclaration.declarations;
  uint32_t room = list->count;
  for (uint32_t i = 0; i < list->count; i++) {
    const Node *id = list->items[i]->as.VariableDeclarator.id;
    if (id->kind == AST_ObjectPattern) room += id->as.ObjectPattern.properties.count;
  }
  AstList out = {.items = ARENA_ARRAY(e->arena, Node *, room)};
  for (uint32_t i = 0; i < list->count; i++) {
    Node *d = list->items[i];
    if (declaration->as.VariableDeclaration.kind == VAR_CONST) note_require(e, d);
    bool is_declared = is_declare(e, d->as.VariableDeclarator.init);
    if (is_declared) {
      Node *object = expand_call(e, d->as.VariableDeclarator.init);
      if (!object) return;
      d->as.VariableDeclarator.init = object;
    }
    if (!is_declared || e->module->diags.errors || !split(e, d, &out)) out.items[out.count++] = d;
  }
  *list = out;
}

void ffi_expand(Graph *g, GraphModule *m) {
  if (m->ir->is_lib || !strstr(m->source->text, "ffi")) return;
  if (!graph_resolve(g, "ffi", m->origin, m->ir->kind == MODULE_ESM ? REQUEST_IMPORT : REQUEST_REQUIRE).lib) return;
  Expander e = {.graph = g, .module = m, .arena = g->arena};
  const AstList *body = &m->ast->as.Program.body;
  for (uint32_t i = 0; i < body->count; i++)
    if (body->items[i]->kind == AST_ImportDeclaration) note_import(&e, body->items[i]);
  for (uint32_t i = 0; i < body->count; i++) {
    Node *s = body->items[i];
    if (s->kind == AST_ExportNamedDeclaration && s->as.ExportNamedDeclaration.declaration)
      s = s->as.ExportNamedDeclaration.declaration;
    if (s->kind == AST_VariableDeclaration) expand_declaration(&e, s);
  }
}
