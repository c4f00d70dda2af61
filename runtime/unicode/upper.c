/*
 * Full upper case: SpecialCasing's unconditional rows, then the simple mapping.
 */
#define UNICODE_TABLE_UPPER
#include "tables.h"
#include "unicode_tables.h"

unsigned unicode_to_upper(uint32_t code_point, uint32_t out[3]) {
  if (code_point < 0x80) {
    out[0] = code_point - 'a' < 26 ? code_point - 0x20 : code_point;
    return 1;
  }
  const UnicodeSpecial *row = unicode_special_find(upper_special, UNICODE_COUNT(upper_special), code_point);
  if (row) {
    out[0] = row->to[0];
    out[1] = row->to[1];
    out[2] = row->to[2];
    return row->to[2] ? 3 : 2;
  }
  out[0] = unicode_run_map(upper_runs, UNICODE_COUNT(upper_runs), code_point);
  return 1;
}

size_t unicode_upper_units(const uint16_t *units, size_t length, uint16_t *out, size_t capacity) {
  size_t size = 0;
  for (size_t i = 0; i < length;) {
    uint32_t mapped[3];
    unsigned count = unicode_to_upper(unicode_next(units, length, &i), mapped);
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
