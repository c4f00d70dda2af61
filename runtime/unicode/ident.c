/*
 * Which code points identifiers are made of (ID_Start, ID_Continue), and ECMAScript's white space.
 */
#define UNICODE_TABLE_IDENT
#include "tables.h"
#include "unicode_tables.h"

bool unicode_is_id_start(uint32_t code_point) {
  if (code_point < 0x80) { return (code_point | 0x20) - 'a' < 26; }
  return unicode_set_has(&id_start, code_point);
}

bool unicode_is_id_continue(uint32_t code_point) {
  if (code_point < 0x80) { return (code_point | 0x20) - 'a' < 26 || code_point - '0' < 10 || code_point == '_'; }
  return unicode_set_has(&id_continue, code_point);
}
