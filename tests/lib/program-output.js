"use strict";
// Runs the programs of programs/ with fixed input and arguments; gives what
// they print and how they end as one text. Stack frames are left out of it.

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

// The files whose name contains `only`.
exports.programs = (only = "") =>
  fs
    .readdirSync(folder)
    .sort()
    .filter((name) => name.includes(only))
    .map((name) => path.join(folder, name));

exports.output = (command, args) => {
  const r = spawnSync(command, [...args, "one", "--two"], {
    input: "line one\nline two é\nlast",
    encoding: "utf8",
    env: { ...process.env, EXTRA: "x", NO_COLOR: undefined },
    timeout: 20000,
  });
  return `stdout:\n${clean(r.stdout)}\nstderr:\n${clean(r.stderr)}\nexit ${r.status} ${r.signal}`;
};
