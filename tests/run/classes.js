// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Classes: inheritance, super, fields, private members, accessors, statics, computed names.
class A { #p = 1; static count = 0; x = 5; ['c' + 1] = 'computed'; constructor(y) { this.y = y; A.count++; } get p() { return this.#p; } set p(v) { this.#p = v; } #priv() { return 'priv' + this.#p; } callPriv() { return this.#priv(); } static make() { return new this(9); } static #sp = 3; static getSp() { return A.#sp; } has(o) { return #p in o; } }
class B extends A { z = this.x + 1; constructor() { super(7); this.w = super.callPriv(); } callPriv() { return 'B' + super.callPriv(); } toString() { return `B(${this.y})`; } static { this.block = 'static block ' + this.name; } }
const b = new B();
console.log(b.x, b.y, b.z, b.w, b.c1, b.p, b.callPriv(), `${b}`, B.block, A.count, B.count, A.getSp());
b.p = 42; console.log(b.p, b.has(b), b.has({}), B.make() instanceof B);
try { A(); } catch (e) { console.log(e.message); }
class C extends Array { sum() { return this.reduce((a, b) => a + b, 0); } } const c = C.from([1, 2, 3]); console.log(c.sum(), c.length, c instanceof C, c.map((x) => x * 2) instanceof C);
class E extends Error { constructor(m) { super(m); this.name = 'E'; } } try { throw new E('boom'); } catch (e) { console.log(e instanceof E, e instanceof Error, e.message, String(e)); }
const o = { m() { return super.toString === Object.prototype.toString; }, get g() { return 1; }, set g(v) { console.log('set', v); }, async a() {}, *gen() {}, ['k' + 1]: 2, __proto__: { inherited: true } };
console.log(o.m(), o.g, o.k1, o.inherited, Object.keys(o).join()); o.g = 5;
class D { constructor() { return { custom: 1 }; } } console.log(new D().custom);
class F extends Object { constructor() { const f = () => super(); f(); this.ok = 1; } } console.log(new F().ok);
console.log(class {}.name, (class N {}).name, typeof class {}, Object.getOwnPropertyNames(B.prototype).join());
function Old() { if (!new.target) return new Old(); this.v = 1; } console.log(Old().v, new Old().v);
class G { static s = G.name + '!'; static t() { return new.target; } } console.log(G.s, G.t());
console.log(Object.getOwnPropertyDescriptor(A.prototype, 'p').get.name, A.length, B.name);
class Base { constructor() { this.init(); } init() { this.v = 'base'; } } class Derived extends Base { f = 'field'; init() { this.v = 'derived ' + this.f; } } const d = new Derived(); console.log(d.v, d.f);
