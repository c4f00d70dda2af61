// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// `with`: names are the object's first, for closures and calls too; @@unscopables; references remember their object.
const log = (...a) => console.log(...a);
var o = { a: 1, f() { return this === o; }, [Symbol.unscopables]: { hid: true }, hid: 5 };
var hid = 'outer', b = 7;
function g(x) {
  var local = 3;
  with (o) {
    log(a, b, local, x, hid, f(), f`tag`);
    a = 10; b = 8; local = 4; x += 1; x++; [a] = [11];
    var c = () => { a++; local++; return a + local; };
    log(c(), typeof zzz, typeof a, delete a, typeof a, delete nothing);
    var a = 99;
    { let local = 'in'; log(local); }
    for (var i in { q: 1 }) log(i);
    function inner() { return hid; }
    log(inner(), (function () { 'use strict'; try { return fresh; } catch (e) { return e.message; } })());
  }
  log(local, x, o, a, i);
}
g(1);
with ({ get x() { return 1; } }) log(x);
with (new Proxy({}, { has(t, k) { log('has', k); return false; } })) b;
try { with (null) { } } catch (e) { log(e.message); }
with ([1, 2, 3]) { log(length, concat(4)); }
with (Math) log(max(1, 2), PI);
with ({ gone: 1 }) { gone = (delete gone, 2); log(gone); }
function* gen() { with ({ p: 5 }) { yield p; p = 6; yield p; } }
log(...gen());
with ({ n: 1 }) with ({ m: 2 }) { log(n + m); n = 3; log((() => n + m)()); }
for (var k of [1, 2]) with ({ k2: k * 2 }) setTimeout(() => log(k2), 0);
