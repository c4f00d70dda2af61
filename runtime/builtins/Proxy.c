/*
 * Proxy.c: the Proxy constructor (ES 28.2). The traps are in object/proxy.c.
 */
#include "../object/call.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"

static Value proxy_new(Value target, Value handler) {
  static const FnInfo info = {.entry = proxy_entry, .flags = FN_BUILTIN | FN_CONSTRUCTOR};
  if (!value_is_object(target) || !value_is_object(handler))
    return throw_type_error("Cannot create proxy with a non-object as target or handler");
  CellKind kind = value_is_callable(target) ? CELL_CALLABLE_PROXY : CELL_PROXY;
  ProxyObject *p = (ProxyObject *)object_new_default(kind, sizeof *p);
  p->code = proxy_entry;
  p->info = &info;
  p->realm = RT->realm;
  p->target = target;
  p->handler = handler;
  p->is_constructor = value_from_bool(value_is_constructor(target));
  return value_from_ptr(p);
}

JS_BUILTIN(js_Proxy) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor Proxy requires 'new'");
  return proxy_new(a0, a1);
}

static Value revoke_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  Function *f = (Function *)value_ptr(callee);
  if (value_is_null(f->captures[0])) return JS_UNDEFINED;
  ProxyObject *p = (ProxyObject *)value_ptr(f->captures[0]);
  f->captures[0] = JS_NULL;
  p->target = p->handler = JS_NULL;
  return JS_UNDEFINED;
}

JS_BUILTIN(js_Proxy_revocable) {
  JS_UNUSED_ARGS();
  static const FnInfo info = {.entry = revoke_entry, .flags = FN_BUILTIN};
  Value p = proxy_new(a0, a1);
  if (value_is_exception(p)) return p;
  Value result = object_new_plain();
  object_put_data(result, KEY(proxy), p, PROP_DEFAULT);
  object_put_data(result, KEY(revoke), function_new_builtin(&info, 1, &p), PROP_DEFAULT);
  return result;
}
