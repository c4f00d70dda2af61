/* Text to numbers: exact (correctly rounded, ties to even) decimal conversion and the string grammars built on it.
 *
 * Text is Latin-1 or UTF-16; the functions take both through NumChars and never allocate. They are pure and have no
 * limit on the length of the text.
 */
#ifndef RUNTIME_NUMBER_STRTOD_H
#define RUNTIME_NUMBER_STRTOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A run of code units: of 8 bits (Latin-1) or 16 bits (UTF-16). */
typedef struct NumChars {
  const void *chars;
  size_t length; /* code units */
  bool is_wide;  /* 16-bit units */
} NumChars;

static inline NumChars num_chars_latin1(const void *chars, size_t length) { return (NumChars){chars, length, false}; }

static inline NumChars num_chars_utf16(const uint16_t *chars, size_t length) { return (NumChars){chars, length, true}; }

static inline uint32_t num_char_at(NumChars text, size_t index) {
  return text.is_wide ? ((const uint16_t *)text.chars)[index] : ((const uint8_t *)text.chars)[index];
}

/* WhiteSpace or LineTerminator, the characters that trim() and StringToNumber strip (ES 12.2, 12.3). */
bool num_is_space(uint32_t unit);

/* The longest prefix of text[from..] that is a StrUnsignedDecimalLiteral without Infinity: digits, point, exponent
 * (ES 7.1.4.1). Returns the index after it, or from if there is none; *value is then untouched. No sign, no space. */
size_t num_scan_decimal(NumChars text, size_t from, double *value);

/* StringToNumber, ES 7.1.4.1.1: NaN where the text is no StringNumericLiteral. */
double num_from_chars(NumChars text);

/* The global parseFloat after ToString, ES 19.2.4. */
double num_parse_float(NumChars text);

/* The global parseInt after ToString and ToInt32(radix), ES 19.2.5. */
double num_parse_int(NumChars text, int32_t radix);

/* The value of a NumericLiteral of source text that has been validated: decimal, 0x 0o 0b, legacy octal (017),
 * legacy decimal (089), with numeric separators; no BigInt suffix. */
double num_from_literal(const char *source, size_t length);

/* The integer digits[0..length) in the radix 2..36, correctly rounded; every unit is a digit of the radix or a numeric
 * separator. */
double num_from_digits(NumChars digits, int radix);

#endif
