// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// A computed property of the global object may be BigInt.
const big = globalThis["Big" + "Int"];
console.log(big(2) ** big(70), (big(7) - big(10)) / big(2), -big(3), typeof (big(1) * big(1)));
let n = big(1);
for (let i = 0; i < 40; i++) n = n * big(3) - big(i);
console.log(n, n & big(255), n % big(1000), ~n);
