"use strict";
// The arguments of spawn and its relatives: (file, args?, options?) become one
// object with file, args (argv[0] first), envPairs and the checked options.

const { coded, invalidArgType, invalidArgValue } = require("internal/errors");
const {
  validateAbortSignal,
  validateBoolean,
  validateInt32,
  validateInteger,
  validateString,
} = require("internal/validators");

function noNul(text, name) {
  if (%StringPrototypeIncludes(text, "\0"))
    throw invalidArgValue(name, text, "must be a string without null bytes");
}

function isMissing(value) {
  return value === undefined || value === null;
}

// As `KEY=value`.
function environmentPairs(env) {
  const pairs = [];
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    noNul(key, `options.env['${key}']`);
    const text = `${value}`;
    noNul(text, `options.env['${key}']`);
    %ArrayPrototypePush(pairs, `${key}=${text}`);
  }
  return pairs;
}

function ownEnvironment() {
  const { env } = require("internal/registry");
  return env === undefined ? %ProcessEnvp() : environmentPairs(env);
}

function checkArgs(args) {
  const out = [];
  for (let i = 0; i < args.length; i++) {
    const text = `${args[i]}`;
    noNul(text, `args[${i}]`);
    %ArrayPrototypePush(out, text);
  }
  return out;
}

function checkTimeout(timeout) {
  if (!isMissing(timeout))
    validateInteger(timeout, "timeout", 0, 9007199254740991);
}

function checkMaxBuffer(size) {
  if (isMissing(size)) return;
  if (typeof size !== "number")
    throw invalidArgType("options.maxBuffer", "number", size);
  if (!(size >= 0)) {
    const { outOfRange } = require("internal/errors");
    throw outOfRange("options.maxBuffer", ">= 0", size);
  }
}

function warnShellArgs() {
  require("internal/warning").warn(
    "Passing args to a child process with shell option true can lead to security vulnerabilities, as the arguments are not escaped, only concatenated.",
    "DeprecationWarning",
    "DEP0190",
  );
}

let warned = false;

// The file to run and its arguments where a shell is to run a command.
function throughShell(file, args, shell) {
  if (args.length > 0 && !warned) {
    warned = true;
    warnShellArgs();
  }
  const command = %ArrayPrototypeJoin([file, ...args], " ");
  return {
    file: typeof shell === "string" ? shell : "/bin/sh",
    args: ["-c", command],
  };
}

function normalize(file, args, options) {
  validateString(file, "file");
  noNul(file, "file");
  if (file.length === 0)
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_VALUE",
      "The argument 'file' cannot be empty. Received ''",
    );
  if (%ArrayIsArray(args)) args = %ArrayPrototypeSlice(args);
  else if (isMissing(args)) args = [];
  else if (typeof args !== "object")
    throw invalidArgType("args", "object", args);
  else {
    options = args;
    args = [];
  }
  args = checkArgs(args);
  if (options === undefined) options = {};
  else if (options === null || typeof options !== "object")
    throw invalidArgType("options", "object", options);
  options = { __proto__: null, ...options };

  let { cwd } = options;
  if (!isMissing(cwd)) {
    const { toPath } = require("internal/fs/args");
    cwd = toPath(cwd, "options.cwd");
  } else cwd = undefined;
  if (!isMissing(options.detached))
    validateBoolean(options.detached, "options.detached");
  if (!isMissing(options.uid)) validateInt32(options.uid, "options.uid");
  if (!isMissing(options.gid)) validateInt32(options.gid, "options.gid");
  const { shell } = options;
  if (
    !isMissing(shell) &&
    typeof shell !== "boolean" &&
    typeof shell !== "string"
  )
    throw invalidArgType("options.shell", ["boolean", "string"], shell);
  if (!isMissing(options.argv0)) {
    validateString(options.argv0, "options.argv0");
    noNul(options.argv0, "options.argv0");
  }
  if (shell) {
    if (typeof shell === "string") noNul(shell, "options.shell");
    ({ file, args } = throughShell(file, args, shell));
  }
  return {
    __proto__: null,
    ...options,
    args: [options.argv0 ?? file, ...args],
    cwd,
    detached: Boolean(options.detached),
    envPairs: isMissing(options.env)
      ? ownEnvironment()
      : environmentPairs(options.env),
    file,
  };
}

// What spawn and its relatives check beyond that; spawn itself has no buffer.
function checkLimits(options, hasBuffer = true) {
  const { killSignal } = require("internal/child/signal");
  checkTimeout(options.timeout);
  if (hasBuffer) checkMaxBuffer(options.maxBuffer);
  validateAbortSignal(options.signal, "options.signal");
  options.killSignal = killSignal(options.killSignal);
  return options;
}

// ---- stdio ----------------------------------------------------------------------

function descriptorOf(item) {
  if (typeof item === "number") return item;
  if (item !== null && typeof item === "object" && typeof item.fd === "number")
    return item.fd;
  return undefined;
}

// A list of { type: 'pipe' | 'ignore' | 'fd' | 'ipc', fd? }.
function normalizeStdio(stdio, isSync) {
  if (typeof stdio === "string") {
    if (
      stdio !== "ignore" &&
      stdio !== "pipe" &&
      stdio !== "overlapped" &&
      stdio !== "inherit"
    )
      throw invalidArgValue("stdio", stdio);
    stdio = [stdio, stdio, stdio];
  } else if (!%ArrayIsArray(stdio)) throw invalidArgValue("stdio", stdio);
  const out = [];
  let hasIpc = false;
  const n = %MathMax(stdio.length, 3);
  for (let i = 0; i < n; i++) {
    let item = stdio[i];
    if (isMissing(item)) item = i < 3 ? "pipe" : "ignore";
    const fd = descriptorOf(item);
    if (item === "ignore") %ArrayPrototypePush(out, { type: "ignore" });
    else if (
      item === "pipe" ||
      item === "overlapped" ||
      (typeof item === "number" && item < 0)
    )
      %ArrayPrototypePush(out, { type: "pipe" });
    else if (item === "inherit")
      %ArrayPrototypePush(out, { type: "fd", fd: i });
    else if (item === "ipc") {
      if (isSync)
        throw coded(
          %Error,
          "ERR_IPC_SYNC_FORK",
          "IPC cannot be used with synchronous forks",
        );
      if (hasIpc)
        throw coded(
          %Error,
          "ERR_IPC_ONE_PIPE",
          "Child process can have only one IPC pipe",
        );
      hasIpc = true;
      %ArrayPrototypePush(out, { type: "ipc" });
    } else if (fd !== undefined) %ArrayPrototypePush(out, { type: "fd", fd });
    else if (isInput(item)) {
      if (!isSync) throw asyncInput(item);
      %ArrayPrototypePush(out, { type: "pipe", input: item });
    } else throw invalidArgValue("stdio", item);
  }
  return out;
}

function isInput(item) {
  return typeof item === "string" || %ArrayBufferIsView(item);
}

function asyncInput(item) {
  const { inspect } = require("internal/util/inspect");
  return coded(
    %TypeError,
    "ERR_INVALID_SYNC_FORK_INPUT",
    `Asynchronous forks do not support Buffer, TypedArray, DataView or string input: ${inspect(item)}`,
  );
}

module.exports = { checkLimits, normalize, normalizeStdio };
