/*
 * pattern.c: destructuring patterns and assignment targets. The grammar gives a pattern, or an expression where both
 * were possible; the latter is turned into a pattern afterwards (ES 13.15.5.1, the cover grammar of assignments).
 */
#include "convert.h"

Node *convert_copy_identifier(Converter *c, Node *identifier) {
  Node *n = convert_new(c, AST_Identifier, identifier->start, identifier->end);
  n->as.Identifier.name = identifier->as.Identifier.name;
  return n;
}

/* Sloppy code may assign to calls; strict code is refused where strictness is known (early.c). */
static bool is_call_target(const Node *n) {
  return n->kind == AST_CallExpression && n->as.CallExpression.callee->kind != AST_Super;
}

void convert_check_simple_target(Converter *c, Node *n) {
  if (n->kind == AST_Identifier || n->kind == AST_MemberExpression || is_call_target(n)) return;
  convert_error(c, ast_span(n), "invalid assignment target");
}

uint32_t convert_end_with_parens(Converter *c, Node *target, uint32_t end) {
  const Shadow *s = c->shadow;
  bool newline;
  for (uint32_t i = s->nparens; i-- > 0;) {
    if (s->parens[i].open >= target->start || s->parens[i].close != convert_skip_trivia(c, end, &newline)) continue;
    end = s->parens[i].close + 1;
    target->flags |= NODE_PARENTHESIZED;
  }
  return end;
}

uint32_t convert_start_with_parens(Converter *c, uint32_t start) {
  const Shadow *s = c->shadow;
  bool newline;
  for (uint32_t i = s->nparens; i-- > 0;)
    if (s->parens[i].open < start && convert_skip_trivia(c, s->parens[i].open + 1, &newline) == start)
      start = s->parens[i].open;
  return start;
}

/* `left = right`, of an array_pattern's or object_pattern's element or a parameter. */
static Node *with_default(Converter *c, At at) {
  Node *n = convert_new(c, AST_AssignmentPattern, at.start, at.end);
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_LEFT) n->as.AssignmentPattern.left = convert_pattern(c);
    else if (f == F_RIGHT) n->as.AssignmentPattern.right = convert_expression(c);
  } while (cst_next(c));
  cst_up(c);
  convert_end_with_parens(c, n->as.AssignmentPattern.left, n->as.AssignmentPattern.left->end);
  n->start = convert_start_with_parens(c, n->start);
  return n;
}

static Node *rest(Converter *c, At at) {
  Node *n = convert_new(c, AST_RestElement, at.start, at.end);
  cst_down(c);
  cst_next(c);
  n->as.RestElement.argument = convert_pattern(c);
  cst_up(c);
  n->end = convert_end_with_parens(c, n->as.RestElement.argument, n->end);
  return n;
}

static Node *array_pattern(Converter *c, At at) {
  Node *n = convert_new(c, AST_ArrayPattern, at.start, at.end);
  uint32_t base = c->stack.count;
  bool is_hole = true;
  cst_down(c);
  while (cst_next(c)) {
    At child = cst_at(c);
    if (child.kind == CST_T_COMMA) {
      if (is_hole) VEC_PUSH(&c->stack, NULL);
      else if (c->stack.items[c->stack.count - 1]->kind == AST_RestElement)
        convert_error(c, (Span){child.start, child.end}, "a comma may not follow a rest element");
      is_hole = true;
    } else if (child.kind != CST_OTHER) {
      Node *e = convert_pattern(c);
      if (c->shadow->nparens && e->kind != AST_AssignmentPattern) convert_end_with_parens(c, e, e->end);
      VEC_PUSH(&c->stack, e);
      is_hole = false;
    }
  }
  cst_up(c);
  n->as.ArrayPattern.elements = convert_list(c, base);
  return n;
}

static Node *property(Converter *c, At at) {
  Node *p = convert_new(c, AST_Property, at.start, at.end);
  if (at.kind == CST_PAIR_PATTERN) {
    cst_down(c);
    do {
      CstField f = cst_field(c);
      if (f == F_KEY) p->as.Property.key = convert_object_key(c, &p->as.Property.computed);
      else if (f == F_VALUE) p->as.Property.value = convert_pattern(c);
    } while (cst_next(c));
    cst_up(c);
    p->end = convert_end_with_parens(c, p->as.Property.value, p->end);
    return p;
  }
  Node *value = convert_pattern(c);
  Node *name = value->kind == AST_AssignmentPattern ? value->as.AssignmentPattern.left : value;
  if (name->kind != AST_Identifier) {
    convert_unexpected(c, ast_span(name));
    return p;
  }
  p->as.Property.shorthand = true;
  p->as.Property.key = convert_copy_identifier(c, name);
  p->as.Property.value = value;
  return p;
}

static Node *object_pattern(Converter *c, At at) {
  Node *n = convert_new(c, AST_ObjectPattern, at.start, at.end);
  uint32_t base = c->stack.count;
  bool wants_item = true;
  cst_down(c);
  while (cst_next(c)) {
    At child = cst_at(c);
    if (child.kind == CST_T_COMMA) {
      if (wants_item) convert_unexpected(c, (Span){child.start, child.end});
      else if (c->stack.items[c->stack.count - 1]->kind == AST_RestElement)
        convert_error(c, (Span){child.start, child.end}, "a comma may not follow a rest element");
      wants_item = true;
    } else if (child.kind != CST_OTHER) {
      VEC_PUSH(&c->stack, child.kind == CST_REST ? rest(c, child) : property(c, child));
      wants_item = false;
    }
  }
  cst_up(c);
  n->as.ObjectPattern.properties = convert_list(c, base);
  return n;
}

Node *convert_pattern(Converter *c) {
  At at = cst_at(c);
  Node *n;
  if (!convert_enter(c)) return convert_new(c, AST_ThisExpression, at.start, at.end);
  switch (at.kind) {
    case CST_ASSIGNMENT_PATTERN:
    case CST_OBJECT_ASSIGNMENT_PATTERN: n = with_default(c, at); break;
    case CST_REST: n = rest(c, at); break;
    case CST_ARRAY_PATTERN: n = array_pattern(c, at); break;
    case CST_OBJECT_PATTERN: n = object_pattern(c, at); break;
    default: n = convert_to_pattern(c, convert_expression(c)); break;
  }
  convert_leave(c);
  return n;
}

Node *convert_target(Converter *c) {
  Cst kind = cst_at(c).kind;
  if (kind == CST_ARRAY_PATTERN || kind == CST_OBJECT_PATTERN) return convert_pattern(c);
  Node *n = convert_expression(c);
  return is_call_target(n) ? n : convert_to_pattern(c, n);
}

/* ---- expressions read as patterns ---- */

static void elements_to_patterns(Converter *c, AstList list, bool trailing_comma) {
  for (uint32_t i = 0; i < list.count; i++) {
    Node *e = list.items[i];
    if (!e) continue;
    list.items[i] = convert_to_pattern(c, e);
    if (list.items[i]->kind == AST_RestElement && (i + 1 < list.count || trailing_comma))
      convert_error(c, ast_span(e), "a rest element must be the last one");
  }
}

static void properties_to_patterns(Converter *c, AstList list, bool trailing_comma) {
  elements_to_patterns(c, list, trailing_comma);
  for (uint32_t i = 0; i < list.count; i++) {
    Node *e = list.items[i];
    if (e->kind != AST_RestElement) continue;
    Node *argument = e->as.RestElement.argument;
    if (argument->kind == AST_ObjectPattern || argument->kind == AST_ArrayPattern)
      convert_error(c, ast_span(argument), "invalid rest element in an object pattern");
  }
}

static Node *assignment_to_pattern(Converter *c, Node *n) {
  Node *left = n->as.AssignmentExpression.left, *right = n->as.AssignmentExpression.right;
  if (n->as.AssignmentExpression.op != OP_ASSIGN || n->flags & NODE_PARENTHESIZED) {
    convert_error(c, ast_span(n), "invalid assignment target");
    return n;
  }
  Node *pattern = convert_new(c, AST_AssignmentPattern, n->start, n->end);
  pattern->as.AssignmentPattern.left = left; /* was converted when the assignment was */
  pattern->as.AssignmentPattern.right = right;
  return pattern;
}

Node *convert_to_pattern(Converter *c, Node *n) {
  bool is_parenthesized = n->flags & NODE_PARENTHESIZED, trailing = n->flags & NODE_TRAILING_COMMA;
  switch (n->kind) {
    case AST_Identifier:
    case AST_MemberExpression: return n;
    case AST_ObjectPattern:
    case AST_ArrayPattern: break;
    case AST_AssignmentPattern:
    case AST_RestElement: return n;
    case AST_Property:
      if (n->as.Property.method || n->as.Property.kind != PROPERTY_INIT) break;
      n->as.Property.value = convert_to_pattern(c, n->as.Property.value);
      return n;
    case AST_AssignmentExpression: return assignment_to_pattern(c, n);
    case AST_SpreadElement: {
      Node *r = convert_new(c, AST_RestElement, n->start, n->end);
      r->as.RestElement.argument = convert_to_pattern(c, n->as.SpreadElement.argument);
      if (r->as.RestElement.argument->kind == AST_AssignmentPattern) break;
      return r;
    }
    case AST_ArrayExpression:
      if (is_parenthesized) break;
      n->kind = AST_ArrayPattern;
      elements_to_patterns(c, n->as.ArrayPattern.elements, trailing);
      return n;
    case AST_ObjectExpression:
      if (is_parenthesized) break;
      n->kind = AST_ObjectPattern;
      properties_to_patterns(c, n->as.ObjectPattern.properties, trailing);
      return n;
    default: break;
  }
  if ((n->kind == AST_ObjectPattern || n->kind == AST_ArrayPattern) && !is_parenthesized) return n;
  convert_error(c, ast_span(n), "invalid assignment target");
  return n;
}
_Static_assert(offsetof(Node, as.ArrayPattern.elements) == offsetof(Node, as.ArrayExpression.elements) &&
                   offsetof(Node, as.ObjectPattern.properties) == offsetof(Node, as.ObjectExpression.properties),
               "convert_to_pattern changes kinds in place");
