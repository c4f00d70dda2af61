// RUN: %node %s > %t.ref
// RUN: %jsc -O0 %s -o %t.0 && %t.0 > %t.0.out && diff %t.ref %t.0.out
// RUN: %jsc -O2 %s -o %t.2 && %t.2 > %t.2.out && diff %t.ref %t.2.out
// What functions without a name of their own are called.
const T = () => new Error('t').stack.split('\n')[2].replaceAll(/\(?\/.*?:(\d+):(\d+)\)?/g,'$1:$2').trim();
const cond = true; const P = (label, v) => console.log(label.padEnd(40), v);
var a1 = null || function () { return T(); }; P('var = null || function', a1());
var a2 = null || (() => T()); P('var = null || (arrow)', a2());
const o = {}; o.a3 = o.zz || function () { return T(); }; P('o.a3 = o.zz || function', o.a3());
o.a4 = true && function () { return T(); }; P('o.a4 = true && function', o.a4());
const a5 = [[function () { return T(); }]]; P('nested array', a5[0][0]());
o[0] = function () { return T(); }; P('o[0]=', o[0]());
let k = 'kk'; o[k] = function () { return T(); }; P('o[k]=', o[k]());
o.x = {}; o.x.y = function () { return T(); }; P('o.x.y', o.x.y());
o.prototype = {}; o.prototype.z = function () { return T(); }; P('o.prototype.z', o.prototype.z());
o.w = { q: cond && function () { return T(); }, r: [() => T()] }; P('o.w={q:cond&&fn}', o.w.q()); P('o.w.r', o.w.r[0]());
const m = new Map([['a', () => T()]]); P('new Map([[..]])', m.get('a')());
const m2 = id({ a: (0, () => T()), b: function () { return T(); } }); P('id({a:(0,arrow)})', m2.a()); P('b', m2.b()); function id(x) { return x; }
var b1, b2; b1 = b2 = function () { return T(); }; P('b1=b2=', b1());
o.c1 = o.c2 = function () { return T(); }; P('o.c1=o.c2=', o.c1());
module.exports.mm = function () { return T(); }; P('module.exports.mm', module.exports.mm());
exports = module.exports = { aa: function () { return T(); }, bb: cond ? () => T() : 0 }; P('exports aa', exports.aa()); P('exports bb', exports.bb());
function Up() { this.cb = function () { return T(); }; this.list = [function () { return T(); }]; var loc = function () { return T(); }; P('loc', loc()); P('anon iife', (function () { return T(); })()); return this; }
const u = new Up(); P('Up cb', u.cb()); P('Up list', u.list[0]());
class Cl { constructor() { this.h = function () { return T(); }; this.i = cond ? () => T() : 0; } m() { const f = (0, () => T()); return f(); } static s = cond ? () => T() : 0; #p = cond ? () => T() : 0; p() { return this.#p(); } }
const c = new Cl(); P('Cl h', c.h()); P('Cl i', c.i()); P('Cl m', c.m()); P('Cl s', Cl.s()); P('Cl p', c.p());
P('arg', id(function () { return T(); })()); P('arg2', id(cond ? () => T() : 0)());
const ret = () => () => T(); P('ret', ret()()); const ret2 = function () { return function () { return T(); }; }; P('ret2', ret2()());
const d = { e: { f: cond ? () => T() : 0 } }; P('d.e.f', d.e.f());
for (const g = cond ? () => T() : 0; ;) { P('for', g()); break; }
const [h = cond ? () => T() : 0] = []; P('destr', h()); const { i: j = cond ? () => T() : 0 } = {}; P('destr2', j());
const t = cond ? cond ? () => T() : 1 : 2; P('nested cond', t());
const s = `${(() => T())()}`; P('template', s); const n = !(() => T()) || (() => T()); P('||', n());
const sp = [...[() => T()]]; P('spread', sp[0]());
const nu = null ?? (() => T()); P('??', nu()); o.la ||= () => T(); P('||=', o.la()); o.lb ??= cond ? () => T() : 0; P('??=', o.lb());
const c1 = class { a = cond ? () => T() : 0; static { this.q = () => T(); } }; P('c1.a', new c1().a()); P('c1.q', c1.q());
const w = cond && { v: cond ? () => T() : 0 }; P('w.v', w.v()); (0, o).aa = () => T(); P('(0,o).aa', o.aa()); id(o).ab = () => T(); P('id(o).ab', o.ab()); o['s t'] = () => T(); P("o['s t']", o['s t']());
this.tt = () => T(); P('this.tt', this.tt()); globalThis.gt = () => T(); P('globalThis.gt', gt()); gt = () => T(); P('gt', gt()); super_ = { __proto__: null, f: cond ? () => T() : 0 }; P('super_.f', super_.f());
P('new.then', Promise.resolve(1).then.name);
