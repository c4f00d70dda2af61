"use strict";
// Checks of arguments with Node's error codes and messages. Each returns
// nothing or throws; the error's trace begins at the caller of the public
// function as far as the runtime hides lib's own frames.

const {
  coded,
  invalidArgType,
  invalidArgValue,
  outOfRange,
} = require("internal/errors");

function validateString(value, name) {
  if (typeof value !== "string") throw invalidArgType(name, "string", value);
}

function validateFunction(value, name) {
  if (typeof value !== "function")
    throw invalidArgType(name, "Function", value);
}

function validateBoolean(value, name) {
  if (typeof value !== "boolean") throw invalidArgType(name, "boolean", value);
}

function validateNumber(value, name, min, max) {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  const low = min !== undefined;
  const high = max !== undefined;
  if (
    (low && value < min) ||
    (high && value > max) ||
    ((low || high) && value !== value)
  ) {
    const range = `${low ? `>= ${min}` : ""}${low && high ? " && " : ""}${high ? `<= ${max}` : ""}`;
    throw outOfRange(name, range, value);
  }
}

function validateInteger(value, name, min, max) {
  if (min === undefined) min = -0x1fffffffffffff;
  if (max === undefined) max = 0x1fffffffffffff;
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!%NumberIsInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < min || value > max)
    throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

function validateInt32(value, name, min, max) {
  if (min === undefined) min = -2147483648;
  if (max === undefined) max = 2147483647;
  validateInteger(value, name, min, max);
}

function validateUint32(value, name, positive) {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!%NumberIsInteger(value)) throw outOfRange(name, "an integer", value);
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295)
    throw outOfRange(name, `>= ${min} && <= 4294967295`, value);
}

function validateObject(value, name) {
  if (value === null || %ArrayIsArray(value) || typeof value !== "object")
    throw invalidArgType(name, "Object", value);
}

function validateArray(value, name, minLength) {
  if (!%ArrayIsArray(value)) throw invalidArgType(name, "Array", value);
  if (minLength !== undefined && value.length < minLength)
    throw invalidArgValue(name, value, `must be longer than ${minLength}`);
}

function validateOneOf(value, name, allowed) {
  for (let i = 0; i < allowed.length; i++) if (allowed[i] === value) return;
  let list = "";
  for (let i = 0; i < allowed.length; i++) {
    const text =
      typeof allowed[i] === "string" ? `'${allowed[i]}'` : %String(allowed[i]);
    list += i === 0 ? text : `, ${text}`;
  }
  throw invalidArgValue(name, value, `must be one of: ${list}`);
}

function validateAbortSignal(value, name) {
  if (
    value !== undefined &&
    (value === null || typeof value !== "object" || !("aborted" in value))
  )
    throw invalidArgType(name, "AbortSignal", value);
}

function missingArgs(...names) {
  const quoted = [];
  for (let i = 0; i < names.length; i++)
    %ArrayPrototypePush(quoted, `"${names[i]}"`);
  const { alternatives } = require("internal/errors");
  const plural = names.length > 1 ? "arguments" : "argument";
  return coded(
    %TypeError,
    "ERR_MISSING_ARGS",
    `The ${alternatives(quoted, "and")} ${plural} must be specified`,
  );
}

module.exports = {
  validateAbortSignal,
  validateArray,
  validateBoolean,
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
  validateObject,
  validateOneOf,
  validateString,
  validateUint32,
  missingArgs,
};
