"use strict";
// AbortController and AbortSignal (WHATWG DOM 3), and the AbortError that
// Node's own functions reject with.

const {
  Event,
  EventTarget,
  defineHandler,
  setTrusted,
} = require("internal/event_target");
const { DOMException } = require("internal/dom_exception");
const { coded, invalidArgType, invalidThis } = require("internal/errors");

class AbortError extends %Error {
  constructor(message = "The operation was aborted", options = undefined) {
    if (options !== undefined && typeof options !== "object")
      throw invalidArgType("options", "Object", options);
    super(message, options);
    this.code = "ABORT_ERR";
    this.name = "AbortError";
  }
}

let isInternal = false; // a signal is made by this module

// An error of the conversion of arguments, whose code does not stand in its stack.
function notConverted(text) {
  const error = new %TypeError(text);
  error.code = "ERR_INVALID_ARG_TYPE";
  return error;
}

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  #dependents = undefined; // signals of AbortSignal.any that follow this one

  constructor() {
    if (!isInternal)
      throw coded(%TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor"); //@ new AbortSignal internal/abort_controller:241:13|      throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  get aborted() {
    if (!isSignal(this)) throw invalidThis("AbortSignal"); //@ validateThisAbortSignal internal/abort_controller:137:11, get aborted internal/abort_controller:264:5|    throw new ERR_INVALID_THIS('AbortSignal');
    return this.#aborted;
  }

  get reason() {
    if (!isSignal(this)) throw invalidThis("AbortSignal"); //@ validateThisAbortSignal internal/abort_controller:137:11, get reason internal/abort_controller:273:5|    throw new ERR_INVALID_THIS('AbortSignal');
    return this.#reason;
  }

  throwIfAborted() {
    if (!isSignal(this)) throw invalidThis("AbortSignal"); //@ validateThisAbortSignal internal/abort_controller:137:11, *.throwIfAborted internal/abort_controller:279:5|    throw new ERR_INVALID_THIS('AbortSignal');
    if (this.#aborted) throw this.#reason; //@ internal/abort_controller:282:7|      throw this[kReason];
  }

  static abort(
    reason = new DOMException("This operation was aborted", "AbortError"), //@ *.abort internal/abort_controller:297:14
  ) {
    const signal = create();
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay) {
    const { validateInteger } = require("internal/validators");
    validateInteger(delay, "delay", 0, 4294967295); //@ *.timeout internal/abort_controller:306:5
    const { setTimeout } = require("internal/timers");
    const signal = create();
    setTimeout(() => {
      doAbort(
        signal,
        //@ Timeout._onTimeout internal/abort_controller:210:9
        new DOMException(
          "The operation was aborted due to timeout",
          "TimeoutError",
        ),
      );
    }, delay).unref();
    return signal;
  }

  static any(signals) {
    const isObject =
      signals !== null &&
      (typeof signals === "object" || typeof signals === "function");
    if (!isObject || typeof signals[%SymbolIterator] !== "function")
      throw notConverted("signals cannot be converted to sequence.");
    const list = %ArrayFrom(signals);
    const result = create();
    for (let i = 0; i < list.length; i++) {
      const signal = list[i];
      if (!(signal instanceof AbortSignal))
        throw notConverted(`signals[${i}] is not of type AbortSignal.`);
      if (signal.#aborted) {
        result.#aborted = true;
        result.#reason = signal.#reason;
        return result;
      }
    }
    for (let i = 0; i < list.length; i++) {
      list[i].#dependents ??= [];
      %ArrayPrototypePush(list[i].#dependents, result);
    }
    return result;
  }

  static is(value) {
    return value !== null && typeof value === "object" && #aborted in value;
  }

  static fire(signal, reason) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    const dependents = signal.#dependents ?? [];
    for (let i = 0; i < dependents.length; i++) {
      if (dependents[i].#aborted) continue;
      dependents[i].#aborted = true;
      dependents[i].#reason = reason;
    }
    signal.dispatchEvent(setTrusted(new Event("abort")));
    for (let i = 0; i < dependents.length; i++)
      dependents[i].dispatchEvent(setTrusted(new Event("abort")));
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    return inspectAs(
      this,
      "AbortSignal",
      { aborted: this.#aborted },
      depth,
      options,
    );
  }
}

const isSignal = AbortSignal.is;
delete AbortSignal.is;
const doAbort = AbortSignal.fire;
delete AbortSignal.fire;

function create() {
  isInternal = true;
  try {
    return new AbortSignal();
  } finally {
    isInternal = false;
  }
}

function inspectAs(self, name, shown, depth, options) {
  if (depth < 0) return name === "AbortSignal" ? "[AbortSignal]" : self;
  const { inspect } = require("internal/util/inspect");
  const inner = {
    ...options,
    depth: options.depth === null ? null : options.depth - 1,
  };
  return `${name} ${inspect(shown, inner)}`;
}

function tag(Class, name) {
  %ObjectDefineProperty(Class.prototype, %SymbolToStringTag, {
    __proto__: null,
    value: name,
    configurable: true,
  });
}

defineHandler(AbortSignal.prototype, "abort");
tag(AbortSignal, "AbortSignal");

class AbortController {
  #signal = create();

  get signal() {
    return this.#signal;
  }

  abort(
    reason = new DOMException("This operation was aborted", "AbortError"), //@ *.abort internal/abort_controller:579:18
  ) {
    doAbort(this.#signal, reason);
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    return inspectAs(
      this,
      "AbortController",
      { signal: this.#signal },
      depth,
      options,
    );
  }
}

tag(AbortController, "AbortController");

module.exports = { AbortController, AbortSignal, AbortError };
