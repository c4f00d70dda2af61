"use strict";
// The functions of util that wrap or connect functions.

const { coded, invalidArgType } = require("internal/errors");
const { validateFunction, validateString } = require("internal/validators");
const { rejected, resolved } = require("internal/promise");

const custom = %SymbolFor("nodejs.util.promisify.custom");
const PROMISE = 13;

function inherits(constructor, parent) {
  if (constructor === undefined || constructor === null)
    throw invalidArgType("ctor", "Function", constructor);
  if (parent === undefined || parent === null)
    throw invalidArgType("superCtor", "Function", parent); //@ *.inherits util:349:11|    throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  if (parent.prototype === undefined)
    throw invalidArgType("superCtor.prototype", "Object", parent.prototype); //@ *.inherits util:352:11|    throw new ERR_INVALID_ARG_TYPE('superCtor.prototype',
  %ObjectDefineProperty(constructor, "super_", {
    __proto__: null,
    value: parent,
    writable: true,
    configurable: true,
  });
  %ObjectSetPrototypeOf(constructor.prototype, parent.prototype);
}

// Copies a function's own properties, name and length among them.
function copyProperties(from, to, change) {
  const descriptors = %ObjectGetOwnPropertyDescriptors(from);
  const keys = %ReflectOwnKeys(descriptors);
  for (let i = 0; i < keys.length; i++) {
    const d = descriptors[keys[i]];
    %ObjectSetPrototypeOf(d, null);
    change(keys[i], d);
    %ObjectDefineProperty(to, keys[i], d);
  }
}

// Symbol for functions whose callbacks get several values: their names.
const resultNames = %Symbol("result names");

function promisify(original) {
  validateFunction(original, "original"); //@ *.promisify internal/util:460:3
  const own = original[custom];
  if (own) {
    validateFunction(own, "util.promisify.custom"); //@ *.promisify internal/util:465:5
    return markCustom(own);
  }
  const names = original[resultNames];

  function fn(...args) {
    return new %Promise((resolve, reject) => {
      %ArrayPrototypePush(args, (error, ...values) => {
        if (error) return reject(error);
        if (names === undefined || values.length < 2) return resolve(values[0]);
        const result = {};
        for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
        return resolve(result);
      });
      if (%ClassOf(%ReflectApply(original, this, args)) === PROMISE)
        require("internal/warning").warn(
          "Calling promisify on a function that returns a Promise is likely a mistake.",
          "DeprecationWarning",
          "DEP0174",
        );
    });
  }

  %ObjectSetPrototypeOf(fn, %ObjectGetPrototypeOf(original));
  markCustom(fn);
  copyProperties(original, fn, () => {});
  return fn;
}

function markCustom(fn) {
  return %ObjectDefineProperty(fn, custom, {
    __proto__: null,
    value: fn,
    enumerable: false,
    writable: false,
    configurable: true,
  });
}

promisify.custom = custom;

function callbackify(original) {
  validateFunction(original, "original"); //@ *.callbackify util:402:3

  function callbackified(...args) {
    const callback = %ArrayPrototypePop(args);
    validateFunction(callback, "last argument"); //@ Callbackified util:409:5
    const bound = (...results) => %ReflectApply(callback, this, results);
    const { nextTick } = require("internal/task_queue");
    const promise = %ReflectApply(original, this, args);
    promise.then(
      (value) => nextTick(bound, null, value),
      (reason) => nextTick(() => bound(reason || falsyRejection(reason))),
    );
  }

  copyProperties(original, callbackified, (key, d) => {
    if (key === "length" && typeof d.value === "number") d.value++;
    else if (key === "name" && typeof d.value === "string")
      d.value += "Callbackified";
  });
  return callbackified;
}

function falsyRejection(reason) {
  //@ process.processTicksAndRejections internal/process/task_queues:90:21
  const error = coded(
    %Error,
    "ERR_FALSY_VALUE_REJECTION",
    "Promise was rejected with falsy value",
  );
  error.reason = reason;
  return error;
}

const warnedCodes = new %Set();

function deprecate(fn, message, code, options) {
  if (code !== undefined) validateString(code, "code"); //@ deprecate internal/util:183:5
  let warned = false;

  function deprecated(...args) {
    if (!warned) {
      warned = true;
      const isNew = code === undefined || !%SetPrototypeHas(warnedCodes, code);
      if (isNew) {
        if (code !== undefined) %SetPrototypeAdd(warnedCodes, code);
        const { warn } = require("internal/warning");
        warn(message, "DeprecationWarning", code);
      }
    }
    if (new.target) return %ReflectConstruct(fn, args, new.target);
    return %ReflectApply(fn, this, args);
  }

  if (options?.modifyPrototype !== false) {
    %ObjectSetPrototypeOf(deprecated, fn); //@ internal/util:203:5, setPrototypeOf <anonymous>, deprecate internal/util:203:5|    ObjectSetPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
    %ObjectDefineProperty(deprecated, "length", {
      __proto__: null,
      value: fn.length,
      configurable: true,
    });
  }
  return deprecated;
}

// A promise of the signal's abort.
function aborted(signal, resource) {
  if (
    signal === undefined ||
    signal === null ||
    typeof signal !== "object" ||
    !("aborted" in signal)
  )
    return rejected(invalidArgType("signal", "AbortSignal", signal));
  if (resource === null || typeof resource !== "object")
    return rejected(invalidArgType("resource", "Object", resource));
  if (signal.aborted) return resolved();
  return new %Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
}

module.exports = {
  aborted,
  callbackify,
  deprecate,
  inherits,
  promisify,
  resultNames,
};
