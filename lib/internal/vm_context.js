"use strict";
// Contexts of vm: a realm whose global object is a proxy. What an object that
// was made a context has comes first, then what the realm has. As in Node
// declared names are properties of both, and assigned ones of the object.

const { invalidArgType, unsupported } = require("internal/errors");
const { validateObject, validateString } = require("internal/validators");

const constants = %ObjectFreeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: %Symbol(
    "vm_dynamic_import_main_context_default",
  ),
  DONT_CONTEXTIFY: %Symbol("vm_context_no_contextify"),
});

const globals = new %WeakMap(); // of objects that were made contexts

function isFixed(object, key) {
  const own = %ReflectGetOwnPropertyDescriptor(object, key);
  return own !== undefined && !own.configurable && own.writable === false;
}

// The traps for an object; plain: the realm's own global object, the target.
function trapsOf(object, plain) {
  const traps = {
    __proto__: null,
    has: (_, key) => %ReflectHas(object, key) || %ReflectHas(plain, key),
    get(_, key) {
      if (!%ReflectHas(object, key)) return %ReflectGet(plain, key);
      const value = object[key];
      return value === object ? traps.proxy : value;
    },
    set(_, key, value, receiver) {
      if (isFixed(plain, key)) return false;
      if (receiver !== traps.proxy)
        return %ReflectSet(object, key, value, receiver);
      if (%ReflectSet(object, key, value)) return true;
      return !%ReflectHas(object, key) && %ReflectSet(plain, key, value);
    },
    deleteProperty: (_, key) =>
      %ReflectDeleteProperty(object, key) && %ReflectDeleteProperty(plain, key),
    // The object may refuse: then the realm alone has the variable.
    defineProperty(_, key, wanted) {
      if (isFixed(plain, key)) return false;
      %ReflectDefineProperty(object, key, wanted);
      return %ReflectDefineProperty(plain, key, wanted);
    },
    getOwnPropertyDescriptor(_, key) {
      const inner = %ReflectGetOwnPropertyDescriptor(plain, key);
      const own = %ReflectGetOwnPropertyDescriptor(object, key);
      if (own === undefined) return inner;
      if (own.value === object) own.value = traps.proxy;
      // A proxy may not show as fixed what its target has not.
      if (inner === undefined || inner.configurable) own.configurable = true;
      return own;
    },
    ownKeys() {
      const keys = %ReflectOwnKeys(plain);
      const more = %ReflectOwnKeys(object);
      for (let i = 0; i < more.length; i++)
        if (!%ObjectHasOwn(plain, more[i])) %ArrayPrototypePush(keys, more[i]);
      return keys;
    },
    preventExtensions: () => false,
  };
  return traps;
}

function makeGlobal(object) {
  const plain = %CreateRealm();
  const intl = %ReflectGetOwnPropertyDescriptor(%Global, "Intl");
  if (intl !== undefined) %ObjectDefineProperty(plain, "Intl", intl); // lib/ has but one
  if (object === undefined) return plain;
  const traps = trapsOf(object, plain);
  const proxy = new %Proxy(plain, traps);
  traps.proxy = proxy;
  %ObjectDefineProperty(plain, "globalThis", {
    __proto__: null,
    value: proxy,
    writable: true,
    configurable: true,
  });
  %SetRealmGlobal(plain, proxy);
  return proxy;
}

function isContext(object) {
  if (object === null || typeof object !== "object")
    throw invalidArgType("object", "Object", object); //@ internal/errors:547:7, *.isContext vm:80:3|      throw error;
  return %WeakMapPrototypeHas(globals, object);
}

function checkOptions(options) {
  validateObject(options, "options"); //@ *.createContext vm:231:3
  const { name = "", origin, codeGeneration, microtaskMode } = options;
  validateString(name, "options.name"); //@ *.createContext vm:241:3
  if (origin !== undefined) validateString(origin, "options.origin"); //@ *.createContext vm:243:5
  if (codeGeneration !== undefined)
    validateObject(codeGeneration, "options.codeGeneration"); //@ *.createContext vm:245:5
  if (codeGeneration?.strings === false)
    throw unsupported("vm.createContext: codeGeneration.strings");
  if (microtaskMode !== undefined)
    throw unsupported("vm.createContext: microtaskMode");
}

function createContext(object = {}, options = {}) {
  const isVanilla = object === constants.DONT_CONTEXTIFY;
  if (!isVanilla && isContext(object)) return object; //@ *.createContext vm:227:53
  checkOptions(options);
  const global = makeGlobal(isVanilla ? undefined : object);
  if (isVanilla) object = global;
  %WeakMapPrototypeSet(globals, object, global);
  return object;
}

// The global object of a context.
function globalOf(object, name = "contextifiedObject") {
  const global = isContext(object)
    ? %WeakMapPrototypeGet(globals, object)
    : undefined;
  if (global === undefined) throw invalidArgType(name, "vm.Context", object);
  return global;
}

module.exports = { constants, createContext, globalOf, isContext };
