// RUN: %jsc %level %s -o %t && %node %s > %t.ref && %t > %t.out && diff %t.ref %t.out
// More values than registers, alive over calls and slow paths; moves in circles; doubles and integers mixed.
function id(x) { return x; }
function many(a, b, c, d, e, f, g, h, i, j, k, l) {
  const s = a + b, t = c + d, u = e + f, v = g + h, w = i + j, x = k + l;
  const p = id(s) * t, q = u - id(v), r = w % x;
  return [a, b, c, d, e, f, g, h, i, j, k, l, s, t, u, v, w, x, p, q, r].join();
}
console.log(many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
console.log(many(1.5, 2, 3.25, 4, 5, -6, 7, 8.125, 9, 10, 11, 12), many(1, 2, "x"), many());
function rotate(n) {
  let a = 1, b = 2.5, c = "c", d = null, e = [5], f = true;
  for (let i = 0; i < n; i++) [a, b, c, d, e, f] = i % 3 ? [b, c, d, e, f, a] : [f, e, d, c, b, a];
  return [a, b, c, d, e, f];
}
console.log(JSON.stringify([0, 1, 2, 3, 4, 5, 6, 7].map(rotate)));
function swap(n) { let a = 1, b = 2, c = 3; while (n--) { const t = a; a = b; b = c; c = t; if (n & 1) [a, c] = [c, a]; } return a * 100 + b * 10 + c; }
console.log([0, 1, 2, 3, 4, 5, 6].map(swap).join());
function handlers(f) {
  let a = 1, b = 2.5, c = "s", r = "";
  for (let i = 0; i < 4; i++)
    try { a += i; r += f(i, a, b); b *= 1.5; c += a; } catch (e) { r += e.message + a + b + c; a = -a; } finally { r += "f" + i; }
  return r + a + b + c;
}
console.log(handlers((i, a, b) => { if (i & 1) throw new Error("e" + a + b); return i + b; }), handlers(id));
let n = 0;
const edge = (x, y) => [x + y, x - y, x * y, x / y, x % y, x & y, x | y, x ^ y, x << y, x >> y, x >>> y, -x, ~x, x < y, x <= y, x > y, x >= y,
  x == y, x === y, x !== y, x ? 1 : 0, !x].map(v => (n++, Object.is(v, -0) ? "-0" : String(v))).join(" ");
const values = [0, -0, 1, -1, 2147483647, -2147483648, 4294967295, 0.5, -1e300, NaN, Infinity, true, null, undefined, "7", "", 31, 32];
for (const x of values) for (const y of values) console.log(x, y, edge(x, y));
const constants = x => [x + 1, 1 + x, x - 1, 1 - x, x * 0, x * 3, x % 7, x << 0, x >>> 0, x >>> 1, x >> 31, x & 255, x | 0, x ^ -1, x + 0.5,
  x * 1.5, x + "s", x === 0, x === 1, 0 === x, x !== null, x == null, x < 10, 10 < x, x <= 0.5, x === true, x === "7"].join(" ");
for (const x of values) console.log(constants(x));
const deep = (a, ...rest) => rest.length ? deep(...rest) + a : a;
console.log(deep(1, 2, 3, 4, 5, 6), (function () { return arguments.length + arguments[3]; })(1, 2, 3, 4), n);
let depth = 0;
const recurse = () => { depth++; recurse(); };
try { recurse(); } catch (e) { console.log(e instanceof RangeError, depth > 1000); }
class C { constructor(a, b, c, d) { this.v = [a, b, c, d, new.target === C]; } }
console.log(new C(1, 2, 3, 4).v, new (C.bind(null, 9))(8, 7).v, new (new Proxy(C, {}))(1).v);
for (const bad of [1, {}, () => 1, "s"]) try { new bad(1, 2, 3); } catch (e) { console.log(e.message); }
for (const bad of [1, {}, C, undefined]) try { bad(1, 2, 3); } catch (e) { console.log(e.message); }
function sum4(x) { x.a = 1; x.b = 2; x.c = 3.5; x.d = "d"; x.e = x; return x.a + x.b + x.c + x.d + x.e.a; }
console.log(sum4({}), sum4([]), sum4(new C()), sum4(id));
for (const T of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) {
  const t = new T(4), seen = [];
  for (const v of [1, -1, 300, 1.5, -0, NaN, 2 ** 31, -1e10, "3", true, undefined]) {
    for (let k = 0; k < 5; k++) t[k] = v;
    t[-1] = 7;
    t[0.5] = 7;
    seen.push(t[0], Object.is(t[3], -0), t[4], t[-1], t["1"], t[0.5], t[1.0]);
  }
  console.log(T.name, seen.join(" "));
}
