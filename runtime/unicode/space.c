/*
 * ECMAScript's white space and line terminators (ES 12.2, 12.3): general category Zs, the controls, U+FEFF.
 */
#include "unicode.h"

bool unicode_is_space(uint32_t code_point) {
  if (code_point < 0x80) { return code_point == ' ' || code_point - '\t' < 5; }
  if (code_point < 0x1680) { return code_point == 0xA0; }
  return code_point == 0x1680 || code_point - 0x2000 < 11 || code_point == 0x2028 || code_point == 0x2029 ||
         code_point == 0x202F || code_point == 0x205F || code_point == 0x3000 || code_point == 0xFEFF;
}
