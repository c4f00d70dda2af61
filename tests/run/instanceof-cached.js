// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O0 %s -o %t && %t > %t.out && diff %t.ref %t.out
// instanceof remembers that a function has the usual Symbol.hasInstance, and where its prototype is: what changes either.
"use strict";
const is = (v, f) => v instanceof f;
function test(v, f) {
  try {
    return is(v, f);
  } catch (e) {
    return e.message;
  }
}
class A {}
class B extends A {}
function F() {}
const Arrow = () => 1;
const bound = F.bind(null), boundClass = B.bind(null);
const proxy = new Proxy(F, {}), inChain = Object.create(new Proxy(new F(), {}));
const functions = { A, B, F, Arrow, bound, boundClass, proxy, Object, Array, Error };
const values = { a: new A(), b: new B(), f: new F(), inChain, plain: {}, none: Object.create(null), list: [], error: new TypeError(), n: 1, s: "s", undef: undefined, nil: null, symbol: Symbol("s"), fn: F };
function table(title) {
  for (let round = 0; round < 3; round++)
    for (const [name, f] of Object.entries(functions)) {
      const row = Object.entries(values).map(([key, v]) => `${key}:${test(v, f)}`);
      if (round === 2) console.log(title, name, row.join(" "));
    }
}
table("first");
const old = values.f;
F.prototype = { other: true };
values.f2 = new F();
console.log(test(old, F), test(values.f2, F));
table("prototype replaced");
F.prototype = 5;
console.log(test(old, F), test(1, F), test({}, F));
F.prototype = Object.getPrototypeOf(old);
Object.setPrototypeOf(values.a, B.prototype);
Object.setPrototypeOf(values.b, null);
table("objects moved");
Object.setPrototypeOf(B, F);
table("class moved");
Object.defineProperty(A, Symbol.hasInstance, { value: (v) => v === 1, configurable: true });
console.log(test(1, A), test(new A(), A), test(1, B), test(new B(), B));
Object.setPrototypeOf(B, A);
console.log(test(1, B), test(new B(), B));
delete A[Symbol.hasInstance];
console.log(test(1, A), test(new A(), A), test(1, B), test(new B(), B));
class Own {
  static [Symbol.hasInstance](v) {
    if (v === 3) throw new RangeError("three");
    return v > 3;
  }
}
for (let i = 0; i < 6; i++) console.log(test(i, Own));
class ByGetter {
  static get [Symbol.hasInstance]() {
    return undefined;
  }
}
console.log(test(new ByGetter(), ByGetter), test({}, ByGetter));
for (const odd of [null, undefined, 1, {}, { [Symbol.hasInstance]: () => 1 }, "s"]) console.log(test({}, odd));
function make() {
  return class {};
}
let count = 0;
for (let i = 0; i < 3000; i++) {
  const C = make(), D = make();
  count += (new C() instanceof C) + (new C() instanceof D ? 100 : 0) + ({} instanceof F ? 1000 : 0);
}
console.log(count);
