/*
 * Order of texts, as the Unicode collation algorithm (UTS 10) with CLDR's root collation has it, for what the table
 * covers: single characters and ligatures of the basic plane, and emoji. Contractions are not known, and scripts
 * outside of the table (ideographs, Hangul, the other astral planes) follow the others by code point.
 *
 * Texts are compared by their primary weights (letters), then secondary (accents), then tertiary (case). Each level
 * walks both texts anew; a Walker gives the collation elements of one.
 */
#define UNICODE_TABLE_COLLATE
#include "tables.h"
#include "unicode_tables.h"

typedef struct Element {
  uint32_t primary;
  uint8_t secondary, tertiary;
} Element;

typedef struct Walker {
  const uint16_t *units;
  size_t length, index;
  bool is_numeric;
  uint32_t points[4]; /* of the character being decomposed */
  unsigned point, point_count;
  const UnicodeWeight *expansion; /* next of it, or NULL */
  size_t digits_end;              /* numeric: digits from `digit` to here are to be given one by one */
  size_t digit;
  uint32_t count_pending; /* numeric: number of digits + 1, to be given next; 0: none */
} Walker;

enum { IMPLICIT_PRIMARY = 0x10000 };

static const UnicodeWeight *find_weight(uint32_t code_point) {
  return &collate_pages[collate_stage[code_point >> 6] * 64u + (code_point & 63)];
}

static bool is_digit_at(const Walker *w, size_t index) { return index < w->length && w->units[index] - '0' < 10u; }

static Element element_of(const UnicodeWeight *weight) {
  return (Element){weight->primary, weight->secondary, weight->tertiary & ~UNICODE_LAST_WEIGHT};
}

/* Numeric: the run of digits at the index, without leading zeros, as zero, count, digits. */
static Element begin_number(Walker *w) {
  while (w->units[w->index] == '0' && is_digit_at(w, w->index + 1)) { w->index++; }
  w->digit = w->digits_end = w->index;
  while (is_digit_at(w, w->digits_end)) { w->digits_end++; }
  w->count_pending = (uint32_t)(w->digits_end - w->digit) + 1;
  w->index = w->digits_end;
  return (Element){COLLATE_DIGIT_ZERO, 1, 1};
}

/* The next element; false at the end. Ignored characters are passed over. */
static bool next_element(Walker *w, Element *element) {
  for (;;) {
    if (w->count_pending) {
      *element = (Element){w->count_pending, 1, 1};
      w->count_pending = 0;
      return true;
    }
    if (w->digit < w->digits_end) {
      *element = (Element){COLLATE_DIGIT_ZERO + w->units[w->digit++] - '0', 1, 1};
      return true;
    }
    if (w->expansion) {
      const UnicodeWeight *weight = w->expansion;
      w->expansion = weight->tertiary & UNICODE_LAST_WEIGHT ? NULL : weight + 1;
      *element = element_of(weight);
      return true;
    }
    if (w->point == w->point_count) {
      if (w->index >= w->length) { return false; }
      if (w->is_numeric && is_digit_at(w, w->index)) {
        *element = begin_number(w);
        return true;
      }
      uint32_t code_point = unicode_next(w->units, w->length, &w->index);
      w->point = 0;
      w->point_count = 1;
      w->points[0] = code_point;
      if (code_point >= 0xC0) { w->point_count = unicode_decompose_canonical(code_point, w->points); }
    }
    uint32_t point = w->points[w->point++];
    const UnicodeWeight *weight = point < COLLATE_END ? find_weight(point) : NULL;
    if (!weight || (weight->primary == 0 && weight->secondary == 0 && weight->tertiary == 1)) {
      *element = (Element){IMPLICIT_PRIMARY + point, 1, 1};
      return true;
    }
    if (weight->primary == UNICODE_EXPANSION) {
      w->expansion = &collate_expansions[weight->secondary + 256u * weight->tertiary];
    } else if (weight->primary || weight->secondary || weight->tertiary) {
      *element = (Element){weight->primary, weight->secondary, weight->tertiary};
      return true;
    }
  }
}

typedef enum Level { LEVEL_PRIMARY, LEVEL_SECONDARY, LEVEL_TERTIARY } Level;

/* The next weight of the level that is not 0; 0 at the end. */
static uint32_t next_weight(Walker *w, Level level) {
  Element element;
  while (next_element(w, &element)) {
    uint32_t weight = level == LEVEL_PRIMARY     ? element.primary
                      : level == LEVEL_SECONDARY ? element.secondary
                                                 : element.tertiary;
    if (weight) { return weight; }
  }
  return 0;
}

static Walker walker_new(const uint16_t *units, size_t length, bool is_numeric) {
  return (Walker){.units = units, .length = length, .is_numeric = is_numeric};
}

static int compare_level(const uint16_t *a, size_t a_length, const uint16_t *b, size_t b_length, bool is_numeric,
                         Level level) {
  Walker left = walker_new(a, a_length, is_numeric), right = walker_new(b, b_length, is_numeric);
  for (;;) {
    uint32_t x = next_weight(&left, level), y = next_weight(&right, level);
    if (x != y) { return x < y ? -1 : 1; }
    if (x == 0) { return 0; }
  }
}

int unicode_collate(const uint16_t *a, size_t a_length, const uint16_t *b, size_t b_length, UnicodeCollation options) {
  int order = compare_level(a, a_length, b, b_length, options.is_numeric, LEVEL_PRIMARY);
  if (order == 0 && (options.sensitivity == UNICODE_ACCENT || options.sensitivity == UNICODE_VARIANT)) {
    order = compare_level(a, a_length, b, b_length, options.is_numeric, LEVEL_SECONDARY);
  }
  if (order == 0 && (options.sensitivity == UNICODE_CASE || options.sensitivity == UNICODE_VARIANT)) {
    order = compare_level(a, a_length, b, b_length, options.is_numeric, LEVEL_TERTIARY);
  }
  return order;
}
