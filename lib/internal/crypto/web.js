"use strict";
// The global `crypto` (Web Crypto): random values and digests.

const random = require("internal/crypto/random");

let isInternal = true;

function check() {
  if (isInternal) return;
  const { coded } = require("internal/errors");
  throw coded(%TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
}

class SubtleCrypto {
  constructor() {
    check();
  }

  async digest(algorithm, data) {
    const { find } = require("internal/crypto/digests");
    const { keyBytes } = require("internal/crypto/bytes");
    const name = typeof algorithm === "string" ? algorithm : algorithm?.name;
    const isKnown = %RegExpPrototypeTest(/^sha-(1|256|384|512)$/i, `${name}`);
    if (!isKnown) {
      const { DOMException } = require("internal/dom_exception");
      throw new DOMException(
        "Unrecognized algorithm name",
        "NotSupportedError",
      );
    }
    return find(name)(keyBytes(data, "data")).buffer;
  }
}

const others = [
  "decrypt",
  "deriveBits",
  "deriveKey",
  "encrypt",
  "exportKey",
  "generateKey",
  "importKey",
  "sign",
  "unwrapKey",
  "verify",
  "wrapKey",
];
for (let i = 0; i < others.length; i++)
  %ObjectDefineProperty(SubtleCrypto.prototype, others[i], {
    __proto__: null,
    configurable: true,
    enumerable: true,
    async value() {
      const { unsupported } = require("internal/errors");
      throw unsupported(`crypto.subtle.${others[i]}`);
    },
    writable: true,
  });

const subtle = new SubtleCrypto();

class Crypto {
  constructor() {
    check();
  }

  get subtle() {
    return subtle;
  }

  getRandomValues(array) {
    return random.getRandomValues(array);
  }

  randomUUID(options) {
    return random.randomUUID(options);
  }
}

const crypto = new Crypto();
isInternal = false;

for (const Class of [Crypto, SubtleCrypto])
  %ObjectDefineProperty(Class.prototype, %SymbolToStringTag, {
    __proto__: null,
    configurable: true,
    value: Class.name,
  });

module.exports = { Crypto, SubtleCrypto, crypto };
