/*
 * BigInt.c: BigInt and its prototype (ES 21.2).
 */
#include "../number/bigint.h"

#include "../heap/heap.h"
#include "../number/dtoa.h"
#include "../number/math.h"
#include "../object/bigint.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../string/string.h"
#include "builtins.h"
#include "locale.h"

JS_BUILTIN(js_BigInt) {
  JS_UNUSED_ARGS();
  if (!value_is_undefined(new_target)) return throw_type_error("BigInt is not a constructor");
  Value primitive = to_primitive(a0, HINT_NUMBER);
  if (value_is_exception(primitive)) return primitive;
  if (!value_is_number(primitive)) return to_bigint(primitive);
  double d = value_number(primitive);
  if (!math_is_finite(d) || math_trunc(d) != d)
    return throw_range_error("The number %V cannot be converted to a BigInt because it is not an integer", primitive);
  return bigint_from_double(d);
}

static BigInt view(Value v) {
  BigIntCell *b = value_ptr(v);
  return (BigInt){b->digits, b->ndigits, (b->cell.flags & BIGINT_NEGATIVE) != 0};
}

/* BigInt.asIntN and BigInt.asUintN. */
static Value as_n(Value bits_value, Value number, bool is_signed) {
  uint64_t bits;
  if (!to_index(bits_value, &bits, "Invalid value: not (convertible to) a safe integer")) return JS_EXCEPTION;
  number = to_bigint(number);
  if (value_is_exception(number)) return number;
  BigInt a = view(number);
  /* Wide enough for any value: the number itself. */
  if (bits > big_bit_length(a) && (is_signed || !a.is_negative)) return number;
  if (bits > BIG_MAX_BITS) return throw_range_error("Maximum BigInt size exceeded");
  uint64_t *digits = heap_alloc_bytes(big_as_n_size(a, bits) * sizeof(uint64_t));
  BigInt result = is_signed ? big_as_int_n(digits, a, bits) : big_as_uint_n(digits, a, bits);
  return bigint_from_digits(result.digits, (uint32_t)result.length, result.is_negative);
}

JS_BUILTIN(js_BigInt_asIntN) {
  JS_UNUSED_ARGS();
  return as_n(a0, a1, true);
}

JS_BUILTIN(js_BigInt_asUintN) {
  JS_UNUSED_ARGS();
  return as_n(a0, a1, false);
}

/* ThisBigIntValue (21.2.3): a BigInt or JS_EXCEPTION. */
static Value this_bigint(Value v, const char *method) {
  if (value_is_bigint(v)) return v;
  if (value_is_kind(v, CELL_BIGINT_OBJECT)) return ((PrimitiveObject *)value_ptr(v))->value;
  return throw_type_error("%s requires that 'this' be a BigInt", method);
}

JS_BUILTIN(js_BigInt_prototype_toString) {
  JS_UNUSED_ARGS();
  Value number = this_bigint(this_value, "BigInt.prototype.toString");
  if (value_is_exception(number)) return number;
  double radix = 10;
  if (!value_is_undefined(a0) && !to_integer(a0, &radix)) return JS_EXCEPTION;
  if (!(radix >= 2 && radix <= 36)) return throw_range_error("toString() radix argument must be between 2 and 36");
  return value_from_ptr(bigint_to_string(number, (int)radix));
}

JS_BUILTIN(js_BigInt_prototype_valueOf) {
  JS_UNUSED_ARGS();
  return this_bigint(this_value, "BigInt.prototype.valueOf");
}

JS_BUILTIN(js_BigInt_prototype_toLocaleString) {
  JS_UNUSED_ARGS();
  Value number = this_bigint(this_value, "BigInt.prototype.toLocaleString");
  if (value_is_exception(number)) return number;
  LocaleNumberOptions options;
  if (!locale_number_options(a0, a1, "BigInt.prototype.toLocaleString", &options)) return JS_EXCEPTION;
  String *plain = bigint_to_string(number, 10);
  StringUnits units = string_units(plain); /* Latin-1 */
  const char *digits = units.units;
  bool is_negative = digits[0] == '-';
  uint32_t count = units.length - is_negative;
  uint32_t places = (uint32_t)options.min_places;
  char *text = heap_alloc_bytes(units.length + count / 3 + places + 1);
  char *p = text;
  if (is_negative) *p++ = '-';
  if (options.is_grouped) {
    p += num_group_digits(digits + is_negative, count, p);
  } else {
    for (uint32_t i = 0; i < count; i++) *p++ = digits[is_negative + i];
  }
  if (places) *p++ = '.';
  while (places--) *p++ = '0';
  return value_from_ptr(string_from_latin1((const uint8_t *)text, (uint32_t)(p - text)));
}
