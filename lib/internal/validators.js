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
  if (typeof value !== "string") throw invalidArgType(name, "string", value); //@ internal/errors:547:7|      throw error;
}

function validateFunction(value, name) {
  if (typeof value !== "function")
    throw invalidArgType(name, "Function", value); //@ internal/errors:547:7|      throw error;
}

function validateBoolean(value, name) {
  if (typeof value !== "boolean") throw invalidArgType(name, "boolean", value); //@ internal/errors:547:7|      throw error;
}

function validateNumber(value, name, min, max) {
  if (typeof value !== "number") throw invalidArgType(name, "number", value); //@ internal/errors:547:7|      throw error;
  const low = min !== undefined;
  const high = max !== undefined;
  if (
    (low && value < min) ||
    (high && value > max) ||
    ((low || high) && value !== value)
  ) {
    const range = `${low ? `>= ${min}` : ""}${low && high ? " && " : ""}${high ? `<= ${max}` : ""}`;
    throw outOfRange(name, range, value); //@ internal/errors:547:7|      throw error;
  }
}

function validateInteger(value, name, min, max) {
  if (min === undefined) min = -0x1fffffffffffff;
  if (max === undefined) max = 0x1fffffffffffff;
  if (typeof value !== "number") throw invalidArgType(name, "number", value); //@ internal/errors:547:7|      throw error;
  if (!%NumberIsInteger(value)) throw outOfRange(name, "an integer", value); //@ internal/errors:547:7|      throw error;
  if (value < min || value > max)
    throw outOfRange(name, `>= ${min} && <= ${max}`, value); //@ internal/errors:547:7|      throw error;
}

function validateInt32(value, name, min, max) {
  if (min === undefined) min = -2147483648;
  if (max === undefined) max = 2147483647;
  validateInteger(value, name, min, max);
}

function validateUint32(value, name, positive) {
  if (typeof value !== "number") throw invalidArgType(name, "number", value); //@ internal/errors:547:7|      throw error;
  if (!%NumberIsInteger(value)) throw outOfRange(name, "an integer", value); //@ internal/errors:547:7|      throw error;
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295)
    throw outOfRange(name, `>= ${min} && <= 4294967295`, value); //@ internal/errors:547:7|      throw error;
}

function validateObject(value, name) {
  if (value === null || %ArrayIsArray(value) || typeof value !== "object")
    throw invalidArgType(name, "Object", value); //@ internal/errors:547:7|      throw error;
}

function validateArray(value, name, minLength) {
  if (!%ArrayIsArray(value)) throw invalidArgType(name, "Array", value); //@ internal/errors:547:7|      throw error;
  if (minLength !== undefined && value.length < minLength)
    throw invalidArgValue(name, value, `must be longer than ${minLength}`); //@ internal/errors:547:7|      throw error;
}

function validateOneOf(value, name, allowed) {
  for (let i = 0; i < allowed.length; i++) if (allowed[i] === value) return;
  let list = "";
  for (let i = 0; i < allowed.length; i++) {
    const text =
      typeof allowed[i] === "string" ? `'${allowed[i]}'` : %String(allowed[i]);
    list += i === 0 ? text : `, ${text}`;
  }
  throw invalidArgValue(name, value, `must be one of: ${list}`); //@ internal/errors:547:7|      throw error;
}

function validateAbortSignal(value, name) {
  if (
    value !== undefined &&
    (value === null || typeof value !== "object" || !("aborted" in value))
  )
    throw invalidArgType(name, "AbortSignal", value); //@ internal/errors:547:7|      throw error;
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
