/* BigInt: text in any radix, both ways. Radixes that are powers of two move bits; for the others, as many digits as
 * fit in 64 bits are taken off or put on at a time, which is quadratic in the length. */
#include "number/bigint-digits.h"
#include "number/bigint.h"

/* The largest power of the radix below 2^64 and its exponent. */
static uint64_t string_chunk(int radix, int *digits) {
  uint64_t power = 1;
  *digits = 0;
  while (power <= UINT64_MAX / (uint64_t)radix) {
    power *= (uint64_t)radix;
    ++*digits;
  }
  return power;
}

static bool string_is_power_of_two(int radix) { return (radix & (radix - 1)) == 0; }

static char string_digit(uint64_t digit) { return (char)(digit < 10 ? '0' + digit : 'a' + digit - 10); }

size_t big_to_string_size(BigInt a, int radix) {
  /* floor(log2(radix)) bits a digit at least; three bits of precision more for radix 10 */
  uint64_t bits = big_bit_length(a);
  if (radix == 10) return bits * 1234 / 4096 + 4; /* log10(2) < 1234/4096 */
  return bits / (uint64_t)(31 - __builtin_clz((unsigned)radix)) + 3;
}

size_t big_to_string_scratch(BigInt a, int radix) { return string_is_power_of_two(radix) ? 0 : a.length; }

size_t big_to_string(char *chars, BigInt a, int radix, uint64_t *scratch) {
  size_t length = 0;
  /* Least significant digit first, turned round at the end. */
  if (a.length == 0) {
    chars[length++] = '0';
  } else if (string_is_power_of_two(radix)) {
    unsigned bits = (unsigned)__builtin_ctz((unsigned)radix);
    uint64_t total = big_bit_length(a);
    for (uint64_t at = 0; at < total; at += bits) {
      size_t word = at / 64;
      unsigned shift = at % 64;
      uint64_t digit = a.digits[word] >> shift;
      if (shift + bits > 64 && word + 1 < a.length) digit |= a.digits[word + 1] << (64 - shift);
      chars[length++] = string_digit(digit & (uint64_t)(radix - 1));
    }
  } else {
    int per_chunk;
    uint64_t chunk = string_chunk(radix, &per_chunk);
    digits_copy(scratch, a.digits, a.length);
    size_t left = a.length;
    while (left) {
      uint64_t rest = digits_divide_small(scratch, left, chunk);
      left = digits_trim(scratch, left);
      for (int i = 0; i < per_chunk && (left || rest); i++) {
        chars[length++] = string_digit(rest % (uint64_t)radix);
        rest /= (uint64_t)radix;
      }
    }
  }
  if (a.is_negative) chars[length++] = '-';
  for (size_t i = 0; i < length / 2; i++) {
    char swap = chars[i];
    chars[i] = chars[length - 1 - i];
    chars[length - 1 - i] = swap;
  }
  return length;
}

size_t big_from_digits_size(size_t length, int radix) {
  unsigned bits = 32 - (unsigned)__builtin_clz((unsigned)radix - 1); /* ceil(log2(radix)) */
  return length * bits / 64 + 1;
}

static unsigned string_digit_value(uint32_t unit) { return unit <= '9' ? unit - '0' : (unit | 0x20) - 'a' + 10; }

BigInt big_from_digits(uint64_t *out, NumChars digits, int radix) {
  size_t length = 0;
  if (string_is_power_of_two(radix)) {
    unsigned bits = (unsigned)__builtin_ctz((unsigned)radix);
    size_t size = big_from_digits_size(digits.length, radix);
    digits_clear(out, size);
    uint64_t at = 0;
    for (size_t i = digits.length; i-- > 0;) {
      uint32_t unit = num_char_at(digits, i);
      if (unit == '_') continue;
      uint64_t value = string_digit_value(unit);
      size_t word = at / 64;
      unsigned shift = at % 64;
      out[word] |= value << shift;
      if (shift + bits > 64) out[word + 1] |= value >> (64 - shift);
      at += bits;
    }
    return digits_view(out, size, false);
  }
  int per_chunk;
  string_chunk(radix, &per_chunk);
  size_t i = 0;
  while (i < digits.length) {
    uint64_t part = 0, factor = 1;
    for (int count = 0; i < digits.length && count < per_chunk; i++) {
      uint32_t unit = num_char_at(digits, i);
      if (unit == '_') continue;
      part = part * (uint64_t)radix + string_digit_value(unit);
      factor *= (uint64_t)radix;
      count++;
    }
    uint64_t carry = digits_multiply_add(out, length, factor, part);
    if (carry) out[length++] = carry;
  }
  return digits_view(out, length, false);
}

bool big_scan_string(NumChars text, BigScan *scan) {
  size_t from = 0, to = text.length;
  while (from < to && num_is_space(num_char_at(text, from))) from++;
  while (to > from && num_is_space(num_char_at(text, to - 1))) to--;
  scan->radix = 10;
  scan->is_negative = false;
  bool has_prefix = false;
  if (to - from > 1) {
    uint32_t first = num_char_at(text, from), letter = num_char_at(text, from + 1) | 0x20;
    if (first == '0' && (letter == 'x' || letter == 'o' || letter == 'b')) {
      scan->radix = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
      has_prefix = true;
      from += 2;
    } else if (first == '-' || first == '+') {
      scan->is_negative = first == '-';
      has_prefix = true;
      from++;
    }
  }
  if (has_prefix && from == to) return false;
  for (size_t i = from; i < to; i++) {
    uint32_t unit = num_char_at(text, i);
    bool is_digit = unit - '0' < 10, is_letter = (unit | 0x20) - 'a' < 6 && unit < 0x80;
    if (!is_digit && !(is_letter && scan->radix == 16)) return false;
    if (string_digit_value(unit) >= (unsigned)scan->radix) return false;
  }
  const char *start = (const char *)text.chars + from * (text.is_wide ? 2 : 1);
  scan->digits = (NumChars){start, to - from, text.is_wide};
  return true;
}
