// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Calls, closures, arguments, defaults, rest, spread.
function add(a, b = a * 2, ...rest) { return a + b + rest.length; }
console.log(add(1), add(1, 2), add(1, 2, 3, 4), add.length, add.name);
function counter() { let n = 0; return { inc: () => ++n, get: () => n }; }
const c = counter(); c.inc(); c.inc(); console.log(c.get());
const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); console.log(fs.map((f) => f()).join());
var gs = []; for (var j = 0; j < 3; j++) gs.push(function () { return j; }); console.log(gs.map((f) => f()).join());
function sloppy(a, b) { arguments[0] = 9; b = 7; return [a, arguments[1], arguments.length].join(); }
console.log(sloppy(1, 2, 3));
function strict(a) { 'use strict'; arguments[0] = 9; return a; }
console.log(strict(1));
console.log(Math.max(...[1, 5, 3], ...new Set([9, 2])));
function Fib(n) { return n < 2 ? n : Fib(n - 1) + Fib(n - 2); }
console.log(Fib(20));
console.log((function f(n) { return n ? n * f(n - 1) : 1; })(10));
function Point(x, y) { this.x = x; this.y = y; }
Point.prototype.sum = function () { return this.x + this.y; };
const p = new Point(3, 4); console.log(p.sum(), p instanceof Point, p.constructor === Point, Object.keys(p).join());
console.log(typeof undefinedName, (() => { try { undefinedName; } catch (e) { return e.message; } })());
const bound = Point.prototype.sum.bind({ x: 10, y: 20 }); console.log(bound(), bound.name);
console.log(((a, { b, c: [d] }, [e, , f] = [1, 2, 3]) => [a, b, d, e, f].join())(1, { b: 2, c: [3] }));
console.log(add.call(null, 5, 6), add.apply(null, [7, 8, 9]));
try { null.x; } catch (e) { console.log(e.message); }
try { undefined.foo(); } catch (e) { console.log(e.message); }
try { ({}).foo(); } catch (e) { console.log(e.message); }
try { let q = 1; q(); } catch (e) { console.log(e.message); }
try { tdz; let tdz = 1; } catch (e) { console.log(e.name, e.message); }
try { const k = 1; k = 2; } catch (e) { console.log(e.name, e.message); }
