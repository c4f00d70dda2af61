/*
 * Terminal columns of a code point, as measured on the reference Node's util.inspect.
 */
#define UNICODE_TABLE_WIDTH
#include "tables.h"
#include "unicode_tables.h"

unsigned unicode_width(uint32_t code_point) {
  if (code_point - 0x20 < 0x5F) { return 1; }
  if (unicode_set_has(&width_zero, code_point)) { return 0; }
  return unicode_set_has(&width_two, code_point) ? 2 : 1;
}
