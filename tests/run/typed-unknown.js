// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Typed arrays where the compiler does not know what it has; a length that somebody redefines.
const T = Object.getPrototypeOf(Int8Array.prototype);
function len(a) { return a.length; }
const f = new Float64Array(3), u = new Uint8Array(5), i = new Int16Array(2);
for (let k = 0; k < 3; k++) console.log(len(f), len(u), len(i), len([1]), len('ab'), len({ length: 9 }));
class S extends Float64Array { get length() { return 77; } } console.log(len(new S(4)), len(new (class extends Uint8Array {})(6)));
Object.defineProperty(u, 'length', { value: 50 }); console.log(len(u), len(new Uint8Array(4)));
Object.setPrototypeOf(i, null); console.log(len(i), len(new Int16Array(4)));
Object.defineProperty(Float64Array.prototype, 'length', { value: 33, configurable: true }); console.log(len(f), len(new Uint8Array(4)));
delete Float64Array.prototype.length; console.log(len(f));
Object.setPrototypeOf(Int16Array.prototype, {}); console.log(len(new Int16Array(4)), len(f));
const d = Object.getOwnPropertyDescriptor(T, 'length'); console.log(d.get.call(f), len(f));
Object.defineProperty(T, 'length', { get() { return 'patched'; } }); console.log(len(f), len(new Uint8Array(4)));
Object.defineProperty(T, 'length', d); console.log(len(f)); delete T.length; console.log(len(f), len(f));
function rw(a, k, v) { a[k] = v * 0.5; return a[k] * 2 + (a[k] - 1); }
for (const a of [[1, 2], new Float64Array(2), new Float32Array(2), new Uint8Array(2), new Uint8ClampedArray(2), new Int32Array(2), { 0: 1 }, 'ab', new Uint32Array(2)])
  for (const k of [0, 1, 2, -1, 1.5]) { let r; try { r = rw(a, k, 7); } catch (e) { r = e.message; } console.log(String(r)); }
function ints(a, k, v) { a[k] = v; return a[k]; }
for (const C of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) console.log(C.name, ints(new C(2), 1, -1), ints(new C(2), 0, 70000), ints(new C(2), 0, 2.7), ints(new C(2), 0, '9'), ints(new C(2), 4, 9), ints(new C(2), 0, 4294967295));
