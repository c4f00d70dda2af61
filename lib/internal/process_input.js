"use strict";
// process with its standard input. A program whose text does not name stdin gets
// internal/process alone, without the streams.

const registry = require("internal/registry");

registry.openInput = () => {
  const { ReadStream } = require("internal/stdin");
  return new ReadStream(0);
};

module.exports = require("internal/process");
