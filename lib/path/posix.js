"use strict";
// require('path/posix').

module.exports = require("path");
