/*
 * call.c: calls of JavaScript functions from C: the boxed calling convention of abi.h (the first two arguments in
 * registers, the rest in Rt.args), bound functions, and the stack check.
 */
#include "call.h"

#include "convert.h"
#include "error.h"
#include "property.h"
#include "realm.h"

bool stack_overflowed(void) { return stack_lacks(0); }

bool stack_lacks(uint64_t count) {
  uint8_t *here = __builtin_frame_address(0);
  if (here >= RT->stack_limit && count <= (uint64_t)(here - RT->stack_limit) / sizeof(Value)) return false;
  /* Building the error needs stack: below the limit a reserve is kept for this. */
  uint8_t *limit = RT->stack_limit;
  RT->stack_limit = NULL;
  throw_range_error("Maximum call stack size exceeded");
  RT->stack_limit = limit;
  return true;
}

static Value enter(Value f, Value this_value, Value new_target, uint64_t argc, const Value *argv) {
  if (argc > 2) {
    if (argc > RT_ARGS_CAPACITY) return throw_range_error("Maximum call stack size exceeded");
    if (argc > RT->args_high) RT->args_high = (uint32_t)argc; /* the collector looks that far */
    Value *args = RT->args;
    for (uint64_t i = 2; i < argc; i++) args[i] = argv[i];
  }
  return function_code(f)(f, this_value, new_target, argc, argc > 0 ? argv[0] : JS_UNDEFINED,
                          argc > 1 ? argv[1] : JS_UNDEFINED);
}

Value js_call(Value f, Value this_value, uint64_t argc, const Value *argv) {
  if (__builtin_expect(!value_is_callable(f), 0)) return throw_not_callable(f);
  if (STACK_CHECK()) return JS_EXCEPTION;
  return enter(f, this_value, JS_UNDEFINED, argc, argv);
}

Value js_call0(Value f, Value this_value) { return js_call(f, this_value, 0, NULL); }
Value js_call1(Value f, Value this_value, Value a) { return js_call(f, this_value, 1, &a); }
Value js_call2(Value f, Value this_value, Value a, Value b) {
  Value args[2] = {a, b};
  return js_call(f, this_value, 2, args);
}
Value js_call3(Value f, Value this_value, Value a, Value b, Value c) {
  Value args[3] = {a, b, c};
  return js_call(f, this_value, 3, args);
}

Value js_construct(Value f, uint64_t argc, const Value *argv, Value new_target) {
  if (!value_is_constructor(f)) return throw_not_constructor(f);
  if (STACK_CHECK()) return JS_EXCEPTION;
  return enter(f, JS_EMPTY, new_target, argc, argv);
}

/* The values of an array as a list; holes read as undefined. */
static const Value *array_list(Value array, uint64_t *argc) {
  Array *a = (Array *)value_ptr(array);
  Elements *e = a->o.elems;
  *argc = a->length;
  bool holes = e->used < a->length;
  for (uint32_t i = 0; i < e->used && !holes; i++) holes = value_is_empty(e->v[i]);
  if (!holes) return e->v;
  Elements *copy = heap_new_elements(a->length);
  for (uint32_t i = 0; i < a->length; i++)
    copy->v[i] = i < e->used && !value_is_empty(e->v[i]) ? e->v[i] : JS_UNDEFINED;
  copy->used = a->length;
  return copy->v;
}

/* Calls of many arguments take stack for each, as if they were pushed: calls that pass on more and more of them end in a
 * RangeError before the heap does. False: no room. */
enum { ARGUMENTS_FREE = 64 };
#define RESERVE_STACK(argc)                                                \
  ((argc) <= ARGUMENTS_FREE || (!stack_lacks(argc) && ({                   \
     __asm__ volatile("" ::"r"(__builtin_alloca((argc) * sizeof(Value)))); \
     true;                                                                 \
   })))

Value js_call_array(Value f, Value this_value, Value array) {
  uint64_t argc;
  const Value *argv = array_list(array, &argc);
  if (!RESERVE_STACK(argc)) return JS_EXCEPTION;
  return js_call(f, this_value, argc, argv);
}

Value js_construct_array(Value f, Value array, Value new_target) {
  uint64_t argc;
  const Value *argv = array_list(array, &argc);
  if (!RESERVE_STACK(argc)) return JS_EXCEPTION;
  return js_construct(f, argc, argv, new_target);
}

/* [[Call]] and [[Construct]] of bound functions (ES 10.4.1), bound again and again in one go: the arguments of the innermost
 * come first. */
Value bound_function_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)this_value;
  uint64_t total = argc;
  Value target = callee;
  BoundFunction *b = NULL;
  for (; value_is_kind(target, CELL_BOUND_FUNCTION); target = b->target) {
    b = (BoundFunction *)value_ptr(target);
    total += b->args->used;
    if (value_same(new_target, target)) new_target = b->target;
  }
  if (stack_lacks(total)) return JS_EXCEPTION;
  Value args[total + 2];
  Value *at = args + total - argc;
  at[0] = a0;
  at[1] = a1;
  for (uint64_t i = 2; i < argc; i++) at[i] = RT->args[i];
  for (Value f = callee; value_is_kind(f, CELL_BOUND_FUNCTION); f = b->target) {
    b = (BoundFunction *)value_ptr(f);
    at -= b->args->used;
    mem_copy(at, b->args->v, b->args->used * sizeof(Value));
  }
  if (value_is_undefined(new_target)) return enter(target, b->this_value, new_target, total, args);
  return js_construct(target, total, args, new_target);
}

Value sloppy_this(Value this_value) {
  if (value_is_object(this_value)) return this_value;
  if (value_is_nullish(this_value)) return RT->realm->global;
  return to_object(this_value);
}

String *callee_to_display(Value f) { return format_string("%C", f); }
