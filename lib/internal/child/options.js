"use strict";
// The arguments of spawn and its relatives: (file, args?, options?) become one
// object with file, args (argv[0] first), envPairs and the checked options.

const { coded, invalidArgType, invalidArgValue } = require("internal/errors");
const {
  validateBoolean,
  validateInt32,
  validateInteger,
  validateString,
} = require("internal/validators");

function noNul(text, name) {
  if (%StringPrototypeIncludes(text, "\0"))
    throw invalidArgValue(name, text, "must be a string without null bytes"); //@ validateArgumentNullCheck child_process:1026:11|    throw new ERR_INVALID_ARG_VALUE(propName, arg, 'must be a string without null bytes');
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
    noNul(text, `args[${i}]`); //@ validateArgumentsNullCheck child_process:1033:5
    %ArrayPrototypePush(out, text);
  }
  return out;
}

function checkTimeout(timeout) {
  if (!isMissing(timeout))
    validateInteger(timeout, "timeout", 0, 9007199254740991); //@ validateTimeout child_process:1040:5
}

function checkMaxBuffer(size) {
  if (isMissing(size)) return;
  if (typeof size !== "number")
    throw invalidArgType("options.maxBuffer", "number", size); //@ internal/errors:547:7, validateMaxBuffer child_process:1047:5|      throw error;
  if (!(size >= 0)) {
    const { outOfRange } = require("internal/errors");
    throw outOfRange("options.maxBuffer", ">= 0", size); //@ internal/errors:547:7, validateMaxBuffer child_process:1047:5|      throw error;
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
  validateString(file, "file"); //@ normalizeSpawnArguments child_process:585:3
  noNul(file, "file"); //@ normalizeSpawnArguments child_process:586:3
  if (file.length === 0)
    //@ normalizeSpawnArguments child_process:589:11|    throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_VALUE",
      "The argument 'file' cannot be empty. Received ''",
    );
  if (%ArrayIsArray(args)) args = %ArrayPrototypeSlice(args);
  else if (isMissing(args)) args = [];
  else if (typeof args !== "object")
    throw invalidArgType("args", "object", args); //@ normalizeSpawnArguments child_process:596:11|    throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  else {
    options = args;
    args = [];
  }
  args = checkArgs(args); //@ normalizeSpawnArguments child_process:602:3
  if (options === undefined) options = {};
  else if (options === null || typeof options !== "object")
    throw invalidArgType("options", "object", options); //@ internal/errors:547:7, normalizeSpawnArguments child_process:607:5|      throw error;
  options = { __proto__: null, ...options };

  let { cwd } = options;
  if (!isMissing(cwd)) {
    const { toPath } = require("internal/fs/args");
    cwd = toPath(cwd, "options.cwd"); //@ normalizeSpawnArguments child_process:614:11
  } else cwd = undefined;
  if (!isMissing(options.detached))
    validateBoolean(options.detached, "options.detached"); //@ normalizeSpawnArguments child_process:619:5
  if (!isMissing(options.uid)) validateInt32(options.uid, "options.uid"); //@ normalizeSpawnArguments child_process:624:5
  if (!isMissing(options.gid)) validateInt32(options.gid, "options.gid"); //@ normalizeSpawnArguments child_process:629:5
  const { shell } = options;
  if (
    !isMissing(shell) &&
    typeof shell !== "boolean" &&
    typeof shell !== "string"
  )
    throw invalidArgType("options.shell", ["boolean", "string"], shell); //@ normalizeSpawnArguments child_process:636:11|    throw new ERR_INVALID_ARG_TYPE('options.shell',
  if (!isMissing(options.argv0)) {
    validateString(options.argv0, "options.argv0"); //@ normalizeSpawnArguments child_process:642:5
    noNul(options.argv0, "options.argv0");
  }
  if (!isMissing(options.windowsHide))
    validateBoolean(options.windowsHide, "options.windowsHide"); //@ normalizeSpawnArguments child_process:648:5
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
      : environmentPairs(options.env), //@ normalizeSpawnArguments child_process:752:7
    file,
  };
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
      throw invalidArgValue("stdio", stdio); //@ stdioStringToArray internal/child_process:276:13, getValidStdio internal/child_process:1045:13|      throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
    stdio = [stdio, stdio, stdio];
  } else if (!%ArrayIsArray(stdio)) throw invalidArgValue("stdio", stdio); //@ getValidStdio internal/child_process:1047:11|    throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
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
        //@ <anonymous> internal/child_process:1088:17, Array.reduce <anonymous>, getValidStdio internal/child_process:1058:11|          throw new ERR_IPC_ONE_PIPE();
        throw coded(
          %Error,
          "ERR_IPC_ONE_PIPE",
          "Child process can have only one IPC pipe",
        );
      hasIpc = true;
      %ArrayPrototypePush(out, { type: "ipc" });
    } else if (fd !== undefined) %ArrayPrototypePush(out, { type: "fd", fd });
    else if (isInput(item)) {
      if (!isSync) throw asyncInput(item); //@ <anonymous> internal/child_process:1126:15, Array.reduce <anonymous>, getValidStdio internal/child_process:1058:11|        throw new ERR_INVALID_SYNC_FORK_INPUT(inspect(stdio));
      %ArrayPrototypePush(out, { type: "pipe", input: item });
    } else throw invalidArgValue("stdio", item); //@ <anonymous> internal/child_process:1131:13, Array.reduce <anonymous>, getValidStdio internal/child_process:1058:11|      throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
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

module.exports = { checkMaxBuffer, checkTimeout, normalize, normalizeStdio };
