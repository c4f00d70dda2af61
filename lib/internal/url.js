"use strict";
// class URL (WHATWG URL 6.1).

const parser = require("internal/url_parser");
const { parseHost } = require("internal/url_host");
const { encode, inFragmentSet, inUserinfoSet } = require("internal/url_encode");
const { coded } = require("internal/errors");
const { missingArgs } = require("internal/validators");

// What the parser itself finds wrong has no code in its first line.
function invalidText(input, base) {
  const error = new %TypeError("Invalid URL");
  error.code = "ERR_INVALID_URL";
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

function invalid(input, base) {
  const error = coded(%TypeError, "ERR_INVALID_URL", "Invalid URL");
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

// A record from text, undefined if it is not a URL; the base likewise.
function parseWithBase(input, base) {
  if (base === undefined) return parser.parse(input, null);
  const record = parser.parse(base, null);
  return record === undefined ? undefined : parser.parse(input, record);
}

class URL {
  #record;
  #params;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs("url"); //@ new URL internal/url:885:13|      throw new ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    this.#record = parseWithBase(input, base);
    if (this.#record === undefined) throw invalidText(input, base); //@ new URL internal/url:899:25|      href = bindingUrl.parse(input, base, true);
  }

  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs("url"); //@ *.canParse internal/url:1204:13|      throw new ERR_MISSING_ARGS('url');
    return (
      parseWithBase(`${input}`, base === undefined ? undefined : `${base}`) !==
      undefined
    );
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs("url"); //@ *.parse internal/url:918:13|      throw new ERR_MISSING_ARGS('url');
    return URL.canParse(input, base) ? new URL(input, base) : null;
  }

  static createObjectURL(obj) {
    return require("internal/blob").createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    require("internal/blob").revokeObjectURL(url);
  }

  get href() {
    return parser.serialize(this.#record, false);
  }

  set href(value) {
    value = `${value}`;
    const record = parser.parse(value, null);
    if (record === undefined) throw invalid(value); //@ set href internal/url:1016:24|    if (!href) { throw new ERR_INVALID_URL(value); }
    this.#record = record;
    this.#updateParams();
  }

  get origin() {
    const { scheme } = this.#record;
    if (scheme === "blob") {
      const inner = parser.parse(parser.pathText(this.#record), null);
      if (
        inner === undefined ||
        (inner.scheme !== "http" && inner.scheme !== "https")
      )
        return "null";
      return originOf(inner);
    }
    return parser.defaultPorts[scheme] === undefined
      ? "null"
      : originOf(this.#record);
  }

  get protocol() {
    return `${this.#record.scheme}:`;
  }

  set protocol(value) {
    const record = this.#record;
    const scheme = parser.schemeOf(`${parser.clean(`${value}`, false)}:`);
    if (scheme === undefined) return;
    const old = { scheme: record.scheme };
    if (parser.isSpecial(old) !== parser.isSpecial({ scheme })) return;
    const hasMore =
      record.username !== "" || record.password !== "" || record.port !== null;
    if (scheme === "file" && hasMore) return;
    if (record.scheme === "file" && record.host === "") return;
    record.scheme = scheme;
    if (record.port === parser.defaultPorts[scheme]) record.port = null;
  }

  get username() {
    return this.#record.username;
  }

  set username(value) {
    if (this.#hasNoCredentials()) return;
    this.#record.username = encode(`${value}`, inUserinfoSet);
  }

  get password() {
    return this.#record.password;
  }

  set password(value) {
    if (this.#hasNoCredentials()) return;
    this.#record.password = encode(`${value}`, inUserinfoSet);
  }

  #hasNoCredentials() {
    const { host, scheme } = this.#record;
    return host === null || host === "" || scheme === "file";
  }

  get host() {
    const { host, port } = this.#record;
    if (host === null) return "";
    return port === null ? host : `${host}:${port}`;
  }

  set host(value) {
    this.#setHost(`${value}`, true);
  }

  get hostname() {
    return this.#record.host ?? "";
  }

  set hostname(value) {
    this.#setHost(`${value}`, false);
  }

  #setHost(value, withPort) {
    const record = this.#record;
    if (parser.isOpaque(record)) return;
    let text = parser.clean(value, false);
    const special = parser.isSpecial(record);
    text = %StringPrototypeSlice(
      text,
      0,
      parser.authorityEnd(text, 0, special),
    );
    const colon = parser.portColon(text);
    if (
      colon === 0 ||
      (colon !== -1 && (!withPort || record.scheme === "file"))
    )
      return;
    const name = colon === -1 ? text : %StringPrototypeSlice(text, 0, colon);
    if (name === "" && (special ? record.scheme !== "file" : this.#hasMore()))
      return;
    const host = name === "" ? "" : parseHost(name, special);
    if (host === undefined) return;
    record.host = record.scheme === "file" && host === "localhost" ? "" : host;
    if (colon === -1) return;
    const digits = %StringPrototypeSlice(text, colon + 1);
    parser.setPort(
      record,
      %StringPrototypeSlice(digits, 0, parser.leadingDigits(digits, 0)),
    );
  }

  #hasMore() {
    const { username, password, port } = this.#record;
    return username !== "" || password !== "" || port !== null;
  }

  get port() {
    const { port } = this.#record;
    return port === null ? "" : `${port}`;
  }

  set port(value) {
    if (this.#hasNoCredentials()) return;
    const text = parser.clean(`${value}`, false);
    if (text === "") {
      this.#record.port = null;
      return;
    }
    parser.setPort(
      this.#record,
      %StringPrototypeSlice(text, 0, parser.leadingDigits(text, 0)),
    );
  }

  get pathname() {
    return parser.pathText(this.#record);
  }

  set pathname(value) {
    const record = this.#record;
    if (parser.isOpaque(record)) return;
    record.path = [];
    // "?" and "#" are part of the path here.
    let text = parser.clean(`${value}`, false);
    text = %StringPrototypeReplaceAll(
      %StringPrototypeReplaceAll(text, "?", "%3F"),
      "#",
      "%23",
    );
    parser.parsePath(record, text, 0);
  }

  get search() {
    const { query } = this.#record;
    return query === null || query === "" ? "" : `?${query}`;
  }

  set search(value) {
    let text = parser.clean(`${value}`, false);
    if (text === "") this.#record.query = null;
    else {
      if (text[0] === "?") text = %StringPrototypeSlice(text, 1);
      parser.setQuery(
        this.#record,
        %StringPrototypeReplaceAll(text, "#", "%23"),
      );
    }
    this.#updateParams();
  }

  get searchParams() {
    if (this.#params === undefined) {
      const { makeLinked } = require("internal/url_search_params");
      this.#params = makeLinked(this.#record.query ?? "", (text) => {
        this.#record.query = text === "" ? null : text;
      });
    }
    return this.#params;
  }

  #updateParams() {
    if (this.#params === undefined) return;
    const { relink } = require("internal/url_search_params");
    relink(this.#params, this.#record.query ?? "");
  }

  get hash() {
    const { fragment } = this.#record;
    return fragment === null || fragment === "" ? "" : `#${fragment}`;
  }

  set hash(value) {
    let text = parser.clean(`${value}`, false);
    if (text === "") {
      this.#record.fragment = null;
      return;
    }
    if (text[0] === "#") text = %StringPrototypeSlice(text, 1);
    this.#record.fragment = encode(text, inFragmentSet);
  }

  toString() {
    return this.href;
  }

  toJSON() {
    return this.href;
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    if (typeof depth === "number" && depth < 0) return this;
    const { inspect } = require("internal/util/inspect");
    const shown = {};
    for (let i = 0; i < parts.length; i++) shown[parts[i]] = this[parts[i]];
    return `${this.constructor.name} ${inspect(shown, options)}`;
  }
}

function originOf(record) {
  const port = record.port === null ? "" : `:${record.port}`;
  return `${record.scheme}://${record.host}${port}`;
}

const parts = [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "searchParams",
  "hash",
];

const enumerable = %ArrayPrototypeConcat(parts, ["toString", "toJSON"]); // all that instances have
for (let i = 0; i < enumerable.length; i++)
  %ObjectDefineProperty(URL.prototype, enumerable[i], {
    __proto__: null,
    enumerable: true,
  });
%ObjectDefineProperty(URL.prototype, %SymbolToStringTag, {
  __proto__: null,
  value: "URL",
  configurable: true,
});

module.exports = { URL };
