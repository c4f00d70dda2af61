// RUN: %node %s > %t.ref && %jsc %level %s -o %t && %t > %t.out && diff %t.ref %t.out
// Calls that pass on more and more arguments end in a RangeError, not in an exhausted heap.
function t(label, f) { try { console.log(label, f()); } catch (e) { console.log(label, e.name, e.message); } }
function inf(...a) { return inf(...a, 1); }
t('inf', () => inf());
function inf2(n, ...a) { return inf2(n + 1, ...a, n); }
t('inf2', () => inf2(0, 1, 2));
class A { constructor(...a) { if (a.length < 100) return new A(...a, 1); throw new Error('deep'); } }
t('new', () => new A());
class B { constructor(...a) { return new B(...a, 1); } }
t('new', () => new B());
t('apply', () => Math.max.apply(null, Array.from({ length: 100000 }, (_, i) => i)));
t('spread', () => Math.max(...Array.from({ length: 100000 }, (_, i) => i)));
