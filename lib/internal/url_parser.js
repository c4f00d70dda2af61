"use strict";
// The basic URL parser (WHATWG URL 4.4). A record holds the parts of a URL;
// `parse` makes one, the setters of class URL change one by running the parser
// from a state in the middle ("state override").

const {
  encode,
  inControlSet,
  inFragmentSet,
  inPathSet,
  inQuerySet,
  inSpecialQuerySet,
  inUserinfoSet,
} = require("internal/url_encode");
const { parseHost } = require("internal/url_host");

class UrlRecord {
  constructor() {
    this.scheme = "";
    this.username = "";
    this.password = "";
    this.host = null; // serialized; null if there is none
    this.port = null;
    this.path = []; // segments, or one string if the path is opaque
    this.query = null;
    this.fragment = null;
  }
}

const defaultPorts = {
  __proto__: null,
  ftp: 21,
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
};

function isSpecial(url) {
  return defaultPorts[url.scheme] !== undefined || url.scheme === "file";
}

function isOpaque(url) {
  return typeof url.path === "string";
}

function isLetter(c) {
  return (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
}

function isDigit(c) {
  return c >= 48 && c <= 57;
}

// "C:" or "C|".
function isDriveLetter(text) {
  return (
    text.length === 2 &&
    isLetter(%StringPrototypeCharCodeAt(text, 0)) &&
    (text[1] === ":" || text[1] === "|")
  );
}

function isNormalDriveLetter(text) {
  return isDriveLetter(text) && text[1] === ":";
}

function startsWithDriveLetter(text, at) {
  if (!isDriveLetter(%StringPrototypeSlice(text, at, at + 2))) return false;
  const next = text[at + 2];
  return next === undefined || %StringPrototypeIncludes("/\\?#", next);
}

function isSingleDot(segment) {
  return segment === "." || %StringPrototypeToLowerCase(segment) === "%2e";
}

function isDoubleDot(segment) {
  switch (%StringPrototypeToLowerCase(segment)) {
    case "..":
    case ".%2e":
    case "%2e.":
    case "%2e%2e":
      return true;
  }
  return false;
}

function shorten(url) {
  const { path } = url;
  if (
    url.scheme === "file" &&
    path.length === 1 &&
    isNormalDriveLetter(path[0])
  )
    return;
  %ArrayPrototypePop(path);
}

// Leading and trailing controls and spaces go, tabs and line breaks anywhere.
function clean(input, trim) {
  let from = 0;
  let to = input.length;
  if (trim) {
    while (from < to && %StringPrototypeCharCodeAt(input, from) <= 32) from++;
    while (to > from && %StringPrototypeCharCodeAt(input, to - 1) <= 32) to--;
  }
  let out = "";
  let kept = from;
  for (let i = from; i < to; i++) {
    const c = %StringPrototypeCharCodeAt(input, i);
    if (c !== 9 && c !== 10 && c !== 13) continue;
    out += %StringPrototypeSlice(input, kept, i);
    kept = i + 1;
  }
  return out + %StringPrototypeSlice(input, kept, to);
}

// The end of an authority or host from `at`: at "/", "?", "#" (and "\").
function authorityEnd(text, at, special) {
  let i = at;
  for (; i < text.length; i++) {
    const c = text[i];
    if (c === "/" || c === "?" || c === "#" || (special && c === "\\")) break;
  }
  return i;
}

// ---- Parts ------------------------------------------------------------------------

// The scheme in front of ":", lower case; undefined if there is none.
function schemeOf(text) {
  if (!isLetter(%StringPrototypeCharCodeAt(text, 0))) return undefined;
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (c === 0x3a)
      return %StringPrototypeToLowerCase(%StringPrototypeSlice(text, 0, i));
    if (!isLetter(c) && !isDigit(c) && c !== 0x2b && c !== 0x2d && c !== 0x2e)
      return undefined;
  }
  return undefined;
}

function setCredentials(url, text) {
  const colon = %StringPrototypeIndexOf(text, ":");
  const name = colon === -1 ? text : %StringPrototypeSlice(text, 0, colon);
  url.username = encode(name, inUserinfoSet);
  if (colon !== -1)
    url.password = encode(
      %StringPrototypeSlice(text, colon + 1),
      inUserinfoSet,
    );
}

// Sets the port from digits; false if it is out of range.
function setPort(url, digits) {
  if (digits === "") return true;
  let n = 0;
  for (let i = 0; i < digits.length; i++) {
    n = n * 10 + %StringPrototypeCharCodeAt(digits, i) - 48;
    if (n > 65535) return false;
  }
  url.port = defaultPorts[url.scheme] === n ? null : n;
  return true;
}

function leadingDigits(text, from) {
  let i = from;
  while (i < text.length && isDigit(%StringPrototypeCharCodeAt(text, i))) i++;
  return i;
}

// Where the colon before a port stands; -1 if there is none.
function portColon(text) {
  let bracket = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "[") bracket = true;
    else if (text[i] === "]") bracket = false;
    else if (text[i] === ":" && !bracket) return i;
  }
  return -1;
}

// host[:port]; false on failure.
function setHostAndPort(url, text) {
  const colon = portColon(text);
  const name = colon === -1 ? text : %StringPrototypeSlice(text, 0, colon);
  if (name === "" && (isSpecial(url) || colon !== -1)) return false;
  const host = name === "" ? "" : parseHost(name, isSpecial(url));
  if (host === undefined) return false;
  url.host = host;
  if (colon === -1) return true;
  const digits = %StringPrototypeSlice(text, colon + 1);
  return leadingDigits(digits, 0) === digits.length && setPort(url, digits);
}

// //[user[:password]@]host[:port] from `at`; the end, -1 on failure.
function parseAuthority(url, text, at) {
  const end = authorityEnd(text, at, isSpecial(url));
  const authority = %StringPrototypeSlice(text, at, end);
  const sign = %StringPrototypeLastIndexOf(authority, "@");
  if (sign !== -1) {
    setCredentials(url, %StringPrototypeSlice(authority, 0, sign));
    if (sign === authority.length - 1) return -1;
  }
  return setHostAndPort(url, %StringPrototypeSlice(authority, sign + 1))
    ? end
    : -1;
}

// Appends the segments from `at`; the end, at "?" or "#".
function parsePath(url, text, at) {
  const special = isSpecial(url);
  const isSlash = (c) => c === "/" || (special && c === "\\");
  if (at < text.length && isSlash(text[at])) at++;
  else if (
    !special &&
    (at >= text.length || text[at] === "?" || text[at] === "#")
  )
    return at;
  for (;;) {
    let i = at;
    while (
      i < text.length &&
      !isSlash(text[i]) &&
      text[i] !== "?" &&
      text[i] !== "#"
    )
      i++;
    let segment = encode(%StringPrototypeSlice(text, at, i), inPathSet);
    const slash = i < text.length && isSlash(text[i]);
    if (isDoubleDot(segment)) {
      shorten(url);
      if (!slash) %ArrayPrototypePush(url.path, "");
    } else if (isSingleDot(segment)) {
      if (!slash) %ArrayPrototypePush(url.path, "");
    } else {
      if (
        url.scheme === "file" &&
        url.path.length === 0 &&
        isDriveLetter(segment)
      )
        segment = `${segment[0]}:`;
      %ArrayPrototypePush(url.path, segment);
    }
    if (!slash) return i;
    at = i + 1;
  }
}

function parseOpaquePath(url, text, at) {
  let i = at;
  while (i < text.length && text[i] !== "?" && text[i] !== "#") i++;
  let path = %StringPrototypeSlice(text, at, i);
  // A space at the end would be lost when the URL is parsed again.
  if (%StringPrototypeEndsWith(path, " ") && i < text.length)
    path = `${%StringPrototypeSlice(path, 0, -1)}%20`;
  url.path = encode(path, inControlSet);
  return i;
}

function parseQueryAndFragment(url, text, at) {
  if (text[at] === "?") {
    const hash = %StringPrototypeIndexOf(text, "#", at);
    const end = hash === -1 ? text.length : hash;
    setQuery(url, %StringPrototypeSlice(text, at + 1, end));
    at = end;
  }
  if (text[at] === "#")
    url.fragment = encode(%StringPrototypeSlice(text, at + 1), inFragmentSet);
  return url;
}

function setQuery(url, text) {
  url.query = encode(text, isSpecial(url) ? inSpecialQuerySet : inQuerySet);
}

// ---- The whole --------------------------------------------------------------------

function copyPath(path) {
  return typeof path === "string" ? path : %ArrayPrototypeSlice(path);
}

function parseFile(url, text, at, base) {
  url.host = "";
  const slash = (i) => text[i] === "/" || text[i] === "\\";
  if (slash(at)) {
    at++;
    if (slash(at)) return parseFileHost(url, text, at + 1);
    if (base !== null && base.scheme === "file") {
      url.host = base.host;
      if (
        !startsWithDriveLetter(text, at) &&
        base.path.length > 0 &&
        isNormalDriveLetter(base.path[0])
      )
        %ArrayPrototypePush(url.path, base.path[0]);
    }
    return parseQueryAndFragment(url, text, parsePath(url, text, at));
  }
  if (base !== null && base.scheme === "file") {
    url.host = base.host;
    url.path = copyPath(base.path);
    url.query = base.query;
    if (at >= text.length) return url;
    if (text[at] === "?" || text[at] === "#") {
      if (text[at] === "?") url.query = null;
      return parseQueryAndFragment(url, text, at);
    }
    url.query = null;
    if (startsWithDriveLetter(text, at)) url.path = [];
    else shorten(url);
  }
  return parseQueryAndFragment(url, text, parsePath(url, text, at));
}

function parseFileHost(url, text, at) {
  const end = authorityEnd(text, at, true);
  const name = %StringPrototypeSlice(text, at, end);
  if (isDriveLetter(name))
    return parseQueryAndFragment(url, text, parsePath(url, text, at));
  if (name !== "") {
    const host = parseHost(name, true);
    if (host === undefined) return undefined;
    url.host = host === "localhost" ? "" : host;
  }
  return parseQueryAndFragment(url, text, parsePath(url, text, end));
}

function parseRelative(url, text, base) {
  url.scheme = base.scheme;
  const slash = (i) => text[i] === "/" || (isSpecial(url) && text[i] === "\\");
  if (slash(0) && slash(1))
    return parseAfterAuthority(url, text, skipSlashes(url, text, 2));
  url.username = base.username;
  url.password = base.password;
  url.host = base.host;
  url.port = base.port;
  if (slash(0))
    return parseQueryAndFragment(url, text, parsePath(url, text, 0));
  url.path = copyPath(base.path);
  url.query = base.query;
  if (text === "") return url;
  if (text[0] === "?") url.query = null;
  if (text[0] === "?" || text[0] === "#")
    return parseQueryAndFragment(url, text, 0);
  url.query = null;
  shorten(url);
  return parseQueryAndFragment(url, text, parsePath(url, text, 0));
}

// Special URLs may have any number of slashes in front of the authority.
function skipSlashes(url, text, at) {
  if (isSpecial(url)) while (text[at] === "/" || text[at] === "\\") at++;
  return at;
}

function parseAfterAuthority(url, text, at) {
  const end = parseAuthority(url, text, at);
  if (end === -1) return undefined;
  return parseQueryAndFragment(url, text, parsePath(url, text, end));
}

// The record of a URL, undefined if the text is none. base: a record or null.
function parse(input, base) {
  const text = clean(input, true);
  const url = new UrlRecord();
  const scheme = schemeOf(text);
  if (scheme === undefined) {
    if (base === null || (isOpaque(base) && text[0] !== "#")) return undefined;
    if (isOpaque(base)) {
      url.scheme = base.scheme;
      url.path = base.path;
      url.query = base.query;
      return parseQueryAndFragment(url, text, 0);
    }
    if (base.scheme !== "file") return parseRelative(url, text, base);
    url.scheme = "file";
    return parseFile(url, text, 0, base);
  }
  url.scheme = scheme;
  const at = scheme.length + 1;
  if (scheme === "file") return parseFile(url, text, at, base);
  if (isSpecial(url)) {
    const slashes = text[at] === "/" && text[at + 1] === "/";
    if (base !== null && base.scheme === scheme && !slashes)
      return parseRelative(url, %StringPrototypeSlice(text, at), base);
    return parseAfterAuthority(url, text, skipSlashes(url, text, at));
  }
  if (text[at] === "/") {
    if (text[at + 1] === "/") return parseAfterAuthority(url, text, at + 2);
    return parseQueryAndFragment(url, text, parsePath(url, text, at));
  }
  return parseQueryAndFragment(url, text, parseOpaquePath(url, text, at));
}

function pathText(url) {
  if (isOpaque(url)) return url.path;
  let out = "";
  for (let i = 0; i < url.path.length; i++) out += `/${url.path[i]}`;
  return out;
}

function serialize(url, withoutFragment) {
  let out = `${url.scheme}:`;
  if (url.host !== null) {
    out += "//";
    if (url.username !== "" || url.password !== "") {
      out += url.username;
      if (url.password !== "") out += `:${url.password}`;
      out += "@";
    }
    out += url.host;
    if (url.port !== null) out += `:${url.port}`;
  } else if (!isOpaque(url) && url.path.length > 1 && url.path[0] === "")
    out += "/.";
  out += pathText(url);
  if (url.query !== null) out += `?${url.query}`;
  if (!withoutFragment && url.fragment !== null) out += `#${url.fragment}`;
  return out;
}

module.exports = {
  authorityEnd,
  clean,
  defaultPorts,
  isOpaque,
  isSpecial,
  leadingDigits,
  parse,
  parsePath,
  pathText,
  portColon,
  schemeOf,
  serialize,
  setPort,
  setQuery,
};
