"use strict";
// Buffer's methods that read and write integers and floating point numbers.
// Those of a variable width are made from generic ones.

const { coded, invalidArgType, outOfRange } = require("internal/errors");
const { validateNumber } = require("internal/validators");

function checkNumber(offset) {
  if (typeof offset !== "number")
    throw invalidArgType("offset", "number", offset); //@ internal/errors:547:7|      throw error;
}

// Are the bytes not all inside, or the offset no whole number?
function isOutside(buffer, offset, size) {
  return (
    typeof offset !== "number" ||
    !(offset >= 0 && offset + size <= buffer.length) ||
    %MathFloor(offset) !== offset
  );
}

// Throws what says why bytes at `value` cannot be accessed; `last` is the
// largest offset there is.
function failBounds(value, last, name) {
  if (%MathFloor(value) !== value) {
    validateNumber(value, name ?? "offset"); //@ boundsError internal/buffer:87:5
    throw outOfRange(name ?? "offset", "an integer", value); //@ boundsError internal/buffer:88:11|    throw new ERR_OUT_OF_RANGE(type || 'offset', 'an integer', value);
  }
  if (last < 0)
    //@ boundsError internal/buffer:92:11|    throw new ERR_BUFFER_OUT_OF_BOUNDS();
    throw coded(
      %RangeError,
      "ERR_BUFFER_OUT_OF_BOUNDS",
      "Attempt to access memory outside buffer bounds",
    );
  const range = `>= ${name ? 1 : 0} and <= ${last}`;
  throw outOfRange(name ?? "offset", range, value); //@ boundsError internal/buffer:94:9|  throw new ERR_OUT_OF_RANGE(type || 'offset',
}

function checkBounds(offset, last) {
  checkNumber(offset); //@ checkBounds internal/buffer:61:3
  failBounds(offset, last); //@ checkBounds internal/buffer:63:5
}

function failValue(value, min, max) {
  throw outOfRange("value", `>= ${min} and <= ${max}`, value);
}

// A value or its place is out of range.
function failWrite(value, min, max, offset, last) {
  if (value > max || value < min) {
    const range = `>= ${min} and <= ${max}`;
    throw outOfRange("value", range, value); //@ checkInt internal/buffer:80:11|    throw new ERR_OUT_OF_RANGE('value', range, value);
  }
  checkBounds(offset, last); //@ checkInt internal/buffer:82:3
}

function checkOffset(buffer, offset, size) {
  if (isOutside(buffer, offset, size))
    checkBounds(offset, buffer.length - size);
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
  throw outOfRange("value", range, value); //@ checkInt internal/buffer:80:11|    throw new ERR_OUT_OF_RANGE('value', range, value);
}

function writeInteger(buffer, value, offset, size, signed, little) {
  value = +value;
  if (size === 1) checkNumber(offset);
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
  for (let i = 0; i < size; i++)
    scratch[i] = buffer[little ? offset + i : offset + size - 1 - i];
}

function store(buffer, offset, size, little) {
  for (let i = 0; i < size; i++)
    buffer[little ? offset + i : offset + size - 1 - i] = scratch[i];
  return offset + size;
}

function writeBig(buffer, value, offset, signed, little) {
  const limit = signed ? 2n ** 63n : 2n ** 64n;
  const min = signed ? -limit : 0n;
  if (value >= limit || value < min)
    throw outOfRange("value", rangeText(8, signed, "n"), value); //@ checkInt internal/buffer:80:11|    throw new ERR_OUT_OF_RANGE('value', range, value);
  if (isOutside(buffer, offset, 8)) checkBounds(offset, buffer.length - 8); //@ checkInt internal/buffer:82:3
  if (typeof value !== "bigint")
    throw new %TypeError(
      "Cannot mix BigInt and other types, use explicit conversions",
    );
  scratchUnsigned[0] = value;
  return store(buffer, offset, 8, little);
}

function checkWidth(size) {
  if (typeof size === "bigint" || typeof size === "symbol") %MathFloor(size); // throws
  if (typeof size !== "number")
    throw invalidArgType("byteLength", "number", size);
  if (!(size >= 1 && size <= 6) || %MathFloor(size) !== size)
    failBounds(size, 6, "byteLength");
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

function addFixed(proto) {
  define(proto, "readUInt8", function (offset = 0) {
    checkNumber(offset); //@ readUInt8 internal/buffer:257:3, *.<anonymous> internal/buffer:1020:47
    if (isOutside(this, offset, 1)) failBounds(offset, this.length - 1); //@ readUInt8 internal/buffer:260:5, *.<anonymous> internal/buffer:1020:47
    return this[offset];
  });
  define(proto, "writeUInt8", function (value, offset = 0) {
    value = +value;
    checkNumber(offset); //@ writeU_Int8 internal/buffer:744:3, *.writeUInt8 internal/buffer:756:10
    if (value > 255 || value < 0) failValue(value, 0, 255); //@ writeU_Int8 internal/buffer:746:11, *.writeUInt8 internal/buffer:756:10|    throw new ERR_OUT_OF_RANGE('value', `>= ${min} and <= ${max}`, value);
    if (isOutside(this, offset, 1)) failBounds(offset, this.length - 1); //@ writeU_Int8 internal/buffer:749:5, *.writeUInt8 internal/buffer:756:10
    this[offset] = value;
    return offset + 1;
  });
  define(proto, "readInt8", function (offset = 0) {
    checkNumber(offset); //@ readInt8 internal/buffer:429:3, *.readInt8 internal/buffer:1034:46
    if (isOutside(this, offset, 1)) failBounds(offset, this.length - 1); //@ readInt8 internal/buffer:432:5, *.readInt8 internal/buffer:1034:46
    return (this[offset] << 24) >> 24;
  });
  define(proto, "writeInt8", function (value, offset = 0) {
    value = +value;
    checkNumber(offset); //@ writeU_Int8 internal/buffer:744:3, *.writeInt8 internal/buffer:877:10
    if (value > 127 || value < -128) failValue(value, -128, 127); //@ writeU_Int8 internal/buffer:746:11, *.writeInt8 internal/buffer:877:10|    throw new ERR_OUT_OF_RANGE('value', `>= ${min} and <= ${max}`, value);
    if (isOutside(this, offset, 1)) failBounds(offset, this.length - 1); //@ writeU_Int8 internal/buffer:749:5, *.writeInt8 internal/buffer:877:10
    this[offset] = value;
    return offset + 1;
  });
  define(proto, "readUInt16LE", function (offset = 0) {
    checkNumber(offset); //@ readUInt16LE internal/buffer:247:3, *.<anonymous> internal/buffer:1019:50
    if (isOutside(this, offset, 2)) failBounds(offset, this.length - 2); //@ readUInt16LE internal/buffer:251:5, *.<anonymous> internal/buffer:1019:50
    return this[offset] | (this[offset + 1] << 8);
  });
  define(proto, "writeUInt16LE", function (value, offset = 0) {
    value = +value;
    if (value > 65535 || value < 0 || isOutside(this, offset, 2))
      failWrite(value, 0, 65535, offset, this.length - 2); //@ writeU_Int16LE internal/buffer:730:3, *.writeUInt16LE internal/buffer:738:10
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    return offset + 2;
  });
  define(proto, "readUInt16BE", function (offset = 0) {
    checkNumber(offset); //@ readUInt16BE internal/buffer:336:3, *.<anonymous> internal/buffer:1023:50
    if (isOutside(this, offset, 2)) failBounds(offset, this.length - 2); //@ readUInt16BE internal/buffer:340:5, *.<anonymous> internal/buffer:1023:50
    return this[offset + 1] | (this[offset] << 8);
  });
  define(proto, "writeUInt16BE", function (value, offset = 0) {
    value = +value;
    if (value > 65535 || value < 0 || isOutside(this, offset, 2))
      failWrite(value, 0, 65535, offset, this.length - 2); //@ writeU_Int16BE internal/buffer:840:3, *.writeUInt16BE internal/buffer:848:10
    this[offset + 1] = value;
    this[offset] = value >>> 8;
    return offset + 2;
  });
  define(proto, "readInt16LE", function (offset = 0) {
    checkNumber(offset); //@ readInt16LE internal/buffer:418:3, *.readInt16LE internal/buffer:1033:49
    if (isOutside(this, offset, 2)) failBounds(offset, this.length - 2); //@ readInt16LE internal/buffer:422:5, *.readInt16LE internal/buffer:1033:49
    return ((this[offset] | (this[offset + 1] << 8)) << 16) >> 16;
  });
  define(proto, "writeInt16LE", function (value, offset = 0) {
    value = +value;
    if (value > 32767 || value < -32768 || isOutside(this, offset, 2))
      failWrite(value, -32768, 32767, offset, this.length - 2); //@ writeU_Int16LE internal/buffer:730:3, *.writeInt16LE internal/buffer:873:10
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    return offset + 2;
  });
  define(proto, "readInt16BE", function (offset = 0) {
    checkNumber(offset); //@ readInt16BE internal/buffer:510:3, *.readInt16BE internal/buffer:1037:49
    if (isOutside(this, offset, 2)) failBounds(offset, this.length - 2); //@ readInt16BE internal/buffer:514:5, *.readInt16BE internal/buffer:1037:49
    return ((this[offset + 1] | (this[offset] << 8)) << 16) >> 16;
  });
  define(proto, "writeInt16BE", function (value, offset = 0) {
    value = +value;
    if (value > 32767 || value < -32768 || isOutside(this, offset, 2))
      failWrite(value, -32768, 32767, offset, this.length - 2); //@ writeU_Int16BE internal/buffer:840:3, *.writeInt16BE internal/buffer:902:10
    this[offset + 1] = value;
    this[offset] = value >>> 8;
    return offset + 2;
  });
  define(proto, "readUInt32LE", function (offset = 0) {
    checkNumber(offset); //@ readUInt32LE internal/buffer:224:3, *.<anonymous> internal/buffer:1018:50
    if (isOutside(this, offset, 4)) failBounds(offset, this.length - 4); //@ readUInt32LE internal/buffer:228:5, *.<anonymous> internal/buffer:1018:50
    return (
      this[offset] +
      this[offset + 1] * 256 +
      this[offset + 2] * 65536 +
      this[offset + 3] * 16777216
    );
  });
  define(proto, "writeUInt32LE", function (value, offset = 0) {
    value = +value;
    if (value > 4294967295 || value < 0 || isOutside(this, offset, 4))
      failWrite(value, 0, 4294967295, offset, this.length - 4); //@ writeU_Int32LE internal/buffer:700:3, *.writeUInt32LE internal/buffer:713:10
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    this[offset + 2] = value >>> 16;
    this[offset + 3] = value >>> 24;
    return offset + 4;
  });
  define(proto, "readUInt32BE", function (offset = 0) {
    checkNumber(offset); //@ readUInt32BE internal/buffer:313:3, *.<anonymous> internal/buffer:1022:50
    if (isOutside(this, offset, 4)) failBounds(offset, this.length - 4); //@ readUInt32BE internal/buffer:317:5, *.<anonymous> internal/buffer:1022:50
    return (
      this[offset + 3] +
      this[offset + 2] * 256 +
      this[offset + 1] * 65536 +
      this[offset] * 16777216
    );
  });
  define(proto, "writeUInt32BE", function (value, offset = 0) {
    value = +value;
    if (value > 4294967295 || value < 0 || isOutside(this, offset, 4))
      failWrite(value, 0, 4294967295, offset, this.length - 4); //@ writeU_Int32BE internal/buffer:810:3, *.writeUInt32BE internal/buffer:823:10
    this[offset + 3] = value;
    this[offset + 2] = value >>> 8;
    this[offset + 1] = value >>> 16;
    this[offset] = value >>> 24;
    return offset + 4;
  });
  define(proto, "readInt32LE", function (offset = 0) {
    checkNumber(offset); //@ readInt32LE internal/buffer:394:3, *.readInt32LE internal/buffer:1032:49
    if (isOutside(this, offset, 4)) failBounds(offset, this.length - 4); //@ readInt32LE internal/buffer:398:5, *.readInt32LE internal/buffer:1032:49
    return (
      this[offset] |
      (this[offset + 1] << 8) |
      (this[offset + 2] << 16) |
      (this[offset + 3] << 24)
    );
  });
  define(proto, "writeInt32LE", function (value, offset = 0) {
    value = +value;
    if (value > 2147483647 || value < -2147483648 || isOutside(this, offset, 4))
      failWrite(value, -2147483648, 2147483647, offset, this.length - 4); //@ writeU_Int32LE internal/buffer:700:3, *.writeInt32LE internal/buffer:869:10
    this[offset] = value;
    this[offset + 1] = value >>> 8;
    this[offset + 2] = value >>> 16;
    this[offset + 3] = value >>> 24;
    return offset + 4;
  });
  define(proto, "readInt32BE", function (offset = 0) {
    checkNumber(offset); //@ readInt32BE internal/buffer:486:3, *.readInt32BE internal/buffer:1036:49
    if (isOutside(this, offset, 4)) failBounds(offset, this.length - 4); //@ readInt32BE internal/buffer:490:5, *.readInt32BE internal/buffer:1036:49
    return (
      this[offset + 3] |
      (this[offset + 2] << 8) |
      (this[offset + 1] << 16) |
      (this[offset] << 24)
    );
  });
  define(proto, "writeInt32BE", function (value, offset = 0) {
    value = +value;
    if (value > 2147483647 || value < -2147483648 || isOutside(this, offset, 4))
      failWrite(value, -2147483648, 2147483647, offset, this.length - 4); //@ writeU_Int32BE internal/buffer:810:3, *.writeInt32BE internal/buffer:898:10
    this[offset + 3] = value;
    this[offset + 2] = value >>> 8;
    this[offset + 1] = value >>> 16;
    this[offset] = value >>> 24;
    return offset + 4;
  });
  define(proto, "readFloatLE", function (offset = 0) {
    checkNumber(offset); //@ *.readFloatForwards [as readFloatLE] internal/buffer:536:3
    if (isOutside(this, offset, 4)) failBounds(offset, this.length - 4); //@ *.readFloatForwards [as readFloatLE] internal/buffer:540:5
    load(this, offset, 4, true);
    return scratch32[0];
  });
  define(proto, "writeFloatLE", function (value, offset = 0) {
    if (isOutside(this, offset, 4)) checkBounds(offset, this.length - 4); //@ *.writeFloatForwards [as writeFloatLE] internal/buffer:940:3
    scratch32[0] = value;
    return store(this, offset, 4, true);
  });
  define(proto, "readFloatBE", function (offset = 0) {
    checkNumber(offset); //@ *.readFloatBackwards [as readFloatBE] internal/buffer:522:3
    if (isOutside(this, offset, 4)) failBounds(offset, this.length - 4); //@ *.readFloatBackwards [as readFloatBE] internal/buffer:526:5
    load(this, offset, 4, false);
    return scratch32[0];
  });
  define(proto, "writeFloatBE", function (value, offset = 0) {
    if (isOutside(this, offset, 4)) checkBounds(offset, this.length - 4); //@ *.writeFloatBackwards [as writeFloatBE] internal/buffer:952:3
    scratch32[0] = value;
    return store(this, offset, 4, false);
  });
  define(proto, "readDoubleLE", function (offset = 0) {
    checkNumber(offset); //@ *.readDoubleForwards [as readDoubleLE] internal/buffer:568:3
    if (isOutside(this, offset, 8)) failBounds(offset, this.length - 8); //@ *.readDoubleForwards [as readDoubleLE] internal/buffer:572:5
    load(this, offset, 8, true);
    return scratch64[0];
  });
  define(proto, "writeDoubleLE", function (value, offset = 0) {
    if (isOutside(this, offset, 8)) checkBounds(offset, this.length - 8); //@ *.writeDoubleForwards [as writeDoubleLE] internal/buffer:908:3
    scratch64[0] = value;
    return store(this, offset, 8, true);
  });
  define(proto, "readDoubleBE", function (offset = 0) {
    checkNumber(offset); //@ *.readDoubleBackwards [as readDoubleBE] internal/buffer:550:3
    if (isOutside(this, offset, 8)) failBounds(offset, this.length - 8); //@ *.readDoubleBackwards [as readDoubleBE] internal/buffer:554:5
    load(this, offset, 8, false);
    return scratch64[0];
  });
  define(proto, "writeDoubleBE", function (value, offset = 0) {
    if (isOutside(this, offset, 8)) checkBounds(offset, this.length - 8); //@ *.writeDoubleBackwards [as writeDoubleBE] internal/buffer:924:3
    scratch64[0] = value;
    return store(this, offset, 8, false);
  });
  define(proto, "readBigUInt64LE", function (offset = 0) {
    checkNumber(offset); //@ *.readBigUInt64LE internal/buffer:101:3
    if (isOutside(this, offset, 8)) failBounds(offset, this.length - 8); //@ *.readBigUInt64LE internal/buffer:105:5
    load(this, offset, 8, true);
    return scratchUnsigned[0];
  });
  define(proto, "writeBigUInt64LE", function (value, offset = 0) {
    return writeBig(this, value, offset, false, true); //@ writeBigU_Int64LE internal/buffer:587:3, *.writeBigUInt64LE internal/buffer:609:10
  });
  define(proto, "readBigUInt64BE", function (offset = 0) {
    checkNumber(offset); //@ *.readBigUInt64BE internal/buffer:121:3
    if (isOutside(this, offset, 8)) failBounds(offset, this.length - 8); //@ *.readBigUInt64BE internal/buffer:125:5
    load(this, offset, 8, false);
    return scratchUnsigned[0];
  });
  define(proto, "writeBigUInt64BE", function (value, offset = 0) {
    return writeBig(this, value, offset, false, false); //@ writeBigU_Int64BE internal/buffer:613:3, *.writeBigUInt64BE internal/buffer:635:10
  });
  define(proto, "readBigInt64LE", function (offset = 0) {
    checkNumber(offset); //@ *.readBigInt64LE internal/buffer:141:3
    if (isOutside(this, offset, 8)) failBounds(offset, this.length - 8); //@ *.readBigInt64LE internal/buffer:145:5
    load(this, offset, 8, true);
    return scratchBig[0];
  });
  define(proto, "writeBigInt64LE", function (value, offset = 0) {
    return writeBig(this, value, offset, true, true); //@ writeBigU_Int64LE internal/buffer:587:3, *.writeBigInt64LE internal/buffer:639:10
  });
  define(proto, "readBigInt64BE", function (offset = 0) {
    checkNumber(offset); //@ *.readBigInt64BE internal/buffer:159:3
    if (isOutside(this, offset, 8)) failBounds(offset, this.length - 8); //@ *.readBigInt64BE internal/buffer:163:5
    load(this, offset, 8, false);
    return scratchBig[0];
  });
  define(proto, "writeBigInt64BE", function (value, offset = 0) {
    return writeBig(this, value, offset, true, false); //@ writeBigU_Int64BE internal/buffer:613:3, *.writeBigInt64BE internal/buffer:644:10
  });
}

function addNumbers(prototype) {
  addFixed(prototype);
  for (let i = 0; i < 2; i++) {
    const little = i === 0;
    const suffix = little ? "LE" : "BE";
    for (let s = 0; s < 2; s++) addVariable(prototype, s === 1, little, suffix);
  }
}

module.exports = { addNumbers };
