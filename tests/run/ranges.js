// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Ranges across calls and slots.
let N = 100; const M = 7; let grown = 1;
function f(i, j) { return i * j + i - j; }
function g(n, s) { let t = 0; for (let i = 0; i < n; i++) t = (t + f(i, s) * M) | 0; return t; }
function rec(n, acc) { return n === 0 ? acc : rec(n - 1, acc + n); }
function up(x) { return x + 1; }
let big = 2147483640; for (let i = 0; i < 20; i++) { big = up(big); grown = grown * 3 + N; }
console.log(g(50, 3), g(N, -2), rec(1000, 0), rec(60000 % 7000, 2147480000), big, grown);
function down(x) { return x - 1; } let low = -2147483640; for (let i = 0; i < 20; i++) low = down(low); console.log(low);
function neg(x) { return -x; } console.log(Object.is(neg(0), -0), neg(5), neg(-2147483647) + 1, neg(-2147483648));
function mul(a, b) { return a * b; } console.log(Object.is(mul(0, -5), -0), Object.is(mul(-3, 0), -0), mul(65536, 65536), Object.is(mul(4, 0), 0));
function mod(a, b) { return a % b; } console.log(Object.is(mod(-4, 2), -0), mod(7, 3), mod(7, -3), mod(5, 0), mod(-7, 3));
let state = 12345; function next() { state = (state * 1103515245 + 12345) & 0x7fffffff; return state; } let x = 0; for (let i = 0; i < 100; i++) x ^= next() % 1000; console.log(x, state);
let idx = 0; const tab = [1, 2, 3]; function take() { return tab[idx++ % 3]; } let s = 0; for (let i = 0; i < 10; i++) s += take(); console.log(s, idx);
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } console.log(fib(20), fib(47 % 25));
function fact(n) { return n <= 1 ? 1 : n * fact(n - 1); } console.log(fact(5), fact(20), fact(25));
function opt(a, b) { return b === undefined ? a : a + b; } console.log(opt(1), opt(2147483647, 1), opt(-5, 3));
function sh(a) { return (a >>> 0) + (a >> 1) + (a << 30); } console.log(sh(-1), sh(2147483647), sh(3));
// Units of strings: flat, wide, ropes, slices, out of range, a method of another's.
const texts = ["abc", "äöü€", "x".repeat(40) + "y".repeat(40), ("0123456789".repeat(5) + "€").slice(3, 49), ""];
for (const t of texts) for (const k of [0, 1, 39.5, 40, 45, -1, NaN, undefined, "2"]) console.log(t.charCodeAt(k));
const own = { charCodeAt(k) { return "own" + k; } };
console.log(own.charCodeAt(1), String.prototype.charCodeAt.call(123, 1), new String("q").charCodeAt(0));
for (const bad of [null, 5, {}]) try { console.log(bad.charCodeAt(0)); } catch (e) { console.log(e.message); }
String.prototype.charCodeAt = function (k) { return -k; };
console.log("abc".charCodeAt(2));
console.log([2 ** 40 + 5, -(2 ** 33) - 1, 1e30, NaN, -Infinity, 0.5].map((v) => (v | 0) + (v >>> 1) + (v ^ 3)).join());
