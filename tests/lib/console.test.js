"use strict";
// RUN: %node %s
// console's methods write what Node's write: both get the same stream objects
// and their collected texts are compared.

const { load, same } = require("./under-node.js");
const { Console } = load("internal/console");
const { Console: NodeConsole } = require("node:console");

function collect(Class, use, extra) {
  const text = { out: "", err: "" };
  const stream = (key) => ({
    write: (s) => ((text[key] += s), true),
    on() {},
    once() {},
    removeListener() {},
    listenerCount: () => 0,
  });
  const console = new Class({
    stdout: stream("out"),
    stderr: stream("err"),
    ...extra,
  });
  use(console);
  return `out:\n${text.out}err:\n${text.err}`;
}

const both = (name, use, extra) =>
  same(
    name,
    () => collect(Console, use, extra),
    () => collect(NodeConsole, use, extra),
  );

both("log", (c) => {
  c.log();
  c.log("a");
  c.log("%s %d", "x", 1, {});
  c.log({ a: [1] }, "b");
  c.log(-0, 1n, null, undefined, true);
});
both("levels", (c) => {
  c.info("i");
  c.debug("d");
  c.warn("w %s", 1);
  c.error("e", { a: 1 });
});
both("unbound", ({ log, error, group, groupEnd }) => {
  log("a");
  group("g");
  log("b\nc");
  error("e");
  groupEnd();
  log("z");
});
both("group", (c) => {
  c.group();
  c.group("a", "b");
  c.log({ a: 1, b: "x".repeat(80) });
  c.groupCollapsed("x");
  c.warn("w");
  c.groupEnd();
  c.groupEnd();
  c.groupEnd();
  c.groupEnd();
  c.log("out");
});
both(
  "width",
  (c) => {
    c.group("a");
    c.log("b");
  },
  { groupIndentation: 5 },
);
both("count", (c) => {
  c.count();
  c.count("a");
  c.count();
  c.countReset();
  c.count();
  c.count(undefined);
  c.count(5);
});
both("assert", (c) => {
  c.assert(true, "no");
  c.assert(false);
  c.assert(0, "%s text", 1);
  c.assert(null, { a: 1 });
});
both("dir", (c) => {
  c.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
  c.dir({ [Symbol.for("nodejs.util.inspect.custom")]: () => 1 });
  c.dir([1]);
  c.dirxml({ a: 1 }, [2]);
});
both(
  "colors",
  (c) => {
    c.log({ a: 1, b: "x" }, 5, "s");
    c.log("%s %o", "x", [1]);
  },
  { colorMode: true },
);
both(
  "inspectOptions",
  (c) => {
    c.log({ a: { b: 1 } });
  },
  { inspectOptions: { depth: 0 } },
);
both("throws", () => {
  throw new Error("x");
});
for (const bad of [undefined, {}, { stdout: 1 }])
  same(
    `bad ${bad}`,
    () => new Console(bad),
    () => new NodeConsole(bad),
  );
same(
  "mode",
  () => new Console({ stdout: process.stdout, colorMode: 1 }),
  () => new NodeConsole({ stdout: process.stdout, colorMode: 1 }),
);

const tables = [
  [[1, 2, 3]],
  [
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    [
      { a: 1, b: "x" },
      { a: 2, c: true },
    ],
  ],
  [{ x: { a: 1 }, y: { a: 2 } }],
  [[]],
  [{}],
  [
    new Map([
      ["k", 1],
      [{ a: 1 }, [2]],
    ]),
  ],
  [new Set([1, "b"])],
  [new Map([["k", 1]]).entries()],
  [new Map([["k", 1]]).keys()],
  [new Set([5]).values()],
  [5],
  ["str"],
  [null],
  [undefined],
  [[{ a: 1, b: 2 }], ["b"]],
  [[{ a: 1, b: 2 }], ["z", "a"]],
  [[1, { a: 2 }]],
  [[{ 日本: "語", x: "é" }]],
  [
    [
      {
        o: { x: 1, y: { z: 1 } },
        f() {},
        l: [1, 2, 3, 4, 5],
        m: { a: 1, b: 2, c: 3 },
      },
    ],
  ],
  [[[1, [2, [3]]]]],
  [{ a: 1, b: "two" }],
  [new Uint8Array([1, 2])],
  [[{ 2: "b", 1: "a", x: 0 }]],
  [[null, undefined]],
  [[{ a: 1 }], []],
  [[1, 2], ["a"]],
];
tables.forEach((args, i) => both(`table ${i}`, (c) => c.table(...args)));
both("table bad", (c) => c.table([], 5));
both("table colors", (c) => c.table([{ a: 1, b: "x" }]), { colorMode: true });

// The elapsed time itself differs; its shape does not.
const shape = (Class) =>
  collect(Class, (c) => {
    c.time();
    c.timeLog("default", 1, { a: 1 });
    c.timeEnd();
  }).replace(/[\d.]+ms/g, "T");
same(
  "time",
  () => shape(Console),
  () => shape(NodeConsole),
);

// The basic console prints what the full one prints.
const { spawnSync } = require("node:child_process");
if (!process.argv[2]) {
  const run = (which) =>
    spawnSync(process.execPath, [__filename, which], { encoding: "utf8" });
  const [a, b] = [run("basic"), run("node")];
  same(
    "basic out",
    () => a.stdout,
    () => b.stdout,
  );
  same(
    "basic err",
    () => a.stderr,
    () => b.stderr,
  );
  const c = run("full");
  same(
    "full out",
    () => c.stdout,
    () => b.stdout,
  );
  same(
    "full err",
    () => c.stderr,
    () => b.stderr,
  );
} else {
  const c =
    process.argv[2] === "node"
      ? console
      : load(
          process.argv[2] === "full"
            ? "internal/console"
            : "internal/console_basic",
        ).console;
  c.log("hello");
  c.log();
  c.log(1, -0, "a", 5n, true, null, undefined, 1.5, NaN);
  c.log("a", "b %s", 2);
  c.log("é".repeat(1000));
  c.error("err", 1);
  c.warn("w");
  c.info("i");
  c.debug("x".repeat(100000));
  process.exit(0);
}
