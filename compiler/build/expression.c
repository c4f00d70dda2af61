/*
 * expression.c: operators and the dispatch over kinds of expressions (ES 13).
 */
#include "internal.h"

uint32_t operator_pos(Fb *fb, uint32_t from) {
  const Source *s = fb->m->in->source;
  for (uint32_t i = from; i < s->len; i++) {
    char c = s->text[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ')') continue;
    if (c == '/' && s->text[i + 1] == '/') {
      while (i < s->len && s->text[i] != '\n') i++;
    } else if (c == '/' && s->text[i + 1] == '*') {
      for (i += 2; i + 1 < s->len && (s->text[i] != '*' || s->text[i + 1] != '/');) i++;
      i++;
    } else {
      return i;
    }
  }
  return from;
}

uint32_t expression_pos(Fb *fb, Node *n) {
  switch (n->kind) {
    case AST_BinaryExpression: return operator_pos(fb, n->as.BinaryExpression.left->end);
    case AST_LogicalExpression: return operator_pos(fb, n->as.LogicalExpression.left->end);
    case AST_AssignmentExpression: return operator_pos(fb, n->as.AssignmentExpression.left->end);
    case AST_SequenceExpression: return n->as.SequenceExpression.expressions.items[1]->start;
    case AST_UpdateExpression:
      return n->as.UpdateExpression.prefix ? n->start : operator_pos(fb, n->as.UpdateExpression.argument->end);
    case AST_MemberExpression: return member_pos(fb, n);
    case AST_CallExpression: return call_pos(fb, n);
    default: return n->start;
  }
}

/* The name whose value is the first thing that an expression asks for; NULL: something else is. */
static const Node *first_read(const Node *n) {
  while (n) switch (n->kind) {
      case AST_Identifier: return n;
      case AST_MemberExpression: n = n->as.MemberExpression.object; break;
      case AST_CallExpression: n = n->as.CallExpression.callee; break;
      case AST_NewExpression: n = n->as.NewExpression.callee; break;
      case AST_ChainExpression: n = n->as.ChainExpression.expression; break;
      case AST_BinaryExpression: n = n->as.BinaryExpression.left; break;
      case AST_LogicalExpression: n = n->as.LogicalExpression.left; break;
      case AST_ConditionalExpression: n = n->as.ConditionalExpression.test; break;
      case AST_UnaryExpression: n = n->as.UnaryExpression.argument; break;
      case AST_UpdateExpression: n = n->as.UpdateExpression.argument; break;
      case AST_SequenceExpression: n = n->as.SequenceExpression.expressions.items[0]; break;
      case AST_TaggedTemplateExpression: n = n->as.TaggedTemplateExpression.tag; break;
      case AST_AwaitExpression: n = n->as.AwaitExpression.argument; break;
      case AST_YieldExpression: n = n->as.YieldExpression.argument; break;
      case AST_AssignmentExpression: {
        bool reads_right =
            n->as.AssignmentExpression.op == OP_ASSIGN && n->as.AssignmentExpression.left->kind == AST_Identifier;
        n = reads_right ? n->as.AssignmentExpression.right : n->as.AssignmentExpression.left;
        break;
      }
      case AST_TemplateLiteral: {
        const Node *head = n->as.TemplateLiteral.quasis.items[0];
        if (!n->as.TemplateLiteral.expressions.count || head->start != head->end) return NULL;
        n = n->as.TemplateLiteral.expressions.items[0];
        break;
      }
      default: return NULL;
    }
  return NULL;
}

void begin_at(Fb *fb, Node *expression, uint32_t pos) {
  fb->fn->last_pos = pos;
  if (fb->fn->entry_pos == fb->fn->start) fb->fn->entry_pos = pos;
  fb->first = first_read(expression);
  fb->first_pos = pos;
}

uint32_t name_pos(const Fb *fb, const Node *identifier) {
  return identifier == fb->first ? fb->first_pos : identifier->start;
}

bool is_anonymous_function(const Node *n) {
  if (n->kind == AST_ArrowFunctionExpression) return true;
  if (n->kind == AST_FunctionExpression) return !n->as.Function.id;
  return n->kind == AST_ClassExpression && !n->as.Class.id;
}

IrInst *truth(Fb *fb, IrInst *v) {
  if (v->rep == REP_BOOL) return v;
  return fb_op1(fb, IR_truthy, v->pos, fb_boxed(fb, v));
}

static IrInst *negate(Fb *fb, IrInst *v) { return fb_op1(fb, IR_not, v->pos, v); }

static bool is_literal_nullish(const Node *n) {
  return ast_literal_type(n) == LIT_NULL || (n->kind == AST_UnaryExpression && n->as.UnaryExpression.op == OP_VOID &&
                                             n->as.UnaryExpression.argument->kind == AST_Literal);
}

static bool is_undefined_name(Fb *fb, const Node *n) {
  return n->kind == AST_Identifier && scope_is_free(n) && n->as.Identifier.name == fb->b->atoms.undefined;
}

/* x == null and friends need no call. */
static IrInst *compare_with_constant(Fb *fb, AstOp op, Node *left, Node *right, uint32_t pos) {
  bool loose = op == OP_EQ || op == OP_NE;
  if (op != OP_EQ && op != OP_NE && op != OP_STRICT_EQ && op != OP_STRICT_NE) return NULL;
  bool right_null = is_literal_nullish(right), right_undefined = is_undefined_name(fb, right);
  if (!right_null && !right_undefined) return NULL;
  bool is_void = right_undefined || right->kind == AST_UnaryExpression;
  IrInst *v = expr(fb, left);
  IrInst *r = loose ? fb_opx(fb, IR_is_nullish, pos, 1, &v, NULL, 0, 1)
                    : fb_op1(fb, is_void ? IR_is_undefined : IR_is_null, pos, v);
  return op == OP_NE || op == OP_STRICT_NE ? negate(fb, r) : r;
}

IrInst *binary(Fb *fb, AstOp op, IrInst *a, IrInst *b, uint32_t pos) {
  switch (op) {
    case OP_ADD: return fb_op2(fb, IR_add, pos, a, b);
    case OP_SUB: return fb_op2(fb, IR_sub, pos, a, b);
    case OP_MUL: return fb_op2(fb, IR_mul, pos, a, b);
    case OP_DIV: return fb_op2(fb, IR_div, pos, a, b);
    case OP_MOD: return fb_op2(fb, IR_mod, pos, a, b);
    case OP_EXP: return fb_op2(fb, IR_exp, pos, a, b);
    case OP_SHL: return fb_op2(fb, IR_shl, pos, a, b);
    case OP_SHR: return fb_op2(fb, IR_sar, pos, a, b);
    case OP_USHR: return fb_op2(fb, IR_shr, pos, a, b);
    case OP_BIT_AND: return fb_op2(fb, IR_bit_and, pos, a, b);
    case OP_BIT_OR: return fb_op2(fb, IR_bit_or, pos, a, b);
    case OP_BIT_XOR: return fb_op2(fb, IR_bit_xor, pos, a, b);
    case OP_EQ: return fb_op2(fb, IR_eq, pos, a, b);
    case OP_NE: return negate(fb, fb_op2(fb, IR_eq, pos, a, b));
    case OP_STRICT_EQ: return fb_op2(fb, IR_seq, pos, a, b);
    case OP_STRICT_NE: return negate(fb, fb_op2(fb, IR_seq, pos, a, b));
    case OP_LT: return fb_op2(fb, IR_lt, pos, a, b);
    case OP_LE: return fb_op2(fb, IR_le, pos, a, b);
    case OP_GT: return fb_op2(fb, IR_gt, pos, a, b);
    case OP_GE: return fb_op2(fb, IR_ge, pos, a, b);
    case OP_IN: return fb_op2(fb, IR_has_in, pos, a, b);
    case OP_INSTANCEOF: return fb_op2(fb, IR_instance_of, pos, a, b);
    default: UNREACHABLE();
  }
}

/* 2 ** 32 and the like, which every pow gives exactly. */
static IrInst *power_of_two(Fb *fb, AstOp op, const Node *left, const Node *right) {
  if (op != OP_EXP || ast_literal_type(left) != LIT_NUMBER || ast_literal_type(right) != LIT_NUMBER) return NULL;
  double n = right->as.Literal.number, v;
  if (left->as.Literal.number != 2 || n > 1023 || n != (int)n) return NULL; /* a literal is not negative */
  uint64_t bits = (uint64_t)((int)n + 1023) << 52;
  memcpy(&v, &bits, sizeof v);
  return fb_number(fb, v);
}

static IrInst *binary_expression(Fb *fb, Node *n) {
  Node *left = n->as.BinaryExpression.left, *right = n->as.BinaryExpression.right;
  AstOp op = n->as.BinaryExpression.op;
  uint32_t pos = operator_pos(fb, left->end);
  if (left->kind == AST_PrivateIdentifier) { /* #x in o */
    IrInst *o = expr(fb, right);
    return fb_op2(fb, IR_private_has, pos, o, binding_get(fb, left->info, false, left->start));
  }
  IrInst *r = compare_with_constant(fb, op, left, right, pos);
  if (!r) r = power_of_two(fb, op, left, right);
  if (r) return r;
  IrInst *a = expr(fb, left);
  IrInst *b = expr(fb, right);
  return binary(fb, op, a, b, pos);
}

/* a && b, a || b, a ?? b as a value. */
static IrInst *logical_expression(Fb *fb, Node *n) {
  AstOp op = n->as.LogicalExpression.op;
  IrBlock *other = fb_block(fb), *join = fb_block(fb);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrInst *a = expr(fb, n->as.LogicalExpression.left);
  ssa_write(fb, var, a);
  IrInst *test = op == OP_NULLISH ? fb_op1(fb, IR_is_nullish, n->start, a) : truth(fb, a);
  if (op == OP_OR) fb_branch(fb, test, join, other);
  else fb_branch(fb, test, other, join);
  fb_start_sealed(fb, other);
  IrInst *b = expr(fb, n->as.LogicalExpression.right);
  ssa_write(fb, var, b);
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}

static IrInst *conditional_expression(Fb *fb, Node *n, Atom *name) {
  IrBlock *yes = fb_block(fb), *no = fb_block(fb), *join = fb_block(fb);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  (void)name;
  expr_branch(fb, n->as.ConditionalExpression.test, yes, no);
  fb_start_sealed(fb, yes);
  IrInst *v = expr(fb, n->as.ConditionalExpression.consequent);
  ssa_write(fb, var, v);
  fb_jump(fb, join);
  fb_start_sealed(fb, no);
  v = expr(fb, n->as.ConditionalExpression.alternate);
  ssa_write(fb, var, v);
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}

void expr_branch(Fb *fb, Node *n, IrBlock *yes, IrBlock *no) {
  if (n->kind == AST_UnaryExpression && n->as.UnaryExpression.op == OP_NOT) {
    expr_branch(fb, n->as.UnaryExpression.argument, no, yes);
    return;
  }
  if (n->kind == AST_LogicalExpression && n->as.LogicalExpression.op != OP_NULLISH) {
    IrBlock *other = fb_block(fb);
    bool is_and = n->as.LogicalExpression.op == OP_AND;
    expr_branch(fb, n->as.LogicalExpression.left, is_and ? other : yes, is_and ? no : other);
    fb_start_sealed(fb, other);
    expr_branch(fb, n->as.LogicalExpression.right, yes, no);
    return;
  }
  IrInst *v = expr_any(fb, n);
  fb_branch(fb, truth(fb, v), yes, no);
}

static IrInst *typeof_expression(Fb *fb, Node *argument) {
  IrInst *v;
  if (argument->kind == AST_Identifier && argument->index & USE_DYNAMIC) v = dynamic_typeof(fb, argument);
  else if (argument->kind == AST_Identifier && !argument->info && atom_unit(argument->as.Identifier.name, 0) != '%' &&
           argument->as.Identifier.name != fb->b->atoms.undefined)
    v = fb_opx(fb, IR_get_global_typeof, argument->start, 0, NULL, argument->as.Identifier.name, 0, 0);
  else v = expr(fb, argument);
  return fb_op1(fb, IR_typeof, argument->start, v);
}

static IrInst *unary_expression(Fb *fb, Node *n) {
  Node *argument = n->as.UnaryExpression.argument;
  switch (n->as.UnaryExpression.op) {
    case OP_NEG:
      if (ast_literal_type(argument) == LIT_NUMBER) return fb_number(fb, -argument->as.Literal.number);
      return fb_op1(fb, IR_neg, n->start, expr(fb, argument));
    case OP_PLUS: return fb_op1(fb, IR_to_number, n->start, expr(fb, argument));
    case OP_NOT: {
      IrInst *v = expr_any(fb, argument);
      return negate(fb, truth(fb, v));
    }
    case OP_BIT_NOT: return fb_op1(fb, IR_bit_not, n->start, expr(fb, argument));
    case OP_TYPEOF: return typeof_expression(fb, argument);
    case OP_VOID: expr_any(fb, argument); return fb_undefined(fb);
    case OP_DELETE: return delete_expression(fb, n);
    default: UNREACHABLE();
  }
}

IrInst *optional_chain(Fb *fb, Node *n) {
  Node *inner = n->as.ChainExpression.expression;
  IrBlock *nullish = fb_block(fb), *join = fb_block(fb);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrInst *v =
      inner->kind == AST_CallExpression ? call_expression(fb, inner, nullish) : member_get(fb, inner, nullish, NULL);
  ssa_write(fb, var, v);
  fb_jump(fb, join);
  fb_start_sealed(fb, nullish);
  ssa_write(fb, var, fb_undefined(fb));
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}

static IrInst *meta_property(Fb *fb, Node *n) {
  if (n->as.MetaProperty.meta->as.Identifier.name->len == 3) /* new.target */
    return n->info ? binding_get(fb, n->info, false, n->start) : fb_undefined(fb);
  return fb_opx(fb, IR_import_meta, n->start, 0, NULL, NULL, fb->m->in->ir->index, 0);
}

IrInst *expr_any(Fb *fb, Node *n) {
  switch (n->kind) {
    case AST_Identifier: return name_get(fb, n);
    case AST_Literal: return literal(fb, n);
    case AST_ThisExpression: return this_get(fb, n->info, n->start);
    case AST_ArrayExpression: return array_literal(fb, n);
    case AST_ObjectExpression: return object_literal(fb, n);
    case AST_FunctionExpression:
    case AST_ArrowFunctionExpression:
    case AST_ClassExpression: return expr_named(fb, n, fb->b->atoms.empty);
    case AST_UnaryExpression: return unary_expression(fb, n);
    case AST_UpdateExpression: return update(fb, n);
    case AST_BinaryExpression: return binary_expression(fb, n);
    case AST_LogicalExpression: return logical_expression(fb, n);
    case AST_AssignmentExpression: return assignment(fb, n);
    case AST_ConditionalExpression: return conditional_expression(fb, n, NULL);
    case AST_CallExpression:
      return n->as.CallExpression.callee->kind == AST_Super ? super_call(fb, n) : call_expression(fb, n, NULL);
    case AST_NewExpression: return new_expression(fb, n);
    case AST_MemberExpression: return member_get(fb, n, NULL, NULL);
    case AST_ChainExpression: return optional_chain(fb, n);
    case AST_SequenceExpression: {
      AstList *list = &n->as.SequenceExpression.expressions;
      for (uint32_t i = 0; i + 1 < list->count; i++) expr_any(fb, list->items[i]);
      return expr_any(fb, list->items[list->count - 1]);
    }
    case AST_YieldExpression: return yield_expression(fb, n);
    case AST_AwaitExpression: {
      IrInst *v = expr(fb, n->as.AwaitExpression.argument);
      return await_value(fb, v, n->start);
    }
    case AST_ImportExpression: return import_call(fb, n);
    case AST_MetaProperty: return meta_property(fb, n);
    case AST_TemplateLiteral: return template_literal(fb, n);
    case AST_TaggedTemplateExpression: return tagged_template(fb, n);
    default: host_panic("expr_any", ast_kind_names[n->kind]);
  }
}

IrInst *expr(Fb *fb, Node *n) { return fb_boxed(fb, expr_any(fb, n)); }

IrInst *expr_named(Fb *fb, Node *n, Atom *name) {
  switch (n->kind) {
    case AST_FunctionExpression:
      if (n->as.Function.id) name = n->as.Function.id->as.Identifier.name;
      return closure_new(fb, n->info, name, n->start);
    case AST_ArrowFunctionExpression: return closure_new(fb, n->info, name, n->start);
    case AST_ClassExpression:
      return class_definition(fb, n, n->as.Class.id ? n->as.Class.id->as.Identifier.name : name);
    default: return expr(fb, n);
  }
}
