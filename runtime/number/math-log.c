/* log, log1p, log2, log10, acosh, asinh and atanh: fdlibm's e_log, s_log1p and their descendants (Sun Microsystems,
 * 1993; FreeBSD's log2), which V8 uses.
 *
 * x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); with s = f / (2 + f), log(1 + f) is f - f^2/2 + s (f^2/2 +
 * R(s^2)). Results must equal the published ones to the last bit: do not rearrange.
 */
#include "number/math-bits.h"
#include "number/math.h"

static const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;

/* R(z) = z (c1 + z (c2 + ... c7)) */
static const double log_odd[] = {6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01,
                                 1.479819860511658591e-01};
static const double log_even[] = {3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01};
static const double log_all[] = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
                                 2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
                                 1.479819860511658591e-01};

/* What log, log2 and log10 return for x that is not positive and finite; false if x is. */
static bool log_is_special(double x, double *result) {
  if (x > 0 && math_is_finite(x)) return false;
  if (x == 0) *result = -math_infinity();
  else *result = x < 0 ? math_nan() : x;
  return true;
}

/* Splits x > 0 into 2^*k * (1 + f); returns f. *high: the upper word's fraction bits before halving. */
static double log_split(double x, int *k, int32_t *high) {
  *k = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    *k = -54;
  }
  int32_t word = math_high(x);
  *k += (word >> 20) - 1023;
  word &= 0xFFFFF;
  int32_t halving = (word + 0x95F64) & 0x100000; /* from sqrt(2) on */
  *k += halving >> 20;
  *high = word;
  return math_with_high(x, (uint32_t)(word | (halving ^ 0x3FF00000))) - 1.0;
}

static double log_r(double s) {
  double z = s * s;
  double w = z * z;
  double even = w * math_horner(log_even, 3, w);
  double odd = z * math_horner(log_odd, 4, w);
  return odd + even;
}

double math_log(double x) {
  double special;
  if (log_is_special(x, &special)) return special;
  int k;
  int32_t high;
  double f = log_split(x, &k, &high);
  double dk = k;
  if ((0xFFFFF & (2 + high)) < 3) { /* |f| < 2^-20 */
    if (f == 0) return k == 0 ? 0 : dk * ln2_high + dk * ln2_low;
    double r = f * f * (0.5 - 0.33333333333333333 * f);
    return k == 0 ? f - r : dk * ln2_high - ((r - dk * ln2_low) - f);
  }
  double s = f / (2.0 + f);
  double r = log_r(s);
  if (((high - 0x6147A) | (0x6B851 - high)) > 0) { /* f is not small: keep f^2/2 apart */
    double half_square = 0.5 * f * f;
    if (k == 0) return f - (half_square - s * (half_square + r));
    return dk * ln2_high - ((half_square - (s * (half_square + r) + dk * ln2_low)) - f);
  }
  if (k == 0) return f - s * (f - r);
  return dk * ln2_high - ((s * (f - r) - dk * ln2_low) - f);
}

double math_log2(double x) {
  static const double inverse_high = 1.44269504072144627571e+00, inverse_low = 1.67517131648865118353e-10;
  double special;
  if (log_is_special(x, &special)) return special;
  if (x == 1) return 0;
  int k;
  int32_t word;
  double f = log_split(x, &k, &word);
  double half_square = 0.5 * f * f;
  double s = f / (2.0 + f);
  double r = s * (half_square + log_r(s));
  /* f - f^2/2 in two parts, times 1/ln2 in two parts, plus k */
  double high = math_clear_low(f - half_square);
  double low = (f - high) - half_square + r;
  double value_high = high * inverse_high;
  double value_low = (low + high) * inverse_low + low * inverse_high;
  double y = k;
  double w = y + value_high;
  value_low += (y - w) + value_high;
  return value_low + w;
}

double math_log10(double x) {
  static const double inverse_ln10 = 4.34294481903251816668e-01;
  static const double log10_2_high = 3.01029995663611771306e-01, log10_2_low = 3.69423907715893078616e-13;
  double special;
  if (log_is_special(x, &special)) return special;
  if (x == 1) return 0;
  int k = 0;
  if (x < 0x1p-1022) {
    k = -54;
    x *= 0x1p54;
  }
  k += (math_high(x) >> 20) - 1023;
  int is_below = k < 0;
  x = math_with_high(x, (uint32_t)((math_high(x) & 0xFFFFF) | (0x3FF - is_below) << 20));
  double y = k + is_below;
  double z = y * log10_2_low + inverse_ln10 * math_log(x);
  return z + y * log10_2_high;
}

double math_log1p(double x) {
  if (math_is_nan(x) || x == math_infinity()) return x;
  if (x <= -1.0) return x == -1.0 ? -math_infinity() : math_nan();
  int32_t high = math_high(x), magnitude = math_abs_high(x);
  int k = 1;
  int32_t fraction = 1;
  double f = x, c = 0;
  if (high < 0x3FDA827A) {      /* 1 + x < sqrt(2) */
    if (magnitude < 0x3E200000) /* 2^-29 */
      return magnitude < 0x3C900000 ? x : x - x * x * 0.5;
    if (high > 0 || high <= (int32_t)0xBFD2BEC4) /* 1 + x > sqrt(1/2) */
      k = 0;
  }
  if (k != 0) {
    double u = x;
    if (high < 0x43400000) {
      u = 1.0 + x;
      k = (math_high(u) >> 20) - 1023;
      c = k > 0 ? 1.0 - (u - x) : x - (u - 1.0); /* what the sum lost */
      c /= u;
    } else {
      k = (high >> 20) - 1023;
    }
    fraction = math_high(u) & 0xFFFFF;
    if (fraction < 0x6A09E) {
      u = math_with_high(u, (uint32_t)fraction | 0x3FF00000);
    } else {
      k++;
      u = math_with_high(u, (uint32_t)fraction | 0x3FE00000);
      fraction = (0x100000 - fraction) >> 2;
    }
    f = u - 1.0;
  }
  double half_square = 0.5 * f * f;
  if (fraction == 0) { /* |f| < 2^-20 */
    if (f == 0) {
      if (k == 0) return 0;
      c += k * ln2_low;
      return k * ln2_high + c;
    }
    double r = half_square * (1.0 - 0.66666666666666666 * f);
    return k == 0 ? f - r : k * ln2_high - ((r - (k * ln2_low + c)) - f);
  }
  double s = f / (2.0 + f);
  double z = s * s;
  double r = z * math_horner(log_all, 7, z);
  if (k == 0) return f - (half_square - s * (half_square + r));
  return k * ln2_high - ((half_square - (s * (half_square + r) + (k * ln2_low + c))) - f);
}

static const double ln2 = 6.93147180559945286227e-01;

double math_acosh(double x) {
  if (!(x >= 1)) return math_nan();
  int32_t high = math_high(x);
  if (high >= 0x7FF00000) return x;
  if (high >= 0x41B00000) /* 2^28 */
    return math_log(x) + ln2;
  if (x == 1) return 0;
  if (high > 0x40000000) /* 2 */
    return math_log(2.0 * x - 1.0 / (x + math_sqrt(x * x - 1.0)));
  double t = x - 1.0;
  return math_log1p(t + math_sqrt(2.0 * t + t * t));
}

double math_asinh(double x) {
  int32_t high = math_abs_high(x);
  if (high >= 0x7FF00000 || high < 0x3E300000) /* 2^-28 */
    return x;
  double magnitude = math_abs(x), w;
  if (high > 0x41B00000) w = math_log(magnitude) + ln2;
  else if (high > 0x40000000) w = math_log(2.0 * magnitude + 1.0 / (math_sqrt(x * x + 1.0) + magnitude));
  else w = math_log1p(magnitude + x * x / (1.0 + math_sqrt(1.0 + x * x)));
  return x > 0 ? w : -w;
}

double math_atanh(double x) {
  double magnitude = math_abs(x);
  if (!(magnitude <= 1)) return math_nan();
  if (magnitude == 1) return x > 0 ? math_infinity() : -math_infinity();
  if (math_abs_high(x) < 0x3E300000) /* 2^-28 */
    return x;
  double t = magnitude + magnitude;
  if (magnitude < 0.5) t = 0.5 * math_log1p(t + t * magnitude / (1.0 - magnitude));
  else t = 0.5 * math_log1p(t / (1.0 - magnitude));
  return x < 0 ? -t : t;
}
