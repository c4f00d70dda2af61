"use strict";
// require('child_process').

const { ChildProcess, spawn } = require("internal/child/process");
const { exec, execFile } = require("internal/child/exec");
const { execFileSync, execSync, spawnSync } = require("internal/child/sync");

require("internal/child/adopted");

module.exports = {
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork(modulePath, args, options) {
    return require("internal/child/fork").fork(modulePath, args, options);
  },
  spawn,
  spawnSync,
};
