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
  return isIpv6 || rest === "" || %StringPrototypeIncludes("/?#;", rest[0])
    ? rest
    : `/${rest}`;
}

Url.prototype.parse = function parse(input, parseQuery, slashesMeanHost) {
  if (typeof input !== "string") throw invalidArgType("url", "string", input);
  let rest = straighten(trim(input));
  const length = protocolLength(rest);
  let protocol = "";
  if (length > 0) {
    protocol = %StringPrototypeToLowerCase(
      %StringPrototypeSlice(rest, 0, length),
    );
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
  const mayHaveHost = slashes || (protocol !== "" && !isSlashed(protocol));
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
function removeDots(segments, mustEndAbsolute, isAbsolute) {
  const last = segments[segments.length - 1];
  const trailing =
    ((mustEndAbsolute || segments.length > 1) &&
      (last === "." || last === "..")) ||
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
  if (!isAbsolute) for (; up > 0; up--) %ArrayPrototypeUnshift(out, "..");
  if (isAbsolute && out[0] !== "" && (!out[0] || out[0][0] !== "/"))
    %ArrayPrototypeUnshift(out, "");
  if (trailing && !%StringPrototypeEndsWith(%ArrayPrototypeJoin(out, "/"), "/"))
    %ArrayPrototypePush(out, "");
  return out;
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
    result.search = relative.search;
    result.query = relative.query;
    result.host = relative.host || "";
    result.auth = relative.auth;
    result.hostname = relative.hostname || relative.host;
    result.port = relative.port;
    result.slashes = result.slashes || relative.slashes;
    return withPath(result);
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
  segments = removeDots(segments, mustEndAbsolute, removeAll);
  mustEndAbsolute =
    mustEndAbsolute || Boolean(result.host && segments.length > 0);
  if (
    mustEndAbsolute &&
    segments[0] !== "" &&
    !(segments[0] && segments[0][0] === "/")
  )
    %ArrayPrototypeUnshift(segments, "");
  result.pathname =
    segments.length > 0 ? %ArrayPrototypeJoin(segments, "/") : null;
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  return withPath(result);
};

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(new Url().parse(relative, false, true)).format();
};

function isWhatwg(value) {
  return Boolean(
    value &&
    value.href &&
    value.protocol &&
    value.auth === undefined &&
    value.path === undefined,
  );
}

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
  if (o.search) out += url.search;
  if (o.fragment) out += url.hash;
  return out;
}

function format(url, options) {
  if (typeof url === "string") url = parse(url);
  else if (typeof url !== "object" || url === null)
    throw invalidArgType("urlObject", ["Object", "string"], url);
  else if (isWhatwg(url)) return formatUrl(url, options);
  return Url.prototype.format.call(url);
}

function resolve(from, to) {
  return parse(from, false, true).resolve(to);
}

function resolveObject(from, to) {
  return from ? parse(from, false, true).resolveObject(to) : to;
}

module.exports = { Url, format, parse, resolve, resolveObject };
