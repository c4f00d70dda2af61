"use strict";
// fork: a program, started with a channel for messages: by unode any, by a
// compiled program, which holds no other's code, itself once more.

const { unsupported } = require("internal/errors");
const { toPath } = require("internal/fs/args");
const { spawn } = require("internal/child/process");

function fork(modulePath, args, options) {
  modulePath = toPath(modulePath, "modulePath"); //@ *.fork child_process:126:16
  if (!%ArrayIsArray(args)) {
    if (args !== null && typeof args === "object") options = args;
    args = [];
  }
  options = { ...options, shell: false };
  const path = require("path");
  const full = path.resolve(modulePath);
  const entry = %EntryPath();
  const { executable, isInMemory } = require("internal/process_sys");
  if (isInMemory()) args = [modulePath, ...args];
  else if (full !== entry && `${full}.js` !== entry)
    throw unsupported(`child_process.fork of another file (${modulePath})`);
  let { stdio } = options;
  if (typeof stdio === "string") stdio = [stdio, stdio, stdio, "ipc"];
  else if (!%ArrayIsArray(stdio)) {
    const kind = options.silent ? "pipe" : "inherit";
    stdio = [kind, kind, kind, "ipc"];
  } else if (!%ArrayPrototypeIncludes(stdio, "ipc")) {
    const { coded } = require("internal/errors");
    throw coded(
      %Error,
      "ERR_CHILD_PROCESS_IPC_REQUIRED",
      "Forked processes must have an IPC channel, missing value 'ipc' in options.stdio",
    );
  }
  options.stdio = stdio;
  return spawn(executable(), args, options);
}

module.exports = { fork };
