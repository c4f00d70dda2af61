// ArrayBuffer, typed arrays, DataView; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
"use strict";
const text = (v) => (ArrayBuffer.isView(v) && v.length !== undefined ? `${v.constructor.name}(${Array.from(v, String)})` : Array.isArray(v) ? `[${v.map(text)}]` : String(v));
const show = (...values) => console.log(values.map(text).join(" "));
const tell = (...list) => {
  for (const f of list) {
    try {
      show(f());
    } catch (error) {
      console.log(`${error.name}: ${error.message}`);
    }
  }
};
const types = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
const samples = [0, -0, 1.5, 2.5, -1.5, 127.6, 128, 255, 256, -129, 32768, 65536, 2147483648, 4294967296.7, -2147483649, 1e20, NaN, Infinity, -Infinity, "12", null, true, undefined];
for (const T of types) {
  show(new T(samples), T.BYTES_PER_ELEMENT, T.prototype.BYTES_PER_ELEMENT, T.name, T.length);
  const a = T.from([5, 1, 4, 2, 3]);
  show(a.sort(), a.toReversed(), a.with(1, 9), a.subarray(1, 4), a.slice(-2), a.map((x) => x * 2), a.filter((x) => x > 2), a.toSorted((x, y) => y - x));
  show(a.indexOf(3), a.lastIndexOf(3), a.includes(3), a.includes(NaN), a.join("-"), a.at(-1), a.find((x) => x > 2), a.findLast((x) => x < 3), a.findIndex((x) => x > 9), a.findLastIndex((x) => x > 0));
  show(a.reduce((x, y) => x + y), a.reduceRight((x, y) => `${x}${y}`), a.every((x) => x), a.some((x) => x > 4), a.fill(7, 1, 3), a.copyWithin(0, 3), a.reverse(), String(a), Object.keys(a));
  show(T.of(1, 2), [...a.keys()], [...a.entries()].join("|"), Object.prototype.toString.call(a), a.toLocaleString());
}
show(new BigInt64Array([1n, -1n, 2n ** 63n]), new BigUint64Array([1n, -1n, 2n ** 64n + 5n]), new BigInt64Array([3n, -1n, 2n]).sort(), new BigUint64Array([3n, 2n ** 63n, 0n]).sort());
show(new Float64Array([3, -0, NaN, 0, -1, Infinity, -Infinity]).sort().map((x) => 1 / x), new Float32Array([0.1, 1e40, 1e-50]));
const many = new Float64Array(5000).map((_, i) => ((i * 7919) % 5000) - 2500.5);
many.sort();
show(many.every((v, i) => !i || many[i - 1] <= v), many[0], many[4999]);
const buffer = new ArrayBuffer(16);
const bytes = new Uint8Array(buffer);
bytes.set([1, 2, 3, 4, 5, 6, 7, 8]);
bytes.set(new Uint16Array([500, 600]), 8);
bytes.set(bytes.subarray(0, 4), 2);
show(bytes, new Uint16Array(buffer, 2, 3), new Uint32Array(buffer, 8), new Uint8Array(buffer.slice(1, 4)), buffer.byteLength);
const overlap = new Uint16Array(buffer);
overlap.set(new Uint8Array(buffer, 0, 8));
show(overlap);
show(bytes[16], bytes[-1], bytes["1.5"], 16 in bytes, (bytes[99] = 1), Object.getOwnPropertyNames(new Uint8Array(2)));
bytes.extra = 5;
show(bytes.extra, Reflect.set(bytes, 3, 77), bytes[3], Reflect.defineProperty(bytes, 0, { value: 9, writable: true, enumerable: true, configurable: true }), bytes[0], delete bytes[99]);
const view = new DataView(buffer, 4, 10);
view.setInt16(0, -2);
view.setUint32(2, 0xdeadbeef, true);
view.setFloat32(6, 1.25);
show(view.getInt8(0), view.getUint8(1), view.getInt16(0), view.getUint16(0, true), view.getUint32(2), view.getUint32(2, true), view.getInt32(2, true), view.getFloat32(6), view.byteLength, view.byteOffset, view.buffer === buffer);
const wide = new DataView(new ArrayBuffer(16));
wide.setFloat64(0, Math.PI);
wide.setBigInt64(8, -5n, true);
show(wide.getFloat64(0), wide.getFloat64(0, true), wide.getBigInt64(8, true), wide.getBigUint64(8, true), wide.getBigInt64(8));
const values = [];
for (const v of new Uint8Array([9, 8, 7])) values.push(v);
show(values, [...new Float32Array([1.5, 2.5])], Math.max(...new Int8Array([3, 9])));
class Sub extends Uint8Array { sum() { return this.reduce((a, b) => a + b, 0); } }
const sub = new Sub([1, 2, 3]);
show(sub.sum(), sub.map((x) => x + 1) instanceof Sub, sub.subarray(1).sum(), Sub.from([4, 5]).sum());
const moved = new ArrayBuffer(4);
const old = new Uint8Array(moved);
const to = moved.transfer(8);
show(moved.byteLength, moved.detached, to.byteLength, old.length, old[0], old.byteOffset);
tell(() => old.fill(1), () => moved.slice(), () => old.values(), () => new Uint8Array(moved), () => new DataView(moved), () => moved.transfer());
tell(() => ArrayBuffer(), () => new ArrayBuffer(-1), () => new ArrayBuffer(7e15), () => ArrayBuffer.prototype.slice.call({}), () => new Uint8Array(-1), () => new Uint32Array(buffer, 1), () => new Uint32Array(new ArrayBuffer(7)), () => new Uint32Array(buffer, 20), () => new Uint32Array(new ArrayBuffer(8), 4, 2), () => Uint8Array(1));
tell(() => new (Object.getPrototypeOf(Uint8Array))(), () => Uint8Array.prototype.fill.call([]), () => bytes.set([1], -1), () => bytes.set(new Array(99)), () => bytes.with(99, 1), () => new BigInt64Array([1]), () => new Uint8Array(new BigInt64Array(1)), () => new Uint8Array([1n]), () => new Uint8Array(0).reduce((a) => a), () => bytes.sort(1), () => bytes.map(1));
tell(() => new DataView(1), () => new DataView(buffer, 99), () => new DataView(buffer, 0, 99), () => view.getInt16(9), () => view.getInt8(-1), () => DataView(buffer), () => DataView.prototype.getInt8.call(1), () => view.setBigInt64(0, 1), () => Uint8Array.from(1, 1), () => Uint8Array.of.call(Object, 1));
(() => { "use strict"; try { delete new Uint8Array(3)[2]; } catch (e) { console.log(e.message); } })();
