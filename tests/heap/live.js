// RUN: %jsc %s -o %t && %t 128 | FileCheck %s
// live MEGABYTES: a live heap of that size: objects, strings, arrays and doubles that refer to each other. All of it is looked
// at in the end. `make check-heap` runs it with 4096.
"use strict";
const bytes = Number(process.argv[2]) * 2 ** 20;
const rows = [];
// An object of four fields takes 56 bytes, its name at least 32, its place in the row 8, the number 8.
for (let n = 0; rows.length * 1000 * (56 + 32 + 8 + 8) < bytes; n++) {
  const row = { things: [], numbers: new Float64Array(1000).fill(n) };
  for (let i = 0; i < 1000; i++)
    row.things.push({ id: n, name: "name" + (n + i), before: row.things[i - 1] ?? rows[n - 1], half: n / 2 });
  rows.push(row);
}
let wrong = 0;
rows.forEach(({ things, numbers }, n) => {
  for (let i = 0; i < 1000; i++) {
    const { id, name, before, half } = things[i];
    if (id !== n || name !== "name" + (n + i) || half !== n / 2 || numbers[i] !== n) wrong++;
    if (before !== (i ? things[i - 1] : rows[n - 1])) wrong++;
  }
});
console.log("wrong:", wrong, "enough used:", process.memoryUsage().heapUsed >= bytes);
// CHECK: wrong: 0 enough used: true
