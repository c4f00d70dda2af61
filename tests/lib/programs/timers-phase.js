"use strict";
// What becomes due while timers run waits until the loop has been around.
const busy = (ms) => {
  const start = performance.now();
  while (performance.now() - start < ms);
};
const log = [];
setTimeout(() => {
  log.push("first");
  setTimeout(() => log.push("in first"), 0);
  setImmediate(() => log.push("immediate"));
  busy(400);
}, 1);
setTimeout(() => log.push("second"), 300);
setTimeout(() => {
  console.log(log.splice(0).join(", "));
  setTimeout(() => {
    log.push("A");
    setImmediate(() => log.push("immediate"));
    busy(300);
  }, 200);
  busy(50);
  setTimeout(() => log.push("A, same delay"), 200);
  setTimeout(() => log.push("B"), 260);
  setTimeout(() => console.log(log.join(", ")), 1000);
}, 1000);
