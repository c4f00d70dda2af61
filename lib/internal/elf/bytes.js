"use strict";
// Numbers in the byte order and of the class of a file. Addresses are BigInts;
// sizes and offsets are numbers, since a file has no more than 2^53 bytes.

const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;
const DATA_VIEW = 17;
const TYPED_ARRAY = 18;

class ElfError extends %Error {
  constructor(message, offset) {
    super(`${message}, at offset ${offset}`);
    this.offset = offset;
  }
}
%ObjectDefineProperty(ElfError.prototype, "name", {
  __proto__: null,
  value: "ElfError",
  writable: true,
  enumerable: false,
  configurable: true,
});

function bytesOf(value) {
  switch (%ClassOf(value)) {
    case ARRAY_BUFFER:
    case SHARED_ARRAY_BUFFER:
      return new %Uint8Array(value);
    case DATA_VIEW:
    case TYPED_ARRAY:
      return new %Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    default:
      throw new %TypeError(
        "Expected a Buffer, a typed array or an ArrayBuffer",
      );
  }
}

class Bytes {
  constructor(bytes, is64, isLittle) {
    this.bytes = bytes;
    this.view = new %DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.is64 = is64;
    this.isLittle = isLittle;
  }

  byte(at) {
    return this.bytes[at];
  }
  half(at) {
    return %DataViewPrototypeGetUint16(this.view, at, this.isLittle);
  }
  word(at) {
    return %DataViewPrototypeGetUint32(this.view, at, this.isLittle);
  }
  // Of 4 or 8 bytes, by the class.
  address(at) {
    return this.is64
      ? %DataViewPrototypeGetBigUint64(this.view, at, this.isLittle)
      : %BigInt(this.word(at));
  }
  signed(at) {
    return this.is64
      ? %DataViewPrototypeGetBigInt64(this.view, at, this.isLittle)
      : %BigInt(this.word(at) | 0);
  }
  size(at, what) {
    if (!this.is64) return this.word(at);
    const value = this.address(at);
    if (value <= 0x1fffffffffffffn) return %Number(value);
    throw new ElfError(`${what} is ${value}`, at);
  }

  setByte(at, value) {
    this.bytes[at] = value;
  }
  setHalf(at, value) {
    %DataViewPrototypeSetUint16(this.view, at, value, this.isLittle);
  }
  setWord(at, value) {
    %DataViewPrototypeSetUint32(this.view, at, value, this.isLittle);
  }
  setAddress(at, value) {
    if (this.is64)
      %DataViewPrototypeSetBigUint64(this.view, at, value, this.isLittle);
    else this.setWord(at, %Number(value));
  }
  setSize(at, value) {
    this.setAddress(at, %BigInt(value));
  }
}

module.exports = { Bytes, ElfError, bytesOf };
