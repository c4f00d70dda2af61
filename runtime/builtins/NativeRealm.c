/*
 * NativeRealm.c: natives of lib/internal/test262 and lib/internal/vm_context: realms, the collector, an object like document.all.
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/object.h"
#include "../object/realm.h"
#include "builtins.h"

/* The global object of a new realm. */
JS_BUILTIN(js_native_CreateRealm) {
  JS_UNUSED_ARGS();
  Realm *realm = realm_new();
  return realm ? realm->global : JS_EXCEPTION;
}

/* %SetRealmGlobal(global, other): what the realm's code takes for its global object from now on. */
JS_BUILTIN(js_native_SetRealmGlobal) {
  JS_UNUSED_ARGS();
  realm_of_global(a0)->global = a1;
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_CollectGarbage) {
  JS_UNUSED_ARGS();
  heap_collect(true);
  return JS_UNDEFINED;
}

static Value null_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return JS_NULL;
}

/* An object with [[IsHTMLDDA]] (B.3.6) that answers null when called. */
JS_BUILTIN(js_native_HtmlDda) {
  JS_UNUSED_ARGS();
  static const FnInfo info = {.entry = null_entry, .flags = FN_BUILTIN};
  Value v = bound_function_new(function_new_builtin(&info, 0, NULL), JS_UNDEFINED, 0, NULL);
  value_cell(v)->flags |= OBJ_HTMLDDA;
  return v;
}
