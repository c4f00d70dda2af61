/*
 * infer.c: what a stack trace calls functions that have no name of their own, as V8 infers it (func-name-inferrer): the
 * names that lead to the function in the assignment, declaration or property that it becomes part of, joined by dots.
 * `exports.run = wrap || function () {}` is "exports.run"; functions that are arguments of a call have none.
 *
 * The names gathered so far are a stack: an expression leaves its names there for the one around it, an expression that
 * is assigned, passed or listed does not.
 */
#include <string.h>

#include "internal.h"

typedef struct Part {
  Atom *name;
  bool is_variable;
} Part;

typedef struct Infer {
  Arena *arena;
  Interner *atoms;
  ARRAY(Part) parts;
  ARRAY(Node *) waiting; /* functions without a name */
} Infer;

static void visit(void *ctx, Node *n);

static void push(Infer *s, Atom *name, bool is_variable) {
  ARRAY_PUSH(s->arena, &s->parts, ((Part){name, is_variable}));
}

static void push_key(Infer *s, Node *key, bool computed) {
  if (key->kind == AST_Identifier && !computed) {
    if (!atom_is(key->as.Identifier.name, "prototype")) push(s, key->as.Identifier.name, false);
  } else if (key->kind == AST_PrivateIdentifier) {
    const char *text = arena_format(s->arena, "#%s", atom_utf8(key->as.PrivateIdentifier.name, s->arena));
    push(s, intern_utf8(s->atoms, text, strlen(text)), false);
  } else if (ast_literal_type(key) == LIT_STRING) {
    push(s, key->as.Literal.string, false);
  } else if (computed) {
    push(s, intern_cstr(s->atoms, "<computed>"), false);
  }
}

/* Of variables that follow each other only the last counts. */
static Atom *joined(Infer *s) {
  ARRAY(uint16_t) text = {0};
  for (uint32_t i = 0; i < s->parts.count; i++) {
    const Part *p = &s->parts.items[i];
    if (p->is_variable && i + 1 < s->parts.count && s->parts.items[i + 1].is_variable) continue;
    if (text.count) ARRAY_PUSH(s->arena, &text, '.');
    for (uint32_t k = 0; k < p->name->len; k++) ARRAY_PUSH(s->arena, &text, atom_unit(p->name, k));
  }
  return text.count ? intern_utf16(s->atoms, text.items, text.count) : NULL;
}

static void give_names(Infer *s) {
  if (!s->waiting.count) return;
  Atom *name = joined(s);
  for (uint32_t i = 0; i < s->waiting.count; i++) s->waiting.items[i]->as.Function.info.inferred = name;
  s->waiting.count = 0;
}

static void forget_last(Infer *s) {
  if (s->waiting.count) s->waiting.count--;
}

static bool is_call(const Node *n) { return n->kind == AST_CallExpression || n->kind == AST_NewExpression; }

static void finish(Infer *s, const Node *value) {
  if (is_call(value)) forget_last(s);
  else give_names(s);
}

/* An expression whose names are its own. */
static void visit_apart(Infer *s, Node *n) {
  if (!n) return;
  uint32_t count = s->parts.count;
  visit(s, n);
  s->parts.count = count;
}

static void visit_list(Infer *s, const AstList *list) {
  for (uint32_t i = 0; i < list->count; i++) visit_apart(s, list->items[i]);
}

static bool is_upper(const Atom *name) {
  uint32_t c = name && name->len ? atom_unit(name, 0) : 0;
  return c >= 'A' && c <= 'Z';
}

/* The inside of a function or class: nothing around it counts but the name of a constructor. */
static void visit_inside(Infer *s, Node *n, Atom *constructor) {
  Infer outer = *s;
  s->parts.items = NULL, s->parts.count = s->parts.capacity = 0;
  s->waiting.items = NULL, s->waiting.count = s->waiting.capacity = 0;
  if (is_upper(constructor)) push(s, constructor, false);
  if (ast_is_function(n)) {
    visit_list(s, &n->as.Function.params);
    visit_apart(s, n->as.Function.body);
  } else {
    ast_children(n, visit, s);
  }
  *s = outer;
}

static Atom *id_of(const Node *id) { return id ? id->as.Identifier.name : NULL; }

static void visit_member(Infer *s, Node *key, bool computed, Node *value, Atom *constructor, Atom *owner) {
  uint32_t count = s->parts.count;
  if (computed) visit_apart(s, key);
  push_key(s, key, computed);
  if (value && ast_is_function(value) && value->as.Function.info.is_method) {
    value->as.Function.info.owner = owner;
    visit_inside(s, value, constructor);
  } else if (value) {
    visit_apart(s, value);
  }
  give_names(s);
  s->parts.count = count;
}

static void visit_class(Infer *s, Node *n, Atom *name) {
  visit_apart(s, n->as.Class.super_class);
  Infer outer = *s;
  s->parts.items = NULL, s->parts.count = s->parts.capacity = 0;
  s->waiting.items = NULL, s->waiting.count = s->waiting.capacity = 0;
  if (n->as.Class.id) name = id_of(n->as.Class.id);
  AstList *body = &n->as.Class.body->as.ClassBody.body;
  for (uint32_t i = 0; i < body->count; i++) {
    Node *e = body->items[i];
    if (e->kind == AST_MethodDefinition)
      visit_member(s, e->as.MethodDefinition.key, e->as.MethodDefinition.computed, e->as.MethodDefinition.value,
                   e->as.MethodDefinition.kind == METHOD_CONSTRUCTOR ? name : NULL, name);
    else if (e->kind == AST_PropertyDefinition)
      visit_member(s, e->as.PropertyDefinition.key, e->as.PropertyDefinition.computed, e->as.PropertyDefinition.value,
                   NULL, NULL);
    else visit_inside(s, e, NULL);
  }
  *s = outer;
}

static bool names_target(AstOp op) {
  return op == OP_ASSIGN || op == OP_ASSIGN_AND || op == OP_ASSIGN_OR || op == OP_ASSIGN_NULLISH;
}

static void visit(void *ctx, Node *n) {
  Infer *s = ctx;
  switch (n->kind) {
    case AST_Identifier: push(s, n->as.Identifier.name, true); return;
    case AST_MemberExpression:
      visit(s, n->as.MemberExpression.object);
      if (n->as.MemberExpression.computed) visit_apart(s, n->as.MemberExpression.property);
      push_key(s, n->as.MemberExpression.property, n->as.MemberExpression.computed);
      return;
    case AST_CallExpression:
      visit(s, n->as.CallExpression.callee);
      visit_list(s, &n->as.CallExpression.arguments);
      forget_last(s);
      return;
    case AST_NewExpression:
      visit(s, n->as.NewExpression.callee);
      visit_list(s, &n->as.NewExpression.arguments);
      forget_last(s);
      return;
    case AST_AssignmentExpression: {
      visit(s, n->as.AssignmentExpression.left);
      visit_apart(s, n->as.AssignmentExpression.right);
      if (names_target(n->as.AssignmentExpression.op)) finish(s, n->as.AssignmentExpression.right);
      else forget_last(s);
      return;
    }
    case AST_AssignmentPattern:
      visit(s, n->as.AssignmentPattern.left);
      visit_apart(s, n->as.AssignmentPattern.right);
      finish(s, n->as.AssignmentPattern.right);
      return;
    case AST_VariableDeclarator: {
      uint32_t count = s->parts.count;
      visit(s, n->as.VariableDeclarator.id);
      if (n->as.VariableDeclarator.init && n->as.VariableDeclarator.init->kind == AST_ClassExpression &&
          n->as.VariableDeclarator.id->kind == AST_Identifier)
        visit_class(s, n->as.VariableDeclarator.init, id_of(n->as.VariableDeclarator.id));
      else visit_apart(s, n->as.VariableDeclarator.init);
      if (n->as.VariableDeclarator.init) finish(s, n->as.VariableDeclarator.init);
      s->parts.count = count;
      return;
    }
    case AST_Property:
      visit_member(s, n->as.Property.key, n->as.Property.computed, n->as.Property.value, NULL,
                   intern_cstr(s->atoms, "Object"));
      return;
    case AST_ConditionalExpression:
      visit(s, n->as.ConditionalExpression.test);
      visit_apart(s, n->as.ConditionalExpression.consequent);
      visit_apart(s, n->as.ConditionalExpression.alternate);
      return;
    case AST_ArrayExpression: visit_list(s, &n->as.ArrayExpression.elements); return;
    case AST_ArrayPattern: visit_list(s, &n->as.ArrayPattern.elements); return;
    case AST_SequenceExpression: visit_list(s, &n->as.SequenceExpression.expressions); return;
    case AST_TemplateLiteral: visit_list(s, &n->as.TemplateLiteral.expressions); return;
    case AST_ClassDeclaration:
    case AST_ClassExpression: visit_class(s, n, NULL); return;
    case AST_FunctionDeclaration:
    case AST_FunctionExpression:
    case AST_ArrowFunctionExpression:
      visit_inside(s, n, id_of(n->as.Function.id));
      if (!n->as.Function.id && !(n->kind == AST_ArrowFunctionExpression && n->flags & NODE_PARENTHESIZED))
        ARRAY_PUSH(s->arena, &s->waiting, n);
      return;
    default: {
      bool is_expression = n->kind == AST_BinaryExpression || n->kind == AST_LogicalExpression;
      uint32_t count = s->parts.count;
      ast_children(n, visit, s);
      if (!is_expression) s->parts.count = count;
    }
  }
}

void infer_names(Builder *b, Node *program) {
  Arena scratch = {0};
  Infer s = {.arena = &scratch, .atoms = b->program->atoms};
  AstList *body = &program->as.Program.body;
  for (uint32_t i = 0; i < body->count; i++) {
    visit_apart(&s, body->items[i]);
    s.waiting.count = 0;
  }
  arena_free(&scratch);
}
