// RUN: %not %jsc --emit=ast %s -o - 2>&1 | FileCheck %s
// All errors of a file in one go, each with its place and the line.
let a = 1;
let a = 2;
// CHECK: errors.js:4:5: error: identifier 'a' has already been declared
// CHECK-NEXT: let a = 2;
// CHECK-NEXT: {{^ +\^$}}
const c;
// CHECK: :8:7: error: missing initializer in 'const' declaration
function f(x, { y }, x) {}
// CHECK: :10:22: error: duplicate parameter name 'x'
class A { constructor() { super(); } #p; #p; }
// CHECK: :12:27: error: 'super' call outside of a derived class's constructor
// CHECK: :12:42: error: private name '#p' has already been declared
break;
// CHECK: :15:1: error: 'break' outside of a loop or switch
l: while (1) continue m;
// CHECK: :17:23: error: undefined label 'm'
x = /(/;
// CHECK: :19:5: error: invalid regular expression: Unterminated group
if (1) class B {}
// CHECK: :21:8: error: a declaration needs a block around it here
({ __proto__: 1, "__proto__": 2 });
// CHECK: :23:18: error: duplicate __proto__ fields are not allowed in object literals
