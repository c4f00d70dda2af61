"use strict";
// Signals by name and number, as the functions of child_process take them.

const { numbers } = require("internal/signal_numbers");
const { coded, invalidArgType } = require("internal/errors");

// The first of the names of a number.
function nameOf(number) {
  for (const name in numbers)
    if (numbers[name] === number && name !== "SIGIOT") return name;
  return null;
}

function signalNumber(signal) {
  let number;
  if (typeof signal === "number" && nameOf(signal) !== null) number = signal;
  else if (typeof signal === "string")
    number = numbers[%StringPrototypeToUpperCase(signal)];
  if (number === undefined)
    throw coded(%TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`); //@ convertToValidSignal internal/util:378:9|  throw new ERR_UNKNOWN_SIGNAL(signal);
  return number;
}

// The option killSignal.
function killSignal(value) {
  if (value === undefined || value === null) return "SIGTERM";
  if (typeof value !== "string" && typeof value !== "number")
    throw invalidArgType("options.killSignal", ["string", "number"], value); //@ sanitizeKillSignal child_process:1056:11|    throw new ERR_INVALID_ARG_TYPE('options.killSignal',
  return signalNumber(value); //@ sanitizeKillSignal child_process:1054:12
}

module.exports = { nameOf, killSignal, signalNumber };
