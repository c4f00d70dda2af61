"use strict";
// The event loop of an object that a C program links (`jsc -c`): C asks for
// its turns, and is told of what nobody caught.

const { drain, turn } = require("internal/loop");
const registry = require("internal/registry");

registry.fatal = (error) => %EmbedFail(error);
%SetEmbedHooks(turn, drain);

module.exports = {};
