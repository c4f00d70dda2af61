// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// Texts that only mention typed arrays and big integers name nothing that a program could change.
// CHECK: typed_get_f64
// CHECK: mul_f64
function last(n) {
  const a = new Float64Array(n);
  for (let i = 0; i < n; i++) a[i] = i / 2;
  return a[n - 1] * 2;
}
console.log(last(4), "[object Array]", "isArray", "no Float64Array", "Cannot mix BigInt and other types");
