/* const-strings.c: see const-strings.h. */
#include "const-strings.h"

enum { MOST_STRINGS = 16, DEEPEST = 12 };

typedef struct NameFacts {
  uint32_t declared, set; /* how often; a declaration with a value counts twice */
  Node *value;            /* of the latest of them */
  Node *function;         /* a parameter of this one */
  uint32_t index;
  ARRAY(Node *) calls; /* of a function of this name */
} NameFacts;

static NameFacts *facts_of(ConstStrings *c, const Atom *name) {
  void **at = ptrmap_at(&c->names, name);
  if (!*at) *at = ARENA_NEW(c->arena, NameFacts);
  return *at;
}

/* ---- collecting ---- */

static void collect(void *ctx, Node *n);

static void note_set(ConstStrings *c, const Node *target, Node *value) {
  if (target->kind != AST_Identifier) return;
  NameFacts *f = facts_of(c, target->as.Identifier.name);
  f->set += value ? 1 : 2;
  f->value = value;
}

/* What for-in or for-of assigns or declares: anything. */
static void note_loop_variable(ConstStrings *c, const Node *left) {
  bool is_declared = left->kind == AST_VariableDeclaration;
  note_set(c, is_declared ? left->as.VariableDeclaration.declarations.items[0]->as.VariableDeclarator.id : left, NULL);
}

static void note_function(ConstStrings *c, Node *n) {
  AstList *params = &n->as.Function.params;
  if (n->kind == AST_FunctionDeclaration && n->as.Function.id) note_set(c, n->as.Function.id, n);
  for (uint32_t i = 0; i < params->count; i++) {
    if (params->items[i]->kind != AST_Identifier) continue;
    NameFacts *f = facts_of(c, params->items[i]->as.Identifier.name);
    f->declared++;
    f->function = n;
    f->index = i;
  }
}

static void collect(void *ctx, Node *n) {
  ConstStrings *c = ctx;
  switch (n->kind) {
    case AST_VariableDeclarator: {
      Node *id = n->as.VariableDeclarator.id;
      if (id->kind == AST_Identifier) facts_of(c, id->as.Identifier.name)->declared++;
      if (n->as.VariableDeclarator.init) note_set(c, id, n->as.VariableDeclarator.init);
      break;
    }
    case AST_AssignmentExpression:
      note_set(c, n->as.AssignmentExpression.left,
               n->as.AssignmentExpression.op == OP_ASSIGN ? n->as.AssignmentExpression.right : NULL);
      break;
    case AST_UpdateExpression: note_set(c, n->as.UpdateExpression.argument, NULL); break;
    case AST_ForInStatement: note_loop_variable(c, n->as.ForInStatement.left); break;
    case AST_ForOfStatement: note_loop_variable(c, n->as.ForOfStatement.left); break;
    case AST_CallExpression: {
      Node *callee = n->as.CallExpression.callee;
      if (callee->kind == AST_Identifier) ARRAY_PUSH(c->arena, &facts_of(c, callee->as.Identifier.name)->calls, n);
      break;
    }
    case AST_ClassDeclaration:
      if (n->as.Class.id) note_set(c, n->as.Class.id, n);
      break;
    case AST_FunctionDeclaration:
    case AST_FunctionExpression:
    case AST_ArrowFunctionExpression: note_function(c, n); break;
    default: break;
  }
  ast_children(n, collect, c);
}

void const_strings_init(ConstStrings *c, Arena *arena, Interner *atoms, Node *program) {
  *c = (ConstStrings){.arena = arena, .atoms = atoms};
  ptrmap_init(&c->names, arena);
  ast_children(program, collect, c);
}

Node *const_strings_value(ConstStrings *c, const Atom *name) {
  NameFacts *f = ptrmap_get(&c->names, name);
  return f && f->set == 1 && f->declared <= 1 && !f->function ? f->value : NULL;
}

/* ---- evaluating ---- */

static bool add(ConstStrings *c, AtomList *out, Atom *a) {
  for (uint32_t i = 0; i < out->count; i++)
    if (out->items[i] == a) return true;
  if (out->count == MOST_STRINGS) return false;
  ARRAY_PUSH(c->arena, out, a);
  return true;
}

static Atom *joined(ConstStrings *c, const Atom *a, const Atom *b) {
  uint16_t *units = ARENA_ARRAY(c->arena, uint16_t, a->len + b->len + 1);
  for (uint32_t i = 0; i < a->len; i++) units[i] = (uint16_t)atom_unit(a, i);
  for (uint32_t i = 0; i < b->len; i++) units[a->len + i] = (uint16_t)atom_unit(b, i);
  return intern_utf16(c->atoms, units, a->len + b->len);
}

static bool strings_of(ConstStrings *c, Node *n, AtomList *out, int depth);

static bool sum_of(ConstStrings *c, const AtomList *left, const AtomList *right, AtomList *out) {
  for (uint32_t i = 0; i < left->count; i++)
    for (uint32_t k = 0; k < right->count; k++)
      if (!add(c, out, joined(c, left->items[i], right->items[k]))) return false;
  return true;
}

static bool template_of(ConstStrings *c, Node *n, AtomList *out, int depth) {
  AstList *quasis = &n->as.TemplateLiteral.quasis, *parts = &n->as.TemplateLiteral.expressions;
  AtomList sum = {0};
  for (uint32_t i = 0; i < quasis->count; i++) {
    Atom *text = quasis->items[i]->as.TemplateElement.cooked;
    if (!text) return false;
    AtomList one = {0}, next = {0};
    add(c, &one, text);
    if (!i) {
      sum = one;
      continue;
    }
    AtomList part = {0}, with_part = {0};
    if (!strings_of(c, parts->items[i - 1], &part, depth) || !sum_of(c, &sum, &part, &with_part) ||
        !sum_of(c, &with_part, &one, &next))
      return false;
    sum = next;
  }
  for (uint32_t i = 0; i < sum.count; i++)
    if (!add(c, out, sum.items[i])) return false;
  return true;
}

/* A parameter: what all calls of its function, known by its name, pass. */
static bool parameter_of(ConstStrings *c, const NameFacts *f, AtomList *out, int depth) {
  Node *fn = f->function;
  Node *id = fn->kind == AST_ArrowFunctionExpression ? NULL : fn->as.Function.id;
  if (!id || f->declared > 1 || f->set) return false;
  NameFacts *g = ptrmap_get(&c->names, id->as.Identifier.name);
  if (!g || !g->calls.count) return false;
  for (uint32_t i = 0; i < g->calls.count; i++) {
    AstList *args = &g->calls.items[i]->as.CallExpression.arguments;
    if (args->count <= f->index || !strings_of(c, args->items[f->index], out, depth)) return false;
  }
  return true;
}

/* As ToString makes it; of numbers only small integers. */
static bool literal_of(ConstStrings *c, Node *n, AtomList *out) {
  switch (ast_literal_type(n)) {
    case LIT_STRING: return add(c, out, n->as.Literal.string);
    case LIT_NULL: return add(c, out, intern_cstr(c->atoms, "null"));
    case LIT_BOOLEAN: return add(c, out, intern_cstr(c->atoms, n->as.Literal.boolean ? "true" : "false"));
    case LIT_NUMBER: {
      double d = n->as.Literal.number;
      return d >= 0 && d < 1e6 && d == (int)d &&
             add(c, out, intern_cstr(c->atoms, arena_format(c->arena, "%d", (int)d)));
    }
    default: return false;
  }
}

/* { toString() { return … } }. */
static bool object_of(ConstStrings *c, Node *n, AtomList *out, int depth) {
  AstList *list = &n->as.ObjectExpression.properties;
  for (uint32_t i = 0; i < list->count; i++) {
    Node *p = list->items[i];
    if (p->kind != AST_Property || p->as.Property.computed || p->as.Property.key->kind != AST_Identifier ||
        !atom_is(p->as.Property.key->as.Identifier.name, "toString") ||
        p->as.Property.value->kind != AST_FunctionExpression)
      continue;
    AstList *body = &p->as.Property.value->as.Function.body->as.BlockStatement.body;
    return body->count == 1 && body->items[0]->kind == AST_ReturnStatement &&
           body->items[0]->as.ReturnStatement.argument &&
           strings_of(c, body->items[0]->as.ReturnStatement.argument, out, depth);
  }
  return false;
}

static bool strings_of(ConstStrings *c, Node *n, AtomList *out, int depth) {
  if (depth > DEEPEST) return false;
  depth++;
  switch (n->kind) {
    case AST_Literal: return literal_of(c, n, out);
    case AST_UnaryExpression:
      return n->as.UnaryExpression.op == OP_VOID && n->as.UnaryExpression.argument->kind == AST_Literal &&
             add(c, out, intern_cstr(c->atoms, "undefined"));
    case AST_ObjectExpression: return object_of(c, n, out, depth);
    case AST_TemplateLiteral: return template_of(c, n, out, depth);
    case AST_BinaryExpression: {
      AtomList left = {0}, right = {0};
      return n->as.BinaryExpression.op == OP_ADD && strings_of(c, n->as.BinaryExpression.left, &left, depth) &&
             strings_of(c, n->as.BinaryExpression.right, &right, depth) && sum_of(c, &left, &right, out);
    }
    case AST_ConditionalExpression:
      return strings_of(c, n->as.ConditionalExpression.consequent, out, depth) &&
             strings_of(c, n->as.ConditionalExpression.alternate, out, depth);
    case AST_AssignmentExpression:
      return n->as.AssignmentExpression.op == OP_ASSIGN && strings_of(c, n->as.AssignmentExpression.right, out, depth);
    case AST_Identifier: {
      NameFacts *f = ptrmap_get(&c->names, n->as.Identifier.name);
      if (!f) return atom_is(n->as.Identifier.name, "undefined") && add(c, out, n->as.Identifier.name);
      if (!f->set && f->declared == 1 && !f->function) return add(c, out, intern_cstr(c->atoms, "undefined"));
      if (f->function) return parameter_of(c, f, out, depth);
      Node *value = const_strings_value(c, n->as.Identifier.name);
      return value && strings_of(c, value, out, depth);
    }
    default: return false;
  }
}

bool const_strings_of(ConstStrings *c, Node *n, AtomList *out) {
  AtomList found = {0};
  if (!strings_of(c, n, &found, 0)) return false;
  for (uint32_t i = 0; i < found.count; i++) add(c, out, found.items[i]);
  return true;
}

bool const_strings_is_text(const Atom *a) {
  for (uint32_t i = 0; i < a->len; i++) {
    uint32_t u = atom_unit(a, i);
    if ((u & 0xFC00) == 0xD800 && i + 1 < a->len && (atom_unit(a, i + 1) & 0xFC00) == 0xDC00) i++;
    else if ((u & 0xF800) == 0xD800 || !u) return false;
  }
  return true;
}

bool const_strings_are_codes(const AtomList *list) {
  for (uint32_t i = 0; i < list->count; i++)
    if (!const_strings_is_text(list->items[i])) return false;
  return list->count <= EVAL_MOST_CODES;
}

bool const_strings_may_be_text(const Node *n) {
  switch (n->kind) {
    case AST_ArrayExpression:
    case AST_ObjectExpression:
    case AST_FunctionExpression:
    case AST_ArrowFunctionExpression:
    case AST_ClassExpression:
    case AST_UpdateExpression:
    case AST_ThisExpression: return false;
    case AST_Literal: return ast_literal_type(n) == LIT_STRING;
    case AST_UnaryExpression: return n->as.UnaryExpression.op == OP_TYPEOF;
    case AST_BinaryExpression: return n->as.BinaryExpression.op == OP_ADD;
    default: return true;
  }
}
