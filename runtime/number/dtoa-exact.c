/* toFixed, toExponential, toPrecision (ES 21.1.3) and toString of a radix.
 *
 * The decimal formats round the exact value, ties away from zero ("pick the larger n"), so its exact expansion is
 * written out: a double is an integer m times 2^e, its integer part below 2^1024 and its fraction at most 1074 binary
 * places. Nine digits at a time come off a small fixed-size bignum. The next digit decides the rounding, since ties
 * go up. The radix conversion follows V8's, whose fractions print as many digits as tell the number from its
 * neighbours.
 */
#include "number/dtoa.h"

#include <stdbool.h>

#include "number/math.h"

enum {
  EXACT_WORDS = 36,    /* 32-bit words: 1024 + 64 or 1074 + 53 bits */
  EXACT_DIGITS = 1130, /* 309 integer digits, or 101 digits and a chunk after 323 zeros */
  EXACT_CHUNK = 9,
  EXACT_BASE = 1000000000
};

/* value = 0.d1d2d3... * 10^point */
typedef struct ExactDecimal {
  char digits[EXACT_DIGITS]; /* 0..9, not characters */
  int length;
  int point;
} ExactDecimal;

static void exact_push_chunk(ExactDecimal *out, uint32_t chunk) {
  char text[EXACT_CHUNK];
  for (int i = EXACT_CHUNK - 1; i >= 0; i--) {
    text[i] = (char)(chunk % 10);
    chunk /= 10;
  }
  for (int i = 0; i < EXACT_CHUNK; i++) {
    if (out->length == 0 && text[i] == 0) out->point--; /* a leading zero */
    else out->digits[out->length++] = text[i];
  }
}

/* The integer m * 2^e, e >= 0, or m >> -e. */
static void exact_integer_digits(ExactDecimal *out, uint64_t m, int e) {
  uint32_t words[EXACT_WORDS] = {0};
  int count = 0;
  if (e <= 0) {
    m = e > -64 ? m >> -e : 0;
    words[0] = (uint32_t)m;
    words[1] = (uint32_t)(m >> 32);
    count = 2;
  } else {
    int word = e / 32, bit = e % 32;
    unsigned __int128 shifted = (unsigned __int128)m << bit;
    for (int i = 0; i < 3; i++) words[word + i] = (uint32_t)(shifted >> (32 * i));
    count = word + 3;
  }
  uint32_t chunks[40];
  int chunk_count = 0;
  for (;;) {
    while (count > 0 && words[count - 1] == 0) count--;
    if (count == 0) break;
    uint64_t rest = 0;
    for (int i = count - 1; i >= 0; i--) {
      rest = rest << 32 | words[i];
      words[i] = (uint32_t)(rest / EXACT_BASE);
      rest %= EXACT_BASE;
    }
    chunks[chunk_count++] = (uint32_t)rest;
  }
  out->point = chunk_count * EXACT_CHUNK;
  while (chunk_count) exact_push_chunk(out, chunks[--chunk_count]);
}

/* Expands value >= 0, finite, until it has at least max_digits digits, or max_places digits after the point, or is
 * complete. */
static void exact_expand(ExactDecimal *out, double value, int max_digits, int max_places) {
  uint64_t bits = math_bits(value);
  int biased = (int)(bits >> 52 & 0x7FF);
  uint64_t m = bits & 0xFFFFFFFFFFFFF;
  if (biased) m |= 1ull << 52;
  int e = (biased ? biased : 1) - 1075;
  out->length = 0;
  out->point = 0;
  exact_integer_digits(out, m, e);
  if (e >= 0) return;

  /* The fraction as a fixed-point number below the words' top. */
  uint64_t low = e > -64 ? m & ((1ull << -e) - 1) : m;
  uint32_t words[EXACT_WORDS] = {0};
  int places = (-e + 31) / 32; /* words of fraction; the product's overflow goes to words[places] */
  int shift = places * 32 + e;
  unsigned __int128 shifted = (unsigned __int128)low << shift;
  for (int i = 0; i < 4 && i <= places; i++) words[i] = (uint32_t)(shifted >> (32 * i));
  int lowest = 0;
  for (int done = 0; out->length < max_digits && done < max_places; done += EXACT_CHUNK) {
    while (lowest < places && words[lowest] == 0) lowest++;
    if (lowest == places) break;
    uint64_t carry = 0;
    for (int i = lowest; i < places; i++) {
      carry += (uint64_t)words[i] * EXACT_BASE;
      words[i] = (uint32_t)carry;
      carry >>= 32;
    }
    exact_push_chunk(out, (uint32_t)carry);
  }
}

/* Cuts to count digits (may be 0 or negative), rounding half up. The result has exactly count digits, padded with
 * zeros, or one more if a carry made a new first digit and is_fixed_point. */
static void exact_round(ExactDecimal *d, int count, bool is_fixed_point) {
  bool is_up = count >= 0 && count < d->length && d->digits[count] >= 5;
  if (count < 0) count = 0;
  while (d->length < count) d->digits[d->length++] = 0;
  d->length = count;
  if (!is_up) return;
  int i = count - 1;
  while (i >= 0 && d->digits[i] == 9) d->digits[i--] = 0;
  if (i >= 0) {
    d->digits[i]++;
    return;
  }
  /* 99.9 became 100.0 */
  d->point++;
  if (is_fixed_point) d->length = ++count;
  for (int j = count - 1; j > 0; j--) d->digits[j] = d->digits[j - 1];
  if (count > 0) d->digits[0] = 1;
}

/* Writes the sign and, for values that are not finite, the whole text; returns whether it is done. */
static bool exact_start(double *value, char **out) {
  if (math_is_nan(*value) || !math_is_finite(*value)) {
    *out += num_to_string(*value, *out);
    return true;
  }
  if (*value < 0) {
    *(*out)++ = '-';
    *value = -*value;
  }
  *value = math_abs(*value);
  return false;
}

size_t num_to_fixed(double value, int digits, char *out) {
  if (!(math_abs(value) < 1e21)) return num_to_string(value, out);
  char *p = out;
  exact_start(&value, &p);
  ExactDecimal d;
  exact_expand(&d, value, EXACT_DIGITS, digits + 1);
  /* Digits before position `digits` after the point; a value that is below all of them has a negative count. */
  exact_round(&d, d.length ? d.point + digits : 0, true);
  int first = d.length ? d.point : 0; /* the place of digits[0] */
  if (first <= 0) *p++ = '0';
  for (int place = first > 0 ? 0 : first, i = 0; place < first; place++, i++) *p++ = (char)('0' + d.digits[i]);
  if (digits > 0) {
    *p++ = '.';
    for (int place = 0; place < digits; place++) {
      int i = first + place;
      *p++ = (char)('0' + (i >= 0 && i < d.length ? d.digits[i] : 0));
    }
  }
  *p = 0;
  return (size_t)(p - out);
}

/* d.ddde+x of the count digits. */
static char *exact_write_exponential(char *p, const char *digits, int count, char zero, int exponent) {
  *p++ = (char)(zero + digits[0]);
  if (count > 1) *p++ = '.';
  for (int i = 1; i < count; i++) *p++ = (char)(zero + digits[i]);
  *p++ = 'e';
  *p++ = exponent < 0 ? '-' : '+';
  return p + num_uint64_to_string((uint64_t)(exponent < 0 ? -exponent : exponent), p);
}

size_t num_to_exponential(double value, int digits, char *out) {
  char *p = out;
  if (exact_start(&value, &p)) return (size_t)(p - out);
  if (digits < 0) {
    NumDecimal s = value == 0 ? (NumDecimal){"0", 1, 1} : num_shortest(value);
    return (size_t)(exact_write_exponential(p, s.digits, s.length, 0, s.point - 1) - out);
  }
  ExactDecimal d;
  exact_expand(&d, value, digits + 2, EXACT_DIGITS);
  if (value == 0) d.point = 1;
  exact_round(&d, digits + 1, false);
  return (size_t)(exact_write_exponential(p, d.digits, digits + 1, '0', d.point - 1) - out);
}

size_t num_to_precision(double value, int precision, char *out) {
  char *p = out;
  if (exact_start(&value, &p)) return (size_t)(p - out);
  ExactDecimal d;
  exact_expand(&d, value, precision + 1, EXACT_DIGITS);
  if (value == 0) d.point = 1;
  exact_round(&d, precision, false);
  int exponent = d.point - 1;
  if (exponent < -6 || exponent >= precision)
    return (size_t)(exact_write_exponential(p, d.digits, precision, '0', exponent) - out);
  if (d.point <= 0) {
    *p++ = '0';
    *p++ = '.';
    for (int i = d.point; i < 0; i++) *p++ = '0';
  }
  for (int i = 0; i < precision; i++) {
    if (i == d.point && i > 0) *p++ = '.';
    *p++ = (char)('0' + d.digits[i]);
  }
  *p = 0;
  return (size_t)(p - out);
}

static char exact_radix_digit(int digit) { return (char)(digit < 10 ? '0' + digit : 'a' + digit - 10); }

size_t num_to_radix(double value, int radix, char *out) {
  if (radix == 10) return num_to_string(value, out);
  char *p = out;
  if (exact_start(&value, &p)) return (size_t)(p - out);

  double integer = math_floor(value);
  double fraction = value - integer;
  char places[1100];
  int place_count = 0;
  /* Half the distance to the next double: digits below it carry no information. */
  double delta = 0.5 * (math_from_bits(math_bits(value) + 1) - value);
  double least = math_from_bits(1);
  if (delta < least) delta = least;
  if (fraction >= delta) {
    do {
      fraction *= radix;
      delta *= radix;
      int digit = (int)fraction;
      places[place_count++] = (char)digit;
      fraction -= digit;
      if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1))) && fraction + delta > 1) {
        while (place_count > 0 && places[place_count - 1] == radix - 1) place_count--;
        if (place_count > 0) places[place_count - 1]++;
        else integer += 1;
        break;
      }
    } while (fraction >= delta);
  }

  char reversed[1100];
  int count = 0;
  while (integer / radix >= 0x1p53) { /* the low digits are not significant */
    integer /= radix;
    reversed[count++] = '0';
  }
  do {
    double rest = math_fmod(integer, radix);
    reversed[count++] = exact_radix_digit((int)rest);
    integer = (integer - rest) / radix;
  } while (integer > 0);
  while (count) *p++ = reversed[--count];
  if (place_count) {
    *p++ = '.';
    for (int i = 0; i < place_count; i++) *p++ = exact_radix_digit(places[i]);
  }
  *p = 0;
  return (size_t)(p - out);
}
