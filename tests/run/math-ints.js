// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Math.max and min of any numbers, remainders, negation of counters.
const vals = [0, -0, 1, -1, NaN, 0.5, Infinity, -Infinity, 2147483647, -2147483648, 4294967296.5, 7, 3];
const show = (v) => (Object.is(v, -0) ? "-0" : String(v));
const out = [];
for (const a of vals) for (const b of vals) out.push(show(Math.max(a, b)), show(Math.min(a, b)), show(a % b), show((a * 1.5) % (b / 2)));
console.log(out.join());
function clamp(i, lo, hi) { return Math.max(lo, Math.min(hi, i)); }
let s = 0; for (let i = -10; i < 20; i++) s = s * 2 + clamp(i, -3, 9) + Math.floor(i) - Math.round(i) + Math.trunc(i);
console.log(s, Math.ceil(clamp(5, 1, 2)), Math.max("3", 2), Math.min({ valueOf: () => 4 }, 9), Math.max(null, -1), Math.min(undefined, 1));
let n = 0, neg = []; while (n < 4) { neg.push(show(-n), show(n % 2), show(-n % 2)); n++; } console.log(neg.join());
let seed = 42; function rnd(max) { seed = (seed * 3877 + 29573) % 139968; return (max * seed) / 139968; } let t = 0; for (let i = 0; i < 1000; i++) t += rnd(100); console.log(t, seed);
console.log(9007199254740991.5 % 3, 9007199254740990 % 4294967297, 4294967295 % 65537, 1e300 % 7, 5.5 % 2, -5.5 % 2, 5e-324 % 2, 6 % 3, show(-6 % 3));
