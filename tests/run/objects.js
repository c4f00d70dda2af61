// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Objects: property order, descriptors, spread, delete, accessors, prototypes, symbols.
const o = { b: 1, 2: 'two', a: 2, 1: 'one', [Symbol('s')]: 3 }; console.log(Object.keys(o).join(), JSON.stringify(o));
const { a, ...rest } = o; console.log(a, JSON.stringify(rest)); console.log(JSON.stringify({ ...o, a: 9, z: [...'héllo'] }));
delete o.b; console.log('b' in o, o.hasOwnProperty('a'), JSON.stringify(Object.getOwnPropertyDescriptor(o, 'a')));
Object.defineProperty(o, 'hidden', { value: 1 }); console.log(Object.keys(o).includes('hidden'), o.hidden);
const fr = Object.freeze({ x: 1 }); fr.x = 2; console.log(fr.x, Object.isFrozen(fr));
(function () { 'use strict'; try { fr.x = 3; } catch (e) { console.log(e.message); } try { delete fr.x; } catch (e) { console.log(e.message); } try { fr.y = 1; } catch (e) { console.log(e.message); } })();
const proto = { hello() { return 'hi ' + this.n; } }; const child = Object.create(proto, { n: { value: 'c', enumerable: true } }); console.log(child.hello(), Object.getPrototypeOf(child) === proto);
let s = ''; for (const k in child) s += k + ' '; console.log(s);
const p = new Proxy({}, { get: (t, k) => `got ${String(k)}`, has: () => true, ownKeys: () => ['x', 'y'], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) }); console.log(p.foo, 'q' in p, Object.keys(p).join());
const arr = [1, 2, 3]; arr[5] = 6; console.log(arr.length, 4 in arr, arr.join(), JSON.stringify(arr)); arr.length = 2; console.log(arr.join()); arr.foo = 'bar'; console.log(Object.keys(arr).join());
console.log([3, 1, 2].sort().join(), [3, 1, 10, 2].sort((x, y) => x - y).join(), [1, [2, [3, [4]]]].flat(Infinity).join(), [..."ab"].entries().next().value.join());
const big = {}; for (let i = 0; i < 2000; i++) big['k' + i] = i; let t = 0; for (const k in big) t += big[k]; console.log(t, Object.keys(big).length); for (let i = 0; i < 2000; i += 2) delete big['k' + i]; console.log(Object.keys(big).length, big.k1, big.k2);
const m = new Map([[1, 'a'], ['1', 'b'], [NaN, 'n']]); console.log(m.get(1), m.get('1'), m.get(NaN), m.size, [...m.keys()].length); const ws = new WeakMap(); ws.set(o, 1); console.log(ws.get(o), ws.has({}));
console.log([1, 2, 3].includes(2), Array.from({ length: 3 }, (_, i) => i * i).join(), Array.isArray([]), Object.entries({ x: 1 }).join('|'), Object.fromEntries([['q', 1]]).q);
const sym = Symbol('desc'); console.log(sym.toString(), sym.description, Symbol.for('k') === Symbol.for('k'), typeof sym);
console.log(0.1 + 0.2, 1 / 3, 1e21, 1e-7, -0, [-0].join(), Object.is(-0, 0), 123456789012345680000, (25).toString(2), (255).toString(16), parseInt('12px'), parseFloat('3.14abc'), Number(''), Number('0x1f'), +[], +{}, 5 % -3, -5 % 3, 2 ** 10, 7 / 0, NaN === NaN);
console.log(10n ** 20n, -7n / 2n, typeof 1n, 1n < 2, 2n == 2, BigInt(10) * 3n, (1n << 70n).toString(16));
var d = new Date(0); console.log(d.toISOString(), d.getTime(), new Date(2020, 1, 29, 12).toISOString(), Date.UTC(2000, 0));
console.log('abc'.replace(/b/g, (x) => x.toUpperCase()), 'a-b-c'.split('-').join('+'), /(?<y>\d{4})-(?<m>\d\d)/.exec('on 2024-05-06').groups.y, 'x'.padStart(3, 'ab'), 'abcabc'.lastIndexOf('c'), ' t '.trim(), 'ß'.toUpperCase(), 'a\u0301'.normalize().length, '😀'.length, [...'😀'].length, 'abc'.at(-1), 'aXbX'.replaceAll('X', '-'));
console.log(`multi ${1 + 1} ${'nested ' + `${'deep'}`}`, String.raw`\n${1}`, ((s, ...v) => s.raw.join('|') + v.join())`a${1}b${2}c`);
