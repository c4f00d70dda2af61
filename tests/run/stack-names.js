// RUN: %node %s > %t.ref
// RUN: %jsc -O0 %s -o %t.0 && %t.0 > %t.0.out && diff %t.ref %t.0.out
// RUN: %jsc -O2 %s -o %t.2 && %t.2 > %t.2.out && diff %t.ref %t.2.out
// How frames are named: receivers' types, methods, accessors, constructors, builtins.
const show = (e) => console.log(e.stack.split('\n').filter((l,i)=>i<4).join('\n').replaceAll(/\(?\/.*?:(\d+):(\d+)\)?/g,'$1:$2'));
const T = () => show(new Error('t'));
class A { m() { T(); } static s() { T(); } get g() { T(); return 1; } set g(v) { T(); } #p() { T(); } p() { this.#p(); } ['comp' + 'uted']() { T(); } f = () => { T(); }; h = function () { T(); }; constructor() { T(); } static get sg() { T(); } async am() { T(); } *gm() { T(); } [Symbol.iterator]() { T(); } static async sa() { T(); } }
class B extends A { n() { super.m(); } }
const a = new A(), b = new B();
a.m(); b.m(); A.s(); B.s(); a.g; a.g = 1; a.p(); a.computed(); a.f(); a.h(); A.sg; a.am(); [...a.gm()]; a[Symbol.iterator](); A.sa();
console.log('--- objects');
const o = { m() { T(); }, f: function () { T(); }, n: function named() { T(); }, a: () => T(), get g() { T(); return 1; }, ['c' + 'd']() { T(); }, 'q r'() { T(); }, 5() { T(); }, s: { deep() { T(); } }, async as() { T(); } };
o.m(); o.f(); o.n(); o.a(); o.g; o.cd(); o['q r'](); o[5](); o.s.deep(); o.as();
o.x = function () { T(); }; o.x(); o.y = () => T(); o.y(); o.z = o.m; o.z(); const om = o.m; om(); const n = o.n; n();
Object.defineProperty(o, 'dp', { get: function () { T(); }, configurable: true }); o.dp;
console.log('--- functions');
function F() { T(); this.x = function () { T(); }; } F.prototype.pm = function () { T(); }; F.st = function () { T(); }; F.prototype.arrow = () => T();
const i = new F(); i.x(); i.pm(); F.st(); i.arrow(); F.call(null); F.call({}); F.call(5);
(function () { T(); })(); (() => T())(); (function iife() { T(); })();
[1].map(function () { T(); }); [1].forEach((x) => T()); [1].map(T); [3, 1].sort(() => (T(), 0)); 'a'.replace(/a/, () => (T(), 'b')); new Map([[1, 2]]).forEach(() => T()); JSON.stringify({ toJSON() { T(); } }); JSON.parse('[1]', function () { T(); });
new Promise(function (r) { T(); }); new Promise((r) => T()); Reflect.apply(T, null, []); Reflect.construct(F, []); Array.from([1], () => T()); Object.defineProperty({}, 'x', { get get() { T(); return undefined; } });
[1].map(function () { T(); }); [1].forEach((x) => T()); [1].map(T); [3, 1].sort(() => (T(), 0)); 'a'.replace(/a/, () => (T(), 'b')); new Map([[1, 2]]).forEach(() => T()); JSON.stringify({ toJSON() { T(); } }); JSON.parse('[1]', function () { T(); });
