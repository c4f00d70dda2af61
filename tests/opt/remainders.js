// Remainders of what is an integer in all likelihood are integers, too: hashes and Euclid's algorithm stay out of doubles.
// RUN: %jsc -O2 --emit=ir %s -o - | FileCheck %s
// RUN: %jsc -O2 %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// CHECK: fn{{[0-9]+}} "gcd"
// CHECK-NOT: mod_f64
// CHECK: fn{{[0-9]+}} "hash"
// CHECK-NOT: mod_f64
// CHECK: fn{{[0-9]+}} "fractions"
// CHECK: mod_f64
function gcd(a, b) {
  while (b) {
    const t = a % b;
    a = b;
    b = t;
  }
  return a;
}
function hash(text) {
  let a = 1;
  for (let i = 0; i < text.length; i++) a = (a * 31 + text.charCodeAt(i)) % 1000003;
  return a;
}
function fractions(n) {
  let a = 0.5;
  for (let i = 0; i < n; i++) a = (a * 1.5 + i) % 10.25;
  return a;
}
// What leaves int32, zeros with a sign and divisors of zero.
function chain(x, by, n) {
  const all = [];
  for (let i = 0; i < n; i++) all.push((x = (x * 1103515245 + 12345) % by));
  return all;
}
let sum = 0;
for (let i = 1; i < 500; i++) sum += gcd(i, 360360);
console.log(hash('hello world'.repeat(99)), sum, gcd(-4, 2), gcd(0.75, 0.5), gcd('12', 18), fractions(50));
console.log(chain(1, 2147483648, 9), chain(-7, 5, 9), chain(-4, 4, 3), chain(3, 0, 2), chain(2 ** 40, -97, 5));
let z = -6;
for (let i = 0; i < 3; i++) console.log(Object.is((z = z % 3), -0));
