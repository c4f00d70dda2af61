"use strict";
// require('ass-js'): an assembler for x86-64 and for Ethereum's virtual machine,
// with the interface of the npm package of that name (doc/packages.md tells the
// differences). Its instructions are those of ass/inst.def.

const { Asm } = require("internal/ass/asm");

module.exports = {
  X64: (options) => new Asm(require("internal/ass/x64").commands, options),
  Ethereum: (options) =>
    new Asm(require("internal/ass/ethereum").commands, options),
};
