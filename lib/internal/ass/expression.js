"use strict";
// What a program is a list of: labels, data, gaps. An expression knows its place
// (`offset`) when everything before it has a size; `offsetMax` is the place if all
// that can be longer is.

const { Relative } = require("internal/ass/operand");

const UNKNOWN = -Infinity;
const COLUMN = 44; // where comments begin

function place(offset) {
  if (!(offset >= 0)) return "______";
  return offset.toString(16).toUpperCase().padStart(6, "0");
}

function octets(bytes) {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
}

function listed(bytes) {
  if (bytes.length >= 200) return `[${bytes.length} bytes]`;
  return octets(bytes)
    .map((text) => `0x${text}`)
    .join(", ");
}

class Expression {
  constructor() {
    this.index = 0;
    this.length = UNKNOWN;
    this.offset = UNKNOWN;
    this.offsetMax = UNKNOWN;
    this.asm = null;
  }
  bytes() {
    return this.length;
  }
  bytesMax() {
    return this.bytes();
  }
  isFixedSize() {
    return this.length >= 0 && this.bytes() === this.bytesMax();
  }
  // Behind the expression before it.
  settle() {
    const before = this.asm.expressions[this.index - 1];
    this.offset = !before
      ? 0
      : before.isFixedSize()
        ? before.offset + before.bytes()
        : UNKNOWN;
    this.offsetMax = before ? before.offsetMax + before.bytesMax() : 0;
  }
  // Called when places are as if nothing had to grow: true if it grew.
  grow() {
    return false;
  }
  evaluate() {}
  // Appends its bytes to an array.
  write(out) {}
  rel(offset = 0) {
    return new Relative(this, offset);
  }
  toNumber() {
    return this.offset;
  }
  line(margin, text, comment) {
    const at = `${place(this.offset)}|${place(this.offsetMax)}`;
    return `${(margin + text).padEnd(COLUMN)}; ${at} ${comment}`;
  }
  toString(margin = "    ") {
    return this.line(margin, "[expression]", "");
  }
}

let count = 0;

class Label extends Expression {
  constructor(name) {
    super();
    this.name = name || `symbol_${count++}`;
    this.length = 0;
  }
  getName() {
    return this.name;
  }
  toString() {
    return `${this.name}:`;
  }
}

class Data extends Expression {
  constructor(bytes) {
    super();
    this.octets = bytes;
    this.length = bytes.length;
  }
  write(out) {
    for (const byte of this.octets) out.push(byte);
  }
  toString(margin = "    ", comment = true) {
    const text = `db ${listed(this.octets)}`;
    if (!comment) return margin + text;
    return this.line(margin, text, `${this.length} bytes`);
  }
}

// Bytes of prefixes that stand alone.
class Raw extends Data {
  constructor(name, bytes) {
    super(bytes);
    this.name = name;
  }
  toString(margin = "    ", comment = true) {
    if (!comment) return margin + this.name;
    return this.line(
      margin,
      this.name,
      `${listed(this.octets)} ${this.length} bytes`,
    );
  }
}

class Reserved extends Expression {
  constructor(length) {
    super();
    if (!Number.isSafeInteger(length) || length < 0)
      throw new TypeError(`Cannot reserve ${String(length)} bytes`);
    this.length = length;
  }
  write(out) {
    for (let i = 0; i < this.length; i++) out.push(0);
  }
  toString(margin = "    ", comment = true) {
    const text = `resb ${this.length}`;
    if (!comment) return margin + text;
    return this.line(margin, text, `${this.length} bytes`);
  }
}

// The distance to a place, from behind these bytes.
class DataVariable extends Expression {
  constructor(relative, size, isLittle) {
    super();
    this.relative = relative;
    this.isLittle = isLittle;
    this.length = size;
    this.octets = new Array(size).fill(0);
  }
  evaluate() {
    const value = BigInt(this.relative.evaluate(this));
    this.octets = bytesOf(value, this.length, this.isLittle);
  }
  write(out) {
    for (const byte of this.octets) out.push(byte);
  }
  toString(margin = "    ", comment = true) {
    const text = `dbv ${listed(this.octets)}`;
    if (!comment) return margin + text;
    const all = listed(this.octets);
    return this.line(margin, text, `${this.length} bytes ${all}`);
  }
}

function bytesOf(value, size, isLittle) {
  const out = [];
  for (let i = 0; i < size; i++) {
    const shift = BigInt(8 * (isLittle ? i : size - 1 - i));
    out.push(Number((value >> shift) & 0xffn));
  }
  return out;
}

// A gap up to a multiple of `by`; templates[n - 1] fills n bytes.
class Align extends Expression {
  constructor(by, templates) {
    super();
    if (!Number.isSafeInteger(by) || by < 1)
      throw new TypeError(`Cannot align to ${String(by)} bytes`);
    this.by = by;
    this.templates = templates;
    this.octets = [];
  }
  bytesMax() {
    return this.by - 1;
  }
  isFixedSize() {
    return false;
  }
  grow() {
    const over = this.offset % this.by;
    this.length = over ? this.by - over : 0;
    return false;
  }
  evaluate() {
    const { templates } = this;
    this.octets = [];
    for (let left = this.length; left > 0;) {
      const n = Math.min(left, templates.length);
      this.octets.push(...templates[n - 1]);
      left -= n;
    }
  }
  write(out) {
    for (const byte of this.octets) out.push(byte);
  }
  toString(margin = "    ", comment = true) {
    const text = `align ${this.by}`;
    if (!comment) return margin + text;
    if (this.length < 0)
      return this.line(margin, text, `max ${this.bytesMax()} bytes`);
    const all = this.length ? `0x${octets(this.octets).join(" 0x")}` : "";
    return this.line(margin, text, `${this.length} bytes ${all}`);
  }
}

module.exports = {
  Align,
  Data,
  DataVariable,
  Expression,
  Label,
  Raw,
  Reserved,
  bytesOf,
  listed,
  octets,
};
