// RUN: %jsc %s -o %t && %t 1000000 | FileCheck %s
// deep COUNT: what is linked, nested or concatenated COUNT times needs no stack to be traced, flattened, compared or
// written. `make check-heap` runs it with 10 million.
"use strict";
const count = Number(process.argv[2]);
const collect = () => { let kept; for (let i = 0; i < 200000; i++) kept = { a: [i], b: "x" + i }; return kept; };
/** Makes something by `step` count times from `seed`, survives collections, and reports what `check` finds. */
function deep(name, n, seed, step, check) {
  let thing = seed;
  for (let i = 0; i < n; i++) thing = step(thing, i);
  collect();
  console.log(name, check(thing, n));
}
const walk = (inner) => (p, n) => { while ((p = inner(p))) n--; return n; };
deep("list", count, null, (next, v) => ({ v, next }), (p, n) => { for (; p; p = p.next) n--; return n; });
deep("arrays", count, [], (a) => [a], walk((a) => a[0]));
deep("closures", count, () => null, (f) => () => f, walk((f) => f()));
deep("maps", count / 8, new Map(), (m) => new Map([[m, 1]]), walk((m) => m.keys().next().value));
deep("prototypes", count / 8, { a: 0 }, (o) => Object.create(o), (o) => o.a);
deep("bound", 50000, (...all) => all.length, (f) => f.bind(null, 1), (f, n) => f() - n);
deep("rope", count, "", (s, i) => s + (i % 10) + "ab", (s, n) => [s.length / n, s.charAt(n), s.slice(-6)]);
deep("rope, left", count, "", (s, i) => "ab" + (i % 10) + s, (s, n) => [s.length / n, s.slice(0, 6)]);
deep("rope, both", count, "0123456789abcdef", (s, i) => (i & 1 ? s + "xy" : "zw" + s), (s, n) => s.indexOf("0123") / n);
deep("rope, wide", count, "\u1234", (s, i) => s + (i & 7 ? "\u3042" : "a"), (s, n) => s.length - n);
deep("ropes, equal", count, ["q", "q"], (p) => [p[0] + "x", p[1] + "x"], ([a, b]) => [a === b, a < b, new Set([a, b]).size]);
deep("json", count, [], (a, i) => (i & 1 ? { a } : [a]), (a, n) => JSON.stringify(a).length - (n / 2) * 8 - 2);
const weak = new WeakMap(), first = {};
deep("weak map", count / 4, first, (key) => { const next = {}; weak.set(key, next); return next; }, (_, n) => { for (let p = first; (p = weak.get(p)); ) n--; return n; });
deep("promises", count / 8, Promise.resolve(0), (p) => p.then((x) => x + 1), (p, n) => { p.then((x) => console.log("settled", x - n)); return "pending"; });
const add = async (p) => (await p) + 1;
deep("async", count / 8, Promise.resolve(0), add, (p, n) => { p.then((x) => console.log("awaited", x - n)); return "pending"; });
// CHECK: list 0
// CHECK-NEXT: arrays 0
// CHECK-NEXT: closures 0
// CHECK-NEXT: maps 0
// CHECK-NEXT: prototypes 0
// CHECK-NEXT: bound 0
// CHECK-NEXT: rope [ 3, 'a', '8ab9ab' ]
// CHECK-NEXT: rope, left [ 3, 'ab9ab8' ]
// CHECK-NEXT: rope, both 1
// CHECK-NEXT: rope, wide 1
// CHECK-NEXT: ropes, equal [ true, false, 1 ]
// CHECK-NEXT: json 0
// CHECK-NEXT: weak map 0
// CHECK-NEXT: promises pending
// CHECK-NEXT: async pending
// CHECK-NEXT: settled 0
// CHECK-NEXT: awaited 0
