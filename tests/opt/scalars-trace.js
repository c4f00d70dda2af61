// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc -O2 %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// A receiver that is not made is named in stack traces all the same, by its prototype.
// CHECK-LABEL: "probe" params
// CHECK: trace_this #1
// CHECK: plain_proto
// CHECK: ret
class Point {
  constructor(x, y) { this.x = x; this.y = y; }
  sum(f) { return this.x + f(this.y); }
}
class Named extends Point {
  constructor(x, f) { super(x, 1); this.own = f; }
  far(f) { return this.sum(f) + 1; }
}
function probe(x, f) { const p = new Point(x, 2); return p.sum(f); }
function other(x, f) { const p = new Named(x, f); return p.far(f); }
function own(f) { const o = new Named(1, function (g) { return g(this.x) + 1; }); return o.own(f); }
const trace = () => new Error("x").stack.split("\n").slice(1, 5).join("|").replace(/\(.*?[^/]*:/g, "(:");
for (const f of [(y) => y * 2, trace])
  for (let i = 0; i < 2; i++) console.log(probe(i, f), other(i, f), own(f));
