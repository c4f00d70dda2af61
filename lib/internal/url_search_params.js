"use strict";
// class URLSearchParams (WHATWG URL 6.2) and its serialization
// (application/x-www-form-urlencoded, 5).

const { decode, encode, inFormSet } = require("internal/url_encode");
const { coded } = require("internal/errors");
const { missingArgs, validateFunction } = require("internal/validators");

function parseForm(text) {
  const list = [];
  const pieces = %StringPrototypeSplit(text, "&");
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === "") continue;
    const equals = %StringPrototypeIndexOf(piece, "=");
    const name =
      equals === -1 ? piece : %StringPrototypeSlice(piece, 0, equals);
    const value = equals === -1 ? "" : %StringPrototypeSlice(piece, equals + 1);
    %ArrayPrototypePush(list, [formDecode(name), formDecode(value)]);
  }
  return list;
}

function formDecode(text) {
  return decode(%StringPrototypeReplaceAll(text, "+", " "));
}

function formEncode(text) {
  return %StringPrototypeReplaceAll(encode(text, inFormSet), "%20", "+");
}

function usv(value) {
  return %StringPrototypeToWellFormed(`${value}`);
}

function notIterable(what) {
  return coded(%TypeError, "ERR_ARG_NOT_ITERABLE", `${what} must be iterable`);
}

function invalidTuple() {
  return coded(
    %TypeError,
    "ERR_INVALID_TUPLE",
    "Each query pair must be an iterable [name, value] tuple",
  );
}

function listFrom(init) {
  if (init === undefined) return [];
  if (
    init === null ||
    (typeof init !== "object" && typeof init !== "function")
  ) {
    const text = usv(init); //@ toUSVString internal/url:1302:36, new URLSearchParams internal/url:474:14|    StringPrototypeToWellFormed(`${value}`);
    return parseForm(text[0] === "?" ? %StringPrototypeSlice(text, 1) : text);
  }
  const method = init[%SymbolIterator];
  const list = [];
  if (method !== null && method !== undefined) {
    if (typeof method !== "function") throw notIterable("Query pairs");
    const pairs = %ArrayFrom(init);
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i];
      const isObject =
        pair !== null &&
        (typeof pair === "object" || typeof pair === "function");
      if (!isObject || typeof pair[%SymbolIterator] !== "function")
        throw invalidTuple(); //@ new URLSearchParams internal/url:431:21|              throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
      const both = %ArrayFrom(pair);
      if (both.length !== 2) throw invalidTuple(); //@ new URLSearchParams internal/url:420:21|              throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
      %ArrayPrototypePush(list, [usv(both[0]), usv(both[1])]);
    }
    return list;
  }
  const seen = new %Map();
  const keys = %ReflectOwnKeys(init);
  for (let i = 0; i < keys.length; i++) {
    const d = %ReflectGetOwnPropertyDescriptor(init, keys[i]);
    if (d === undefined || !d.enumerable) continue;
    const name = usv(keys[i]); //@ toUSVString internal/url:1302:36, new URLSearchParams internal/url:456:30|    StringPrototypeToWellFormed(`${value}`);
    const value = usv(init[keys[i]]);
    const at = %MapPrototypeGet(seen, name);
    if (at !== undefined) list[at][1] = value;
    else {
      %MapPrototypeSet(seen, name, list.length);
      %ArrayPrototypePush(list, [name, value]);
    }
  }
  return list;
}

class URLSearchParams {
  #list;
  #changed; // tells the URL of a new serialization

  constructor(init = undefined) {
    this.#list = listFrom(init);
  }

  static link(params, text, changed) {
    params.#list = parseForm(text);
    if (changed !== undefined) params.#changed = changed;
    return params;
  }

  static listOf(params) {
    return params.#list;
  }

  #update() {
    if (this.#changed !== undefined) this.#changed(this.toString());
  }

  #check() {
    if (this === undefined || !(#list in this))
      throw coded(
        %TypeError,
        "ERR_INVALID_THIS",
        'Value of "this" must be of type URLSearchParams',
      );
  }

  get size() {
    return this.#list.length;
  }

  append(name, value) {
    if (arguments.length < 2) throw missingArgs("name", "value"); //@ *.append internal/url:525:13|      throw new ERR_MISSING_ARGS('name', 'value');
    %ArrayPrototypePush(this.#list, [usv(name), usv(value)]);
    this.#update();
  }

  delete(name, value = undefined) {
    if (arguments.length < 1) throw missingArgs("name");
    name = usv(name);
    if (value !== undefined) value = usv(value);
    const kept = [];
    for (let i = 0; i < this.#list.length; i++) {
      const pair = this.#list[i];
      if (pair[0] !== name || (value !== undefined && pair[1] !== value))
        %ArrayPrototypePush(kept, pair);
    }
    this.#list = kept;
    this.#update();
  }

  get(name) {
    if (arguments.length < 1) throw missingArgs("name"); //@ *.get internal/url:587:13|      throw new ERR_MISSING_ARGS('name');
    name = usv(name);
    for (let i = 0; i < this.#list.length; i++)
      if (this.#list[i][0] === name) return this.#list[i][1];
    return null;
  }

  getAll(name) {
    if (arguments.length < 1) throw missingArgs("name");
    name = usv(name);
    const out = [];
    for (let i = 0; i < this.#list.length; i++)
      if (this.#list[i][0] === name) %ArrayPrototypePush(out, this.#list[i][1]);
    return out;
  }

  has(name, value = undefined) {
    if (arguments.length < 1) throw missingArgs("name"); //@ *.has internal/url:626:13|      throw new ERR_MISSING_ARGS('name');
    name = usv(name);
    if (value !== undefined) value = usv(value);
    for (let i = 0; i < this.#list.length; i++) {
      const pair = this.#list[i];
      if (pair[0] === name && (value === undefined || pair[1] === value))
        return true;
    }
    return false;
  }

  set(name, value) {
    if (arguments.length < 2) throw missingArgs("name", "value");
    name = usv(name);
    value = usv(value);
    const kept = [];
    let done = false;
    for (let i = 0; i < this.#list.length; i++) {
      const pair = this.#list[i];
      if (pair[0] !== name) %ArrayPrototypePush(kept, pair);
      else if (!done) {
        done = true;
        %ArrayPrototypePush(kept, [name, value]);
      }
    }
    if (!done) %ArrayPrototypePush(kept, [name, value]);
    this.#list = kept;
    this.#update();
  }

  // By UTF-16 units, stable.
  sort() {
    %ArrayPrototypeSort(this.#list, (a, b) =>
      a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0,
    );
    this.#update();
  }

  forEach(callback, thisArg = undefined) {
    this.#check();
    validateFunction(callback, "callback"); //@ *.forEach internal/url:759:5
    for (let i = 0; i < this.#list.length; i++)
      %FunctionPrototypeCall(
        callback,
        thisArg,
        this.#list[i][1],
        this.#list[i][0],
        this,
      );
  }

  entries() {
    this.#check();
    return new URLSearchParamsIterator(this, "entries");
  }

  keys() {
    this.#check();
    return new URLSearchParamsIterator(this, "keys");
  }

  values() {
    this.#check();
    return new URLSearchParamsIterator(this, "values");
  }

  toString() {
    let out = "";
    for (let i = 0; i < this.#list.length; i++) {
      const pair = this.#list[i];
      out += `${i === 0 ? "" : "&"}${formEncode(pair[0])}=${formEncode(pair[1])}`;
    }
    return out;
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    if (typeof depth === "number" && depth < 0)
      return options.stylize("[Object]", "special");
    const { inspect } = require("internal/util/inspect");
    const inner = { ...options };
    if (depth !== null) inner.depth = depth - 1;
    const out = [];
    let length = 0;
    for (let i = 0; i < this.#list.length; i++) {
      const pair = this.#list[i];
      const text = `${inspect(pair[0], inner)} => ${inspect(pair[1], inner)}`;
      length += text.length + 2;
      %ArrayPrototypePush(out, text);
    }
    if (out.length === 0) return "URLSearchParams {}";
    const glue = length > inner.breakLength ? ",\n  " : ", ";
    const body = %ArrayPrototypeJoin(out, glue);
    return length > inner.breakLength || %StringPrototypeIncludes(body, "\n")
      ? `URLSearchParams {\n  ${body} }`
      : `URLSearchParams { ${body} }`;
  }
}

const { link, listOf } = URLSearchParams;
delete URLSearchParams.link;
delete URLSearchParams.listOf;

class URLSearchParamsIterator {
  #params;
  #kind;
  #next = 0;

  constructor(params, kind) {
    this.#params = params;
    this.#kind = kind;
  }

  next() {
    if (this === undefined || this === null || !(#params in this))
      throw coded(
        %TypeError,
        "ERR_INVALID_THIS",
        'Value of "this" must be of type URLSearchParamsIterator',
      );
    const list = listOf(this.#params);
    if (this.#next >= list.length) return { value: undefined, done: true };
    const pair = list[this.#next++];
    const kind = this.#kind;
    const value =
      kind === "keys"
        ? pair[0]
        : kind === "values"
          ? pair[1]
          : [pair[0], pair[1]];
    return { value, done: false };
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    const { inspect } = require("internal/util/inspect");
    const rest = [];
    const list = listOf(this.#params);
    for (let i = this.#next; i < list.length; i++)
      %ArrayPrototypePush(
        rest,
        this.#kind === "keys"
          ? list[i][0]
          : this.#kind === "values"
            ? list[i][1]
            : list[i],
      );
    const text = %StringPrototypeSlice(inspect(rest, options), 1, -1);
    return `URLSearchParams Iterator { ${%StringPrototypeTrim(text)} }`;
  }
}

%ObjectSetPrototypeOf(URLSearchParamsIterator.prototype, %IteratorPrototype);
delete URLSearchParamsIterator.prototype.constructor;
%ObjectDefineProperty(URLSearchParamsIterator.prototype, "next", {
  __proto__: null,
  enumerable: true,
});

function tag(Class, name) {
  %ObjectDefineProperty(Class.prototype, %SymbolToStringTag, {
    __proto__: null,
    value: name,
    configurable: true,
  });
}

tag(URLSearchParams, "URLSearchParams");
tag(URLSearchParamsIterator, "URLSearchParams Iterator");
%ObjectDefineProperty(URLSearchParams.prototype, %SymbolIterator, {
  __proto__: null,
  value: URLSearchParams.prototype.entries,
  writable: true,
  configurable: true,
});
const methods = [
  "append",
  "delete",
  "get",
  "getAll",
  "has",
  "set",
  "sort",
  "entries",
  "forEach",
  "keys",
  "values",
  "toString",
  "size",
];
for (let i = 0; i < methods.length; i++)
  %ObjectDefineProperty(URLSearchParams.prototype, methods[i], {
    __proto__: null,
    enumerable: true,
  });

function makeLinked(text, changed) {
  return link(new URLSearchParams(), text, changed);
}

function relink(params, text) {
  link(params, text, undefined);
}

module.exports = { URLSearchParams, makeLinked, relink };
