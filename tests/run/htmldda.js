// RUN: %jsc %level --test262 --script %s -o %t && %t | FileCheck %s
// An object like document.all: undefined to typeof, falsy, equal to null, and callable all the same.
// CHECK: undefined false true true true null
const all = $262.IsHTMLDDA;
$262.gc();
print(typeof all, !!all, all == null, all !== undefined, (all ?? 1) === all, all());
// CHECK-NEXT: 7 true
print(all ? 6 : 7, typeof all === "undefined");
