// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// A constructor's first stores are one operation; setters, read-only properties and changed prototypes still count.
// CHECK-LABEL: "Tree" params
// CHECK: new_fields
// CHECK-NOT: set_prop
// CHECK: ret
class Tree { constructor(l, r) { this.l = l; this.r = r; this.list = [l, r]; this.n = 1 + size(l); } }
function size(t) { return t ? t.n : 0; }
function Loose(a, b) { this.a = a; this.b = b; this.a = a + b; }
class Wide { constructor(v) { this.a = v; this.b = v; this.c = v; this.d = v; this.e = v; this.f = v; this.g = v; this.h = v; } }
class More extends Wide { constructor(v) { super(v); this.i = v; this.self = this; } m() { return this.i + this.h; } }
const trees = []; let t = null;
for (let i = 0; i < 5; i++) { t = new Tree(t, i); trees.push(t); }
console.log(t.n, Object.keys(t).join(), trees[3].r, new More(4).m(), Object.keys(new More(1)).join(), new Loose('x', 'y'));
const show = () => { const o = new Loose(1, 2); console.log(o, Object.keys(o).join(), o instanceof Loose); };
show(); show();
Object.defineProperty(Loose.prototype, 'b', { set(v) { console.log('set b', v, Object.keys(this).join()); }, configurable: true }); show(); show();
Object.defineProperty(Loose.prototype, 'b', { value: 7, writable: false, configurable: true }); show();
Object.defineProperty(Tree.prototype, 'r', { value: 7, writable: false, configurable: true });
try { new Tree(null, 1); } catch (e) { console.log(e.message); }
delete Tree.prototype.r; console.log(new Tree(null, 1).n);
Object.defineProperty(Tree.prototype, 'r', { get() { return 'got'; } }); try { new Tree(null, 1); } catch (e) { console.log(e.message); }
delete Loose.prototype.b; show(); Loose.prototype = { other: 1 }; show(); Loose.prototype = null; console.log(new Loose(1, 2) instanceof Object);
Loose.prototype = new Proxy({}, { set(o, k, v, r) { console.log('trap', k); return Reflect.defineProperty(r, k, { value: v, enumerable: true }); } });
console.log(Object.keys(new Loose(1, 2)));
Object.freeze(More.prototype); console.log(new More(2).m(), Reflect.construct(Wide, [1], Array) instanceof Array);
const made = []; for (let i = 0; i < 200000; i++) { const w = new More(i); if (i % 20000 === 0) made.push(w); } console.log(made.map((w) => w.m()).join());
// What a setter may write is read after it, what it may read is written before or after it as the program says.
let count = 0;
class Counting { constructor() { this.a = 1; this.b = count; this.c = [count]; } set a(v) { count += v; } }
class Watched { constructor() { this.a = 1; count = 9; this.b = 2; } set a(v) { this.seen = count; } }
function local() { let k = 1; class Local { constructor() { this.a = 1; this.b = k; this.f = () => k; } set a(v) { k = 7; } } return (0, Reflect.construct)(Local, []); }
for (const C of [Counting, Watched, Watched]) { const o = new C(); console.log(o.b, o.c, o.seen, count); count = 3; }
console.log(local().b, local().f());
