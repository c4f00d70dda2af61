"use strict";
// console for programs that print nothing but strings: the compiler links it in
// place of internal/console by the rule in internal/natives.md.

const { print, printError } = require("internal/stdio");

// No arithmetic here: it would link that of BigInt.
function line(args) {
  return `${%ArrayPrototypeJoin(args, " ")}\n`;
}

function log(...args) {
  print(line(args));
}

function error(...args) {
  printError(line(args));
}

const console = { log, info: log, debug: log, warn: error, error };

module.exports = { console };
