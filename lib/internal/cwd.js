"use strict";
// The working directory, by getcwd(2).

const SYS_getcwd = 79;

// The path, or "" if it has been removed.
function workingDirectory() {
  const buffer = new %Uint8Array(4096);
  const n = %Syscall(SYS_getcwd, buffer, 4096);
  return n <= 0 ? "" : %Utf8Decode(buffer, 0, n - 1);
}

module.exports = { workingDirectory };
