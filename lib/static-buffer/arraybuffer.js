"use strict";
// StaticArrayBuffer: an ArrayBuffer of pages that the kernel gave, with their
// protection: letters of "rwe" (read, write, execute). Its memory is not
// collected: `free` gives it back, and empties the buffer and its views.

const { call, frame } = require("libsys");

const SYS_mmap = 9;
const SYS_mprotect = 10;
const SYS_munmap = 11;
const MAP_PRIVATE_ANONYMOUS = 0x22;
const PROT_READ = 1;
const PROT_WRITE = 2;
const PROT_EXEC = 4;
const ARRAY_BUFFER = 15;

function protectionOf(text) {
  if (typeof text !== "string")
    throw new %TypeError("Protection must be a string.");
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "r") bits |= PROT_READ;
    else if (text[i] === "w") bits |= PROT_WRITE;
    else if (text[i] === "e") bits |= PROT_EXEC;
    else
      throw new %TypeError(
        `Protection string can contain only "r", "w" and "e" characters, given "${text}".`,
      );
  }
  return bits;
}

function allocate(size, protection) {
  if (typeof size !== "number") throw new %TypeError("size must be a number.");
  if (!(size >= 0)) throw new %TypeError("Invalid size argument.");
  const bits = protectionOf(protection || "rw");
  const at = %Syscall(SYS_mmap, 0, size, bits, MAP_PRIVATE_ANONYMOUS, -1, 0);
  if (at < 0) throw new %Error("Could not allocate memory.");
  return %BufferAt(at, %MathTrunc(size));
}

function StaticArrayBuffer(size, protection) {
  const buffer =
    %ClassOf(size) === ARRAY_BUFFER ? size : allocate(size, protection);
  return %ObjectSetPrototypeOf(buffer, StaticArrayBuffer.prototype);
}

StaticArrayBuffer.alloc = function (size, protection) {
  return new StaticArrayBuffer(size, protection);
};

StaticArrayBuffer.allocAt = function (address, size) {
  return new StaticArrayBuffer(frame(address, size));
};

StaticArrayBuffer.isStaticArrayBuffer = function (value) {
  return (
    value instanceof StaticArrayBuffer && typeof value.getAddress === "function"
  );
};

const proto = StaticArrayBuffer.prototype;
%ObjectSetPrototypeOf(proto, %ArrayBufferPrototype);

// Calls the code at `offset` with at most ten arguments; its result's low half.
proto.call = function (args, offset) {
  return call(this, offset || 0, args);
};

proto.setProtection = function (protection) {
  const bits = protectionOf(protection);
  if (%Syscall(SYS_mprotect, this, this.byteLength, bits) < 0)
    throw new %Error("Could not change protection level.");
};

proto.free = function () {
  const at = %BufferAddress(this);
  const size = this.byteLength;
  %DetachArrayBuffer(this);
  if (size > 0 && %Syscall(SYS_munmap, at, size) < 0)
    throw new %Error("Error on freeing memory.");
};

// [low half, high half]
proto.getAddress = function (offset) {
  return require("libsys").addressArrayBuffer(this, offset || 0);
};

module.exports = { StaticArrayBuffer };
