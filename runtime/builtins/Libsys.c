/*
 * Libsys.c: system calls by the rules of the npm package libsys (lib/libsys.js), for calls that compiled code makes in
 * line (opt/syscalls.c) and for all others.
 *
 * An argument becomes a word of 64 bits in two steps. jsc_syscall_argument may run anybody's code or throw: an array
 * [lo, hi] or [lo, hi, offset] becomes a BigInt, what is no argument a TypeError. jsc_syscall_word is the rest: a number
 * is truncated, a string is a pointer to a NUL-terminated copy in UTF-8, bytes are a pointer to the first of them. The
 * words of a call are pointers on the C stack: they keep alive what they point to.
 */
#include "../object/bigint.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../os/os.h"
#include "../string/string.h"
#include "builtins.h"
#include "typed.h"

enum { MOST_ARGUMENTS = 6, MOST_ERROR = 4095 };

static bool is_bytes(Value v) {
  return value_is_kind(v, CELL_ARRAY_BUFFER) || value_is_kind(v, CELL_DATAVIEW) ||
         (value_is_cell(v) && kind_is_typed_array((CellKind)value_cell(v)->kind));
}

/* Element of a tuple as an int32; a missing one is 0. */
static bool tuple_part(Value tuple, uint64_t index, int32_t *out) {
  Value v = value_get_index(tuple, index);
  return !value_is_exception(v) && to_int32(v, out);
}

static Value tuple_word(Value tuple) {
  int32_t lo, hi, offset = 0;
  int64_t length = length_of_array_like(tuple);
  if (length < 0 || !tuple_part(tuple, 0, &lo) || !tuple_part(tuple, 1, &hi)) return JS_EXCEPTION;
  if (length == 3 && !tuple_part(tuple, 2, &offset)) return JS_EXCEPTION;
  uint64_t word = (uint64_t)(uint32_t)hi << 32 | (uint32_t)lo;
  return bigint_from_u64(word + (uint64_t)(int64_t)offset);
}

Value jsc_syscall_argument(Value v) {
  if (value_is_number(v) || value_is_string(v) || value_is_bigint(v) || value_is_undefined(v) || is_bytes(v)) return v;
  int is_array = value_is_array(v);
  if (is_array < 0) return JS_EXCEPTION;
  return is_array ? tuple_word(v) : throw_type_error("Invalid argument type");
}

/* The nearest int64; NaN gives 0. */
static int64_t word_of_number(double d) {
  if (d >= 9223372036854775808.0) return INT64_MAX;
  if (d <= -9223372036854775808.0) return INT64_MIN;
  return d == d ? (int64_t)d : 0;
}

uint64_t jsc_syscall_word(Value v) {
  if (value_is_number(v)) return (uint64_t)word_of_number(value_number(v));
  if (value_is_string(v)) return (uint64_t)(uintptr_t)string_utf8(value_string(v), NULL);
  if (value_is_bigint(v)) return bigint_low64(v);
  if (value_is_kind(v, CELL_ARRAY_BUFFER)) return (uint64_t)(uintptr_t)((ArrayBuffer *)value_ptr(v))->data;
  return is_bytes(v) ? (uint64_t)(uintptr_t)((TypedArray *)value_ptr(v))->data : 0;
}

void jsc_syscall_failed(int64_t result) { RT->system_error = (uint32_t)-result; }

Value jsc_syscall_pair(int64_t result) {
  Value halves[2] = {value_from_int((int32_t)result), value_from_int((int32_t)(result >> 32))};
  return array_from_values(2, halves);
}

static bool call_system(uint64_t argc, Value *args, int64_t *result) {
  if (argc > 1 + MOST_ARGUMENTS) {
    throw_range_error("Syscall with over 6 arguments.");
    return false;
  }
  double number;
  if (!to_double(args[0], &number)) return false;
  for (uint64_t i = 1; i < argc; i++) {
    args[i] = jsc_syscall_argument(args[i]);
    if (value_is_exception(args[i])) return false;
  }
  uint64_t word[1 + MOST_ARGUMENTS] = {(uint64_t)word_of_number(number)};
  for (uint64_t i = 1; i < argc; i++) word[i] = jsc_syscall_word(args[i]);
  *result = os_syscall((int64_t)word[0], word[1], word[2], word[3], word[4], word[5], word[6]);
  if (*result < 0 && *result >= -MOST_ERROR) jsc_syscall_failed(*result);
  return true;
}

JS_BUILTIN(js_Libsys_syscall) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  int64_t result;
  return call_system(argc, args, &result) ? value_from_int((int32_t)result) : JS_EXCEPTION;
}

JS_BUILTIN(js_Libsys_syscall64) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  int64_t result;
  return call_system(argc, args, &result) ? jsc_syscall_pair(result) : JS_EXCEPTION;
}

JS_BUILTIN(js_Libsys_errno) {
  JS_UNUSED_ARGS();
  return value_from_int((int32_t)RT->system_error);
}

JS_BUILTIN(js_Libsys_argument) {
  JS_UNUSED_ARGS();
  return jsc_syscall_argument(a0);
}
