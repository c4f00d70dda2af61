/*
 * call.c: property reads, calls, construction and tagged templates (ES 13.3). An optional chain passes the block to
 * which `?.` goes on null and undefined down to every link of the chain.
 */
#include "../parse/words.h"
#include "internal.h"

/* ---- property reads ---- */

IrInst *get_property(Fb *fb, IrInst *object, Atom *name, uint32_t pos, bool is_method) {
  return fb_opx(fb, is_method ? IR_get_method : IR_get_prop, pos, 1, &object, name, 0, 0);
}

static void leave_if_nullish(Fb *fb, IrInst *v, IrBlock *if_nullish) {
  IrBlock *go = fb_block(fb);
  fb_branch(fb, fb_op1(fb, IR_is_nullish, v->pos, v), if_nullish, go);
  fb_start_sealed(fb, go);
}

/* An object expression inside of a chain. */
static IrInst *chain_link(Fb *fb, Node *n, IrBlock *if_nullish) {
  if (if_nullish && n->kind == AST_MemberExpression) return fb_boxed(fb, member_get(fb, n, if_nullish, NULL));
  if (if_nullish && n->kind == AST_CallExpression && n->as.CallExpression.callee->kind != AST_Super)
    return fb_boxed(fb, call_expression(fb, n, if_nullish));
  return expr(fb, n);
}

static IrInst *super_member_get(Fb *fb, Node *n, IrInst **receiver) {
  Node *p = n->as.MemberExpression.property;
  IrInst *this_value = this_get(fb, n->info, n->start);
  IrInst *key = n->as.MemberExpression.computed ? expr(fb, p) : property_key(fb, p, false);
  Binding *home = n->as.MemberExpression.object->info;
  IrInst *h = home ? binding_get(fb, home, false, n->start) : fb_undefined(fb);
  if (receiver) *receiver = this_value;
  return fb_op3(fb, IR_get_super, p->start, h, key, this_value);
}

/* Private methods and accessors belong to all instances of a class: V8 names the class when the receiver is none. */
static IrInst *private_method_get(Fb *fb, IrInst *o, Node *p) {
  Binding *b = p->info;
  PrivateMember *m = b->method;
  IrBlock *object = fb_block(fb), *good = fb_block(fb), *bad = fb_block(fb);
  bad->cold = true;
  IrInst *symbol = binding_get(fb, b, false, p->start);
  fb_branch(fb, fb_op1(fb, IR_is_object, p->start, o), object, bad);
  fb_start_sealed(fb, object);
  fb_branch(fb, fb_op2(fb, IR_private_has, p->start, o, symbol), good, bad);
  fb_start_sealed(fb, bad);
  Node *id = m->cls->node->as.Class.id;
  fb_throw_error(fb, 0,
                 arena_format(&fb->scratch, "Receiver must be %s %s", m->is_static ? "class" : "an instance of class",
                              id ? atom_utf8(id->as.Identifier.name, &fb->scratch) : "anonymous"),
                 p->start);
  fb_start_sealed(fb, good);
  if (m->method) return binding_get(fb, m->method, false, p->start);
  return fb_op2(fb, IR_private_get, p->start, o, symbol);
}

/* A private member's value. */
static IrInst *private_member_get(Fb *fb, IrInst *o, Node *p) {
  Binding *b = p->info;
  if (!((PrivateMember *)b->method)->is_field) return private_method_get(fb, o, p);
  return fb_op2(fb, IR_private_get, p->start, o, binding_get(fb, b, false, p->start));
}

/* A global name in front of a property: V8 reports a missing one at the property. */
static IrInst *global_object(Fb *fb, Node *n, uint32_t pos) {
  if (n->kind != AST_Identifier || !scope_is_free(n)) return NULL;
  Atom *name = n->as.Identifier.name;
  if (name == fb->b->atoms.undefined || name == fb->b->atoms.nan || name == fb->b->atoms.infinity ||
      atom_unit(name, 0) == '%')
    return NULL;
  return fb_opx(fb, IR_get_global, n == fb->first ? fb->first_pos : pos, 0, NULL, name, 0, 0);
}

/* Does the object's text go on behind a call or `?.`? Then V8 says that a property is at its dot. */
static bool goes_on_behind_call(const Node *object) {
  for (;;) {
    if (object->flags & NODE_PARENTHESIZED) return false;
    switch (object->kind) {
      case AST_CallExpression: return true;
      case AST_TaggedTemplateExpression: object = object->as.TaggedTemplateExpression.tag; break;
      case AST_MemberExpression:
        if (object->as.MemberExpression.optional) return true;
        object = object->as.MemberExpression.object;
        break;
      default: return false;
    }
  }
}

uint32_t member_pos(Fb *fb, const Node *n) {
  const Node *object = n->as.MemberExpression.object;
  bool at_dot = n->as.MemberExpression.computed || n->as.MemberExpression.optional || goes_on_behind_call(object);
  return at_dot ? operator_pos(fb, object->end) : n->as.MemberExpression.property->start;
}

/* object.property; *object gets the receiver. The method form of a read is chosen when the caller asks for it. */
IrInst *member_get(Fb *fb, Node *n, IrBlock *if_nullish, IrInst **object) {
  Node *p = n->as.MemberExpression.property;
  if (n->as.MemberExpression.object->kind == AST_Super) return super_member_get(fb, n, object);
  uint32_t pos = member_pos(fb, n);
  IrInst *o = global_object(fb, n->as.MemberExpression.object, pos);
  if (!o) o = chain_link(fb, n->as.MemberExpression.object, if_nullish);
  if (n->as.MemberExpression.optional) leave_if_nullish(fb, o, if_nullish);
  if (object) *object = o;
  if (p->kind == AST_PrivateIdentifier) return private_member_get(fb, o, p);
  if (!n->as.MemberExpression.computed) return get_property(fb, o, p->as.Identifier.name, pos, object != NULL);
  Atom *name = constant_key(fb, p);
  if (name) return get_property(fb, o, name, pos, object != NULL);
  IrInst *key = expr(fb, p);
  return fb_op2(fb, IR_get_elem, pos, o, key);
}

/* ---- calls ---- */

/* A name that is a word of the language: m.delete(). */
static bool is_word(Fb *fb, const Node *name) {
  Word word = word_find(fb->m->in->source->text + name->start, name->end - name->start);
  return word != W_NONE && word != W_SUPER && word_class(word) == WORD_RESERVED;
}

/* Where V8 says that a call is: at the name that is called, or at the parenthesis. */
uint32_t call_pos(Fb *fb, Node *n) {
  Node *callee = n->as.CallExpression.callee;
  if (n->as.CallExpression.optional) return operator_pos(fb, operator_pos(fb, callee->end) + 2);
  if (callee->flags & NODE_PARENTHESIZED) return operator_pos(fb, callee->end);
  switch (callee->kind) {
    case AST_Identifier: return callee->start;
    case AST_MemberExpression:
      if (callee->as.MemberExpression.property->kind == AST_PrivateIdentifier) return operator_pos(fb, callee->end);
      if (callee->as.MemberExpression.computed || is_word(fb, callee->as.MemberExpression.property))
        return operator_pos(fb, callee->end);
      return callee->as.MemberExpression.property->start;
    default: return operator_pos(fb, callee->end);
  }
}

/* lib's %Name(...): straight to the builtin. */
static IrInst *primordial_call(Fb *fb, Node *n) {
  Node *callee = n->as.CallExpression.callee;
  AstList *args = &n->as.CallExpression.arguments;
  if (callee->kind != AST_Identifier || !scope_is_free(callee) || atom_unit(callee->as.Identifier.name, 0) != '%' ||
      has_spread(args))
    return NULL;
  if (atom_is(callee->as.Identifier.name, "%CCall")) return c_call(fb, n);
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, args->count + 1);
  for (uint32_t i = 0; i < args->count; i++) values[i] = expr(fb, args->items[i]);
  Atom *name = callee->as.Identifier.name;
  Atom *bare = intern_latin1(fb->b->program->atoms, name->c8 + 1, name->len - 1);
  return fb_opx(fb, IR_call_builtin, n->start, args->count, values, bare, 0, 0);
}

/* require('name') through the module's own `require`. */
static IrInst *require_call(Fb *fb, Node *n) {
  Node *callee = n->as.CallExpression.callee;
  AstList *args = &n->as.CallExpression.arguments;
  if (callee->kind != AST_Identifier || callee->as.Identifier.name != fb->b->atoms.require || args->count < 1)
    return NULL;
  Binding *b = scope_binding(callee);
  if (!b || b != fb->m->scope->params[1] || b->assignments || ast_literal_type(args->items[0]) != LIT_STRING)
    return NULL;
  BuildTarget t = fb->b->input->resolve(fb->m->in, args->items[0]->as.Literal.string, true);
  if (!t.known || t.module < 0) return NULL; /* the run-time require throws */
  const IrModule *from = fb->m->in->ir;
  int32_t asking = from->kind == MODULE_COMMONJS ? (int32_t)from->index + 1 : 0;
  return fb_opx(fb, IR_require, n->start, 0, NULL, NULL, t.module, asking);
}

IrInst *call_spread(Fb *fb, IrInst *callee, IrInst *receiver, IrInst *array, Atom *text, uint32_t pos) {
  return fb_opx(fb, IR_call_spread, pos, 3, (IrInst *[]){callee, receiver, array}, text, 0, 0);
}

static IrInst *call_value(Fb *fb, IrInst *callee, IrInst *receiver, const AstList *args, Atom *text, uint32_t pos) {
  if (has_spread(args)) return call_spread(fb, callee, receiver, spread_array(fb, args, pos), text, pos);
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, args->count + 2);
  values[0] = callee;
  values[1] = receiver;
  for (uint32_t i = 0; i < args->count; i++) values[2 + i] = expr(fb, args->items[i]);
  return fb_opx(fb, IR_call, pos, args->count + 2, values, text, 0, 0);
}

/* A function that is known at compile time: needs no test of the callee. */
static IrInst *direct_call(Fb *fb, IrInst *callee, const AstList *args, uint32_t pos) {
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, args->count + 2);
  values[0] = callee;
  values[1] = fb_undefined(fb);
  for (uint32_t i = 0; i < args->count; i++) values[2 + i] = expr(fb, args->items[i]);
  IrInst *i = ir_emit(fb->block, IR_call_direct, pos, args->count + 2, values);
  i->imm.fn = callee->imm.fn;
  if (fb->handler) {
    IrBlock *normal = fb_sealed_block(fb);
    ir_terminate(fb->block, IR_on_throw, pos, 0, NULL, 2, (IrBlock *[]){normal, fb->handler});
    fb->block = normal;
  }
  return i;
}

/* (a?.b)(): the receiver survives the parentheses. */
static IrInst *parenthesized_chain(Fb *fb, Node *chain, IrInst **receiver) {
  Node *inner = chain->as.ChainExpression.expression;
  IrBlock *nullish = fb_block(fb), *join = fb_block(fb);
  uint32_t value = ssa_new_var(fb, REP_VAL), object = ssa_new_var(fb, REP_VAL);
  IrInst *o, *v = member_get(fb, inner, nullish, &o);
  ssa_write(fb, value, v);
  ssa_write(fb, object, o);
  fb_jump(fb, join);
  fb_start_sealed(fb, nullish);
  ssa_write(fb, value, fb_undefined(fb));
  ssa_write(fb, object, fb_undefined(fb));
  fb_jump(fb, join);
  fb_start_sealed(fb, join);
  *receiver = ssa_read(fb, object);
  return ssa_read(fb, value);
}

IrInst *call_expression(Fb *fb, Node *n, IrBlock *if_nullish) {
  Node *callee = n->as.CallExpression.callee;
  AstList *args = &n->as.CallExpression.arguments;
  uint32_t pos = call_pos(fb, n);
  IrInst *r;
  if (!n->as.CallExpression.optional) {
    if ((r = primordial_call(fb, n))) return r;
    if ((r = require_call(fb, n))) return r;
    if (callee->kind == AST_Identifier && (!scope_binding(callee) || n->info) &&
        callee->as.Identifier.name == fb->b->atoms.eval)
      return direct_eval(fb, n);
  }
  IrInst *receiver = NULL, *f;
  if (callee->kind == AST_MemberExpression) {
    f = member_get(fb, callee, if_nullish && !(callee->flags & NODE_PARENTHESIZED) ? if_nullish : NULL, &receiver);
  } else if (callee->kind == AST_ChainExpression &&
             callee->as.ChainExpression.expression->kind == AST_MemberExpression) {
    f = parenthesized_chain(fb, callee, &receiver);
  } else if (callee->kind == AST_Identifier && callee->index & USE_DYNAMIC) {
    f = dynamic_get(fb, callee, &receiver);
  } else {
    f = chain_link(fb, callee, if_nullish);
  }
  if (n->as.CallExpression.optional) leave_if_nullish(fb, f, if_nullish);
  else if (f->op == IR_const_fn && !receiver && !has_spread(args)) return direct_call(fb, f, args, pos);
  if (!receiver) receiver = fb_undefined(fb);
  return call_value(fb, f, receiver, args, render(fb, callee), pos);
}

IrInst *new_expression(Fb *fb, Node *n) {
  AstList *args = &n->as.NewExpression.arguments;
  IrInst *callee = expr(fb, n->as.NewExpression.callee);
  Atom *text = render(fb, n->as.NewExpression.callee);
  if (has_spread(args)) {
    IrInst *array = spread_array(fb, args, n->start);
    return fb_opx(fb, IR_new_spread, n->start, 3, (IrInst *[]){callee, callee, array}, text, 0, 0);
  }
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, args->count + 1);
  values[0] = callee;
  for (uint32_t i = 0; i < args->count; i++) values[1 + i] = expr(fb, args->items[i]);
  return fb_opx(fb, IR_new, n->start, args->count + 1, values, text, 0, 0);
}

IrInst *tagged_template(Fb *fb, Node *n) {
  Node *tag = n->as.TaggedTemplateExpression.tag, *quasi = n->as.TaggedTemplateExpression.quasi;
  AstList *parts = &quasi->as.TemplateLiteral.expressions;
  IrInst *receiver = NULL;
  IrInst *f;
  if (tag->kind == AST_MemberExpression) f = member_get(fb, tag, NULL, &receiver);
  else if (tag->kind == AST_Identifier && tag->index & USE_DYNAMIC) f = dynamic_get(fb, tag, &receiver);
  else f = expr(fb, tag);
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, parts->count + 3);
  values[0] = f;
  values[1] = receiver ? receiver : fb_undefined(fb);
  values[2] = template_object(fb, quasi);
  for (uint32_t i = 0; i < parts->count; i++) values[3 + i] = expr(fb, parts->items[i]);
  return fb_opx(fb, IR_call, tag->start, parts->count + 3, values, render(fb, tag), 0, 0);
}

IrInst *import_call(Fb *fb, Node *n) {
  Node *options = n->as.ImportExpression.options;
  IrInst *values[2] = {expr(fb, n->as.ImportExpression.source)};
  values[1] = options ? expr(fb, options) : fb_undefined(fb);
  if (fb->b->input->is_run_time) return fb_opn(fb, IR_import_from, n->start, 2, values);
  return fb_opx(fb, IR_import_dynamic, n->start, 2, values, NULL, fb->m->in->ir->index, 0);
}
