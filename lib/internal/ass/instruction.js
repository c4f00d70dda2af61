"use strict";
// An instruction of x86-64: the shortest encoding of what its operands fit; jumps
// have a short and a long one.

const { Expression, octets } = require("internal/ass/expression");
const {
  WAIT,
  encode,
  hasShortOffset,
  immediateBytes,
} = require("internal/ass/encode");
const { sizesFor } = require("internal/ass/match");
const {
  Immediate,
  Relative,
  bytesFor,
  hex,
  isNumber,
} = require("internal/ass/operand");

const FLAG_LOCK = 2;
const FLAG_XCHG = 3;
const FLAG_REP = 4;
const FLAG_REPE = 5;
const VECTORS = ["xmm", "ymm", "mm"];
const SUFFIXES = { 8: "b", 16: "w", 32: "d", 64: "q" };

// Operands as messages and texts show them; `letters` of the row that is used.
function shown(op, letter, size) {
  const value = op instanceof Immediate ? op.value : op;
  if (!isNumber(value)) return `${op}`;
  const bytes = letter ? immediateBytes(letter, size) : 0;
  return hex(value, bytes || bytesFor(value));
}

class Instruction extends Expression {
  constructor(name, rows, operands, options) {
    super();
    if (options.mask || options.z !== undefined)
      throw new TypeError(`${name} has no mask: AVX-512 is not supported`);
    this.mnemonic = name;
    this.options = options;
    // Numbers where a jump's target is asked for count from the instruction.
    this.operands = operands;
    this.prefixes = []; // LOCK, REP, segments
    this.notes = [];
    this.forms = this.select(rows);
    if (this.forms[0].row.prefix === WAIT) this.prefixes.push(WAIT);
    this.picked = null;
    if (this.forms.length === 1) this.use(this.forms[0]);
  }

  // The shortest encoding, or the short and the long one of a jump.
  select(rows) {
    const { size: wanted } = this.options;
    const exact = rows.filter((row) => row.sizes.includes(wanted));
    let best = null;
    let problem;
    for (const row of exact.length > 0 ? exact : rows) {
      for (const size of sizesFor(row, this.operands, wanted)) {
        if (row.pattern === "l" || row.pattern.endsWith("l")) {
          const operands = this.operands.map((op) =>
            typeof op === "number" ? new Relative(this, op) : op,
          );
          const lengths = row.other === 5 ? [false, true] : [row.other === 4];
          return lengths.map((isLong) => encode(row, size, operands, isLong));
        }
        try {
          const form = encode(row, size, this.operands, true);
          if (!best || form.bytes.length < best.bytes.length) best = form;
        } catch (error) {
          problem ??= error;
        }
      }
    }
    if (best && this.operands.some(hasShortOffset))
      return [encode(best.row, best.size, this.operands, false), best];
    if (best) return [best];
    if (problem) throw problem;
    const list = this.operands.map((op) => shown(op)).join(", ");
    const sized = wanted > 0 ? ` of ${wanted} bits` : "";
    throw new TypeError(`No form of ${this.mnemonic}${sized} takes (${list})`);
  }

  bytes() {
    return this.length;
  }
  bytesMax() {
    if (this.picked) return this.length;
    return this.prefixes.length + this.forms.at(-1).bytes.length;
  }

  use(form) {
    this.picked = form;
    this.length = this.prefixes.length + form.bytes.length;
  }
  reset() {
    this.use(this.forms[0]);
  }
  grow() {
    const last = this.forms.at(-1);
    if (this.picked === last) return false;
    const [{ relative }] = this.picked.fixups;
    const distance = relative.evaluate(this);
    if (distance >= -128 && distance <= 127) return false;
    this.use(last);
    return true;
  }

  evaluate() {
    for (const { at, bytes, relative } of this.picked.fixups) {
      const distance = relative.evaluate(this);
      if (bytesFor(distance) > bytes)
        throw new RangeError(
          `${this.mnemonic}: ${relative} is out of reach of ${8 * bytes} bits`,
        );
      for (let i = 0; i < bytes; i++)
        this.picked.bytes[at + i] = (distance >> (8 * i)) & 0xff;
    }
  }
  write(out) {
    for (const byte of this.prefixes) out.push(byte);
    for (const byte of this.picked.bytes) out.push(byte);
  }

  // ---- prefixes ----

  prefix(byte, note, flags) {
    if (flags && !this.forms.every((form) => flags.includes(form.row.flag)))
      throw new Error(
        `Instruction "${this.mnemonic}" does not support ${note.toUpperCase()} prefix.`,
      );
    this.prefixes.push(byte);
    if (this.length >= 0) this.length++;
    this.notes.push(note);
    // What stands behind it already has moved.
    const { expressions } = this.asm;
    for (let i = this.index + 1; i < expressions.length; i++)
      expressions[i].settle();
    return this;
  }
  lock() {
    if (!this.operands[0]?.isMemory?.() && !this.operands[1]?.isMemory?.())
      throw new Error(`LOCK needs a memory operand in "${this.mnemonic}".`);
    return this.prefix(0xf0, "lock", [FLAG_LOCK, FLAG_XCHG]);
  }
  rep() {
    return this.prefix(0xf3, "rep", [FLAG_REP]);
  }
  repe() {
    return this.prefix(0xf3, "repe", [FLAG_REPE]);
  }
  repz() {
    return this.repe();
  }
  repne() {
    return this.prefix(0xf2, "repne", [FLAG_REPE]);
  }
  repnz() {
    return this.repne();
  }
  bt() {
    return this.ds();
  }
  bnt() {
    return this.cs();
  }
  cs() {
    return this.prefix(0x2e, "cs");
  }
  ss() {
    return this.prefix(0x36, "ss");
  }
  ds() {
    return this.prefix(0x3e, "ds");
  }
  es() {
    return this.prefix(0x26, "es");
  }
  fs() {
    return this.prefix(0x64, "fs");
  }
  gs() {
    return this.prefix(0x65, "gs");
  }

  // ---- texts ----

  // The name with the size of the operation.
  getName() {
    const { size } = this.forms[0];
    const isVector = this.operands.some((op) => VECTORS.includes(op.kind));
    return this.mnemonic + (isVector ? "" : (SUFFIXES[size] ?? ""));
  }

  toStringExpression() {
    const { row, size, fixups } = this.picked ?? this.forms[0];
    const list = this.operands.map((op, i) =>
      row.pattern[i] === "l" && typeof op === "number"
        ? `${fixups[0].relative}`
        : shown(op, row.pattern[i], size),
    );
    const name = this.getName();
    const text =
      name.length < 8
        ? `${name} ${" ".repeat(Math.max(0, 6 - name.length))}`
        : name;
    const notes = this.notes.map((note) => ` {${note}}`).join("");
    return `${text}${list.length ? ` ${list.join(", ")}` : ""}${notes}`;
  }

  toString(margin = "    ", comment = true) {
    if (!this.picked) {
      const lines = this.forms.map(
        (form) =>
          `${margin}${this.mnemonic} 0x${octets(form.bytes).join(" 0x")}`,
      );
      const more = `max ${this.bytesMax()} bytes`;
      return [this.line("", "(one of:)", more), ...lines].join("\n");
    }
    const text = this.toStringExpression();
    if (!comment) return margin + text;
    const out = [];
    this.write(out);
    const all = octets(out).join(", 0x");
    return this.line(margin, text, `0x${all} ${this.length} bytes`);
  }
}

module.exports = { Instruction };
