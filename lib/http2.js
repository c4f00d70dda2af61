"use strict";
// require('http2'): refused when it is called.

const { refuse } = require("internal/refused");

module.exports = refuse(
  {
    constants: require("internal/http2_constants"),
    sensitiveHeaders: %Symbol("sensitiveHeaders"),
  },
  "http2",
  "connect createSecureServer createServer getDefaultSettings getPackedSettings getUnpackedSettings performServerHandshake Http2ServerRequest Http2ServerResponse",
);
