"use strict";
// require('net'): what an address is. Connections are refused when asked for.

const { isIP, isIPv4, isIPv6 } = require("internal/ip_address");
const { refuse } = require("internal/refused");

let selects = true;
let selectTimeout = 500;

module.exports = refuse(
  {
    isIP,
    isIPv4,
    isIPv6,
    getDefaultAutoSelectFamily: () => selects,
    setDefaultAutoSelectFamily(value) {
      const { validateBoolean } = require("internal/validators");
      validateBoolean(value, "value");
      selects = value;
    },
    getDefaultAutoSelectFamilyAttemptTimeout: () => selectTimeout,
    setDefaultAutoSelectFamilyAttemptTimeout(value) {
      const { validateInt32 } = require("internal/validators");
      validateInt32(value, "value", 1);
      selectTimeout = value < 10 ? 10 : value;
    },
  },
  "net",
  "connect createConnection createServer BlockList Server Socket SocketAddress Stream",
);
