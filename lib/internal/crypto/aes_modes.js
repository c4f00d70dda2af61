"use strict";
// AES in the modes ECB, CBC, CTR and GCM, for data that comes in pieces. Each
// mode is an object with update(bytes) and final(), which give what is ready.

const { cbc, ecb, unsafe } = require("internal/deps/aes");
const { opensslError } = require("internal/crypto/hash");

const BLOCK = 16;
const EMPTY = new %Uint8Array(0);
const PROVIDER = "Provider routines";

function joined(a, b) {
  const out = new %Uint8Array(a.length + b.length);
  %TypedArrayPrototypeSet(out, a, 0);
  %TypedArrayPrototypeSet(out, b, a.length);
  return out;
}

function part(bytes, from, to) {
  return %TypedArrayPrototypeSlice(bytes, from, to);
}

function wrongLength() {
  const error = opensslError("1C80006B", PROVIDER, "wrong final block length");
  return withStack(error);
}

function withStack(error) {
  const { library, reason, code } = error;
  delete error.library;
  delete error.reason;
  delete error.code;
  error.opensslErrorStack = [];
  error.library = library;
  error.reason = reason;
  error.code = code;
  return error;
}

// ---- ECB and CBC ------------------------------------------------------------------

class Blocks {
  constructor(key, iv, isEncryption) {
    this.key = key;
    this.iv = iv; // undefined: ECB
    this.isEncryption = isEncryption;
    this.padding = true;
    this.rest = EMPTY;
  }

  crypt(blocks) {
    if (blocks.length === 0) return EMPTY;
    const options = { disablePadding: true };
    const cipher =
      this.iv === undefined
        ? ecb(this.key, options)
        : cbc(this.key, this.iv, options);
    const out = this.isEncryption
      ? cipher.encrypt(blocks)
      : cipher.decrypt(blocks);
    if (this.iv !== undefined)
      this.iv = part(this.isEncryption ? out : blocks, blocks.length - BLOCK);
    return out;
  }

  update(data) {
    const all = joined(this.rest, data);
    let n = all.length - (all.length % BLOCK);
    // The last block of what is decrypted may be padding.
    if (!this.isEncryption && this.padding && n === all.length && n > 0)
      n -= BLOCK;
    this.rest = part(all, n);
    return this.crypt(part(all, 0, n));
  }

  final() {
    const { rest } = this;
    if (!this.padding) {
      if (rest.length % BLOCK !== 0) throw wrongLength(); //@ Cipheriv.final internal/crypto/cipher:204:29|  const ret = this[kHandle].final();
      return this.crypt(rest);
    }
    if (this.isEncryption) {
      const last = new %Uint8Array(BLOCK);
      %TypedArrayPrototypeFill(last, BLOCK - rest.length);
      %TypedArrayPrototypeSet(last, rest, 0);
      return this.crypt(last);
    }
    if (rest.length !== BLOCK) throw wrongLength(); //@ Decipheriv.final internal/crypto/cipher:204:29|  const ret = this[kHandle].final();
    const last = this.crypt(rest);
    const n = last[BLOCK - 1];
    let good = n >= 1 && n <= BLOCK;
    for (let i = BLOCK - n; good && i < BLOCK; i++) good = last[i] === n;
    if (!good)
      throw withStack(opensslError("1C800064", PROVIDER, "bad decrypt")); //@ Decipheriv.final internal/crypto/cipher:204:29|  const ret = this[kHandle].final();
    return part(last, 0, BLOCK - n);
  }
}

// ---- CTR --------------------------------------------------------------------------

class Counter {
  // isShort: the last 32 bits count, not all 128.
  constructor(key, start, isShort) {
    this.expanded = unsafe.expandKeyLE(key);
    this.counter = part(start, 0);
    this.isShort = isShort;
    this.used = 0; // bytes of the current block
  }

  update(data) {
    const padded = new %Uint8Array(this.used + data.length);
    %TypedArrayPrototypeSet(padded, data, this.used);
    const out = this.isShort
      ? unsafe.ctr32(this.expanded, false, this.counter, padded)
      : unsafe.ctrCounter(this.expanded, this.counter, padded);
    const { used } = this;
    this.used = padded.length % BLOCK;
    return %TypedArrayPrototypeSubarray(out, used);
  }

  final() {
    return EMPTY;
  }
}

// ---- GCM (NIST SP 800-38D) --------------------------------------------------------

// GHASH over pieces, each kind of data filled up to whole blocks.
class Sum {
  constructor(key) {
    const { ghash } = require("internal/deps/ghash");
    const h = new %Uint8Array(BLOCK);
    unsafe.encryptBlock(unsafe.expandKeyLE(key), h);
    this.run = ghash.create(h);
    this.rest = EMPTY;
  }

  update(data) {
    const all = joined(this.rest, data);
    const n = all.length - (all.length % BLOCK);
    this.rest = part(all, n);
    if (n > 0) this.run.update(part(all, 0, n));
  }

  pad() {
    if (this.rest.length > 0) this.run.update(joined(this.rest, EMPTY));
    this.rest = EMPTY;
  }

  // Closes with the two lengths, in bytes.
  digest(a, b) {
    this.pad();
    const block = new %Uint8Array(BLOCK);
    const view = new %DataView(block.buffer);
    %DataViewPrototypeSetBigUint64(view, 0, %BigInt(a) * 8n);
    %DataViewPrototypeSetBigUint64(view, 8, %BigInt(b) * 8n);
    this.run.update(block);
    return this.run.digest();
  }
}

function startBlock(key, iv) {
  if (iv.length === 12) {
    const block = new %Uint8Array(BLOCK);
    %TypedArrayPrototypeSet(block, iv, 0);
    block[15] = 1;
    return block;
  }
  const sum = new Sum(key);
  sum.update(iv);
  return sum.digest(0, iv.length);
}

class Gcm {
  constructor(key, iv, isEncryption) {
    const start = startBlock(key, iv);
    this.isEncryption = isEncryption;
    this.counter = new Counter(key, start, true);
    // The first block of the stream masks the tag.
    this.mask = part(this.counter.update(new %Uint8Array(BLOCK)), 0);
    this.sum = new Sum(key);
    this.extra = 0;
    this.length = 0;
    this.tag = undefined; // computed, or expected
  }

  authenticate(data) {
    this.extra += data.length;
    this.sum.update(data);
  }

  update(data) {
    if (this.length === 0) this.sum.pad();
    this.length += data.length;
    if (!this.isEncryption) this.sum.update(data);
    const out = this.counter.update(data);
    if (this.isEncryption) this.sum.update(out);
    return out;
  }

  final() {
    const tag = this.sum.digest(this.extra, this.length);
    for (let i = 0; i < BLOCK; i++) tag[i] ^= this.mask[i];
    if (this.isEncryption) {
      this.tag = tag;
      return EMPTY;
    }
    const expected = this.tag;
    let difference = expected === undefined ? 1 : 0;
    for (let i = 0; expected !== undefined && i < expected.length; i++)
      difference |= tag[i] ^ expected[i];
    if (difference !== 0)
      throw new %Error("Unsupported state or unable to authenticate data"); //@ Decipheriv.final internal/crypto/cipher:204:29|  const ret = this[kHandle].final();
    return EMPTY;
  }
}

function make(mode, key, iv, isEncryption) {
  switch (mode) {
    case "ctr":
      return new Counter(key, iv, false);
    case "gcm":
      return new Gcm(key, iv, isEncryption);
    case "cbc":
      return new Blocks(key, iv, isEncryption);
    default:
      return new Blocks(key, undefined, isEncryption);
  }
}

module.exports = { make };
