/*
 * convert.h: abstract conversions of ES 7.1 with V8's error texts. Each may run JavaScript unless said otherwise; on a
 * throw a Value result is JS_EXCEPTION, a bool result is false.
 */
#ifndef RUNTIME_OBJECT_CONVERT_H
#define RUNTIME_OBJECT_CONVERT_H

#include "../rt.h"

typedef enum PrimitiveHint { HINT_DEFAULT, HINT_NUMBER, HINT_STRING } PrimitiveHint;

/* ToPrimitive (7.1.1). */
Value to_primitive(Value v, PrimitiveHint hint);
/* OrdinaryToPrimitive (7.1.1.1). */
Value ordinary_to_primitive(Value obj, PrimitiveHint hint);
/* ToBoolean (7.1.2): never throws. */
bool to_boolean(Value v);
/* ToNumber (7.1.4) and ToNumeric (7.1.3) as Values. */
Value to_number(Value v);
Value to_numeric(Value v);
/* ToNumber as double: false if thrown. */
bool to_double(Value v, double *out);
/* ToIntegerOrInfinity (7.1.5). */
bool to_integer(Value v, double *out);
bool to_int32(Value v, int32_t *out);
bool to_uint32(Value v, uint32_t *out);
/* ToLength (7.1.20): 0..2^53-1. */
bool to_length(Value v, uint64_t *out);
/* ToIndex (7.1.22): RangeError with `what` in V8's words ("Invalid typed array length" ...) when out of range. */
bool to_index(Value v, uint64_t *out, const char *error);
/* Relative index as slice, at, fill, ... take it: clamps ToIntegerOrInfinity(v) (undefined: dflt) to 0..len. */
bool to_relative_index(Value v, uint64_t len, uint64_t dflt, uint64_t *out);
/* ToString (7.1.17): a String or JS_EXCEPTION. Symbols throw "Cannot convert a Symbol value to a string". */
Value to_string(Value v);
/* ToObject (7.1.18): TypeError "Cannot convert undefined or null to object". */
Value to_object(Value v);
/* ToPropertyKey (7.1.19): false if thrown. */
bool to_property_key(Value v, PropKey *out);
/* key_from_string is in string/string.h. */
/* Key of a number that is an integer >= 0 (beyond 2^32-2 it is a string). */
PropKey key_from_u64(uint64_t n);
/* The key as JavaScript sees it: string or symbol. key_to_value keeps indices as numbers if as_number. */
Value key_to_value(PropKey key);
/* Text of a key for messages: the string, or "Symbol(x)". */
String *key_to_display(PropKey key);
/* CanonicalNumericIndexString of a string key: true and the number. */
bool key_canonical_numeric(PropKey key, double *out);
/* Number to string without side effects (ints are cached). */
String *number_to_string(double d);
/* StringToNumber and StringToBigInt (undefined if malformed). */
double string_to_number(String *s);
Value string_to_bigint(String *s);
/* ToBigInt (7.1.13). */
Value to_bigint(Value v);
/* RequireObjectCoercible with V8's text "String.prototype.x called on null or undefined": false if thrown. */
bool require_object_coercible(Value v, const char *method);

#endif
