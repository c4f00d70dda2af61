// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O0 %s -o %t && %t > %t.out && diff %t.ref %t.out
// BigInts of one digit have operations of their own: every operation around the limits of one and of two digits.
"use strict";
const edges = [0n];
for (const bits of [1n, 2n, 31n, 32n, 33n, 53n, 62n, 63n, 64n, 65n, 127n, 128n, 129n])
  for (const by of [-2n, -1n, 0n, 1n, 2n]) edges.push((1n << bits) + by, -(1n << bits) + by);
edges.push(0xffffffffffffffffn, -0xffffffffffffffffn, 31n, 1000003n, -31n, 12345678901234567890n);
const operations = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  eq: (a, b) => a == b,
  same: (a, b) => a === b,
};
for (const [name, f] of Object.entries(operations)) {
  let hash = 0n, errors = 0;
  for (const a of edges)
    for (const b of edges) {
      let r;
      try {
        r = f(a, b);
      } catch (e) {
        errors++;
        r = BigInt(e.message.length);
      }
      hash = (hash * 1000003n + BigInt(r)) % (1n << 200n);
    }
  console.log(name, hash, errors);
}
for (const count of [-130n, -65n, -64n, -63n, -1n, 0n, 1n, 31n, 32n, 62n, 63n, 64n, 65n, 128n]) {
  let left = 0n, right = 0n;
  for (const a of edges) {
    left = (left * 31n + (a << count)) % (1n << 300n);
    right = (right * 31n + (a >> count)) % (1n << 300n);
  }
  console.log(count, left, right);
}
for (const a of edges.slice(0, 40)) {
  let x = a;
  console.log(-a, ~a, ++x, --x, --x, BigInt.asIntN(64, a), BigInt.asUintN(64, a), BigInt.asIntN(5, a), a.toString(16), Number(a));
}
for (const d of [0, -0, 1, -1, 2 ** 31, 2 ** 53, -(2 ** 53), 2 ** 62, 2 ** 63, -(2 ** 63), 2 ** 63 + 2048, 2 ** 64, -(2 ** 64), 2 ** 100, 1e308])
  console.log(BigInt(d), BigInt(d) == d, BigInt(d) < d, 1n < d);
for (const d of [1.5, NaN, Infinity])
  try {
    console.log(BigInt(d));
  } catch (e) {
    console.log(e.message);
  }
let a = 0n;
for (let i = 0; i < 20000; i++) a = (a * 31n + BigInt(i)) % 1000003n;
console.log(a);
const made = new Map();
for (let i = 0n; i < 2000n; i++) made.set(i * i, i); // keys by value, through collections
console.log(made.get(1999n * 1999n), made.has(3n), made.get(0n));
try {
  console.log(1n + 1);
} catch (e) {
  console.log(e.message);
}
