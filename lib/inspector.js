"use strict";
// require('inspector'): there is nothing to inspect with.

const { refuse } = require("internal/refused");

module.exports = refuse(
  { url: () => undefined, close() {} },
  "inspector",
  "open waitForDebugger Session",
);
