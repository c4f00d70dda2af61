// Writes cases for unicode_cases.c: what this Node makes of single characters and of random texts.
//
//   node tests/regexp/Inputs/unicode_cases.mjs > cases.txt
//
// A line: a letter for the function, then arguments and result; texts as hexadecimal UTF-16 units, "-" if empty.
import { execFileSync } from "node:child_process";

let state = 12345n;
function random(n) {
  state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
  return Number((state >> 33n) % BigInt(n));
}
const pick = (list) => list[random(list.length)];
const hex = (s) =>
  s === ""
    ? "-"
    : Array.from({ length: s.length }, (_, i) => s.charCodeAt(i).toString(16).padStart(4, "0")).join("");
const lines = [];
const emit = (...fields) => lines.push(fields.join(" "));

// Bits of each code point, in runs: ID_Start 1, ID_Continue 2, white space 4, width << 3.
const widths = execFileSync(
  process.execPath,
  [
    "--expose-internals",
    "-e",
    `const { getStringWidth } = require("internal/util/inspect");
     let s = "";
     for (let c = 0; c <= 0x10ffff; c++) s += getStringWidth(String.fromCodePoint(c), false);
     process.stdout.write(s);`,
  ],
  { encoding: "latin1", maxBuffer: 1 << 24 },
);
let start = 0;
let last = -2;
for (let c = 0; c <= 0x110000; c++) {
  const s = c <= 0x10ffff ? String.fromCodePoint(c) : "";
  const bits =
    c > 0x10ffff || s.normalize("NFC").length > s.length ? -1 // the end, or measured as several characters
    : (/\p{ID_Start}/u.test(s) ? 1 : 0) | (/\p{ID_Continue}/u.test(s) ? 2 : 0) | (/\s/.test(s) ? 4 : 0) | (Number(widths[c]) << 3);
  if (bits === last) continue;
  if (last >= 0) emit("B", start.toString(16), (c - 1).toString(16), last);
  start = c;
  last = bits;
}

for (let c = 0; c < 0x20000; c++) {
  if (c >= 0x3400 && c < 0x9fff) continue;
  const s = String.fromCodePoint(c);
  if (s.toUpperCase() !== s || s.toLowerCase() !== s) {
    emit("U", hex(s), hex(s.toUpperCase()));
    emit("L", hex(s), hex(s.toLowerCase()));
  }
  for (const [i, form] of ["NFC", "NFD", "NFKC", "NFKD"].entries()) {
    const n = s.normalize(form);
    if (n !== s) emit("N", i, hex(s), hex(n));
  }
}

const marks = ["\u0301", "\u0323", "\u0308", "\u0345", "\u0334", "\u3099", "\u05b0", "\u0f71", "\u{1d165}", "\u1161", "\u11a8"];
const bases = ["a", "A", "e", "o", "\u00e9", "\u1e9b", "\u0391", "\u03a3", "\u03c3", "\u1100", "\uac00", "\u212b", "\ufb01", "\u0130", "\ufdfa", " ", "-", "."];
for (let i = 0; i < 20000; i++) {
  let s = "";
  for (let n = 1 + random(6); n > 0; n--) s += random(2) ? pick(bases) : pick(marks);
  for (const [k, form] of ["NFC", "NFD", "NFKC", "NFKD"].entries()) emit("N", k, hex(s), hex(s.normalize(form)));
  emit("L", hex(s), hex(s.toLowerCase()));
  emit("U", hex(s), hex(s.toUpperCase()));
}

// UTF-8, valid or not.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const bytes = [0x41, 0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xa0, 0xed, 0x9f, 0xef, 0xf0, 0x90, 0xf4, 0x8f, 0xf5, 0xff, 0xe2, 0x82, 0xac];
for (let i = 0; i < 20000; i++) {
  const input = Uint8Array.from({ length: random(9) }, () => pick(bytes));
  emit("D", Buffer.from(input).toString("hex") || "-", hex(decoder.decode(input)));
  let s = "";
  for (let n = random(5); n > 0; n--) s += pick(["a", "\u00e9", "\u20ac", "\u{1F600}", "\ud83d", "\ude00"]);
  emit("E", hex(s), Buffer.from(s).toString("hex") || "-");
}

// Order.
const words = ["a", "b", "z", "A", "B", "Z", "\u00e9", "\u00c9", "\u00e4", "\u00df", "\u00e6", "\u00f1", "1", "2", "10", "9", "_", "-", " ", ".", ",", "!", "$", "'", "\"", "(", "/", "@", "\u03b1", "\u0416", "\u4e2d", "\u3042", "\u{1F600}", "\u0141", "\u00f8", "\u0111", "\u00bd", "\ufb01", "~", "+", "#"];
const options = [undefined, { numeric: true }, { sensitivity: "base" }, { sensitivity: "accent" }, { sensitivity: "case" }];
for (let i = 0; i < 40000; i++) {
  const word = () => Array.from({ length: random(5) }, () => (random(4) ? pick(words.slice(0, 24)) : pick(words))).join("");
  const [a, b] = [word(), random(4) ? word() : word().toUpperCase()];
  const k = random(3) ? 0 : random(options.length);
  emit("C", k, hex(a), hex(b), a.localeCompare(b, "en-US", options[k]));
}
for (let c = 0x20; c < 0x250; c++) {
  if ("\u00d8\u00f8\u01fe\u01ff".includes(String.fromCharCode(c))) continue; // sorted as O and a mark of its own
  for (let n = 0; n < 12; n++) {
    const [a, b] = [String.fromCharCode(c), String.fromCharCode(0x20 + random(0x230)).replace(/[\u00d8\u00f8\u01fe\u01ff]/, "o")];
    emit("C", 0, hex(a), hex(b), a.localeCompare(b));
  }
}
process.stdout.write(`${lines.join("\n")}\n`);
