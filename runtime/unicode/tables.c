/*
 * Look-ups in the generated tables: sets by gaps, mappings by runs.
 */
#include "tables.h"

bool unicode_set_has(const UnicodeSet *set, uint32_t code_point) {
  uint32_t low = 0, high = set->index_count;
  while (high - low > 1) {
    uint32_t middle = (low + high) / 2;
    if (set->index[middle].first <= code_point) {
      low = middle;
    } else {
      high = middle;
    }
  }
  if (set->index_count == 0) { return false; }
  const uint8_t *at = set->gaps + set->index[low].offset;
  const uint8_t *end = set->gaps + set->gaps_size;
  uint32_t position = set->index[low].first;
  bool is_inside = false;
  while (at < end) {
    position += unicode_read_gap(&at);
    if (code_point < position) { return is_inside; }
    is_inside = !is_inside;
  }
  return false;
}

uint32_t unicode_run_map(const UnicodeRun *runs, uint32_t run_count, uint32_t code_point) {
  uint32_t low = 0, high = run_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (runs[middle].first <= code_point) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) { return code_point; }
  const UnicodeRun *run = &runs[low - 1];
  uint32_t distance = code_point - run->first;
  if (distance % run->step != 0 || distance / run->step >= run->count) { return code_point; }
  return code_point + (uint32_t)run->delta;
}

const UnicodeSpecial *unicode_special_find(const UnicodeSpecial *rows, uint32_t row_count, uint32_t code_point) {
  uint32_t low = 0, high = row_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (rows[middle].from < code_point) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < row_count && rows[low].from == code_point ? &rows[low] : NULL;
}
