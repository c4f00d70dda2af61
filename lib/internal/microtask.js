"use strict";
// queueMicrotask.

function queueMicrotask(callback) {
  if (typeof callback !== "function") {
    const { invalidArgType } = require("internal/errors");
    throw invalidArgType("callback", "Function", callback);
  }
  require("internal/loop");
  %EnqueueMicrotask(callback);
}

module.exports = { queueMicrotask };
