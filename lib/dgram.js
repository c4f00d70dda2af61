"use strict";
// require('dgram'): refused when it is called.

const { refuse } = require("internal/refused");

module.exports = refuse({}, "dgram", "createSocket Socket");
