"use strict";
// require('child_process').

const { ChildProcess, spawn } = require("internal/child/process");
const { exec, execFile } = require("internal/child/exec");
const { execFileSync, execSync, spawnSync } = require("internal/child/sync");

// A program that was itself forked has a descriptor to its parent.
const environment = %ProcessEnvp();
for (let i = 0; i < environment.length; i++) {
  const key = "NODE_CHANNEL_FD=";
  if (%StringPrototypeStartsWith(environment[i], key)) {
    const fd = %ParseInt(%StringPrototypeSlice(environment[i], key.length), 10);
    require("internal/child/channel").adopt(fd);
  }
}

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
