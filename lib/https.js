"use strict";
// require('https'): refused when it is called.

const { refuse } = require("internal/refused");

module.exports = refuse(
  { globalAgent: {} },
  "https",
  "createServer get request Agent Server",
);
