"use strict";
// atob and btoa (WHATWG HTML, forgiving base64), over strings of bytes.

const codec = require("internal/buffer_codec");

function invalidCharacter() {
  const { createDOMException } = require("internal/dom_exception");
  return createDOMException("Invalid character", "InvalidCharacterError");
}

function missing(name) {
  const { missingArgs } = require("internal/validators");
  return missingArgs(name);
}

function btoa(input) {
  if (arguments.length === 0) throw missing("input"); //@ btoa buffer:1451:11|    throw new ERR_MISSING_ARGS('input');
  const text = `${input}`;
  const bytes = new %Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (c > 255) throw invalidCharacter(); //@ btoa buffer:1455:11|    throw lazyDOMException('Invalid character', 'InvalidCharacterError');
    bytes[i] = c;
  }
  return codec.text(bytes, 0, bytes.length, codec.BASE64);
}

function isSpace(c) {
  return c === 32 || c === 9 || c === 10 || c === 12 || c === 13;
}

function isAlphabet(c) {
  return (
    (c >= 65 && c <= 90) ||
    (c >= 97 && c <= 122) ||
    (c >= 48 && c <= 57) ||
    c === 43 ||
    c === 47
  );
}

function badEncoding() {
  const { createDOMException } = require("internal/dom_exception");
  return createDOMException(
    "The string to be decoded is not correctly encoded.",
    "InvalidCharacterError",
  );
}

function atob(input) {
  if (arguments.length === 0) throw missing("input"); //@ atob buffer:1462:11|    throw new ERR_MISSING_ARGS('input');
  const text = `${input}`; //@ atob buffer:1465:27|  const result = _atob(`${input}`);
  let clean = "";
  let padding = 0;
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (isSpace(c)) continue;
    if (c === 61) padding++;
    else if (!isAlphabet(c))
      throw invalidCharacter(); //@ atob buffer:1469:13|      throw lazyDOMException('Invalid character', 'InvalidCharacterError');
    else if (padding > 0) throw invalidCharacter();
    else clean += text[i];
  }
  const tail = clean.length % 4;
  const wrongPadding =
    padding > 2 || (padding > 0 && (clean.length + padding) % 4 !== 0);
  if (tail === 1) throw badEncoding();
  if (wrongPadding) throw invalidCharacter();
  const bytes = new %Uint8Array(codec.byteLength(clean, codec.BASE64));
  const n = codec.write(clean, bytes, 0, bytes.length, codec.BASE64);
  return %Latin1Slice(bytes, 0, n);
}

// The characters up to `max` as bytes, others as "?".
function narrow(text, max, Bytes) {
  const out = [];
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCodePointAt(text, i);
    if (c > 0xffff) i++;
    %ArrayPrototypePush(out, c > max ? 63 : c);
  }
  return new Bytes(out);
}

module.exports = { atob, btoa, narrow };
