"use strict";
// require('async_hooks'). The context that an AsyncLocalStorage sees is an
// immutable Map from storages to values: the runtime hands it on to promise
// jobs and microtasks, timers, ticks and the event loop to their callbacks.

const ids = require("internal/async_ids");
const { coded, invalidArgValue } = require("internal/errors");
const {
  validateBoolean,
  validateFunction,
  validateObject,
  validateString,
} = require("internal/validators");

// ---- AsyncLocalStorage ------------------------------------------------------------

class RunScope {
  #storage;
  #prior;
  #left = false;

  constructor(storage, store) {
    this.#storage = storage;
    this.#prior = storage.getStore();
    storage.enterWith(store);
  }

  dispose() {
    if (this.#left) return;
    this.#left = true;
    this.#storage.enterWith(this.#prior);
  }

  [%SymbolDispose]() {
    this.dispose();
  }
}

class AsyncLocalStorage {
  #defaultValue;
  #name;

  constructor(options = {}) {
    validateObject(options, "options"); //@ new AsyncLocalStorage internal/async_local_storage/async_context_frame:31:5
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() {
    return this.#name ?? "";
  }

  static bind(fn) {
    return AsyncResource.bind(fn); //@ *.bind internal/async_local_storage/async_context_frame:43:26
  }

  static snapshot() {
    return AsyncResource.bind((callback, ...args) => callback(...args));
  }

  disable() {
    const context = %AsyncContext();
    if (context !== undefined) %MapPrototypeDelete(context, this);
  }

  enterWith(data) {
    const context = %AsyncContext();
    const next = context === undefined ? new %Map() : new %Map(context);
    %MapPrototypeSet(next, this, data);
    %SetAsyncContext(next);
  }

  run(data, fn, ...args) {
    const prior = this.getStore();
    if (%ObjectIs(prior, data)) return %ReflectApply(fn, null, args);
    this.enterWith(data);
    try {
      return %ReflectApply(fn, null, args); //@ *.run internal/async_local_storage/async_context_frame:66:14|      return ReflectApply(fn, null, args);
    } finally {
      this.enterWith(prior);
    }
  }

  exit(fn, ...args) {
    return this.run(undefined, fn, ...args);
  }

  getStore() {
    const context = %AsyncContext();
    return context !== undefined && %MapPrototypeHas(context, this)
      ? %MapPrototypeGet(context, this)
      : this.#defaultValue;
  }

  withScope(store) {
    return new RunScope(this, store);
  }
}

// ---- AsyncResource ----------------------------------------------------------------

class AsyncResource {
  #context = %AsyncContext();
  #id;
  #trigger;

  constructor(type, options = {}) {
    validateString(type, "type"); //@ new AsyncResource async_hooks:181:5
    let trigger = options;
    if (typeof options !== "number")
      trigger = options.triggerAsyncId ?? ids.current().id;
    if (!%NumberIsSafeInteger(trigger) || trigger < -1)
      //@ new AsyncResource async_hooks:194:13|      throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', triggerAsyncId);
      throw coded(
        %RangeError,
        "ERR_INVALID_ASYNC_ID",
        `Invalid triggerAsyncId value: ${trigger}`,
      );
    this.#id = ids.begin(this, type, trigger);
    this.#trigger = trigger;
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const prior = %AsyncContext();
    ids.before(this.#id, this.#trigger, this);
    %SetAsyncContext(this.#context);
    try {
      return %ReflectApply(fn, thisArg, args); //@ *.runInAsyncScope async_hooks:226:14|      return ReflectApply(fn, thisArg, args);
    } finally {
      %SetAsyncContext(prior);
      ids.after(this.#id);
    }
  }

  emitDestroy() {
    ids.destroy(this.#id);
    return this;
  }

  asyncId() {
    return this.#id;
  }

  triggerAsyncId() {
    return this.#trigger;
  }

  bind(fn, thisArg) {
    validateFunction(fn, "fn"); //@ *.bind async_hooks:251:5
    const resource = this;
    const bound =
      thisArg === undefined
        ? function (...args) {
            return resource.runInAsyncScope(fn, this, ...args);
          }
        : (...args) => resource.runInAsyncScope(fn, thisArg, ...args);
    %ObjectDefineProperty(bound, "length", {
      __proto__: null,
      configurable: true,
      value: fn.length,
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    const name = type || fn.name || "bound-anonymous-fn";
    return new AsyncResource(name).bind(fn, thisArg); //@ *.bind async_hooks:276:62
  }
}

// ---- Hooks ------------------------------------------------------------------------

const events = ["init", "before", "after", "destroy", "promiseResolve"];

class AsyncHook {
  #hook = { callbacks: { __proto__: null } };

  constructor(callbacks) {
    for (let i = 0; i < events.length; i++) {
      const callback = callbacks[events[i]];
      if (callback !== undefined && typeof callback !== "function")
        //@ new AsyncHook async_hooks:78:13|      throw new ERR_ASYNC_CALLBACK('hook.init');
        throw coded(
          %TypeError,
          "ERR_ASYNC_CALLBACK",
          `hook.${events[i]} must be a function`,
        );
      this.#hook.callbacks[events[i]] = callback;
    }
    const { trackPromises } = callbacks;
    if (trackPromises !== undefined)
      validateBoolean(trackPromises, "trackPromises");
    if (trackPromises === false && callbacks.promiseResolve)
      throw invalidArgValue(
        "trackPromises",
        trackPromises,
        "must not be false when promiseResolve is enabled",
      );
  }

  enable() {
    ids.setEnabled(this.#hook, true);
    return this;
  }

  disable() {
    ids.setEnabled(this.#hook, false);
    return this;
  }
}

module.exports = {
  AsyncLocalStorage,
  createHook: (callbacks) => new AsyncHook(callbacks), //@ *.createHook async_hooks:170:10
  executionAsyncId: () => ids.current().id,
  triggerAsyncId: () => ids.current().trigger,
  executionAsyncResource: () => ids.current().resource,
  asyncWrapProviders: require("internal/async_providers"),
  AsyncResource,
};
