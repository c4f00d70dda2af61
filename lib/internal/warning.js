"use strict";
// Warnings of lib's own: through process.emitWarning where the program has a
// process object, else printed in the next tick. The message may be an error.

const registry = require("internal/registry");
const { printError } = require("internal/stdio");

const SYS_getpid = 39;

function warn(message, name, code) {
  if (registry.process !== undefined) {
    if (name === "DeprecationWarning" && registry.process.noDeprecation) return;
    registry.process.emitWarning(message, name, code);
    return;
  }
  if (message instanceof %Error) {
    name = message.name;
    message = message.message;
  }
  require("internal/task_queue").nextTick(() => {
    if (registry.process !== undefined) {
      registry.process.emitWarning(message, name, code); // there is one by now
      return;
    }
    const start = `(node:${%Syscall(SYS_getpid)}) ${code ? `[${code}] ` : ""}`;
    printError(`${start}${name ?? "Warning"}: ${message}\n${hint(name)}`);
  });
}

let hinted = false;

// Printed once, after the first warning; deprecations have their own.
function hint(name) {
  if (hinted) return "";
  hinted = true;
  const option = name === "DeprecationWarning" ? "deprecation" : "warnings";
  return `(Use \`node --trace-${option} ...\` to show where the warning was created)\n`;
}

module.exports = { warn, hint };
