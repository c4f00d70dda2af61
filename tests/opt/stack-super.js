// RUN: %jsc -O2 %s -o %t && %t | FileCheck %s
// A method that is inlined and calls another by super keeps its frame.
class A {
  m() {
    return new Error("x").stack;
  }
}
class B extends A {
  n() {
    return super.m();
  }
}
console.log(new B().n());
// CHECK: at B.m
// CHECK-NEXT: at B.n
