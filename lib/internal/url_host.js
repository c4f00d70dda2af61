"use strict";
// Hosts (WHATWG URL 3): domains, IPv4 and IPv6 addresses, opaque hosts. A name
// with other than ASCII letters is lower-cased, normalized (NFC) and written in
// Punycode; the finer mappings of UTS 46 are not applied.

const {
  decode,
  encode,
  hexValue,
  inControlSet,
} = require("internal/url_encode");
const punycode = require("internal/punycode");

function isForbidden(c) {
  switch (c) {
    case 0x00:
    case 0x09:
    case 0x0a:
    case 0x0d:
    case 0x20:
    case 0x23: // #
    case 0x2f: // /
    case 0x3a: // :
    case 0x3c: // <
    case 0x3e: // >
    case 0x3f: // ?
    case 0x40: // @
    case 0x5b: // [
    case 0x5c: // \
    case 0x5d: // ]
    case 0x5e: // ^
    case 0x7c: // |
      return true;
  }
  return false;
}

function isForbiddenInDomain(c) {
  return isForbidden(c) || c <= 0x1f || c === 0x25 || c === 0x7f;
}

// ---- IPv4 -----------------------------------------------------------------------

// A number in decimal, octal (0…) or hexadecimal (0x…); NaN if it is none.
function ipv4Part(text) {
  if (text === "") return NaN;
  let radix = 10;
  if (
    %StringPrototypeStartsWith(text, "0x") ||
    %StringPrototypeStartsWith(text, "0X")
  ) {
    radix = 16;
    text = %StringPrototypeSlice(text, 2);
  } else if (text.length > 1 && text[0] === "0") {
    radix = 8;
    text = %StringPrototypeSlice(text, 1);
  }
  if (text === "") return 0;
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const v = hexValue(%StringPrototypeCharCodeAt(text, i));
    if (v === -1 || v >= radix) return NaN;
    n = n * radix + v;
  }
  return n;
}

function allDigits(text) {
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (c < 48 || c > 57) return false;
  }
  return text !== "";
}

function endsInNumber(host) {
  const parts = %StringPrototypeSplit(host, ".");
  if (parts[parts.length - 1] === "") {
    if (parts.length === 1) return false;
    %ArrayPrototypePop(parts);
  }
  const last = parts[parts.length - 1];
  return allDigits(last) || ipv4Part(last) === ipv4Part(last);
}

// The dotted form, undefined if it is no address.
function parseIpv4(host) {
  const parts = %StringPrototypeSplit(host, ".");
  if (parts[parts.length - 1] === "" && parts.length > 1)
    %ArrayPrototypePop(parts);
  if (parts.length > 4) return undefined;
  const numbers = [];
  for (let i = 0; i < parts.length; i++) {
    const n = ipv4Part(parts[i]);
    if (n !== n) return undefined;
    %ArrayPrototypePush(numbers, n);
  }
  const last = numbers.length - 1;
  for (let i = 0; i < last; i++) if (numbers[i] > 255) return undefined;
  if (numbers[last] >= 256 ** (4 - last)) return undefined;
  let address = numbers[last];
  for (let i = 0; i < last; i++) address += numbers[i] * 256 ** (3 - i);
  return ipv4Text(address);
}

function ipv4Text(address) {
  const a = %MathFloor(address / 16777216);
  const b = %MathFloor(address / 65536) % 256;
  const c = %MathFloor(address / 256) % 256;
  return `${a}.${b}.${c}.${address % 256}`;
}

// ---- IPv6 -----------------------------------------------------------------------

// The bytes of an embedded "a.b.c.d" as two pieces, undefined if malformed.
function embeddedIpv4(text) {
  const parts = %StringPrototypeSplit(text, ".");
  if (parts.length !== 4) return undefined;
  const bytes = [];
  for (let i = 0; i < 4; i++) {
    const p = parts[i];
    if (
      !allDigits(p) ||
      p.length > 3 ||
      (p.length > 1 && p[0] === "0") ||
      +p > 255
    )
      return undefined;
    %ArrayPrototypePush(bytes, +p);
  }
  return [bytes[0] * 256 + bytes[1], bytes[2] * 256 + bytes[3]];
}

// The pieces of one side of "::", undefined if malformed.
function ipv6Pieces(text, mayEmbed) {
  if (text === "") return [];
  const parts = %StringPrototypeSplit(text, ":");
  const out = [];
  for (let i = 0; i < parts.length; i++) {
    const p = parts[i];
    if (%StringPrototypeIncludes(p, ".")) {
      const pair =
        i === parts.length - 1 && mayEmbed ? embeddedIpv4(p) : undefined;
      if (pair === undefined) return undefined;
      %ArrayPrototypePush(out, pair[0], pair[1]);
      continue;
    }
    if (p === "" || p.length > 4) return undefined;
    for (let k = 0; k < p.length; k++)
      if (hexValue(%StringPrototypeCharCodeAt(p, k)) === -1) return undefined;
    %ArrayPrototypePush(out, %ParseInt(p, 16));
  }
  return out;
}

function parseIpv6(text) {
  const gap = %StringPrototypeIndexOf(text, "::");
  if (gap === -1) {
    const pieces = ipv6Pieces(text, true);
    return pieces !== undefined && pieces.length === 8 ? pieces : undefined;
  }
  const left = ipv6Pieces(%StringPrototypeSlice(text, 0, gap), false);
  const right = ipv6Pieces(%StringPrototypeSlice(text, gap + 2), true);
  if (
    left === undefined ||
    right === undefined ||
    left.length + right.length > 7
  )
    return undefined;
  while (left.length + right.length < 8) %ArrayPrototypePush(left, 0);
  return %ArrayPrototypeConcat(left, right);
}

// The shortest form: the longest run of zeros becomes "::".
function ipv6Text(pieces) {
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && pieces[i + n] === 0) n++;
    if (n > bestLength) {
      best = i;
      bestLength = n;
    }
    i += n;
  }
  let out = "";
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      out += i === 0 ? "::" : ":";
      i += bestLength - 1;
      continue;
    }
    out += %NumberPrototypeToString(pieces[i], 16);
    if (i < 7) out += ":";
  }
  return `[${out}]`;
}

// ---- Domains ----------------------------------------------------------------------

function isAscii(text) {
  for (let i = 0; i < text.length; i++)
    if (%StringPrototypeCharCodeAt(text, i) > 127) return false;
  return true;
}

// Full stops of other scripts count as dots.
function withPlainDots(text) {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    out += c === 0x3002 || c === 0xff0e || c === 0xff61 ? "." : text[i];
  }
  return out;
}

// What UTS #46 maps to nothing: soft hyphens, zero width spaces, variation selectors and the like.
const ignored =
  /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0100}-\u{e01ef}]/gu;

// The ASCII form of a domain; undefined if it has none.
function toAscii(domain) {
  if (isAscii(domain)) return %StringPrototypeToLowerCase(domain);
  if (!%StringPrototypeIsWellFormed(domain)) return undefined;
  const visible = %RegExpPrototypeSymbolReplace(ignored, domain, "");
  const normal = %StringPrototypeNormalize(
    %StringPrototypeToLowerCase(
      %StringPrototypeNormalize(withPlainDots(visible), "NFKC"),
    ),
    "NFC",
  );
  const labels = %StringPrototypeSplit(normal, ".");
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!isAscii(label)) labels[i] = `xn--${punycode.encode(label)}`;
    else if (%StringPrototypeStartsWith(label, "xn--")) {
      const text = punycode.decode(%StringPrototypeSlice(label, 4));
      if (text === undefined || text === "" || isAscii(text)) return undefined;
    }
  }
  return %ArrayPrototypeJoin(labels, ".");
}

function toUnicode(domain) {
  const labels = %StringPrototypeSplit(domain, ".");
  for (let i = 0; i < labels.length; i++) {
    if (!%StringPrototypeStartsWith(labels[i], "xn--")) continue;
    const text = punycode.decode(%StringPrototypeSlice(labels[i], 4));
    if (text !== undefined) labels[i] = text;
  }
  return %ArrayPrototypeJoin(labels, ".");
}

// The serialized host, undefined if the text is not one.
function parseHost(text, isSpecial) {
  if (text[0] === "[") {
    if (text[text.length - 1] !== "]") return undefined;
    const pieces = parseIpv6(%StringPrototypeSlice(text, 1, -1));
    return pieces === undefined ? undefined : ipv6Text(pieces);
  }
  if (!isSpecial) {
    for (let i = 0; i < text.length; i++)
      if (isForbidden(%StringPrototypeCharCodeAt(text, i))) return undefined;
    return encode(text, inControlSet);
  }
  const domain = toAscii(decode(text));
  if (domain === undefined || domain === "") return undefined;
  for (let i = 0; i < domain.length; i++)
    if (isForbiddenInDomain(%StringPrototypeCharCodeAt(domain, i)))
      return undefined;
  return endsInNumber(domain) ? parseIpv4(domain) : domain;
}

module.exports = { parseHost, toAscii, toUnicode };
