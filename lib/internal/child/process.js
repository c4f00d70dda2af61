"use strict";
// ChildProcess: a started program, its streams and its events: 'spawn', 'exit'
// when it has ended, 'close' when its output has been read too, 'error'.

const EventEmitter = require("events");
const { unwatch, watch } = require("internal/loop");
const { nextTick } = require("internal/task_queue");
const { launch, wait } = require("internal/child/launch");
const { signalNumber } = require("internal/child/signal");
const { spawnError } = require("internal/child/errors");
const { Socket, socketPair } = require("internal/pipe_stream");

const SYS_close = 3;
const SYS_kill = 62;
const SYS_pidfd_open = 434;
const POLLIN = 1;
const EAGAIN = -11;
const ENOENT = -2;
const EACCES = -13;
const EMFILE = -24;
const ENFILE = -23;
const ESRCH = -3;
const EINVAL = -22;

// A running process: its descriptor, watched by the loop.
class Handle {
  constructor(pid, onExit) {
    this.pid = pid;
    this.fd = %Syscall(SYS_pidfd_open, pid, 0);
    this.watcher = watch(this.fd, POLLIN, () => {
      const status = wait(pid, false);
      if (status !== undefined) onExit(status.code, status.signal);
    });
    // What the process has written is read before its end is told.
    this.watcher.late = true;
  }

  kill(signal) {
    return %Syscall(SYS_kill, this.pid, signal);
  }

  close() {
    unwatch(this.watcher);
    %Syscall(SYS_close, this.fd);
  }
}

function ChildProcess() {
  EventEmitter.call(this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = null;
}

%ObjectSetPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
%ObjectSetPrototypeOf(ChildProcess, EventEmitter);

function maybeClose(child) {
  if (++child._closesGot === child._closesNeeded)
    child.emit("close", child.exitCode, child.signalCode); //@ maybeClose internal/child_process:1156:16
}

// Streams that nobody reads are read to their end, which closes them.
function flush(child) {
  const { stdio } = child;
  if (stdio === undefined) return;
  for (let i = 0; i < stdio.length; i++)
    if (stdio[i] && stdio[i].readable) stdio[i].resume();
}

function onExit(child, code, signal) {
  if (signal !== null) child.signalCode = signal;
  else child.exitCode = code;
  if (child.stdin) child.stdin.destroy();
  if (child._handle !== null) child._handle.close();
  child._handle = null;
  if (code < 0) {
    const error = spawnError(code, `spawn ${child.spawnfile}`);
    error.path = child.spawnfile;
    error.spawnargs = %ArrayPrototypeSlice(child.spawnargs, 1);
    child.emit("error", error);
  } else child.emit("exit", child.exitCode, child.signalCode);
  nextTick(flush, child);
  maybeClose(child);
}

// The streams over our ends of the pipes.
function connect(child, stdio, ours) {
  const streams = [];
  for (let i = 0; i < stdio.length; i++) {
    let stream = null;
    if (stdio[i].type === "pipe") {
      stream = new Socket(ours[i], i > 0, i === 0 || i > 2);
      if (i > 0) {
        child._closesNeeded++;
        stream.on("close", () => maybeClose(child));
      }
    }
    %ArrayPrototypePush(streams, stream);
  }
  [child.stdin, child.stdout, child.stderr] = streams;
  child.stdio = streams;
  for (let i = 0; i < stdio.length; i++)
    if (stdio[i].type === "ipc" && ours[i] >= 0) {
      child._closesNeeded++;
      require("internal/child/channel").attach(child, ours[i], () =>
        maybeClose(child),
      );
    }
}

// options: as internal/child/options makes them; `stdio` is normalised.
ChildProcess.prototype.spawn = function (options) {
  const { stdio } = options;
  const fds = []; // the child's
  const ours = []; // ends of pipes
  let failure = 0;
  for (let i = 0; i < stdio.length; i++) {
    const { type } = stdio[i];
    fds[i] = type === "fd" ? stdio[i].fd : -1;
    ours[i] = -1;
    if (type !== "pipe" && type !== "ipc") continue;
    const pair = socketPair();
    if (typeof pair === "number") failure = pair;
    else [ours[i], fds[i]] = pair;
    if (type === "ipc")
      %ArrayPrototypePush(
        options.envPairs,
        `NODE_CHANNEL_FD=${i}`,
        "NODE_CHANNEL_SERIALIZATION_MODE=json",
      );
  }
  this.spawnfile = options.file;
  this.spawnargs = options.args;

  const pid =
    failure !== 0
      ? failure
      : launch({
          args: options.args,
          cwd: options.cwd,
          detached: options.detached,
          env: options.envPairs,
          fds,
          file: options.file,
          gid: options.gid,
          uid: options.uid,
        });
  for (let i = 0; i < stdio.length; i++)
    if (ours[i] >= 0) %Syscall(SYS_close, fds[i]);
  if (pid < 0) {
    for (let i = 0; i < ours.length; i++)
      if (ours[i] >= 0) {
        %Syscall(SYS_close, ours[i]);
        ours[i] = -1;
      }
    const isExpected =
      pid === EACCES ||
      pid === EAGAIN ||
      pid === EMFILE ||
      pid === ENFILE ||
      pid === ENOENT;
    if (!isExpected) throw spawnError(pid, "spawn");
    nextTick(onExit, this, pid, null);
    if (pid === EMFILE || pid === ENFILE) return pid;
  } else {
    this._handle = new Handle(pid, (code, signal) =>
      onExit(this, code, signal),
    );
    nextTick(() => this.emit("spawn"));
    this.pid = pid;
  }
  connect(this, stdio, ours);
  return pid < 0 ? pid : 0;
};

ChildProcess.prototype.kill = function kill(signal) {
  const number = signal === 0 ? 0 : signalNumber(signal ?? "SIGTERM"); //@ *.kill internal/child_process:565:5
  if (this._handle === null) return false;
  const r = this._handle.kill(number);
  if (r === 0) {
    this.killed = true;
    return true;
  }
  if (r === ESRCH) return false;
  if (r === EINVAL) throw spawnError(r, "kill");
  this.emit("error", spawnError(r, "kill"));
  return false;
};

ChildProcess.prototype[%SymbolDispose] = function () {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function ref() {
  if (this._handle !== null) this._handle.watcher.refed = true;
};

ChildProcess.prototype.unref = function unref() {
  if (this._handle !== null) this._handle.watcher.refed = false;
};

// ---- spawn ------------------------------------------------------------------------

function abort(child, killSignal, reason) {
  const { AbortError } = require("internal/abort_controller");
  const error = new AbortError(undefined, { cause: reason });
  try {
    if (child.kill(killSignal)) child.emit("error", error);
  } catch (failure) {
    child.emit("error", failure);
  }
}

function followSignal(child, { killSignal, signal }) {
  const listener = () => abort(child, killSignal, signal.reason); //@ AbortSignal.onAbortListener child_process:847:7
  if (signal.aborted) {
    nextTick(listener);
    return;
  }
  signal.addEventListener("abort", listener, { once: true });
  child.once("exit", () => signal.removeEventListener("abort", listener));
}

function limitTime(child, { killSignal, timeout }) {
  const { clearTimeout, setTimeout } = require("internal/timers");
  const timer = setTimeout(() => {
    try {
      child.kill(killSignal);
    } catch (error) {
      child.emit("error", error);
    }
  }, timeout);
  child.once("exit", () => clearTimeout(timer));
}

// Starts what checked options describe.
function start(options) {
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) limitTime(child, options);
  if (options.signal !== undefined) followSignal(child, options);
  return child;
}

function spawn(file, args, options) {
  const {
    checkTimeout,
    normalize,
    normalizeStdio,
  } = require("internal/child/options");
  const { killSignal } = require("internal/child/signal");
  const { validateAbortSignal, validateOneOf } = require("internal/validators");
  const given = normalize(file, args, options); //@ *.spawn child_process:806:13
  checkTimeout(given.timeout); //@ *.spawn child_process:807:3
  validateAbortSignal(given.signal, "options.signal"); //@ *.spawn child_process:808:3
  given.killSignal = killSignal(given.killSignal); //@ *.spawn child_process:809:22
  const stdio = given.stdio ?? "pipe";
  given.stdio = normalizeStdio(stdio, false); //@ ChildProcess.spawn internal/child_process:392:11, *.spawn child_process:813:9
  const known = [undefined, "json", "advanced"];
  validateOneOf(given.serialization, "options.serialization", known); //@ ChildProcess.spawn internal/child_process:399:3, *.spawn child_process:813:9
  return start(given);
}

module.exports = { ChildProcess, spawn };
