// RUN: %node %s > %t.ref
// RUN: %jsc -O0 %s -o %t.0 && %t.0 > %t.0.out && diff %t.ref %t.0.out
// RUN: %jsc -O2 %s -o %t.2 && %t.2 > %t.2.out && diff %t.ref %t.2.out
// The type that stands before a method, by its receiver; `as`; generators.
const show = (e) => console.log(e.stack.split('\n').slice(2,4).join('\n').replaceAll(/\(?\/.*?:(\d+):(\d+)\)?/g,'$1:$2'));
const T = () => show(new Error('t'));
function f() { T(); return 1 } class K { static m() { T(); } m2() { T(); } } function g() {}
f.call(g); f.call(K); f.call(() => 1); f.call(Math); f.call([]); f.call(Symbol()); f.call(1n); f.call(true); f.call('s'); f.call(globalThis); f.call(Object.create(null)); f.call(new Map); f.call(new Proxy({}, {})); f.call(JSON); f.call(console); f.call(process); f.call(new (class Q extends Map {})); f.call({ constructor: 5 }); f.call({ constructor: { name: 'zz' } }); f.call({ [Symbol.toStringTag]: 'TG' }); f.call(Object.create(new K)); f.call(Object.create({ constructor: K })); f.call(new (class extends K {})); f.call(new (class {})); f.call(f); f.call(Object.create(K.prototype)); f.call(new Date); f.call(/x/); f.call(Promise.resolve()); f.call(new Error); f.call(K.prototype); f.call(Array.prototype); f.call(Map.prototype); f.call((function () { return arguments; })()); f.call((function* gen() {})()); f.call(new Uint8Array()); f.call([].values()); f.call(Function.prototype);f.call(Object);f.call(Map);
console.log('--- as');
const o = { a: f, b: { f } , 'x y': f, 3: f}; o.a(); o.b.f(); o['x y'](); o[3](); const k = new K; k.z = k.m2; k.z(); K.q = K.m; K.q(); const p = Object.create(o); p.a(); o.both = f; o.a(); 
const anon = [function () { T(); }]; anon[0](); const an2 = { q: (0, function () { T(); }) }; an2.q(); const w = wrap(function () { T(); }); w(); function wrap(x) { return x; } o.w = w; o.w();
const cond = true ? function () { T(); } : null; cond(); const ob = { i: true ? () => T() : 0 }; ob.i(); ob.j = true && (() => T()); ob.j(); ob.k = [() => T()]; ob.k[0](); ob['l'] = () => T(); ob.l(); ob[Symbol('s')] = () => T(); ob[Object.getOwnPropertySymbols(ob)[0]](); let later; later = function () { T(); }; later(); 
module.exports = function () { T(); }; module.exports(); exports.e = () => T(); exports.e(); const { d = () => T() } = {}; d(); (function (cb = () => T()) { cb(); })(); 
function Outer() { this.x = () => T(); const y = function () { T(); }; y(); return function () { T(); }; } const r = new Outer(); r(); function lower() { this.x = function () { T(); }; return () => T(); } new lower(); const l2 = {}; lower.call(l2)(); l2.x();
const C2 = class { constructor() { T(); } m() { T(); } }; new C2().m(); new (class Named extends C2 { })(); const C3 = class { static s() { T(); } }; C3.s(); 
new (function () { T(); }); const F2 = function () { T(); }; new F2(); new (function inner() { T(); }); o.F2 = F2; new o.F2();
var s1 = Symbol('desc'); class Sy { [s1]() { T(); } static [s1]() { T(); } } new Sy()[s1](); Sy[s1](); 
async function af() { T(); } af(); function* gf() { T(); } gf().next(); [...gf()]; async function* ag() { T(); } ag().next(); for (const x of gf()); 
import(__filename).then((namespace) => f.call(namespace));
