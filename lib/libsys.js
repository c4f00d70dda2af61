"use strict";
// require('libsys'): system calls from JavaScript, with the interface of the
// npm package of that name. Calls whose arguments' types are known at compile
// time become a `syscall` instruction in place.
//
// An argument is a number (truncated to an integer), [lo, hi] (two halves of
// 64 bits), [lo, hi, offset] (the same plus an offset), a string (a pointer to
// its NUL-terminated UTF-8), or an ArrayBuffer, typed array, DataView or Buffer
// (a pointer to its first byte); a BigInt gives its low 64 bits. A result is what
// the kernel gives, -errno where it failed; errno() is that of the last call that
// failed. Addresses are [lo, hi].

const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;
const DATA_VIEW = 17;
const TYPED_ARRAY = 18;

const syscall = %LibsysSyscall;
const syscall64 = %LibsysSyscall64;

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

function addressOf(value) {
  const at = %LibsysArgument(value);
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
    %LibsysArgument(args[0]),
    %LibsysArgument(args[1]),
    %LibsysArgument(args[2]),
    %LibsysArgument(args[3]),
    %LibsysArgument(args[4]),
    %LibsysArgument(args[5]),
    %LibsysArgument(args[6]),
    %LibsysArgument(args[7]),
    %LibsysArgument(args[8]),
    %LibsysArgument(args[9]),
  );
}

function call(code, offset, args) {
  return call64(code, offset, args)[0];
}

function call64_1(code, a) {
  return %CallAddress(addressOf(code), %LibsysArgument(a));
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
  errno: %LibsysErrno,
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
