// RUN: %jsc %s -o %t && %t 2 4 && %t 2 24
"use strict";
// churn SECONDS MEGABYTES: mixed sizes and lifetimes around a live set of about so much. Peak memory of the process stays
// within twice the live set, reckoned from what the program holds, and 8 MB. `make check-heap` runs it for a minute.
const fs = require("fs");
const [seconds, megabytes] = process.argv.slice(2).map(Number);
let seed = 88172645;
const random = (n) => (((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32) * n) | 0;
class Point { constructor(x, y) { this.x = x; this.y = y; } }
// What a thing is and about how many bytes it takes: a header of 24 and 8 a field, 8 an element, 1 a character; in steps of 16.
const makers = [
  [30, () => [new Point(random(9), 0.5), 48]],
  [12, () => [{ a: random(99) / 2, b: "b" + random(1e6), c: { d: null } }, 48 + 32 + 32]],
  [15, (n = random(50)) => [Array.from({ length: n }, (_, i) => i), 48 + 8 * n]],
  [10, (n = 1 + random(60)) => [Array.from({ length: n }, () => String.fromCharCode(65 + random(26))).join(""), 32 + n]],
  [8, () => [new Map([[random(10), [1]], ["k" + random(10), 2]]), 96 + 144 + 32 + 48 + 24 + 16]],
  [6, (k = random(9)) => [() => k + seed, 64]],
  [8, (n = random(300)) => [new Float64Array(n), 160 + 8 * n]],
  [5, (n = random(100), l = null) => { for (let i = 0; i < n; i++) l = { next: l }; return [l, 32 * n]; }],
  [3, (n = random(3000)) => [new Array(n).fill(n), 48 + 8 * n]],
  [2, (n = random(10000)) => ["x".repeat(n), 24 + n]],
  [1, (n = random(60000)) => [new Uint8Array(n), 160 + n]],
];
const wheel = makers.flatMap(([share, make]) => Array(share).fill(make));
const slots = Math.ceil((megabytes * 2 ** 20) / 900);
const held = new Array(slots).fill(null), sizes = new Float64Array(slots);
let live = 0, most = 0, made = 0;
for (const end = Date.now() + seconds * 1000; Date.now() < end; )
  for (let i = 0; i < 1000; i++) {
    const [thing, size] = wheel[random(wheel.length)]();
    made += size;
    if (random(3)) continue; // dies at once
    const at = random(random(8) ? slots >> 3 : slots); // most live shortly, an eighth of the slots is replaced seldom
    live += size - sizes[at];
    sizes[at] = size;
    held[at] = thing;
    if (live > most) most = live;
  }
const peak = Number(/VmHWM:\s*(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
const mega = (n) => (n / 2 ** 20).toFixed(1) + " MB";
console.log(`made ${mega(made)}, live ${mega(most)}, peak ${mega(peak)}`);
if (most < megabytes * 2 ** 19 || peak > 2 * most + 8 * 2 ** 20) process.exitCode = 1;
