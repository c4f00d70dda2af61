/* standin.c: see standin.h. */
#include "standin.h"

enum {
  FIRST = 0xE000, /* the private use area has room for three ranges */
  SURROGATES = 0x800,
  RANGE = SURROGATES + 1, /* and NUL */
  RANGES = 3
};

static uint32_t unit_at(const EvalInput *in, uint32_t i) {
  return in->is_wide ? ((const uint16_t *)in->units)[i] : ((const uint8_t *)in->units)[i];
}

static bool is_high(uint32_t u) { return (u & 0xFC00) == 0xD800; }
static bool is_low(uint32_t u) { return (u & 0xFC00) == 0xDC00; }

bool standin_is_needed(const EvalInput *in, uint32_t i) {
  uint32_t u = unit_at(in, i);
  if (is_high(u)) return i + 1 == in->length || !is_low(unit_at(in, i + 1));
  if (is_low(u)) return i == 0 || !is_high(unit_at(in, i - 1));
  return u == 0;
}

static int hex_digit(uint32_t u) {
  if (u - '0' < 10) return (int)(u - '0');
  return (u | 32) - 'a' < 6 ? (int)((u | 32) - 'a' + 10) : -1;
}

/* The value of an escape \\uXXXX or \\u{X…} at i, 0: there is none. */
static uint32_t escape_at(const EvalInput *in, uint32_t i) {
  if (i + 2 >= in->length || unit_at(in, i) != '\\' || unit_at(in, i + 1) != 'u') return 0;
  bool has_brace = unit_at(in, i + 2) == '{';
  uint32_t v = 0, at = i + 2 + has_brace, end = has_brace ? in->length : at + 4;
  for (int d; at < end && at < in->length && v < 0x110000 && (d = hex_digit(unit_at(in, at))) >= 0; at++)
    v = v * 16 + (uint32_t)d;
  return v;
}

static uint32_t range_of(uint32_t c) { return (c - FIRST) / RANGE; }

uint32_t standin_choose(const EvalInput *in) {
  bool is_needed = false, is_taken[RANGES] = {false};
  for (uint32_t i = 0; i < in->length; i++) {
    is_needed |= standin_is_needed(in, i);
    uint32_t u = unit_at(in, i), escape = escape_at(in, i);
    if (u >= FIRST && range_of(u) < RANGES) is_taken[range_of(u)] = true;
    if (escape >= FIRST && range_of(escape) < RANGES) is_taken[range_of(escape)] = true;
  }
  if (!is_needed) return 0;
  for (uint32_t k = 0; k < RANGES; k++)
    if (!is_taken[k]) return FIRST + k * RANGE;
  return STANDIN_FAIL;
}

uint32_t standin_for(uint32_t base, uint32_t unit) { return unit ? base + (unit - 0xD800) : base + SURROGATES; }

uint16_t standin_back(uint32_t base, uint16_t unit) {
  uint32_t k = unit - base;
  return unit < base || k > SURROGATES ? unit : k == SURROGATES ? 0 : (uint16_t)(0xD800 + k);
}
