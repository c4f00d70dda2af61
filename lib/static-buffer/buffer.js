"use strict";
// StaticBuffer: a Buffer of a StaticArrayBuffer's memory.

const { Buffer } = require("buffer");
const { StaticArrayBuffer } = require("static-buffer/arraybuffer");

const ARRAY_BUFFER = 15;
const TYPED_ARRAY = 18;

function isStatic(value) {
  return StaticArrayBuffer.isStaticArrayBuffer(value);
}

// new StaticBuffer(size, protection), new StaticBuffer(staticArrayBuffer, offset, length)
function StaticBuffer(a, b, c) {
  let bytes;
  if (isStatic(a)) {
    const offset = b || 0;
    bytes = Buffer.from(a, offset, c || a.byteLength - offset);
  } else if (typeof a === "number") {
    bytes = Buffer.from(new StaticArrayBuffer(a, b));
  } else {
    throw new %TypeError("Invalid StaticBuffer constructor arguments.");
  }
  return %ObjectSetPrototypeOf(bytes, StaticBuffer.prototype);
}

StaticBuffer.isStaticBuffer = function (value) {
  return (
    value instanceof StaticBuffer && typeof value.getAddress === "function"
  );
};

StaticBuffer.allocUnsafe = function (size, protection) {
  return new StaticBuffer(size, protection);
};

// Pages that are filled before they get their protection.
function filled(size, protection, fill) {
  const bytes = new StaticBuffer(size, "rw");
  fill(bytes);
  if (protection && protection !== "rw") bytes.buffer.setProtection(protection);
  return bytes;
}

StaticBuffer.alloc = function (size, fill, encoding, protection) {
  return filled(size, protection, (bytes) => {
    if (fill !== undefined) bytes.fill(fill, 0, bytes.length, encoding);
  });
};

function copied(from, protection) {
  return filled(from.length, protection, (bytes) => {
    for (let i = 0; i < from.length; i++) bytes[i] = from[i];
  });
}

// from(array, protection), from(typedArray, protection),
// from(arrayBuffer, offset, length, protection): copies;
// from(staticArrayBuffer, offset, length): the same memory
StaticBuffer.from = function (from, a, b, c) {
  if (%ArrayIsArray(from)) return copied(from, a);
  if (isStatic(from)) return new StaticBuffer(from, a, b);
  if (%ClassOf(from) === ARRAY_BUFFER)
    return copied(Buffer.from(from, a, b), c);
  if (%ClassOf(from) === TYPED_ARRAY) return copied(from, a);
  throw new %TypeError("Don't know how to create StaticBuffer from this type.");
};

const proto = StaticBuffer.prototype;
%ObjectSetPrototypeOf(proto, Buffer.prototype);

proto.call = function (args, offset) {
  return this.buffer.call(args || [], this.byteOffset + (offset || 0));
};

proto.getAddress = function (offset) {
  return this.buffer.getAddress(this.byteOffset + (offset || 0));
};

proto.slice = function (start, end) {
  const from = start || 0;
  const to = end || this.length;
  if (typeof from !== "number") throw new %TypeError("start must be number");
  if (typeof to !== "number") throw new %TypeError("end must be number");
  const part = this.subarray(from, to);
  if (part.length === 0) throw new %TypeError("end must be greater than start");
  return %ObjectSetPrototypeOf(part, proto);
};

// Eight bytes a line: offset, hexadecimal, characters.
proto.print = function () {
  const lines = [];
  for (let at = 0; at < this.length; at += 8) {
    const n = %MathMin(8, this.length - at);
    let bytes = "";
    let text = "";
    for (let i = at; i < at + n; i++) {
      const byte = this[i];
      bytes += ` ${%StringPrototypePadStart(%NumberPrototypeToString(byte, 16), 2, "0")}`;
      text += byte < 32 ? "." : %StringFromCharCode(byte);
    }
    const offset = %StringPrototypePadStart(`${at}`, 6, "0");
    const line = `${offset} ${%StringPrototypePadEnd(bytes, 24)}  ${text}`;
    %ArrayPrototypePush(lines, line);
  }
  require("internal/console_text").console.log(
    %ArrayPrototypeJoin(lines, "\n"),
  );
};

module.exports = { StaticBuffer };
