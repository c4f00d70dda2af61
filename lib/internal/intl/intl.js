"use strict";
// The global Intl (ECMA-402 8), as far as it goes.

const { canonicalList } = require("internal/intl/locales");
const { Segmenter } = require("internal/intl/segmenter");

const Intl = {};

function define(name, value) {
  %ObjectDefineProperty(Intl, name, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
  });
}

%ObjectDefineProperty(Intl, %SymbolToStringTag, {
  __proto__: null,
  value: "Intl",
  configurable: true,
});
define("getCanonicalLocales", function getCanonicalLocales(locales) {
  return canonicalList(locales);
});
const formats = require("internal/intl/formats");
for (const name in formats) define(name, formats[name]);
define("Segmenter", Segmenter);

module.exports = { Intl };
