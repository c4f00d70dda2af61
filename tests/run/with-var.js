// RUN: %jsc %level %s -o %t && %t | FileCheck %s --match-full-lines
// A `var` with an initialiser in the body of a `with` resolves its name first (ES 14.3.2.1; V8 does so last).
const o = { a: 1, b: 2, c: 3 };
with (o) {
  var a = delete o.a, [b] = [delete o.b], d = delete o.c;
}
// CHECK: { a: true } undefined true true
console.log(o, a, b, d);
