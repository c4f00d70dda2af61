"use strict";
// immutable: every collection type and operation, small and large, functional forms, records, ranges, hashing.

const I = require("immutable");
const { attempt, show } = require("./support");

const text = (v) => (I.isImmutable(v) || I.isCollection(v) || I.isRecord(v) ? String(v) : Array.isArray(v) ? `[${v.map(text).join(", ")}]` : v !== null && typeof v === "object" && typeof v.next === "function" ? text([...v]) : show(v));
const at = (label, fn) => attempt(label, fn, text);
const even = (n) => n % 2 === 0;

const sources = {
  List: () => I.List([3, 1, 2, 5, 4]), Map: () => I.Map({ a: 3, b: 1, c: 2, d: 5 }), OrderedMap: () => I.OrderedMap([["z", 3], ["y", 1], ["x", 2]]), Set: () => I.Set([3, 1, 2]), OrderedSet: () => I.OrderedSet([3, 1, 2]), Stack: () => I.Stack([3, 1, 2]),
  Seq: () => I.Seq([3, 1, 2]), KeyedSeq: () => I.Seq({ a: 3, b: 1 }), SetSeq: () => I.Seq.Set([1, 2, 3]), Range: () => I.Range(1, 10, 2), Repeat: () => I.Repeat(7, 3), Empty: () => I.List(),
};
// Method, then lists of arguments.
const calls = {
  toJS: [[]], toJSON: [[]], toArray: [[]], toObject: [[]], toMap: [[]], toOrderedMap: [[]], toSet: [[]], toOrderedSet: [[]], toList: [[]], toStack: [[]], toSeq: [[]], toKeyedSeq: [[]], toIndexedSeq: [[]], toSetSeq: [[]], toString: [[]], hashCode: [[]], isEmpty: [[]], count: [[], [even]],
  get: [[1], ["a"], [-1], [9, "none"]], has: [[1], ["b"]], first: [[], [0]], last: [[], [0]], includes: [[3]], contains: [[1]], keySeq: [[]], valueSeq: [[]], entrySeq: [[]], keys: [[]], values: [[]], entries: [[]], __iterate: [[() => true]],
  map: [[(v, k) => [k, v * 2]]], filter: [[even]], filterNot: [[even]], reverse: [[]], sort: [[], [(a, b) => b - a]], sortBy: [[(v) => -v]], groupBy: [[even]], countBy: [[even]], partition: [[even]], slice: [[1], [-2], [0, 1]], rest: [[]], butLast: [[]], skip: [[1]], skipLast: [[1]], skipWhile: [[(v) => v > 2]], skipUntil: [[even]], take: [[2]], takeLast: [[2]], takeWhile: [[(v) => v > 2]], takeUntil: [[even]],
  concat: [[[8, 9]], [I.List([7]), { q: 1 }]], flatten: [[], [true]], flatMap: [[(v) => [v, v]]], reduce: [[(a, v) => a + v], [(a, v) => a + v, 10]], reduceRight: [[(a, v) => `${a}${v}`, ""]], every: [[even]], some: [[even]], join: [[], ["-"]], find: [[even]], findLast: [[even]], findEntry: [[even]], findLastEntry: [[even]], findKey: [[even]], findLastKey: [[even]], keyOf: [[1]], lastKeyOf: [[1]], max: [[]], min: [[]], maxBy: [[(v) => -v]], minBy: [[(v) => -v]], isSubset: [[[1, 2, 3, 4, 5]]], isSuperset: [[[1]]],
  equals: [[I.List([3, 1, 2])]], forEach: [[(v) => v !== 2]], flip: [[]], mapKeys: [[(k) => `k${k}`]], mapEntries: [[([k, v]) => [v, k]]], interleave: [[I.List([7, 8])]], interpose: [[0]], splice: [[1, 1, "x", "y"]], zip: [[I.List([7, 8])]], zipAll: [[I.List([7, 8, 9, 10])]], zipWith: [[(a, b) => a + b, I.List([1, 2])]], indexOf: [[2]], lastIndexOf: [[2]], findIndex: [[even]], findLastIndex: [[even]], fromEntrySeq: [[]], distinct: [[]], cacheResult: [[]], asMutable: [[]], update: [[1, (v) => v], [(c) => c.count()]], getIn: [[["a"]], [[1, "x"], "none"]], hasIn: [[["a"]]], isOrdered: [[]], wasAltered: [[]], asImmutable: [[]],
  set: [[1, "s"], ["q", 9], [7, "far"]], delete: [[1], ["a"]], remove: [[0]], clear: [[]], push: [[8, 9]], pop: [[]], unshift: [[8, 9]], shift: [[]], insert: [[1, "i"]], setSize: [[2], [7]], add: [[9]], union: [[[5, 6]]], intersect: [[[1, 2]]], subtract: [[[1]]], merge: [[{ a: 9, z: 1 }], [[5, 6]]], mergeWith: [[(a, b) => [a, b], { a: 9 }]], mergeDeep: [[{ a: { b: 1 } }]], mergeDeepWith: [[(a) => a, { a: 1 }]], setIn: [[["a", "b"], 1], [[0], 1]], updateIn: [[["a"], 0, (v) => v + 1]], deleteIn: [[["a"]]], removeIn: [[[0]]], mergeIn: [[["n"], { m: 1 }]], mergeDeepIn: [[["n"], { m: 1 }]], withMutations: [[(m) => m.clear()]], deleteAll: [[["a", "b"]]], removeAll: [[["a"]]], peek: [[]], pushAll: [[[1, 2]]], unshiftAll: [[[1, 2]]], shuffle: [[() => 0.3]], mapEntriesNone: [], __ensureOwner: [[]], size: [],
};
for (const [kind, make] of Object.entries(sources)) {
  for (const [method, lists] of Object.entries(calls)) {
    for (const args of lists) {
      if (typeof make()[method] !== "function") continue;
      at(`${kind}.${method}`, () => make()[method](...args));
    }
  }
  at(`${kind} size`, () => [make().size, [...make()], Object.prototype.toString.call(make()), JSON.stringify(make())]);
}

// ---- large ones: tries of several levels ----

let list = I.List(), map = I.Map(), set = I.Set(), ordered = I.OrderedMap();
for (let i = 0; i < 5000; i++) {
  list = list.push(i);
  map = map.set(`key${(i * 7919) % 5003}`, i);
  set = set.add(i * 3);
  if (i < 800) ordered = ordered.set({ id: i }, i);
}
for (let i = 0; i < 5000; i += 3) {
  map = map.delete(`key${i}`);
  set = set.remove(i * 3);
  list = list.set(i, -i);
}
for (let i = 0; i < 2500; i++) list = i % 2 ? list.pop() : list.shift();
ordered = ordered.filter((v) => v > 500);
at("large", () => [list.size, list.reduce((a, b) => a + b), map.size, map.reduce((a, b) => a + b, 0), set.size, set.includes(3), ordered.size, ordered.first(), list.unshift(1, 2, 3).size, list.setSize(10).toArray(), list.slice(100, 105), list.concat(list).size]);
at("equality", () => [I.is(map, I.Map(map.entrySeq())), map.hashCode() === I.Map(map.toSeq()).hashCode(), I.is(set, I.Set(set)), list.equals(I.List(list)), I.is(NaN, NaN), I.is(0, -0), I.is(I.Map({ a: I.List([1]) }), I.fromJS({ a: [1] }))]);
at("collisions", () => {
  class Key {
    constructor(n) { this.n = n; }
    hashCode() { return this.n % 3; }
    equals(o) { return o instanceof Key && o.n === this.n; }
  }
  let m = I.Map();
  for (let i = 0; i < 40; i++) m = m.set(new Key(i), i);
  for (let i = 0; i < 40; i += 4) m = m.delete(new Key(i));
  return [m.size, m.get(new Key(5)), m.get(new Key(4)), m.reduce((a, b) => a + b), m.map((v) => v * 2).get(new Key(7))];
});
at("hash", () => [I.hash("abc"), I.hash("a much longer string than sixteen units"), I.hash(1.5), I.hash(-1), I.hash(true), I.hash(null), I.hash(undefined), I.hash(2 ** 40), I.hash(I.List([1, 2])), I.hash(I.Map({ a: 1 })), I.hash(I.Set([1])), I.hash(new Date(5)), I.hash(Infinity), typeof I.hash({}), typeof I.hash(Symbol("s")), typeof I.hash(() => 1)]);

// ---- records ----

const Point = I.Record({ x: 0, y: 0, tags: I.List() }, "Point");
class Vec extends I.Record({ x: 1, y: 2 }) {
  length() { return Math.hypot(this.x, this.y); }
}
at("record", () => {
  const p = new Point({ x: 5, other: 1 });
  return [p, p.set("y", 2), p.remove("x"), p.clear(), p.merge({ x: 1, y: 1 }), p.toJS(), p.has("x"), p.has("other"), p.get("none", 9), p.equals(Point({ x: 5 })), p.hashCode() === Point({ x: 5 }).hashCode(), I.Record.isRecord(p), I.Record.getDescriptiveName(p), p.toSeq(), p.setIn(["tags", 0], "t"), p.update("x", (x) => x + 1), p.wasAltered(), [...p], new Vec({ x: 3, y: 4 }).length(), p.getIn(["tags", 0], "no"), p.hasIn(["x"]), p.withMutations((r) => r.set("x", 1).set("y", 2)), p.mergeDeep({ tags: ["a"] }), p.mergeWith((a, b) => a + b, { x: 1 }), p.entries(), p.toObject(), p.toJSON(), p.removeIn(["tags"]), p.updateIn(["x"], (x) => -x), p.asMutable().asImmutable() === p];
});
at("record errors", () => new Point().set("nope", 1));
at("record assign", () => { const p = new Point(); p.x = 3; return p; });
at("record names", () => I.Record({ size: 1, get: 2 }));

// ---- functions ----

const plain = () => ({ a: { b: [1, { c: 2 }] }, d: 1 });
at("functional", () => [I.get(plain(), "d"), I.getIn(plain(), ["a", "b", 1, "c"]), I.has(plain(), "z"), I.hasIn(plain(), ["a", "b"]), I.set(plain(), "d", 5), I.setIn(plain(), ["a", "b", 0], 9), I.remove(plain(), "a"), I.removeIn(plain(), ["a", "b", 0]), I.update(plain(), "d", (v) => v + 1), I.updateIn(plain(), ["x", "y"], "none", (v) => v), I.merge({ a: 1 }, { b: 2 }), I.merge([1], [2]), I.mergeWith((x, y) => x + y, { a: 1 }, { a: 2 }), I.mergeDeep(plain(), { a: { b: [7] } }), I.mergeDeepWith((x, y) => [x, y], plain(), { d: 3 }), I.set([1, 2], 1, 5), I.remove([1, 2, 3], 1)]);
at("fromJS", () => [I.fromJS(plain()), I.fromJS(plain(), function (k, v) { return I.isKeyed(v) ? v.toOrderedMap() : v.toSet(); }), I.fromJS([[1], { a: new Map([[1, 2]]) }])]);
at("predicates", () => Object.entries(I).filter(([n]) => /^is[A-Z]/.test(n)).map(([n, f]) => `${n}:${Object.values(sources).map((m) => (f(m()) ? 1 : 0)).join("")}`));
at("constructors", () => [I.List.of(1, 2), I.Map([["a", 1]]), I.Map.of?.("a", 1), I.Set.of(1, 1), I.Set.fromKeys({ a: 1 }), I.Set.union([[1], [2]]), I.Set.intersect([[1, 2], [2]]), I.Stack.of(1, 2), I.OrderedSet.of(2, 1), I.OrderedSet.fromKeys({ z: 1 }), I.Seq.of?.(1), I.Seq.Indexed.of(1, 2), I.Seq.Keyed({ a: 1 }), I.Collection([1]), I.Collection.Keyed({ a: 1 }), I.Collection.Set([1]), I.Collection.Indexed([4]), I.Range(5, 1), I.Range(0, 0), I.Repeat(1), I.Range(0, 10, 3).includes(9), I.Range(10, 0, 4).get(1), I.Range(0, 100).slice(10, 14), I.Repeat(2, 9).slice(3, 5), I.Range(0, 9).indexOf(4), I.Repeat("x", 3).indexOf("x"), I.Seq("abc").toArray(), I.Map(new Map([[1, 2]])), I.List(new Set([1])), I.Map(I.Seq({ q: 1 }))]);
for (const [i, bad] of [() => I.Map(5), () => I.List(5), () => I.Map([1]), () => I.Seq(5), () => I.Collection(5), () => I.Range(0, 1, 0), () => I.getIn({}, 5), () => I.set(5, "a", 1), () => I.updateIn({ a: 1 }, ["a", "b"], (v) => 1), () => I.Map({ a: 1 }).setIn(["a", "b"], 1), () => I.Record(5), () => I.List([1]).setSize(1e10), () => I.List([1, 2]).sort("x"), () => I.fromJS((() => { const o = {}; o.o = o; return o; })())].entries()) at(`error ${i}`, bad);
at("lazy", () => {
  let n = 0;
  const s = I.Range(0, Infinity).map((x) => { n++; return x * x; }).filter(even).skip(2).take(3);
  return [s.toArray(), n, s.cacheResult().size, I.Seq({ a: 1, b: 2 }).flip().mapKeys((k) => k * 2).toObject(), I.Seq([1, 2, 3]).concat([4]).reverse().toArray(), I.Seq([1, 2, 3, 4]).skipWhile((x) => x < 2).takeWhile((x) => x < 4).toArray(), I.Seq([[1, 2], [3]]).flatten().toArray(), I.Seq([1, 2]).zip(I.Seq(["a", "b"])).toArray(), I.Seq([3, 1]).interpose(0).toArray(), I.Seq([1, 2, 3]).sortBy((x) => -x).toArray()];
});
at("mutable", () => {
  const m = I.Map().asMutable();
  for (let i = 0; i < 100; i++) m.set(i, i * i);
  m.delete(5).update(6, (v) => v + 1).merge({ z: 1 });
  const s = I.Set().asMutable().add(1).union([2, 3]).remove(2), k = I.Stack().asMutable().push(1).unshift(2).pop(), l = I.List().asMutable().push(1).unshift(0).setSize(5).set(3, 3), o = I.OrderedMap().asMutable().set("a", 1).remove("a").set("b", 2);
  return [m.asImmutable().size, m.get(6), s.asImmutable(), k.asImmutable(), l.asImmutable(), o.asImmutable(), I.List([1, 2]).withMutations((x) => x.pop().push(9).shift())];
});
at("pairs", () => [I.Map({ b: 1, a: 2 }).sort(), I.Map({ b: 1, a: 2 }).sortBy((v, k) => k), I.OrderedSet([1]).zip([4]), I.Map({ a: 1 }).partition(even), I.List([[1, 2]]).fromEntrySeq?.(), I.version.split(".").length, I.Stack([1, 2]).peek(), I.Map({ a: I.Map({ b: 1 }) }).mergeDeep({ a: { c: 2 } }), I.Map({ a: [1] }).mergeDeep({ a: [2] }), I.List([I.Map({ x: 1 })]).mergeDeep?.([{ y: 2 }]), I.Map({ l: I.List([1]) }).updateIn(["l"], (l) => l.push(2)).toJS()]);
