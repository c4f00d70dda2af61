"use strict";
// util.debuglog: messages on standard error for sections that the environment
// variable NODE_DEBUG names.

const { printError } = require("internal/stdio");
const { formatList } = require("internal/util/format");

let pattern; // upper case names with * as a wild card, comma separated

function patterns() {
  if (pattern === undefined) {
    const { process } = require("internal/process");
    pattern = %StringPrototypeSplit(
      %StringPrototypeToUpperCase(process.env.NODE_DEBUG ?? ""),
      ",",
    );
  }
  return pattern;
}

function matches(glob, text) {
  const star = %StringPrototypeIndexOf(glob, "*");
  if (star === -1) return glob === text;
  if (!%StringPrototypeStartsWith(text, %StringPrototypeSlice(glob, 0, star)))
    return false;
  const rest = %StringPrototypeSlice(glob, star + 1);
  for (let i = star; i <= text.length; i++)
    if (matches(rest, %StringPrototypeSlice(text, i))) return true;
  return false;
}

function isEnabled(section) {
  const list = patterns();
  for (let i = 0; i < list.length; i++)
    if (matches(list[i], section)) return true;
  return false;
}

function printable(set) {
  return typeof set === "symbol"
    ? %SymbolPrototypeToString(set)
    : `${set ?? "undefined"}`;
}

function debuglog(set, onEnabled) {
  const section = %StringPrototypeToUpperCase(printable(set));
  let enabled;
  let write;
  const check = () => (enabled ??= isEnabled(section));
  function logger(...args) {
    if (!check()) return;
    if (write === undefined) {
      write = (...list) => {
        const { process } = require("internal/process");
        printError(
          `${section} ${process.pid}: ${formatList(undefined, list)}\n`,
        );
      };
      if (typeof onEnabled === "function") onEnabled(write);
    }
    %ReflectApply(write, undefined, args);
  }
  %ObjectDefineProperty(logger, "enabled", {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: check,
  });
  return logger;
}

module.exports = { debuglog };
