"use strict";
// The errors of processes that could not be started.

const { nameOf } = require("internal/system_error");

// syscall: "spawn FILE" or "spawnSync FILE".
function spawnError(errno, syscall) {
  const code = nameOf(errno);
  const error = new %Error(`${syscall} ${code}`);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  return error;
}

module.exports = { spawnError };
