"use strict";
// Whether operands fit a row of the instruction table, for one of its sizes: each
// letter of the pattern is a kind of operand (tools/ass-table.c lists them).

const FLAG_REVERSED = 8;

const {
  Immediate,
  Memory,
  Register,
  Relative,
  isNumber,
  isPair,
} = require("internal/ass/operand");

const isGp = (op, size) =>
  op instanceof Register &&
  op.size === size &&
  (op.kind === "gp" || op.kind === "high");
const isKind = (op, kind) => op instanceof Register && op.kind === kind;

// Memory without a size has whatever size fits.
const isMemory = (op, size) =>
  op instanceof Memory &&
  (op.size < 0 || size === 0 || op.size === size) &&
  !isVector(op.index);

const isVector = (register) =>
  register !== null && (register.kind === "xmm" || register.kind === "ymm");

function isVectorMemory(op, kind) {
  return op instanceof Memory && op.index !== null && op.index.kind === kind;
}

function valueOf(op) {
  if (op instanceof Immediate) return op.value;
  return isNumber(op) ? op : undefined;
}

// A whole number that `bits` bits hold, signed or not.
function isHeld(op, bits) {
  const value = valueOf(op);
  if (isPair(value)) return bits === 64;
  if (!Number.isInteger(value)) return false;
  return value >= -(2 ** (bits - 1)) && value < 2 ** bits;
}

function isSigned(op, bits) {
  const value = valueOf(op);
  return (
    Number.isInteger(value) &&
    value >= -(2 ** (bits - 1)) &&
    value < 2 ** (bits - 1)
  );
}

const isConstant = (op, number) => valueOf(op) === number;

function isAddress(op) {
  return (
    op instanceof Memory &&
    op.base === null &&
    op.index === null &&
    isNumber(op.displacement)
  );
}

function fits(letter, op, row, size) {
  const general = size === 8 || size === 16 || size === 64 ? size : 32;
  const bits = row.other === 0 || row.other === 255 ? 0 : 8 * row.other;
  const vector = size === 256 ? "ymm" : "xmm";
  switch (letter) {
    case "r":
    case "o":
    case "g":
    case "B":
      return isGp(op, general);
    case "m":
      return isGp(op, general) || isMemory(op, bits || size);
    case "M":
      return isMemory(op, row.other === 255 ? 0 : bits || size);
    case "n":
      return isGp(op, bits) || isMemory(op, bits);
    case "N":
      return isGp(op, general) || isMemory(op, bits);
    case "a":
      return isGp(op, general) && op.id === 0;
    case "A":
      return isGp(op, 16) && op.id === 0;
    case "c":
      return isGp(op, 8) && op.id === 1;
    case "d":
      return isGp(op, 16) && op.id === 2;
    case "i":
      if (size === 8 || size === 16) return isHeld(op, size) && !isPair(op);
      return size === 64 ? isSigned(op, 32) : isHeld(op, 32);
    case "I":
      return isHeld(op, size);
    case "b":
      return isSigned(op, 8) || isWrapped(op, size);
    case "u":
      return isHeld(op, 8);
    case "h":
      return isHeld(op, 16);
    case "x":
    case "y":
    case "v":
    case "s":
      return isKind(op, vector) && op.id < 16;
    case "w":
      return (
        (isKind(op, vector) && op.id < 16) ||
        isMemory(op, bits || (size === 256 ? 256 : 128))
      );
    case "X":
    case "V":
      return isKind(op, "xmm") && op.id < 16;
    case "W":
      return (isKind(op, "xmm") && op.id < 16) || isMemory(op, bits || 128);
    case "z":
      return isKind(op, "xmm") && op.id === 0;
    case "G":
      return isVectorMemory(op, "xmm");
    case "H":
      return isVectorMemory(op, "ymm");
    case "p":
    case "k":
      return isKind(op, "mm");
    case "q":
      return isKind(op, "mm") || isMemory(op, bits || 64);
    case "S":
      return isKind(op, "segment");
    case "F":
      return isKind(op, "segment") && op.id === 4;
    case "E":
      return isKind(op, "segment") && op.id === 5;
    case "C":
      return isKind(op, "cr");
    case "D":
      return isKind(op, "dr") && op.id < 8;
    case "t":
      return isKind(op, "st");
    case "T":
      return isKind(op, "st") && op.id === 0;
    case "l":
      return op instanceof Relative || typeof op === "number";
    case "O":
      return isAddress(op);
    default:
      return isConstant(op, +letter);
  }
}

// 0xffff for a word is -1: the sign extended byte gives the same.
function isWrapped(op, size) {
  const value = valueOf(op);
  return (
    (size === 16 || size === 32) &&
    Number.isInteger(value) &&
    value < 2 ** size &&
    value >= 2 ** size - 0x80
  );
}

// Rows of the other direction, which are there for a shorter prefix.
function isShortened(pattern, operands) {
  const [reg, rm] =
    pattern.length === 2
      ? [operands[1], operands[0]]
      : [operands[2], operands[0]];
  return reg?.id >= 8 && rm?.id < 8;
}

// The sizes of the row for which the operands fit.
function sizesFor(row, operands, wanted) {
  const { pattern } = row;
  if (pattern.length !== operands.length) return [];
  return row.sizes.filter((size) => {
    // 90 with eax is nop, which does not clear the upper half.
    if (row.opcode === 0x90 && size === 32 && operands[0] === operands[1])
      return false;
    if (wanted > 0 && size !== 0 && size !== wanted) return false;
    if (row.flag === FLAG_REVERSED && !isShortened(pattern, operands))
      return false;
    for (let i = 0; i < pattern.length; i++)
      if (!fits(pattern[i], operands[i], row, size)) return false;
    return true;
  });
}

module.exports = { sizesFor };
