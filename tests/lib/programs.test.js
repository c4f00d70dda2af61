"use strict";
// RUN: %node %s
// Each program in programs/ gives the same output and exit code with lib/ as
// with Node's own library.

const path = require("node:path");
const { programs, output } = require("./program-output.js");

// The reference Node does not survive a fork made by a bare system call, and
// cannot make realms for lib/.
const files = programs(process.argv[2]).filter(
  (file) => !/\/(child|vm)-/.test(file),
);
let failed = 0;
for (const file of files) {
  const ours = output(process.execPath, [
    "--expose-internals",
    "--no-warnings",
    path.join(__dirname, "run-program.js"),
    file,
  ]);
  const node = output(process.execPath, [file]);
  if (ours === node) continue;
  failed++;
  console.log(
    `FAIL ${path.basename(file)}\n--- ours\n${ours}\n--- node\n${node}`,
  );
}
console.log(`${files.length - failed} of ${files.length} programs agree`);
process.exitCode = failed ? 1 : 0;
