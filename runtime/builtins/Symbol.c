/*
 * Symbol.c: Symbol (ES 20.4). The global registry is an object without prototype from key strings to symbols, per isolate.
 */
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"

JS_BUILTIN(js_Symbol) {
  JS_UNUSED_ARGS();
  if (!value_is_undefined(new_target)) return throw_type_error("Symbol is not a constructor");
  Value description = value_is_undefined(a0) ? a0 : to_string(a0);
  return value_is_exception(description) ? description : value_from_ptr(symbol_new(description, 0));
}

JS_BUILTIN(js_Symbol_for) {
  JS_UNUSED_ARGS();
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  if (!RT->symbol_registry.bits || !value_is_object(RT->symbol_registry)) RT->symbol_registry = object_new(JS_NULL);
  PropKey key = key_from_string(value_string(text));
  Value known = object_peek_own(value_object(RT->symbol_registry), key);
  if (!value_is_empty(known)) return known;
  Value s = value_from_ptr(symbol_new(text, SYM_REGISTERED));
  object_put_data(RT->symbol_registry, key, s, PROP_DEFAULT);
  return s;
}

JS_BUILTIN(js_Symbol_keyFor) {
  JS_UNUSED_ARGS();
  if (!value_is_symbol(a0)) return throw_type_error("%V is not a symbol", a0);
  return value_symbol(a0)->cell.flags & SYM_REGISTERED ? value_symbol(a0)->description : JS_UNDEFINED;
}

/* thisSymbolValue: EMPTY when there is none. */
static Value this_symbol(Value v) {
  if (value_is_symbol(v)) return v;
  return value_is_kind(v, CELL_SYMBOL_OBJECT) ? ((PrimitiveObject *)value_ptr(v))->value : JS_EMPTY;
}

JS_BUILTIN(js_Symbol_prototype_toString) {
  JS_UNUSED_ARGS();
  Value s = this_symbol(this_value);
  if (value_is_empty(s)) return throw_type_error("Symbol.prototype.toString requires that 'this' be a Symbol");
  return value_from_ptr(value_to_display(s));
}

JS_BUILTIN(js_Symbol_prototype_valueOf) {
  JS_UNUSED_ARGS();
  Value s = this_symbol(this_value);
  return value_is_empty(s) ? throw_type_error("Symbol.prototype.valueOf requires that 'this' be a Symbol") : s;
}

JS_BUILTIN(js_Symbol_prototype_Symbol_toPrimitive) {
  JS_UNUSED_ARGS();
  Value s = this_symbol(this_value);
  return value_is_empty(s) ? throw_type_error("Symbol.prototype [ @@toPrimitive ] requires that 'this' be a Symbol")
                           : s;
}

JS_BUILTIN(js_get_Symbol_prototype_description) {
  JS_UNUSED_ARGS();
  Value s = this_symbol(this_value);
  if (value_is_empty(s)) return throw_type_error("Symbol.prototype.description requires that 'this' be a Symbol");
  return value_symbol(s)->description;
}
