"use strict";
// What the two flavours of path share: arguments, segments, names and their
// extensions.

const { invalidArgType } = require("internal/errors");

function checkString(value, name) {
  if (typeof value !== "string") throw invalidArgType(name, "string", value); //@ internal/errors:547:7|      throw error;
}

// The segments of `path`, which `separator` divides, with "." and ".." resolved
// and joined again. Leading ".." stay if `isRelative`.
function resolveDots(path, isRelative, separator) {
  const all = %StringPrototypeSplit(path, separator);
  const kept = [];
  let n = 0;
  for (let i = 0; i < all.length; i++) {
    const segment = all[i];
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") kept[n++] = segment;
    else if (n > 0 && kept[n - 1] !== "..") n--;
    else if (isRelative) kept[n++] = segment;
  }
  kept.length = n;
  return %ArrayPrototypeJoin(kept, separator);
}

// Where the last segment of `path` from `from` lies, trailing separators left
// out: { start, end }.
function lastSegment(path, from, isSeparator) {
  let end = path.length;
  while (end > from && isSeparator(%StringPrototypeCharCodeAt(path, end - 1)))
    end--;
  let start = end;
  while (
    start > from &&
    !isSeparator(%StringPrototypeCharCodeAt(path, start - 1))
  )
    start--;
  return { start, end };
}

// ".ext" of a name: from its last dot, if that is not its first character.
function extensionOf(name) {
  const dot = %StringPrototypeLastIndexOf(name, ".");
  return dot <= 0 || name === ".." ? "" : %StringPrototypeSlice(name, dot);
}

function withoutSuffix(path, name, suffix) {
  if (suffix === undefined || suffix === "") return name;
  if (suffix === path) return "";
  // A quirk of Node, for paths of separators only.
  if (name === "" && suffix.length <= path.length) return path;
  return name !== suffix && %StringPrototypeEndsWith(name, suffix)
    ? %StringPrototypeSlice(name, 0, name.length - suffix.length)
    : name;
}

function formatParts(separator, object) {
  if (object === null || %ArrayIsArray(object) || typeof object !== "object")
    throw invalidArgType("pathObject", "Object", object); //@ internal/errors:547:7, _format path:172:3|      throw error;
  const dir = object.dir || object.root;
  let ext = object.ext || "";
  if (ext !== "" && ext[0] !== ".") ext = `.${ext}`;
  const base = object.base || `${object.name || ""}${ext}`;
  if (!dir) return base;
  return dir === object.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

module.exports = {
  checkString,
  extensionOf,
  formatParts,
  lastSegment,
  resolveDots,
  withoutSuffix,
};
