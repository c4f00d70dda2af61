// print and $262 for running test262 (jsc --test262): https://github.com/tc39/test262/blob/main/INTERPRETING.md
"use strict";

const { print: write } = require("internal/stdio");

function print(...args) {
  let text = "";
  for (let i = 0; i < args.length; i++)
    text += (i ? " " : "") + %String(args[i]);
  write(`${text}\n`);
}

// The object of one realm.
function make(global) {
  const evaluate = global.eval;
  return {
    global,
    gc() {
      %CollectGarbage();
    },
    IsHTMLDDA: %HtmlDda(),
    detachArrayBuffer(buffer) {
      %DetachArrayBuffer(buffer);
    },
    createRealm() {
      const created = make(%CreateRealm());
      %ObjectDefineProperty(created.global, "$262", {
        __proto__: null,
        value: created,
        writable: true,
        configurable: true,
      });
      return created;
    },
    evalScript(text) {
      return %EvalScript(text, evaluate);
    },
  };
}

module.exports = { print, $262: make(globalThis) };
