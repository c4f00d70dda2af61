// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Iterator.prototype.constructor is an accessor whose setter spares the prototype.
const d = Object.getOwnPropertyDescriptor(Iterator.prototype, "constructor");
console.log(d, d.get.name, d.set.name, Reflect.ownKeys(Iterator.prototype).slice(0, 3), [].values().constructor === Iterator);
for (const f of [() => d.set.call(1, 2), () => d.set.call(Iterator.prototype, 2)])
  try { f(); } catch (e) { console.log(e.name, e.message); }
const o = {}; d.set.call(o, 5); console.log(o);
console.log([1][Symbol.iterator](), new Set([1]).values());
class It extends Iterator {}
console.log(new It());
