// One feature of the language or library a line, in a loop, to find what is slow: prints each one's name, CPU time in
// milliseconds and result. Run it with Node and compiled, whole or with a feature's name as argument:
//   node bench/features.js > a; jsc bench/features.js -o features && ./features > b; paste a b
"use strict";
const tests = {};
const T = (name, f) => (tests[name] = f);
T("frozen array read", () => {
  const a = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8]);
  let s = 0;
  for (let i = 0; i < 3e6; i++) s += a[i & 7];
  return s;
});
T("frozen object read", () => {
  const a = Object.freeze({ x: 1, y: 2 });
  let s = 0;
  for (let i = 0; i < 1e7; i++) s += a.x + a.y;
  return s;
});
T("spread call", () => {
  const f = (...a) => a.length;
  let s = 0;
  const arr = [1, 2, 3];
  for (let i = 0; i < 2e6; i++) s += f(...arr, i);
  return s;
});
T("destructure array", () => {
  let s = 0;
  for (let i = 0; i < 3e6; i++) {
    const [a, b, ...c] = [i, i + 1, i + 2, i + 3];
    s += a + b + c.length;
  }
  return s;
});
T("destructure object rest", () => {
  let s = 0;
  for (let i = 0; i < 1e6; i++) {
    const { a, ...r } = { a: i, b: 2, c: 3 };
    s += a + r.c;
  }
  return s;
});
T("object spread", () => {
  let s = 0;
  let o = { a: 1, b: 2, c: 3, d: 4 };
  for (let i = 0; i < 1e6; i++) {
    const p = { ...o, a: i };
    s += p.a + p.d;
  }
  return s;
});
T("Object.keys/entries", () => {
  let s = 0;
  const o = { a: 1, b: 2, c: 3, d: 4, e: 5 };
  for (let i = 0; i < 5e5; i++) {
    for (const k of Object.keys(o)) s += o[k];
    for (const [k, v] of Object.entries(o)) s += v;
  }
  return s;
});
T("for in", () => {
  let s = 0;
  const o = { a: 1, b: 2, c: 3, d: 4, e: 5 };
  for (let i = 0; i < 1e6; i++) for (const k in o) s += o[k];
  return s;
});
T("dynamic keys", () => {
  const o = {};
  for (let i = 0; i < 1e6; i++) o["k" + (i % 5000)] = i;
  let s = 0;
  for (const k in o) s += o[k];
  return s;
});
T("delete keys", () => {
  let s = 0;
  for (let i = 0; i < 3e5; i++) {
    const o = { a: 1, b: 2, c: 3 };
    delete o.b;
    o.d = 4;
    s += o.a + o.d + (o.b === undefined ? 1 : 0);
  }
  return s;
});
T("map string keys", () => {
  const m = new Map();
  for (let i = 0; i < 1e6; i++)
    m.set("k" + (i % 20000), (m.get("k" + (i % 20000)) ?? 0) + 1);
  return m.size;
});
T("map int keys", () => {
  const m = new Map();
  for (let i = 0; i < 2e6; i++) m.set(i % 50000, i);
  let s = 0;
  for (const [k, v] of m) s += v;
  return s;
});
T("set ops", () => {
  const a = new Set(),
    b = new Set();
  for (let i = 0; i < 2e5; i++) {
    a.add(i);
    b.add(i * 2);
  }
  return a.intersection(b).size + a.union(b).size;
});
T("weakmap", () => {
  const w = new WeakMap();
  const ks = Array.from({ length: 1e5 }, (_, i) => ({ i }));
  for (const k of ks) w.set(k, k.i);
  let s = 0;
  for (let r = 0; r < 10; r++) for (const k of ks) s += w.get(k);
  return s;
});
T("array map/filter/reduce", () => {
  let s = 0;
  const a = Array.from({ length: 1000 }, (_, i) => i);
  for (let i = 0; i < 2000; i++)
    s += a
      .map((x) => x * 2)
      .filter((x) => x % 3 == 0)
      .reduce((p, c) => p + c, 0);
  return s;
});
T("array push/pop/shift", () => {
  const q = [];
  let s = 0;
  for (let i = 0; i < 2e6; i++) {
    q.push(i);
    if (q.length > 100) s += q.shift();
  }
  return s;
});
T("array splice/unshift", () => {
  const q = [];
  for (let i = 0; i < 20000; i++) {
    q.unshift(i);
    if (q.length > 500) q.splice(250, 1);
  }
  return q.length;
});
T("array sort cmp", () => {
  let s = 0;
  for (let r = 0; r < 10; r++) {
    const a = Array.from({ length: 50000 }, (_, i) => (i * 7919) % 50021);
    a.sort((x, y) => x - y);
    s += a[100];
  }
  return s;
});
T("sort strings", () => {
  const a = Array.from({ length: 50000 }, (_, i) => "s" + ((i * 7919) % 50021));
  a.sort();
  return a[77];
});
T("localeCompare sort", () => {
  const a = Array.from({ length: 20000 }, (_, i) => "s" + ((i * 7919) % 50021));
  a.sort((x, y) => x.localeCompare(y));
  return a[77];
});
T("array includes/indexOf", () => {
  const a = Array.from({ length: 1000 }, (_, i) => "x" + i);
  let s = 0;
  for (let i = 0; i < 20000; i++)
    s += a.indexOf("x" + (i % 1000)) + (a.includes("y") ? 1 : 0);
  return s;
});
T("string concat chars", () => {
  let s = "";
  for (let i = 0; i < 3e6; i++) s += String.fromCharCode(97 + (i % 26));
  return s.length;
});
T("string charCodeAt", () => {
  const t = "hello world ".repeat(10000);
  let h = 0;
  for (let r = 0; r < 20; r++)
    for (let i = 0; i < t.length; i++) h = (h * 31 + t.charCodeAt(i)) | 0;
  return h;
});
T("string index chars", () => {
  const t = "hello world ".repeat(10000);
  let n = 0;
  for (let r = 0; r < 10; r++)
    for (let i = 0; i < t.length; i++) if (t[i] === "o") n++;
  return n;
});
T("for of string", () => {
  const t = "hello wörld ".repeat(10000);
  let n = 0;
  for (let r = 0; r < 10; r++) for (const c of t) if (c === "o") n++;
  return n;
});
T("split/join", () => {
  const t = "a,b,c,d,e,f,g".repeat(100);
  let n = 0;
  for (let i = 0; i < 5000; i++) n += t.split(",").join(";").length;
  return n;
});
T("replace regex fn", () => {
  const t = "foo123bar456".repeat(100);
  let n = 0;
  for (let i = 0; i < 500; i++) n += t.replace(/\d+/g, (d) => d * 2).length;
  return n;
});
T("replaceAll str", () => {
  const t = "foo123bar456".repeat(100);
  let n = 0;
  for (let i = 0; i < 5000; i++) n += t.replaceAll("foo", "quux").length;
  return n;
});
T("regex exec loop", () => {
  const t = "key=value; other=thing; ".repeat(200);
  let n = 0;
  for (let i = 0; i < 100; i++) {
    const re = /(\w+)=(\w+)/g;
    let m;
    while ((m = re.exec(t))) n += m[1].length + m[2].length;
  }
  return n;
});
T("regex test", () => {
  let n = 0;
  for (let i = 0; i < 1e6; i++) if (/^[a-z]+\d$/.test("abc" + (i % 10))) n++;
  return n;
});
T("slice/substring", () => {
  const t = "hello world foo bar".repeat(10);
  let n = 0;
  for (let i = 0; i < 2e6; i++) n += t.slice(i % 50, (i % 50) + 5).length;
  return n;
});
T("toUpperCase/trim/pad", () => {
  let n = 0;
  for (let i = 0; i < 5e5; i++)
    n += ("  ab" + i + " ").trim().toUpperCase().padStart(12, "0").length;
  return n;
});
T("template literal", () => {
  let n = 0;
  for (let i = 0; i < 1e6; i++) n += `${i}:${i * 2}-x`.length;
  return n;
});
T("parseInt/parseFloat", () => {
  let n = 0;
  for (let i = 0; i < 1e6; i++)
    n += parseInt("12" + (i % 100)) + parseFloat("1.5" + (i % 100));
  return n;
});
T("number toString/toFixed", () => {
  let n = 0;
  for (let i = 0; i < 5e5; i++)
    n += (i * 1.37).toFixed(2).length + String(i * 0.1).length;
  return n;
});
T("JSON parse", () => {
  const j = JSON.stringify(
    Array.from({ length: 1000 }, (_, i) => ({
      id: i,
      name: "n" + i,
      tags: ["a", "b"],
      v: i * 1.5,
    })),
  );
  let n = 0;
  for (let i = 0; i < 50; i++) n += JSON.parse(j).length;
  return n;
});
T("JSON stringify", () => {
  const o = Array.from({ length: 1000 }, (_, i) => ({
    id: i,
    name: "n" + i,
    tags: ["a", "b"],
    v: i * 1.5,
  }));
  let n = 0;
  for (let i = 0; i < 50; i++) n += JSON.stringify(o).length;
  return n;
});
T("structuredClone", () => {
  const o = Array.from({ length: 1000 }, (_, i) => ({
    id: i,
    name: "n" + i,
    tags: ["a", "b"],
  }));
  let n = 0;
  for (let i = 0; i < 20; i++) n += structuredClone(o).length;
  return n;
});
T("class methods", () => {
  class A {
    #x = 0;
    inc(n) {
      this.#x += n;
      return this;
    }
    get x() {
      return this.#x;
    }
  }
  class B extends A {
    inc(n) {
      return super.inc(n + 1);
    }
  }
  const b = new B();
  for (let i = 0; i < 5e6; i++) b.inc(i & 3);
  return b.x;
});
T("class alloc fields", () => {
  class P {
    x = 1;
    y = 2;
    z;
    constructor(z) {
      this.z = z;
    }
  }
  let s = 0;
  for (let i = 0; i < 3e6; i++) s += new P(i).z;
  return s;
});
T("closures", () => {
  const mk = (n) => () => n++;
  let s = 0;
  const fs = Array.from({ length: 100 }, (_, i) => mk(i));
  for (let r = 0; r < 1e5; r++) for (let k = 0; k < 20; k++) s += fs[k]();
  return s;
});
T("polymorphic", () => {
  const os = [
    { a: 1 },
    { b: 1, a: 2 },
    { c: 1, a: 3 },
    { d: 1, a: 4 },
    { e: 1, a: 5 },
    { f: 1, a: 6 },
  ];
  let s = 0;
  for (let i = 0; i < 6e6; i++) s += os[i % 6].a;
  return s;
});
T("generators", () => {
  function* g(n) {
    for (let i = 0; i < n; i++) yield i;
  }
  let s = 0;
  for (const x of g(2e6)) s += x;
  return s;
});
T("iterator helpers", () => {
  function* g(n) {
    for (let i = 0; i < n; i++) yield i;
  }
  return g(5e5)
    .map((x) => x * 2)
    .filter((x) => x % 3 == 0)
    .take(1e5)
    .reduce((a, b) => a + b);
});
T("try/catch throw", () => {
  let s = 0;
  for (let i = 0; i < 2e5; i++) {
    try {
      if (i % 2) throw new Error("x" + i);
      s++;
    } catch (e) {
      s += e.message.length;
    }
  }
  return s;
});
T("getter/setter/defineProperty", () => {
  const o = {};
  let v = 0;
  Object.defineProperty(o, "x", {
    get() {
      return v;
    },
    set(n) {
      v = n;
    },
  });
  for (let i = 0; i < 5e6; i++) o.x = o.x + 1;
  return v;
});
T("proxy", () => {
  const p = new Proxy({ a: 1 }, { get: (t, k) => t[k] });
  let s = 0;
  for (let i = 0; i < 2e6; i++) s += p.a;
  return s;
});
T("Reflect/apply/bind", () => {
  const f = function (a, b) {
    return this.k + a + b;
  };
  const g = f.bind({ k: 1 }, 2);
  let s = 0;
  for (let i = 0; i < 3e6; i++)
    s += g(i) + f.call({ k: 2 }, 1, 2) + f.apply({ k: 3 }, [1, 2]);
  return s;
});
T("arguments", () => {
  function f() {
    let s = 0;
    for (let i = 0; i < arguments.length; i++) s += arguments[i];
    return s;
  }
  let s = 0;
  for (let i = 0; i < 2e6; i++) s += f(1, 2, i);
  return s;
});
T("BigInt arith", () => {
  let a = 1n;
  for (let i = 1n; i < 1500n; i++) a *= i;
  return (a % 1000000007n).toString() + a.toString().length;
});
T("BigInt small", () => {
  let a = 0n;
  for (let i = 0; i < 1e6; i++) a = (a * 31n + BigInt(i)) % 1000003n;
  return a;
});
T("typed arrays", () => {
  const a = new Float64Array(1e5),
    b = new Uint8Array(1e5);
  let s = 0;
  for (let r = 0; r < 50; r++)
    for (let i = 0; i < 1e5; i++) {
      a[i] = i * 0.5 + r;
      b[i] = i;
      s += a[i] + b[i];
    }
  return s;
});
T("DataView", () => {
  const d = new DataView(new ArrayBuffer(1024));
  let s = 0;
  for (let i = 0; i < 3e6; i++) {
    d.setInt32((i * 4) & 1020, i, true);
    s += d.getUint16((i * 4) & 1020);
  }
  return s;
});
T("Buffer", () => {
  let n = 0;
  for (let i = 0; i < 2e5; i++) {
    const b = Buffer.from("hello " + i);
    n += b.toString("hex").length + b.toString("base64").length + b[0];
  }
  return n;
});
T("Math funcs", () => {
  let s = 0;
  for (let i = 0; i < 3e6; i++)
    s +=
      Math.sin(i) * Math.sqrt(i) +
      Math.floor(i / 3) +
      Math.max(i, 5) +
      Math.abs(-i) +
      Math.pow(i % 7, 2.5);
  return s;
});
T("Math.random/Date.now", () => {
  let s = 0;
  for (let i = 0; i < 3e6; i++) s += Math.random() < 2 ? 1 : 0;
  for (let i = 0; i < 1e6; i++) s += Date.now() > 0 ? 1 : 0;
  return s;
});
T("Date ops", () => {
  let s = 0;
  for (let i = 0; i < 2e5; i++) {
    const d = new Date(2020, i % 12, i % 28);
    s += d.getDay() + d.toISOString().length + d.getMonth();
  }
  return s;
});
T("switch strings", () => {
  const ks = ["alpha", "beta", "gamma", "delta", "eps"];
  let s = 0;
  for (let i = 0; i < 5e6; i++)
    switch (ks[i % 5]) {
      case "alpha":
        s += 1;
        break;
      case "beta":
        s += 2;
        break;
      case "gamma":
        s += 3;
        break;
      case "delta":
        s += 4;
        break;
      default:
        s += 5;
    }
  return s;
});
T("instanceof/typeof", () => {
  class A {}
  class B extends A {}
  const xs = [new A(), new B(), {}, 1, "s", null];
  let s = 0;
  for (let i = 0; i < 6e6; i++) {
    const x = xs[i % 6];
    if (x instanceof A) s++;
    if (typeof x === "object") s++;
  }
  return s;
});
T("optional chaining/nullish", () => {
  const os = [{ a: { b: 1 } }, {}, { a: null }, null];
  let s = 0;
  for (let i = 0; i < 5e6; i++) s += os[i & 3]?.a?.b ?? 2;
  return s;
});
T("recursion fib", () => {
  const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
  return fib(32);
});
T("linked list/tree", () => {
  const mk = (d) => (d ? { l: mk(d - 1), r: mk(d - 1), v: d } : null);
  const sum = (t) => (t ? t.v + sum(t.l) + sum(t.r) : 0);
  let s = 0;
  for (let i = 0; i < 10; i++) s += sum(mk(15));
  return s;
});
T("matrix 2d arrays", () => {
  const n = 150,
    a = [],
    b = [],
    c = [];
  for (let i = 0; i < n; i++) {
    a[i] = [];
    b[i] = [];
    c[i] = [];
    for (let j = 0; j < n; j++) {
      a[i][j] = i + j;
      b[i][j] = i - j;
      c[i][j] = 0;
    }
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let s = 0;
      for (let k = 0; k < n; k++) s += a[i][k] * b[k][j];
      c[i][j] = s;
    }
  return c[3][7];
});
T("flat/flatMap/concat", () => {
  let n = 0;
  const a = Array.from({ length: 200 }, (_, i) => [i, [i]]);
  for (let i = 0; i < 500; i++)
    n += a.flat(2).length + a.flatMap((x) => x).length + [].concat(...a).length;
  return n;
});
T("Array.from/fill/slice", () => {
  let n = 0;
  for (let i = 0; i < 2e4; i++)
    n +=
      Array.from({ length: 50 }, (_, k) => k)
        .slice(5)
        .fill(0, 3).length + [...new Set([1, 2, 3])].length;
  return n;
});
T("event emitter", () => {
  const E = require("events");
  const e = new E();
  let s = 0;
  e.on("x", (a) => {
    s += a;
  });
  e.on("x", (a) => {
    s -= 1;
  });
  for (let i = 0; i < 2e6; i++) e.emit("x", i);
  return s;
});
T("symbol keys", () => {
  const k = Symbol("k");
  const o = { [k]: 1 };
  let s = 0;
  for (let i = 0; i < 5e6; i++) s += o[k];
  return s;
});
T("string compare/eq", () => {
  const a = Array.from({ length: 100 }, (_, i) => "str" + i);
  let s = 0;
  for (let i = 0; i < 5e6; i++) {
    if (a[i % 100] === a[(i * 7) % 100]) s++;
    if (a[i % 100] < a[(i + 1) % 100]) s++;
  }
  return s;
});
T("localeString/Intl-ish", () => {
  let n = 0;
  for (let i = 0; i < 1e5; i++) n += (i * 1234.5).toLocaleString().length;
  return n;
});
T("encodeURIComponent", () => {
  let n = 0;
  for (let i = 0; i < 2e5; i++)
    n +=
      encodeURIComponent("a b&c=" + i + "é").length +
      decodeURIComponent("a%20b" + i).length;
  return n;
});
T("util.format/inspect", () => {
  const u = require("util");
  let n = 0;
  for (let i = 0; i < 2e4; i++)
    n +=
      u.inspect({ a: i, b: [1, 2, { c: 3 }] }).length +
      u.format("%s %d %j", i, i, { i }).length;
  return n;
});
T("async await", async () => {
  const f = async (x) => x + 1;
  let s = 0;
  for (let i = 0; i < 5e5; i++) s = await f(s);
  const promises = [];
  for (let i = 0; i < 1e5; i++) promises.push(f(i));
  return s + (await Promise.all(promises)).length;
});
const only = process.argv[2];
(async () => {
  for (const [name, f] of Object.entries(tests)) {
    if (only && name !== only) continue;
    const start = process.cpuUsage();
    const result = String(await f()).slice(0, 30);
    const { user, system } = process.cpuUsage(start);
    console.log([name, ((user + system) / 1000).toFixed(1), result].join("\t"));
  }
})();
