"use strict";
// RUN: %node %s
// util.inspect and util.format of lib/ against the reference Node's: every
// builtin type under many options, and generated values.

const { load, same } = require("./under-node.js");
const util = require("node:util");
const { inspect, format: ignored, ...rest } = load("internal/util/inspect");
const { format } = load("internal/util/format");

class A {
  #hidden = 1;
  static s = 1;
  x = 2;
  get g() {
    return 1;
  }
}
class B extends A {}
class MyError extends TypeError {}
class Tagged {
  get [Symbol.toStringTag]() {
    return "Tag";
  }
}

function shape(o, f) {
  f(o);
  return o;
}

function noStack(e) {
  e.stack = `${e.name}: ${e.message}\n    at f (/x/y.js:1:2)\n    at g (/x/node_modules/p/i.js:3:4)`;
  return e;
}

const cycle = { name: "x" };
cycle.self = cycle;
cycle.list = [cycle, { cycle }];
const mutual = { a: {} };
mutual.a.b = mutual;
mutual.c = mutual.a;
const map = new Map([[cycle, new Set([cycle])]]);
map.set(map, map);

const text = "lorem ipsum dolor sit amet ".repeat(5);
const deep = { a: { b: { c: { d: { e: {} } } } } };

const values = {
  classes: [
    A,
    B,
    class {},
    new B(),
    class extends null {},
    new Tagged(),
    Tagged,
  ],
  subclasses: [
    new (class extends Map {})([[1, 2]]),
    new (class Foo extends Array {})(3),
    new (class P extends Promise {})(() => {}),
    new (class U extends Uint8Array {})(2),
    new (class D extends Date {})(0),
    new (class R extends RegExp {})("a", "g"),
    new (class F extends Function {})("return 1"),
    new (class S extends String {})("abc"),
  ],
  prototypes: [
    Object.create(null),
    Object.create({}),
    Object.create(A.prototype),
    Object.create(Object.create(null)),
    Object.setPrototypeOf(new Map([[1, 2]]), null),
    Object.setPrototypeOf(new Set([1]), null),
    Object.setPrototypeOf([1, 2], null),
    Object.setPrototypeOf(/a/, null),
    Object.setPrototypeOf(new Date(0), null),
    Object.setPrototypeOf(new Uint8Array(2), null),
    Object.setPrototypeOf(() => {}, null),
    Object.setPrototypeOf(new Number(3), null),
    Object.setPrototypeOf(Promise.resolve(1), null),
    Object.setPrototypeOf(new ArrayBuffer(2), null),
    Object.setPrototypeOf(noStack(new Error("m")), null),
    A.prototype,
    B.prototype,
    Array.prototype,
    Map.prototype,
    Object.prototype,
    Function.prototype,
    Error.prototype,
    Date.prototype,
  ],
  symbols: [
    Symbol("a b"),
    Symbol(""),
    Symbol(),
    Symbol.iterator,
    Symbol("a\nb"),
  ],
  functions: [
    function () {},
    function named() {},
    () => {},
    async () => {},
    function* g() {},
    async function* ag() {},
    shape(
      function f() {},
      (f) => (f.a = 1),
    ),
    shape(
      function f() {},
      (f) => Object.defineProperty(f, "name", { value: 5 }),
    ),
    shape(class Q {}, (f) => (f.a = 1)),
    Math.max,
    Array,
    Object,
  ],
  namespaces: [Math, JSON, Reflect, Atomics, Intl, WebAssembly],
  boxed: [
    new Boolean(true),
    new Number(-0),
    new String("abc"),
    Object(Symbol("q")),
    Object(10n),
    shape(new String("ab"), (s) => (s.x = 1)),
    shape(new Number(2), (s) => (s.x = 1)),
  ],
  numbers: [
    0,
    -0,
    1.5,
    1e21,
    1e-7,
    NaN,
    Infinity,
    -Infinity,
    123456789.123,
    -1234567,
    1000,
    1234,
  ],
  bigints: [0n, -5n, 123456789012345678901234567890n],
  strings: [
    "",
    "a\nb",
    "it's",
    `it's "q"`,
    'it\'s "q" `',
    'it\'s "q" ${',
    "\x00\x07\b\t\n\v\f\r\x1b\x7f\x9f\u00a0\u2028",
    "\u{1F600}\ud800x\udc00",
    "\\",
    "x".repeat(100),
    "a\nb\n".repeat(30),
    text,
  ],
  arrays: [
    [],
    [1, 2, 3],
    [, 1],
    [1, , 2, , , 3],
    new Array(5),
    shape([1, 2], (a) => (a.x = 1)),
    shape([1, , 2], (a) => (a["-1"] = 1)),
    shape([], (a) => (a[200] = 1)),
    Array.from({ length: 120 }, (_, i) => i),
    Array.from({ length: 101 }, () => "abc"),
    Array.from({ length: 27 }, (_, i) => "item" + i * i),
    Array.from({ length: 7 }, (_, i) => "x".repeat(i * 3)),
    Array.from({ length: 30 }, (_, i) => 1.5 ** i),
    Array.from({ length: 10 }, (_, i) => BigInt(i) ** 9n),
    Array.from({ length: 8 }, (_, i) => ({ i })),
    Array.from({ length: 9 }, (_, i) => [i, i]),
    Array.from({ length: 20 }, () => "日本"),
    Array.from({ length: 20 }, (_, i) => (i % 2 ? "x" : i)),
    [[[[[]]]]],
    [undefined, null, true],
    [[1, 2, [3, 4, [5, [6]]]], { a: [{ b: {} }] }],
  ],
  objects: [
    {},
    { a: 1 },
    { "a-b": 1, 1: 2, "it's": 3, ñ: 4, $: 5, _: 6, a1: 7, "1a": 8, "": 9 },
    { __proto__: { inherited: 1 }, ["__proto__"]: 2 },
    { [Symbol("k")]: 1, [Symbol("a\nb")]: 2 },
    {
      get a() {
        return 1;
      },
      set a(v) {},
      get b() {
        return { x: 1 };
      },
      set c(v) {},
    },
    {
      get a() {
        throw noStack(new Error("no"));
      },
      get n() {
        return null;
      },
    },
    { u: undefined, n: null },
    deep,
    { text },
    { a: text, b: [text, text] },
    { a: 1, b: "x".repeat(60), c: 3 },
    {
      aaaaaaaaaaaaaaaa: 1,
      bbbbbbbbbbbbbbbbbbbbbb: 2,
      cccccccccccccccccc: 3,
      ddd: 4,
    },
    Object.defineProperty({ x: 1 }, "hidden", { value: 2 }),
    { [Symbol.toStringTag]: "T" },
    Object.defineProperty({ x: 1 }, Symbol.toStringTag, { value: "T" }),
    { constructor: "x" },
    { constructor: { name: "Fake" } },
    {
      toString() {
        return "x";
      },
    },
    Array.from({ length: 30 }, (_, i) => i).reduce(
      (o, i) => ((o["k" + i] = i), o),
      {},
    ),
  ],
  cycles: [cycle, mutual, map],
  collections: [
    new Map(),
    new Set(),
    new Map([
      [{ a: 1 }, "b"],
      ["k", new Map([[1, { x: [] }]])],
    ]),
    new Set([1, "a", [1, 2], new Set([1])]),
    shape(new Map([[1, 2]]), (m) => (m.x = 1)),
    shape(new Set(), (m) => (m.x = 1)),
    new Set(Array.from({ length: 130 }, (_, i) => i)),
    new Map(Array.from({ length: 130 }, (_, i) => [i, i])),
    new WeakMap([[cycle, 1]]),
    new WeakSet([cycle]),
    new WeakRef(cycle),
  ],
  iterators: [
    new Map([[1, 2]]).entries(),
    new Map([[1, 2]]).keys(),
    new Map([[1, { a: 1 }]]).values(),
    new Map()[Symbol.iterator](),
    new Set([5]).values(),
    new Set([5]).entries(),
    [1][Symbol.iterator](),
    "a"[Symbol.iterator](),
    "aa".matchAll(/a/g),
    (function* () {})(),
    (async function* () {})(),
  ],
  binary: [
    new Uint8Array(3),
    new Uint8Array(0),
    new Float64Array([1.5, -0]),
    new BigInt64Array(2),
    new Uint8Array(200),
    new ArrayBuffer(5),
    new ArrayBuffer(100),
    new SharedArrayBuffer(1),
    new DataView(new ArrayBuffer(2)),
    shape(new ArrayBuffer(1), (b) => (b.x = 1)),
    shape(new Uint8Array(1), (b) => (b.x = 1)),
    structuredClone(new ArrayBuffer(3)),
    shape(new ArrayBuffer(3), (b) => structuredClone(b, { transfer: [b] })),
  ],
  promises: [
    Promise.resolve(4),
    Promise.resolve({ a: { b: { c: {} } } }),
    shape(Promise.reject(3), (p) => p.catch(() => {})),
    new Promise(() => {}),
    shape(Promise.resolve(1), (p) => (p.x = 1)),
  ],
  proxies: [
    new Proxy({ a: 1 }, {}),
    new Proxy(function f() {}, {}),
    new Proxy([1, 2], {
      get() {
        return 5;
      },
    }),
    new Proxy(new Proxy({}, {}), {}),
    shape(Proxy.revocable({}, {}), (r) => r.revoke()).proxy,
    new Proxy(A, {}),
  ],
  dates: [new Date(0), new Date(NaN), shape(new Date(0), (d) => (d.x = 1))],
  regexps: [
    /a/g,
    shape(/a/, (r) => (r.x = 1)),
    /(?<name>a|b)+?(?:x)[^a-z\d]{2,3}\p{L}\u{41}\x41\k<name>(?=y)(?<!z)./u,
    /^(a[b]c){1,}?|(d{3})\1$/,
    /[\]\-]/,
    new RegExp("/"),
    /x{/,
    /a{,5}/,
  ],
  args: [
    (function () {
      return arguments;
    })(1, 2),
    (function () {
      return arguments;
    })(),
  ],
  errors: [
    noStack(new Error("boom")),
    noStack(new MyError("mine")),
    noStack(shape(new Error("m"), (e) => (e.code = "E"))),
    noStack(
      new Error("with cause", { cause: noStack(new RangeError("inner")) }),
    ),
    noStack(new Error("with cause", { cause: { a: 1 } })),
    noStack(new AggregateError([noStack(new Error("1")), 2], "several")),
    shape(new Error("none"), (e) => (e.stack = undefined)),
    shape(new Error("short"), (e) => (e.stack = "Error: short")),
    shape(new Error("obj"), (e) => (e.stack = { a: 1 })),
    shape(new Error("x"), (e) => {
      e.name = "Custom";
      e.stack = "Custom: x\n    at a (b:1:1)";
    }),
    shape(new Error("x"), (e) => {
      e.name = "Custom";
      e.stack = "Error: x\n    at a (b:1:1)";
    }),
    shape(new Error("x"), (e) => {
      e.message = "changed";
      e.stack = "Error: x\n    at a (b:1:1)";
    }),
    shape(new Error("multi\nline"), (e) => {
      e.stack = "Error: multi\nline\n    at a (b:1:1)";
    }),
    shape(new Error("r"), (e) => {
      e.stack =
        "Error: r\n" +
        "    at f (a.js:1:1)\n    at g (a.js:2:2)\n".repeat(20) +
        "    at end (z:1:1)";
    }),
    shape(new Error("r"), (e) => {
      e.stack =
        "Error: r\n" +
        "    at f (a.js:1:1)\n".repeat(20) +
        "    at end (z:1:1)";
    }),
    Object.create(noStack(new Error("proto"))),
    shape(new MyError("m"), (e) => {
      e.stack = "TypeError: m\n    at a (b:1:1)";
    }),
    shape(new TypeError("m"), (e) => {
      Object.defineProperty(e, "name", { value: 5 });
      e.stack = "x";
    }),
    { e: [noStack(new Error("nested"))] },
    shape(new Error(""), (e) => {
      e.stack = "Error\n    at a (b:1:1)";
    }),
    shape(new Error("m"), (e) => {
      Object.defineProperty(e, "stack", {
        get() {
          throw 1;
        },
      });
    }),
    shape(new RangeError("m"), (e) => {
      e.stack = "RangeError: m\n    at node:fs:1:1\n    at x (node:path:2:3)";
    }),
  ],
  custom: [
    {
      [util.inspect.custom](depth, options, i) {
        return `<${depth} ${Object.keys(options)} ${typeof i}>`;
      },
    },
    {
      [util.inspect.custom]() {
        return { inner: { a: [1] } };
      },
    },
    {
      [util.inspect.custom]() {
        return this;
      },
      z: 1,
    },
    {
      [util.inspect.custom]() {
        return "two\nlines";
      },
    },
    {
      nested: {
        [util.inspect.custom](d, o, i) {
          return i({ a: { b: {} }, s: "x" }, o);
        },
      },
    },
    {
      nested: {
        [util.inspect.custom](d, o) {
          return o.stylize("styled", "special");
        },
      },
    },
    new Proxy(
      {
        [util.inspect.custom](d, o) {
          return Object.keys(o).join();
        },
      },
      {},
    ),
  ],
  url: [{ href: "x", protocol: "y" }],
};

const optionSets = [
  undefined,
  { showHidden: true },
  { colors: true },
  { colors: true, showHidden: true, depth: 0 },
  { depth: 0 },
  { depth: null },
  { depth: -1 },
  { compact: true },
  { compact: false },
  { compact: 1, breakLength: 40 },
  { breakLength: Infinity },
  { breakLength: 20, depth: 5 },
  { sorted: true },
  { sorted: (a, b) => (a < b ? 1 : -1), showHidden: true },
  { showProxy: true },
  { showProxy: true, depth: 0 },
  { getters: true },
  { getters: "get", numericSeparator: true },
  { getters: "set", maxArrayLength: 3, maxStringLength: 10 },
  { maxArrayLength: 0 },
  { maxArrayLength: null, maxStringLength: null },
  { customInspect: false },
  { extra: 1 },
];

for (const options of optionSets) {
  for (const [group, list] of Object.entries(values)) {
    const what = `${group} ${util.inspect(options)}`;
    list.forEach((value, i) =>
      same(
        `${what} [${i}]`,
        () => inspect(value, options),
        () => util.inspect(value, options),
      ),
    );
    same(
      what,
      () => inspect(list, options),
      () => util.inspect(list, options),
    );
  }
}

same(
  "legacy",
  () => inspect(deep, true, 0, true),
  () => util.inspect(deep, true, 0, true),
);
same(
  "defaults",
  () => inspect.defaultOptions,
  () => util.inspect.defaultOptions,
);
same(
  "colors",
  () => inspect.colors,
  () => util.inspect.colors,
);

// Generated values: the layout decisions depend on lengths and nesting.
let seed = 42;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed % n;
};
function generate(depth) {
  const kind = random(depth > 0 ? 12 : 6);
  const n = random(12);
  const items = () => Array.from({ length: n }, () => generate(depth - 1));
  switch (kind) {
    case 0:
      return random(100000) / (random(3) ? 1 : 7);
    case 1:
      return "s".repeat(random(30));
    case 2:
      return random(2) === 1;
    case 3:
      return undefined;
    case 4:
      return BigInt(random(1000));
    case 5:
      return "two\nlines";
    case 6:
    case 7:
      return items();
    case 8:
    case 9:
      return Object.fromEntries(
        items().map((v, i) => ["key".repeat(1 + random(4)) + i, v]),
      );
    case 10:
      return new Map(items().map((v, i) => [i, v]));
    default:
      return new Set(items());
  }
}
for (let i = 0; i < 1500; i++) {
  const v = generate(5);
  const options = optionSets[random(4) ? 0 : random(optionSets.length)];
  same(
    `generated ${i}`,
    () => inspect(v, options),
    () => util.inspect(v, options),
  );
}

// Recursions of all lengths in stack traces.
for (let i = 0; i < 400; i++) {
  const e = new Error("r");
  const frames = [];
  while (frames.length < 10 + random(30)) {
    const period = 1 + random(4);
    const times = 1 + random(5);
    const from = random(3);
    for (let t = 0; t < times; t++)
      for (let p = 0; p < period; p++)
        frames.push(`    at f${from + p} (a.js:1:1)`);
  }
  e.stack = `Error: r\n${frames.join("\n")}`;
  same(
    `stack ${i}`,
    () => inspect(e),
    () => util.inspect(e),
  );
}

// ---- format -------------------------------------------------------------------

const formats = [
  [],
  [""],
  ["a"],
  ["%"],
  ["%%"],
  ["%%", 1],
  ["%s"],
  ["%s", 1],
  ["%s", -0],
  ["%s", 1n],
  ["%s", "x", "y"],
  ["%s%s", 1],
  ["%s", Symbol("a")],
  ["%s", null],
  ["%s", undefined],
  ["%s", {}],
  ["%s", { a: { b: 1 } }],
  ["%s", [1, [2]]],
  ["%s", () => 1],
  ["%s", new A()],
  ["%s", new Date(0)],
  [
    "%s",
    {
      toString() {
        return "own";
      },
    },
  ],
  ["%s", Object.create(null)],
  [
    "%s",
    new (class T {
      toString() {
        return "t";
      }
    })(),
  ],
  ["%s", new (class T2 extends A {})()],
  ["%s", class Q {}],
  ["%s", new Error("x").message],
  [
    "%s",
    Object.create({
      toString() {
        return "p";
      },
    }),
  ],
  [
    "%s",
    {
      [Symbol.toPrimitive]() {
        return "prim";
      },
    },
  ],
  ["%s", new Proxy({ a: 1 }, {})],
  ["%d", 1],
  ["%d", "0x10"],
  ["%d", 1n],
  ["%d", {}],
  ["%d", Symbol()],
  ["%d", ""],
  ["%d", -0],
  ["%i", 1.9],
  ["%i", "42px"],
  ["%i", 1n],
  ["%i", Symbol()],
  ["%i", {}],
  ["%f", "1.5x"],
  ["%f", 1n],
  ["%f", Symbol()],
  ["%f", 1],
  ["%j", { a: 1 }],
  ["%j", cycle],
  ["%j", undefined],
  ["%j", () => 1],
  [
    "%j",
    {
      toJSON() {
        throw new Error("t");
      },
    },
  ],
  ["%j", 1n],
  ["%O", deep],
  ["%o", deep],
  ["%o", function f() {}],
  ["%o", [1]],
  ["%o", new Proxy({}, {})],
  ["%c", "css"],
  ["%cx", "css"],
  ["%x", 1],
  ["%s %x %d", 1, 2],
  ["100%", 1],
  ["%", 1],
  ["%%%s%%", "a"],
  ["a", "b", { c: 1 }],
  [1, 2, "3"],
  [{ a: 1 }, "%s"],
  ["%s:%s", "a"],
  ["%s", "a", Symbol("b")],
  [null],
  [undefined, 1],
  ["a%sb%dc", 1, 2, 3],
  ["%s\n", "x", "y"],
  ["%a%s", 1],
  ["%S", 1],
];
for (const args of formats)
  same(
    `format ${util.inspect(args)}`,
    () => format(...args),
    () => util.format(...args),
  );
const { formatWithOptions } = load("internal/util/format");
for (const args of formats)
  same(
    `format ${util.inspect(args)}`,
    () =>
      formatWithOptions(
        { colors: true, compact: false, numericSeparator: true },
        ...args,
      ),
    () =>
      util.formatWithOptions(
        { colors: true, compact: false, numericSeparator: true },
        ...args,
      ),
  );
same(
  "options",
  () => formatWithOptions(1, "a"),
  () => util.formatWithOptions(1, "a"),
);
