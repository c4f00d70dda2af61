/* Access to the words of a double, for the elementary functions, whose published algorithms (fdlibm) choose their
 * intervals by the upper 32 bits. */
#ifndef RUNTIME_NUMBER_MATH_BITS_H
#define RUNTIME_NUMBER_MATH_BITS_H

#include "number/math.h"

static inline int32_t math_high(double x) { return (int32_t)(math_bits(x) >> 32); }
static inline uint32_t math_low(double x) { return (uint32_t)math_bits(x); }

/* The upper word without the sign: ordered as |x| is. */
static inline int32_t math_abs_high(double x) { return math_high(x) & 0x7FFFFFFF; }

static inline double math_with_high(double x, uint32_t high) {
  return math_from_bits((uint64_t)high << 32 | math_low(x));
}

/* x with the lower 32 bits of its significand cleared: products of two such values are exact. */
static inline double math_clear_low(double x) { return math_from_bits(math_bits(x) >> 32 << 32); }

static inline double math_copy_sign(double x, double sign) {
  return math_from_bits((math_bits(x) & ~(1ull << 63)) | (math_bits(sign) & 1ull << 63));
}

/* 2^k for a normal result. */
static inline double math_pow2(int k) { return math_from_bits((uint64_t)(k + 1023) << 52); }

/* c[0] + z * (c[1] + z * (... + z * c[count - 1])), evaluated from the inside. */
static inline double math_horner(const double *c, int count, double z) {
  double sum = c[count - 1];
  for (int i = count - 2; i >= 0; i--) sum = c[i] + z * sum;
  return sum;
}

#endif
