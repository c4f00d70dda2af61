"use strict";
// Each program in programs/ gives the same output and exit code compiled by
// jsc as under Node. `compiled.js JSC LEVEL FOLDER [NAME]`: executables go to
// FOLDER.

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { programs, output } = require("./program-output.js");

// Known gaps: a program in this list that agrees is a failure too.
const gaps = [];

const [jsc, level, folder, only] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
const files = programs(only);
let failed = 0;
for (const file of files) {
  const app = path.join(folder, path.basename(file, ".js"));
  const made = spawnSync(jsc, [level, file, "-o", app], { encoding: "utf8" });
  const ours = made.status === 0 ? output(app, []) : made.stderr;
  const node = output(process.execPath, [file]);
  const isGap = gaps.includes(path.basename(file));
  if ((ours === node) !== isGap) continue;
  failed++;
  if (isGap) {
    console.log(`FAIL ${path.basename(file)} agrees: it is no gap any more`);
    continue;
  }
  console.log(
    `FAIL ${path.basename(file)}\n--- ours\n${ours}\n--- node\n${node}`,
  );
}
console.log(`${files.length - failed} of ${files.length} programs agree`);
process.exitCode = failed ? 1 : 0;
