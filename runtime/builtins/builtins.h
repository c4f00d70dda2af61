/*
 * builtins.h: conventions of builtin functions (one C file per JavaScript global).
 *
 * A builtin `js_Array_prototype_push` (spec: Array.prototype.push) is declared and defined with JS_BUILTIN(name). Its C
 * name is `js_` + the spec's path with dots as underscores; accessors js_get_…/js_set_…; @@iterator is written
 * `Symbol_iterator`. It gets the boxed entry's arguments (abi.h): callee, this_value, new_target, argc, a0, a1; arguments
 * past the second lie in RT->args and must be copied out before anything else runs: JS_ARGS(arg, n) declares
 * `Value arg[n]`, missing ones undefined (n is a constant >= 2); JS_ALL_ARGS(args) gives a pointer to argc values on the
 * C stack (scanned conservatively). It returns a Value or JS_EXCEPTION with RT->exception set.
 *
 * Rows that make builtins reachable live in builtins.def, next to their kind, name and length.
 */
#ifndef JSC_BUILTINS_H
#define JSC_BUILTINS_H

#include "../rt.h"

/* Its frame stays while it calls: stack traces name it. */
#define JS_BUILTIN(name)                                                                                          \
  __attribute__((disable_tail_calls)) Value name(Value callee, Value this_value, Value new_target, uint64_t argc, \
                                                 Value a0, Value a1)
#define JS_UNUSED_ARGS() (void)callee, (void)this_value, (void)new_target, (void)argc, (void)a0, (void)a1

#define JS_ARGS(arg, n) \
  Value arg[n];         \
  builtin_copy_args(arg, n, argc, a0, a1)
#define JS_ALL_ARGS(args)                                                \
  Value *args = __builtin_alloca((argc < 2 ? 2 : argc) * sizeof(Value)); \
  builtin_copy_args(args, argc < 2 ? 2 : argc, argc, a0, a1)

static inline void builtin_copy_args(Value *arg, uint64_t n, uint64_t argc, Value a0, Value a1) {
  arg[0] = a0;
  arg[1] = a1;
  for (uint64_t i = 2; i < n; i++) arg[i] = i < argc ? RT->args[i] : JS_UNDEFINED;
}

/* Prototypes of every builtin, from the table. */
#define BUILTIN_CTOR(id, name, cfunc, length, prototype, parent) JS_BUILTIN(cfunc);
#define BUILTIN_FUNCTION(id, name, cfunc, length) JS_BUILTIN(cfunc);
#define BUILTIN_METHOD(owner, key, cfunc, length) JS_BUILTIN(cfunc);
#define BUILTIN_GETTER(owner, key, cfunc) JS_BUILTIN(cfunc);
#define BUILTIN_ACCESSOR(owner, key, getter, setter) \
  JS_BUILTIN(getter);                                \
  JS_BUILTIN(setter);
#define BUILTIN_NATIVE(name, cfunc, length) JS_BUILTIN(cfunc);
#include "builtins.def"

#endif
