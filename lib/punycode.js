"use strict";
// require('punycode').

const core = require("internal/punycode");

// Packages are not warned: whoever asks is found in the stack.
function isAskedByPackage() {
  const holder = {};
  %ErrorCaptureStackTrace(holder, isAskedByPackage);
  const lines = %StringPrototypeSplit(`${holder.stack}`, "\n");
  for (let i = 1; i < lines.length; i++)
    if (%StringPrototypeIncludes(lines[i], "/"))
      return (
        !%StringPrototypeIncludes(lines[i], "node:") &&
        %StringPrototypeIncludes(lines[i], "/node_modules/")
      );
  return false;
}

if (!isAskedByPackage())
  require("internal/warning").warn(
    "The `punycode` module is deprecated. Please use a userland alternative instead.",
    "DeprecationWarning",
    "DEP0040",
  );

function ucs2decode(text) {
  const out = [];
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCodePointAt(text, i);
    if (c > 0xffff) i++;
    %ArrayPrototypePush(out, c);
  }
  return out;
}

function ucs2encode(points) {
  let out = "";
  for (let i = 0; i < points.length; i++)
    out += %StringFromCodePoint(points[i]);
  return out;
}

function isAscii(text) {
  for (let i = 0; i < text.length; i++)
    if (%StringPrototypeCharCodeAt(text, i) > 127) return false;
  return true;
}

// What stands before the last "-" must be ASCII.
function decode(text) {
  const basic = %StringPrototypeLastIndexOf(text, "-");
  if (basic > 0 && !isAscii(%StringPrototypeSlice(text, 0, basic)))
    throw new %RangeError("Illegal input >= 0x80 (not a basic code point)");
  const out = core.decode(text);
  if (out === undefined) throw new %RangeError("Invalid input"); //@ error punycode:54:8, *.decode punycode:253:5|	throw new RangeError(errors[type]);
  return out;
}

// Full stops of other scripts count as dots.
function labelsOf(text) {
  const labels = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (c !== 0x2e && c !== 0x3002 && c !== 0xff0e && c !== 0xff61) continue;
    %ArrayPrototypePush(labels, %StringPrototypeSlice(text, from, i));
    from = i + 1;
  }
  %ArrayPrototypePush(labels, %StringPrototypeSlice(text, from));
  return labels;
}

// Applies `change` to the labels of a domain or of an address behind its "@",
// of which there should be one.
function mapDomain(text, change) {
  const parts = %StringPrototypeSplit(text, "@");
  const labels = labelsOf(parts.length > 1 ? parts[1] : text);
  for (let i = 0; i < labels.length; i++) labels[i] = change(labels[i]);
  const domain = %ArrayPrototypeJoin(labels, ".");
  return parts.length > 1 ? `${parts[0]}@${domain}` : domain;
}

module.exports = {
  version: "2.1.0",
  ucs2: { decode: ucs2decode, encode: ucs2encode },
  decode,
  encode: core.encode,
  toASCII: (text) =>
    mapDomain(text, (l) => (isAscii(l) ? l : `xn--${core.encode(l)}`)),
  toUnicode: (text) =>
    mapDomain(text, (l) =>
      %StringPrototypeStartsWith(l, "xn--")
        ? decode(%StringPrototypeToLowerCase(%StringPrototypeSlice(l, 4)))
        : l,
    ),
};
