/*
 * NativeCode.c: natives that make code of strings (lib/internal/natives.md). %EvalScript(text, f), for $262.evalScript: runs a
 * script in the realm of the function f.
 */
#ifdef JSC_EVAL
#include "../eval/eval.h"
#endif
#include "../object/call.h"
#include "../object/code.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../object/realm.h"
#include "../string/string.h"
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

/* %CompileScript(text, file, line, column, awaits, global): a function that runs it as a script; lines and columns of its
 * start from 0. awaits: it may await at its top level. global: of the realm that it is to run in, or undefined.
 * %CompileFunction(text, file, line, column, bodyStart, global): what the text, one function in parentheses, makes. */
static Value compile_text(bool is_script, Value text, Value file, const Value *rest) {
#ifdef JSC_EVAL
  Realm *realm = value_is_undefined(rest[5]) ? RT->realm : realm_of_global(rest[5]);
  EvalPlace place = {
      value_string(file), value_int(rest[2]), value_int(rest[3]), is_script && to_boolean(rest[4]), realm, false};
  String *s = value_string(text);
  if (is_script) return eval_function(s, MODULE_CODE_SCRIPT, 0, 0, &place);
  Value f = eval_function(s, MODULE_CODE_FUNCTION, (uint32_t)value_int(rest[4]), s->length - 1, &place);
  return value_is_exception(f) ? f : js_call(f, realm->global, 0, NULL);
#else
  (void)is_script, (void)text, (void)file, (void)rest;
  return code_refuse();
#endif
}

JS_BUILTIN(js_native_CompileScript) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  return compile_text(true, a0, a1, args);
}

JS_BUILTIN(js_native_CompileFunction) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  return compile_text(false, a0, a1, args);
}
