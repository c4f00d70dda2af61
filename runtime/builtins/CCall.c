/*
 * CCall.c: arguments and results of the C functions that ffi.declare makes known (compiler/build/ccall.c). Types are the
 * letters of embed/call.c. Compiled code passes numbers of known types without any of this.
 */
#include "../heap/heap.h"
#include "../object/bigint.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/words.h"
#include "../string/string.h"

Value jsc_c_argument(Value v, int64_t type);
uint64_t jsc_c_word(Value v, int64_t type);
double jsc_c_number(Value v);
Value jsc_c_value(uint64_t word, int64_t type);

static Value refuse(Value v, const char *expected) {
  return throw_type_error("A C function is called with %C where it takes %s", v, expected);
}

/* Checks an argument. Text becomes the memory that holds its UTF-8. */
Value jsc_c_argument(Value v, int64_t type) {
  if (type == 'b') return value_from_bool(to_boolean(v));
  if (type == 's') {
    if (value_is_nullish(v)) return JS_NULL;
    if (!value_is_string(v)) return refuse(v, "a string");
    return value_from_ptr(&heap_bytes_cell(string_utf8(value_string(v), NULL))->cell);
  }
  if (value_is_number(v)) return v;
  bool is_wide = type == 'l' || type == 'L' || type == 'p';
  if (is_wide && value_is_bigint(v)) return v;
  if (type == 'p') {
    uint64_t w;
    if (value_is_nullish(v)) return JS_NULL;
    return words_word_of_buffer(v, &w) ? v : refuse(v, "an ArrayBuffer, a view of one, null or an address");
  }
  return refuse(v, is_wide ? "a number or a BigInt" : "a number");
}

uint64_t jsc_c_word(Value v, int64_t type) {
  uint64_t w = 0;
  if (value_is_number(v)) return words_word_of_number(value_number(v));
  if (value_is_bool(v)) return value_same(v, JS_TRUE);
  if (value_is_bigint(v)) return bigint_low64(v);
  if (type == 's' && value_is_kind(v, CELL_BYTES)) return (uint64_t)(uintptr_t)(((BytesCell *)value_ptr(v)) + 1);
  words_word_of_buffer(v, &w);
  return w;
}

double jsc_c_number(Value v) { return value_number(v); }

Value jsc_c_value(uint64_t word, int64_t type) {
  switch (type) {
    case 'b': return value_from_bool((word & 0xFF) != 0);
    case 'I': return value_from_u32((uint32_t)word);
    case 'l': return words_value_of_i64((int64_t)word);
    case 's': return words_value_of_text((const char *)word);
    default: return words_value_of_u64(word);
  }
}
