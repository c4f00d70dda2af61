"use strict";
// What util.inspect prints for each kind of object. `describe` answers either
// with finished text (nothing inside to print) or with a View: the head before
// the braces, the braces, a function for the elements and the property keys.
// An object that is not iterable any more (its prototype was replaced) or whose
// constructor is plain Object is printed as an ordinary one, as Node does.

const { prefix } = require("internal/util/names");
const { layOut } = require("internal/util/layout");
const { bigintText, numberText } = require("internal/util/quote");
const { describeError } = require("internal/util/inspect_error");

// Codes of %ClassOf, see internal/natives.md.
const ARRAY = 1;
const FUNCTION = 2;
const ERROR = 3;
const DATE = 4;
const REGEXP = 5;
const MAP = 6;
const SET = 7;
const MAP_ITERATOR = 8;
const SET_ITERATOR = 9;
const WEAK_MAP = 10;
const WEAK_SET = 11;
const PROMISE = 13;
const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;
const DATA_VIEW = 17;
const TYPED_ARRAY = 18;
const FIRST_BOXED = 19;
const LAST_BOXED = 23;
const ARGUMENTS = 25;
const NAMESPACE = 26;
const EXTERNAL = 27;

const ELEMENT = 2; // formatProperty: print the value alone
const LAST_INDEX = 2 ** 32 - 2;

let core; // formatValue and its kin, see connect()

function connect(functions) {
  core = functions;
}

class View {
  constructor(keys, head, open, close) {
    this.keys = keys;
    this.head = head;
    this.open = open;
    this.close = close;
    this.items = undefined; // (st, value, level) => entries
    this.extra = noKeys; // names of properties of the kind, printed [name]
    this.list = false; // entries are elements: columns, no padding of keys
    this.inView = false; // nested buffers are printed in short
  }
}

const noKeys = [];

function list(keys, open, items) {
  const view = new View(keys, "", open, "]");
  view.list = true;
  view.items = items;
  return view;
}

function braced(keys, open, items) {
  const view = new View(keys, "", `${open}{`, "}");
  view.items = items;
  return view;
}

function ownKeys(value, hidden) {
  let keys;
  if (hidden) keys = %ObjectGetOwnPropertyNames(value);
  else {
    try {
      keys = %ObjectKeys(value);
    } catch {
      // A module namespace with a binding that is not initialised yet.
      keys = %ObjectGetOwnPropertyNames(value);
    }
  }
  const symbols = %ObjectGetOwnPropertySymbols(value);
  for (let i = 0; i < symbols.length; i++) {
    if (hidden || %ObjectPrototypePropertyIsEnumerable(value, symbols[i]))
      %ArrayPrototypePush(keys, symbols[i]);
  }
  return keys;
}

// "Name " as it stands before "{}".
function title(value, constructor, tag) {
  let fallback = "";
  if (constructor === null) {
    fallback = %GetConstructorName(value);
    if (fallback === tag) fallback = "Object";
  }
  return prefix(constructor, tag, fallback, "");
}

// `bare`: there are no inherited properties to print, so an object without
// keys may be answered with text at once.
function describe(st, value, constructor, tag, level, inView, bare) {
  const kind = %ClassOf(value);
  if (constructor === null || %SymbolIterator in value) {
    const view = describeIterable(st, value, kind, constructor, tag, bare);
    if (view !== undefined) return view;
  }
  const keys = ownKeys(value, st.showHidden);
  if (kind === FUNCTION) {
    const head = functionHead(st, value, constructor, tag);
    if (keys.length === 0 && bare) return st.stylize(head, "special");
    return new View(keys, head, "{", "}");
  }
  if (constructor === "Object") {
    let open = tag === "" ? "{" : `${prefix(constructor, tag, "Object", "")}{`;
    if (kind === ARGUMENTS) open = "[Arguments] {";
    if (keys.length === 0 && bare) return `${open}}`;
    return new View(keys, "", open, "}");
  }
  return describeOther(
    st,
    value,
    kind,
    keys,
    constructor,
    tag,
    level,
    inView,
    bare,
  );
}

function describeIterable(st, value, kind, constructor, tag, bare) {
  switch (kind) {
    case ARRAY: {
      const keys = %GetOwnNonIndexKeys(value, !st.showHidden);
      const open =
        constructor === "Array" && tag === ""
          ? "["
          : `${prefix(constructor, tag, "Array", `(${value.length})`)}[`;
      if (value.length === 0 && keys.length === 0 && bare) return `${open}]`;
      return list(keys, open, arrayItems);
    }
    case SET: {
      const size = %SetPrototypeGetSize(value);
      const keys = ownKeys(value, st.showHidden);
      const open = prefix(constructor, tag, "Set", `(${size})`);
      if (size === 0 && keys.length === 0 && bare) return `${open}{}`;
      return braced(keys, open, setItems);
    }
    case MAP: {
      const size = %MapPrototypeGetSize(value);
      const keys = ownKeys(value, st.showHidden);
      const open = prefix(constructor, tag, "Map", `(${size})`);
      if (size === 0 && keys.length === 0 && bare) return `${open}{}`;
      return braced(keys, open, mapItems);
    }
    case TYPED_ARRAY: {
      const keys = %GetOwnNonIndexKeys(value, !st.showHidden);
      const size = %TypedArrayPrototypeGetLength(value);
      const fallback =
        constructor === null
          ? %TypedArrayPrototypeGetSymbolToStringTag(value)
          : "";
      const open = `${prefix(constructor, tag, fallback, `(${size})`)}[`;
      if (size === 0 && keys.length === 0 && !st.showHidden) return `${open}]`;
      const view = list(keys, open, typedArrayItems);
      if (st.showHidden) {
        view.extra = [
          "BYTES_PER_ELEMENT",
          "length",
          "byteLength",
          "byteOffset",
          "buffer",
        ];
        view.inView = true;
      }
      return view;
    }
    case MAP_ITERATOR:
      return describeIterator(st, value, "Map", tag);
    case SET_ITERATOR:
      return describeIterator(st, value, "Set", tag);
  }
  return undefined;
}

function describeIterator(st, value, of, tag) {
  const preview = %PreviewEntries(value);
  const own = `${of} Iterator`;
  const name = tag === own || tag === "" ? "" : `${tag}] [`;
  const open = `[${name}${of} ${preview[1] ? "Entries" : "Iterator"}] `;
  const keys = ownKeys(value, st.showHidden);
  return braced(keys, open, (s, v, level) =>
    preview[1]
      ? pairs(s, preview[0], level)
      : entriesOf(s, preview[0], level, false),
  );
}

function describeOther(
  st,
  value,
  kind,
  keys,
  constructor,
  tag,
  level,
  inView,
  bare,
) {
  const done = keys.length === 0 && bare;
  switch (kind) {
    case REGEXP: {
      const source =
        constructor === null
          ? %RegExpPrototypeToString(new %RegExp(value))
          : %RegExpPrototypeToString(value);
      const name = prefix(constructor, tag, "RegExp", "");
      const text = name === "RegExp " ? source : name + source;
      const head = st.stylize(text, "regexp");
      if (done || st.isBeyond(level)) return head;
      return new View(keys, head, "{", "}");
    }
    case DATE: {
      const text = %NumberIsNaN(%DatePrototypeGetTime(value))
        ? "Invalid Date"
        : %DatePrototypeToISOString(value);
      const name = prefix(constructor, tag, "Date", "");
      const head = name === "Date " ? text : name + text;
      if (done) return st.stylize(head, "date");
      return new View(keys, head, "{", "}");
    }
    case ARRAY_BUFFER:
    case SHARED_ARRAY_BUFFER: {
      const own = kind === ARRAY_BUFFER ? "ArrayBuffer" : "SharedArrayBuffer";
      const name = prefix(constructor, tag, own, "");
      if (inView && done) {
        const size = st.stylize(`${extraValue(value, "byteLength")}`, "number");
        return `${name}{ [byteLength]: ${size} }`;
      }
      const view = braced(keys, name, inView ? undefined : bufferItems);
      view.extra = ["byteLength"];
      return view;
    }
    case DATA_VIEW: {
      const view = braced(
        keys,
        prefix(constructor, tag, "DataView", ""),
        undefined,
      );
      view.extra = ["byteLength", "byteOffset", "buffer"];
      return view;
    }
    case PROMISE:
      return braced(
        keys,
        prefix(constructor, tag, "Promise", ""),
        promiseItems,
      );
    case WEAK_SET:
      return braced(keys, prefix(constructor, tag, "WeakSet", ""), weakItems);
    case WEAK_MAP:
      return braced(keys, prefix(constructor, tag, "WeakMap", ""), weakItems);
    case NAMESPACE:
      return braced(noKeys, prefix(constructor, tag, "Module", ""), (s, v, l) =>
        namespaceItems(s, v, l, keys),
      );
  }
  if (kind === ERROR || isErrorLike(value)) {
    const head = describeError(
      st,
      value,
      constructor,
      tag,
      keys,
      core.formatValue,
    );
    if (keys.length === 0 && bare) return head;
    return new View(keys, head, "{", "}");
  }
  if (kind >= FIRST_BOXED && kind <= LAST_BOXED)
    return describeBoxed(st, value, kind, keys, constructor, tag, bare);
  if (!st.isBeyond(level) && isUrl(value)) {
    if (done) return value.href;
    return new View(keys, value.href, "{", "}");
  }
  const name = title(value, constructor, tag);
  if (done) {
    if (kind === EXTERNAL) return st.stylize("[External]", "special");
    return `${name}{}`;
  }
  return new View(keys, "", `${name}{`, "}");
}

function isErrorLike(value) {
  try {
    return value instanceof %Error;
  } catch {
    return false;
  }
}

// By the properties that a URL has and an old url.parse() result has not.
function isUrl(value) {
  return Boolean(
    value.href &&
    value.protocol &&
    value.auth === undefined &&
    value.path === undefined,
  );
}

// ---- Functions and boxed primitives -----------------------------------------

function functionHead(st, value, constructor, tag) {
  const kind = %FunctionKind(value);
  const suffix = tag !== "" && constructor !== tag ? ` [${tag}]` : "";
  if (kind & 1) return classHead(value, constructor, suffix);
  const type = `${kind & 2 ? "Async" : ""}${kind & 4 ? "Generator" : ""}Function`;
  let head = `[${type}`;
  if (constructor === null) head += " (null prototype)";
  const name = value.name;
  if (name === "") head += " (anonymous)";
  else if (typeof name === "string") head += `: ${name}`;
  else head += `: ${core.formatValue(st, name, NaN, false)}`;
  head += "]";
  if (constructor !== type && constructor !== null) head += ` ${constructor}`;
  return head + suffix;
}

function classHead(value, constructor, suffix) {
  const own = %ObjectPrototypeHasOwnProperty(value, "name") && value.name;
  let head = `class ${own || "(anonymous)"}`;
  if (constructor !== "Function" && constructor !== null)
    head += ` [${constructor}]`;
  head += suffix;
  if (constructor === null) return `[${head} extends [null prototype]]`;
  const parent = %ObjectGetPrototypeOf(value).name;
  return parent ? `[${head} extends ${parent}]` : `[${head}]`;
}

function describeBoxed(st, value, kind, keys, constructor, tag, bare) {
  let type;
  let inner;
  switch (kind) {
    case 19:
      type = "Boolean";
      inner = %BooleanPrototypeValueOf(value);
      break;
    case 20:
      type = "Number";
      inner = %NumberPrototypeValueOf(value);
      break;
    case 21:
      type = "String";
      inner = %StringPrototypeValueOf(value);
      // The characters are not properties to print.
      %ArrayPrototypeSplice(keys, 0, inner.length);
      break;
    case 22:
      type = "Symbol";
      inner = %SymbolPrototypeValueOf(value);
      break;
    default:
      type = "BigInt";
      inner = %BigIntPrototypeValueOf(value);
  }
  let head = `[${type}`;
  if (constructor === null) head += " (null prototype)";
  else if (constructor !== type) head += ` (${constructor})`;
  const stylize = st.stylize;
  st.stylize = unstyled;
  head += `: ${core.formatPrimitive(st, inner)}]`;
  st.stylize = stylize;
  if (tag !== "" && tag !== constructor) head += ` [${tag}]`;
  if (keys.length === 0)
    head = stylize(head, %StringPrototypeToLowerCase(type));
  if (keys.length === 0 && bare) return head;
  return new View(keys, head, "{", "}");
}

function unstyled(text) {
  return text;
}

// ---- Elements ---------------------------------------------------------------

function more(entries, count) {
  if (count > 0)
    %ArrayPrototypePush(
      entries,
      `... ${count} more item${count > 1 ? "s" : ""}`,
    );
  return entries;
}

function shown(st, length) {
  return %MathMin(%MathMax(0, st.maxArrayLength), length);
}

// A collection without prototype is printed whole, as Node does.
function shownOf(st, value, size) {
  return %ObjectGetPrototypeOf(value) === null ? size : shown(st, size);
}

function arrayItems(st, value, level) {
  const length = value.length;
  const n = shown(st, length);
  const entries = [];
  for (let i = 0; i < n; i++) {
    const d = %ObjectGetOwnPropertyDescriptor(value, i);
    if (d === undefined) return holeyItems(st, value, level, n, entries, i);
    %ArrayPrototypePush(
      entries,
      core.formatProperty(st, value, level, i, ELEMENT, d, value),
    );
  }
  return more(entries, length - n);
}

function isIndex(key) {
  if (key === "0") return true;
  for (let i = 0; i < key.length; i++) {
    const c = %StringPrototypeCharCodeAt(key, i);
    if (c < 48 || c > 57 || (i === 0 && c === 48)) return false;
  }
  return key !== "";
}

// The rest of an array from its first hole at index `from`, which is also the
// position of its first later element among the keys. A run of holes counts as
// one of the `most` entries.
function holeyItems(st, value, level, most, entries, from) {
  const keys = %ObjectKeys(value);
  const holes = (n) => {
    const text = `<${n} empty item${n > 1 ? "s" : ""}>`;
    %ArrayPrototypePush(entries, st.stylize(text, "undefined"));
  };
  let next = from;
  for (let k = from; k < keys.length && entries.length < most; k++) {
    const key = keys[k];
    if (!isIndex(key) || +key > LAST_INDEX) break;
    if (+key !== next) {
      holes(+key - next);
      next = +key;
      if (entries.length === most) break;
    }
    const text = core.formatProperty(
      st,
      value,
      level,
      key,
      ELEMENT,
      undefined,
      value,
    );
    %ArrayPrototypePush(entries, text);
    next++;
  }
  const rest = value.length - next;
  if (entries.length === most) return more(entries, rest);
  if (rest > 0) holes(rest);
  return entries;
}

function typedArrayItems(st, value) {
  const length = %TypedArrayPrototypeGetLength(value);
  const n = shown(st, length);
  const entries = [];
  for (let i = 0; i < n; i++) {
    const v = value[i];
    %ArrayPrototypePush(
      entries,
      typeof v === "number"
        ? st.stylize(numberText(v, st.numericSeparator), "number")
        : st.stylize(bigintText(v, st.numericSeparator), "bigint"),
    );
  }
  return more(entries, length - n);
}

function setItems(st, value, level) {
  const size = %SetPrototypeGetSize(value);
  const n = shownOf(st, value, size);
  const entries = [];
  const it = %SetPrototypeValues(value);
  st.indentation += 2;
  for (let i = 0; i < n; i++) {
    const v = %SetIteratorPrototypeNext(it).value;
    %ArrayPrototypePush(entries, core.formatValue(st, v, level, false));
  }
  st.indentation -= 2;
  return more(entries, size - n);
}

function mapItems(st, value, level) {
  const size = %MapPrototypeGetSize(value);
  const n = shownOf(st, value, size);
  const entries = [];
  const it = %MapPrototypeEntries(value);
  st.indentation += 2;
  for (let i = 0; i < n; i++) {
    const pair = %MapIteratorPrototypeNext(it).value;
    const key = core.formatValue(st, pair[0], level, false);
    %ArrayPrototypePush(
      entries,
      `${key} => ${core.formatValue(st, pair[1], level, false)}`,
    );
  }
  st.indentation -= 2;
  return more(entries, size - n);
}

function entriesOf(st, values, level, sort) {
  const n = shown(st, values.length);
  const entries = [];
  st.indentation += 2;
  for (let i = 0; i < n; i++)
    %ArrayPrototypePush(entries, core.formatValue(st, values[i], level, false));
  st.indentation -= 2;
  if (sort) %ArrayPrototypeSort(entries);
  return more(entries, values.length - n);
}

// [ key, value ] for each pair of a flat list.
function pairs(st, flat, level) {
  const count = flat.length / 2;
  const n = shown(st, count);
  const entries = [];
  st.indentation += 2;
  for (let i = 0; i < n; i++) {
    const pair = [
      core.formatValue(st, flat[2 * i], level, false),
      core.formatValue(st, flat[2 * i + 1], level, false),
    ];
    %ArrayPrototypePush(
      entries,
      layOut(st, pair, "", "[", "]", true, level, undefined),
    );
  }
  st.indentation -= 2;
  return more(entries, count - n);
}

// The order in a weak collection means nothing: sorted, to be stable.
function weakItems(st, value, level) {
  if (!st.showHidden) return [st.stylize("<items unknown>", "special")];
  const preview = %PreviewEntries(value);
  const flat = preview[0];
  if (!preview[1]) return entriesOf(st, flat, level, !st.sorted);
  const count = flat.length / 2;
  const n = shown(st, count);
  const entries = [];
  st.indentation += 2;
  for (let i = 0; i < n; i++) {
    const key = core.formatValue(st, flat[2 * i], level, false);
    const v = core.formatValue(st, flat[2 * i + 1], level, false);
    %ArrayPrototypePush(entries, `${key} => ${v}`);
  }
  st.indentation -= 2;
  if (!st.sorted) %ArrayPrototypeSort(entries);
  return more(entries, count - n);
}

function promiseItems(st, value, level) {
  const details = %GetPromiseDetails(value);
  if (details[0] === 0) return [st.stylize("<pending>", "special")];
  st.indentation += 2;
  const text = core.formatValue(st, details[1], level, false);
  st.indentation -= 2;
  if (details[0] === 1) return [text];
  return [`${st.stylize("<rejected>", "special")} ${text}`];
}

const hexDigits = "0123456789abcdef";

function bufferItems(st, value) {
  let bytes;
  try {
    bytes = new %Uint8Array(value);
  } catch {
    return [st.stylize("(detached)", "special")];
  }
  const length = %TypedArrayPrototypeGetLength(bytes);
  const n = shown(st, length);
  let text = "";
  for (let i = 0; i < n; i++) {
    const b = bytes[i];
    text += `${i === 0 ? "" : " "}${hexDigits[b >> 4]}${hexDigits[b & 15]}`;
  }
  const rest = length - st.maxArrayLength;
  if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? "s" : ""}`;
  return [`${st.stylize("[Uint8Contents]", "special")}: <${text}>`];
}

function namespaceItems(st, value, level, keys) {
  const entries = [];
  for (let i = 0; i < keys.length; i++) {
    let text;
    try {
      text = core.formatProperty(
        st,
        value,
        level,
        keys[i],
        0,
        undefined,
        value,
      );
    } catch {
      const holder = { __proto__: null, [keys[i]]: "" };
      text = core.formatProperty(
        st,
        holder,
        level,
        keys[i],
        0,
        undefined,
        holder,
      );
      const end = %StringPrototypeLastIndexOf(text, " ") + 1;
      text =
        %StringPrototypeSlice(text, 0, end) +
        st.stylize("<uninitialized>", "special");
    }
    %ArrayPrototypePush(entries, text);
  }
  return entries;
}

// A view of a detached buffer throws for its offset and length.
function extraValue(value, key) {
  try {
    return value[key];
  } catch {
    return value.buffer[key];
  }
}

module.exports = { connect, describe, title, extraValue };
