// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Direct eval in functions of strings that nobody knows before the program runs: variables, declarations, classes.
const id = (s) => s + (process.argv[9] || "");
const log = (...a) => console.log(...a);
var g = 'module';
let ml = 1; const mc = 2;
function f1(p) { let l = 2; var v = 3; return eval(id("p + l + v + 10 + ml + mc")); }
log(f1(1));
function f2() { eval(id("var nv = 5; function nf() { return nv + 1; }")); nv++; return [nv, nf(), typeof nv, delete nv, typeof nv]; }
log(f2());
function f3(p) { eval(id("p = 9; var p = 10;")); return [p, arguments[0]]; }
log(f3(1));
function f4() { 'use strict'; eval(id("var s = 1; function t() {}")); return typeof s + typeof t; }
log(f4());
function f5() { const c = () => x; try { c(); } catch (e) { log(e.message); } eval(id("var x = 'late'")); return c(); }
log(f5());
function f6() { let x = 1; { try { eval(id("var x = 2")); } catch (e) { return e.name + ': ' + e.message; } } }
log(f6());
function f7() { try { throw 1; } catch (e) { eval(id("var e = 2")); log(e); } return e; }
log(f7());
function f8() { eval(id("{ function bf() { return 'b'; } }")); return bf(); }
log(f8());
log((() => eval(id("this === module.exports")))(), eval(id("g")), eval(id("var top = 1; top")), typeof top);
class A { m() { return 'A'; } } class B extends A { m() { return eval(id("super.m() + new.target")); } f = eval(id("this.constructor.name")); }
log(new B().m(), new B().f);
try { class C { x = eval(id("arguments")); } new C(); } catch (e) { log(e.name, e.message); }
function f10(a = eval(id("var q = 1; q + 1")), b = () => q) { return [a, b(), typeof q]; }
log(f10());
const f11 = (p = eval(id("var arguments = 'param'")), q = () => arguments) => { return q(); };
log(f11());
function f14() { with ({ w: 1 }) { eval(id("w = 2; var z = w")); log(w, z); } return z; } log(f14());
function* gen() { for (const i of [1, 2]) yield eval(id("let t = i * 2; t")); } log([...gen()]);
function f15() { for (let i = 0; i < 2; i++) { eval(id("var fs = fs || []; fs.push(() => i)")); } return fs.map((f) => f()); } log(f15());
function f16() { return typeof zz + eval(id("typeof zz")) + eval(id("var zz = 3; typeof zz")) + typeof zz; } log(f16());
function f18() { var x = 'o'; function inner() { eval(id("var x = 'i'")); return x; } return inner() + x; } log(f18());
log(eval(id("1;;;")), eval(id("")), eval(id("{}")), eval(id("({a: 1}).a")), eval(id("do { 5; } while (false)")), eval(7), eval());
function f19() { return eval(id("nv2 = 4; nv2")) + nv2; } log(f19(), delete globalThis.nv2);
function f20() { eval(id("var a1 = 1")); eval(id("var a1; a1 += 1")); return a1; } log(f20());
function f21() { eval(id("mc = 5")); } try { f21(); } catch (e) { log(e.message); }
function f22() { try { eval(id("late1")); } catch (e) { log(e.message); } let late1 = 1; return eval(id("late1 += 1; late1")) + late1; } log(f22());
class P { #x = 1; #m() { return this.#x; } get #a() { return 'a' + this.#x; } set #a(v) { this.#x = v; } static #s = 's';
  t() { return eval(id("this.#a = 7; [this.#x, this.#m(), this.#a, P.#s, #x in this]")); } }
log(new P().t());
class D extends A { f = 'field'; constructor(k) { if (k) { eval(id("super()")); } else { (() => eval(id("super(1); super.m()")))(); } } }
log(new D(1).f, new D(0).f);
function f23() { return eval(id("new.target")); } log(f23(), typeof new f23());
function f24() { return eval(id("eval(" + JSON.stringify(id("var deep = 'deep'; eval('deep + 1')")) + ")")) + deep; } log(f24());
function f25(eval) { var loc = 'loc'; return eval(id("typeof loc")); } log(f25(globalThis.eval), f25((x) => x + '!'));
function f26() { var loc = 1; return eval?.(id("typeof loc")) + (0, eval)(id("typeof loc")); } log(f26());
function f27() { var loc = 1; return eval(...[id("typeof loc"), 2]); } log(f27());
async function f28() { let q = await 1; eval(id("q = 5")); await 2; return q; } f28().then(log);
function f29() { let c = 0; const inc = eval(id("() => ++c")); inc(); inc(); return c; } log(f29());
function f30(a, b) { eval(id("arguments[0] = 'x'; b = 'y'")); return [a, b, arguments[1]]; } log(f30(1, 2));
const o = { m() { return eval(id("super.toString === Object.prototype.toString")); } }; log(o.m());
var fe = function me() { eval(id("me = 1")); return typeof me; }; log(fe());
var fs_ = function me() { 'use strict'; try { eval(id("me = 1")); } catch (e) { return e.message; } }; log(fs_());
function f31() { switch (1) { case 0: let sw; case 1: try { eval(id("sw")); } catch (e) { return e.message; } } } log(f31());
class S { static v = eval(id("this.name")); static { log(eval(id("this.v + new.target"))); } }
function f32() { let x = 'outer'; return [1, 2].map((n) => { let y = n; return eval(id("x + y + n")); }); } log(f32());
ml = 10; function f33() { eval(id("ml++; g = 'changed'")); return [ml, g]; } log(f33());
function f34() { eval(id("function ml() { return 'own' }")); return ml(); } log(f34(), ml);
function f35(a) { { let a = 2; eval(id("a = 3")); log(a); } return a; } log(f35(1));
function f36() { try { eval(id("let y = 1; var y = 2")); } catch (e) { return e.message; } } log(f36());
function f37() { try { throw {e:1} } catch ({e}) { try { eval(id("var e = 2")); } catch (x) { return x.message; } } } log(f37());
function f38() { return eval(id("(function() { return typeof arguments + arguments.length })(1,2)")) + eval(id("arguments.length")) } log(f38(9,8,7));
