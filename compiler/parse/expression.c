/*
 * expression.c: expressions. Chains that lean to the left (a + b + c …, a.b().c() …) are unrolled with a loop; the
 * rest recurses, within the limit of convert_enter.
 */
#include "convert.h"

static Node *expression_base(Converter *c);

AstList convert_arguments(Converter *c) {
  uint32_t base = c->stack.count;
  bool wants_item = true;
  if (cst_down(c)) {
    cst_next(c); /* the parenthesis */
    do {
      At at = cst_at(c);
      if (at.kind == CST_T_COMMA) {
        if (wants_item) convert_unexpected(c, (Span){at.start, at.end});
        wants_item = true;
      } else if (at.kind != CST_OTHER) {
        VEC_PUSH(&c->stack, convert_expression(c));
        wants_item = false;
      }
    } while (cst_next(c));
    cst_up(c);
  }
  return convert_list(c, base);
}

Node *convert_property_name(Converter *c, bool *computed) {
  At at = cst_at(c);
  *computed = at.kind == CST_COMPUTED_NAME;
  if (!*computed) return convert_leaf(c, at.start, at.end);
  cst_down(c);
  cst_next(c);
  Node *n = convert_expression(c);
  cst_up(c);
  return n;
}

/* What a unary or binary operator, a call, a member or `new` cannot have beside it without parentheses. The grammar
 * allows some of it. */
static void check_operand(Converter *c, const Node *n) {
  if (n->flags & NODE_PARENTHESIZED) return;
  switch (n->kind) {
    case AST_ArrowFunctionExpression: convert_unexpected(c, (Span){n->end, n->end}); break;
    case AST_AssignmentExpression:
      convert_error(c, ast_span(n->as.AssignmentExpression.left), "invalid assignment target");
      break;
    case AST_YieldExpression:
    case AST_ConditionalExpression: convert_error(c, ast_span(n), "this expression needs parentheses"); break;
    default: break;
  }
}

/* What is called or has a member taken must be a LeftHandSideExpression (ES 13.3). */
static void check_object(Converter *c, const Node *n) {
  check_operand(c, n);
  if (n->flags & NODE_PARENTHESIZED) return;
  switch (n->kind) {
    case AST_UpdateExpression:
    case AST_UnaryExpression:
    case AST_AwaitExpression:
    case AST_BinaryExpression:
    case AST_LogicalExpression: convert_unexpected(c, (Span){n->end, n->end}); break;
    default: break;
  }
}

static Node *array(Converter *c, At at) {
  Node *n = convert_new(c, AST_ArrayExpression, at.start, at.end);
  uint32_t base = c->stack.count;
  bool is_hole = true;
  cst_down(c);
  while (cst_next(c)) {
    At child = cst_at(c);
    if (child.kind == CST_T_COMMA) {
      if (is_hole) VEC_PUSH(&c->stack, NULL);
      is_hole = true;
      n->flags |= NODE_TRAILING_COMMA;
    } else if (child.kind != CST_OTHER) {
      VEC_PUSH(&c->stack, convert_expression(c));
      is_hole = false;
      n->flags &= (uint16_t)~NODE_TRAILING_COMMA;
    }
  }
  cst_up(c);
  n->as.ArrayExpression.elements = convert_list(c, base);
  return n;
}

Node *convert_object_key(Converter *c, bool *computed) {
  Node *key = convert_property_name(c, computed);
  if (!*computed && key->kind == AST_PrivateIdentifier) convert_unexpected(c, ast_span(key));
  return key;
}

static Node *new_property(Converter *c, At at, Node *key, Node *value) {
  Node *p = convert_new(c, AST_Property, at.start, at.end);
  p->as.Property.key = key;
  p->as.Property.value = value;
  return p;
}

static Node *pair(Converter *c, At at) {
  Node *p = new_property(c, at, NULL, NULL);
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_KEY) p->as.Property.key = convert_object_key(c, &p->as.Property.computed);
    else if (f == F_VALUE) p->as.Property.value = convert_expression(c);
  } while (cst_next(c));
  cst_up(c);
  p->end = convert_end_with_parens(c, p->as.Property.value, p->end);
  return p;
}

static Node *object(Converter *c, At at) {
  Node *n = convert_new(c, AST_ObjectExpression, at.start, at.end);
  uint32_t base = c->stack.count;
  bool wants_item = true;
  cst_down(c);
  while (cst_next(c)) {
    At child = cst_at(c);
    Node *p = NULL;
    switch (child.kind) {
      case CST_T_COMMA:
        if (wants_item) convert_unexpected(c, (Span){child.start, child.end});
        wants_item = true;
        n->flags |= NODE_TRAILING_COMMA;
        continue;
      case CST_PAIR: p = pair(c, child); break;
      case CST_SPREAD: p = convert_expression(c); break;
      case CST_METHOD: p = convert_object_method(c); break;
      case CST_SHORTHAND: {
        Node *name = convert_leaf(c, child.start, child.end);
        if (name->kind != AST_Identifier) convert_unexpected(c, ast_span(name));
        else p = new_property(c, child, name, convert_copy_identifier(c, name));
        if (p) p->as.Property.shorthand = true;
        break;
      }
      default: continue; /* the brace */
    }
    if (p) VEC_PUSH(&c->stack, p);
    wants_item = false;
    n->flags &= (uint16_t)~NODE_TRAILING_COMMA;
  }
  cst_up(c);
  n->as.ObjectExpression.properties = convert_list(c, base);
  return n;
}

static Node *assignment(Converter *c, At at) {
  Node *n = convert_new(c, AST_AssignmentExpression, at.start, at.end);
  n->as.AssignmentExpression.op = OP_ASSIGN;
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_LEFT) {
      if (at.kind == CST_ASSIGNMENT) {
        n->as.AssignmentExpression.left = convert_target(c);
      } else {
        n->as.AssignmentExpression.left = convert_expression(c);
        convert_check_simple_target(c, n->as.AssignmentExpression.left);
      }
    } else if (f == F_OPERATOR) {
      n->as.AssignmentExpression.op = cst_op(c, cst_at(c));
    } else if (f == F_RIGHT) {
      n->as.AssignmentExpression.right = convert_expression(c);
    }
  } while (cst_next(c));
  cst_up(c);
  Node *left = n->as.AssignmentExpression.left;
  switch (n->as.AssignmentExpression.op) {
    case OP_ASSIGN_AND:
    case OP_ASSIGN_OR:
    case OP_ASSIGN_NULLISH:
      if (left->kind == AST_CallExpression) convert_error(c, ast_span(left), "invalid assignment target");
      break;
    default: break;
  }
  n->start = convert_start_with_parens(c, n->start);
  return n;
}

static Node *await(Converter *c, At at) {
  Node *n = convert_new(c, AST_AwaitExpression, at.start, at.end);
  cst_down(c);
  cst_next(c);
  n->as.AwaitExpression.argument = convert_expression(c);
  cst_up(c);
  check_operand(c, n->as.AwaitExpression.argument);
  return n;
}

static Node *unary(Converter *c, At at) {
  if (c->text[at.start] == 'a') return await(c, at); /* the shadow has `void ` for it */
  Node *n = convert_new(c, AST_UnaryExpression, at.start, at.end);
  n->as.UnaryExpression.prefix = true;
  cst_down(c);
  AstOp op = cst_op(c, cst_at(c));
  n->as.UnaryExpression.op = op == OP_ADD ? OP_PLUS : op == OP_SUB ? OP_NEG : op;
  cst_next(c);
  n->as.UnaryExpression.argument = convert_expression(c);
  cst_up(c);
  check_operand(c, n->as.UnaryExpression.argument);
  return n;
}

static Node *update(Converter *c, At at) {
  Node *n = convert_new(c, AST_UpdateExpression, at.start, at.end);
  uint32_t operator_at = 0, argument_end = 0;
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_OPERATOR) {
      n->as.UpdateExpression.op = cst_op(c, cst_at(c));
      operator_at = cst_at(c).start;
    } else if (f == F_ARGUMENT) {
      argument_end = cst_at(c).end;
      n->as.UpdateExpression.argument = convert_expression(c);
    }
  } while (cst_next(c));
  cst_up(c);
  n->as.UpdateExpression.prefix = operator_at == at.start;
  bool newline = false;
  if (!n->as.UpdateExpression.prefix) {
    convert_skip_trivia(c, argument_end, &newline);
    if (newline) convert_unexpected(c, (Span){operator_at, operator_at + 2});
  }
  convert_check_simple_target(c, n->as.UpdateExpression.argument);
  return n;
}

static Node *ternary(Converter *c, At at) {
  Node *n = convert_new(c, AST_ConditionalExpression, at.start, at.end);
  cst_down(c);
  do {
    switch (cst_field(c)) {
      case F_CONDITION: n->as.ConditionalExpression.test = convert_expression(c); break;
      case F_CONSEQUENCE: n->as.ConditionalExpression.consequent = convert_expression(c); break;
      case F_ALTERNATIVE: n->as.ConditionalExpression.alternate = convert_expression(c); break;
      default: break;
    }
  } while (cst_next(c));
  cst_up(c);
  check_operand(c, n->as.ConditionalExpression.test);
  return n;
}

static Node *new_expression(Converter *c, At at) {
  Node *n = convert_new(c, AST_NewExpression, at.start, at.end);
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_CONSTRUCTOR) n->as.NewExpression.callee = convert_expression(c);
    else if (f == F_ARGUMENTS) {
      n->as.NewExpression.arguments = convert_arguments(c);
      n->flags |= NODE_ARGUMENTS;
    }
  } while (cst_next(c));
  cst_up(c);
  check_object(c, n->as.NewExpression.callee);
  const Node *callee = n->as.NewExpression.callee;
  while (!(callee->flags & NODE_PARENTHESIZED)) {
    if (callee->kind == AST_ChainExpression)
      convert_error(c, ast_span(callee), "an optional chain cannot be the operand of 'new'");
    else if (callee->kind == AST_ImportExpression)
      convert_error(c, ast_span(callee), "'import()' cannot be the operand of 'new'");
    if (callee->kind == AST_MemberExpression) callee = callee->as.MemberExpression.object;
    else if (callee->kind == AST_TaggedTemplateExpression) callee = callee->as.TaggedTemplateExpression.tag;
    else break;
  }
  return n;
}

static Node *yield(Converter *c, At at) {
  Node *n = convert_new(c, AST_YieldExpression, at.start, at.end), *argument = NULL;
  uint32_t word_end = at.start + 5, next = at.end;
  cst_down(c);
  while (cst_next(c)) {
    At child = cst_at(c);
    if (next == at.end) next = child.start;
    if (child.kind == CST_T_STAR) n->as.YieldExpression.delegate = true;
    else if (child.end > child.start) argument = convert_expression(c);
  }
  cst_up(c);
  bool newline = false;
  if (argument) convert_skip_trivia(c, word_end, &newline);
  if (newline) convert_unexpected(c, (Span){next, next + 1});
  n->as.YieldExpression.argument = argument;
  return n;
}

static Node *meta_property(Converter *c, At at) {
  Node *n = convert_new(c, AST_MetaProperty, at.start, at.end);
  cst_down(c);
  do {
    At child = cst_at(c);
    if (child.end - child.start < 3) continue; /* the dot */
    Node *id = convert_new(c, AST_Identifier, child.start, child.end);
    id->as.Identifier.name = convert_name(c, child.start, child.end);
    if (n->as.MetaProperty.meta) n->as.MetaProperty.property = id;
    else n->as.MetaProperty.meta = id;
  } while (cst_next(c));
  cst_up(c);
  return n;
}

static Node *sequence(Converter *c, At at) {
  Node *n = convert_new(c, AST_SequenceExpression, at.start, at.end);
  uint32_t base = c->stack.count;
  cst_down(c);
  do {
    if (cst_at(c).kind != CST_T_COMMA) VEC_PUSH(&c->stack, convert_expression(c));
  } while (cst_next(c));
  cst_up(c);
  n->as.SequenceExpression.expressions = convert_list(c, base);
  return n;
}

static Node *parenthesized(Converter *c) {
  cst_down(c);
  cst_next(c);
  Node *n = convert_expression(c);
  cst_up(c);
  n->flags |= NODE_PARENTHESIZED;
  return n;
}

static Node *spread(Converter *c, At at) {
  Node *n = convert_new(c, AST_SpreadElement, at.start, at.end);
  cst_down(c);
  cst_next(c);
  n->as.SpreadElement.argument = convert_expression(c);
  cst_up(c);
  return n;
}

/* ---- chains to the left ---- */

static bool is_spine(Cst kind) {
  return kind == CST_BINARY || kind == CST_MEMBER || kind == CST_SUBSCRIPT || kind == CST_CALL;
}

static Node *wrap_chain(Converter *c, Node *n) {
  Node *chain = convert_new(c, AST_ChainExpression, n->start, n->end);
  chain->as.ChainExpression.expression = n;
  return chain;
}

static bool is_logical(const Node *n, bool nullish) {
  return n->kind == AST_LogicalExpression && !(n->flags & NODE_PARENTHESIZED) &&
         (n->as.LogicalExpression.op == OP_NULLISH) == nullish;
}

/* `#x in y` is an operand only of what binds less than `in` (ES 13.10): the grammar gives `a + #x in y` too. */
static bool binds_less_than_in(AstOp op) {
  switch (op) {
    case OP_EQ:
    case OP_NE:
    case OP_STRICT_EQ:
    case OP_STRICT_NE:
    case OP_BIT_AND:
    case OP_BIT_XOR:
    case OP_BIT_OR:
    case OP_AND:
    case OP_OR:
    case OP_NULLISH: return true;
    default: return false;
  }
}
static bool begins_with_private_name(const Node *n) {
  while (n->kind == AST_BinaryExpression && !(n->flags & NODE_PARENTHESIZED)) n = n->as.BinaryExpression.left;
  return n->kind == AST_PrivateIdentifier;
}

static Node *binary(Converter *c, At at, Node *left) {
  AstOp op = OP_NONE;
  Node *right = NULL;
  At operator_at = at;
  while (cst_next(c)) {
    CstField f = cst_field(c);
    if (f == F_OPERATOR) {
      operator_at = cst_at(c);
      op = cst_op(c, operator_at);
    } else if (f == F_RIGHT) {
      right = convert_expression(c);
    }
  }
  Span place = {operator_at.start, operator_at.end};
  check_operand(c, left);
  check_operand(c, right);
  bool is_unary = left->kind == AST_UnaryExpression || left->kind == AST_AwaitExpression;
  if (op == OP_EXP && is_unary && !(left->flags & NODE_PARENTHESIZED))
    convert_error(c, place, "a unary expression to the left of '**' needs parentheses");
  if (left->kind == AST_PrivateIdentifier && op != OP_IN) convert_unexpected(c, ast_span(left));
  if (!binds_less_than_in(op) && begins_with_private_name(right)) convert_unexpected(c, ast_span(right));
  bool is_logical_op = op == OP_AND || op == OP_OR || op == OP_NULLISH;
  if (is_logical_op && (is_logical(left, op != OP_NULLISH) || is_logical(right, op != OP_NULLISH)))
    convert_error(c, place, "'?\?' may not be mixed with '&&' or '||' without parentheses");
  Node *n = convert_new(c, is_logical_op ? AST_LogicalExpression : AST_BinaryExpression, at.start, at.end);
  n->as.BinaryExpression.left = left;
  n->as.BinaryExpression.op = op;
  n->as.BinaryExpression.right = right;
  return n;
}
_Static_assert(offsetof(Node, as.BinaryExpression.right) == offsetof(Node, as.LogicalExpression.right),
               "binary() fills both kinds");

/* `new new X().y()`: members, templates and arguments behind a `new` that has no arguments of its own belong to its
 * operand (ES 13.3); the grammar gives them to the whole. */
static bool is_open_new(const Node *n) {
  return n->kind == AST_NewExpression && !(n->flags & (NODE_PARENTHESIZED | NODE_ARGUMENTS));
}

/* `import(source, options)`: `callee` is the ImportExpression that stands for the word. */
static Node *import_call(Converter *c, At at, Node *callee, AstList arguments) {
  callee->end = at.end;
  for (uint32_t i = 0; i < arguments.count; i++)
    if (arguments.items[i]->kind == AST_SpreadElement || i > 1) convert_unexpected(c, ast_span(arguments.items[i]));
  if (arguments.count == 0) convert_unexpected(c, (Span){at.end - 1, at.end});
  else callee->as.ImportExpression.source = arguments.items[0];
  if (arguments.count > 1) callee->as.ImportExpression.options = arguments.items[1];
  return callee;
}

static Node *call(Converter *c, At at, Node *callee, bool *in_chain) {
  bool optional = false;
  if (is_open_new(callee)) {
    Node *inner = callee->as.NewExpression.callee;
    while (cst_next(c)) {
      At child = cst_at(c);
      if (child.kind == CST_OPTIONAL_CHAIN) convert_unexpected(c, (Span){child.start, child.end});
      if (child.kind == CST_ARGUMENTS) {
        while (is_open_new(inner)) callee = inner, inner = inner->as.NewExpression.callee;
        callee->as.NewExpression.arguments = convert_arguments(c);
        callee->flags |= NODE_ARGUMENTS;
      } else if (child.kind == CST_TEMPLATE) {
        convert_unexpected(c, (Span){child.start, child.end});
      }
    }
    callee->end = at.end;
    return callee;
  }
  check_object(c, callee);
  while (cst_next(c)) {
    At child = cst_at(c);
    if (child.kind == CST_OPTIONAL_CHAIN) optional = *in_chain = true;
    if (child.kind == CST_TEMPLATE) {
      if (*in_chain) convert_error(c, (Span){child.start, child.end}, "a template may not follow an optional chain");
      Node *n = convert_new(c, AST_TaggedTemplateExpression, at.start, at.end);
      n->as.TaggedTemplateExpression.tag = callee;
      n->as.TaggedTemplateExpression.quasi = convert_template(c, true);
      return n;
    }
    if (child.kind != CST_ARGUMENTS) continue;
    AstList arguments = convert_arguments(c);
    if (callee->kind == AST_ImportExpression && !callee->as.ImportExpression.source && !optional)
      return import_call(c, at, callee, arguments);
    Node *n = convert_new(c, AST_CallExpression, at.start, at.end);
    n->as.CallExpression.callee = callee;
    n->as.CallExpression.arguments = arguments;
    n->as.CallExpression.optional = optional;
    return n;
  }
  UNREACHABLE();
}

/* The call that the shadow shows as a member (shadow_call.c), from its opening bracket on. */
static Node *call_target(Converter *c, At at, Node *callee, const ShadowParens *parens) {
  Node *n = convert_new(c, AST_CallExpression, at.start, at.end);
  uint32_t base = c->stack.count, before = parens->open + 1;
  n->as.CallExpression.callee = callee;
  while (cst_next(c)) {
    if (cst_field(c) != F_INDEX) continue;
    bool is_list = cst_at(c).kind == CST_SEQUENCE && cst_down(c), newline;
    do {
      At child = cst_at(c);
      uint32_t start = convert_skip_trivia(c, before, &newline);
      before = child.end;
      if (child.kind == CST_T_COMMA) continue;
      Node *e = convert_expression(c);
      if (!strncmp(c->text + start, "...", 3)) {
        Node *s = convert_new(c, AST_SpreadElement, start, child.end);
        s->as.SpreadElement.argument = e;
        e = s;
      }
      VEC_PUSH(&c->stack, e);
    } while (is_list && cst_next(c));
    if (is_list) cst_up(c);
  }
  n->as.CallExpression.arguments = convert_list(c, base);
  return n;
}

static const ShadowParens *find_call(const Converter *c, uint32_t open) {
  for (uint32_t i = 0; i < c->shadow->ncalls; i++)
    if (c->shadow->calls[i].open == open) return &c->shadow->calls[i];
  return NULL;
}

static Node *member(Converter *c, At at, Node *object_node, bool *in_chain) {
  if (is_open_new(object_node)) {
    At inner = {at.kind, at.symbol, object_node->as.NewExpression.callee->start, at.end};
    object_node->as.NewExpression.callee = member(c, inner, object_node->as.NewExpression.callee, in_chain);
    object_node->end = at.end;
    if (*in_chain) convert_error(c, ast_span(object_node), "an optional chain cannot be the operand of 'new'");
    return object_node;
  }
  Node *n = convert_new(c, AST_MemberExpression, at.start, at.end);
  check_object(c, object_node);
  n->as.MemberExpression.object = object_node;
  n->as.MemberExpression.computed = at.kind == CST_SUBSCRIPT;
  while (cst_next(c)) {
    At child = cst_at(c);
    const ShadowParens *parens = find_call(c, child.start);
    if (parens) return call_target(c, at, object_node, parens);
    if (child.kind == CST_OPTIONAL_CHAIN) {
      n->as.MemberExpression.optional = *in_chain = true;
    } else if (cst_field(c) == F_PROPERTY) {
      Node *property = convert_leaf(c, child.start, child.end);
      if (property->kind != AST_Identifier && property->kind != AST_PrivateIdentifier)
        convert_unexpected(c, ast_span(property));
      n->as.MemberExpression.property = property;
    } else if (cst_field(c) == F_INDEX) {
      n->as.MemberExpression.property = convert_expression(c);
    }
  }
  return n;
}

Node *convert_expression(Converter *c) {
  ARRAY(At) spine = {0};
  At at = cst_at(c);
  if (!is_spine(at.kind)) return expression_base(c);
  if (!convert_enter(c)) return convert_new(c, AST_ThisExpression, at.start, at.end);
  At small[8];
  uint32_t n = 0, links = 0;
  for (; is_spine(at.kind); at = cst_at(c), n++) {
    if (n < 8) small[n] = at;
    else VEC_PUSH(&spine, at);
    cst_down(c);
    if (convert_link(c)) links++;
  }
  Node *left = expression_base(c);
  bool in_chain = false;
  while (n-- > 0) {
    At parent = n < 8 ? small[n] : spine.items[n - 8];
    if (parent.kind == CST_BINARY) {
      if (in_chain) left = wrap_chain(c, left);
      in_chain = false;
    }
    if (left->kind == AST_ImportExpression && !left->as.ImportExpression.source && parent.kind != CST_CALL)
      convert_unexpected(c, ast_span(left));
    left = parent.kind == CST_BINARY ? binary(c, parent, left)
           : parent.kind == CST_CALL ? call(c, parent, left, &in_chain)
                                     : member(c, parent, left, &in_chain);
    cst_up(c);
  }
  VEC_FREE(&spine);
  convert_unlink(c, links);
  convert_leave(c);
  return in_chain ? wrap_chain(c, left) : left;
}

static Node *keyword_literal(Converter *c, At at) {
  Node *n = convert_new(c, AST_Literal, at.start, at.end);
  n->as.Literal.type = at.kind == CST_NULL ? LIT_NULL : LIT_BOOLEAN;
  n->as.Literal.boolean = at.kind == CST_TRUE;
  return n;
}

static Node *compound(Converter *c, At at) {
  switch (at.kind) {
    case CST_PARENTHESIZED: return parenthesized(c);
    case CST_TEMPLATE: return convert_template(c, false);
    case CST_ARRAY: return array(c, at);
    case CST_OBJECT: return object(c, at);
    case CST_OBJECT_PATTERN:
    case CST_ARRAY_PATTERN:
    case CST_REST: return convert_pattern(c);
    case CST_ASSIGNMENT:
    case CST_AUGMENTED: return assignment(c, at);
    case CST_UNARY: return unary(c, at);
    case CST_UPDATE: return update(c, at);
    case CST_TERNARY: return ternary(c, at);
    case CST_NEW: return new_expression(c, at);
    case CST_YIELD: return yield(c, at);
    case CST_SEQUENCE: return sequence(c, at);
    case CST_SPREAD: return spread(c, at);
    case CST_ARROW: return convert_function(c, AST_ArrowFunctionExpression);
    case CST_FUNCTION:
    case CST_GENERATOR: return convert_function(c, AST_FunctionExpression);
    case CST_CLASS: return convert_class(c, AST_ClassExpression);
    case CST_META: return meta_property(c, at);
    default:
      convert_unexpected(c, (Span){at.start, at.end});
      return convert_new(c, AST_ThisExpression, at.start, at.end);
  }
}

static Node *expression_base(Converter *c) {
  At at = cst_at(c);
  switch (at.kind) {
    case CST_IDENTIFIER:
    case CST_UNDEFINED:
    case CST_NUMBER:
    case CST_STRING:
    case CST_PRIVATE_NAME:
    case CST_SHORTHAND:
    case CST_SHORTHAND_PATTERN:
    case CST_PROPERTY_NAME:
    case CST_LABEL: return convert_leaf(c, at.start, at.end);
    case CST_THIS: return convert_new(c, AST_ThisExpression, at.start, at.end);
    case CST_SUPER: return convert_new(c, AST_Super, at.start, at.end);
    case CST_TRUE:
    case CST_FALSE:
    case CST_NULL: return keyword_literal(c, at);
    case CST_IMPORT_WORD: return convert_new(c, AST_ImportExpression, at.start, at.end);
    default: break;
  }
  if (!convert_enter(c)) return convert_new(c, AST_ThisExpression, at.start, at.end);
  Node *n = compound(c, at);
  convert_leave(c);
  return n;
}
