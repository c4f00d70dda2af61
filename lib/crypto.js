"use strict";
// require('crypto'): random numbers, hashes, keys of passwords, AES. What works
// with asymmetric keys is refused by name when it is called.

const { unsupported } = require("internal/errors");
const cipher = require("internal/crypto/cipher");
const derive = require("internal/crypto/derive");
const { Hash, Hmac, hash } = require("internal/crypto/hash");
const { KeyObject, createSecretKey } = require("internal/crypto/secret_key");
const digests = require("internal/crypto/digests");
const random = require("internal/crypto/random");
const { crypto } = require("internal/crypto/web");
const { nativeError, viewed } = require("internal/crypto/bytes");

function createHash(algorithm, options) {
  return new Hash(algorithm, options); //@ *.createHash crypto:151:10
}

function createHmac(algorithm, key, options) {
  return new Hmac(algorithm, key, options); //@ *.createHmac crypto:175:10
}

function createCipheriv(algorithm, key, iv, options) {
  return new cipher.Cipheriv(algorithm, key, iv, options); //@ *.createCipheriv crypto:155:10
}

function createDecipheriv(algorithm, key, iv, options) {
  return new cipher.Decipheriv(algorithm, key, iv, options); //@ *.createDecipheriv crypto:159:10
}

function getHashes() {
  return %ArrayPrototypeSlice(digests.names);
}

function comparable(value, name) {
  const bytes = viewed(value);
  if (bytes !== undefined) return bytes;
  throw nativeError(
    %TypeError,
    "ERR_INVALID_ARG_TYPE",
    `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`,
  );
}

function timingSafeEqual(a, b) {
  a = comparable(a, "buf1");
  b = comparable(b, "buf2");
  if (a.length !== b.length)
    throw nativeError(
      %RangeError,
      "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
      "Input buffers must have the same byte length",
    );
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i] ^ b[i];
  return difference === 0;
}

const exported = (module.exports = {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  getCiphers: cipher.getCiphers,
  getCipherInfo: cipher.getCipherInfo,
  getCurves: () => [],
  getHashes,
  ...derive,
  randomBytes: random.randomBytes,
  randomFill: random.randomFill,
  randomFillSync: random.randomFillSync,
  randomInt: random.randomInt,
  randomUUID: random.randomUUID,
  randomUUIDv7: random.randomUUIDv7,
  timingSafeEqual,
  getFips: () => 0,
  hash,
  Cipheriv: cipher.Cipheriv,
  Decipheriv: cipher.Decipheriv,
  Hash,
  Hmac,
  KeyObject,
});

const refused = %StringPrototypeSplit(
  "argon2 argon2Sync checkPrime checkPrimeSync createDiffieHellman createDiffieHellmanGroup createECDH createMac createPrivateKey createPublicKey createSign createVerify decapsulate diffieHellman encapsulate generateKey generateKeyPair generateKeyPairSync generateKeySync generatePrime generatePrimeSync getDiffieHellman privateDecrypt privateEncrypt publicDecrypt publicEncrypt setEngine setFips sign verify Certificate DiffieHellman DiffieHellmanGroup ECDH Sign Verify X509Certificate",
  " ",
);
for (let i = 0; i < refused.length; i++)
  exported[refused[i]] = {
    [refused[i]]: function () {
      throw unsupported(`crypto.${refused[i]}`);
    },
  }[refused[i]];

%ObjectDefineProperty(exported, "constants", {
  __proto__: null,
  enumerable: true,
  value: require("internal/crypto/constants"),
});
// Old names of it.
const oldNames = ["pseudoRandomBytes", "prng", "rng"];
for (let i = 0; i < oldNames.length; i++)
  %ObjectDefineProperty(exported, oldNames[i], {
    __proto__: null,
    configurable: true,
    value: random.randomBytes,
    writable: true,
  });
const lazy = {
  webcrypto: () => crypto,
  subtle: () => crypto.subtle,
  getRandomValues: () => random.getRandomValues,
};
for (const name in lazy)
  %ObjectDefineProperty(exported, name, {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get: lazy[name],
  });
