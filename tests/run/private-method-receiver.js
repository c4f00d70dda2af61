// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// V8 names the class when a private method is called on a foreign object.
class A { #m() { return 1; } call() { return this.#m(); } }
try { A.prototype.call.call({}); } catch (e) { console.log(e.name, e.message); }
