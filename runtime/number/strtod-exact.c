/* Exact comparison of a decimal with a midpoint of two doubles, by integers of fixed size.
 *
 * digits * 10^e is compared with (2m + 1) * 2^f: negative powers go to the other side. A midpoint has at most 767
 * significant decimal digits, so digits beyond EXACT_MAX_DIGITS matter only in being zero or not: a final 1 stands
 * for them. The largest operand has below 780 * 3.33 + 1130 * 2.33 bits.
 */
#include "number/strtod-exact.h"

#include "number/math.h"

enum { EXACT_MAX_DIGITS = 780, EXACT_WORDS = 96 };

typedef struct ExactInt {
  uint64_t words[EXACT_WORDS];
  int length;
} ExactInt;

static void exact_multiply_add(ExactInt *a, uint64_t factor, uint64_t addend) {
  unsigned __int128 carry = addend;
  for (int i = 0; i < a->length; i++) {
    carry += (unsigned __int128)a->words[i] * factor;
    a->words[i] = (uint64_t)carry;
    carry >>= 64;
  }
  if (carry) a->words[a->length++] = (uint64_t)carry;
}

static void exact_multiply_pow5(ExactInt *a, int n) {
  for (; n >= 27; n -= 27) exact_multiply_add(a, 7450580596923828125u, 0); /* 5^27 */
  uint64_t five = 1;
  while (n-- > 0) five *= 5;
  exact_multiply_add(a, five, 0);
}

static void exact_shift_left(ExactInt *a, int bits) {
  int words = bits / 64, rest = bits % 64;
  if (a->length == 0) return;
  a->words[a->length] = 0;
  for (int i = a->length; i >= 0; i--) {
    uint64_t value = rest ? a->words[i] << rest : a->words[i];
    if (rest && i > 0) value |= a->words[i - 1] >> (64 - rest);
    a->words[i + words] = value;
  }
  for (int i = 0; i < words; i++) a->words[i] = 0;
  a->length += words + 1;
  while (a->length && a->words[a->length - 1] == 0) a->length--;
}

static int exact_compare(const ExactInt *a, const ExactInt *b) {
  if (a->length != b->length) return a->length < b->length ? -1 : 1;
  for (int i = a->length - 1; i >= 0; i--)
    if (a->words[i] != b->words[i]) return a->words[i] < b->words[i] ? -1 : 1;
  return 0;
}

bool strtod_is_above_midpoint(NumChars text, size_t from, size_t to, int64_t exponent, uint64_t bits) {
  ExactInt decimal;
  decimal.length = 0;
  int used = 0;
  bool is_fraction = false, is_sticky = false;
  for (size_t i = from; i < to; i++) {
    uint32_t unit = num_char_at(text, i);
    if (unit == '.') {
      is_fraction = true;
    } else if (used < EXACT_MAX_DIGITS) {
      exact_multiply_add(&decimal, 10, unit - '0');
      used += decimal.length != 0;
      exponent -= is_fraction;
    } else {
      is_sticky |= unit != '0';
      exponent += !is_fraction;
    }
  }
  if (is_sticky) {
    exact_multiply_add(&decimal, 10, 1);
    exponent--;
  }

  int biased = (int)(bits >> 52);
  uint64_t m = bits & 0xFFFFFFFFFFFFF;
  if (biased) m |= 1ull << 52;
  ExactInt middle;
  middle.words[0] = 2 * m + 1;
  middle.length = 1;
  int power = (biased ? biased : 1) - 1076;

  int e = (int)exponent;
  if (e > 0) exact_multiply_pow5(&decimal, e);
  else exact_multiply_pow5(&middle, -e);
  power -= e; /* the powers of two of 10^e */
  if (power > 0) exact_shift_left(&middle, power);
  else exact_shift_left(&decimal, -power);
  int order = exact_compare(&decimal, &middle);
  return order > 0 || (order == 0 && (bits & 1));
}

double strtod_exact_with_separators(NumChars text) {
  /* Beyond this many units digits can only decide ties of 780 digits; they are kept as far as they fit. */
  char plain[1200];
  size_t length = 0;
  int64_t skipped = 0;
  bool is_fraction = false;
  size_t i = 0;
  for (; i < text.length; i++) {
    uint32_t unit = num_char_at(text, i);
    if (unit == '_') continue;
    if ((unit | 0x20) == 'e') break;
    is_fraction |= unit == '.';
    if (length < 1100) plain[length++] = (char)unit;
    else if (unit != '.') {
      if (unit != '0' && plain[length - 1] == '0') plain[length - 1] = '1'; /* a non-zero tail must stay visible */
      skipped += !is_fraction;
    }
  }
  int64_t exponent = 0;
  bool is_negative = false;
  for (i++; i < text.length; i++) {
    uint32_t unit = num_char_at(text, i);
    if (unit == '-') is_negative = true;
    else if (unit >= '0' && unit <= '9' && exponent < 1000000) exponent = exponent * 10 + (int64_t)(unit - '0');
  }
  exponent = (is_negative ? -exponent : exponent) + skipped;
  plain[length++] = 'e';
  plain[length++] = exponent < 0 ? '-' : '+';
  uint64_t rest = (uint64_t)(exponent < 0 ? -exponent : exponent);
  char reversed[24];
  size_t count = 0;
  do reversed[count++] = (char)('0' + rest % 10);
  while (rest /= 10);
  while (count) plain[length++] = reversed[--count];
  double value = 0;
  num_scan_decimal(num_chars_latin1(plain, length), 0, &value);
  return value;
}
