/* Decimal text to the nearest double, and the number grammars of strings.
 *
 * The decimal conversion reads up to 19 significant digits into a 64-bit integer w with a decimal exponent. Short
 * numbers are one exact multiplication or division (Clinger). Otherwise w is multiplied by a 128-bit power of ten
 * (Lemire, "Number parsing at a gigabyte per second", 2021), which gives a lower and an upper bound; if both round to
 * the same double it is the answer. If not, the digits are compared exactly with the midpoint between the two
 * candidates (strtod-exact.c).
 */
#include "number/strtod.h"

#include "number/math.h"
#include "number/pow10.h"
#include "number/strtod-exact.h"

bool num_is_space(uint32_t unit) {
  if (unit < 0x80) return unit == ' ' || (unit >= 9 && unit <= 13);
  return unit == 0xA0 || unit == 0x1680 || (unit >= 0x2000 && unit <= 0x200A) || unit == 0x2028 || unit == 0x2029 ||
         unit == 0x202F || unit == 0x205F || unit == 0x3000 || unit == 0xFEFF;
}

static bool strtod_is_digit(uint32_t unit) { return unit - '0' < 10; }

/* Value of a digit in radixes up to 36; 99 if it is none. */
static int strtod_digit_value(uint32_t unit) {
  if (unit - '0' < 10) return (int)(unit - '0');
  unit |= 0x20;
  return unit >= 'a' && unit <= 'z' ? (int)(unit - 'a' + 10) : 99;
}

/* The double nearest to (high, middle, low) * 2^exponent, the top bit of high set; ties to even. */
static uint64_t strtod_round(uint64_t high, uint64_t middle, uint64_t low, int exponent) {
  int top = exponent + 191; /* floor(log2(value)) */
  if (top > 1023) return 0x7FF0000000000000;
  int drop = 11; /* bits of high below the mantissa */
  if (top < -1022) drop += -1022 - top;
  if (drop > 64) return 0;
  uint64_t mantissa = drop == 64 ? 0 : high >> drop;
  uint64_t rest = drop == 64 ? high : high << (64 - drop);
  uint64_t half = 1ull << 63;
  if (rest > half || (rest == half && (middle || low || (mantissa & 1)))) mantissa++;
  /* A mantissa of 2^53 carries into the exponent by itself; subnormals have exponent field 0. */
  if (top < -1022) return mantissa;
  return mantissa + ((uint64_t)(top + 1022) << 52);
}

/* Bits of the double nearest to w * 10^q (or to a number between that and (w + 1) * 10^q if is_truncated), or, where
 * the precision is not enough, *is_sure = false and the lower candidate. */
static uint64_t strtod_approximate(uint64_t w, int q, bool is_truncated, bool *is_sure) {
  Pow10 p = pow10_significand(q);
  int shift = __builtin_clzll(w);
  w <<= shift;
  unsigned __int128 low = (unsigned __int128)p.low * w;
  unsigned __int128 sum = (unsigned __int128)p.high * w + (uint64_t)(low >> 64);
  uint64_t words[3] = {(uint64_t)(sum >> 64), (uint64_t)sum, (uint64_t)low};
  int exponent = pow10_exponent(q) - 127 - shift;

  uint64_t bounds[2];
  for (int i = 0; i < 2; i++) {
    uint64_t a = words[0], b = words[1], c = words[2];
    int e = exponent;
    if (i == 1) {
      /* The power is low by less than 1, the product by less than w; a cut number by less than power << shift. */
      unsigned __int128 add = q >= 0 && q <= 55 ? 0 : (unsigned __int128)w;
      unsigned __int128 carry = (unsigned __int128)c + (uint64_t)add;
      c = (uint64_t)carry;
      carry = (carry >> 64) + b;
      b = (uint64_t)carry;
      a += (uint64_t)(carry >> 64);
      if (is_truncated) {
        /* (power + 1) * 2^shift, taken as a whole 2^(128 + shift): shift is 4 at most for 19 digits */
        uint64_t old = a;
        a += 1ull << shift;
        if (a < old) {
          /* 2^192 and a bit: the carry becomes the top bit */
          c = c >> 1 | b << 63;
          b = b >> 1 | a << 63;
          a = a >> 1 | 1ull << 63;
          e++;
        }
      }
    }
    if (!(a >> 63)) {
      a = a << 1 | b >> 63;
      b = b << 1 | c >> 63;
      c <<= 1;
      e--;
    }
    bounds[i] = strtod_round(a, b, c, e);
  }
  *is_sure = bounds[0] == bounds[1];
  return bounds[0];
}

static double strtod_pow10_small(int k) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  return powers[k];
}

size_t num_scan_decimal(NumChars text, size_t from, double *value) {
  size_t i = from, end = text.length;
  uint64_t w = 0;
  int used = 0;         /* significant digits in w */
  int64_t exponent = 0; /* decimal exponent of w */
  bool is_truncated = false;
  bool has_digits = false, is_fraction = false;
  for (; i < end; i++) {
    uint32_t unit = num_char_at(text, i);
    if (unit == '.' && !is_fraction) {
      is_fraction = true;
      continue;
    }
    if (!strtod_is_digit(unit)) break;
    has_digits = true;
    if (used < 19) {
      w = w * 10 + (unit - '0');
      used += w != 0;
      exponent -= is_fraction;
    } else {
      is_truncated |= unit != '0';
      exponent += !is_fraction;
    }
  }
  if (!has_digits) return from;
  size_t digits_end = i;
  int64_t explicit_exponent = 0;
  if (i < end && (num_char_at(text, i) | 0x20) == 'e') {
    size_t j = i + 1;
    bool is_negative = false;
    if (j < end && (num_char_at(text, j) == '+' || num_char_at(text, j) == '-'))
      is_negative = num_char_at(text, j++) == '-';
    if (j < end && strtod_is_digit(num_char_at(text, j))) {
      for (; j < end && strtod_is_digit(num_char_at(text, j)); j++)
        if (explicit_exponent < (int64_t)1 << 40)
          explicit_exponent = explicit_exponent * 10 + (int64_t)(num_char_at(text, j) - '0');
      if (is_negative) explicit_exponent = -explicit_exponent;
      i = j;
    }
  }
  exponent += explicit_exponent;

  if (w == 0) {
    *value = 0;
  } else if (!is_truncated && w < 1ull << 53 && exponent >= -22 && exponent <= 22) {
    *value =
        exponent < 0 ? (double)w / strtod_pow10_small((int)-exponent) : (double)w * strtod_pow10_small((int)exponent);
  } else if (exponent < -345) {
    *value = 0; /* w < 10^19 */
  } else if (exponent > 310) {
    *value = math_infinity();
  } else {
    bool is_sure;
    uint64_t bits = strtod_approximate(w, (int)exponent, is_truncated, &is_sure);
    if (!is_sure && strtod_is_above_midpoint(text, from, digits_end, explicit_exponent, bits)) bits++;
    *value = math_from_bits(bits);
  }
  return i;
}

/* Digits in a radix that is a power of two: the value is exact until 53 bits are full, then rounded once. */
static double strtod_binary_digits(NumChars text, size_t from, size_t to, int bits_per_digit) {
  uint64_t mantissa = 0;
  int exponent = 0;
  bool is_sticky = false;
  for (size_t i = from; i < to; i++) {
    uint32_t unit = num_char_at(text, i);
    if (unit == '_') continue;
    uint64_t digit = (uint64_t)strtod_digit_value(unit);
    if (exponent == 0 && mantissa >> (63 - bits_per_digit) == 0) {
      mantissa = mantissa << bits_per_digit | digit;
    } else {
      is_sticky |= digit != 0;
      if (exponent < 4096) exponent += bits_per_digit;
    }
  }
  if (mantissa == 0) return 0;
  int shift = __builtin_clzll(mantissa);
  return math_from_bits(strtod_round(mantissa << shift, is_sticky, 0, exponent - shift - 128));
}

/* Radixes that are neither 10 nor a power of two: V8's sum of chunks below 2^32 / 36, each rounded. */
static double strtod_chunked_digits(NumChars text, size_t from, size_t to, int radix) {
  double value = 0;
  size_t i = from;
  while (i < to && num_char_at(text, i) == '0') i++;
  while (i < to) {
    uint32_t part = 0, multiplier = 1;
    for (; i < to; i++) {
      uint32_t unit = num_char_at(text, i);
      if (unit == '_') continue;
      uint32_t next = multiplier * (uint32_t)radix;
      if (next > 0xFFFFFFFFu / 36) break;
      part = part * (uint32_t)radix + (uint32_t)strtod_digit_value(unit);
      multiplier = next;
    }
    value = value * multiplier + part;
  }
  return value;
}

static double strtod_digits(NumChars text, size_t from, size_t to, int radix) {
  if ((radix & (radix - 1)) == 0) return strtod_binary_digits(text, from, to, __builtin_ctz((unsigned)radix));
  if (radix != 10) return strtod_chunked_digits(text, from, to, radix);
  double value = 0;
  num_scan_decimal((NumChars){text.chars, to, text.is_wide}, from, &value);
  return value;
}

double num_from_digits(NumChars digits, int radix) {
  if (radix != 10) return strtod_digits(digits, 0, digits.length, radix);
  /* Separators cannot be skipped by the decimal scanner: join the pieces only if there are any. */
  for (size_t i = 0; i < digits.length; i++)
    if (num_char_at(digits, i) == '_') return strtod_exact_with_separators(digits);
  return strtod_digits(digits, 0, digits.length, 10);
}

static bool strtod_matches_infinity(NumChars text, size_t from) {
  static const char name[] = "Infinity";
  for (size_t i = 0; i < 8; i++)
    if (from + i >= text.length || num_char_at(text, from + i) != (uint8_t)name[i]) return false;
  return true;
}

double num_from_chars(NumChars text) {
  size_t i = 0;
  while (i < text.length && num_is_space(num_char_at(text, i))) i++;
  while (text.length > i && num_is_space(num_char_at(text, text.length - 1))) text.length--;
  if (i == text.length) return 0;

  uint32_t first = num_char_at(text, i);
  if (first == '0' && text.length - i > 2) {
    uint32_t letter = num_char_at(text, i + 1) | 0x20;
    int radix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (radix) {
      for (size_t j = i + 2; j < text.length; j++)
        if (strtod_digit_value(num_char_at(text, j)) >= radix) return math_nan();
      return strtod_digits(text, i + 2, text.length, radix);
    }
  }
  bool is_negative = first == '-';
  if (first == '-' || first == '+') i++;
  double value;
  if (strtod_matches_infinity(text, i)) {
    value = math_infinity();
    i += 8;
  } else {
    size_t end = num_scan_decimal(text, i, &value);
    if (end == i) return math_nan();
    i = end;
  }
  if (i != text.length) return math_nan();
  return is_negative ? -value : value;
}

double num_parse_float(NumChars text) {
  size_t i = 0;
  while (i < text.length && num_is_space(num_char_at(text, i))) i++;
  bool is_negative = false;
  if (i < text.length && (num_char_at(text, i) == '-' || num_char_at(text, i) == '+'))
    is_negative = num_char_at(text, i++) == '-';
  double value;
  if (strtod_matches_infinity(text, i)) value = math_infinity();
  else if (num_scan_decimal(text, i, &value) == i) return math_nan();
  return is_negative ? -value : value;
}

double num_parse_int(NumChars text, int32_t radix) {
  size_t i = 0;
  while (i < text.length && num_is_space(num_char_at(text, i))) i++;
  bool is_negative = false;
  if (i < text.length && (num_char_at(text, i) == '-' || num_char_at(text, i) == '+'))
    is_negative = num_char_at(text, i++) == '-';
  if (radix != 0 && (radix < 2 || radix > 36)) return math_nan();
  if ((radix == 0 || radix == 16) && i + 1 < text.length && num_char_at(text, i) == '0' &&
      (num_char_at(text, i + 1) | 0x20) == 'x') {
    i += 2;
    radix = 16;
  }
  if (radix == 0) radix = 10;
  size_t end = i;
  while (end < text.length && strtod_digit_value(num_char_at(text, end)) < radix) end++;
  if (end == i) return math_nan();
  double value = strtod_digits(text, i, end, radix);
  return is_negative ? -value : value;
}

double num_from_literal(const char *source, size_t length) {
  NumChars text = num_chars_latin1(source, length);
  if (length > 1 && source[0] == '0') {
    char letter = (char)(source[1] | 0x20);
    int radix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (radix) return strtod_digits(text, 2, length, radix);
    /* 017 is octal, 089 decimal */
    size_t octal = 1;
    while (octal < length && source[octal] >= '0' && source[octal] <= '7') octal++;
    if (octal == length) return strtod_digits(text, 1, length, 8);
  }
  for (size_t i = 0; i < length; i++)
    if (source[i] == '_') return strtod_exact_with_separators(text);
  double value = 0;
  num_scan_decimal(text, 0, &value);
  return value;
}
