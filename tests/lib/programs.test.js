"use strict";
// RUN: %node %s
// Each program in programs/ gives the same output and exit code with lib/ as
// with Node's own library. Stack frames are left out of the comparison.

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const folder = path.join(__dirname, "programs");
const clean = (s) =>
  s
    .replace(/\n +at .*/g, "")
    .replace(/(^|\n)\n?(\/|node:)\S*:\d+\n.*\n *\^\n/g, "$1")
    .replace(/^\n+/, "")
    .replace(/\(node:\d+\)/g, "(node:PID)");
let failed = 0;
let count = 0;
const only = process.argv[2];
for (const name of fs.readdirSync(folder).sort()) {
  if (only && !name.includes(only)) continue;
  const file = path.join(folder, name);
  const input = "line one\nline two é\nlast";
  const env = { ...process.env, EXTRA: "x", NO_COLOR: undefined };
  const run = (args) => {
    const r = spawnSync(process.execPath, [...args, "one", "--two"], {
      input,
      encoding: "utf8",
      env,
      timeout: 20000,
    });
    return `stdout:\n${clean(r.stdout)}\nstderr:\n${clean(r.stderr)}\nexit ${r.status} ${r.signal}`;
  };
  const ours = run([
    "--expose-internals",
    "--no-warnings",
    path.join(__dirname, "run-program.js"),
    file,
  ]);
  const node = run([file]);
  count++;
  if (ours === node) continue;
  failed++;
  console.log(`FAIL ${name}\n--- ours\n${ours}\n--- node\n${node}`);
}
console.log(`${count - failed} of ${count} programs agree`);
process.exitCode = failed ? 1 : 0;
