"use strict";
// require('worker_threads'): the facts about the main thread; a Worker is
// refused.

const { unsupported } = require("internal/errors");

class Worker {
  constructor() {
    throw unsupported("worker_threads.Worker");
  }
}

class MessageChannel {
  constructor() {
    throw unsupported("worker_threads.MessageChannel");
  }
}

module.exports = {
  isMainThread: true,
  isInternalThread: false,
  parentPort: null,
  resourceLimits: {},
  threadId: 0,
  workerData: null,
  SHARE_ENV: %SymbolFor("nodejs.worker_threads.SHARE_ENV"),
  Worker,
  MessageChannel,
  getEnvironmentData: () => undefined,
  setEnvironmentData() {},
};
