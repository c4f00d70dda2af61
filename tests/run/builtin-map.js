// Map, Set, WeakMap, WeakSet, WeakRef, FinalizationRegistry; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
"use strict";
const show = (...values) => console.log(values.map((v) => (typeof v === "object" && v !== null ? JSON.stringify(v) : String(v))).join(" "));
const tell = (...list) => {
  for (const f of list) {
    try {
      show(f());
    } catch (error) {
      console.log(`${error.name}: ${error.message}`);
    }
  }
};
const big = 2n ** 80n;
const keys = [1, "1", -0, NaN, 1.5, "x".repeat(30), big, true, null, undefined, Symbol.iterator, {}, [], 4294967296, -1];
const m = new Map(keys.map((k, i) => [k, i]));
show(m.size, keys.map((k) => m.get(k)));
show(m.get(0), m.get(0 / 0), m.get("xx".repeat(15)), m.get(2n ** 79n * 2n), m.get(1n), m.has({}), m.get("1.5"));
show(Object.is([...new Map([[-0, 1]]).keys()][0], 0));
show(m.delete(1), m.delete(1), m.size, [...m.values()], m.set("new", 9) === m, [...m].length);
m.clear();
show(m.size, [...m], m.get("new"));

// iteration while the map changes
const seen = [];
const w = new Map([[1, "a"], [2, "b"], [3, "c"]]);
for (const [k] of w) {
  seen.push(k);
  if (k === 1) w.delete(2);
  if (k < 40) w.set(k + 10, "more");
  if (k === 3) w.delete(1);
}
show(seen, w.size);
const it = w.keys();
it.next();
for (let i = 0; i < 100; i++) w.set("k" + i, i);
for (let i = 0; i < 90; i++) w.delete("k" + i);
for (let i = 0; i < 50; i++) w.set("z" + i, i);
show([...it].length, it.next());
const it2 = w.entries();
it2.next();
w.clear();
w.set("after", 1);
show([...it2], [...it2]);
const calls = [];
const self = {};
new Map([["a", 1]]).forEach(function (v, k, map) { calls.push(v, k, map.size, this === self); }, self);
show(calls);
// as a queue
const queue = new Map();
let sum = 0;
for (let i = 0; i < 20000; i++) {
  queue.set("q" + i, i);
  if (queue.size > 100) {
    const first = queue.keys().next().value;
    sum += queue.get(first);
    queue.delete(first);
  }
}
show(queue.size, sum);
const large = new Map();
for (let i = 0; i < 100000; i++) large.set(i * 7919, i);
let hits = 0;
for (let i = 0; i < 800000; i += 3) if (large.has(i)) hits++;
show(large.size, hits);
show([...Map.groupBy([1, 2, 3, 4], (x) => (x % 2 ? "odd" : "even"))]);
show(m[Symbol.toStringTag], Object.prototype.toString.call(m.keys()), Map.prototype[Symbol.iterator] === Map.prototype.entries, Map[Symbol.species] === Map);
show(Map.length, Map.prototype.set.length, Map.prototype.forEach.name, Object.getOwnPropertyDescriptor(Map.prototype, "size").get.name);
class Sub extends Map { get(k) { return super.get(k) ?? "none"; } }
show(new Sub([[1, 2]]).get(1), new Sub().get(5), new Sub() instanceof Map);
tell(() => Map(), () => new Map(5), () => new Map([1]), () => Map.prototype.get.call({}), () => new Map([[1, 2]]).forEach(3), () => m.keys().next.call({}));
const original = Map.prototype.set;
Map.prototype.set = function (k, v) { return original.call(this, k, v * 2); };
show(new Map([["a", 21]]).get("a"));
Map.prototype.set = 1;
tell(() => new Map([]));
Map.prototype.set = original;

const s = new Set([3, 1, 3, "a", NaN, NaN]);
show(s.size, [...s], s.has(3), s.add(5) === s, s.delete(3), [...s.entries()], Set.prototype.keys === Set.prototype.values);
const A = new Set([1, 2, 3, 4]);
const B = new Set([3, 4, 5]);
show([...A.union(B)], [...A.intersection(B)], [...A.difference(B)], [...A.symmetricDifference(B)], A.isSubsetOf(B), A.isSupersetOf(new Set([1])), A.isDisjointFrom(new Set([9])));
show([...A.union(new Map([[7, 8]]))]);
tell(() => Set(), () => new Set(1), () => A.union(1), () => A.union({ size: NaN }), () => A.union({ size: -1 }), () => A.union([]));

const wm = new WeakMap();
const key = {};
show(wm.set(key, 1) === wm, wm.get(key), wm.has({}), wm.has(1), wm.delete(key), wm.delete(key), wm.get(key));
const objects = Array.from({ length: 1000 }, (_, i) => ({ i }));
for (const o of objects) wm.set(o, { value: o.i * 2 });
for (let i = 0; i < 300000; i++) wm.set({}, [i]);
show(objects.every((o) => wm.get(o).value === o.i * 2));
wm.set(Symbol("local"), 1);
tell(() => wm.set(1, 1), () => wm.set(Symbol.for("x"), 1), () => WeakMap(), () => new WeakSet().add("a"), () => new WeakMap([[1, 2]]), () => new WeakRef(1), () => WeakRef({}), () => new FinalizationRegistry(1));
const ws = new WeakSet([key]);
show(ws.has(key), ws.delete(key), ws.has(key));
const ref = new WeakRef(key);
show(ref.deref() === key, Object.prototype.toString.call(ref));
const registry = new FinalizationRegistry(() => {});
tell(() => registry.register(key, key), () => registry.register(1), () => registry.unregister(1), () => registry.register(key, 1, key), () => registry.unregister(key), () => registry.unregister(key));
