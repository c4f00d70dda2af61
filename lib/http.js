"use strict";
// require('http'): the names of methods and states, the checks of headers.
// Requests and servers are refused when asked for.

const { METHODS, STATUS_CODES } = require("internal/http_names");
const { coded } = require("internal/errors");
const { refuse } = require("internal/refused");

function isToken(text) {
  return (
    typeof text === "string" &&
    %RegExpPrototypeTest(/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/, text)
  );
}

function validateHeaderName(name, label) {
  if (!isToken(name))
    throw coded(
      %TypeError,
      "ERR_INVALID_HTTP_TOKEN",
      `${label || "Header name"} must be a valid HTTP token ["${name}"]`,
    );
}

function validateHeaderValue(name, value) {
  if (value === undefined)
    throw coded(
      %TypeError,
      "ERR_HTTP_INVALID_HEADER_VALUE",
      `Invalid value "${value}" for header "${name}"`,
    );
  if (%RegExpPrototypeTest(/[^\t\x20-\x7e\x80-\xff]/, `${value}`))
    throw coded(
      %TypeError,
      "ERR_INVALID_CHAR",
      `Invalid character in header content ["${name}"]`,
    );
}

module.exports = refuse(
  {
    METHODS,
    STATUS_CODES,
    globalAgent: {},
    maxHeaderSize: 16384,
    validateHeaderName,
    validateHeaderValue,
  },
  "http",
  "createServer get request setGlobalProxyFromEnv setMaxIdleHTTPParsers Agent ClientRequest IncomingMessage OutgoingMessage Server ServerResponse WebSocket",
);
