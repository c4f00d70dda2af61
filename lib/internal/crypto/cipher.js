"use strict";
// createCipheriv and createDecipheriv: AES as streams.

const { coded, invalidArgType } = require("internal/errors");
const { validateObject, validateString } = require("internal/validators");
const { make } = require("internal/crypto/aes_modes");
const { LazyTransform } = require("internal/crypto/lazy_transform");
const {
  KEYS,
  dataBytes,
  encoded,
  keyBytes,
  nativeError,
} = require("internal/crypto/bytes");

const numbers = {
  __proto__: null,
  cbc: [419, 423, 427],
  ctr: [904, 905, 906],
  ecb: [418, 422, 426],
  gcm: [895, 898, 901],
};

// { mode, name, nid, keyLength, blockSize, ivLength } or undefined.
function find(name) {
  name = %StringPrototypeToLowerCase(name);
  const match = %RegExpPrototypeExec(
    /^(?:id-)?aes-?(128|192|256)(?:-(cbc|ctr|ecb|gcm))?$/,
    name,
  );
  if (match === null) return undefined;
  const isId = %StringPrototypeStartsWith(name, "id-");
  const hasDash = %StringPrototypeStartsWith(name, "aes-");
  const mode = match[2] ?? "cbc";
  const isKnown = isId
    ? mode === "gcm" && !%StringPrototypeStartsWith(name, "id-aes-")
    : hasDash
      ? match[2] !== undefined
      : match[2] === undefined;
  if (!isKnown) return undefined;
  const bits = +match[1];
  return {
    __proto__: null,
    mode,
    name: mode === "gcm" ? `id-aes${bits}-gcm` : `aes-${bits}-${mode}`,
    nid: numbers[mode][(bits - 128) / 64],
    keyLength: bits / 8,
    blockSize: mode === "gcm" || mode === "ctr" ? 1 : 16,
    ivLength: mode === "ecb" ? undefined : mode === "gcm" ? 12 : 16,
  };
}

function getCipherInfo(name, options = {}) {
  validateObject(options, "options"); //@ *.getCipherInfo internal/crypto/cipher:291:3
  if (typeof name === "number") return undefined;
  if (typeof name !== "string")
    throw invalidArgType("nameOrNid", ["string", "number"], name); //@ *.getCipherInfo internal/crypto/cipher:316:9|  throw new ERR_INVALID_ARG_TYPE(
  return find(name);
}

function getCiphers() {
  const out = [];
  const modes = ["cbc", "ctr", "ecb", "gcm"];
  for (let bits = 128; bits <= 256; bits += 64) {
    for (let i = 0; i < modes.length; i++)
      %ArrayPrototypePush(out, `aes-${bits}-${modes[i]}`);
    %ArrayPrototypePush(out, `aes${bits}`, `id-aes${bits}-gcm`);
  }
  return %ArrayPrototypeSort(out);
}

const state = %Symbol("kHandle"); // { info, run, finished, tagLength }

function invalidState(operation) {
  return coded(
    %Error,
    "ERR_CRYPTO_INVALID_STATE",
    `Invalid state for operation ${operation}`,
  );
}

function invalidTag(length) {
  return nativeError(
    %TypeError,
    "ERR_CRYPTO_INVALID_AUTH_TAG",
    `Invalid authentication tag length: ${length}`,
  );
}

function isTagLength(n) {
  return n === 4 || n === 8 || (n >= 12 && n <= 16);
}

// Called on the cipher.
function setUp(name, key, iv, options, isEncryption) {
  validateString(name, "cipher"); //@ *.createCipherWithIV internal/crypto/cipher:158:3
  const expected = ["string", ...KEYS, "KeyObject", "CryptoKey"];
  key = keyBytes(key, "key", expected); //@ prepareSecretKey internal/crypto/keys:795:11, *.createCipherWithIV internal/crypto/cipher:160:9

  if (iv !== null) iv = keyBytes(iv, "iv", ["string", ...KEYS, "null"]);
  const info = find(name);
  if (info === undefined)
    throw nativeError(%Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher"); //@ *.createCipherBase internal/crypto/cipher:140:21, *.createCipherWithIV internal/crypto/cipher:162:3|    this[kHandle] = new CipherBase(
  const ivLength = iv === null ? 0 : iv.length;
  const ivIsGood =
    info.mode === "gcm" ? ivLength > 0 : ivLength === (info.ivLength ?? 0);
  const keyIsGood = key.length === info.keyLength;
  if (!ivIsGood)
    //@ *.createCipherBase internal/crypto/cipher:140:21, *.createCipherWithIV internal/crypto/cipher:162:3|    this[kHandle] = new CipherBase(
    throw nativeError(
      %TypeError,
      "ERR_CRYPTO_INVALID_IV",
      "Invalid initialization vector",
    );
  const lengthError = "ERR_CRYPTO_INVALID_KEYLEN";
  if (!keyIsGood)
    throw nativeError(%RangeError, lengthError, "Invalid key length"); //@ *.createCipherBase internal/crypto/cipher:140:21, *.createCipherWithIV internal/crypto/cipher:162:3|    this[kHandle] = new CipherBase(
  const tagLength = options?.authTagLength;
  if (info.mode === "gcm" && tagLength !== undefined && !isTagLength(tagLength))
    throw invalidTag(tagLength); //@ *.createCipherBase internal/crypto/cipher:140:21, *.createCipherWithIV internal/crypto/cipher:162:3|    this[kHandle] = new CipherBase(
  %ObjectDefineProperty(this, state, {
    __proto__: null,
    value: {
      finished: false,
      info,
      run: make(
        info.mode,
        %Uint8Array.from(key),
        iv === null ? undefined : %Uint8Array.from(iv),
        isEncryption,
      ),
      tagLength,
    },
  });
  %ObjectDefineProperty(this, "_decoder", {
    __proto__: null,
    configurable: true,
    enumerable: true,
    value: null,
    writable: true,
  });
  LazyTransform.call(this, options);
}

// Text comes out whole characters at a time.
function decoded(cipher, bytes, encoding, isLast) {
  const { Buffer } = require("buffer");
  if (!encoding || encoding === "buffer") return encoded(bytes);
  if (cipher._decoder === null) {
    const { StringDecoder } = require("string_decoder");
    cipher._decoder = new StringDecoder(encoding);
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return isLast ? cipher._decoder.end(buffer) : cipher._decoder.write(buffer);
}

function update(data, inputEncoding, outputEncoding) {
  const bytes = dataBytes(data, inputEncoding, "data"); //@ *.update internal/crypto/cipher:189:11|    throw new ERR_INVALID_ARG_TYPE(
  const s = this[state];
  if (s.finished) throw new %Error("Trying to add data in unsupported state"); //@ *.update internal/crypto/cipher:193:29|  const ret = this[kHandle].update(data, inputEncoding);
  return decoded(this, s.run.update(bytes), outputEncoding, false);
}

function final(outputEncoding) {
  const s = this[state];
  if (s.finished)
    throw nativeError(%Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state"); //@ *.final internal/crypto/cipher:204:29|  const ret = this[kHandle].final();
  s.finished = true;
  return decoded(this, s.run.final(), outputEncoding, true);
}

function transform(chunk, encoding, callback) {
  this.push(this[state].run.update(dataBytes(chunk, encoding, "data")));
  callback();
}

function flush(callback) {
  try {
    this.push(this.final());
  } catch (error) {
    callback(error);
    return;
  }
  callback();
}

function setAutoPadding(on) {
  const s = this[state];
  if (s.finished) throw invalidState("setAutoPadding");
  s.run.padding = on === undefined || Boolean(on);
  return this;
}

function setAAD(data, options) {
  const encoding = options?.encoding;
  const bytes = dataBytes(data, encoding, "buffer");
  const s = this[state];
  if (s.info.mode !== "gcm" || s.finished) throw invalidState("setAAD");
  s.run.authenticate(bytes);
  return this;
}

function define(isEncryption) {
  const Class = isEncryption
    ? function Cipheriv(cipher, key, iv, options) {
        if (!(this instanceof Class))
          return new Class(cipher, key, iv, options);
        setUp.call(this, cipher, key, iv, options, true); //@ new Cipheriv internal/crypto/cipher:252:3
      }
    : function Decipheriv(cipher, key, iv, options) {
        if (!(this instanceof Class))
          return new Class(cipher, key, iv, options);
        setUp.call(this, cipher, key, iv, options, false); //@ new Decipheriv internal/crypto/cipher:281:3
      };
  %ObjectSetPrototypeOf(Class.prototype, LazyTransform.prototype);
  %ObjectSetPrototypeOf(Class, LazyTransform);
  %ObjectAssign(Class.prototype, {
    _flush: flush,
    _transform: transform,
    final,
    setAAD,
    setAutoPadding,
    update,
  });
  return Class;
}

const Cipheriv = define(true);
const Decipheriv = define(false);

Cipheriv.prototype.getAuthTag = function getAuthTag() {
  const s = this[state];
  if (s.run.tag === undefined) throw invalidState("getAuthTag"); //@ *.getAuthTag internal/crypto/cipher:223:11|    throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return encoded(%TypedArrayPrototypeSlice(s.run.tag, 0, s.tagLength ?? 16));
};

Decipheriv.prototype.setAuthTag = function setAuthTag(tag, encoding) {
  const bytes = dataBytes(tag, encoding, "buffer");
  const s = this[state];
  if (s.info.mode !== "gcm" || s.finished || s.run.tag !== undefined)
    throw invalidState("setAuthTag");
  const n = bytes.length;
  if (s.tagLength === undefined ? !isTagLength(n) : n !== s.tagLength)
    throw invalidTag(n); //@ *.setAuthTag internal/crypto/cipher:229:22|  if (!this[kHandle].setAuthTag(tagbuf))
  s.run.tag = %Uint8Array.from(bytes);
  return this;
};

module.exports = { Cipheriv, Decipheriv, getCipherInfo, getCiphers };
