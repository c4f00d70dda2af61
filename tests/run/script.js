// RUN: %jsc %level --script %s -o %t && %t > %t.out && %node %S/Inputs/scripts.cjs %s > %t.ref && diff %t.ref %t.out
// The script goal: var and function are properties of the global object, let, const and class are not.
var x = 1; let y = 2; const z = 3; function f() { return this === globalThis; } class C {}
console.log(this === globalThis, x, y, z, f(), globalThis.x, 'y' in globalThis, typeof C, typeof globalThis.f);
console.log(JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'x')), delete globalThis.x, delete x, delete y);
console.log(typeof nope, (() => { try { nope } catch (e) { return e.message } })());
{ function blockFn() { return 7; } }
console.log(blockFn(), globalThis.blockFn === blockFn);
if (x) function g() { return 8 }
console.log(g());
for (var i = 0; i < 3; i++); console.log(globalThis.i);
for (var k in {a:1}); for (var [m, n] of [[1,2]]); console.log(k, m, n);
<!-- comment
--> also
try { arguments } catch (e) { console.log(e.message) }
var { aa, bb = 3 } = { aa: 1 }; console.log(globalThis.aa, globalThis.bb);
implicit = 5; console.log(globalThis.implicit, delete implicit, typeof implicit);
(function () { 'use strict'; try { undeclared = 1 } catch (e) { console.log(e.name, e.message) } })();
console.log(typeof require, typeof module);
Object.defineProperty(globalThis, 'acc', { get() { return 42 }, set(v) { console.log('set', v) }, configurable: true });
acc = 3; console.log(acc);
for (let b of [1]) { { function b() {} } } console.log(typeof b);
try { throw [1] } catch ([c]) { { function c() {} } } console.log(typeof c);
try { throw 1 } catch (d) { { function d() {} } } console.log(typeof d);
// properties of the global object keep their caches right while it grows and shrinks
function readX() { return x; }
function writeX(v) { x = v; }
for (let i = 0; i < 200; i++) { globalThis['grown' + i] = i; writeX(i); if (readX() !== i || globalThis.x !== i) console.log('stale', i); if (i % 3) delete globalThis['grown' + (i - 1)]; }
console.log(readX(), grown199);
