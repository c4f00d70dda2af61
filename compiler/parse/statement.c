/*
 * statement.c: statements and declarations.
 */
#include "convert.h"
#include "lex.h"
#include "words.h"

Node *convert_block(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_BlockStatement, at.start, at.end);
  cst_down(c);
  n->as.BlockStatement.body = convert_statements(c, false);
  cst_up(c);
  return n;
}

/* Marks the statements of a directive prologue: strings alone, at the beginning (ES 11.2.1). */
static void mark_directive(Converter *c, Node *statement, bool *in_prologue) {
  *in_prologue = false;
  if (statement->kind != AST_ExpressionStatement) return;
  Node *e = statement->as.ExpressionStatement.expression;
  if (ast_literal_type(e) != LIT_STRING || e->flags & NODE_PARENTHESIZED) return;
  *in_prologue = true;
  statement->as.ExpressionStatement.directive =
      intern_utf8(c->options->atoms, c->text + e->start + 1, e->end - e->start - 2);
}

static bool is_statement(Cst kind) {
  switch (kind) {
    case CST_OTHER:
    case CST_T_SEMICOLON:
    case CST_T_STATIC:
    case CST_T_DEFAULT: return false;
    default: return true;
  }
}

AstList convert_statements(Converter *c, bool with_directives) {
  uint32_t base = c->stack.count;
  bool in_prologue = with_directives;
  do {
    if (!is_statement(cst_at(c).kind)) continue;
    Node *n = convert_statement(c);
    if (in_prologue) mark_directive(c, n, &in_prologue);
    VEC_PUSH(&c->stack, n);
  } while (cst_next(c));
  return convert_list(c, base);
}

static Node *declarator(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_VariableDeclarator, at.start, at.end);
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_NAME) n->as.VariableDeclarator.id = convert_pattern(c);
    else if (f == F_VALUE) n->as.VariableDeclarator.init = convert_expression(c);
  } while (cst_next(c));
  cst_up(c);
  return n;
}

static AstVarKind var_kind(Converter *c, At token, AstVarKind before) {
  switch (token.kind) {
    case CST_T_VAR: /* the shadow has `var` for let, using and await using */
      switch (c->text[token.start]) {
        case 'l': return VAR_LET;
        case 'u': return VAR_USING;
        case 'a': return VAR_AWAIT_USING;
        default: return VAR_VAR;
      }
    case CST_T_CONST: return VAR_CONST;
    default: return before;
  }
}

static Node *variables(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_VariableDeclaration, at.start, at.end);
  uint32_t base = c->stack.count;
  cst_down(c);
  do {
    At child = cst_at(c);
    if (child.kind == CST_DECLARATOR) VEC_PUSH(&c->stack, declarator(c));
    else n->as.VariableDeclaration.kind = var_kind(c, child, n->as.VariableDeclaration.kind);
  } while (cst_next(c));
  cst_up(c);
  n->as.VariableDeclaration.declarations = convert_list(c, base);
  return n;
}

Node *convert_declaration(Converter *c) {
  switch (cst_at(c).kind) {
    case CST_FUNCTION_DECLARATION:
    case CST_GENERATOR_DECLARATION: return convert_function(c, AST_FunctionDeclaration);
    case CST_CLASS_DECLARATION: return convert_class(c, AST_ClassDeclaration);
    default: return variables(c);
  }
}

/* The child in parentheses of a statement's head. */
static Node *head(Converter *c) {
  cst_down(c);
  cst_next(c);
  Node *n = convert_expression(c);
  cst_up(c);
  return n;
}

/* Labels are no part of the tree: whether one, not taken yet, stands before `at`. */
static bool has_label_before(const Converter *c, uint32_t at) {
  return c->next_label < c->shadow->nlabels && c->shadow->labels[c->next_label].start < at;
}

/* else-if chains are unrolled; a label ends one. */
static Node *if_statement(Converter *c) {
  Node *first = NULL, **slot = &first;
  uint32_t levels = 0, links = 0;
  for (bool more = true; more;) {
    At at = cst_at(c);
    Node *n = convert_new(c, AST_IfStatement, at.start, at.end);
    *slot = n;
    more = false;
    cst_down(c);
    levels++;
    do {
      CstField f = cst_field(c);
      if (f == F_CONDITION) {
        n->as.IfStatement.test = head(c);
      } else if (f == F_CONSEQUENCE) {
        n->as.IfStatement.consequent = convert_statement(c);
      } else if (f == F_ALTERNATIVE) {
        cst_down(c);
        cst_next(c);
        if (cst_at(c).kind == CST_IF && !has_label_before(c, cst_at(c).start)) {
          levels++;
          more = convert_link(c);
          if (more) links++;
          break;
        }
        n->as.IfStatement.alternate = convert_statement(c);
        cst_up(c);
      }
    } while (cst_next(c));
    slot = &n->as.IfStatement.alternate;
  }
  while (levels-- > 0) cst_up(c);
  convert_unlink(c, links);
  return first;
}

static Node *switch_case(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_SwitchCase, at.start, at.end);
  uint32_t base = c->stack.count;
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_VALUE) n->as.SwitchCase.test = convert_expression(c);
    else if (is_statement(cst_at(c).kind)) VEC_PUSH(&c->stack, convert_statement(c));
  } while (cst_next(c));
  cst_up(c);
  n->as.SwitchCase.consequent = convert_list(c, base);
  return n;
}

static Node *switch_statement(Converter *c, At at) {
  Node *n = convert_new(c, AST_SwitchStatement, at.start, at.end);
  bool has_default = false;
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_VALUE) n->as.SwitchStatement.discriminant = head(c);
    if (f != F_BODY) continue;
    uint32_t base = c->stack.count;
    cst_down(c);
    do {
      At child = cst_at(c);
      if (child.kind != CST_SWITCH_CASE && child.kind != CST_SWITCH_DEFAULT) continue;
      if (child.kind == CST_SWITCH_DEFAULT && has_default)
        convert_error(c, (Span){child.start, child.start + 7}, "more than one 'default' in a switch statement");
      has_default |= child.kind == CST_SWITCH_DEFAULT;
      VEC_PUSH(&c->stack, switch_case(c));
    } while (cst_next(c));
    cst_up(c);
    n->as.SwitchStatement.cases = convert_list(c, base);
  } while (cst_next(c));
  cst_up(c);
  return n;
}

static Node *for_init(Converter *c) {
  At at = cst_at(c);
  if (at.kind == CST_EMPTY) return NULL;
  if (at.kind != CST_VAR && at.kind != CST_LEXICAL) return convert_expression(c);
  Node *n = variables(c);
  AstList list = n->as.VariableDeclaration.declarations;
  if (list.count) n->end = list.items[list.count - 1]->end; /* without the semicolon */
  return n;
}

/* Does an `in` stand in a `for` head outside of parentheses and brackets? (the [~In] of ES 14.7.4) */
static const Node *find_in(const Node *n) {
  const Node *found;
  while (n && !(n->flags & NODE_PARENTHESIZED)) {
    switch (n->kind) {
      case AST_BinaryExpression:
      case AST_LogicalExpression:
        if (n->as.BinaryExpression.op == OP_IN) return n;
        if ((found = find_in(n->as.BinaryExpression.right))) return found;
        n = n->as.BinaryExpression.left;
        break;
      case AST_ConditionalExpression: /* not between ? and : */
        if ((found = find_in(n->as.ConditionalExpression.test))) return found;
        n = n->as.ConditionalExpression.alternate;
        break;
      case AST_AssignmentExpression: n = n->as.AssignmentExpression.right; break;
      case AST_UnaryExpression: n = n->as.UnaryExpression.argument; break;
      case AST_AwaitExpression: n = n->as.AwaitExpression.argument; break;
      case AST_YieldExpression: n = n->as.YieldExpression.argument; break;
      case AST_ArrowFunctionExpression:
        if (!n->as.Function.is_expression) return NULL;
        n = n->as.Function.body;
        break;
      case AST_SequenceExpression:
        for (uint32_t i = 0; i < n->as.SequenceExpression.expressions.count; i++)
          if ((found = find_in(n->as.SequenceExpression.expressions.items[i]))) return found;
        return NULL;
      case AST_VariableDeclaration:
        for (uint32_t i = 0; i < n->as.VariableDeclaration.declarations.count; i++)
          if ((found = find_in(n->as.VariableDeclaration.declarations.items[i]->as.VariableDeclarator.init)))
            return found;
        return NULL;
      default: return NULL;
    }
  }
  return NULL;
}

static Node *for_statement(Converter *c, At at) {
  Node *n = convert_new(c, AST_ForStatement, at.start, at.end);
  cst_down(c);
  do {
    switch (cst_field(c)) {
      case F_INITIALIZER:
        if (cst_at(c).kind != CST_T_SEMICOLON) n->as.ForStatement.init = for_init(c);
        break;
      case F_CONDITION:
        if (cst_at(c).kind != CST_EMPTY && cst_at(c).kind != CST_T_SEMICOLON)
          n->as.ForStatement.test = convert_expression(c);
        break;
      case F_INCREMENT: n->as.ForStatement.update = convert_expression(c); break;
      case F_BODY: n->as.ForStatement.body = convert_statement(c); break;
      default: break;
    }
  } while (cst_next(c));
  cst_up(c);
  const Node *in = find_in(n->as.ForStatement.init);
  if (in) convert_error(c, ast_span(in), "'in' needs parentheses in the head of a for statement");
  return n;
}

/* `(var a of …`: the declaration that the grammar leaves as single tokens. */
static Node *for_declaration(Converter *c, AstVarKind kind, uint32_t start, uint32_t end, Node *id, Node *init) {
  Node *d = convert_new(c, AST_VariableDeclarator, id->start, end);
  d->as.VariableDeclarator.id = id;
  d->as.VariableDeclarator.init = init;
  Node *n = convert_new(c, AST_VariableDeclaration, start, end);
  n->as.VariableDeclaration.kind = kind;
  uint32_t base = c->stack.count;
  VEC_PUSH(&c->stack, d);
  n->as.VariableDeclaration.declarations = convert_list(c, base);
  return n;
}

static Node *for_in(Converter *c, At at) {
  bool is_of = false, is_await = false, has_kind = false;
  AstVarKind kind = VAR_VAR;
  uint32_t kind_start = 0, end = 0; /* of the declaration */
  Node *left = NULL, *right = NULL, *init = NULL, *body = NULL;
  cst_down(c);
  do {
    At child = cst_at(c);
    switch (cst_field(c)) {
      case F_KIND:
        if (!has_kind) kind_start = child.start;
        has_kind = true;
        kind = var_kind(c, child, kind);
        break;
      case F_LEFT:
        left = has_kind ? convert_pattern(c) : convert_target(c);
        end = child.end;
        break;
      case F_VALUE:
        init = convert_expression(c);
        end = child.end;
        break;
      case F_OPERATOR: is_of = child.kind == CST_T_OF; break;
      case F_RIGHT: right = convert_expression(c); break;
      case F_BODY: body = convert_statement(c); break;
      default: is_await |= child.kind == CST_T_AWAIT; break;
    }
  } while (cst_next(c));
  cst_up(c);
  if (has_kind) left = for_declaration(c, kind, kind_start, end, left, init);
  Node *n = convert_new(c, is_of ? AST_ForOfStatement : AST_ForInStatement, at.start, at.end);
  if (!is_of) {
    if (is_await) convert_error(c, (Span){at.start, at.start + 3}, "'for await' needs 'of'");
    n->as.ForInStatement.left = left;
    n->as.ForInStatement.right = right;
    n->as.ForInStatement.body = body;
    return n;
  }
  if (right->kind == AST_SequenceExpression && !(right->flags & NODE_PARENTHESIZED))
    convert_error(c, ast_span(right), "the right side of 'of' must be a single expression");
  if (!has_kind && !is_await && left->kind == AST_Identifier && !(left->flags & NODE_PARENTHESIZED) &&
      left->end - left->start == 5 && atom_is(left->as.Identifier.name, "async"))
    convert_error(c, ast_span(left), "'async' cannot stand before 'of' in a for statement");
  n->as.ForOfStatement.is_await = is_await;
  n->as.ForOfStatement.left = left;
  n->as.ForOfStatement.right = right;
  n->as.ForOfStatement.body = body;
  return n;
}

static Node *loop(Converter *c, At at) {
  Node *n = convert_new(c,
                        at.kind == CST_WHILE  ? AST_WhileStatement
                        : at.kind == CST_WITH ? AST_WithStatement
                                              : AST_DoWhileStatement,
                        at.start, at.end);
  Node *test = NULL, *body = NULL;
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_CONDITION || f == F_OBJECT) test = head(c);
    else if (f == F_BODY) body = convert_statement(c);
  } while (cst_next(c));
  cst_up(c);
  if (at.kind == CST_WHILE) n->as.WhileStatement.test = test, n->as.WhileStatement.body = body;
  else if (at.kind == CST_WITH) n->as.WithStatement.object = test, n->as.WithStatement.body = body;
  else n->as.DoWhileStatement.test = test, n->as.DoWhileStatement.body = body;
  return n;
}

static Node *catch_clause(Converter *c, At at) {
  Node *n = convert_new(c, AST_CatchClause, at.start, at.end);
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_PARAMETER) n->as.CatchClause.param = convert_pattern(c);
    else if (f == F_BODY) n->as.CatchClause.body = convert_block(c);
  } while (cst_next(c));
  cst_up(c);
  return n;
}

static Node *try_statement(Converter *c, At at) {
  Node *n = convert_new(c, AST_TryStatement, at.start, at.end);
  cst_down(c);
  do {
    switch (cst_field(c)) {
      case F_BODY: n->as.TryStatement.block = convert_block(c); break;
      case F_HANDLER: n->as.TryStatement.handler = catch_clause(c, cst_at(c)); break;
      case F_FINALIZER:
        cst_down(c);
        do {
          if (cst_field(c) == F_BODY) n->as.TryStatement.finalizer = convert_block(c);
        } while (cst_next(c));
        cst_up(c);
        break;
      default: break;
    }
  } while (cst_next(c));
  cst_up(c);
  if (!n->as.TryStatement.handler && !n->as.TryStatement.finalizer)
    convert_error(c, (Span){at.end, at.end}, "'catch' or 'finally' expected");
  return n;
}

/* ES 14.5: an expression statement may not begin as a block, function or class does. */
static void check_beginning(Converter *c, At at) {
  const char *s = c->text + at.start;
  uint32_t len = 0;
  while (s[len] >= 'a' && s[len] <= 'z') len++;
  Word w = word_find(s, len);
  bool newline;
  if (w == W_ASYNC) {
    uint32_t next = convert_skip_trivia(c, at.start + len, &newline);
    if (!newline && !strncmp(c->text + next, "function", 8)) w = W_FUNCTION;
  } else if (lex_is_id_continue((uint8_t)s[len] < 0x80 ? (uint8_t)s[len] : '_') || s[len] == '\\') {
    w = W_NONE;
  }
  if (s[0] == '{' || w == W_FUNCTION || w == W_CLASS) convert_unexpected(c, (Span){at.start, at.start});
}

/* Statements with at most one expression or label: return, throw, break, continue, expression. */
static Node *simple(Converter *c, AstKind kind, At at) {
  Node *n = convert_new(c, kind, at.start, at.end), *operand = NULL;
  bool is_first = kind != AST_ExpressionStatement;
  cst_down(c);
  do {
    At child = cst_at(c);
    if (is_first) { /* the keyword */
      is_first = false;
      continue;
    }
    if (child.kind == CST_T_SEMICOLON || child.kind == CST_OTHER) continue;
    operand = child.kind == CST_LABEL ? convert_leaf(c, child.start, child.end) : convert_expression(c);
  } while (cst_next(c));
  cst_up(c);
  n->as.ReturnStatement.argument = operand;
  if (kind == AST_ExpressionStatement) check_beginning(c, at);
  return n;
}
_Static_assert(offsetof(Node, as.ReturnStatement.argument) == offsetof(Node, as.ThrowStatement.argument) &&
                   offsetof(Node, as.ReturnStatement.argument) == offsetof(Node, as.BreakStatement.label) &&
                   offsetof(Node, as.ReturnStatement.argument) == offsetof(Node, as.ContinueStatement.label) &&
                   offsetof(Node, as.ReturnStatement.argument) == offsetof(Node, as.ExpressionStatement.expression),
               "simple() fills all of them");

static Node *statement(Converter *c, At at) {
  switch (at.kind) {
    case CST_EXPRESSION_STATEMENT: return simple(c, AST_ExpressionStatement, at);
    case CST_RETURN: return simple(c, AST_ReturnStatement, at);
    case CST_THROW: return simple(c, AST_ThrowStatement, at);
    case CST_BREAK: return simple(c, AST_BreakStatement, at);
    case CST_CONTINUE: return simple(c, AST_ContinueStatement, at);
    case CST_BLOCK: return convert_block(c);
    case CST_EMPTY: return convert_new(c, AST_EmptyStatement, at.start, at.end);
    case CST_DEBUGGER: return convert_new(c, AST_DebuggerStatement, at.start, at.end);
    case CST_IF: return if_statement(c);
    case CST_SWITCH: return switch_statement(c, at);
    case CST_FOR: return for_statement(c, at);
    case CST_FOR_IN: return for_in(c, at);
    case CST_WHILE:
    case CST_DO:
    case CST_WITH: return loop(c, at);
    case CST_TRY: return try_statement(c, at);
    case CST_VAR:
    case CST_LEXICAL:
    case CST_FUNCTION_DECLARATION:
    case CST_GENERATOR_DECLARATION:
    case CST_CLASS_DECLARATION: return convert_declaration(c);
    case CST_IMPORT: return convert_import(c);
    case CST_EXPORT: return convert_export(c);
    default:
      convert_unexpected(c, (Span){at.start, at.end});
      return convert_new(c, AST_EmptyStatement, at.start, at.end);
  }
}

/* Wraps a statement in the labels before it, which only the shadow's list has. */
static Node *with_labels(Converter *c, Node *n, uint32_t first, uint32_t last) {
  const ShadowLabel *labels = c->shadow->labels;
  uint32_t next = n->start;
  for (uint32_t i = last; i-- > first; next = labels[i].start) {
    if (labels[i].statement != next) convert_unexpected(c, (Span){labels[i].statement, labels[i].statement + 1});
    Node *labeled = convert_new(c, AST_LabeledStatement, labels[i].start, n->end);
    labeled->as.LabeledStatement.label = convert_leaf(c, labels[i].start, labels[i].end);
    labeled->as.LabeledStatement.body = n;
    n = labeled;
  }
  return n;
}

Node *convert_statement(Converter *c) {
  At at = cst_at(c);
  if (!convert_enter(c)) return convert_new(c, AST_EmptyStatement, at.start, at.end);
  uint32_t first = c->next_label;
  while (has_label_before(c, at.start)) c->next_label++;
  uint32_t last = c->next_label;
  Node *n = statement(c, at);
  if (last > first) n = with_labels(c, n, first, last);
  convert_leave(c);
  return n;
}
