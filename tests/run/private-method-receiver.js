// XFAIL: *
// V8 names the class when a private method is called on a foreign object ("Receiver must be an instance of class A");
// we give the message of a private field.
// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
class A { #m() { return 1; } call() { return this.#m(); } }
try { A.prototype.call.call({}); } catch (e) { console.log(e.name, e.message); }
