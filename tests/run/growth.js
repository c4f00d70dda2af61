// RUN: %jsc %level %s -o %t && timeout 60 %t | FileCheck %s
// Work that is done in linear time, at sizes where anything else takes minutes.
"use strict";
const bystanders = Array.from({ length: 100000 }, (_, i) => ({ i }));

// Records of a registry are found by their tokens, and free ones at once.
const registry = new FinalizationRegistry(() => {});
const tokens = Array.from({ length: 60000 }, () => ({}));
for (let round = 0; round < 2; round++) {
  for (const token of tokens) registry.register(token, round, token);
  for (const token of tokens) registry.register({}, round, token);
  const removed = tokens.filter((token) => registry.unregister(token)).length;
  console.log(removed, tokens.some((token) => registry.unregister(token)));
}
for (let i = 0; i < 60000; i++) registry.register(tokens[i], i, tokens[0]);
console.log(registry.unregister(tokens[0]), registry.unregister(tokens[0]), registry.unregister(tokens[1]));

// CHECK:      60000 false
// CHECK-NEXT: 60000 false
// CHECK-NEXT: true false false

// Long patterns that nearly match everywhere.
const hay = "a".repeat(600000), wide = "\u1234".repeat(600000), needle = "a".repeat(60000);
console.log(hay.indexOf(needle + "b"), hay.indexOf(needle.slice(1) + "b" + needle), hay.includes("b" + needle));
console.log((hay + "b").indexOf(needle + "b"), (wide + "a").indexOf(wide.slice(0, 60000) + "a"), wide.indexOf(needle));
console.log((hay + "ab" + hay).split(needle + "b").map((s) => s.length), ("ab".repeat(300000) + "aa").indexOf("ab".repeat(50000) + "aa"));

// CHECK-NEXT: -1 -1 false
// CHECK-NEXT: 540000 540000 -1
// CHECK-NEXT: [ 540001, 600000 ] 500000
const bytes = Buffer.alloc(600000, "a");
console.log(bytes.indexOf(needle + "b"), bytes.includes(needle), bytes.indexOf(needle, 540001), bytes.indexOf(""));
// CHECK-NEXT: -1 true -1 0

// Detaching and resizing a buffer need not look for views among all objects.
let buffer = new ArrayBuffer(8);
const growing = new ArrayBuffer(0, { maxByteLength: 30000 });
const view = new Uint8Array(growing);
for (let i = 0; i < 30000; i++) {
  const one = new Uint8Array(buffer);
  one[0]++;
  buffer = buffer.transfer();
  if (one.length) throw new Error("not detached");
  growing.resize(i + 1);
  view[i] = i;
}
console.log(new Uint8Array(buffer)[0], view.length, view[29999], bystanders.length);
// CHECK-NEXT: 48 30000 47 100000
