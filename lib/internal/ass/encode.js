"use strict";
// The bytes of an instruction, given the row of the table and the size that its
// operands fit. What depends on places is left 0 and told as a fixup.

const {
  Immediate,
  Memory,
  Register,
  Relative,
  bigOf,
  bytesFor,
  isPair,
} = require("internal/ass/operand");

const WAIT = 0x9b; // an instruction of its own, in front of all prefixes
const FLAG_64 = 1; // 64 bits without REX.W
const FLAG_COMMUTES = 6; // sources may change places
const FLAG_PREDICATE = 7; // the same for symmetric predicates
const FLAG_WORD = 9; // prefix 66 too
const FLAG_ADDRESS = 10; // prefix 67
const FLAG_BYTE = 11; // a byte follows the opcode
const IN_REG = "rxXpSCD";
const IN_RM = "mMnNgwWyqktGH";
const ESCAPES = [[], [0x0f], [0x0f, 0x38], [0x0f, 0x3a]];
const BYTES = { B: 8, W: 16 };

function immediateBytes(letter, size) {
  switch (letter) {
    case "b":
    case "u":
      return 1;
    case "h":
      return 2;
    case "i":
      return size === 8 ? 1 : size === 16 ? 2 : 4;
    case "I":
      return size / 8;
    case "O":
      return 8;
    default:
      return 0;
  }
}

function push(out, value, bytes) {
  let bits = BigInt.asUintN(8 * bytes, bigOf(value));
  for (let i = 0; i < bytes; i++) {
    out.push(Number(bits & 0xffn));
    bits >>= 8n;
  }
}

// What the operands are to the encoding.
function roles(row, size, operands) {
  const e = {
    reg: 0,
    rm: null,
    vvvv: null,
    last: [],
    select: null,
    label: null,
  };
  e.opcodeReg = null;
  e.hasModRM = row.ext < 8;
  let reg = null;
  for (let i = 0; i < operands.length; i++) {
    const letter = row.pattern[i];
    const op = operands[i];
    if (IN_REG.includes(letter)) reg = op;
    else if (IN_RM.includes(letter)) e.rm = op;
    else if (letter === "v" || letter === "V" || letter === "B") e.vvvv = op;
    else if (letter === "o") e.opcodeReg = op;
    else if (letter === "s") e.select = op;
    else if (letter === "l") e.label = op;
    else {
      const bytes = immediateBytes(letter, size);
      const value = letter === "O" ? op.displacement : op;
      if (bytes > 0)
        e.last.push([value instanceof Immediate ? value.value : value, bytes]);
    }
  }
  e.hasModRM ||= reg !== null || e.rm !== null;
  e.register = reg;
  e.reg = row.ext < 8 ? row.ext : reg ? reg.id : 0;
  return e;
}

// ModRM, SIB and displacement.
function pushAddress(out, e, isLong, fixups) {
  const { rm } = e;
  const reg = (e.reg & 7) << 3;
  if (!(rm instanceof Memory)) {
    out.push(0xc0 | reg | ((rm ? rm.id : 0) & 7));
    return;
  }
  const { base, index, scale, offset } = rm;
  const isVariable = offset instanceof Relative;
  if (!isVariable && bytesFor(offset ?? 0) === 8)
    throw new RangeError(`The displacement of ${rm} has no 32 bits`);
  const pushOffset = (bytes) => {
    if (isVariable) fixups.push({ at: out.length, bytes, relative: offset });
    push(out, isVariable ? 0 : (offset ?? 0), bytes);
  };
  if (base?.kind === "ip") {
    out.push(reg | 5);
    pushOffset(4);
    return;
  }
  const needsSib = !base || index || (base.id & 7) === 4;
  const isShort = isVariable
    ? !isLong
    : offset !== null && bytesFor(offset) === 1;
  const mod = !base || offset === null ? 0 : isShort ? 0x40 : 0x80;
  out.push(mod | reg | (needsSib ? 4 : base.id & 7));
  if (needsSib) {
    const log = { 1: 0, 2: 0x40, 4: 0x80, 8: 0xc0 }[scale];
    const slot = index ? index.id & 7 : 4;
    out.push((index ? log : 0) | (slot << 3) | (base ? base.id & 7 : 5));
  }
  if (!base) pushOffset(4);
  else if (mod !== 0) pushOffset(isShort ? 1 : 4);
}

function isHigh(op) {
  return op instanceof Register && op.kind === "high";
}
function needsRex(op) {
  return (
    op instanceof Register && op.kind === "gp" && op.size === 8 && op.id >= 4
  );
}

// The bits R, X and B that make registers 8 to 15.
function extensions(e) {
  const { rm, opcodeReg } = e;
  const r = e.register !== null && e.register.id > 7;
  if (rm instanceof Memory)
    return { r, x: (rm.index?.id ?? 0) > 7, b: (rm.base?.id ?? 0) > 7 };
  return { r, x: false, b: (rm?.id ?? opcodeReg?.id ?? 0) > 7 };
}

// Operations whose sources may change places are a byte shorter if the one that
// needs the longer prefix is in vvvv.
function exchange(row, e) {
  const { rm, vvvv } = e;
  const isPlain = rm instanceof Register && vvvv && (row.map & 0xb) === 1;
  if (!isPlain || rm.id < 8 || vvvv.id >= 8) return;
  const predicate = row.flag === FLAG_PREDICATE ? e.last[0][0] & 7 : 0;
  const isSymmetric = [0, 3, 4, 7].includes(predicate);
  if (
    row.flag !== FLAG_COMMUTES &&
    (row.flag !== FLAG_PREDICATE || !isSymmetric)
  )
    return;
  e.rm = vvvv;
  e.vvvv = rm;
}

function pushVex(out, row, size, e, isWide) {
  const { r, x, b } = extensions(e);
  const vvvv = (~(e.vvvv?.id ?? 0) & 15) << 3;
  const length = size === 256 ? 4 : 0;
  const prefix = { 0: 0, 0x66: 1, 0xf3: 2, 0xf2: 3 }[row.prefix];
  const map = row.map & 3;
  if (map === 1 && !x && !b && !isWide)
    out.push(0xc5, (r ? 0 : 0x80) | vvvv | length | prefix);
  else
    out.push(
      0xc4,
      (r ? 0 : 0x80) | (x ? 0 : 0x40) | (b ? 0 : 0x20) | map,
      (isWide ? 0x80 : 0) | vvvv | length | prefix,
    );
}

function pushLegacy(out, row, size, e, isWide, operands) {
  if (size === 16 || row.flag === FLAG_WORD) out.push(0x66);
  if (row.prefix && row.prefix !== WAIT) out.push(row.prefix);
  const { r, x, b } = extensions(e);
  const rex = (isWide ? 8 : 0) | (r ? 4 : 0) | (x ? 2 : 0) | (b ? 1 : 0);
  const hasRex = rex !== 0 || operands.some(needsRex);
  if (hasRex && operands.some(isHigh))
    throw new RangeError("ah, bh, ch and dh cannot stand with such operands");
  if (hasRex) out.push(0x40 | rex);
  out.push(...ESCAPES[row.map & 3]);
}

// Opcodes of operations on words and more are the next ones.
function opcodeOf(row, size, e) {
  let { opcode } = row;
  if (row.isMixed && size !== BYTES.B)
    opcode += row.pattern[0] === "o" && row.pattern[1] === "I" ? 8 : 1;
  return e.opcodeReg ? opcode + (e.opcodeReg.id & 7) : opcode;
}

// Jumps: the short form is 1 byte, the long one 4.
function pushJump(out, row, opcode, isLong, e, fixups) {
  const bytes = isLong ? 4 : 1;
  if (row.other === 5 && isLong) {
    if (opcode === 0xeb) out.push(0xe9);
    else out.push(0x0f, opcode + 0x10);
  } else {
    out.push(opcode);
  }
  fixups.push({ at: out.length, bytes, relative: e.label });
  push(out, 0, bytes);
}

// isLong: for distances that have a short form, one of 32 bits all the same.
function encode(row, size, operands, isLong) {
  const out = [];
  const fixups = [];
  const e = roles(row, size, operands);
  const address =
    e.rm instanceof Memory ? e.rm : operands.find((op) => op instanceof Memory);
  const addressing =
    address?.base ?? (address?.index?.kind === "gp" ? address.index : null);
  if (addressing && addressing.size !== 64) {
    if (addressing.size !== 32)
      throw new RangeError(`${address} is no address of 32 or 64 bits`);
    out.push(0x67);
  } else if (row.flag === FLAG_ADDRESS) {
    out.push(0x67);
  }
  const isVex = (row.map & 4) !== 0;
  const isWide = (row.map & 8) !== 0 || (size === 64 && row.flag !== FLAG_64);
  if (isVex) exchange(row, e);
  if (isVex) pushVex(out, row, size, e, isWide);
  else pushLegacy(out, row, size, e, isWide, operands);
  const opcode = opcodeOf(row, size, e);
  if (e.label !== null) {
    pushJump(out, row, opcode, isLong, e, fixups);
  } else {
    out.push(opcode);
    if (row.flag === FLAG_BYTE) out.push(row.other);
  }
  if (e.hasModRM) pushAddress(out, e, isLong, fixups);
  for (const [value, bytes] of e.last) push(out, value, bytes);
  if (e.select) out.push(e.select.id << 4);
  return { row, size, bytes: out, fixups };
}

// Whether a memory operand's displacement is a distance that may have 8 bits.
function hasShortOffset(op) {
  return (
    op instanceof Memory &&
    op.displacement instanceof Relative &&
    op.base?.kind === "gp"
  );
}

module.exports = { WAIT, encode, hasShortOffset, immediateBytes };
