"use strict";
// Reading Brotli, whole texts at once.

const { zlibError } = require("internal/zlib/engine");
const { inputOf } = require("internal/zlib/options");
const { validateFunction } = require("internal/validators");

function decompress(input) {
  const { Buffer } = require("buffer");
  const { BrotliDecompressBuffer } = require("internal/deps/brotli");
  let bytes;
  try {
    bytes = BrotliDecompressBuffer(input);
  } catch {
    // What ends too early is by far the commonest fault.
    throw zlibError("unexpected end of file", -5);
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function brotliDecompressSync(buffer) {
  return decompress(inputOf(buffer));
}

function brotliDecompress(buffer, options, callback) {
  if (typeof options === "function") callback = options;
  validateFunction(callback, "callback");
  const input = inputOf(buffer);
  require("internal/loop").complete(() => {
    let result;
    try {
      result = decompress(input);
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, result);
  }, []);
}

module.exports = { brotliDecompress, brotliDecompressSync };
