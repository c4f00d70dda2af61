"use strict";
// Errors of system calls as Node makes them: message "CODE: text, syscall
// 'path' -> 'dest'", and the properties errno, code, syscall, path, dest.

const { names, texts } = require("internal/errno");

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

module.exports = { systemError, nameOf };
