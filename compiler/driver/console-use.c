/*
 * console-use.c: looks for calls console.log(…) and the like whose arguments are primitive whatever their operands are.
 * Every operator but the logical ones, the conditional, the comma and assignment gives a primitive (ES 13). Where there
 * are several arguments the first must not be a string that may hold a directive such as %s.
 */
#include "console-use.h"

#include <string.h>

#include "../parse/parse.h"

static bool atom_equals(const Atom *a, const char *text) {
  size_t n = strlen(text);
  return !a->is_wide && a->len == n && !memcmp(a->c8, text, n);
}

static bool is_primitive(const Node *n) {
  switch (n->kind) {
    case AST_Literal: return n->as.Literal.type != LIT_REGEXP;
    case AST_TemplateLiteral:
    case AST_UnaryExpression:
    case AST_BinaryExpression:
    case AST_UpdateExpression: return true;
    case AST_LogicalExpression:
      return is_primitive(n->as.LogicalExpression.left) && is_primitive(n->as.LogicalExpression.right);
    case AST_ConditionalExpression:
      return is_primitive(n->as.ConditionalExpression.consequent) &&
             is_primitive(n->as.ConditionalExpression.alternate);
    default: return false;
  }
}

static bool is_text(const Node *n) {
  switch (n->kind) {
    case AST_Literal: return n->as.Literal.type == LIT_STRING;
    case AST_TemplateLiteral: return true;
    case AST_UnaryExpression: return n->as.UnaryExpression.op == OP_TYPEOF;
    case AST_BinaryExpression:
      return n->as.BinaryExpression.op == OP_ADD &&
             (is_text(n->as.BinaryExpression.left) || is_text(n->as.BinaryExpression.right));
    case AST_ConditionalExpression:
      return is_text(n->as.ConditionalExpression.consequent) && is_text(n->as.ConditionalExpression.alternate);
    default: return false;
  }
}

/* Could the value be a string with a percent sign? */
static bool may_have_directive(const Node *n) {
  switch (n->kind) {
    case AST_Literal: {
      if (n->as.Literal.type != LIT_STRING) return false;
      const Atom *s = n->as.Literal.string;
      return s->is_wide || memchr(s->c8, '%', s->len);
    }
    case AST_UnaryExpression:
    case AST_UpdateExpression: return false; /* numbers, booleans, names of types */
    case AST_BinaryExpression: return n->as.BinaryExpression.op == OP_ADD;
    default: return true;
  }
}

static bool is_basic_method(const Atom *name) {
  static const char *const methods[] = {"log", "info", "debug", "error", "warn"};
  for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
    if (atom_equals(name, methods[i])) return true;
  return false;
}

static void note_call(ConsoleUse *use, const Node *n) {
  const Node *callee = n->as.CallExpression.callee;
  if (callee->kind != AST_MemberExpression || callee->as.MemberExpression.computed) return;
  const Node *object = callee->as.MemberExpression.object, *property = callee->as.MemberExpression.property;
  if (object->kind != AST_Identifier || !atom_equals(object->as.Identifier.name, "console")) return;
  if (property->kind != AST_Identifier || !is_basic_method(property->as.Identifier.name)) return;
  const AstList *args = &n->as.CallExpression.arguments;
  bool is_all_text = true;
  for (uint32_t i = 0; i < args->count; i++) {
    if (!is_primitive(args->items[i])) return;
    is_all_text &= is_text(args->items[i]);
  }
  if (args->count > 1 && may_have_directive(args->items[0])) return;
  use->basic++;
  use->text += is_all_text;
}

void console_use_note(ConsoleUse *use, const Node *n) {
  if (n->kind == AST_CallExpression) note_call(use, n);
  else if (n->kind == AST_Identifier) use->mentions += atom_equals(n->as.Identifier.name, "console");
}

const char *console_use_module(const ConsoleUse *use) {
  if (use->text == use->mentions) return "internal/console_text";
  return use->basic == use->mentions ? "internal/console_basic" : "internal/console";
}
