/*
 * Properties of strings (ES table 70), for \p{RGI_Emoji} and its like under the v flag.
 */
#define UNICODE_TABLE_SEQUENCE
#include "tables.h"
#include "unicode_tables.h"

int unicode_sequence_find(const char *name, size_t length) {
  for (int row = 0; row < SEQUENCE_ROW_COUNT; row++) {
    const char *stored = sequence_rows[row].name;
    size_t i = 0;
    while (i < length && stored[i] && stored[i] == name[i]) {
      i++;
    }
    if (i == length && !stored[i]) {
      return row;
    }
  }
  return -1;
}

void unicode_sequence_visit(int sequence, UnicodeVisitText *visit, void *ctx) {
  const uint16_t *at = sequence_pool + sequence_rows[sequence].offset;
  for (uint32_t i = 0; i < sequence_rows[sequence].count; i++) {
    visit(ctx, at + 1, at[0]);
    at += 1 + at[0];
  }
}
