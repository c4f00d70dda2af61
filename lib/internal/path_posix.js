"use strict";
// path.posix.

const {
  checkString,
  extensionOf,
  formatParts,
  lastSegment,
  resolveDots,
  withoutSuffix,
} = require("internal/path_common");

function isSlash(c) {
  return c === 47;
}

function isRooted(path) {
  return path !== "" && path[0] === "/";
}

function cwd() {
  const registry = require("internal/registry");
  if (registry.process !== undefined) return registry.process.cwd();
  return require("internal/cwd").workingDirectory();
}

function resolve(...paths) {
  let resolved = "";
  let absolute = false;
  for (let i = paths.length - 1; i >= -1 && !absolute; i--) {
    let path;
    if (i >= 0) {
      path = paths[i];
      checkString(path, `paths[${i}]`); //@ *.resolve path:1257:7
    } else path = cwd();
    if (path === "") continue;
    resolved = `${path}/${resolved}`;
    absolute = path[0] === "/";
  }
  resolved = resolveDots(resolved, !absolute, "/");
  if (absolute) return `/${resolved}`;
  return resolved === "" ? "." : resolved;
}

function normalize(path) {
  checkString(path, "path"); //@ *.normalize path:1293:5
  if (path === "") return ".";
  const absolute = isRooted(path);
  let out = resolveDots(path, !absolute, "/");
  const trailing = path[path.length - 1] === "/";
  if (out === "") {
    if (absolute) return "/";
    return trailing ? "./" : ".";
  }
  if (trailing) out += "/";
  return absolute ? `/${out}` : out;
}

function isAbsolute(path) {
  checkString(path, "path"); //@ *.isAbsolute path:1320:5
  return isRooted(path);
}

function join(...paths) {
  let joined = "";
  for (let i = 0; i < paths.length; i++) {
    checkString(paths[i], "path"); //@ *.join path:1336:7
    if (paths[i] !== "") joined += joined === "" ? paths[i] : `/${paths[i]}`;
  }
  return joined === "" ? "." : normalize(joined);
}

function segments(absolutePath) {
  return absolutePath === "/"
    ? []
    : %StringPrototypeSplit(%StringPrototypeSlice(absolutePath, 1), "/");
}

function relative(from, to) {
  checkString(from, "from"); //@ *.relative path:1354:5
  checkString(to, "to"); //@ *.relative path:1355:5
  if (from === to) return "";
  const a = segments(resolve(from));
  const b = segments(resolve(to));
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common])
    common++;
  const out = [];
  for (let i = common; i < a.length; i++) %ArrayPrototypePush(out, "..");
  for (let i = common; i < b.length; i++) %ArrayPrototypePush(out, b[i]);
  return %ArrayPrototypeJoin(out, "/");
}

function dirname(path) {
  checkString(path, "path"); //@ *.dirname path:1439:5
  if (path === "") return ".";
  const { start } = lastSegment(path, 0, isSlash);
  if (start <= 1) return isRooted(path) ? "/" : ".";
  // "//a" has the directory "//", as Node says.
  if (start === 2 && isRooted(path)) return "//";
  return %StringPrototypeSlice(path, 0, start - 1);
}

function basename(path, suffix) {
  if (suffix !== undefined) checkString(suffix, "suffix"); //@ *.basename path:1471:7
  checkString(path, "path"); //@ *.basename path:1472:5
  const { start, end } = lastSegment(path, 0, isSlash);
  return withoutSuffix(path, %StringPrototypeSlice(path, start, end), suffix);
}

function extname(path) {
  checkString(path, "path"); //@ *.extname path:1549:5
  const { start, end } = lastSegment(path, 0, isSlash);
  return extensionOf(%StringPrototypeSlice(path, start, end));
}

function parse(path) {
  checkString(path, "path"); //@ *.parse path:1613:5
  const root = isRooted(path) ? "/" : "";
  const { start, end } = lastSegment(path, root.length, isSlash);
  const base = %StringPrototypeSlice(path, start, end);
  // A quirk of Node: ".." right behind the root has an extension.
  const ext = base === ".." && start === 1 ? "." : extensionOf(base);
  const dir =
    start > root.length ? %StringPrototypeSlice(path, 0, start - 1) : root;
  return {
    root,
    dir,
    base,
    ext,
    name: %StringPrototypeSlice(base, 0, base.length - ext.length),
  };
}

const posix = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath(path) {
    return path;
  },
  dirname,
  basename,
  extname,
  format(object) {
    return formatParts("/", object);
  },
  parse,
  matchesGlob(path, pattern) {
    const { matchesGlob } = require("internal/glob");
    return matchesGlob(path, pattern, "/");
  },
  sep: "/",
  delimiter: ":",
  win32: null,
  posix: null,
};

module.exports = posix;
