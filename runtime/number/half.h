/*
 * half.h: IEEE 754 binary16 to and from double, rounded once (ties to even).
 */
#ifndef RUNTIME_NUMBER_HALF_H
#define RUNTIME_NUMBER_HALF_H

#include <stdint.h>

static inline uint16_t half_from_double(double d) {
  uint64_t bits;
  __builtin_memcpy(&bits, &d, sizeof bits);
  uint16_t sign = (uint16_t)(bits >> 48 & 0x8000);
  int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
  uint64_t mantissa = bits & 0xFFFFFFFFFFFFF;
  if (exponent == 1024) return sign | (mantissa ? 0x7E00 : 0x7C00);
  if (exponent > 15) return sign | 0x7C00;
  if (exponent < -25) return sign;
  int shift = 42;
  uint64_t result = 0;
  if (exponent >= -14) result = (uint64_t)(exponent + 15) << 10;
  else mantissa |= 1ull << 52, shift = 28 - exponent; /* subnormal: units of 2^-24 */
  uint64_t rest = mantissa & ((1ull << shift) - 1), half = 1ull << (shift - 1);
  result += mantissa >> shift;
  if (rest > half || (rest == half && result & 1)) result++; /* may carry into the exponent, up to infinity */
  return (uint16_t)(sign | result);
}

static inline double half_to_double(uint16_t h) {
  double sign = h & 0x8000 ? -1 : 1;
  int exponent = h >> 10 & 31;
  uint64_t mantissa = h & 0x3FF;
  if (!exponent) return sign * (double)mantissa * 0x1p-24;
  uint64_t bits = (uint64_t)(exponent == 31 ? 0x7FF : exponent - 15 + 1023) << 52 | mantissa << 42;
  double d;
  __builtin_memcpy(&d, &bits, sizeof d);
  return sign * d;
}

#endif
