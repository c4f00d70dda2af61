/*
 * search.c: equality, order, hash, and searching in strings.
 *
 * Searching looks for the pattern's first unit with vector compares and then compares the rest, which is quick for text
 * as it comes. Where much of a long pattern keeps matching in vain, the search goes on in linear time (Crochemore and
 * Perrin, "Two-way string-matching", JACM 1991). A pattern with a unit above U+00FF is never in a narrow string.
 */
#include "../support/mem.h"
#include "internal.h"

bool units_equal(StringUnits a, StringUnits b) {
  if (a.length != b.length) return false;
  if (a.is_wide == b.is_wide) return mem_equal(a.units, b.units, (size_t)a.length << a.is_wide);
  const uint16_t *wide = a.is_wide ? a.units : b.units;
  const uint8_t *narrow = a.is_wide ? b.units : a.units;
  for (uint32_t i = 0; i < a.length; i++)
    if (wide[i] != narrow[i]) return false;
  return true;
}

bool string_equal_slow(String *a, String *b) {
  if (a->hash && b->hash && a->hash != b->hash) return false;
  StringUnits u = string_units(a);
  return units_equal(u, string_units(b));
}

bool string_equal_ascii(String *s, const char *text) {
  return units_equal(string_units(s), (StringUnits){text, (uint32_t)cstring_length(text), false});
}

int string_compare(String *a, String *b) {
  if (a == b) return 0;
  StringUnits u = string_units(a);
  StringUnits v = string_units(b);
  uint32_t n = u.length < v.length ? u.length : v.length;
  if (!u.is_wide && !v.is_wide) {
    int order = memcmp(u.units, v.units, n);
    if (order) return order;
  } else {
    for (uint32_t i = 0; i < n; i++) {
      uint32_t x = units_at(u, i), y = units_at(v, i);
      if (x != y) return x < y ? -1 : 1;
    }
  }
  return u.length < v.length ? -1 : u.length > v.length;
}

uint32_t units_hash(StringUnits u) {
  uint32_t h = STRING_HASH_SEED;
  if (u.is_wide)
    for (uint32_t i = 0; i < u.length; i++) h = string_hash_step(h, ((const uint16_t *)u.units)[i]);
  else
    for (uint32_t i = 0; i < u.length; i++) h = string_hash_step(h, ((const uint8_t *)u.units)[i]);
  return string_hash_end(h);
}

uint32_t string_hash_slow(String *s) { return s->hash = units_hash(string_units(s)); }

/* ---- searching ---- */

enum { HEAD = 16 }; /* units of a pattern that are compared before the rest is */

static int64_t find_unit(StringUnits u, uint32_t unit, uint32_t from) {
  if (from >= u.length) return -1;
  if (u.is_wide) {
    const uint16_t *p = u.units;
    const uint16_t *f = mem_find16(p + from, (uint16_t)unit, u.length - from);
    return f ? f - p : -1;
  }
  if (unit > 0xFF) return -1;
  const uint8_t *p = u.units;
  const uint8_t *f = mem_find8(p + from, (uint8_t)unit, u.length - from);
  return f ? f - p : -1;
}

static StringUnits part(StringUnits u, uint32_t at, uint32_t length) {
  return (StringUnits){(const uint8_t *)u.units + ((size_t)at << u.is_wide), length, u.is_wide};
}

int64_t string_index_of_unit(String *s, uint32_t unit, uint32_t from) { return find_unit(string_units(s), unit, from); }

/* Where the greatest suffix of p begins, less one, in the order of the units or (reversed) the opposite one; its period. */
static int64_t greatest_suffix(StringUnits p, bool reversed, int64_t *period) {
  int64_t start = -1, j = 0, k = 1;
  *period = 1;
  while (j + k < p.length) {
    uint32_t a = units_at(p, (uint32_t)(j + k)), b = units_at(p, (uint32_t)(start + k));
    if (a == b) {
      if (k++ < *period) continue;
      j += *period;
    } else if (reversed ? a > b : a < b) {
      j += k;
      *period = j - start;
    } else {
      start = j++;
      *period = 1;
    }
    k = 1;
  }
  return start;
}

/* The first place at or after `at` where p lies in u, or -1. The right part of p is compared first, from left to right, then
 * the left one; `known` units at the start of p are known to match from the step before. */
static int64_t find_two_way(StringUnits u, StringUnits p, int64_t at) {
  int64_t period, other, n = p.length;
  int64_t cut = greatest_suffix(p, false, &period), cut2 = greatest_suffix(p, true, &other);
  if (cut2 >= cut) cut = cut2, period = other;
  cut++;
  bool is_periodic =
      cut + period <= n && units_equal(part(p, 0, (uint32_t)cut), part(p, (uint32_t)period, (uint32_t)cut));
  if (!is_periodic) period = (cut > n - cut ? cut : n - cut) + 1;
  int64_t known = 0;
  while (at + n <= u.length) {
    int64_t i = cut > known ? cut : known;
    while (i < n && units_at(p, (uint32_t)i) == units_at(u, (uint32_t)(at + i))) i++;
    if (i < n) {
      at += i - cut + 1;
      known = 0;
      continue;
    }
    for (i = cut; i > known && units_at(p, (uint32_t)(i - 1)) == units_at(u, (uint32_t)(at + i - 1));) i--;
    if (i <= known) return at;
    at += period;
    known = is_periodic ? n - period : 0;
  }
  return -1;
}

int64_t units_index_of(StringUnits u, StringUnits p, uint32_t from) {
  if (from > u.length || p.length > u.length - from) return -1;
  if (!p.length) return from;
  uint32_t last = u.length - p.length, first = units_at(p, 0);
  StringUnits starts = part(u, 0, last + 1), head = part(p, 0, p.length < HEAD ? p.length : HEAD);
  uint64_t in_vain = 0;
  for (uint32_t i = from; i <= last; i++) {
    int64_t at = find_unit(starts, first, i);
    if (at < 0) return -1;
    i = (uint32_t)at;
    if (!units_equal(part(u, i, head.length), head)) continue;
    if (units_equal(part(u, i, p.length), p)) return i;
    in_vain += p.length;
    if (in_vain > 8 * ((uint64_t)(i - from) + p.length)) return find_two_way(u, p, (int64_t)i + 1);
  }
  return -1;
}

int64_t string_index_of(String *s, String *pattern, uint32_t from) {
  if (from > s->length || pattern->length > s->length - from) return -1;
  StringUnits p = string_units(pattern);
  return units_index_of(string_units(s), p, from);
}

int64_t string_last_index_of(String *s, String *pattern, uint32_t from) {
  if (pattern->length > s->length) return -1;
  uint32_t last = s->length - pattern->length;
  if (from > last) from = last;
  if (!pattern->length) return from;
  StringUnits p = string_units(pattern);
  StringUnits u = string_units(s);
  uint32_t first = units_at(p, 0);
  for (int64_t i = from; i >= 0; i--)
    if (units_at(u, (uint32_t)i) == first && units_equal(part(u, (uint32_t)i, p.length), p)) return i;
  return -1;
}

bool string_starts_with(String *s, String *prefix, uint32_t at) {
  if (at > s->length || prefix->length > s->length - at) return false;
  StringUnits p = string_units(prefix);
  return units_equal(part(string_units(s), at, prefix->length), p);
}

bool string_to_index(String *s, uint32_t *index) {
  if (s->length == 0 || s->length > 10) return false;
  uint32_t c = string_at(s, 0);
  if (c < '0' || c > '9' || (c == '0' && s->length > 1)) return false;
  uint64_t n = 0;
  for (uint32_t i = 0; i < s->length; i++) {
    c = string_at(s, i);
    if (c < '0' || c > '9') return false;
    n = n * 10 + (c - '0');
  }
  if (n > PROP_INDEX_MAX) return false;
  *index = (uint32_t)n;
  return true;
}
