"use strict";
// unode -p: the completion value of the program is printed when it exits, as Node does.

const { process } = require("internal/process");
const { console } = require("internal/console");

module.exports = {
  printResult(value) {
    process.on("exit", () => console.log(value));
  },
};
