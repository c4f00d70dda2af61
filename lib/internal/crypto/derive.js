"use strict";
// Keys derived of passwords and other keys: pbkdf2, scrypt, hkdf.

const { coded } = require("internal/errors");
const {
  validateFunction,
  validateInteger,
  validateInt32,
  validateString,
} = require("internal/validators");
const { hmac } = require("internal/deps/hmac");
const noble = {
  ...require("internal/deps/pbkdf2"),
  ...require("internal/deps/scrypt"),
};
const digests = require("internal/crypto/digests");
const { encoded, keyBytes, nativeError } = require("internal/crypto/bytes");

const MOST = 2147483647;

// Calls back from the loop with what `work` gives.
function later(work, callback) {
  require("internal/loop").complete(() => callback(null, work()), []);
}

// ---- PBKDF2 (RFC 8018) --------------------------------------------------------

function preparePbkdf2(password, salt, iterations, length, digest) {
  validateString(digest, "digest"); //@ check internal/crypto/pbkdf2:87:3
  password = keyBytes(password, "password"); //@ check internal/crypto/pbkdf2:89:14
  salt = keyBytes(salt, "salt"); //@ check internal/crypto/pbkdf2:90:10
  validateInt32(iterations, "iterations", 1); //@ check internal/crypto/pbkdf2:93:3
  validateInt32(length, "keylen", 0); //@ check internal/crypto/pbkdf2:94:3
  const algorithm = digests.get(digest);
  return () =>
    encoded(
      length === 0
        ? new %Uint8Array(0)
        : noble.pbkdf2(algorithm, password, salt, {
            c: iterations,
            dkLen: length,
          }),
    );
}

function pbkdf2Sync(password, salt, iterations, length, digest) {
  const work = preparePbkdf2(password, salt, iterations, length, digest); //@ *.pbkdf2Sync internal/crypto/pbkdf2:69:5
  return work();
}

function pbkdf2(password, salt, iterations, length, digest, callback) {
  if (typeof digest === "function") {
    callback = digest;
    digest = undefined;
  }
  const work = preparePbkdf2(password, salt, iterations, length, digest);
  validateFunction(callback, "callback"); //@ *.pbkdf2 internal/crypto/pbkdf2:47:3
  later(work, callback);
}

// ---- scrypt (RFC 7914) --------------------------------------------------------

function option(options, short, long, initial, check) {
  const names = [short, long];
  let value = initial;
  for (let i = 0; i < names.length; i++) {
    const given = names[i] === undefined ? undefined : options[names[i]];
    if (given === undefined) continue;
    if (i > 0 && options[short] !== undefined)
      throw coded(
        %TypeError,
        "ERR_INCOMPATIBLE_OPTION_PAIR",
        `Option "${short}" cannot be used in combination with option "${long}"`,
      );
    check(given, names[i], 0);
    value = given;
  }
  return value;
}

function prepareScrypt(password, salt, length, options) {
  password = keyBytes(password, "password"); //@ check internal/crypto/scrypt:83:14
  salt = keyBytes(salt, "salt"); //@ check internal/crypto/scrypt:84:10
  validateInt32(length, "keylen", 0, MOST); //@ check internal/crypto/scrypt:85:3
  options ??= {};
  const { validateUint32 } = require("internal/validators");
  const u32 = (value, name) => validateUint32(value, name);
  const N = option(options, "N", "cost", 16384, u32);
  const r = option(options, "r", "blockSize", 8, u32);
  const p = option(options, "p", "parallelization", 1, u32);
  const maxmem = option(
    options,
    "maxmem",
    undefined,
    33554432,
    validateInteger,
  );
  const invalid = (why) =>
    nativeError(
      %RangeError,
      "ERR_CRYPTO_INVALID_SCRYPT_PARAMS",
      `Invalid scrypt params${why}`,
    );
  if (N < 2 || (N & (N - 1)) !== 0 || r < 1 || p < 1) throw invalid("");
  if (128 * r * (N + p + 2) > maxmem)
    throw invalid(
      ": error:030000AC:digital envelope routines::memory limit exceeded",
    );
  return () =>
    encoded(
      length === 0
        ? new %Uint8Array(0)
        : noble.scrypt(password, salt, {
            N,
            r,
            p,
            dkLen: length,
            maxmem: maxmem + 128 * r * p + 1024,
          }),
    );
}

function scryptSync(password, salt, length, options) {
  const work = prepareScrypt(password, salt, length, options); //@ *.scryptSync internal/crypto/scrypt:66:13
  return work();
}

function scrypt(password, salt, length, options, callback) {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const work = prepareScrypt(password, salt, length, options);
  validateFunction(callback, "callback"); //@ *.scrypt internal/crypto/scrypt:50:3
  later(work, callback);
}

// ---- HKDF (RFC 5869) ------------------------------------------------------------

function prepareHkdf(digest, key, salt, info, length) {
  validateString(digest, "digest");
  key = keyBytes(key, "ikm", [
    "string",
    "SecretKeyObject",
    "ArrayBuffer",
    "TypedArray",
    "DataView",
    "Buffer",
  ]);
  const bytes = ["string", "ArrayBuffer", "TypedArray", "DataView", "Buffer"];
  salt = keyBytes(salt, "salt", bytes);
  info = keyBytes(info, "info", bytes);
  validateInteger(length, "length", 0);
  if (info.length > 1024) {
    const { outOfRange } = require("internal/errors");
    //@ internal/errors:547:7|      throw error;
    throw outOfRange(
      "info",
      "must not contain more than 1024 bytes",
      info.length,
    );
  }
  const algorithm = digests.get(digest); //@ createHkdfJob internal/crypto/hkdf:119:10|  return new HKDFJob(
  const size = algorithm.outputLen;
  if (length > 255 * size)
    //@ createHkdfJob internal/crypto/hkdf:119:10|  return new HKDFJob(
    throw nativeError(
      %RangeError,
      "ERR_CRYPTO_INVALID_KEYLEN",
      "Invalid key length",
    );
  return () => {
    const extracted = hmac(
      algorithm,
      salt.length === 0 ? new %Uint8Array(size) : salt,
      key,
    );
    const out = new %Uint8Array(length);
    let block = new %Uint8Array(0);
    for (let at = 0, i = 1; at < length; at += size, i++) {
      const run = hmac.create(algorithm, extracted);
      block = run.update(block).update(info).update(%Uint8Array.of(i)).digest();
      %TypedArrayPrototypeSet(
        out,
        %TypedArrayPrototypeSubarray(block, 0, length - at),
        at,
      );
    }
    return out.buffer;
  };
}

function hkdfSync(digest, key, salt, info, length) {
  return prepareHkdf(digest, key, salt, info, length)(); //@ *.hkdfSync internal/crypto/hkdf:142:18
}

function hkdf(digest, key, salt, info, length, callback) {
  const work = prepareHkdf(digest, key, salt, info, length);
  validateFunction(callback, "callback"); //@ *.hkdf internal/crypto/hkdf:130:3
  later(work, callback);
}

module.exports = { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
