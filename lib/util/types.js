"use strict";
// require('util/types').

module.exports = require("internal/util/types");
