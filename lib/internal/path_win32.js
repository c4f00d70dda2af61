"use strict";
// path.win32.

const {
  checkString,
  extensionOf,
  formatParts,
  lastSegment,
  resolveDots,
  withoutSuffix,
} = require("internal/path_common");

function isSeparator(c) {
  return c === 47 || c === 92;
}

function separatorAt(path, i) {
  return i < path.length && isSeparator(%StringPrototypeCharCodeAt(path, i));
}

function isLetter(c) {
  return (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
}

function hasDrive(path) {
  return (
    path.length > 1 &&
    path[1] === ":" &&
    isLetter(%StringPrototypeCharCodeAt(path, 0))
  );
}

function skip(path, i, separators) {
  while (i < path.length && separatorAt(path, i) === separators) i++;
  return i;
}

// What stands before the segments: `device` is "C:", "\\server\share" or
// "\\.", undefined if there is none; `end` where the segments begin; `isShare`
// that it is a complete UNC root and nothing follows it.
function rootOf(path) {
  const root = { device: undefined, end: 0, absolute: false, isShare: false };
  if (separatorAt(path, 0)) {
    root.absolute = true;
    root.end = 1;
    if (!separatorAt(path, 1)) return root;
    const serverEnd = skip(path, 2, false);
    if (serverEnd === 2 || serverEnd === path.length) return root;
    const server = %StringPrototypeSlice(path, 2, serverEnd);
    const shareStart = skip(path, serverEnd, true);
    if (shareStart === path.length) return root;
    const shareEnd = skip(path, shareStart, false);
    if (server === "." || server === "?") {
      root.device = `\\\\${server}`;
      root.end = 4;
      return root;
    }
    root.device = `\\\\${server}\\${%StringPrototypeSlice(path, shareStart, shareEnd)}`;
    root.end = shareEnd;
    root.isShare = shareEnd === path.length;
    return root;
  }
  if (hasDrive(path)) {
    root.device = %StringPrototypeSlice(path, 0, 2);
    root.absolute = separatorAt(path, 2);
    root.end = root.absolute ? 3 : 2;
  }
  return root;
}

function withBackslashes(path) {
  return %StringPrototypeReplaceAll(path, "/", "\\");
}

function cwd() {
  return require("internal/path_posix").resolve();
}

function resolve(...paths) {
  let device = "";
  let tail = "";
  let absolute = false;
  for (let i = paths.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = paths[i];
      checkString(path, `paths[${i}]`);
      if (path === "") continue;
    } else path = cwd();
    const root = rootOf(path);
    const own = root.device ?? "";
    if (own !== "") {
      if (device === "") device = own;
      else if (
        %StringPrototypeToLowerCase(own) !== %StringPrototypeToLowerCase(device)
      )
        continue;
    }
    if (absolute) {
      if (device !== "") break;
    } else {
      tail = `${%StringPrototypeSlice(path, root.end)}\\${tail}`;
      absolute = root.absolute;
      if (absolute && device !== "") break;
    }
  }
  tail = resolveDots(withBackslashes(tail), !absolute, "\\");
  if (absolute) return `${device}\\${tail}`;
  return `${device}${tail}` || ".";
}

function isReserved(name) {
  switch (%StringPrototypeToUpperCase(name)) {
    case "CON":
    case "PRN":
    case "AUX":
    case "NUL":
      return true;
  }
  const upper = %StringPrototypeToUpperCase(name);
  if (upper.length !== 4) return false;
  const start = %StringPrototypeSlice(upper, 0, 3);
  return (
    (start === "COM" || start === "LPT") &&
    %StringPrototypeIncludes("123456789\u00b9\u00b2\u00b3", upper[3])
  );
}

// Could a relative path be taken for a drive or a device after normalizing?
function isAmbiguous(path, tail) {
  if (hasDrive(tail)) return true;
  let colon = %StringPrototypeIndexOf(path, ":");
  for (; colon !== -1; colon = %StringPrototypeIndexOf(path, ":", colon + 1))
    if (colon === path.length - 1 || separatorAt(path, colon + 1)) return true;
  return false;
}

function normalize(path) {
  checkString(path, "path"); //@ *.normalize path:351:5
  if (path === "") return ".";
  if (path.length === 1) return path === "/" ? "\\" : path;
  const root = rootOf(path);
  if (root.isShare) return `${root.device}\\`;
  const rest = %StringPrototypeSlice(path, root.end);
  let tail = resolveDots(withBackslashes(rest), !root.absolute, "\\");
  if (tail === "" && !root.absolute) tail = ".";
  if (tail !== "" && separatorAt(path, path.length - 1)) tail += "\\";
  if (
    !root.absolute &&
    root.device === undefined &&
    %StringPrototypeIncludes(path, ":")
  ) {
    if (isAmbiguous(path, tail)) return `.\\${tail}`;
  }
  const colon = %StringPrototypeIndexOf(path, ":");
  if (colon !== -1 && isReserved(%StringPrototypeSlice(path, 0, colon)))
    return `.\\${root.device ?? ""}${tail}`;
  if (root.device === undefined) return root.absolute ? `\\${tail}` : tail;
  return root.absolute ? `${root.device}\\${tail}` : root.device + tail;
}

function isAbsolute(path) {
  checkString(path, "path"); //@ *.isAbsolute path:488:5
  return separatorAt(path, 0) || (hasDrive(path) && separatorAt(path, 2));
}

function join(...paths) {
  const parts = [];
  for (let i = 0; i < paths.length; i++) {
    checkString(paths[i], "path"); //@ *.join path:513:7
    if (paths[i] !== "") %ArrayPrototypePush(parts, paths[i]);
  }
  if (parts.length === 0) return ".";
  const first = parts[0];
  let joined = %ArrayPrototypeJoin(parts, "\\");
  // Only a first part that is itself the beginning of a UNC path makes one.
  const isShare =
    separatorAt(first, 0) &&
    separatorAt(first, 1) &&
    first.length > 2 &&
    !separatorAt(first, 2);
  if (!isShare) {
    const slashes = skip(joined, 0, true);
    if (slashes >= 2) joined = `\\${%StringPrototypeSlice(joined, slashes)}`;
  }
  return namesDevice(joined) ? withBackslashes(joined) : normalize(joined);
}

// Is a part between backslashes the name of a device with a colon? Such a path
// is joined as it stands.
function namesDevice(path) {
  const parts = segments(path);
  for (let i = 0; i < parts.length; i++) {
    const colon = %StringPrototypeIndexOf(parts[i], ":");
    if (colon !== -1 && isReserved(%StringPrototypeSlice(parts[i], 0, colon)))
      return true;
  }
  return false;
}

function segments(path) {
  const all = %StringPrototypeSplit(path, "\\");
  const out = [];
  for (let i = 0; i < all.length; i++)
    if (all[i] !== "") %ArrayPrototypePush(out, all[i]);
  return out;
}

// Names are compared without regard to case.
function relative(from, to) {
  checkString(from, "from");
  checkString(to, "to");
  if (from === to) return "";
  const target = resolve(to);
  const a = segments(%StringPrototypeToLowerCase(resolve(from)));
  const b = segments(target);
  let common = 0;
  while (
    common < a.length &&
    common < b.length &&
    a[common] === %StringPrototypeToLowerCase(b[common])
  )
    common++;
  if (common === 0 && a.length > 0 && b.length > 0) return target;
  const out = [];
  for (let i = common; i < a.length; i++) %ArrayPrototypePush(out, "..");
  for (let i = common; i < b.length; i++) %ArrayPrototypePush(out, b[i]);
  return %ArrayPrototypeJoin(out, "\\");
}

function toNamespacedPath(path) {
  if (typeof path !== "string" || path === "") return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved[0] === "\\" && resolved[1] === "\\") {
    if (resolved[2] !== "?" && resolved[2] !== ".")
      return `\\\\?\\UNC\\${%StringPrototypeSlice(resolved, 2)}`;
    return resolved;
  }
  if (hasDrive(resolved) && resolved[2] === "\\") return `\\\\?\\${resolved}`;
  return resolved;
}

// The length of the root of a path for dirname and parse: with the separator
// after a share or a drive.
function rootLength(path) {
  if (path.length === 1) return separatorAt(path, 0) ? 1 : 0;
  const root = rootOf(path);
  if (root.device === undefined || hasDrive(path)) return root.end;
  // Here "\\.\x" is a share like any other.
  const serverEnd = skip(path, 2, false);
  const shareStart = skip(path, serverEnd, true);
  const shareEnd = skip(path, shareStart, false);
  return shareEnd === path.length ? shareEnd : shareEnd + 1;
}

function isWholeShare(path) {
  return (
    rootLength(path) === path.length && path.length > 1 && separatorAt(path, 0)
  );
}

function dirname(path) {
  checkString(path, "path"); //@ *.dirname path:804:5
  if (path === "") return ".";
  if (path.length === 1) return separatorAt(path, 0) ? path : ".";
  if (isWholeShare(path) && separatorAt(path, 1)) return path;
  const from = rootLength(path);
  let { start } = lastSegment(path, from, isSeparator);
  if (start === from)
    return from === 0 ? "." : %StringPrototypeSlice(path, 0, from);
  return %StringPrototypeSlice(path, 0, start - 1);
}

function basename(path, suffix) {
  if (suffix !== undefined) checkString(suffix, "suffix");
  checkString(path, "path");
  const from = hasDrive(path) ? 2 : 0;
  const { start, end } = lastSegment(path, from, isSeparator);
  const name = %StringPrototypeSlice(path, start, end);
  return suffix === path
    ? ""
    : withoutSuffix(%StringPrototypeSlice(path, from), name, suffix);
}

function extname(path) {
  checkString(path, "path"); //@ *.extname path:987:5
  const from = hasDrive(path) ? 2 : 0;
  const { start, end } = lastSegment(path, from, isSeparator);
  return extensionOf(%StringPrototypeSlice(path, start, end));
}

function parse(path) {
  checkString(path, "path"); //@ *.parse path:1063:5
  const from = rootLength(path);
  const root = %StringPrototypeSlice(path, 0, from);
  const { start, end } = lastSegment(path, from, isSeparator);
  const base = %StringPrototypeSlice(path, start, end);
  const ext = extensionOf(base);
  const dir = start > from ? %StringPrototypeSlice(path, 0, start - 1) : root;
  return {
    root,
    dir,
    base,
    ext,
    name: %StringPrototypeSlice(base, 0, base.length - ext.length),
  };
}

const win32 = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format(object) {
    return formatParts("\\", object);
  },
  parse,
  matchesGlob(path, pattern) {
    const { matchesGlob } = require("internal/glob");
    return matchesGlob(path, pattern, "\\");
  },
  sep: "\\",
  delimiter: ";",
  win32: null,
  posix: null,
};

module.exports = win32;
