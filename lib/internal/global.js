"use strict";
// `global`, Node's older name of the global object.

module.exports = { global: %Global };
