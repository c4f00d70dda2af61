"use strict";
// Where modules that are often left out put what smaller ones call if it is
// there: the global process's functions once internal/process runs.

module.exports = {
  process: undefined, // the process object
  env: undefined, // process.env once created
};
