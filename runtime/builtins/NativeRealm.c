/*
 * NativeRealm.c: natives of lib/internal/test262: realms.
 */
#include "../object/realm.h"
#include "builtins.h"

/* The global object of a new realm. */
JS_BUILTIN(js_native_CreateRealm) {
  JS_UNUSED_ARGS();
  Realm *realm = realm_new();
  return realm ? realm->global : JS_EXCEPTION;
}
