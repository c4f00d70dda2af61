"use strict";
// util.MIMEType and util.MIMEParams: MIME types as the MIME Sniffing standard
// parses (4.4) and serializes (4.5) them.

const { coded } = require("internal/errors");

function syntaxError(what, text, at) {
  const place = at === -1 ? "" : ` at ${at}`;
  //@ parseTypeAndSubtype internal/mime:58:11|    throw new ERR_INVALID_MIME_SYNTAX('type', str, invalidTypeIndex);
  return coded(
    %TypeError,
    "ERR_INVALID_MIME_SYNTAX",
    `The MIME syntax for a ${what} in ${%JSONStringify(text)} is invalid${place}`,
  );
}

const TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

function isTokenUnit(c) {
  return (
    (c >= 97 && c <= 122) ||
    (c >= 65 && c <= 90) ||
    (c >= 48 && c <= 57) ||
    %StringPrototypeIncludes(TOKEN_SIGNS, %StringFromCharCode(c))
  );
}

function isQuotableUnit(c) {
  return c === 9 || (c >= 0x20 && c <= 0x7e) || (c >= 0x80 && c <= 0xff);
}

// Where the first unit is that is none of these; -1: nowhere.
function firstOther(text, is) {
  for (let i = 0; i < text.length; i++)
    if (!is(%StringPrototypeCharCodeAt(text, i))) return i;
  return -1;
}

function isSpace(c) {
  return c === " " || c === "\t" || c === "\r" || c === "\n";
}

function skipSpaces(text, at) {
  while (at < text.length && isSpace(text[at])) at++;
  return at;
}

function trimEnd(text) {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) end--;
  return %StringPrototypeSlice(text, 0, end);
}

// Index of one of the characters from `at` on, or the end.
function find(text, characters, at) {
  while (at < text.length && !%StringPrototypeIncludes(characters, text[at]))
    at++;
  return at;
}

function quoted(value) {
  if (value !== "" && firstOther(value, isTokenUnit) === -1) return value;
  let text = "";
  for (let i = 0; i < value.length; i++)
    text += value[i] === '"' || value[i] === "\\" ? `\\${value[i]}` : value[i];
  return `"${text}"`;
}

// A quoted string whose first character is at `at`: its value and the index
// behind it.
function readQuoted(text, at) {
  let value = "";
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === "\\" && at + 1 < text.length) at++;
    value += text[at];
  }
  return { value, end: at + 1 };
}

function readParameters(text, at, map) {
  const end = trimEnd(text).length;
  while (at < end) {
    at = skipSpaces(text, at);
    const nameEnd = find(text, ";=", at);
    const name = %StringPrototypeToLowerCase(
      %StringPrototypeSlice(text, at, nameEnd),
    );
    at = nameEnd + 1;
    if (text[nameEnd] === ";") continue;
    if (at >= end) return;
    let value;
    if (text[at] === '"') {
      const string = readQuoted(text, at + 1);
      value = string.value;
      at = find(text, ";", string.end);
    } else {
      const valueEnd = find(text, ";", at);
      value = trimEnd(%StringPrototypeSlice(text, at, valueEnd));
      at = valueEnd;
      if (value === "") {
        at++;
        continue;
      }
    }
    at++;
    if (
      name !== "" &&
      firstOther(name, isTokenUnit) === -1 &&
      firstOther(value, isQuotableUnit) === -1 &&
      !%MapPrototypeHas(map, name)
    )
      %MapPrototypeSet(map, name, value);
  }
}

let parametersOf;

class MIMEParams {
  #map = new %Map();

  static {
    parametersOf = (params) => params.#map;
  }

  delete(name) {
    %MapPrototypeDelete(this.#map, name);
  }

  get(name) {
    return %MapPrototypeHas(this.#map, name)
      ? %MapPrototypeGet(this.#map, name)
      : null;
  }

  has(name) {
    return %MapPrototypeHas(this.#map, name);
  }

  set(name, value) {
    const key = `${name}`;
    const text = `${value}`;
    const badName = firstOther(key, isTokenUnit);
    if (key === "" || badName !== -1)
      throw syntaxError("parameter name", key, badName); //@ *.set internal/mime:182:13|      throw new ERR_INVALID_MIME_SYNTAX(
    const badValue = firstOther(text, isQuotableUnit);
    if (badValue !== -1) throw syntaxError("parameter value", text, badValue); //@ *.set internal/mime:192:13|      throw new ERR_INVALID_MIME_SYNTAX(
    %MapPrototypeSet(this.#map, key, text);
  }

  *entries() {
    yield* this.#map;
  }

  *keys() {
    for (const [name] of this.#map) yield name;
  }

  *values() {
    for (const [, value] of this.#map) yield value;
  }

  toString() {
    let text = "";
    for (const [name, value] of this.#map)
      text += `${text === "" ? "" : ";"}${name}=${quoted(value)}`;
    return text;
  }
}
%ObjectDefineProperty(MIMEParams.prototype, "toJSON", {
  __proto__: null,
  value: MIMEParams.prototype.toString,
  writable: true,
  configurable: true,
});
%ObjectDefineProperty(MIMEParams.prototype, %SymbolIterator, {
  __proto__: null,
  value: MIMEParams.prototype.entries,
  writable: true,
  configurable: true,
});

class MIMEType {
  #type;
  #subtype;
  #params = new MIMEParams();

  static parse(input) {
    try {
      return new MIMEType(input);
    } catch {
      return null;
    }
  }

  constructor(input) {
    const text = `${input}`;
    const at = skipSpaces(text, 0);
    const slash = find(text, "/", at);
    const type = %StringPrototypeSlice(text, at, slash);
    const badType = firstOther(type, isTokenUnit);
    if (type === "" || badType !== -1 || slash === text.length)
      throw syntaxError("type", text, badType); //@ new MIMEType internal/mime:350:18
    const semicolon = find(text, ";", slash + 1);
    const subtype = trimEnd(%StringPrototypeSlice(text, slash + 1, semicolon));
    const badSubtype = firstOther(subtype, isTokenUnit);
    if (subtype === "" || badSubtype !== -1)
      throw syntaxError("subtype", text, badSubtype);
    this.#type = %StringPrototypeToLowerCase(type);
    this.#subtype = %StringPrototypeToLowerCase(subtype);
    readParameters(text, semicolon + 1, parametersOf(this.#params));
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    const text = `${value}`;
    const bad = firstOther(text, isTokenUnit);
    if (text === "" || bad !== -1) throw syntaxError("type", text, bad); //@ set type internal/mime:372:13|      throw new ERR_INVALID_MIME_SYNTAX('type', v, invalidTypeIndex);
    this.#type = %StringPrototypeToLowerCase(text);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    const text = `${value}`;
    const bad = firstOther(text, isTokenUnit);
    if (text === "" || bad !== -1) throw syntaxError("subtype", text, bad);
    this.#subtype = %StringPrototypeToLowerCase(text);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = this.#params.toString();
    return `${this.essence}${params === "" ? "" : `;${params}`}`;
  }
}
%ObjectDefineProperty(MIMEType.prototype, "toJSON", {
  __proto__: null,
  value: MIMEType.prototype.toString,
  writable: true,
  configurable: true,
});

module.exports = { MIMEParams, MIMEType };
