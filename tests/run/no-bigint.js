// RUN: %jsc -O2 %s -o %t && %t | FileCheck %s
// A program that names nothing that makes a BigInt is compiled without them. One that gets at them by a name that it puts
// together gets an error from the first operator that meets one, never a wrong number.
const part = ["Bi", "g", "I", "nt", "64"];
const read = new DataView(new ArrayBuffer(8))["get" + part.join("")].bind(new DataView(new ArrayBuffer(8)));
const attempts = [
  (x, y) => (x - y) / 3, (x, y) => (x * y) | 0, (x) => -x, (x) => ~x, (x) => { x++; return x * 0.5; }, (x, y) => [x + y][0] - 1,
  (x) => Math.sqrt(x), (x) => x / 2, (x, y) => x & y, (x, y) => x ** y,
];
for (const f of attempts) {
  try {
    console.log("no error", f(read(0), read(0)));
  } catch (e) {
    console.log(e instanceof TypeError);
  }
}
console.log(typeof read(0), read(0) === read(0), read(0) == 0, read(0) < 1, String(read(0)), attempts[0](9, 3));
// CHECK-NOT: no error
// CHECK-COUNT-10: true
// CHECK-NEXT: {{big}}int true true true 0 2
