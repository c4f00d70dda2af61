"use strict";
// What the kinds of streams (WHATWG Streams) share: queues of chunks with sizes, promises, errors, strategies' checks.

const { coded, invalidArgType, invalidArgValue } = require("internal/errors");

const secret = {}; // constructors that programs may not call want it

function checkSecret(key) {
  if (key !== secret)
    throw coded(%TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
}

function invalidState(message) {
  return coded(%TypeError, "ERR_INVALID_STATE", `Invalid state: ${message}`);
}

function wrongThis(name) {
  return coded(
    %TypeError,
    "ERR_INVALID_THIS",
    `Value of "this" must be of type ${name}`,
  );
}

function noop() {}

function then(promise, onValue, onError) {
  return %PromisePrototypeThen(promise, onValue, onError);
}

// Promise.resolve and Promise.reject, which want their constructor as receiver.
function resolvedWith(v) {
  return %ReflectApply(%PromiseResolve, %Promise, [v]);
}

function rejectedWith(error) {
  return %ReflectApply(%PromiseReject, %Promise, [error]);
}

// Its rejection is nobody's surprise.
function markHandled(promise) {
  %PromisePrototypeThen(promise, undefined, noop);
}

function newDeferred() {
  let resolve, reject;
  const promise = new %Promise((f, g) => {
    resolve = f;
    reject = g;
  });
  return { promise, resolve, reject };
}

function rejectedDeferred(error) {
  const deferred = newDeferred();
  deferred.reject(error);
  markHandled(deferred.promise);
  return deferred;
}

function resolvedDeferred() {
  const deferred = newDeferred();
  deferred.resolve(undefined);
  return deferred;
}

// A method of an underlying source or sink as a function that gives a promise; undefined: there is none.
function algorithm(object, name, what) {
  const f = object[name];
  if (f === undefined) return () => resolvedWith(undefined);
  if (typeof f !== "function") throw invalidArgType(what, "Function", f);
  return (...args) => {
    try {
      return resolvedWith(%ReflectApply(f, object, args));
    } catch (e) {
      return rejectedWith(e);
    }
  };
}

// First in, first out.
class Fifo {
  #items = [];
  #head = 0;

  get length() {
    return this.#items.length - this.#head;
  }

  push(v) {
    %ArrayPrototypePush(this.#items, v);
  }

  peek() {
    return this.#items[this.#head];
  }

  shift() {
    const v = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    if (this.#head * 2 >= this.#items.length) {
      this.#items = %ArrayPrototypeSlice(this.#items, this.#head);
      this.#head = 0;
    }
    return v;
  }
}

// A queue of chunks and the sum of their sizes (8.1).
class SizedQueue {
  #chunks = new Fifo();
  total = 0;

  get length() {
    return this.#chunks.length;
  }

  push(value, size) {
    const n = +size;
    if (!(n >= 0 && n !== %Infinity))
      throw invalidArgValue("size", n, "is invalid", %RangeError);
    this.#chunks.push({ value, size: n });
    this.total += n;
  }

  peek() {
    return this.#chunks.peek().value;
  }

  shift() {
    const { value, size } = this.#chunks.shift();
    this.total = %MathMax(this.total - size, 0);
    return value;
  }

  clear() {
    this.#chunks = new Fifo();
    this.total = 0;
  }
}

function checkObject(v, name) {
  if (
    v !== undefined &&
    (v === null || (typeof v !== "object" && typeof v !== "function"))
  )
    throw invalidArgType(name, "object", v);
}

function highWaterMark(strategy, fallback) {
  const v = strategy.highWaterMark;
  if (v === undefined) return fallback;
  const n = +v;
  if (!(n >= 0))
    throw invalidArgValue(
      "strategy.highWaterMark",
      v,
      "is invalid",
      %RangeError,
    );
  return n;
}

function sizeFunction(strategy) {
  const f = strategy.size;
  if (f === undefined) return () => 1;
  if (typeof f !== "function")
    throw invalidArgType("strategy.size", "function", f);
  return (chunk) => f(chunk);
}

function expose(C, names) {
  for (let i = 0; i < names.length; i++)
    %ObjectDefineProperty(C.prototype, names[i], {
      __proto__: null,
      enumerable: true,
    });
  %ObjectDefineProperty(C.prototype, %SymbolToStringTag, {
    __proto__: null,
    value: C.name,
    configurable: true,
  });
}

// What util.inspect shows of an object: its class and some fields.
function customInspect(object, depth, options, name, fields) {
  if (depth < 0) return undefined;
  const { inspect } = require("internal/util/inspect");
  const inner = { ...options };
  if (inner.depth !== null) inner.depth--;
  return `${name} ${inspect(fields, inner)}`;
}

module.exports = {
  Fifo,
  SizedQueue,
  algorithm,
  checkObject,
  checkSecret,
  customInspect,
  expose,
  highWaterMark,
  invalidState,
  markHandled,
  newDeferred,
  noop,
  rejectedDeferred,
  rejectedWith,
  resolvedDeferred,
  resolvedWith,
  secret,
  sizeFunction,
  then,
  wrongThis,
};
