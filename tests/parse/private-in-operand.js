// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// RUN: %not %jsc %S/Inputs/private-in-sum.js -o %t 2>&1 | FileCheck %s --check-prefix=ERROR
// `#x in o` is an operand of what binds less than `in`.
class A {
  #x;
  static has(o) { return o && #x in o; }
  static or(o) { return !o || #x in o; }
  static same(o) { return true === #x in o; }
  static bits(o) { return 2 | #x in o; }
  static not(o) { return (o ?? #x in o) && !(#x in o) && #x in o == false; }
}
// CHECK: true true true 3
console.log(A.has(new A()), A.or(new A()), A.same(new A()), A.bits(new A()));
// CHECK: false true false 2 true
console.log(A.has({}), A.or(null), A.same({}), A.bits({}), A.not({}));
// ERROR: private-in-sum.js:1:{{[0-9]+}}: error: unexpected
