/*
 * lower.c: what code generators call for operations that they lower themselves (ops.def, csig "-"): the argument area,
 * stack check, representations, kind tests, exceptions, boxes and frames. All of it is meant to be inlined.
 */
#include "../heap/heap_fast.h"
#include "../object/call.h"
#include "../number/math.h"
#include "../object/convert.h"
#include "../object/object.h"
#include "../object/operator.h"

Value *jsc_args(void) { return RT->args; }

Value jsc_param(uint64_t argc, uint64_t i) { return i < argc ? RT->args[i] : JS_UNDEFINED; }

int32_t jsc_stack_low(void) { return stack_is_low(); }

__attribute__((noinline, cold)) Value jsc_throw_stack_overflow(void) {
  stack_overflowed();
  return JS_EXCEPTION;
}

Value jsc_box_f64_foreign(double d) { return value_from_double_raw(d); }
Value jsc_box_f64_int(double d) { return value_from_double(d); }
Value jsc_box_u32(uint32_t u) { return value_from_u32(u); }

double jsc_unbox_f64(Value v) {
  if (__builtin_expect(value_is_int(v), 0)) return value_int(v);
  return value_double(v);
}

int32_t jsc_num_to_i32(Value v) { return value_is_int(v) ? value_int(v) : math_to_int32(value_double(v)); }

/* A number as the index of a typed array's element: -1 (beyond every length, unsigned) for what is no index. */
static __attribute__((noinline, cold)) int64_t index_of_double(double d) {
  return d >= 0 && d < 9.0e15 && (double)(int64_t)d == d ? (int64_t)d : -1;
}
int64_t jsc_typed_index(Value v) {
  if (__builtin_expect(value_is_int(v), 1)) return value_int(v);
  return index_of_double(value_double(v));
}

/* ToNumber of what is no double; the result is encoded as a double. */
__attribute__((noinline, cold)) Value jsc_slow_f64(Value v) {
  if (value_is_number(v)) return value_from_double_raw(value_number(v));
  v = to_number(v);
  return value_is_exception(v) ? v : value_from_double_raw(value_number(v));
}

/* ToInt32 of what is no int32, encoded as one. */
__attribute__((noinline)) Value jsc_slow_i32(Value v) {
  int32_t i;
  return to_int32(v, &i) ? value_from_int(i) : JS_EXCEPTION;
}

/* Likewise of an operand whose other one is a number: a BigInt gets the operator's error. */
static Value mixed(Value v, Value (*convert)(Value)) {
  v = to_numeric(v);
  if (value_is_exception(v)) return v;
  return value_is_bigint(v) ? throw_mixed_bigint() : convert(v);
}
__attribute__((noinline, cold)) Value jsc_mixed_f64(Value v) { return mixed(v, jsc_slow_f64); }
__attribute__((noinline, cold)) Value jsc_mixed_i32(Value v) { return mixed(v, jsc_slow_i32); }

int32_t jsc_f64_to_i32(double d) { return math_to_int32(d); }

int32_t jsc_is_object(Value v) { return value_is_object(v); }
int32_t jsc_is_string(Value v) { return value_is_string(v); }
int32_t jsc_is_callable(Value v) { return value_is_callable(v); }

int32_t jsc_is_function_of(Value v, JsCode code) {
  return value_is_cell(v) && value_cell(v)->kind == CELL_FUNCTION && ((Function *)value_ptr(v))->code == code;
}

/* The active function is a class constructor, whose [[GetPrototypeOf]] is the ordinary one. */
Value jsc_super_ctor(Value callee) { return RT->shapes[value_cell(callee)->shape]->proto; }

int32_t jsc_is_constructor(Value v) {
  if (!value_is_callable(v)) return 0;
  const Function *f = value_ptr(v);
  if (__builtin_expect(f->o.cell.kind == CELL_FUNCTION, 1)) return (f->info->flags & FN_CONSTRUCTOR) != 0;
  return value_is_constructor(v);
}

int32_t jsc_is_nullish_loose(Value v) {
  return value_is_nullish(v) ||
         (value_is_object(v) && value_cell(v)->kind != CELL_FUNCTION && value_cell(v)->flags & OBJ_HTMLDDA);
}

Value jsc_catch(void) {
  Value v = RT->exception;
  RT->exception = JS_EMPTY;
  return v;
}

void jsc_throw(Value v) { RT->exception = v; }

int32_t jsc_pending(void) { return !value_is_empty(RT->exception); }

/* To be set to 1 after a store to the address. */
uint8_t *jsc_card_of(uint64_t address) {
#ifdef JSC_HOOKS /* elsewhere: the card of the stack, which nobody looks at */
  if (__builtin_expect(address - RT->cards_start >= RT->cards_size, 0)) address = RT->cards_start;
#endif
  return &RT->card_table[address >> HEAP_CARD_SHIFT];
}

void jsc_box_set(Value box, Value v) {
  ((Box *)value_ptr(box))->value = v;
  heap_barrier(value_ptr(box));
}

void jsc_frame_set(Value generator, uint64_t index, Value v) {
  ((Generator *)value_ptr(generator))->frame[index] = v;
  heap_barrier(value_ptr(generator));
}
