"use strict";
// One compression or decompression under way: bytes go in, with a flush mode,
// and chunks come out.

const ZStream = require("internal/deps/zstream").default;
const codes = require("internal/zlib/codes");

const DEFLATE = 1;
const INFLATE = 2;
const GZIP = 3;
const GUNZIP = 4;
const DEFLATERAW = 5;
const INFLATERAW = 6;
const UNZIP = 7;

const Z_FINISH = 4;
const Z_OK = 0;
const Z_STREAM_END = 1;
const Z_NEED_DICT = 2;
const Z_DATA_ERROR = -3;
const Z_BUF_ERROR = -5;

function zlibError(message, errno) {
  const error = new %Error(message);
  error.errno = errno;
  error.code = codes[errno];
  return error;
}

function isCompression(mode) {
  return mode === DEFLATE || mode === GZIP || mode === DEFLATERAW;
}

// The library's encoding of the container in windowBits.
function windowBits(mode, bits) {
  if (mode === GZIP || mode === GUNZIP) return bits + 16;
  if (mode === DEFLATERAW || mode === INFLATERAW) return -bits;
  return bits;
}

class Engine {
  // settings: windowBits, level, memLevel, strategy, chunkSize, dictionary?
  constructor(mode, settings) {
    this.mode = mode;
    this.settings = settings;
    this.stream = undefined;
  }

  // UNZIP is decided by the first byte.
  start(first) {
    const { settings } = this;
    if (this.mode === UNZIP) this.mode = first === 0x1f ? GUNZIP : INFLATE;
    const z = (this.stream = new ZStream());
    const bits = windowBits(this.mode, settings.windowBits);
    if (!isCompression(this.mode)) {
      const {
        inflateInit2,
        inflateSetDictionary,
      } = require("internal/deps/inflate");
      inflateInit2(z, bits);
      if (this.mode === INFLATERAW && settings.dictionary !== undefined)
        inflateSetDictionary(z, settings.dictionary);
      return;
    }
    const {
      deflateInit2,
      deflateSetDictionary,
    } = require("internal/deps/deflate");
    const Z_DEFLATED = 8;
    deflateInit2(
      z,
      settings.level,
      Z_DEFLATED,
      bits,
      settings.memLevel,
      settings.strategy,
    );
    if (settings.dictionary !== undefined)
      deflateSetDictionary(z, settings.dictionary);
  }

  reset() {
    this.stream = undefined;
  }

  inflate(flush) {
    const {
      inflate,
      inflateReset,
      inflateSetDictionary,
    } = require("internal/deps/inflate");
    const z = this.stream;
    const { dictionary } = this.settings;
    let r = inflate(z, flush);
    if (
      r === Z_NEED_DICT &&
      this.mode !== INFLATERAW &&
      dictionary !== undefined
    ) {
      r = inflateSetDictionary(z, dictionary);
      if (r === Z_OK) r = inflate(z, flush);
      else if (r === Z_DATA_ERROR) r = Z_NEED_DICT;
    }
    // A gzip file may have several members; zeros after them are padding.
    while (
      z.avail_in > 0 &&
      this.mode === GUNZIP &&
      r === Z_STREAM_END &&
      z.input[z.next_in] !== 0
    ) {
      inflateReset(z);
      r = inflate(z, flush);
    }
    return r;
  }

  // The error that the library's result means at the end of a call, if any.
  failure(r, flush) {
    const z = this.stream;
    if (r === Z_STREAM_END) return undefined;
    if (r === Z_OK || r === Z_BUF_ERROR)
      return z.avail_out !== 0 && flush === Z_FINISH
        ? zlibError("unexpected end of file", Z_BUF_ERROR)
        : undefined;
    if (r === Z_NEED_DICT)
      return zlibError(
        this.settings.dictionary === undefined
          ? "Missing dictionary"
          : "Bad dictionary",
        r,
      );
    return zlibError(z.msg || "Zlib error", r);
  }

  // One call of the library, from part of a buffer into part of another: what is
  // left of both, [out, in], and the error if there is one.
  step(flush, input, inAt, inLength, output, outAt, outLength) {
    if (this.stream === undefined) this.start(input?.[inAt]);
    const z = this.stream;
    z.input = input ?? new %Uint8Array(0);
    z.next_in = inAt;
    z.avail_in = inLength;
    z.output = output;
    z.next_out = outAt;
    z.avail_out = outLength;
    const error = this.failure(this.call(flush), flush);
    return { left: [z.avail_out, z.avail_in], error };
  }

  call(flush) {
    return isCompression(this.mode)
      ? require("internal/deps/deflate").deflate(this.stream, flush)
      : this.inflate(flush);
  }

  // Takes in `input` and calls `output(bytes)` for each chunk that comes out.
  // Throws what is wrong with the data. True if the data ended before the input.
  write(input, flush, output) {
    if (this.mode === UNZIP && input.length === 0) return false;
    if (this.stream === undefined) this.start(input[0]);
    const z = this.stream;
    z.input = input;
    z.next_in = 0;
    z.avail_in = input.length;
    for (;;) {
      const chunk = new %Uint8Array(this.settings.chunkSize);
      z.output = chunk;
      z.next_out = 0;
      z.avail_out = chunk.length;
      const r = this.call(flush);
      const error = this.failure(r, flush);
      if (error !== undefined) throw error;
      if (z.next_out > 0)
        output(%TypedArrayPrototypeSubarray(chunk, 0, z.next_out));
      const isEnd = r === Z_STREAM_END && !isCompression(this.mode);
      if (isEnd || z.avail_out !== 0) return isEnd && z.avail_in > 0;
    }
  }
}

module.exports = {
  DEFLATE,
  DEFLATERAW,
  Engine,
  GUNZIP,
  GZIP,
  INFLATE,
  INFLATERAW,
  UNZIP,
  zlibError,
};
