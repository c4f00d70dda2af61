"use strict";
// require('console'): the global console, with the class as its property.

module.exports = require("internal/console").console;
