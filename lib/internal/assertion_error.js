"use strict";
// AssertionError, and the messages it writes itself: the two values, or the
// difference of their printed lines.

const { inspect } = require("internal/util/inspect");
const { isColored } = require("internal/color_mode");
const { ADDED, MISSING, diffLines, printDiff } = require("internal/line_diff");
const { validateObject } = require("internal/validators");

const SHORT = 12; // both values of a one-line comparison together
const LONG = 512; // values in messages of two are cut here
const MANY_LINES = 50;

const titles = {
  __proto__: null,
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  partialDeepStrictEqual:
    "Expected values to be partially and strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: "Expected values to be loosely deep-equal:",
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject:
    'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: "Values have same structure but are not reference-equal:",
};

const noColors = { blue: "", gray: "", green: "", red: "", white: "" };
const ansiColors = {
  blue: "\u001b[34m",
  gray: "\u001b[90m",
  green: "\u001b[32m",
  red: "\u001b[31m",
  white: "\u001b[39m",
};

function show(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

function isReference(value) {
  return (
    (typeof value === "object" && value !== null) || typeof value === "function"
  );
}

// An error is printed without its stack.
function withoutStack(error) {
  const copy = %ObjectAssign(
    { __proto__: %ObjectGetPrototypeOf(error) },
    error,
  );
  %ObjectDefineProperty(copy, "message", {
    __proto__: null,
    value: error.message,
  });
  if (%ObjectPrototypeHasOwnProperty(error, "cause")) {
    const { cause } = error;
    const value = cause instanceof %Error ? withoutStack(cause) : cause;
    %ObjectDefineProperty(copy, "cause", { __proto__: null, value });
  }
  return copy;
}

// ---- Differences ----------------------------------------------------------------

// A mark under the first different character, if the lines are short.
function pointer(actual, expected) {
  const registry = require("internal/registry");
  const stderr = registry.process?.stderr;
  const width = stderr?.isTTY ? stderr.columns : 80;
  if (actual.length + expected.length > width) return "";
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] === expected[i]) continue;
    return i >= 3 ? `\n${%StringPrototypeRepeat(" ", i + 2)}^` : "";
  }
  return "";
}

function oneLine(a, actual, b, expected, colors) {
  const bothText = typeof a === "string" && typeof b === "string";
  const quotes =
    (typeof a === "string" ? 2 : 0) + (typeof b === "string" ? 2 : 0);
  const length = actual.length + expected.length - quotes;
  if (length <= SHORT && (a !== 0 || b !== 0))
    return { message: `${actual} !== ${expected}`, header: "" };
  if (bothText && colors !== noColors) {
    const script = diffLines(
      %StringPrototypeSplit(actual, ""),
      %StringPrototypeSplit(expected, ""),
      false,
    );
    let text = "\n";
    for (let i = 0; i < script.length; i++) {
      const { kind } = script[i];
      const color =
        kind === ADDED
          ? colors.green
          : kind === MISSING
            ? colors.red
            : colors.white;
      text += `${color}${script[i].text}${colors.white}`;
    }
    return {
      message: text,
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
    };
  }
  const message = `\n${colors.green}+${colors.white} ${actual}\n${colors.red}- ${colors.white}${expected}`;
  return { message: message + pointer(actual, expected), header: undefined };
}

function manyLines(a, lines, expectedLines, operator, colors) {
  const commas = a !== null && a !== undefined && typeof a === "object";
  const partial = operator === "partialDeepStrictEqual";
  const plus = colors === noColors ? "+" : " ";
  return printDiff(
    diffLines(lines, expectedLines, commas),
    colors,
    (kind, text) => {
      if (kind === MISSING) return `${colors.red}-${colors.white} ${text}\n`;
      return partial
        ? `${colors.gray}${plus} ${text}${colors.white}\n`
        : `${colors.green}+${colors.white} ${text}\n`;
    },
  );
}

function difference(a, b, operator, title, full) {
  if (
    operator === "strictEqual" &&
    isReference(a) &&
    isReference(b) &&
    typeof a === typeof b
  )
    operator = "strictEqualObject";
  const colors = isColored(2) ? ansiColors : noColors;
  const actual = show(a);
  const expected = show(b);
  const lines = %StringPrototypeSplit(actual, "\n");
  const expectedLines = %StringPrototypeSplit(expected, "\n");
  let header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  let message;
  let skipped = false;
  const isSimple =
    lines.length === 1 &&
    expectedLines.length === 1 &&
    (typeof a !== "object" ||
      a === null ||
      typeof b !== "object" ||
      b === null);
  if (isSimple) {
    const line = oneLine(a, actual, b, expected, colors);
    message = line.message;
    header = line.header ?? header;
  } else if (actual === expected) {
    operator = "notIdentical";
    header = "";
    message = actual;
    if (lines.length > MANY_LINES && !full) {
      skipped = true;
      message = `${%ArrayPrototypeJoin(%ArrayPrototypeSlice(lines, 0, MANY_LINES), "\n")}\n...}`;
    }
  } else {
    const diff = manyLines(a, lines, expectedLines, operator, colors);
    message = diff.message;
    skipped = diff.skipped;
    if (operator === "partialDeepStrictEqual")
      header = `${colors.gray}${colors === noColors ? "+ " : ""}actual${colors.white} ${colors.red}- expected${colors.white}`;
  }
  return `${title || titles[operator]}\n${header}${skipped ? "\n... Skipped lines" : ""}\n${message}\n`;
}

function unexpectedlyEqual(a, operator, full) {
  const title =
    titles[
      operator === "notStrictEqual" && isReference(a)
        ? "notStrictEqualObject"
        : operator
    ];
  let lines = %StringPrototypeSplit(show(a), "\n");
  if (lines.length > MANY_LINES && !full) {
    const colors = isColored(2) ? ansiColors : noColors;
    lines = %ArrayPrototypeSlice(lines, 0, 47);
    lines[46] = `${colors.blue}...${colors.white}`;
  }
  if (lines.length === 1)
    return `${title}${lines[0].length > 5 ? "\n\n" : " "}${lines[0]}`;
  return `${title}\n\n${%ArrayPrototypeJoin(lines, "\n")}\n`;
}

function cut(text, length, full) {
  return text.length > length && !full
    ? `${%StringPrototypeSlice(text, 0, length - 3)}...`
    : text;
}

function twoValues(a, b, operator, full) {
  const actual = show(a);
  const expected = show(b);
  if (operator === "notDeepEqual" && actual === expected)
    return cut(`${titles.notDeepEqual}\n\n${actual}`, 1024, full);
  const left = cut(actual, LONG, full);
  const right = cut(expected, LONG, full);
  if (operator === "deepEqual")
    return `${titles.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  if (operator === "notDeepEqual")
    return `Expected values not to be loosely deep-equal:\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  return `${left} ${operator} ${right}`;
}

function isDiffOperator(operator) {
  return (
    operator === "deepStrictEqual" ||
    operator === "strictEqual" ||
    operator === "partialDeepStrictEqual"
  );
}

function write(a, b, operator, message, full) {
  if (isDiffOperator(operator))
    return difference(a, b, operator, message, full);
  if (operator === "notDeepStrictEqual" || operator === "notStrictEqual")
    return unexpectedlyEqual(a, operator, full);
  return twoValues(a, b, operator, full);
}

// ---- The class --------------------------------------------------------------------

function shorten(text) {
  const lines = %StringPrototypeSplit(text, "\n", 11);
  if (lines.length > 10) {
    lines.length = 10;
    return `${%ArrayPrototypeJoin(lines, "\n")}\n...`;
  }
  return text.length > LONG ? `${%StringPrototypeSlice(text, LONG)}...` : text;
}

class AssertionError extends %Error {
  constructor(options) {
    validateObject(options, "options"); //@ new AssertionError internal/assert/assertion_error:251:5
    const {
      message,
      operator,
      stackStartFn,
      stackStartFunction,
      diff = "simple",
    } = options;
    let { actual, expected } = options;
    const full = diff === "full";
    const given = message !== undefined && message !== null;
    if (!given && actual instanceof %Error && expected instanceof %Error) {
      actual = withoutStack(actual);
      expected = withoutStack(expected);
    }
    super(
      given && !isDiffOperator(operator)
        ? `${message}`
        : write(actual, expected, operator, message, full),
    );
    this.generatedMessage = !message;
    %ObjectDefineProperty(this, "name", {
      __proto__: null,
      value: "AssertionError [ERR_ASSERTION]",
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = "ERR_ASSERTION";
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    %ErrorCaptureStackTrace(this, stackStartFn || stackStartFunction); //@ new AssertionError internal/assert/assertion_error:380:5
    this.stack;
    this.name = "AssertionError";
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    const { actual, expected } = this;
    if (typeof actual === "string") this.actual = shorten(actual);
    if (typeof expected === "string") this.expected = shorten(expected);
    // The values are printed in the message already.
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

module.exports = { AssertionError };
