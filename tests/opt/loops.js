// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O2 --backend=ass %s -o %t && %t > %t.out && diff %t.ref %t.out
// A loop over arrays fetches their storage before it; where a test fails the complete version goes on, with all values.
// CHECK-LABEL: "axpy" params
// CHECK: array_elems
// CHECK: array_elems
// CHECK-NOT: array_elems
// CHECK: elem_get
// CHECK: elem_set
function axpy(y, a, x, n) { for (let j = 0; j < n; j++) y[j] += a * x[j]; return y; }
function sum(a) { let s = 0, i; for (i = 0; i < a.length; i++) s += a[i] * 1; return [s, i]; }
function find(a, v) { for (let i = 0; ; i++) { if (a[i] - v === 0) return i; if (i - 9 > 0) break; } return -1; }
function reverse(p, k) { for (let lo = 0, hi = k; lo < hi; lo++, hi--) { const t = p[lo]; p[lo] = p[hi]; p[hi] = t; } return p; }
function grow(a, n) { for (let i = 0; i < n; i++) { if (a[i] > 2) a[a.length - a[i] * 0] = a[i] - 1; } return a; }
function calls(a, f) { let log = ''; for (let i = 0; i < a.length; i++) { log += f(a, i) + (a[i] - 1) + ';'; a[i] = i - 1; } return log; }
function caught(a) {
  let n = 0, log = '';
  for (let i = 0; i < 6; i++) try { n = a[i] * 2; a[i] = n - 1; log += n; } catch (e) { log += e.message; } finally { log += '/'; }
  return log;
}
function nested(m) { let t = 0; for (let i = 0; i < m.length; i++) for (let j = 0; j < m[i].length; j++) { if (j % 3 === 2) continue; t += m[i][j] * m[j][i]; } return t; }
function swap(a) { let x = a[0], y = a[1], b = a; for (let i = 0; i < 5; i++) { const t = x - 1; x = y - i; y = t; if (i === 3) b = [9, 8, 7, 6, 5, 4]; b[i] = x * y; x += b[i] * 0; } return [x, y, a.join(), b.join()]; }
function far(a) { let k = 2147483640, n = 0; for (; n < 20; k++, n++) a[k] = a[k - 2147483640] - 1; return [k, n, Object.keys(a).length]; }
function outer(a) { let i = 0, log = ''; while (i < 4) { const from = i; while (a[i] - 1 > 0) i++; log += from + '-' + i + ' '; i++; } return log; }
function clamp(a, n) { for (let i = 0; i < n; i++) { let v = a[i]; if (v < 0) v = 0; a[i] = v; } return a; }
function* gen(a) { for (let i = 0; i < a.length; i++) { a[i] = a[i] * 2; yield a[i]; } }
const all = [
  () => axpy([1, 2, 3.5], 2, [1, 1.5, -0], 3), () => axpy([1, 'x', 3], 2, [1, 2, 3], 3), () => axpy([1, , 3], '2', [1, 2, 3], 4),
  () => axpy([1, 2], { valueOf() { return 3; } }, [1, 2], 2), () => axpy([1, 2], 2n, [1n, 2n], 2), () => axpy('ab', 1, [1, 2], 2),
  () => axpy([1, 2, 3, 4], 2, Object.freeze([1, 2, 3, 4]), 4), () => axpy(Object.freeze([1, 2]), 2, [1, 2], 2),
  () => axpy(new Float32Array(3), 0.1, [1, 2, 3], 5), () => axpy([1, 2, 3], 2, { 0: 5, 1: 6, length: 2 }, 3), () => axpy([1, 2], 2, null, 2),
  () => axpy([1, 2, 3], 2, new Proxy([1, 2, 3], { get(t, k) { return t[k] * 10; } }), 3), () => axpy([0.5, -0], -1, [NaN, 0], 2.5),
  () => axpy([1, 2], 2, [1, 2], '2'), () => axpy([{ valueOf() { throw new Error('no'); } }], 2, [1], 1),
  () => sum([1, 2.5, 3]), () => sum([1, , 3]), () => sum('123'), () => sum({ length: 2, 0: 1, 1: 2 }), () => sum([1, '2', null, true, [4]]),
  () => sum(new Uint8Array([1, 2, 255])), () => sum([2147483647, 2147483647, 1]), () => sum([]),
  () => find([5, 6, 7], 7), () => find([5], 6), () => find({ 3: 1 }, 1),
  () => reverse([1, 2, 3, 4], 3), () => reverse([1, , 3, 4], 3), () => reverse([1, 2], 3), () => reverse([1, 2, 3], 2.5), () => reverse([1, 'b', {}], 2).length,
  () => grow([3, 1, 4], 12), () => calls([1, 2, 3], (a, i) => (i === 1 ? (a.length = 2, a[0]) : i)),
  () => calls([1, 2, 3], (a, i) => { if (i === 1) Object.defineProperty(a, 1, { get() { return 'got'; }, set(v) { a.v = v; } }); return a.v; }),
  () => calls([1, 2, 3], (a, i) => { if (i === 0) for (let k = 0; k < 100; k++) a[k] = k; return a.length; }).length,
  () => caught([1, 2, , 4]), () => caught(null), () => caught([1n, 2, Symbol('s'), 4]),
  () => nested([[1, 2, 3], [4, 5.5, 6], [7, 8, 9]]), () => nested([[1, 2], [3, '4']]), () => swap([3, 4, 5, 6, 7]), () => swap([0.5, '4', 5]),
  () => far([1, 2, 3, 4]), () => outer([2, 2, 0, 3, 1]), () => outer(['3', 2, , 5]), () => clamp([-1, 2, -0.5, -0], 4), () => clamp([-1, 'a', null, undefined, {}], 6).length,
  () => [...gen([1, 2, 3])],
];
for (let round = 0; round < 2; round++) for (const f of all) try { const r = f(); console.log(r, Object.is(r?.[1], -0)); } catch (e) { console.log(e.message); }
// A value that the loop fetches anew may be an object, whose valueOf changes the array while it is walked.
function anew() { let y = 0; return { set(v) { y = v; }, f(a, n) { let x = 1, s = 0; for (let i = 0; i < n; i++) { s += a[i] + x * 2; x = y; } return s; } }; }
const cell = anew(), walked = Array.from({ length: 50 }, (_, i) => i); let asked = 0;
console.log(cell.f([1, 2, 3], 3));
cell.set({ valueOf() { if (++asked === 3) { walked.length = 5; for (let k = 0; k < 2000; k++) walked.push(0.5); walked.length = 4; } return 1; } });
console.log(cell.f(walked, 40), asked, cell.f([1, 2], 2));
