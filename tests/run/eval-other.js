// RUN: %jsc %level --proper-tail-calls --script %s -o %t && %t | FileCheck %s --match-full-lines
// eval(…) where the name is another function's: in `with` its receiver is the object, and in strict code it may be a tail call.
const object = { eval(x) { return this === object && x; } };
let result;
with (object) { result = eval(5); }
// CHECK: 5
console.log(result);
function count(eval_, n) {
  with ({ eval: eval_ }) {
    return (function strict(n) { 'use strict'; return n ? eval(n - 1) : 'end'; })(n);
  }
}
let self;
with ({ get eval() { return self; } }) self = function (n) { 'use strict'; return n ? eval(n - 1) : 'end'; };
// CHECK-NEXT: end
console.log(self(1e6));
// CHECK-NEXT: 7 3
console.log(count((n) => n + 7 - 2, 3), (function () { 'use strict'; return eval('1 + 2'); })());
