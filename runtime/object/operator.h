/*
 * operator.h: complete (slow) forms of the operators; compiled code handles the common cases itself. Results are
 * JS_EXCEPTION when thrown. BigInt and mixed operands included.
 */
#ifndef RUNTIME_OBJECT_OPERATOR_H
#define RUNTIME_OBJECT_OPERATOR_H

#include "../rt.h"

Value throw_mixed_bigint(void); /* a BigInt and a number in one operation */
Value op_add(Value a, Value b); /* ES 13.15.3: string or numeric */
Value op_sub(Value a, Value b);
Value op_mul(Value a, Value b);
Value op_div(Value a, Value b);
Value op_mod(Value a, Value b);
Value op_pow(Value a, Value b);
Value op_bit_and(Value a, Value b);
Value op_bit_or(Value a, Value b);
Value op_bit_xor(Value a, Value b);
Value op_shl(Value a, Value b);
Value op_sar(Value a, Value b);
Value op_shr(Value a, Value b);
Value op_neg(Value a);
Value op_bit_not(Value a);
Value op_inc(Value a); /* of a numeric value: ToNumeric first */
Value op_dec(Value a);

/* IsLooselyEqual: 1, 0, -1. IsStrictlyEqual, SameValue, SameValueZero never throw. */
int op_equals(Value a, Value b);
bool op_strict_equals(Value a, Value b);
bool op_same_value(Value a, Value b);
bool op_same_value_zero(Value a, Value b);
/* a < b and so on, with operands evaluated left first: 1, 0, -1. */
int op_less(Value a, Value b);
int op_less_equal(Value a, Value b);
int op_greater(Value a, Value b);
int op_greater_equal(Value a, Value b);

/* typeof: an atom. */
String *op_typeof(Value v);
/* instanceof (ES 13.10.2) and OrdinaryHasInstance: 1, 0, -1. */
int op_instanceof(Value v, Value target);
int ordinary_has_instance(Value c, Value v);
/* key in obj: 1, 0, -1. */
int op_in(Value key, Value obj);
/* delete obj[key]; strict refusals throw. 1, 0, -1. */
int op_delete(Value obj, PropKey key, bool strict);

/* v, unless it is a BigInt: then throws an error. For programs compiled without BigInts (compiler/opt/facts.c). */
Value op_refuse_bigint(Value v);

#endif
