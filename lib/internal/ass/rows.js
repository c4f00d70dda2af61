"use strict";
// The instruction table, which is made of ass/inst.def when jsc is built. A name's
// rows are read when it is first used: `name row;row;…`, a row has eight fields.
// What the columns mean is told where the table is made.

const text = require("internal/ass/table");

const SIZES = [
  [0x01, 0],
  [0x02, 8],
  [0x04, 16],
  [0x08, 32],
  [0x10, 64],
  [0x20, 128],
  [0x40, 256],
];

// Names that others use for what the table has under one.
const SAME = {
  __proto__: null,
  cflush: "clflush",
  cflushopt: "clflushopt",
  iret: "iretd",
  loopnz: "loopne",
  loopz: "loope",
  lret: "retf",
  xlat: "xlatb",
};

// Forms that come in front of those of the table.
const MORE = {
  __proto__: null,
  int: "3,1,0,0,cc,8,0,0",
  leave: ",4,0,0,c9,8,0,0",
};

let lines;
const known = new Map();

function linesByName() {
  const map = new Map();
  for (const line of text.split("\n"))
    map.set(line.slice(0, line.indexOf(" ")), line);
  return map;
}

function parse(name, row) {
  const f = row.split(",");
  const sizes = parseInt(f[1], 16);
  return {
    name,
    pattern: f[0],
    sizes: SIZES.filter(([bit]) => sizes & bit).map(([, size]) => size),
    isMixed: (sizes & 2) !== 0 && (sizes & 0x1c) !== 0,
    prefix: parseInt(f[2], 16),
    map: parseInt(f[3], 16),
    opcode: parseInt(f[4], 16),
    ext: +f[5],
    other: +f[6],
    flag: +f[7],
  };
}

function textsOf(name) {
  const line = lines.get(name) ?? lines.get(SAME[name]);
  return line?.slice(line.indexOf(" ") + 1).split(";");
}

// The rows of a mnemonic, undefined if there is none of that name.
function rowsOf(name) {
  let rows = known.get(name);
  if (rows) return rows;
  lines ??= linesByName();
  const texts = textsOf(name);
  if (texts === undefined) return undefined;
  if (MORE[name]) texts.unshift(MORE[name]);
  rows = texts.map((row) => parse(name, row));
  known.set(name, rows);
  return rows;
}

module.exports = { rowsOf };
