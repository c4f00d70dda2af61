// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Direct eval of constant strings in functions: variables of the function, completion values, strictness, classes.
const log = (...a) => console.log(...a);
var g = 'module';
function f1(p) { let l = 2; var v = 3; return eval("p + l + v + 10"); }
log(f1(1));
function f2() { eval("var nv = 5; function nf() { return nv + 1; }"); nv++; return [nv, nf(), typeof nv, delete nv, typeof nv]; }
log(f2());
function f3(p) { eval("p = 9; var p = 10;"); return [p, arguments[0]]; }
log(f3(1));
function f4() { 'use strict'; eval("var s = 1; function t() {}"); return typeof s + typeof t; }
log(f4());
function f5() { const c = () => x; try { c(); } catch (e) { log(e.message); } eval("var x = 'late'"); return c(); }
log(f5());
function f6() { let x = 1; { try { eval("var x = 2"); } catch (e) { return e.name + ': ' + e.message; } } }
log(f6());
function f7() { try { throw 1; } catch (e) { eval("var e = 2"); log(e); } return e; }
log(f7());
function f8() { eval("{ function bf() { return 'b'; } }"); return bf(); }
log(f8());
log((() => eval("this === module.exports"))(), eval("g"), eval("var top = 1; top"), typeof top);
class A { m() { return 'A'; } } class B extends A { m() { return eval("super.m() + new.target"); } f = eval("this.constructor.name"); }
log(new B().m(), new B().f);
try { class C { x = eval("arguments"); } new C(); } catch (e) { log(e.name); }
function f10(a = eval("var q = 1; q + 1"), b = () => q) { return [a, b(), typeof q]; }
log(f10());
const f11 = (p = eval("var arguments = 'param'"), q = () => arguments) => { return q(); };
log(f11());
function f13() { var eval_ = eval; return eval_("typeof f13"); } log(f13());
function f14() { with ({ w: 1 }) { eval("w = 2; var z = w"); log(w, z); } return z; } log(f14());
function* gen() { for (const i of [1, 2]) yield eval("let t = i * 2; t"); } log([...gen()]);
function f15() { for (let i = 0; i < 2; i++) { eval("var fs = fs || []; fs.push(() => i)"); } return fs.map((f) => f()); } log(f15());
function f16() { return typeof zz + eval("typeof zz") + eval("var zz = 3; typeof zz") + typeof zz; } log(f16());
function f17(kind) { const text = kind ? "a + 1" : "a - 1"; const a = 10; return eval(text); } log(f17(1), f17(0));
function f18() { var x = 'o'; function inner() { eval("var x = 'i'"); return x; } return inner() + x; } log(f18());
log(eval("1;;;"), eval(""), eval("{}"), eval("({a: 1}).a"), eval("do { 5; } while (false)"), eval(7), eval());
function f19() { return eval("nv2 = 4; nv2") + nv2; } log(f19(), delete globalThis.nv2);
function f20() { eval("var a1 = 1"); eval("var a1; a1 += 1"); return a1; } log(f20());
