"use strict";
// $262 in programs that name `agent`: https://github.com/tc39/test262/blob/main/INTERPRETING.md
// What an agent sees of it is made by the runtime (eval/agent.c).

const { $262 } = require("internal/test262");

const SHARED_ARRAY_BUFFER = 16;

$262.agent = {
  start(text) {
    %AgentStart(%String(text));
  },
  broadcast(buffer, id = 0) {
    if (%ClassOf(buffer) !== SHARED_ARRAY_BUFFER)
      throw new %TypeError("broadcast takes a SharedArrayBuffer");
    %AgentBroadcast(buffer, typeof id === "bigint" ? id : %Number(id));
  },
  getReport() {
    return %AgentReport();
  },
  sleep(ms) {
    %AgentSleep(%Number(ms));
  },
  monotonicNow() {
    return %MonotonicNow();
  },
};

module.exports = { $262 };
