/*
 * Math.c: the Math object (ES 21.3) over number/math.h.
 */
#include "../number/math.h"

#include "../object/convert.h"
#include "../object/error.h"
#include "../os/os.h"
#include "builtins.h"

/* ToNumber, numbers first. */
static inline bool number_of(Value v, double *out) {
  if (__builtin_expect(value_is_number(v), 1)) {
    *out = value_number(v);
    return true;
  }
  return to_double(v, out);
}

#define MATH_UNARY(name)                         \
  JS_BUILTIN(js_Math_##name) {                   \
    JS_UNUSED_ARGS();                            \
    double x;                                    \
    if (!number_of(a0, &x)) return JS_EXCEPTION; \
    return value_from_double(math_##name(x));    \
  }

MATH_UNARY(abs)
MATH_UNARY(acos)
MATH_UNARY(acosh)
MATH_UNARY(asin)
MATH_UNARY(asinh)
MATH_UNARY(atan)
MATH_UNARY(atanh)
MATH_UNARY(cbrt)
MATH_UNARY(ceil)
MATH_UNARY(cos)
MATH_UNARY(cosh)
MATH_UNARY(exp)
MATH_UNARY(expm1)
MATH_UNARY(f16round)
MATH_UNARY(floor)
MATH_UNARY(fround)
MATH_UNARY(log)
MATH_UNARY(log10)
MATH_UNARY(log1p)
MATH_UNARY(log2)
MATH_UNARY(round)
MATH_UNARY(sign)
MATH_UNARY(sin)
MATH_UNARY(sinh)
MATH_UNARY(sqrt)
MATH_UNARY(tan)
MATH_UNARY(tanh)
MATH_UNARY(trunc)

#define MATH_BINARY(name)                                              \
  JS_BUILTIN(js_Math_##name) {                                         \
    JS_UNUSED_ARGS();                                                  \
    double x, y;                                                       \
    if (!number_of(a0, &x) || !number_of(a1, &y)) return JS_EXCEPTION; \
    return value_from_double(math_##name(x, y));                       \
  }

MATH_BINARY(atan2)
MATH_BINARY(pow)

JS_BUILTIN(js_Math_clz32) {
  JS_UNUSED_ARGS();
  uint32_t x;
  if (!to_uint32(a0, &x)) return JS_EXCEPTION;
  return value_from_int(math_clz32(x));
}

JS_BUILTIN(js_Math_imul) {
  JS_UNUSED_ARGS();
  int32_t x, y;
  if (!to_int32(a0, &x) || !to_int32(a1, &y)) return JS_EXCEPTION;
  return value_from_int(math_imul(x, y));
}

/* Folds the arguments, all of which are converted whatever the result is. */
static Value fold(uint64_t argc, Value *args, double start, double (*f)(double, double)) {
  double result = start;
  for (uint64_t i = 0; i < argc; i++) {
    double x;
    if (!number_of(args[i], &x)) return JS_EXCEPTION;
    result = f(result, x);
  }
  return value_from_double(result);
}

JS_BUILTIN(js_Math_max) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  return fold(argc, args, -math_infinity(), math_max);
}

JS_BUILTIN(js_Math_min) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  return fold(argc, args, math_infinity(), math_min);
}

JS_BUILTIN(js_Math_hypot) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  double *values = __builtin_alloca((argc + 1) * sizeof(double));
  for (uint64_t i = 0; i < argc; i++)
    if (!number_of(args[i], &values[i])) return JS_EXCEPTION;
  return value_from_double(math_hypot(values, argc));
}

JS_BUILTIN(js_Math_random) {
  JS_UNUSED_ARGS();
  MathRandom random = {{RT->random_state[0], RT->random_state[1]}};
  if (!random.state[0] && !random.state[1]) {
    uint64_t seed;
    os_random(&seed, sizeof seed);
    math_random_seed(&random, seed);
  }
  double result = math_random_next(&random);
  RT->random_state[0] = random.state[0];
  RT->random_state[1] = random.state[1];
  return value_from_double(result);
}
