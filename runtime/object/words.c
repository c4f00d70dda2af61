/* words.c: see words.h. */
#include "words.h"

#include "../builtins/typed.h"
#include "../string/string.h"
#include "bigint.h"

#define EXACT 9007199254740992 /* 2^53 */

Value words_value_of_i64(int64_t v) {
  return v >= -EXACT && v <= EXACT ? value_from_double((double)v) : bigint_from_i64(v);
}

Value words_value_of_u64(uint64_t v) {
  return v <= (uint64_t)EXACT ? value_from_double((double)v) : bigint_from_u64(v);
}

Value words_value_of_text(const char *text) {
  if (!text) return JS_NULL;
  String *s = string_from_utf8(text, __builtin_strlen(text));
  return s ? value_from_ptr(s) : JS_EXCEPTION;
}

uint64_t words_word_of_number(double d) {
  if (d >= -9223372036854775808.0 && d < 9223372036854775808.0) return (uint64_t)(int64_t)d;
  return d > 0 && d < 18446744073709551616.0 ? (uint64_t)d : 0;
}

static bool is_view(Value v) {
  return value_is_cell(v) &&
         (value_cell(v)->kind == CELL_DATAVIEW || kind_is_typed_array((CellKind)value_cell(v)->kind));
}

bool words_word_of_buffer(Value v, uint64_t *w) {
  if (value_is_kind(v, CELL_ARRAY_BUFFER)) *w = (uint64_t)(uintptr_t)((ArrayBuffer *)value_ptr(v))->data;
  else if (is_view(v)) *w = (uint64_t)(uintptr_t)((TypedArray *)value_ptr(v))->data;
  else return false;
  return true;
}

bool words_buffer_length(Value v, uint64_t *bytes) {
  if (value_is_kind(v, CELL_ARRAY_BUFFER)) {
    *bytes = ((ArrayBuffer *)value_ptr(v))->length;
  } else if (is_view(v)) {
    const TypedArray *t = value_ptr(v);
    CellKind kind = (CellKind)t->o.cell.kind;
    *bytes = t->length * (kind == CELL_DATAVIEW ? 1 : typed_element_size(kind));
  } else {
    return false;
  }
  return true;
}
