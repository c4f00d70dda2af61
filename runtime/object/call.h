/*
 * call.h: calls from C.
 */
#ifndef RUNTIME_OBJECT_CALL_H
#define RUNTIME_OBJECT_CALL_H

#include "../rt.h"

/* Calls f (anything). Not callable: TypeError "x is not a function" with f rendered. Checks the stack limit. */
Value js_call(Value f, Value this_value, uint64_t argc, const Value *argv);
Value js_call0(Value f, Value this_value);
Value js_call1(Value f, Value this_value, Value a);
Value js_call2(Value f, Value this_value, Value a, Value b);
Value js_call3(Value f, Value this_value, Value a, Value b, Value c);
/* [[Construct]]; f must be a constructor (else TypeError). new_target is f for plain `new`. */
Value js_construct(Value f, uint64_t argc, const Value *argv, Value new_target);
/* f(...list) where list is an array built by the compiler for spread calls. */
Value js_call_array(Value f, Value this_value, Value array);
Value js_construct_array(Value f, Value array, Value new_target);

/* The entry of cells that are callable but have no code of their own (FnInfo.entry of bound functions, proxies). */
Value bound_function_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);
Value proxy_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);
/* ES 10.4.1.3 BoundFunctionCreate. */
Value bound_function_new(Value target, Value this_value, uint64_t argc, const Value *argv);

/* True, with the RangeError "Maximum call stack size exceeded" thrown, if the stack is nearly used up; if it has no room for
 * `count` Values more. */
bool stack_overflowed(void);
bool stack_lacks(uint64_t count);
static inline bool stack_is_low(void) { return (uint8_t *)__builtin_frame_address(0) < RT->stack_limit; }
#define STACK_CHECK() (__builtin_expect(stack_is_low(), 0) && stack_overflowed())

/* this of a sloppy function: undefined/null become the global object, primitives are wrapped (ES 10.2.1.2). */
Value sloppy_this(Value this_value);

/* Text of a callee for "is not a function": V8 prints source where it can, else the value. */
String *callee_to_display(Value f);

#endif
