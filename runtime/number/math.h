/* The numeric functions of Math, of the operators % and **, and the integer conversions.
 *
 * Results are bit for bit those of the reference Node (tests/number/math-compare), which is why the elementary
 * functions are written out here rather than left to a compiler's library: fdlibm's algorithms, as V8 has them, and
 * glibc's for pow. Everything must be compiled with -ffp-contract=off. The functions are pure;
 * the rounding mode is to nearest.
 */
#ifndef RUNTIME_NUMBER_MATH_H
#define RUNTIME_NUMBER_MATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline uint64_t math_bits(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline double math_from_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

static inline bool math_is_nan(double value) { return value != value; }
static inline bool math_is_finite(double value) { return (math_bits(value) >> 52 & 0x7FF) != 0x7FF; }
static inline bool math_is_negative(double value) { return math_bits(value) >> 63; }
static inline double math_abs(double value) { return math_from_bits(math_bits(value) & ~(1ull << 63)); }
static inline double math_nan(void) { return math_from_bits(0x7FF8000000000000); }
static inline double math_infinity(void) { return math_from_bits(0x7FF0000000000000); }

/* Rounding to integers. round: to nearest, ties up (ES 21.3.2.28). All keep the sign of zero. */
double math_floor(double x);
double math_ceil(double x);
double math_trunc(double x);
double math_round(double x);
double math_sqrt(double x);
double math_sign(double x);
double math_max(double x, double y);
double math_min(double x, double y);

/* Rounding to shorter formats and back. */
double math_fround(double x);
double math_f16round(double x);
uint16_t math_to_float16(double x); /* bits of the nearest binary16 */
double math_from_float16(uint16_t bits);

/* The elementary functions. */
double math_acos(double x);
double math_acosh(double x);
double math_asin(double x);
double math_asinh(double x);
double math_atan(double x);
double math_atan2(double y, double x);
double math_atanh(double x);
double math_cbrt(double x);
double math_cos(double x);
double math_cosh(double x);
double math_exp(double x);
double math_expm1(double x);
double math_log(double x);
double math_log1p(double x);
double math_log2(double x);
double math_log10(double x);
double math_sin(double x);
double math_sinh(double x);
double math_tan(double x);
double math_tanh(double x);

/* The operator ** and Math.pow: Number::exponentiate, ES 6.1.6.1.3. */
double math_pow(double base, double exponent);

/* Math.hypot of count arguments, V8's scaled and compensated sum. */
double math_hypot(const double *values, size_t count);

/* The operator %: exact remainder with the sign of the dividend (C's fmod), ES 6.1.6.1.6. */
double math_fmod(double x, double y);

/* ToInt32 and ToUint32 of a Number (ES 7.1.6, 7.1.7); the other widths are truncations of these. */
int32_t math_to_int32_slow(double x);

static inline int32_t math_to_int32(double x) {
  /* In range the conversion instruction is ToInt32; out of range it gives INT64_MIN, which needs the modulus. */
  return x > -9.0e18 && x < 9.0e18 ? (int32_t)(int64_t)x : math_to_int32_slow(x);
}

static inline uint32_t math_to_uint32(double x) { return (uint32_t)math_to_int32(x); }

/* ToIntegerOrInfinity (ES 7.1.5) of a Number: NaN and -0 become +0. */
static inline double math_to_integer(double x) { return math_is_nan(x) ? 0 : math_trunc(x) + 0.0; }

int32_t math_imul(int32_t x, int32_t y);
int32_t math_clz32(uint32_t x);

/* Math.random: xorshift128+ as V8 (uniform in [0, 1) with 52 random bits). The state is the caller's, seeded with 64
 * random bits. */
typedef struct MathRandom {
  uint64_t state[2];
} MathRandom;

void math_random_seed(MathRandom *random, uint64_t seed);
double math_random_next(MathRandom *random);

#endif
