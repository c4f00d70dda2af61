/* Numbers to text, exactly as ECMAScript and (where the standard leaves freedom) V8 print them.
 *
 * Every function writes ASCII into a buffer of the caller, ends it with a NUL and returns the length without it.
 * The functions are pure: no allocation, no global state. NaN and the infinities are accepted everywhere and give
 * "NaN", "Infinity" and "-Infinity".
 */
#ifndef RUNTIME_NUMBER_DTOA_H
#define RUNTIME_NUMBER_DTOA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that are always enough, including the NUL. */
enum {
  NUM_STRING_MAX = 32,       /* num_to_string, num_int32_to_string, num_uint64_to_string */
  NUM_FIXED_MAX = 136,       /* num_to_fixed: sign, 21 digits, point, 100 digits */
  NUM_EXPONENTIAL_MAX = 120, /* num_to_exponential: sign, 101 digits, point, exponent */
  NUM_PRECISION_MAX = 120,   /* num_to_precision: sign, "0.000000", 100 digits, exponent */
  NUM_RADIX_MAX = 2208       /* num_to_radix: base 2 of the largest and of the smallest double */
};

/* The decimal digits of a positive finite double: value = 0.d1d2d3... * 10^point. */
typedef struct NumDecimal {
  char digits[20]; /* '0'..'9', no leading or trailing zeros */
  int length;      /* 1..17 */
  int point;       /* position of the decimal point relative to the first digit */
} NumDecimal;

/* The shortest digits that read back as value, the nearest to value among these. value: finite, > 0. */
NumDecimal num_shortest(double value);

/* Number::toString(x, 10), ES 6.1.6.1.20. */
size_t num_to_string(double value, char *out);

/* The same for integers. */
size_t num_int32_to_string(int32_t value, char *out);
size_t num_uint64_to_string(uint64_t value, char *out);

/* Number.prototype.toString(radix), radix 2..36; the digits of fractions are V8's. out: NUM_RADIX_MAX. */
size_t num_to_radix(double value, int radix, char *out);

/* Number.prototype.toFixed: digits 0..100. Values of 1e21 and above print as num_to_string does. */
size_t num_to_fixed(double value, int digits, char *out);

/* Number.prototype.toExponential: digits 0..100, or -1 for as many as are needed. */
size_t num_to_exponential(double value, int digits, char *out);

/* Number.prototype.toPrecision: precision 1..100. */
size_t num_to_precision(double value, int precision, char *out);

/* Number.prototype.toLocaleString in en-US: the shortest digits, rounded half up to max_places, at least min_places after
 * the point, thousands separated by commas if is_grouped. Infinity is not a Latin-1 text: value must not be infinite.
 * 0 <= min_places <= max_places <= 100; out: NUM_LOCALE_MAX. */
enum { NUM_LOCALE_MAX = 540 };
size_t num_to_locale(double value, int min_places, int max_places, bool is_grouped, char *out);

/* Puts a comma between groups of three of length digits; out has room for length + length / 3. Returns the new length. */
size_t num_group_digits(const char *digits, size_t length, char *out);

#endif
