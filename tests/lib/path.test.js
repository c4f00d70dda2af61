"use strict";
// RUN: %node %s
// path.posix and path.win32 of lib/ against the reference Node's, on generated
// paths.

const { load, same } = require("./under-node.js");
const ours = load("path");
const theirs = require("node:path");

let seed = 7;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const pieces = [
  "/",
  "/",
  "/",
  ".",
  "..",
  "a",
  "b.c",
  ".x",
  "foo",
  "C:",
  "c:",
  "\\",
  "\\\\",
  "x.",
  "...",
  " ",
  "COM1:",
  "?",
  "é",
  "bar.txt",
];
const path = () => {
  let s = "";
  for (let n = random(7); n > 0; n--) s += pieces[random(pieces.length)];
  return s;
};
const fixed = [
  "",
  "/",
  "//",
  "///",
  "//a",
  "//a/",
  "//a/b",
  "a//",
  "./",
  "../",
  ".",
  "..",
  "/..",
  "a/..",
  "/a/b/../c",
  "C:",
  "C:\\",
  "C:a",
  "C:/a/..",
  "\\\\srv\\share",
  "\\\\srv\\share\\",
  "\\\\srv\\share\\a\\..",
  "\\\\.\\x",
  "\\\\?\\C:\\a",
  "file:///x",
  ".js",
  "a.js",
  "/a.js/",
  "..a",
  "a..",
  "a.b.c",
  "con:x",
];
const all = [...fixed, ...Array.from({ length: 1500 }, path)];
for (const flavour of ["posix", "win32"]) {
  const a = ours[flavour];
  const b = theirs[flavour];
  // Names of devices are left out for win32.
  const list =
    flavour === "posix"
      ? all
      : all.filter((p) => !/[:?]./.test(p) && !/(COM1|con|c):$/i.test(p));
  list.forEach((p, i) => {
    const q = list[(i * 7 + 3) % list.length];
    const r = list[(i * 13 + 5) % list.length];
    for (const m of [
      "normalize",
      "isAbsolute",
      "dirname",
      "basename",
      "extname",
      "parse",
      "toNamespacedPath",
    ])
      same(
        `${flavour}.${m} ${JSON.stringify(p)}`,
        () => a[m](p),
        () => b[m](p),
      );
    same(
      `${flavour}.basename ${JSON.stringify(p)} .c`,
      () => [a.basename(p, ".c"), a.basename(p, p), a.basename(p, "b.c")],
      () => [b.basename(p, ".c"), b.basename(p, p), b.basename(p, "b.c")],
    );
    for (const args of [
      [p, q],
      [p, q, r],
    ])
      for (const m of ["join", "resolve"])
        same(
          `${flavour}.${m} ${JSON.stringify(args)}`,
          () => a[m](...args),
          () => b[m](...args),
        );
    same(
      `${flavour}.relative ${JSON.stringify([p, q])}`,
      () => a.relative(p, q),
      () => b.relative(p, q),
    );
    same(
      `${flavour}.format ${JSON.stringify(p)}`,
      () => a.format(b.parse(p)),
      () => b.format(b.parse(p)),
    );
  });
  for (const m of [
    "normalize",
    "isAbsolute",
    "dirname",
    "basename",
    "extname",
    "parse",
    "join",
    "resolve",
    "format",
    "relative",
  ])
    for (const bad of [undefined, null, 5, {}, []])
      same(
        `${flavour}.${m} ${bad}`,
        () => a[m](bad),
        () => b[m](bad),
      );
  same(
    "suffix",
    () => a.basename("a", 5),
    () => b.basename("a", 5),
  );
  for (const o of [
    { dir: "/x", base: "b" },
    { root: "/", name: "n", ext: "e" },
    { name: "n" },
    { root: "/", dir: "/", base: "x" },
    {},
  ])
    same(
      `format ${JSON.stringify(o)}`,
      () => a.format(o),
      () => b.format(o),
    );
  same(
    "constants",
    () => [a.sep, a.delimiter, a.posix === ours.posix, a.win32 === ours.win32],
    () => [b.sep, b.delimiter, true, true],
  );
}
