"use strict";
// require('fs/promises').

module.exports = require("internal/fs/promises");
