// RUN: %jsc %level --test262 --isolates=3 --script %s -o %t && %t | sort | FileCheck %s
// UNSUPPORTED: instant
// Each of three isolates compiles code at run time, while the others do and collect.
// CHECK-COUNT-3: done 19900 true 8 SyntaxError true
// CHECK-NOT: {{.}}
var kept = [];
let sum = 0;
for (let i = 0; i < 200; i++) {
  const f = new Function("a", `var text = "k${i}"; return { ["x" + a]: ${i}, text, again: eval }`);
  const made = f(i);
  sum += made["x" + i];
  if (made.text !== "k" + i) sum = NaN;
  kept.push(made, new Array(500).fill(i));
}
let error;
try {
  (0, eval)("x x" + sum);
} catch (e) {
  error = e.name;
}
const indirect = (0, eval)(`(class { static x = ${sum > 0 ? 8 : 9} }).x`);
print("done", sum, kept[0].again === eval, indirect, error, new Function(`return "${sum}" > ""`)());
