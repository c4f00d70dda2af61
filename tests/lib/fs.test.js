"use strict";
// RUN: %node %s
// fs of lib/ against the reference Node's: the same script runs with both in
// a fresh folder each and logs results and errors.

const { load, natives } = require("./under-node.js");
const nodeFs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { script } = require("./fs-script.js");

let loop;
natives.SetMainHooks = (run) => (loop = run);

async function collect(fs, kind) {
  const dir = nodeFs.realpathSync(
    nodeFs.mkdtempSync(path.join(os.tmpdir(), `fs-${kind}-`)),
  );
  const lines = [];
  const end = script(fs, dir, (s) => lines.push(s));
  return { lines, end, dir };
}

(async () => {
  const ours = await collect(load("fs"), "ours");
  let finished = false;
  ours.end.then(() => (finished = true));
  // Our loop is turned from here until the script is through.
  for (let i = 0; i < 1000 && !finished; i++) {
    loop(undefined);
    await new Promise((r) => setImmediate(r));
  }
  const theirs = await collect(nodeFs, "node");
  await theirs.end;
  let bad = 0;
  const n = Math.max(ours.lines.length, theirs.lines.length);
  for (let i = 0; i < n; i++) {
    if (ours.lines[i] === theirs.lines[i]) continue;
    bad++;
    console.log(`FAIL\n  ours ${ours.lines[i]}\n  node ${theirs.lines[i]}`);
  }
  for (const d of [ours.dir, theirs.dir]) nodeFs.rmSync(d, { recursive: true });
  console.log(`${n - bad} of ${n} pass`);
  process.exitCode = bad ? 1 : 0;
})();
