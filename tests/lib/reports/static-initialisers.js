// Traces of errors in static initialisers: whence V8 says they were called.
const p = require('path');
function h(n){ console.log(new Error('h'+n).stack.split('\n').slice(1,5).join('\n')); }
class A { static x = h(1); }
const q = 5;
class B extends A { static x = h(2); }
p.join('a');
const o = { a: class extends A { static x = h(3) } };
function f() { const z = 1; class C { static x = h(4) } return new C(); }
f();
function g() { return class { static x = h(5) } }
g();
h(class { static z = h(6) });
