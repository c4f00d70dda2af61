// BigInt: operators and functions; the expected output is Node's. Arithmetic is tested in tests/number.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
'use strict';
const message = (f) => {
  try {
    return String(f());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const values = [0n, 1n, -1n, 255n, -256n, 2n ** 64n, -(2n ** 63n), 123456789012345678901234567890n];
for (const a of values) {
  console.log(String(a), a.toString(16), a.toString(36), Number(a), typeof a, !a, -a === 0n - a, String(~a), a.toLocaleString());
  console.log(values.map((b) => `${a + b} ${a - b} ${a * b} ${b ? a / b : '-'} ${b ? a % b : '-'}`).join('; '));
  console.log(values.map((b) => `${a & b} ${a | b} ${a ^ b} ${a < b} ${a == b} ${a >= b}`).join('; '));
  console.log(`${a << 70n} ${a >> 3n} ${a << -2n} ${BigInt.asIntN(8, a)} ${BigInt.asUintN(8, a)} ${BigInt.asUintN(64, a)} ${a ** 3n}`);
}
console.log(String(BigInt('0xff')), String(BigInt(' 12 ')), String(BigInt('')), String(BigInt(true)), String(BigInt(2 ** 60)));
console.log(1n < 1.5, 2n > 1, 1n == 1, 1n === 1, 1n == '1', 2n > '1', 10n > NaN, 0n == '', String(Object(5n) + 1n));
console.log(message(() => 1n + 1), message(() => +1n), message(() => BigInt(1.5)), message(() => BigInt('1.5')));
console.log(message(() => 1n / 0n), message(() => 2n ** -1n), message(() => new BigInt(1)), message(() => BigInt(undefined)));
console.log(message(() => BigInt.prototype.toString.call(1)), message(() => 1n >>> 0n), message(() => Math.max(1n)));
console.log(message(() => BigInt.asIntN(-1, 1n)), message(() => 5n.toString(1)), message(() => JSON.stringify({ a: 1n })));
let n = 1n;
for (let i = 1n; i <= 200n; i++) n *= i;
console.log(String(n), n.toString(2).length, Number(n), parseInt('12n'), Number.parseFloat(String(n)));
let i = 5n;
i++;
i += 2n;
i **= 2n;
console.log(String(i), String(i--), String(i), Object.prototype.toString.call(1n), BigInt.prototype[Symbol.toStringTag]);
