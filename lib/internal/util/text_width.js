"use strict";
// Terminal control sequences and display width of strings, as util.inspect and
// console.table need them. Width classes: Unicode 17 East_Asian_Width W and F
// count two columns; marks, format characters and controls none.

// Skips the control sequence that begins at `i`; returns the index after it,
// or `i` if none is there. Two forms exist (ECMA-48, xterm): an operating
// system command, ESC ] … up to BEL, ESC \ or ST, and a sequence with numeric
// parameters that ends in one final byte.
function skipSequence(s, i) {
  const first = %StringPrototypeCharCodeAt(s, i);
  const n = s.length;
  if (first === 0x1b && %StringPrototypeCharCodeAt(s, i + 1) === 0x5d) {
    for (let j = i + 2; j < n; j++) {
      const c = %StringPrototypeCharCodeAt(s, j);
      if (c === 0x07 || c === 0x9c) return j + 1;
      if (c === 0x1b && %StringPrototypeCharCodeAt(s, j + 1) === 0x5c)
        return j + 2;
    }
  }
  let j = i + 1;
  while (j < n && isIntermediate(%StringPrototypeCharCodeAt(s, j))) j++;
  // The longest run of parameters whose end is followed by a final byte; an
  // intermediate may have to be given back when nothing matches after it.
  for (let start = j; start > i; start--) {
    const end = skipParameters(s, start);
    if (end !== -1) return end;
  }
  return i;
}

function isIntermediate(c) {
  return (
    c === 0x5b || // [
    c === 0x5d || // ]
    c === 0x28 || // (
    c === 0x29 || // )
    c === 0x23 || // #
    c === 0x3b || // ;
    c === 0x3f // ?
  );
}

function isDigit(c) {
  return c >= 0x30 && c <= 0x39;
}

function isFinal(c) {
  return (
    isDigit(c) ||
    (c >= 0x41 && c <= 0x50) || // A-P
    (c >= 0x52 && c <= 0x54) || // R-T
    c === 0x5a || // Z
    c === 0x63 || // c
    (c >= 0x66 && c <= 0x6e) || // f-n
    (c >= 0x71 && c <= 0x75) || // q-u
    c === 0x79 || // y
    c === 0x3d || // =
    c === 0x3e || // >
    c === 0x3c || // <
    c === 0x7e // ~
  );
}

// One to four digits, then groups of a separator and up to four digits, then
// the final byte, giving digits back where the final byte is itself a digit.
function skipParameters(s, start) {
  const ends = [start];
  let j = start;
  let digits = 0;
  let groups = 0;
  while (j < s.length) {
    const c = %StringPrototypeCharCodeAt(s, j);
    if (isDigit(c) && digits < 4) digits++;
    else if ((c === 0x3b || c === 0x3a) && (groups > 0 || digits > 0)) {
      groups++;
      digits = 0;
    } else break;
    j++;
    %ArrayPrototypePush(ends, j);
  }
  for (let k = ends.length - 1; k >= 0; k--) {
    const end = ends[k];
    if (end < s.length && isFinal(%StringPrototypeCharCodeAt(s, end)))
      return end + 1;
  }
  return -1;
}

function stripControlSequences(s) {
  let out = "";
  let kept = 0;
  for (let i = 0; i < s.length;) {
    const c = %StringPrototypeCharCodeAt(s, i);
    const end = c === 0x1b || c === 0x9b ? skipSequence(s, i) : i;
    if (end === i) {
      i++;
      continue;
    }
    out += %StringPrototypeSlice(s, kept, i);
    kept = i = end;
  }
  return kept === 0 ? s : out + %StringPrototypeSlice(s, kept);
}

// Pairs first, last of code points that take two columns (Unicode 17
// EastAsianWidth.txt W and F, neighbouring ranges joined).
const wide = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0,
  0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2630, 0x2637,
  0x2648, 0x2653, 0x267f, 0x267f, 0x268a, 0x268f, 0x2693, 0x2693, 0x26a1,
  0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce,
  0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa,
  0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728,
  0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795,
  0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50,
  0x2b55, 0x2b55, 0x2e80, 0x2e99, 0x2e9b, 0x2ef3, 0x2f00, 0x2fd5, 0x2ff0,
  0x303e, 0x3041, 0x3096, 0x3099, 0x30ff, 0x3105, 0x312f, 0x3131, 0x318e,
  0x3190, 0x31e5, 0x31ef, 0x321e, 0x3220, 0x3247, 0x3250, 0xa48c, 0xa490,
  0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19,
  0xfe30, 0xfe52, 0xfe54, 0xfe66, 0xfe68, 0xfe6b, 0xff01, 0xff60, 0xffe0,
  0xffe6, 0x16fe0, 0x16fe4, 0x16ff0, 0x16ff6, 0x17000, 0x18cd5, 0x18cff,
  0x18d1e, 0x18d80, 0x18df2, 0x1aff0, 0x1aff3, 0x1aff5, 0x1affb, 0x1affd,
  0x1affe, 0x1b000, 0x1b122, 0x1b132, 0x1b132, 0x1b150, 0x1b152, 0x1b155,
  0x1b155, 0x1b164, 0x1b167, 0x1b170, 0x1b2fb, 0x1d300, 0x1d356, 0x1d360,
  0x1d376, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191,
  0x1f19a, 0x1f200, 0x1f202, 0x1f210, 0x1f23b, 0x1f240, 0x1f248, 0x1f250,
  0x1f251, 0x1f260, 0x1f265, 0x1f300, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
  0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0,
  0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442,
  0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a,
  0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680,
  0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d8, 0x1f6dc,
  0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0,
  0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70,
  0x1fa7c, 0x1fa80, 0x1fa8a, 0x1fa8e, 0x1fac6, 0x1fac8, 0x1fac8, 0x1facd,
  0x1fadc, 0x1fadf, 0x1faea, 0x1faef, 0x1faf8, 0x20000, 0x2fffd, 0x30000,
  0x3fffd,
];

function isWide(c) {
  if (c < 0x1100) return false;
  let lo = 0;
  let hi = wide.length / 2 - 1;
  while (lo <= hi) {
    const mid = (lo + hi) >> 1;
    if (c < wide[2 * mid]) hi = mid - 1;
    else if (c > wide[2 * mid + 1]) lo = mid + 1;
    else return true;
  }
  return false;
}

// Controls, combining marks of the common blocks, joiners, variation selectors.
function isZeroWidth(c) {
  return (
    c <= 0x1f ||
    (c >= 0x7f && c <= 0x9f) ||
    (c >= 0x300 && c <= 0x36f) ||
    (c >= 0x483 && c <= 0x489) ||
    (c >= 0x591 && c <= 0x5bd) ||
    (c >= 0x200b && c <= 0x200f) ||
    (c >= 0x202a && c <= 0x202e) ||
    (c >= 0x2060 && c <= 0x2064) ||
    (c >= 0x20d0 && c <= 0x20ff) ||
    (c >= 0xfe00 && c <= 0xfe0f) ||
    (c >= 0xfe20 && c <= 0xfe2f) ||
    c === 0xfeff ||
    (c >= 0xe0001 && c <= 0xe007f) ||
    (c >= 0xe0100 && c <= 0xe01ef)
  );
}

// Columns that `s` takes on a terminal, as Node counts them: what follows a
// joiner is part of the picture before it, a skin tone alone is not.
function stringWidth(s, strip) {
  if (strip) s = stripControlSequences(s);
  let width = 0;
  let joined = false;
  for (let i = 0; i < s.length; i++) {
    let c = %StringPrototypeCharCodeAt(s, i);
    if (c < 0x7f) {
      if (c >= 0x20) width++;
      joined = false;
      continue;
    }
    c = %StringPrototypeCodePointAt(s, i);
    if (c > 0xffff) i++;
    if (c === 0x200d) {
      joined = true;
      continue;
    }
    if (isZeroWidth(c)) continue;
    if (!joined) width += isWide(c) ? 2 : 1;
    joined = false;
  }
  return width;
}

module.exports = { stringWidth, stripControlSequences };
