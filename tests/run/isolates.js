// RUN: %jsc %level --test262 --isolates=3 --script %s -o %t && %t | sort | FileCheck %s
// UNSUPPORTED: instant
// Three isolates run the program at once, each with two realms: none sees what another one does to its builtins, shapes,
// module variables and caches, while all of them collect.
// CHECK-COUNT-3: done 1 20 1999 [object Object] 1999000 true true 60
// CHECK-NOT: {{.}}
var runs = (globalThis.runs || 0) + 1;
const kept = new Map();
class Point {
  #y = 1;
  constructor(x) {
    this.x = x;
    if (x % 3 === 0) this.third = x;
  }
  get y() {
    return this.#y + this.x;
  }
}
function* numbers(n) {
  for (let i = 0; i < n; i++) yield new Point(i);
}
function round(r) {
  let sum = 0;
  for (const p of numbers(2000)) {
    kept.set("key" + (p.x % 500), { r, p, ["name" + (p.x % 40)]: [p.y] });
    sum += p.y - 1 + (p.third === undefined ? 0 : p.third - p.x);
  }
  return sum;
}
Array.prototype.mark = runs;
const other = $262.createRealm().global;
other.Array.prototype.mark = 20;
let last;
for (let r = 0; r < 30; r++) last = round(r);
const tag = Object.prototype.toString.call(kept.get("key7"));
const separate = other.Array.from([1]).mark === 20 && [].mark === 1 && new other.Array().mark === 20;
let calls = 0;
for (let i = 0; i < 30; i++) other.Array.prototype.forEach.call([1, 2], () => calls++);
print("done", [].mark, new other.Array().mark, kept.get("key499").p.x, tag, last, separate, kept.size === 500, calls);
