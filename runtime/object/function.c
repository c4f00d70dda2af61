/*
 * function.c: function objects (ES 10.2, 10.3): creation, and their lazily made length, name and prototype.
 *
 * A fresh function has the empty shape of its prototype and OBJ_LAZY_FUNCTION. The first operation that could see or
 * order its own properties calls function_materialize, which adds length, name and prototype in that order.
 */
#include "call.h"
#include "convert.h"
#include "error.h"
#include "property.h"
#include "realm.h"

static Intrinsic function_proto_intrinsic(uint32_t flags) {
  switch (flags & (FN_GENERATOR | FN_ASYNC)) {
    case FN_GENERATOR: return INTR_GeneratorFunctionPrototype;
    case FN_ASYNC: return INTR_AsyncFunctionPrototype;
    case FN_GENERATOR | FN_ASYNC: return INTR_AsyncGeneratorFunctionPrototype;
    default: return INTR_FunctionPrototype;
  }
}

static Function *function_alloc(const FnInfo *info, uint32_t ncaptures, const Value *captures) {
  Realm *realm = RT->realm;
  Shape *s = info->flags & (FN_GENERATOR | FN_ASYNC)
                 ? shape_root(realm->intrinsics[function_proto_intrinsic(info->flags)], CELL_FUNCTION, 0)
                 : shape_by_id(realm->shape_of_kind[CELL_FUNCTION]);
  Function *f = (Function *)heap_alloc(offsetof(Function, captures) + ncaptures * sizeof(Value), CELL_FUNCTION);
  f->o.cell.shape = s->id;
  f->o.cell.flags = OBJ_LAZY_FUNCTION;
  f->o.elems = &elements_empty;
  f->code = realm->id ? realm_enter : info->entry;
  f->info = info;
  f->realm = realm;
  for (uint32_t i = 0; i < ncaptures; i++) f->captures[i] = captures ? captures[i] : JS_UNDEFINED;
  return f;
}

Value function_new(const FnInfo *info, const Value *captures) {
  return value_from_ptr(function_alloc(info, info->ncaptures, captures));
}

Value function_new_builtin(const FnInfo *info, uint32_t ncaptures, const Value *captures) {
  return value_from_ptr(function_alloc(info, ncaptures, captures));
}

static bool lacks(Object *f, PropKey key) { return !shape_lookup(object_shape(f), key); }

void function_materialize(Object *o) {
  Function *f = (Function *)o;
  const FnInfo *info = f->info;
  o->cell.flags &= (uint8_t)~OBJ_LAZY_FUNCTION;
  if (lacks(o, KEY(length))) property_add(o, KEY(length), value_from_u32(info->length), PROP_CONFIGURABLE);
  if (lacks(o, KEY(name))) {
    Value name = value_from_ptr(info->name ? info->name : ATOM(empty));
    property_add(o, KEY(name), name, PROP_CONFIGURABLE);
  }
  if (!(info->flags & FN_HAS_PROTOTYPE) || info->flags & FN_CLASS || !lacks(o, KEY(prototype))) return;
  Realm *realm = f->realm ? f->realm : RT->realm;
  Value proto;
  if (info->flags & FN_GENERATOR) {
    proto =
        object_new(realm->intrinsics[info->flags & FN_ASYNC ? INTR_AsyncGeneratorPrototype : INTR_GeneratorPrototype]);
  } else {
    proto = object_new(realm->intrinsics[INTR_ObjectPrototype]);
    property_add(value_object(proto), KEY(constructor), value_from_ptr(f), PROP_HIDDEN);
  }
  property_add(o, KEY(prototype), proto, PROP_WRITABLE);
}

void function_set_name(Value f, PropKey key, const char *prefix) {
  Value name;
  if (!key_is_index(key) && key_is_symbol(key)) {
    Symbol *s = value_symbol((Value){key.bits});
    if (value_is_undefined(s->description)) name = value_from_ptr(ATOM(empty));
    else if (s->cell.flags & SYM_PRIVATE) name = s->description;
    else name = value_from_ptr(format_string("[%V]", s->description));
  } else {
    name = key_to_value(key);
  }
  if (prefix) name = value_from_ptr(format_string("%s %V", prefix, name));
  Object *o = value_object(f);
  if (o->cell.kind == CELL_FUNCTION && o->cell.flags & OBJ_LAZY_FUNCTION) function_materialize(o);
  object_put_data(f, KEY(name), name, PROP_CONFIGURABLE);
}

/* ES 10.4.1.3. */
Value bound_function_new(Value target, Value this_value, uint64_t argc, const Value *argv) {
  static const FnInfo info = {.entry = bound_function_entry, .flags = FN_BUILTIN};
  Value proto = object_get_prototype(value_object(target));
  if (value_is_exception(proto)) return proto;
  BoundFunction *b = (BoundFunction *)object_new_kind(CELL_BOUND_FUNCTION, proto, sizeof *b);
  b->code = bound_function_entry;
  b->info = &info;
  b->realm = RT->realm;
  b->target = target;
  b->this_value = this_value;
  b->args = &elements_empty;
  if (argc) {
    Elements *e = (Elements *)heap_alloc(offsetof(Elements, v) + argc * sizeof(Value), CELL_ELEMENTS);
    e->used = e->capacity = (uint32_t)argc;
    mem_copy(e->v, argv, argc * sizeof(Value));
    b->args = e;
    heap_barrier(b);
  }
  return value_from_ptr(b);
}
