"use strict";
// Event, CustomEvent and EventTarget (WHATWG DOM 2), without a tree of
// targets: an event has one target and no phases but AT_TARGET.

const { coded, invalidArgType } = require("internal/errors");
const { missingArgs } = require("internal/validators");

const AT_TARGET = 2;

class Event {
  #type;
  #bubbles;
  #cancelable;
  #composed;
  #canceled = false;
  #stopped = false;
  #propagationStopped = false;
  #passive = false;
  #target = null;
  #dispatching = false;
  #timeStamp = %MathMax(%MonotonicNow() - %ProcessStart(), 0);
  #trusted = false;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missingArgs("type"); //@ new Event internal/event_target:118:13|      throw new ERR_MISSING_ARGS('type');
    if (
      options !== undefined &&
      options !== null &&
      typeof options !== "object" &&
      typeof options !== "function"
    )
      throw invalidArgType("options", "Object", options); //@ internal/errors:547:7, new Event internal/event_target:120:7|      throw error;
    this.#type = `${type}`; //@ new Event internal/event_target:125:22|    this[kType] = `${type}`;
    this.#bubbles = Boolean(options?.bubbles);
    this.#cancelable = Boolean(options?.cancelable);
    this.#composed = Boolean(options?.composed);
  }

  get type() {
    return this.#type;
  }

  get target() {
    return this.#target;
  }

  get currentTarget() {
    return this.#dispatching ? this.#target : null;
  }

  get srcElement() {
    return this.#target;
  }

  get bubbles() {
    return this.#bubbles;
  }

  get cancelable() {
    return this.#cancelable;
  }

  get composed() {
    return this.#composed;
  }

  get defaultPrevented() {
    return this.#cancelable && this.#canceled;
  }

  get returnValue() {
    return !this.#cancelable || !this.#canceled;
  }

  get eventPhase() {
    return this.#dispatching ? AT_TARGET : 0;
  }

  get timeStamp() {
    return this.#timeStamp;
  }

  get isTrusted() {
    return this.#trusted;
  }

  get cancelBubble() {
    return this.#propagationStopped;
  }

  set cancelBubble(value) {
    if (value) this.#propagationStopped = true;
  }

  composedPath() {
    return this.#dispatching ? [this.#target] : [];
  }

  preventDefault() {
    if (!this.#passive) this.#canceled = true;
  }

  stopPropagation() {
    this.#propagationStopped = true;
  }

  stopImmediatePropagation() {
    this.#stopped = true;
  }

  // Used by EventTarget; a static method reaches the private fields.
  static enter(event, target) {
    if (event.#dispatching)
      throw coded(
        %Error,
        "ERR_EVENT_RECURSION",
        `The event "${event.#type}" is already being dispatched`,
      );
    event.#target = target;
    event.#dispatching = true;
  }

  static leave(event) {
    event.#dispatching = false;
    event.#stopped = false;
  }

  static isStopped(event) {
    return event.#stopped;
  }

  static setPassive(event, passive) {
    event.#passive = passive;
  }

  static setTrusted(event) {
    event.#trusted = true;
    return event;
  }

  static isEvent(value) {
    if (value === null || typeof value !== "object") return false;
    return #type in value;
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    const name = this.constructor.name;
    if (depth < 0) return name;
    const { inspect } = require("internal/util/inspect");
    const inner = {
      ...options,
      depth: options.depth === null ? null : options.depth - 1,
    };
    const shown = {
      type: this.#type,
      defaultPrevented: this.defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timeStamp,
    };
    return `${name} ${inspect(shown, inner)}`;
  }
}

const { enter, leave, isStopped, setPassive, setTrusted, isEvent } = Event;
delete Event.enter;
delete Event.leave;
delete Event.isStopped;
delete Event.setPassive;
delete Event.setTrusted;
delete Event.isEvent;

function constant(Class, name, value) {
  const d = { __proto__: null, value, enumerable: true };
  %ObjectDefineProperty(Class, name, d);
  %ObjectDefineProperty(Class.prototype, name, d);
}

constant(Event, "NONE", 0);
constant(Event, "CAPTURING_PHASE", 1);
constant(Event, "AT_TARGET", AT_TARGET);
constant(Event, "BUBBLING_PHASE", 3);
tag(Event, "Event");

class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missingArgs("type"); //@ new CustomEvent internal/event_target:405:13|      throw new ERR_MISSING_ARGS('type');
    super(type, options); //@ new CustomEvent internal/event_target:406:5
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    return this.#detail;
  }
}

tag(CustomEvent, "CustomEvent");

function tag(Class, name) {
  %ObjectDefineProperty(Class.prototype, %SymbolToStringTag, {
    __proto__: null,
    value: name,
    configurable: true,
  });
}

// ---- Targets --------------------------------------------------------------------

const lists = new %WeakMap(); // target → Map: type → array of listeners

function listsOf(target) {
  const own = %WeakMapPrototypeGet(lists, target);
  if (own === undefined)
    throw coded(
      %TypeError,
      "ERR_INVALID_THIS",
      'Value of "this" must be of type EventTarget',
    );
  return own;
}

function readOptions(options) {
  if (typeof options === "boolean") return { capture: options };
  if (options === undefined || options === null) return {};
  if (typeof options !== "object" && typeof options !== "function")
    throw invalidArgType("options", "Object", options);
  return options;
}

function isListener(listener) {
  if (typeof listener === "function") return true;
  if (listener === null || listener === undefined) return false;
  if (typeof listener === "object") return true;
  throw invalidArgType("listener", "EventListener", listener); //@ validateEventListener internal/event_target:1106:9|  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function indexOf(list, callback, capture) {
  for (let i = 0; i < list.length; i++)
    if (list[i].callback === callback && list[i].capture === capture) return i;
  return -1;
}

function reportError(error) {
  const { nextTick } = require("internal/task_queue");
  nextTick(() => {
    throw error; //@ internal/event_target:1152:28|  process.nextTick(() => { throw err; });
  });
}

class EventTarget {
  constructor() {
    %WeakMapPrototypeSet(lists, this, new %Map());
  }

  addEventListener(type, listener, options = undefined) {
    const own = listsOf(this); //@ *.addEventListener internal/event_target:638:13|      throw new ERR_INVALID_THIS('EventTarget');
    if (arguments.length < 2) throw missingArgs("type", "listener"); //@ *.addEventListener internal/event_target:640:13|      throw new ERR_MISSING_ARGS('type', 'listener');
    const { once, capture, passive, signal } = readOptions(options);
    if (signal !== undefined) {
      const { validateAbortSignal } = require("internal/validators");
      validateAbortSignal(signal, "options.signal"); //@ *.addEventListener internal/event_target:663:7
    }
    if (!isListener(listener)) {
      //@ *.addEventListener internal/event_target:675:10
      const { warn } = require("internal/warning");
      warn(
        `addEventListener called with ${listener} which has no effect.`,
        "AddEventListenerArgumentTypeWarning",
      );
      return;
    }
    type = `${type}`;
    if (signal !== undefined) {
      if (signal.aborted) return;
      signal.addEventListener(
        "abort",
        () => this.removeEventListener(type, listener, options),
        { once: true },
      );
    }
    let list = %MapPrototypeGet(own, type);
    if (list === undefined) %MapPrototypeSet(own, type, (list = []));
    if (indexOf(list, listener, Boolean(capture)) !== -1) return;
    %ArrayPrototypePush(list, {
      callback: listener,
      once: Boolean(once),
      capture: Boolean(capture),
      passive: Boolean(passive),
      removed: false,
    });
  }

  removeEventListener(type, listener, options = undefined) {
    const own = listsOf(this);
    if (arguments.length < 2) throw missingArgs("type", "listener"); //@ *.removeEventListener internal/event_target:741:13|      throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    const list = %MapPrototypeGet(own, `${type}`);
    if (list === undefined) return;
    const capture =
      typeof options === "boolean" ? options : Boolean(options?.capture);
    const i = indexOf(list, listener, capture);
    if (i === -1) return;
    list[i].removed = true;
    %ArrayPrototypeSplice(list, i, 1);
  }

  dispatchEvent(event) {
    const own = listsOf(this);
    if (arguments.length === 0) throw missingArgs("event"); //@ *.dispatchEvent internal/event_target:805:13|      throw new ERR_MISSING_ARGS('event');
    if (!isEvent(event)) throw invalidArgType("event", "Event", event); //@ *.dispatchEvent internal/event_target:808:13|      throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    enter(event, this); //@ *.dispatchEvent internal/event_target:811:13
    const list = %MapPrototypeGet(own, event.type) ?? [];
    const batch = %ArrayPrototypeSlice(list);
    for (let i = 0; i < batch.length && !isStopped(event); i++) {
      const entry = batch[i];
      if (entry.removed) continue;
      if (entry.once) {
        entry.removed = true;
        const at = %ArrayPrototypeIndexOf(list, entry);
        if (at !== -1) %ArrayPrototypeSplice(list, at, 1);
      }
      setPassive(event, entry.passive);
      try {
        const callback = entry.callback;
        if (typeof callback === "function")
          %FunctionPrototypeCall(callback, this, event); //@ [nodejs.internal.kHybridDispatch] internal/event_target:872:20, *.dispatchEvent internal/event_target:813:26
        else callback.handleEvent(event);
      } catch (error) {
        reportError(error);
      }
      setPassive(event, false);
    }
    leave(event);
    return event.defaultPrevented !== true;
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    const name = this.constructor.name;
    if (depth < 0) return name;
    const { inspect } = require("internal/util/inspect");
    const inner = {
      ...options,
      depth: options.depth === null ? null : options.depth - 1,
    };
    return `${name} ${inspect({}, inner)}`;
  }
}

tag(EventTarget, "EventTarget");

// An `onname` property that holds one listener.
function defineHandler(prototype, name) {
  const handlers = new %WeakMap();
  const key = `on${name}`;
  const accessors = {
    get [key]() {
      listsOf(this);
      return %WeakMapPrototypeGet(handlers, this)?.handler ?? null;
    },
    set [key](value) {
      let entry = %WeakMapPrototypeGet(handlers, this);
      const isFunction = typeof value === "function";
      if (entry === undefined) {
        if (!isFunction) return;
        entry = { handler: value, listener: undefined };
        entry.listener = function (event) {
          if (entry.handler !== null)
            %FunctionPrototypeCall(entry.handler, this, event);
        };
        %WeakMapPrototypeSet(handlers, this, entry);
        this.addEventListener(name, entry.listener);
      }
      entry.handler = isFunction ? value : null;
    },
  };
  %ObjectDefineProperty(
    prototype,
    key,
    %ObjectGetOwnPropertyDescriptor(accessors, key),
  );
}

function listenersOfTarget(target, type) {
  const list = %MapPrototypeGet(listsOf(target), type) ?? [];
  const out = [];
  for (let i = 0; i < list.length; i++)
    %ArrayPrototypePush(out, list[i].callback);
  return out;
}

module.exports = {
  Event,
  CustomEvent,
  EventTarget,
  defineHandler,
  listenersOfTarget,
  setTrusted,
};
