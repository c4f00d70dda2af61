"use strict";
// The end of an exception that nobody caught: 'uncaughtException', or the
// report on standard error and exit code 1 (7 if the handler itself throws).

const registry = require("internal/registry");
const { printError } = require("internal/stdio");

const SYS_exit_group = 231;
const HANDLER_FAILED = 7;
const NATIVE_ERROR = 3; // %ClassOf
const PROXY = 14;

// Where an error comes from, which decides what its report quotes.
const THROWN = 0; // a throw statement, or a function of the language
const PROMISE = 1; // a rejection: the line where the error was made
const MICROTASK = 2; // queueMicrotask: likewise
const MODULE = 3; // an ES module's promise: likewise

// Is it printed below the quoted line with an empty line between them?
function hasTrace(error) {
  if (%ClassOf(error) === NATIVE_ERROR) return true;
  return (
    error !== null &&
    typeof error === "object" &&
    %ClassOf(error) !== PROXY &&
    %ObjectPrototypeHasOwnProperty(error, "stack") &&
    isError(error)
  );
}

// What stands for a line that is not known.
function unknownContext(origin) {
  if (origin === MICROTASK) return "<anonymous_script>:0\n\n";
  if (origin === MODULE)
    return "node:internal/modules/run_main:111\n    triggerUncaughtException(\n    ^\n";
  if (origin === PROMISE)
    return "node:internal/process/promises:324\n    triggerUncaughtException(err, true /* fromPromise */);\n    ^\n";
  return "";
}

function sourceContext(error, origin) {
  if (registry.decorated !== undefined && registry.decorated === error)
    return ""; // its stack begins with it
  if (
    error !== null &&
    typeof error === "object" &&
    error.code === "ERR_UNHANDLED_REJECTION"
  )
    return "node:internal/process/promises:322\n      new UnhandledPromiseRejection(reason);\n      ^\n";
  const context = %ErrorSourceContext(error, origin === THROWN);
  return context ?? unknownContext(origin);
}

function isError(value) {
  try {
    return value instanceof %Error;
  } catch {
    return false;
  }
}

function isPrimitive(value) {
  return (
    value === null || (typeof value !== "object" && typeof value !== "function")
  );
}

function textOf(error) {
  const { inspect } = require("internal/util/inspect");
  const { isColored } = require("internal/color_mode");
  if (typeof error === "symbol") return "";
  if (isPrimitive(error)) return `${error}`;
  try {
    return inspect(error, { colors: isColored(2), customInspect: false });
  } catch {
    return "<the error cannot be printed>";
  }
}

function report(error, origin) {
  const context = sourceContext(error, origin);
  const event = registry.unhandledEvent;
  if (event !== undefined && event.error === error)
    error.stack = event.report();
  let out = `\n${context}`;
  if (hasTrace(error)) out = context === "" ? "" : `${context}\n`;
  out += `${textOf(error)}\n`;
  if (isPrimitive(error))
    out +=
      "(Use `node --trace-uncaught ...` to show where the exception was thrown)\n";
  printError(`${out}\nNode.js v26.10.0\n`);
}

function exit(code) {
  %Syscall(SYS_exit_group, code);
}

// Ends the process after 'exit' listeners have run.
function die(error, origin) {
  if (registry.fatal !== undefined) return registry.fatal(error);
  const process = registry.process;
  let code = 1;
  if (process !== undefined) code = registry.emitExit(1);
  report(error, origin);
  return exit(code);
}

function uncaught(error, origin = THROWN) {
  const process = registry.process;
  if (process === undefined) return die(error, origin);
  const name =
    origin === PROMISE || origin === MODULE
      ? "unhandledRejection"
      : "uncaughtException";
  try {
    if (process.listenerCount("uncaughtExceptionMonitor") > 0)
      process.emit("uncaughtExceptionMonitor", error, name);
    if (registry.captureCallback !== null) {
      registry.captureCallback(error);
      return undefined;
    }
    if (process.listenerCount("uncaughtException") === 0)
      return die(error, origin);
    process.emit("uncaughtException", error, name); //@ process._fatalException internal/process/execution:192:32
  } catch (inner) {
    report(inner, THROWN);
    exit(HANDLER_FAILED);
  }
  return undefined;
}

module.exports = { PROMISE, uncaught };
