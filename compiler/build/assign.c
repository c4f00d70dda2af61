/*
 * assign.c: assignment, update, delete, and destructuring (ES 13.15, 13.4, 13.5.1, 14.3.3).
 */
#include "internal.h"

bool call_target(Fb *fb, Node *n, const char *message) {
  if (n->kind != AST_CallExpression) return false;
  expr(fb, n);
  fb_throw_error(fb, 3, message, n->start);
  return true;
}

Ref ref_evaluate(Fb *fb, Node *n) {
  Ref r = {.kind = REF_INVALID, .node = n, .pos = n->start};
  if (n->kind == AST_Identifier) {
    r.kind = n->index & USE_DYNAMIC ? REF_DYNAMIC : REF_NAME;
    if (r.kind == REF_DYNAMIC) r.object = dynamic_find(fb, n);
    return r;
  }
  if (n->kind != AST_MemberExpression) return r;
  Node *p = n->as.MemberExpression.property;
  r.pos = p->start;
  if (n->as.MemberExpression.object->kind == AST_Super) {
    r.kind = REF_SUPER;
    r.receiver = this_get(fb, n->info, n->start);
    r.key = n->as.MemberExpression.computed ? expr(fb, p) : property_key(fb, p, false);
    Binding *home = n->as.MemberExpression.object->info;
    r.object = home ? binding_get(fb, home, false, n->start) : fb_undefined(fb);
    return r;
  }
  r.object = expr(fb, n->as.MemberExpression.object);
  if (p->kind == AST_PrivateIdentifier) {
    r.kind = REF_PRIVATE;
    r.key = binding_get(fb, p->info, false, p->start);
  } else if ((r.name = n->as.MemberExpression.computed ? constant_key(fb, p) : p->as.Identifier.name)) {
    r.kind = REF_PROP;
  } else {
    r.kind = REF_ELEM;
    r.key = expr(fb, p);
  }
  return r;
}

IrInst *ref_get(Fb *fb, Ref *r) {
  switch (r->kind) {
    case REF_NAME: return name_get(fb, r->node);
    case REF_DYNAMIC: return dynamic_get_from(fb, r->node, r->object);
    case REF_PROP: return get_property(fb, r->object, r->name, r->pos, false);
    case REF_ELEM: return fb_op2(fb, IR_get_elem, r->pos, r->object, r->key);
    case REF_SUPER: return fb_op3(fb, IR_get_super, r->pos, r->object, r->key, r->receiver);
    case REF_PRIVATE: return fb_op2(fb, IR_private_get, r->pos, r->object, r->key);
    default: UNREACHABLE();
  }
}

void ref_set(Fb *fb, Ref *r, IrInst *v, uint32_t pos) {
  int64_t strict = fb->f->is_strict;
  switch (r->kind) {
    case REF_NAME: name_set(fb, r->node, v, pos); break;
    case REF_DYNAMIC: dynamic_set(fb, r->node, r->object, v); break;
    case REF_PROP: fb_opx(fb, IR_set_prop, pos, 2, (IrInst *[]){r->object, v}, r->name, 0, strict); break;
    case REF_ELEM: fb_opx(fb, IR_set_elem, pos, 3, (IrInst *[]){r->object, r->key, v}, NULL, 0, strict); break;
    case REF_SUPER:
      fb_opx(fb, IR_set_super, pos, 4, (IrInst *[]){r->object, r->key, v, r->receiver}, NULL, 0, strict);
      break;
    case REF_PRIVATE: fb_op3(fb, IR_private_set, pos, r->object, r->key, v); break;
    default: UNREACHABLE();
  }
}

/* The name that an anonymous function gets from where it goes: not with parentheses around it. */
static Atom *target_name(Node *n) {
  return n->kind == AST_Identifier && !(n->flags & NODE_PARENTHESIZED) ? n->as.Identifier.name : NULL;
}

/* a &&= b and its kin. */
static IrInst *logical_assignment(Fb *fb, Node *n, Ref *r, uint32_t pos) {
  AstOp op = ast_op_of_assignment(n->as.AssignmentExpression.op);
  IrBlock *assign = fb_block(fb), *join = fb_block(fb);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrInst *old = fb_boxed(fb, ref_get(fb, r));
  ssa_write(fb, var, old);
  IrInst *test = op == OP_NULLISH ? fb_op1(fb, IR_is_nullish, pos, old) : truth(fb, old);
  if (op == OP_OR) fb_branch(fb, test, join, assign);
  else fb_branch(fb, test, assign, join);
  fb_start_sealed(fb, assign);
  Atom *name = target_name(n->as.AssignmentExpression.left);
  IrInst *v = expr_named(fb, n->as.AssignmentExpression.right, name ? name : fb->b->atoms.empty);
  ref_set(fb, r, v, pos);
  ssa_write(fb, var, v);
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}

IrInst *assignment(Fb *fb, Node *n) {
  Node *left = n->as.AssignmentExpression.left, *right = n->as.AssignmentExpression.right;
  AstOp op = n->as.AssignmentExpression.op;
  uint32_t pos = operator_pos(fb, left->end);
  if (left->kind == AST_ObjectPattern || left->kind == AST_ArrayPattern) {
    IrInst *v = expr(fb, right);
    pattern_bind(fb, left, v, BIND_MODE_ASSIGN, (PatternSource){.node = right});
    return v;
  }
  if (call_target(fb, left, "Invalid left-hand side in assignment")) return expr(fb, right);
  Ref r = ref_evaluate(fb, left);
  if (op == OP_ASSIGN) {
    Atom *name = target_name(left);
    IrInst *v = expr_named(fb, right, name ? name : fb->b->atoms.empty);
    ref_set(fb, &r, v, pos);
    return v;
  }
  r.pos = fb->fn->last_pos; /* V8 gives the read no place of its own */
  if (op == OP_ASSIGN_AND || op == OP_ASSIGN_OR || op == OP_ASSIGN_NULLISH) return logical_assignment(fb, n, &r, pos);
  if (r.kind == REF_ELEM) r.key = fb_op2(fb, IR_key_of, pos, r.key, r.object);
  IrInst *old = ref_get(fb, &r);
  IrInst *v = expr(fb, right);
  v = fb_boxed(fb, binary(fb, ast_op_of_assignment(op), old, v, pos));
  ref_set(fb, &r, v, pos);
  return v;
}

IrInst *update(Fb *fb, Node *n) {
  const char *message = n->as.UpdateExpression.prefix ? "Invalid left-hand side expression in prefix operation"
                                                      : "Invalid left-hand side expression in postfix operation";
  if (call_target(fb, n->as.UpdateExpression.argument, message)) return fb_undefined(fb);
  Ref r = ref_evaluate(fb, n->as.UpdateExpression.argument);
  r.pos = fb->fn->last_pos;
  if (r.kind == REF_ELEM) r.key = fb_op2(fb, IR_key_of, r.pos, r.key, r.object);
  IrInst *old = fb_op1(fb, IR_to_numeric, n->start, ref_get(fb, &r));
  IrInst *v = fb_op1(fb, n->as.UpdateExpression.op == OP_INC ? IR_inc : IR_dec, n->start, old);
  Node *a = n->as.UpdateExpression.argument;
  uint32_t pos = a->kind != AST_Identifier       ? n->start
                 : n->as.UpdateExpression.prefix ? a->start
                                                 : operator_pos(fb, a->end);
  ref_set(fb, &r, v, pos);
  return n->as.UpdateExpression.prefix ? v : old;
}

/* delete of the last link of an optional chain: true when the chain ends early. */
static IrInst *delete_chain(Fb *fb, Node *chain);

static IrInst *delete_member(Fb *fb, Node *m, IrBlock *if_nullish) {
  Node *p = m->as.MemberExpression.property, *o = m->as.MemberExpression.object;
  if (o->kind == AST_Super) {
    this_get(fb, m->info, m->start);
    if (m->as.MemberExpression.computed) expr(fb, p);
    fb_throw_error(fb, 3, "Unsupported reference to 'super'", m->start);
    return fb_op0(fb, IR_const_bool, m->start);
  }
  IrInst *object;
  if (if_nullish && o->kind == AST_MemberExpression) object = fb_boxed(fb, member_get(fb, o, if_nullish, NULL));
  else if (if_nullish && o->kind == AST_CallExpression) object = fb_boxed(fb, call_expression(fb, o, if_nullish));
  else object = expr(fb, o);
  if (m->as.MemberExpression.optional) {
    IrBlock *go = fb_block(fb);
    fb_branch(fb, fb_op1(fb, IR_is_nullish, m->start, object), if_nullish, go);
    fb_start_sealed(fb, go);
  }
  IrInst *key = m->as.MemberExpression.computed ? expr(fb, p) : property_key(fb, p, false);
  /* V8 gives it no place of its own. */
  return fb_opx(fb, IR_delete_elem, fb->fn->last_pos, 2, (IrInst *[]){object, key}, NULL, 0, fb->f->is_strict);
}

static IrInst *delete_chain(Fb *fb, Node *chain) {
  Node *inner = chain->as.ChainExpression.expression;
  IrBlock *nullish = fb_block(fb), *join = fb_block(fb);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  IrInst *v = fb_boxed(fb, delete_member(fb, inner, nullish));
  ssa_write(fb, var, v);
  fb_jump(fb, join);
  fb_start_sealed(fb, nullish);
  ssa_write(fb, var, fb_const(fb, VALUE_TRUE_BITS));
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}

IrInst *delete_expression(Fb *fb, Node *n) {
  Node *a = n->as.UnaryExpression.argument;
  if (a->kind == AST_MemberExpression) return delete_member(fb, a, NULL);
  if (a->kind == AST_ChainExpression && a->as.ChainExpression.expression->kind == AST_MemberExpression)
    return delete_chain(fb, a);
  if (a->kind == AST_Identifier) {
    if (a->index & USE_DYNAMIC) return dynamic_delete(fb, a);
    if (a->info) return fb_const(fb, VALUE_FALSE_BITS);
    return fb_opx(fb, IR_delete_global, n->start, 0, NULL, a->as.Identifier.name, 0, 0);
  }
  expr_any(fb, a);
  return fb_const(fb, VALUE_TRUE_BITS);
}

/* ---- patterns ---- */

static void bind_target(Fb *fb, Ref *r, Node *target, IrInst *v, BindMode mode, PatternSource source);

/* v, or the default when v is undefined. */
static IrInst *with_default(Fb *fb, IrInst *v, Node *target, Node *value) {
  IrBlock *use = fb_block(fb), *join = fb_block(fb);
  uint32_t var = ssa_new_var(fb, REP_VAL);
  ssa_write(fb, var, v);
  fb_branch(fb, fb_op1(fb, IR_is_undefined, value->start, v), use, join);
  fb_start_sealed(fb, use);
  Atom *name = target_name(target);
  IrInst *d = expr_named(fb, value, name ? name : fb->b->atoms.empty);
  ssa_write(fb, var, d);
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  return ssa_read(fb, var);
}

static Node *without_default(Node *n) { return n->kind == AST_AssignmentPattern ? n->as.AssignmentPattern.left : n; }

static bool is_pattern(const Node *n) { return n->kind == AST_ObjectPattern || n->kind == AST_ArrayPattern; }

/* References are evaluated before the value is fetched (ES 13.15.5.5). */
static Ref element_ref(Fb *fb, Node *n, BindMode mode) {
  Node *target = without_default(n);
  bool is_name = target->kind == AST_Identifier && !(target->index & USE_DYNAMIC);
  if (mode == BIND_MODE_INIT || is_pattern(target) || is_name) return (Ref){.kind = REF_PATTERN, .node = target};
  return ref_evaluate(fb, target);
}

static void bind_element(Fb *fb, Ref *r, Node *n, IrInst *v, BindMode mode, const Atom *property) {
  Node *target = without_default(n);
  PatternSource source = {.is_nested = true, .property = property};
  if (n->kind == AST_AssignmentPattern) {
    source = (PatternSource){.node = n->as.AssignmentPattern.right, .is_declared = mode == BIND_MODE_INIT};
    v = with_default(fb, v, target, source.node);
  }
  bind_target(fb, r, target, v, mode, source);
}

static void bind_target(Fb *fb, Ref *r, Node *target, IrInst *v, BindMode mode, PatternSource source) {
  if (is_pattern(target)) pattern_bind(fb, target, v, mode, source);
  else if (target->kind == AST_Identifier && mode == BIND_MODE_INIT) {
    Binding *b = scope_binding(target);
    if (scope_is_free(target)) global_init(fb, target, v);
    else if (b && b->kind != BIND_VAR) binding_init(fb, b, v);
    else name_set(fb, target, v, target->start);
  } else if (r->kind == REF_PATTERN) name_set(fb, target, v, target->start);
  else ref_set(fb, r, v, target->start);
}

static const char *source_text(Fb *fb, PatternSource source) {
  return source.node ? atom_utf8(render(fb, source.node), &fb->scratch) : source.name;
}

static Atom *destructured_text(Fb *fb, Node *pattern, const char *text) {
  AstList *list = pattern->kind == AST_ObjectPattern ? &pattern->as.ObjectPattern.properties : NULL;
  if (list && list->count && list->items[0]->kind == AST_Property && !list->items[0]->as.Property.computed) {
    Atom *name = property_name(fb, list->items[0]->as.Property.key);
    if (name && !text) return fb_format(fb, "property '%s' of", atom_utf8(name, &fb->scratch));
    if (name) return fb_format(fb, "property '%s' of '%s'", atom_utf8(name, &fb->scratch), text);
  }
  return text ? fb_format(fb, "'%s'", text) : NULL;
}

/* V8 tells of destructuring only where the first property is computed or has no default, and not within patterns. */
static bool reads_first(AstList *list, bool is_nested) {
  if (!list->count || list->items[0]->kind != AST_Property || list->items[0]->as.Property.computed) return false;
  return is_nested || list->items[0]->as.Property.value->kind == AST_AssignmentPattern;
}

static void bind_object(Fb *fb, Node *n, IrInst *v, BindMode mode, PatternSource source) {
  AstList *list = &n->as.ObjectPattern.properties;
  const char *from = source_text(fb, source);
  Atom *text = destructured_text(fb, n, from), *property = from ? fb_format(fb, "%s", from) : NULL;
  uint32_t pos = source.node && !source.is_nested ? source.node->start : n->start;
  if (list->count && list->items[0]->kind == AST_Property) pos = list->items[0]->start;
  if (!reads_first(list, source.is_nested)) fb_opx(fb, IR_check_object_coercible, pos, 1, &v, text, 0, 0);
  bool has_rest = list->count && list->items[list->count - 1]->kind != AST_Property;
  IrInst **keys = ARENA_ARRAY(&fb->scratch, IrInst *, list->count + 1);
  keys[0] = v;
  for (uint32_t i = 0; i < list->count; i++) {
    Node *p = list->items[i];
    if (p->kind != AST_Property) { /* ...rest */
      Node *target = p->as.RestElement.argument;
      Ref r = element_ref(fb, target, mode);
      IrInst *rest = fb_opn(fb, IR_object_rest, p->start, i + 1, keys);
      bind_target(fb, &r, target, rest, mode, (PatternSource){.is_nested = true});
      break;
    }
    Node *key = p->as.Property.key, *value = p->as.Property.value;
    Atom *name = p->as.Property.computed ? constant_key(fb, key) : property_name(fb, key);
    uint32_t index;
    if (name && atom_array_index(name, &index)) name = NULL;
    IrInst *k = name && !has_rest ? NULL : name ? fb_string(fb, name) : property_key(fb, key, p->as.Property.computed);
    keys[i + 1] = k;
    Ref r = element_ref(fb, value, mode);
    IrInst *e = name ? get_property(fb, v, name, key->start, false) : fb_op2(fb, IR_get_elem, key->start, v, k);
    bind_element(fb, &r, value, e, mode, property);
  }
}

/* Elements come from an iterator, which is closed when the pattern ends before it (ES 8.6.2). */
static void bind_array(Fb *fb, Node *n, IrInst *v, BindMode mode, PatternSource source) {
  AstList *list = &n->as.ArrayPattern.elements;
  uint32_t pos = source.node ? source.node->start : n->start;
  Atom *text = NULL; /* NULL: the value is described */
  bool is_declared = source.node && source.is_declared;
  if (source.name) text = source.name[1] == 'f' ? fb_format(fb, "%s", source.name) : NULL;
  else if (source.property) text = fb_format(fb, "\1%s", atom_utf8(source.property, &fb->scratch));
  else if (is_declared) text = destructured_iterable_text(fb, source.node);
  IrInst *record = fb_opx(fb, IR_iter_open, pos, 1, &v, text, 0, 0);
  Ctl ctl = {0};
  ctl_push(fb, &ctl, CTL_ITERATOR);
  ctl.iterator = ssa_new_var(fb, REP_VAL);
  ssa_write(fb, ctl.iterator, record);
  IrBlock *handler = fb->handler = fb_block(fb);
  handler->cold = true;
  for (uint32_t i = 0; i < list->count; i++) {
    Node *e = list->items[i];
    if (e && e->kind == AST_RestElement) {
      Node *target = e->as.RestElement.argument;
      Ref r = element_ref(fb, target, mode);
      IrInst *rest = fb_op1(fb, IR_iter_rest, e->start, record);
      bind_target(fb, &r, target, rest, mode, (PatternSource){.is_nested = true});
      continue;
    }
    Ref r = {0};
    if (e) r = element_ref(fb, e, mode);
    IrInst *next = fb_op1(fb, IR_iter_next, e ? e->start : pos, record);
    if (!e) continue;
    IrInst *is_done = fb_op1(fb, IR_is_empty, e->start, next);
    IrInst *nothing = fb_undefined(fb);
    IrInst *value = ir_emit(fb->block, IR_select, e->start, 3, (IrInst *[]){is_done, nothing, next});
    bind_element(fb, &r, e, value, mode, NULL);
  }
  ctl_pop(fb);
  IrBlock *after = fb_block(fb);
  fb_op1(fb, IR_iter_close, pos, record);
  fb_jump(fb, after);
  fb_start_sealed(fb, handler);
  IrInst *error = fb_op0(fb, IR_catch, pos);
  fb_op1(fb, IR_iter_close_quiet, pos, record);
  fb_throw(fb, error, pos);
  fb_start_sealed(fb, after);
}

void pattern_bind(Fb *fb, Node *pattern, IrInst *v, BindMode mode, PatternSource source) {
  switch (pattern->kind) {
    case AST_ObjectPattern: bind_object(fb, pattern, v, mode, source); break;
    case AST_ArrayPattern: bind_array(fb, pattern, v, mode, source); break;
    default: {
      Ref r = element_ref(fb, pattern, mode);
      if (pattern->kind == AST_AssignmentPattern) { /* a parameter with a default */
        Node *target = pattern->as.AssignmentPattern.left;
        v = with_default(fb, v, target, pattern->as.AssignmentPattern.right);
        if (target->kind == AST_ObjectPattern)
          source.name = "(intermediate value)(intermediate value)(intermediate value)";
        bind_target(fb, &r, target, v, mode, source);
      } else {
        bind_target(fb, &r, pattern, v, mode, source);
      }
    }
  }
}
