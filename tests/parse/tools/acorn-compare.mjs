// Compares our syntax tree with acorn's, byte for byte as JSON, for every JavaScript file below some folders (default:
// node_modules). Files that acorn itself refuses are counted and skipped.
//
//   node tests/parse/tools/acorn-compare.mjs PARSE_FILES [folder or file …]
//
// PARSE_FILES is the program built from parse-files.c. Exit status 1 when any file differs.
import fs from "node:fs";
import path from "node:path";
import * as acorn from "acorn";
import { Parser } from "./parser-process.mjs";

const [program, ...places] = process.argv.slice(2);
if (places.length === 0) places.push("node_modules");
const parser = new Parser(program);

// The goal as Node decides it: by extension, else by the nearest package.json.
const packageTypes = new Map();
function packageType(folder) {
  if (packageTypes.has(folder)) return packageTypes.get(folder);
  const file = path.join(folder, "package.json");
  let type;
  if (fs.existsSync(file)) {
    try {
      type = JSON.parse(fs.readFileSync(file, "utf8")).type ?? "commonjs";
    } catch {
      type = "commonjs";
    }
  } else {
    const parent = path.dirname(folder);
    type = parent === folder ? "commonjs" : packageType(parent);
  }
  packageTypes.set(folder, type);
  return type;
}
function goalsOf(file) {
  if (file.endsWith(".mjs")) return ["module"];
  if (file.endsWith(".cjs")) return ["commonjs"];
  return packageType(path.dirname(path.resolve(file))) === "module"
    ? ["module", "commonjs"]
    : ["commonjs", "module"];
}

function* filesBelow(place) {
  const stat = fs.statSync(place);
  if (stat.isFile()) {
    yield place;
    return;
  }
  for (const name of fs.readdirSync(place).sort()) {
    const full = path.join(place, name);
    const entry = fs.lstatSync(full);
    if (/test262-parser-tests\/(fail|early)$/.test(full)) continue; // invalid programs
    if (entry.isDirectory()) yield* filesBelow(full);
    else if (entry.isFile() && /\.[cm]?js$/.test(name)) yield full;
  }
}

function acornTree(text, goal) {
  const options = {
    ecmaVersion: "latest",
    sourceType: goal === "module" ? "module" : "script",
    allowReturnOutsideFunction: goal === "commonjs",
    allowHashBang: true,
  };
  const tree = acorn.parse(text, options);
  return JSON.stringify(tree, (key, value) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

let same = 0;
let skipped = 0;
let different = 0;
for (const place of places) {
  for (const file of filesBelow(place)) {
    const text = fs.readFileSync(file, "utf8");
    let expected = null;
    let goal;
    for (goal of goalsOf(file)) {
      try {
        expected = acornTree(text, goal);
        break;
      } catch {
        // not of this goal
      }
    }
    if (expected === null) {
      skipped++;
      continue;
    }
    const actual = await parser.parse(goal, file);
    if (actual.ok && actual.text === expected) {
      same++;
      continue;
    }
    different++;
    if (!actual.ok) {
      console.log(
        `${file}: refused\n${actual.text.split("\n").slice(0, 3).join("\n").slice(0, 600)}`,
      );
      continue;
    }
    let at = 0;
    while (actual.text[at] === expected[at]) at++;
    const from = Math.max(0, at - 200);
    console.log(
      `${file}: the trees differ\n  acorn: …${expected.slice(from, at + 150)}\n  ours:  …${actual.text.slice(from, at + 150)}`,
    );
  }
}
parser.end();
console.log(
  `${same} equal, ${different} different, ${skipped} refused by acorn`,
);
process.exitCode = different ? 1 : 0;
