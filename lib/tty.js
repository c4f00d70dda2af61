"use strict";
// require('tty').

const { isTerminal } = require("internal/color_mode");

function isatty(fd) {
  return %NumberIsInteger(fd) && fd >= 0 && fd <= 2147483647 && isTerminal(fd);
}

module.exports = {
  isatty,
  get ReadStream() {
    return require("internal/stdin").ReadStream;
  },
  get WriteStream() {
    return require("internal/stdout").TerminalStream;
  },
};
