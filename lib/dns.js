"use strict";
// require('dns'): lookup without the network; queries are refused when asked for.

const { lookup, lookupPromise } = require("internal/dns_lookup");
const { refuse } = require("internal/refused");
const names = require("internal/dns_names");

let order = "verbatim";

const dns = refuse(
  {
    lookup,
    getDefaultResultOrder: () => order,
    setDefaultResultOrder(value) {
      const { validateOneOf } = require("internal/validators");
      const orders = ["verbatim", "ipv4first", "ipv6first"];
      validateOneOf(value, "dnsOrder", orders);
      order = value;
    },
    ADDRCONFIG: 32,
    ALL: 16,
    V4MAPPED: 8,
    ...names.codes,
  },
  "dns",
  `lookupService ${names.queries}`,
);

%ObjectDefineProperty(lookup, %SymbolFor("nodejs.util.promisify.custom"), {
  __proto__: null,
  value: lookupPromise,
});
%ObjectDefineProperty(dns, "promises", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => require("dns/promises"),
});

module.exports = dns;
