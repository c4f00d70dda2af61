"use strict";
// The registers by name, functions that give them by number (`rq(0)` is rax),
// and the classes of operands.

const { registers, families } = require("internal/ass/registers");
const {
  Immediate,
  Memory,
  Operand,
  Register,
  Relative,
  SIZE,
} = require("internal/ass/operand");

module.exports = {
  Immediate,
  Memory,
  Operand,
  Register,
  Relative,
  SIZE,
  ...families,
  ...registers,
};
