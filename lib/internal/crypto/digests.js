"use strict";
// The hash algorithms by OpenSSL's names.

const { blake2b, blake2s } = require("internal/deps/blake2");
const { md5, ripemd160, sha1 } = require("internal/deps/legacy");
const sha2 = require("internal/deps/sha2");
const sha3 = require("internal/deps/sha3");

// [algorithm, names]; a name is found without regard to case.
const table = [
  [md5, "md5 RSA-MD5 md5WithRSAEncryption ssl3-md5"],
  [sha1, "sha1 sha-1 RSA-SHA1 RSA-SHA1-2 sha1WithRSAEncryption ssl3-sha1"],
  [sha2.sha224, "sha224 sha-224 sha2-224 RSA-SHA224 sha224WithRSAEncryption"],
  [sha2.sha256, "sha256 sha-256 sha2-256 RSA-SHA256 sha256WithRSAEncryption"],
  [sha2.sha384, "sha384 sha-384 sha2-384 RSA-SHA384 sha384WithRSAEncryption"],
  [sha2.sha512, "sha512 sha-512 sha2-512 RSA-SHA512 sha512WithRSAEncryption"],
  [
    sha2.sha512_224,
    "sha512-224 sha-512/224 sha2-512/224 RSA-SHA512/224 sha512-224WithRSAEncryption",
  ],
  [
    sha2.sha512_256,
    "sha512-256 sha-512/256 sha2-512/256 RSA-SHA512/256 sha512-256WithRSAEncryption",
  ],
  [sha3.sha3_224, "sha3-224 RSA-SHA3-224 id-rsassa-pkcs1-v1_5-with-sha3-224"],
  [sha3.sha3_256, "sha3-256 RSA-SHA3-256 id-rsassa-pkcs1-v1_5-with-sha3-256"],
  [sha3.sha3_384, "sha3-384 RSA-SHA3-384 id-rsassa-pkcs1-v1_5-with-sha3-384"],
  [sha3.sha3_512, "sha3-512 RSA-SHA3-512 id-rsassa-pkcs1-v1_5-with-sha3-512"],
  [sha3.shake128, "shake128 shake-128"],
  [sha3.shake256, "shake256 shake-256"],
  [
    ripemd160,
    "ripemd160 ripemd ripemd-160 rmd160 RSA-RIPEMD160 ripemd160WithRSA",
  ],
  [blake2b, "blake2b512 blake2b-512"],
  [blake2s, "blake2s256 blake2s-256"],
];

const byName = new %Map();
const names = [];
for (let i = 0; i < table.length; i++) {
  const own = %StringPrototypeSplit(table[i][1], " ");
  for (let k = 0; k < own.length; k++) {
    %ArrayPrototypePush(names, own[k]);
    %MapPrototypeSet(byName, %StringPrototypeToLowerCase(own[k]), table[i][0]);
  }
}
%ArrayPrototypeSort(names);

// undefined if there is none.
function find(name) {
  return %MapPrototypeGet(byName, %StringPrototypeToLowerCase(name));
}

function isExtendable(algorithm) {
  return algorithm === sha3.shake128 || algorithm === sha3.shake256;
}

function invalidDigest(name) {
  const { nativeError } = require("internal/crypto/bytes");
  return nativeError(
    %TypeError,
    "ERR_CRYPTO_INVALID_DIGEST",
    `Invalid digest: ${name}`,
  );
}

// The same, an error if there is none.
function get(name) {
  const found = find(name);
  if (found === undefined) throw invalidDigest(name);
  return found;
}

module.exports = { find, get, invalidDigest, isExtendable, names };
