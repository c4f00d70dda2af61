"use strict";
// require('timers/promises').

const t = require("internal/timers");
const { rejected } = require("internal/promise");

function abortError(signal) {
  const { AbortError } = require("internal/abort_controller");
  return new AbortError(undefined, { cause: signal.reason });
}

function checkOptions(options) {
  const {
    validateObject,
    validateBoolean,
    validateAbortSignal,
  } = require("internal/validators");
  validateObject(options, "options");
  if (options.signal !== undefined)
    validateAbortSignal(options.signal, "options.signal");
  if (options.ref !== undefined) validateBoolean(options.ref, "options.ref");
}

// A promise fulfilled by a timer that `make(resolve)` starts.
function wait(make, clear, value, options) {
  try {
    checkOptions(options);
  } catch (error) {
    return rejected(error);
  }
  const signal = options.signal;
  if (signal?.aborted) return rejected(abortError(signal));
  return new %Promise((resolve, reject) => {
    const onAbort = () => {
      clear(timer);
      reject(abortError(signal));
    };
    const timer = make(() => {
      if (signal !== undefined) signal.removeEventListener("abort", onAbort);
      resolve(value);
    });
    if (options.ref === false) timer.unref();
    if (signal !== undefined)
      signal.addEventListener("abort", onAbort, { once: true });
  });
}

function setTimeout(after, value, options = {}) {
  return wait(
    (done) => t.setTimeout(done, after),
    t.clearTimeout,
    value,
    options,
  );
}

function setImmediate(value, options = {}) {
  return wait((done) => t.setImmediate(done), t.clearImmediate, value, options);
}

async function* setInterval(after, value, options = {}) {
  checkOptions(options);
  const signal = options.signal;
  if (signal?.aborted) throw abortError(signal);
  let due = 0;
  let wake;
  const timer = t.setInterval(() => {
    due++;
    if (wake !== undefined) wake();
    wake = undefined;
  }, after);
  if (options.ref === false) timer.unref();
  const onAbort = () => {
    t.clearInterval(timer);
    if (wake !== undefined) wake();
    wake = undefined;
  };
  if (signal !== undefined)
    signal.addEventListener("abort", onAbort, { once: true });
  try {
    while (!signal?.aborted) {
      if (due === 0) await new %Promise((resolve) => (wake = resolve));
      for (; due > 0; due--) yield value;
    }
    throw abortError(signal);
  } finally {
    t.clearInterval(timer);
    if (signal !== undefined) signal.removeEventListener("abort", onAbort);
  }
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: {
    wait: (delay, options) => setTimeout(delay, undefined, options),
    yield: () => setImmediate(),
  },
};
