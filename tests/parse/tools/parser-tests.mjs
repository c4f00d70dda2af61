// Runs the npm package test262-parser-tests: pass/ and pass-explicit/ must be accepted,
// fail/ and early/ refused.
//
//   node tests/parse/tools/parser-tests.mjs PARSE_FILES
import fs from "node:fs";
import path from "node:path";
import { Parser } from "./parser-process.mjs";

// Tests that the language has outgrown since they were written.
const outdated = new Set([
  "fail/0d5e450f1da8a92a.js",
  "fail/748656edbfb2d0bb.js",
  "fail/79f882da06f88c9f.js",
  "fail/92b6af54adef3624.js", // \8 and \9
  "fail/647e21f8f157c338.js",
  "fail/8af69d8f15295ed2.js", // U+2028 and U+2029 in strings
  "fail/98204d734f8c72b3.js",
  "fail/ef81b93cf9bdb4ec.js", // class fields
  "fail/e3fbcf63d7e43ead.js", // initialiser in a for-in head (annex B)
  "fail/a8beb1480f385441.js", // a call as assignment target (ES 13.15.1, web-compat)
  "early/0f5f47108da5c34e.js", // a catch parameter repeated by var in for-of (annex B)
  "early/12a74c60f52a60de.js",
  "early/1aff49273f3e3a98.js",
  "early/be7329119eaa3d47.js",
  "early/ec31fa5e521c5df4.js", // functions repeated in a block (annex B)
]);

const root = "node_modules/test262-parser-tests";
const parser = new Parser(process.argv[2]);
let failures = 0;
const counts = {};
for (const folder of ["pass", "pass-explicit", "fail", "early"]) {
  const shouldPass = folder.startsWith("pass");
  counts[folder] = 0;
  for (const name of fs.readdirSync(path.join(root, folder)).sort()) {
    const file = path.join(root, folder, name);
    if (outdated.has(`${folder}/${name}`)) continue;
    const result = await parser.parse(
      name.includes(".module.") ? "module" : "script",
      file,
    );
    counts[folder]++;
    if (result.ok === shouldPass) continue;
    failures++;
    const text = fs.readFileSync(file, "utf8");
    console.log(
      `${file}: ${shouldPass ? `refused: ${result.text.split("\n")[0]}` : "accepted"}: ${JSON.stringify(text)}`,
    );
  }
}
parser.end();
console.log(`${JSON.stringify(counts)}, ${failures} failures`);
process.exitCode = failures ? 1 : 0;
