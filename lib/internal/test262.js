// print and $262 for running test262 (jsc --test262): https://github.com/tc39/test262/blob/main/INTERPRETING.md
"use strict";

const { print: write } = require("internal/stdio");

function print(...args) {
  let text = "";
  for (let i = 0; i < args.length; i++)
    text += (i ? " " : "") + %String(args[i]);
  write(`${text}\n`);
}

const $262 = {
  global: globalThis,
  gc() {},
  detachArrayBuffer(buffer) {
    %DetachArrayBuffer(buffer);
  },
  createRealm() {
    throw new %Error("$262.createRealm is not supported");
  },
  evalScript() {
    throw new %Error("$262.evalScript is not supported");
  },
};

module.exports = { print, $262 };
