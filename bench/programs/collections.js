// Map and Set with number, string and object keys.
"use strict";

const byNumber = new Map(),
  byString = new Map(),
  objects = [];
for (let i = 0; i < 200000; i++) {
  byNumber.set((i * 7919) % 100003, i);
  byString.set("key" + (i % 50000), i);
}
const seen = new Set();
for (let i = 0; i < 50000; i++) {
  const o = { i };
  objects.push(o);
  seen.add(o);
}
let sum = 0;
for (let round = 0; round < 20; round++) {
  for (let i = 0; i < 100003; i++)
    if (byNumber.has(i)) sum = (sum + byNumber.get(i)) | 0;
  for (let i = 0; i < 50000; i++) sum = (sum + byString.get("key" + i)) | 0;
  for (const o of objects) if (seen.has(o)) sum = (sum + o.i) | 0;
}
for (const [k, v] of byNumber) sum = (sum ^ (k + v)) | 0;
for (let i = 0; i < 50000; i += 2) seen.delete(objects[i]);
console.log(sum + " " + seen.size + " " + byNumber.size + " " + byString.size);
