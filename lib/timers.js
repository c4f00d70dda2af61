"use strict";
// require('timers').

const t = require("internal/timers");

module.exports = {
  setTimeout: t.setTimeout,
  clearTimeout: t.clearTimeout,
  setImmediate: t.setImmediate,
  clearImmediate: t.clearImmediate,
  setInterval: t.setInterval,
  clearInterval: t.clearInterval,
  get promises() {
    return require("timers/promises");
  },
};

function promisified(fn, method) {
  %ObjectDefineProperty(fn, %SymbolFor("nodejs.util.promisify.custom"), {
    __proto__: null,
    enumerable: true,
    get() {
      return require("timers/promises")[method];
    },
  });
}

promisified(t.setTimeout, "setTimeout");
promisified(t.setImmediate, "setImmediate");
