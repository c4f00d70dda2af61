// RUN: %jsc -O2 --emit=ir -o %t.ir %s && cat %t.ir %t.ir | FileCheck %s
// A loop over what may be an array or a typed array, in a program that has both: its complete version is not cold.
// (The code twice: to find the block that the test leads to, which stands before the test.)
// CHECK: = is_array v0{{$}}
// CHECK-NEXT: branch {{v[0-9]+}}, {{b[0-9]+}}, [[COMPLETE:b[0-9]+]]
// CHECK: "sum" params
// CHECK: {{^}}[[COMPLETE]]:
// CHECK-SAME: {{b[0-9]+$}}
function sum(a, n) {
  let s = 0;
  for (let i = 0; i < n; i++) s += (i + 1) * a[i];
  return s;
}
console.log(sum([1, 2, 3], 3), sum(new Float64Array(3).fill(1), 3));
