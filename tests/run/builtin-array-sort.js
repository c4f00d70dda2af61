// Array.prototype.sort and toSorted, with the order in which comparators are called; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
'use strict';
const message = (f) => {
  try {
    return f();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : `thrown ${String(error)}`;
  }
};
const show = (v) => console.log(Array.isArray(v) ? v.map((x) => (Object.is(x, -0) ? '-0' : String(x))).join(' ') : String(v), v.length);
show([3, 20, 100, 1].sort());
show(['b', 'a', 'B', 'é', 'z', ''].sort());
show([3, undefined, 1, , 2].sort());
show([, 'x', undefined].toSorted());
show([true, null, 'n', 10, 9, -1, -0, 0, NaN].sort());
show([2n, 1n, 10n].sort());
show([{ toString: () => 'b' }, 'c', { toString: () => 'a' }].sort());
show([5, 1, 4].sort((a, b) => b - a));
show([5, 1, 4].sort((a, b) => a > b));
show([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].sort((a, b) => a < b));
show([5, 1, 4].sort(() => NaN));
show([5, 1, 4].sort((a, b) => String(a - b)));
show([5, 1, 4].sort(undefined));
console.log(message(() => [1].sort(3)), message(() => [].toSorted({})), message(() => [2, 1].sort(null)), message(() => [2, 1].sort(() => { throw 'up'; })));
console.log(message(() => [Symbol('a'), 1].sort()));
const objects = Array.from({ length: 50 }, (v, i) => ({ key: (i * 7) % 5, i }));
console.log(objects.sort((a, b) => a.key - b.key).map((o) => `${o.key}.${o.i}`).join(' '));
const like = { length: 4, 0: 'd', 1: 'b', 3: 'a' };
console.log(Array.prototype.sort.call(like) === like, JSON.stringify(like));

let seed = 1;
const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const trace = (values, method) => {
  let hash = 0, calls = 0;
  const sorted = values.slice()[method]((x, y) => {
    calls++;
    hash = (Math.imul(hash, 31) + x * 7 + y) | 0;
    return x - y;
  });
  for (let i = 1; i < sorted.length; i++) if (sorted[i - 1] > sorted[i]) console.log('not sorted');
  return `${method} ${calls} ${hash}`;
};
for (const n of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 31, 32, 63, 64, 65, 100, 127, 200, 500, 1000, 5000]) {
  const shapes = {
    random: Array.from({ length: n }, () => Math.floor(random() * n)),
    few: Array.from({ length: n }, () => Math.floor(random() * 4)),
    rising: Array.from({ length: n }, (v, i) => i),
    falling: Array.from({ length: n }, (v, i) => n - i),
    saw: Array.from({ length: n }, (v, i) => i % 37),
    blocks: Array.from({ length: n }, (v, i) => (i < n / 2 ? i * 2 : (i - (n >> 1)) * 2 + 1)),
    swapped: Array.from({ length: n }, (v, i) => (i < n / 3 ? i + n : i)),
  };
  for (const name of Object.keys(shapes)) console.log(n, name, trace(shapes[name], 'sort'), trace(shapes[name], 'toSorted'));
}
const changed = [3, 2, 1];
console.log(changed.sort((a, b) => (changed.length = 0, a - b)).join());
// The strings to compare are made once, and live through the collections that making the others takes.
const wordy = Array.from({ length: 3000 }, (v, i) => ({ i, toString: () => `${String((i * 7919) % 3000).padStart(5, '0')}${new Array(2000).fill(i).length}` }));
console.log(wordy.sort().every((o, i) => (o.i * 7919) % 3000 === i));
