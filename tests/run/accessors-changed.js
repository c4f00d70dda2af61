// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O0 %s -o %t && %t > %t.out && diff %t.ref %t.out
// Stores that call setters, of the object and of prototypes, and what changes behind the caches' backs; calls of functions that
// objects have themselves.
"use strict";
const log = [];
function store(o, v) {
  o.x = v;
}
function bump(o, n) {
  for (let i = 0; i < n; i++) o.x = o.x + 1;
  return o.x;
}
function accessor(v) {
  const o = {};
  Object.defineProperty(o, "x", { get: () => v, set: (n) => void (v = n * 2), configurable: true });
  return o;
}
const one = accessor(1), two = accessor(5); // one shape, two accessors
console.log(bump(one, 9), bump(two, 3), bump(one, 2), bump(two, 1));
Object.defineProperty(one, "x", { set: (n) => log.push("new " + n) });
store(one, 1);
Object.defineProperty(one, "x", { set: undefined });
for (let i = 0; i < 3; i++)
  try {
    store(one, 2);
  } catch (e) {
    log.push(e.message);
  }
delete one.x;
store(one, 3);
log.push(one.x);
Object.defineProperty(two, "x", { value: 7, writable: true });
store(two, 8);
log.push(two.x);
class Base {
  set x(v) {
    if (v > 20) throw new RangeError("too much: " + v);
    this.put = v;
  }
  get x() {
    return this.put ?? 0;
  }
}
class Derived extends Base {}
const base = new Base(), derived = new Derived();
console.log(bump(base, 5), bump(derived, 6));
for (let i = 0; i < 3; i++)
  try {
    bump(derived, 100);
  } catch (e) {
    log.push(e.message);
  }
Object.defineProperty(Derived.prototype, "x", { set(v) { this.other = v; }, get() { return 1; } });
store(derived, 99);
log.push(derived.other, derived.put);
Object.setPrototypeOf(derived, {});
store(derived, 98);
log.push(Object.keys(derived).join());
Object.defineProperty(Base.prototype, "x", { set: undefined });
try {
  store(base, 1);
} catch (e) {
  log.push(e.message);
}
const frozen = Object.freeze({ x: 1 });
for (let i = 0; i < 3; i++)
  try {
    store(frozen, 2);
  } catch (e) {
    log.push(e.message);
  }
for (const odd of [1, "s", Symbol("y"), null, undefined])
  try {
    store(odd, 1);
  } catch (e) {
    log.push(e.message);
  }
console.log(log.join("\n"));
const lib = { twice: (n) => n * 2, name: "lib" };
for (let i = 0; i < 40; i++) lib["extra" + i] = i;
lib.half = (n) => n / 2;
let sum = 0;
for (let i = 0; i < 9000; i++) {
  sum += lib.twice(i) + lib.half(i) + Math.max(i, 3) + (Math.random() < 2 ? 1 : 0);
  if (i === 7000) lib.half = (n) => n * 100;
  if (i === 8000) Object.defineProperty(lib, "twice", { get: () => (n) => -n });
}
console.log(sum);
delete lib.half;
try {
  for (let i = 0; i < 3; i++) sum += lib.half(1);
} catch (e) {
  console.log(e.message);
}
const old = Math.max;
Math.max = (a) => "patched " + a;
console.log(Math.max(1, 2));
Math.max = old;
console.log(Math.max(1, 2));
