// RUN: %jsc -O2 %s -o %t && %t | FileCheck %s
// ToInt32 of a product with 0 whose other factor is any number: no tree of 32-bit integers.
const read = new DataView(new ArrayBuffer(8))["get" + "Float64"].bind(new DataView(new ArrayBuffer(8)));
const f = (x) => (x * 0) | 0;
const g = (x, y) => (x * 0 + y * 3) | 0;
// CHECK: 0 0 0 0
console.log(f(read(0)), f(3.5), f(Infinity), f(NaN));
// CHECK: 4 -3 0
console.log(g(read(0), 1.5), g(2 ** 60, -1), g(Infinity, 1));
