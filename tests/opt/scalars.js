// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Objects that nobody else sees are not made; where a guess fails they are, with all their properties in order.
// CHECK-LABEL: "manhattan" params
// CHECK: plain_proto
// CHECK-NOT: create_this
// CHECK: ret
// CHECK: new_plain
class W {
  constructor(x, y) { this.x = x; this.y = y; }
  minus(o) { return new W(this.x - o.x, this.y - o.y); }
  norm() { return Math.abs(this.x) + Math.abs(this.y); }
}
function manhattan(a, b) { return a.minus(b).norm(); }
class V {
  constructor(x, y) { this.x = x; this.y = y; }
  add(o) { return new V(this.x + o.x, this.y + o.y); }
  scale(k) { return new V(this.x * k, this.y * k); }
  dot(o) { return this.x * o.x + this.y * o.y; }
  show() { return JSON.stringify(this) + (this instanceof V) + (this.constructor === V); }
}
function length(a, b) { return Math.sqrt(a.add(b).scale(2).dot(a)); }
function sum(n, hook) {
  let at = new V(0, 0), text = '';
  for (let i = 0; i < n; i++) {
    const step = new V(i, -i);
    if (i % 3 === 2) step.x = 'x' + i;
    hook(i);
    const p = { step: i, twice: step.add(at).scale(2) };
    text += p.step + ':' + p.twice.dot(step) + ' ';
    at = at.add(step);
  }
  return text + at.show();
}
function inTry(a) {
  let r = '';
  for (let i = 0; i < 3; i++)
    try { const t = new V(i, 2); if (i === 1) throw t.add(a).show(); r += t.dot(a); } catch (e) { r += e; }
  return r;
}
function nested(a) { const o = { u: new V(a, 1), w: { v: new V(2, a) } }; return o.u.dot(o.w.v) + o.u.scale(3).y; }
function maybe(c) { const v = new V(1, 2); if (c) v.extra = c; return c ? v.extra + v.x : v.y; }
function late(c) { const v = new V(1, 2); if (c) return v.show(); return v.dot(v); }
function missing() { const v = new V(1, 2); return [v.z, v.toString(), v.x, 'x' in v, delete v.x, v.x].join(); }
function order(o) { const v = new V(3, 4); const m = v.add(o); return Object.keys(m).join() + m.show() + v.scale(1).show(); }
const a = new V(1, 2), b = new V(3, 4);
console.log(manhattan(new W(1, 2), a), manhattan(new W(5, 5), new W(1, 9))); try { manhattan(a, a); } catch (e) { console.log(e.message); }
const all = () => {
  for (const f of [() => length(a, b), () => sum(5, () => 0), () => inTry(b), () => nested(2), () => maybe(0), () => maybe(9),
    () => late(1), () => late(0), missing, () => order(a), () => order({ x: 1, y: 'q' })])
    try { console.log(f()); } catch (e) { console.log(e.message); }
};
all();
console.log(sum(6, (i) => { if (i === 3) V.prototype.dot = function (o) { return 'patched' + this.x + this.show(); }; })); all();
delete V.prototype.dot; all(); V.prototype.dot = () => 1;
Object.defineProperty(V.prototype, 'y', { set(v) { console.log('set y', v, Object.keys(this).join()); }, get() { return 'got'; }, configurable: true }); all();
delete V.prototype.y; Object.defineProperty(V.prototype, 'x', { value: 5, writable: false, configurable: true }); all();
delete V.prototype.x; all();
function F(p) { this.p = p; } F.prototype.get = function () { return this.p; };
function useF(n) { let s = 0; for (let i = 0; i < n; i++) { const f = new F(i), g = new F(f.get() + 1); if (i === 4) F.prototype = { get() { return 100; } }; s += g.get(); } return s; }
console.log(useF(4), useF(6), useF(3), new F(1).get());
console.log(sum(4, (i) => { if (i === 2) Object.setPrototypeOf(V.prototype, { set x(v) { console.log('far setter', v); } }); }));
