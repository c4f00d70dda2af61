"use strict";
// Buffer's indexOf, lastIndexOf and includes.

const codec = require("internal/buffer_codec");
const { invalidArgType, unknownEncoding } = require("internal/errors");

function matches(bytes, at, needle) {
  for (let i = 0; i < needle.length; i++)
    if (bytes[at + i] !== needle[i]) return false;
  return true;
}

// In UTF-16 only even positions count.
function forward(bytes, needle, from, step) {
  if (step === 1 && bytes.length < 2 ** 32)
    return %BytesIndexOf(bytes, needle, from);
  const last = bytes.length - needle.length;
  for (let i = from; i <= last; i += step)
    if (matches(bytes, i, needle)) return i;
  return -1;
}

function backward(bytes, needle, from, step) {
  const last = bytes.length - needle.length;
  // Both are even in UTF-16.
  for (let i = %MathMin(from, last); i >= 0; i -= step)
    if (matches(bytes, i, needle)) return i;
  return -1;
}

function needleBytes(value, encoding) {
  const bytes = new %Uint8Array(codec.byteLength(value, encoding));
  return codec.part(
    bytes,
    0,
    codec.write(value, bytes, 0, bytes.length, encoding),
  );
}

function find(bytes, value, offset, name, isForward, isBytes) {
  if (typeof offset === "string") {
    name = offset;
    offset = undefined;
  } else if (offset > 0x7fffffff) offset = 0x7fffffff;
  else if (offset < -0x80000000) offset = -0x80000000;
  offset = +offset;
  let needle;
  let step = 1;
  if (typeof value === "number") {
    needle = new %Uint8Array(1);
    needle[0] = value;
  } else if (typeof value === "string") {
    const encoding =
      name === undefined || name === null
        ? codec.UTF8
        : codec.encodingOf(`${name}`);
    if (encoding === 0) throw unknownEncoding(name); //@ bidirectionalIndexOf buffer:1141:13|      throw new ERR_UNKNOWN_ENCODING(encoding);
    needle = needleBytes(value, encoding);
    if (encoding === codec.UTF16) step = 2;
  } else if (isBytes(value)) {
    needle = value;
    if (codec.encodingOf(name) === codec.UTF16) step = 2;
  } else
    //@ bidirectionalIndexOf buffer:1151:9|  throw new ERR_INVALID_ARG_TYPE(
    throw invalidArgType(
      "value",
      ["number", "string", "Buffer", "Uint8Array"],
      value,
    );

  let { length } = bytes;
  if (step === 2 && typeof value === "string") length &= ~1;
  offset = offset !== offset ? (isForward ? 0 : length) : %MathTrunc(offset);
  if (offset < 0) offset += length;
  if (offset < 0) {
    if (!isForward && needle.length > 0) return -1;
    offset = 0;
  }
  if (needle.length === 0)
    return %MathMin(offset, step === 2 ? length & ~1 : length);
  if (step === 2) {
    length &= ~1;
    offset -= offset % 2;
    needle = codec.part(needle, 0, needle.length & ~1);
    if (needle.length === 0) return -1;
    bytes = codec.part(bytes, 0, length);
  }
  if (length === 0) return -1;
  if (isForward)
    return offset >= length ? -1 : forward(bytes, needle, offset, step);
  return backward(bytes, needle, %MathMin(offset, length - step), step);
}

function addSearch(proto, isBytes) {
  proto.indexOf = function indexOf(value, byteOffset, encoding) {
    return find(this, value, byteOffset, encoding, true, isBytes); //@ *.indexOf buffer:1163:10
  };
  proto.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
    return find(this, value, byteOffset, encoding, false, isBytes); //@ *.lastIndexOf buffer:1173:10
  };
  proto.includes = function includes(value, byteOffset, encoding) {
    const at = find(this, value, byteOffset, encoding, true, isBytes); //@ *.includes buffer:1183:10
    return at !== -1;
  };
}

module.exports = { addSearch };
