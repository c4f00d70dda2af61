/* Powers of ten as 128-bit floating-point significands, shared by the conversions to and from decimal.
 *
 * A table of every 27th power with 192 bits and one multiplication by a power of five below 2^64 gives every power
 * from 10^-351 to 10^350. That the result equals the floor of the exact significand for each of them is checked by
 * tests/unit/number_decimal.c; 600 bytes of table stand for the 10 KB of a full one.
 */
#ifndef RUNTIME_NUMBER_POW10_H
#define RUNTIME_NUMBER_POW10_H

#include <stdint.h>

enum { POW10_MIN = -351, POW10_MAX = 350 };

typedef struct Pow10 {
  uint64_t high; /* top bit set */
  uint64_t low;
} Pow10;

/* 10^k = (high * 2^64 + low + d) * 2^(pow10_exponent(k) - 127) with 0 <= d < 1; d is 0 for 0 <= k <= 55. */
Pow10 pow10_significand(int k);

/* floor(log2(10^k)), for |k| <= 1233. */
static inline int pow10_exponent(int k) { return (k * 1741647) >> 19; }

/* floor(log10(2^e)), for |e| <= 1650. */
static inline int pow10_floor_log10_pow2(int e) { return (e * 1262611) >> 22; }

/* floor(log10(3/4 * 2^e)), for |e| <= 1650. */
static inline int pow10_floor_log10_three_quarters_pow2(int e) { return (e * 1262611 - 524031) >> 22; }

#endif
