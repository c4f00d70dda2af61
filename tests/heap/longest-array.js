// RUN: %jsc %s -o %t && %t | FileCheck %s
// Plain arrays are joined up to 2^27 elements, as in V8, and refused beyond.
const big = new Array(2 ** 26).fill(0);
console.log(big.concat(big).length);
try {
  big.concat(big, [1]);
} catch (e) {
  console.log(String(e));
}
// CHECK: 134217728
// CHECK-NEXT: RangeError: Invalid array length
