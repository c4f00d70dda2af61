"use strict";
const http = require("node:http");
const net = require("node:net");
const dns = require("node:dns");
const v8 = require("node:v8");
const { promisify, isDeepStrictEqual } = require("node:util");
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
console.log(http.METHODS.length, http.METHODS.join(), Object.entries(http.STATUS_CODES).join(), http.maxHeaderSize);
for (const f of [
  () => http.validateHeaderName("a b"),
  () => http.validateHeaderName("ok-name"),
  () => http.validateHeaderValue("a", undefined),
  () => http.validateHeaderValue("a", "\u0100"),
  () => http.validateHeaderValue("a", "tab\té"),
])
  attempt(f);
for (const s of ["1.2.3.4", "01.2.3.4", "256.1.1.1", "1.2.3", "1.2.3.4.5", "::1", "::", ":", ":::", "1::2::3", "fe80::1%eth0", "fe80::1%", "::ffff:1.2.3.4", "::1.2.3.4", "1.2.3.4::", "::1.2.3", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "12345::", "g::", "::G", "", " 1.2.3.4", null, 5, undefined])
  console.log(s, net.isIP(s), net.isIPv4(s), net.isIPv6(s));
for (const f of [() => dns.lookup("x"), () => dns.lookup(5, () => {}), () => dns.lookup("x", 7, () => {}), () => dns.lookup("", () => {}), () => dns.getDefaultResultOrder() + dns.NOTFOUND + dns.ALL])
  attempt(f);
const call = (...args) => new Promise((done) => dns.lookup(...args, (...r) => done(console.log(...r.map((x) => x?.code ?? x)))));
(async () => {
  await call("localhost", 4);
  await call("127.0.0.1");
  await call("::1");
  await call("LOCALHOST", { family: 4 });
  await call("127.0.0.1", { all: true });
  console.log(await dns.promises.lookup("localhost", 4), await promisify(dns.lookup)("10.0.0.1"));
  console.log(require("dns/promises").lookup === dns.promises.lookup);
})();

const shared = { s: "shared" };
const error = new TypeError("e", { cause: 5 });
error.stack = "stack";
const value = {
  numbers: [0, -0, 1, -5, 1.5, NaN, Infinity, 2 ** 31, -(2 ** 30), 1e300],
  texts: ["", "x", "é", "€uro", "𝄞", "a".repeat(300)],
  others: [undefined, null, true, false, 0n, -5n, 2n ** 70n, -(2n ** 130n)],
  date: new Date(86400000),
  regexp: [/x/g, /é+/dimsuy, /a/v],
  map: new Map([[1, { a: 1 }], ["k", new Map()]]),
  set: new Set([3, "x"]),
  bytes: [Buffer.from("ab"), new Uint8Array([1]), new Uint16Array([1, 2]), new Float64Array([1.5]), new BigInt64Array([5n]), new ArrayBuffer(2)],
  boxed: [Object(1), Object("s"), Object(false), Object(7n)],
  twice: [shared, shared],
  5: "index",
  hole: [1, , 3],
  extra: Object.assign([1], { name: "x" }),
  error,
};
value.self = value;
const bytes = v8.serialize(value);
console.log(bytes.toString("hex"));
console.log(v8.deserialize(bytes));
const back = v8.deserialize(bytes);
console.log(back.self === back, back.twice[0] === back.twice[1], isDeepStrictEqual(back.map, value.map));
for (const f of [
  () => v8.serialize(() => 1),
  () => v8.serialize(Symbol("x")),
  () => v8.serialize(new WeakMap()),
  () => v8.deserialize(5),
  () => v8.deserialize(Buffer.from("ff0f6f", "hex")),
  () => v8.deserialize(v8.serialize("text")),
  () => typeof v8.getHeapStatistics().used_heap_size,
])
  attempt(f);
