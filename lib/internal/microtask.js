"use strict";
// queueMicrotask.

function queueMicrotask(callback) {
  if (typeof callback !== "function") {
    const { invalidArgType } = require("internal/errors");
    throw invalidArgType("callback", "Function", callback); //@ internal/errors:547:7, queueMicrotask internal/process/task_queues:161:3|      throw error;
  }
  require("internal/loop");
  %EnqueueMicrotask(callback);
}

module.exports = { queueMicrotask };
