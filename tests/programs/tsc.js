"use strict";
// TypeScript's compiler over a small project with errors: what it reports, its exit status, and what it writes.

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const out = fs.mkdtempSync(path.join(os.tmpdir(), "tsc-"));
process.argv.splice(2, Infinity, "--project", path.join(__dirname, "project"), "--outDir", out, "--pretty", "false");
process.on("exit", (status) => {
  console.log(`exit status ${status}`);
  for (const file of fs.readdirSync(out).sort()) console.log(`## ${file}\n${fs.readFileSync(path.join(out, file), "utf8")}`);
  fs.rmSync(out, { recursive: true });
  process.exitCode = 0;
});
require("typescript/lib/_tsc.js");
