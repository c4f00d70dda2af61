// Resizable ArrayBuffer and views of it; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
const b = new ArrayBuffer(8, { maxByteLength: 16 });
const t = new Uint8Array(b), f = new Uint16Array(b, 2, 2), d = new DataView(b, 4), o = new Uint8Array(b, 6);
t.set([1, 2, 3, 4, 5, 6, 7, 8]);
const say = () => console.log(t.length, f.length, f.byteOffset, o.length, o.byteOffset, b.byteLength, t.byteLength, String(t), String(f.length && f));
say(); b.resize(12); t[11] = 9; say(); console.log(d.byteLength, d.getInt8(7)); b.resize(5); say();
for (const g of [() => f.fill(1), () => d.byteLength, () => d.getInt8(0), () => o.values(), () => b.resize(17), () => new ArrayBuffer(2).resize(1), () => new ArrayBuffer(3, { maxByteLength: 1 }), () => b.resize(-1)]) try { console.log(g()); } catch (e) { console.log(e.message); }
b.resize(10); say(); console.log(t.subarray(2).length, b.resizable, b.maxByteLength, b.transfer().resizable, b.detached, t.length);
