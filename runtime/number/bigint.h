/* Arbitrary precision integers: sign and magnitude over little-endian arrays of 64-bit digits.
 *
 * A BigInt is a view: it owns nothing. Results go to a buffer of the caller, whose least size in digits the function
 * named *_size gives; the returned view points into that buffer and is normalised: no leading zero digits, zero has
 * length 0 and is not negative. Operands must be normalised. A result may not overlap an operand unless the function
 * says so. Functions that need working memory take scratch of *_scratch digits (may be NULL if that is 0).
 *
 * Functions are pure and have no limit of their own; V8 refuses results of more than BIG_MAX_BITS bits, which the
 * caller checks (RangeError: Maximum BigInt size exceeded).
 * Semantics: ES 6.1.6.2. Algorithms: Knuth, TAOCP 2, 4.3.1 (schoolbook, algorithm D) and 4.3.3 (Karatsuba).
 */
#ifndef RUNTIME_NUMBER_BIGINT_H
#define RUNTIME_NUMBER_BIGINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "number/strtod.h"

enum { BIG_MAX_BITS = 1 << 30, BIG_MAX_DIGITS = BIG_MAX_BITS / 64 };

typedef struct BigInt {
  const uint64_t *digits;
  size_t length;
  bool is_negative;
} BigInt;

/* Views of machine integers; *digit is the storage. */
static inline BigInt big_from_uint64(uint64_t value, uint64_t *digit) {
  *digit = value;
  return (BigInt){digit, value != 0, false};
}

static inline BigInt big_from_int64(int64_t value, uint64_t *digit) {
  *digit = value < 0 ? -(uint64_t)value : (uint64_t)value;
  return (BigInt){digit, value != 0, value < 0};
}

static inline bool big_is_zero(BigInt a) { return a.length == 0; }

/* Bits of the magnitude; 0 for zero. */
uint64_t big_bit_length(BigInt a);

/* The low 64 bits in two's complement (BigInt.asUintN(64, a)); *is_exact tells whether a is in the range of uint64_t
 * or int64_t respectively. is_exact may be NULL. */
uint64_t big_to_uint64(BigInt a, bool *is_exact);
int64_t big_to_int64(BigInt a, bool *is_exact);

/* Copies and normalises. out: a.length. */
BigInt big_copy(uint64_t *out, BigInt a);

/* -1, 0, 1. */
int big_compare(BigInt a, BigInt b);
bool big_equal(BigInt a, BigInt b);

/* -1, 0, 1, or BIG_UNORDERED for NaN (ES 7.2.13, 7.2.14). */
enum { BIG_UNORDERED = 2 };
int big_compare_double(BigInt a, double b);

/* Nearest double, ties to even, infinite if too large. */
double big_to_double(BigInt a);

/* NumberToBigInt: value must be an integer. out: BIG_FROM_DOUBLE_SIZE. */
enum { BIG_FROM_DOUBLE_SIZE = 16 };
BigInt big_from_double(uint64_t *out, double value);

/* Sum and difference. out: big_add_size. out may be a.digits or b.digits. */
static inline size_t big_add_size(BigInt a, BigInt b) { return (a.length > b.length ? a.length : b.length) + 1; }
BigInt big_add(uint64_t *out, BigInt a, BigInt b);
BigInt big_sub(uint64_t *out, BigInt a, BigInt b);

/* Product. */
static inline size_t big_mul_size(BigInt a, BigInt b) { return a.length + b.length; }
size_t big_mul_scratch(BigInt a, BigInt b);
BigInt big_mul(uint64_t *out, BigInt a, BigInt b, uint64_t *scratch);

/* Quotient truncated towards zero and remainder with the sign of a. b is not zero. Either output may be NULL.
 * quotient: big_div_size; remainder: big_mod_size. */
static inline size_t big_div_size(BigInt a, BigInt b) { return a.length < b.length ? 0 : a.length - b.length + 1; }
static inline size_t big_mod_size(BigInt a, BigInt b) { return a.length < b.length ? a.length : b.length; }
size_t big_div_scratch(BigInt a, BigInt b);
BigInt big_div(uint64_t *out, BigInt a, BigInt b, uint64_t *scratch);
BigInt big_mod(uint64_t *out, BigInt a, BigInt b, uint64_t *scratch);

/* base ** exponent; exponent >= 0. big_pow_size returns SIZE_MAX if the result may exceed BIG_MAX_BITS. */
size_t big_pow_size(BigInt base, BigInt exponent);
size_t big_pow_scratch(BigInt base, BigInt exponent);
BigInt big_pow(uint64_t *out, BigInt base, BigInt exponent, uint64_t *scratch);

/* Shifts by bits >= 0. The right shift rounds towards minus infinity. out: *_size. */
static inline size_t big_shl_size(BigInt a, uint64_t bits) { return a.length ? a.length + bits / 64 + 1 : 0; }
static inline size_t big_shr_size(BigInt a, uint64_t bits) {
  return a.length > bits / 64 ? a.length - bits / 64 + 1 : 1;
}
BigInt big_shl(uint64_t *out, BigInt a, uint64_t bits);
BigInt big_shr(uint64_t *out, BigInt a, uint64_t bits);

/* Bitwise operators on the infinite two's complement. out: big_bitwise_size. not: big_add_size(a, a). */
static inline size_t big_bitwise_size(BigInt a, BigInt b) { return big_add_size(a, b); }
BigInt big_and(uint64_t *out, BigInt a, BigInt b);
BigInt big_or(uint64_t *out, BigInt a, BigInt b);
BigInt big_xor(uint64_t *out, BigInt a, BigInt b);
BigInt big_not(uint64_t *out, BigInt a);

/* BigInt.asIntN and asUintN. out: big_as_n_size. as_uint_n of a negative number needs bits / 64 + 1 digits. */
size_t big_as_n_size(BigInt a, uint64_t bits);
BigInt big_as_int_n(uint64_t *out, BigInt a, uint64_t bits);
BigInt big_as_uint_n(uint64_t *out, BigInt a, uint64_t bits);

/* Text in a radix 2..36, lower case, with '-' if negative; no NUL. chars: big_to_string_size bytes, an upper bound;
 * returns the length. The text starts at chars[0]. */
size_t big_to_string_size(BigInt a, int radix);
size_t big_to_string_scratch(BigInt a, int radix);
size_t big_to_string(char *chars, BigInt a, int radix, uint64_t *scratch);

/* Digits of the radix, every unit valid or a numeric separator '_'. out: big_from_digits_size(length, radix). */
size_t big_from_digits_size(size_t length, int radix);
BigInt big_from_digits(uint64_t *out, NumChars digits, int radix);

/* StringToBigInt (ES 7.1.14): finds sign, radix and digits in the text. Returns false where the result is undefined
 * (a SyntaxError for BigInt()). The digits are then read by big_from_digits; an empty run is zero. */
typedef struct BigScan {
  NumChars digits;
  int radix;
  bool is_negative;
} BigScan;

bool big_scan_string(NumChars text, BigScan *scan);

#endif
