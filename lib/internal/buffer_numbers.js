"use strict";
// Buffer's methods that read and write integers and floating point numbers.
// They are made from three generic ones, by width, signedness and byte order.

const { coded, invalidArgType, outOfRange } = require("internal/errors");
const { validateNumber } = require("internal/validators");

// Explains why bytes at `value` cannot be accessed; `last` is the largest
// offset there is.
function boundsError(value, last, name) {
  if (%MathFloor(value) !== value) {
    validateNumber(value, name ?? "offset");
    return outOfRange(name ?? "offset", "an integer", value);
  }
  if (last < 0)
    return coded(
      %RangeError,
      "ERR_BUFFER_OUT_OF_BOUNDS",
      "Attempt to access memory outside buffer bounds",
    );
  return outOfRange(
    name ?? "offset",
    `>= ${name ? 1 : 0} and <= ${last}`,
    value,
  );
}

function checkOffset(buffer, offset, size) {
  if (typeof offset !== "number")
    throw invalidArgType("offset", "number", offset);
  if (
    !(offset >= 0 && offset + size <= buffer.length) ||
    %MathFloor(offset) !== offset
  )
    throw boundsError(offset, buffer.length - size);
}

function readUnsigned(buffer, offset, size, little) {
  let value = 0;
  if (little)
    for (let i = size - 1; i >= 0; i--)
      value = value * 256 + buffer[offset + i];
  else for (let i = 0; i < size; i++) value = value * 256 + buffer[offset + i];
  return value;
}

function readInteger(buffer, offset, size, signed, little) {
  checkOffset(buffer, offset, size);
  const value = readUnsigned(buffer, offset, size, little);
  if (!signed) return value;
  const limit = 2 ** (8 * size - 1);
  return value >= limit ? value - 2 * limit : value;
}

// `n` marks bigints.
function rangeText(size, signed, n) {
  const bits = 8 * size;
  return signed
    ? `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}`
    : `>= 0${n} and < 2${n} ** ${bits}${n}`;
}

function checkValue(value, size, signed) {
  const min = signed ? -(2 ** (8 * size - 1)) : 0;
  const max = signed ? 2 ** (8 * size - 1) - 1 : 2 ** (8 * size) - 1;
  if (value <= max && value >= min) return;
  if (value !== value) return; // written as 0
  const range =
    size > 4 ? rangeText(size, signed, "") : `>= ${min} and <= ${max}`;
  throw outOfRange("value", range, value);
}

function writeInteger(buffer, value, offset, size, signed, little) {
  value = +value;
  if (size === 1) validateNumber(offset, "offset");
  checkValue(value, size, signed);
  checkOffset(buffer, offset, size);
  if (value !== value) value = 0;
  value = %MathTrunc(value);
  // Two's complement: floor keeps the borrow of negative numbers.
  for (let i = 0; i < size; i++) {
    buffer[little ? offset + i : offset + size - 1 - i] = value % 256;
    value = %MathFloor(value / 256);
  }
  return offset + size;
}

const scratch64 = new %Float64Array(1);
const scratch32 = new %Float32Array(scratch64.buffer);
const scratchBig = new %BigInt64Array(scratch64.buffer);
const scratchUnsigned = new %BigUint64Array(scratch64.buffer);
const scratch = new %Uint8Array(scratch64.buffer);

// Copies bytes between the buffer and the scratch words, which are little
// endian.
function load(buffer, offset, size, little) {
  checkOffset(buffer, offset, size);
  for (let i = 0; i < size; i++)
    scratch[i] = buffer[little ? offset + i : offset + size - 1 - i];
}

function store(buffer, offset, size, little) {
  checkOffset(buffer, offset, size);
  for (let i = 0; i < size; i++)
    buffer[little ? offset + i : offset + size - 1 - i] = scratch[i];
  return offset + size;
}

function writeBig(buffer, value, offset, signed, little) {
  const limit = signed ? 2n ** 63n : 2n ** 64n;
  const min = signed ? -limit : 0n;
  if (value >= limit || value < min)
    throw outOfRange("value", rangeText(8, signed, "n"), value);
  checkOffset(buffer, offset, 8);
  if (typeof value !== "bigint")
    throw new %TypeError(
      "Cannot mix BigInt and other types, use explicit conversions",
    );
  scratchUnsigned[0] = value;
  return store(buffer, offset, 8, little);
}

function checkWidth(size) {
  if (typeof size !== "number")
    throw invalidArgType("byteLength", "number", size);
  if (!(size >= 1 && size <= 6) || %MathFloor(size) !== size)
    throw boundsError(size, 6, "byteLength");
}

function define(prototype, name, fn) {
  %ObjectDefineProperty(fn, "name", {
    __proto__: null,
    value: name,
    configurable: true,
  });
  prototype[name] = fn;
  // readUInt8 is also readUint8.
  const alias = %StringPrototypeReplace(name, "UInt", "Uint");
  if (alias !== name) prototype[alias] = fn;
}

function addFixed(prototype, size, signed, little, suffix) {
  const kind = `${signed ? "Int" : "UInt"}${8 * size}${suffix}`;
  define(prototype, `read${kind}`, function (offset = 0) {
    return readInteger(this, offset, size, signed, little);
  });
  define(prototype, `write${kind}`, function (value, offset = 0) {
    return writeInteger(this, value, offset, size, signed, little);
  });
}

function addVariable(prototype, signed, little, suffix) {
  const kind = `${signed ? "Int" : "UInt"}${suffix}`;
  define(prototype, `read${kind}`, function (offset, byteLength) {
    if (offset === undefined) throw invalidArgType("offset", "number", offset);
    checkWidth(byteLength);
    return readInteger(this, offset, byteLength, signed, little);
  });
  define(prototype, `write${kind}`, function (value, offset, byteLength) {
    checkWidth(byteLength);
    return writeInteger(this, value, offset, byteLength, signed, little);
  });
}

function addFloats(prototype, little, suffix) {
  define(prototype, `readFloat${suffix}`, function (offset = 0) {
    load(this, offset, 4, little);
    return scratch32[0];
  });
  define(prototype, `readDouble${suffix}`, function (offset = 0) {
    load(this, offset, 8, little);
    return scratch64[0];
  });
  define(prototype, `writeFloat${suffix}`, function (value, offset = 0) {
    checkOffset(this, offset, 4);
    scratch32[0] = value;
    return store(this, offset, 4, little);
  });
  define(prototype, `writeDouble${suffix}`, function (value, offset = 0) {
    checkOffset(this, offset, 8);
    scratch64[0] = value;
    return store(this, offset, 8, little);
  });
}

function addBigs(prototype, little, suffix) {
  define(prototype, `readBigUInt64${suffix}`, function (offset = 0) {
    load(this, offset, 8, little);
    return scratchUnsigned[0];
  });
  define(prototype, `readBigInt64${suffix}`, function (offset = 0) {
    load(this, offset, 8, little);
    return scratchBig[0];
  });
  define(prototype, `writeBigUInt64${suffix}`, function (value, offset = 0) {
    return writeBig(this, value, offset, false, little);
  });
  define(prototype, `writeBigInt64${suffix}`, function (value, offset = 0) {
    return writeBig(this, value, offset, true, little);
  });
}

function addNumbers(prototype) {
  addFixed(prototype, 1, false, true, "");
  addFixed(prototype, 1, true, true, "");
  for (let i = 0; i < 2; i++) {
    const little = i === 0;
    const suffix = little ? "LE" : "BE";
    for (let s = 0; s < 2; s++) {
      addFixed(prototype, 2, s === 1, little, suffix);
      addFixed(prototype, 4, s === 1, little, suffix);
      addVariable(prototype, s === 1, little, suffix);
    }
    addFloats(prototype, little, suffix);
    addBigs(prototype, little, suffix);
  }
}

module.exports = { addNumbers };
