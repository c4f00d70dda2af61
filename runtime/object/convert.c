/*
 * convert.c: the conversions of ES 7.1.
 */
#include "convert.h"

#include "../number/dtoa.h"
#include "../number/math.h"
#include "../number/strtod.h"
#include "bigint.h"
#include "call.h"
#include "error.h"
#include "property.h"

Value ordinary_to_primitive(Value obj, PrimitiveHint hint) {
  for (int i = 0; i < 2; i++) {
    PropKey name = (hint == HINT_STRING) == (i == 0) ? KEY(toString) : KEY(valueOf);
    Value f = object_get(obj, name, obj);
    if (value_is_exception(f)) return f;
    if (value_is_callable(f)) {
      Value r = js_call0(f, obj);
      if (!value_is_object(r)) return r;
    }
  }
  return throw_type_error("Cannot convert object to primitive value");
}

Value to_primitive(Value v, PrimitiveHint hint) {
  if (!value_is_object(v)) return v;
  if (STACK_CHECK()) return JS_EXCEPTION;
  Value exotic = object_get(v, KEY_SYM(toPrimitive), v);
  if (value_is_exception(exotic)) return exotic;
  if (!value_is_nullish(exotic)) {
    if (!value_is_callable(exotic)) return throw_not_callable(exotic);
    String *text = hint == HINT_DEFAULT ? ATOM(default) : hint == HINT_NUMBER ? ATOM(number) : ATOM(string);
    Value r = js_call1(exotic, v, value_from_ptr(text));
    if (value_is_object(r)) return throw_type_error("Cannot convert object to primitive value");
    return r;
  }
  return ordinary_to_primitive(v, hint == HINT_DEFAULT ? HINT_NUMBER : hint);
}

bool to_boolean(Value v) {
  if (value_is_cell(v)) {
    Cell *c = value_cell(v);
    if (c->kind == CELL_STRING) return ((String *)c)->length != 0;
    if (c->kind == CELL_BIGINT) return ((BigIntCell *)c)->ndigits != 0;
    return !(c->kind >= CELL_OBJECT && c->kind != CELL_FUNCTION && c->flags & OBJ_HTMLDDA);
  }
  if (value_is_int(v)) return value_int(v) != 0;
  if (value_is_number(v)) {
    double d = value_double(v);
    return d == d && d != 0;
  }
  return v.bits == VALUE_TRUE_BITS;
}

double string_to_number(String *s) {
  StringUnits u = string_units(s);
  if (u.length && u.length < 10 && !u.is_wide) { /* short decimal integers */
    const uint8_t *c = u.units;
    uint32_t n = 0, i = 0;
    for (; i < u.length && c[i] >= '0' && c[i] <= '9'; i++) n = n * 10 + (c[i] - '0');
    if (i == u.length) return n;
  }
  return num_from_chars((NumChars){u.units, u.length, u.is_wide});
}

Value to_number(Value v) {
  for (;;) {
    if (value_is_number(v)) return v;
    if (value_is_undefined(v)) return value_from_double_raw(math_nan());
    if (value_is_null(v) || v.bits == VALUE_FALSE_BITS) return value_from_int(0);
    if (v.bits == VALUE_TRUE_BITS) return value_from_int(1);
    if (!value_is_cell(v)) return v; /* EXCEPTION passes through */
    switch (value_cell(v)->kind) {
      case CELL_STRING: return value_from_double(string_to_number(value_string(v)));
      case CELL_SYMBOL: return throw_type_error("Cannot convert a Symbol value to a number");
      case CELL_BIGINT: return throw_type_error("Cannot convert a BigInt value to a number");
      default:
        v = to_primitive(v, HINT_NUMBER);
        if (value_is_exception(v)) return v;
    }
  }
}

Value to_numeric(Value v) {
  if (value_is_number(v)) return v;
  if (value_is_object(v)) {
    v = to_primitive(v, HINT_NUMBER);
    if (value_is_exception(v)) return v;
  }
  return value_is_bigint(v) ? v : to_number(v);
}

bool to_double(Value v, double *out) {
  if (!value_is_number(v)) {
    v = to_number(v);
    if (value_is_exception(v)) return false;
  }
  *out = value_number(v);
  return true;
}

bool to_integer(Value v, double *out) {
  if (value_is_int(v)) {
    *out = value_int(v);
    return true;
  }
  if (!to_double(v, out)) return false;
  *out = math_to_integer(*out);
  return true;
}

bool to_int32(Value v, int32_t *out) {
  double d;
  if (value_is_int(v)) {
    *out = value_int(v);
    return true;
  }
  if (!to_double(v, &d)) return false;
  *out = math_to_int32(d);
  return true;
}

bool to_uint32(Value v, uint32_t *out) { return to_int32(v, (int32_t *)out); }

bool to_length(Value v, uint64_t *out) {
  double d;
  if (!to_integer(v, &d)) return false;
  *out = d <= 0 ? 0 : d >= 9007199254740991.0 ? 9007199254740991ull : (uint64_t)d;
  return true;
}

bool to_index(Value v, uint64_t *out, const char *error) {
  double d;
  if (value_is_undefined(v)) {
    *out = 0;
    return true;
  }
  if (!to_integer(v, &d)) return false;
  if (d < 0 || d > 9007199254740991.0) {
    throw_range_error("%s", error);
    return false;
  }
  *out = (uint64_t)d;
  return true;
}

bool to_relative_index(Value v, uint64_t len, uint64_t dflt, uint64_t *out) {
  if (value_is_undefined(v)) {
    *out = dflt;
    return true;
  }
  double d;
  if (!to_integer(v, &d)) return false;
  if (d < 0) *out = d + (double)len <= 0 ? 0 : (uint64_t)(d + (double)len);
  else *out = d >= (double)len ? len : (uint64_t)d;
  return true;
}

String *number_to_string(double d) {
  char text[NUM_STRING_MAX];
  if (d >= -2147483648.0 && d <= 2147483647.0 && (double)(int32_t)d == d) return string_from_int((int32_t)d);
  size_t n = num_to_string(d, text);
  return string_from_latin1((const uint8_t *)text, (uint32_t)n);
}

Value to_string(Value v) {
  if (value_is_string(v)) return v;
  if (value_is_number(v)) return value_from_ptr(number_to_string(value_number(v)));
  switch (v.bits) {
    case VALUE_UNDEFINED_BITS: return value_from_ptr(ATOM(undefined));
    case VALUE_NULL_BITS: return value_from_ptr(ATOM(null));
    case VALUE_TRUE_BITS: return value_from_ptr(ATOM(true));
    case VALUE_FALSE_BITS: return value_from_ptr(ATOM(false));
    case VALUE_EXCEPTION_BITS: return v;
  }
  if (value_is_symbol(v)) return throw_type_error("Cannot convert a Symbol value to a string");
  if (value_is_bigint(v)) return value_from_ptr(bigint_to_string(v, 10));
  v = to_primitive(v, HINT_STRING);
  return value_is_exception(v) ? v : to_string(v);
}

Value to_object(Value v) {
  if (value_is_object(v)) return v;
  if (value_is_string(v)) return primitive_object_new(CELL_STRING_OBJECT, v);
  if (value_is_number(v)) return primitive_object_new(CELL_NUMBER, v);
  if (value_is_bool(v)) return primitive_object_new(CELL_BOOLEAN, v);
  if (value_is_symbol(v)) return primitive_object_new(CELL_SYMBOL_OBJECT, v);
  if (value_is_bigint(v)) return primitive_object_new(CELL_BIGINT_OBJECT, v);
  return throw_type_error("Cannot convert undefined or null to object");
}

/* ---- keys ---- */

PropKey key_from_u64(uint64_t n) {
  if (n <= PROP_INDEX_MAX) return key_from_index((uint32_t)n);
  return key_from_atom(atom_from_string(number_to_string((double)n)));
}

bool to_property_key(Value v, PropKey *out) {
  if (value_is_int(v) && value_int(v) >= 0) {
    *out = key_from_index((uint32_t)value_int(v));
    return true;
  }
  if (value_is_string(v)) {
    *out = key_from_string(value_string(v));
    return true;
  }
  if (value_is_object(v)) {
    v = to_primitive(v, HINT_STRING);
    if (value_is_exception(v)) return false;
  }
  if (value_is_symbol(v)) {
    *out = key_from_symbol(value_symbol(v));
    return true;
  }
  if (value_is_double(v)) {
    double d = value_double(v);
    if (d >= 0 && d <= PROP_INDEX_MAX && (double)(uint32_t)d == d) {
      *out = key_from_index((uint32_t)d); /* -0 too: its string is "0" */
      return true;
    }
  }
  v = to_string(v);
  if (value_is_exception(v)) return false;
  *out = key_from_string(value_string(v));
  return true;
}

Value key_to_value(PropKey key) {
  if (key_is_index(key)) return value_from_ptr(number_to_string(key_index(key)));
  return (Value){key.bits};
}

String *key_to_display(PropKey key) {
  if (!key_is_index(key) && key_is_symbol(key)) return value_to_display((Value){key.bits});
  return value_string(key_to_value(key));
}

bool key_canonical_numeric(PropKey key, double *out) {
  if (key_is_index(key)) {
    *out = key_index(key);
    return true;
  }
  if (key_is_symbol(key)) return false;
  String *s = value_string((Value){key.bits});
  if (s->length == 0 || s->length > 24) return false;
  uint32_t c = string_at(s, 0);
  if (!((c >= '0' && c <= '9') || c == '-' || c == 'I' || c == 'N')) return false;
  if (s->length == 2 && c == '-' && string_at(s, 1) == '0') {
    *out = -0.0;
    return true;
  }
  *out = string_to_number(s);
  return string_equal(number_to_string(*out), s);
}

Value to_bigint(Value v) {
  if (value_is_object(v)) v = to_primitive(v, HINT_NUMBER);
  if (value_is_bigint(v) || value_is_exception(v)) return v;
  if (value_is_bool(v)) return bigint_from_u64(v.bits == VALUE_TRUE_BITS);
  if (value_is_string(v)) {
    Value b = string_to_bigint(value_string(v));
    if (value_is_undefined(b)) return throw_syntax_error("Cannot convert %V to a BigInt", v);
    return b;
  }
  return throw_type_error("Cannot convert %V to a BigInt", v);
}

bool require_object_coercible(Value v, const char *method) {
  if (!value_is_nullish(v)) return true;
  throw_type_error("%s called on null or undefined", method);
  return false;
}
