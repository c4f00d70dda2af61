"use strict";
// The commands of Ethereum's virtual machine: a byte each, PUSH with what is
// pushed behind it (Yellow Paper, appendix H).

const { Expression, listed, octets } = require("internal/ass/expression");
const { dataCommand } = require("internal/ass/data");

// First opcode, names of it and of those that follow.
const RUNS = [
  [0x00, "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND"],
  [0x10, "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR"],
  [0x20, "SHA3"],
  [
    0x30,
    "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY CODESIZE CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY EXTCODEHASH",
  ],
  [0x40, "BLOCKHASH COINBASE TIMESTAMP NUMBER DIFFICULTY GASLIMIT"],
  [
    0x50,
    "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST",
  ],
  [0xa0, "LOG0 LOG1 LOG2 LOG3 LOG4"],
  [0xf0, "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2"],
  [0xfa, "STATICCALL"],
  [0xfd, "REVERT INVALID SELFDESTRUCT"],
];
const SAME = {
  "+": 1,
  "*": 2,
  "-": 3,
  "/": 4,
  "%": 6,
  MSTORES: 0x53,
  DUP: 0x80,
};

const opcodes = { __proto__: null, ...SAME };
for (const [first, names] of RUNS)
  names.split(" ").forEach((name, i) => {
    opcodes[name] = first + i;
  });
for (let i = 1; i <= 32; i++) opcodes[`PUSH${i}`] = 0x5f + i;
for (let i = 1; i <= 16; i++) {
  opcodes[`DUP${i}`] = 0x7f + i;
  opcodes[`SWAP${i}`] = 0x8f + i;
}

class Instruction extends Expression {
  constructor(name, opcode, operand = []) {
    super();
    this.mnemonic = name;
    this.octets = [opcode, ...operand];
    this.length = this.octets.length;
  }
  write(out) {
    for (const byte of this.octets) out.push(byte);
  }
  toString(margin = "    ", comment = true) {
    const operand = this.octets.slice(1);
    const name = this.mnemonic;
    const space = " ".repeat(Math.max(0, 6 - name.length));
    const shown =
      operand.length >= 5 ? `[${operand.length} bytes]` : listed(operand);
    const text =
      (name.length < 8 ? `${name} ${space}` : name) +
      (shown ? ` ${shown}` : "");
    if (!comment) return margin + text;
    const all = octets(this.octets).join(", 0x");
    return this.line(margin, text, `0x${all} ${this.length} bytes`);
  }
}

function pushExactly(asm, bytes, count) {
  if (bytes.length !== count)
    throw new Error(
      `PUSH${count} pushes ${count} bytes, ${bytes.length} given: PUSH takes any number.`,
    );
  const name = `PUSH${count}`;
  return asm.insert(new Instruction(name, opcodes[name], bytes));
}

// As many PUSH32 as are needed, and one for the rest.
function push(asm, bytes) {
  if (bytes.length === 0) throw new Error("PUSH without bytes.");
  let last;
  for (let at = 0; at < bytes.length; at += 32) {
    const part = bytes.slice(at, at + 32);
    last = pushExactly(asm, part, part.length);
  }
  return last;
}

function commands(asm, name, args) {
  const upper = String(name).toUpperCase();
  const list = Array.isArray(args[0]) ? args[0] : args;
  if (upper === "PUSH") return push(asm, list);
  const opcode = opcodes[upper];
  if (opcode === undefined) return dataCommand(asm, name, args);
  if (/^PUSH\d/.test(upper)) return pushExactly(asm, list, opcode - 0x5f);
  if (typeof list[0] === "number") push(asm, list);
  return asm.insert(new Instruction(upper, opcode));
}

module.exports = { commands };
