/*
 * ops_object.c: operations of compiled code on objects: properties, literals, classes, private names, globals, arguments
 * objects (compiler/ir/ops.def names them). Nothing here is inlined. An int32_t result is nonzero or -1 when thrown.
 */
#include "call.h"
#include "code.h"
#include "convert.h"
#include "error.h"
#include "ic.h"
#include "iterate.h"
#include "operator.h"
#include "property.h"

/* ---- errors ---- */

int32_t slow_tdz(String *name) {
  throw_reference_error("Cannot access '%S' before initialization", name);
  return 1;
}

int32_t slow_check_this(void) {
  throw_reference_error(
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor");
  return 1;
}

/* text: "'source'", "property 'p' of 'source'", or, of a value without a name, "property 'p' of". */
int32_t slow_check_object_coercible(Value v, String *text) {
  if (text && text->length && string_at(text, text->length - 1) == 'f')
    throw_type_error("Cannot destructure %S '%C' as it is %V.", text, v, v);
  else if (text && text->length) throw_type_error("Cannot destructure %S as it is %V.", text, v);
  else throw_type_error("Cannot destructure '%C' as it is %V.", v, v);
  return 1;
}

int32_t jsc_throw_const_assign(String *name) {
  (void)name;
  throw_type_error("Assignment to constant variable.");
  return 1;
}

int32_t jsc_throw_error(int64_t kind, String *text) {
  switch (kind) {
    case 0: throw_type_error("%S", text); break;
    case 1: throw_range_error("%S", text); break;
    case 2: throw_syntax_error("%S", text); break;
    default: throw_reference_error("%S", text);
  }
  return 1;
}

Value jsc_throw_not_callable(Value callee, String *text) {
  if (text && text->length) return throw_type_error("%S is not a function", text);
  return throw_not_callable(callee);
}

Value jsc_throw_not_constructor(Value callee, String *text) {
  if (text && text->length) return throw_type_error("%S is not a constructor", text);
  return throw_not_constructor(callee);
}

/* ---- operators ---- */

/* Whether an object is on the chain of v, which has no proxy: 1, 0; -1: it has one. */
static int is_on_chain(Value v, Value object) {
  for (;;) {
    Object *o = value_object(v);
    if (kind_is_proxy((CellKind)o->cell.kind)) return -1;
    v = object_proto(o);
    if (value_same(v, object)) return 1;
    if (!value_is_object(v)) return 0;
  }
}

int32_t jsc_instance_of(Value v, Value target, PropIC *ic) {
  if (value_is_kind(target, CELL_FUNCTION)) {
    Object *f = value_object(target);
    if (f->cell.shape != ic->method_shape || ic->epoch != RT->proto_epoch) {
      ic_fill_instance_of(ic, f);
    } else {
      Value proto = f->slots->v[ic->offset];
      if (!value_is_object(v)) return 0;
      int found = value_is_object(proto) ? is_on_chain(v, proto) : -1;
      if (found >= 0) return found;
    }
  }
  return op_instanceof(v, target);
}
int32_t jsc_has_in(Value key, Value obj) { return op_in(key, obj); }

Value jsc_to_property_key(Value v) {
  PropKey key;
  if (value_is_int(v) || value_is_string(v) || value_is_symbol(v)) return v;
  return to_property_key(v, &key) ? key_to_value(key) : JS_EXCEPTION;
}

/* Other keys than objects are converted unobserved: the access that follows throws. */
Value jsc_key_of(Value v, Value obj) {
  if (value_is_object(v) && value_is_nullish(obj)) return throw_type_error("Cannot read properties of %V", obj);
  return jsc_to_property_key(v);
}

Value jsc_string_concat(uint64_t n, Value *v) {
  if (!n) return ATOM_VALUE(empty);
  Value s = v[0];
  for (uint64_t i = 1; i < n; i++) {
    s = string_concat(value_string(s), value_string(v[i]));
    if (value_is_exception(s)) return s;
  }
  return s;
}

/* ---- properties ---- */

Value stub_get_super(Value home, Value key, Value receiver, PropIC *ic) {
  PropKey k;
  Value proto = object_get_prototype(value_object(home));
  if (value_is_exception(proto) || !to_property_key(key, &k)) return JS_EXCEPTION;
  if (!value_is_object(proto)) return throw_nullish_read(proto, k);
  ic_fill_super(ic, value_object(proto), key, k);
  return mega_get(value_object(proto), k, receiver);
}

int32_t jsc_set_super(Value home, Value key, Value v, Value receiver, int64_t strict) {
  PropKey k;
  Value proto = object_get_prototype(value_object(home));
  if (value_is_exception(proto) || !to_property_key(key, &k)) return 1;
  if (!value_is_object(proto)) {
    throw_nullish_write(proto, k);
    return 1;
  }
  int r = object_set(proto, k, v, receiver);
  if (r == 0 && strict) throw_readonly(receiver, k);
  return r < 0 || (r == 0 && strict);
}

int32_t jsc_delete_elem(Value obj, Value key, int64_t strict) {
  PropKey k = KEY(empty);
  if (!value_is_nullish(obj) && !to_property_key(key, &k)) return -1;
  return op_delete(obj, k, strict);
}

int32_t jsc_define_elem(Value obj, Value key, Value v, int64_t attrs) {
  PropKey k;
  if (!to_property_key(key, &k)) return 1;
  if (attrs == PROP_DEFAULT) return object_create_data_or_throw(obj, k, v) < 0;
  PropDesc d = desc_data(v, (uint32_t)attrs);
  return object_define_or_throw(value_object(obj), k, &d) < 0;
}

int32_t jsc_define_getter(Value obj, Value key, Value f, int64_t attrs) {
  PropKey k;
  if (!to_property_key(key, &k)) return 1;
  PropDesc d = {((uint32_t)attrs & (PROP_ENUMERABLE | PROP_CONFIGURABLE)) | PROP_ACCESSOR,
                DESC_HAS_GET | DESC_HAS_ENUMERABLE | DESC_HAS_CONFIGURABLE, JS_UNDEFINED, f, JS_UNDEFINED};
  return object_define_or_throw(value_object(obj), k, &d) < 0;
}

int32_t jsc_define_setter(Value obj, Value key, Value f, int64_t attrs) {
  PropKey k;
  if (!to_property_key(key, &k)) return 1;
  PropDesc d = {((uint32_t)attrs & (PROP_ENUMERABLE | PROP_CONFIGURABLE)) | PROP_ACCESSOR,
                DESC_HAS_SET | DESC_HAS_ENUMERABLE | DESC_HAS_CONFIGURABLE, JS_UNDEFINED, JS_UNDEFINED, f};
  return object_define_or_throw(value_object(obj), k, &d) < 0;
}

int32_t jsc_set_literal_proto(Value obj, Value proto) {
  if (value_is_object(proto) || value_is_null(proto)) object_set_prototype(value_object(obj), proto);
  return 0;
}

void jsc_set_fn_name(Value f, Value key, int64_t prefix) {
  PropKey k;
  if (!to_property_key(key, &k)) return;
  function_set_name(f, k, prefix == 1 ? "get" : prefix == 2 ? "set" : NULL);
}

/* ---- literals ---- */

Value jsc_new_array(uint64_t n, Value *v) {
  Value a = array_from_values(n, v);
  Elements *e = value_object(a)->elems;
  while (e->used && value_is_empty(e->v[e->used - 1])) e->used--;
  return a;
}

int32_t slow_array_push(Value array, Value v) {
  Array *a = (Array *)value_ptr(array);
  if (value_is_empty(v)) { /* a hole in a literal with spread */
    a->length++;
    return 0;
  }
  return object_create_data_or_throw(array, key_from_index(a->length), v) < 0;
}

int32_t jsc_array_append(Value array, Value iterable, String *text) {
  if (!text || !text->length || value_is_array_kind(iterable)) return array_append_iterable(array, iterable) < 0;
  Value method = value_is_nullish(iterable) ? JS_UNDEFINED : value_get(iterable, KEY_SYM(iterator));
  if (value_is_exception(method)) return 1;
  if (!value_is_callable(method)) {
    bool is_argument = string_at(text, 0) == '.'; /* "...source" */
    if (!is_argument) throw_type_error("%S is not iterable", text);
    else if (!value_is_nullish(iterable))
      throw_type_error("Spread syntax requires ...iterable[Symbol.iterator] to be a function");
    else
      throw_type_error("%S is not iterable (cannot read property %V)", string_substring(text, 3, text->length),
                       iterable);
    return 1;
  }
  Iter it;
  Value v;
  if (!iter_open_method(&it, iterable, method)) return 1;
  int r;
  while ((r = iter_next(&it, &v)) == 1)
    if (array_push(array, v) < 0) {
      iter_close_throw(&it);
      return 1;
    }
  return r < 0;
}

int32_t jsc_copy_props(Value target, Value source) { return copy_data_properties(target, source, 0, NULL) < 0; }

Value jsc_object_rest(Value source, uint64_t n, Value *excluded) {
  PropKey keys[n + 1];
  for (uint64_t i = 0; i < n; i++)
    if (!to_property_key(excluded[i], &keys[i])) return JS_EXCEPTION;
  Value obj = object_new_plain();
  return copy_data_properties(obj, source, n, keys) < 0 ? JS_EXCEPTION : obj;
}

/* ES 13.2.8.4: one frozen object per site. */
Value jsc_template_object(Value *site, int64_t n, String **cooked, String **raw) {
  if (!value_is_empty(*site)) return *site;
  Value strings = array_new_capacity((uint32_t)n), raws = array_new_capacity((uint32_t)n);
  for (int64_t i = 0; i < n; i++) {
    array_push(strings, cooked[i] ? value_from_ptr(cooked[i]) : JS_UNDEFINED);
    array_push(raws, value_from_ptr(raw[i]));
  }
  object_set_integrity(value_object(raws), true);
  object_put_data(strings, KEY(raw), raws, 0);
  object_set_integrity(value_object(strings), true);
  *site = strings;
  return strings;
}

/* ---- classes ---- */

Value jsc_class_new(Value ctor, Value heritage) {
  Value *in = RT->realm->intrinsics;
  Value proto_parent = in[INTR_ObjectPrototype], ctor_parent = in[INTR_FunctionPrototype];
  if (value_is_null(heritage)) {
    proto_parent = JS_NULL;
  } else if (!value_is_empty(heritage)) {
    if (!value_is_constructor(heritage))
      return throw_type_error("Class extends value %V is not a constructor or null", heritage);
    proto_parent = value_get(heritage, KEY(prototype));
    if (value_is_exception(proto_parent)) return proto_parent;
    if (!value_is_object(proto_parent) && !value_is_null(proto_parent))
      return throw_type_error("Class extends value does not have valid prototype property %V", proto_parent);
    ctor_parent = heritage;
  }
  Value proto = object_new(proto_parent);
  Object *f = value_object(ctor);
  if (!value_same(ctor_parent, in[INTR_FunctionPrototype])) object_set_prototype(f, ctor_parent);
  if (f->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(f);
  property_add(f, KEY(prototype), proto, 0);
  property_add(value_object(proto), KEY(constructor), ctor, PROP_HIDDEN);
  return ctor;
}

Value jsc_class_proto(Value ctor) {
  Lookup l;
  property_lookup(value_object(ctor), KEY(prototype), &l);
  return *l.slot;
}

static Value super_constructor(Value callee) {
  Value parent = object_get_prototype(value_object(callee));
  if (value_is_exception(parent) || value_is_constructor(parent)) return parent;
  if (value_is_kind(parent, CELL_FUNCTION)) { /* V8 shows functions by name, nameless ones as null */
    Value own = object_peek_own(value_object(parent), KEY(name));
    parent = value_is_string(own) && value_string(own)->length ? own : JS_NULL;
  }
  Value name = object_peek_own(value_object(callee), KEY(name));
  if (value_is_string(name) && value_string(name)->length)
    return throw_type_error("Super constructor %V of %V is not a constructor", parent, name);
  return throw_type_error("Super constructor %V of anonymous class is not a constructor", parent);
}

Value jsc_super_call(Value callee, Value new_target, uint64_t n, Value *args) {
  Value parent = super_constructor(callee);
  return value_is_exception(parent) ? parent : js_construct(parent, n, args, new_target);
}

Value jsc_super_call_spread(Value callee, Value new_target, Value array) {
  Value parent = super_constructor(callee);
  return value_is_exception(parent) ? parent : js_construct_array(parent, array, new_target);
}

/* ---- calls ---- */

Value jsc_call_spread(Value callee, Value this_value, Value array, String *text) {
  if (!value_is_callable(callee)) return jsc_throw_not_callable(callee, text);
  return js_call_array(callee, this_value, array);
}

Value jsc_new_spread(Value ctor, Value new_target, Value array, String *text) {
  if (!value_is_constructor(ctor)) return jsc_throw_not_constructor(ctor, text);
  return js_construct_array(ctor, array, new_target);
}

Value js_eval(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);

Value jsc_direct_eval(Value callee, Value arg, String *text, int64_t code) {
  if (!value_is_callable(callee)) return jsc_throw_not_callable(callee, text);
  bool is_eval = value_is_kind(callee, CELL_FUNCTION) && ((Function *)value_ptr(callee))->code == js_eval &&
                 ((Function *)value_ptr(callee))->realm == RT->realm;
  if (is_eval && value_is_string(arg)) return code_run(value_string(arg), (uint32_t)code);
  return js_call1(callee, JS_UNDEFINED, arg);
}

/* ---- arguments ---- */

static void collect(Value *out, uint64_t from, uint64_t argc, Value a0, Value a1) {
  for (uint64_t i = from; i < argc; i++) out[i - from] = i == 0 ? a0 : i == 1 ? a1 : RT->args[i];
}

Value jsc_rest_array(uint64_t argc, Value a0, Value a1, int64_t first) {
  uint64_t from = (uint64_t)first;
  if (argc <= from) return array_new(0);
  Value v = array_new_capacity((uint32_t)(argc - from));
  Array *a = (Array *)value_ptr(v);
  collect(a->o.elems->v, from, argc, a0, a1);
  a->o.elems->used = a->length = (uint32_t)(argc - from);
  return v;
}

/* length, callee and @@iterator, in inline slots. */
static Object *new_arguments(CellKind kind, size_t fixed, uint64_t argc, Value a0, Value a1, Value callee) {
  enum { COUNT = 3 };
  Realm *r = RT->realm;
  uint32_t *shape = &r->shape_arguments[kind == CELL_MAPPED_ARGUMENTS];
  if (!*shape) {
    Shape *s = shape_root(r->intrinsics[INTR_ObjectPrototype], kind, COUNT);
    uint32_t of_callee = kind == CELL_MAPPED_ARGUMENTS ? PROP_HIDDEN : PROP_ACCESSOR;
    s = shape_add(shape_add(s, KEY(length), PROP_HIDDEN), KEY(callee), of_callee);
    *shape = shape_add(s, KEY_SYM(iterator), PROP_HIDDEN)->id;
  }
  Object *o = (Object *)heap_alloc(fixed + COUNT * sizeof(Value), kind);
  o->cell.shape = *shape;
  o->cell.extra = COUNT;
  o->elems = &elements_empty;
  Value *slots = object_inline_slots(o);
  slots[0] = value_from_u64(argc);
  slots[1] = callee;
  slots[2] = r->intrinsics[INTR_ArrayProto_values];
  if (argc) {
    Elements *e = heap_new_elements((uint32_t)argc);
    collect(e->v, 0, argc, a0, a1);
    e->used = (uint32_t)argc;
    o->elems = e;
    heap_barrier(o);
  }
  return o;
}

Value jsc_arguments_unmapped(Value callee, uint64_t argc, Value a0, Value a1) {
  (void)callee;
  Realm *r = RT->realm;
  if (!r->callee_accessor.bits) {
    r->callee_accessor = accessor_new(r->intrinsics[INTR_ThrowTypeError], r->intrinsics[INTR_ThrowTypeError]);
    heap_barrier(r);
  }
  return value_from_ptr(new_arguments(CELL_ARGUMENTS, sizeof(Object), argc, a0, a1, r->callee_accessor));
}

Value jsc_arguments_mapped(Value callee, uint64_t argc, Value a0, Value a1, uint64_t n, Value *boxes) {
  uint64_t mapped = n < argc ? n : argc;
  Object *o = new_arguments(CELL_MAPPED_ARGUMENTS, sizeof(MappedArguments), argc, a0, a1, callee);
  MappedArguments *m = (MappedArguments *)o;
  m->map = &elements_empty;
  if (mapped) {
    Elements *map = heap_new_elements((uint32_t)mapped);
    for (uint64_t i = 0; i < mapped; i++) map->v[i] = boxes[i];
    map->used = (uint32_t)mapped;
    m->map = map;
    heap_barrier(o);
  }
  return value_from_ptr(m);
}
