/* BigInt: products, quotients, powers.
 *
 * Products of numbers of KARATSUBA_MIN digits and more are split in halves (Knuth 4.3.3): three products of half the
 * size; the longer operand is cut into pieces as long as the shorter. Quotients: Knuth 4.3.1, algorithm D.
 */
#include "number/bigint-digits.h"
#include "number/bigint.h"

enum { KARATSUBA_MIN = 34 };

/* out[0..n + m) = a * b; n, m > 0 */
static void multiply_school(uint64_t *out, const uint64_t *a, size_t n, const uint64_t *b, size_t m) {
  digits_clear(out, n);
  for (size_t j = 0; j < m; j++) {
    unsigned __int128 carry = 0;
    for (size_t i = 0; i < n; i++) {
      carry += (unsigned __int128)a[i] * b[j] + out[i + j];
      out[i + j] = (uint64_t)carry;
      carry >>= 64;
    }
    out[n + j] = (uint64_t)carry;
  }
}

/* a += b, the carry runs on; a is long enough */
static void add_in_place(uint64_t *a, const uint64_t *b, size_t length) {
  uint64_t carry = 0;
  size_t i = 0;
  for (; i < length; i++) a[i] = digits_add_carry(a[i], b[i], &carry);
  for (; carry; i++) a[i] = digits_add_carry(a[i], 0, &carry);
}

/* a -= b, a >= b */
static void sub_in_place(uint64_t *a, const uint64_t *b, size_t length) {
  uint64_t borrow = 0;
  size_t i = 0;
  for (; i < length; i++) a[i] = digits_sub_borrow(a[i], b[i], &borrow);
  for (; borrow; i++) a[i] = digits_sub_borrow(a[i], 0, &borrow);
}

/* Working memory of karatsuba for n digits: 4 (n/2 + 2) at each level. */
static size_t karatsuba_scratch(size_t n) { return 4 * n + 512; }

/* out[0..2n) = a * b, both of n digits */
static void karatsuba(uint64_t *out, const uint64_t *a, const uint64_t *b, size_t n, uint64_t *scratch) {
  if (n < KARATSUBA_MIN) {
    multiply_school(out, a, n, b, n);
    return;
  }
  size_t low = (n + 1) / 2, high = n - low, sum = low + 1;
  uint64_t *sum_a = scratch, *sum_b = scratch + sum, *middle = scratch + 2 * sum;
  karatsuba(out, a, b, low, scratch);
  karatsuba(out + 2 * low, a + low, b + low, high, scratch);

  digits_copy(sum_a, a, low);
  sum_a[low] = 0;
  add_in_place(sum_a, a + low, high);
  digits_copy(sum_b, b, low);
  sum_b[low] = 0;
  add_in_place(sum_b, b + low, high);
  karatsuba(middle, sum_a, sum_b, sum, scratch + 4 * sum);
  sub_in_place(middle, out, 2 * low);
  sub_in_place(middle, out + 2 * low, 2 * high);
  /* The middle product has at most n + 1 digits; what lies above the result is zero. */
  add_in_place(out + low, middle, digits_trim(middle, 2 * sum));
}

size_t big_mul_scratch(BigInt a, BigInt b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  return shorter < KARATSUBA_MIN ? 0 : 3 * shorter + karatsuba_scratch(shorter);
}

BigInt big_mul(uint64_t *out, BigInt a, BigInt b, uint64_t *scratch) {
  if (a.length < b.length) {
    BigInt swap = a;
    a = b;
    b = swap;
  }
  if (b.length == 0) return (BigInt){out, 0, false};
  size_t n = b.length;
  if (n < KARATSUBA_MIN) {
    multiply_school(out, a.digits, a.length, b.digits, n);
  } else {
    uint64_t *product = scratch, *piece = scratch + 2 * n;
    digits_clear(out, a.length + n);
    for (size_t at = 0; at < a.length; at += n) {
      size_t length = a.length - at < n ? a.length - at : n;
      digits_copy(piece, a.digits + at, length);
      digits_clear(piece + length, n - length);
      karatsuba(product, piece, b.digits, n, scratch + 3 * n);
      add_in_place(out + at, product, n + length);
    }
  }
  return digits_view(out, a.length + n, a.is_negative != b.is_negative);
}

size_t big_div_scratch(BigInt a, BigInt b) { return a.length < b.length ? 0 : a.length + 1 + b.length; }

/* |a| / |b|: the quotient to quotient (may be NULL), the remainder, shifted back, to the start of scratch. */
static void divide(uint64_t *quotient, BigInt a, BigInt b, uint64_t *scratch) {
  size_t n = b.length, m = a.length - n;
  uint64_t *u = scratch, *v = scratch + a.length + 1;
  if (n == 1) {
    digits_copy(u, a.digits, a.length);
    uint64_t rest = digits_divide_small(u, a.length, b.digits[0]);
    if (quotient) digits_copy(quotient, u, a.length);
    u[0] = rest;
    return;
  }
  /* Normalise: the divisor's top bit set. */
  unsigned shift = (unsigned)__builtin_clzll(b.digits[n - 1]);
  uint64_t carry = 0;
  for (size_t i = 0; i < n; i++) {
    v[i] = b.digits[i] << shift | carry;
    carry = shift ? b.digits[i] >> (64 - shift) : 0;
  }
  carry = 0;
  for (size_t i = 0; i < a.length; i++) {
    u[i] = a.digits[i] << shift | carry;
    carry = shift ? a.digits[i] >> (64 - shift) : 0;
  }
  u[a.length] = carry;

  uint64_t top = v[n - 1], second = v[n - 2];
  for (size_t j = m + 1; j-- > 0;) {
    /* Estimate a digit from the top two of the dividend; it is at most two too large, and after the test with the
     * third digit at most one. */
    uint64_t q, rest;
    bool is_rest_small = true;
    if (u[j + n] >= top) {
      q = ~0ull;
      rest = u[j + n - 1] + top;
      is_rest_small = rest >= top;
    } else {
      q = digits_divide_two(u[j + n], u[j + n - 1], top, &rest);
    }
    while (is_rest_small && (unsigned __int128)q * second > ((unsigned __int128)rest << 64 | u[j + n - 2])) {
      q--;
      rest += top;
      is_rest_small = rest >= top;
    }
    uint64_t borrow = 0;
    unsigned __int128 product = 0;
    for (size_t i = 0; i < n; i++) {
      product += (unsigned __int128)q * v[i];
      u[i + j] = digits_sub_borrow(u[i + j], (uint64_t)product, &borrow);
      product >>= 64;
    }
    u[j + n] = digits_sub_borrow(u[j + n], (uint64_t)product, &borrow);
    if (borrow) {
      q--;
      carry = 0;
      for (size_t i = 0; i < n; i++) u[i + j] = digits_add_carry(u[i + j], v[i], &carry);
      u[j + n] += carry;
    }
    if (quotient) quotient[j] = q;
  }
  if (shift)
    for (size_t i = 0; i < n; i++) u[i] = u[i] >> shift | u[i + 1] << (64 - shift);
}

BigInt big_div(uint64_t *out, BigInt a, BigInt b, uint64_t *scratch) {
  if (a.length < b.length) return (BigInt){out, 0, false};
  divide(out, a, b, scratch);
  return digits_view(out, a.length - b.length + 1, a.is_negative != b.is_negative);
}

BigInt big_mod(uint64_t *out, BigInt a, BigInt b, uint64_t *scratch) {
  if (a.length < b.length) return big_copy(out, a);
  divide(NULL, a, b, scratch);
  digits_copy(out, scratch, b.length);
  return digits_view(out, b.length, a.is_negative);
}

/* The exponent of a power of two, or UINT64_MAX. */
static uint64_t pow_of_two(BigInt a) {
  for (size_t i = 0; i + 1 < a.length; i++)
    if (a.digits[i]) return UINT64_MAX;
  uint64_t top = a.length ? a.digits[a.length - 1] : 0;
  return top && !(top & (top - 1)) ? big_bit_length(a) - 1 : UINT64_MAX;
}

size_t big_pow_size(BigInt base, BigInt exponent) {
  if (big_bit_length(base) <= 1 || exponent.length == 0) return 1;
  if (exponent.length > 1 || exponent.digits[0] > BIG_MAX_BITS) return SIZE_MAX;
  uint64_t bits = big_bit_length(base), e = exponent.digits[0];
  if ((unsigned __int128)(bits - 1) * e >= BIG_MAX_BITS) return SIZE_MAX;
  return bits * e / 64 + 2;
}

size_t big_pow_scratch(BigInt base, BigInt exponent) {
  size_t size = big_pow_size(base, exponent);
  if (size == SIZE_MAX || size == 1) return 0;
  BigInt half = {NULL, size / 2 + 1, false};
  BigInt whole = {NULL, size, false};
  size_t multiply = big_mul_scratch(half, half), other = big_mul_scratch(whole, base);
  return size + (multiply > other ? multiply : other);
}

BigInt big_pow(uint64_t *out, BigInt base, BigInt exponent, uint64_t *scratch) {
  bool is_negative = base.is_negative && exponent.length && (exponent.digits[0] & 1);
  if (exponent.length == 0 || (base.length == 1 && base.digits[0] == 1)) {
    out[0] = 1;
    return (BigInt){out, 1, is_negative};
  }
  if (base.length == 0) return (BigInt){out, 0, false};
  uint64_t e = exponent.digits[0];
  uint64_t power = pow_of_two(base);
  if (power != UINT64_MAX) {
    uint64_t one = 1;
    BigInt result = big_shl(out, (BigInt){&one, 1, false}, power * e);
    result.is_negative = is_negative;
    return result;
  }
  /* From the top bit of the exponent down: square, and multiply by the base. The two buffers take turns. */
  size_t size = big_pow_size(base, exponent);
  uint64_t *buffers[2] = {out, scratch};
  uint64_t *rest = scratch + size;
  BigInt magnitude = {base.digits, base.length, false};
  int turn = 0;
  BigInt result = big_copy(buffers[turn], magnitude);
  for (int bit = 62 - __builtin_clzll(e); bit >= 0; bit--) {
    turn ^= 1;
    result = big_mul(buffers[turn], result, result, rest);
    if (e >> bit & 1) {
      turn ^= 1;
      result = big_mul(buffers[turn], result, magnitude, rest);
    }
  }
  if (turn) result = big_copy(out, result);
  result.is_negative = is_negative;
  return result;
}
