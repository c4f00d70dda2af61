// Runs test262 (a checkout outside of the repository) through jsc.
//
//   node tests/test262/run.mjs DIR [options]
//     --level=-O0  --jobs=2  --jsc=build/jsc
//     --sample=N --offset=K   every Nth file, from the Kth
//     --filter=REGEXP         files whose path below test/ matches
//     --staging               test/staging instead of the core
//     --shuffle=SEED          in another order
//     --fresh                 forget what an interrupted run has found out
//     --out=FOLDER            where results go (build/test262)
//     --features              all rows of the table by feature
//     --update-known          rewrite known-failures.txt
//
// Every selected test counts. Results are kept in FOLDER/journal.jsonl as they come, so that an interrupted run of the
// same compiler goes on where it was; at its end FOLDER has results.json (figures, tables, failures) and failures.txt
// (each failure with its message). Exit status 1 if a test fails that known-failures.txt does not have.
import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Executor } from "./execute.mjs";
import { reasonOf } from "./reasons.mjs";
import {
  compareKnown,
  printTables,
  readKnown,
  tabulate,
  writeKnown,
} from "./report.mjs";
import { isCheckout, selectTests } from "./select.mjs";

const args = process.argv.slice(2);
const option = (name, fallback) =>
  args.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3) ??
  fallback;
const flag = (name) => args.includes(`--${name}`);

const dir = resolve(args.find((a) => !a.startsWith("-")) ?? "");
if (!isCheckout(dir)) {
  console.error("usage: run.mjs TEST262-CHECKOUT [options]");
  process.exit(2);
}
const jsc = resolve(option("jsc", "build/jsc"));
const level = option("level", "-O0");
const jobs = Number(option("jobs", "2"));
const out = resolve(option("out", "build/test262"));
const knownFile = join(
  dirname(fileURLToPath(import.meta.url)),
  "known-failures.txt",
);

const tests = selectTests(dir, {
  filter: option("filter", ""),
  sample: Number(option("sample", "1")),
  offset: Number(option("offset", "0")),
  staging: flag("staging"),
});

// ---- the journal ----

mkdirSync(out, { recursive: true });
const journal = join(out, "journal.jsonl");
const compiler = createHash("sha256").update(readFileSync(jsc)).digest("hex");
const header = JSON.stringify({ compiler, level, dir });
const results = new Map();
if (!flag("fresh") && existsSync(journal)) {
  const lines = readFileSync(journal, "utf8").split("\n");
  if (lines.shift() === header)
    for (const line of lines.slice(0, -1)) results.set(...JSON.parse(line));
}
if (results.size === 0) writeFileSync(journal, `${header}\n`);

// ---- the run ----

// A permutation by a seed (mulberry32), the same on every machine.
function shuffle(list, seed) {
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  for (let i = list.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [list[i], list[k]] = [list[k], list[i]];
  }
}

const waiting = tests.filter((t) => !results.has(t.id));
if (option("shuffle")) shuffle(waiting, Number(option("shuffle")));
if (waiting.length < tests.length)
  console.error(`${tests.length - waiting.length} results from before`);

const executor = new Executor({ dir, jsc, level });
const started = Date.now();
let next = 0,
  done = 0,
  failed = 0;
function progress() {
  const seconds = (Date.now() - started) / 1000;
  const left = ((waiting.length - done) * seconds) / Math.max(done, 1);
  console.error(
    `${done}/${waiting.length}, ${failed} failures, ${seconds.toFixed(0)} s, ${left.toFixed(0)} s to go`,
  );
}
const timer = setInterval(progress, 10_000);
process.on("SIGINT", () => {
  executor.close();
  process.exit(130);
});
async function worker() {
  while (next < waiting.length) {
    const t = waiting[next++];
    const failure = await executor.execute(t);
    results.set(t.id, failure);
    appendFileSync(journal, `${JSON.stringify([t.id, failure])}\n`);
    if (failure !== null) failed++;
    done++;
  }
}
await Promise.all(Array.from({ length: jobs }, worker));
clearInterval(timer);
executor.close();

// ---- the report ----

const tables = tabulate(tests, results);
printTables(tables, flag("features"));
const failures = tests
  .filter((t) => results.get(t.id) !== null)
  .map((t) => ({ test: t.id, message: results.get(t.id) }));
writeFileSync(
  join(out, "results.json"),
  JSON.stringify(
    {
      ...tables.total,
      level,
      folders: Object.fromEntries(tables.folders),
      features: Object.fromEntries(tables.features),
      kinds: Object.fromEntries(tables.phases),
      failures,
    },
    null,
    1,
  ),
);
writeFileSync(
  join(out, "failures.txt"),
  failures.map((f) => `${f.test}\t${f.message}\n`).join(""),
);

const known = readKnown(knownFile);
if (flag("update-known")) {
  writeKnown(knownFile, tests, results, known, reasonOf);
} else {
  const { fresh, mended } = compareKnown(tests, results, known);
  for (const [id, failure] of fresh)
    console.log(`new failure: ${id}: ${failure}`);
  if (mended.length) console.log(`${mended.length} known failures pass now`);
  console.log(`${fresh.length} failures are not in known-failures.txt`);
  process.exitCode = fresh.length ? 1 : 0;
}
