/*
 * private.c: private names of classes (ES 6.2.12): properties whose keys are private symbols. A symbol names fields, or one
 * method, or one accessor: with the shape, a site's cache holds the symbol too (PropIC.method_slot), since a class may be
 * evaluated more than once.
 */
#include "../string/string.h"
#include "call.h"
#include "error.h"
#include "ic.h"
#include "property.h"

Value jsc_private_name(String *description) {
  return value_from_ptr(symbol_new(value_from_ptr(description), SYM_PRIVATE));
}

static PropKey private_key(Value symbol) { return key_from_symbol(value_symbol(symbol)); }
static Value private_text(Value symbol) { return value_symbol(symbol)->description; }

static PropEntry *private_find(Value obj, Value symbol) {
  return value_is_object(obj) ? shape_lookup(object_shape(value_object(obj)), private_key(symbol)) : NULL;
}

/* Remembers that objects of this shape have the name; for accesses, where the value is, if that is an inline slot. */
static void fill(PropIC *ic, Object *o, Value symbol, uint32_t location) {
  if (location & 1 || object_shape(o)->flags & SHAPE_DICTIONARY) return;
  object_shape(o)->flags |= SHAPE_CACHED;
  ic->shape = o->cell.shape;
  ic->offset = location >> 1;
  ic->method_slot = value_ptr(symbol);
}

Value stub_private_get(Value obj, Value symbol, PropIC *ic) {
  PropEntry *e = private_find(obj, symbol);
  if (value_is_nullish(obj))
    return throw_type_error("Cannot read properties of %V (reading '%V')", obj, private_text(symbol));
  if (!e)
    return throw_type_error("Cannot read private member %V from an object whose class did not declare it",
                            private_text(symbol));
  Object *o = value_object(obj);
  if (!(e->attrs & PROP_ACCESSOR)) fill(ic, o, symbol, ic_location(o, e->slot));
  Value v = *object_slot(o, e->slot);
  if (!(e->attrs & PROP_ACCESSOR)) return v;
  Value getter = ((Accessor *)value_ptr(v))->getter;
  if (value_is_undefined(getter)) return throw_type_error("'%V' was defined without a getter", private_text(symbol));
  return js_call0(getter, obj);
}

int32_t stub_private_set(Value obj, Value symbol, Value v, PropIC *ic) {
  PropEntry *e = private_find(obj, symbol);
  if (value_is_nullish(obj)) {
    throw_type_error("Cannot set properties of %V (setting '%V')", obj, private_text(symbol));
    return 1;
  }
  if (!e) {
    throw_type_error("Cannot write private member %V to an object whose class did not declare it",
                     private_text(symbol));
    return 1;
  }
  Object *o = value_object(obj);
  if (e->attrs == PROP_WRITABLE) fill(ic, o, symbol, ic_location(o, e->slot));
  Value *slot = object_slot(o, e->slot);
  if (e->attrs & PROP_ACCESSOR) {
    Value setter = ((Accessor *)value_ptr(*slot))->setter;
    if (value_is_undefined(setter)) {
      throw_type_error("'%V' was defined without a setter", private_text(symbol));
      return 1;
    }
    return value_is_exception(js_call1(setter, obj, v));
  }
  if (!(e->attrs & PROP_WRITABLE)) {
    throw_type_error("Private method '%V' is not writable", private_text(symbol));
    return 1;
  }
  *slot = v;
  heap_barrier_interior(slot);
  return 0;
}

int32_t stub_private_add(Value obj, Value symbol, Value v, PropIC *ic) {
  if (private_find(obj, symbol)) {
    throw_type_error("Cannot initialize %V twice on the same object", private_text(symbol));
    return 1;
  }
  Object *o = value_object(obj);
  uint32_t before = o->cell.shape;
  property_add(o, private_key(symbol), v, PROP_WRITABLE);
  ic->method_shape = 0;
  ic->method_slot = value_ptr(symbol);
  ic_fill_add(ic, before, o, private_key(symbol), RT->proto_epoch);
  return 0;
}

static int32_t already_branded(void) {
  throw_type_error("Cannot initialize private methods of class anonymous twice on the same object");
  return 1;
}

int32_t jsc_private_add_method(Value obj, Value symbol, Value v) {
  if (private_find(obj, symbol)) return already_branded();
  property_add(value_object(obj), private_key(symbol), v, 0);
  return 0;
}

int32_t jsc_private_add_accessor(Value obj, Value symbol, Value getter, Value setter) {
  if (private_find(obj, symbol)) return already_branded();
  object_put_accessor(obj, private_key(symbol), getter, setter, 0);
  return 0;
}

int32_t stub_private_has(Value obj, Value symbol, PropIC *ic) {
  if (!value_is_object(obj)) {
    throw_type_error("Cannot use 'in' operator to search for '%V' in %V", private_text(symbol), obj);
    return -1;
  }
  PropEntry *e = private_find(obj, symbol);
  if (e) fill(ic, value_object(obj), symbol, 0);
  return e != NULL;
}
