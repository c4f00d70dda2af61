// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Integer ranges, sums modulo 2^32, typed arrays by any number, stores of numbers.
const W = new Int32Array(8), K = new Uint32Array([0xffffffff, 0x80000000, 7]), B = new Uint8Array(4), F = new Float64Array(4);
function mix(i, j, s) { return (W[i] + s + K[j] + 1) | 0; } // NaN, so 0, where an element is missing
W.set([1, -2, 3, 2147483647, -2147483648, 5, 6, 7]);
console.log(mix(0, 0, 5), mix(3, 1, 2147483647), mix(8, 0, 5), mix(0, 3, 5), mix(-1, 0, 1), mix(0, 1.5, 1), mix(4, 0, -5));
function sums() {
  const out = [];
  for (let i = 3; i < 11; i++) out.push((W[i - 3] - W[i - 2] + (W[i % 8] >>> 0)) >> 1, (W[i - 3] * 31 + i) | 0, ~(W[i & 7] + K[i % 3]));
  return out.join();
}
console.log(sums());
function hash(s) { let h = 0; for (let i = 0; i < s.length; i++) h = (h * 31 + s.charCodeAt(i)) | 0; return h; }
console.log(hash('the quick brown fox jumps over the lazy dog'), (2147483647 * 1048576 + 5) | 0);
function edges(n) {
  const r = [];
  for (let i = -3; i <= 3; i++) r.push(Object.is(i * 0, -0), Object.is(i * n, -0), Object.is(-i, -0), Object.is(i % 2, -0), i * 3 - 1, i % 3);
  for (let i = 2147483645; i <= n; i++) { r.push(i + 1); if (i > 2147483648) break; }
  for (let i = 0; i < 3; i++) r.push((i << 30) + (i << 30), i * 1073741824, (i - 1) >>> 0, -2147483648 - i, (i >>> 1) - 1);
  return r.join();
}
console.log(edges(1e10), edges(-5));
for (const k of [0, -0, 1, 1.5, -1, 3, 4, 2 ** 31, 2 ** 32, NaN, Infinity]) { B[k] = 200 + k; F[k] = k; }
console.log(B.join(), F.join(), Object.keys(B).length, F[-0], F[0.5], B[2 ** 32], F[NaN]);
function fill(a, n) { for (let i = 0; i < n; i++) { a[i] += i / 2; a[n - 1 - i] -= 1; } return a; }
console.log(fill([1, 2, 3.5], 3).join(), fill(new Float32Array(3), 4).join(), fill(['x', {}, null], 3).join('|'));
let late; function useLate() { return late + 1; } const early = useLate(); late = 4; console.log(early, useLate()); late = 'a'; console.log(useLate());
let slot = 1; for (let i = 0; i < 3; i++) slot = slot * 2 + 0.5; console.log(slot, slot | 0);
const o = { x: 1, get y() { return 2; } }, frozen = Object.freeze([1, 2]);
for (let i = 0; i < 3; i++) { o.x += 0.5; o['z' + i] = i; }
try { 'use strict'; (function () { 'use strict'; frozen[0] = 1.5; })(); } catch (e) { console.log(e.message); }
console.log(JSON.stringify(o), o.x - { valueOf() { return 3; } }, o.y * '4', undefined * 1, null - 1, '5' | 0, true / 2);
function tests(a, b) { return [a - b, a * b, a + b, a < b, a % b, a & b, a >>> b, -a].map(String).join(); }
console.log(tests(5, 3), tests(0.5, 4), tests('6', 4), tests(true, null), tests(undefined, 1), tests(1e300, -1e300), tests([7], 2));
const grow = []; for (let i = 0; i < 5; i++) grow[i] = i * 0.5; grow[9] = 1; for (let i = 0; i < 10; i++) grow[i] = (grow[i] || 0) + 1;
console.log(grow.join(), grow.length);
class P { constructor(x) { this.x = x; } plus(p) { return new P(this.x + p.x); } }
let p = new P(0); for (let i = 0; i < 1000; i++) p = p.plus(new P(i % 3 ? 0.5 : 1)); console.log(p.x, new P('a').plus(p).x, p.plus(new P(undefined)).x);
