// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// A site meets one shape first, then mostly others, which take the first place of its cache in turn (runtime/object/ic.c):
// own properties in and out of the object, methods of prototypes, stores, and what changes in between.
class P { constructor(n) { this.early = 1; if (n) this.late = n; } get() { return this.early; } }
class Q extends P { constructor(n) { super(n); this.extra = 2; } get() { return super.get() + 10; } }
const own = (o) => o.early, late = (o) => o.late, method = (o) => o.get(), store = (o, v) => { o.early = v; }, add = (o, v) => { o.added = v; };
const make = [() => new P(), () => new P(3), () => new Q(), () => new Q(4), () => ({ early: 5, get() { return -1; } }), () => ({ get: () => 7, early: 6, late: 8 })];
const wide = () => { const o = {}; for (const k of ['a', 'b', 'c', 'd', 'e', 'f', 'late', 'early', 'get']) o[k] = k === 'get' ? function () { return this.early; } : k.length; return o; };
make.push(wide);
let sum = 0, log = [];
function use(o, v) { store(o, v); add(o, v + 1); sum += own(o) * 3 + (late(o) ?? 0.5) * 5 + method(o) * 7 + o.added; }
for (let phase = 0; phase < make.length * 3; phase++) {
  const f = make[phase % make.length], g = make[(phase * 5 + 2) % make.length];
  for (let i = 0; i < 60; i++) { use(f(), i); if (i % 7 === 0) use(g(), -i); }
  log.push(sum);
  if (phase === 8) P.prototype.get = function () { return 100; };
  if (phase === 11) Q.prototype.late = 9;
  if (phase === 13) { Object.defineProperty(P.prototype, 'added', { set(v) { this.put = v; }, get() { return this.put * 2; }, configurable: true }); }
  if (phase === 16) { delete P.prototype.added; delete Q.prototype.get; }
}
console.log(log.join(' '));
