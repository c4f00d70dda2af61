"use strict";
// What the drivers share: values as short deterministic text, and calls whose result or error is printed.

function showObject(v, depth, seen) {
  if (seen.includes(v)) return "<cycle>";
  if (typeof v === "function") return `[function ${v.name}]`;
  if (v instanceof Date) return `Date(${Number.isNaN(v.getTime()) ? "invalid" : v.toISOString()})`;
  if (v instanceof RegExp) return String(v);
  if (v instanceof Error) return `${v.name}(${v.message})`;
  if (depth === 0) return "…";
  const inner = [...seen, v];
  const part = (x) => show(x, depth - 1, inner);
  if (Array.isArray(v)) return `[${Array.from(v, part).join(", ")}]`;
  if (v instanceof Map) return `Map{${[...v].map(([k, x]) => `${part(k)} => ${part(x)}`).join(", ")}}`;
  if (v instanceof Set) return `Set{${[...v].map(part).join(", ")}}`;
  if (ArrayBuffer.isView(v)) return `${v.constructor.name}(${v.byteLength})`;
  if (Object.prototype.toString.call(v) === "[object Arguments]") return `arguments[${Array.from(v, part).join(", ")}]`;
  const keys = Reflect.ownKeys(v).filter((k) => Object.prototype.propertyIsEnumerable.call(v, k));
  return `{${keys.map((k) => `${String(k)}: ${part(v[k])}`).join(", ")}}`;
}

// `depth` levels of nesting are shown.
function show(v, depth = 6, seen = []) {
  if (typeof v === "string") return JSON.stringify(v);
  if (typeof v === "bigint") return `${v}n`;
  if (Object.is(v, -0)) return "-0";
  if (v === null || (typeof v !== "object" && typeof v !== "function")) return String(v);
  return showObject(v, depth, seen);
}

function cut(text, length = 240) {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length})`;
}

// Prints what `fn` returns or throws, after a label.
function attempt(label, fn, showResult = show) {
  let text;
  try {
    text = showResult(fn());
  } catch (error) {
    text = `throws ${error instanceof Error ? `${error.name}: ${error.message}` : show(error)}`;
  }
  console.log(`${label}: ${cut(text)}`);
}

module.exports = { show, cut, attempt };
