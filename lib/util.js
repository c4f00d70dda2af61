"use strict";
// require('util'). What few programs use is loaded when it is asked for.

const { inspect } = require("internal/util/inspect");
const { format, formatWithOptions } = require("internal/util/format");
const functions = require("internal/util/functions");
const types = require("internal/util/types");
const { outOfRange, invalidArgType } = require("internal/errors");
const { validateNumber, validateString } = require("internal/validators");

function stripVTControlCharacters(text) {
  validateString(text, "str"); //@ *.stripVTControlCharacters internal/util/inspect:3045:3
  return require("internal/util/text_width").stripControlSequences(text);
}

function toUSVString(value) {
  return %StringPrototypeToWellFormed(`${value}`); //@ *.toUSVString util:632:43|    return StringPrototypeToWellFormed(`${input}`);
}

function isNoErrno(errno) {
  return errno >= 0 || !%NumberIsSafeInteger(errno);
}

function noErrno(errno) {
  return outOfRange("err", "a negative integer", errno);
}

function getSystemErrorName(errno) {
  validateNumber(errno, "err"); //@ *.getSystemErrorName util:454:3
  if (isNoErrno(errno)) throw noErrno(errno); //@ *.getSystemErrorName util:456:11|    throw new ERR_OUT_OF_RANGE('err', 'a negative integer', err);
  return require("internal/system_error").nameOf(errno);
}

function getSystemErrorMessage(errno) {
  validateNumber(errno, "err"); //@ *.getSystemErrorMessage util:442:3
  if (isNoErrno(errno)) throw noErrno(errno); //@ *.getSystemErrorMessage util:444:11|    throw new ERR_OUT_OF_RANGE('err', 'a negative integer', err);
  return (
    require("internal/errno").texts[-errno] ?? `Unknown system error ${errno}`
  );
}

function getSystemErrorMap() {
  return require("internal/errno_map").errorMap();
}

function extend(target, source) {
  if (source === null || typeof source !== "object") return target;
  const keys = %ObjectKeys(source);
  for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
  return target;
}

function isArray(value) {
  return %ArrayIsArray(value);
}

function checkDiffInput(value, name) {
  if (!%ArrayIsArray(value)) {
    validateString(value, name); //@ validateInput internal/util/diff:13:5
    return;
  }
  for (let i = 0; i < value.length; i++)
    validateString(value[i], `${name}[${i}]`); //@ validateInput internal/util/diff:17:3
}

// [kind, item] for each character or item: 0 in both, 1 and -1 in one.
function diff(actual, expected) {
  if (actual === expected) return [];
  checkDiffInput(actual, "actual"); //@ *.diff internal/util/diff:34:3
  checkDiffInput(expected, "expected");
  const { diffLines } = require("internal/line_diff");
  const script = diffLines(actual, expected, false);
  return %ArrayPrototypeMap(script, ({ kind, text }) => [kind, text]);
}

function convertProcessSignalToExitCode(name) {
  const { numbers } = require("internal/signal_numbers");
  const { validateOneOf } = require("internal/validators");
  validateOneOf(name, "signalCode", %ObjectKeys(numbers)); //@ *.convertProcessSignalToExitCode internal/util:386:3
  return 128 + numbers[name];
}

// The error of a failed system call, named by its number.
function errnoException(errno, syscall, original) {
  validateNumber(errno, "err");
  if (isNoErrno(errno)) throw noErrno(errno);
  const { nameOf } = require("internal/system_error");
  const code = nameOf(errno);
  const error = new %Error(
    `${syscall} ${code}${original ? ` ${original}` : ""}`,
  );
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  return error;
}

// No message crosses threads here: nothing is to be marked.
function transferableAbortController() {
  const { AbortController } = require("internal/abort_controller");
  return new AbortController();
}

function transferableAbortSignal(signal) {
  const { AbortSignal } = require("internal/abort_controller");
  if (!(signal instanceof AbortSignal))
    throw invalidArgType("signal", "AbortSignal", signal);
  return signal;
}

module.exports = {
  _errnoException: errnoException,
  _extend: functions.deprecate(
    extend,
    "The `util._extend` API is deprecated. Please use Object.assign() instead.",
    "DEP0060",
  ),
  callbackify: functions.callbackify,
  convertProcessSignalToExitCode,
  get debug() {
    return require("internal/util/debuglog").debuglog;
  },
  get debuglog() {
    return require("internal/util/debuglog").debuglog;
  },
  deprecate(fn, message, code, options) {
    return functions.deprecate(fn, message, code, options); //@ *.deprecate util:588:10
  },
  diff,
  format,
  get MIMEParams() {
    return require("internal/util/mime").MIMEParams;
  },
  get MIMEType() {
    return require("internal/util/mime").MIMEType;
  },
  get getCallSites() {
    return require("internal/util/call_sites").getCallSites;
  },
  get styleText() {
    return require("internal/util/style_text").styleText;
  },
  formatWithOptions,
  getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits: functions.inherits,
  inspect,
  isArray: functions.deprecate(
    isArray,
    "The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.",
    "DEP0044",
  ),
  isDeepStrictEqual(a, b, options) {
    const { isDeepStrictEqual } = require("internal/util/deep_equal");
    return isDeepStrictEqual(a, b, options?.skipPrototype ?? options === true);
  },
  markPromiseAsHandled(promise) {
    if (!types.isPromise(promise))
      throw invalidArgType("promise", "Promise", promise);
    %MarkPromiseHandled(promise);
  },
  promisify: functions.promisify,
  transferableAbortController,
  transferableAbortSignal,
  stripVTControlCharacters,
  toUSVString,
  aborted: functions.aborted,
  types,
  get parseEnv() {
    return require("internal/util/parse_env").parseEnv;
  },
  get parseArgs() {
    return require("internal/util/parse_args").parseArgs;
  },
  get TextDecoder() {
    return require("internal/encoding").TextDecoder;
  },
  get TextEncoder() {
    return require("internal/encoding").TextEncoder;
  },
};
