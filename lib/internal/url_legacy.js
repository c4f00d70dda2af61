"use strict";
// url.parse, url.format and url.resolve, the API from before the URL standard.

const { coded, invalidArgType, invalidArgValue } = require("internal/errors");
const { toAscii } = require("internal/url_host");

// The fields in the order in which Node has them.
function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function isSlashed(protocol) {
  switch (protocol) {
    case "http":
    case "http:":
    case "https":
    case "https:":
    case "ftp":
    case "ftp:":
    case "gopher":
    case "gopher:":
    case "file":
    case "file:":
    case "ws":
    case "ws:":
    case "wss":
    case "wss:":
      return true;
  }
  return false;
}

function isHostless(protocol) {
  return protocol === "javascript" || protocol === "javascript:";
}

// Characters that are written with % wherever they stand.
const escapes = {
  __proto__: null,
  "\t": "%09",
  "\n": "%0A",
  "\r": "%0D",
  " ": "%20",
  '"': "%22",
  "'": "%27",
  "<": "%3C",
  ">": "%3E",
  "\\": "%5C",
  "^": "%5E",
  "`": "%60",
  "{": "%7B",
  "|": "%7C",
  "}": "%7D",
};

function autoEscape(text) {
  let out = "";
  for (let i = 0; i < text.length; i++) out += escapes[text[i]] ?? text[i];
  return out;
}

function isSpace(c) {
  return (
    c === 32 ||
    c === 9 ||
    c === 13 ||
    c === 10 ||
    c === 12 ||
    c === 0xa0 ||
    c === 0xfeff
  );
}

function trim(text) {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(%StringPrototypeCharCodeAt(text, from))) from++;
  while (to > from && isSpace(%StringPrototypeCharCodeAt(text, to - 1))) to--;
  return %StringPrototypeSlice(text, from, to);
}

// Backslashes before the query count as slashes.
function straighten(text) {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "?" || text[i] === "#")
      return out + %StringPrototypeSlice(text, i);
    out += text[i] === "\\" ? "/" : text[i];
  }
  return out;
}

// The length of "proto:" at the start, 0 if there is none.
function protocolLength(text) {
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    if (c === 0x3a) return i === 0 ? 0 : i + 1;
    const letter = (c | 32) >= 97 && (c | 32) <= 122;
    if (
      !letter &&
      !(c >= 48 && c <= 57) &&
      c !== 0x2e &&
      c !== 0x2b &&
      c !== 0x2d
    )
      return 0;
  }
  return 0;
}

function decodeAuth(text) {
  try {
    return %DecodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitHost(url, host) {
  let end = host.length;
  while (end > 0 && host[end - 1] >= "0" && host[end - 1] <= "9") end--;
  if (end > 0 && host[end - 1] === ":") {
    if (end !== host.length) url.port = %StringPrototypeSlice(host, end);
    host = %StringPrototypeSlice(host, 0, end - 1);
  }
  if (host !== "") url.hostname = host;
}

// The end of the host name: at the first character that cannot be in one.
function hostEnd(text, from) {
  for (let i = from; i < text.length; i++)
    if (%StringPrototypeIncludes("/?#\t\n\r \"%';<>\\^`{|}", text[i])) return i;
  return text.length;
}

// [auth@]host from the start of `rest`; what follows it.
function parseHost(url, rest, input) {
  rest = withoutBreaks(rest);
  let at = -1;
  let stop = rest.length;
  for (let i = 0; i < rest.length; i++) {
    const c = rest[i];
    if (c === "/" || c === "?" || c === "#") {
      stop = i;
      break;
    }
    if (c === "@") at = i;
  }
  if (at !== -1) url.auth = decodeAuth(%StringPrototypeSlice(rest, 0, at));
  const from = at + 1;
  const end = %MathMin(hostEnd(rest, from), stop);
  splitHost(url, %StringPrototypeSlice(rest, from, end));
  url.hostname ??= "";
  let { hostname } = url;
  const isIpv6 = hostname[0] === "[" && hostname[hostname.length - 1] === "]";
  if (hostname.length > 255) hostname = "";
  else hostname = %StringPrototypeToLowerCase(hostname);
  if (!isIpv6 && hostname !== "") {
    // The arguments stand as Node has them.
    if (%StringPrototypeIncludes(hostname, ":"))
      throw invalidArgValue("url", "Invalid port in url", input);
    const ascii = toAscii(hostname);
    if (ascii === undefined || ascii === "") {
      const error = coded(%TypeError, "ERR_INVALID_URL", "Invalid URL");
      error.input = input;
      throw error;
    }
    hostname = ascii;
  }
  url.host = hostname + (url.port === null ? "" : `:${url.port}`);
  url.hostname = isIpv6 ? %StringPrototypeSlice(hostname, 1, -1) : hostname;
  rest = %StringPrototypeSlice(rest, end);
  // Behind an IPv6 address there is always a path.
  return isIpv6 && !%StringPrototypeStartsWith(rest, "/") ? `/${rest}` : rest;
}

// The text without the tabs and line breaks in and before the host name.
function withoutBreaks(text) {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "\t" || c === "\n" || c === "\r") continue;
    if (c !== "@" && hostEnd(c, 0) === 0)
      return out + %StringPrototypeSlice(text, i);
    out += c;
  }
  return out;
}

// A mere path "/…" or "//…" with an optional query, which is taken as it is.
function isSimplePath(text) {
  if (text[0] !== "/" || (text[1] === "/" && text[2] === "/")) return false;
  for (let i = 0; i < text.length; i++)
    if (
      text[i] === "#" ||
      text[i] === "@" ||
      %StringPrototypeTrim(text[i]) === ""
    )
      return false;
  return true;
}

function parseSimplePath(url, text, parseQuery) {
  const question = %StringPrototypeIndexOf(text, "?");
  url.href = url.path = url.pathname = text;
  if (question !== -1) {
    url.pathname = %StringPrototypeSlice(text, 0, question);
    url.search = %StringPrototypeSlice(text, question);
    url.query = %StringPrototypeSlice(text, question + 1);
    if (parseQuery) url.query = require("querystring").parse(url.query);
  } else if (parseQuery) url.query = { __proto__: null };
  return url;
}

Url.prototype.parse = function parse(input, parseQuery, slashesMeanHost) {
  if (typeof input !== "string") throw invalidArgType("url", "string", input); //@ internal/errors:547:7, *.parse url:178:3|      throw error;
  let rest = straighten(trim(input));
  if (!slashesMeanHost && isSimplePath(rest))
    return parseSimplePath(this, rest, parseQuery);
  const length = protocolLength(rest);
  let protocol = "";
  let given = "";
  if (length > 0) {
    given = %StringPrototypeSlice(rest, 0, length);
    protocol = %StringPrototypeToLowerCase(given);
    this.protocol = protocol;
    rest = %StringPrototypeSlice(rest, length);
  }
  let slashes = false;
  if (slashesMeanHost || protocol !== "" || hasAuthority(rest)) {
    slashes = %StringPrototypeStartsWith(rest, "//");
    if (slashes && !isHostless(protocol)) {
      rest = %StringPrototypeSlice(rest, 2);
      this.slashes = true;
    } else if (slashes) slashes = false;
  }
  // "HTTP:" in capitals does not need slashes.
  const mayHaveHost = slashes || (given !== "" && !isSlashed(given));
  if (!isHostless(protocol) && mayHaveHost) rest = parseHost(this, rest, input);
  if (!isHostless(protocol)) rest = autoEscape(rest);

  const hash = %StringPrototypeIndexOf(rest, "#");
  const question = %StringPrototypeIndexOf(rest, "?");
  const hasQuery = question !== -1 && (hash === -1 || question < hash);
  if (hash !== -1) this.hash = %StringPrototypeSlice(rest, hash);
  const stop = hash === -1 ? rest.length : hash;
  if (hasQuery) {
    this.search = %StringPrototypeSlice(rest, question, stop);
    this.query = %StringPrototypeSlice(rest, question + 1, stop);
    if (parseQuery) this.query = require("querystring").parse(this.query);
  } else if (parseQuery) {
    this.search = null;
    this.query = { __proto__: null };
  }
  const pathEnd = hasQuery ? question : stop;
  if (pathEnd > 0) this.pathname = %StringPrototypeSlice(rest, 0, pathEnd);
  if (isSlashed(protocol) && this.hostname && !this.pathname)
    this.pathname = "/";
  if (this.pathname || this.search)
    this.path = (this.pathname || "") + (this.search || "");
  this.href = this.format();
  return this;
};

// "//user@host": an authority without a protocol.
function hasAuthority(rest) {
  if (!%StringPrototypeStartsWith(rest, "//")) return false;
  for (let i = 2; i < rest.length; i++) {
    if (rest[i] === "@") return true;
    if (rest[i] === "/") return false;
  }
  return false;
}

Url.prototype.format = function format() {
  let auth = this.auth || "";
  if (auth) {
    auth = `${%StringPrototypeReplaceAll(%EncodeURIComponent(auth), "%3A", ":")}@`;
  }
  let protocol = this.protocol || "";
  let pathname = this.pathname || "";
  let hash = this.hash || "";
  let host = "";
  if (this.host) host = auth + this.host;
  else if (this.hostname) {
    const isIpv6 =
      %StringPrototypeIncludes(this.hostname, ":") && this.hostname[0] !== "[";
    host = auth + (isIpv6 ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  let query = "";
  if (this.query !== null && typeof this.query === "object")
    query = require("querystring").stringify(this.query);
  let search = this.search || (query && `?${query}`) || "";
  if (protocol && protocol[protocol.length - 1] !== ":") protocol += ":";
  pathname = escapeIn(pathname, "#", "%23", "?", "%3F");
  if (this.slashes || isSlashed(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== "/") pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol === "file:") host = "//";
  }
  search = %StringPrototypeReplaceAll(search, "#", "%23");
  if (hash && hash[0] !== "#") hash = `#${hash}`;
  if (search && search[0] !== "?") search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

function escapeIn(text, a, forA, b, forB) {
  return %StringPrototypeReplaceAll(
    %StringPrototypeReplaceAll(text, a, forA),
    b,
    forB,
  );
}

function parse(url, parseQuery, slashesMeanHost) {
  if (url instanceof Url) return url;
  return new Url().parse(url, parseQuery, slashesMeanHost);
}

// ---- Resolving --------------------------------------------------------------------

function copy(from) {
  const to = new Url();
  %ObjectAssign(to, from);
  return to;
}

function withPath(url) {
  if (url.pathname !== null || url.search !== null)
    url.path = (url.pathname || "") + (url.search || "");
  url.href = url.format();
  return url;
}

// Applies "." and ".." to a list of segments.
function removeDots(segments, hasHost, isAbsolute, staysInside) {
  const last = segments[segments.length - 1];
  const trailing =
    ((hasHost || segments.length > 1) && (last === "." || last === "..")) ||
    last === "";
  const out = [];
  let up = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    const s = segments[i];
    if (s === ".") continue;
    if (s === "..") up++;
    else if (up > 0) up--;
    else %ArrayPrototypeUnshift(out, s);
  }
  if (!staysInside) for (; up > 0; up--) %ArrayPrototypeUnshift(out, "..");
  if (isAbsolute && out[0] !== "" && (!out[0] || out[0][0] !== "/"))
    %ArrayPrototypeUnshift(out, "");
  if (trailing && !%StringPrototypeEndsWith(%ArrayPrototypeJoin(out, "/"), "/"))
    %ArrayPrototypePush(out, "");
  return out;
}

// The first part of the path becomes the host; the rest of the path.
function takeHost(url) {
  const parts = %StringPrototypeSplit(url.pathname || "", "/");
  let first = "";
  while (parts.length > 0 && first === "") first = %ArrayPrototypeShift(parts);
  url.host = first;
  url.hostname ||= "";
  return `/${%ArrayPrototypeJoin(parts, "/")}`;
}

// Links of protocols without slashes may climb over the host: it is the first
// segment of the path meanwhile.
function lowerHost(host, segments) {
  if (!host) return;
  if (segments[0] === "") segments[0] = host;
  else %ArrayPrototypeUnshift(segments, host);
}

function raiseHost(url, host) {
  url.hostname = url.host = host;
  const at = host ? %StringPrototypeIndexOf(host, "@") : -1;
  if (at <= 0) return;
  const parts = %StringPrototypeSplit(host, "@");
  url.auth = parts[0];
  url.host = url.hostname = parts[1];
}

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === "string")
    relative = new Url().parse(relative, false, true);
  const result = copy(this);
  result.hash = relative.hash;
  if (relative.href === "") {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    const { protocol } = result;
    %ObjectAssign(result, relative);
    result.protocol = protocol;
    if (isSlashed(protocol) && result.hostname && !result.pathname)
      result.path = result.pathname = "/";
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    if (!isSlashed(relative.protocol)) {
      %ObjectAssign(result, relative);
      result.href = result.format();
      return result;
    }
    result.protocol = relative.protocol;
    result.pathname = relative.pathname;
    if (
      !relative.host &&
      !%StringPrototypeStartsWith(relative.protocol, "file")
    )
      result.pathname = takeHost(relative);
    result.search = relative.search;
    result.query = relative.query;
    result.host = relative.host || "";
    result.auth = relative.auth;
    result.hostname = relative.hostname || relative.host;
    result.port = relative.port;
    result.slashes = result.slashes || relative.slashes;
    if (result.pathname || result.search)
      result.path = (result.pathname || "") + (result.search || "");
    result.href = result.format();
    return result;
  }
  const relPath = relative.pathname || "";
  const relAbsolute = Boolean(relative.host || relPath[0] === "/");
  const baseAbsolute = Boolean(result.pathname && result.pathname[0] === "/");
  let mustEndAbsolute =
    relAbsolute || baseAbsolute || Boolean(result.host && relative.pathname);
  const removeAll = mustEndAbsolute;
  let segments =
    (result.pathname && %StringPrototypeSplit(result.pathname, "/")) || [];
  const relSegments = (relPath && %StringPrototypeSplit(relPath, "/")) || [];
  const climbs = result.protocol && !isSlashed(result.protocol);
  if (climbs) {
    lowerHost(result.host, segments);
    result.hostname = result.host = "";
    result.port = null;
    if (relative.protocol) {
      lowerHost(relative.host, relSegments);
      relative.hostname = relative.host = relative.port = result.auth = null;
    }
    mustEndAbsolute &&= relSegments[0] === "" || segments[0] === "";
  }
  if (relAbsolute) {
    if (relative.host || relative.host === "") {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === "") {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    segments = relSegments;
  } else if (relSegments.length > 0) {
    %ArrayPrototypePop(segments);
    segments = %ArrayPrototypeConcat(segments, relSegments);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (climbs) raiseHost(result, %ArrayPrototypeShift(segments));
    result.search = relative.search;
    result.query = relative.query;
    return withPath(result);
  }
  if (segments.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }
  segments = removeDots(
    segments,
    Boolean(result.host || relative.host),
    mustEndAbsolute,
    mustEndAbsolute || removeAll,
  );
  const isAbsolute =
    segments.length > 0 && (segments[0] === "" || segments[0][0] === "/");
  if (climbs)
    raiseHost(
      result,
      isAbsolute || segments.length === 0 ? "" : %ArrayPrototypeShift(segments),
    );
  if ((mustEndAbsolute || (result.host && segments.length > 0)) && !isAbsolute)
    %ArrayPrototypeUnshift(segments, "");
  result.pathname = %ArrayPrototypeJoin(segments, "/");
  if (segments.length === 0) result.pathname = result.path = null;
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  return withPath(result);
};

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(new Url().parse(relative, false, true)).format(); //@ urlParse url:149:13, *.resolve url:725:29
};

// A WHATWG URL with parts left out by option.
function formatUrl(url, options) {
  const o = {
    auth: true,
    fragment: true,
    search: true,
    unicode: false,
    ...options,
  };
  let out = url.protocol;
  if (
    url.host !== "" ||
    %StringPrototypeStartsWith(url.href, `${url.protocol}//`)
  ) {
    out += "//";
    if (o.auth && (url.username || url.password)) {
      out += url.username;
      if (url.password) out += `:${url.password}`;
      out += "@";
    }
    const { toUnicode } = require("internal/url_host");
    out += o.unicode ? toUnicode(url.hostname) : url.hostname;
    if (url.port) out += `:${url.port}`;
  }
  out += url.pathname;
  // An empty query or fragment leaves its mark in the whole text only.
  const { href } = url;
  const hash = %StringPrototypeIndexOf(href, "#");
  const stop = hash === -1 ? href.length : hash;
  const question = %StringPrototypeIndexOf(href, "?");
  if (o.search && question !== -1 && question < stop)
    out += %StringPrototypeSlice(href, question, stop);
  if (o.fragment) out += %StringPrototypeSlice(href, stop);
  return out;
}

function format(url, options) {
  if (typeof url === "string") url = parse(url);
  else if (typeof url !== "object" || url === null)
    throw invalidArgType("urlObject", ["Object", "string"], url); //@ Object.urlFormat [as format] url:583:11|    throw new ERR_INVALID_ARG_TYPE('urlObject',
  else if (url instanceof require("internal/url").URL) {
    const { validateObject } = require("internal/validators");
    if (options) validateObject(options, "options"); //@ Object.urlFormat [as format] url:592:7
    return formatUrl(url, options);
  }
  return Url.prototype.format.call(url);
}

function resolve(from, to) {
  return parse(from, false, true).resolve(to); //@ Object.urlResolve [as resolve] url:721:40
}

function resolveObject(from, to) {
  return from ? parse(from, false, true).resolveObject(to) : to;
}

module.exports = { Url, format, parse, resolve, resolveObject };
