// What is made of the results: tables, files, the comparison with the committed list of known failures.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const percent = (row) => `${((100 * row.passed) / row.total).toFixed(2)}%`;

function print(title, rows) {
  console.log(title);
  for (const [name, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(
      `  ${name.padEnd(46)} ${String(row.passed).padStart(6)} / ${String(row.total).padStart(6)}  ${percent(row)}`,
    );
}

function count(rows, name, passed) {
  const row = rows.get(name) ?? { passed: 0, total: 0 };
  row.total++;
  if (passed) row.passed++;
  rows.set(name, row);
}

// results: Map id → failure or null.
export function tabulate(tests, results) {
  const folders = new Map(),
    features = new Map(),
    phases = new Map();
  const total = { passed: 0, total: 0 };
  for (const t of tests) {
    const passed = results.get(t.id) === null;
    total.total++;
    if (passed) total.passed++;
    count(folders, t.name.split("/").slice(0, 2).join("/"), passed);
    for (const f of t.meta.features) count(features, f, passed);
    if (t.name.startsWith("annexB/")) count(phases, "annex B", passed);
    if (t.meta.phase) count(phases, `negative, ${t.meta.phase}`, passed);
  }
  return { total, folders, features, phases };
}

export function printTables({ total, folders, features, phases }, showAll) {
  print("by folder", folders);
  const short = [...features].filter(
    ([, row]) => showAll || row.passed < row.total,
  );
  print(showAll ? "by feature" : "by feature (those with failures)", short);
  print("by kind", phases);
  console.log(`total ${total.passed} / ${total.total} = ${percent(total)}`);
}

// known-failures.txt: groups of tests, each under a line `# reason`. A line is a test's id: its path below test/, and
// " strict" where it is the strict run.
export function readKnown(file) {
  const known = new Map();
  if (!existsSync(file)) return known;
  let reason = "";
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line.startsWith("# ")) reason = line.slice(2);
    else if (line.trim()) known.set(line.trim(), reason);
  }
  return known;
}

export function compareKnown(tests, results, known) {
  const fresh = [],
    mended = [];
  for (const { id } of tests) {
    const failure = results.get(id);
    if (failure !== null && !known.has(id)) fresh.push([id, failure]);
    if (failure === null && known.has(id)) mended.push(id);
  }
  return { fresh, mended };
}

// Rewrites the list: what passes now goes, what is new is sorted in by the rules of reasons.mjs.
export function writeKnown(file, tests, results, known, reasonOf) {
  const groups = new Map();
  const put = (reason, id) => {
    if (!groups.has(reason)) groups.set(reason, []);
    groups.get(reason).push(id);
  };
  const selected = new Map(tests.map((t) => [t.id, t]));
  for (const [id, reason] of known) if (!selected.has(id)) put(reason, id);
  for (const t of tests) {
    const failure = results.get(t.id);
    if (failure !== null) put(reasonOf(t, failure), t.id);
  }
  let text = "";
  for (const [reason, ids] of [...groups].sort(
    (a, b) => b[1].length - a[1].length,
  ))
    text += `# ${reason}\n${ids.sort().join("\n")}\n\n`;
  writeFileSync(file, text);
}
