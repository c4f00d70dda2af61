// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Statements: loops, labels, switch, try/finally in all combinations.
outer: for (let i = 0; i < 5; i++) { for (let j = 0; j < 5; j++) { if (j === 3) continue outer; if (i === 3) break outer; if ((i + j) % 2) console.log(i, j); } }
function f(x) { try { if (x === 0) return 'ret'; if (x === 1) throw new Error('thrown'); if (x === 2) return g(); } catch (e) { return 'caught ' + e.message; } finally { console.log('finally', x); } return 'end'; }
function g() { throw new TypeError('inner'); }
for (let i = 0; i < 4; i++) console.log(f(i));
function over() { try { return 1; } finally { return 2; } } console.log(over());
function loop() { for (const x of [1, 2, 3]) { try { if (x === 2) continue; if (x === 3) break; console.log('body', x); } finally { console.log('f', x); } } return 'done'; } console.log(loop());
function sw(x) { switch (x) { case 1: return 'one'; case 'a': case 'b': return 'ab'; default: return 'def'; case 3: { let y = x; return 'three' + y; } } }
console.log([1, 'a', 'b', 3, 4].map(sw).join());
let n = 0; do { n++; if (n === 2) continue; } while (n < 5); console.log(n);
let s = ''; for (const k in { a: 1, b: 2, c: 3 }) s += k; console.log(s);
for (const [k, v] of Object.entries({ x: 1, y: 2 })) console.log(k, v);
label: { console.log('in'); if (n) break label; console.log('never'); }
try { try { throw 1; } finally { console.log('inner finally'); } } catch (e) { console.log('outer', e); }
function nested() { try { try { throw new Error('a'); } catch (e) { throw new Error(e.message + 'b'); } finally { console.log('nf'); } } catch (e) { return e.message; } } console.log(nested());
class It { constructor(n) { this.n = n; } [Symbol.iterator]() { let i = 0; const n = this.n; return { next: () => (i < n ? { value: i++, done: false } : { value: undefined, done: true }), return() { console.log('closed'); return {}; } }; } }
for (const x of new It(5)) { if (x === 2) break; console.log(x); }
try { for (const x of new It(5)) { throw new Error('from body'); } } catch (e) { console.log(e.message); }
const [a, b] = new It(5); console.log(a, b);
console.log([...new It(3)].join(), Math.max(...new It(4)));
var i = 0; while (true) { if (++i > 3) break; } console.log(i);
for (var x = 0, y = 10; x < y; x++, y--); console.log(x, y);
console.log((1, 2, 3), void 0, typeof null, !'' && 'yes', null ?? 'dflt', 0 || 'or', undefined?.x, ({ a: { b: 1 } })?.a?.b, ({}).a?.b.c.d);
let o = { n: null, z: 0 }; o.n ??= 5; o.z ||= 6; o.z &&= 7; console.log(o.n, o.z);
// Cases that are small integers: numbers that arithmetic has left as doubles, -0, and what is no number.
function table(v) { switch (v) { case 0: return 'zero'; case 1: return 'one'; case 2: return 'two'; case 3: return 'three'; case 4: return 'four'; case 5: return 'five'; case 6: return 'six'; default: return 'other'; } }
for (let i = -2; i < 15; i++) console.log(i, table(i * 0.5 + 0.25 - 0.25), table(i));
console.log([-0, NaN, 1.5, '1', null, undefined, true, {}, 4294967297, Infinity].map((v) => table(v)).join());
