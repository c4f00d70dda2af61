"use strict";
// require('constants'): those of os and fs in one object.

const os = require("os").constants;

module.exports = %ObjectAssign(
  {},
  os.errno,
  os.priority,
  os.signals,
  require("internal/fs/constants"),
);
