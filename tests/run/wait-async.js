// RUN: %jsc %level %s -o %t && timeout 10 %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Atomics.waitAsync: what it gives at once, the order of timers, ticks and jobs around a notification, time limits.
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name + ': ' + e.message); } };
const a = new Int32Array(new SharedArrayBuffer(16)), b = new BigInt64Array(new SharedArrayBuffer(16));
console.log(Atomics.waitAsync.length, Object.getOwnPropertyNames(Atomics).join());
t(() => Atomics.waitAsync(a, 0, 1)); t(() => Atomics.waitAsync(a, 0, 0, 0)); t(() => Atomics.waitAsync(a, 0, 0, -5));
t(() => Atomics.waitAsync(b, 1, 1n << 40n)); t(() => Atomics.waitAsync(b, 1, 0)); t(() => Atomics.waitAsync(a, 4, 0));
t(() => Atomics.waitAsync(new Int32Array(4), 0, 0)); t(() => Atomics.waitAsync(new Int16Array(4), 0, 0));
const r = Atomics.waitAsync(a, 0, 0);
console.log(r, Object.getOwnPropertyDescriptors(r));
r.value.then((v) => { console.log('first', v); Promise.resolve().then(() => console.log('job')); });
Atomics.waitAsync(a, 0, 0).value.then((v) => { console.log('second', v); process.nextTick(() => console.log('tick2')); });
Atomics.waitAsync(a, 0, 0, 1e9).value.then((v) => console.log('third', v));
Atomics.waitAsync(b, 0, 0n).value.then((v) => console.log('big', v));
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
process.nextTick(() => console.log('tick'));
console.log(Atomics.notify(a, 1), Atomics.notify(a, 0, 0), Atomics.notify(a, 0, 2), Atomics.notify(b, 0), Atomics.wait(a, 0, 0, 5));
Promise.resolve().then(() => console.log('microtask'));
setTimeout(async () => {
  console.log(Atomics.notify(a, 0, Infinity), await Atomics.waitAsync(a, 1, 0, 20).value);
  const late = Atomics.waitAsync(a, 1, 0, 10);
  setTimeout(() => console.log(Atomics.notify(a, 1)), 40);
  console.log(await late.value);
  setTimeout(() => console.log('end'), 20);
  Atomics.waitAsync(a, 1, 0, 1).value.then((v) => console.log('during', v));
  Atomics.waitAsync(a, 2, 0, 5000).value.then((v) => console.log('never', v)); // keeps nothing alive
}, 10);
process.on('exit', () => console.log('exit'));
