/*
 * proxy.c: proxy objects (ES 10.5): each internal method calls its trap and checks the invariants. V8's messages.
 */
#include "call.h"
#include "convert.h"
#include "error.h"
#include "operator.h"
#include "property.h"

/* The trap: function, undefined (use the target), or JS_EXCEPTION (revoked, not callable). */
static Value trap_get(ProxyObject *p, PropKey name) {
  if (STACK_CHECK()) return JS_EXCEPTION;
  if (value_is_null(p->handler)) return throw_type_error("Cannot perform '%K' on a proxy that has been revoked", name);
  Value f = value_get(p->handler, name);
  if (value_is_exception(f)) return f;
  if (value_is_nullish(f)) return JS_UNDEFINED;
  if (!value_is_callable(f))
    return throw_type_error("'%V' returned for property '%K' of object '%V' is not a function", f, name, p->handler);
  return f;
}

static const char loose[] = " which is either non-existent or configurable in the proxy target";

/* "'trap' on proxy: trap returned ... property 'key' which ..." */
static int fail(const char *trap, const char *text, PropKey key, const char *rest) {
  throw_type_error("'%s' on proxy: trap %s '%K'%s", trap, text, key, rest);
  return -1;
}

Value proxy_get_prototype(ProxyObject *p) {
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(getPrototypeOf));
  if (value_is_exception(f)) return f;
  if (value_is_undefined(f)) return object_get_prototype(target);
  Value proto = js_call1(f, handler, target_value);
  if (value_is_exception(proto)) return proto;
  if (!value_is_object(proto) && !value_is_null(proto))
    return throw_type_error("'getPrototypeOf' on proxy: trap returned neither object nor null");
  int extensible = object_is_extensible(target);
  if (extensible < 0) return JS_EXCEPTION;
  if (extensible) return proto;
  Value real = object_get_prototype(target);
  if (value_is_exception(real)) return real;
  if (!value_same(real, proto))
    return throw_type_error(
        "'getPrototypeOf' on proxy: proxy target is non-extensible but the trap did not return its actual prototype");
  return proto;
}

int proxy_set_prototype(ProxyObject *p, Value proto) {
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(setPrototypeOf));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_set_prototype(target, proto);
  Value r = js_call2(f, handler, target_value, proto);
  if (value_is_exception(r)) return -1;
  if (!to_boolean(r)) return 0;
  int extensible = object_is_extensible(target);
  if (extensible) return extensible;
  Value real = object_get_prototype(target);
  if (value_is_exception(real)) return -1;
  if (!value_same(real, proto)) {
    throw_type_error("'setPrototypeOf' on proxy: trap returned truish for setting a new prototype on the "
                     "non-extensible proxy target");
    return -1;
  }
  return 1;
}

int proxy_is_extensible(ProxyObject *p) {
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(isExtensible));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_is_extensible(target);
  Value r = js_call1(f, handler, target_value);
  if (value_is_exception(r)) return -1;
  int real = object_is_extensible(target);
  if (real < 0) return -1;
  if (to_boolean(r) != (bool)real) {
    throw_type_error(
        "'isExtensible' on proxy: trap result does not reflect extensibility of proxy target (which is '%s')",
        real ? "true" : "false");
    return -1;
  }
  return real;
}

int proxy_prevent_extensions(ProxyObject *p) {
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(preventExtensions));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_prevent_extensions(target);
  Value r = js_call1(f, handler, target_value);
  if (value_is_exception(r)) return -1;
  if (!to_boolean(r)) return 0;
  int extensible = object_is_extensible(target);
  if (extensible < 0) return -1;
  if (extensible) {
    throw_type_error("'preventExtensions' on proxy: trap returned truish but the proxy target is extensible");
    return -1;
  }
  return 1;
}

int proxy_get_own(ProxyObject *p, PropKey key, PropDesc *d) {
  const char *trap = "getOwnPropertyDescriptor";
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(getOwnPropertyDescriptor));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_get_own(target, key, d);
  Value r = js_call2(f, handler, target_value, key_to_value(key));
  if (value_is_exception(r)) return -1;
  if (!value_is_object(r) && !value_is_undefined(r))
    return fail(trap, "returned neither object nor undefined for property", key, "");
  PropDesc own;
  int has = object_get_own(target, key, &own);
  if (has < 0) return -1;
  if (value_is_undefined(r)) {
    if (!has) return 0;
    if (!(own.attrs & PROP_CONFIGURABLE))
      return fail(trap, "returned undefined for property", key, " which is non-configurable in the proxy target");
    int extensible = object_is_extensible(target);
    if (extensible < 0) return -1;
    if (!extensible)
      return fail(trap, "returned undefined for property", key, " which exists in the non-extensible proxy target");
    return 0;
  }
  int extensible = object_is_extensible(target);
  if (extensible < 0 || desc_from_object(r, d) < 0) return -1;
  d->has |= DESC_HAS_ENUMERABLE | DESC_HAS_CONFIGURABLE |
            (d->attrs & PROP_ACCESSOR ? DESC_HAS_GET | DESC_HAS_SET : DESC_HAS_VALUE | DESC_HAS_WRITABLE);
  if (!desc_is_compatible(extensible, d, &own, has))
    return fail(trap, "returned descriptor for property", key,
                " that is incompatible with the existing property in the proxy target");
  if (!(d->attrs & PROP_CONFIGURABLE)) {
    if (!has || own.attrs & PROP_CONFIGURABLE)
      return fail(trap, "reported non-configurability for property", key, loose);
    if (!(d->attrs & (PROP_WRITABLE | PROP_ACCESSOR)) && own.attrs & PROP_WRITABLE)
      return fail(trap, "reported non-configurable and non-writable for property", key,
                  " which is non-configurable, writable in the proxy target");
  }
  return 1;
}

int proxy_define_own(ProxyObject *p, PropKey key, const PropDesc *d) {
  const char *trap = "defineProperty";
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(defineProperty));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_define_own(target, key, d);
  Value r = js_call3(f, handler, target_value, key_to_value(key), desc_to_object(d));
  if (value_is_exception(r)) return -1;
  if (!to_boolean(r)) return 0;
  PropDesc own;
  int has = object_get_own(target, key, &own);
  if (has < 0) return -1;
  int extensible = object_is_extensible(target);
  if (extensible < 0) return -1;
  bool non_configurable = d->has & DESC_HAS_CONFIGURABLE && !(d->attrs & PROP_CONFIGURABLE);
  if (!has) {
    if (!extensible)
      return fail(trap, "returned truish for adding property", key, "  to the non-extensible proxy target");
    if (non_configurable) return fail(trap, "returned truish for defining non-configurable property", key, loose);
    return 1;
  }
  if (!desc_is_compatible(extensible, d, &own, true))
    return fail(trap, "returned truish for adding property", key,
                "  that is incompatible with the existing property in the proxy target");
  if (non_configurable && own.attrs & PROP_CONFIGURABLE)
    return fail(trap, "returned truish for defining non-configurable property", key, loose);
  if (!(own.attrs & (PROP_ACCESSOR | PROP_CONFIGURABLE)) && own.attrs & PROP_WRITABLE && d->has & DESC_HAS_WRITABLE &&
      !(d->attrs & PROP_WRITABLE))
    return fail(trap, "returned truish for defining non-configurable property", key,
                " which cannot be non-writable, unless there exists a corresponding non-configurable, non-writable own "
                "property of the target object.");
  return 1;
}

int proxy_has(ProxyObject *p, PropKey key) {
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(has));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_has(target, key);
  Value r = js_call2(f, handler, target_value, key_to_value(key));
  if (value_is_exception(r)) return -1;
  if (to_boolean(r)) return 1;
  PropDesc own;
  int has = object_get_own(target, key, &own);
  if (has != 1) return has;
  if (!(own.attrs & PROP_CONFIGURABLE)) {
    throw_type_error(
        "'has' on proxy: trap returned falsish for property '%K' which exists in the proxy target as non-configurable",
        key);
    return -1;
  }
  int extensible = object_is_extensible(target);
  if (extensible < 0) return -1;
  if (!extensible) {
    throw_type_error("'has' on proxy: trap returned falsish for property '%K' but the proxy target is not extensible",
                     key);
    return -1;
  }
  return 0;
}

Value proxy_get(ProxyObject *p, PropKey key, Value receiver) {
  Value handler = p->handler, target_value = p->target;
  Value f = trap_get(p, KEY(get));
  if (value_is_exception(f)) return f;
  if (value_is_undefined(f)) return object_get(target_value, key, receiver);
  Value v = js_call3(f, handler, target_value, key_to_value(key), receiver);
  if (value_is_exception(v)) return v;
  PropDesc own;
  int has = object_get_own(value_object(target_value), key, &own);
  if (has < 0) return JS_EXCEPTION;
  if (has && !(own.attrs & PROP_CONFIGURABLE)) {
    if (!(own.attrs & (PROP_ACCESSOR | PROP_WRITABLE)) && !op_same_value(v, own.value))
      return throw_type_error("'get' on proxy: property '%K' is a read-only and non-configurable data property on the "
                              "proxy target but the proxy did not return its actual value (expected '%V' but got '%V')",
                              key, own.value, v);
    if (own.attrs & PROP_ACCESSOR && value_is_undefined(own.getter) && !value_is_undefined(v))
      return throw_type_error(
          "'get' on proxy: property '%K' is a non-configurable accessor property on the proxy target and does not have "
          "a getter function, but the trap did not return 'undefined' (got '%V')",
          key, v);
  }
  return v;
}

int proxy_set(ProxyObject *p, PropKey key, Value v, Value receiver) {
  Value handler = p->handler, target_value = p->target;
  Value f = trap_get(p, KEY(set));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_set(target_value, key, v, receiver);
  Value args[4] = {target_value, key_to_value(key), v, receiver};
  Value r = js_call(f, handler, 4, args);
  if (value_is_exception(r)) return -1;
  if (!to_boolean(r)) return 0;
  PropDesc own;
  int has = object_get_own(value_object(target_value), key, &own);
  if (has < 0) return -1;
  if (has && !(own.attrs & PROP_CONFIGURABLE)) {
    if (!(own.attrs & (PROP_ACCESSOR | PROP_WRITABLE)) && !op_same_value(v, own.value)) {
      throw_type_error("'set' on proxy: trap returned truish for property '%K' which exists in the proxy target as a "
                       "non-configurable and non-writable data property with a different value",
                       key);
      return -1;
    }
    if (own.attrs & PROP_ACCESSOR && value_is_undefined(own.setter)) {
      throw_type_error("'set' on proxy: trap returned truish for property '%K' which exists in the proxy target as a "
                       "non-configurable and non-writable accessor property without a setter",
                       key);
      return -1;
    }
  }
  return 1;
}

int proxy_delete(ProxyObject *p, PropKey key) {
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(deleteProperty));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_delete(target, key);
  Value r = js_call2(f, handler, target_value, key_to_value(key));
  if (value_is_exception(r)) return -1;
  if (!to_boolean(r)) return 0;
  PropDesc own;
  int has = object_get_own(target, key, &own);
  if (has < 0) return -1;
  if (!has) return 1;
  if (!(own.attrs & PROP_CONFIGURABLE)) {
    throw_type_error("'deleteProperty' on proxy: trap returned truish for property '%K' which is non-configurable in "
                     "the proxy target",
                     key);
    return -1;
  }
  int extensible = object_is_extensible(target);
  if (extensible < 0) return -1;
  if (!extensible) {
    throw_type_error(
        "'deleteProperty' on proxy: trap returned truish for property '%K' but the proxy target is non-extensible",
        key);
    return -1;
  }
  return 1;
}

static int list_index(const KeyList *l, PropKey key) {
  for (uint32_t i = 0; i < l->count; i++)
    if (key_same(l->keys[i], key)) return (int)i;
  return -1;
}

int proxy_own_keys(ProxyObject *p, KeyList *list) {
  Value handler = p->handler, target_value = p->target;
  Object *target = value_object(target_value);
  Value f = trap_get(p, KEY(ownKeys));
  if (value_is_exception(f)) return -1;
  if (value_is_undefined(f)) return object_own_keys(target, KEYS_STRINGS | KEYS_SYMBOLS, list);
  Value r = js_call1(f, handler, target_value);
  if (value_is_exception(r)) return -1;
  Value *items;
  int64_t n = list_from_array_like(r, &items);
  if (n < 0) return -1;
  list->keys = (PropKey *)(void *)items;
  list->count = 0;
  list->capacity = (uint32_t)n;
  for (int64_t i = 0; i < n; i++) {
    if (!value_is_string(items[i]) && !value_is_symbol(items[i])) {
      throw_type_error("%V is not a valid property name", items[i]);
      return -1;
    }
    PropKey key;
    to_property_key(items[i], &key);
    if (list_index(list, key) >= 0) {
      throw_type_error("'ownKeys' on proxy: trap returned duplicate entries");
      return -1;
    }
    list->keys[list->count++] = key;
    heap_barrier_interior(list->keys);
  }
  int extensible = object_is_extensible(target);
  if (extensible < 0) return -1;
  KeyList own;
  if (object_own_keys(target, KEYS_STRINGS | KEYS_SYMBOLS, &own) < 0) return -1;
  uint32_t found = 0;
  for (uint32_t i = 0; i < own.count; i++) {
    PropDesc d;
    int has = object_get_own(target, own.keys[i], &d);
    if (has < 0) return -1;
    bool listed = list_index(list, own.keys[i]) >= 0;
    found += listed;
    if (!listed && (!extensible || (has && !(d.attrs & PROP_CONFIGURABLE)))) {
      throw_type_error("'ownKeys' on proxy: trap result did not include '%K'", own.keys[i]);
      return -1;
    }
  }
  if (!extensible && found != list->count) {
    throw_type_error("'ownKeys' on proxy: trap returned extra keys but proxy target is non-extensible");
    return -1;
  }
  return 1;
}

/* [[Call]] and [[Construct]] of callable proxies (ES 10.5.12, 10.5.13). */
Value proxy_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  ProxyObject *p = (ProxyObject *)value_ptr(callee);
  if (stack_lacks(argc)) return JS_EXCEPTION;
  Value argv[argc < 2 ? 2 : argc];
  argv[0] = a0;
  argv[1] = a1;
  for (uint64_t i = 2; i < argc; i++) argv[i] = RT->args[i];
  bool construct = !value_is_undefined(new_target);
  Value handler = p->handler, target = p->target;
  Value f = trap_get(p, construct ? KEY(construct) : KEY(apply));
  if (value_is_exception(f)) return f;
  if (value_is_undefined(f))
    return construct ? js_construct(target, argc, argv, new_target) : js_call(target, this_value, argc, argv);
  Value args = array_from_values(argc, argv);
  if (!construct) return js_call3(f, handler, target, this_value, args);
  Value r = js_call3(f, handler, target, args, new_target);
  if (value_is_exception(r)) return r;
  if (!value_is_object(r)) return throw_type_error("'construct' on proxy: trap returned non-object ('%V')", r);
  return r;
}
