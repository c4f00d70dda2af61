// Lays out lib/ and these tests as prettier does by default. Intrinsics
// (`%Name`) are hidden from it as names of the same width. With --check nothing
// is written and a difference is an error; so is an intrinsic inside of a
// string, template or regular expression, which a rewrite of the text breaks.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as acorn from "acorn";
import prettier from "prettier";

const MARK = "\u01c3"; // a letter that no source uses
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const check = process.argv.includes("--check");

function* files(folder) {
  for (const e of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, e.name);
    if (e.isDirectory()) {
      if (e.name !== "programs") yield* files(name);
    } else if (/\.m?js$/.test(e.name)) yield name;
  }
}

let bad = 0;
for (const folder of ["lib", "tests/lib"])
  for (const file of files(path.join(root, folder))) {
    const text = fs.readFileSync(file, "utf8");
    const hidden = text.replace(/%(?=[A-Z])/g, MARK);
    if (folder === "lib")
      acorn.parse(hidden, {
        ecmaVersion: "latest",
        onToken({ type, value, start }) {
          const text =
            typeof value === "string" ? value : (value?.pattern ?? "");
          if (type === acorn.tokTypes.name || !text.includes(MARK)) return;
          bad++;
          console.log(`${file}:${start}: an intrinsic's name within a literal`);
        },
      });
    const out = await prettier.format(hidden, { parser: "babel" });
    const formatted = out.replaceAll(MARK, "%");
    if (formatted === text) continue;
    if (!check) {
      fs.writeFileSync(file, formatted);
      continue;
    }
    bad++;
    console.log(`${path.relative(root, file)}: not laid out by prettier`);
  }
process.exitCode = bad ? 1 : 0;
