// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O2 --backend=ass %s -o %t && %t > %t.out && diff %t.ref %t.out
// A loop in which nothing runs code tests an object's shape once for all its properties; others take the complete version.
// CHECK-LABEL: "step" params
// CHECK: has_shape
// CHECK: has_shape
// CHECK-NOT: has_shape
// CHECK: slot_load
// CHECK: slot_store
class P { constructor(x, v) { this.x = x; this.v = v; } }
function step(list, o, n) { for (let i = 0; i < n; i++) { const p = list[i]; p.x += p.v * o.k; p.v = p.v - o.k * p.x; } return list.map((p) => p && [p.x, p.v].join()).join(' '); }
function total(node) { let s = 0, n = 0; while (node) { s += node.v * 2; n++; node = node.next; } return [s, n]; }
function copy(from, to, n) { for (let i = 0; i < n; i++) { to.last = from.first; to.count = to.count + 1; from.first = i & 1 ? from : i; } return [typeof to.last, to.count]; }
function longest(list, n) { let best = null, len = -1; for (let i = 0; i < n; i++) { const p = list[i]; if (p.v > len) { best = p; len = p.v; } } return best && best.x; }
const chain = (...v) => v.reduceRight((next, x) => ({ v: x, next }), null);
const many = {}; for (let i = 0; i < 40; i++) many['p' + i] = i; many.v = 3; many.next = null;
const all = [
  () => step([new P(1, 2), new P(0.5, -1)], { k: 0.1 }, 2), () => step([new P(1, 2), new P('a', 1), new P(3, 4)], { k: 2 }, 3),
  () => step([new P(1, 2), { v: 1, x: 2 }, { x: 3, y: 0, v: 1 }, new P(1, 1)], { k: 1 }, 4), () => step([new P(1, 2), null], { k: 1 }, 2),
  () => step([new P(1, 2), Object.freeze(new P(1, 2))], { k: 1 }, 2), () => step([{ get x() { return 5; }, set x(v) { console.log('set', v); }, v: 2 }], { k: 1 }, 1),
  () => step([new P(1, 2), new P(2, 3)], { get k() { return this.n = (this.n ?? 0) + 1; } }, 2), () => step([new P(1, 2)], undefined, 1),
  () => step([Object.create({ x: 1, v: 2 }), new P(1, 1)], { k: 3 }, 2), () => step([new P(1n, 2n)], { k: 1n }, 1), () => step([Object.assign(new P(1, 2), { w: 1 }), new P(1, 2)], new P(1), 2),
  () => step([new Proxy(new P(1, 2), {}), new P(3, 4)], { k: 1 }, 2), () => step([[], 'text', 5, new P(1, 2)], { k: 1 }, 4), () => step([new P(1, 2)], { k: 1 }, 1.5),
  () => total(chain(1, 2, 3)), () => total(chain(1, 'x', 3.5)), () => total({ next: chain(4), v: 1 }), () => total(many), () => total({ v: 1, next: many }), () => total(0), () => total({ v: 1, next: 'abc' }),
  () => copy({ first: 1 }, { last: 0, count: 0 }, 5), () => copy({ first: 'a' }, { count: 2147483646 }, 3), () => copy({ first: 1 }, Object.freeze({ last: 0, count: 0 }), 2),
  () => longest([new P('a', 1), new P('b', 5), { v: '7', x: 'c' }], 3), () => longest([new P('a', NaN)], 1), () => longest([new P('a', 1)], 2), () => longest([], 0),
  () => { const young = []; for (let i = 0; i < 3000; i++) young.push(new P(i, {})); const o = { last: null, count: 0 }; for (let r = 0; r < 50; r++) copy({ first: { r, s: 'x'.repeat(r) } }, o, 2000); return young.length + o.count; },
];
for (let round = 0; round < 3; round++) for (const f of all) try { console.log(f()); } catch (e) { console.log(e.message); }
