/* exp, expm1, sinh, cosh and tanh: fdlibm's e_exp and s_expm1 (Sun Microsystems, 1993) and V8's hyperbolic functions,
 * which are built on them.
 *
 * x = k ln2 + r with |r| <= ln2/2, r = high - low; a rational function of r; scaling by 2^k. Results must equal the
 * published ones to the last bit: do not rearrange.
 */
#include "number/math-bits.h"
#include "number/math.h"

/* ln2 with 21 trailing zero bits, so that its small multiples are exact, and the rest */
static const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
static const double inverse_ln2 = 1.44269504088896338700e+00;
static const double exp_overflow = 7.09782712893383973096e+02, exp_underflow = -7.45133219101941108420e+02;

double math_exp(double x) {
  static const double p[] = {1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
                             -1.65339022054652515390e-06, 4.13813679705723846039e-08};
  if (math_is_nan(x)) return x;
  if (x > exp_overflow) return math_infinity();
  if (x < exp_underflow) return 0;
  int32_t magnitude = math_abs_high(x);
  bool is_negative = math_is_negative(x);
  double high = 0, low = 0;
  int k = 0;
  if (magnitude > 0x3FD62E42) {               /* 0.5 ln2 */
    if (magnitude < 0x3FF0A2B2) {             /* 1.5 ln2 */
      if (x == 1.0) return 2.718281828459045; /* V8's correction: the computation misses the last bit */
      k = is_negative ? -1 : 1;
      high = is_negative ? x + ln2_high : x - ln2_high;
      low = is_negative ? -ln2_low : ln2_low;
    } else {
      k = (int)(inverse_ln2 * x + (is_negative ? -0.5 : 0.5));
      high = x - k * ln2_high;
      low = k * ln2_low;
    }
    x = high - low;
  } else if (magnitude < 0x3E300000) { /* 2^-28 */
    return 1.0 + x;
  }
  double t = x * x;
  double c = x - t * math_horner(p, 5, t);
  if (k == 0) return 1.0 - ((x * c) / (c - 2.0) - x);
  double y = 1.0 - ((low - (x * c) / (2.0 - c)) - high);
  if (k == 1024) return y * 2.0 * 0x1p1023;
  if (k >= -1021) return y * math_pow2(k);
  return y * math_pow2(k + 1000) * 0x1p-1000;
}

double math_expm1(double x) {
  static const double q[] = {1.0,
                             -3.33333333333331316428e-02,
                             1.58730158725481460165e-03,
                             -7.93650757867487942473e-05,
                             4.00821782732936239552e-06,
                             -2.01099218183624371326e-07};
  if (math_is_nan(x)) return x;
  if (x > exp_overflow) return math_infinity();
  int32_t magnitude = math_abs_high(x);
  bool is_negative = math_is_negative(x);
  if (magnitude >= 0x4043687A && is_negative) /* -56 ln2 */
    return -1.0;
  double c = 0; /* x minus its rounded reduced argument */
  int k = 0;
  if (magnitude > 0x3FD62E42) {
    double high, low;
    if (magnitude < 0x3FF0A2B2) {
      k = is_negative ? -1 : 1;
      high = is_negative ? x + ln2_high : x - ln2_high;
      low = is_negative ? -ln2_low : ln2_low;
    } else {
      k = (int)(inverse_ln2 * x + (is_negative ? -0.5 : 0.5));
      high = x - k * ln2_high;
      low = k * ln2_low;
    }
    x = high - low;
    c = (high - x) - low;
  } else if (magnitude < 0x3C900000) { /* 2^-54 */
    return x;
  }
  double half = 0.5 * x;
  double square = x * half;
  double r = math_horner(q, 6, square);
  double t = 3.0 - r * half;
  double e = square * ((r - t) / (6.0 - x * t));
  if (k == 0) return x - (x * e - square);
  e = x * (e - c) - c;
  e -= square;
  if (k == -1) return 0.5 * (x - e) - 0.5;
  if (k == 1) return x < -0.25 ? -2.0 * (e - (x + 0.5)) : 1.0 + 2.0 * (x - e);
  if (k <= -2 || k > 56) {
    double y = 1.0 - (e - x);
    y = k == 1024 ? y * 2.0 * 8.98846567431158e+307 : y * math_pow2(k);
    return y - 1.0;
  }
  if (k < 20) {
    t = math_from_bits((uint64_t)(0x3FF00000 - (0x200000 >> k)) << 32); /* 1 - 2^-k */
    return (t - (e - x)) * math_pow2(k);
  }
  double y = x - (e + math_pow2(-k));
  return (y + 1.0) * math_pow2(k);
}

static const double hyperbolic_overflow = 710.4758600739439;

double math_cosh(double x) {
  x = math_abs(x);
  int32_t high = math_abs_high(x);
  if (high < 0x3FD62E43) { /* 0.5 ln2 */
    double t = math_expm1(x);
    double w = 1.0 + t;
    return high < 0x3C800000 ? w : 1.0 + (t * t) / (w + w);
  }
  if (high < 0x40360000) { /* 22 */
    double t = math_exp(x);
    return 0.5 * t + 0.5 / t;
  }
  if (high < 0x40862E42) /* log(largest double) */
    return 0.5 * math_exp(x);
  if (x <= hyperbolic_overflow) {
    double w = math_exp(0.5 * x);
    return 0.5 * w * w;
  }
  return math_is_nan(x) ? x : math_infinity();
}

double math_sinh(double x) {
  double half = x < 0 ? -0.5 : 0.5;
  double magnitude = math_abs(x);
  if (magnitude < 22) {
    if (magnitude < 0x1p-28) return x;
    double t = math_expm1(magnitude);
    return magnitude < 1 ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
  }
  if (magnitude < 709.7822265625) return half * math_exp(magnitude);
  if (magnitude <= hyperbolic_overflow) {
    double w = math_exp(0.5 * magnitude);
    return half * w * w;
  }
  return x * 1.0e307;
}

double math_tanh(double x) {
  if (math_is_nan(x)) return x;
  int32_t high = math_abs_high(x);
  double z = 1.0;
  if (high < 0x3E300000) /* 2^-28 */
    return x;
  if (high < 0x3FF00000) {
    double t = math_expm1(-2.0 * math_abs(x));
    z = -t / (t + 2.0);
  } else if (high < 0x40360000) {
    double t = math_expm1(2.0 * math_abs(x));
    z = 1.0 - 2.0 / (t + 2.0);
  }
  return math_is_negative(x) ? -z : z;
}
