/*
 * Normalisation forms (Unicode 3.11 and annex 15): full decomposition from tables, canonical ordering by insertion
 * within each run of marks, then composition by pairs. Hangul goes by arithmetic (Unicode 3.12).
 */
#define UNICODE_TABLE_NORMALIZE
#include "tables.h"
#include "unicode_tables.h"

enum {
  HANGUL_S = 0xAC00,
  HANGUL_L = 0x1100,
  HANGUL_V = 0x1161,
  HANGUL_T = 0x11A7,
  HANGUL_L_COUNT = 19,
  HANGUL_V_COUNT = 21,
  HANGUL_T_COUNT = 28,
  HANGUL_S_COUNT = HANGUL_L_COUNT * HANGUL_V_COUNT * HANGUL_T_COUNT,
};

typedef struct Decomposition {
  const uint16_t *units;
  unsigned length;
} Decomposition;

#define FIND(name, NAME, code_point)                                                                                 \
  find_decomposition(name##_bmp, NAME##_BMP_COUNT, name##_astral, NAME##_ASTRAL_COUNT, name##_offset, name##_length, \
                     name##_pool, code_point)

static Decomposition find_decomposition(const uint16_t *bmp, uint32_t bmp_count, const uint32_t *astral,
                                        uint32_t astral_count, const uint16_t *offsets, const uint8_t *lengths,
                                        const uint16_t *pool, uint32_t code_point) {
  bool is_bmp = code_point < 0x10000;
  uint32_t count = is_bmp ? bmp_count : astral_count;
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    uint32_t key = is_bmp ? bmp[middle] : astral[middle];
    if (key < code_point) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == count || (is_bmp ? bmp[low] : astral[low]) != code_point) { return (Decomposition){NULL, 0}; }
  uint32_t row = is_bmp ? low : bmp_count + low;
  return (Decomposition){pool + offsets[row], lengths[row]};
}

static Decomposition decompose(UnicodeForm form, uint32_t code_point) {
  if (form == UNICODE_NFKC || form == UNICODE_NFKD) {
    Decomposition found = FIND(compat, COMPAT, code_point);
    if (found.units) { return found; }
  }
  return FIND(canonical, CANONICAL, code_point);
}

static unsigned combining_rank(uint32_t code_point) {
  uint32_t low = 0, high = UNICODE_COUNT(combining_runs);
  if (code_point < 0x300) { return 0; }
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (combining_runs[middle].first <= code_point) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0 || code_point - combining_runs[low - 1].first >= combining_runs[low - 1].count) { return 0; }
  return combining_runs[low - 1].rank;
}

/* The primary composite of the pair, or 0. */
static uint32_t compose(uint32_t first, uint32_t second) {
  if (first - HANGUL_L < HANGUL_L_COUNT && second - HANGUL_V < HANGUL_V_COUNT) {
    return HANGUL_S + ((first - HANGUL_L) * HANGUL_V_COUNT + (second - HANGUL_V)) * HANGUL_T_COUNT;
  }
  if (first - HANGUL_S < HANGUL_S_COUNT && (first - HANGUL_S) % HANGUL_T_COUNT == 0 &&
      second - (HANGUL_T + 1) < HANGUL_T_COUNT - 1) {
    return first + (second - HANGUL_T);
  }
  if (first >= 0x10000) {
    for (uint32_t i = 0; i < UNICODE_COUNT(compose_astral); i++) {
      if (compose_astral[i].first == first && compose_astral[i].second == second) { return compose_astral[i].composed; }
    }
    return 0;
  }
  uint32_t low = 0, high = UNICODE_COUNT(compose_bmp);
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    const UnicodePair16 *pair = &compose_bmp[middle];
    if (pair->first < first || (pair->first == first && pair->second < second)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  bool is_found =
      low < UNICODE_COUNT(compose_bmp) && compose_bmp[low].first == first && compose_bmp[low].second == second;
  return is_found ? compose_bmp[low].composed : 0;
}

bool unicode_is_trivially_normal(UnicodeForm form, const uint16_t *units, size_t length) {
  static const uint16_t limits[] = {
      [UNICODE_NFC] = 0x300, [UNICODE_NFD] = 0xC0, [UNICODE_NFKC] = 0xA0, [UNICODE_NFKD] = 0xA0};
  uint16_t limit = limits[form];
  for (size_t i = 0; i < length; i++) {
    if (units[i] >= limit) { return false; }
  }
  return true;
}

static size_t decompose_into(UnicodeForm form, uint32_t code_point, uint32_t *out) {
  if (code_point - HANGUL_S < HANGUL_S_COUNT) {
    uint32_t index = code_point - HANGUL_S;
    unsigned count = index % HANGUL_T_COUNT ? 3 : 2;
    if (out) {
      out[0] = HANGUL_L + index / (HANGUL_V_COUNT * HANGUL_T_COUNT);
      out[1] = HANGUL_V + index / HANGUL_T_COUNT % HANGUL_V_COUNT;
      if (count == 3) { out[2] = HANGUL_T + index % HANGUL_T_COUNT; }
    }
    return count;
  }
  Decomposition found = code_point < 0xA0 ? (Decomposition){NULL, 0} : decompose(form, code_point);
  if (!found.units) {
    if (out) { out[0] = code_point; }
    return 1;
  }
  size_t count = 0;
  for (size_t i = 0; i < found.length; count++) {
    uint32_t part = unicode_next(found.units, found.length, &i);
    if (out) { out[count] = part; }
  }
  return count;
}

unsigned unicode_decompose_canonical(uint32_t code_point, uint32_t out[4]) {
  return (unsigned)decompose_into(UNICODE_NFD, code_point, out);
}

size_t unicode_decomposed_length(UnicodeForm form, const uint16_t *units, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length;) { count += decompose_into(form, unicode_next(units, length, &i), NULL); }
  return count;
}

/* Sorts each run of marks by rank, keeping equal ones in order. */
static void order_marks(uint32_t *points, size_t count) {
  for (size_t i = 1; i < count; i++) {
    uint32_t point = points[i];
    unsigned rank = combining_rank(point);
    if (rank == 0) { continue; }
    size_t at = i;
    while (at > 0 && combining_rank(points[at - 1]) > rank) {
      points[at] = points[at - 1];
      at--;
    }
    points[at] = point;
  }
}

static size_t compose_all(uint32_t *points, size_t count) {
  size_t starter = 0, size = 0;
  bool has_starter = false;
  unsigned last_rank = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t point = points[i];
    unsigned rank = combining_rank(point);
    if (has_starter && (size == starter + 1 || last_rank < rank)) {
      uint32_t composed = compose(points[starter], point);
      if (composed) {
        points[starter] = composed;
        continue;
      }
    }
    if (rank == 0) {
      starter = size;
      has_starter = true;
    }
    last_rank = rank;
    points[size++] = point;
  }
  return size;
}

size_t unicode_normalize(UnicodeForm form, const uint16_t *units, size_t length, uint32_t *out) {
  size_t count = 0;
  for (size_t i = 0; i < length;) { count += decompose_into(form, unicode_next(units, length, &i), out + count); }
  order_marks(out, count);
  return form == UNICODE_NFC || form == UNICODE_NFKC ? compose_all(out, count) : count;
}

size_t unicode_utf16_length(const uint32_t *code_points, size_t count) {
  size_t length = count;
  for (size_t i = 0; i < count; i++) { length += code_points[i] >= 0x10000; }
  return length;
}

size_t unicode_encode_utf16(const uint32_t *code_points, size_t count, uint16_t *out) {
  size_t length = 0;
  for (size_t i = 0; i < count; i++) { length += unicode_put(code_points[i], out + length); }
  return length;
}
