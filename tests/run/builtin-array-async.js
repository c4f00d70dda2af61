// Array.fromAsync; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
'use strict';
const outcome = async (name, f) => {
  try {
    console.log(name, JSON.stringify(await f()));
  } catch (error) {
    console.log(name, String(error));
  }
};
const closing = (log) => ({
  [Symbol.asyncIterator]: () => ({
    n: 0,
    async next() { return { done: this.n === 3, value: this.n++ }; },
    async return() { log.push('closed'); return {}; },
  }),
});
(async () => {
  await outcome('sync', () => Array.fromAsync([1, Promise.resolve(2), 3]));
  await outcome('generator', () => Array.fromAsync((async function* () { yield 1; yield Promise.resolve(2); })()));
  await outcome('map', () => Array.fromAsync([1, 2], async function (v, i) { return v * 10 + i + this.k; }, { k: 100 }));
  await outcome('list', () => Array.fromAsync({ length: 2, 0: Promise.resolve('a'), 1: 'b' }, (v) => v + v));
  await outcome('none', () => Array.fromAsync());
  await outcome('callback', () => Array.fromAsync([1], 5));
  await outcome('rejected', () => Array.fromAsync([Promise.reject(new Error('r'))]));
  const log = [];
  await outcome('close', () => Array.fromAsync(closing(log), (v) => { if (v === 1) throw new Error('map'); return v; }));
  await outcome('close later', () => Array.fromAsync(closing(log), async (v) => { if (v === 2) throw new Error('map'); return v; }));
  await outcome('whole', () => Array.fromAsync(closing(log)));
  console.log(log.join());
  function Other(n) { this.n = n; }
  await outcome('other', () => Array.fromAsync.call(Other, [5]));
  console.log(Array.fromAsync.length, Array.fromAsync.name, Array.fromAsync([]) instanceof Promise);
})();
