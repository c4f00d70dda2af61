// RUN: %node %s > %t.ref
// RUN: %jsc -O0 %s -o %t.0 && %t.0 > %t.0.out && diff %t.ref %t.0.out
// RUN: %jsc -O1 %s -o %t.1 && %t.1 > %t.1.out && diff %t.ref %t.1.out
// RUN: %jsc -O2 %s -o %t.2 && %t.2 > %t.2.out && diff %t.ref %t.2.out
// RUN: %jsc -O3 %s -o %t.3 && %t.3 > %t.3.out && diff %t.ref %t.3.out
// Traces are the same whatever has been inlined, and where a call stands last in a function.
const own = (e) => e.stack.split('\n').filter((line) => !line.includes('node:')).join('\n').replace(/ (?:Object.<anonymous> )?\(?(\/.*?)\)?$/gm, ' $1');
function small() { return new Error('small'); }
function last(n) { return n > 0 ? last(n - 1) : small(); }
function two(n) { if (n > 1) return small(); return small(); }
const arrow = () => two(2);
console.log(own(small()));
console.log(own(last(3)));
console.log(own(two(1)), own(arrow()));
function outer() { const inner = (v) => { if (v === 2) throw new RangeError('deep'); return v; }; return inner(1) + inner(2); }
try { outer(); } catch (e) { console.log(own(e)); }
try { null.x; } catch (e) { console.log(own(e)); }
