"use strict";
// require('worker_threads'): the facts about the main thread, channels within it;
// a Worker is refused.

const { unsupported } = require("internal/errors");
const {
  MessageChannel,
  MessagePort,
  receiveMessageOnPort,
} = require("internal/message_port");
const { BroadcastChannel } = require("internal/broadcast_channel");

const environment = new %Map();

class Worker {
  constructor() {
    throw unsupported("worker_threads.Worker");
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
  BroadcastChannel,
  MessageChannel,
  MessagePort,
  receiveMessageOnPort,
  getEnvironmentData: (key) => %MapPrototypeGet(environment, key),
  setEnvironmentData(key, value) {
    if (value === undefined) %MapPrototypeDelete(environment, key);
    else %MapPrototypeSet(environment, key, value);
  },
};
