/* names.c: see names.h. The steps are V8's (JSReceiver::GetConstructorName, CallSiteInfo::GetMethodName). */
#include "names.h"

#include "../object/error.h"
#include "../object/object.h"
#include "../object/convert.h"
#include "../object/property.h"
#include "../string/string.h"

/* A data property of the object or its prototypes; EMPTY: an accessor, a proxy, or none. */
static Value data_property(Value v, PropKey key) {
  for (int depth = 0; depth < 1000 && value_is_object(v); depth++) {
    Object *o = value_object(v);
    if (kind_is_proxy((CellKind)o->cell.kind) || o->cell.kind == CELL_NAMESPACE) return JS_EMPTY;
    Lookup l;
    property_lookup(o, key, &l);
    if (l.kind == LOOK_SLOT || l.kind == LOOK_VALUE) return l.attrs & PROP_ACCESSOR ? JS_EMPTY : lookup_value(&l);
    v = object_proto(o);
  }
  return JS_EMPTY;
}

static String *function_name(Value f) {
  Value own = data_property(f, KEY(name));
  return value_is_string(own) && value_string(own)->length ? value_string(own) : NULL;
}

static String *constructor_of(Value v) {
  Value c = data_property(v, KEY(constructor));
  String *name = value_is_callable(c) ? function_name(c) : NULL;
  return name && !string_equal_ascii(name, "Object") ? name : NULL;
}

/* class extends Base {} without a name: an instance is named after the base. */
static bool has_anonymous_constructor(Value proto) {
  Value c = object_peek_own(value_object(proto), KEY(constructor));
  return value_is_callable(c) && !function_name(c);
}

static Value as_object(Value v) {
  if (value_is_object(v)) return v;
  Intrinsic proto = value_is_string(v)   ? INTR_StringPrototype
                    : value_is_symbol(v) ? INTR_SymbolPrototype
                    : value_is_bigint(v) ? INTR_BigIntPrototype
                    : value_is_bool(v)   ? INTR_BooleanPrototype
                                         : INTR_NumberPrototype;
  return RT->realm->intrinsics[proto];
}

static const char *class_name(Value v) {
  switch (value_object(v)->cell.kind) {
    case CELL_ARRAY: return "Array";
    case CELL_ERROR: return "Error";
    case CELL_NAMESPACE: return "Module";
    case CELL_ARGUMENTS:
    case CELL_MAPPED_ARGUMENTS: return "Arguments";
    default: return value_is_callable(v) ? "Function" : "Object";
  }
}

String *name_of_type(Value receiver) {
  if (value_is_empty(receiver) || value_is_nullish(receiver)) return NULL;
  if (value_same(receiver, RT->realm->global)) return NULL;
  if (!value_is_object(receiver)) return constructor_of(as_object(receiver));
  Object *o = value_object(receiver);
  if (kind_is_proxy((CellKind)o->cell.kind)) return string_from_ascii("Proxy");
  if (o->cell.kind == CELL_FUNCTION || o->cell.kind == CELL_BOUND_FUNCTION) {
    String *name = function_name(receiver);
    return name ? name : string_from_ascii("Function");
  }
  if (o->cell.kind == CELL_GENERATOR || o->cell.kind == CELL_ASYNC_GENERATOR) {
    String *name = ((Generator *)o)->info->name;
    if (name && name->length) return name;
  }
  Value proto = object_proto(o);
  if (value_is_object(proto) && !value_is_empty(object_peek_own(value_object(proto), KEY(constructor)))) {
    String *name = constructor_of(proto);
    for (Value p = proto; !name && value_is_object(p) && has_anonymous_constructor(p);) {
      p = object_proto(value_object(p));
      name = constructor_of(p);
    }
    if (name) return name;
  }
  Value tag = data_property(receiver, KEY_SYM(toStringTag));
  if (value_is_string(tag)) return value_string(tag);
  String *name = value_is_object(proto) ? constructor_of(proto) : NULL;
  return name ? name : string_from_ascii(class_name(receiver));
}

static bool is_function_at(Value f, uint32_t file, uint32_t start) {
  if (!value_is_kind(f, CELL_FUNCTION)) return false;
  const FnInfo *info = ((Function *)value_ptr(f))->info;
  return !(info->flags & FN_BUILTIN) && info->file == file && info->start == start;
}

/* The function of that text in a property: its value, or where `accessors` its getter or setter; else EMPTY. */
static Value function_in(Object *o, PropKey key, uint32_t file, uint32_t start, bool accessors) {
  Lookup l;
  property_lookup(o, key, &l);
  if (l.kind != LOOK_SLOT && l.kind != LOOK_VALUE) return JS_EMPTY;
  Value v = lookup_value(&l);
  if (!(l.attrs & PROP_ACCESSOR)) return is_function_at(v, file, start) ? v : JS_EMPTY;
  const Accessor *a = value_ptr(v);
  if (!accessors) return JS_EMPTY;
  if (is_function_at(a->getter, file, start)) return a->getter;
  return is_function_at(a->setter, file, start) ? a->setter : JS_EMPTY;
}

static bool is_opaque(Value v) {
  CellKind kind = (CellKind)value_object(v)->cell.kind;
  return kind_is_proxy(kind) || kind == CELL_NAMESPACE;
}

static bool is_named_after(Value receiver, String *name, uint32_t file, uint32_t start) {
  PropKey key = key_from_string(name);
  Value v = as_object(receiver);
  for (int depth = 0; depth < 1000 && value_is_object(v) && !is_opaque(v); depth++) {
    if (!value_is_empty(function_in(value_object(v), key, file, start, true))) return true;
    v = object_proto(value_object(v));
  }
  return false;
}

String *name_of_method(Value receiver, String *hint, uint32_t file, uint32_t start) {
  if (value_is_nullish(receiver) || value_is_empty(receiver)) return NULL;
  if (hint && hint->length && is_named_after(receiver, hint, file, start)) return hint;
  Value v = as_object(receiver);
  String *found = NULL;
  for (int depth = 0; depth < 1000 && value_is_object(v) && !is_opaque(v) && !found; depth++) {
    KeyList keys = {0};
    if (object_own_keys(value_object(v), KEYS_STRINGS, &keys) < 0) return NULL;
    for (uint32_t i = 0; i < keys.count; i++) {
      if (key_is_index(keys.keys[i])) continue;
      if (value_is_empty(function_in(value_object(v), keys.keys[i], file, start, false))) continue;
      if (found) return NULL;
      found = key_to_display(keys.keys[i]);
    }
    v = object_proto(value_object(v));
  }
  return found;
}

String *name_of_computed(Value receiver, uint32_t file, uint32_t start) {
  if (value_is_nullish(receiver) || value_is_empty(receiver)) return NULL;
  Value v = as_object(receiver);
  for (int depth = 0; depth < 1000 && value_is_object(v) && !is_opaque(v); depth++) {
    KeyList keys = {0};
    if (object_own_keys(value_object(v), KEYS_STRINGS | KEYS_SYMBOLS, &keys) < 0) return NULL;
    for (uint32_t i = 0; i < keys.count; i++) {
      Value f = function_in(value_object(v), keys.keys[i], file, start, true);
      if (!value_is_empty(f)) return function_name(f);
    }
    v = object_proto(value_object(v));
  }
  return NULL;
}
