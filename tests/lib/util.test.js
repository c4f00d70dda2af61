"use strict";
// RUN: %node %s
// util and assert of lib/ against the reference Node's.

const { load, same } = require("./under-node.js");
const util = load("util");
const node = require("node:util");
const assert = load("assert");
const nodeAssert = require("node:assert");

// ---- Deep equality and the assertions built on it -------------------------------

const sym = Symbol("s");
const cyc = (n) => {
  const o = { n };
  o.self = o;
  return o;
};
const cyc2 = () => {
  const o = { n: 1 };
  o.self = { n: 1, self: o };
  return o;
};
class A {
  constructor(x) {
    this.x = x;
  }
}
class B {
  constructor(x) {
    this.x = x;
  }
}
const list = [
  0,
  -0,
  1,
  "1",
  "",
  NaN,
  null,
  undefined,
  true,
  false,
  1n,
  sym,
  Symbol("s"),
  {},
  { a: 1 },
  { a: "1" },
  { a: 1, b: 2 },
  { b: 2, a: 1 },
  { a: undefined },
  [],
  [1],
  [1, 2],
  [1, 2, 3],
  ["1"],
  [, 1],
  [undefined, 1],
  [[1], { a: [1] }],
  Object.assign([1], { x: 1 }),
  { 0: 1, length: 1 },
  new A(1),
  new B(1),
  Object.create(null),
  Object.assign(Object.create(null), { a: 1 }),
  { [sym]: 1 },
  { a: 1, [sym]: 1 },
  Object.defineProperty({}, "a", { value: 1 }),
  new Map(),
  new Map([[1, 2]]),
  new Map([["1", 2]]),
  new Map([[{ a: 1 }, 1]]),
  new Map([
    [{ a: 1 }, 1],
    [{ b: 1 }, 2],
  ]),
  new Map([
    [{ b: 1 }, 2],
    [{ a: 1 }, 1],
  ]),
  new Map([[1, { x: 1 }]]),
  new Map([[undefined, null]]),
  new Map([[null, undefined]]),
  new Set(),
  new Set([1]),
  new Set(["1"]),
  new Set([{ a: 1 }, { b: 1 }]),
  new Set([{ b: 1 }, { a: 1 }]),
  new Set([{ a: 1 }, { a: 1 }]),
  new Set([1, { a: 1 }]),
  new Set([null]),
  new Set([undefined]),
  new Set([1, 2, 3]),
  new Set([[1, 2], [3]]),
  new Date(0),
  new Date(1),
  new Date(NaN),
  Object.assign(new Date(0), { x: 1 }),
  /a/,
  /a/g,
  /b/,
  Object.assign(/a/, { lastIndex: 1 }),
  new Error("a"),
  new Error("b"),
  new TypeError("a"),
  Object.assign(new Error("a"), { code: 1 }),
  new Error("a", { cause: 1 }),
  new Error("a", { cause: undefined }),
  new AggregateError([1], "a"),
  new Number(1),
  new Number(2),
  new String("1"),
  new String("abc"),
  new Boolean(true),
  Object(1n),
  Object(sym),
  new Uint8Array([1, 2]),
  new Uint8Array([1, 2, 3]),
  new Int8Array([1, 2]),
  new Float32Array([0]),
  new Float32Array([-0]),
  new Float64Array([NaN]),
  Buffer.from([1, 2]),
  new ArrayBuffer(2),
  new ArrayBuffer(3),
  new SharedArrayBuffer(2),
  new DataView(new ArrayBuffer(2)),
  cyc(1),
  cyc(1),
  cyc(2),
  cyc2(),
  Promise.resolve(1),
  new WeakMap(),
  new WeakSet(),
  () => {},
  function f() {},
  (function () {
    return arguments;
  })(1),
  Math,
  JSON,
  {
    get a() {
      return 1;
    },
  },
  new Proxy({ a: 1 }, {}),
  { a: { b: { c: [1, 2, { d: 3 }] } } },
  { a: { b: { c: [1, 2, { d: 4 }] } } },
  "a".repeat(30),
  "a".repeat(29) + "b",
  "line1\nline2\nline3",
  "line1\nlineX\nline3",
  Array.from({ length: 60 }, (_, i) => i),
  Array.from({ length: 60 }, (_, i) => (i === 30 ? -1 : i)),
  Array.from({ length: 20 }, (_, i) => ({ i })),
  Array.from({ length: 20 }, (_, i) => ({ i: i % 9 })),
  { a: 1, b: { c: 2, d: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, e: "x" },
  { a: 1, b: { c: 2, d: [1, 2, 3, 4, 5, 6, 7, 8, 10] }, e: "y" },
];
const methods = [
  "equal",
  "notEqual",
  "deepEqual",
  "notDeepEqual",
  "strictEqual",
  "notStrictEqual",
  "deepStrictEqual",
  "notDeepStrictEqual",
  "partialDeepStrictEqual",
];
const report = (a, m, args) => {
  try {
    a[m](...args);
    return "ok";
  } catch (e) {
    return [
      e.name,
      e.code,
      e.message,
      e.generatedMessage,
      e.operator,
      Object.keys(e),
    ].join("\n");
  }
};
list.forEach((x, i) =>
  list.forEach((y, j) => {
    const what = `${i} ${j} ${node.inspect(x, { depth: 1 })} ${node.inspect(y, { depth: 1 })}`;
    same(
      `isDeepStrictEqual ${what}`,
      () => util.isDeepStrictEqual(x, y),
      () => node.isDeepStrictEqual(x, y),
    );
    if (x instanceof DataView || y instanceof DataView) return; // Node compares these with anything
    if ((i * 31 + j) % 3 === 0 || Math.abs(i - j) < 3)
      for (const m of methods)
        same(
          `${m} ${what}`,
          () => report(assert, m, [x, y]),
          () => report(nodeAssert, m, [x, y]),
        );
  }),
);

const t = (e) => () => {
  throw e;
};
class E2 extends Error {}
const e2 = Object.assign(new E2("m2"), { code: "C" });
const calls = [
  ["ok", 1],
  ["ok", 0, "msg"],
  ["ok", 0, "%s is %d", "x", 2],
  ["ok", 0, new TypeError("mine")],
  ["ok", 0, () => "fn"],
  ["ok", 0, 5],
  ["fail"],
  ["fail", "m"],
  ["fail", new Error("e")],
  ["equal", 1],
  ["equal", 1, 2, "m"],
  ["strictEqual", 1, 2, "m"],
  ["deepStrictEqual", { a: 1 }, { a: 2 }, "custom"],
  ["strictEqual", 1, 2, new Error("x")],
  ["strictEqual", 1, 2, "a", "b"],
  ["strictEqual", 1, 2, () => 5],
  ["strictEqual", 1, 2, { a: 1 }],
  ["throws", t(e2)],
  ["throws", () => {}],
  ["throws", () => {}, "msg"],
  ["throws", () => {}, E2],
  ["throws", () => {}, E2, "msg"],
  ["throws", t(e2), E2],
  ["throws", t(e2), TypeError],
  ["throws", t(e2), /m2/],
  ["throws", t(e2), /zz/],
  ["throws", t(e2), { message: "m2" }],
  ["throws", t(e2), { message: "m3", code: "C" }],
  ["throws", t(e2), { message: /m/, code: "D" }],
  ["throws", t(e2), { nope: 1 }],
  ["throws", t(e2), {}],
  ["throws", t(e2), () => true],
  ["throws", t(e2), () => false],
  [
    "throws",
    t(e2),
    function named() {
      return 1;
    },
  ],
  ["throws", t(e2), "m2"],
  ["throws", t(e2), "other"],
  ["throws", t(e2), e2],
  ["throws", t(e2), new E2("m2")],
  ["throws", t(5), { a: 1 }],
  ["throws", t(5), /5/],
  ["throws", t(null), E2],
  ["throws", "x"],
  ["throws", t(e2), 5],
  ["throws", t(e2), TypeError, "own"],
  ["throws", t("s"), "s"],
  ["doesNotThrow", () => {}],
  ["doesNotThrow", t(e2)],
  ["doesNotThrow", t(e2), "m"],
  ["doesNotThrow", t(e2), E2],
  ["doesNotThrow", t(e2), E2, "m"],
  ["doesNotThrow", t(e2), TypeError],
  ["doesNotThrow", t(e2), 5],
  ["ifError", null],
  ["ifError", undefined],
  ["ifError", 0],
  ["ifError", "x"],
  ["ifError", new Error("if")],
  ["ifError", new Error("")],
  ["ifError", { a: 1 }],
  ["match", "abc", /b/],
  ["match", "abc", /x/],
  ["match", 5, /x/],
  ["match", "abc", "x"],
  ["match", "abc", /x/, "m"],
  ["doesNotMatch", "abc", /b/],
  ["doesNotMatch", "abc", /x/],
  ["doesNotMatch", 5, /x/],
  ["ok", undefined, undefined, "x"],
  ["ok"],
];
for (const [m, ...args] of calls) {
  same(
    `${m} ${node.inspect(args)}`,
    () => report(assert, m, args),
    () => report(nodeAssert, m, args),
  );
  same(
    `strict.${m}`,
    () => report(assert.strict, m, args),
    () => report(nodeAssert.strict, m, args),
  );
}
same(
  "keys",
  () => Object.keys(nodeAssert).filter((k) => !(k in assert)),
  () => [],
);
const shown = (a, u) => {
  try {
    a.strictEqual("a\n".repeat(20), "b");
  } catch (e) {
    e.stack = "S";
    return u.inspect(e);
  }
};
same(
  "inspect",
  () => shown(assert, util),
  () => shown(nodeAssert, node),
);

// ---- util ------------------------------------------------------------------------

const both = (name, use) =>
  same(
    name,
    () => use(util),
    () => use(node),
  );
both("styleText", (u) =>
  [
    u.styleText("red", "x", { validateStream: false }),
    u.styleText(
      ["bold", "#ff8800", "none", "underline"],
      "a\u001b[39mb\u001b[22mc",
      { validateStream: false },
    ),
    u.styleText("#abc", "y", { validateStream: false }),
  ].join("|"),
);
for (const f of ["nope", "#12", 5])
  both(`styleText ${f}`, (u) => u.styleText(f, "x", { validateStream: false }));
both("styleText bad", (u) => u.styleText("red", 5));
both("strip", (u) =>
  u.stripVTControlCharacters(
    "\u001b[31mred\u001b[39m \u001b]8;;http://x\u0007link\u001b]8;;\u0007 \u009b1m \u001b(B x\u001b[1;2;3Hy\u001b[?25l",
  ),
);
both("toUSVString", (u) => u.toUSVString("a\ud800b"));
both("errors", (u) => [
  u.getSystemErrorName(-2),
  u.getSystemErrorMessage(-2),
  u.getSystemErrorName(-9999),
]);
both("error name", (u) => u.getSystemErrorName(2));
both("inherits", (u) => {
  function X() {}
  function Y() {}
  u.inherits(X, Y);
  return [X.super_ === Y, new X() instanceof Y, Object.keys(X)];
});
both("inherits bad", (u) => u.inherits(null, 1));
both("inherits bad2", (u) => u.inherits(class {}, {}));
both("promisify props", (u) => {
  const f = u.promisify(function orig(a, cb) {});
  return [f.name, f.length, typeof f[u.promisify.custom]];
});
both("promisify bad", (u) => u.promisify(5));
both("callbackify props", (u) => {
  const f = u.callbackify(async function orig(a) {});
  return [f.name, f.length];
});
both("parseEnv", (u) =>
  u.parseEnv(
    "A=1\n# c\nB = two # c\nC='q # x'\nD=\"a\\nb\"\nexport E=5\nF\nG=`multi\nline`\n=x\nH=\nI=a=b\n",
  ),
);
for (const n of Object.keys(node.types))
  both(`types ${n}`, (u) => list.map((v) => u.types[n](v)));
both("isDeepStrictEqual opts", (u) =>
  u.isDeepStrictEqual(new A(1), new B(1), { skipPrototype: true }),
);

const argSets = [
  {
    args: ["-f", "--bar", "b"],
    options: { foo: { type: "boolean", short: "f" }, bar: { type: "string" } },
  },
  {
    args: ["-fx", "--bar=b", "pos"],
    options: {
      foo: { type: "boolean", short: "f" },
      x: { type: "boolean", short: "x" },
      bar: { type: "string" },
    },
    allowPositionals: true,
    tokens: true,
  },
  {
    args: ["--no-color", "--", "-x"],
    options: { color: { type: "boolean" } },
    allowNegative: true,
    allowPositionals: true,
    tokens: true,
  },
  { args: ["--unknown"], options: {} },
  { args: ["pos"], options: {} },
  { args: ["--bar"], options: { bar: { type: "string", short: "b" } } },
  { args: ["--foo=1"], options: { foo: { type: "boolean" } } },
  { args: ["--bar", "-x"], options: { bar: { type: "string" } } },
  { args: ["-b", "-x"], options: { bar: { type: "string", short: "b" } } },
  {
    args: ["-bval", "-abv"],
    options: {
      bar: { type: "string", short: "b", multiple: true },
      a: { type: "boolean", short: "a" },
    },
    tokens: true,
  },
  { args: ["--x", "1", "--y=2", "-z"], strict: false, tokens: true },
  {
    args: [],
    options: {
      d: { type: "string", default: "dd" },
      m: { type: "boolean", multiple: true, default: [true] },
    },
  },
  { args: ["--a"], options: { a: { type: "nope" } } },
  { args: ["--a"], options: { a: { type: "string", short: "ab" } } },
  { args: "x" },
  { args: [], options: { a: { type: "string", default: 5 } } },
  { args: ["-u", "p"], options: {}, allowPositionals: true },
  { args: ["--__proto__"], strict: false },
  { args: ["-"], strict: false },
  {
    args: ["-f", "-f"],
    options: { foo: { type: "boolean", short: "f", multiple: true } },
  },
];
argSets.forEach((c, i) =>
  both(`parseArgs ${i}`, (u) => JSON.stringify(u.parseArgs(c))),
);

// ---- Text ------------------------------------------------------------------------

const { StringDecoder } = load("string_decoder");
const { StringDecoder: NodeDecoder } = require("node:string_decoder");
let seed = 3;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const samples = ["héllo", "日本語😀x", "\ud800a", "plain"]
  .map((s) => Buffer.from(s))
  .concat([
    Buffer.from([0xf0, 0x9f, 0x98]),
    Buffer.from([0xe2, 0x28, 0xa1, 0xc3]),
    Buffer.from([0xf4, 0x90, 0x80, 0x80, 0xed, 0xa0, 0x80, 0xc2]),
    Buffer.from("a\u{10000}b", "utf16le"),
  ]);
for (const encoding of [
  "utf8",
  "utf16le",
  "latin1",
  "ascii",
  "base64",
  "base64url",
  "hex",
  undefined,
])
  samples.forEach((bytes, i) => {
    if (encoding === "utf16le" && i === 7) return; // Node tears this pair apart
    for (let n = 0; n < 12; n++) {
      const cuts = [];
      for (let at = 0; at < bytes.length;) {
        const k = 1 + random(4);
        cuts.push(bytes.subarray(at, at + k));
        at += k;
      }
      const run = (D) => {
        const d = new D(encoding);
        return (
          cuts.map((c) => `${d.write(c)}|${d.lastNeed}`).join(",") +
          d.end() +
          d.encoding
        );
      };
      same(
        `decoder ${encoding} ${i} ${n}`,
        () => run(StringDecoder),
        () => run(NodeDecoder),
      );
    }
  });
same(
  "decoder bad",
  () => new StringDecoder("x"),
  () => new NodeDecoder("x"),
);
for (const label of ["utf-8", "UTF8", " utf-16le ", "latin1", "ascii", "nope"])
  for (const fatal of [false, true])
    samples.forEach((bytes, i) => {
      const run = (T) => {
        const d = new T(label, { fatal });
        return [
          d.encoding,
          d.fatal,
          d.ignoreBOM,
          d.decode(bytes),
          d.decode(bytes.subarray(0, 3), { stream: true }) +
            d.decode(bytes.subarray(3)),
        ].join("|");
      };
      same(
        `TextDecoder ${label} ${fatal} ${i}`,
        () => run(util.TextDecoder),
        () => run(node.TextDecoder),
      );
    });
both("bom", (u) => [
  new u.TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])),
  new u.TextDecoder("utf-8", { ignoreBOM: true }).decode(
    new Uint8Array([0xef, 0xbb, 0xbf, 65]),
  ),
]);
both(
  "TextEncoder",
  (u) =>
    [...new u.TextEncoder().encode("é\ud800")].join() +
    JSON.stringify(new u.TextEncoder().encodeInto("日本", new Uint8Array(4))) +
    node.inspect(new u.TextDecoder()) +
    node.inspect(new u.TextEncoder()),
);
