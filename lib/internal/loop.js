"use strict";
// The event loop. One turn: completions that wait, watched descriptors (poll),
// immediates, timers; before the first turn the timers. It ends when nothing
// is left that keeps the process alive. Modules that need it plug in here, so
// that a program without timers links none.

const { drain } = require("internal/task_queue");
const registry = require("internal/registry");
require("internal/rejections");

const SYS_poll = 7;
const PENDING = 0; // %GetPromiseDetails
const UNSETTLED = 13; // Node's exit code for a top-level await that never settles

// ---- Completions --------------------------------------------------------------

let completions = []; // { callback, args, context }

// Calls back from the loop, as the end of an operation that was done at once.
function complete(callback, args) {
  %ArrayPrototypePush(completions, {
    callback,
    args,
    context: %AsyncContext(),
  });
}

function call(callback, args, context) {
  %SetAsyncContext(context);
  try {
    %ReflectApply(callback, undefined, args);
  } catch (error) {
    require("internal/fatal").uncaught(error);
  }
  drain();
  %SetAsyncContext(undefined);
}

function runCompletions() {
  const batch = completions;
  completions = [];
  for (let i = 0; i < batch.length; i++)
    call(batch[i].callback, batch[i].args, batch[i].context);
}

// ---- Descriptors ----------------------------------------------------------------

const watchers = [];

// Calls `callback(revents)` whenever one of `events` (POLLIN 1, POLLOUT 4) is
// there. The returned object goes to unwatch(); `refed` may be changed, and
// `late`: looked at before the others and called after them, so that what was
// there before the one event is handled before it.
function watch(fd, events, callback) {
  const watcher = {
    fd,
    events,
    callback,
    context: %AsyncContext(),
    refed: true,
    late: false,
  };
  %ArrayPrototypePush(watchers, watcher);
  return watcher;
}

function unwatch(watcher) {
  const i = %ArrayPrototypeIndexOf(watchers, watcher);
  if (i !== -1) %ArrayPrototypeSplice(watchers, i, 1);
}

function hasWatchers() {
  for (let i = 0; i < watchers.length; i++) if (watchers[i].refed) return true;
  return false;
}

// Waits at most `timeout` milliseconds (-1: without limit).
function poll(timeout) {
  const n = watchers.length;
  if (n === 0 && timeout === 0) return;
  const batch = [];
  for (let i = 0; i < n; i++)
    if (watchers[i].late) %ArrayPrototypePush(batch, watchers[i]);
  const lates = batch.length;
  for (let i = 0; i < n; i++)
    if (!watchers[i].late) %ArrayPrototypePush(batch, watchers[i]);
  const table = new %Int32Array(2 * n); // struct pollfd[]
  for (let i = 0; i < n; i++) {
    table[2 * i] = batch[i].fd;
    table[2 * i + 1] = batch[i].events;
  }
  const r = %Syscall(SYS_poll, table, n, timeout);
  if (r <= 0) return;
  for (let j = lates; j < n + lates; j++) {
    const i = j < n ? j : j - n;
    const revents = table[2 * i + 1] >>> 16;
    if (revents !== 0 && %ArrayPrototypeIncludes(watchers, batch[i]))
      call(batch[i].callback, [revents], batch[i].context);
  }
}

// ---- Turns ------------------------------------------------------------------------

const none = () => false;
let timers = {
  runTimers() {},
  runImmediates() {},
  hasImmediates: none,
  hasTimers: none,
  untilNext: () => -1,
};

function connectTimers(functions) {
  timers = functions;
}

function isAlive() {
  return (
    timers.hasTimers() ||
    timers.hasImmediates() ||
    completions.length > 0 ||
    hasWatchers()
  );
}

function pollTimeout() {
  if (timers.hasImmediates() || completions.length > 0) return 0;
  if (!isAlive()) return 0;
  return timers.untilNext();
}

function turns() {
  if (!isAlive()) return;
  // A program's top level takes Node more than a millisecond; so that timers
  // of one millisecond are due before the first immediate, it does here too.
  timers.runTimers(1);
  while (isAlive()) turn(-1);
}

// One turn that waits at most `limit` milliseconds (-1: without limit);
// whether there is something to go on with.
function turn(limit) {
  runCompletions();
  const timeout = pollTimeout();
  poll(limit >= 0 && !(timeout >= 0 && timeout < limit) ? limit : timeout);
  runCompletions();
  timers.runImmediates();
  timers.runTimers(0);
  return isAlive();
}

// Whether an ES module waits for what can no longer come.
function isStalled(entry) {
  return entry !== undefined && %GetPromiseDetails(entry)[0] === PENDING;
}

function warnOfStalled() {
  const places = %StalledAwaits();
  const { printError } = require("internal/stdio");
  for (let i = 0; i < places.length; i++)
    printError(
      `Warning: Detected unsettled top-level await at ${places[i]}\n\n\n`,
    );
}

// Runs until the end; the exit code. In a program that begins with an ES module,
// whose promise is `entry`, promise jobs come before ticks.
function run(entry) {
  %SetAsyncContext(undefined);
  if (registry.async !== undefined) registry.async.leaveTop();
  if (entry !== undefined) %RunMicrotasks();
  drain();
  for (;;) {
    turns();
    %SetAsyncContext(undefined);
    if (registry.process === undefined) break;
    registry.process.emit("beforeExit", registry.process.exitCode ?? 0);
    drain();
    if (!isAlive()) break;
  }
  const { process } = registry;
  let code = isStalled(entry) ? UNSETTLED : 0;
  if (process !== undefined)
    code = registry.emitExit(process.exitCode === undefined ? code : 0);
  if (code === UNSETTLED && isStalled(entry)) warnOfStalled();
  return code;
}

function uncaught(error, origin) {
  require("internal/fatal").uncaught(error, origin);
}

%SetMainHooks(run, uncaught);

module.exports = {
  complete,
  connectTimers,
  unwatch,
  watch,
  run,
  turn,
  drain,
};
