"use strict";
// dns.lookup: addresses as they are, and names in /etc/hosts. Other names would
// need the network: they are refused.

const { isIP } = require("internal/ip_address");
const {
  invalidArgType,
  invalidArgValue,
  unsupported,
} = require("internal/errors");
const { validateFunction, validateOneOf } = require("internal/validators");

// The addresses that a hosts file gives a name, in its order.
function addressesIn(text, name) {
  const out = [];
  const lines = %StringPrototypeSplit(text, "\n");
  for (let i = 0; i < lines.length; i++) {
    const line = %StringPrototypeSplit(lines[i], "#")[0];
    const words = %StringPrototypeSplit(
      %StringPrototypeTrim(%StringPrototypeReplaceAll(line, "\t", " ")),
      " ",
    );
    const family = isIP(words[0]);
    if (family === 0) continue;
    for (let k = 1; k < words.length; k++)
      if (%StringPrototypeToLowerCase(words[k]) === name) {
        %ArrayPrototypePush(out, { address: words[0], family });
        break;
      }
  }
  return out;
}

// RFC 6761, 6.3: localhost is this machine, also where no file says so.
const loopback = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];

// { hostname, family, all } of the arguments.
function request(hostname, options) {
  if (typeof hostname !== "string" && hostname)
    throw invalidArgType("hostname", "string", hostname);
  if (!hostname)
    throw invalidArgValue("hostname", hostname, "must be a non-empty string");
  let family = 0;
  let all = false;
  if (typeof options === "number") {
    validateOneOf(options, "family", [0, 4, 6]);
    family = options;
  } else if (options !== null && typeof options === "object") {
    family = options.family ?? 0;
    if (family === "IPv4") family = 4;
    if (family === "IPv6") family = 6;
    validateOneOf(family, "options.family", [0, 4, 6]);
    all = Boolean(options.all);
  }
  return { hostname, family, all };
}

function notFound(hostname) {
  const error = new %Error(`getaddrinfo ENOTFOUND ${hostname}`);
  error.errno = -3008;
  error.code = "ENOTFOUND";
  error.syscall = "getaddrinfo";
  error.hostname = hostname;
  return error;
}

// The list of addresses; throws.
function find({ hostname, family }) {
  const own = isIP(hostname);
  if (own !== 0) return [{ address: hostname, family: own }];
  const { readSmall } = require("internal/process_sys");
  const name = %StringPrototypeToLowerCase(hostname);
  let all = addressesIn(readSmall("/etc/hosts"), name);
  if (all.length === 0 && name === "localhost") all = loopback;
  if (all.length === 0)
    throw unsupported(
      `dns.lookup of a name that is not in /etc/hosts (${hostname})`,
    );
  const fitting = %ArrayPrototypeFilter(
    all,
    (entry) => family === 0 || entry.family === family,
  );
  if (fitting.length === 0) throw notFound(hostname);
  return fitting;
}

function lookup(hostname, options, callback) {
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  }
  if (typeof hostname !== "string" && hostname)
    throw invalidArgType("hostname", "string", hostname); //@ internal/errors:547:7, *.lookup dns:151:5|      throw error;
  validateFunction(callback, "callback");
  const asked = request(hostname, options); //@ *.lookup dns:183:11
  require("internal/loop").complete(() => {
    let found;
    try {
      found = find(asked);
    } catch (error) {
      error.stack;
      callback(error);
      return;
    }
    if (asked.all) callback(null, found);
    else callback(null, found[0].address, found[0].family);
  }, []);
  return {};
}

function lookupPromise(hostname, options) {
  const asked = request(hostname, options);
  return new %Promise((resolve, reject) => {
    require("internal/loop").complete(() => {
      try {
        const found = find(asked);
        resolve(asked.all ? found : found[0]);
      } catch (error) {
        reject(error);
      }
    }, []);
  });
}

module.exports = { lookup, lookupPromise };
