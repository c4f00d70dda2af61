"use strict";
// require('querystring').

const { hexValue } = require("internal/url_encode");

const hex = "0123456789ABCDEF";

// Letters, digits and ! ' ( ) * - . _ ~ stay.
function isPlain(b) {
  return (
    (b >= 0x30 && b <= 0x39) ||
    (b >= 0x41 && b <= 0x5a) ||
    (b >= 0x61 && b <= 0x7a) ||
    b === 0x21 ||
    (b >= 0x27 && b <= 0x2a) ||
    b === 0x2d ||
    b === 0x2e ||
    b === 0x5f ||
    b === 0x7e
  );
}

// The first half of a surrogate pair takes whatever follows for its second.
function paired(text) {
  if (%StringPrototypeIsWellFormed(text)) return text;
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (c < 0xd800 || c > 0xdfff) {
      out += text[i];
      continue;
    }
    if (++i >= text.length) {
      const { coded } = require("internal/errors");
      throw coded(%URIError, "ERR_INVALID_URI", "URI malformed");
    }
    const low = %StringPrototypeCharCodeAt(text, i) & 0x3ff;
    out += %StringFromCodePoint(0x10000 + (((c & 0x3ff) << 10) | low));
  }
  return out;
}

function escape(text) {
  if (typeof text !== "string") {
    if (typeof text === "object") text = %String(text);
    else text += ""; //@ Object.qsEscape [as escape] querystring:168:7|      str += '';
  }
  const bytes = %Utf8Encode(paired(text)); //@ encodeStr internal/querystring:97:13, Object.qsEscape [as escape] querystring:171:10|      throw new ERR_INVALID_URI();
  let out = "";
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i];
    out += isPlain(b)
      ? %StringFromCharCode(b)
      : `%${hex[b >> 4]}${hex[b & 15]}`;
  }
  return out;
}

function unescapeBuffer(text, plusIsSpace) {
  const { Buffer } = require("buffer");
  const out = Buffer.allocUnsafe(text.length); //@ *.unescapeBuffer querystring:85:22
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    let c = %StringPrototypeCharCodeAt(text, i);
    if (c === 0x2b && plusIsSpace) c = 0x20;
    else if (c === 0x25 && i + 2 < text.length) {
      const high = hexValue(%StringPrototypeCharCodeAt(text, i + 1));
      const low = hexValue(%StringPrototypeCharCodeAt(text, i + 2));
      if (high !== -1 && low !== -1) {
        c = high * 16 + low;
        i += 2;
      }
    }
    out[n++] = c;
  }
  return n === out.length ? out : out.slice(0, n);
}

function unescape(text, plusIsSpace) {
  try {
    return %DecodeURIComponent(text);
  } catch {
    return unescapeBuffer(text, plusIsSpace).toString(); //@ Object.qsUnescape [as unescape] querystring:135:24
  }
}

function primitiveText(value) {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return %NumberIsFinite(value) ? `${value}` : "";
    case "bigint":
      return `${value}`;
    case "boolean":
      return value ? "true" : "false";
  }
  return "";
}

function stringify(object, separator, equals, options) {
  const sep = separator || "&";
  const eq = equals || "=";
  const custom = options && typeof options.encodeURIComponent === "function";
  const encode = custom ? options.encodeURIComponent : module.exports.escape;
  if (object === null || typeof object !== "object") return "";
  const keys = %ObjectKeys(object);
  let out = "";
  const pair = (key, value) => {
    if (out !== "") out += sep;
    out += `${key}${eq}${encode(primitiveText(value))}`;
  };
  for (let i = 0; i < keys.length; i++) {
    const value = object[keys[i]];
    const key = encode(primitiveText(keys[i]));
    if (!%ArrayIsArray(value))
      pair(key, value); //@ encodeStr internal/querystring:97:13, qsEscape querystring:171:10, encodeStringified querystring:197:24, *.stringify querystring:263:19|      throw new ERR_INVALID_URI();
    else for (let k = 0; k < value.length; k++) pair(key, value[k]);
  }
  return out;
}

function add(object, key, value) {
  if (object[key] === undefined) object[key] = value;
  else if (typeof object[key] === "string") object[key] = [object[key], value];
  else %ArrayPrototypePush(object[key], value);
}

// Is there a "%" with two digits? Other text is not decoded.
function hasEscape(text) {
  let at = %StringPrototypeIndexOf(text, "%");
  for (; at !== -1; at = %StringPrototypeIndexOf(text, "%", at + 1))
    if (
      at + 2 < text.length &&
      hexValue(%StringPrototypeCharCodeAt(text, at + 1)) !== -1 &&
      hexValue(%StringPrototypeCharCodeAt(text, at + 2)) !== -1
    )
      return true;
  return false;
}

function parse(text, separator, equals, options) {
  const out = { __proto__: null };
  if (typeof text !== "string" || text.length === 0) return out;
  const sep = separator ? `${separator}` : "&";
  const eq = equals ? `${equals}` : "=";
  let most = 1000;
  if (options && typeof options.maxKeys === "number")
    most = options.maxKeys > 0 ? options.maxKeys : -1;
  const custom = options && typeof options.decodeURIComponent === "function";
  const decoder = custom ? options.decodeURIComponent : module.exports.unescape;
  const decode = (s) => {
    if (!custom && !hasEscape(s))
      return %StringPrototypeReplaceAll(s, "+", " ");
    const plain = %StringPrototypeReplaceAll(s, "+", custom ? "%20" : " ");
    try {
      return decoder(plain);
    } catch {
      return unescape(plain, true);
    }
  };
  const pieces = %StringPrototypeSplit(text, sep);
  // Empty pieces count too.
  for (let i = 0; i < pieces.length && i !== most; i++) {
    if (pieces[i] === "") continue;
    const at = %StringPrototypeIndexOf(pieces[i], eq);
    const key = at === -1 ? pieces[i] : %StringPrototypeSlice(pieces[i], 0, at);
    const value =
      at === -1 ? "" : %StringPrototypeSlice(pieces[i], at + eq.length);
    add(out, decode(key), decode(value));
  }
  return out;
}

module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
