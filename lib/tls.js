"use strict";
// require('tls'): refused when it is called.

const { refuse } = require("internal/refused");

module.exports = refuse(
  {
    DEFAULT_MIN_VERSION: "TLSv1.2",
    DEFAULT_MAX_VERSION: "TLSv1.3",
    DEFAULT_ECDH_CURVE: "auto",
    CLIENT_RENEG_LIMIT: 3,
    CLIENT_RENEG_WINDOW: 600,
  },
  "tls",
  "checkServerIdentity connect convertALPNProtocols createSecureContext createServer getCACertificates getCiphers setDefaultCACertificates SecureContext Server TLSSocket",
);
