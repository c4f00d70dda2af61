"use strict";
// Percent encoding (WHATWG URL 1.3) and the characters each part of a URL
// encodes.

const hex = "0123456789ABCDEF";

// Is the ASCII character c in the set? Each set holds the smaller ones.
function inControlSet(c) {
  return c <= 0x1f || c > 0x7e;
}

function inFragmentSet(c) {
  return (
    inControlSet(c) ||
    c === 0x20 ||
    c === 0x22 ||
    c === 0x3c ||
    c === 0x3e ||
    c === 0x60
  );
}

function inQuerySet(c) {
  return (
    inControlSet(c) ||
    c === 0x20 ||
    c === 0x22 ||
    c === 0x23 ||
    c === 0x3c ||
    c === 0x3e
  );
}

function inSpecialQuerySet(c) {
  return inQuerySet(c) || c === 0x27;
}

function inPathSet(c) {
  return (
    inQuerySet(c) ||
    c === 0x3f ||
    c === 0x5e ||
    c === 0x60 ||
    c === 0x7b ||
    c === 0x7d
  );
}

function inUserinfoSet(c) {
  return (
    inPathSet(c) ||
    c === 0x2f ||
    c === 0x3a ||
    c === 0x3b ||
    c === 0x3d ||
    c === 0x40 ||
    (c >= 0x5b && c <= 0x5d) ||
    c === 0x7c
  );
}

// The bytes of application/x-www-form-urlencoded that are encoded.
function inFormSet(c) {
  return !(
    (c >= 0x30 && c <= 0x39) ||
    (c >= 0x41 && c <= 0x5a) ||
    (c >= 0x61 && c <= 0x7a) ||
    c === 0x2a ||
    c === 0x2d ||
    c === 0x2e ||
    c === 0x5f
  );
}

function percent(byte) {
  return `%${hex[byte >> 4]}${hex[byte & 15]}`;
}

// Encodes the characters of the set as UTF-8.
function encode(text, inSet) {
  let needed = false;
  for (let i = 0; i < text.length && !needed; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    needed = c > 0x7e || inSet(c);
  }
  if (!needed) return text;
  const bytes = %Utf8Encode(text);
  let out = "";
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i];
    out += b > 0x7e || inSet(b) ? percent(b) : %StringFromCharCode(b);
  }
  return out;
}

function hexValue(c) {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 102) return c - 87;
  if (c >= 65 && c <= 70) return c - 55;
  return -1;
}

// Replaces %XX; the result's bytes are read as UTF-8.
function decode(text) {
  if (!%StringPrototypeIncludes(text, "%")) return text;
  const bytes = %Utf8Encode(text);
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    let b = bytes[i];
    if (b === 0x25 && i + 2 < bytes.length) {
      const high = hexValue(bytes[i + 1]);
      const low = hexValue(bytes[i + 2]);
      if (high !== -1 && low !== -1) {
        b = high * 16 + low;
        i += 2;
      }
    }
    bytes[n++] = b;
  }
  return %Utf8Decode(bytes, 0, n);
}

module.exports = {
  decode,
  encode,
  hexValue,
  inControlSet,
  inFormSet,
  inFragmentSet,
  inPathSet,
  inQuerySet,
  inSpecialQuerySet,
  inUserinfoSet,
};
