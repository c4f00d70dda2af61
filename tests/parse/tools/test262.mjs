// Measures the parser against test262 (TEST262=folder of a checkout): valid files must be accepted, with acorn's tree
// where acorn accepts them too; negative syntax tests must be refused. Prints counts and lists the failures.
//
//   TEST262=dir node tests/parse/tools/test262.mjs PARSE_FILES [--list] [path below test/ …]
import fs from "node:fs";
import path from "node:path";
import * as acorn from "acorn";
import { Parser } from "./parser-process.mjs";

const root = process.env.TEST262;
const args = process.argv.slice(2).filter((a) => a !== "--list");
const list = process.argv.includes("--list");
const parser = new Parser(args.shift());
const places = args.length ? args : ["annexB", "built-ins", "language"];

// Features beyond the language that is compiled: proposals that acorn does not parse either.
const beyond = new Set([
  "decorators",
  "import-defer",
  "source-phase-imports",
  "source-phase-imports-module-source",
  "import-text",
  "import-bytes",
  "canonical-tz",
]);

function* filesBelow(place) {
  for (const entry of fs.readdirSync(place, { withFileTypes: true })) {
    const full = path.join(place, entry.name);
    if (entry.isDirectory()) yield* filesBelow(full);
    else if (entry.name.endsWith(".js") && !entry.name.includes("_FIXTURE"))
      yield full;
  }
}

function meta(text) {
  const block = /\/\*---\r?([\s\S]*?)---\*\//.exec(text)?.[1] ?? "";
  const listOf = (key) => {
    const inline = new RegExp(`^${key}:\\s*\\[([^\\]]*)\\]`, "m").exec(block);
    if (inline) return inline[1].split(",").map((s) => s.trim());
    const lines = new RegExp(`^${key}:\\s*\\n((?:\\s+-.*\\n?)+)`, "m").exec(
      block,
    );
    return lines
      ? lines[1]
          .split("\n")
          .map((s) => s.replace(/^\s*-\s*/, "").trim())
          .filter(Boolean)
      : [];
  };
  const negative =
    /^negative:[\s\S]*?phase:\s*(\w+)[\s\S]*?type:\s*(\w+)/m.exec(block);
  return {
    flags: listOf("flags"),
    features: listOf("features"),
    phase: negative?.[1],
    type: negative?.[2],
  };
}

const counts = {
  valid: 0,
  refused: 0,
  different: 0,
  invalid: 0,
  accepted: 0,
  skipped: 0,
};
for (const place of places) {
  for (const file of filesBelow(path.join(root, "test", place))) {
    const text = fs.readFileSync(file, "utf8");
    const { flags, features, phase, type } = meta(text);
    if (features.some((f) => beyond.has(f))) {
      counts.skipped++;
      continue;
    }
    const isModule = flags.includes("module");
    const isRaw = flags.includes("raw");
    const isNegative = phase === "parse" && type === "SyntaxError";
    const modes =
      isModule || isRaw || flags.includes("noStrict")
        ? [""]
        : flags.includes("onlyStrict")
          ? ["strict"]
          : ["", "strict"];
    for (const mode of modes) {
      const result = await parser.parse(
        isModule ? "module" : mode ? "Script" : "script",
        file,
      );
      if (isNegative) {
        counts.invalid++;
        if (result.ok) {
          counts.accepted++;
          if (list) console.log(`accepted ${mode} ${file}`);
        }
        continue;
      }
      counts.valid++;
      if (!result.ok) {
        counts.refused++;
        if (list)
          console.log(
            `refused ${mode} ${file}\n  ${result.text.split("\n").slice(0, 2).join("\n  ")}`,
          );
        continue;
      }
      if (mode) continue;
      let expected;
      try {
        const options = {
          ecmaVersion: "latest",
          sourceType: isModule ? "module" : "script",
          allowHashBang: true,
        };
        expected = JSON.stringify(acorn.parse(text, options), (k, v) =>
          typeof v === "bigint" ? `${v}n` : v,
        );
      } catch {
        continue;
      }
      if (expected !== result.text) {
        counts.different++;
        let at = 0;
        while (expected[at] === result.text[at]) at++;
        if (list)
          console.log(
            `different ${file}\n  ${expected.slice(at - 120, at + 60)}\n  ${result.text.slice(at - 120, at + 60)}`,
          );
      }
    }
  }
}
parser.end();
console.log(
  `valid: ${counts.valid}, of them refused ${counts.refused}, tree differs ${counts.different}`,
);
console.log(
  `invalid: ${counts.invalid}, of them accepted ${counts.accepted}; skipped ${counts.skipped}`,
);
