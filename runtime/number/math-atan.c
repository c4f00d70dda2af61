/* asin, acos, atan and atan2: fdlibm's e_asin, e_acos, s_atan and e_atan2 (Sun Microsystems, 1993), which V8 uses.
 *
 * asin(x) is x + x R(x^2) up to 1/2, where R is rational; beyond, pi/2 - 2 asin(sqrt((1 - x) / 2)). atan has one of
 * four points subtracted and a polynomial of degree 23. Results must equal the published ones to the last bit.
 */
#include "number/math-bits.h"
#include "number/math.h"

static const double pi = 3.14159265358979311600e+00, half_pi = 1.57079632679489655800e+00,
                    half_pi_low = 6.12323399573676603587e-17, quarter_pi = 7.85398163397448278999e-01;

/* R(z) = (asin(sqrt(z)) - sqrt(z)) / sqrt(z)^3 * z */
static double asin_r(double z) {
  static const double p[] = {1.66666666666666657415e-01,  -3.25565818622400915405e-01, 2.01212532134862925881e-01,
                             -4.00555345006794114027e-02, 7.91534994289814532176e-04,  3.47933107596021167570e-05};
  static const double q[] = {1.0, -2.40339491173441421878e+00, 2.02094576023350569471e+00, -6.88283971605453293030e-01,
                             7.70381505559019352791e-02};
  return z * math_horner(p, 6, z) / math_horner(q, 5, z);
}

double math_acos(double x) {
  double magnitude = math_abs(x);
  if (!(magnitude <= 1)) return math_nan();
  if (magnitude == 1) return x > 0 ? 0 : pi + 2.0 * half_pi_low;
  if (magnitude < 0.5) {
    if (math_abs_high(x) <= 0x3C600000) /* 2^-57 */
      return half_pi + half_pi_low;
    double r = asin_r(x * x);
    return half_pi - (x - (half_pi_low - x * r));
  }
  double z = (1.0 - magnitude) * 0.5;
  double s = math_sqrt(z);
  double r = asin_r(z);
  if (x < 0) return pi - 2.0 * (s + (r * s - half_pi_low));
  double high = math_clear_low(s);
  double c = (z - high * high) / (s + high);
  return 2.0 * (high + (r * s + c));
}

double math_asin(double x) {
  double magnitude = math_abs(x);
  if (!(magnitude <= 1)) return math_nan();
  if (magnitude == 1) return x * half_pi + x * half_pi_low;
  if (magnitude < 0.5) {
    if (math_abs_high(x) < 0x3E400000) /* 2^-27 */
      return x;
    return x + x * asin_r(x * x);
  }
  double z = (1.0 - magnitude) * 0.5;
  double r = asin_r(z);
  double s = math_sqrt(z);
  double t;
  if (math_abs_high(x) >= 0x3FEF3333) { /* 0.975 */
    t = half_pi - (2.0 * (s + s * r) - half_pi_low);
  } else {
    double high = math_clear_low(s);
    double c = (z - high * high) / (s + high);
    double p = 2.0 * s * r - (half_pi_low - 2.0 * c);
    double q = quarter_pi - 2.0 * high;
    t = quarter_pi - (p - q);
  }
  return x > 0 ? t : -t;
}

double math_atan(double x) {
  /* atan of 1/2, 1, 3/2 and infinity */
  static const double high[] = {4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01,
                                1.57079632679489655800e+00};
  static const double low[] = {2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
                               6.12323399573676603587e-17};
  static const double even[] = {3.33333333333329318027e-01, 1.42857142725034663711e-01, 9.09088713343650656196e-02,
                                6.66107313738753120669e-02, 4.97687799461593236017e-02, 1.62858201153657823623e-02};
  static const double odd[] = {-1.99999999998764832476e-01, -1.11111104054623557880e-01, -7.69187620504482999495e-02,
                               -5.83357013379057348645e-02, -3.65315727442169155270e-02};
  if (math_is_nan(x)) return x;
  int32_t word = math_abs_high(x);
  bool is_negative = math_is_negative(x);
  if (word >= 0x44100000) /* 2^66 */
    return is_negative ? -high[3] - low[3] : high[3] + low[3];
  int point = -1;
  if (word < 0x3FDC0000) { /* 7/16 */
    if (word < 0x3E400000) /* 2^-27 */
      return x;
  } else {
    x = math_abs(x);
    if (word < 0x3FE60000) { /* 11/16 */
      point = 0;
      x = (2.0 * x - 1.0) / (2.0 + x);
    } else if (word < 0x3FF30000) { /* 19/16 */
      point = 1;
      x = (x - 1.0) / (x + 1.0);
    } else if (word < 0x40038000) { /* 39/16 */
      point = 2;
      x = (x - 1.5) / (1.0 + 1.5 * x);
    } else {
      point = 3;
      x = -1.0 / x;
    }
  }
  double z = x * x;
  double w = z * z;
  double s = z * math_horner(even, 6, w) + w * math_horner(odd, 5, w);
  if (point < 0) return x - x * s;
  z = high[point] - ((x * s - low[point]) - x);
  return is_negative ? -z : z;
}

double math_atan2(double y, double x) {
  static const double pi_low = 1.2246467991473531772e-16;
  if (math_is_nan(x) || math_is_nan(y)) return math_nan();
  if (x == 1.0) return math_atan(y);
  bool is_y_negative = math_is_negative(y), is_x_negative = math_is_negative(x);
  double sign = is_y_negative ? -1.0 : 1.0;
  if (y == 0) return is_x_negative ? sign * pi : y;
  if (x == 0) return sign * half_pi;
  bool is_x_infinite = !math_is_finite(x), is_y_infinite = !math_is_finite(y);
  if (is_x_infinite) {
    if (is_y_infinite) return sign * (is_x_negative ? 3.0 * quarter_pi : quarter_pi);
    return sign * (is_x_negative ? pi : 0.0);
  }
  if (is_y_infinite) return sign * half_pi;

  int k = (math_abs_high(y) - math_abs_high(x)) >> 20;
  double z;
  if (k > 60) { /* |y/x| > 2^60 */
    z = half_pi + 0.5 * pi_low;
    is_x_negative = false;
  } else if (is_x_negative && k < -60) {
    z = 0.0;
  } else {
    z = math_atan(math_abs(y / x));
  }
  if (!is_x_negative) return is_y_negative ? -z : z;
  return is_y_negative ? (z - pi_low) - pi : pi - (z - pi_low);
}
