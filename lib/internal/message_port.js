"use strict";
// MessageChannel and MessagePort (WHATWG HTML 9.4) between parts of one thread, with Node's methods of emitters. A port
// that somebody listens to keeps the process alive until one end is closed. What can be sent is what structuredClone can
// copy; ports are not transferred.

const { Event, EventTarget, defineHandler } = require("internal/event_target");
const { coded, invalidArgType } = require("internal/errors");

class MessageEvent extends Event {
  #init;

  constructor(type, init = {}) {
    super(type, init);
    const { data = null, origin = "", lastEventId = "" } = init ?? {};
    const { source = null, ports = [] } = init ?? {};
    this.#init = { data, origin, lastEventId, source, ports };
  }

  get data() {
    return this.#init.data;
  }

  get origin() {
    return this.#init.origin;
  }

  get lastEventId() {
    return this.#init.lastEventId;
  }

  get source() {
    return this.#init.source;
  }

  get ports() {
    return this.#init.ports;
  }
}

function noop() {}

let isInternal = false; // a port is made by this module
let take; // the oldest message of a port: { message }, or undefined
let entangle;

class MessagePort extends EventTarget {
  #peer;
  #queue = [];
  #isStarted = false;
  #isClosed = false;
  #isPlanned = false; // a delivery
  #watcher; // in the loop: keeps the process alive
  #wrappers = new %Map(); // listeners of on() to those of the EventTarget, by type

  static {
    entangle = (a, b) => {
      a.#peer = b;
      b.#peer = a;
    };
    take = (port) =>
      port.#queue.length === 0
        ? undefined
        : { message: %ArrayPrototypeShift(port.#queue) };
  }

  constructor() {
    if (!isInternal)
      throw coded(
        %TypeError,
        "ERR_CONSTRUCT_CALL_INVALID",
        "Constructor cannot be called",
      );
    super();
  }

  postMessage(value, options = undefined) {
    if (arguments.length === 0)
      throw coded(
        %TypeError,
        "ERR_MISSING_ARGS",
        "Not enough arguments to MessagePort.postMessage",
      );
    const transfer = %ArrayIsArray(options) ? options : options?.transfer;
    const { structuredClone } = require("internal/structured_clone");
    const copy = structuredClone(value, { transfer: transfer ?? [] });
    const peer = this.#peer;
    if (peer === undefined) return;
    %ArrayPrototypePush(peer.#queue, copy);
    peer.#plan();
  }

  #plan() {
    if (!this.#isStarted || this.#isPlanned || this.#isClosed) return;
    this.#isPlanned = true;
    require("internal/loop").complete(() => this.#deliver(), []);
  }

  // One message; the rest on its own, since a listener may throw.
  #deliver() {
    this.#isPlanned = false;
    const next = this.#isStarted && !this.#isClosed ? take(this) : undefined;
    if (next === undefined) return;
    if (this.#queue.length > 0) this.#plan();
    const data = next.message;
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  start() {
    if (this.#isClosed || this.#isStarted) return;
    this.#isStarted = true;
    if (this.#queue.length > 0) this.#plan();
  }

  close(callback = undefined) {
    if (typeof callback === "function") this.once("close", callback);
    const peer = this.#peer;
    if (peer === undefined) return;
    require("internal/loop").complete(() => {
      this.#end();
      peer.#end();
    }, []);
    this.#peer = peer.#peer = undefined;
  }

  // What had been sent before arrives first.
  #end() {
    while (this.#isStarted && this.#queue.length > 0) this.#deliver();
    this.#isClosed = true;
    this.unref();
    this.dispatchEvent(new Event("close"));
  }

  ref() {
    if (this.#isClosed) return;
    this.#watcher ??= require("internal/loop").watch(-1, 0, noop);
    this.#watcher.refed = true;
  }

  unref() {
    if (this.#watcher === undefined) return;
    require("internal/loop").unwatch(this.#watcher);
    this.#watcher = undefined;
  }

  hasRef() {
    return this.#watcher !== undefined;
  }

  addEventListener(type, listener, options = undefined) {
    super.addEventListener(type, listener, options);
    if (`${type}` === "message" && typeof listener === "function") this.ref();
  }

  on(type, listener) {
    this.#listen(type, listener, false);
    return this;
  }

  once(type, listener) {
    this.#listen(type, listener, true);
    return this;
  }

  #listen(type, listener, once) {
    if (typeof listener !== "function")
      throw invalidArgType("listener", "Function", listener);
    let wrappers = %MapPrototypeGet(this.#wrappers, type);
    if (wrappers === undefined)
      %MapPrototypeSet(this.#wrappers, type, (wrappers = new %Map()));
    const wrapper = (event) => {
      if (once) %MapPrototypeDelete(wrappers, listener);
      %FunctionPrototypeCall(listener, this, event.data);
    };
    %MapPrototypeSet(wrappers, listener, wrapper);
    this.addEventListener(type, wrapper, { once });
    if (type === "message") this.start();
  }

  off(type, listener) {
    const wrappers = %MapPrototypeGet(this.#wrappers, type);
    const wrapper = wrappers && %MapPrototypeGet(wrappers, listener);
    if (wrapper === undefined) return this;
    %MapPrototypeDelete(wrappers, listener);
    this.removeEventListener(type, wrapper);
    if (type === "message" && %MapPrototypeGetSize(wrappers) === 0)
      this.unref();
    return this;
  }
}
MessagePort.prototype.addListener = MessagePort.prototype.on;
MessagePort.prototype.removeListener = MessagePort.prototype.off;

// A handler of messages starts the port.
function defineMessageHandler() {
  defineHandler(MessagePort.prototype, "message");
  const { get, set } = %ReflectGetOwnPropertyDescriptor(
    MessagePort.prototype,
    "onmessage",
  );
  %ObjectDefineProperty(MessagePort.prototype, "onmessage", {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get,
    set(value) {
      %FunctionPrototypeCall(set, this, value);
      if (typeof value === "function") {
        this.ref();
        this.start();
      } else {
        this.unref();
      }
    },
  });
}
defineMessageHandler();
defineHandler(MessagePort.prototype, "messageerror");

class MessageChannel {
  constructor() {
    isInternal = true;
    this.port1 = new MessagePort();
    this.port2 = new MessagePort();
    isInternal = false;
    entangle(this.port1, this.port2);
  }
}

function receiveMessageOnPort(port) {
  if (!(port instanceof MessagePort))
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_TYPE",
      'The "port" argument must be a MessagePort instance',
    );
  return take(port);
}

module.exports = {
  MessageChannel,
  MessageEvent,
  MessagePort,
  receiveMessageOnPort,
};
