// Checks or mends the layout of the tree's JavaScript and C: prettier's defaults and .clang-format.
//
//   node scripts/format.mjs [--write] [file…]      without names: all files that git knows
//
// lib/ names intrinsics as %Name, which prettier cannot read: while it works they are spelled with a letter of equal
// width that no file uses. Exit status 1 if a file differs, or cannot be read.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import * as prettier from "../node_modules/prettier/index.mjs";

const LETTER = "\u0298";
const args = process.argv.slice(2);
const write = args.includes("--write");
const named = args.filter((a) => !a.startsWith("--"));
// Of an unpacked archive: everything but what is built or installed.
function allFiles() {
  try {
    const options = ["--cached", "--others", "--exclude-standard"];
    const quiet = { stdio: ["ignore", "pipe", "ignore"] };
    return execFileSync("git", ["ls-files", ...options], quiet)
      .toString()
      .split("\n");
  } catch {
    return readdirSync(".", { recursive: true }).filter(
      (file) => !/^(build|node_modules|\.git)(\/|$)/.test(file),
    );
  }
}
const files = named.length > 0 ? named : allFiles();
let bad = 0;

function report(file, text) {
  console.log(`${file}: ${text}`);
  bad++;
}

async function formatJavaScript(file) {
  const { ignored } = await prettier.getFileInfo(file, {
    ignorePath: ".prettierignore",
  });
  if (ignored) return;
  const text = readFileSync(file, "utf8");
  if (text.includes(LETTER))
    return report(file, "has the letter that stands for %");
  const spelled = text.replace(/%(?=[A-Z])/g, LETTER);
  try {
    const made = await prettier.format(spelled, { filepath: file });
    const result = made.replaceAll(LETTER, "%");
    if (result === text) return;
    if (write) writeFileSync(file, result);
    else report(file, "is not laid out as prettier does");
  } catch (error) {
    report(file, error.message);
  }
}

for (const file of files)
  if (/\.[cm]?js$/.test(file)) await formatJavaScript(file);
const sources = files.filter((f) => /\.[ch]$/.test(f));
for (let i = 0; i < sources.length; i += 100) {
  const some = sources.slice(i, i + 100);
  const flags = write ? ["-i"] : ["--dry-run", "--Werror"];
  const r = spawnSync("clang-format-19", [...flags, ...some], {
    encoding: "utf8",
  });
  if (r.status === 0) continue;
  const wrong = new Set(
    r.stderr.match(/^[^:\n]+(?=:\d+:\d+: error)/gm) ?? [r.stderr],
  );
  for (const file of wrong)
    report(file, "is not laid out as .clang-format says");
}
process.exitCode = bad > 0 ? 1 : 0;
