/*
 * NativeCode.c: %EvalScript(text, f), for $262.evalScript: runs a script in the realm of the function f.
 */
#include "../object/code.h"
#include "../object/convert.h"
#include "../object/object.h"
#include "builtins.h"

JS_BUILTIN(js_native_EvalScript) {
  JS_UNUSED_ARGS();
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  Realm *outer = RT->realm;
  RT->realm = function_realm(a1);
  Value v = code_run(value_string(text), MODULE_CODE_SCRIPT);
  RT->realm = outer;
  return v;
}
