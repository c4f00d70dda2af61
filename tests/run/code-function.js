// RUN: %jsc %level %s -o %t && %t | FileCheck %s --match-full-lines
// Functions of texts that nobody knows before the program runs: compiled in it.
const unknown = process.argv.slice(9).join(); // ""
const make = (...args) => new Function(...args.map((a) => a + unknown));
const f = make("a, b = 2", "...rest", "let s = a * b; for (const r of rest) s += r;\nreturn s;");
// CHECK: 5 36 anonymous 1 true
console.log(f(2.5), f(3, 4, 7, 8, 9), f.name, f.length, f instanceof Function);
// CHECK-NEXT: function anonymous(a, b = 2,...rest
// CHECK-NEXT: ) {
console.log(f.toString().split("\n").slice(0, 2).join("\n"));
const closure = make("n", "return { inc: () => ++n, get n() { return n; }, re: /x+/g, s: `<${n}>` };")(4);
closure.inc();
// CHECK-NEXT: 5 <4> a-b
console.log(closure.n, closure.s, "axxb".replace(closure.re, "-"));
const kinds = ["function*", "async function", "async function*"].map((k) => Function("return " + k + "() {}" + unknown)().constructor);
const [Gen, Async, AsyncGen] = kinds;
// CHECK-NEXT: 1,2,3 GeneratorFunction
console.log([...Gen("n" + unknown, "for (let i = 1; i <= n; i++) yield i;")(3)].join(), Gen.name);
const Base = make("class A { #p = 1n; get p() { return this.#p + 2n; } static s = new.target; } return class B extends A { p2() { return super.p; } };")();
// CHECK-NEXT: 3 undefined B
console.log(String(new Base().p2()), Base.s, Base.name);
// CHECK-NEXT: Unexpected identifier 'b'|Unexpected token ')'|SyntaxError
const errors = [];
for (const args of [["a b", ""], ["", "}) (function() {"], ["/*", "*/){"]])
  try { make(...args); } catch (e) { errors.push(e.constructor === SyntaxError && e.message); }
console.log(errors[0] + "|" + errors[1] + "|" + (errors[2] && "SyntaxError"));
globalThis.shared = 1;
// CHECK-NEXT: 2 2 function true
console.log(make("return ++shared")(), shared, typeof make("return setTimeout")(), make("return this")() === globalThis);
const x = "local";
// CHECK-NEXT: undefined 3 number
console.log((0, eval)("typeof x" + unknown), (0, eval)("var viaEval = 3; let lex = 1; viaEval" + unknown), typeof viaEval);
// CHECK-NEXT: ReferenceError: lex is not defined
try { make("return lex")(); } catch (e) { console.log(String(e)); }
Async("await null; return 42" + unknown)().then(async (v) => {
  const out = [];
  for await (const n of AsyncGen("yield 1; yield 2" + unknown)()) out.push(n);
  console.log(v, ...out);
});
// CHECK-NEXT: 42 1 2
