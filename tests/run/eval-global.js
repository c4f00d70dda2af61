// RUN: %jsc %level --script --no-eval %s -o %t && %t | FileCheck %s --match-full-lines --check-prefixes=CHECK,NONE
// RUN: %jsc %level --script %s -o %t && %t | FileCheck %s --match-full-lines --check-prefixes=CHECK,CODE
// Constant strings given to eval outside of functions, to indirect eval and to Function are compiled ahead of time.
var x = 5;
// CHECK: undefined 6 7 7 true undefined
console.log(eval("1; if (true) {}"), eval("x + 1"), eval("var y = 7; y"), y, delete y, typeof y);
// CHECK-NEXT: 3 3 3
console.log((0, eval)("var q = 3; function ff() { return q; } ff()"), q, ff());
// CHECK-NEXT: 3 4 undefined 2 5 6 7
console.log(
  eval("2; do { 3; break; } while (0)"), eval("4; var z;"), eval("1; do { } while (false)"),
  eval("1; try { 2 } finally { 3 }"), eval("5; {}"), eval("6; ;"), eval("L: { 7; break L; }"));
// CHECK-NEXT: SyntaxError
try { eval("var = 1"); } catch (e) { console.log(e.name); }
const f = new Function("a", "b", "return a + b + x");
// CHECK-NEXT: 8 anonymous 2 true
console.log(f(1, 2), f.name, f.length, Object.getPrototypeOf(f) === Function.prototype);
function sub(type) { return new Function('return class My' + type + ' extends ' + type + ' {}')(); }
// CHECK-NEXT: MyUint8Array 2
console.log(sub('Uint8Array').name, new (sub('Float32Array'))(2).length);
const G = Object.getPrototypeOf(function* () {}).constructor;
// CHECK-NEXT: 1 2
console.log(...G("yield 1; yield 2")());
// CHECK-NEXT: SyntaxError
try { Function("}) (function() {"); } catch (e) { console.log(e.name); }
// NONE-NEXT: EvalError
// CODE-NEXT: SyntaxError
try { eval("un" + Math.random()); } catch (e) { console.log(e.name); }
var geval = eval;
// CHECK-NEXT: 1 undefined
console.log(geval("'use strict'; var inner = 1; inner"), typeof inner);
// CHECK-NEXT: 2 undefined
console.log(eval("let l = 1; { l + 1 }"), typeof l);
class MyFunction extends Function {}
// CHECK-NEXT: 9 true
console.log(new MyFunction("return 9")(), new MyFunction("return 9") instanceof MyFunction);
// CHECK-NEXT: 12
console.log(eval("eval('var deep = 12'); deep"));
// CHECK-NEXT: 1
(function (v) { console.log(eval("v")); })(1);
