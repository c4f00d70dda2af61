"use strict";
// util.parseArgs: command line arguments into options and positionals.

const { coded, invalidArgType, invalidArgValue } = require("internal/errors");
const {
  validateArray,
  validateBoolean,
  validateObject,
  validateString,
} = require("internal/validators");

function unknownOption(raw, allowPositionals) {
  const hint =
    allowPositionals && %StringPrototypeStartsWith(raw, "-")
      ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${raw}"`
      : "";
  return coded(
    %TypeError,
    "ERR_PARSE_ARGS_UNKNOWN_OPTION",
    `Unknown option '${raw}'${hint}`,
  );
}

function invalidValue(message) {
  return coded(%TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", message);
}

function own(object, key) {
  return object !== undefined &&
    object !== null &&
    %ObjectPrototypeHasOwnProperty(object, key)
    ? object[key]
    : undefined;
}

function longNameOf(short, options) {
  const names = %ObjectKeys(options);
  for (let i = 0; i < names.length; i++)
    if (own(options[names[i]], "short") === short) return names[i];
  return short;
}

function takesValue(name, options) {
  return own(own(options, name), "type") === "string";
}

function looksLikeOption(value) {
  return value !== undefined && value.length > 1 && value[0] === "-";
}

// "--name" or "-n, --name" as it is called in messages.
function displayName(name, options) {
  const short = own(own(options, name), "short");
  return short ? `-${short}, --${name}` : `--${name}`;
}

// Splits the arguments into tokens without judging them.
function tokenize(args, options) {
  const tokens = [];
  const rest = %ArrayPrototypeSlice(args);
  let index = -1;
  let group = 0; // arguments that were split off a group like -abc
  const option = (name, raw, value, inlineValue) => {
    %ArrayPrototypePush(tokens, {
      kind: "option",
      name,
      rawName: raw,
      index,
      value,
      inlineValue,
    });
  };
  while (rest.length > 0) {
    const arg = %ArrayPrototypeShift(rest);
    const next = rest[0];
    if (group > 0) group--;
    else index++;
    if (arg === "--") {
      %ArrayPrototypePush(tokens, { kind: "option-terminator", index });
      for (let i = 0; i < rest.length; i++)
        %ArrayPrototypePush(tokens, {
          kind: "positional",
          index: ++index,
          value: rest[i],
        });
      break;
    }
    if (arg.length === 2 && arg[0] === "-" && arg[1] !== "-") {
      const name = longNameOf(arg[1], options);
      let value;
      let inline;
      if (takesValue(name, options) && next !== undefined && next !== null) {
        value = %ArrayPrototypeShift(rest);
        inline = false;
      }
      option(name, arg, value, inline);
      if (value !== undefined) index++;
      continue;
    }
    if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
      const first = longNameOf(arg[1], options);
      if (takesValue(first, options)) {
        option(first, `-${arg[1]}`, %StringPrototypeSlice(arg, 2), true);
        continue;
      }
      group += splitGroup(arg, rest, options);
      continue;
    }
    if (arg.length > 2 && %StringPrototypeStartsWith(arg, "--")) {
      const equals = %StringPrototypeIndexOf(arg, "=", 3);
      if (equals !== -1) {
        const name = %StringPrototypeSlice(arg, 2, equals);
        option(name, `--${name}`, %StringPrototypeSlice(arg, equals + 1), true);
        continue;
      }
      const name = %StringPrototypeSlice(arg, 2);
      let value;
      let inline;
      if (takesValue(name, options) && next !== undefined && next !== null) {
        value = %ArrayPrototypeShift(rest);
        inline = false;
      }
      option(name, arg, value, inline);
      if (value !== undefined) index++;
      continue;
    }
    %ArrayPrototypePush(tokens, { kind: "positional", index, value: arg });
  }
  return tokens;
}

// Puts -a -b -c in front of the rest for -abc; how many.
function splitGroup(arg, rest, options) {
  const parts = [];
  for (let i = 1; i < arg.length; i++) {
    const name = longNameOf(arg[i], options);
    if (!takesValue(name, options) || i === arg.length - 1) {
      %ArrayPrototypePush(parts, `-${arg[i]}`);
    } else {
      // The rest of the group is this option's value.
      %ArrayPrototypePush(parts, `-${%StringPrototypeSlice(arg, i)}`);
      break;
    }
  }
  for (let i = parts.length - 1; i >= 0; i--)
    %ArrayPrototypeUnshift(rest, parts[i]);
  return parts.length;
}

function checkToken(token, config, options) {
  const { name } = token;
  const known = own(options, name);
  const negated =
    config.allowNegative && %StringPrototypeStartsWith(name, "no-")
      ? %StringPrototypeSlice(name, 3)
      : undefined;
  if (known === undefined) {
    if (
      negated !== undefined &&
      own(own(options, negated), "type") === "boolean"
    ) {
      if (token.value === undefined || token.value === null) return;
      const label = displayName(negated, options);
      throw invalidValue(`Option '${label}' does not take an argument`);
    }
    throw unknownOption(token.rawName, config.allowPositionals); //@ checkOptionUsage internal/util/parse_args/parse_args:102:13|      throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(
  }
  const label = displayName(name, options);
  const type = known.type;
  if (type === "string" && typeof token.value !== "string")
    throw invalidValue(`Option '${label} <value>' argument missing`); //@ checkOptionUsage internal/util/parse_args/parse_args:111:11|    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shortAndLong} <value>' argument missing`);
  if (type === "boolean" && token.value !== undefined && token.value !== null)
    throw invalidValue(`Option '${label}' does not take an argument`); //@ checkOptionUsage internal/util/parse_args/parse_args:115:11|    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shortAndLong}' does not take an argument`);
}

// A value that looks like an option was probably forgotten.
function checkAmbiguous(token) {
  if (token.inlineValue || !looksLikeOption(token.value)) return;
  const isLong = %StringPrototypeStartsWith(token.rawName, "--");
  const example = isLong
    ? `'${token.rawName}=-XYZ'`
    : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
  throw invalidValue(
    `Option '${token.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${token.rawName}'?\nTo specify an option argument starting with a dash use ${example}.`,
  );
}

function store(token, config, options, values) {
  let { name } = token;
  if (name === "__proto__") return;
  let value = token.value ?? true;
  if (
    config.allowNegative &&
    token.value === undefined &&
    %StringPrototypeStartsWith(name, "no-") &&
    own(options, name) === undefined
  ) {
    name = %StringPrototypeSlice(name, 3);
    value = false;
    token.name = name;
  }
  if (own(own(options, name), "multiple")) {
    if (values[name] === undefined) values[name] = [];
    %ArrayPrototypePush(values[name], value);
  } else values[name] = value;
}

function checkOptions(options) {
  validateObject(options, "options");
  const names = %ObjectKeys(options);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const o = options[name];
    validateObject(o, `options.${name}`);
    const type = own(o, "type");
    if (type !== "string" && type !== "boolean")
      throw invalidArgType(`options.${name}.type`, "('string|boolean')", type);
    const short = own(o, "short");
    if (%ObjectPrototypeHasOwnProperty(o, "short")) {
      validateString(short, `options.${name}.short`);
      if (short.length !== 1)
        //@ <anonymous> internal/util/parse_args/parse_args:333:17, Array.forEach <anonymous>|          throw new ERR_INVALID_ARG_VALUE(
        throw invalidArgValue(
          `options.${name}.short`,
          short,
          "must be a single character",
        );
    }
    const multiple = own(o, "multiple");
    if (%ObjectPrototypeHasOwnProperty(o, "multiple"))
      validateBoolean(multiple, `options.${name}.multiple`); //@ <anonymous> internal/util/parse_args/parse_args:343:9, Array.forEach <anonymous>
    const initial = own(o, "default");
    if (initial === undefined) continue;
    const check = o.type === "string" ? validateString : validateBoolean;
    if (!multiple) {
      check(initial, `options.${name}.default`); //@ <anonymous> internal/util/parse_args/parse_args:358:9, Array.forEach <anonymous>
      continue;
    }
    validateArray(initial, `options.${name}.default`);
    for (let k = 0; k < initial.length; k++)
      check(initial[k], `options.${name}.default[${k}]`);
  }
}

function defaultArgs() {
  const { process } = require("internal/process");
  return %ArrayPrototypeSlice(process.argv, 2);
}

function parseArgs(config = {}) {
  const args = own(config, "args") ?? defaultArgs();
  const strict = own(config, "strict") ?? true;
  const settings = {
    allowPositionals: own(config, "allowPositionals") ?? !strict,
    allowNegative: own(config, "allowNegative") ?? false,
  };
  const wantsTokens = own(config, "tokens") ?? false;
  const options = own(config, "options") ?? { __proto__: null };
  validateArray(args, "args"); //@ *.parseArgs internal/util/parse_args/parse_args:314:3
  validateBoolean(strict, "strict"); //@ *.parseArgs internal/util/parse_args/parse_args:315:3
  validateBoolean(settings.allowPositionals, "allowPositionals");
  validateBoolean(wantsTokens, "tokens");
  validateBoolean(settings.allowNegative, "allowNegative");
  checkOptions(options); //@ *.parseArgs internal/util/parse_args/parse_args:320:3

  const tokens = tokenize(args, options);
  const values = { __proto__: null };
  const positionals = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind === "option") {
      if (strict) {
        checkToken(token, settings, options); //@ <anonymous> internal/util/parse_args/parse_args:377:9, Array.forEach <anonymous>, *.parseArgs internal/util/parse_args/parse_args:374:3
        checkAmbiguous(token);
      }
      store(token, settings, options, values);
    } else if (token.kind === "positional") {
      if (!settings.allowPositionals)
        //@ <anonymous> internal/util/parse_args/parse_args:383:15, Array.forEach <anonymous>, *.parseArgs internal/util/parse_args/parse_args:374:3|        throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
        throw coded(
          %TypeError,
          "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL",
          `Unexpected argument '${token.value}'. This command does not take positional arguments`,
        );
      %ArrayPrototypePush(positionals, token.value);
    }
  }
  const names = %ObjectKeys(options);
  for (let i = 0; i < names.length; i++) {
    const initial = own(options[names[i]], "default");
    if (initial !== undefined && values[names[i]] === undefined)
      values[names[i]] = initial;
  }
  return wantsTokens
    ? { values, positionals, tokens }
    : { values, positionals };
}

module.exports = { parseArgs };
