/*
 * Number.c: Number and its prototype (ES 21.1), and the global parseInt, parseFloat, isNaN, isFinite (ES 19.2).
 */
#include "../number/dtoa.h"
#include "../number/math.h"
#include "../number/strtod.h"
#include "../object/bigint.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../string/string.h"
#include "builtins.h"
#include "locale.h"

/* ---- the constructor ---- */

JS_BUILTIN(js_Number) {
  JS_UNUSED_ARGS();
  Value number = value_from_int(0);
  if (argc > 0) {
    number = to_numeric(a0);
    if (value_is_exception(number)) return number;
    if (value_is_bigint(number)) number = value_from_double(bigint_to_double(number));
  }
  if (value_is_undefined(new_target)) return number;
  Object *o = object_new_from_constructor(new_target, INTR_NumberPrototype, CELL_NUMBER, sizeof(PrimitiveObject));
  if (!o) return JS_EXCEPTION;
  ((PrimitiveObject *)o)->value = number;
  return value_from_ptr(o);
}

static bool is_integral(Value v) {
  if (value_is_int(v)) return true;
  if (!value_is_number(v)) return false;
  double d = value_double(v);
  return math_is_finite(d) && math_trunc(d) == d;
}

JS_BUILTIN(js_Number_isFinite) {
  JS_UNUSED_ARGS();
  return value_from_bool(value_is_number(a0) && math_is_finite(value_number(a0)));
}

JS_BUILTIN(js_Number_isInteger) {
  JS_UNUSED_ARGS();
  return value_from_bool(is_integral(a0));
}

JS_BUILTIN(js_Number_isNaN) {
  JS_UNUSED_ARGS();
  return value_from_bool(value_is_number(a0) && math_is_nan(value_number(a0)));
}

JS_BUILTIN(js_Number_isSafeInteger) {
  JS_UNUSED_ARGS();
  return value_from_bool(is_integral(a0) && math_abs(value_number(a0)) <= 9007199254740991.0);
}

/* ---- global functions ---- */

static NumChars string_chars(String *s) {
  StringUnits u = string_units(s);
  return (NumChars){u.units, u.length, u.is_wide};
}

JS_BUILTIN(js_parseFloat) {
  JS_UNUSED_ARGS();
  if (value_is_int(a0)) return a0;
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  return value_from_double(num_parse_float(string_chars(value_string(text))));
}

JS_BUILTIN(js_parseInt) {
  JS_UNUSED_ARGS();
  if (value_is_int(a0) && value_is_undefined(a1)) return a0;
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  int32_t radix;
  if (!to_int32(a1, &radix)) return JS_EXCEPTION;
  return value_from_double(num_parse_int(string_chars(value_string(text)), radix));
}

JS_BUILTIN(js_isNaN) {
  JS_UNUSED_ARGS();
  double d;
  if (!to_double(a0, &d)) return JS_EXCEPTION;
  return value_from_bool(math_is_nan(d));
}

JS_BUILTIN(js_isFinite) {
  JS_UNUSED_ARGS();
  double d;
  if (!to_double(a0, &d)) return JS_EXCEPTION;
  return value_from_bool(math_is_finite(d));
}

/* ---- the prototype ---- */

/* ThisNumberValue (21.1.3): a number or JS_EXCEPTION. */
static Value this_number(Value v, const char *method) {
  if (value_is_number(v)) return v;
  if (value_is_kind(v, CELL_NUMBER)) return ((PrimitiveObject *)value_ptr(v))->value;
  return throw_type_error("%s requires that 'this' be a Number", method);
}

static Value string_value(const char *text, size_t length) {
  return value_from_ptr(string_from_latin1((const uint8_t *)text, (uint32_t)length));
}

JS_BUILTIN(js_Number_prototype_toString) {
  JS_UNUSED_ARGS();
  Value number = this_number(this_value, "Number.prototype.toString");
  if (value_is_exception(number)) return number;
  double radix = 10;
  if (!value_is_undefined(a0) && !to_integer(a0, &radix)) return JS_EXCEPTION;
  if (!(radix >= 2 && radix <= 36)) return throw_range_error("toString() radix argument must be between 2 and 36");
  if (radix == 10) return value_from_ptr(number_to_string(value_number(number)));
  char text[NUM_RADIX_MAX];
  return string_value(text, num_to_radix(value_number(number), (int)radix, text));
}

JS_BUILTIN(js_Number_prototype_valueOf) {
  JS_UNUSED_ARGS();
  return this_number(this_value, "Number.prototype.valueOf");
}

JS_BUILTIN(js_Number_prototype_toFixed) {
  JS_UNUSED_ARGS();
  Value number = this_number(this_value, "Number.prototype.toFixed");
  double digits;
  if (value_is_exception(number) || !to_integer(a0, &digits)) return JS_EXCEPTION;
  if (!(digits >= 0 && digits <= 100)) return throw_range_error("toFixed() digits argument must be between 0 and 100");
  char text[NUM_FIXED_MAX];
  return string_value(text, num_to_fixed(value_number(number), (int)digits, text));
}

JS_BUILTIN(js_Number_prototype_toExponential) {
  JS_UNUSED_ARGS();
  Value number = this_number(this_value, "Number.prototype.toExponential");
  double digits;
  if (value_is_exception(number) || !to_integer(a0, &digits)) return JS_EXCEPTION;
  double value = value_number(number);
  if (!math_is_finite(value)) return value_from_ptr(number_to_string(value));
  if (!(digits >= 0 && digits <= 100)) return throw_range_error("toExponential() argument must be between 0 and 100");
  char text[NUM_EXPONENTIAL_MAX];
  return string_value(text, num_to_exponential(value, value_is_undefined(a0) ? -1 : (int)digits, text));
}

JS_BUILTIN(js_Number_prototype_toPrecision) {
  JS_UNUSED_ARGS();
  Value number = this_number(this_value, "Number.prototype.toPrecision");
  if (value_is_exception(number)) return number;
  double value = value_number(number);
  if (value_is_undefined(a0)) return value_from_ptr(number_to_string(value));
  double precision;
  if (!to_integer(a0, &precision)) return JS_EXCEPTION;
  if (!math_is_finite(value)) return value_from_ptr(number_to_string(value));
  if (!(precision >= 1 && precision <= 100))
    return throw_range_error("toPrecision() argument must be between 1 and 100");
  char text[NUM_PRECISION_MAX];
  return string_value(text, num_to_precision(value, (int)precision, text));
}

JS_BUILTIN(js_Number_prototype_toLocaleString) {
  JS_UNUSED_ARGS();
  Value number = this_number(this_value, "Number.prototype.toLocaleString");
  if (value_is_exception(number)) return number;
  LocaleNumberOptions options;
  if (!locale_number_options(a0, a1, "Number.prototype.toLocaleString", &options)) return JS_EXCEPTION;
  double value = value_number(number);
  if (value == math_infinity()) return value_from_ptr(string_from_utf16((const uint16_t[]){0x221E}, 1));
  if (value == -math_infinity()) return value_from_ptr(string_from_utf16((const uint16_t[]){'-', 0x221E}, 2));
  char text[NUM_LOCALE_MAX];
  return string_value(text, num_to_locale(value, options.min_places, options.max_places, options.is_grouped, text));
}
