"use strict";
// util.inspect. A value is formatted by `formatValue(st, value, level)`; `st`
// holds the options and what is known on the way down. An object is first
// described by a View (internal/util/inspect_views): the text before its
// braces, the braces, and who prints its elements; then its elements and
// properties are printed and laid out (internal/util/layout).

const { colors, styles, paint, plain } = require("internal/util/inspect_style");
const {
  quote,
  escapeText,
  isPlainKey,
  numberText,
  bigintText,
} = require("internal/util/quote");
const { layOut, spaces } = require("internal/util/layout");
const { stringWidth } = require("internal/util/text_width");
const { isBuiltinName, nearestConstructor } = require("internal/util/names");
const views = require("internal/util/inspect_views");
const registry = require("internal/registry");

const PROXY = 14;
const SHORTEST_SPLIT = 16; // strings up to this length stay on one line
const MOST_OUTPUT = 2 ** 27; // beyond it only the outlines are printed
const MOST_PROTOTYPES = 3; // layers whose properties showHidden lists

const custom = %SymbolFor("nodejs.util.inspect.custom");

const defaults = {
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
};

class State {
  constructor() {
    this.showHidden = defaults.showHidden;
    this.depth = defaults.depth;
    this.colors = defaults.colors;
    this.customInspect = defaults.customInspect;
    this.showProxy = defaults.showProxy;
    this.maxArrayLength = defaults.maxArrayLength;
    this.maxStringLength = defaults.maxStringLength;
    this.breakLength = defaults.breakLength;
    this.compact = defaults.compact;
    this.sorted = defaults.sorted;
    this.getters = defaults.getters;
    this.numericSeparator = defaults.numericSeparator;
    this.stylize = plain;
    this.userOptions = undefined; // given options, if some are unknown here
    this.indentation = 0;
    this.deepest = 0; // level of the object that was opened last
    this.open = []; // objects being printed, outermost first
    this.references = undefined; // Map: object → number, once a cycle is met
    this.written = []; // length of the output by indentation
  }

  // Is an object at `level` too deep to be opened?
  isBeyond(level) {
    return this.depth !== null && level > this.depth;
  }

  set(options) {
    const keys = %ObjectKeys(options);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (%ObjectPrototypeHasOwnProperty(defaults, key) || key === "stylize")
        this[key] = options[key];
      else if (this.userOptions === undefined) this.userOptions = options;
    }
  }

  finish() {
    if (this.colors) this.stylize = paint;
    if (this.maxArrayLength === null) this.maxArrayLength = Infinity;
    if (this.maxStringLength === null) this.maxStringLength = Infinity;
    return this;
  }
}

function inspect(value, opts) {
  const st = new State();
  const argc = arguments.length;
  if (argc > 2 && arguments[2] !== undefined) st.depth = arguments[2];
  if (argc > 3 && arguments[3] !== undefined) st.colors = arguments[3];
  if (typeof opts === "boolean") st.showHidden = opts;
  else if (opts) st.set(opts);
  return formatValue(st.finish(), value, 0, false);
}

// ---- Primitives -------------------------------------------------------------

function formatString(st, s) {
  let rest = "";
  if (s.length > st.maxStringLength) {
    const n = s.length - st.maxStringLength;
    s = %StringPrototypeSlice(s, 0, st.maxStringLength);
    rest = `... ${n} more character${n > 1 ? "s" : ""}`;
  }
  if (
    st.compact === true ||
    s.length <= SHORTEST_SPLIT ||
    s.length <= st.breakLength - st.indentation - 4
  )
    return st.stylize(quote(s), "string") + rest;
  // A long text is split after its line breaks.
  const glue = ` +\n${spaces(st.indentation + 2)}`;
  let out = "";
  for (let from = 0; from < s.length;) {
    const newline = %StringPrototypeIndexOf(s, "\n", from);
    const to = newline === -1 ? s.length : newline + 1;
    const line = quote(%StringPrototypeSlice(s, from, to));
    out += (from === 0 ? "" : glue) + st.stylize(line, "string");
    from = to;
  }
  return out + rest;
}

function formatPrimitive(st, value) {
  switch (typeof value) {
    case "string":
      return formatString(st, value);
    case "number":
      return st.stylize(numberText(value, st.numericSeparator), "number");
    case "bigint":
      return st.stylize(bigintText(value, st.numericSeparator), "bigint");
    case "boolean":
      return st.stylize(value ? "true" : "false", "boolean");
    case "undefined":
      return st.stylize("undefined", "undefined");
    case "symbol":
      return st.stylize(%SymbolPrototypeToString(value), "symbol");
  }
  return st.stylize("null", "null");
}

// ---- Objects ----------------------------------------------------------------

// The options as a custom inspect function sees them. A foreign object (one
// that is no instance of this realm's Object, or behind a proxy) gets an
// object without prototype and without objects in it.
function optionsForUser(st, foreign) {
  const options = {
    stylize: st.stylize,
    showHidden: st.showHidden,
    depth: st.depth,
    colors: st.colors,
    customInspect: st.customInspect,
    showProxy: st.showProxy,
    maxArrayLength: st.maxArrayLength,
    maxStringLength: st.maxStringLength,
    breakLength: st.breakLength,
    compact: st.compact,
    sorted: st.sorted,
    getters: st.getters,
    numericSeparator: st.numericSeparator,
  };
  if (st.userOptions !== undefined) %ObjectAssign(options, st.userOptions);
  if (!foreign) return options;
  %ObjectSetPrototypeOf(options, null);
  const keys = %ObjectKeys(options);
  for (let i = 0; i < keys.length; i++) {
    const v = options[keys[i]];
    if (v !== null && (typeof v === "object" || typeof v === "function"))
      delete options[keys[i]];
  }
  const stylize = (value, style) => {
    try {
      return `${st.stylize(value, style)}`;
    } catch {
      return value;
    }
  };
  options.stylize = %ObjectSetPrototypeOf(stylize, null);
  return options;
}

// Runs value[inspect.custom], `whole` being what the program passed (a proxy
// of it perhaps); undefined if there is none or it wants the usual output.
function formatCustom(st, value, whole, level) {
  const method = value[custom];
  if (typeof method !== "function" || method === inspect) return undefined;
  const d = %ObjectGetOwnPropertyDescriptor(value, "constructor");
  const maker = d === undefined ? undefined : d.value;
  if (maker !== undefined && maker !== null && maker.prototype === value)
    return undefined; // a prototype object, not an instance
  const depth = st.depth === null ? null : st.depth - level;
  const foreign =
    whole !== value || !%FunctionPrototypeSymbolHasInstance(%Object, whole);
  const options = optionsForUser(st, foreign);
  const result = %FunctionPrototypeCall(method, whole, depth, options, inspect);
  if (result === whole) return undefined;
  if (typeof result !== "string") return formatValue(st, result, level, false);
  const newline = `\n${spaces(st.indentation)}`;
  return %StringPrototypeReplaceAll(result, "\n", newline);
}

function formatShownProxy(st, details, level) {
  if (details[0] === null) return st.stylize("<Revoked Proxy>", "special");
  if (st.isBeyond(level)) return st.stylize("Proxy [Array]", "special");
  st.indentation += 2;
  const entries = [
    formatValue(st, details[0], level + 1, false),
    formatValue(st, details[1], level + 1, false),
  ];
  st.indentation -= 2;
  return layOut(st, entries, "", "Proxy [", "]", true, level + 1, undefined);
}

function referenceNumber(st, value) {
  if (st.references === undefined) st.references = new %Map();
  let n = %MapPrototypeGet(st.references, value);
  if (n === undefined) {
    n = %MapPrototypeGetSize(st.references) + 1;
    %MapPrototypeSet(st.references, value, n);
  }
  return n;
}

// `inView` says that the value is a typed array's buffer, printed in short.
function formatValue(st, value, level, inView) {
  if (
    (typeof value !== "object" && typeof value !== "function") ||
    value === null
  )
    return formatPrimitive(st, value);

  let whole = value;
  let proxies = 0;
  while (%ClassOf(value) === PROXY) {
    const details = %GetProxyDetails(value);
    if (value === registry.env) {
      whole = value = details[0];
      break;
    }
    if (st.showProxy) return formatShownProxy(st, details, level);
    value = details[0];
    proxies++;
    if (value === null)
      return aroundProxies(
        st,
        st.stylize("<Revoked Proxy>", "special"),
        proxies - 1,
      );
  }
  if (st.customInspect) {
    const text = formatCustom(st, value, whole, level);
    if (text !== undefined) return text;
  }
  for (let i = 0; i < st.open.length; i++) {
    if (st.open[i] === value)
      return st.stylize(`[Circular *${referenceNumber(st, value)}]`, "special");
  }
  return aroundProxies(st, formatObject(st, value, level, inView), proxies);
}

function aroundProxies(st, text, proxies) {
  for (; proxies > 0; proxies--)
    text = st.stylize("Proxy(", "special") + text + st.stylize(")", "special");
  return text;
}

function isStackOverflow(error) {
  return (
    error instanceof %RangeError &&
    error.message === "Maximum call stack size exceeded"
  );
}

function formatObject(st, value, level, inView) {
  const inherited = st.showHidden && !st.isBeyond(level) ? [] : undefined;
  const constructor = constructorName(st, value, level, inherited);
  const hasInherited = inherited !== undefined && inherited.length > 0;
  const tag = ownTag(st, value);

  const view = views.describe(
    st,
    value,
    constructor,
    tag,
    level,
    inView,
    !hasInherited,
  );
  if (typeof view === "string") return view;
  if (st.isBeyond(level)) {
    const name = outline(value, constructor, tag);
    return st.stylize(name, "special");
  }

  level++;
  %ArrayPrototypePush(st.open, value);
  st.deepest = level;
  const indentation = st.indentation;
  let entries;
  try {
    entries = view.items === undefined ? [] : view.items(st, value, level);
    for (let i = 0; i < view.extra.length; i++)
      %ArrayPrototypePush(
        entries,
        formatExtra(st, value, level, view.extra[i], view.inView),
      );
    for (let i = 0; i < view.keys.length; i++) {
      const text = formatProperty(
        st,
        value,
        level,
        view.keys[i],
        view.list ? 1 : 0,
        undefined,
        value,
      );
      %ArrayPrototypePush(entries, text);
    }
    if (hasInherited) {
      for (let i = 0; i < inherited.length; i++)
        %ArrayPrototypePush(entries, inherited[i]);
    }
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    %ArrayPrototypePop(st.open);
    st.indentation = indentation;
    const name = %StringPrototypeSlice(
      views.title(value, constructor, tag),
      0,
      -1,
    );
    return st.stylize(
      `[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`,
      "special",
    );
  }
  %ArrayPrototypePop(st.open);
  markReferenced(st, value, view);
  if (st.sorted) sortEntries(st, entries, view);
  const text = layOut(
    st,
    entries,
    view.head,
    view.open,
    view.close,
    view.list,
    level,
    value,
  );
  const written = (st.written[st.indentation] ?? 0) + text.length;
  st.written[st.indentation] = written;
  if (written > MOST_OUTPUT) st.depth = -1;
  return text;
}

// "[Name]" for an object that is too deep.
function outline(value, constructor, tag) {
  const name = %StringPrototypeSlice(
    views.title(value, constructor, tag),
    0,
    -1,
  );
  return constructor === null ? name : `[${name}]`;
}

function ownTag(st, value) {
  let tag;
  try {
    tag = value[%SymbolToStringTag];
  } catch {
    return "";
  }
  if (typeof tag !== "string" || tag === "") return "";
  // An own tag is printed among the properties already.
  const shown = st.showHidden
    ? %ObjectPrototypeHasOwnProperty(value, %SymbolToStringTag)
    : %ObjectPrototypePropertyIsEnumerable(value, %SymbolToStringTag);
  return shown ? "" : tag;
}

function markReferenced(st, value, view) {
  if (st.references === undefined) return;
  const n = %MapPrototypeGet(st.references, value);
  if (n === undefined) return;
  const mark = st.stylize(`<ref *${n}>`, "special");
  if (st.compact === true) view.open = `${mark} ${view.open}`;
  else view.head = view.head === "" ? mark : `${mark} ${view.head}`;
}

function sortEntries(st, entries, view) {
  const order = st.sorted === true ? undefined : st.sorted;
  if (!view.list) {
    %ArrayPrototypeSort(entries, order);
    return;
  }
  // Elements keep their order, only the properties behind them are sorted.
  const n = view.keys.length;
  if (n < 2) return;
  const from = entries.length - n;
  const tail = %ArrayPrototypeSort(%ArrayPrototypeSlice(entries, from), order);
  for (let i = 0; i < n; i++) entries[from + i] = tail[i];
}

// ---- Names and inherited properties -----------------------------------------

function constructorName(st, value, level, inherited) {
  const note =
    inherited === undefined
      ? undefined
      : (first) => listInherited(st, value, first, level, inherited);
  const name = nearestConstructor(value, note);
  if (name !== undefined) return name;
  const own = %GetConstructorName(value);
  if (st.isBeyond(level)) return `${own} <Complex prototype>`;
  const proto = %ObjectGetPrototypeOf(value);
  const above = constructorName(st, proto, level + 1, inherited);
  if (above !== null) return `${own} <${above}>`;
  const outer = new State();
  %ObjectAssign(outer, st);
  outer.customInspect = false;
  outer.depth = -1;
  outer.indentation = 0;
  outer.open = [];
  outer.references = undefined;
  outer.written = [];
  return `${own} <${formatValue(outer, proto, 0, false)}>`;
}

// Appends the data properties and accessors of up to three prototypes that a
// program has written; functions and what is nearer are left out.
function listInherited(st, value, first, level, output) {
  let holder = first;
  const nearer = new %Set();
  let keys = [];
  for (let layer = 0; layer < MOST_PROTOTYPES; layer++) {
    if (layer !== 0 || holder === value) {
      holder = %ObjectGetPrototypeOf(holder);
      if (holder === null) return;
      const d = %ObjectGetOwnPropertyDescriptor(holder, "constructor");
      if (
        d !== undefined &&
        typeof d.value === "function" &&
        isBuiltinName(d.value.name)
      )
        return;
    }
    for (let i = 0; i < keys.length; i++) %SetPrototypeAdd(nearer, keys[i]);
    keys = %ReflectOwnKeys(holder);
    %ArrayPrototypePush(st.open, value);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (
        key === "constructor" ||
        %ObjectPrototypeHasOwnProperty(value, key) ||
        %SetPrototypeHas(nearer, key)
      )
        continue;
      const d = %ObjectGetOwnPropertyDescriptor(holder, key);
      if (typeof d.value === "function") continue;
      const text = formatProperty(st, holder, level, key, 0, d, value);
      %ArrayPrototypePush(
        output,
        st.colors ? `\u001b[2m${text}\u001b[22m` : text,
      );
    }
    %ArrayPrototypePop(st.open);
  }
}

// ---- Properties -------------------------------------------------------------

// A property that belongs to the kind of object: [byteLength]: 8.
function formatExtra(st, value, level, key, inView) {
  st.indentation += 2;
  const text = formatValue(st, views.extraValue(value, key), level, inView);
  st.indentation -= 2;
  return `${st.stylize(`[${key}]`, "string")}: ${text}`;
}

function formatGetter(st, d, level, receiver) {
  const label = d.set === undefined ? "Getter" : "Getter/Setter";
  const wanted =
    st.getters === true ||
    (st.getters === "get" && d.set === undefined) ||
    (st.getters === "set" && d.set !== undefined);
  if (!st.getters || !wanted) return st.stylize(`[${label}]`, "special");
  st.indentation += 2;
  const open = st.stylize(`[${label}:`, "special");
  const close = st.stylize("]", "special");
  let text;
  try {
    const v = %FunctionPrototypeCall(d.get, receiver);
    text =
      v !== null && (typeof v === "object" || typeof v === "function")
        ? `${st.stylize(`[${label}]`, "special")} ${formatValue(st, v, level, false)}`
        : `${open} ${formatPrimitive(st, v)}${close}`;
  } catch (error) {
    text = `${open} <Inspection threw (${formatValue(st, error, level, false)})>${close}`;
  }
  st.indentation -= 2;
  return text;
}

function formatKey(st, key, enumerable) {
  let name;
  if (typeof key === "symbol")
    name = st.stylize(
      escapeText(%SymbolPrototypeToString(key), true),
      "symbol",
    );
  else if (key === "__proto__") name = "['__proto__']";
  else if (isPlainKey(key)) name = st.stylize(key, "name");
  else name = st.stylize(quote(key), "string");
  return enumerable === false ? `[${name}]` : name;
}

// kind: 0 a property of an object, 1 of a list, 2 an element (no name).
function formatProperty(st, holder, level, key, kind, d, receiver) {
  if (d === undefined) d = %ObjectGetOwnPropertyDescriptor(holder, key);
  let gap = " ";
  let text;
  if (d.value !== undefined) {
    const deeper = st.compact === true && kind === 0 ? 3 : 2;
    st.indentation += deeper;
    text = formatValue(st, d.value, level, false);
    if (deeper === 3 && st.breakLength < stringWidth(text, st.colors))
      gap = `\n${spaces(st.indentation)}`;
    st.indentation -= deeper;
  } else if (d.get !== undefined) text = formatGetter(st, d, level, receiver);
  else if (d.set !== undefined) text = st.stylize("[Setter]", "special");
  else text = st.stylize("undefined", "undefined");
  if (kind === 2) return text;
  return `${formatKey(st, key, d.enumerable)}:${gap}${text}`;
}

views.connect({ formatValue, formatProperty, formatPrimitive });

inspect.custom = custom;
inspect.colors = colors;
inspect.styles = styles;
%ObjectDefineProperty(inspect, "defaultOptions", {
  __proto__: null,
  get() {
    return defaults;
  },
  set(options) {
    const { validateObject } = require("internal/validators");
    validateObject(options, "options"); //@ *.set internal/util/inspect:417:5
    return %ObjectAssign(defaults, options);
  },
});

module.exports = { inspect, defaults, custom };
