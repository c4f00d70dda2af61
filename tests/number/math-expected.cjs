// Prints what the reference Node's Math makes of random and special numbers, for math-compare.c:
//   node math-expected.cjs COUNT [SEED] [FUNCTION...] | math-compare
// Records of 32 bytes: the function's number in math-functions.def as a double, x, y, the result.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const count = Number(process.argv[2] ?? 20000);
let state = BigInt(process.argv[3] ?? 1) * 0x9e3779b97f4a7c15n;
const only = process.argv.slice(4);

const table = fs.readFileSync(path.join(__dirname, 'math-functions.def'), 'utf8');
const functions = [...table.matchAll(/^MATH_FUNCTION\((\w+), (\d)\)/gm)].map((m) => [m[1], Number(m[2])]);
const operators = {
  fmod: (x, y) => x % y,
  to_int32: (x) => x | 0,
  pow_operator: (x, y) => x ** y,
};

// xorshift on two 32-bit halves
let a = Number(BigInt.asUintN(32, state)) | 1;
let b = Number(BigInt.asUintN(32, state >> 32n)) | 1;
function next() {
  let t = a;
  a = b;
  t ^= t << 13;
  t ^= t >>> 17;
  t ^= b ^ (b << 5);
  b = t | 0;
  return (Math.imul(b, 0x9e3779b1) ^ (b >>> 15)) >>> 0;
}
const words = new Uint32Array(2);
const view = new Float64Array(words.buffer);
const uniform = () => next() / 2 ** 32 + next() / 2 ** 64;
function anyBits() {
  words[0] = next();
  words[1] = next();
  return view[0];
}
function nudge(x) {
  view[0] = x;
  words[0] ^= next() & 15;
  return view[0];
}

const specials = [
  0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, NaN, Infinity, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE,
  -Number.MIN_VALUE, 2.2250738585072014e-308, 2 ** -28, 2 ** -27, 2 ** -54, 2 ** 52, 2 ** 53, 2 ** 31, 2 ** 32, -(2 ** 31),
  4294967295, 1e21, Math.PI, Math.PI / 2, Math.PI / 4, Math.E, Math.LN2, Math.SQRT2, Math.SQRT1_2, 0.1, 10, 100, 22,
  709.782712893384, -745.1332191019412, 710.4758600739439, 0.975, 0.9999999999999999, 1.0000000000000002, 1.5, 2.5, -1.5,
  0.49999999999999994, 65504, 65519.99, 65520, 6.1e-5, 5.96e-8, 2.98e-8, 105414350, 411774, 823549.6645,
];

function sample() {
  switch (next() % 12) {
    case 0:
      return anyBits();
    case 1:
      return uniform() * 2 - 1;
    case 2:
      return (uniform() - 0.5) * 8;
    case 3:
      return (uniform() - 0.5) * 1500;
    case 4:
      return (uniform() - 0.5) * 2 ** (next() % 60);
    case 5:
      return nudge((next() % 100000) * (Math.PI / 4));
    case 6:
      return (next() % 2000) - 1000;
    case 7:
      return nudge(1 + (next() % 7) / 4);
    case 8:
      return (uniform() * 2 - 1) * 2 ** -(next() % 80);
    case 9:
      return uniform() * 2 ** ((next() % 2040) - 1020);
    case 10:
      return ((next() % 4000) - 2000) / 2;
    default:
      return uniform() * 30;
  }
}

const out = new Float64Array(4 * 4096);
let used = 0;
function flush() {
  let bytes = new Uint8Array(out.buffer, 0, used * 8);
  while (bytes.length) {
    try {
      bytes = bytes.subarray(fs.writeSync(1, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
  used = 0;
}
functions.forEach(([name, arity], index) => {
  if (only.length && !only.includes(name)) return;
  const f = operators[name] ?? Math[name];
  for (let i = 0; i < count; i++) {
    const x = i < specials.length ** arity ? specials[i % specials.length] : sample();
    let y = 0;
    if (arity === 2) {
      if (i < specials.length ** 2) y = specials[Math.floor(i / specials.length)];
      else y = next() % 4 ? sample() : (next() % 60) / 2 - 10;
    }
    out[used] = index;
    out[used + 1] = x;
    out[used + 2] = y;
    out[used + 3] = f(x, y);
    used += 4;
    if (used === out.length) flush();
  }
});
flush();
