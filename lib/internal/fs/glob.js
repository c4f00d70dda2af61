"use strict";
// fs.globSync: the paths below a folder that match patterns.

const { expandBraces, matchSegment } = require("internal/glob");
const { list } = require("internal/fs/dirs");
const { modeOf } = require("internal/fs/stats");

function globSync(pattern, options) {
  const patterns = %ArrayIsArray(pattern) ? pattern : [pattern];
  const { resolve } = require("internal/path_posix");
  const root = resolve(options?.cwd ?? "");
  const found = new %Set();
  for (let i = 0; i < patterns.length; i++) {
    const all = expandBraces(patterns[i]);
    for (let k = 0; k < all.length; k++) walk(root, all[k], found);
  }
  const out = [];
  const { exclude } = options ?? {};
  %SetPrototypeForEach(found, (path) => {
    if (typeof exclude === "function" && exclude(path)) return;
    %ArrayPrototypePush(out, path);
  });
  return out;
}

function walk(root, pattern, found) {
  const absolute = pattern[0] === "/";
  const segments = %StringPrototypeSplit(
    absolute ? %StringPrototypeSlice(pattern, 1) : pattern,
    "/",
  );
  const visit = (directory, shown, s) => {
    const join = (base, name) =>
      base === "" || base === "/" ? base + name : `${base}/${name}`;
    const segment = segments[s];
    const isLast = s === segments.length - 1;
    if (segment === "**") {
      if (isLast) %SetPrototypeAdd(found, shown === "" ? "." : shown);
      else visit(directory, shown, s + 1);
    }
    let entries;
    try {
      entries = list(directory, "scandir");
    } catch {
      return;
    }
    for (let i = 0; i < entries.length; i++) {
      const { name, type } = entries[i];
      const at = join(directory === "/" ? "/" : `${directory}/`, name);
      const path = `${directory === "/" ? "" : directory}/${name}`;
      const seen = join(shown, name);
      const isFolder =
        type === 2 || (type === 3 && (modeOf(at, true) & 0o170000) === 0o40000);
      if (segment === "**") {
        if (name[0] === ".") continue;
        if (isLast) %SetPrototypeAdd(found, seen);
        if (type === 2) visit(path, seen, s);
      } else if (matchSegment(segment, name, 0, 0)) {
        if (isLast) %SetPrototypeAdd(found, seen);
        else if (isFolder) visit(path, seen, s + 1);
      }
    }
  };
  visit(absolute ? "/" : root, absolute ? "/" : "", 0);
}

module.exports = { globSync };
