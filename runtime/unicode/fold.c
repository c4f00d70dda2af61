/*
 * Canonicalize for regular expressions (ES 22.2.2.7.3): CaseFolding's C and S rows for u and v, else the table of
 * one-unit upper cases.
 */
#define UNICODE_TABLE_FOLD
#define UNICODE_TABLE_CANONICAL
#include "tables.h"
#include "unicode_tables.h"

uint32_t unicode_fold(uint32_t code_point) {
  if (code_point < 0x80) { return code_point - 'A' < 26 ? code_point + 0x20 : code_point; }
  return unicode_run_map(fold_runs, UNICODE_COUNT(fold_runs), code_point);
}

uint32_t unicode_regexp_upper(uint32_t unit) {
  if (unit < 0x80) { return unit - 'a' < 26 ? unit - 0x20 : unit; }
  return unicode_run_map(canonical_runs, UNICODE_COUNT(canonical_runs), unit);
}

void unicode_visit_canonical(bool is_unicode, UnicodeVisitPair *visit, void *ctx) {
  const UnicodeRun *runs = is_unicode ? fold_runs : canonical_runs;
  uint32_t count = is_unicode ? UNICODE_COUNT(fold_runs) : UNICODE_COUNT(canonical_runs);
  for (uint32_t r = 0; r < count; r++) {
    for (uint32_t i = 0; i < runs[r].count; i++) {
      uint32_t code_point = runs[r].first + i * runs[r].step;
      visit(ctx, code_point, code_point + (uint32_t)runs[r].delta);
    }
  }
}
