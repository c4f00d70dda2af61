/* Rounding, remainders, integer conversions, float16, cbrt, hypot and random.
 *
 * cbrt is fdlibm's as FreeBSD revised it; hypot and random are V8's published methods. The rounding functions compile
 * to SSE4.1's roundsd (x86-64-v2 is the baseline).
 */
#include "number/math.h"

#include "number/math-bits.h"

#define MATH_SSE4 __attribute__((target("sse4.1")))

MATH_SSE4 double math_floor(double x) { return __builtin_elementwise_floor(x); }
MATH_SSE4 double math_ceil(double x) { return __builtin_elementwise_ceil(x); }
MATH_SSE4 double math_trunc(double x) { return __builtin_elementwise_trunc(x); }

MATH_SSE4 double math_round(double x) {
  double up = __builtin_elementwise_ceil(x);
  return up - 0.5 > x ? up - 1 : up;
}

double math_sqrt(double x) { return __builtin_elementwise_sqrt(x); }

double math_sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }

double math_max(double x, double y) {
  if (math_is_nan(x) || math_is_nan(y)) return math_nan();
  if (x == y) return math_is_negative(x) ? y : x;
  return x > y ? x : y;
}

double math_min(double x, double y) {
  if (math_is_nan(x) || math_is_nan(y)) return math_nan();
  if (x == y) return math_is_negative(x) ? x : y;
  return x < y ? x : y;
}

double math_fround(double x) { return (float)x; }

/* Round to nearest even, directly from 53 bits: a detour over float would round twice. */
uint16_t math_to_float16(double x) {
  uint16_t sign = (uint16_t)(math_bits(x) >> 48 & 0x8000);
  double magnitude = math_abs(x);
  if (math_is_nan(x)) return 0x7E00;
  if (magnitude >= 65520.0) return sign | 0x7C00;
  if (magnitude < 0x1p-14) {
    /* Subnormal: a multiple of 2^-24. Adding 2^28 makes the last place of the sum just that. */
    double sum = magnitude + 0x1p28;
    return sign | (uint16_t)(math_bits(sum) & 0xFFFF);
  }
  uint64_t bits = math_bits(magnitude);
  uint64_t rest = bits & ((1ull << 42) - 1);
  bits >>= 42;
  bits += rest > 1ull << 41 || (rest == 1ull << 41 && (bits & 1));
  return sign | (uint16_t)(bits - ((1023 - 15) << 10));
}

double math_from_float16(uint16_t bits) {
  int exponent = bits >> 10 & 31;
  double fraction = bits & 0x3FF;
  double magnitude;
  if (exponent == 31) magnitude = fraction != 0 ? math_nan() : math_infinity();
  else if (exponent == 0) magnitude = fraction * 0x1p-24;
  else magnitude = (1024 + fraction) * math_pow2(exponent - 25);
  return bits & 0x8000 ? -magnitude : magnitude;
}

double math_f16round(double x) { return math_from_float16(math_to_float16(x)); }

int32_t math_to_int32_slow(double x) {
  uint64_t bits = math_bits(x);
  int shift = (int)(bits >> 52 & 0x7FF) - 1075; /* value = mantissa * 2^shift */
  if (shift >= 32 || shift <= -53) return 0;
  uint64_t mantissa = (bits & 0xFFFFFFFFFFFFF) | 1ull << 52;
  uint32_t low = (uint32_t)(shift >= 0 ? mantissa << shift : mantissa >> -shift);
  return (int32_t)(math_is_negative(x) ? 0 - low : low);
}

int32_t math_imul(int32_t x, int32_t y) { return (int32_t)((uint32_t)x * (uint32_t)y); }

int32_t math_clz32(uint32_t x) { return x ? __builtin_clz(x) : 32; }

/* Significand and exponent of a positive finite double: value = *m * 2^(*e). */
static void math_split(uint64_t bits, uint64_t *m, int *e) {
  *m = bits & 0xFFFFFFFFFFFFF;
  *e = (int)(bits >> 52);
  if (*e) *m |= 1ull << 52;
  else *e = 1;
}

double math_fmod(double x, double y) {
  uint64_t sign = math_bits(x) & 1ull << 63;
  uint64_t a = math_bits(x) ^ sign, b = math_bits(y) & ~(1ull << 63);
  if (b == 0 || a >= 0x7FF0000000000000 || b > 0x7FF0000000000000) return math_nan();
  if (a < b) return x;
  uint64_t m, n;
  int e, f;
  math_split(a, &m, &e);
  math_split(b, &n, &f);
  /* m * 2^(e - f) mod n, at most 11 binary places at a time: remainders stay below 2^53. */
  m %= n;
  for (int left = e - f; left > 0 && m; left -= 11) m = (m << (left < 11 ? left : 11)) % n;
  if (m == 0) return math_from_bits(sign);
  int shift = __builtin_clzll(m) - 11;
  if (shift > f - 1) shift = f - 1; /* subnormal */
  m <<= shift;
  f -= shift;
  uint64_t result = m >> 52 ? (m & 0xFFFFFFFFFFFFF) | (uint64_t)f << 52 : m;
  return math_from_bits(result | sign);
}

/* A guess from dividing the exponent by three, a polynomial step to 23 bits, rounding so that the square is exact, and
 * one Newton step (FreeBSD's s_cbrt, error below 0.667 ulp). */
double math_cbrt(double x) {
  int32_t high = math_abs_high(x);
  uint64_t sign = math_bits(x) & 1ull << 63;
  if (high >= 0x7FF00000 || x == 0) return x + x;
  uint32_t third;
  if (high < 0x00100000)
    third = (uint32_t)(math_abs_high(x * 0x1p54) / 3) + 696219795; /* (1023 - 1023/3 - 54/3 - 0.03306235651) * 2^20 */
  else third = (uint32_t)(high / 3) + 715094163;                   /* (1023 - 1023/3 - 0.03306235651) * 2^20 */
  double t = math_from_bits(sign | (uint64_t)third << 32);

  double r = (t * t) * (t / x);
  t = t * ((1.87595182427177009643 + r * (-1.88497979543377169875 + r * 1.621429720105354466140)) +
           ((r * r) * r) * (-0.758397934778766047437 + r * 0.145996192886612446982));
  t = math_from_bits((math_bits(t) + 0x80000000) & 0xFFFFFFFFC0000000);

  double s = t * t;
  r = x / s;
  double w = t + t;
  r = (r - t) / (w + r);
  return t + t * r;
}

double math_hypot(const double *values, size_t count) {
  double max = 0;
  bool has_nan = false;
  for (size_t i = 0; i < count; i++) {
    double value = math_abs(values[i]);
    if (value == math_infinity()) return value;
    has_nan |= math_is_nan(value);
    if (value > max) max = value;
  }
  if (has_nan) return math_nan();
  if (max == 0) return 0;
  double sum = 0, compensation = 0; /* Kahan */
  for (size_t i = 0; i < count; i++) {
    double n = math_abs(values[i]) / max;
    double summand = n * n - compensation;
    double preliminary = sum + summand;
    compensation = (preliminary - sum) - summand;
    sum = preliminary;
  }
  return math_sqrt(sum) * max;
}

/* The finaliser of MurmurHash3: spreads the seed over all bits. */
static uint64_t math_mix(uint64_t h) {
  h = (h ^ h >> 33) * 0xFF51AFD7ED558CCD;
  h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53;
  return h ^ h >> 33;
}

void math_random_seed(MathRandom *random, uint64_t seed) {
  random->state[0] = math_mix(seed);
  random->state[1] = math_mix(~random->state[0]);
  if (!random->state[0] && !random->state[1]) random->state[0] = 1;
}

double math_random_next(MathRandom *random) {
  uint64_t a = random->state[0], b = random->state[1];
  random->state[0] = b;
  a ^= a << 23;
  a ^= a >> 17;
  a ^= b ^ b >> 26;
  random->state[1] = a;
  return (double)(random->state[0] >> 11) * 0x1p-53;
}
