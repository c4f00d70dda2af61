"use strict";
// RUN: %node %s
// Buffer of lib/ against the reference Node's: every method, with generated
// arguments; results and errors are compared.

const { load, same } = require("./under-node.js");
const ours = load("buffer");
const theirs = require("node:buffer");

// Runs `use(module)` with both and compares what comes out as plain data.
const plain = (v) => {
  if (v === null || typeof v !== "object")
    return typeof v === "bigint" ? `${v}n` : Object.is(v, -0) ? "-0" : v;
  if (ArrayBuffer.isView(v))
    return { type: v.constructor.name, bytes: Array.from(v) };
  if (Array.isArray(v)) return v.map(plain);
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, plain(x)]));
};
const both = (name, use) =>
  same(
    name,
    () => plain(use(ours)),
    () => plain(use(theirs)),
  );

const texts = [
  "",
  "a",
  "hello world",
  "é",
  "日本語",
  "😀x",
  "\ud800",
  "a\udc00b",
  "00ff",
  "0g",
  "abc",
  "zz",
  "YWJj",
  "YW Jj==",
  "YWI=",
  "_-8",
  "//8=",
  "ÿþ",
  "abcd".repeat(20),
  "\u0100\u0141",
  "=a",
  "Y",
];
const encodings = [
  "utf8",
  "UTF-8",
  "ucs2",
  "utf16le",
  "latin1",
  "binary",
  "ascii",
  "base64",
  "base64url",
  "hex",
  "HEX",
  undefined,
  null,
  "",
  "bad",
];

for (const t of texts)
  for (const e of encodings) {
    both(`from ${JSON.stringify(t)} ${e}`, (b) => b.Buffer.from(t, e));
    both(`byteLength ${JSON.stringify(t)} ${e}`, (b) =>
      b.Buffer.byteLength(t, e),
    );
    both(`write ${JSON.stringify(t)} ${e}`, (b) => {
      const x = b.Buffer.alloc(7, 1);
      return [x.write(t, e), x, x.write(t, 2, e), x, x.write(t, 1, 3, e), x];
    });
    both(`fill ${JSON.stringify(t)} ${e}`, (b) => b.Buffer.alloc(7).fill(t, e));
    both(`alloc fill ${JSON.stringify(t)} ${e}`, (b) =>
      b.Buffer.alloc(7, t, e),
    );
    if (e === undefined || theirs.Buffer.isEncoding(e))
      both(`indexOf ${JSON.stringify(t)} ${e}`, (b) => {
        const x = b.Buffer.from("hello world é 日本語 😀x abcabc");
        return [
          x.indexOf(t, 0, e),
          x.lastIndexOf(t, undefined, e),
          x.includes(t, 3, e),
          x.indexOf(t, e),
          x.indexOf(t, -5, e),
          x.lastIndexOf(t, -5, e),
        ];
      });
  }
const bytes = [
  [],
  [0],
  [104, 105],
  [0xc3, 0xa9],
  [0xe6, 0x97],
  [0xf0, 0x9f, 0x98, 0x80, 0xff],
  [0xed, 0xa0, 0x80],
  [0xc0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  Array.from({ length: 60 }, (_, i) => i * 7),
];
for (const list of bytes)
  for (const e of encodings) {
    both(`toString ${list} ${e}`, (b) => b.Buffer.from(list).toString(e));
    both(`toString part ${list} ${e}`, (b) => {
      const x = b.Buffer.from(list);
      return [
        x.toString(e, 1),
        x.toString(e, 1, 3),
        x.toString(e, -1, 2),
        x.toString(e, 2, 1),
        x.toString(e, 0.9, 2.7),
        x.toString(e, "1", "4"),
      ];
    });
  }
both("toString()", (b) => b.Buffer.from([0xe9]).toString());
both("latin1Slice", (b) => {
  const x = b.Buffer.from("héllo");
  return [
    x.latin1Slice(),
    x.hexSlice(1, 3),
    x.utf8Slice(0, 3),
    x.base64Slice(),
    x.asciiSlice(),
    x.ucs2Slice(0, 4),
    x.base64urlSlice(),
    x.utf8Write("zz", 1),
    x,
  ];
});

const odd = [
  undefined,
  null,
  0,
  1,
  -1,
  3.5,
  "x",
  "3",
  NaN,
  Infinity,
  -Infinity,
  {},
  [],
  true,
  Symbol("s"),
  1e20,
  () => 1,
  5n,
];
for (const v of odd) {
  const n = String(typeof v) + String(v?.toString ? v.toString() : v);
  both(`from ${n}`, (b) => b.Buffer.from(v));
  both(`alloc ${n}`, (b) => b.Buffer.alloc(v).length);
  both(`allocUnsafe ${n}`, (b) => b.Buffer.allocUnsafe(v).length);
  both(`alloc fill ${n}`, (b) => b.Buffer.alloc(3, v));
  both(`concat ${n}`, (b) => b.Buffer.concat(v));
  both(`concat len ${n}`, (b) =>
    b.Buffer.concat([b.Buffer.from("abc"), b.Buffer.from("de")], v),
  );
  both(`concat el ${n}`, (b) => b.Buffer.concat([v]));
  both(`byteLength ${n}`, (b) => b.Buffer.byteLength(v));
  both(`isBuffer ${n}`, (b) => [b.Buffer.isBuffer(v), b.Buffer.isEncoding(v)]);
  both(`compare ${n}`, (b) => b.Buffer.compare(b.Buffer.alloc(1), v));
  both(`equals ${n}`, (b) => b.Buffer.alloc(1).equals(v));
  both(`slice ${n}`, (b) => [
    b.Buffer.from("hello").slice(v),
    b.Buffer.from("hello").subarray(1, v),
    b.Buffer.from("hello").slice(v, -1),
  ]);
  both(`indexOf ${n}`, (b) => b.Buffer.from([1, 2, 3, 0, 255]).indexOf(v));
  both(`indexOf at ${n}`, (b) => [
    b.Buffer.from("abcabc").indexOf("b", v),
    b.Buffer.from("abcabc").lastIndexOf("b", v),
    b.Buffer.from("abc").includes("", v),
  ]);
  both(`write ${n}`, (b) => b.Buffer.alloc(5).write(v));
  both(`write at ${n}`, (b) => b.Buffer.alloc(5).write("ab", v));
  both(`write len ${n}`, (b) => b.Buffer.alloc(5).write("abc", 1, v));
  both(`fill ${n}`, (b) => b.Buffer.alloc(5).fill(v));
  both(`fill at ${n}`, (b) => b.Buffer.alloc(5).fill(1, v));
  both(`fill end ${n}`, (b) => b.Buffer.alloc(5).fill(1, 1, v));
  both(`fill enc ${n}`, (b) => b.Buffer.alloc(5).fill("a", 0, 5, v));
  both(`copy ${n}`, (b) => {
    const t = b.Buffer.alloc(6);
    return [b.Buffer.from("hello").copy(t, v), t];
  });
  both(`copy from ${n}`, (b) => {
    const t = b.Buffer.alloc(6);
    return [b.Buffer.from("hello").copy(t, 1, v), t];
  });
  both(`copy to ${n}`, (b) => {
    const t = b.Buffer.alloc(6);
    return [b.Buffer.from("hello").copy(t, 1, 1, v), t];
  });
  both(`copy target ${n}`, (b) => b.Buffer.from("hello").copy(v));
  both(`compare parts ${n}`, (b) =>
    b.Buffer.from("hello").compare(b.Buffer.from("xhello"), v),
  );
  both(`compare parts2 ${n}`, (b) =>
    b.Buffer.from("hello").compare(b.Buffer.from("xhello"), 1, 6, v),
  );
  if (typeof v !== "function")
    both(`toString ${n}`, (b) => b.Buffer.from("hello").toString(v));
  both(`btoa ${n}`, (b) => b.btoa(v));
  both(`atob ${n}`, (b) => b.atob(v));
}
for (const t of [
  "YWJj",
  " Y W J j ",
  "YQ==",
  "YQ=",
  "YQ",
  "Y",
  "YWJj=",
  "Y=Q=",
  "====",
  "a-_b",
  "é",
])
  both(`atob ${t}`, (b) => b.atob(t));
for (const t of texts) both(`btoa ${t}`, (b) => b.btoa(t));

both("from things", (b) => [
  b.Buffer.from(new Uint16Array([1, 256, 65535])),
  b.Buffer.from([256, -1, 3.9, "7", "x", null]),
  b.Buffer.from(new ArrayBuffer(4), 1),
  b.Buffer.from(new ArrayBuffer(4), 1, 2),
  b.Buffer.from({ length: 2, 0: 5, 1: 6 }),
  b.Buffer.from({ length: "2" }),
  b.Buffer.from({ type: "Buffer", data: [1, 2] }),
  b.Buffer.from(new String("abc")),
  b.Buffer.from({ [Symbol.toPrimitive]: () => "prim" }),
  b.Buffer.from({ valueOf: () => "val" }),
  b.Buffer.from(b.Buffer.from("x")),
  b.Buffer.from(new DataView(new ArrayBuffer(2))),
  b.Buffer.of(1, 2, 3),
]);
both("from ab bad", (b) => b.Buffer.from(new ArrayBuffer(4), 5));
both("from ab bad2", (b) => b.Buffer.from(new ArrayBuffer(4), 1, 5));
both("from ab -1", (b) => b.Buffer.from(new ArrayBuffer(4), -1));
both("json", (b) => [
  JSON.stringify(b.Buffer.from("hi")),
  b.Buffer.from("hi").toJSON(),
]);
both("swap", (b) => [
  b.Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap16(),
  b.Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap32(),
  b.Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64(),
]);
for (const m of ["swap16", "swap32", "swap64"])
  both(m, (b) => b.Buffer.alloc(3)[m]());
both("sort", (b) =>
  ["b", "a", "ab", ""].map((s) => b.Buffer.from(s)).sort(b.Buffer.compare),
);
both("share", (b) => {
  const x = b.Buffer.from("hello");
  const y = x.slice(1, 3);
  y[0] = 88;
  return [x.toString(), y.toString(), b.Buffer.isBuffer(y)];
});
both("inherited", (b) => {
  const x = b.Buffer.from([3, 1, 2]);
  return [
    x.map((v) => v * 2),
    x.filter((v) => v > 1),
    x.sort(),
    Array.from(x.entries()),
    x.at(-1),
    b.Buffer.isBuffer(x.map((v) => v)),
    x.join("-"),
    [...x],
  ];
});
both("parent", (b) => [
  b.Buffer.alloc(2).parent instanceof ArrayBuffer,
  b.Buffer.alloc(2).offset,
]);
both("copyBytesFrom", (b) => [
  b.Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1),
  b.Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1),
  b.Buffer.copyBytesFrom(new Uint8Array(2), 5),
]);
both("constants", (b) => [
  b.kMaxLength,
  b.kStringMaxLength,
  b.constants,
  b.INSPECT_MAX_BYTES,
  b.Buffer.poolSize,
  b.Buffer.name,
  b.Buffer.length,
]);
both("isAscii", (b) => [
  b.isAscii(b.Buffer.from("abc")),
  b.isAscii(b.Buffer.from("é")),
  b.isUtf8(b.Buffer.from("é")),
  b.isUtf8(b.Buffer.from([0xff])),
  b.isUtf8(new ArrayBuffer(2)),
]);
both("transcode", (b) => [
  b.transcode(b.Buffer.from("€é"), "utf8", "latin1"),
  b.transcode(b.Buffer.from("é"), "utf8", "ucs2"),
  b.transcode(b.Buffer.from("é"), "utf8", "ascii"),
]);
both("isEncoding", (b) => encodings.map((e) => b.Buffer.isEncoding(e)));

const { inspect } = load("internal/util/inspect");
const util = require("node:util");
const shown = (name, make) =>
  same(
    name,
    () => inspect(make(ours.Buffer)),
    () => util.inspect(make(theirs.Buffer)),
  );
shown("inspect", (B) => B.from("hello"));
shown("inspect empty", (B) => B.alloc(0));
shown("inspect long", (B) => [B.alloc(60, 1), B.alloc(51)]);
shown("inspect extra", (B) =>
  Object.assign(B.from("a"), { x: 1, y: { z: [1] } }),
);
shown("inspect extra empty", (B) => Object.assign(B.alloc(0), { x: 1 }));
shown("inspect nested", (B) => ({ b: B.from("abc"), l: [B.from("d")] }));

// Numbers: every method at good and bad offsets with edge values.
const source = Array.from({ length: 12 }, (_, i) => (i * 37 + 200) & 255);
const values = [
  0,
  1,
  -1,
  127,
  128,
  255,
  256,
  -128,
  -129,
  32767,
  65535,
  65536,
  -32768,
  2 ** 31,
  2 ** 32,
  2 ** 32 - 1,
  -(2 ** 31),
  2 ** 47,
  2 ** 48,
  -(2 ** 47),
  1.7,
  -1.7,
  NaN,
  Infinity,
  "5",
  undefined,
  1e300,
  -0,
];
const bigs = [
  0n,
  1n,
  -1n,
  2n ** 63n,
  2n ** 63n - 1n,
  2n ** 64n,
  2n ** 64n - 1n,
  -(2n ** 63n),
  -(2n ** 63n) - 1n,
  5,
];
const offsets = [undefined, 0, 1, 4, 11, 12, -1, 1.5, "0", NaN, null, 2 ** 33];
for (const m of Object.keys(theirs.Buffer.prototype).filter((k) =>
  /^(read|write)[A-Z]/.test(k),
)) {
  const variable = /Int(LE|BE)$/.test(m);
  const widths = variable
    ? [1, 2, 3, 4, 5, 6, 0, 7, 1.5, undefined, "2"]
    : [undefined];
  for (const w of widths)
    for (const o of offsets) {
      if (m.startsWith("read"))
        both(`${m} ${o} ${w}`, (b) => b.Buffer.from(source)[m](o, w));
      else
        for (const v of m.includes("Big") ? bigs : values)
          both(`${m} ${v} ${o} ${w}`, (b) => {
            const x = b.Buffer.from(source);
            return [x[m](v, o, w), x];
          });
    }
}
