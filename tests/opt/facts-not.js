// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Methods that Math inherits may hand it to anybody, and a literal may name what replaces a global: nothing is known then.
const floor = (x) => Math.floor(x);
console.log(floor(2.5));
Math.__defineGetter__(['flo', 'or'].join(''), () => () => 'changed');
console.log(floor(2.5), Math.max(-0, 0));
function fill(n) { const a = new Float64Array(n); for (let i = 0; i < n; i++) a[i] = i * 0.5; return a; }
console.log(fill(2)[1]);
Object.assign(globalThis, { Float64Array: class { length = 9; } });
console.log(fill(3));
