/*
 * text.c: an expression as V8 writes it in messages like "a.b is not a function": names and properties as in the
 * source, calls as (...), and "(intermediate value)" for what has no short form.
 */
#include "../../runtime/number/dtoa.h"
#include "../../runtime/number/math.h"
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

static void put_string(Text *t, const Atom *a) {
  put_text(t, "\"");
  put_atom(t, a);
  put_text(t, "\"");
}

/* The string that a template without substitutions is, or NULL. */
static Atom *plain_template(const Node *n) {
  if (n->kind != AST_TemplateLiteral || n->as.TemplateLiteral.expressions.count) return NULL;
  return n->as.TemplateLiteral.quasis.items[0]->as.TemplateElement.cooked;
}

static void put_number(Text *t, double d) {
  char text[NUM_STRING_MAX];
  text[num_to_string(d, text)] = 0;
  put_text(t, text);
}

/* -1, +1 and ~1 are numbers to V8's parser, !"a" is false. */
static bool folded_number(const Node *n, double *d) {
  if (ast_literal_type(n) == LIT_NUMBER) {
    *d = n->as.Literal.number;
    return true;
  }
  if (n->kind != AST_UnaryExpression || !folded_number(n->as.UnaryExpression.argument, d)) return false;
  switch (n->as.UnaryExpression.op) {
    case OP_NEG: *d = -*d; return true;
    case OP_PLUS: return true;
    case OP_BIT_NOT: *d = ~math_to_int32(*d); return true;
    default: return false;
  }
}

static bool put_folded(Text *t, const Node *n) {
  const Node *a = n->as.UnaryExpression.argument;
  double d;
  if (folded_number(n, &d)) {
    put_number(t, d);
    return true;
  }
  if (n->as.UnaryExpression.op != OP_NOT) return false;
  if (ast_literal_type(a) == LIT_STRING) put_text(t, a->as.Literal.string->len ? "false" : "true");
  else if (folded_number(a, &d)) put_text(t, d == d && d != 0 ? "false" : "true");
  else return false;
  return true;
}

static void put_member(Text *t, Node *n) {
  Node *p = n->as.MemberExpression.property;
  put(t, n->as.MemberExpression.object);
  if (n->as.MemberExpression.optional) put_text(t, "?");
  if (!n->as.MemberExpression.computed) {
    if (p->kind == AST_PrivateIdentifier) {
      put_text(t, "[#");
      put_atom(t, p->as.PrivateIdentifier.name);
      put_text(t, "]");
    } else {
      put_text(t, ".");
      put_atom(t, p->as.Identifier.name);
    }
  } else if (ast_literal_type(p) == LIT_STRING || plain_template(p)) {
    put_text(t, ".");
    put_atom(t, plain_template(p) ? plain_template(p) : p->as.Literal.string);
  } else {
    if (n->as.MemberExpression.optional) put_text(t, ".");
    put_text(t, "[");
    put(t, p);
    put_text(t, "]");
  }
}

/* a + b + c is one operation to V8. */
static void put_operands(Text *t, Node *n, AstOp op) {
  bool is_logical = n->kind == AST_LogicalExpression;
  if ((!is_logical && n->kind != AST_BinaryExpression) ||
      op != (is_logical ? n->as.LogicalExpression.op : n->as.BinaryExpression.op)) {
    put(t, n);
    return;
  }
  put_operands(t, is_logical ? n->as.LogicalExpression.left : n->as.BinaryExpression.left, op == OP_EXP ? OP_NONE : op);
  put_text(t, " ");
  put_text(t, ast_op_texts[op]);
  put_text(t, " ");
  put(t, is_logical ? n->as.LogicalExpression.right : n->as.BinaryExpression.right);
}

static void put(Text *t, Node *n) {
  switch (n->kind) {
    case AST_Identifier: put_atom(t, n->as.Identifier.name); break;
    case AST_ThisExpression: put_text(t, "this"); break;
    case AST_Literal:
      switch (n->as.Literal.type) {
        case LIT_STRING: put_string(t, n->as.Literal.string); break;
        case LIT_NUMBER: put_number(t, n->as.Literal.number); break;
        case LIT_BIGINT: put_text(t, "(intermediate value)"); break;
        default: put_source(t, n); break;
      }
      break;
    case AST_TemplateLiteral: {
      AstList *parts = &n->as.TemplateLiteral.expressions;
      if (plain_template(n)) put_string(t, plain_template(n));
      for (uint32_t i = 0; i < parts->count; i++) put(t, parts->items[i]);
      break;
    }
    case AST_MemberExpression: put_member(t, n); break;
    case AST_CallExpression:
      if (n->as.CallExpression.callee->kind == AST_Super) put_text(t, "super");
      else put(t, n->as.CallExpression.callee);
      put_text(t, "(...)");
      break;
    case AST_TaggedTemplateExpression:
      put(t, n->as.TaggedTemplateExpression.tag);
      put_text(t, "(...)");
      break;
    case AST_MetaProperty:
      put_text(t, atom_is(n->as.MetaProperty.meta->as.Identifier.name, "new") ? ".new.target" : "(intermediate value)");
      break;
    case AST_AssignmentExpression: put(t, n->as.AssignmentExpression.left); break;
    case AST_UpdateExpression: {
      const char *op = n->as.UpdateExpression.op == OP_INC ? "++" : "--";
      put_text(t, "(");
      if (n->as.UpdateExpression.prefix) put_text(t, op);
      put(t, n->as.UpdateExpression.argument);
      if (!n->as.UpdateExpression.prefix) put_text(t, op);
      put_text(t, ")");
      break;
    }
    case AST_SequenceExpression:
      put_text(t, "(");
      for (uint32_t i = 0; i < n->as.SequenceExpression.expressions.count; i++) {
        if (i) put_text(t, " , ");
        put(t, n->as.SequenceExpression.expressions.items[i]);
      }
      put_text(t, ")");
      break;
    case AST_BinaryExpression:
    case AST_LogicalExpression:
      put_text(t, "(");
      put_operands(t, n, n->kind == AST_LogicalExpression ? n->as.LogicalExpression.op : n->as.BinaryExpression.op);
      put_text(t, ")");
      break;
    case AST_UnaryExpression: {
      AstOp op = n->as.UnaryExpression.op;
      if (put_folded(t, n)) break;
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
      for (uint32_t i = 0; i < n->as.ObjectExpression.properties.count; i++) put_text(t, "(intermediate value)");
      put_text(t, "}");
      break;
    case AST_SpreadElement:
      put_text(t, "(...");
      put(t, n->as.SpreadElement.argument);
      put_text(t, ")");
      break;
    case AST_ConditionalExpression: put_text(t, "(intermediate value)(intermediate value)(intermediate value)"); break;
    default: put_text(t, "(intermediate value)"); break;
  }
}

static bool has_function(const Node *object) {
  for (uint32_t i = 0; i < object->as.ObjectExpression.properties.count; i++) {
    const Node *p = object->as.ObjectExpression.properties.items[i];
    if (p->kind == AST_Property && (ast_is_function(p->as.Property.value) ||
                                    (p->as.Property.computed && p->as.Property.key->kind == AST_MemberExpression)))
      return true;
  }
  return false;
}

Atom *iterated_text(Fb *fb, Node *n) {
  if (n->kind == AST_ObjectExpression && has_function(n)) return NULL;
  Node *callee = n->kind == AST_CallExpression  ? n->as.CallExpression.callee
                 : n->kind == AST_NewExpression ? n->as.NewExpression.callee
                                                : NULL;
  if (!callee) return render(fb, n);
  return fb_format(fb, "%s is not a function or its return value", atom_utf8(render(fb, callee), &fb->scratch));
}

/* NULL where V8 describes the value. */
Atom *destructured_iterable_text(Fb *fb, Node *n) {
  switch (n->kind) {
    case AST_MemberExpression:
    case AST_ChainExpression:
    case AST_BinaryExpression:
    case AST_LogicalExpression:
    case AST_SequenceExpression:
    case AST_AssignmentExpression:
    case AST_UpdateExpression: return NULL;
    case AST_CallExpression:
      if (n->as.CallExpression.callee->kind == AST_MemberExpression) return NULL;
      break;
    default: break;
  }
  return iterated_text(fb, n);
}

Atom *render(Fb *fb, Node *n) {
  if (n->kind == AST_Identifier) return n->as.Identifier.name;
  Text t = {.fb = fb};
  put(&t, n);
  return intern_utf8(fb->b->program->atoms, t.bytes.items, t.bytes.count);
}
