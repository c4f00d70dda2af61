// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// A generator's prototype is what the function's property is when its parameters have been initialised.
const first = {}, second = { tag: 'second' };
function* g(x = (g.prototype = second)) { yield x === second; }
g.prototype = first;
console.log(Object.getPrototypeOf(g()) === second, Object.getPrototypeOf(g(1)) === second, g().tag, g().next === undefined);
async function* a({ x }) { yield x; }
const other = { get x() { a.prototype = null; return 5; } }, before = a.prototype;
const made = a({ x: 1 });
console.log(Object.getPrototypeOf(made) === before, Object.getPrototypeOf(a(other)) === Object.getPrototypeOf(before));
console.log(Object.getPrototypeOf(made) === before);
const f = function* (...[y = (f.prototype = 7)]) { yield y; };
console.log(Object.getPrototypeOf(f()) === Object.getPrototypeOf(first.constructor.getPrototypeOf(f.prototype) && function* () {}.prototype), f().next().value);
