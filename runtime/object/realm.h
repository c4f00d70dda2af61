/*
 * realm.h: further realms of an isolate, and calls across realms.
 *
 * Rt.realm is the realm of the running function. Calls inside of a realm know nothing of it. A function of another realm
 * than the first has realm_enter as its code; whoever may run in another realm than the first (C, and compiled code of
 * programs with realms) asks function_code for the code of an unknown callee, so that the way back is found as well.
 */
#ifndef RUNTIME_OBJECT_REALM_H
#define RUNTIME_OBJECT_REALM_H

#include "../rt.h"

/* The code of every function of a further realm: switches the realm for the call. */
Value realm_enter(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);

/* f: a callable. */
static inline JsCode function_code(Value f) {
  const Function *function = value_ptr(f);
  return function->realm == RT->realm ? function->code : realm_enter;
}

/* A new realm; NULL with RangeError when the program has none to offer, or no room. It lives as long as the isolate. */
Realm *realm_new(void);
/* The first realm of an isolate that another one has started; false when there is no room. realm_drop_lib_globals: it runs
 * no code that was compiled ahead of time. */
bool realm_new_first(void);
void realm_drop_lib_globals(Realm *realm);
/* A builtin of the image, as this isolate has it. */
Value jsc_realm_cell(Value original);
/* The realm whose global object this is, or NULL. */
Realm *realm_of_global(Value global);
Realm *realm_by_id(uint32_t id);

#endif
