"use strict";
// Errors with Node's codes. `coded(Base, code, message)` makes one whose stack
// begins "Base [CODE]: message" while its name stays "Base"; with `own`, that is
// its name instead. The functions for the commonest codes write Node's messages.

function coded(Base, code, message, own) {
  const error = new Base(message);
  const name = own ?? error.name;
  // The stack's first line is written when the stack is first read.
  setHidden(error, "name", `${name} [${code}]`);
  %ErrorCaptureStackTrace(error, coded);
  error.stack;
  if (own === undefined) delete error.name;
  else setHidden(error, "name", own);
  setHidden(error, "toString", toString);
  error.code = code;
  return error;
}

function setHidden(error, key, value) {
  %ObjectDefineProperty(error, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

function toString() {
  return `${this.name} [${this.code}]: ${this.message}`;
}

// ---- ERR_INVALID_ARG_TYPE -----------------------------------------------------

function isTypeName(word) {
  switch (word) {
    case "string":
    case "function":
    case "number":
    case "object":
    case "Function":
    case "Object":
    case "boolean":
    case "bigint":
    case "symbol":
      return true;
  }
  return false;
}

function isClassName(word) {
  const first = %StringPrototypeCharCodeAt(word, 0);
  if (first < 65 || first > 90) return false;
  for (let i = 0; i < word.length; i++) {
    const c = %StringPrototypeCharCodeAt(word, i);
    const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
    if (!letter && !(c >= 48 && c <= 57)) return false;
  }
  return true;
}

// "a", "a or b", "a, b, or c".
function alternatives(words, conjunction) {
  const n = words.length;
  if (n === 1) return words[0];
  if (n === 2) return `${words[0]} ${conjunction} ${words[1]}`;
  let out = "";
  for (let i = 0; i < n - 1; i++) out += `${words[i]}, `;
  return `${out}${conjunction} ${words[n - 1]}`;
}

function expectation(expected) {
  if (!%ArrayIsArray(expected)) expected = [expected];
  const types = [];
  const classes = [];
  const others = [];
  for (let i = 0; i < expected.length; i++) {
    const word = expected[i];
    if (isTypeName(word))
      %ArrayPrototypePush(types, %StringPrototypeToLowerCase(word));
    else if (isClassName(word)) %ArrayPrototypePush(classes, word);
    else %ArrayPrototypePush(others, word);
  }
  // Beside classes, "object" stands as one of them: "an instance of Object".
  if (classes.length > 0) {
    const at = %ArrayPrototypeIndexOf(types, "object");
    if (at !== -1) {
      %ArrayPrototypeSplice(types, at, 1);
      %ArrayPrototypePush(classes, "Object");
    }
  }
  const parts = [];
  if (types.length > 0)
    %ArrayPrototypePush(
      parts,
      `${types.length > 1 ? "one of type" : "of type"} ${alternatives(types, "or")}`,
    );
  if (classes.length > 0)
    %ArrayPrototypePush(parts, `an instance of ${alternatives(classes, "or")}`);
  if (others.length > 1)
    %ArrayPrototypePush(parts, `one of ${alternatives(others, "or")}`);
  else if (others.length === 1) {
    const word = others[0];
    const isLower = %StringPrototypeToLowerCase(word) === word;
    %ArrayPrototypePush(parts, isLower ? word : `an ${word}`);
  }
  let out = parts[0];
  for (let i = 1; i < parts.length; i++) out += ` or ${parts[i]}`;
  return out;
}

function received(value) {
  if (value === null || value === undefined) return ` Received ${value}`;
  if (typeof value === "function") return ` Received function ${value.name}`;
  const { inspect } = require("internal/util/inspect");
  if (typeof value === "object") {
    const maker = value.constructor;
    if (maker && maker.name) return ` Received an instance of ${maker.name}`;
    return ` Received ${inspect(value, { depth: -1 })}`;
  }
  let text;
  if (typeof value === "string") {
    if (value.length > 28) value = `${%StringPrototypeSlice(value, 0, 25)}...`;
    text = %StringPrototypeIncludes(value, "'")
      ? %JSONStringify(value)
      : `'${value}'`;
  } else text = inspect(value, { colors: false });
  return ` Received type ${typeof value} (${text})`;
}

function subject(name) {
  if (%StringPrototypeEndsWith(name, " argument")) return `The ${name}`;
  const kind = %StringPrototypeIncludes(name, ".") ? "property" : "argument";
  return `The "${name}" ${kind}`;
}

// expected: a type ("string"), a class ("Buffer"), other text or a list.
function invalidArgType(name, expected, value) {
  return coded(
    %TypeError,
    "ERR_INVALID_ARG_TYPE",
    `${subject(name)} must be ${expectation(expected)}.${received(value)}`,
  );
}

// ---- Other common ones ----------------------------------------------------------

// A method of the class was called on something else.
function invalidThis(name) {
  return coded(
    %TypeError,
    "ERR_INVALID_THIS",
    `Value of "this" must be of type ${name}`,
  );
}

function invalidArgValue(name, value, reason, Base) {
  const { inspect } = require("internal/util/inspect");
  let text = inspect(value);
  if (text.length > 128) text = `${%StringPrototypeSlice(text, 0, 128)}...`;
  const kind = %StringPrototypeIncludes(name, ".") ? "property" : "argument";
  return coded(
    Base ?? %TypeError,
    "ERR_INVALID_ARG_VALUE",
    `The ${kind} '${name}' ${reason ?? "is invalid"}. Received ${text}`,
  );
}

// 1234567 → "1_234_567".
function separated(text) {
  let out = "";
  let end = text.length;
  const start = text[0] === "-" ? 1 : 0;
  for (; end >= start + 4; end -= 3)
    out = `_${%StringPrototypeSlice(text, end - 3, end)}${out}`;
  return %StringPrototypeSlice(text, 0, end) + out;
}

function outOfRange(name, range, value) {
  let text;
  if (
    typeof value === "number" &&
    %NumberIsInteger(value) &&
    %MathAbs(value) > 2 ** 32
  )
    text = separated(%String(value));
  else if (typeof value === "bigint") {
    const big = 2n ** 32n;
    text = `${value > big || value < -big ? separated(%String(value)) : value}n`;
  } else {
    const { inspect } = require("internal/util/inspect");
    text = inspect(value);
  }
  return coded(
    %RangeError,
    "ERR_OUT_OF_RANGE",
    `The value of "${name}" is out of range. It must be ${range}. Received ${text}`,
  );
}

function invalidReturnValue(expected, name, value) {
  const { inspect } = require("internal/util/inspect");
  let kind;
  if (value === undefined || value === null) kind = `${value}`;
  else if (typeof value === "function") kind = `function ${value.name}`;
  else if (typeof value !== "object")
    kind = `type ${typeof value} (${inspect(value)})`;
  else if (value.constructor?.name)
    kind = `an instance of ${value.constructor.name}`;
  else kind = inspect(value, { depth: -1 });
  return coded(
    %TypeError,
    "ERR_INVALID_RETURN_VALUE",
    `Expected ${expected} to be returned from the "${name}" function but got ${kind}.`,
  );
}

function unknownEncoding(name) {
  if (typeof name !== "string")
    name = require("internal/util/format").format("%s", name);
  return coded(%TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`);
}

// What this build cannot do, said by name.
function unsupported(what) {
  return coded(
    %Error,
    "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
    `${what} is not supported in a compiled program`,
  );
}

module.exports = {
  coded,
  alternatives,
  invalidArgType,
  invalidArgValue,
  invalidReturnValue,
  invalidThis,
  outOfRange,
  received,
  separated,
  unknownEncoding,
  unsupported,
};
