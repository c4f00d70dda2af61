/* pow: Szabolcs Nagy's algorithm of Arm's optimized-routines (2018), which is glibc's since 2.28 and so the
 * reference's, in the variant with fused multiply-add.
 *
 * log(x) is computed to 68 bits as a sum high + low from a table of 128 reciprocals and a polynomial of degree 8; then
 * exp(y * log(x)) from a table of 2^(k/128) and a polynomial of degree 5. The error is below 0.52 ulp, not below 0.5,
 * so that the same operations must be done, fused where the reference fuses. x86-64-v2 has no such instruction: where
 * the processor lacks it, an exact emulation gives the same bits.
 */
#include "number/math-bits.h"
#include "number/math-tables.h"
#include "number/math.h"

typedef struct PowLogRow {
  uint16_t inverse; /* 256 / c */
  double high, low; /* log(c) */
} PowLogRow;

static const PowLogRow pow_log_table[] = {MATH_POW_LOG_ROWS};
static const uint64_t pow_exp_table[][2] = {MATH_POW_EXP_ROWS};

/* ---- fused multiply-add ---- */

static inline __attribute__((always_inline)) double pow_fma_native(double a, double b, double c) {
  __asm__("vfmadd231sd %2, %1, %0" : "+x"(c) : "x"(a), "x"(b));
  return c;
}

/* A finite double as sign, significand with bit 125 set, and exponent of bit 0. */
static unsigned __int128 pow_unpack(unsigned __int128 m, int *exponent) {
  int zeros = (uint64_t)(m >> 64) ? __builtin_clzll((uint64_t)(m >> 64)) : 64 + __builtin_clzll((uint64_t)m);
  *exponent -= zeros - 2;
  return m << (zeros - 2);
}

static void pow_split(double x, uint64_t *m, int *e) {
  uint64_t bits = math_bits(x);
  *m = bits & 0xFFFFFFFFFFFFF;
  *e = (int)(bits >> 52 & 0x7FF);
  if (*e) *m |= 1ull << 52;
  else *e = 1;
  *e -= 1075;
}

/* a * b + c rounded once; finite operands. */
static double pow_fma_exact(double a, double b, double c) {
  if (a == 0 || b == 0 || c == 0) return a * b + c;
  uint64_t ma, mb, mc;
  int ea, eb, ec;
  pow_split(a, &ma, &ea);
  pow_split(b, &mb, &eb);
  pow_split(c, &mc, &ec);
  int ep = ea + eb;
  unsigned __int128 big = pow_unpack((unsigned __int128)ma * mb, &ep);
  unsigned __int128 small = pow_unpack(mc, &ec);
  bool is_big_negative = math_is_negative(a) != math_is_negative(b), is_small_negative = math_is_negative(c);
  if (ec > ep || (ec == ep && small > big)) {
    unsigned __int128 swap = big;
    big = small;
    small = swap;
    int exponent = ep;
    ep = ec;
    ec = exponent;
    bool sign = is_big_negative;
    is_big_negative = is_small_negative;
    is_small_negative = sign;
  }
  int shift = ep - ec;
  if (shift > 126) {
    small = 1;
  } else if (shift > 0) {
    bool is_lost = (small & (((unsigned __int128)1 << shift) - 1)) != 0;
    small = small >> shift | is_lost;
  }
  unsigned __int128 sum = is_big_negative == is_small_negative ? big + small : big - small;
  if (sum == 0) return 0;
  int e = ep;
  sum = pow_unpack(sum >> 1 | (sum & 1), &e);
  e++;
  /* value = sum * 2^e, bit 125 set: 53 bits remain, fewer below the normal range */
  int drop = 73;
  if (e + 125 < -1022) drop += -1022 - (e + 125);
  uint64_t result = 0;
  if (drop <= 127) {
    result = (uint64_t)(sum >> drop);
    unsigned __int128 rest = sum & (((unsigned __int128)1 << drop) - 1), half = (unsigned __int128)1 << (drop - 1);
    result += rest > half || (rest == half && (result & 1));
  }
  if (drop == 73) result += (uint64_t)(e + 125 + 1022) << 52;
  if (result > 0x7FF0000000000000) result = 0x7FF0000000000000;
  return math_from_bits(result | (uint64_t)is_big_negative << 63);
}

/* Whether the processor has FMA and the system saves its registers: CPUID leaf 1, XCR0 (Intel SDM 1, 14.5.3). The
 * answer is the same for the whole machine, so that it may be kept in a static variable. */
static bool pow_has_fma(void) {
  static uint8_t state; /* 0: not asked yet, 1: no, 2: yes */
  uint8_t known = __atomic_load_n(&state, __ATOMIC_RELAXED);
  if (known == 0) {
    uint32_t a = 1, b, c = 0, d;
    __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    known = 1;
    if ((c >> 12 & 1) && (c >> 27 & 1)) {
      uint32_t low, high;
      __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
      if ((low & 6) == 6) known = 2;
    }
    __atomic_store_n(&state, known, __ATOMIC_RELAXED);
  }
  return known == 2;
}

/* ---- the algorithm ---- */

typedef double PowFma(double a, double b, double c);

/* x as bits, positive; subnormals with a negative exponent. Returns log(x) rounded, the rest in *tail. */
static inline __attribute__((always_inline)) double pow_log(uint64_t bits, double *tail, PowFma *fma) {
  static const double c1 = -0x1.555555555556p-1, c2 = 0x1.0000000000006p-1, c3 = 0x1.999999959554ep-1,
                      c4 = -0x1.555555529a47ap-1, c5 = -0x1.2495b9b4845e9p+0, c6 = 0x1.0002b8b263fc3p+0;
  uint64_t offset = bits - 0x3FE6955500000000; /* intervals start at 0.7057 */
  const PowLogRow *row = &pow_log_table[offset >> 45 & 127];
  double k = (double)(int32_t)((int64_t)offset >> 52);
  double z = math_from_bits(bits - (offset & 0xFFF0000000000000));
  double r = fma(z, row->inverse * 0x1p-8, -1.0); /* exact */

  double t1 = fma(k, 0x1.62e42fefa3800p-1, row->high);
  double t2 = t1 + r;
  double low1 = fma(k, 0x1.ef35793c76730p-45, row->low);
  double low2 = t1 - t2 + r;
  double half = -0.5 * r;
  double half_square = r * half;
  double half_cube = r * half_square;
  double high = t2 + half_square;
  double low3 = fma(half, r, -half_square);
  double low4 = t2 - high + half_square;
  double p = fma(half_square, fma(half_square, fma(r, c6, c5), fma(r, c4, c3)), fma(r, c2, c1));
  double low = fma(half_cube, p, low1 + low2 + low3 + low4);
  double y = high + low;
  *tail = high - y + low;
  return y;
}

/* scale * (1 + rest) where the exponent of scale, in its bits, may be out of range; k tells in which direction. */
static inline __attribute__((always_inline)) double pow_scale(double rest, uint64_t bits, uint64_t k, PowFma *fma) {
  if (!(k & 0x80000000)) {
    double scale = math_from_bits(bits - (1009ull << 52));
    return 0x1p1009 * fma(scale, rest, scale);
  }
  bits += 1022ull << 52;
  double scale = math_from_bits(bits);
  double product = scale * rest;
  double y = scale + product;
  if (math_abs(y) < 1.0) {
    /* Round to the precision of the subnormal result before scaling, to round once. */
    double one = y < 0 ? -1.0 : 1.0;
    double low = scale - y + product;
    double high = one + y;
    low = one - high + y + low;
    y = (high + low) - one;
    if (y == 0) y = math_from_bits(bits & 1ull << 63);
  }
  return 0x1p-1022 * y;
}

/* exp(x + tail), negated if is_negative. */
static inline __attribute__((always_inline)) double pow_exp(double x, double tail, bool is_negative, PowFma *fma) {
  static const double c2 = 0x1.ffffffffffdbdp-2, c3 = 0x1.555555555543cp-3, c4 = 0x1.55555cf172b91p-5,
                      c5 = 0x1.1111167a4d017p-7;
  uint32_t top = (uint32_t)(math_bits(x) >> 52 & 0x7FF);
  if (top < 0x3C9) { /* 2^-54 */
    double one = 1.0 + x;
    return is_negative ? -one : one;
  }
  if (top >= 0x409) { /* 1024 */
    double value = math_is_negative(x) ? 0.0 : math_infinity();
    return is_negative ? -value : value;
  }
  static const double round = 0x1.8p52;
  double shifted = fma(x, 0x1.71547652b82fep+7, round);
  uint64_t k = math_bits(shifted);
  double dk = shifted - round;
  double r = fma(dk, -0x1.62e42fefa0000p-8, x);
  r = fma(dk, -0x1.cf79abc9e3b3ap-47, r);
  r += tail;
  const uint64_t *row = pow_exp_table[k & 127];
  uint64_t bits = row[1] + ((k + (is_negative ? 0x800ull << 7 : 0)) << 45);
  double r2 = r * r;
  double rest = fma(fma(r, c3, c2), r2, math_from_bits(row[0]) + r);
  rest = fma(fma(r, c5, c4), r2 * r2, rest);
  if (top >= 0x408) /* 512 */
    return pow_scale(rest, bits, k, fma);
  double scale = math_from_bits(bits);
  return fma(scale, rest, scale);
}

static inline __attribute__((always_inline)) double pow_finite(uint64_t bits, double y, bool is_negative, PowFma *fma) {
  double tail;
  double log = pow_log(bits, &tail, fma);
  double high = y * log;
  double low = fma(y, tail, fma(y, log, -high));
  return pow_exp(high, low, is_negative, fma);
}

/* 0: not an integer, 1: odd, 2: even; y finite, not zero. */
static int pow_integer_kind(double y) {
  uint64_t bits = math_bits(y);
  int e = (int)(bits >> 52 & 0x7FF);
  if (e < 0x3FF) return 0;
  if (e > 0x3FF + 52) return 2;
  uint64_t unit = 1ull << (0x3FF + 52 - e);
  if (bits & (unit - 1)) return 0;
  return bits & unit ? 1 : 2;
}

double math_pow(double x, double y) {
  if (y == 0) return 1;
  if (math_is_nan(x) || math_is_nan(y)) return math_nan();
  double magnitude = math_abs(x);
  if (y == 0.5) /* V8 takes the square root, which may differ in the last bit */
    return magnitude == math_infinity() ? magnitude : math_sqrt(x + 0.0);
  if (y == 2) return x * x; /* likewise */
  if (!math_is_finite(y)) {
    if (magnitude == 1) return math_nan();
    return (magnitude > 1) == (y > 0) ? math_infinity() : 0.0;
  }
  int kind = pow_integer_kind(y);
  bool is_negative = math_is_negative(x) && kind == 1;
  if (x == 0 || !math_is_finite(x)) {
    double value = (magnitude > 1) == (y > 0) ? math_infinity() : 0.0;
    return is_negative ? -value : value;
  }
  if (x < 0 && kind == 0) return math_nan();
  uint32_t top = (uint32_t)(math_bits(y) >> 52 & 0x7FF);
  if (top < 0x3BE || top >= 0x43E) { /* 2^-65, 2^63 */
    if (magnitude == 1) return 1.0;
    if (top < 0x3BE) return magnitude > 1.0 ? 1.0 + y : 1.0 - y;
    return (magnitude > 1.0) == (y > 0) ? math_infinity() : 0.0;
  }
  uint64_t bits = math_bits(magnitude);
  if (bits >> 52 == 0) bits = math_bits(magnitude * 0x1p52) - (52ull << 52);
  return pow_has_fma() ? pow_finite(bits, y, is_negative, pow_fma_native)
                       : pow_finite(bits, y, is_negative, pow_fma_exact);
}
