/* Compares runtime/number/math.h with the records that math-expected.cjs writes, bit for bit (all NaNs are equal), from
 * standard input. Prints the first differences of each function and a count; exit status 1 if there are any. */
#include <stdio.h>
#include <string.h>

#include "number/math.h"

static double hypot_of_two(double x, double y) { return math_hypot((double[]){x, y}, 2); }
static double int32_of(double x) { return math_to_int32(x); }
#define math_hypot hypot_of_two
#define math_to_int32 int32_of

typedef struct Function {
  const char *name;
  int arity;
  union {
    double (*one)(double);
    double (*two)(double, double);
  };
} Function;

#define ENTRY_1(name) .one = math_##name
#define ENTRY_2(name) .two = math_##name
#define MATH_FUNCTION(name, arity) {#name, arity, {ENTRY_##arity(name)}},
static const Function functions[] = {
#include "math-functions.def"
};
enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

int main(void) {
  static long cases[FUNCTION_COUNT], failures[FUNCTION_COUNT];
  double record[4];
  long total = 0, failed = 0;
  while (fread(record, sizeof record, 1, stdin) == 1) {
    int index = (int)record[0];
    const Function *f = &functions[index];
    double actual = f->arity == 1 ? f->one(record[1]) : f->two(record[1], record[2]);
    cases[index]++;
    if (math_bits(actual) == math_bits(record[3]) || (math_is_nan(actual) && math_is_nan(record[3]))) continue;
    if (failures[index]++ < 3)
      printf("%s(%.17g, %.17g): expected %.17g %a, got %.17g %a\n", f->name, record[1], record[2], record[3], record[3],
             actual, actual);
  }
  for (int i = 0; i < FUNCTION_COUNT; i++) {
    total += cases[i];
    failed += failures[i];
    if (failures[i]) printf("%s: %ld of %ld differ\n", functions[i].name, failures[i], cases[i]);
  }
  printf("%ld cases, %ld differences\n", total, failed);
  return failed != 0 || total == 0;
}
