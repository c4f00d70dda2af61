"use strict";
// EventEmitter and the functions around it. The listeners of an event are a
// function or, from two on, an array that is never changed: adding and removing
// makes a new one, so an emit goes over the listeners of its beginning.

const registry = require("internal/registry");
const { coded, invalidArgType, outOfRange } = require("internal/errors");
const { rejected, resolved } = require("internal/promise");

const capture = %Symbol("kCapture");
const shapeMode = %Symbol("shapeMode");
const emitting = %Symbol("events.emitting"); // printed by Node, unused here
const rejection = %SymbolFor("nodejs.rejection");
const errorMonitor = %Symbol("events.errorMonitor");

let defaultMaxListeners = 10;

function checkListener(listener) {
  if (typeof listener !== "function")
    throw invalidArgType("listener", "Function", listener); //@ internal/errors:547:7, checkListener events:266:3|      throw error;
}

function EventEmitter(options) {
  EventEmitter.init.call(this, options); //@ new EventEmitter events:210:21
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

%ObjectDefineProperty(EventEmitter.prototype, capture, {
  __proto__: null,
  value: false,
  writable: true,
  enumerable: false,
});

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  checkLimit(n, "setMaxListeners"); //@ *.setMaxListeners events:405:3
  this._maxListeners = n;
  return this;
};

function checkLimit(n, name) {
  if (typeof n !== "number") throw invalidArgType(name, "number", n); //@ internal/errors:547:7|      throw error;
  if (n < 0 || n !== n) throw outOfRange(name, ">= 0", n); //@ internal/errors:547:7|      throw error;
}

function limitOf(emitter) {
  return emitter._maxListeners === undefined
    ? defaultMaxListeners
    : emitter._maxListeners;
}

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return limitOf(this);
};

// ---- Emitting -----------------------------------------------------------------

// The error's stack, and behind it where the event was emitted.
function withEventFrames(emitter, error, here) {
  let what = "";
  try {
    const { name } = emitter.constructor;
    if (name !== "EventEmitter") what = ` on ${name} instance`;
  } catch {
    // Whatever it is.
  }
  const at = %StringPrototypeIndexOf(here.stack, "\n");
  return `${error.stack}\nEmitted 'error' event${what} at:${%StringPrototypeSlice(here.stack, at)}`;
}

// An 'error' event that nobody listens to is thrown.
function throwUnhandled(emitter, value, emit) {
  if (value instanceof %Error) {
    // The report of the uncaught error says where it was emitted.
    const here = { name: "", message: "" };
    %ErrorCaptureStackTrace(here, emit);
    const report = () => withEventFrames(emitter, value, here);
    registry.unhandledEvent = { error: value, report };
    throw value; //@ events:505:5|    throw er; // Unhandled 'error' event
  }
  const { inspect } = require("internal/util/inspect");
  let text;
  try {
    text = inspect(value);
  } catch {
    text = value;
  }
  //@ getUnhandledErrorException events:477:15
  const error = coded(
    %Error,
    "ERR_UNHANDLED_ERROR",
    `Unhandled error. (${text})`,
  );
  error.context = value;
  throw error; //@ events:505:5|    throw er; // Unhandled 'error' event
}

// With captureRejections: a listener's rejected promise becomes an event.
function watchResult(emitter, result, type, args) {
  if (!emitter[capture] || result === undefined || result === null) return;
  let then;
  try {
    then = result.then;
  } catch (error) {
    emitter.emit("error", error);
    return;
  }
  if (typeof then !== "function") return;
  %FunctionPrototypeCall(then, result, undefined, (error) => {
    const { nextTick } = require("internal/task_queue");
    nextTick(deliverRejection, emitter, error, type, args);
  });
}

function deliverRejection(emitter, error, type, args) {
  if (typeof emitter[rejection] === "function") {
    %ArrayPrototypeUnshift(args, error, type);
    %ReflectApply(emitter[rejection], emitter, args);
    return;
  }
  const before = emitter[capture];
  try {
    emitter[capture] = false;
    emitter.emit("error", error);
  } finally {
    emitter[capture] = before;
  }
}

function call(handler, emitter, args) {
  switch (args.length) {
    case 0:
      return %FunctionPrototypeCall(handler, emitter);
    case 1:
      return %FunctionPrototypeCall(handler, emitter, args[0]);
    case 2:
      return %FunctionPrototypeCall(handler, emitter, args[0], args[1]);
  }
  return %ReflectApply(handler, emitter, args);
}

EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === "error") {
    if (events !== undefined && events[errorMonitor] !== undefined) {
      %ArrayPrototypeUnshift(args, errorMonitor);
      %ReflectApply(this.emit, this, args); //@ *.emit events:495:12
      %ArrayPrototypeShift(args);
    }
    if (events === undefined || events.error === undefined)
      throwUnhandled(this, args[0], emit); //@ *.emit events:502:16
  } else if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === "function") {
    const result = call(handler, this, args); //@ *.emit events:514:20
    if (result !== undefined) watchResult(this, result, type, args);
    return true;
  }
  const n = handler.length;
  for (let i = 0; i < n; i++) {
    const result = call(handler[i], this, args); //@ *.emit events:526:24
    if (result !== undefined) watchResult(this, result, type, args);
  }
  return true;
};

// ---- Adding and removing ------------------------------------------------------

// A copy of the listeners to change, in the place of the old array.
function changeable(events, type, list) {
  const copy = %ArrayPrototypeSlice(list);
  copy[emitting] = 0;
  if (list.warned) copy.warned = true;
  events[type] = copy;
  return copy;
}

function warnLeak(emitter, type, list, limit) {
  list.warned = true;
  const { inspect } = require("internal/util/inspect");
  const message =
    `Possible EventEmitter memory leak detected. ${list.length} ${%String(type)} listeners ` +
    `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`;
  const warning = new %Error(message);
  warning.name = "MaxListenersExceededWarning";
  warning.emitter = emitter;
  warning.type = type;
  warning.count = list.length;
  require("internal/warning").warn(warning);
}

function add(emitter, type, listener, first) {
  checkListener(listener); //@ _addListener events:550:3
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    emitter.emit("newListener", type, listener.listener ?? listener);
    events = emitter._events;
  }
  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  let list;
  if (typeof existing === "function") {
    list = events[type] = first ? [listener, existing] : [existing, listener];
    list[emitting] = 0;
  } else {
    list = changeable(events, type, existing);
    if (first) %ArrayPrototypeUnshift(list, listener);
    else %ArrayPrototypePush(list, listener);
  }
  const limit = limitOf(emitter);
  if (limit > 0 && list.length > limit && !list.warned)
    warnLeak(emitter, type, list, limit);
  return emitter;
}

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return add(this, type, listener, false); //@ *.addListener events:616:10
};

EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener = function prependListener(
  type,
  listener,
) {
  return add(this, type, listener, true); //@ *.prependListener events:630:14
};

function onceWrapper(emitter, type, listener) {
  let fired = false;
  function wrapper(...args) {
    if (fired) return undefined;
    emitter.removeListener(type, wrapper);
    fired = true;
    return %ReflectApply(listener, emitter, args); //@ *.wrapper events:639:12
  }
  wrapper.listener = listener;
  return wrapper;
}

EventEmitter.prototype.once = function once(type, listener) {
  checkListener(listener); //@ *.once events:652:3
  this.on(type, onceWrapper(this, type, listener));
  return this;
};

EventEmitter.prototype.prependOnceListener = function prependOnceListener(
  type,
  listener,
) {
  checkListener(listener); //@ *.prependOnceListener events:667:7
  this.prependListener(type, onceWrapper(this, type, listener));
  return this;
};

function forget(emitter, type) {
  emitter._eventsCount -= 1;
  if (emitter[shapeMode]) emitter._events[type] = undefined;
  else if (emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete emitter._events[type];
}

EventEmitter.prototype.removeListener = function removeListener(
  type,
  listener,
) {
  checkListener(listener); //@ *.removeListener events:681:7
  const events = this._events;
  if (events === undefined) return this;
  const existing = events[type];
  if (existing === undefined) return this;
  if (existing === listener || existing.listener === listener) {
    const had = events.removeListener;
    forget(this, type);
    if (had && type !== undefined)
      this.emit("removeListener", type, existing.listener || listener);
    return this;
  }
  if (typeof existing === "function") return this;
  let at = existing.length - 1;
  while (
    at >= 0 &&
    existing[at] !== listener &&
    existing[at].listener !== listener
  )
    at--;
  if (at < 0) return this;
  const list = changeable(events, type, existing);
  if (at === 0) %ArrayPrototypeShift(list);
  else %ArrayPrototypeSplice(list, at, 1);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined)
    this.emit("removeListener", type, listener);
  return this;
};

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      if (--this._eventsCount === 0) this._events = { __proto__: null };
      else delete events[type];
    }
    return this;
  }
  if (arguments.length === 0) {
    const keys = %ReflectOwnKeys(events);
    for (let i = 0; i < keys.length; i++)
      if (keys[i] !== "removeListener") this.removeAllListeners(keys[i]);
    this.removeAllListeners("removeListener");
    this._events = { __proto__: null };
    this._eventsCount = 0;
    return this;
  }
  const existing = events[type];
  if (typeof existing === "function") this.removeListener(type, existing);
  else if (existing !== undefined) {
    for (let i = existing.length - 1; i >= 0; i--)
      this.removeListener(type, existing[i]);
  }
  return this;
};

// ---- Looking ------------------------------------------------------------------

function listenersOf(emitter, type, unwrap) {
  const existing =
    emitter._events === undefined ? undefined : emitter._events[type];
  if (existing === undefined) return [];
  const list = typeof existing === "function" ? [existing] : existing;
  const out = [];
  for (let i = 0; i < list.length; i++)
    %ArrayPrototypePush(out, unwrap ? (list[i].listener ?? list[i]) : list[i]);
  return out;
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const list = listenersOf(this, type, false);
  if (listener === undefined || listener === null) return list.length;
  let n = 0;
  for (let i = 0; i < list.length; i++)
    if (list[i] === listener || list[i].listener === listener) n++;
  return n;
};

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? %ReflectOwnKeys(this._events) : [];
};

// ---- Functions of the module --------------------------------------------------

function isTarget(value) {
  return typeof value.addEventListener === "function";
}

function abortError(signal) {
  const { AbortError } = require("internal/abort_controller");
  return new AbortError(undefined, { cause: signal.reason });
}

function checkSignal(signal) {
  if (signal === undefined) return;
  if (signal === null || typeof signal !== "object" || !("aborted" in signal))
    throw invalidArgType("options.signal", "AbortSignal", signal);
}

function listen(emitter, name, listener, once) {
  if (typeof emitter.on === "function") {
    if (once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (isTarget(emitter))
    emitter.addEventListener(name, listener, { once });
  else throw invalidArgType("emitter", "EventEmitter", emitter);
}

function unlisten(emitter, name, listener) {
  if (typeof emitter.removeListener === "function")
    emitter.removeListener(name, listener);
  else emitter.removeEventListener(name, listener);
}

// A promise of the arguments of the next `name` event.
async function once(emitter, name, options = {}) {
  const signal = options?.signal;
  checkSignal(signal); //@ EventEmitter.once events:1004:3|  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortError(signal); //@ EventEmitter.once events:1006:11|    throw new AbortError(undefined, { cause: signal.reason });
  return new %Promise((resolve, reject) => {
    const done = () => {
      if (name !== "error" && typeof emitter.once === "function")
        emitter.removeListener("error", onError);
      if (signal !== undefined) signal.removeEventListener("abort", onAbort);
    };
    const onEvent = (...args) => {
      done();
      resolve(args);
    };
    const onError = (error) => {
      unlisten(emitter, name, onEvent);
      done();
      reject(error);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      done();
      reject(abortError(signal));
    };
    listen(emitter, name, onEvent, true);
    if (name !== "error" && typeof emitter.once === "function")
      emitter.once("error", onError);
    if (signal !== undefined)
      signal.addEventListener("abort", onAbort, { once: true });
  });
}

// An async iterator over the arguments of `name` events.
function on(emitter, name, options = {}) {
  const signal = options?.signal;
  checkSignal(signal);
  if (signal?.aborted) throw abortError(signal); //@ *.on events:1091:11|    throw new AbortError(undefined, { cause: signal.reason });
  const events = []; // not yet asked for
  const waiting = []; // asked for, not yet here
  let failure;
  let finished = false;

  const onEvent = (...args) => {
    const waiter = %ArrayPrototypeShift(waiting);
    if (waiter === undefined) %ArrayPrototypePush(events, args);
    else waiter.resolve({ value: args, done: false });
  };
  const onError = (error) => {
    const waiter = %ArrayPrototypeShift(waiting);
    if (waiter === undefined) failure = { error };
    else waiter.reject(error);
    close();
  };
  const onAbort = () => onError(abortError(signal));

  function close() {
    if (!finished) {
      finished = true;
      unlisten(emitter, name, onEvent);
      if (name !== "error" && typeof emitter.on === "function")
        emitter.removeListener("error", onError);
      const closers = options?.close;
      if (%ArrayIsArray(closers))
        for (let i = 0; i < closers.length; i++)
          emitter.removeListener(closers[i], close);
      if (signal !== undefined) signal.removeEventListener("abort", onAbort);
    }
    let waiter;
    while ((waiter = %ArrayPrototypeShift(waiting)) !== undefined)
      waiter.resolve({ value: undefined, done: true });
    return resolved({ value: undefined, done: true });
  }

  const iterator = {
    next() {
      if (events.length > 0)
        return resolved({
          value: %ArrayPrototypeShift(events),
          done: false,
        });
      if (failure !== undefined) {
        const { error } = failure;
        failure = undefined;
        return rejected(error);
      }
      if (finished) return close();
      return new %Promise((resolve, reject) => {
        %ArrayPrototypePush(waiting, { resolve, reject });
      });
    },
    return: close,
    throw(error) {
      if (!(error instanceof %Error))
        throw invalidArgType("EventEmitter.AsyncIterator", "Error", error);
      onError(error);
    },
    [%SymbolAsyncIterator]() {
      return this;
    },
  };
  %ObjectSetPrototypeOf(iterator, %AsyncIteratorPrototype);

  listen(emitter, name, onEvent, false); //@ eventTargetAgnosticAddListener events:1069:11, addEventListener events:1247:7, *.on events:1189:3|    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  if (name !== "error" && typeof emitter.on === "function")
    emitter.on("error", onError);
  const closers = options?.close;
  if (%ArrayIsArray(closers))
    for (let i = 0; i < closers.length; i++) emitter.on(closers[i], close);
  if (signal !== undefined)
    signal.addEventListener("abort", onAbort, { once: true });
  return iterator;
}

function getEventListeners(emitter, type) {
  if (typeof emitter.listeners === "function") return emitter.listeners(type);
  if (isTarget(emitter)) {
    const { listenersOfTarget } = require("internal/event_target");
    return listenersOfTarget(emitter, type);
  }
  throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter); //@ *.getEventListeners events:952:9|  throw new ERR_INVALID_ARG_TYPE('emitter',
}

function listenerCount(emitter, type) {
  if (typeof emitter.listenerCount === "function")
    return emitter.listenerCount(type);
  return getEventListeners(emitter, type).length; //@ *.listenerCount events:988:9|  throw new ERR_INVALID_ARG_TYPE('emitter',
}

function getMaxListeners(emitter) {
  if (typeof emitter?.getMaxListeners === "function") return limitOf(emitter);
  if (emitter && isTarget(emitter)) return defaultMaxListeners;
  throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter); //@ *.getMaxListeners events:969:9|  throw new ERR_INVALID_ARG_TYPE('emitter',
}

function setMaxListeners(n = defaultMaxListeners, ...targets) {
  checkLimit(n, "setMaxListeners"); //@ *.setMaxListeners events:306:5
  if (targets.length === 0) defaultMaxListeners = n;
  for (let i = 0; i < targets.length; i++)
    if (typeof targets[i].setMaxListeners === "function")
      targets[i].setMaxListeners(n);
}

// Calls back when the signal is aborted; the result ends that.
function addAbortListener(signal, listener) {
  if (signal === undefined)
    throw invalidArgType("signal", "AbortSignal", signal);
  const {
    validateAbortSignal,
    validateFunction,
  } = require("internal/validators");
  validateAbortSignal(signal, "signal"); //@ *.addAbortListener internal/events/abort_listener:30:3
  validateFunction(listener, "listener"); //@ *.addAbortListener internal/events/abort_listener:31:3
  let remove;
  if (signal.aborted)
    require("internal/microtask").queueMicrotask(() => listener());
  else {
    signal.addEventListener("abort", listener, { __proto__: null, once: true });
    remove = () => signal.removeEventListener("abort", listener);
  }
  return {
    __proto__: null,
    [%SymbolDispose]() {
      remove?.();
    },
  };
}

EventEmitter.addAbortListener = addAbortListener;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.listenerCount = listenerCount;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = rejection;

%ObjectDefineProperty(EventEmitter, "captureRejections", {
  __proto__: null,
  enumerable: true,
  get() {
    return EventEmitter.prototype[capture];
  },
  set(value) {
    if (typeof value !== "boolean")
      throw invalidArgType("EventEmitter.captureRejections", "boolean", value); //@ internal/errors:547:7, EventEmitter.set [as captureRejections] events:231:5|      throw error;
    EventEmitter.prototype[capture] = value;
  },
});

%ObjectDefineProperty(EventEmitter, "EventEmitterAsyncResource", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: function lazyEventEmitterAsyncResource() {
    const own = require("internal/event_emitter_async_resource");
    if (own === undefined) {
      const { unsupported } = require("internal/errors");
      throw unsupported(
        "events.EventEmitterAsyncResource under a made-up name",
      );
    }
    return own.EventEmitterAsyncResource;
  },
  set: undefined,
});

EventEmitter.errorMonitor = errorMonitor;

%ObjectDefineProperty(EventEmitter, "defaultMaxListeners", {
  __proto__: null,
  enumerable: true,
  get() {
    return defaultMaxListeners;
  },
  set(n) {
    checkLimit(n, "defaultMaxListeners"); //@ EventEmitter.set [as defaultMaxListeners] events:276:5
    defaultMaxListeners = n;
  },
});

EventEmitter.setMaxListeners = setMaxListeners;
EventEmitter.init = function (options) {
  if (
    this._events === undefined ||
    this._events === %ObjectGetPrototypeOf(this)._events
  ) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (this[shapeMode] === undefined) this[shapeMode] = false;
  if (options?.captureRejections) {
    if (typeof options.captureRejections !== "boolean")
      //@ internal/errors:547:7, EventEmitter.<anonymous> events:347:5|      throw error;
      throw invalidArgType(
        "options.captureRejections",
        "boolean",
        options.captureRejections,
      );
    this[capture] = true;
  } else this[capture] = EventEmitter.prototype[capture];
};

module.exports = EventEmitter;
