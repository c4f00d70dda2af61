// Runs test262 (a checkout outside of the repository) through jsc.
//
//   node tests/test262/run.mjs DIR [--level=-O0] [--sample=N] [--offset=K] [--filter=TEXT] [--jobs=2]
//     [--jsc=PATH] [--out=FILE.json] [--known=FILE]
//
// Every selected test counts: core is all of test/ but intl402, staging, Temporal and features below stage 4. Each test
// is a program: its harness files as scripts, then the test as a script or module, sloppy and strict as its flags demand. --sample=N takes every Nth test,
// from the Kth.
// Writes a table by folder, and every failure with its first line of output to FILE.json; with --known a failure that
// the list does not have makes the exit status 1.
import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

const args = process.argv.slice(2);
const dir = resolve(args.find((a) => !a.startsWith("--")) ?? "");
const option = (name, fallback) => {
  const found = args.find((a) => a.startsWith(`--${name}=`));
  return found ? found.slice(name.length + 3) : fallback;
};
if (!existsSync(join(dir, "harness/sta.js"))) {
  console.error(
    "usage: run.mjs TEST262-CHECKOUT [--level=-O0] [--sample=N] [--offset=K] [--filter=TEXT] [--jobs=2] [--out=FILE]",
  );
  process.exit(2);
}
const jsc = option("jsc", "build/jsc");
const level = option("level", "-O0");
const sample = Number(option("sample", "1"));
const offset = Number(option("offset", "0"));
const filter = option("filter", "");
const jobs = Number(option("jobs", "2"));

// Features of proposals below stage 4 (test262's features.txt, first part) and of other documents.
const excludedFeatures = new Set(
  readFileSync(join(dir, "features.txt"), "utf8")
    .split("## Standard language features")[0]
    .split("\n")
    .map((l) => l.replace(/#.*/, "").trim())
    .filter(Boolean),
);
excludedFeatures.add("Temporal");

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["intl402", "staging", "Temporal"].includes(entry.name))
        yield* walk(path);
    } else if (entry.name.endsWith(".js") && !entry.name.includes("_FIXTURE"))
      yield path;
  }
}

function frontmatter(text) {
  const yaml = /\/\*---([\s\S]*?)---\*\//.exec(text)?.[1] ?? "";
  const list = (key) => {
    const inline = new RegExp(`^${key}:\\s*\\[([^\\]]*)\\]`, "m").exec(yaml);
    if (inline)
      return inline[1]
        .split(",")
        .map((s) => s.trim())
        .filter(Boolean);
    const block = new RegExp(`^${key}:\\s*\\n((?:\\s+-.*\\n?)+)`, "m").exec(
      yaml,
    );
    return block
      ? block[1]
          .split("\n")
          .map((s) => s.replace(/^\s*-\s*/, "").trim())
          .filter(Boolean)
      : [];
  };
  const negative = /^negative:\s*\n((?:[ \t]+.*\n?)+)/m.exec(yaml)?.[1];
  return {
    includes: list("includes"),
    flags: list("flags"),
    features: list("features"),
    phase: negative && /phase:\s*(\w+)/.exec(negative)?.[1],
    type: negative && /type:\s*(\w+)/.exec(negative)?.[1],
  };
}

const temporary = mkdtempSync(join(tmpdir(), "jsc-test262-"));
const run = (file, argv, timeout) =>
  new Promise((done) =>
    execFile(
      file,
      argv,
      { timeout, maxBuffer: 1 << 22, encoding: "utf8" },
      (error, stdout, stderr) =>
        done({
          status: error ? (error.code ?? error.signal ?? "killed") : 0,
          stdout,
          stderr,
        }),
    ),
  );
const firstLine = (text) => text.split("\n").find((l) => l.trim()) ?? "";

// The neighbours that a test imports, and what they import: copied beside it, at the same relative places.
function copyImports(path, text, root, seen) {
  for (const [, specifier] of text.matchAll(/["'](\.\.?\/[^"'\n]+)["']/g)) {
    const target = join(dirname(path), specifier);
    if (
      seen.has(target) ||
      !target.startsWith(dir) ||
      !statSync(target, { throwIfNoEntry: false })?.isFile()
    )
      continue;
    seen.add(target);
    const copy = join(root, relative(dir, target));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(target, copy);
    if (target.endsWith(".js"))
      copyImports(target, readFileSync(target, "utf8"), root, seen);
  }
}

let serial = 0;
async function runOne(path, meta, text, strict) {
  const raw = meta.flags.includes("raw"),
    isModule = meta.flags.includes("module"),
    isAsync = meta.flags.includes("async");
  const files = raw
    ? []
    : [
        "assert.js",
        "sta.js",
        ...(isAsync ? ["doneprintHandle.js"] : []),
        ...meta.includes,
      ];
  const source = (strict ? '"use strict";\n' : "") + text;
  const root = join(temporary, `t${serial++}`),
    base = join(root, "program"),
    file = join(root, relative(dir, path));
  mkdirSync(dirname(file), { recursive: true });
  copyImports(path, text, root, new Set([path]));
  writeFileSync(join(root, "package.json"), `{"type":"module"}`);
  writeFileSync(file, source);
  try {
    const compiled = await run(
      jsc,
      [
        level,
        "--test262",
        ...files.map((name) => `--prelude=${join(dir, "harness", name)}`),
        isModule ? "--module" : "--script",
        file,
        "-o",
        base,
      ],
      60000,
    );
    if (meta.phase === "parse" || meta.phase === "resolution")
      return compiled.status === 1 && /error:/.test(compiled.stderr)
        ? null
        : `not refused (exit ${compiled.status})`;
    if (compiled.status !== 0)
      return `compile ${compiled.status}: ${firstLine(compiled.stderr)}`;
    const ran = await run(base, [], 20000);
    if (meta.phase === "runtime")
      return ran.status !== 0 && ran.stderr.includes(meta.type)
        ? null
        : `no ${meta.type} (exit ${ran.status}): ${firstLine(ran.stderr)}`;
    if (ran.status !== 0)
      return `run ${ran.status}: ${ran.stderr.split("\n").find((l) => /Error/.test(l)) ?? firstLine(ran.stderr)}`;
    if (isAsync && !ran.stdout.includes("Test262:AsyncTestComplete"))
      return `async: ${firstLine(ran.stdout) || "did not complete"}`;
    return null;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const tests = [];
let index = 0;
for (const path of walk(join(dir, "test"))) {
  const name = relative(join(dir, "test"), path);
  if (filter && !name.includes(filter)) continue;
  const text = readFileSync(path, "utf8"),
    meta = frontmatter(text);
  if (meta.features.some((f) => excludedFeatures.has(f))) continue;
  if (index++ % sample !== offset) continue;
  const strictOnly = meta.flags.includes("onlyStrict"),
    once = meta.flags.some((f) => ["noStrict", "module", "raw"].includes(f));
  if (!strictOnly) tests.push({ path, name, text, meta, strict: false });
  if (strictOnly || !once) tests.push({ path, name, text, meta, strict: true });
}

const failures = [],
  table = new Map();
let next = 0,
  done = 0;
async function worker() {
  while (next < tests.length) {
    const t = tests[next++];
    const failure = await runOne(t.path, t.meta, t.text, t.strict);
    const folder = t.name.split("/").slice(0, 2).join("/");
    const row = table.get(folder) ?? { passed: 0, total: 0 };
    row.total++;
    if (failure === null) row.passed++;
    else
      failures.push({
        test: `${t.name}${t.strict ? " (strict)" : ""}`,
        message: failure,
      });
    table.set(folder, row);
    if (++done % 500 === 0)
      console.error(`${done}/${tests.length}, ${failures.length} failures`);
  }
}
await Promise.all(Array.from({ length: jobs }, worker));
rmSync(temporary, { recursive: true, force: true });

let passed = 0;
for (const [folder, row] of [...table].sort()) {
  passed += row.passed;
  console.log(
    `${folder.padEnd(48)} ${String(row.passed).padStart(6)} / ${String(row.total).padStart(6)}  ${((100 * row.passed) / row.total).toFixed(1)}%`,
  );
}
console.log(
  `total ${passed} / ${tests.length} = ${((100 * passed) / tests.length).toFixed(2)}%`,
);
failures.sort((a, b) => (a.test < b.test ? -1 : 1));
const out = option("out", "");
if (out) {
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(
    out,
    JSON.stringify({ passed, total: tests.length, failures }, null, 1),
  );
}
const known = option("known", "");
if (known) {
  const list = new Set(
    readFileSync(known, "utf8")
      .split("\n")
      .map((l) => l.split("\t")[0]),
  );
  const fresh = failures.filter((f) => !list.has(f.test));
  for (const f of fresh) console.log(`new failure: ${f.test}: ${f.message}`);
  process.exit(fresh.length ? 1 : 0);
}
