"use strict";
// String literals and numbers as util.inspect writes them: single quotes
// unless the text holds some and no double quotes (or no backticks); controls,
// backslashes and lone surrogates escaped; optional `_` between groups of three
// digits.

function hex2(c) {
  const h = %StringPrototypeToUpperCase(%NumberPrototypeToString(c, 16));
  return c < 16 ? `\\x0${h}` : `\\x${h}`;
}

function escapeUnit(c) {
  switch (c) {
    case 8:
      return "\\b";
    case 9:
      return "\\t";
    case 10:
      return "\\n";
    case 12:
      return "\\f";
    case 13:
      return "\\r";
    case 39:
      return "\\'";
    case 92:
      return "\\\\";
  }
  return c < 0xa0 ? hex2(c) : `\\u${%NumberPrototypeToString(c, 16)}`;
}

// Is the unit at `i` a surrogate without its other half?
function isLoneSurrogate(s, i, c) {
  if (c < 0xd800 || c > 0xdfff) return false;
  if (c < 0xdc00) {
    const next = %StringPrototypeCharCodeAt(s, i + 1);
    return !(next >= 0xdc00 && next <= 0xdfff);
  }
  const before = %StringPrototypeCharCodeAt(s, i - 1);
  return !(before >= 0xd800 && before <= 0xdbff);
}

function escapeText(s, alsoQuote) {
  let out = "";
  let kept = 0;
  for (let i = 0; i < s.length; i++) {
    const c = %StringPrototypeCharCodeAt(s, i);
    if (
      c < 0x20 ||
      c === 0x5c ||
      (c >= 0x7f && c <= 0x9f) ||
      (c === 0x27 && alsoQuote) ||
      isLoneSurrogate(s, i, c)
    ) {
      out += %StringPrototypeSlice(s, kept, i) + escapeUnit(c);
      kept = i + 1;
    }
  }
  return kept === 0 ? s : out + %StringPrototypeSlice(s, kept);
}

function quote(s) {
  let mark = "'";
  if (%StringPrototypeIncludes(s, "'")) {
    if (!%StringPrototypeIncludes(s, '"')) mark = '"';
    else if (
      !%StringPrototypeIncludes(s, "`") &&
      !%StringPrototypeIncludes(s, "${")
    )
      mark = "`";
  }
  return mark + escapeText(s, mark === "'") + mark;
}

// 'abc' and '$' are told apart: only [A-Za-z_][A-Za-z_0-9]* goes unquoted.
function isPlainKey(key) {
  if (key === "") return false;
  for (let i = 0; i < key.length; i++) {
    const c = %StringPrototypeCharCodeAt(key, i) | 32;
    const raw = %StringPrototypeCharCodeAt(key, i);
    const letter = (c >= 97 && c <= 122 && raw < 128) || raw === 95;
    if (!letter && !(i > 0 && raw >= 48 && raw <= 57)) return false;
  }
  return true;
}

function groupFromRight(digits) {
  const from = digits[0] === "-" ? 1 : 0;
  let out = "";
  let end = digits.length;
  while (end - from > 3) {
    out = `_${%StringPrototypeSlice(digits, end - 3, end)}${out}`;
    end -= 3;
  }
  return %StringPrototypeSlice(digits, 0, end) + out;
}

function groupFromLeft(digits) {
  let out = "";
  let i = 0;
  for (; i + 3 < digits.length; i += 3)
    out += `${%StringPrototypeSlice(digits, i, i + 3)}_`;
  return out + %StringPrototypeSlice(digits, i);
}

function numberText(n, separators) {
  if (n === 0 && 1 / n < 0) return "-0";
  const text = `${n}`;
  if (!separators || !%NumberIsFinite(n) || %StringPrototypeIncludes(text, "e"))
    return text;
  const dot = %StringPrototypeIndexOf(text, ".");
  if (dot === -1) return groupFromRight(text);
  const whole = groupFromRight(%StringPrototypeSlice(text, 0, dot));
  return `${whole}.${groupFromLeft(%StringPrototypeSlice(text, dot + 1))}`;
}

function bigintText(n, separators) {
  const text = `${n}`;
  return `${separators ? groupFromRight(text) : text}n`;
}

module.exports = { quote, escapeText, isPlainKey, numberText, bigintText };
