// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
// JSON.stringify keeps its own stack: depths around where it grows, cycles across it, members that change meanwhile. And
// the stack is looked at before many arguments are copied to it.
"use strict";
const show = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.message); } };
for (let d = 0; d < 40; d++) {
  const start = {};
  let o = start;
  for (let i = 0; i < d; i++) o = o["k" + i] = i % 3 ? {} : [];
  o.x = start;
  show(() => JSON.stringify(start));
  show(() => JSON.stringify([start, 1]));
  o.x = o;
  show(() => JSON.stringify(start));
}
for (let d = 0; d < 36; d += 5) {
  let o = {};
  for (let i = 0; i < d; i++) o = i % 2 ? { a: undefined, b: [], o, s: Symbol(), c() {} } : [o, , undefined, {}];
  for (const gap of [undefined, 2, "--"]) show(() => JSON.stringify(o, null, gap));
  show(() => JSON.stringify(o, ["o", "b", "0"], 1));
  show(() => JSON.stringify(o, (k, v) => (k === "b" ? { k, toJSON: (x) => x + d } : v), 1));
}
const changing = { a: { toJSON() { delete changing.c; changing.b = 5; changing.z = 1; return 1; } }, b: 1, c: 2, d: undefined, get e() { return 3; } };
show(() => JSON.stringify(changing) + JSON.stringify(changing));
const same = { x: 1 };
let shared = { leaf: same };
for (let i = 0; i < 30; i++) shared = { a: same, shared, b: [same] };
show(() => JSON.stringify(shared));
show(() => JSON.stringify([new Proxy([1, { a: 2 }], {}), new Proxy({ a: [1] }, { ownKeys: () => ["a", "q"] })]));
show(() => JSON.stringify({ get a() { throw new Error("get"); } }));
show(() => JSON.stringify([[{ a: { toJSON() { throw new Error("toJSON"); } } }]]));
let deep = [];
for (let i = 0; i < 100000; i++) deep = i % 2 ? { a: 1, deep } : [deep, i];
show(() => JSON.stringify(deep).length);

class Base { constructor(...all) { this.all = [new.target.name, ...all]; } }
const Bound = Base.bind(null, 1, 2).bind(9, 3).bind(null);
show(() => [new Bound(4, 5, 6).all, new (class Derived extends Base {})(1).all, Bound.name].join());
show(() => [Reflect.construct(Bound, [7], Bound).all, Reflect.construct(Bound, [8], Array).all].join());
show(() => (function (...all) { return [this.me, ...all].join(); }).bind({ me: 1 }, 2).bind({ me: 3 }, 4, 5)(6, 7, 8));
const nest = (n, f) => (n ? 1 + nest(n - 1, f) : f());
const many = new Array(60000).fill(1);
const bound = ((...all) => all.length).bind(null, ...many), proxy = new Proxy((...all) => all.length, {});
show(() => nest(100, () => bound() + proxy(...many)));
