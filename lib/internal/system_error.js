"use strict";
// Errors of system calls as Node makes them: message "CODE: text, syscall
// 'path' -> 'dest'", and the properties errno, code, syscall, path, dest.

const { names, texts } = require("internal/errno");
const { coded } = require("internal/errors");

function nameOf(errno) {
  return names[-errno] ?? `Unknown system error ${errno}`;
}

// errno is negative, as the kernel returns it.
function systemError(errno, syscall, path, dest) {
  const code = nameOf(errno);
  let message = `${code}: ${texts[-errno] ?? "unknown error"}, ${syscall}`;
  if (path !== undefined) message += ` '${path}'`;
  if (dest !== undefined) message += ` -> '${dest}'`;
  const error = new %Error(message);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  return error;
}

// A property that shows that of `info`.
function reflect(error, key) {
  %ObjectDefineProperty(error, key, {
    __proto__: null,
    get: () => error.info[key],
    set(value) {
      error.info[key] = value;
    },
    enumerable: true,
    configurable: true,
  });
}

// A SystemError: one that Node finds itself, before any system call. `info` has
// message, path, syscall, errno and the name of the errno as code.
function withInfo(code, title, info) {
  const { message, path, syscall } = info;
  const error = coded(
    %Error,
    code,
    `${title}: ${syscall} returned ${info.code} (${message}) ${path}`,
    "SystemError",
  );
  error.info = info;
  reflect(error, "errno");
  reflect(error, "syscall");
  reflect(error, "path");
  return error;
}

module.exports = { systemError, nameOf, withInfo };
