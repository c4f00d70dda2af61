// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Methods and super constructors are tested and called directly; what is found by name is never taken for granted.
// CHECK: is_fn fn{{[0-9]+}} "sides"
// CHECK: new_direct fn{{[0-9]+}} "Implicit"
// CHECK: is_fn fn{{[0-9]+}} "Shape"
class Shape {
  constructor(n) { this.n = n; if (n < 0) throw new RangeError('n ' + n); }
  sides() { return this.n; }
  boom(x) { if (x) throw new Error('boom ' + x); return 'calm'; }
  self() { return this; }
}
class Square extends Shape { constructor() { super(4); this.k = 's'; } area(o) { const p = new Point(o.sides(), 2, 3); return p.x + p.y; } }
class Round extends Shape { constructor(r) { super(r); this.r = r; } sides() { return Infinity; } area() { return this.r; } }
class Implicit extends Square {}
class Point { #z = 7; w = this.z(); constructor(x, y = 5) { this.x = x; this.y = y; } z() { return this.#z; } }
const all = [new Square(), new Round(3), new Implicit(), { sides() { return 'own'; }, area() { return 'lit'; } }];
const show = () => console.log(all.map((o) => [o.sides(), o.area(all[1])].join()).join(' '));
show();
Shape.prototype.sides = function () { return 'patched ' + this.n; }; show();
Object.defineProperty(all[0], 'sides', { get() { return () => 'got'; } }); show();
all[2].sides = null; try { show(); } catch (e) { console.log(e.message); }
delete all[2].sides; Object.setPrototypeOf(all[2], Round.prototype); show();
all.push(new Proxy(all[1], { get(t, k, r) { return k === 'sides' ? () => 'proxied' : Reflect.get(t, k, r); } })); show();
for (const o of [...all, 5, null]) try { console.log(o.sides()); } catch (e) { console.log(e.message); }
const s = new Square(); let log = '';
for (let i = 0; i < 3; i++) { try { log += s.boom(i); } catch (e) { log += e.message; } finally { log += ';'; } }
console.log(log, s.self() === s, s.boom.call(undefined, 0));
try { new Round(-1); } catch (e) { console.log(e.name, e.message, e instanceof RangeError); }
Object.setPrototypeOf(Round, class { constructor(x) { this.other = x; } }); console.log(new Round(8));
Object.setPrototypeOf(Round, function () { return { replaced: 1 }; }); console.log(new Round(8));
Object.setPrototypeOf(Round, null); try { new Round(1); } catch (e) { console.log(e.message); }
try { early(); } catch (e) { console.log(e.message); }
function early() { return new Late(1); } class Late { } console.log(early());
function Old(a) { this.a = a; if (a === 2) return { other: a }; if (a === 3) return a; }
Old.prototype.get = function () { return this.a; };
console.log(new Old(1).get(), new Old(2), new Old(3).get(), new Old(4, 5).a);
console.log(new Point(1), new Point(1, 2).w, Reflect.construct(Old, [9], Shape) instanceof Shape);
function maker(base) { return { inc(n) { return base + n; }, fail(n) { return n.x; } }; }
const m1 = maker(1), m2 = maker(10);
console.log(m1.inc(1), m2.inc(1), m1.inc.call(0, 3)); try { m2.fail(); } catch (e) { console.log(e.message); }
console.log((() => { try { return [1].map((v) => m1.inc(v) + s.sides()); } catch (e) { return e; } })());
class Count { static n = 0; static next() { return ++Count.n; } static make() { return new this(); } }
console.log(Count.next() + Count.next(), Count.make() instanceof Count, new (class extends Count { v = 1; })().v);
