// RUN: %jsc %level %s -o %t && %t > %t.out 2>/dev/null && %node %s > %t.ref && diff %t.ref %t.out
// super everywhere, fields in derived classes, private members, new.target.
class A { constructor(v) { this.v = v; } who() { return 'A' + this.v; } }
class B extends A { x = this.v + 1; #p = super.who(); constructor() { const f = () => super(5); f(); this.done = this.#p; } }
const b = new B(); console.log(b.x, b.done, b);
class C extends A { y = 2; constructor(a) { if (a) super(1); else super(2); this.z = 3; } } console.log(new C(1), new C(0));
class D extends B { constructor() { super(); try { super(); } catch (e) { console.log(e.message); } } } new D();
class E extends A { constructor() { } } try { new E(); } catch (e) { console.log(e.message); }
class F extends A { constructor() { return { q: 1 }; } } console.log(new F());
class G extends A { constructor() { super(1); return 5; } } try { new G(); } catch (e) { console.log(e.message); }
class H { static #c = 0; static inc() { return ++H.#c; } static get c() { return H.#c; } static { H.inc(); } get #g() { return 9; } set #g(v) { this.gv = v; } m() { this.#g = 4; return this.#g + this.gv; } }
console.log(H.inc(), H.c, new H().m());
const key = 'dyn'; class I { [key] = 1; [key + 'M']() { return this[key]; } static [key + 'S'] = 's'; 'quoted' = 2; 3 = 4; fn = () => this; an = class {}; } const i = new I(); console.log(i, i.dynM(), I.dynS, i.fn() === i, i.fn.name, i.an.name);
console.log(Object.getOwnPropertyNames(class { static a() {} b() {} }), (class { static name = 'own'; }).name);
const o = { __proto__: { hi() { return 'hi ' + this.n; } }, n: 1, hi() { return super.hi() + '!'; }, get s() { return super.hi(); } }; console.log(o.hi(), o.s);
class J extends null { static x() { return super.toString === undefined; } } console.log(typeof J, J.x());
try { class K extends 5 {} } catch (e) { console.log(e.message); }
function Fn() { if (!new.target) return 'called'; this.t = new.target === Fn; } console.log(Fn(), new Fn());
class L { a = (() => arguments_ok)(); } var arguments_ok = 1; console.log(new L().a);
class M { static async *gen() { yield* [1, 2]; } async m() { return super.toString(); } } (async () => { for await (const v of M.gen()) console.log(v); console.log(await new M().m()); })();
