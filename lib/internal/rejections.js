"use strict";
// Promises rejected without a handler: remembered when the engine tells of
// them, reported when the tick queue has run dry, as 'unhandledRejection' or an
// uncaught error; 'rejectionHandled' if a handler comes after that.

const registry = require("internal/registry");

const REJECTED = 0;
const HANDLED_LATER = 1;

const known = new %WeakMap(); // promise → { reported, reason }
let pending = []; // promises not reported yet
let handledLate = []; // reported ones that got a handler

function hook(type, promise, reason) {
  if (type === REJECTED) {
    %WeakMapPrototypeSet(known, promise, { reported: false, reason });
    %ArrayPrototypePush(pending, promise);
  } else if (type === HANDLED_LATER) {
    const info = %WeakMapPrototypeGet(known, promise);
    if (info === undefined) return;
    %WeakMapPrototypeDelete(known, promise);
    if (info.reported) %ArrayPrototypePush(handledLate, promise);
  }
}

%SetPromiseRejectHook(hook);

function hasListeners(name) {
  return (
    registry.process !== undefined && registry.process.listenerCount(name) > 0
  );
}

// Is it an object with a stack of its own, so printable as an error?
function isErrorLike(reason) {
  return (
    typeof reason === "object" &&
    reason !== null &&
    %ObjectPrototypeHasOwnProperty(reason, "stack")
  );
}

// The reason in words, without running code of the program.
function describe(reason) {
  if (typeof reason === "function") return %FunctionPrototypeToString(reason);
  if (typeof reason === "symbol") return %SymbolPrototypeToString(reason);
  if (typeof reason !== "object" || reason === null) return `${reason}`;
  if (%ArrayIsArray(reason)) return "[object Array]";
  return `#<${%GetConstructorName(reason)}>`;
}

// The error that stands for a reason that is none.
function asError(reason) {
  const { coded } = require("internal/errors");
  const message =
    "This error originated either by throwing inside of an async function without a catch block, " +
    "or by rejecting a promise which was not handled with .catch(). " +
    `The promise rejected with the reason "${describe(reason)}".`;
  const error = coded(%Error, "ERR_UNHANDLED_REJECTION", message);
  error.stack = `UnhandledPromiseRejection: ${message}
    at throwUnhandledRejectionsMode (node:internal/process/promises:322:7)
    at processPromiseRejections (node:internal/process/promises:405:17)
    at process.processTicksAndRejections (node:internal/process/task_queues:106:37)`;
  %ObjectDefineProperty(error, "name", {
    __proto__: null,
    value: "UnhandledPromiseRejection",
    writable: true,
    enumerable: false,
    configurable: true,
  });
  return error;
}

function reportOne(promise, reason) {
  if (hasListeners("unhandledRejection")) {
    try {
      registry.process.emit("unhandledRejection", reason, promise);
    } catch (error) {
      require("internal/fatal").uncaught(error);
    }
    return;
  }
  const { PROMISE, uncaught } = require("internal/fatal");
  uncaught(isErrorLike(reason) ? reason : asError(reason), PROMISE);
}

// Reports what has gathered; true if there was something, so that ticks may
// have been added.
function report() {
  let any = false;
  while (handledLate.length > 0) {
    const promise = %ArrayPrototypeShift(handledLate);
    any = true;
    if (registry.process !== undefined)
      registry.process.emit("rejectionHandled", promise);
  }
  const batch = pending;
  pending = [];
  for (let i = 0; i < batch.length; i++) {
    const info = %WeakMapPrototypeGet(known, batch[i]);
    if (info === undefined) continue; // handled meanwhile
    info.reported = true;
    any = true;
    reportOne(batch[i], info.reason);
  }
  return any || pending.length > 0;
}

module.exports = { report };
