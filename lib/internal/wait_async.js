"use strict";
// Atomics.waitAsync in the event loop: the runtime has one alarm for all that
// wait, a descriptor that is readable when some of them are to be settled. This
// is the loop's module of programs that name waitAsync.

const { watch, complete } = require("internal/loop");

const POLLIN = 1;
let watcher;

function settle() {
  watcher.refed = %SettleWaits();
}

%SetWaitHook((descriptor, keepsAlive) => {
  // notified by the program itself
  if (descriptor === undefined) return complete(settle, []);
  if (watcher === undefined) {
    watcher = watch(descriptor, POLLIN, settle);
    watcher.context = undefined;
  }
  watcher.refed = keepsAlive;
});
