"use strict";
// Boundaries of extended grapheme clusters (UAX #29, 3.1.1, Unicode 17).

const data = require("internal/intl/grapheme_data");

// The classes, as the table's letters count from A. CONSONANT and LINKER are Indic_Conjunct_Break; EXTEND_ONLY extends
// a cluster, but not a conjunct.
const PICTOGRAPHIC = 1;
const CONSONANT = 2;
const EXTEND = 3;
const LINKER = 4;
const EXTEND_ONLY = 5;
const ZWJ = 6;
const SPACING_MARK = 7;
const PREPEND = 8;
const REGIONAL_INDICATOR = 9;
const CR = 10;
const LF = 11;
const CONTROL = 12;
const L = 13;
const V = 14;
const T = 15;
const LV = 16; // the table has all Hangul syllables as LV
const LVT = 17;

// starts[i]: the first code point of run i; classes[i]: its class.
const starts = [];
const classes = [];

function readRuns() {
  for (let i = 0, at = 0, length = 0; i < data.length; i++) {
    const c = %StringPrototypeCharCodeAt(data, i);
    if (c >= 0x41 && c <= 0x5a) {
      %ArrayPrototypePush(starts, at);
      %ArrayPrototypePush(classes, c - 0x41);
      at += length;
      length = 0;
    } else {
      length = length * 36 + (c < 0x41 ? c - 0x30 : c - 0x61 + 10);
    }
  }
}

function classOf(c) {
  if (c >= 0x20 && c < 0x7f) return 0;
  if (starts.length === 0) readRuns();
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= c) low = middle;
    else high = middle;
  }
  const found = classes[low];
  return found === LV && (c - 0xac00) % 28 !== 0 ? LVT : found;
}

function isControl(k) {
  return k === CR || k === LF || k === CONTROL;
}

function extendsCluster(k) {
  return k >= EXTEND && k <= ZWJ;
}

// Whether a Hangul syllable goes on (GB6 to GB8).
function isSyllable(before, after) {
  if (before === L) return after === L || after === V || after >= LV;
  if (before === LV || before === V) return after === V || after === T;
  return (before === LVT || before === T) && after === T;
}

// The end of the cluster that begins at `start`, which is a boundary and within the string.
function clusterEnd(s, start) {
  let c = %StringPrototypeCodePointAt(s, start);
  let at = start + (c > 0xffff ? 2 : 1);
  let before = classOf(c);
  let indicators = before === REGIONAL_INDICATOR ? 1 : 0; // how many, up to here
  let pictograph = before === PICTOGRAPHIC; // and what extends it, up to here
  let conjunct = before === CONSONANT ? 1 : 0; // 2: with a linker behind it
  while (at < s.length) {
    c = %StringPrototypeCodePointAt(s, at);
    const after = classOf(c);
    if (before === CR && after === LF) return at + 1; // GB3
    if (isControl(before) || isControl(after)) return at; // GB4, GB5
    const joins =
      extendsCluster(after) || // GB9
      after === SPACING_MARK || // GB9a
      before === PREPEND || // GB9b
      (conjunct === 2 && after === CONSONANT) || // GB9c
      (pictograph && before === ZWJ && after === PICTOGRAPHIC) || // GB11
      (indicators % 2 === 1 && after === REGIONAL_INDICATOR) || // GB12, GB13
      isSyllable(before, after);
    if (!joins) return at; // GB999
    indicators = after === REGIONAL_INDICATOR ? indicators + 1 : 0;
    pictograph =
      after === PICTOGRAPHIC ||
      (pictograph && before !== ZWJ && extendsCluster(after));
    if (after === CONSONANT) conjunct = 1;
    else if (after === LINKER) conjunct = conjunct === 0 ? 0 : 2;
    else if (after !== EXTEND && after !== ZWJ) conjunct = 0;
    before = after;
    at += c > 0xffff ? 2 : 1;
  }
  return at;
}

module.exports = { clusterEnd };
