"use strict";
// Each program in programs/ gives the same output and exit code compiled by
// jsc as under Node. `compiled.js JSC LEVEL FOLDER [NAME]`: executables go to
// FOLDER.

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { programs, output } = require("./program-output.js");

// Known gaps: how errors that nobody caught are printed where the program uses
// no util.inspect of its own.
const gaps = [
  "uncaught-1.js",
  "uncaught-12.js",
  "uncaught-15.js",
  "uncaught-2.js",
  "uncaught-4.js",
];

const [jsc, level, folder, only] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
const files = programs(only);
let failed = 0;
for (const file of files) {
  const app = path.join(folder, path.basename(file, ".js"));
  const made = spawnSync(jsc, [level, file, "-o", app], { encoding: "utf8" });
  const ours = made.status === 0 ? output(app, []) : made.stderr;
  const node = output(process.execPath, [file]);
  if (ours === node) continue;
  if (gaps.includes(path.basename(file))) {
    console.log(`GAP  ${path.basename(file)}`);
    continue;
  }
  failed++;
  console.log(
    `FAIL ${path.basename(file)}\n--- ours\n${ours}\n--- node\n${node}`,
  );
}
console.log(`${files.length - failed} of ${files.length} programs agree`);
process.exitCode = failed ? 1 : 0;
