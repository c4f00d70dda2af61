// RUN: %jsc %level %s -o %t && %t > %t.out; %node %s > %t.node; diff %t.out %t.node
// RUN: %not %t throw 2> %t.err; %not %node %s throw 2> %t.node; diff %t.err %t.node
// Traces of code made at run time say where it was made and the line in it.
const unknown = process.argv.slice(9).join(); // ""
const show = (e) => console.log(e.stack.replace(/\n    at (Module|node:|Object\.\.js|wrap|Function).*/g, ""));
function go(f) {
  try { f(); } catch (e) { show(e); }
}
go(() => new Function("a", unknown + "throw new Error('x')")());
go(() => new Function("b b" + unknown));
go(() => (0, eval)(unknown + "var a = 1;\nvar b = ;"));
function maker() { return new Function("x", unknown + "\n// \u00e9\u{1F600}\n  return x.y.z;"); }
go(() => maker()({}));
const inner = maker();
go(() => [1].map(inner));
const made = new Function(unknown + "return function named(g) { return new Function('throw new TypeError(1)'); }")();
go(() => made()());
console.log(inner.toString());
if (process.argv[2]) new Function("a", unknown + "\n  null.foo;")();
