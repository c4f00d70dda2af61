// The Math object; the expected output is Node's. Accuracy is tested in tests/number.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
'use strict';
const inputs = [0, -0, 1, -1, 0.5, 2.5, -2.5, 1e10, -1e-10, 710, NaN, Infinity, -Infinity, 4294967296.5];
const text = (x) => (Object.is(x, -0) ? '-0' : String(x));
// sumPrecise, which the reference Node does not have, is in builtin-es2026.mjs
for (const name of Object.getOwnPropertyNames(Math).filter((n) => n !== 'sumPrecise')) {
  const f = Math[name];
  if (typeof f !== 'function') console.log(name, f);
  else if (name !== 'random' && f.length === 1) console.log(name, f.length, inputs.map((x) => text(f(x))).join(' '));
  else if (name !== 'random') console.log(name, f.length, inputs.map((x) => text(f(x, 3)) + ',' + text(f(2, x))).join(' '));
}
console.log(Math.max(), Math.min(), Math.max(1, 2, 3, '4'), text(Math.min(0, -0)), Math.max(NaN, 1), Math.hypot(), Math.hypot(3, 4, 12));
console.log(Math.max(...[5, 1, 9, 7, 3]), Math.min.apply(null, [5, 1, 9]), Math.imul(0xffffffff, 5), Math.clz32('1'));
let low = 1;
let high = 0;
for (let i = 0; i < 10000; i++) {
  const x = Math.random();
  if (x < low) low = x;
  if (x > high) high = x;
}
console.log(low >= 0 && low < 0.01, high < 1 && high > 0.99);
console.log(Object.prototype.toString.call(Math), typeof Math, Object.getOwnPropertyDescriptor(Math, 'PI').writable);
console.log(2 ** 10, 2 ** -1, (-8) ** (1 / 3), 10 ** 308, 7 % -3, -7 % 3, 5.5 % 2, 2 ** 0.5, 1e300 % 7);
console.log(5 | 0, 4294967295 | 0, 1e20 | 0, -1 >>> 0, 2.9 ^ 1, ~~-3.7, 1 << 31, NaN | 0, 2 ** 53 | 1);
