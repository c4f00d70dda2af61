// Checks what lib/ says of the reference's frames (compiler/support/sites.h)
// against the reference itself, which must run this, and with --write fills in
// the texts behind |.
//
//   node tools/reference-sites.mjs [--write] [lib/fs.js …]
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

process.chdir(new URL("..", import.meta.url).pathname);
process.noDeprecation = true;
const sources = process.binding("natives");
const texts = new Map();
let failed = false;

function lineOf(file, line) {
  if (!texts.has(file)) texts.set(file, sources[file]?.split("\n"));
  return texts.get(file)?.[line - 1];
}

function complain(where, what) {
  console.error(`${where}: ${what}`);
  failed = true;
}

// A call, `new`, `await` or `throw` begins at the column, or what calls a setter or asks for a private name.
function isPlace(text, column) {
  const here = text.slice(column - 1);
  if (/^(= |\.#)/.test(here)) return true;
  if (here[0] === "(") return /(#\w+|\])$/.test(text.slice(0, column - 1));
  return /^[\w$#[`]/.test(here) && !/[\w$]$/.test(text.slice(0, column - 1));
}

function check(where, site) {
  const [, frames, bar, text] = /^([^|]*)(\|?)(.*)$/.exec(site);
  const places = frames.split(", ");
  let first;
  for (const [i, frame] of places.entries()) {
    if (/^\S.* <anonymous>$/.test(frame)) continue; // of the language
    const m = /^(?:(.+) )?(\S+):(\d+):(\d+)$/.exec(frame);
    const line = m && lineOf(m[2], m[3]);
    if (!m || line === undefined) complain(where, `no such place: '${frame}'`);
    else if (!isPlace(line, +m[4]))
      complain(where, `nothing begins at '${frame}': ${line}`);
    if (i === 0) first = line;
    else if (m && !m[1]) complain(where, `no name: '${frame}'`);
  }
  if (bar && text !== first) {
    if (!write) complain(where, `the reference's text is '${first}'`);
    return `${frames}|${first}`;
  }
  return site;
}

const args = process.argv.slice(2);
const write = args[0] === "--write";
if (write) args.shift();
const files =
  args.length > 0
    ? args
    : readdirSync("lib", { recursive: true })
        .filter((name) => name.endsWith(".js"))
        .map((name) => `lib/${name}`);
let count = 0;
for (const file of files) {
  const lines = readFileSync(file, "utf8").split("\n");
  let changed = false;
  for (const [i, line] of lines.entries()) {
    const at = line.indexOf("//@ ");
    if (at < 0) continue;
    count++;
    const site = check(`${file}:${i + 1}`, line.slice(at + 4));
    const now = line.slice(0, at + 4) + site;
    if (now === line) continue;
    lines[i] = now;
    changed = true;
  }
  if (write && changed) writeFileSync(file, lines.join("\n"));
}
// Frames in the runtime's tables: "name", "node:file" or "node:file\nline's text", line, column.
const macros = {};
for (const file of [
  "runtime/error/frames.def",
  "runtime/object/module-resolve.c",
]) {
  const text = readFileSync(file, "utf8");
  for (const [, name, value] of text.matchAll(/#define (\w+) ("node:.*")/g))
    macros[name] = value;
  const frame = /"([^"]*)",\s+((?:[A-Z]+ ?)?(?:"[^"]*")?), (\d+), (\d+)[)}]/g;
  for (const [, name, where, line, column] of text.matchAll(frame)) {
    const place = where.replace(/^[A-Z]+/, (macro) => macros[macro]);
    const [path, quoted] = JSON.parse(place.replace(/" ?"/, "")).split("\n");
    const bar = quoted === undefined ? "" : `|${quoted}`;
    count++;
    check(
      file,
      `${name || "?"} ${path.replace("node:", "")}:${line}:${column}${bar}`,
    );
  }
}
if (failed) process.exit(1);
console.log(`${count} sites agree with the reference`);
