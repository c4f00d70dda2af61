"use strict";
// Glob patterns, for path.matchesGlob and fs.globSync: `*` and `?` within a segment,
// `**` over segments, [classes], {a,b} alternatives.

// {a,b{c,d}} → all combinations.
function expandBraces(pattern) {
  const open = %StringPrototypeIndexOf(pattern, "{");
  if (open === -1) return [pattern];
  let depth = 0;
  const parts = [];
  let start = open + 1;
  for (let i = open; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === "{") depth++;
    else if (c === "}" && --depth === 0) {
      %ArrayPrototypePush(parts, %StringPrototypeSlice(pattern, start, i));
      if (parts.length === 1) break;
      const before = %StringPrototypeSlice(pattern, 0, open);
      const after = expandBraces(%StringPrototypeSlice(pattern, i + 1));
      const out = [];
      for (let p = 0; p < parts.length; p++) {
        const inner = expandBraces(parts[p]);
        for (let k = 0; k < inner.length; k++)
          for (let a = 0; a < after.length; a++)
            %ArrayPrototypePush(out, before + inner[k] + after[a]);
      }
      return out;
    } else if (c === "," && depth === 1) {
      %ArrayPrototypePush(parts, %StringPrototypeSlice(pattern, start, i));
      start = i + 1;
    }
  }
  return [pattern];
}

// Matches [abc], [a-z], [!x] at `at`: { end, matches }, undefined if not closed.
function matchClass(pattern, at, c) {
  let i = at + 1;
  const negated = pattern[i] === "!" || pattern[i] === "^";
  if (negated) i++;
  let found = false;
  for (let first = true; i < pattern.length; first = false, i++) {
    if (pattern[i] === "]" && !first)
      return { end: i + 1, matches: found !== negated };
    if (
      pattern[i + 1] === "-" &&
      i + 2 < pattern.length &&
      pattern[i + 2] !== "]"
    ) {
      if (c >= pattern[i] && c <= pattern[i + 2]) found = true;
      i += 2;
    } else if (pattern[i] === c) found = true;
  }
  return undefined;
}

// One segment against one name.
function matchSegment(pattern, name, p, n) {
  for (; p < pattern.length; p++) {
    const c = pattern[p];
    if (c === "*") {
      if (p === 0 && name[0] === ".") return false;
      for (let k = n; k <= name.length; k++)
        if (matchSegment(pattern, name, p + 1, k)) return true;
      return false;
    }
    if (n >= name.length) return false;
    if (c === "[") {
      const r = matchClass(pattern, p, name[n]);
      if (r !== undefined) {
        if (!r.matches) return false;
        p = r.end - 1;
        n++;
        continue;
      }
    }
    if (c === "?" ? name[n] === "." && n === 0 : c !== name[n]) return false;
    n++;
  }
  return n === name.length;
}

function matchPath(segments, names, s, n) {
  for (; s < segments.length; s++, n++) {
    if (segments[s] === "**") {
      for (let k = n; k <= names.length; k++) {
        if (matchPath(segments, names, s + 1, k)) return true;
        if (k < names.length && names[k][0] === ".") return false;
      }
      return false;
    }
    if (n >= names.length || !matchSegment(segments[s], names[n], 0, 0))
      return false;
  }
  return n === names.length;
}

function matchesGlob(path, pattern, separator) {
  const { validateString } = require("internal/validators");
  validateString(path, "path");
  validateString(pattern, "pattern");
  if (separator === "\\") {
    path = %StringPrototypeReplaceAll(path, "\\", "/");
    pattern = %StringPrototypeReplaceAll(pattern, "\\", "/");
  }
  const names = %StringPrototypeSplit(path, "/");
  const all = expandBraces(pattern);
  for (let i = 0; i < all.length; i++)
    if (matchPath(%StringPrototypeSplit(all[i], "/"), names, 0, 0)) return true;
  return false;
}

module.exports = { expandBraces, matchSegment, matchesGlob };
