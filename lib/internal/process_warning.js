"use strict";
// process.emitWarning: a 'warning' event, and a line on standard error.

const { printError } = require("internal/stdio");
const { hint } = require("internal/warning");
const { nextTick } = require("internal/task_queue");
const { invalidArgType } = require("internal/errors");

function print(process, warning) {
  const isDeprecation = warning.name === "DeprecationWarning";
  if (isDeprecation && process.noDeprecation) return;
  const code = warning.code ? `[${warning.code}] ` : "";
  let out = `(node:${process.pid}) ${code}`;
  const trace =
    process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  if (trace && warning.stack) out += warning.stack;
  else
    out +=
      typeof warning.toString === "function"
        ? `${%ErrorPrototypeToString(warning)}`
        : `${warning}`;
  if (typeof warning.detail === "string") out += `\n${warning.detail}`;
  out += "\n";
  printError(trace ? out : out + hint(warning.name));
}

function create(message, type, code, detail, above) {
  const warning = new %Error(message);
  warning.name = `${type || "Warning"}`;
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  %ErrorCaptureStackTrace(warning, above);
  return warning;
}

function emit(process, warning, type, code, constructor, above) {
  let detail;
  if (type !== null && typeof type === "object" && !%ArrayIsArray(type)) {
    constructor = type.ctor;
    code = type.code;
    if (typeof type.detail === "string") detail = type.detail;
    type = type.type || "Warning";
  } else if (typeof type === "function") {
    constructor = type;
    code = undefined;
    type = "Warning";
  }
  if (type !== undefined && typeof type !== "string")
    throw invalidArgType("type", "string", type); //@ internal/errors:547:7, process.emitWarning internal/process/warning:157:5|      throw error;
  if (typeof code === "function") {
    constructor = code;
    code = undefined;
  } else if (code !== undefined && typeof code !== "string")
    throw invalidArgType("code", "string", code); //@ internal/errors:547:7, process.emitWarning internal/process/warning:162:5|      throw error;
  if (typeof warning === "string")
    warning = create(warning, type, code, detail, constructor ?? above);
  else if (!(warning instanceof %Error))
    throw invalidArgType("warning", ["Error", "string"], warning); //@ process.emitWarning internal/process/warning:167:11|    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  if (warning.name === "DeprecationWarning") {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      nextTick(() => {
        throw warning;
      });
      return;
    }
  }
  nextTick(() => {
    print(process, warning);
    process.emit("warning", warning);
  });
}

module.exports = { emit };
