/*
 * The letters of a flags string.
 */
#include "regexp.h"

static const char letters[8] = {'d', 'g', 'i', 'm', 's', 'u', 'v', 'y'};

bool regexp_parse_flags(RegexpText text, uint32_t *flags) {
  *flags = 0;
  for (uint32_t i = 0; i < text.length; i++) {
    uint32_t unit = text.is_wide ? ((const uint16_t *)text.units)[i] : ((const uint8_t *)text.units)[i];
    uint32_t bit = 0;
    while (bit < 8 && unit != (unsigned char)letters[bit]) { bit++; }
    if (bit == 8 || (*flags & 1u << bit)) { return false; }
    *flags |= 1u << bit;
  }
  return (*flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS)) != (REGEXP_UNICODE | REGEXP_UNICODE_SETS);
}

uint32_t regexp_flags_text(uint32_t flags, char out[8]) {
  uint32_t count = 0;
  for (uint32_t bit = 0; bit < 8; bit++) {
    if (flags & 1u << bit) { out[count++] = letters[bit]; }
  }
  return count;
}
