"use strict";
// console for programs that only ever print primitives, free of util.inspect:
// the compiler links it in place of internal/console by the rule in
// internal/natives.md.

const { print, printError } = require("internal/stdio");

function isColored(fd) {
  return require("internal/color_mode").isColored(fd);
}

function paint(text, on, off) {
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

// A primitive as inspect prints it; strings as they are.
function text(v, fd) {
  switch (typeof v) {
    case "string":
      return v;
    case "number": {
      const s = v === 0 && 1 / v < 0 ? "-0" : `${v}`;
      return isColored(fd) ? paint(s, 33, 39) : s;
    }
    case "bigint":
      return isColored(fd) ? paint(`${v}n`, 33, 39) : `${v}n`;
    case "boolean": {
      const s = v ? "true" : "false";
      return isColored(fd) ? paint(s, 33, 39) : s;
    }
    case "undefined":
      return isColored(fd) ? paint("undefined", 90, 39) : "undefined";
  }
  return isColored(fd) ? paint("null", 1, 22) : "null";
}

function line(args, fd) {
  if (args.length === 1 && typeof args[0] === "string") return `${args[0]}\n`;
  let out = "";
  for (let i = 0; i < args.length; i++) {
    if (i > 0) out += " ";
    out += text(args[i], fd);
  }
  return `${out}\n`;
}

function log(...args) {
  print(line(args, 1));
}

function error(...args) {
  printError(line(args, 2));
}

const console = { log, info: log, debug: log, warn: error, error };

module.exports = { console };
