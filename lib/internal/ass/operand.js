"use strict";
// Operands of instructions: registers, memory, numbers, distances.

const SIZE = {
  ANY: -1,
  NONE: 0,
  B: 8,
  W: 16,
  D: 32,
  Q: 64,
  T: 80,
  X: 128,
  Y: 256,
  Z: 512,
};

// A number of 64 bits: [low half, high half].
function isPair(value) {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === "number" &&
    typeof value[1] === "number"
  );
}

function isNumber(value) {
  return typeof value === "number" || isPair(value);
}

// The number as a BigInt of its low 64 bits, signed.
function bigOf(value) {
  const big = isPair(value)
    ? (BigInt(value[1] | 0) << 32n) | BigInt(value[0] >>> 0)
    : BigInt(value);
  return BigInt.asIntN(64, big);
}

// "0x" and the bytes of the number's two's complement.
function hex(value, bytes) {
  const bits = BigInt.asUintN(8 * bytes, bigOf(value));
  return `0x${bits
    .toString(16)
    .toUpperCase()
    .padStart(2 * bytes, "0")}`;
}

// Bytes of the shortest of 1, 2, 4 and 8 that hold the number, signed.
function bytesFor(value) {
  if (isPair(value)) return 8;
  if (value <= 0x7f && value >= -0x80) return 1;
  if (value <= 0x7fff && value >= -0x8000) return 2;
  return value <= 0x7fffffff && value >= -0x80000000 ? 4 : 8;
}

class Operand {
  constructor() {
    this.size = SIZE.ANY;
  }
  isRegister() {
    return this instanceof Register;
  }
  isMemory() {
    return this instanceof Memory;
  }
}

class Immediate extends Operand {
  constructor(value, signed = true) {
    super();
    if (!isNumber(value))
      throw new TypeError(`An immediate is a number, not ${String(value)}`);
    this.value = value;
    this.signed = signed;
  }
  toString() {
    return hex(this.value, bytesFor(this.value));
  }
}

// The distance from an instruction's end to a place `offset` bytes behind the
// beginning of an expression.
class Relative extends Operand {
  constructor(target, offset = 0) {
    super();
    this.target = target;
    this.offset = offset;
    this.result = null;
  }
  evaluate(owner) {
    const at = this.target.offset + this.offset;
    return (this.result = at - owner.offset - owner.bytes());
  }
  toNumber() {
    return this.offset;
  }
  toString() {
    const { target, offset, result } = this;
    const name =
      target.name ?? `${target.asm?.label.name ?? ""}+[${target.index}]`;
    const more = offset ? `+${hex(offset, bytesFor(offset))}` : "";
    return `<${name}${more}${result === null ? "" : ` = ${result}`}>`;
  }
}

class Register extends Operand {
  // kind: gp, high (ah to bh), segment, mm, st, xmm, ymm, zmm, k, bnd, cr, dr, ip
  constructor(kind, id, size, name) {
    super();
    this.kind = kind;
    this.id = id;
    this.size = size;
    this.name = name;
  }
  isExtended() {
    return this.id > 7;
  }
  ref() {
    return new Memory().ref(this);
  }
  ind(scale) {
    return new Memory().ind(this, scale);
  }
  disp(value) {
    return new Memory().ref(this).disp(value);
  }
  toNumber() {
    return this.id;
  }
  toString() {
    return this.name;
  }
}

// [base + index * scale + displacement]; `size` counts if `cast` has set it.
class Memory extends Operand {
  constructor() {
    super();
    this.base = null;
    this.index = null;
    this.scale = 1;
    this.displacement = null; // a number, a pair or a Relative
  }
  cast(size) {
    const { base, index, scale, displacement } = this;
    const fields = { base, index, scale, displacement, size };
    return Object.assign(new Memory(), fields);
  }
  reg() {
    return this.base ?? this.index;
  }
  ref(base) {
    const isIp = base.kind === "ip";
    if (!isIp && base.kind !== "gp")
      throw new TypeError(`${base} is no base of an address`);
    if (this.index) {
      if (isIp) throw new TypeError("rip has no index");
      this.check(base, this.index);
    }
    this.base = base;
    return this;
  }
  ind(index, scale = 1) {
    if (!(index instanceof Register))
      throw new TypeError("The index is no register");
    if (![1, 2, 4, 8].includes(scale))
      throw new TypeError("Scale must be one of [1, 2, 4, 8].");
    const isVector = index.kind === "xmm" || index.kind === "ymm";
    if (!isVector && (index.kind !== "gp" || index.id === 4))
      throw new TypeError(`${index} is no index of an address`);
    if (this.base?.kind === "ip") throw new TypeError("rip has no index");
    if (this.base) this.check(this.base, index);
    this.index = index;
    this.scale = scale;
    return this;
  }
  check(base, index) {
    if (index.kind === "gp" && base.size !== index.size)
      throw new TypeError(`${base} and ${index} are not of the same size`);
  }
  // A number, an expression of the program or a Relative.
  disp(value) {
    if (!isNumber(value) && !(value instanceof Relative)) {
      if (typeof value?.rel !== "function")
        throw new TypeError(`No displacement: ${String(value)}`);
      value = value.rel();
    }
    this.displacement = value;
    return this;
  }
  // What is encoded: rbp and r13 as a base need a displacement.
  get offset() {
    const { base, displacement } = this;
    return displacement === null && base && (base.id & 7) === 5
      ? 0
      : displacement;
  }
  toString() {
    const { base, index, scale, offset } = this;
    const parts = [];
    if (base) parts.push(`${base}`);
    if (index) parts.push(`${index} * ${scale}`);
    if (offset instanceof Relative) parts.push(`${offset}`);
    else if (offset !== null || base?.kind === "ip") {
      // As many bytes as are encoded.
      const bytes = bytesFor(offset ?? 0);
      const isShort = bytes === 1 && base && base.kind !== "ip";
      parts.push(hex(offset ?? 0, bytes === 8 ? 8 : isShort ? 1 : 4));
    }
    return `[${parts.join(" + ")}]`;
  }
}

module.exports = {
  Immediate,
  Memory,
  Operand,
  Register,
  Relative,
  SIZE,
  bigOf,
  bytesFor,
  hex,
  isNumber,
  isPair,
};
