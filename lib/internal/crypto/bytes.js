"use strict";
// The arguments of crypto's functions as bytes.

const { invalidArgType } = require("internal/errors");

const VIEWS = ["string", "Buffer", "TypedArray", "DataView"];
const KEYS = ["ArrayBuffer", "Buffer", "TypedArray", "DataView"];

// A Buffer over a view's or an ArrayBuffer's bytes; undefined if it is neither.
function viewed(data) {
  const { Buffer } = require("buffer");
  if (%ArrayBufferIsView(data))
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const { isAnyArrayBuffer } = require("internal/util/types");
  return isAnyArrayBuffer(data) ? Buffer.from(data) : undefined;
}

// What is hashed or encrypted.
function dataBytes(data, encoding, name) {
  const { Buffer } = require("buffer");
  if (typeof data === "string")
    return Buffer.from(data, encoding === "buffer" ? "utf8" : encoding);
  if (%ArrayBufferIsView(data)) return viewed(data);
  throw invalidArgType(name, VIEWS, data);
}

const secrets = new %WeakMap(); // the bytes of KeyObjects

// A key, a password, a salt.
function keyBytes(key, name, expected) {
  const { Buffer } = require("buffer");
  if (typeof key === "string") return Buffer.from(key);
  if (%WeakMapPrototypeHas(secrets, key))
    return %WeakMapPrototypeGet(secrets, key);
  const bytes = viewed(key);
  if (bytes !== undefined) return bytes;
  throw invalidArgType(name, expected ?? ["string", ...KEYS], key); //@ internal/errors:547:7|      throw error;
}

// Bytes that an algorithm has made, as the caller wants them.
function encoded(bytes, encoding) {
  const { Buffer } = require("buffer");
  const out = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding && encoding !== "buffer" ? out.toString(encoding) : out;
}

// The reference's cryptography is native code, whose errors have a code that does not stand in their stacks.
function nativeError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

module.exports = {
  KEYS,
  dataBytes,
  encoded,
  keyBytes,
  nativeError,
  secrets,
  viewed,
};
