"use strict";
// The commands that both assemblers have: data, gaps, labels.

const { Buffer } = require("buffer");
const {
  Align,
  Data,
  DataVariable,
  Expression,
  Reserved,
  bytesOf,
} = require("internal/ass/expression");
const { Relative, bigOf } = require("internal/ass/operand");

function repeated(bytes, times) {
  if (typeof times !== "number") return bytes;
  let all = bytes;
  for (let i = 1; i < times; i++) all = all.concat(bytes);
  return all;
}

// db(bytes, times), db(text, encoding, times), db(expression, size, isLittle)
function db(asm, a, b, c) {
  if (typeof a === "number") return db(asm, [a], b);
  if (a instanceof Expression) return dbv(asm, a.rel(), b, c);
  if (a instanceof Relative) return dbv(asm, a, b, c);
  if (typeof a === "string") {
    const hasEncoding = typeof b === "string";
    const bytes = Buffer.from(a, hasEncoding ? b : "ascii");
    return db(asm, Array.from(bytes), hasEncoding ? c : (b ?? c));
  }
  if (a instanceof Uint8Array) return db(asm, Array.from(a), b);
  if (!Array.isArray(a)) throw new TypeError("Data type not supported for DB.");
  const bytes = a.map((value) => Number(BigInt.asUintN(8, BigInt(value))));
  return asm.insert(new Data(repeated(bytes, b)));
}

function dbv(asm, relative, size = 4, isLittle = asm.opts.littleEndian) {
  return asm.insert(new DataVariable(relative, size, isLittle));
}

function numbers(asm, values, size, isLittle = asm.opts.littleEndian) {
  const list = Array.isArray(values) ? values : [values];
  const bytes = list.flatMap((value) => bytesOf(bigOf(value), size, isLittle));
  return asm.insert(new Data(bytes));
}

// incbin(path, offset, length)
function incbin(asm, path, offset = 0, length) {
  const bytes = require("fs").readFileSync(path);
  if (typeof offset !== "number")
    throw new TypeError("Offset must be a number.");
  if (length !== undefined && typeof length !== "number")
    throw new TypeError("Length must be a number.");
  const end = length === undefined ? bytes.length : offset + length;
  return db(asm, bytes.subarray(offset, end));
}

// align(bytes, fill): a byte, or what fills 1, 2, … bytes
function align(asm, by = 4, fill, templates = [[0]]) {
  const filled = typeof fill === "number" ? [[fill]] : (fill ?? templates);
  return asm.insert(new Align(by, filled));
}

function dataCommand(asm, name, args) {
  switch (name) {
    case "db":
      return db(asm, ...args);
    case "dbv": {
      const [a, ...rest] = args;
      const relative = a instanceof Expression ? a.rel() : a;
      if (!(relative instanceof Relative))
        throw new TypeError("Data type not supported for DBV.");
      return dbv(asm, relative, ...rest);
    }
    case "dw":
      return numbers(asm, args[0], 2, args[1]);
    case "dd":
      return numbers(asm, args[0], 4, args[1]);
    case "dq":
      return numbers(asm, args[0], 8, args[1]);
    case "resb":
      return asm.insert(new Reserved(args[0]));
    case "resw":
      return asm.insert(new Reserved(2 * args[0]));
    case "resd":
      return asm.insert(new Reserved(4 * args[0]));
    case "resq":
      return asm.insert(new Reserved(8 * args[0]));
    case "rest":
      return asm.insert(new Reserved(10 * args[0]));
    case "incbin":
      return incbin(asm, ...args);
    case "align":
      return align(asm, ...args);
    case "label":
      return asm.insert(asm.lbl(args[0]));
    default:
      return undefined;
  }
}

module.exports = { align, dataCommand };
