/*
 * What matchers compiled ahead of time call that does not depend on the width of the text, or is for 16-bit text only.
 */
#include "exec.h"
#include "native.h"

int32_t regexp_out_of_steps(RegexpScratch *scratch) {
  uint64_t left = scratch->steps_left;
  if (left == 0) return REGEXP_STEP_LIMIT;
  if (scratch->is_interrupted && scratch->is_interrupted()) return REGEXP_INTERRUPTED;
  scratch->steps = left < REGEXP_STEP_SLICE ? left : REGEXP_STEP_SLICE;
  if (left != UINT64_MAX) scratch->steps_left = left - scratch->steps;
  return 0;
}

int32_t regexp_class_has(const uint32_t *class, uint32_t c) {
  if (c < 256) return class[c >> 5] >> (c & 31) & 1;
  const uint32_t *ranges = class + CLASS_RANGES;
  uint32_t low = 0, high = class[CLASS_COUNT];
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (ranges[middle * 2 + 1] < c) low = middle + 1;
    else high = middle;
  }
  return low < class[CLASS_COUNT] && ranges[low * 2] <= c;
}

uint64_t regexp_next_point16(const uint16_t *units, uint64_t at, uint64_t length, const uint32_t *class) {
  if (at == length) return NATIVE_NONE;
  uint32_t c = units[at++];
  if (unicode_is_lead(c) && at < length && unicode_is_trail(units[at])) c = unicode_join(c, units[at++]);
  return regexp_class_has(class, c) ? at : NATIVE_NONE;
}

uint64_t regexp_last_point16(const uint16_t *units, uint64_t at, const uint32_t *class) {
  if (at == 0) return NATIVE_NONE;
  uint32_t c = units[--at];
  if (unicode_is_trail(c) && at > 0 && unicode_is_lead(units[at - 1])) c = unicode_join(units[--at], c);
  return regexp_class_has(class, c) ? at : NATIVE_NONE;
}

uint32_t *regexp_keep_undo(uint32_t *from, uint32_t *top) {
  uint32_t *to = from;
  for (; from < top; from += NATIVE_ENTRY / 4) {
    if (!(from[0] & NATIVE_UNDO)) continue;
    to[0] = from[0];
    to[1] = from[1];
    to += NATIVE_ENTRY / 4;
  }
  return to;
}
