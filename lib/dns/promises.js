"use strict";
// require('dns/promises').

const { lookupPromise } = require("internal/dns_lookup");
const { refuse } = require("internal/refused");
const names = require("internal/dns_names");

module.exports = refuse(
  {
    lookup(hostname, options) {
      return lookupPromise(hostname, options);
    },
    ...names.codes,
  },
  "dns.promises",
  `lookupService ${names.queries}`,
);
