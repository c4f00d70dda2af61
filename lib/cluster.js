"use strict";
// require('cluster'): the program is the primary; workers are refused.

const EventEmitter = require("events");
const { refuse } = require("internal/refused");

const cluster = new EventEmitter();
cluster.isWorker = false;
cluster.isMaster = true;
cluster.isPrimary = true;
cluster.workers = {};
cluster.settings = {};
cluster.SCHED_NONE = 1;
cluster.SCHED_RR = 2;
cluster.schedulingPolicy = 2;

module.exports = refuse(
  cluster,
  "cluster",
  "disconnect fork setupMaster setupPrimary Worker",
);
