// Sorting: numbers with a comparator, strings by default order, objects stably by key.
"use strict";

let seed = 7;
function random() {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed;
}

let checksum = 0;
for (let round = 0; round < 5; round++) {
  const numbers = [],
    strings = [],
    records = [];
  for (let i = 0; i < 100000; i++) {
    numbers.push(random() % 1000000);
    if (i % 4 === 0) strings.push("s" + random().toString(36));
    if (i % 2 === 0) records.push({ key: random() % 1000, at: i });
  }
  numbers.sort((a, b) => a - b);
  strings.sort();
  records.sort((a, b) => a.key - b.key);
  for (let i = 1; i < records.length; i++) {
    const a = records[i - 1],
      b = records[i];
    if (a.key > b.key || (a.key === b.key && a.at > b.at))
      throw new Error("not stable");
  }
  checksum =
    (checksum * 31 + numbers[5000] + strings[777].length + records[12345].at) |
    0;
}
console.log(checksum);
