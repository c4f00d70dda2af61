/*
 * Properties of strings (ES table 70), for \p{RGI_Emoji} and its like under the v flag.
 */
#define UNICODE_TABLE_SEQUENCE
#include "tables.h"
#include "unicode_tables.h"

/* What find gives for RGI_Emoji, the union of the rows. */
enum { SEQUENCE_ALL = SEQUENCE_ROW_COUNT };

static bool is_name(const char *stored, const char *name, size_t length) {
  size_t i = 0;
  while (i < length && stored[i] && stored[i] == name[i]) { i++; }
  return i == length && !stored[i];
}

int unicode_sequence_find(const char *name, size_t length) {
  for (int row = 0; row < SEQUENCE_ROW_COUNT; row++) {
    if (is_name(sequence_rows[row].name, name, length)) { return row; }
  }
  return is_name("RGI_Emoji", name, length) ? SEQUENCE_ALL : -1;
}

void unicode_sequence_visit(int sequence, UnicodeVisitText *visit, void *ctx) {
  for (int row = 0; row < SEQUENCE_ROW_COUNT; row++) {
    if (row != sequence && sequence != SEQUENCE_ALL) { continue; }
    const uint16_t *at = sequence_pool + sequence_rows[row].offset;
    for (uint32_t i = 0; i < sequence_rows[row].count; i++) {
      visit(ctx, at + 1, at[0]);
      at += 1 + at[0];
    }
  }
}
