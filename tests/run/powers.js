// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Powers of literals, of which those of two are known at compile time.
console.log(2 ** 0, 2 ** 1, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 1023, 2 ** 1024, 2 ** 0.5, 2 ** 1e9, 2 ** 0x10);
console.log(2 ** -1, (-2) ** 31, -(2 ** 31), 2 ** 3 ** 2, 10 ** 2, 0 ** 0, 2n ** 70n);
let x = 5; x **= 2;
console.log(x, (2 ** 31) | 0, (2 ** 32) >>> 0, (2 ** 32 - 1) | 0);
