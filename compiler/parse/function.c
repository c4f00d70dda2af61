/*
 * function.c: functions, methods and classes.
 */
#include "convert.h"

static AstList parameters(Converter *c) {
  uint32_t base = c->stack.count;
  cst_down(c);
  while (cst_next(c)) {
    At at = cst_at(c);
    if (at.kind == CST_T_COMMA) {
      if (c->stack.count > base && c->stack.items[c->stack.count - 1]->kind == AST_RestElement)
        convert_error(c, (Span){at.start, at.end}, "a rest parameter must be the last one");
    } else if (at.kind != CST_OTHER) {
      VEC_PUSH(&c->stack, convert_pattern(c));
    }
  }
  cst_up(c);
  return convert_list(c, base);
}

/* A function's own block: begins with a directive prologue. */
static Node *body_block(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_BlockStatement, at.start, at.end);
  cst_down(c);
  n->as.BlockStatement.body = convert_statements(c, true);
  cst_up(c);
  return n;
}

Node *convert_function(Converter *c, AstKind kind) {
  At at = cst_at(c);
  Node *n = convert_new(c, kind, at.start, at.end);
  cst_down(c);
  do {
    At child = cst_at(c);
    switch (cst_field(c)) {
      case F_NAME: n->as.Function.id = convert_leaf(c, child.start, child.end); continue;
      case F_PARAMETER: {
        uint32_t base = c->stack.count;
        VEC_PUSH(&c->stack, convert_leaf(c, child.start, child.end));
        n->as.Function.params = convert_list(c, base);
        continue;
      }
      case F_PARAMETERS: n->as.Function.params = parameters(c); continue;
      case F_BODY:
        n->as.Function.is_expression = child.kind != CST_BLOCK;
        n->as.Function.body = child.kind == CST_BLOCK ? body_block(c) : convert_expression(c);
        if (child.kind != CST_BLOCK && c->text[child.start] == '{') convert_unexpected(c, (Span){at.end, at.end});
        continue;
      default: break;
    }
    if (child.kind == CST_T_ASYNC) n->as.Function.is_async = true;
    else if (child.kind == CST_T_STAR) n->as.Function.is_generator = true;
  } while (cst_next(c));
  cst_up(c);
  return n;
}

typedef struct Method {
  Node *key, *value;
  bool computed, is_static, is_get, is_set;
} Method;

static Method method(Converter *c) {
  At at = cst_at(c);
  Method m = {0};
  m.value = convert_new(c, AST_FunctionExpression, at.start, at.end);
  m.value->as.Function.info.is_method = true;
  cst_down(c);
  do {
    At child = cst_at(c);
    if (!m.value->as.Function.info.text_start && child.kind != CST_T_STATIC)
      m.value->as.Function.info.text_start = child.start;
    switch (cst_field(c)) {
      case F_NAME: m.key = convert_property_name(c, &m.computed); continue;
      case F_PARAMETERS:
        m.value->start = child.start; /* as acorn has it */
        m.value->as.Function.params = parameters(c);
        continue;
      case F_BODY: m.value->as.Function.body = body_block(c); continue;
      default: break;
    }
    switch (child.kind) {
      case CST_T_STATIC: m.is_static = true; break;
      case CST_T_ASYNC: m.value->as.Function.is_async = true; break;
      case CST_T_STAR: m.value->as.Function.is_generator = true; break;
      case CST_T_GET: m.is_get = true; break;
      case CST_T_SET: m.is_set = true; break;
      default: break;
    }
  } while (cst_next(c));
  cst_up(c);
  AstList params = m.value->as.Function.params;
  Span place = {m.value->start, m.value->start + 1};
  if (m.is_get && params.count != 0) convert_error(c, place, "a getter has no parameters");
  if (m.is_set && params.count != 1) convert_error(c, place, "a setter has exactly one parameter");
  if (m.is_set && params.count == 1 && params.items[0]->kind == AST_RestElement)
    convert_error(c, place, "a setter's parameter cannot be a rest parameter");
  return m;
}

Node *convert_object_method(Converter *c) {
  At at = cst_at(c);
  Method m = method(c);
  Node *p = convert_new(c, AST_Property, at.start, at.end);
  p->as.Property.method = !m.is_get && !m.is_set;
  p->as.Property.computed = m.computed;
  p->as.Property.key = m.key;
  p->as.Property.value = m.value;
  p->as.Property.kind = m.is_get ? PROPERTY_GET : m.is_set ? PROPERTY_SET : PROPERTY_INIT;
  if (m.is_static) convert_unexpected(c, (Span){at.start, at.start + 1});
  if (!m.computed && m.key->kind == AST_PrivateIdentifier) convert_unexpected(c, ast_span(m.key));
  return p;
}

/* The name is `constructor`, written as a name or a string. */
static bool is_constructor_key(const Node *key) {
  if (key->kind == AST_Identifier) return atom_is(key->as.Identifier.name, "constructor");
  return ast_literal_type(key) == LIT_STRING && atom_is(key->as.Literal.string, "constructor");
}

Node *convert_method(Converter *c) {
  At at = cst_at(c);
  Method m = method(c);
  Node *n = convert_new(c, AST_MethodDefinition, at.start, at.end);
  n->as.MethodDefinition.is_static = m.is_static;
  n->as.MethodDefinition.computed = m.computed;
  n->as.MethodDefinition.key = m.key;
  n->as.MethodDefinition.value = m.value;
  n->as.MethodDefinition.kind = m.is_get ? METHOD_GET : m.is_set ? METHOD_SET : METHOD_METHOD;
  if (!m.is_static && !m.computed && is_constructor_key(m.key)) {
    bool is_plain = !m.is_get && !m.is_set && !m.value->as.Function.is_async && !m.value->as.Function.is_generator;
    if (is_plain) n->as.MethodDefinition.kind = METHOD_CONSTRUCTOR;
    else convert_error(c, ast_span(m.key), "a class constructor may not be a getter, setter, generator or async");
  }
  return n;
}

static Node *field(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_PropertyDefinition, at.start, at.end);
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_PROPERTY) n->as.PropertyDefinition.key = convert_property_name(c, &n->as.PropertyDefinition.computed);
    else if (f == F_VALUE) n->as.PropertyDefinition.value = convert_expression(c);
    else if (cst_at(c).kind == CST_T_STATIC) n->as.PropertyDefinition.is_static = true;
  } while (cst_next(c));
  cst_up(c);
  return n;
}

static Node *static_block(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_StaticBlock, at.start, at.end);
  cst_down(c);
  do {
    if (cst_at(c).kind != CST_BLOCK) continue;
    cst_down(c);
    n->as.StaticBlock.body = convert_statements(c, false);
    cst_up(c);
  } while (cst_next(c));
  cst_up(c);
  return n;
}

static Node *class_body(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_ClassBody, at.start, at.end), *last_field = NULL;
  uint32_t base = c->stack.count;
  cst_down(c);
  do {
    At child = cst_at(c);
    switch (child.kind) {
      case CST_METHOD: VEC_PUSH(&c->stack, convert_method(c)); break;
      case CST_FIELD:
        last_field = field(c);
        VEC_PUSH(&c->stack, last_field);
        continue;
      case CST_STATIC_BLOCK: VEC_PUSH(&c->stack, static_block(c)); break;
      case CST_T_SEMICOLON:
        if (last_field) last_field->end = child.end;
        break;
      default:
        if (child.end == child.start) continue;
    }
    last_field = NULL;
  } while (cst_next(c));
  cst_up(c);
  n->as.ClassBody.body = convert_list(c, base);
  return n;
}

Node *convert_class(Converter *c, AstKind kind) {
  At at = cst_at(c);
  Node *n = convert_new(c, kind, at.start, at.end);
  cst_down(c);
  do {
    At child = cst_at(c);
    CstField f = cst_field(c);
    if (f == F_NAME) {
      n->as.Class.id = convert_leaf(c, child.start, child.end);
    } else if (f == F_BODY) {
      n->as.Class.body = class_body(c);
    } else if (child.kind == CST_CLASS_HERITAGE) {
      cst_down(c);
      cst_next(c);
      At heritage = cst_at(c);
      Node *super_class = convert_expression(c);
      cst_up(c);
      n->as.Class.super_class = super_class;
      switch (heritage.kind) { /* a LeftHandSideExpression: ES 15.7 */
        case CST_BINARY:
        case CST_UNARY:
        case CST_UPDATE:
        case CST_YIELD:
        case CST_ASSIGNMENT:
        case CST_AUGMENTED:
        case CST_TERNARY:
        case CST_ARROW: convert_unexpected(c, ast_span(super_class)); break;
        default: break;
      }
    }
  } while (cst_next(c));
  cst_up(c);
  return n;
}
