"use strict";
// util.format and util.formatWithOptions: printf-like directives, then the
// remaining arguments separated by spaces.

const { numberText, bigintText } = require("internal/util/quote");
const { inspect, defaults } = require("internal/util/inspect");
const { isBuiltinName } = require("internal/util/names");

const PROXY = 14;

function separators(options) {
  return options?.numericSeparator ?? defaults.numericSeparator;
}

function plainNumber(n, options) {
  return typeof n === "bigint"
    ? bigintText(n, separators(options))
    : numberText(n, separators(options));
}

// Does the object print by a builtin's toString, so that inspecting it tells
// more? Not if the program gave it or its class one, or a Symbol.toPrimitive.
function hasBuiltinToString(value) {
  while (%ClassOf(value) === PROXY) {
    value = %GetProxyDetails(value)[0];
    if (value === null) return true;
  }
  const byName = typeof value.toString === "function";
  const byHint = typeof value[%SymbolToPrimitive] === "function";
  if (!byName && !byHint) return true;
  const own = (o) =>
    (byName && %ObjectPrototypeHasOwnProperty(o, "toString")) ||
    (byHint && %ObjectPrototypeHasOwnProperty(o, %SymbolToPrimitive));
  if (own(value)) return false;
  let holder = value;
  do holder = %ObjectGetPrototypeOf(holder);
  while (!own(holder));
  const d = %ObjectGetOwnPropertyDescriptor(holder, "constructor");
  return (
    d !== undefined &&
    typeof d.value === "function" &&
    isBuiltinName(d.value.name)
  );
}

function isCycleError(error) {
  return (
    error instanceof %TypeError &&
    %StringPrototypeStartsWith(
      error.message,
      "Converting circular structure to JSON",
    )
  );
}

function json(value) {
  try {
    return `${%JSONStringify(value)}`;
  } catch (error) {
    if (isCycleError(error)) return "[Circular]";
    throw error;
  }
}

function asString(value, options) {
  if (typeof value === "number" || typeof value === "bigint")
    return plainNumber(value, options);
  if (typeof value !== "object" || value === null || !hasBuiltinToString(value))
    return %String(value);
  return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
}

function asNumber(value, options, convert) {
  if (typeof value === "bigint") return plainNumber(value, options);
  if (typeof value === "symbol") return "NaN";
  return plainNumber(convert(value), options);
}

// The text for one directive, undefined if the letter is none.
function directive(letter, value, options) {
  switch (letter) {
    case 0x73: // s
      return asString(value, options);
    case 0x64: // d
      return asNumber(value, options, %Number);
    case 0x69: // i
      return asNumber(value, options, %NumberParseInt);
    case 0x66: // f
      return typeof value === "symbol"
        ? "NaN"
        : plainNumber(%NumberParseFloat(value), options);
    case 0x6a: // j
      return json(value);
    case 0x4f: // O
      return inspect(value, options);
    case 0x6f: // o
      return inspect(value, {
        ...options,
        showHidden: true,
        showProxy: true,
        depth: 4,
      });
    case 0x63: // c, styles for a browser
      return "";
  }
  return undefined;
}

function formatList(options, args) {
  const first = args[0];
  if (typeof first !== "string") return joinRest(options, args, 0, "");
  if (args.length === 1) return first;
  let out = "";
  let kept = 0;
  let used = 1;
  for (let i = 0; i + 1 < first.length; i++) {
    if (%StringPrototypeCharCodeAt(first, i) !== 0x25) continue;
    const letter = %StringPrototypeCharCodeAt(first, i + 1);
    if (letter === 0x25) {
      out += %StringPrototypeSlice(first, kept, i + 1);
    } else {
      if (used === args.length) {
        i++;
        continue;
      }
      const text = directive(letter, args[used], options);
      if (text === undefined) {
        i++;
        continue;
      }
      used++;
      out += %StringPrototypeSlice(first, kept, i) + text;
    }
    i++;
    kept = i + 1;
  }
  out = kept === 0 ? first : out + %StringPrototypeSlice(first, kept);
  return joinRest(options, args, used, out);
}

// Appends args[from…], each after a space unless it is the very first.
function joinRest(options, args, from, out) {
  for (let i = from; i < args.length; i++) {
    if (i > 0) out += " ";
    const arg = args[i];
    out += typeof arg === "string" ? arg : inspect(arg, options);
  }
  return out;
}

function format(...args) {
  return formatList(undefined, args);
}

function formatWithOptions(options, ...args) {
  if (options === null || typeof options !== "object") {
    const { validateObject } = require("internal/validators");
    validateObject(options, "inspectOptions"); //@ *.formatWithOptions internal/util/inspect:2786:3
  }
  return formatList(options, args);
}

module.exports = { format, formatWithOptions, formatList };
