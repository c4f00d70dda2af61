/* sin, cos and tan: fdlibm's k_sin, k_cos, k_tan, e_rem_pio2 and k_rem_pio2 (Sun Microsystems, 1993), which V8 uses.
 *
 * The argument is reduced to y0 + y1 in [-pi/4, pi/4] by one, two or three pieces of pi/2, or for large arguments by
 * Payne and Hanek's method in 24-bit chunks; a polynomial follows. Results must equal the published ones to the last
 * bit: do not rearrange. (V8 also has a table-driven sin and cos, which the reference Node is built without.)
 */
#include "number/math-bits.h"
#include "number/math-tables.h"
#include "number/math.h"

static const int32_t two_over_pi[] = {MATH_TWO_OVER_PI_DIGITS};

/* pi/2 in chunks of 24 bits */
static const double half_pi_chunks[] = {1.57079625129699707031e+00, 7.54978941586159635335e-08,
                                        5.39030252995776476554e-15, 3.28200341580791294123e-22,
                                        1.27065575308067607349e-29};

enum { TRIG_TERMS = 4 }; /* chunks of the product beyond the first: 64 bits of result and guard */

/* value * 2^n for the small n and normal results here */
static double trig_scale(double value, int n) { return value * math_pow2(n); }

/* x = (x[0] + x[1] 2^-24 + x[2] 2^-48) 2^e0, integers of 24 bits; count of them. Writes the remainder of x by pi/2 to
 * y and returns the low bits of the quotient. */
static int trig_reduce_large(const double *x, int count, int e0, double *y) {
  int last = count - 1;
  int start = (e0 - 3) / 24; /* earlier digits of 2/pi give multiples of 8 */
  if (start < 0) start = 0;
  int q0 = e0 - 24 * (start + 1); /* exponent of the last integral chunk */

  double f[20], q[20], fq[20];
  int32_t iq[20];
  for (int i = 0; i <= last + TRIG_TERMS; i++) {
    int j = start - last + i;
    f[i] = j < 0 ? 0 : two_over_pi[j];
  }
  int terms = TRIG_TERMS;
  int computed = -1; /* chunks of the product known so far, less one */
  int n, half;
  double z;
  for (;;) {
    for (int i = computed + 1; i <= terms; i++) {
      if (i > TRIG_TERMS) f[last + i] = two_over_pi[start + i];
      double sum = 0;
      for (int j = 0; j <= last; j++) sum += x[j] * f[last + i - j];
      q[i] = sum;
    }
    computed = terms;

    /* Carry upwards: iq[0] is the least significant chunk. */
    z = q[terms];
    for (int i = 0, j = terms; j > 0; i++, j--) {
      double carry = (double)(int32_t)(0x1p-24 * z);
      iq[i] = (int32_t)(z - 0x1p24 * carry);
      z = q[j - 1] + carry;
    }
    z = trig_scale(z, q0);
    z -= 8.0 * math_floor(z * 0.125);
    n = (int)z;
    z -= n;
    half = 0; /* 1 or 2: the fraction is at least a half */
    if (q0 > 0) {
      int bits = iq[terms - 1] >> (24 - q0);
      n += bits;
      iq[terms - 1] -= bits << (24 - q0);
      half = iq[terms - 1] >> (23 - q0);
    } else if (q0 == 0) {
      half = iq[terms - 1] >> 23;
    } else if (z >= 0.5) {
      half = 2;
    }
    if (half > 0) { /* take 1 - fraction */
      n++;
      bool is_borrowed = false;
      for (int i = 0; i < terms; i++) {
        if (is_borrowed) {
          iq[i] = 0xFFFFFF - iq[i];
        } else if (iq[i] != 0) {
          is_borrowed = true;
          iq[i] = 0x1000000 - iq[i];
        }
      }
      if (q0 > 0) iq[terms - 1] &= (1 << (24 - q0)) - 1;
      if (half == 2) {
        z = 1.0 - z;
        if (is_borrowed) z -= trig_scale(1.0, q0);
      }
    }
    /* If everything cancelled, more digits are needed. */
    if (z != 0) break;
    int32_t any = 0;
    for (int i = terms - 1; i >= TRIG_TERMS; i--) any |= iq[i];
    if (any) break;
    int more = 1;
    while (more < TRIG_TERMS + 1 && iq[TRIG_TERMS - more] == 0) more++;
    terms += more;
  }

  if (z == 0) {
    terms--;
    q0 -= 24;
    while (iq[terms] == 0) {
      terms--;
      q0 -= 24;
    }
  } else {
    z = trig_scale(z, -q0);
    if (z >= 0x1p24) {
      double carry = (double)(int32_t)(0x1p-24 * z);
      iq[terms++] = (int32_t)(z - 0x1p24 * carry);
      q0 += 24;
      iq[terms] = (int32_t)carry;
    } else {
      iq[terms] = (int32_t)z;
    }
  }

  /* The fraction times pi/2. */
  double scale = trig_scale(1.0, q0);
  for (int i = terms; i >= 0; i--) {
    q[i] = scale * iq[i];
    scale *= 0x1p-24;
  }
  for (int i = terms; i >= 0; i--) {
    double sum = 0;
    for (int k = 0; k <= TRIG_TERMS && k <= terms - i; k++) sum += half_pi_chunks[k] * q[i + k];
    fq[terms - i] = sum;
  }
  double sum = 0;
  for (int i = terms; i >= 0; i--) sum += fq[i];
  y[0] = half == 0 ? sum : -sum;
  sum = fq[0] - sum;
  for (int i = 1; i <= terms; i++) sum += fq[i];
  y[1] = half == 0 ? sum : -sum;
  return n & 7;
}

/* pi/2 in pieces of 33 bits, each with the rest as a double */
static const double piece1 = 1.57079632673412561417e+00, rest1 = 6.07710050650619224932e-11;
static const double piece2 = 6.07710050630396597660e-11, rest2 = 2.02226624879595063154e-21;
static const double piece3 = 2.02226624871116645580e-21, rest3 = 8.47842766036889956997e-32;

/* x - n * pi/2 for 0 < n < 2^20: a second and third piece where the difference cancels. For n below 32 that is judged
 * by the upper words alone. */
static void trig_subtract_pieces(double x, int n, double *y) {
  int exponent = math_high(x) >> 20;
  double r = x - n * piece1;
  double w = n * rest1;
  y[0] = r - w;
  bool is_near = n >= 32 || math_high(x) == math_high(n * 1.57079632679489655800e+00);
  if (is_near && exponent - (int)(math_bits(y[0]) >> 52 & 0x7FF) > 16) {
    double t = r;
    w = n * piece2;
    r = t - w;
    w = n * rest2 - ((t - r) - w);
    y[0] = r - w;
    if (exponent - (int)(math_bits(y[0]) >> 52 & 0x7FF) > 49) {
      t = r;
      w = n * piece3;
      r = t - w;
      w = n * rest3 - ((t - r) - w);
      y[0] = r - w;
    }
  }
  y[1] = (r - y[0]) - w;
}

/* Remainder by pi/2 in y[0] + y[1]; returns the quotient's low bits. pi/4 < |x|, finite. */
static int trig_reduce(double x, double *y) {
  int32_t high = math_abs_high(x);
  bool is_negative = math_high(x) < 0;
  double magnitude = math_abs(x);
  int n;
  if (high < 0x4002D97C) { /* 3 pi/4 */
    n = 1;
    double z = magnitude - piece1;
    double rest = rest1;
    if (high == 0x3FF921FB) { /* near pi/2 */
      z -= piece2;
      rest = rest2;
    }
    y[0] = z - rest;
    y[1] = (z - y[0]) - rest;
  } else if (high <= 0x413921FB) { /* 2^19 pi/2 */
    n = (int)(magnitude * 6.36619772367581382433e-01 + 0.5);
    trig_subtract_pieces(magnitude, n, y);
  } else {
    int e0 = (high >> 20) - 1046;
    double z = math_with_high(x, (uint32_t)(high - e0 * 0x100000));
    double chunks[3];
    for (int i = 0; i < 2; i++) {
      chunks[i] = (double)(int32_t)z;
      z = (z - chunks[i]) * 0x1p24;
    }
    chunks[2] = z;
    int count = 3;
    while (chunks[count - 1] == 0) count--;
    n = trig_reduce_large(chunks, count, e0, y);
  }
  if (is_negative) {
    y[0] = -y[0];
    y[1] = -y[1];
    n = -n;
  }
  return n;
}

/* -1 / (w) where w = x + r rounded, to more than double precision */
static double tan_negative_reciprocal(double w, double x, double r) {
  double z = math_clear_low(w);
  double v = r - (z - x);
  double a = -1.0 / w;
  double t = math_clear_low(a);
  double s = 1.0 + t * z;
  return t + a * (s + t * v);
}

/* tan(x + y), or -1/tan(x + y) if is_cotangent; |x| <= pi/4 */
static double tan_kernel(double x, double y, bool is_cotangent) {
  static const double odd[] = {1.33333333333201242699e-01, 2.18694882948595424599e-02, 3.59207910759131235356e-03,
                               5.88041240820264096874e-04, 7.81794442939557092300e-05, -1.85586374855275456654e-05};
  static const double even[] = {5.39682539762260521377e-02, 8.86323982359930005737e-03, 1.45620945432529025516e-03,
                                2.46463134818469906812e-04, 7.14072491382608190305e-05, 2.59073051863633712884e-05};
  int32_t high = math_abs_high(x);
  bool is_negative = math_high(x) < 0;
  if (high < 0x3E300000) { /* 2^-28 */
    if (x == 0 && is_cotangent) return math_infinity();
    return is_cotangent ? tan_negative_reciprocal(x + y, x, y) : x;
  }
  bool is_upper = high >= 0x3FE59428; /* 0.6744: tan(pi/4 - t) */
  if (is_upper) {
    if (is_negative) {
      x = -x;
      y = -y;
    }
    double z = 7.85398163397448278999e-01 - x;
    double w = 3.06161699786838301793e-17 - y;
    x = z + w;
    y = 0;
  }
  double z = x * x;
  double w = z * z;
  double r = math_horner(odd, 6, w);
  double v = z * math_horner(even, 6, w);
  double s = z * x;
  r = y + z * (s * (r + v) + y);
  r += 3.33333333333334091986e-01 * s;
  w = x + r;
  if (is_upper) {
    v = is_cotangent ? -1 : 1;
    return (is_negative ? -1 : 1) * (v - 2.0 * (x - (w * w / (w + v) - r)));
  }
  return is_cotangent ? tan_negative_reciprocal(w, x, r) : w;
}

/* sin(x + y), |x| <= pi/4 */
static double sin_kernel(double x, double y, bool has_tail) {
  static const double s1 = -1.66666666666666324348e-01;
  static const double s[] = {8.33333333332248946124e-03, -1.98412698298579493134e-04, 2.75573137070700676789e-06,
                             -2.50507602534068634195e-08, 1.58969099521155010221e-10};
  if (math_abs_high(x) < 0x3E400000) /* 2^-27 */
    return x;
  double z = x * x;
  double v = z * x;
  double r = math_horner(s, 5, z);
  if (!has_tail) return x + v * (s1 + z * r);
  return x - ((z * (0.5 * y - v * r) - y) - v * s1);
}

/* cos(x + y), |x| <= pi/4 */
static double cos_kernel(double x, double y) {
  static const double c[] = {4.16666666666666019037e-02,  -1.38888888888741095749e-03, 2.48015872894767294178e-05,
                             -2.75573143513906633035e-07, 2.08757232129817482790e-09,  -1.13596475577881948265e-11};
  int32_t high = math_abs_high(x);
  if (high < 0x3E400000) return 1.0;
  double z = x * x;
  double r = z * math_horner(c, 6, z);
  if (high < 0x3FD33333) /* 0.3 */
    return 1.0 - (0.5 * z - (z * r - x * y));
  /* About x/4 with few bits: 1 - part and z/2 - part are exact. */
  double part = high > 0x3FE90000 ? 0.28125 : math_from_bits((uint64_t)(high - 0x00200000) << 32);
  double half = 0.5 * z - part;
  double a = 1.0 - part;
  return a - (half - (z * r - x * y));
}

/* sin of x + quadrant * pi/2 for |x| > pi/4 */
static double sin_quadrant(double x, int quadrant) {
  if (!math_is_finite(x)) return math_nan();
  double y[2];
  quadrant += trig_reduce(x, y);
  double value = quadrant & 1 ? cos_kernel(y[0], y[1]) : sin_kernel(y[0], y[1], true);
  return quadrant & 2 ? -value : value;
}

double math_sin(double x) { return math_abs_high(x) <= 0x3FE921FB ? sin_kernel(x, 0, false) : sin_quadrant(x, 0); }

double math_cos(double x) { return math_abs_high(x) <= 0x3FE921FB ? cos_kernel(x, 0) : sin_quadrant(x, 1); }

double math_tan(double x) {
  int32_t high = math_abs_high(x);
  if (high <= 0x3FE921FB) return tan_kernel(x, 0, false);
  if (high >= 0x7FF00000) return math_nan();
  double y[2];
  int n = trig_reduce(x, y);
  return tan_kernel(y[0], y[1], n & 1);
}
