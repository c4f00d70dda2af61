"use strict";
const dc = require("node:diagnostics_channel");
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
const log = (message, name) => console.log(String(name), message);
const a = dc.channel("a");
console.log(a === dc.channel("a"), a.name, a.hasSubscribers);
dc.subscribe("a", log);
a.subscribe((m) => m.list?.push("second"));
const list = [];
a.publish({ list });
console.log(list, dc.hasSubscribers("a"), dc.hasSubscribers("b"));
console.log(dc.unsubscribe("a", log), a.unsubscribe(log), a.hasSubscribers);
console.log(a instanceof dc.Channel);
attempt(() => dc.channel(5));
attempt(() => dc.subscribe("a", 5));
attempt(() => dc.tracingChannel(5));
attempt(() => dc.tracingChannel({ start: 1 }));
const held = [];
const store = {
  getStore: () => held.at(-1),
  enterWith: (v) => held.push(v),
  run: (v, f) => f(held.push(v)),
};
console.log(dc.channel("s").unbindStore(store));
const t = dc.tracingChannel("work");
const names = ["start", "end", "asyncStart", "asyncEnd", "error"];
console.log(names.map((n) => t[n].name).join(), t.hasSubscribers);
console.log(t.traceSync((x) => x + 1, {}, null, 4));
const handlers = {};
for (const n of names) handlers[n] = (m) => console.log(n, { ...m });
t.subscribe(handlers);
console.log(t.traceSync(function (x) { return this.n + x; }, { id: 1 }, { n: 2 }, 4));
attempt(() => t.traceSync(() => { throw new RangeError("sync"); }, { id: 2 }).x);
attempt(() => t.traceCallback((cb) => cb, 0, {}, null, 5));
t.traceCallback((x, cb) => setTimeout(cb, 1, null, x * 2), -1, { id: 3 }, null, 21, function (e, v) {
  console.log("callback", e, v);
  t.tracePromise(async (x) => x, { id: 4 }, null, "v").then(async (v) => {
    console.log(v);
    await t.tracePromise(async () => { throw "no"; }, { id: 5 }).catch((e) => console.log("caught", e));
    console.log(t.tracePromise(() => 5, { id: 6 }));
    console.log(t.unsubscribe(handlers), t.unsubscribe(handlers), t.hasSubscribers);
    a.subscribe(() => { throw new Error("of a subscriber"); });
    process.on("uncaughtException", (e) => console.log("uncaught", e.message));
    a.publish(1);
    console.log("published");
  });
});
