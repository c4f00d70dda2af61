"use strict";
// Timeout and Immediate objects and the functions that make them.

const lists = require("internal/timer_lists");
const { drain } = require("internal/task_queue");
const registry = require("internal/registry");

const refed = %Symbol("refed");
const hasPrimitive = %Symbol("kHasPrimitive");
const asyncId = %Symbol("asyncId");
const triggerId = %Symbol("triggerId");
const context = %Symbol("kAsyncContextFrame");

let ids = 1;
const byNumber = new %Map(); // timers that were converted to numbers

function checkCallback(callback) {
  if (typeof callback !== "function") {
    const { invalidArgType } = require("internal/errors");
    throw invalidArgType("callback", "Function", callback); //@ internal/errors:547:7|      throw error;
  }
}

function overflow(after) {
  const { warn } = require("internal/warning");
  const what =
    after > lists.MOST_MS
      ? `${after} does not fit into a 32-bit signed integer.`
      : after < 0
        ? `${after} is a negative number.`
        : `${after} is not a number.`;
  const name =
    after > lists.MOST_MS
      ? "TimeoutOverflowWarning"
      : after < 0
        ? "TimeoutNegativeWarning"
        : "TimeoutNaNWarning";
  warn(`${what}\nTimeout duration was set to 1.`, name);
}

// A new operation's id and that of what runs; hooks are told if there are any.
function number(resource, type) {
  const { async } = registry;
  resource[asyncId] = ++ids;
  resource[triggerId] = async === undefined ? 1 : async.current().id;
  resource[context] = %AsyncContext();
  if (async !== undefined)
    resource[asyncId] = async.begin(resource, type, resource[triggerId]);
}

function enter(resource) {
  %SetAsyncContext(resource[context]);
  if (registry.async !== undefined)
    registry.async.before(resource[asyncId], resource[triggerId], resource);
}

function leave(resource) {
  if (registry.async !== undefined) registry.async.after(resource[asyncId]);
}

class Timeout {
  constructor(callback, after, args, repeat) {
    if (after === undefined) after = 1;
    else after *= 1;
    if (!(after >= 1 && after <= lists.MOST_MS)) {
      if (after > lists.MOST_MS || after < 0 || after !== after)
        overflow(after);
      after = 1;
    }
    this._idleTimeout = %MathTrunc(after);
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = repeat ? this._idleTimeout : null;
    this._destroyed = false;
    this[refed] = true;
    this[hasPrimitive] = false;
    number(this, "Timeout");
    lists.addReference(1);
    lists.start(this, lists.now());
  }

  refresh() {
    if (this._destroyed) return this;
    lists.stop(this);
    lists.start(this, lists.now());
    return this;
  }

  unref() {
    if (this[refed]) {
      this[refed] = false;
      if (!this._destroyed) lists.addReference(-1);
    }
    return this;
  }

  ref() {
    if (!this[refed]) {
      this[refed] = true;
      if (!this._destroyed) lists.addReference(1);
    }
    return this;
  }

  hasRef() {
    return this[refed];
  }

  close() {
    clearTimeout(this);
    return this;
  }

  [%SymbolDispose]() {
    clearTimeout(this);
  }

  [%SymbolToPrimitive]() {
    const id = this[asyncId];
    if (!this[hasPrimitive]) {
      this[hasPrimitive] = true;
      %MapPrototypeSet(byNumber, `${id}`, this);
    }
    return id;
  }
}

function destroy(timer) {
  if (timer._destroyed) return;
  timer._destroyed = true;
  if (timer[hasPrimitive]) %MapPrototypeDelete(byNumber, `${timer[asyncId]}`);
  if (timer[refed]) lists.addReference(-1);
  timer[context] = undefined;
  if (registry.async !== undefined) registry.async.destroy(timer[asyncId]);
}

// Calls a due timer's function; an interval is started again.
function fire(timer, at) {
  if (!timer._onTimeout) {
    destroy(timer);
    return;
  }
  enter(timer);
  let again;
  try {
    const args = timer._timerArgs;
    if (args === undefined)
      timer._onTimeout(); //@ listOnTimeout internal/timers:685:17
    else %ReflectApply(timer._onTimeout, timer, args); //@ listOnTimeout internal/timers:687:11
  } catch (error) {
    require("internal/fatal").uncaught(error);
  }
  leave(timer);
  again = timer._repeat && timer._idleTimeout !== -1 && !timer._destroyed;
  if (again) {
    timer._idleTimeout = timer._repeat;
    if (timer._idleNext === null) lists.start(timer, lists.now());
  } else if (timer._idleNext === null) destroy(timer);
}

function setTimeout(callback, after, ...args) {
  checkCallback(callback); //@ setTimeout timers:124:3
  return new Timeout(
    callback,
    after,
    args.length === 0 ? undefined : args,
    false,
  );
}

function setInterval(callback, after, ...args) {
  checkCallback(callback); //@ setInterval timers:168:3
  return new Timeout(
    callback,
    after,
    args.length === 0 ? undefined : args,
    true,
  );
}

function clearTimeout(timer) {
  if (typeof timer === "number" || typeof timer === "string") {
    timer = %MapPrototypeGet(byNumber, `${timer}`);
    if (timer === undefined) return;
  }
  if (!timer || !timer._onTimeout) return;
  timer._onTimeout = null;
  lists.stop(timer);
  timer._idleTimeout = -1;
  destroy(timer);
}

function clearInterval(timer) {
  clearTimeout(timer);
}

// ---- Immediates -------------------------------------------------------------------

let queue = [];
let referencedImmediates = 0;

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[refed] = true;
    number(this, "Immediate");
    referencedImmediates++;
    %ArrayPrototypePush(queue, this);
  }

  ref() {
    if (!this[refed]) {
      this[refed] = true;
      if (!this._destroyed) referencedImmediates++;
    }
    return this;
  }

  unref() {
    if (this[refed]) {
      this[refed] = false;
      if (!this._destroyed) referencedImmediates--;
    }
    return this;
  }

  hasRef() {
    return this[refed];
  }

  [%SymbolDispose]() {
    clearImmediate(this);
  }
}

function setImmediate(callback, ...args) {
  checkCallback(callback); //@ setImmediate timers:216:3
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

function clearImmediate(immediate) {
  if (!immediate || immediate._destroyed || !(immediate instanceof Immediate))
    return;
  immediate._destroyed = true;
  immediate._onImmediate = null;
  if (immediate[refed]) referencedImmediates--;
}

function runImmediates() {
  const batch = queue;
  queue = [];
  for (let i = 0; i < batch.length; i++) {
    const immediate = batch[i];
    if (immediate._destroyed) continue;
    immediate._destroyed = true;
    if (immediate[refed]) referencedImmediates--;
    enter(immediate);
    try {
      const args = immediate._argv;
      if (args === undefined)
        immediate._onImmediate(); //@ process.processImmediate internal/timers:574:21
      else %ReflectApply(immediate._onImmediate, immediate, args); //@ process.processImmediate internal/timers:576:21
    } catch (error) {
      immediate._onImmediate = undefined; // what the report calls it shows that
      require("internal/fatal").uncaught(error);
    }
    immediate._onImmediate = null;
    immediate[context] = undefined;
    leave(immediate);
    drain();
  }
}

require("internal/loop").connectTimers({
  runTimers: (shift) => lists.runDue(fire, drain, shift),
  runImmediates,
  hasImmediates: () => queue.length > 0 && referencedImmediates > 0,
  hasTimers: lists.hasReferenced,
  untilNext: lists.untilNext,
});

module.exports = {
  Timeout,
  Immediate,
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval,
  clearImmediate,
};
