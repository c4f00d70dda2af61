/*
 * number_all.c: what comparison with Node does not reach in runtime/number: powers of ten, literals, float16, POSIX time
 * zone strings, malformed TZif files, large BigInts. Exit status 0 if all checks hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/bigint.h"
#include "number/date.h"
#include "number/dtoa.h"
#include "number/math.h"
#include "number/pow10.h"
#include "number/strtod.h"

static int failures;
#define CHECK(condition) \
  ((condition) ? (void)0 : (void)(failures++, printf("%s:%d: %s\n", __FILE__, __LINE__, #condition)))

/* floor(10^k * 2^(127 - floor(log2(10^k)))) by BigInt arithmetic. */
static void check_pow10(void) {
  static uint64_t power[64], shifted[64], quotient[64], scratch[256];
  for (int k = POW10_MIN; k <= POW10_MAX; k++) {
    uint64_t ten_digit, exponent_digit;
    BigInt ten = big_from_uint64(10, &ten_digit);
    BigInt exponent = big_from_uint64((uint64_t)(k < 0 ? -k : k), &exponent_digit);
    BigInt p = big_pow(power, ten, exponent, scratch);
    uint64_t bits = big_bit_length(p);
    BigInt significand;
    if (k >= 0) {
      significand = bits > 128 ? big_shr(shifted, p, bits - 128) : big_shl(shifted, p, 128 - bits);
    } else {
      uint64_t one_digit;
      BigInt numerator = big_shl(shifted, big_from_uint64(1, &one_digit), bits + 127);
      significand = big_div(quotient, numerator, p, scratch);
      if (big_bit_length(significand) > 128) significand = big_shr(shifted, significand, 1);
    }
    Pow10 got = pow10_significand(k);
    CHECK(significand.length == 2 && significand.digits[1] == got.high && significand.digits[0] == got.low);
  }
}

static void check_literals(void) {
  static const struct {
    const char *text;
    double value;
  } cases[] = {{"0", 0},
               {"1_000.5", 1000.5},
               {"0xFF", 255},
               {"0b1_01", 5},
               {"0o17", 15},
               {"017", 15},
               {"019", 19},
               {"089", 89},
               {".5e1", 5},
               {"1e3", 1000},
               {"1_0e1_0", 1e11},
               {"5.", 5},
               {"0.1", 0.1},
               {"9007199254740993", 9007199254740992.0},
               {"0x20000000000001", 9007199254740992.0},
               {"1e400", __builtin_inf()},
               {"1_2.3_4e-1_0", 12.34e-10}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double value = num_from_literal(cases[i].text, strlen(cases[i].text));
    if (value != cases[i].value) failures++, printf("literal %s: %.17g\n", cases[i].text, value);
  }
}

static void check_float16(void) {
  for (unsigned bits = 0; bits < 0x10000; bits++) {
    double value = math_from_float16((uint16_t)bits);
    if (!math_is_nan(value)) CHECK(math_to_float16(value) == bits);
  }
  CHECK(math_to_float16(65519.999) == 0x7BFF && math_to_float16(65520) == 0x7C00);
  CHECK(math_to_float16(0x1p-25) == 0 && math_to_float16(0x1.000001p-25) == 1);
}

static void check_posix_zones(void) {
  DateZone zone;
  bool is_summer;
  const char *berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
  CHECK(date_zone_from_posix(&zone, berlin, strlen(berlin)));
  CHECK(date_zone_offset(&zone, 1585443599000.0, &is_summer) == 3600000 && !is_summer); /* 2020-03-29T00:59:59Z */
  CHECK(date_zone_offset(&zone, 1585443600000.0, &is_summer) == 7200000 && is_summer);
  CHECK(date_zone_offset(&zone, 1603587599000.0, &is_summer) == 7200000 && is_summer); /* 2020-10-25T00:59:59Z */
  CHECK(date_zone_offset(&zone, 1603587600000.0, &is_summer) == 3600000 && !is_summer);
  const char *sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
  CHECK(date_zone_from_posix(&zone, sydney, strlen(sydney)));
  CHECK(date_zone_offset(&zone, 1577836800000.0, &is_summer) == 39600000 && is_summer); /* January */
  const char *julian = "XXX3YYY2,J60/0,J300/0";                                         /* 1 March in every year */
  CHECK(date_zone_from_posix(&zone, julian, strlen(julian)));
  CHECK(date_zone_offset(&zone, 1583031600000.0, &is_summer) == -7200000 && is_summer); /* 2020-03-01T03:00Z */
  CHECK(date_zone_offset(&zone, 1583031599000.0, &is_summer) == -10800000 && !is_summer);
  CHECK(date_zone_from_posix(&zone, "<+0530>-5:30", 12) && date_zone_offset(&zone, 0, NULL) == 19800000);
  CHECK(date_zone_from_posix(&zone, "EST5EDT", 7) && zone.has_dst);
  static const char *const malformed[] = {
      "", "A", "AB3", "ABC", "ABC999", "ABC3DEF,", "ABC3DEF,M13.1.0,M1.1.0", "<AB>3x", "ABC3DEF,M1.1.0"};
  for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
    CHECK(!date_zone_from_posix(&zone, malformed[i], strlen(malformed[i])));
    CHECK(date_zone_offset(&zone, 0, NULL) == 0 && !strcmp(zone.name, "UTC"));
  }
}

/* A small TZif file of version 2, cut at every length: never accepted unless whole, never read beyond. */
static void check_malformed_tzif(void) {
  uint8_t file[200] = "TZif2";
  size_t length = 44; /* version 1 part: one type, nothing else */
  file[39] = 1;
  file[43] = 4;
  memcpy(file + length, "\0\0\0\0\0\0UTC", 10);
  length += 10;
  memcpy(file + length, file, 44);
  file[length + 35] = 1; /* one transition */
  length += 44;
  memcpy(file + length,
         "\0\0\0\0\0\0\0\1"
         "\0"
         "\0\0\16\20\0\0UTC\0",
         8 + 1 + 10);
  length += 19;
  memcpy(file + length, "\nABC-1\n", 7);
  length += 7;
  DateZone zone;
  CHECK(date_zone_from_tzif(&zone, file, length));
  CHECK(date_zone_offset(&zone, 5000, NULL) == 3600000);
  for (size_t n = 0; n + 7 < length; n++) {
    uint8_t *copy = malloc(n + 1);
    memcpy(copy, file, n);
    CHECK(!date_zone_from_tzif(&zone, copy, n));
    free(copy);
  }
  file[54 + 44 + 8] = 1; /* a type that there is not */
  CHECK(!date_zone_from_tzif(&zone, file, length));
}

/* (10^n - 1)^2 has a known pattern; its text has 2n digits. Karatsuba, division and text of large numbers. */
static void check_large(void) {
  enum { N = 10000 };
  uint64_t ten_digit, exponent_digit, one_digit;
  BigInt ten = big_from_uint64(10, &ten_digit), exponent = big_from_uint64(N, &exponent_digit);
  BigInt one = big_from_uint64(1, &one_digit);
  uint64_t *power = malloc(8 * big_pow_size(ten, exponent)), *scratch = malloc(8 * big_pow_scratch(ten, exponent));
  BigInt p = big_pow(power, ten, exponent, scratch);
  uint64_t *nines = malloc(8 * big_add_size(p, one));
  BigInt a = big_sub(nines, p, one);
  uint64_t *square = malloc(8 * big_mul_size(a, a)), *work = malloc(8 * big_mul_scratch(a, a));
  BigInt s = big_mul(square, a, a, work);
  char *text = malloc(big_to_string_size(s, 10));
  uint64_t *text_scratch = malloc(8 * big_to_string_scratch(s, 10));
  size_t length = big_to_string(text, s, 10, text_scratch);
  CHECK(length == 2 * N);
  bool is_pattern = text[N - 1] == '8' && text[2 * N - 1] == '1';
  for (int i = 0; i < N - 1; i++) is_pattern &= text[i] == '9' && text[N + i] == '0';
  CHECK(is_pattern);
  uint64_t *quotient = malloc(8 * big_div_size(s, a)), *div_scratch = malloc(8 * big_div_scratch(s, a));
  CHECK(big_equal(big_div(quotient, s, a, div_scratch), a));
  CHECK(big_is_zero(big_mod(quotient, s, a, div_scratch)));
  uint64_t *back = malloc(8 * big_from_digits_size(length, 10));
  CHECK(big_equal(big_from_digits(back, num_chars_latin1(text, length), 10), s));
}

static void check_scan(void) {
  static const struct {
    const char *text;
    bool is_valid;
    int radix;
    const char *digits;
  } cases[] = {{" 12 ", true, 10, "12"}, {"", true, 10, ""},     {"-5", true, 10, "5"}, {"0xfF", true, 16, "fF"},
               {"0x", false, 0, ""},     {"-0x1", false, 0, ""}, {"1n", false, 0, ""},  {"+", false, 0, ""},
               {"0b12", false, 0, ""},   {"0o7", true, 8, "7"},  {"1_0", false, 0, ""}, {"1.0", false, 0, ""}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    BigScan scan;
    bool is_valid = big_scan_string(num_chars_latin1(cases[i].text, strlen(cases[i].text)), &scan);
    CHECK(is_valid == cases[i].is_valid);
    if (is_valid && cases[i].is_valid) {
      CHECK(scan.radix == cases[i].radix && scan.digits.length == strlen(cases[i].digits));
      CHECK(!memcmp(scan.digits.chars, cases[i].digits, scan.digits.length));
    }
  }
}

static void check_wide_text(void) {
  static const uint16_t text[] = {0x2003, '-', '1', '2', '.', '5', 'e', '1', 0xFEFF};
  NumChars chars = num_chars_utf16(text, sizeof text / sizeof text[0]);
  CHECK(num_from_chars(chars) == -125);
  CHECK(num_parse_float(chars) == -125 && num_parse_int(chars, 10) == -12);
  static const uint16_t digit[] = {0x661}; /* a digit, but no ASCII one */
  CHECK(math_is_nan(num_from_chars(num_chars_utf16(digit, 1))));
}

int main(void) {
  check_pow10();
  check_literals();
  check_float16();
  check_posix_zones();
  check_malformed_tzif();
  check_large();
  check_scan();
  check_wide_text();
  if (failures) printf("%d checks failed\n", failures);
  return failures != 0;
}
