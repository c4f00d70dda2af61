// Which tests of a checkout count, and how each is to be run (test262's INTERPRETING.md).
//
// Core is all of test/ but intl402, staging, Temporal and features below stage 4. A test is a file in one mode: sloppy,
// strict, module or raw.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

// Features of proposals below stage 4: the first part of test262's features.txt.
function excludedFeatures(dir) {
  const text = readFileSync(join(dir, "features.txt"), "utf8");
  const names = text
    .split("## Standard language features")[0]
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim());
  return new Set([...names.filter(Boolean), "Temporal"]);
}

function* walk(folder, excludedFolders) {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!excludedFolders.has(entry.name)) yield* walk(path, excludedFolders);
    } else if (entry.name.endsWith(".js") && !entry.name.includes("_FIXTURE"))
      yield path;
  }
}

export function frontmatter(text) {
  const yaml = /\/\*---([\s\S]*?)---\*\//.exec(text)?.[1] ?? "";
  const items = (list) => list.map((s) => s.trim()).filter(Boolean);
  const list = (key) => {
    const inline = new RegExp(`^${key}:\\s*\\[([^\\]]*)\\]`, "m").exec(yaml);
    if (inline) return items(inline[1].split(","));
    const block = new RegExp(`^${key}:\\s*\\n((?:\\s+-.*\\n?)+)`, "m").exec(
      yaml,
    );
    if (!block) return [];
    return items(
      block[1].split("\n").map((line) => line.replace(/^\s*-\s*/, "")),
    );
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

// The modes of a test: none is "default" twice.
export function modes(flags) {
  if (flags.includes("module")) return ["module"];
  if (flags.includes("raw")) return ["raw"];
  if (flags.includes("onlyStrict")) return ["strict"];
  if (flags.includes("noStrict")) return ["sloppy"];
  return ["sloppy", "strict"];
}

// All selected tests, in the order of their names: { path, name, id, mode, meta }. The text is read again when it runs.
export function selectTests(dir, { filter, sample, offset, staging }) {
  const excluded = excludedFeatures(dir);
  const root = join(dir, "test");
  const excludedFolders = new Set(["intl402", "Temporal"]);
  if (!staging) excludedFolders.add("staging");
  const tests = [];
  let index = 0;
  for (const path of walk(
    staging ? join(root, "staging") : root,
    excludedFolders,
  )) {
    const name = relative(root, path);
    if (filter && !new RegExp(filter).test(name)) continue;
    const meta = frontmatter(readFileSync(path, "utf8"));
    if (meta.features.some((f) => excluded.has(f))) continue;
    if (meta.flags.includes("CanBlockIsFalse")) continue; // for hosts whose main agent may not block; ours may
    if (index++ % sample !== offset) continue;
    for (const mode of modes(meta.flags))
      tests.push({
        path,
        name,
        id: mode === "strict" ? `${name} strict` : name,
        mode,
        meta,
      });
  }
  return tests;
}

export function isCheckout(dir) {
  return existsSync(join(dir, "harness/sta.js"));
}
