"use strict";
// navigator (HTML, "The Navigator object"), as far as it makes sense here.

const { coded } = require("internal/errors");

const secret = {};

class Navigator {
  constructor(key) {
    if (key !== secret)
      throw coded(%TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  }

  get hardwareConcurrency() {
    return require("os").availableParallelism();
  }

  get language() {
    return "en-US";
  }

  get languages() {
    return %ObjectFreeze(["en-US"]);
  }

  get userAgent() {
    const { process } = require("internal/process");
    return `Node.js/${%StringPrototypeSplit(process.versions.node, ".")[0]}`;
  }

  get platform() {
    return "Linux x86_64";
  }
}

const names = [
  "hardwareConcurrency",
  "language",
  "languages",
  "userAgent",
  "platform",
];
for (let i = 0; i < names.length; i++)
  %ObjectDefineProperty(Navigator.prototype, names[i], {
    __proto__: null,
    enumerable: true,
  });

module.exports = { Navigator, navigator: new Navigator(secret) };
