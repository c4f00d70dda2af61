/*
 * exotic.c: the lookup of an own property in objects of the exotic kinds that are not proxies (ES 10.4).
 */
#include "convert.h"
#include "error.h"
#include "module.h"
#include "object.h"
#include "property.h"

#ifdef JSC_EVAL
#define namespace_of(index) module_namespace(index)
#else
#define namespace_of(index) RT->program->namespace_of(index)
#endif

static void lookup_namespace(Namespace *n, PropKey key, Lookup *l) {
  if (key_is_symbol(key)) {
    property_lookup_ordinary(&n->o, key, l);
    return;
  }
  const ModuleExport *e = module_find_export(n->module, key);
  if (!e) {
    l->kind = LOOK_ABSENT;
    return;
  }
  l->kind = LOOK_VALUE;
  l->attrs = PROP_WRITABLE | PROP_ENUMERABLE;
  const Value *slot = value_is_object(n->values) ? value_object(n->values)->elems->v + e->slot : module_export_slot(e);
  l->value = e->slot >= 0 ? *slot : e->slot == MODULE_SLOT_TRUE ? JS_TRUE : namespace_of(e->ns_module);
  if (value_is_empty(l->value)) {
    throw_reference_error("Cannot access '%K' before initialization", key);
    l->kind = LOOK_THROW;
  }
}

void property_lookup_exotic(Object *o, PropKey key, Lookup *l) {
  CellKind kind = (CellKind)o->cell.kind;
  switch (kind) {
    case CELL_ARRAY:
      if (key_same(key, KEY(length))) {
        l->kind = LOOK_VALUE;
        l->attrs = o->cell.flags & OBJ_LENGTH_READONLY ? 0 : PROP_WRITABLE;
        l->value = value_from_u32(((Array *)o)->length);
        return;
      }
      break;
    case CELL_FUNCTION:
      if (o->cell.flags & OBJ_LAZY_FUNCTION &&
          (key_same(key, KEY(prototype)) || key_same(key, KEY(name)) || key_same(key, KEY(length))))
        function_materialize(o);
      break;
    case CELL_STRING_OBJECT: {
      String *s = value_string(((PrimitiveObject *)o)->value);
      if (key_is_index(key) && key_index(key) < s->length) {
        l->kind = LOOK_VALUE;
        l->attrs = PROP_ENUMERABLE;
        l->value = value_from_ptr(string_from_unit(string_at(s, key_index(key))));
        return;
      }
      if (key_same(key, KEY(length))) {
        l->kind = LOOK_VALUE;
        l->attrs = 0;
        l->value = value_from_u32(s->length);
        return;
      }
      break;
    }
    case CELL_MAPPED_ARGUMENTS: {
      Elements *map = ((MappedArguments *)o)->map;
      property_lookup_ordinary(o, key, l);
      if (l->kind == LOOK_SLOT && key_is_index(key) && key_index(key) < map->used &&
          !value_is_empty(map->v[key_index(key)]))
        l->slot = &((Box *)value_ptr(map->v[key_index(key)]))->value;
      return;
    }
    case CELL_NAMESPACE: lookup_namespace((Namespace *)o, key, l); return;
    case CELL_PROXY:
    case CELL_CALLABLE_PROXY:
      if (!key_is_index(key) && key_is_symbol(key) && value_cell((Value){key.bits})->flags & SYM_PRIVATE) break;
      l->kind = LOOK_PROXY;
      return;
    default:
      if (kind_is_typed_array(kind)) {
        TypedArray *t = (TypedArray *)o;
        double d;
        if (key_is_index(key)) {
          if (key_index(key) < t->length) {
            l->kind = LOOK_VALUE;
            l->attrs = PROP_DEFAULT;
            l->value = typed_get(t, key_index(key));
          } else {
            l->kind = LOOK_STOP;
          }
          return;
        }
        if (key_canonical_numeric(key, &d)) {
          l->kind = LOOK_STOP;
          if (d >= 0 && d < (double)t->length && (double)(uint64_t)d == d && !__builtin_signbit(d)) {
            l->kind = LOOK_VALUE;
            l->attrs = PROP_DEFAULT;
            l->value = typed_get(t, (uint64_t)d);
          }
          return;
        }
      }
  }
  property_lookup_ordinary(o, key, l);
}
