"use strict";
// The arguments of fs functions: paths, descriptors, flags, modes, encodings.

const {
  coded,
  invalidArgType,
  invalidArgValue,
  outOfRange,
} = require("internal/errors");
const { systemError } = require("internal/system_error");
const { isUrl, pathOfUrl } = require("internal/url_path");

const TYPED_ARRAY = 18;

function withPlainName(error) {
  %ErrorCaptureStackTrace(error);
  return error;
}

function isBytes(value) {
  return (
    %ClassOf(value) === TYPED_ARRAY &&
    %TypedArrayPrototypeGetSymbolToStringTag(value) === "Uint8Array"
  );
}

function hasNul(path) {
  return typeof path === "string"
    ? %StringPrototypeIncludes(path, "\0")
    : %TypedArrayPrototypeIndexOf(path, 0) !== -1;
}

// A path as a string; a Buffer's bytes are taken for UTF-8.
function toPath(path, name = "path") {
  if (
    path !== null &&
    typeof path === "object" &&
    !isBytes(path) &&
    isUrl(path)
  )
    path = pathOfUrl(path);
  const isText = typeof path === "string";
  if (!isText && !isBytes(path))
    throw invalidArgType(name, ["string", "Buffer", "URL"], path); //@ internal/errors:547:7|      throw error;
  if (hasNul(path))
    //@ internal/errors:547:7|      throw error;
    throw invalidArgValue(
      name,
      path,
      "must be a string, Uint8Array, or URL without null bytes",
    );
  return isText ? path : %Utf8Decode(path, 0, path.length);
}

// These errors are made in C++, and do not have their code in the first line;
// neither do they describe values as the others do.
function notNumber(fd) {
  const error = invalidArgType("fd", "number", fd);
  const shown =
    typeof fd === "function"
      ? "function"
      : typeof fd === "symbol"
        ? %SymbolPrototypeToString(fd)
        : typeof fd === "bigint"
          ? `type bigint (${fd})`
          : undefined;
  if (shown !== undefined)
    error.message = `The "fd" argument must be of type number. Received ${shown}`;
  return withPlainName(error);
}

// What access(2) asks for, and what copies may do: bits.
function toAccess(mode) {
  if (mode === undefined || mode === null) return 0;
  if (typeof mode !== "number")
    throw withPlainName(
      coded(
        %TypeError,
        "ERR_INVALID_ARG_TYPE",
        "mode must be int32 or null/undefined",
      ),
    );
  if (mode >= 0 && mode <= 7) return mode | 0;
  const range = mode === mode ? ": >= 0 && <= 7" : "";
  throw withPlainName(
    coded(%RangeError, "ERR_OUT_OF_RANGE", `mode is out of range${range}`),
  );
}

function checkFd(fd) {
  if (typeof fd !== "number") throw notNumber(fd);
  if (!%NumberIsInteger(fd))
    throw withPlainName(outOfRange("fd", "an integer", fd));
  if (fd < 0 || fd > 2147483647)
    throw withPlainName(outOfRange("fd", ">= 0 && <= 2147483647", fd));
  return fd;
}

const RDONLY = 0;
const WRONLY = 1;
const RDWR = 2;
const CREAT = 0o100;
const EXCL = 0o200;
const TRUNC = 0o1000;
const APPEND = 0o2000;
const SYNC = 0o4010000;

function toFlags(flags, initial = "r") {
  if (flags === undefined || flags === null) flags = initial;
  if (typeof flags === "number") {
    const { validateInt32 } = require("internal/validators");
    validateInt32(flags, "flags");
    return flags;
  }
  switch (flags) {
    case "r":
      return RDONLY;
    case "rs":
    case "sr":
      return RDONLY | SYNC;
    case "r+":
      return RDWR;
    case "rs+":
    case "sr+":
      return RDWR | SYNC;
    case "w":
      return TRUNC | CREAT | WRONLY;
    case "wx":
    case "xw":
      return TRUNC | CREAT | WRONLY | EXCL;
    case "w+":
      return TRUNC | CREAT | RDWR;
    case "wx+":
    case "xw+":
      return TRUNC | CREAT | RDWR | EXCL;
    case "a":
      return APPEND | CREAT | WRONLY;
    case "ax":
    case "xa":
      return APPEND | CREAT | WRONLY | EXCL;
    case "as":
    case "sa":
      return APPEND | CREAT | WRONLY | SYNC;
    case "a+":
      return APPEND | CREAT | RDWR;
    case "ax+":
    case "xa+":
      return APPEND | CREAT | RDWR | EXCL;
    case "as+":
    case "sa+":
      return APPEND | CREAT | RDWR | SYNC;
  }
  throw invalidArgValue("flags", flags); //@ stringToFlags internal/fs/utils:847:9|  throw new ERR_INVALID_ARG_VALUE('flags', flags);
}

function isOctal(text) {
  if (text === "") return false;
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (c < 48 || c > 55) return false;
  }
  return true;
}

function toMode(mode, name, initial) {
  if ((mode === undefined || mode === null) && initial !== undefined)
    return initial;
  if (typeof mode === "string") {
    if (!isOctal(mode))
      //@ internal/validators:77:7|      throw new ERR_INVALID_ARG_VALUE(name, value, modeDesc);
      throw invalidArgValue(
        name,
        mode,
        "must be a 32-bit unsigned integer or an octal string",
      );
    return %ParseInt(mode, 8);
  }
  const { validateUint32 } = require("internal/validators");
  validateUint32(mode, name); //@ parseFileMode internal/validators:82:3, process.wrappedUmask [as umask] internal/bootstrap/switches/does_own_process_state:135:12
  return mode;
}

// Options given as an encoding's name or an object; always an object.
function toOptions(options, initial) {
  if (
    options === undefined ||
    options === null ||
    typeof options === "function"
  )
    return initial;
  if (typeof options === "string") options = { ...initial, encoding: options };
  else if (typeof options !== "object")
    throw invalidArgType("options", ["string", "Object"], options); //@ getOptions internal/fs/utils:417:11|    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  else options = { ...initial, ...options };
  const { encoding } = options;
  if (encoding && encoding !== "buffer") {
    const { encodingOf } = require("internal/buffer_codec");
    if (encodingOf(encoding) === 0)
      throw invalidArgValue("encoding", encoding, "is invalid encoding"); //@ assertEncoding internal/fs/utils:170:11, getOptions internal/fs/utils:421:5|    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, reason);
  }
  return options;
}

// A name from the kernel in the wanted encoding.
function fromName(name, encoding) {
  if (!encoding || encoding === "utf8" || encoding === "utf-8") return name;
  const { Buffer } = require("buffer");
  const bytes = Buffer.from(name);
  return encoding === "buffer" ? bytes : bytes.toString(encoding);
}

// Throws for a negative result.
function check(result, syscall, path, dest) {
  if (result < 0) throw systemError(result, syscall, path, dest);
  return result;
}

// Seconds of a time given as a number, numeric text or Date.
function toSeconds(time, name = "time") {
  if (typeof time === "string" && +time == time) return +time;
  if (%NumberIsFinite(time)) return time < 0 ? %DateNow() / 1000 : time;
  if (%ClassOf(time) === 4) return %DatePrototypeGetTime(time) / 1000;
  throw invalidArgType(name, ["Date", "Time in seconds"], time);
}

module.exports = {
  check,
  checkFd,
  fromName,
  isBytes,
  toAccess,
  toFlags,
  toMode,
  toOptions,
  toPath,
  toSeconds,
};
