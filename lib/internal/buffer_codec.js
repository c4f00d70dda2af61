"use strict";
// The encodings of Buffer: how many bytes a string takes, writing one into
// bytes and reading one out. An encoding is known by a small number.

const UTF8 = 1;
const UTF16 = 2;
const LATIN1 = 3;
const ASCII = 4;
const BASE64 = 5;
const BASE64URL = 6;
const HEX = 7;

const names = [
  "",
  "utf8",
  "utf16le",
  "latin1",
  "ascii",
  "base64",
  "base64url",
  "hex",
];

// The number of an encoding's name, 0 if it is none.
function encodingOf(name) {
  switch (name) {
    case "utf8":
    case "utf-8":
      return UTF8;
    case "ucs2":
    case "ucs-2":
    case "utf16le":
    case "utf-16le":
      return UTF16;
    case "latin1":
    case "binary":
      return LATIN1;
    case "ascii":
      return ASCII;
    case "base64":
      return BASE64;
    case "base64url":
      return BASE64URL;
    case "hex":
      return HEX;
  }
  if (typeof name !== "string") return 0;
  const lower = %StringPrototypeToLowerCase(name);
  return lower === name ? 0 : encodingOf(lower);
}

// ---- Base64 and hexadecimal -----------------------------------------------------

function base64Value(c) {
  if (c >= 65 && c <= 90) return c - 65;
  if (c >= 97 && c <= 122) return c - 71;
  if (c >= 48 && c <= 57) return c + 4;
  if (c === 43 || c === 45) return 62;
  if (c === 47 || c === 95) return 63;
  return -1;
}

function base64Length(s) {
  let n = s.length;
  if (n > 0 && %StringPrototypeCharCodeAt(s, n - 1) === 61) n--;
  if (n > 1 && %StringPrototypeCharCodeAt(s, n - 1) === 61) n--;
  return %MathFloor((n * 3) / 4);
}

// Other characters are skipped; "=" ends the data.
function writeBase64(s, bytes, offset, length) {
  const end = offset + length;
  let at = offset;
  let bits = 0;
  let count = 0;
  for (let i = 0; i < s.length && at < end; i++) {
    const c = %StringPrototypeCharCodeAt(s, i);
    if (c === 61) break;
    const v = base64Value(c);
    if (v === -1) continue;
    bits = ((bits << 6) | v) & 0xffffff;
    if (++count % 4 !== 1) bytes[at++] = bits >> (6 - 2 * ((count - 1) % 4));
  }
  return at - offset;
}

function hexValue(c) {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 102) return c - 87;
  if (c >= 65 && c <= 70) return c - 55;
  return -1;
}

// Ends at the first pair that is not hexadecimal.
function writeHex(s, bytes, offset, length) {
  const n = %MathMin(length, s.length >> 1);
  for (let i = 0; i < n; i++) {
    const high = hexValue(%StringPrototypeCharCodeAt(s, 2 * i));
    const low = hexValue(%StringPrototypeCharCodeAt(s, 2 * i + 1));
    if (high === -1 || low === -1) return i;
    bytes[offset + i] = (high << 4) | low;
  }
  return n;
}

function asciiText(bytes, start, end) {
  for (let i = start; i < end; i++) {
    if (bytes[i] < 128) continue;
    const masked = %TypedArrayPrototypeSlice(bytes, start, end);
    for (let j = 0; j < end - start; j++) masked[j] &= 127;
    return %Latin1Slice(masked, 0, end - start);
  }
  return %Latin1Slice(bytes, start, end);
}

// ---- By encoding ----------------------------------------------------------------

// Bytes that the string takes; for base64 and hex at most.
function byteLength(s, encoding) {
  switch (encoding) {
    case UTF8:
      return %Utf8Length(s);
    case UTF16:
      return s.length * 2;
    case BASE64:
    case BASE64URL:
      return base64Length(s);
    case HEX:
      return s.length >>> 1;
  }
  return s.length;
}

function writeUtf8(s, bytes, offset, length) {
  return %Utf8EncodeInto(s, part(bytes, offset, offset + length))[1];
}

// A plain view, whatever class `bytes` has.
function part(bytes, start, end) {
  return new %Uint8Array(
    %TypedArrayPrototypeGetBuffer(bytes),
    %TypedArrayPrototypeGetByteOffset(bytes) + start,
    end - start,
  );
}

// Writes at most `length` bytes at `offset`, whole characters; the number
// written.
function write(s, bytes, offset, length, encoding) {
  switch (encoding) {
    case UTF8:
      return writeUtf8(s, bytes, offset, length);
    case UTF16:
      return %Utf16Write(s, bytes, offset, length);
    case BASE64:
    case BASE64URL:
      return writeBase64(s, bytes, offset, length);
    case HEX:
      return writeHex(s, bytes, offset, length);
  }
  return %Latin1Write(s, bytes, offset, length);
}

function text(bytes, start, end, encoding) {
  if (start >= end) return "";
  switch (encoding) {
    case UTF8:
      return %Utf8Decode(bytes, start, end);
    case UTF16:
      return %Utf16Slice(bytes, start, end);
    case LATIN1:
      return %Latin1Slice(bytes, start, end);
    case ASCII:
      return asciiText(bytes, start, end);
    case HEX:
      return %HexText(bytes, start, end);
  }
  return %Base64Text(bytes, start, end, encoding === BASE64URL);
}

module.exports = {
  ASCII,
  BASE64,
  BASE64URL,
  HEX,
  LATIN1,
  UTF16,
  UTF8,
  byteLength,
  encodingOf,
  names,
  part,
  text,
  write,
};
