"use strict";
// The options of zlib's functions.

const { coded, invalidArgType, outOfRange } = require("internal/errors");
const { DEFLATERAW, INFLATERAW } = require("internal/zlib/engine");

const Z_FINISH = 4;

// A number within limits; `initial` if it is missing or NaN.
function number(options, key, low, high, initial) {
  const value = options[key];
  if (value === undefined || value !== value) return initial;
  const name = `options.${key}`;
  if (typeof value !== "number") throw invalidArgType(name, "number", value); //@ internal/errors:547:7|      throw error;
  if (value < low || value > high)
    //@ internal/errors:547:7|      throw error;
    throw outOfRange(
      name,
      high === Infinity ? `>= ${low}` : `>= ${low} and <= ${high}`,
      value,
    );
  return value;
}

function bytesOf(data) {
  const { Buffer } = require("buffer");
  if (%ArrayBufferIsView(data))
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const { isAnyArrayBuffer } = require("internal/util/types");
  return isAnyArrayBuffer(data) ? Buffer.from(data) : undefined;
}

function dictionary(value) {
  if (value === undefined) return undefined;
  const bytes = bytesOf(value);
  if (bytes === undefined)
    throw invalidArgType(
      "options.dictionary",
      ["Buffer", "TypedArray", "DataView", "ArrayBuffer"],
      value,
    );
  return bytes;
}

function settingsOf(mode, options) {
  options ??= {};
  const { kMaxLength } = require("buffer");
  const settings = {
    chunkSize: number(options, "chunkSize", 64, Infinity, 16384),
    flush: number(options, "flush", 0, 5, 0),
    finishFlush: number(options, "finishFlush", 0, 5, Z_FINISH),
    maxOutputLength: number(
      options,
      "maxOutputLength",
      1,
      kMaxLength,
      kMaxLength,
    ),
    windowBits: 15,
    level: -1,
    memLevel: 8,
    strategy: 0,
    dictionary: undefined,
    info: Boolean(options.info),
  };
  // A reader may leave the size of the window to the data: the largest will do.
  const isReader = mode % 2 === 0 || mode === 7;
  const isFree = isReader && mode !== INFLATERAW && options.windowBits === 0;
  if (!isFree) settings.windowBits = number(options, "windowBits", 8, 15, 15);
  settings.level = number(options, "level", -1, 9, -1);
  settings.memLevel = number(options, "memLevel", 1, 9, 8);
  settings.strategy = number(options, "strategy", 0, 4, 0);
  settings.dictionary = dictionary(options.dictionary);
  // A window of 256 bytes is not possible without a header.
  if (mode === DEFLATERAW && settings.windowBits === 8) settings.windowBits = 9;
  return settings;
}

function inputOf(data) {
  const { Buffer } = require("buffer");
  if (typeof data === "string") return Buffer.from(data);
  const bytes = bytesOf(data);
  if (bytes !== undefined) return bytes;
  throw invalidArgType(
    "buffer",
    ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"],
    data,
  );
}

function tooLarge(limit) {
  return coded(
    %RangeError,
    "ERR_BUFFER_TOO_LARGE",
    `Cannot create a Buffer larger than ${limit} bytes`,
  );
}

module.exports = { inputOf, settingsOf, tooLarge };
