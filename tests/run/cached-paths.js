// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// What caches by shape, key or epoch must give when the world changes under them. Each part warms a site first.
"use strict";
const again = (f, n = 40) => { let r; for (let i = 0; i < n; i++) r = f(i); return r; };
const fails = (f) => { try { return f(); } catch (e) { return e.name + ": " + e.message; } };

// Private names: two evaluations of one class, whose instances look alike.
const make = () => class { #x = 1; static read(o) { return o.#x; } static write(o, v) { o.#x = v; } static has(o) { return #x in o; } };
const A = make(), B = make(), a = new A(), b = new B();
again(() => A.read(a) + A.has(a) + (A.write(a, 5), 0));
// CHECK: 5 1 true false
console.log(A.read(a), B.read(b), A.has(a), A.has(b));
// CHECK-NEXT: TypeError: Cannot read private member #x from an object whose class did not declare it
console.log(fails(() => A.read(b)));
// CHECK-NEXT: TypeError: Cannot write private member #x to an object whose class did not declare it
console.log(fails(() => B.write(a, 1)));
class Twice extends (function (o) { return o; }) { #y = 1; constructor(o) { super(o); } get y() { return this.#y; } }
const bag = {};
new Twice(bag);
// CHECK-NEXT: TypeError: Cannot initialize #y twice on the same object
console.log(fails(() => again(() => new Twice({})) && new Twice(bag)));

// instanceof: prototypes and Symbol.hasInstance that come later.
class P {} class Q extends P {}
const q = new Q(), is = (v, C) => v instanceof C;
again(() => is(q, P) && is({}, P));
const before = is(q, P);
Object.setPrototypeOf(Q.prototype, null);
const after = is(q, P);
Object.defineProperty(P, Symbol.hasInstance, { value: () => true, configurable: true });
// CHECK-NEXT: true false true
console.log(before, after, is(1, P));
function F() {}
const f = new F();
again(() => is(f, F));
F.prototype = {};
// CHECK-NEXT: false
console.log(is(f, F));

// super: another prototype, another method, other classes with the same code.
const mix = (Base) => class extends Base { m() { return "<" + super.m() + ">"; } };
const one = new (mix(class { m() { return 1; } }))(), two = new (mix(class { m() { return 2; } }))();
// CHECK-NEXT: <1> <2>
console.log(again(() => one.m()), again(() => two.m()));
class S { m() { return "S"; } } class T extends S { m() { return super.m() + "T"; } k(k) { return super[k](); } n() { return "n"; } }
const t = new T();
again(() => t.m() + t.k("m"));
S.prototype.n = () => "Sn";
S.prototype.m = () => "new";
// CHECK-NEXT: newT Sn new
console.log(t.m(), t.k("n"), t.k("m"));
Object.setPrototypeOf(T.prototype, { m: () => "other" });
// CHECK-NEXT: otherT
console.log(t.m());

// Accessors, own and inherited, replaced and removed.
const box = { get v() { return this.n; }, set v(x) { this.n = x * 2; }, n: 1 }, heir = Object.create(box);
again((i) => { box.v = i; heir.v = i; return box.v + heir.v; });
// CHECK-NEXT: 78 78
console.log(box.v, heir.v);
Object.defineProperty(box, "v", { value: 7, writable: true, configurable: true });
const touch = (o) => { o.v = 3; return o.v; };
again(() => touch({ set v(_) {}, get v() { return 1; } }));
// CHECK-NEXT: 3 3 7
console.log(touch(heir), touch(heir), box.v);
// CHECK-NEXT: TypeError: Cannot set property v of #<Object> which has only a getter
console.log(fails(() => again(() => touch({ get v() { return 1; } }))));

// for-in: inherited keys that come later, keys that go, and elements.
const keys = (o, act = () => {}) => { const r = []; for (const k in o) { r.push(k); act(k); } return r.join(); };
class K { constructor() { this.a = 1; this.b = 2; } }
again(() => keys(new K()));
K.prototype.late = 1;
// CHECK-NEXT: a,b,late
console.log(keys(new K()));
delete K.prototype.late;
K.prototype[3] = 1;
// CHECK-NEXT: a,b,3
console.log(keys(new K()));
delete K.prototype[3];
const gone = new K();
// CHECK-NEXT: a a,b a,b
console.log(keys(gone, () => delete gone.b), keys(new K()), keys(Object.assign(new K(), { [Symbol("s")]: 1 })));
// CHECK-NEXT: [ 'x', 'y' ] [ 'x', 'y' ] [ [ 'x', 1 ], [ 'y', 2 ] ] [ 1, 2 ]
const xy = { x: 1, y: 2 }, list = again(() => Object.keys(xy));
list.length;
console.log(Object.keys(xy), again(() => Object.keys(xy)), Object.entries(xy), Object.values(xy));
again(() => Object.keys(xy)).push("z"); // its own array
// CHECK-NEXT: x,y x,y
console.log(Object.keys(xy).join(), Object.keys({ x: 3, y: 4 }).join());

// Spread and rest: order, symbols, what is hidden, accessors, more than fits, into objects that have some.
const sym = Symbol("sym");
const from = { b: 1, a: 2, [sym]: 3 };
Object.defineProperty(from, "hidden", { value: 4, enumerable: false, writable: true, configurable: true });
// CHECK-NEXT: { b: 1, a: 2, Symbol(sym): 3 } { a: 2, b: 1, Symbol(sym): 3 }
console.log(again(() => ({ ...from })), again(() => ({ a: 0, ...from })));
// CHECK-NEXT: { b: 9, a: 2, Symbol(sym): 3 } { a: 2, Symbol(sym): 3 }
console.log(again(() => ({ ...from, b: 9 })), again(() => { const { b, ...rest } = from; return rest; }));
let order = "";
const lazy = { get p() { order += "p"; return 1; }, q: 2, get r() { order += "r"; return 3; } };
// CHECK-NEXT: { p: 1, q: 2, r: 3 } pr
console.log({ ...lazy }, order);
const wide = Object.fromEntries(Array.from({ length: 600 }, (_, i) => ["k" + i, i]));
// CHECK-NEXT: 600 599 601 { '0': 'a', '1': 'b', k: 1 }
console.log(Object.keys({ ...wide }).length, { ...wide }.k599, Object.keys({ z: 1, ...wide }).length, { ...["a", "b"], ...{ k: 1 } });
class WithPrivate { #h = 1; v = 2; h() { return this.#h; } }
const copy = { ...new WithPrivate() };
// CHECK-NEXT: { v: 2 } TypeError: Cannot read private member #h from an object whose class did not declare it
console.log(copy, fails(() => WithPrivate.prototype.h.call(copy)));
const proto = { ...{ a: 1 }, __proto__: { inherited: 1 } }, own = { ...proto };
// CHECK-NEXT: 1 undefined { a: 1 }
console.log(proto.inherited, own.inherited, own);
const frozen = Object.freeze({ a: 1, b: 2 }), thawed = { ...frozen };
thawed.a = 5;
// CHECK-NEXT: { a: 5, b: 2 }
console.log(thawed);

// Strings are iterated by the builtin's steps only while they are the builtin's.
const chars = (s) => { let r = []; for (const c of s) r.push(c); return r.join("|"); };
again(() => chars("ab"));
// CHECK-NEXT: a|{{.*}}|b a|b{{$}}
console.log(chars("a\u{1F600}b"), [..."ab"].join("|"));
const SI = Object.getPrototypeOf(""[Symbol.iterator]()), next = SI.next;
SI.next = function () { const r = next.call(this); return r.done ? r : { done: false, value: r.value + "!" }; };
// CHECK-NEXT: a!|b!
console.log(chars("ab"));
SI.next = next;

// Iterator results as builtins make them, and as others do.
const odd = { *[Symbol.iterator]() { yield 1; } };
const results = [{ value: 1, done: false }, { done: false, value: 2 }, { get done() { return false; }, value: 3 }, { done: 1, value: 9 }];
let at = 0;
const own2 = { [Symbol.iterator]: () => ({ next: () => results[at++] }) };
// CHECK-NEXT: [ 1 ] [ 1, 2, 3 ]
console.log([...odd], [...own2]);

// The rest of an array pattern.
const [r0, ...r1] = [1, , 3], [...r2] = [], [, , ...r3] = [1];
// CHECK-NEXT: [ undefined, 3 ] true [] []
console.log(r1, 0 in r1, r2, r3);

// arguments objects: properties, order, attributes.
function args() { return arguments; }
const sloppy = new Function("return arguments");
// CHECK-NEXT: [ '0', '1', 'length', 'callee', Symbol(Symbol.iterator) ] [ '0', 'length', 'callee', Symbol(Symbol.iterator) ]
console.log(Reflect.ownKeys(args(1, 2)), Reflect.ownKeys(sloppy(1)));
// CHECK-NEXT: { value: 2, writable: true, enumerable: false, configurable: true } true true
console.log(Object.getOwnPropertyDescriptor(args(1, 2), "length"), sloppy(1).callee === sloppy, args(1)[Symbol.iterator] === [].values);
// CHECK-NEXT: false function true
const callee = Object.getOwnPropertyDescriptor(args(), "callee");
console.log(callee.configurable, typeof callee.get, callee.get === callee.set);
function sum() { let s = 0; for (let i = 0; i < arguments.length; i++) s += arguments[i]; return s; }
// CHECK-NEXT: 10 0 6 NaN
console.log(sum(1, 2, 3, 4), sum(), again(() => sum(1, 2, 3)), sum(1, undefined));

// A copy of what cannot be extended can be, and what it becomes is not what the original is.
const none = Object.freeze({}), sealed = Object.preventExtensions({ a: 1 });
const extend = (o) => { o.extra = 1; return o; };
again(() => [extend({ ...none }), extend({ ...sealed })]);
// CHECK-NEXT: TypeError: Cannot add property extra, object is not extensible { extra: 1 } { a: 1, extra: 1 }
console.log(fails(() => extend(none)), extend({ ...none }), extend({ ...sealed }));
// CHECK-NEXT: {} { a: 1 } true
console.log(none, sealed, Object.isFrozen(none));
// super[key] converts an object each time.
let turn = 0;
const turning = { toString: () => (turn++ % 2 ? "even" : "odd") };
class Base { odd() { return 1; } even() { return 2; } }
class Derived extends Base { get(k) { return super[k](); } }
const derived = new Derived();
// CHECK-NEXT: 1 2 1 2
console.log(derived.get(turning), derived.get(turning), derived.get(turning), derived.get(turning));
