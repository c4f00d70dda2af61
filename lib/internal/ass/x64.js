"use strict";
// The commands of x86-64: instructions, registers, prefixes.

const { rowsOf } = require("internal/ass/rows");
const { families, registers } = require("internal/ass/registers");
const { Expression, Raw } = require("internal/ass/expression");
const { Immediate, Memory } = require("internal/ass/operand");
const { Instruction } = require("internal/ass/instruction");
const { align, dataCommand } = require("internal/ass/data");

const NOPS = [
  [0x90],
  [0x66, 0x90],
  [0x0f, 0x1f, 0x00],
  [0x0f, 0x1f, 0x40, 0x00],
  [0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
  [0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];

// movs with a size is movsb, movsw and so on; without one the shortest.
const STRING_OPERATIONS = [
  "cmps",
  "ins",
  "lods",
  "movs",
  "outs",
  "scas",
  "stos",
];
const SUFFIXES = { 8: "b", 16: "w", 32: "d", 64: "q" };

// Of far pointers the package's size says nothing: memory of 80 bits does.
const FAR = ["lcall", "ljmp"];

function operandOf(value) {
  if (value instanceof Expression) return value.rel();
  if (typeof value !== "string") return value;
  const register = registers[value];
  if (!register) throw new Error(`Unknown operand ${JSON.stringify(value)}.`);
  return register;
}

function optionsOf(options) {
  if (options === undefined) return {};
  if (typeof options === "number") return { size: options };
  if (typeof options === "object" && options !== null) return { ...options };
  throw new TypeError("options must be a number or object.");
}

function instruction(asm, name, args) {
  if (STRING_OPERATIONS.includes(name)) name += SUFFIXES[args[1]] ?? "b";
  const rows = rowsOf(name);
  if (!rows) return undefined;
  const options = optionsOf(args[1]);
  const given = args[0] ?? [];
  let operands = (Array.isArray(given) ? given : [given]).map(operandOf);
  // Of what has no operation's size, the size is that of memory.
  const { size } = options;
  const isSized = !FAR.includes(name) && size > 0;
  if (isSized && rows.every((row) => row.sizes.every((s) => s === 0)))
    operands = operands.map((op) =>
      op instanceof Memory && op.size < 0 ? op.cast(size) : op,
    );
  if (FAR.includes(name)) delete options.size;
  return asm.insert(new Instruction(name, rows, operands, options));
}

function commands(asm, name, args) {
  const made = instruction(asm, name, args);
  if (made !== undefined) return made;
  switch (name) {
    case "align":
      return align(asm, args[0], args[1], NOPS);
    case "lock":
      return asm.insert(new Raw("lock", [0xf0]));
    case "rex": {
      const [w, r, x, b] = Array.isArray(args[0]) ? args[0] : args;
      const bits = (w ? 8 : 0) | (r ? 4 : 0) | (x ? 2 : 0) | (b ? 1 : 0);
      return asm.insert(new Raw("rex", [0x40 | bits]));
    }
    case "mem":
    case "disp":
      return new Memory().disp(args[0]);
    case "imm":
      return new Immediate(args[0], args[1]);
    default:
      return registers[name] ?? families[name] ?? dataCommand(asm, name, args);
  }
}

module.exports = { commands };
