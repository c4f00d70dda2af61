"use strict";
// KeyObject for symmetric keys: createSecretKey. Keys of other kinds are refused.

const {
  invalidArgType,
  invalidArgValue,
  unsupported,
} = require("internal/errors");
const { secrets, viewed } = require("internal/crypto/bytes");

const own = {}; // makes a key of this library's

class KeyObject {
  #type;

  constructor(type, bytes) {
    if (type !== "secret" && type !== "public" && type !== "private")
      throw invalidArgValue("type", type);
    if (bytes === null || typeof bytes !== "object" || bytes.own !== own)
      throw invalidArgType("handle", "object", bytes);
    this.#type = type;
    %WeakMapPrototypeSet(secrets, this, bytes.bytes);
  }

  get type() {
    return this.#type;
  }

  toCryptoKey() {
    throw unsupported("KeyObject.toCryptoKey");
  }

  equals(other) {
    if (!(other instanceof KeyObject))
      throw invalidArgType("otherKeyObject", "KeyObject", other);
    const mine = %WeakMapPrototypeGet(secrets, this);
    return mine.equals(%WeakMapPrototypeGet(secrets, other));
  }
}
%ObjectDefineProperty(KeyObject.prototype, %SymbolToStringTag, {
  __proto__: null,
  value: "KeyObject",
  configurable: true,
});

class SecretKeyObject extends KeyObject {
  get symmetricKeySize() {
    return %WeakMapPrototypeGet(secrets, this).length;
  }

  export(options = undefined) {
    const { Buffer } = require("buffer");
    const bytes = %WeakMapPrototypeGet(secrets, this);
    if (options === undefined) return Buffer.from(bytes);
    if (options === null || typeof options !== "object")
      throw invalidArgType("options", "object", options);
    const format = options.format;
    if (format === "jwk") return { kty: "oct", k: bytes.toString("base64url") };
    if (format !== undefined && format !== "buffer")
      throw invalidArgValue(
        "options.format",
        format,
        "must be one of: undefined, 'buffer', 'jwk'",
      );
    return Buffer.from(bytes);
  }
}

function createSecretKey(key, encoding = undefined) {
  const { Buffer } = require("buffer");
  const bytes =
    typeof key === "string" ? Buffer.from(key, encoding) : viewed(key);
  if (bytes === undefined)
    throw invalidArgType(
      "key",
      ["ArrayBuffer", "Buffer", "TypedArray", "DataView"],
      key,
    );
  return new SecretKeyObject("secret", { own, bytes: Buffer.from(bytes) });
}

module.exports = { KeyObject, createSecretKey };
