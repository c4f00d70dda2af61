"use strict";
// require('libsys'): system calls from JavaScript, with the interface of the
// npm package of that name. Calls whose arguments' types are known at compile
// time become a `syscall` instruction in place.
//
// An argument is a number (a 32-bit integer, extended), [lo, hi] (two halves of
// 64 bits), [lo, hi, offset] (the same plus an offset), a string (a pointer to
// its NUL-terminated UTF-8), or an ArrayBuffer, typed array or Buffer (a pointer
// to its first byte).

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
  frame: refuse("frame"),
  malloc: refuse("malloc"),
  call: refuse("call"),
  call64: refuse("call64"),
  jumper: refuse("jumper"),
  sigaction: refuse("sigaction"),
};
