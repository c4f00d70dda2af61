// RUN: %jsc -O0 --emit=ir -o - %s | FileCheck %s
// Only captured and changed variables get a Box; functions of a module are constants; a module's variables are slots.
// CHECK-LABEL: "box" params
// CHECK: box_new
// CHECK: closure
function box() { let n = 0; return () => n++; }
// CHECK-LABEL: "copy" params
// CHECK-NOT: box_new
// CHECK: closure
function copy() { const n = top(); return () => n; }
// CHECK-LABEL: "power" params
// CHECK: const_val 4294967296
// CHECK-NEXT: ret
function power() { return 2 ** 32; }
// CHECK-LABEL: "top" params
// CHECK: slot_get
// CHECK-NEXT: check_tdz "late"
function top() { return late; }
let late = 1;
late = box() && copy();
power();
