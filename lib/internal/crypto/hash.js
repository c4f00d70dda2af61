"use strict";
// createHash, createHmac, hash.

const { coded, invalidArgType, invalidArgValue } = require("internal/errors");
const {
  validateObject,
  validateString,
  validateUint32,
} = require("internal/validators");
const { hmac } = require("internal/deps/hmac");
const digests = require("internal/crypto/digests");
const { LazyTransform } = require("internal/crypto/lazy_transform");
const { KEYS, dataBytes, encoded, keyBytes } = require("internal/crypto/bytes");

const state = %Symbol("kState"); // { algorithm, run, finalized, outputLength }

function hidden(object, value) {
  %ObjectDefineProperty(object, state, { __proto__: null, value });
}

function finalized() {
  return coded(%Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
}

function opensslError(number, library, reason) {
  const error = new %Error(`error:${number}:${library}::${reason}`);
  error.library = library;
  error.reason = reason;
  const words = %StringPrototypeToUpperCase(
    %StringPrototypeReplaceAll(reason, " ", "_"),
  );
  const prefix = library === "digital envelope routines" ? "EVP_" : "";
  error.code = `ERR_OSSL_${prefix}${words}`;
  return error;
}

// A running hash of an algorithm, for an output of `length` bytes if given.
function start(algorithm, length) {
  if (!digests.isExtendable(algorithm)) {
    if (length !== undefined && length !== algorithm.outputLen)
      throw opensslError(
        "030000B2",
        "digital envelope routines",
        "not XOF or invalid length",
      );
    return algorithm.create();
  }
  if (length === undefined)
    require("internal/warning").warn(
      "Creating SHAKE128/256 digests without an explicit options.outputLength is deprecated.",
      "DeprecationWarning",
      "DEP0198",
    );
  return algorithm.create({ dkLen: length ?? algorithm.outputLen });
}

function Hash(algorithm, options) {
  if (!(this instanceof Hash)) return new Hash(algorithm, options);
  const isCopy = algorithm instanceof Hash;
  if (!isCopy) validateString(algorithm, "algorithm"); //@ new Hash internal/crypto/hash:115:5
  let length = options?.outputLength;
  if (length !== undefined) validateUint32(length, "options.outputLength"); //@ new Hash internal/crypto/hash:119:5
  const found = isCopy ? algorithm[state].algorithm : digests.find(algorithm);
  if (found === undefined) throw new %Error("Digest method not supported"); //@ new Hash internal/crypto/hash:141:21|    this[kHandle] = new _Hash(
  if (isCopy) length ??= algorithm[state].outputLength;
  hidden(this, {
    algorithm: found,
    finalized: false,
    outputLength: length,
    run: isCopy ? algorithm[state].run.clone() : start(found, length), //@ new Hash internal/crypto/hash:141:21|    this[kHandle] = new _Hash(
  });
  LazyTransform.call(this, options);
}

%ObjectSetPrototypeOf(Hash.prototype, LazyTransform.prototype);
%ObjectSetPrototypeOf(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[state].finalized) throw finalized(); //@ *.copy internal/crypto/hash:168:11|    throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

function transform(chunk, encoding, callback) {
  this[state].run.update(dataBytes(chunk, encoding, "data"));
  callback();
}

function flush(callback) {
  this.push(this.digest());
  callback();
}

function update(data, encoding) {
  const s = this[state];
  if (s.finalized) throw finalized(); //@ *.update internal/crypto/hash:187:11|    throw new ERR_CRYPTO_HASH_FINALIZED();
  s.run.update(dataBytes(data, encoding, "data")); //@ *.update internal/crypto/hash:192:11|    throw new ERR_INVALID_ARG_TYPE(
  return this;
}

Hash.prototype._transform = transform;
Hash.prototype._flush = flush;
Hash.prototype.update = update;

Hash.prototype.digest = function digest(encoding) {
  const s = this[state];
  if (s.finalized) throw finalized(); //@ *.digest internal/crypto/hash:205:11|    throw new ERR_CRYPTO_HASH_FINALIZED();
  s.finalized = true;
  return encoded(s.run.digest(), encoding);
};

function Hmac(name, key, options) {
  if (!(this instanceof Hmac)) return new Hmac(name, key, options);
  validateString(name, "hmac"); //@ new Hmac internal/crypto/hash:216:3
  const bytes = keyBytes(key, "key", [
    //@ prepareSecretKey internal/crypto/keys:795:11, new Hmac internal/crypto/hash:218:9|    throw new ERR_INVALID_ARG_TYPE(
    "string",
    ...KEYS,
    "KeyObject",
    "CryptoKey",
  ]);
  const algorithm = digests.get(name);
  hidden(this, {
    algorithm,
    finalized: false,
    outputLength: undefined,
    run: hmac.create(algorithm, bytes),
  });
  LazyTransform.call(this, options);
}

%ObjectSetPrototypeOf(Hmac.prototype, LazyTransform.prototype);
%ObjectSetPrototypeOf(Hmac, LazyTransform);

Hmac.prototype._transform = transform;
Hmac.prototype._flush = flush;
Hmac.prototype.update = update;

// A second digest of an Hmac is empty.
Hmac.prototype.digest = function digest(encoding) {
  const s = this[state];
  const bytes = s.finalized ? new %Uint8Array(0) : s.run.digest();
  s.finalized = true;
  return encoded(bytes, encoding);
};

// The digest of `input` at once.
function hash(name, input, options) {
  validateString(name, "algorithm"); //@ *.hash internal/crypto/hash:338:3
  if (typeof input !== "string" && !%ArrayBufferIsView(input))
    //@ *.hash internal/crypto/hash:340:11|    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
    throw invalidArgType(
      "input",
      ["string", "Buffer", "TypedArray", "DataView"],
      input,
    );
  if (typeof options === "string" || options === undefined)
    options = { outputEncoding: options };
  validateObject(options, "options"); //@ *.hash internal/crypto/hash:355:5
  const encoding = options.outputEncoding ?? "hex";
  validateString(encoding, "outputEncoding"); //@ *.hash internal/crypto/hash:375:5
  const { Buffer } = require("buffer");
  if (encoding !== "buffer" && !Buffer.isEncoding(encoding))
    throw invalidArgValue("outputEncoding", encoding); //@ *.hash internal/crypto/hash:383:15|        throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
  const algorithm = digests.find(name);
  if (algorithm === undefined)
    throw new %Error(`Digest method ${name} is not supported`); //@ *.hash internal/crypto/hash:344:12|    return oneShotDigest(algorithm, getCachedHashId(algorithm), getHashCache(),
  const run = start(algorithm, options.outputLength);
  run.update(dataBytes(input, "utf8", "input"));
  return encoded(run.digest(), encoding);
}

module.exports = { Hash, Hmac, hash, opensslError };
