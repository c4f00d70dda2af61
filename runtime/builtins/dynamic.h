/*
 * dynamic.h: what Function and the constructors of generators and asynchronous functions share.
 */
#ifndef RUNTIME_BUILTINS_DYNAMIC_H
#define RUNTIME_BUILTINS_DYNAMIC_H

#include "../object/object.h"

/* head: "function", "async function*", …; proto: the prototype if new_target has none. */
Value dynamic_function(Value new_target, const char *head, Intrinsic proto, uint64_t argc, const Value *args);

#endif
