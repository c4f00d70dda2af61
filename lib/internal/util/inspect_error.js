"use strict";
// How util.inspect prints an error: its `stack`, with the class name put right,
// without frames that its cause shows too, long recursions collapsed; in
// brackets if there is no stack trace.

const { prefix } = require("internal/util/names");
const { spaces } = require("internal/util/layout");

const FRAME = "\n    at";
const LONG_STACK = 10; // frames from which recursions are looked for
const SHORTEST_RUN = 3; // fewer equal lines are never collapsed

// obj[key], or undefined if that throws.
function quietly(object, key) {
  try {
    return object[key];
  } catch {
    return undefined;
  }
}

function stackText(st, error, formatValue) {
  const stack = quietly(error, "stack");
  if (!stack) return %ErrorPrototypeToString(error);
  if (typeof stack === "string") return stack;
  %ArrayPrototypePush(st.open, error);
  st.indentation += 4;
  const text = formatValue(st, stack, NaN, false);
  st.indentation -= 4;
  %ArrayPrototypePop(st.open);
  return `${%ErrorPrototypeToString(error)}\n    ${text}`;
}

// ---- The first line -----------------------------------------------------------

function isNameUnit(c) {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57);
}

// The error's name as the stack begins: a capital, then name characters up to
// a colon or the first frame; or one single word that ends in Error.
function leadingName(stack) {
  const first = %StringPrototypeCharCodeAt(stack, 0);
  if (first >= 65 && first <= 90) {
    let i = 1;
    while (i < stack.length) {
      const c = %StringPrototypeCharCodeAt(stack, i);
      if (!isNameUnit(c) && !%StringPrototypeIncludes("_ []()-", stack[i]))
        break;
      i++;
    }
    const atEnd =
      stack[i] === ":" || %StringPrototypeStartsWith(stack, FRAME, i);
    if (i > 1 && atEnd) return %StringPrototypeSlice(stack, 0, i);
  }
  if (!%StringPrototypeEndsWith(stack, "Error")) return "";
  for (let i = 0; i < stack.length; i++) {
    const c = %StringPrototypeCharCodeAt(stack, i);
    if (!isNameUnit(c) && c !== 95 && c !== 45) return "";
  }
  return stack;
}

// Writes the constructor's name (and tag) where the stack begins with the
// error's `name`: "TypeError: x" of class MyError → "MyError: x", or
// "MyError [TypeError]: x" if the one name is no part of the other.
function correctName(stack, constructor, name, tag) {
  let length = name.length;
  if (typeof name !== "string") {
    const title = %StringPrototypeSlice(
      prefix(constructor, tag, "Error", ""),
      0,
      -1,
    );
    stack = %StringPrototypeReplace(stack, `${name}`, `${name} [${title}]`);
  }
  if (constructor !== null) {
    if (
      !%StringPrototypeEndsWith(name, "Error") ||
      !%StringPrototypeStartsWith(stack, name)
    )
      return stack;
    const after = stack[length];
    if (after !== undefined && after !== ":" && after !== "\n") return stack;
  }
  let fallback = "Error";
  if (constructor === null) {
    const start = leadingName(stack);
    length = start.length;
    if (start !== "") fallback = start;
  }
  const title = %StringPrototypeSlice(
    prefix(constructor, tag, fallback, ""),
    0,
    -1,
  );
  if (name === title) return stack;
  const rest = %StringPrototypeSlice(stack, length);
  if (!%StringPrototypeIncludes(title, name))
    return `${title} [${name}]${rest}`;
  return length === 0 ? `${title}: ${stack}` : title + rest;
}

// ---- Frames -------------------------------------------------------------------

// The first run of more than three lines of `a` that stands in `b` too.
function commonRun(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const j = %ArrayPrototypeIndexOf(b, a[i]);
    if (j === -1) continue;
    let n = 1;
    while (i + n < a.length && j + n < b.length && a[i + n] === b[j + n]) n++;
    if (n > 3) return { from: i, length: n };
  }
  return undefined;
}

function hideCauseFrames(st, error, frames, formatValue) {
  const cause = quietly(error, "cause");
  if (cause === null || cause === undefined || !(cause instanceof %Error))
    return;
  const stack = stackText(st, cause, formatValue);
  const start = %StringPrototypeIndexOf(stack, FRAME);
  if (start === -1) return;
  const theirs = %StringPrototypeSplit(
    %StringPrototypeSlice(stack, start + 1),
    "\n",
  );
  const run = commonRun(frames, theirs);
  if (run === undefined) return;
  const hidden = run.length - 2; // the first and the last stay
  const note = `    ... ${hidden} lines matching cause stack trace ...`;
  %ArrayPrototypeSplice(
    frames,
    run.from + 1,
    hidden,
    st.stylize(note, "undefined"),
  );
}

// How many times the `period` lines from `from` are repeated right behind.
function repetitions(frames, from, period) {
  for (let times = 0; ; times++) {
    const start = from + (times + 1) * period;
    for (let i = 0; i < period; i++) {
      if (start + i >= frames.length || frames[from + i] !== frames[start + i])
        return times;
    }
  }
}

// The group lengths worth trying, given the distances to the equal lines
// behind: their greatest common divisor, then what Euclid's algorithm met on
// its way, latest first.
function candidatePeriods(distances) {
  const met = new %Set();
  let divisor = distances[0];
  for (let i = 1; i < distances.length && divisor !== 1; i++) {
    let d = distances[i];
    while (d !== 0) {
      %SetPrototypeAdd(met, divisor);
      const rest = divisor % d;
      divisor = d;
      d = rest;
    }
  }
  %SetPrototypeDelete(met, divisor);
  const periods = [];
  %SetPrototypeForEach(met, (d) => %ArrayPrototypePush(periods, d));
  %ArrayPrototypePush(periods, divisor);
  return %ArrayPrototypeReverse(periods);
}

// The repetition that begins at line `i`: the first of the group lengths that
// hide most; undefined if there is none worth it.
function repetitionAt(frames, i) {
  const distances = [];
  let next = %ArrayPrototypeIndexOf(frames, frames[i], i + 1);
  for (
    ;
    next !== -1;
    next = %ArrayPrototypeIndexOf(frames, frames[i], next + 1)
  )
    %ArrayPrototypePush(distances, next - i);
  const n = distances.length;
  if (n === 0 || distances[n - 1] < SHORTEST_RUN) return undefined;
  const periods = candidatePeriods(distances);
  let best = { from: i, period: 0, times: 0 };
  for (let k = 0; k < periods.length; k++) {
    const times = repetitions(frames, i, periods[k]);
    if (times * periods[k] > best.times * best.period)
      best = { from: i, period: periods[k], times };
  }
  return best.times * best.period >= SHORTEST_RUN ? best : undefined;
}

// Replaces the repetitions of groups of lines by notes.
function collapseRecursion(st, frames) {
  const runs = [];
  for (let i = 0; i + SHORTEST_RUN < frames.length; i++) {
    const run = repetitionAt(frames, i);
    if (run === undefined) continue;
    %ArrayPrototypePush(runs, run);
    i += run.period * (run.times + 1) - 1;
  }
  for (let k = runs.length - 1; k >= 0; k--) {
    const { from, period, times } = runs[k];
    const hidden = period * times;
    const what = times > 1 ? `${period} lines ${times} times...` : "lines ...";
    const note = `    ... collapsed ${hidden} duplicate lines matching above ${what}`;
    const styled = st.stylize(note, "undefined");
    %ArrayPrototypeSplice(frames, from + period, hidden, styled);
  }
}

// ---- Colours ------------------------------------------------------------------

// "    at … (node:path:1:2)": a frame inside the library.
function isInternalFrame(line) {
  const paren = %StringPrototypeIndexOf(line, "(node:");
  const direct = %StringPrototypeStartsWith(line, "    at node:");
  if (!%StringPrototypeStartsWith(line, "    at ")) return false;
  return paren !== -1 || direct;
}

function markPackages(st, line) {
  const word = "node_modules";
  let out = "";
  let kept = 0;
  let from = 0;
  for (;;) {
    const at = %StringPrototypeIndexOf(line, word, from);
    if (at === -1) break;
    const separator = line[at - 1];
    const after = line[at + word.length];
    const isSlash = (c) => c === "/" || c === "\\";
    if (!isSlash(separator) || !isSlash(after)) {
      from = at + 1;
      continue;
    }
    const start = at + word.length + 1;
    let end = %StringPrototypeIndexOf(line, separator, start);
    if (end !== -1 && line[start] === "@")
      end = %StringPrototypeIndexOf(line, separator, end + 1);
    if (end === -1) end = line.length;
    out += %StringPrototypeSlice(line, kept, start);
    out += st.stylize(%StringPrototypeSlice(line, start, end), "module");
    kept = from = end;
  }
  return kept === 0 ? line : out + %StringPrototypeSlice(line, kept);
}

// Greys the working directory's part of a path, with the parentheses.
function dimDirectory(st, line, directory) {
  let at = %StringPrototypeIndexOf(line, directory);
  if (at === -1) return line;
  let length = directory.length + 1;
  if (%StringPrototypeSlice(line, at - 7, at) === "file://") {
    at -= 7;
    length += 7;
  }
  const end = at + length;
  const paren = line[at - 1] === "(";
  const start = paren ? at - 1 : at;
  const closed = paren && %StringPrototypeEndsWith(line, ")");
  let out = %StringPrototypeSlice(line, 0, start);
  out += st.stylize(%StringPrototypeSlice(line, start, end), "undefined");
  out += %StringPrototypeSlice(line, end, closed ? -1 : line.length);
  return closed ? out + st.stylize(")", "undefined") : out;
}

function colourFrames(st, frames) {
  const { workingDirectory } = require("internal/cwd");
  const directory = workingDirectory();
  let out = "";
  for (let i = 0; i < frames.length; i++) {
    let line = frames[i];
    if (isInternalFrame(line)) line = st.stylize(line, "undefined");
    else {
      line = markPackages(st, line);
      if (directory !== "") line = dimDirectory(st, line, directory);
    }
    out += `\n${line}`;
  }
  return out;
}

// ---- All together -------------------------------------------------------------

// Takes keys out that the stack shows already.
function dropShownKeys(keys, error, stack) {
  const names = ["name", "message", "stack"];
  for (let i = 0; i < names.length; i++) {
    const at = %ArrayPrototypeIndexOf(keys, names[i]);
    if (at === -1) continue;
    const value = quietly(error, names[i]);
    const inStack =
      names[i] === "stack" ||
      (typeof value !== "string" &&
        (value !== undefined || names[i] === "name")) ||
      (typeof value === "string" && %StringPrototypeIncludes(stack, value));
    if (inStack) %ArrayPrototypeSplice(keys, at, 1);
  }
}

// The text of the error; adds `cause` and `errors` to the keys to print.
function describeError(st, error, constructor, tag, keys, formatValue) {
  let stack;
  try {
    stack = stackText(st, error, formatValue);
  } catch {
    return %ObjectPrototypeToString(error);
  }
  const message = quietly(error, "message");
  const name = quietly(error, "name") ?? "Error";
  if (!st.showHidden) dropShownKeys(keys, error, stack);
  if (
    %ObjectPrototypeHasOwnProperty(error, "cause") &&
    !%ArrayPrototypeIncludes(keys, "cause")
  )
    %ArrayPrototypePush(keys, "cause");
  if (
    %ObjectPrototypeHasOwnProperty(error, "errors") &&
    %ArrayIsArray(quietly(error, "errors")) &&
    !%ArrayPrototypeIncludes(keys, "errors")
  )
    %ArrayPrototypePush(keys, "errors");

  stack = correctName(stack, constructor, name, tag);
  let after = message ? %StringPrototypeIndexOf(stack, message) : -1;
  if (after === 0) after = -1;
  if (after !== -1) after += message.length;
  const start = %StringPrototypeIndexOf(stack, FRAME, after);
  if (start === -1) stack = `[${stack}]`;
  else {
    const frames = %StringPrototypeSplit(
      %StringPrototypeSlice(stack, start + 1),
      "\n",
    );
    hideCauseFrames(st, error, frames, formatValue);
    if (frames.length > LONG_STACK) collapseRecursion(st, frames);
    stack =
      %StringPrototypeSlice(stack, 0, start) +
      (st.colors
        ? colourFrames(st, frames)
        : `\n${%ArrayPrototypeJoin(frames, "\n")}`);
  }
  if (st.indentation === 0) return stack;
  return %StringPrototypeReplaceAll(stack, "\n", `\n${spaces(st.indentation)}`);
}

module.exports = { describeError };
