"use strict";
// require('assert').

const { AssertionError } = require("internal/assertion_error");
const {
  isDeepEqual,
  isDeepStrictEqual,
  isPartialStrictEqual,
} = require("internal/util/deep_equal");
const { inspect } = require("internal/util/inspect");
const {
  coded,
  invalidArgType,
  invalidArgValue,
  invalidReturnValue,
} = require("internal/errors");
const { missingArgs, validateFunction } = require("internal/validators");

const REGEXP = 5;
const PROMISE = 13;
const nothing = { none: true }; // no exception was thrown

function isError(value) {
  return value instanceof %Error;
}

function isRegExp(value) {
  return %ClassOf(value) === REGEXP;
}

function ambiguous(name, text) {
  //@ expectsError assert:631:15|        throw new ERR_AMBIGUOUS_ARGUMENT(
  return coded(
    %TypeError,
    "ERR_AMBIGUOUS_ARGUMENT",
    `The "${name}" argument is ambiguous. ${text}`,
  );
}

const settings = new %WeakMap(); // Assert → its options

function diffOf(self) {
  return %WeakMapPrototypeGet(settings, self)?.diff ?? "simple";
}

function skipsPrototype(self) {
  return %WeakMapPrototypeGet(settings, self)?.skipPrototype === true;
}

// The message of a failed assertion from the arguments behind its values: a
// format and its values, an error (thrown as it is) or a function.
function messageFrom(given, actual, expected) {
  const first = given[0];
  if (given.length === 0 || typeof first === "string") {
    if (given.length < 2) return first;
    const { formatList } = require("internal/util/format");
    return formatList(undefined, given);
  }
  if (isError(first)) {
    if (given.length > 1)
      throw ambiguous(
        "message",
        `The error message was passed as error object "${%ErrorPrototypeToString(first)}" has trailing arguments that would be ignored.`,
      );
    throw first; //@ internal/assert/utils:117:5|    throw obj.message[0];
  }
  if (typeof first === "function") {
    if (given.length > 1)
      throw ambiguous(
        "message",
        `The error message with function "${first.name || "anonymous"}" has trailing arguments that would be ignored.`,
      );
    try {
      const text = first(actual, expected);
      return typeof text === "string" ? text : undefined;
    } catch {
      return undefined;
    }
  }
  throw invalidArgType("message", ["string", "function"], first);
}

// `self`: the Assert whose method it was, or anything.
function failWith(
  self,
  actual,
  expected,
  given,
  operator,
  stackStartFn,
  generated,
) {
  const message = messageFrom(given, actual, expected);
  const error = new AssertionError({
    actual,
    expected,
    message,
    operator,
    stackStartFn,
    diff: diffOf(self),
  });
  if (generated !== undefined) error.generatedMessage = generated;
  throw error; //@ internal/assert/utils:146:3|  throw error;
}

function twoNeeded(count) {
  if (count < 2) throw missingArgs("actual", "expected");
}

// ---- Truth ------------------------------------------------------------------------

function falsyMessage(fn) {
  const holder = {};
  %ErrorCaptureStackTrace(holder, fn);
  const source = %CallSource(holder);
  return source === undefined
    ? undefined
    : `The expression evaluated to a falsy value:\n\n  ${source}\n`;
}

function checkTruth(fn, args) {
  if (args[0]) return;
  let given = %ArrayPrototypeSlice(args, 1);
  let generated = false;
  if (args.length === 0) {
    generated = true;
    given = ["No value argument passed to `assert.ok()`"];
  } else if (args.length === 1 || args[1] === undefined || args[1] === null) {
    generated = true;
    const message = falsyMessage(fn);
    given = message === undefined ? [] : [message];
  }
  failWith(undefined, args[0], true, given, "==", fn, generated);
}

function assert(...args) {
  checkTruth(assert, args);
}

function ok(...args) {
  checkTruth(ok, args);
}

function fail(message) {
  if (isError(message)) throw message; //@ assert:151:25|  if (isError(message)) throw message;
  const error = new AssertionError({
    operator: "fail",
    stackStartFn: fail,
    diff: diffOf(this),
    message: message === undefined ? "Failed" : message,
  });
  if (message === undefined) error.generatedMessage = true;
  throw error; //@ assert:173:3|  throw err;
}

// ---- Equality ---------------------------------------------------------------------

function isSameLoosely(a, b) {
  return a == b || (a !== a && b !== b);
}

function equal(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.equal assert:209:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (!isSameLoosely(actual, expected))
    failWith(this, actual, expected, message, "==", equal);
}

function notEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.notEqual assert:234:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (isSameLoosely(actual, expected))
    failWith(this, actual, expected, message, "!=", notEqual);
}

function deepEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.deepEqual assert:258:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (!isDeepEqual(actual, expected))
    failWith(this, actual, expected, message, "deepEqual", deepEqual);
}

function notDeepEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.notDeepEqual assert:282:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (isDeepEqual(actual, expected))
    failWith(this, actual, expected, message, "notDeepEqual", notDeepEqual);
}

function deepStrictEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.deepStrictEqual assert:307:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (!isDeepStrictEqual(actual, expected, skipsPrototype(this)))
    failWith(
      this,
      actual,
      expected,
      message,
      "deepStrictEqual",
      deepStrictEqual,
    );
}

function notDeepStrictEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.notDeepStrictEqual assert:333:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (isDeepStrictEqual(actual, expected, skipsPrototype(this)))
    failWith(
      this,
      actual,
      expected,
      message,
      "notDeepStrictEqual",
      notDeepStrictEqual,
    );
}

function strictEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.strictEqual assert:357:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (!%ObjectIs(actual, expected))
    failWith(this, actual, expected, message, "strictEqual", strictEqual);
}

function notStrictEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.notStrictEqual assert:380:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (%ObjectIs(actual, expected))
    failWith(this, actual, expected, message, "notStrictEqual", notStrictEqual);
}

function partialDeepStrictEqual(actual, expected, ...message) {
  twoNeeded(arguments.length); //@ *.partialDeepStrictEqual assert:407:11|    throw new ERR_MISSING_ARGS('actual', 'expected');
  if (!isPartialStrictEqual(actual, expected))
    failWith(
      this,
      actual,
      expected,
      message,
      "partialDeepStrictEqual",
      partialDeepStrictEqual,
    );
}

// ---- Exceptions -------------------------------------------------------------------

function thrownBy(fn) {
  validateFunction(fn, "fn"); //@ getActual assert:578:3
  try {
    fn(); //@ getActual assert:580:5
  } catch (error) {
    return error;
  }
  return nothing;
}

function isThenable(value) {
  return (
    %ClassOf(value) === PROMISE ||
    (value !== null &&
      typeof value === "object" &&
      typeof value.then === "function" &&
      typeof value.catch === "function")
  );
}

async function rejectionOf(source) {
  let promise = source;
  if (typeof source === "function") {
    promise = source();
    if (!isThenable(promise))
      throw invalidReturnValue("instance of Promise", "promiseFn", promise);
  } else if (!isThenable(source))
    throw invalidArgType("promiseFn", ["Function", "Promise"], source); //@ waitForActual assert:610:11|    throw new ERR_INVALID_ARG_TYPE(
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return nothing;
}

// The properties named, for printing; a pattern that matches is replaced by
// what it matched.
class Comparison {
  constructor(object, keys, actual) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!(key in object)) continue;
      const isMatch =
        actual !== undefined &&
        typeof actual[key] === "string" &&
        isRegExp(object[key]) &&
        %RegExpPrototypeExec(object[key], actual[key]) !== null;
      this[key] = isMatch ? actual[key] : object[key];
    }
  }
}

function checkProperty(actual, expected, key, message, keys, fn) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (message) failWith(undefined, actual, expected, [message], fn.name, fn);
  const error = new AssertionError({
    actual: new Comparison(actual, keys, undefined),
    expected: new Comparison(expected, keys, actual),
    operator: "deepStrictEqual",
    stackStartFn: fn,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = fn.name;
  throw error; //@ assert:456:7|      throw err;
}

function checkAgainstObject(actual, expected, message, fn) {
  if (typeof actual !== "object" || actual === null) {
    const error = new AssertionError({
      actual,
      expected,
      message,
      operator: "deepStrictEqual",
      stackStartFn: fn,
    });
    error.operator = fn.name;
    throw error; //@ assert:456:7|      throw err;
  }
  const keys = %ObjectKeys(expected);
  if (isError(expected)) %ArrayPrototypePush(keys, "name", "message");
  else if (keys.length === 0)
    throw invalidArgValue("error", expected, "may not be an empty object"); //@ expectedException assert:506:15, expectsError assert:672:21|        throw new ERR_INVALID_ARG_VALUE('error',
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const isMatch =
      typeof actual[key] === "string" &&
      isRegExp(expected[key]) &&
      %RegExpPrototypeExec(expected[key], actual[key]) !== null;
    if (!isMatch) checkProperty(actual, expected, key, message, keys, fn);
  }
}

function wrongClass(actual, expected) {
  let text = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isError(actual)) return `${text}"${inspect(actual, { depth: -1 })}"`;
  const name = actual.constructor?.name || actual.name;
  text +=
    expected.name === name
      ? "an error with identical name but a different prototype."
      : `"${name}"`;
  return actual.message
    ? `${text}\n\nError message:\n\n${actual.message}`
    : text;
}

function isErrorClass(value) {
  return %ObjectPrototypeIsPrototypeOf(%Error, value);
}

// Compares a thrown value with what was expected: a class, a pattern, an
// object of properties or a function that says true.
function checkException(actual, expected, message, fn) {
  let text;
  if (typeof expected !== "function") {
    if (!isRegExp(expected))
      return checkAgainstObject(actual, expected, message, fn);
    const input = %String(actual);
    if (%RegExpPrototypeExec(expected, input) !== null) return undefined;
    text = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(input)}\n`;
  } else if (expected.prototype !== undefined && actual instanceof expected)
    return undefined;
  else if (isErrorClass(expected)) text = wrongClass(actual, expected);
  else {
    const answer = %FunctionPrototypeCall(expected, {}, actual);
    if (answer === true) return undefined;
    const name = expected.name ? `"${expected.name}" ` : "";
    text = `The ${name}validation function is expected to return "true". Received ${inspect(answer)}`;
    if (isError(actual)) text += `\n\nCaught error:\n\n${actual}`;
  }
  const error = new AssertionError({
    actual,
    expected,
    message: message || text,
    operator: fn.name,
    stackStartFn: fn,
  });
  error.generatedMessage = !message;
  throw error; //@ assert:573:5|    throw err;
}

const expectedKinds = ["Object", "Error", "Function", "RegExp"];

function expectException(fn, actual, rest) {
  let expected = rest[0];
  let message = rest[1];
  if (typeof expected === "string") {
    if (rest.length === 2)
      throw invalidArgType("error", expectedKinds, expected);
    if (typeof actual === "object" && actual !== null) {
      if (actual.message === expected)
        throw ambiguous(
          "error/message",
          `The error message "${actual.message}" is identical to the message.`,
        );
    } else if (actual === expected)
      throw ambiguous(
        "error/message",
        `The error "${actual}" is identical to the message.`,
      );
    message = expected;
    expected = undefined;
  } else if (
    expected !== undefined &&
    expected !== null &&
    typeof expected !== "object" &&
    typeof expected !== "function"
  )
    throw invalidArgType("error", expectedKinds, expected);
  if (actual === nothing) {
    const kind = fn === rejects ? "rejection" : "exception";
    const name = expected?.name ? ` (${expected.name})` : "";
    const end = message ? `: ${message}` : ".";
    failWith(
      undefined,
      undefined,
      expected,
      [`Missing expected ${kind}${name}${end}`],
      fn.name,
      fn,
    );
  }
  if (expected) checkException(actual, expected, message, fn);
}

function isUnwanted(actual, expected) {
  if (isRegExp(expected))
    return %RegExpPrototypeExec(expected, %String(actual)) !== null;
  if (typeof expected !== "function")
    throw invalidArgType("expected", ["Function", "RegExp"], expected);
  if (expected.prototype !== undefined && actual instanceof expected)
    return true;
  if (isErrorClass(expected)) return false;
  return %FunctionPrototypeCall(expected, {}, actual) === true;
}

function expectNoException(fn, actual, expected, message) {
  if (actual === nothing) return;
  if (typeof expected === "string") {
    message = expected;
    expected = undefined;
  }
  if (!expected || isUnwanted(actual, expected)) {
    const kind = fn === doesNotReject ? "rejection" : "exception";
    const text = `Got unwanted ${kind}${message ? `: ${message}` : "."}\nActual message: "${actual?.message}"`;
    failWith(undefined, actual, expected, [text], fn.name, fn);
  }
  throw actual;
}

function throws(fn, ...rest) {
  const actual = thrownBy(fn); //@ *.throws assert:728:24
  expectException(throws, actual, rest); //@ *.throws assert:728:3
}

async function rejects(promiseFn, ...rest) {
  expectException(rejects, await rejectionOf(promiseFn), rest); //@ assert.rejects assert:738:31
}

function doesNotThrow(fn, expected, message) {
  const actual = thrownBy(fn); //@ *.doesNotThrow assert:748:32
  expectNoException(doesNotThrow, actual, expected, message);
}

async function doesNotReject(fn, expected, message) {
  expectNoException(doesNotReject, await rejectionOf(fn), expected, message);
}

// The new error's stack goes on with the frames of the one that was passed.
function joinStacks(error, original) {
  if (typeof original !== "string") return;
  const start = %StringPrototypeIndexOf(original, "\n    at");
  if (start === -1) return;
  const frames = %StringPrototypeSplit(
    %StringPrototypeSlice(original, start + 1),
    "\n",
  );
  let own = %StringPrototypeSplit(error.stack, "\n");
  for (let i = 0; i < frames.length; i++) {
    const at = %ArrayPrototypeIndexOf(own, frames[i]);
    if (at === -1) continue;
    own = %ArrayPrototypeSlice(own, 0, at);
    break;
  }
  error.stack = `${%ArrayPrototypeJoin(own, "\n")}\n${%ArrayPrototypeJoin(frames, "\n")}`;
}

function ifError(value) {
  if (value === null || value === undefined) return;
  let text = inspect(value);
  if (typeof value === "object" && typeof value.message === "string")
    text =
      value.message === "" && value.constructor
        ? value.constructor.name
        : value.message;
  const error = new AssertionError({
    actual: value,
    expected: null,
    operator: "ifError",
    message: `ifError got unwanted exception: ${text}`,
    stackStartFn: ifError,
    diff: diffOf(this),
  });
  joinStacks(error, value.stack);
  throw error; //@ assert:818:5|    throw newErr;
}

// ---- Patterns ---------------------------------------------------------------------

function checkMatch(self, string, regexp, given, fn, wanted) {
  if (!isRegExp(regexp)) throw invalidArgType("regexp", "RegExp", regexp); //@ internalMatch assert:824:11|    throw new ERR_INVALID_ARG_TYPE(
  const isText = typeof string === "string";
  if (isText && (%RegExpPrototypeExec(regexp, string) !== null) === wanted)
    return;
  const generated = given.length === 0;
  if (!given[0]) {
    const what = wanted ? "did not match" : "was expected to not match";
    given[0] = isText
      ? `The input ${what} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`
      : `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  }
  failWith(self, string, regexp, given, fn.name, fn, generated);
}

function match(string, regexp, ...message) {
  checkMatch(this, string, regexp, message, match, true); //@ *.match assert:862:3
}

function doesNotMatch(string, regexp, ...message) {
  checkMatch(this, string, regexp, message, doesNotMatch, false);
}

// ---- The module -------------------------------------------------------------------

function strict(...args) {
  checkTruth(strict, args);
}

const functions = {
  AssertionError,
  ok,
  fail,
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
  notStrictEqual,
  partialDeepStrictEqual,
  match,
  doesNotMatch,
  throws,
  rejects,
  doesNotThrow,
  doesNotReject,
  ifError,
};

%ObjectAssign(assert, functions);
%ObjectAssign(strict, functions, {
  equal: strictEqual,
  notEqual: notStrictEqual,
  deepEqual: deepStrictEqual,
  notDeepEqual: notDeepStrictEqual,
});
assert.strict = strict;
strict.strict = strict;

// Assertions with options of their own.
function Assert(options) {
  //@ assert.Assert assert:107:11|    throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  if (new.target === undefined)
    throw coded(
      %TypeError,
      "ERR_CONSTRUCT_CALL_REQUIRED",
      "Class constructor Assert cannot be invoked without `new`",
    );
  const own = { strict: true, skipPrototype: false, ...options };
  const { diff } = own;
  //@ new Assert assert:114:5
  if (diff !== undefined && diff !== "simple" && diff !== "full")
    throw invalidArgValue(
      "options.diff",
      diff,
      "must be one of: 'simple', 'full'",
    );
  %WeakMapPrototypeSet(settings, this, own);
  this.AssertionError = AssertionError;
  if (own.strict) {
    this.equal = strictEqual;
    this.deepEqual = deepStrictEqual;
    this.notEqual = notStrictEqual;
    this.notDeepEqual = notDeepStrictEqual;
  }
}

%ObjectAssign(Assert.prototype, {
  fail,
  ok,
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
  notStrictEqual,
  partialDeepStrictEqual,
  throws,
  rejects,
  doesNotThrow,
  doesNotReject,
  ifError,
  match,
  doesNotMatch,
});
assert.Assert = strict.Assert = Assert;

module.exports = assert;
