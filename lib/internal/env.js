"use strict";
// process.env: an object whose values are always strings.

const registry = require("internal/registry");

function text(value) {
  if (typeof value === "symbol")
    throw new %TypeError("Cannot convert a Symbol value to a string");
  return `${value}`;
}

// An error of native code: its code does not stand in its stack.
function nativeError(message) {
  const error = new %TypeError(message);
  error.code = "ERR_INVALID_OBJECT_DEFINE_PROPERTY";
  return error;
}

const handler = {
  __proto__: null,
  preventExtensions() {
    throw new %TypeError("Cannot prevent extensions");
  },
  set(target, key, value) {
    if (typeof key === "symbol")
      throw new %TypeError("Cannot convert a Symbol value to a string");
    target[key] = text(value);
    return true;
  },
  defineProperty(target, key, d) {
    if ("get" in d || "set" in d)
      throw nativeError(
        "'process.env' does not accept an accessor(getter/setter) descriptor",
      );
    if (!d.configurable || !d.writable || !d.enumerable)
      throw nativeError(
        "'process.env' only accepts a configurable, writable, and enumerable data descriptor",
      );
    target[key] = text(d.value);
    return true;
  },
};

function environment() {
  const all = %ProcessEnvp();
  const env = {};
  for (let i = 0; i < all.length; i++) {
    const at = %StringPrototypeIndexOf(all[i], "=", 1);
    if (at !== -1)
      env[%StringPrototypeSlice(all[i], 0, at)] = %StringPrototypeSlice(
        all[i],
        at + 1,
      );
  }
  // util.inspect prints what is behind this proxy.
  return (registry.env = new %Proxy(env, handler));
}

module.exports = { environment };
