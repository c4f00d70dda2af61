"use strict";
// require('domain'): refused when one is created.

const { refuse } = require("internal/refused");

module.exports = refuse(
  { _stack: [], active: null },
  "domain",
  "create createDomain Domain",
);
