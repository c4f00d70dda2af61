"use strict";
// BroadcastChannel (WHATWG HTML 9.5) between parts of one thread: what is posted
// is cloned and delivered from the event loop to the other channels of the name.

const { EventTarget, defineHandler } = require("internal/event_target");
const { MessageEvent } = require("internal/message_port");
const { invalidThis } = require("internal/errors");
const { missingArgs } = require("internal/validators");
const loop = require("internal/loop");

const channels = new %Map(); // name → channels that are open
const shared = new %WeakMap(); // channel → { name, isClosed, keeper }

function ownOf(channel) {
  const own = %WeakMapPrototypeGet(shared, channel);
  if (own === undefined) throw invalidThis("BroadcastChannel");
  return own;
}

class BroadcastChannel extends EventTarget {
  constructor(name) {
    if (arguments.length === 0) throw missingArgs("name");
    super();
    const own = { name: `${name}`, isClosed: false, keeper: undefined };
    %WeakMapPrototypeSet(shared, this, own);
    const list = %MapPrototypeGet(channels, own.name) ?? [];
    %ArrayPrototypePush(list, this);
    %MapPrototypeSet(channels, own.name, list);
    own.keeper = loop.watch(-1, 0, () => {});
  }

  get name() {
    return ownOf(this).name;
  }

  close() {
    const own = ownOf(this);
    if (own.isClosed) return;
    own.isClosed = true;
    this.unref();
    const list = %MapPrototypeGet(channels, own.name);
    %ArrayPrototypeSplice(list, %ArrayPrototypeIndexOf(list, this), 1);
    if (list.length === 0) %MapPrototypeDelete(channels, own.name);
  }

  postMessage(message) {
    const own = ownOf(this);
    if (arguments.length === 0) throw missingArgs("message");
    if (own.isClosed) {
      const { createDOMException } = require("internal/dom_exception");
      throw createDOMException(
        "BroadcastChannel is closed.",
        "InvalidStateError",
      );
    }
    const { structuredClone } = require("internal/structured_clone");
    const list = %MapPrototypeGet(channels, own.name);
    structuredClone(message); // what cannot be cloned is refused even unheard
    for (let i = 0; i < list.length; i++) {
      const channel = list[i];
      if (channel === this) continue;
      const data = structuredClone(message);
      loop.complete(() => {
        if (!%WeakMapPrototypeGet(shared, channel).isClosed)
          channel.dispatchEvent(new MessageEvent("message", { data }));
      }, []);
    }
  }

  ref() {
    const own = ownOf(this);
    if (!own.isClosed) own.keeper ??= loop.watch(-1, 0, () => {});
    return this;
  }

  unref() {
    const own = ownOf(this);
    if (own.keeper !== undefined) loop.unwatch(own.keeper);
    own.keeper = undefined;
    return this;
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    const own = ownOf(this);
    if (depth < 0) return "BroadcastChannel";
    const { inspect } = require("internal/util/inspect");
    const inner = {
      ...options,
      depth: options.depth === null ? null : options.depth - 1,
    };
    return `BroadcastChannel ${inspect({ name: own.name, active: !own.isClosed }, inner)}`;
  }
}

const listed = { __proto__: null, enumerable: true };
%ObjectDefineProperties(BroadcastChannel.prototype, {
  __proto__: null,
  name: listed,
  close: listed,
  postMessage: listed,
});

defineHandler(BroadcastChannel.prototype, "message");
defineHandler(BroadcastChannel.prototype, "messageerror");

module.exports = { BroadcastChannel };
