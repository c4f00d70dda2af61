"use strict";
// Random bytes and what is made of them, from getrandom(2).

const {
  coded,
  invalidArgType,
  outOfRange,
  received,
} = require("internal/errors");
const {
  validateBoolean,
  validateFunction,
  validateNumber,
} = require("internal/validators");
const { viewed } = require("internal/crypto/bytes");

const SYS_getrandom = 318;
const MOST = 2147483647;
const MOST_AT_ONCE = 0x100000;
const EINTR = -4;

// Fills a Uint8Array.
function fill(bytes) {
  const length = bytes.length;
  for (let done = 0; done < length;) {
    const n = %Syscall(
      SYS_getrandom,
      %TypedArrayPrototypeSubarray(bytes, done),
      %MathMin(length - done, MOST_AT_ONCE),
      0,
    );
    if (n > 0) done += n;
    else if (n !== EINTR) {
      const { systemError } = require("internal/system_error");
      throw systemError(n, "getrandom");
    }
  }
  return bytes;
}

function later(work, callback) {
  require("internal/loop").complete(() => {
    const value = work();
    callback(null, value);
  }, []);
}

function checkSize(size) {
  validateNumber(size, "size"); //@ assertSize internal/crypto/random:85:3
  if (!(size >= 0 && size <= MOST))
    throw outOfRange("size", `>= 0 && <= ${MOST}`, size); //@ assertSize internal/crypto/random:89:11|    throw new ERR_OUT_OF_RANGE('size',
}

function randomBytes(size, callback) {
  checkSize(size); //@ *.randomBytes internal/crypto/random:101:10
  if (callback !== undefined) validateFunction(callback, "callback"); //@ *.randomBytes internal/crypto/random:103:5
  const { Buffer } = require("buffer");
  const bytes = Buffer.alloc(size);
  if (callback === undefined) return fill(bytes);
  later(() => fill(bytes), callback);
  return undefined;
}

function bytesOf(buffer) {
  const bytes = viewed(buffer);
  if (bytes === undefined)
    throw invalidArgType("buf", ["ArrayBuffer", "ArrayBufferView"], buffer);
  return bytes;
}

// In bytes.
function offsetIn(buffer, bytes, offset) {
  offset ??= 0;
  validateNumber(offset, "offset"); //@ assertOffset internal/crypto/random:73:3
  offset *= buffer.BYTES_PER_ELEMENT ?? 1;
  if (!(offset >= 0 && offset <= bytes.length))
    throw outOfRange("offset", `>= 0 && <= ${bytes.length}`, offset); //@ assertOffset internal/crypto/random:78:11|    throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${maxLength}`, offset);
  return offset;
}

// The part [offset, offset + size) of a buffer, the size in its elements.
function part(buffer, bytes, offset, size) {
  if (size === undefined) size = bytes.length - offset;
  else {
    validateNumber(size, "size"); //@ assertSize internal/crypto/random:85:3
    size *= buffer.BYTES_PER_ELEMENT ?? 1;
    if (!(size >= 0 && size <= MOST))
      throw outOfRange("size", `>= 0 && <= ${MOST}`, size); //@ assertSize internal/crypto/random:89:11|    throw new ERR_OUT_OF_RANGE('size',
    if (size + offset > bytes.length)
      throw outOfRange("size + offset", `<= ${bytes.length}`, size + offset); //@ assertSize internal/crypto/random:94:11|    throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  }
  return %TypedArrayPrototypeSubarray(bytes, offset, offset + size);
}

function randomFillSync(buffer, offset, size) {
  const bytes = bytesOf(buffer); //@ *.randomFillSync internal/crypto/random:122:11|    throw new ERR_INVALID_ARG_TYPE(
  offset = offsetIn(buffer, bytes, offset); //@ *.randomFillSync internal/crypto/random:130:12
  fill(part(buffer, bytes, offset, size)); //@ *.randomFillSync internal/crypto/random:135:12
  return buffer;
}

function randomFill(buffer, offset, size, callback) {
  if (typeof offset === "function") {
    callback = offset;
    offset = undefined;
    size = undefined;
  } else if (typeof size === "function") {
    callback = size;
    size = undefined;
  }
  validateFunction(callback, "callback"); //@ *.randomFill internal/crypto/random:173:5
  const whole = bytesOf(buffer); //@ *.randomFill internal/crypto/random:156:11|    throw new ERR_INVALID_ARG_TYPE(
  offset = offsetIn(buffer, whole, offset);
  const bytes = part(buffer, whole, offset, size);
  later(() => {
    fill(bytes);
    return buffer;
  }, callback);
}

function notSafe(name, value) {
  return coded(
    %TypeError,
    "ERR_INVALID_ARG_TYPE",
    `The "${name}" argument must be a safe integer.${received(value)}`,
  );
}

const LIMIT = 281474976710655; // 2 ** 48 - 1

// A number of [0, range), each as likely as the others.
function below(range) {
  const top = LIMIT + 1 - ((LIMIT + 1) % range);
  const bytes = new %Uint8Array(6);
  for (;;) {
    fill(bytes);
    let x = 0;
    for (let i = 0; i < 6; i++) x = x * 256 + bytes[i];
    if (x < top) return x % range;
  }
}

function randomInt(min, max, callback) {
  const minIsMissing = max === undefined || typeof max === "function";
  if (minIsMissing) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, "callback"); //@ *.randomInt internal/crypto/random:226:5
  if (!%NumberIsSafeInteger(min)) throw notSafe("min", min);
  if (!%NumberIsSafeInteger(max)) throw notSafe("max", max); //@ *.randomInt internal/crypto/random:232:11|    throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min)
    throw outOfRange("max", `greater than the value of "min" (${min})`, max); //@ *.randomInt internal/crypto/random:235:11|    throw new ERR_OUT_OF_RANGE(
  const range = max - min;
  if (range > LIMIT)
    throw outOfRange(minIsMissing ? "max" : "max - min", `<= ${LIMIT}`, range); //@ *.randomInt internal/crypto/random:244:11|    throw new ERR_OUT_OF_RANGE(`max${minNotSpecified ? '' : ' - min'}`,
  if (callback === undefined) return min + below(range);
  later(() => min + below(range), callback);
  return undefined;
}

function uuidText(b) {
  const hex = %HexText(b, 0, 16);
  const cut = (from, to) => %StringPrototypeSlice(hex, from, to);
  return `${cut(0, 8)}-${cut(8, 12)}-${cut(12, 16)}-${cut(16, 20)}-${cut(20, 32)}`;
}

function checkUuidOptions(options) {
  if (options === undefined) return;
  if (options === null || typeof options !== "object")
    throw invalidArgType("options", "object", options); //@ internal/errors:547:7|      throw error;
  if (options.disableEntropyCache !== undefined)
    validateBoolean(options.disableEntropyCache, "options.disableEntropyCache");
}

// RFC 9562, version 4. Bytes are fetched for many at once.
const cache = new %Uint8Array(2048);
let used = 2048;

function randomUUID(options) {
  checkUuidOptions(options); //@ *.randomUUID internal/crypto/random:408:5
  if (used === cache.length) {
    fill(cache);
    used = 0;
  }
  const b = %TypedArrayPrototypeSlice(cache, used, used + 16);
  used += 16;
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  return uuidText(b);
}

// The same, version 7: the time in milliseconds first.
function randomUUIDv7(options) {
  checkUuidOptions(options);
  const b = fill(new %Uint8Array(16));
  let time = %DateNow();
  for (let i = 5; i >= 0; i--) {
    b[i] = time % 256;
    time = %MathFloor(time / 256);
  }
  b[6] = (b[6] & 0x0f) | 0x70;
  b[8] = (b[8] & 0x3f) | 0x80;
  return uuidText(b);
}

function isIntegers(value) {
  if (!%ArrayBufferIsView(value)) return false;
  const tag = %TypedArrayPrototypeGetSymbolToStringTag(value);
  return tag !== undefined && !%StringPrototypeStartsWith(tag, "Float");
}

// Web Crypto's.
function getRandomValues(array) {
  const { createDOMException } = require("internal/dom_exception");
  if (!isIntegers(array))
    //@ Crypto.getRandomValues internal/crypto/random:327:11, Crypto.getRandomValues internal/crypto/webcrypto:2031:10, *.getRandomValues crypto:282:33|    throw lazyDOMException(
    throw createDOMException(
      "The data argument must be an integer-type TypedArray",
      "TypeMismatchError",
    );
  if (array.byteLength > 65536)
    throw createDOMException(
      "The requested length exceeds 65,536 bytes",
      "QuotaExceededError",
    );
  fill(viewed(array));
  return array;
}

module.exports = {
  getRandomValues,
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  randomUUIDv7,
};
