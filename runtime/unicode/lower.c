/*
 * Full lower case, with the Final_Sigma condition (Unicode 3.13, table 3-17), the only one without a locale.
 */
#define UNICODE_TABLE_LOWER
#include "tables.h"
#include "unicode_tables.h"

unsigned unicode_to_lower(uint32_t code_point, uint32_t out[3]) {
  if (code_point < 0x80) {
    out[0] = code_point - 'A' < 26 ? code_point + 0x20 : code_point;
    return 1;
  }
  const UnicodeSpecial *row = unicode_special_find(lower_special, UNICODE_COUNT(lower_special), code_point);
  if (row) {
    out[0] = row->to[0];
    out[1] = row->to[1];
    out[2] = row->to[2];
    return row->to[2] ? 3 : 2;
  }
  out[0] = unicode_run_map(lower_runs, UNICODE_COUNT(lower_runs), code_point);
  return 1;
}

bool unicode_is_cased(uint32_t code_point) { return unicode_set_has(&cased, code_point); }

bool unicode_is_case_ignorable(uint32_t code_point) { return unicode_set_has(&case_ignorable, code_point); }

static uint32_t previous_code_point(const uint16_t *units, size_t *index) {
  uint32_t unit = units[--*index];
  if (unicode_is_trail(unit) && *index > 0 && unicode_is_lead(units[*index - 1])) {
    return unicode_join(units[--*index], unit);
  }
  return unit;
}

bool unicode_is_final_sigma(const uint16_t *units, size_t length, size_t index) {
  size_t at = index;
  bool is_after_cased = false;
  while (at > 0) {
    uint32_t code_point = previous_code_point(units, &at);
    if (!unicode_is_case_ignorable(code_point)) {
      is_after_cased = unicode_is_cased(code_point);
      break;
    }
  }
  if (!is_after_cased) { return false; }
  for (at = index + 1; at < length;) {
    uint32_t code_point = unicode_next(units, length, &at);
    if (!unicode_is_case_ignorable(code_point)) { return !unicode_is_cased(code_point); }
  }
  return true;
}

size_t unicode_lower_units(const uint16_t *units, size_t length, uint16_t *out, size_t capacity) {
  size_t size = 0;
  for (size_t i = 0; i < length;) {
    size_t start = i;
    uint32_t mapped[3];
    uint32_t code_point = unicode_next(units, length, &i);
    unsigned count = unicode_to_lower(code_point, mapped);
    if (code_point == 0x3A3 && unicode_is_final_sigma(units, length, start)) { mapped[0] = 0x3C2; }
    for (unsigned k = 0; k < count; k++) {
      uint16_t pair[2];
      unsigned put = unicode_put(mapped[k], pair);
      for (unsigned j = 0; j < put; j++, size++) {
        if (size < capacity) { out[size] = pair[j]; }
      }
    }
  }
  return size;
}
