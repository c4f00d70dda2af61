/* Shortest decimal digits of a double, and Number::toString for radix 10.
 *
 * The digits come from Raffaello Giulietti, "The Schubfach way to render doubles" (2020): of the decimals inside the
 * rounding interval of a double, those of the coarsest power of ten that has one or two in it are computed with one
 * 64 x 128-bit multiplication per bound; the power's significand is rounded up, the products to odd, which keeps
 * every comparison exact. Integers below 2^53 do not need it.
 * Layout: ES 6.1.6.1.20.
 */
#include "number/dtoa.h"

#include <stdbool.h>

#include "number/math.h"
#include "number/pow10.h"

/* floor(g * c / 2^128), with the lowest bit set if anything was cut off. */
static uint64_t dtoa_mul_round_to_odd(Pow10 g, uint64_t c) {
  unsigned __int128 low = (unsigned __int128)g.low * c;
  unsigned __int128 sum = (unsigned __int128)g.high * c + (uint64_t)(low >> 64);
  return (uint64_t)(sum >> 64) | ((uint64_t)sum > 1);
}

/* Sets *digits and *exponent so that digits * 10^exponent is the shortest decimal. */
static void dtoa_schubfach(double value, uint64_t *digits, int *exponent) {
  uint64_t bits = math_bits(value);
  uint64_t fraction = bits & 0xFFFFFFFFFFFFF;
  int biased = (int)(bits >> 52 & 0x7FF);
  uint64_t c = biased ? fraction | 1ull << 52 : fraction;
  int q = (biased ? biased : 1) - 1075;

  bool is_even = !(c & 1);
  bool is_closer_below = fraction == 0 && biased > 1;
  int k = is_closer_below ? pow10_floor_log10_three_quarters_pow2(q) : pow10_floor_log10_pow2(q);
  int h = q + pow10_exponent(-k) + 1;

  /* The analysis needs the significand rounded up; exact ones too are merely enlarged by less than the slack. */
  Pow10 g = pow10_significand(-k);
  g.low += 1;
  g.high += g.low == 0;

  uint64_t lower = dtoa_mul_round_to_odd(g, (4 * c - 2 + is_closer_below) << h) + !is_even;
  uint64_t middle = dtoa_mul_round_to_odd(g, (4 * c) << h);
  uint64_t upper = dtoa_mul_round_to_odd(g, (4 * c + 2) << h) - !is_even;

  uint64_t s = middle / 4;
  if (s >= 10) {
    uint64_t tens = s / 10;
    bool is_down_inside = lower <= 40 * tens;
    bool is_up_inside = 40 * tens + 40 <= upper;
    if (is_down_inside != is_up_inside) {
      *digits = tens + is_up_inside;
      *exponent = k + 1;
      return;
    }
  }
  bool is_down_inside = lower <= 4 * s;
  bool is_up_inside = 4 * s + 4 <= upper;
  *exponent = k;
  if (is_down_inside != is_up_inside) {
    *digits = s + is_up_inside;
    return;
  }
  uint64_t half = 4 * s + 2;
  *digits = s + (middle > half || (middle == half && (s & 1)));
}

size_t num_uint64_to_string(uint64_t value, char *out) {
  char reversed[20];
  size_t length = 0;
  do {
    reversed[length++] = (char)('0' + value % 10);
    value /= 10;
  } while (value);
  for (size_t i = 0; i < length; i++) out[i] = reversed[length - 1 - i];
  out[length] = 0;
  return length;
}

size_t num_int32_to_string(int32_t value, char *out) {
  if (value >= 0) return num_uint64_to_string((uint64_t)value, out);
  *out = '-';
  return 1 + num_uint64_to_string((uint64_t)-(int64_t)value, out + 1);
}

NumDecimal num_shortest(double value) {
  NumDecimal decimal;
  uint64_t digits;
  int exponent = 0;
  if (value < 9007199254740992.0 && value == (double)(uint64_t)value) digits = (uint64_t)value;
  else dtoa_schubfach(value, &digits, &exponent);
  char text[24];
  int length = (int)num_uint64_to_string(digits, text);
  decimal.point = length + exponent;
  while (length > 1 && text[length - 1] == '0') length--;
  decimal.length = length;
  for (int i = 0; i < length; i++) decimal.digits[i] = text[i];
  decimal.digits[length] = 0;
  return decimal;
}

static size_t dtoa_copy(char *out, const char *text) {
  size_t length = 0;
  while ((out[length] = text[length])) length++;
  return length;
}

size_t num_to_string(double value, char *out) {
  if (math_is_nan(value)) return dtoa_copy(out, "NaN");
  char *p = out;
  if (value < 0) {
    *p++ = '-';
    value = -value;
  }
  if (value == math_infinity()) return (size_t)(p - out) + dtoa_copy(p, "Infinity");
  if (value < 9007199254740992.0 && value == (double)(uint64_t)value)
    return (size_t)(p - out) + num_uint64_to_string((uint64_t)value, p);

  NumDecimal d = num_shortest(value);
  int n = d.point, k = d.length;
  if (k <= n && n <= 21) {
    for (int i = 0; i < n; i++) *p++ = i < k ? d.digits[i] : '0';
  } else if (0 < n && n <= 21) {
    for (int i = 0; i < k; i++) {
      if (i == n) *p++ = '.';
      *p++ = d.digits[i];
    }
  } else if (-6 < n && n <= 0) {
    *p++ = '0';
    *p++ = '.';
    for (int i = n; i < 0; i++) *p++ = '0';
    for (int i = 0; i < k; i++) *p++ = d.digits[i];
  } else {
    *p++ = d.digits[0];
    if (k > 1) *p++ = '.';
    for (int i = 1; i < k; i++) *p++ = d.digits[i];
    *p++ = 'e';
    *p++ = n > 0 ? '+' : '-';
    p += num_uint64_to_string((uint64_t)(n > 0 ? n - 1 : 1 - n), p);
  }
  *p = 0;
  return (size_t)(p - out);
}
