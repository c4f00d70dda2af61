// RUN: %jsc %level %s -o %t && %t > %t.out 2>/dev/null && %node %s > %t.ref && diff %t.ref %t.out
// Loops, destructuring, closures, finally, switch, arguments, messages.
// destructuring, closures, loops
var fs = []; for (let i = 0; i < 3; i++) fs.push(() => i++); console.log(fs.map(f => f()), fs[0]());
let [x, , y = x, ...zs] = new Set([1, 2, undefined, 4, 5]); console.log(x, y, zs);
function* g() { try { yield 1; yield 2; } finally { console.log('closed'); } }
for (const v of g()) { console.log(v); break; }
const [q] = g(); console.log(q);
try { const [a, b] = { [Symbol.iterator]() { return { next() { throw new Error('n'); }, return() { console.log('no'); } }; } }; } catch (e) { console.log(e.message); }
function f(a, b = a + 1, { c, d = c } = { c: 5 }, ...r) { return [a, b, c, d, r, arguments.length, f.length]; }
console.log(f(1), f(1, 2, { c: 3 }, 4, 5));
function sl(a) { arguments[0] = 9; return a; } console.log(sl(1));
function sl2(a) { a = 7; return arguments[0]; } console.log(sl2(1));
function sl3(a) { 'use strict'; a = 7; return arguments[0]; } console.log(sl3(1));
try { tdz; let tdz = 1; } catch (e) { console.log(e.name, e.message); }
try { (() => { z1(); let zz = 1; function z1() { return zz; } })(); } catch (e) { console.log(e.message); }
const k = 1; try { k = 2; } catch (e) { console.log(e.message); }
console.log((function fact(n) { return n < 2 ? 1 : n * fact(n - 1); })(10));
label: for (var i = 0; i < 3; i++) { for (;;) { if (i == 1) break label; continue label; } } console.log(i);
function fin(n) { for (let j = 0; j < 3; j++) { try { if (n == 0) return 'r' + j; if (n == 1) continue; if (n == 2) break; if (n == 3) throw 'th'; } catch (e) { return 'c' + e; } finally { if (n == 4) return 'f'; console.log('fin', n, j); } } return 'end'; }
for (let n = 0; n < 5; n++) console.log(fin(n));
console.log(typeof nope, typeof f, void 0, delete globalThis.qq);
const o = { a: { b: null } }; console.log(o?.a?.b?.c.d.e, o.x?.(), o.a.b?.[1], delete o?.a?.b, o);
let n1 = null; n1 ??= 4; n1 ||= 5; n1 &&= 6; console.log(n1);
switch (3) { case 1: console.log(1); default: console.log('d'); case 2: console.log(2); break; case 4: console.log(4); }
switch ('b') { case 'a': console.log('A'); case 'b': console.log('B'); case 'c': console.log('C'); break; default: console.log('D'); }
for (const sw of [0, 1, 2, 3, 4, 5, -0, 1.5, '1']) { switch (sw) { case 0: console.log('0'); break; case 1: console.log('1'); case 2: console.log('2'); break; case 3: console.log('3'); break; case 4: console.log(4); break; default: console.log('def'); } }
function tag(s, ...v) { return s.raw.join('|') + v.join(); } console.log(tag`a${1}b\n${2}c`);
{ function blockf() { return 'bf'; } } console.log(blockf());
try { null.foo; } catch (e) { console.log(e.message); } try { o.zip(); } catch (e) { console.log(e.message); } try { o.a.q.w(); } catch (e) { console.log(e.message); }
try { let { a } = null; } catch (e) { console.log(e.message); } try { (void 0)(); } catch (e) { console.log(e.message); } try { new o.a(); } catch (e) { console.log(e.message); }
try { [...5]; } catch (e) { console.log(e.message); } try { const [a] = {}; } catch (e) { console.log(e.message); } try { for (const a of 5); } catch (e) { console.log(e.message); }
console.log([1, , 3], [...'ab', ...[1, 2]], { ...{ a: 1 }, b: 2, ['c' + 1]: 3, get d() { return 4; } }, 010, 1n + 2n, /a+/gi.test('xAa'));
var self = this; console.log(this === module.exports, (() => this)() === self, (function () { return this === globalThis; })());
function Ctor() { this.a = 1; this.b = 2; } Ctor.prototype.m = function () { return this.a + this.b; }; console.log(new Ctor().m(), Ctor.call({}) );
var s1 = 0; for (var p in { a: 1, b: 2, __proto__: { c: 3 } }) s1 += p; console.log(s1);
const { length, [`x${1}`]: dyn = 'dd', ...others } = Object.assign([1, 2], { x2: 3 }); console.log(length, dyn, others);
let aa = 1, bb = 2; [aa, bb] = [bb, aa]; console.log(aa, bb); ({ a: aa, b: o.z } = { a: 'A', b: 'B' }); console.log(aa, o.z);
console.log(((a, b) => a ?? b)(null, 2), (() => ({}))(), (a => { return a * 2; })(4), [3, 1, 2].sort((a, b) => a - b));
do { var dw = (dw || 0) + 1; if (dw == 2) continue; } while (dw < 4); console.log(dw);
var u = 5; u **= 2; u <<= 1; u >>>= 0; u %= 7; console.log(u, u++ + ++u, -u, +'3', ~5, !0);
if (true) function iff() { return 1; } console.log(iff());
