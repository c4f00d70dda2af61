// RUN: %jsc %level %s -o %t && %t | FileCheck %s --strict-whitespace --match-full-lines
// Builtins that the reference Node does not have yet: Iterator.zip, chunks and windows, Math.sumPrecise.
const t = (f) => {
  try {
    console.log(JSON.stringify(f()).replaceAll("[", "(").replaceAll("]", ")"));
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
// CHECK:((1,"a"),(2,"b"))
t(() => [
  ...Iterator.zip([
    [1, 2, 3],
    ["a", "b"],
  ]),
]);
// CHECK-NEXT:((1,"a"),(2,null),(3,"z"))
t(() =>
  [
    ...Iterator.zip([[1, 2, 3], ["a"]], {
      mode: "longest",
      padding: [0, null],
    }),
  ].map(([a, b], i) => [a, i === 2 ? "z" : b]),
);
// CHECK-NEXT:TypeError: Iterators passed to Iterator.zip with { mode: 'strict' } have different lengths
t(() => [...Iterator.zip([[1], [1, 2]], { mode: "strict" })]);
// CHECK-NEXT:({"x":1,"y":3},{"x":2,"y":4})
t(() => [...Iterator.zipKeyed({ x: [1, 2], y: [3, 4, 5] })]);
// CHECK-NEXT:((1,2),(3,4),(5))
t(() => [...[1, 2, 3, 4, 5].values().chunks(2)]);
// CHECK-NEXT:((1,2,3),(2,3,4))
t(() => [...[1, 2, 3, 4].values().windows(3)]);
// CHECK-NEXT:((1,2))
t(() => [...[1, 2].values().windows(3, "allow-partial")]);
// CHECK-NEXT:RangeError: 0 must be between 1 and 4294967295
t(() => [].values().chunks(0));
// CHECK-NEXT:(true,false)
t(() => [[1, NaN].values().includes(NaN), [1, 2].values().includes(1, 1)]);
// CHECK-NEXT:(0.6,0,1e+308,-1)
t(() => [
  Math.sumPrecise([0.1, 0.2, 0.3]),
  Math.sumPrecise([1e300, 1, -1e300, -1]),
  Math.sumPrecise([1e308, 1e308, -1e308]),
  Math.sumPrecise([2 ** 53, 1, -(2 ** 53), -2]),
]);
// CHECK-NEXT:-Infinity
console.log(1 / Math.sumPrecise([]));
// CHECK-NEXT:(5e-324,1.7976931348623157e+308)
t(() => [
  Math.sumPrecise([5e-324, 1, -1]),
  Math.sumPrecise([Number.MAX_VALUE, 1, -1]),
]);
