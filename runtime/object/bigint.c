/*
 * bigint.c: BigInt cells (ES 6.1.6.2) over the digit routines of number/bigint.h, whose views are called BigInt.
 * Results are computed straight into a fresh cell.
 */
#include "bigint.h"

#include "convert.h"
#include "../heap/heap.h"
#include "../heap/heap_fast.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "../number/bigint.h"
#include "error.h"

static BigInt view(Value v) {
  BigIntCell *b = (BigIntCell *)value_ptr(v);
  return (BigInt){b->digits, b->ndigits, (b->cell.flags & BIGINT_NEGATIVE) != 0};
}

static BigIntCell *cell_new(size_t ndigits) {
  return (BigIntCell *)heap_alloc(offsetof(BigIntCell, digits) + (ndigits ? ndigits : 1) * sizeof(uint64_t),
                                  CELL_BIGINT);
}

/* Completes a cell whose digits the view has been computed into. */
static Value finish(BigIntCell *b, BigInt r) {
  if (r.length > BIG_MAX_DIGITS) return throw_range_error("Maximum BigInt size exceeded");
  b->ndigits = (uint32_t)r.length;
  if (r.is_negative) b->cell.flags |= BIGINT_NEGATIVE;
  return value_from_ptr(b);
}

/* ---- values of one digit, which most are ---- */

typedef unsigned __int128 Wide;
typedef __int128 SignedWide;

static bool is_small(const BigIntCell *b) { return b->ndigits <= 1; }
static SignedWide small_value(const BigIntCell *b) {
  SignedWide magnitude = b->ndigits ? b->digits[0] : 0;
  return b->cell.flags & BIGINT_NEGATIVE ? -magnitude : magnitude;
}

static Value from_wide(Wide magnitude, bool is_negative) {
  enum { SIZE = HEAP_ROUND(offsetof(BigIntCell, digits) + 2 * sizeof(uint64_t)) };
  uint64_t flags = is_negative && magnitude ? BIGINT_NEGATIVE : 0;
  BigIntCell *b = heap_alloc_inline(SIZE, HEAP_HEADER(SHAPE_ID_BIGINT, CELL_BIGINT, flags, 0, SIZE));
  b->digits[0] = (uint64_t)magnitude;
  b->ndigits = magnitude != 0;
  if (magnitude >> 64) {
    b->digits[1] = (uint64_t)(magnitude >> 64);
    b->ndigits = 2;
  }
  return value_from_ptr(b);
}

static Value from_signed(SignedWide v) { return from_wide(v < 0 ? -(Wide)v : (Wide)v, v < 0); }

/* Operations whose result has two digits at most; EMPTY: not such a one. */
static Value small_binary(BigintOp op, const BigIntCell *a, const BigIntCell *b) {
  uint64_t x = a->ndigits ? a->digits[0] : 0, y = b->ndigits ? b->digits[0] : 0;
  bool a_negative = a->cell.flags & BIGINT_NEGATIVE, b_negative = b->cell.flags & BIGINT_NEGATIVE;
  switch (op) {
    case BIGINT_ADD: return from_signed(small_value(a) + small_value(b));
    case BIGINT_SUB: return from_signed(small_value(a) - small_value(b));
    case BIGINT_MUL: return from_wide((Wide)x * y, a_negative != b_negative);
    case BIGINT_DIV: return y ? from_wide(x / y, a_negative != b_negative) : JS_EMPTY;
    case BIGINT_MOD: return y ? from_wide(x % y, a_negative) : JS_EMPTY;
    case BIGINT_AND: return from_signed(small_value(a) & small_value(b));
    case BIGINT_OR: return from_signed(small_value(a) | small_value(b));
    case BIGINT_XOR: return from_signed(small_value(a) ^ small_value(b));
    case BIGINT_SHL: return y < 64 && !b_negative ? from_wide((Wide)x << y, a_negative) : JS_EMPTY;
    case BIGINT_SAR: return y < 64 && !b_negative ? from_signed(small_value(a) >> y) : JS_EMPTY;
    default: return JS_EMPTY;
  }
}

/* ---- all values ---- */

static uint64_t *scratch_new(size_t n) { return n ? heap_alloc_bytes(n * sizeof(uint64_t)) : NULL; }

Value bigint_from_digits(const uint64_t *digits, uint32_t n, bool negative) {
  BigIntCell *b = cell_new(n);
  if (n) mem_copy(b->digits, digits, n * sizeof(uint64_t));
  return finish(b, (BigInt){b->digits, n, negative && n});
}

Value bigint_from_i64(int64_t v) { return from_signed(v); }
Value bigint_from_u64(uint64_t v) { return from_wide(v, false); }

Value bigint_from_double(double d) {
  if (d > -0x1p63 && d < 0x1p63) return from_signed((int64_t)d);
  BigIntCell *b = cell_new(BIG_FROM_DOUBLE_SIZE);
  return finish(b, big_from_double(b->digits, d));
}

uint64_t bigint_low64(Value b) { return big_to_uint64(view(b), NULL); }
double bigint_to_double(Value b) { return big_to_double(view(b)); }
bool bigint_is_zero(Value b) { return ((BigIntCell *)value_ptr(b))->ndigits == 0; }
int bigint_compare(Value a, Value b) {
  const BigIntCell *x = value_ptr(a), *y = value_ptr(b);
  if (is_small(x) && is_small(y)) return (small_value(x) > small_value(y)) - (small_value(x) < small_value(y));
  return big_compare(view(a), view(b));
}
int bigint_compare_double(Value a, double d) { return big_compare_double(view(a), d); }

String *bigint_to_string(Value v, int radix) {
  BigInt b = view(v);
  char *text = heap_alloc_bytes(big_to_string_size(b, radix) + 1);
  uint64_t *scratch = scratch_new(big_to_string_scratch(b, radix));
  size_t n = big_to_string(text, b, radix, scratch);
  return string_from_latin1((const uint8_t *)text, (uint32_t)n);
}

static Value from_text(String *s, bool *ok) {
  StringUnits u = string_units(s);
  NumChars chars = {u.units, u.length, u.is_wide};
  BigScan scan;
  *ok = big_scan_string(chars, &scan);
  if (!*ok) return JS_UNDEFINED;
  size_t size = big_from_digits_size(scan.digits.length, scan.radix);
  if (size > BIG_MAX_DIGITS) return throw_range_error("Maximum BigInt size exceeded");
  BigIntCell *b = cell_new(size);
  BigInt r = big_from_digits(b->digits, scan.digits, scan.radix);
  r.is_negative = scan.is_negative && r.length;
  return finish(b, r);
}

Value bigint_from_literal(String *text) {
  bool ok;
  return from_text(text, &ok);
}

Value string_to_bigint(String *s) {
  bool ok;
  return from_text(s, &ok);
}

Value bigint_neg(Value a) {
  BigInt v = view(a);
  return bigint_from_digits(v.digits, (uint32_t)v.length, !v.is_negative);
}

Value bigint_not(Value a) {
  BigInt v = view(a);
  BigIntCell *b = cell_new(big_add_size(v, v));
  return finish(b, big_not(b->digits, v));
}

static Value too_big(void) { return throw_range_error("Maximum BigInt size exceeded"); }

static Value shift(BigInt a, BigInt count, bool left) {
  if (count.is_negative) {
    left = !left;
    count.is_negative = false;
  }
  bool huge = count.length > 1 || (count.length == 1 && count.digits[0] > BIG_MAX_BITS);
  uint64_t bits = count.length ? count.digits[0] : 0;
  if (left) {
    if (a.length == 0) return bigint_from_u64(0);
    if (huge || big_bit_length(a) + bits > BIG_MAX_BITS) return too_big();
    BigIntCell *b = cell_new(big_shl_size(a, bits));
    return finish(b, big_shl(b->digits, a, bits));
  }
  if (huge) return a.is_negative ? bigint_from_i64(-1) : bigint_from_u64(0);
  BigIntCell *b = cell_new(big_shr_size(a, bits));
  return finish(b, big_shr(b->digits, a, bits));
}

Value bigint_binary(BigintOp op, Value av, Value bv) {
  if (is_small(value_ptr(av)) && is_small(value_ptr(bv))) {
    Value small = small_binary(op, value_ptr(av), value_ptr(bv));
    if (!value_is_empty(small)) return small;
  }
  BigInt a = view(av), b = view(bv);
  BigIntCell *r;
  uint64_t *scratch;
  switch (op) {
    case BIGINT_ADD: r = cell_new(big_add_size(a, b)); return finish(r, big_add(r->digits, a, b));
    case BIGINT_SUB: r = cell_new(big_add_size(a, b)); return finish(r, big_sub(r->digits, a, b));
    case BIGINT_MUL:
      if (big_mul_size(a, b) > BIG_MAX_DIGITS + 1) return too_big();
      r = cell_new(big_mul_size(a, b));
      scratch = scratch_new(big_mul_scratch(a, b));
      return finish(r, big_mul(r->digits, a, b, scratch));
    case BIGINT_DIV:
      if (!b.length) return throw_range_error("Division by zero");
      r = cell_new(big_div_size(a, b));
      scratch = scratch_new(big_div_scratch(a, b));
      return finish(r, big_div(r->digits, a, b, scratch));
    case BIGINT_MOD:
      if (!b.length) return throw_range_error("Division by zero");
      r = cell_new(big_mod_size(a, b));
      scratch = scratch_new(big_div_scratch(a, b));
      return finish(r, big_mod(r->digits, a, b, scratch));
    case BIGINT_POW: {
      if (b.is_negative) return throw_range_error("Exponent must be positive");
      size_t size = big_pow_size(a, b);
      if (size > BIG_MAX_DIGITS + 1) return too_big();
      r = cell_new(size);
      scratch = scratch_new(big_pow_scratch(a, b));
      return finish(r, big_pow(r->digits, a, b, scratch));
    }
    case BIGINT_AND: r = cell_new(big_bitwise_size(a, b)); return finish(r, big_and(r->digits, a, b));
    case BIGINT_OR: r = cell_new(big_bitwise_size(a, b)); return finish(r, big_or(r->digits, a, b));
    case BIGINT_XOR: r = cell_new(big_bitwise_size(a, b)); return finish(r, big_xor(r->digits, a, b));
    case BIGINT_SHL: return shift(a, b, true);
    default: return shift(a, b, false);
  }
}
