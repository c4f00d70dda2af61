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
    const { keyBytes } = require("internal/crypto/bytes");
    const { sha256, sha384, sha512 } = require("internal/deps/sha2");
    const name = typeof algorithm === "string" ? algorithm : algorithm?.name;
    const bytes = keyBytes(data, "data");
    switch (%StringPrototypeToUpperCase(`${name}`)) {
      case "SHA-1":
        return require("internal/deps/legacy").sha1(bytes).buffer;
      case "SHA-256":
        return sha256(bytes).buffer;
      case "SHA-384":
        return sha384(bytes).buffer;
      case "SHA-512":
        return sha512(bytes).buffer;
      default: {
        const { createDOMException } = require("internal/dom_exception");
        throw createDOMException(
          "Unrecognized algorithm name",
          "NotSupportedError",
        );
      }
    }
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
