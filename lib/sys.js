"use strict";
// require('sys'), the old name of util.

require("internal/warning").warn(
  "sys is deprecated. Use `node:util` instead.",
  "DeprecationWarning",
  "DEP0025",
);

module.exports = require("util");
