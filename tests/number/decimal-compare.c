/* Compares the conversions of runtime/number with what decimal-expected.cjs printed, case by case, from standard input.
 * Prints the first differences and a count; exit status 1 if there are any. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/dtoa.h"
#include "number/math.h"
#include "number/strtod.h"

static char line[1 << 16];

static double from_hex(const char *text) { return math_from_bits(strtoull(text, NULL, 16)); }

int main(void) {
  long cases = 0, failures = 0;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *field[4] = {line, 0, 0, 0};
    for (int i = 1; i < 4; i++) {
      field[i] = strchr(field[i - 1], '\t');
      if (!field[i]) return fprintf(stderr, "malformed line: %s\n", line), 2;
      *field[i]++ = 0;
    }
    const char *operation = field[0], *operand = field[1], *expected = field[3];
    int argument = atoi(field[2]);
    char actual[NUM_RADIX_MAX];
    size_t length = 0;
    NumChars text = num_chars_latin1(operand, strlen(operand));
    if (!strcmp(operation, "string")) length = num_to_string(from_hex(operand), actual);
    else if (!strcmp(operation, "fixed")) length = num_to_fixed(from_hex(operand), argument, actual);
    else if (!strcmp(operation, "exponential")) length = num_to_exponential(from_hex(operand), argument, actual);
    else if (!strcmp(operation, "precision")) length = num_to_precision(from_hex(operand), argument, actual);
    else if (!strcmp(operation, "locale")) length = num_to_locale(from_hex(operand), 0, argument, true, actual);
    else if (!strcmp(operation, "radix")) length = num_to_radix(from_hex(operand), argument, actual);
    else {
      double value = !strcmp(operation, "parse")   ? num_from_chars(text)
                     : !strcmp(operation, "float") ? num_parse_float(text)
                                                   : num_parse_int(text, argument);
      length = (size_t)snprintf(actual, sizeof actual, "%016llx", (unsigned long long)math_bits(value));
    }
    cases++;
    if (length != strlen(expected) || memcmp(actual, expected, length + 1)) {
      if (failures++ < 20)
        printf("%s %s %d: expected %s, got %.*s\n", operation, operand, argument, expected, (int)length, actual);
    }
  }
  printf("%ld cases, %ld differences\n", cases, failures);
  return failures != 0 || cases == 0;
}
