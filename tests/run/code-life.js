// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// Code dies with its functions, and none of its pages is ever writable and executable at once.
const fs = require("fs");
const unknown = process.argv.slice(9).join(); // ""
let bad = 0, executable = 0;
function look() {
  for (const line of fs.readFileSync("/proc/self/maps", "latin1").split("\n")) {
    if (/^\S+ .w.?x/.test(line) || / rwx/.test(line)) bad++;
    if (/^4[0-9a-f]{7}-\S+ r-x/.test(line)) executable++;
  }
}
const kept = [];
let sum = 0, early = 0;
const size = () => process.memoryUsage().rss / 1048576;
for (let i = 0; i < 20000; i++) {
  const f = new Function("a", "return [a, " + i + ", 'k" + i + "']" + unknown);
  sum += f(1)[1];
  if (i % 1000 === 0) kept.push(f, (0, eval)("(function* () { yield " + i + unknown + "})")());
  if (i % 4000 === 0) look();
  if (i === 2000) early = size();
}
// CHECK: 199990000 0 true true
console.log(sum, bad, executable > 0, size() - early < 32);
let ok = 0;
for (let i = 0; i < kept.length; i += 2) ok += kept[i](5)[2] === "k" + i * 500 && kept[i + 1].next().value === i * 500;
// CHECK: 20 of 20
console.log(ok, "of", kept.length / 2);
// An error keeps the code that its trace names.
const errors = [];
for (let i = 0; i < 50; i++)
  try { new Function("\n".repeat(i) + "null.x" + unknown)(); } catch (e) { errors.push(e); }
for (let i = 0; i < 9000; i++) new Function("return " + i + unknown);
// CHECK: true
console.log(errors.every((e, i) => e.stack.includes(`<anonymous>:${3 + i}:6`)));
