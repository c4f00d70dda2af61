"use strict";
// require('diagnostics_channel'): named channels that a library publishes to
// and a program may subscribe to. A channel has subscribers, called with each
// message, and stores (AsyncLocalStorage), entered for the time of runStores.

const { invalidArgType } = require("internal/errors");
const { validateFunction } = require("internal/validators");
const tracing = require("internal/tracing_channel");

const channels = new %Map(); // name → Channel

// What a subscriber throws reaches nobody who publishes.
function report(error) {
  const { nextTick } = require("internal/task_queue");
  nextTick(() => require("internal/fatal").uncaught(error));
}

class Channel {
  constructor(name) {
    this._subscribers = undefined; // never changed in place: publish reads it
    this._stores = undefined; // Map: store → transform
    this.name = name;
    this._index = undefined;
    %MapPrototypeSet(channels, name, this);
  }

  get hasSubscribers() {
    return this._subscribers !== undefined || this._stores !== undefined;
  }

  subscribe(subscription) {
    validateFunction(subscription, "subscription"); //@ *.subscribe diagnostics_channel:232:5
    this._subscribers =
      this._subscribers === undefined
        ? [subscription]
        : %ArrayPrototypeConcat(this._subscribers, [subscription]);
  }

  unsubscribe(subscription) {
    const list = this._subscribers;
    if (list === undefined) return false;
    const at = %ArrayPrototypeIndexOf(list, subscription);
    if (at === -1) return false;
    this._subscribers =
      list.length === 1 ? undefined : %ArrayPrototypeToSpliced(list, at, 1);
    return true;
  }

  bindStore(store, transform) {
    this._stores ??= new %Map();
    %MapPrototypeSet(this._stores, store, transform);
  }

  unbindStore(store) {
    if (this._stores === undefined) return false;
    const was = %MapPrototypeDelete(this._stores, store);
    if (%MapPrototypeGetSize(this._stores) === 0) this._stores = undefined;
    return was;
  }

  publish(data) {
    const list = this._subscribers;
    if (list === undefined) return;
    for (let i = 0; i < list.length; i++) {
      try {
        const subscription = list[i];
        subscription(data, this.name);
      } catch (error) {
        report(error);
      }
    }
  }

  withStoreScope(data) {
    return new StoreScope(this, data);
  }

  runStores(data, fn, thisArg, ...args) {
    const scope = new StoreScope(this, data);
    try {
      return %ReflectApply(fn, thisArg, args);
    } finally {
      scope.leave();
    }
  }
}

// The time in which a channel's stores hold what was made of `data`; the data
// is published at its beginning.
class StoreScope {
  #entered = []; // pairs: store, what it held

  constructor(channel, data) {
    if (channel._stores !== undefined)
      %MapPrototypeForEach(channel._stores, (transform, store) => {
        let value = data;
        try {
          if (transform !== undefined) value = transform(data);
        } catch (error) {
          report(error);
          return;
        }
        %ArrayPrototypePush(this.#entered, [store, store.getStore()]);
        store.enterWith(value);
      });
    channel.publish(data);
  }

  leave() {
    const list = this.#entered;
    for (let i = list.length - 1; i >= 0; i--) list[i][0].enterWith(list[i][1]);
    this.#entered = [];
  }

  [%SymbolDispose]() {
    this.leave();
  }
}

function channel(name) {
  const known = %MapPrototypeGet(channels, name);
  if (known !== undefined) return known;
  if (typeof name !== "string" && typeof name !== "symbol")
    throw invalidArgType("channel", ["string", "symbol"], name); //@ *.channel diagnostics_channel:275:11|    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  return new Channel(name);
}

function subscribe(name, subscription) {
  channel(name).subscribe(subscription); //@ *.subscribe diagnostics_channel:282:24
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  return %MapPrototypeGet(channels, name)?.hasSubscribers ?? false;
}

// The channel `event` of a group, given by its name or as { start: channel, … }.
function member(group, event, kind) {
  if (typeof group === "string") return channel(`tracing:${group}:${event}`);
  if (typeof group !== "object" || group === null)
    throw invalidArgType("nameOrChannels", ["string", kind, "Object"], group); //@ channelFromMap diagnostics_channel:323:9|  throw new ERR_INVALID_ARG_TYPE('nameOrChannels',
  const found = group[event];
  if (!(found instanceof Channel))
    throw invalidArgType(`nameOrChannels.${event}`, "Channel", found);
  return found;
}

const { BoundedChannel, TracingChannel } = tracing.classes(member);

module.exports = {
  channel,
  hasSubscribers,
  subscribe,
  tracingChannel: (group) => new TracingChannel(group), //@ *.tracingChannel diagnostics_channel:656:10
  unsubscribe,
  boundedChannel: (group) => new BoundedChannel(group),
  Channel,
  BoundedChannel,
};
