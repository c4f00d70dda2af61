/*
 * cjs-names.c: see cjs-names.h. Node reads CommonJS modules with a lexer that knows what compilers to CommonJS write and a
 * few forms more; these and no others are looked for here, in the tree:
 *
 *     exports.a = …    module.exports['a'] = …    module.exports = { a, b: c, 'd': e, ...f }    module.exports = require('x')
 *     Object.defineProperty(exports, 'a', { enumerable: true, get() { return b.c } })           … { value: … }
 * and at the top level
 *     __exportStar(require('x'))    Object.keys(x).forEach(function (k) { if (k !== 'default') … })   where x = require('x')
 *
 * In an object the first value that is more than a name ends the search; if it begins with a name (`a: b.c`, `a: new B`),
 * its key still counts.
 */
#include "cjs-names.h"

typedef struct Finder {
  CjsNames *out;
  Arena *arena;
  const Source *source;
  AstList *top;
} Finder;

static void add(Finder *f, AtomArray *list, Atom *name) {
  if (!name || !name->len) return;
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] == name) return;
  ARRAY_PUSH(f->arena, list, name);
}

static void add_name(Finder *f, Atom *name) { add(f, &f->out->names, name); }

static bool is_member(const Node *n, const char *object, const char *property) {
  return n->kind == AST_MemberExpression && !n->as.MemberExpression.computed &&
         ast_is_name(n->as.MemberExpression.object, object) && ast_is_name(n->as.MemberExpression.property, property);
}

static bool is_module_exports(const Node *n) { return is_member(n, "module", "exports"); }

static bool is_exports(const Node *n) { return ast_is_name(n, "exports") || is_module_exports(n); }

static Atom *string_of(const Node *n) { return ast_literal_type(n) == LIT_STRING ? n->as.Literal.string : NULL; }

/* The specifier of `require('x')`, or of what begins with it: `require('x').y`. */
static Atom *required(const Node *n) {
  for (;;) {
    if (n->kind == AST_MemberExpression) n = n->as.MemberExpression.object;
    else if (n->kind != AST_CallExpression) return NULL;
    else if (ast_is_name(n->as.CallExpression.callee, "require")) break;
    else n = n->as.CallExpression.callee;
  }
  const AstList *args = &n->as.CallExpression.arguments;
  return args->count == 1 ? string_of(args->items[0]) : NULL;
}

/* ---- module.exports = { … } ---- */

static bool begins_with_name(const Finder *f, const Node *n) {
  const char *text = f->source->text;
  uint32_t at = n->start;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n')) at--;
  unsigned char c = (unsigned char)text[n->start];
  return text[at - 1] != '(' && ((c | 32) >= 'a' ? (c | 32) <= 'z' || c >= 0x80 : c == '_' || c == '$');
}

static bool is_one_name(const Finder *f, const Node *n) {
  switch (n->kind) {
    case AST_Identifier:
    case AST_ThisExpression: return true;
    case AST_Literal: return begins_with_name(f, n); /* null, true, false */
    default: return false;
  }
}

/* One property; false: the last one. */
static bool add_property(Finder *f, const Node *n) {
  if (n->kind == AST_SpreadElement) {
    Node *from = n->as.SpreadElement.argument;
    Atom *specifier = from->kind == AST_CallExpression ? required(from) : NULL;
    add(f, &f->out->reexports, specifier);
    return specifier || from->kind == AST_Identifier;
  }
  Node *key = n->as.Property.key, *value = n->as.Property.value;
  bool is_name = key->kind == AST_Identifier;
  if (n->as.Property.computed || (!is_name && !string_of(key))) return false;
  Atom *name = is_name ? key->as.Identifier.name : string_of(key);
  if (n->as.Property.method ||
      n->as.Property.kind != PROPERTY_INIT) { /* m() {}: but `get m() {}` begins with another name */
    if (is_name && n->start == key->start) add_name(f, name);
    return false;
  }
  if (n->as.Property.shorthand) return add_name(f, name), value->kind == AST_Identifier;
  if (!begins_with_name(f, value)) return false;
  add_name(f, name);
  return is_one_name(f, value);
}

static void visit_assignment(Finder *f, Node *n) {
  if (n->as.AssignmentExpression.op != OP_ASSIGN) return;
  Node *left = n->as.AssignmentExpression.left, *right = n->as.AssignmentExpression.right;
  if (left->kind == AST_MemberExpression && is_exports(left->as.MemberExpression.object)) {
    Node *p = left->as.MemberExpression.property;
    if (!left->as.MemberExpression.computed && p->kind == AST_Identifier) add_name(f, p->as.Identifier.name);
    else if (left->as.MemberExpression.computed) add_name(f, string_of(p));
  }
  if (!is_module_exports(left)) return;
  f->out->reexports.count = 0;
  add(f, &f->out->reexports, required(right));
  if (right->kind != AST_ObjectExpression) return;
  AstList *list = &right->as.ObjectExpression.properties;
  for (uint32_t i = 0; i < list->count && add_property(f, list->items[i]); i++) {}
}

/* ---- Object.defineProperty(exports, 'a', { … }) ---- */

/* `{ return a }`, `{ return a.b }`, `{ return a['b'] }` */
static bool returns_name(const Node *fn) {
  if (fn->kind != AST_FunctionExpression || fn->as.Function.body->kind != AST_BlockStatement) return false;
  const AstList *body = &fn->as.Function.body->as.BlockStatement.body;
  if (body->count != 1 || body->items[0]->kind != AST_ReturnStatement) return false;
  const Node *n = body->items[0]->as.ReturnStatement.argument;
  if (n && n->kind == AST_MemberExpression) {
    if (n->as.MemberExpression.computed && !string_of(n->as.MemberExpression.property)) return false;
    n = n->as.MemberExpression.object;
  }
  return n && n->kind == AST_Identifier;
}

static bool is_true(const Node *n) { return ast_literal_type(n) == LIT_BOOLEAN && n->as.Literal.boolean; }

static bool describes_export(const Node *n) {
  if (n->kind != AST_ObjectExpression) return false;
  const AstList *list = &n->as.ObjectExpression.properties;
  uint32_t i = 0;
  for (; i < list->count; i++) {
    const Node *p = list->items[i];
    if (p->kind != AST_Property || p->as.Property.computed) return false;
    const Node *key = p->as.Property.key, *value = p->as.Property.value;
    if (ast_is_name(key, "value")) return !p->as.Property.shorthand;
    if (ast_is_name(key, "get")) return i + 1 == list->count && returns_name(value);
    if (i || !ast_is_name(key, "enumerable") || !is_true(value)) return false;
  }
  return false;
}

static void visit_call(Finder *f, Node *n) {
  Node *callee = n->as.CallExpression.callee;
  AstList *args = &n->as.CallExpression.arguments;
  if (args->count == 3 && is_member(callee, "Object", "defineProperty") && is_exports(args->items[0]) &&
      describes_export(args->items[2]))
    add_name(f, string_of(args->items[1]));
}

static void visit(void *ctx, Node *n) {
  if (n->kind == AST_AssignmentExpression) visit_assignment(ctx, n);
  else if (n->kind == AST_CallExpression) visit_call(ctx, n);
  ast_children(n, visit, ctx);
}

/* ---- what compilers write at the top level ---- */

static bool is_star(const Node *callee) {
  if (callee->kind == AST_MemberExpression && !callee->as.MemberExpression.computed)
    callee = callee->as.MemberExpression.property;
  return ast_is_name(callee, "__export") || ast_is_name(callee, "__exportStar");
}

/* What a variable of the module is made of: require('x'), or a helper's call of that. */
static Atom *module_in(const Finder *f, const Atom *variable) {
  for (uint32_t i = 0; i < f->top->count; i++) {
    const Node *n = f->top->items[i];
    if (n->kind != AST_VariableDeclaration) continue;
    for (uint32_t k = 0; k < n->as.VariableDeclaration.declarations.count; k++) {
      const Node *d = n->as.VariableDeclaration.declarations.items[k], *init = d->as.VariableDeclarator.init;
      const Node *id = d->as.VariableDeclarator.id;
      if (!init || id->kind != AST_Identifier || id->as.Identifier.name != variable) continue;
      if (init->kind == AST_CallExpression && ast_is_name(init->as.CallExpression.callee, "_interopRequireWildcard") &&
          init->as.CallExpression.arguments.count)
        init = init->as.CallExpression.arguments.items[0];
      return required(init);
    }
  }
  return NULL;
}

/* if (k === 'default' || …), if (k !== 'default' && …) */
static bool looks_for_default(const Node *n, const Atom *key) {
  if (n->kind != AST_IfStatement) return false;
  n = n->as.IfStatement.test;
  while (n->kind == AST_LogicalExpression) n = n->as.LogicalExpression.left;
  if (n->kind != AST_BinaryExpression) return false;
  const Node *left = n->as.BinaryExpression.left;
  Atom *text = string_of(n->as.BinaryExpression.right);
  return left->kind == AST_Identifier && left->as.Identifier.name == key && text && atom_is(text, "default");
}

/* Object.keys(x).forEach(function (k) { if (…) … }) */
static Atom *copied_module(const Finder *f, const Node *n) {
  const Node *callee = n->as.CallExpression.callee;
  const AstList *args = &n->as.CallExpression.arguments;
  if (callee->kind != AST_MemberExpression || callee->as.MemberExpression.computed ||
      !ast_is_name(callee->as.MemberExpression.property, "forEach") || args->count != 1)
    return NULL;
  const Node *keys = callee->as.MemberExpression.object, *fn = args->items[0];
  if (keys->kind != AST_CallExpression || !is_member(keys->as.CallExpression.callee, "Object", "keys") ||
      keys->as.CallExpression.arguments.count != 1 || fn->kind != AST_FunctionExpression)
    return NULL;
  const Node *object = keys->as.CallExpression.arguments.items[0];
  const AstList *params = &fn->as.Function.params, *body = &fn->as.Function.body->as.BlockStatement.body;
  if (object->kind != AST_Identifier || params->count != 1 || params->items[0]->kind != AST_Identifier || !body->count)
    return NULL;
  bool is_copy = looks_for_default(body->items[0], params->items[0]->as.Identifier.name);
  return is_copy ? module_in(f, object->as.Identifier.name) : NULL;
}

void cjs_names_find(CjsNames *out, Arena *arena, const Source *source, Node *tree) {
  Finder f = {out, arena, source, &tree->as.Program.body};
  ast_children(tree, visit, &f);
  for (uint32_t i = 0; i < f.top->count; i++) {
    const Node *n = f.top->items[i];
    if (n->kind == AST_ExpressionStatement) n = n->as.ExpressionStatement.expression;
    if (n->kind != AST_CallExpression) continue;
    const AstList *args = &n->as.CallExpression.arguments;
    if (is_star(n->as.CallExpression.callee) && args->count) add(&f, &out->reexports, required(args->items[0]));
    else add(&f, &out->reexports, copied_module(&f, n));
  }
}
