// Array; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
'use strict';
const text = (v) => {
  if (Array.isArray(v)) {
    const parts = [];
    for (let i = 0; i < v.length; i++) parts.push(i in v ? text(v[i]) : '<hole>');
    return `[${parts.join(', ')}]`;
  }
  return Object.is(v, -0) ? '-0' : typeof v === 'string' ? `'${v}'` : String(v);
};
const show = (...values) => console.log(values.map(text).join(' '));
const message = (f) => {
  try {
    return text(f());
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : `thrown ${String(error)}`;
  }
};
const check = (...functions) => functions.forEach((f) => console.log(message(f)));

// the constructor
show(new Array(3), new Array(3, 4), Array(), Array('3'), new Array(2).length, [, ,].length);
check(() => new Array(-1), () => Array(1.5), () => Array(2 ** 32));
show(Array.of(7), Array.of(1, 2, 3));
show(Array.from('añb'), Array.from([1, , 3]), Array.from({ length: 2, 0: 'x' }), Array.from(new Set([1, 2, 1])), Array.from([1, 2], (v, i) => v * 10 + i));
show(Array.from({ length: 3 }, function (v, i) { return this.k + i; }, { k: 5 }), Array.from(new Map([[1, 2]])));
check(() => Array.from(null), () => Array.from(), () => Array.from({ [Symbol.iterator]: 1 }), () => Array.from([1], 3), () => Array.from([1], {}));
show(Array.isArray([]), Array.isArray({ length: 0 }), Array.isArray(new Proxy([], {})), Array.isArray(Array.prototype));
function Thing(n) { this.made = n; }
const made = Array.of.call(Thing, 1, 2);
show(made instanceof Thing, made.made, made.length, made[1]);

// ends
const a = [1, 2, 3];
show(a.push(4), a.push(), a.push(5, 6, 7), a, a.pop(), a.shift(), a.unshift(0), a.unshift(-2, -1), a, [].pop(), [].shift());
const queue = [];
for (let i = 0; i < 1000; i++) queue.push(i);
let sum = 0;
while (queue.length > 10) sum += queue.shift();
show(sum, queue);
const like = { length: 1, 0: 'a' };
show(Array.prototype.push.call(like, 'b', 'c'), Object.entries(like).join(), Array.prototype.shift.call(like), Object.entries(like).join());
check(() => Array.prototype.push.call({ length: 2 ** 53 - 1 }, 1), () => Array.prototype.unshift.call({ length: 2 ** 53 - 1 }, 1));

// splice, slice, fill, copyWithin, reverse
const s = [0, 1, 2, 3, 4, 5];
show(s.splice(1, 2), s, s.splice(-1), s, s.splice(1, 0, 'x', 'y', 'z'), s, s.splice(), s, s.splice(0, 1, 9), s, s.splice(undefined), s);
show([1, , 3].splice(0, 2), [1, 2, 3].splice(1, 1, 'a', 'b'), [1, 2, 3].splice(0, -4), [1, 2, 3].splice(1, Infinity));
show([1, 2, 3].slice(), [1, 2, 3].slice(1), [1, 2, 3].slice(-2, -1), [1, , 3].slice(0, 2), [1, 2].slice(5), [1, 2, 3].slice(NaN, '2'));
show(Array.prototype.slice.call('abc', 1), Array.prototype.slice.call({ length: 2, 1: 'q' }));
show(new Array(3).fill(0), [1, 2, 3].fill(9, 1, 2), [1, 2, 3].fill(8, -1), [1, 2, 3].fill(7, 5), new Array(5).fill(1, 2, 4));
show([1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 0, 3), [1, , 3].copyWithin(1, 0), [1, 2, 3].copyWithin(-2, -3));
show([1, 2, 3].reverse(), [1, , 3, 4].reverse(), [, 1].reverse(), [].reverse());
const concat = [1].concat(2, [3, [4]], 'x', { length: 1, 0: 'y' }.length, [[], , 5]);
show(concat, concat.length, [].concat(), Array.prototype.concat.call(1, 2).length, [1].concat({ length: 2, 0: 'p', 1: 'q', [Symbol.isConcatSpreadable]: true }));

// searching
show([1, 2, NaN].indexOf(NaN), [1, 2, NaN].includes(NaN), [-0].indexOf(0), [0].includes(-0), [1, 2, 1].lastIndexOf(1), [1, 2, 1].lastIndexOf(1, -2));
show([, 1].indexOf(undefined), [, 1].includes(undefined), ['a', 'bc'].indexOf('b' + 'c'), [1n, 2n].indexOf(2n), [1.5, 2.5].includes(2.5), [1, 2].indexOf(1, 1));
show([null].includes(undefined), [{}].includes({}), [1, 2, 3].includes(3, -1), [1, 2, 3].indexOf(1, -2), [].lastIndexOf(1), [1].lastIndexOf(1, -5));
show([1, 2, 3].at(-1), [1, 2, 3].at(5), [1, 2, 3].at(1.9), [5, 6].at('1'), [].at(0));

// callbacks
const seen = [];
[1, , 3].forEach(function (v, i, o) { seen.push(v, i, o.length, this.tag); }, { tag: 't' });
show(seen, [1, , 3].map((v) => v * 2), [1, 2, 3, 4].filter((v) => v % 2), [, 1].every((v) => v), [].some(() => true), [1, 2].some((v) => v > 1));
show([1, 2, 3].reduce((x, y) => x + y), [1, 2, 3].reduceRight((x, y) => `${x}${y}`), [1, 2].reduce((x, y, i, o) => x + y + i + o.length, 100), [5].reduce(() => 0));
show([4, 5, 6].find((v) => v > 4), [4, 5, 6].findIndex((v) => v > 4), [4, 5, 6].findLast((v) => v < 6), [4, 5, 6].findLastIndex((v) => v > 9), [, 1].find((v) => v === undefined));
const growing = [1, 2, 3];
show(growing.map((v) => (growing.push(v), v)), growing.filter((v, i) => (growing.length = 4, true)), growing);
show([1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, , [2, , 3]].flat(), [1, 2].flatMap((v) => [v, [v]]), [[1]].flat(0));
check(() => [].reduce((x) => x), () => [].forEach(1), () => [].map(), () => [].find({}), () => Array.prototype.map.call(null, 1), () => [1].some(() => { throw 'up'; }));
show(Array.prototype.map.call('ab', (c) => c + c), Array.prototype.filter.call({ length: 2, 0: 1, 1: 2 }, (v) => v > 1));
(function () { show(Array.prototype.map.call(arguments, (v) => v + 1), Array.prototype.indexOf.call(arguments, 3)); })(2, 3, 4);

// joining
show([1, null, undefined, 'x', [2, [3]]].join(), [1, 2].join(''), [].join(), [1].join('-'), new Array(3).join('ab'), [[], {}, /x/].toString());
const loop = [1];
loop.push(loop, 2);
show(loop.join('-'), String(loop), Array.prototype.toString.call({ join: () => 'joined' }), Array.prototype.toString.call({}));
show([1234.5, null, [2345], 'x'].toLocaleString('en-US'));
check(() => [Symbol('q')].join(), () => Array.prototype.join.call(undefined));

// copies
const base = [3, 1, 2];
show(base.toSorted(), base.toReversed(), base.toSpliced(1, 1, 'a', 'b'), base.with(0, 9), base.with(-1, 8), base, [, 1].toReversed(), [, 2].with(0, 1), [1, , 2].toSorted());
check(() => [].with(1, 2), () => [1].with(-3, 2), () => Array.prototype.toReversed.call({ length: 2 ** 32 }));

// iterators
show([...[7, 8].keys()], [...[7, 8].entries()], [...[7, , 8].values()], Object.prototype.toString.call([][Symbol.iterator]()));
const it = ['a', 'b'][Symbol.iterator]();
show(it.next().value, it.next().value, it.next().done, it.next().done, it[Symbol.iterator]() === it);
check(() => it.next.call({}), () => [].values.call(null));
show([].values === [][Symbol.iterator], Object.keys(Array.prototype[Symbol.unscopables]), Reflect.ownKeys(Array.prototype).map(String));

// species and subclasses
class List extends Array {
  get last() { return this[this.length - 1]; }
}
const list = List.from([1, 2, 3]);
show(list instanceof List, list.map((v) => v + 1) instanceof List, list.slice(1).last, list.filter((v) => v > 1).length, list.concat([4]).last, new List(4).length, list.toSorted() instanceof List, List.of(1).last);
const odd = [1, 2];
odd.constructor = { [Symbol.species]: function (n) { this.made = n; } };
show(odd.map((v) => v).made, odd.slice().length, odd.filter(() => true).made);
check(() => { const x = [1]; x.constructor = 3; return x.map((v) => v); }, () => { const x = [1]; x.constructor = { [Symbol.species]: null }; return x.map((v) => v); });

// frozen and sealed
const frozen = Object.freeze([2, 1]);
check(() => frozen.push(3), () => frozen.pop(), () => frozen.shift(), () => frozen.unshift(1), () => frozen.splice(0, 1), () => frozen.sort(), () => frozen.reverse(), () => frozen.fill(0));
check(() => Object.preventExtensions([1]).push(1), () => Object.seal([1]).pop(), () => Object.defineProperty([], 'length', { writable: false }).push(1));
show(frozen.map((v) => v), frozen.slice(1), frozen.indexOf(1), frozen.includes(2), frozen.concat(3), frozen.join(), frozen.toSorted());

// sparse
const sparse = [];
sparse[1e6] = 'far';
sparse[3] = 'near';
show(sparse.length, sparse.indexOf('far'), sparse.filter(() => true), Object.keys(sparse), sparse.slice(999998).length);
sparse.length = 4;
show(sparse, sparse.length);
check(() => { sparse.length = -1; });
