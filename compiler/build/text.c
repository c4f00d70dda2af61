/*
 * text.c: an expression as V8 writes it in messages like "a.b is not a function": names and properties as in the
 * source, calls as (...), and "(intermediate value)" for what has no short form.
 */
#include "internal.h"

typedef struct Text {
  Fb *fb;
  ARRAY(char) bytes;
} Text;

static void put_text(Text *t, const char *s) {
  for (; *s; s++) ARRAY_PUSH(&t->fb->scratch, &t->bytes, *s);
}

static void put_atom(Text *t, const Atom *a) { put_text(t, atom_utf8(a, &t->fb->scratch)); }

static void put(Text *t, Node *n);

static void put_list(Text *t, const AstList *list) {
  for (uint32_t i = 0; i < list->count; i++) {
    if (i) put_text(t, ",");
    if (list->items[i]) put(t, list->items[i]);
  }
}

static void put_source(Text *t, Node *n) {
  const char *text = t->fb->m->in->source->text;
  for (uint32_t i = n->start; i < n->end; i++) ARRAY_PUSH(&t->fb->scratch, &t->bytes, text[i]);
}

static void put_member(Text *t, Node *n) {
  Node *p = n->as.MemberExpression.property;
  put(t, n->as.MemberExpression.object);
  if (n->as.MemberExpression.optional) put_text(t, "?");
  if (!n->as.MemberExpression.computed) {
    put_text(t, p->kind == AST_PrivateIdentifier ? ".#" : ".");
    put_atom(t, p->kind == AST_PrivateIdentifier ? p->as.PrivateIdentifier.name : p->as.Identifier.name);
  } else if (ast_literal_type(p) == LIT_STRING) {
    put_text(t, ".");
    put_atom(t, p->as.Literal.string);
  } else {
    if (n->as.MemberExpression.optional) put_text(t, ".");
    put_text(t, "[");
    put(t, p);
    put_text(t, "]");
  }
}

static void put_binary(Text *t, Node *a, const char *op, Node *b) {
  put_text(t, "(");
  put(t, a);
  put_text(t, " ");
  put_text(t, op);
  put_text(t, " ");
  put(t, b);
  put_text(t, ")");
}

static void put(Text *t, Node *n) {
  switch (n->kind) {
    case AST_Identifier: put_atom(t, n->as.Identifier.name); break;
    case AST_ThisExpression: put_text(t, "this"); break;
    case AST_Literal:
      if (n->as.Literal.type == LIT_STRING) {
        put_text(t, "\"");
        put_atom(t, n->as.Literal.string);
        put_text(t, "\"");
      } else {
        put_source(t, n);
      }
      break;
    case AST_MemberExpression: put_member(t, n); break;
    case AST_ChainExpression: put(t, n->as.ChainExpression.expression); break;
    case AST_CallExpression:
      if (n->as.CallExpression.callee->kind == AST_Super) put_text(t, "super");
      else put(t, n->as.CallExpression.callee);
      put_text(t, "(...)");
      break;
    case AST_NewExpression:
      put_text(t, "new ");
      put(t, n->as.NewExpression.callee);
      put_text(t, "(...)");
      break;
    case AST_BinaryExpression:
      put_binary(t, n->as.BinaryExpression.left, ast_op_texts[n->as.BinaryExpression.op], n->as.BinaryExpression.right);
      break;
    case AST_LogicalExpression:
      put_binary(t, n->as.LogicalExpression.left, ast_op_texts[n->as.LogicalExpression.op],
                 n->as.LogicalExpression.right);
      break;
    case AST_UnaryExpression: {
      AstOp op = n->as.UnaryExpression.op;
      put_text(t, "(");
      put_text(t, ast_op_texts[op]);
      if (op == OP_TYPEOF || op == OP_VOID || op == OP_DELETE) put_text(t, " ");
      put(t, n->as.UnaryExpression.argument);
      put_text(t, ")");
      break;
    }
    case AST_ArrayExpression:
      put_text(t, "[");
      put_list(t, &n->as.ArrayExpression.elements);
      put_text(t, "]");
      break;
    case AST_ObjectExpression:
      put_text(t, "{");
      for (uint32_t i = 0; i < n->as.ObjectExpression.properties.count; i++) {
        Node *p = n->as.ObjectExpression.properties.items[i];
        if (p->kind == AST_Property) put(t, p->as.Property.value);
      }
      put_text(t, "}");
      break;
    case AST_AwaitExpression: put(t, n->as.AwaitExpression.argument); break;
    case AST_SpreadElement:
      put_text(t, "(...");
      put(t, n->as.SpreadElement.argument);
      put_text(t, ")");
      break;
    case AST_ConditionalExpression: put_text(t, "(intermediate value)(intermediate value)(intermediate value)"); break;
    default: put_text(t, "(intermediate value)"); break;
  }
}

Atom *render(Fb *fb, Node *n) {
  if (n->kind == AST_Identifier) return n->as.Identifier.name;
  Text t = {.fb = fb};
  put(&t, n);
  return intern_utf8(fb->b->program->atoms, t.bytes.items, t.bytes.count);
}
