/*
 * bigint.h: BigInt cells over the digit routines of number/bigint.h. Operations return a BigInt value or JS_EXCEPTION
 * (RangeError "Maximum BigInt size exceeded", "Division by zero").
 */
#ifndef RUNTIME_OBJECT_BIGINT_H
#define RUNTIME_OBJECT_BIGINT_H

#include "../rt.h"

Value bigint_from_i64(int64_t v);
Value bigint_from_u64(uint64_t v);
/* A copy of normalised digits. */
Value bigint_from_digits(const uint64_t *digits, uint32_t n, bool negative);
/* NumberToBigInt of an integral finite double. */
Value bigint_from_double(double d);
uint64_t bigint_low64(Value b);
double bigint_to_double(Value b);
bool bigint_is_zero(Value b);
/* Text in a radix, a fresh string. */
String *bigint_to_string(Value b, int radix);
/* Decimal digits of a literal, with optional 0x 0o 0b prefix. */
Value bigint_from_literal(String *text);
int bigint_compare(Value a, Value b);         /* -1, 0, 1 */
int bigint_compare_double(Value a, double d); /* -1, 0, 1, 2: NaN */

typedef enum BigintOp {
  BIGINT_ADD,
  BIGINT_SUB,
  BIGINT_MUL,
  BIGINT_DIV,
  BIGINT_MOD,
  BIGINT_POW,
  BIGINT_AND,
  BIGINT_OR,
  BIGINT_XOR,
  BIGINT_SHL,
  BIGINT_SAR,
} BigintOp;
Value bigint_binary(BigintOp op, Value a, Value b);
Value bigint_neg(Value a);
Value bigint_not(Value a);

#endif
