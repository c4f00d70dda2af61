"use strict";
const crypto = require("node:crypto");
const { promisify } = require("node:util");
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message, Object.keys(e).join());
  }
};
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * 7 + (i >> 3)) & 255));
const names = "md5 sha1 SHA224 sha256 sha384 sha512 sha512-224 sha512-256 sha3-224 sha3-256 sha3-384 sha3-512 ripemd160 rmd160 blake2b512 blake2s256 RSA-SHA256 sha-1";
for (const name of names.split(" ")) {
  const h = crypto.createHash(name);
  for (const n of [0, 1, 55, 56, 63, 64, 65, 111, 112, 128, 129, 144, 300])
    h.update(bytes.subarray(0, n)).update(h.copy().digest());
  const mac = crypto.createHmac(name, bytes.subarray(0, 200)).update("é").digest("base64");
  console.log(name, h.digest("hex"), mac, crypto.hash(name, "x", "base64url"));
}
for (const outputLength of [0, 5, 200])
  console.log(crypto.createHash("shake256", { outputLength }).update("a").digest("hex"));
console.log(crypto.createHash("md5").update("ÿé", "latin1").update("6162", "hex").update(new Uint16Array([1, 2])).digest());
const stream = crypto.createHash("sha256");
stream.on("readable", () => { const d = stream.read(); if (d) console.log("stream", d.toString("hex")); });
stream.write("abc");
stream.end("def");
crypto.createHmac("sha1", "k").setEncoding("hex").on("data", (d) => console.log("hmac", d)).end("x");

const key = bytes.subarray(0, 32);
for (const bits of [128, 192, 256])
  for (const mode of ["ecb", "cbc", "ctr", "gcm"]) {
    const name = `aes-${bits}-${mode}`;
    const k = key.subarray(0, bits / 8);
    const iv = mode === "ecb" ? null : bytes.subarray(50, mode === "gcm" ? 62 : 66);
    const e = crypto.createCipheriv(name, k, iv);
    if (mode === "gcm") e.setAAD(Buffer.from("extra"));
    const parts = [0, 1, 15, 16, 17, 40, 100].map((n) => e.update(bytes.subarray(0, n)));
    const all = Buffer.concat([...parts, e.final()]);
    console.log(name, parts.map((p) => p.length).join(), all.toString("hex"));
    const d = crypto.createDecipheriv(name, k, iv);
    if (mode === "gcm") {
      const tag = e.getAuthTag();
      console.log(tag);
      d.setAAD(Buffer.from("extra")).setAuthTag(tag);
    }
    const back = [all.subarray(0, 20), all.subarray(20, 48), all.subarray(48)].map((p) => d.update(p));
    console.log(back.map((p) => p.length).join(), Buffer.concat([...back, d.final()]).equals(Buffer.concat([0, 1, 15, 16, 17, 40, 100].map((n) => bytes.subarray(0, n)))));
  }
const c = crypto.createCipheriv("aes128", "0123456789abcdef", "0123456789abcdef");
const text = c.update("grüße € ✓", "utf8", "base64") + c.final("base64");
const d = crypto.createDecipheriv("AES-128-CBC", "0123456789abcdef", "0123456789abcdef");
console.log(text, d.update(text, "base64", "utf8") + d.final("utf8"));
const g = crypto.createCipheriv("aes-256-gcm", key, bytes.subarray(0, 20), { authTagLength: 12 });
console.log(g.update("a", "utf8", "hex"), g.final("hex"), g.getAuthTag());
const raw = crypto.createCipheriv("aes-128-cbc", key.subarray(0, 16), key.subarray(16)).setAutoPadding(false);
console.log(raw.update(bytes.subarray(0, 32), null, "hex"), raw.final());
const zero = (n) => Buffer.alloc(n);
for (const f of [
  () => crypto.createHash("foo"),
  () => crypto.createHash(5),
  () => crypto.createHash("sha256").update(5),
  () => crypto.createHash("sha256", { outputLength: 5 }),
  () => { const h = crypto.createHash("md5"); h.digest(); h.digest(); },
  () => { const h = crypto.createHash("md5"); h.digest(); h.copy(); },
  () => crypto.createHmac("foo", "k"),
  () => crypto.createHmac("md5"),
  () => crypto.hash("foo", "a"),
  () => crypto.timingSafeEqual(zero(1), zero(2)),
  () => crypto.timingSafeEqual("a", "a"),
  () => crypto.timingSafeEqual(zero(3), new Uint8Array(3)),
  () => crypto.pbkdf2Sync("a", "b", 0, 5, "md5"),
  () => crypto.pbkdf2Sync("a", "b", 1, 5, "foo"),
  () => crypto.pbkdf2Sync("a", "b", 1, 5),
  () => crypto.pbkdf2Sync("pässword", bytes, 3, 70, "sha512").toString("hex"),
  () => crypto.scryptSync("a", "b", 5, { N: 3 }),
  () => crypto.scryptSync("a", "b", 5, { N: 1 << 20 }),
  () => crypto.scryptSync("a", "salt", 40, { N: 16, r: 2, p: 2 }).toString("hex"),
  () => crypto.hkdfSync("sha256", "k", "s", "i", 70),
  () => crypto.hkdfSync("sha512", "k", "", "", 10),
  () => crypto.hkdfSync("sha256", "k", "s", "i", 50000),
  () => crypto.randomBytes(-1),
  () => crypto.randomInt(5, 5),
  () => crypto.randomInt(0, 2 ** 49),
  () => crypto.randomInt(1.5),
  () => crypto.randomFillSync("a"),
  () => crypto.randomFillSync(zero(4), 2, 5),
  () => crypto.getRandomValues(new Float32Array(1)),
  () => crypto.getRandomValues(new Uint8Array(65537)),
  () => crypto.randomUUID(5),
  () => crypto.createCipheriv("foo", "k", "i"),
  () => crypto.createCipheriv("aes-128-cbc", zero(16), "i"),
  () => crypto.createCipheriv("aes-128-cbc", zero(15), zero(16)),
  () => crypto.createDecipheriv("aes-128-cbc", zero(16), zero(16)).final(),
  () => { const x = crypto.createDecipheriv("aes-128-cbc", zero(16), zero(16)); x.update(zero(16)); x.final(); },
  () => { const x = crypto.createCipheriv("aes-128-cbc", zero(16), zero(16)); x.final(); x.final(); },
  () => { const x = crypto.createCipheriv("aes-128-cbc", zero(16), zero(16)); x.final(); x.update("a"); },
  () => crypto.createCipheriv("aes-128-gcm", zero(16), zero(12)).getAuthTag(),
  () => crypto.createDecipheriv("aes-128-gcm", zero(16), zero(12)).final(),
  () => crypto.createDecipheriv("aes-128-gcm", zero(16), zero(12)).setAuthTag(zero(3)),
  () => crypto.createDecipheriv("aes-128-gcm", zero(16), zero(12)).setAuthTag(zero(16)).final(),
  () => crypto.createCipheriv("aes-128-cbc", zero(16), zero(16)).setAAD(zero(1)),
  () => crypto.getCipherInfo("aes256"),
  () => crypto.getCipherInfo("AES-128-GCM"),
  () => crypto.getHashes().includes("sha256") && crypto.getCiphers().includes("aes-192-ctr"),
])
  attempt(f);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
console.log(uuid.exec(crypto.randomUUID())[1], uuid.exec(crypto.randomUUIDv7())[1], crypto.randomUUID() !== crypto.randomUUID());
const ints = new Set(Array.from({ length: 200 }, () => crypto.randomInt(3, 6)));
console.log([...ints].sort(), crypto.randomBytes(5).length, crypto.randomBytes(20).equals(crypto.randomBytes(20)));
const filled = new Uint32Array(3);
console.log(crypto.randomFillSync(filled, 1, 1) === filled, filled[0], filled[2], crypto.getRandomValues(filled) === filled);
const own = globalThis.crypto;
console.log(own === crypto.webcrypto, String(own), own.getRandomValues(new Uint8Array(2)).length, crypto.constants.RSA_PKCS1_PADDING);
(async () => {
  console.log(Buffer.from(await own.subtle.digest("SHA-256", Buffer.from("abc"))).toString("hex"));
  console.log((await promisify(crypto.randomBytes)(4)).length, await promisify(crypto.randomInt)(1));
  const call = (name, ...args) =>
    new Promise((done) => crypto[name](...args, (e, r) => done(console.log(name, e, r.length ?? r))));
  await call("pbkdf2", "a", "b", 2, 8, "sha1");
  await call("scrypt", "a", "b", 8, { N: 2 });
  await call("hkdf", "sha1", "a", "b", "c", 8);
  await call("randomFill", Buffer.alloc(3));
})();
