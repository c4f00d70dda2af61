"use strict";
// Loads lib/ modules under the reference Node: `%Name` is rewritten to a
// property of a primordials object, `require` resolves within lib/. With it a
// test compares a module of ours with Node's own of the same name. Node must
// run with --expose-internals; without it this file starts it again.

const path = require("node:path");

if (!process.execArgv.includes("--expose-internals")) {
  const { spawnSync } = require("node:child_process");
  const args = [
    "--expose-internals",
    "--no-warnings",
    ...process.argv.slice(1),
  ];
  const r = spawnSync(process.execPath, args, { stdio: "inherit" });
  process.exit(r.status ?? 1);
}

const fs = require("node:fs");
const vm = require("node:vm");

const root = path.join(__dirname, "../../lib");
const natives = require("./natives.js");
const primordials = require("./primordials.js")(natives);
const cache = new Map();

const intrinsic = /%([A-Z]\w*)/g;

// Modules that are made of npm packages are bundled as the build does it.
function textOf(id, file) {
  if (!id.startsWith("internal/deps/")) return fs.readFileSync(file, "utf8");
  const { bundle, packaged } = require("../../scripts/lib-package.mjs");
  return bundle(packaged().find(({ name }) => name === id));
}

function load(name) {
  const id = name.startsWith("node:") ? name.slice(5) : name;
  let module = cache.get(id);
  if (module) return module.exports;
  const file = path.join(root, `${id}.js`);
  const source = textOf(id, file).replace(intrinsic, "P$.$1");
  const wrapped = `(function (exports, require, module, P$) {${source}\n})`;
  const fn = vm.runInThisContext(wrapped, { filename: file });
  module = { exports: {} };
  cache.set(id, module);
  fn(module.exports, load, module, primordials);
  return module.exports;
}

// A set of comparisons: same(name, ours, theirs) where both are thunks; a
// throw is compared by name, code and message.
let failures = 0;
let count = 0;

function outcome(thunk) {
  try {
    return thunk();
  } catch (e) {
    if (e === null || typeof e !== "object") return `threw ${String(e)}`;
    return `threw ${e.name} ${e.code} ${e.message}`;
  }
}

function same(name, ours, theirs) {
  count++;
  const a = outcome(ours);
  const b = outcome(theirs);
  const equal =
    typeof a === "string" || typeof b === "string"
      ? a === b
      : require("node:util").isDeepStrictEqual(a, b);
  if (equal) return true;
  failures++;
  if (failures <= (process.env.SHOW ?? 20)) {
    const { inspect } = require("node:util");
    const show = (v) => (typeof v === "string" ? v : inspect(v, { depth: 9 }));
    console.log(`FAIL ${name}\n--- ours\n${show(a)}\n--- node\n${show(b)}`);
  }
  return false;
}

process.on("exit", (code) => {
  if (count === 0 || code !== 0) return;
  console.log(`${count - failures} of ${count} pass`);
  if (failures) process.exitCode = 1;
});

module.exports = { load, same, natives, primordials };
