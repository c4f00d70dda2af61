/* Compares runtime/number/bigint.h with what bigint-expected.cjs printed, from standard input. Prints the first
 * differences and a count; exit status 1 if there are any. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/bigint.h"
#include "number/math.h"

enum { DIGITS = 4096 };

static char line[1 << 18];
static uint64_t buffer_a[DIGITS], buffer_b[DIGITS], result[DIGITS * 4], scratch[DIGITS * 16];
static char actual[1 << 18];

/* Reading is tested by reading back what big_to_string wrote, too. */
static BigInt parse(uint64_t *out, const char *text) {
  bool is_negative = *text == '-';
  text += is_negative;
  BigInt a = big_from_digits(out, num_chars_latin1(text, strlen(text)), 16);
  a.is_negative = is_negative && a.length;
  return a;
}

static uint64_t *need(size_t size, size_t available) {
  if (size > available) fprintf(stderr, "size %zu is too large\n", size), exit(2);
  return NULL;
}

static void write_number(char *text, BigInt a, int radix) {
  need(big_to_string_scratch(a, radix), DIGITS * 16);
  size_t size = big_to_string_size(a, radix);
  size_t length = big_to_string(text, a, radix, scratch);
  if (length > size) fprintf(stderr, "big_to_string_size is too small\n"), exit(2);
  text[length] = 0;
}

/* Guards: the digit after the promised size must stay as it is. */
static size_t guarded;
static void guard(size_t size) {
  guarded = size;
  need(size + 1, DIGITS * 4);
  result[size] = 0x5A5A5A5A5A5A5A5A;
}
static size_t guarded_scratch;
static uint64_t *guard_scratch(size_t size) {
  guarded_scratch = size;
  need(size + 1, DIGITS * 16);
  scratch[size] = 0x5A5A5A5A5A5A5A5A;
  return scratch;
}

int main(void) {
  long cases = 0, failures = 0;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *field[4] = {line, 0, 0, 0};
    for (int i = 1; i < 4; i++) {
      field[i] = strchr(field[i - 1], '\t');
      if (!field[i]) return fprintf(stderr, "malformed line\n"), 2;
      *field[i]++ = 0;
    }
    const char *operation = field[0];
    uint64_t number = strtoull(field[2], NULL, 16);
    BigInt a = parse(buffer_a, field[1]), b = parse(buffer_b, field[2]), r = {result, 0, false};
    guarded = 0;
    guarded_scratch = 0;
    actual[0] = 0;
#define IS(name) (!strcmp(operation, name))
    if (IS("add")) guard(big_add_size(a, b)), r = big_add(result, a, b);
    else if (IS("sub")) guard(big_add_size(a, b)), r = big_sub(result, a, b);
    else if (IS("mul")) guard(big_mul_size(a, b)), r = big_mul(result, a, b, guard_scratch(big_mul_scratch(a, b)));
    else if (IS("div")) guard(big_div_size(a, b)), r = big_div(result, a, b, guard_scratch(big_div_scratch(a, b)));
    else if (IS("mod")) guard(big_mod_size(a, b)), r = big_mod(result, a, b, guard_scratch(big_div_scratch(a, b)));
    else if (IS("and")) guard(big_bitwise_size(a, b)), r = big_and(result, a, b);
    else if (IS("or")) guard(big_bitwise_size(a, b)), r = big_or(result, a, b);
    else if (IS("xor")) guard(big_bitwise_size(a, b)), r = big_xor(result, a, b);
    else if (IS("not")) guard(big_add_size(a, a)), r = big_not(result, a);
    else if (IS("shl")) guard(big_shl_size(a, number)), r = big_shl(result, a, number);
    else if (IS("shr")) guard(big_shr_size(a, number)), r = big_shr(result, a, number);
    else if (IS("asint")) guard(big_as_n_size(a, number)), r = big_as_int_n(result, a, number);
    else if (IS("asuint")) guard(big_as_n_size(a, number)), r = big_as_uint_n(result, a, number);
    else if (IS("pow")) guard(big_pow_size(a, b)), r = big_pow(result, a, b, guard_scratch(big_pow_scratch(a, b)));
    else if (IS("compare")) sprintf(actual, "%d", big_compare(a, b));
    else if (IS("todouble")) sprintf(actual, "%llx", (unsigned long long)math_bits(big_to_double(a)));
    else if (IS("fromdouble"))
      guard(BIG_FROM_DOUBLE_SIZE), r = big_from_double(result, math_from_bits(strtoull(field[1], NULL, 16)));
    else if (IS("cmpdouble")) sprintf(actual, "%d", big_compare_double(a, math_from_bits(number)));
    else if (IS("string")) {
      write_number(actual, a, (int)number);
      const char *digits = actual + a.is_negative;
      guard(big_from_digits_size(strlen(digits), (int)number));
      BigInt back = big_from_digits(result, num_chars_latin1(digits, strlen(digits)), (int)number);
      back.is_negative = a.is_negative;
      if (!big_equal(a, back)) strcat(actual, " (does not read back)");
    } else return fprintf(stderr, "unknown operation %s\n", operation), 2;
    if (!actual[0]) write_number(actual, r, 16);
    if ((guarded && result[guarded] != 0x5A5A5A5A5A5A5A5A) ||
        (guarded_scratch && scratch[guarded_scratch] != 0x5A5A5A5A5A5A5A5A))
      strcat(actual, " (wrote too far)");
    cases++;
    if (strcmp(actual, field[3]) && failures++ < 20)
      printf("%s %.200s %.200s: expected %.300s, got %.300s\n", operation, field[1], field[2], field[3], actual);
  }
  printf("%ld cases, %ld differences\n", cases, failures);
  return failures != 0 || cases == 0;
}
