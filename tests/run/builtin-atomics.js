// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// SharedArrayBuffer and Atomics.
function t(f) { try { console.log(f()); } catch (e) { console.log(e.name + ': ' + e.message); } }
t(() => Atomics.add([], 0, 0)); t(() => Atomics.add(new Float64Array(1), 0, 0)); t(() => Atomics.add(new Int8Array(1), 1, 0)); t(() => Atomics.add(new Int8Array(1), -1, 0));
t(() => Atomics.wait(new Int8Array(1), 0, 0)); t(() => Atomics.wait(new Int32Array(1), 0, 0)); t(() => Atomics.notify(new Int8Array(1), 0, 0));
t(() => new SharedArrayBuffer(-1)); t(() => SharedArrayBuffer(1)); t(() => new SharedArrayBuffer(4, { maxByteLength: 2 }));
t(() => new SharedArrayBuffer(4).grow(8)); t(() => new SharedArrayBuffer(4, { maxByteLength: 8 }).grow(2)); t(() => SharedArrayBuffer.prototype.slice.call(new ArrayBuffer(1)));
t(() => Object.getOwnPropertyDescriptor(SharedArrayBuffer.prototype, 'byteLength').get.call({})); t(() => Atomics.pause(1.5)); t(() => Atomics.store(new Uint8Array(1), 0, 300.7)); t(() => Atomics.store(new Uint8Array(1), 0, -0));
t(() => Atomics.add(1, 0, 0)); t(() => Object.getOwnPropertyNames(SharedArrayBuffer.prototype).join());
const s = new Int32Array(new SharedArrayBuffer(8)); t(() => Atomics.wait(s, 0, 1)); t(() => Atomics.wait(s, 0, 0, 5)); t(() => Atomics.notify(s, 0)); t(() => Atomics.compareExchange(s, 0, 0, 5) + ' ' + s[0]);
t(() => Atomics.exchange(new Uint32Array([4294967295]), 0, -2)); t(() => Atomics.sub(new BigInt64Array([1n]), 0, 5n)); t(() => Atomics.sub(new BigInt64Array([1n]), 0, 5)); t(() => Atomics.xor(new Int16Array([5]), 0, '3'));
t(() => [1, 2, 3, 4, 8].map(Atomics.isLockFree).join()); t(() => Atomics[Symbol.toStringTag]); t(() => new SharedArrayBuffer(4)); t(() => new SharedArrayBuffer(4, {maxByteLength: 8}).growable);
const g = new SharedArrayBuffer(4, { maxByteLength: 8 }), v = new Uint8Array(g); g.grow(8); t(() => v.length + ' ' + g.byteLength + ' ' + g.maxByteLength); t(() => g.slice(2).byteLength); t(() => ArrayBuffer.prototype.slice.call(g));
t(() => Atomics.load(new Uint8ClampedArray(1), 0));
