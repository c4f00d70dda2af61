/* BigInt: conversions, comparison, sums, shifts, bitwise operators (see bigint.h). Products and quotients are in
 * bigint-multiply.c, text in bigint-string.c. */
#include "number/bigint.h"

#include "number/bigint-digits.h"
#include "number/math.h"

int digits_compare(const uint64_t *a, size_t a_length, const uint64_t *b, size_t b_length) {
  if (a_length != b_length) return a_length < b_length ? -1 : 1;
  for (size_t i = a_length; i-- > 0;)
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

uint64_t big_bit_length(BigInt a) {
  return a.length ? a.length * 64 - (uint64_t)__builtin_clzll(a.digits[a.length - 1]) : 0;
}

uint64_t big_to_uint64(BigInt a, bool *is_exact) {
  if (is_exact) *is_exact = a.length <= 1 && !a.is_negative;
  uint64_t low = a.length ? a.digits[0] : 0;
  return a.is_negative ? 0 - low : low;
}

int64_t big_to_int64(BigInt a, bool *is_exact) {
  uint64_t low = a.length ? a.digits[0] : 0;
  if (is_exact) *is_exact = a.length == 0 || (a.length == 1 && low <= (1ull << 63) - !a.is_negative);
  return (int64_t)(a.is_negative ? 0 - low : low);
}

BigInt big_copy(uint64_t *out, BigInt a) {
  digits_copy(out, a.digits, a.length);
  return digits_view(out, a.length, a.is_negative);
}

int big_compare(BigInt a, BigInt b) {
  if (a.is_negative != b.is_negative) return a.is_negative ? -1 : 1;
  int order = digits_compare(a.digits, a.length, b.digits, b.length);
  return a.is_negative ? -order : order;
}

bool big_equal(BigInt a, BigInt b) { return big_compare(a, b) == 0; }

int big_compare_double(BigInt a, double b) {
  if (math_is_nan(b)) return BIG_UNORDERED;
  bool is_negative = b < 0;
  if (!math_is_finite(b)) return is_negative ? 1 : -1;
  if (a.is_negative != is_negative && !(a.length == 0 && b == 0))
    return a.length == 0 ? (is_negative ? 1 : -1) : a.is_negative ? -1 : 1;
  double whole = math_trunc(b);
  uint64_t digits[BIG_FROM_DOUBLE_SIZE];
  BigInt integer = big_from_double(digits, whole);
  int order = big_compare(a, integer);
  if (order == 0 && whole != b) return is_negative ? 1 : -1;
  return order;
}

double big_to_double(BigInt a) {
  uint64_t bits = big_bit_length(a);
  if (bits == 0) return 0;
  uint64_t sign = (uint64_t)a.is_negative << 63;
  if (bits > 1024) return math_from_bits(sign | 0x7FF0000000000000);
  /* The top 64 bits, the rest only as zero or not. */
  int shift = __builtin_clzll(a.digits[a.length - 1]);
  uint64_t top = a.digits[a.length - 1] << shift;
  bool is_sticky = false;
  if (a.length > 1) {
    uint64_t next = a.digits[a.length - 2];
    if (shift) top |= next >> (64 - shift);
    is_sticky = (shift ? next << shift : next) != 0;
    for (size_t i = 0; i + 2 < a.length && !is_sticky; i++) is_sticky = a.digits[i] != 0;
  }
  uint64_t mantissa = top >> 11, rest = top & 0x7FF;
  mantissa += rest > 0x400 || (rest == 0x400 && (is_sticky || (mantissa & 1)));
  /* The implicit bit of the mantissa adds one to the exponent field; a carry adds another, up to infinity. */
  return math_from_bits(sign | (mantissa + ((bits - 1 + 1022) << 52)));
}

BigInt big_from_double(uint64_t *out, double value) {
  uint64_t bits = math_bits(value);
  int exponent = (int)(bits >> 52 & 0x7FF) - 1075;
  if (value == 0) return (BigInt){out, 0, false};
  uint64_t mantissa = (bits & 0xFFFFFFFFFFFFF) | 1ull << 52;
  if (exponent <= 0) {
    out[0] = mantissa >> -exponent;
    return digits_view(out, 1, value < 0);
  }
  int words = exponent / 64, rest = exponent % 64;
  digits_clear(out, (size_t)words);
  out[words] = mantissa << rest;
  if (rest <= 11) /* 53 bits fit */
    return digits_view(out, (size_t)words + 1, value < 0);
  out[words + 1] = mantissa >> (64 - rest);
  return digits_view(out, (size_t)words + 2, value < 0);
}

/* |a| + |b| with the sign given. */
static BigInt big_add_magnitudes(uint64_t *out, BigInt a, BigInt b, bool is_negative) {
  if (a.length < b.length) {
    BigInt swap = a;
    a = b;
    b = swap;
  }
  uint64_t carry = 0;
  for (size_t i = 0; i < a.length; i++) out[i] = digits_add_carry(a.digits[i], i < b.length ? b.digits[i] : 0, &carry);
  out[a.length] = carry;
  return digits_view(out, a.length + 1, is_negative);
}

/* |a| - |b| with the sign given, which is turned if |a| < |b|. */
static BigInt big_sub_magnitudes(uint64_t *out, BigInt a, BigInt b, bool is_negative) {
  if (digits_compare(a.digits, a.length, b.digits, b.length) < 0) {
    BigInt swap = a;
    a = b;
    b = swap;
    is_negative = !is_negative;
  }
  uint64_t borrow = 0;
  for (size_t i = 0; i < a.length; i++)
    out[i] = digits_sub_borrow(a.digits[i], i < b.length ? b.digits[i] : 0, &borrow);
  return digits_view(out, a.length, is_negative);
}

BigInt big_add(uint64_t *out, BigInt a, BigInt b) {
  return a.is_negative == b.is_negative ? big_add_magnitudes(out, a, b, a.is_negative)
                                        : big_sub_magnitudes(out, a, b, a.is_negative);
}

BigInt big_sub(uint64_t *out, BigInt a, BigInt b) {
  return a.is_negative != b.is_negative ? big_add_magnitudes(out, a, b, a.is_negative)
                                        : big_sub_magnitudes(out, a, b, a.is_negative);
}

BigInt big_shl(uint64_t *out, BigInt a, uint64_t bits) {
  if (a.length == 0) return (BigInt){out, 0, false};
  size_t words = bits / 64;
  unsigned rest = bits % 64;
  digits_clear(out, words);
  uint64_t carry = 0;
  for (size_t i = 0; i < a.length; i++) {
    out[words + i] = a.digits[i] << rest | carry;
    carry = rest ? a.digits[i] >> (64 - rest) : 0;
  }
  out[words + a.length] = carry;
  return digits_view(out, words + a.length + 1, a.is_negative);
}

BigInt big_shr(uint64_t *out, BigInt a, uint64_t bits) {
  size_t words = bits / 64;
  unsigned rest = bits % 64;
  if (words >= a.length) {
    out[0] = 1;
    return digits_view(out, a.is_negative ? 1 : 0, true);
  }
  bool is_inexact = false; /* a negative number is rounded away from zero then */
  if (a.is_negative) {
    for (size_t i = 0; i < words; i++) is_inexact |= a.digits[i] != 0;
    is_inexact |= (a.digits[words] & ((1ull << rest) - 1)) != 0;
  }
  size_t length = a.length - words;
  uint64_t carry = is_inexact;
  for (size_t i = 0; i < length; i++) {
    uint64_t digit = a.digits[words + i] >> rest;
    if (rest && i + 1 < length) digit |= a.digits[words + i + 1] << (64 - rest);
    out[i] = digits_add_carry(digit, 0, &carry);
  }
  out[length] = carry;
  return digits_view(out, length + 1, a.is_negative);
}

/* Successive digits of the two's complement. */
typedef struct BigTwos {
  BigInt a;
  uint64_t carry;
} BigTwos;

static BigTwos big_twos(BigInt a) { return (BigTwos){a, a.is_negative}; }

static uint64_t big_twos_next(BigTwos *t, size_t i) {
  uint64_t digit = i < t->a.length ? t->a.digits[i] : 0;
  return t->a.is_negative ? digits_add_carry(~digit, 0, &t->carry) : digit;
}

/* The number whose two's complement is out[0..length); the sign bit is the top one. */
static BigInt big_from_twos(uint64_t *out, size_t length) {
  bool is_negative = length && out[length - 1] >> 63;
  if (is_negative) {
    uint64_t carry = 1;
    for (size_t i = 0; i < length; i++) out[i] = digits_add_carry(~out[i], 0, &carry);
  }
  return digits_view(out, length, is_negative);
}

typedef enum BigBitwise { BIG_AND, BIG_OR, BIG_XOR } BigBitwise;

static BigInt big_bitwise(uint64_t *out, BigInt a, BigInt b, BigBitwise operation) {
  size_t length = big_bitwise_size(a, b);
  BigTwos x = big_twos(a), y = big_twos(b);
  for (size_t i = 0; i < length; i++) {
    uint64_t p = big_twos_next(&x, i), q = big_twos_next(&y, i);
    out[i] = operation == BIG_AND ? p & q : operation == BIG_OR ? p | q : p ^ q;
  }
  return big_from_twos(out, length);
}

BigInt big_and(uint64_t *out, BigInt a, BigInt b) { return big_bitwise(out, a, b, BIG_AND); }
BigInt big_or(uint64_t *out, BigInt a, BigInt b) { return big_bitwise(out, a, b, BIG_OR); }
BigInt big_xor(uint64_t *out, BigInt a, BigInt b) { return big_bitwise(out, a, b, BIG_XOR); }

BigInt big_not(uint64_t *out, BigInt a) {
  uint64_t one = 1;
  if (a.length == 0) {
    out[0] = 1;
    return (BigInt){out, 1, true};
  }
  BigInt result = big_add(out, a, (BigInt){&one, 1, false}); /* ~a = -(a + 1) */
  result.is_negative = !result.is_negative && result.length != 0;
  return result;
}

size_t big_as_n_size(BigInt a, uint64_t bits) {
  size_t whole = a.length + 1, wanted = bits / 64 + 1;
  return a.is_negative || wanted < whole ? wanted : whole;
}

/* The low bits of the two's complement, as an unsigned number. */
BigInt big_as_uint_n(uint64_t *out, BigInt a, uint64_t bits) {
  size_t length = big_as_n_size(a, bits);
  BigTwos x = big_twos(a);
  for (size_t i = 0; i < length; i++) out[i] = big_twos_next(&x, i);
  if (bits / 64 < length) out[bits / 64] &= (1ull << bits % 64) - 1;
  return digits_view(out, length, false);
}

BigInt big_as_int_n(uint64_t *out, BigInt a, uint64_t bits) {
  if (bits == 0) return (BigInt){out, 0, false};
  if (big_bit_length(a) < bits) return big_copy(out, a); /* in range; -2^(bits - 1) is found below */
  size_t length = bits / 64 + 1;
  BigTwos x = big_twos(a);
  for (size_t i = 0; i < length; i++) out[i] = big_twos_next(&x, i);
  /* Extend the sign bit, bit bits - 1, upwards. */
  size_t top = (bits - 1) / 64;
  uint64_t sign = out[top] >> (bits - 1) % 64 & 1;
  uint64_t low = (bits % 64) ? (1ull << bits % 64) - 1 : ~0ull;
  out[top] = sign ? out[top] | ~low : out[top] & low;
  for (size_t i = top + 1; i < length; i++) out[i] = sign ? ~0ull : 0;
  return big_from_twos(out, length);
}
