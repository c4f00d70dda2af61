/*
 * LibGlobal.c: globals that lib/ provides (lib/globals.def), as accessors of the global object that replace themselves
 * by a data property at first use. The composer makes the function objects; captures: module index, export name, global
 * name.
 */
#include "../object/error.h"
#include "../object/module.h"
#include "../object/object.h"
#include "builtins.h"

static PropKey capture_key(const Function *f, int i) { return key_from_atom(value_string(f->captures[i])); }

static void replace_global(const Function *f, Value v) {
  Object *global = value_object(RT->realm->global);
  PropKey name = capture_key(f, 2);
  PropDesc d;
  uint32_t enumerable = object_get_own(global, name, &d) == 1 ? d.attrs & PROP_ENUMERABLE : 0;
  PropDesc data = desc_data(v, PROP_WRITABLE | PROP_CONFIGURABLE | enumerable);
  object_define_own(global, name, &data);
}

JS_BUILTIN(js_lib_global_getter);
JS_BUILTIN(js_lib_global_getter) {
  JS_UNUSED_ARGS();
  const Function *f = value_ptr(callee);
  Value exports = module_require((uint32_t)value_int(f->captures[0]));
  if (value_is_exception(exports)) return exports;
  Value v = value_get(exports, capture_key(f, 1));
  if (!value_is_exception(v)) replace_global(f, v);
  return v;
}

JS_BUILTIN(js_lib_global_setter);
JS_BUILTIN(js_lib_global_setter) {
  JS_UNUSED_ARGS();
  replace_global(value_ptr(callee), a0);
  return JS_UNDEFINED;
}

/* Code of a constructor that the composer found unreachable: it stands in its prototype's `constructor` only. */
JS_BUILTIN(js_absent_constructor);
JS_BUILTIN(js_absent_constructor) {
  JS_UNUSED_ARGS();
  return throw_type_error("This constructor is not part of the program");
}
