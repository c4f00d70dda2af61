/*
 * MathSum.c: Math.sumPrecise (ES 2026, 21.3.2.33): the exact sum of doubles, rounded once.
 *
 * The sum is a fixed-point number in units of 2^-1074, the least positive double: limbs of 32 bits, each kept in 64 so
 * that carries need to be resolved only now and then.
 */
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/property.h"
#include "builtins.h"

enum { LIMBS = 70, LAZY_TERMS = 1 << 29 };
typedef struct Sum {
  int64_t limb[LIMBS];
  uint32_t terms; /* since the last resolution of carries */
} Sum;

static void resolve_carries(Sum *s) {
  int64_t carry = 0;
  for (int i = 0; i < LIMBS - 1; i++) {
    int64_t v = s->limb[i] + carry;
    carry = v >> 32;
    s->limb[i] = v & 0xFFFFFFFF;
  }
  s->limb[LIMBS - 1] += carry;
  s->terms = 0;
}

static void add(Sum *s, double d) {
  uint64_t bits;
  __builtin_memcpy(&bits, &d, sizeof bits);
  uint32_t exponent = (uint32_t)(bits >> 52) & 0x7FF;
  uint64_t mantissa = bits & 0xFFFFFFFFFFFFF;
  if (exponent) mantissa |= 1ull << 52, exponent--;
  unsigned __int128 m = (unsigned __int128)mantissa << (exponent & 31);
  int64_t sign = bits >> 63 ? -1 : 1;
  for (int i = 0; i < 3; i++) s->limb[exponent / 32 + (uint32_t)i] += sign * (int64_t)(uint32_t)(m >> (32 * i));
  if (++s->terms == LAZY_TERMS) resolve_carries(s);
}

static uint32_t bit_at(const Sum *s, uint32_t n) { return (uint32_t)(s->limb[n / 32] >> (n % 32)) & 1; }

/* Rounds to the nearest double, ties to even. */
static double rounded(Sum *s) {
  resolve_carries(s);
  bool negative = s->limb[LIMBS - 1] < 0;
  if (negative) {
    for (int i = 0; i < LIMBS; i++) s->limb[i] = -s->limb[i];
    resolve_carries(s);
  }
  uint32_t top = LIMBS * 32 - 1;
  while (top && !bit_at(s, top)) top--;
  uint32_t shift = top > 52 ? top - 52 : 0;
  uint64_t m = 0;
  for (uint32_t i = 0; i < 53; i++)
    if (bit_at(s, shift + i)) m |= 1ull << i;
  if (shift && bit_at(s, shift - 1)) {
    bool more = m & 1;
    for (uint32_t i = 0; i + 1 < shift && !more; i++) more = bit_at(s, i);
    if (more && ++m >> 53) m >>= 1, shift++;
  }
  /* without the implicit bit the biased exponent is one less: m's top bit adds it */
  uint64_t bits = ((uint64_t)shift << 52) + m;
  if (bits >> 52 >= 0x7FF) bits = 0x7FFull << 52;
  bits |= (uint64_t)negative << 63;
  double d;
  __builtin_memcpy(&d, &bits, sizeof d);
  return d;
}

JS_BUILTIN(js_Math_sumPrecise) {
  JS_UNUSED_ARGS();
  Iter it;
  if (!iter_open(&it, a0)) return JS_EXCEPTION;
  Sum s;
  __builtin_memset(&s, 0, sizeof s);
  bool has_nan = false, has_plus = false, has_minus = false, has_finite = false;
  Value v;
  int r;
  while ((r = iter_next(&it, &v)) == 1) {
    if (!value_is_number(v)) {
      throw_type_error("%V is not a number", v);
      return iter_close_throw(&it);
    }
    double d = value_number(v);
    if (d != d) has_nan = true;
    else if (d - d != 0) *(d > 0 ? &has_plus : &has_minus) = true;
    else if (d != 0 || !__builtin_signbit(d)) {
      has_finite = true;
      add(&s, d);
    }
  }
  if (r < 0) return JS_EXCEPTION;
  if (has_nan || (has_plus && has_minus)) return value_from_double(__builtin_nan(""));
  if (has_plus || has_minus) return value_from_double(has_plus ? __builtin_inf() : -__builtin_inf());
  return value_from_double(has_finite ? rounded(&s) : -0.0);
}
