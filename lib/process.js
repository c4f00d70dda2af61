"use strict";
// require('process').

module.exports = require("internal/process_input").process;
