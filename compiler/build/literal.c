/*
 * literal.c: literals of all kinds (ES 13.2). Object literals whose keys are all constant and distinct become one
 * new_literal, whose shape is known after the first time; others are built step by step.
 */
#include "internal.h"

enum { LITERAL_MAX_KEYS = 32, OBJECT_MAX_SLOTS = 32 };

static Atom *number_name(Fb *fb, double v) {
  if (v >= 0 && v < 9007199254740992.0 && v == (double)(uint64_t)v) return fb_format(fb, "%llu", (unsigned long long)v);
  return NULL;
}

Atom *property_name(Fb *fb, Node *key) {
  if (key->kind == AST_Identifier) return key->as.Identifier.name;
  if (key->kind == AST_Literal) switch (key->as.Literal.type) {
      case LIT_STRING:
      case LIT_BIGINT: return key->as.Literal.string;
      case LIT_NUMBER: return number_name(fb, key->as.Literal.number);
      default: return NULL;
    }
  return NULL;
}

/* A key as a Value that is a property key already. */
IrInst *property_key(Fb *fb, Node *key, bool computed) {
  if (computed) return fb_op1(fb, IR_to_property_key, key->start, expr(fb, key));
  Atom *name = property_name(fb, key);
  uint32_t index;
  if (name && atom_array_index(name, &index)) return fb_number(fb, index);
  if (name) return fb_string(fb, name);
  return fb_op1(fb, IR_to_property_key, key->start, expr(fb, key));
}

Atom *constant_key(Fb *fb, Node *key) {
  (void)fb;
  uint32_t index;
  if (ast_literal_type(key) != LIT_STRING || atom_array_index(key->as.Literal.string, &index)) return NULL;
  return key->as.Literal.string;
}

IrInst *literal(Fb *fb, Node *n) {
  switch (n->as.Literal.type) {
    case LIT_NULL: return fb_const(fb, VALUE_NULL_BITS);
    case LIT_BOOLEAN: return fb_const(fb, n->as.Literal.boolean ? VALUE_TRUE_BITS : VALUE_FALSE_BITS);
    case LIT_NUMBER: return fb_number(fb, n->as.Literal.number);
    case LIT_STRING: return fb_string(fb, n->as.Literal.string);
    case LIT_BIGINT: {
      IrInst *i = fb_op0(fb, IR_const_bigint, n->start);
      i->imm.atom = n->as.Literal.string;
      return i;
    }
    case LIT_REGEXP: {
      IrInst *i = ir_emit(fb->block, IR_regexp, n->start, 0, NULL);
      i->imm.atom = n->as.Literal.string;
      i->aux.atom2 = n->as.Literal.flags;
      if (fb->handler) {
        IrBlock *normal = fb_sealed_block(fb);
        ir_terminate(fb->block, IR_on_throw, n->start, 0, NULL, 2, (IrBlock *[]){normal, fb->handler});
        fb->block = normal;
      }
      return i;
    }
  }
  UNREACHABLE();
}

bool has_spread(const AstList *list) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] && list->items[i]->kind == AST_SpreadElement) return true;
  return false;
}

enum { ARRAY_CHUNK = 256 };

/* What the message about a spread value that is not iterable quotes. V8 has a text of its own for the last argument of a
 * call ("...source"), and quotes nothing for others. */
static Atom *spread_text(Fb *fb, const AstList *list, uint32_t n, bool is_call) {
  Node *argument = list->items[n]->as.SpreadElement.argument;
  if (!is_call) return iterated_text(fb, argument);
  Atom *text = render(fb, argument);
  for (uint32_t i = 0; i < list->count; i++)
    if (i != n && list->items[i]->kind == AST_SpreadElement) return NULL;
  return n + 1 == list->count ? fb_format(fb, "...%s", atom_utf8(text, &fb->scratch)) : NULL;
}

/* The elements of a list as a new array; spread elements are appended. Long lists are appended to piece by piece.
 * `call_pos`: where V8 spreads the last argument of a call; ~0u: at the expression. */
static IrInst *list_array(Fb *fb, const AstList *list, bool is_call, uint32_t call_pos) {
  uint32_t n = 0, spreads = 0;
  for (uint32_t i = 0; i < list->count; i++) spreads += list->items[i] && list->items[i]->kind == AST_SpreadElement;
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, (list->count < ARRAY_CHUNK ? list->count : ARRAY_CHUNK) + 1);
  while (n < list->count && n < ARRAY_CHUNK && !(list->items[n] && list->items[n]->kind == AST_SpreadElement)) {
    values[n] = list->items[n] ? expr(fb, list->items[n]) : fb_empty(fb);
    n++;
  }
  IrInst *array = fb_opn(fb, IR_new_array, n ? list->items[0] ? list->items[0]->start : ~0u : ~0u, n, values);
  for (; n < list->count; n++) {
    Node *e = list->items[n];
    if (e && e->kind == AST_SpreadElement) {
      Node *source = e->as.SpreadElement.argument;
      IrInst *args[2] = {array, expr(fb, source)};
      bool by_call = call_pos != ~0u && spreads == 1 && n == list->count - 1;
      fb_opx(fb, IR_array_append, by_call ? call_pos : source->start, 2, args, spread_text(fb, list, n, is_call), 0, 0);
    } else {
      IrInst *v = e ? expr(fb, e) : fb_empty(fb);
      fb_op2(fb, IR_array_push, e ? e->start : ~0u, array, v);
    }
  }
  return array;
}

IrInst *spread_array(Fb *fb, const AstList *list, uint32_t pos) { return list_array(fb, list, true, pos); }

IrInst *array_literal(Fb *fb, Node *n) { return list_array(fb, &n->as.ArrayExpression.elements, false, ~0u); }

/* ---- objects ---- */

static bool is_proto_setter(Fb *fb, Node *p) {
  return p->kind == AST_Property && !p->as.Property.computed && !p->as.Property.shorthand && !p->as.Property.method &&
         p->as.Property.kind == PROPERTY_INIT && property_name(fb, p->as.Property.key) == fb->b->atoms.proto;
}

/* The name of a property that new_literal can take; NULL if it cannot. */
static Atom *plain_name(Fb *fb, Node *p) {
  if (p->kind != AST_Property || p->as.Property.kind != PROPERTY_INIT || is_proto_setter(fb, p)) return NULL;
  Atom *name = p->as.Property.computed ? constant_key(fb, p->as.Property.key) : property_name(fb, p->as.Property.key);
  uint32_t index;
  if (!name || atom_array_index(name, &index)) return NULL;
  return name;
}

static bool uses_home(Node *n) {
  ClassScope *home = n->info;
  return home && home->proto;
}

static IrInst *literal_object(Fb *fb, Node *n) {
  AstList *list = &n->as.ObjectExpression.properties;
  if (!list->count || list->count > LITERAL_MAX_KEYS || uses_home(n)) return NULL;
  Atom **keys = ARENA_ARRAY(fb->b->program->arena, Atom *, list->count);
  for (uint32_t i = 0; i < list->count; i++) {
    keys[i] = plain_name(fb, list->items[i]);
    if (!keys[i]) return NULL;
    for (uint32_t k = 0; k < i; k++)
      if (keys[k] == keys[i]) return NULL;
  }
  IrInst *values[LITERAL_MAX_KEYS];
  for (uint32_t i = 0; i < list->count; i++) values[i] = expr_named(fb, list->items[i]->as.Property.value, keys[i]);
  IrInst *o = fb_opn(fb, IR_new_literal, n->start, list->count, values);
  o->aux.keys = keys;
  return o;
}

static void define_accessor(Fb *fb, IrInst *object, Node *p, IrInst *key, Atom *name) {
  bool is_getter = p->as.Property.kind == PROPERTY_GET;
  IrInst *f = closure_new(
      fb, p->as.Property.value->info,
      name ? fb_format(fb, "%s %s", is_getter ? "get" : "set", atom_utf8(name, &fb->scratch)) : NULL, p->start);
  if (!name) fb_opx(fb, IR_set_fn_name, p->start, 2, (IrInst *[]){f, key}, NULL, 0, is_getter ? 1 : 2);
  fb_opx(fb, is_getter ? IR_define_getter : IR_define_setter, p->start, 3, (IrInst *[]){object, key, f}, NULL, 0,
         PROP_ENUMERABLE | PROP_CONFIGURABLE);
}

static void define_property(Fb *fb, IrInst *object, Node *p) {
  Node *key = p->as.Property.key, *value = p->as.Property.value;
  Atom *name = p->as.Property.computed ? NULL : property_name(fb, key);
  uint32_t index;
  if (p->as.Property.kind != PROPERTY_INIT) {
    IrInst *k = property_key(fb, key, p->as.Property.computed);
    define_accessor(fb, object, p, k, name);
    return;
  }
  if (name && !atom_array_index(name, &index)) {
    IrInst *args[2] = {object, expr_named(fb, value, name)};
    fb_opx(fb, IR_define_prop, p->start, 2, args, name, 0, PROP_DEFAULT);
    return;
  }
  IrInst *k = property_key(fb, key, p->as.Property.computed);
  bool needs_name = !name && is_anonymous_function(value);
  IrInst *v = expr_named(fb, value, name ? name : fb->b->atoms.empty);
  if (needs_name) fb_opx(fb, IR_set_fn_name, value->start, 2, (IrInst *[]){v, k}, NULL, 0, 0);
  fb_opx(fb, IR_define_elem, p->start, 3, (IrInst *[]){object, k, v}, NULL, 0, PROP_DEFAULT);
}

IrInst *object_literal(Fb *fb, Node *n) {
  IrInst *o = literal_object(fb, n);
  if (o) return o;
  AstList *list = &n->as.ObjectExpression.properties;
  o = fb_opx(fb, IR_new_object, n->start, 0, NULL, NULL,
             list->count < OBJECT_MAX_SLOTS ? list->count : OBJECT_MAX_SLOTS, 0);
  if (n->info) {
    ClassScope *home = n->info;
    scope_enter(fb, &home->scope);
    if (home->proto) binding_init(fb, home->proto, o);
  }
  for (uint32_t i = 0; i < list->count; i++) {
    Node *p = list->items[i];
    if (p->kind == AST_SpreadElement) {
      IrInst *source = expr(fb, p->as.SpreadElement.argument);
      fb_op2(fb, IR_copy_props, p->start, o, source);
    } else if (is_proto_setter(fb, p)) {
      IrInst *v = expr(fb, p->as.Property.value);
      fb_op2(fb, IR_set_literal_proto, p->start, o, v);
    } else {
      define_property(fb, o, p);
    }
  }
  return o;
}

/* ---- templates ---- */

IrInst *template_literal(Fb *fb, Node *n) {
  AstList *quasis = &n->as.TemplateLiteral.quasis, *parts = &n->as.TemplateLiteral.expressions;
  if (!parts->count) return fb_string(fb, quasis->items[0]->as.TemplateElement.cooked);
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, quasis->count + parts->count);
  uint32_t count = 0;
  for (uint32_t i = 0; i < quasis->count; i++) {
    Atom *text = quasis->items[i]->as.TemplateElement.cooked;
    if (text->len) values[count++] = fb_string(fb, text);
    if (i < parts->count) values[count++] = fb_op1(fb, IR_to_string, parts->items[i]->start, expr(fb, parts->items[i]));
  }
  if (count == 1) return values[0];
  return fb_opn(fb, IR_string_concat, n->start, count, values);
}

IrInst *template_object(Fb *fb, Node *n) {
  AstList *quasis = &n->as.TemplateLiteral.quasis;
  Arena *arena = fb->b->program->arena;
  IrTemplate *t = ARENA_NEW(arena, IrTemplate);
  t->count = quasis->count;
  t->cooked = ARENA_ARRAY(arena, Atom *, t->count);
  t->raw = ARENA_ARRAY(arena, Atom *, t->count);
  for (uint32_t i = 0; i < t->count; i++) {
    t->cooked[i] = quasis->items[i]->as.TemplateElement.cooked;
    t->raw[i] = quasis->items[i]->as.TemplateElement.raw;
  }
  IrInst *i = fb_op0(fb, IR_template_object, n->start);
  i->aux.tmpl = t;
  return i;
}
