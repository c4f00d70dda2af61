"use strict";
// require('libsys'): system calls from JavaScript, with the interface of the
// npm package of that name. Calls whose arguments' types are known at compile
// time become a `syscall` instruction in place.
//
// An argument is a number (a 32-bit integer, extended), [lo, hi] (two halves of
// 64 bits), [lo, hi, offset] (the same plus an offset), a string (a pointer to
// its NUL-terminated UTF-8), or an ArrayBuffer, typed array or Buffer (a pointer
// to its first byte). Machine code that is called gets whole numbers of 64 bits.

const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;
const DATA_VIEW = 17;
const TYPED_ARRAY = 18;

function big(pair) {
  const value = (%BigInt(pair[1] >>> 0) << 32n) | %BigInt(pair[0] >>> 0);
  return pair.length > 2 ? value + %BigInt(pair[2]) : value;
}

function argument(value) {
  switch (typeof value) {
    case "number":
      return value | 0;
    case "string":
    case "bigint":
      return value;
    case "object": {
      if (%ArrayIsArray(value)) return big(value);
      const kind = %ClassOf(value);
      if (kind >= ARRAY_BUFFER && kind <= TYPED_ARRAY) return value;
    }
  }
  if (value === undefined) return 0;
  throw new %TypeError("Invalid argument type");
}

function syscall(command, a, b, c, d, e, f) {
  return (
    %Syscall(
      command,
      argument(a),
      argument(b),
      argument(c),
      argument(d),
      argument(e),
      argument(f),
    ) | 0
  );
}

function syscall64(command, a, b, c, d, e, f) {
  return %Syscall64(
    command,
    argument(a),
    argument(b),
    argument(c),
    argument(d),
    argument(e),
    argument(f),
  );
}

function pairOf(value) {
  return [
    %Number(%BigIntAsIntN(32, value)),
    %Number(%BigIntAsIntN(32, value >> 32n)),
  ];
}

function withOffset(value, offset) {
  return pairOf(%BufferAddress(value) + %BigInt(offset ?? 0));
}

function addressArrayBuffer(buffer, offset) {
  const kind = %ClassOf(buffer);
  if (kind !== ARRAY_BUFFER && kind !== SHARED_ARRAY_BUFFER)
    throw new %TypeError("Expected an ArrayBuffer");
  return withOffset(buffer, offset);
}

function addressTypedArray(array, offset) {
  const kind = %ClassOf(array);
  if (kind !== TYPED_ARRAY && kind !== DATA_VIEW)
    throw new %TypeError("Expected a typed array");
  return withOffset(array, offset);
}

function address(value, offset) {
  const kind = %ClassOf(value);
  return kind === ARRAY_BUFFER || kind === SHARED_ARRAY_BUFFER
    ? addressArrayBuffer(value, offset)
    : addressTypedArray(value, offset);
}

const fixed = {};
for (let n = 0; n <= 6; n++) {
  fixed[`syscall_${n}`] = syscall;
  fixed[`syscall64_${n}`] = syscall64;
}

// The error number of the last call that failed is its negative result.
function errno(result) {
  const n = %ArrayIsArray(result) ? result[0] : result;
  return n < 0 && n > -4096 ? -n : 0;
}

// What stands for an address: as an argument, but numbers are not cut to 32 bits.
function word(value) {
  return typeof value === "number" ? value : argument(value);
}

function addressOf(value) {
  const at = word(value);
  switch (typeof at) {
    case "number":
      return %BigInt(%MathTrunc(at));
    case "bigint":
      return at;
    case "string":
      throw new %TypeError("A string has no address that lasts");
    default:
      return %BufferAddress(at);
  }
}

// The address of `code` is that of its first byte; `offset` is added.
function call64(code, offset, args) {
  const at = addressOf(code) + %BigInt(offset | 0);
  if (args === undefined || args === null) return %CallAddress(at);
  if (args.length > 10) throw new %RangeError("Too many arguments.");
  return %CallAddress(
    at,
    word(args[0]),
    word(args[1]),
    word(args[2]),
    word(args[3]),
    word(args[4]),
    word(args[5]),
    word(args[6]),
    word(args[7]),
    word(args[8]),
    word(args[9]),
  );
}

function call(code, offset, args) {
  return call64(code, offset, args)[0];
}

function call64_1(code, a) {
  return %CallAddress(addressOf(code), word(a));
}

// The memory at an address as an ArrayBuffer, which does not own it.
function frame(at, size) {
  if (
    typeof size !== "number" ||
    !(size >= 0 && size <= %NumberMAX_SAFE_INTEGER)
  )
    throw new %RangeError("Invalid size");
  return %BufferAt(addressOf(at), %MathTrunc(size));
}

// The value that was there; it is exchanged if that is `old`.
function exchange(Array, bytes) {
  return (at, old, value) =>
    %AtomicsCompareExchange(new Array(frame(at, bytes)), 0, old, value);
}

function refuse(name) {
  return () => {
    const { unsupported } = require("internal/errors");
    throw unsupported(`libsys.${name}`);
  };
}

module.exports = {
  syscall,
  syscall64,
  ...fixed,
  errno,
  address,
  addressArrayBuffer,
  addressArrayBuffer64: addressArrayBuffer,
  addressBuffer: addressTypedArray,
  addressBuffer64: addressTypedArray,
  addressTypedArray,
  getAddress: address,
  getAddressArrayBuffer: addressArrayBuffer,
  getAddressBuffer: addressTypedArray,
  getAddressTypedArray: addressTypedArray,
  frame,
  malloc: frame, // its name in older versions of the package
  call,
  call64,
  call_0: (code) => call(code, 0),
  call_1: (code, a) => call64_1(code, a)[0],
  call64_0: (code) => call64(code, 0),
  call64_1,
  cmpxchg8: exchange(%Int8Array, 1),
  cmpxchg16: exchange(%Int16Array, 2),
  cmpxchg32: exchange(%Int32Array, 4),
  jumper: refuse("jumper"),
  sigaction: refuse("sigaction"),
};
