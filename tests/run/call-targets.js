// Calls as assignment targets in sloppy code fail when they run, before the right side is evaluated (ES 13.15.1,
// AssignmentTargetType web-compat). Messages as Node's.
// RUN: %jsc -O0 %s -o %t && %t | FileCheck %s
// RUN: %jsc -O2 %s -o %t && %t | FileCheck %s
// RUN: (%jsc %S/Inputs/call-targets-refused.js -o %t 2>&1 || echo status $?) | FileCheck %s --check-prefix=REFUSED
function f(...args) {
  console.log('f', ...args);
  return { valueOf: () => console.log('valueOf') };
}
function g() {
  console.log('g');
}
function async() {}
const show = (run) => {
  try {
    run();
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
// prettier-ignore
const runs = [
  () => { f() = g(); },
  () => { f(1, ...[2, 3],) += g(); },
  () => { f( /* none */ )++; },
  () => { --f((1, 2)); },
  () => { for (f(1) of [1, 2]) g(); },
  () => { for (f((1), x => x) in { a: 1 }) g(); },
  () => { (f(`${1}...`)) **= g(); },
  () => { async() = 1; },
];
runs.forEach(show);
// CHECK: f{{$}}
// CHECK-NEXT: ReferenceError: Invalid left-hand side in assignment
// CHECK-NEXT: f 1 2 3
// CHECK-NEXT: ReferenceError: Invalid left-hand side in assignment
// CHECK-NEXT: f{{$}}
// CHECK-NEXT: ReferenceError: Invalid left-hand side expression in postfix operation
// CHECK-NEXT: f 2
// CHECK-NEXT: ReferenceError: Invalid left-hand side expression in prefix operation
// CHECK-NEXT: f 1
// CHECK-NEXT: ReferenceError: Invalid left-hand side in for-loop
// CHECK-NEXT: f 1 [Function (anonymous)]
// CHECK-NEXT: ReferenceError: Invalid left-hand side in for-loop
// CHECK-NEXT: f 1...
// CHECK-NEXT: ReferenceError: Invalid left-hand side in assignment
// CHECK-NEXT: ReferenceError: Invalid left-hand side in assignment
// CHECK-NOT: {{.}}
// REFUSED: call-targets-refused.js:2:1: error: invalid assignment target
// REFUSED: call-targets-refused.js:3:1: error: invalid assignment target
// REFUSED: call-targets-refused.js:4:7: error: unexpected token '='
// REFUSED: status 1
