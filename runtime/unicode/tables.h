/*
 * Row types of the generated tables, and the look-ups that several of them share.
 *
 * A set is stored as gaps: lengths of alternating stretches outside and inside it, as variable-length bytes. The
 * index has an entry for each UNICODE_INDEX_STEP boundaries, so that a look-up decodes at most that many.
 */
#ifndef JSC_RUNTIME_UNICODE_TABLES_H
#define JSC_RUNTIME_UNICODE_TABLES_H

#include "unicode.h"

typedef struct UnicodeSetIndex {
  uint32_t first;  /* code point at which the stretch begins; it is one outside the set */
  uint32_t offset; /* of its gap */
} UnicodeSetIndex;

typedef struct UnicodeSet {
  const uint8_t *gaps;
  const UnicodeSetIndex *index;
  uint32_t gaps_size;
  uint32_t index_count;
} UnicodeSet;

/* Code points first, first + step, ... (count of them) map to themselves + delta. */
typedef struct UnicodeRun {
  uint32_t first;
  uint16_t count;
  uint16_t step;
  int32_t delta;
} UnicodeRun;

/* A code point below 0x10000 whose mapping has two or three; the third is 0 if there are two. */
typedef struct UnicodeSpecial {
  uint16_t from;
  uint16_t to[3];
} UnicodeSpecial;

typedef struct UnicodePair16 {
  uint16_t first, second, composed;
} UnicodePair16;

typedef struct UnicodePair32 {
  uint32_t first, second, composed;
} UnicodePair32;

typedef struct UnicodeCombining {
  uint32_t first;
  uint16_t count;
  uint8_t rank; /* orders as Canonical_Combining_Class does; 0 is not stored */
} UnicodeCombining;

typedef struct UnicodePropertyName {
  uint16_t text;
  uint16_t property;
} UnicodePropertyName;

typedef struct UnicodeSequenceRow {
  const char *name;
  uint32_t offset; /* in the pool: a length, then that many units, `count` times */
  uint32_t count;
} UnicodeSequenceRow;

/* A collation element. primary 0xFFFF: several of them, at secondary + 256 * tertiary of the expansions, the last one
 * marked by UNICODE_LAST_WEIGHT in its tertiary. {0, 0, 0}: ignored; {0, 0, 1}: not in the table, by code point. */
typedef struct UnicodeWeight {
  uint16_t primary;
  uint8_t secondary, tertiary;
} UnicodeWeight;
#define UNICODE_EXPANSION 0xFFFF
#define UNICODE_LAST_WEIGHT 0x80

/* Reads one gap; moves *at past it. */
static inline uint32_t unicode_read_gap(const uint8_t **at) {
  uint32_t gap = 0;
  uint8_t byte;
  do {
    byte = *(*at)++;
    gap = gap << 7 | (byte & 0x7F);
  } while (byte & 0x80);
  return gap;
}

bool unicode_set_has(const UnicodeSet *set, uint32_t code_point);

/* code_point, or its image if a run covers it. */
uint32_t unicode_run_map(const UnicodeRun *runs, uint32_t run_count, uint32_t code_point);

/* The row for code_point, or NULL. */
const UnicodeSpecial *unicode_special_find(const UnicodeSpecial *rows, uint32_t row_count, uint32_t code_point);

#define UNICODE_COUNT(table) ((uint32_t)(sizeof(table) / sizeof((table)[0])))

#endif
