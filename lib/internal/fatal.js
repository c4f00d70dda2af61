"use strict";
// The end of an exception that nobody caught: 'uncaughtException', or the
// report on standard error and exit code 1 (7 if the handler itself throws).

const registry = require("internal/registry");
const { printError } = require("internal/stdio");

const SYS_exit_group = 231;
const HANDLER_FAILED = 7;

function sourceContext(error, fromPromise) {
  const event = registry.unhandledEvent;
  if (event !== undefined && event.error === error)
    return "node:events:505\n    throw er; // Unhandled 'error' event\n    ^\n";
  if (
    error !== null &&
    typeof error === "object" &&
    error.code === "ERR_UNHANDLED_REJECTION"
  )
    return "node:internal/process/promises:322\n      new UnhandledPromiseRejection(reason);\n      ^\n";
  return %ErrorSourceContext(error, !fromPromise) ?? "";
}

function isError(value) {
  try {
    return value instanceof %Error;
  } catch {
    return false;
  }
}

// Puts "Emitted 'error' event at:" and its frames behind the error's stack.
function withEventFrames(error) {
  const event = registry.unhandledEvent;
  if (event === undefined || event.error !== error) return;
  const stack = error.stack;
  if (typeof stack !== "string" || typeof event.stack !== "string") return;
  const at = %StringPrototypeIndexOf(event.stack, "\n    at");
  if (at === -1) return;
  const frames = %StringPrototypeSlice(event.stack, at);
  error.stack = `${stack}\nEmitted 'error' event at:${frames}`;
}

function report(error, fromPromise) {
  const { inspect } = require("internal/util/inspect");
  const { isColored } = require("internal/color_mode");
  const context = sourceContext(error, fromPromise);
  withEventFrames(error);
  let text;
  try {
    text = inspect(error, { colors: isColored(2) });
  } catch {
    text = "<the error cannot be printed>";
  }
  let out = `\n${context}`;
  if (isError(error)) out = context === "" ? "" : `${context}\n`;
  out += `${text}\n`;
  if (
    error === null ||
    (typeof error !== "object" && typeof error !== "function")
  )
    out +=
      "(Use `node --trace-uncaught ...` to show where the exception was thrown)\n";
  printError(`${out}\nNode.js v26.10.0\n`);
}

function exit(code) {
  %Syscall(SYS_exit_group, code);
}

// Ends the process after 'exit' listeners have run.
function die(error, fromPromise) {
  const process = registry.process;
  let code = 1;
  if (process !== undefined) code = registry.emitExit(1);
  report(error, fromPromise);
  exit(code);
}

function uncaught(error, fromPromise) {
  const process = registry.process;
  if (process === undefined) return die(error, fromPromise);
  const origin = fromPromise ? "unhandledRejection" : "uncaughtException";
  try {
    if (process.listenerCount("uncaughtExceptionMonitor") > 0)
      process.emit("uncaughtExceptionMonitor", error, origin);
    if (registry.captureCallback !== null) {
      registry.captureCallback(error);
      return undefined;
    }
    if (process.listenerCount("uncaughtException") === 0)
      return die(error, fromPromise);
    process.emit("uncaughtException", error, origin);
  } catch (inner) {
    report(inner, false);
    exit(HANDLER_FAILED);
  }
  return undefined;
}

module.exports = { uncaught };
